# Import de feuilles de calcul

refusal-sheet-kind-unknown = Le fichier n’est ni un fichier CSV, ni un classeur XLSX, ni une liste JSON. Enregistrez-le dans l’un de ces formats et recommencez.
refusal-sheet-empty = Le fichier est vide. La première ligne doit contenir les en-têtes, les suivantes les enregistrements.
refusal-sheet-tooLong = Le fichier compte plus de { $most } lignes. Divisez-le en plusieurs fichiers.
refusal-sheet-tooWide = La ligne { $row } compte plus de { $most } colonnes. Ne laissez que les colonnes à importer.
refusal-sheet-workbook-damaged = Le classeur est endommagé ou protégé et ne peut pas être lu. Enregistrez-le de nouveau en XLSX, sans mot de passe.
refusal-sheet-workbook-tooLarge = Le classeur est trop volumineux pour être lu. N’y laissez que les lignes à importer, ou enregistrez-le en CSV.
refusal-sheet-csv-damaged = La ligne { $line } ne peut pas être lue ; un guillemet n’est peut-être pas fermé. Corrigez-la et recommencez.
refusal-sheet-csv-byte = La ligne { $line } contient un octet ({ $byte }) qui n’est pas de l’UTF-8, après « { $before } ». Enregistrez le fichier au format « CSV UTF-8 » et importez-le de nouveau.
refusal-sheet-csv-separator = La ligne { $line }, « { $text } », n’indique aucun séparateur connu. Écrivez sep=; ou sep=, ou retirez la ligne.
refusal-sheet-workbook-sheets = Plusieurs feuilles sont remplies : { $sheets }. Ne laissez dans le classeur que celle à importer, ou masquez les autres.
refusal-sheet-workbook-follows = La feuille qui commence à la ligne { $row } n’a pas les mêmes en-têtes que la première. Donnez-lui les mêmes, ou importez-la dans un fichier à part.
refusal-sheet-cell-error = { $cell } affiche { $value } : sa formule est en erreur. Corrigez-la, ou saisissez la valeur.
refusal-sheet-cell-formula = { $cell } contient une formule dont le résultat n’est pas dans le fichier. Ouvrez le fichier dans un tableur, enregistrez-le et importez-le de nouveau, ou saisissez la valeur.
refusal-sheet-cell-hidden = { $cell } est masquée : sa ligne ou sa colonne n’est pas affichée. Affichez-la, ou supprimez-la.
refusal-sheet-cell-merged = { $cell } est fusionnée avec d’autres ({ $range }) : on ne sait pas auxquelles sa valeur appartient. Défusionnez les cellules et remplissez chacune d’elles.
refusal-sheet-cell-format = { $cell } a un format, { $format }, qui cache ce qu’elle contient. Choisissez un format simple pour la cellule et vérifiez ce qu’elle affiche.
refusal-sheet-cell-digits = { $cell } contient un nombre, { $value }, dont les tableurs ne conservent que les 15 premiers chiffres. Mettez la cellule au format texte et saisissez-le de nouveau.
refusal-sheet-json-damaged = Le fichier JSON n’est pas une liste d’enregistrements : ligne { $line }, colonne { $column }. Corrigez-le et réessayez.
refusal-sheet-json-nested = L’enregistrement { $record } a une liste ou un objet dans { $name }. Importez les parties dans un fichier à part.
refusal-import-collection-closed = L’import n’est pas possible pour { $table } : le logiciel écrit lui-même ces enregistrements, ou ils se règlent sur leur propre page. Saisissez ce qui y mène, par exemple des documents, et validez-le.
refusal-import-heading-unknown = Le champ « { $heading } » n’existe pas. Utilisez le nom ou le libellé d’un champ, ou videz l’en-tête pour ignorer la colonne.
refusal-import-heading-twice = Le champ « { $heading } » figure deux fois. Retirez l’une des colonnes.
refusal-import-cell-noHeading = La colonne n’a pas d’en-tête. Donnez-lui-en un, ou videz les cellules.
refusal-import-cell-unreadable = La valeur ne peut pas être lue. Saisissez-la de nouveau.
refusal-import-cell-kept = { $name } est tenu par le programme et diffère de ce que contient l’enregistrement. Videz la cellule.
refusal-import-number-unclear = « { $value } » peut se lire de deux façons : milliers ou décimales. Écrivez le nombre sans séparateur de milliers, avec deux décimales ou plus de trois.
refusal-import-cell-percent = « { $value } » est un pourcentage, que ce champ n’accepte pas. Écrivez-le comme un nombre simple.
refusal-import-cell-moment = La cellule contient une date ou une heure ({ $value }), peut-être issue d’une saisie mal interprétée. Mettez-la au format texte et saisissez de nouveau la valeur.
refusal-import-cell-flag = La cellule contient une valeur logique ({ $value }), peut-être issue d’une saisie mal interprétée. Mettez-la au format texte et saisissez de nouveau la valeur.
refusal-import-busy = D’autres fichiers sont en cours de lecture. Recommencez dans une minute.
refusal-import-row-exists = L’enregistrement existe déjà. Retirez la ligne, ou choisissez de mettre à jour ou d’ignorer les enregistrements existants.
refusal-import-row-notFound = { $key } n’existe pas. Créez-le d’abord.
refusal-import-row-question = La ligne pose une question ({ $question }) à laquelle il faut répondre à l’écran. Saisissez cet enregistrement à la main.
