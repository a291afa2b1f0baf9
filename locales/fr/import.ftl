# Import de feuilles de calcul

refusal-sheet-kind-unknown = Le fichier n’est ni un fichier CSV, ni un classeur XLSX, ni une liste JSON. Enregistrez-le dans l’un de ces formats et recommencez.
refusal-sheet-empty = Le fichier est vide. La première ligne doit contenir les en-têtes, les suivantes les enregistrements.
refusal-sheet-tooLong = Le fichier compte plus de { $most } lignes. Divisez-le en plusieurs fichiers.
refusal-sheet-tooWide = La ligne { $row } compte plus de { $most } colonnes. Ne laissez que les colonnes à importer.
refusal-sheet-workbook-damaged = Le classeur est endommagé ou protégé et ne peut pas être lu. Enregistrez-le de nouveau en XLSX, sans mot de passe.
refusal-sheet-workbook-tooLarge = Le classeur est trop volumineux pour être lu. N’y laissez que les lignes à importer, ou enregistrez-le en CSV.
refusal-sheet-csv-damaged = La ligne { $line } ne peut pas être lue ; un guillemet n’est peut-être pas fermé. Corrigez-la et recommencez.
refusal-sheet-json-damaged = Le fichier JSON n’est pas une liste d’enregistrements : ligne { $line }, colonne { $column }. Corrigez-le et réessayez.
refusal-sheet-json-nested = L’enregistrement { $record } a une liste ou un objet dans { $name }. Importez les parties dans un fichier à part.
refusal-import-collection-closed = L’import n’est pas possible pour { $table } : le logiciel écrit lui-même ces enregistrements, ou ils se règlent sur leur propre page. Saisissez ce qui y mène, par exemple des documents, et validez-le.
refusal-import-heading-unknown = Le champ « { $heading } » n’existe pas. Utilisez le nom ou le libellé d’un champ, ou videz l’en-tête pour ignorer la colonne.
refusal-import-heading-twice = Le champ « { $heading } » figure deux fois. Retirez l’une des colonnes.
refusal-import-heading-readOnly = « { $heading } » est tenu par le programme et ne peut pas être importé. Retirez la colonne.
refusal-import-cell-noHeading = La colonne n’a pas d’en-tête. Donnez-lui-en un, ou videz les cellules.
refusal-import-cell-unreadable = La valeur ne peut pas être lue. Saisissez-la de nouveau.
refusal-import-cell-kept = { $name } est tenu par le programme et diffère de ce que contient l’enregistrement. Videz la cellule.
refusal-import-number-unclear = « { $value } » peut se lire de deux façons. Écrivez le nombre sans séparateur de milliers.
refusal-import-busy = D’autres fichiers sont en cours de lecture. Recommencez dans une minute.
refusal-import-row-exists = L’enregistrement existe déjà. Retirez la ligne, ou choisissez de mettre à jour ou d’ignorer les enregistrements existants.
refusal-import-row-notFound = { $key } n’existe pas. Créez-le d’abord.
refusal-import-row-question = La ligne pose une question ({ $question }) à laquelle il faut répondre à l’écran. Saisissez cet enregistrement à la main.
