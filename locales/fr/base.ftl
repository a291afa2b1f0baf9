# Valeurs, enregistrements, base de données et installation

refusal-value-number-unreadable = « { $value } » n’est pas un nombre. Saisissez des chiffres avec un point, par exemple 12.50.
refusal-value-number-tooLarge = { $value } est trop grand pour ce champ.
refusal-value-number-tooPrecise = { $value } a plus de { $most } décimales. Arrondissez d’abord.
refusal-value-text-tooLong = Le texte compte { $length } caractères ; { $most } au plus sont admis. Raccourcissez-le.
refusal-value-text-control = Le texte contient un caractère de commande. Supprimez-le et saisissez de nouveau le texte.
refusal-value-date-unreadable = « { $value } » n’est pas une date. Écrivez année-mois-jour, par exemple 2026-03-02.
refusal-value-time-unreadable = « { $value } » n’est pas une heure. Écrivez heures:minutes:secondes, par exemple 08:00:00.
refusal-value-dateTime-unreadable = « { $value } » n’est pas une date avec heure. Écrivez-la avec son décalage sur l’UTC, par exemple 2026-03-02T08:00:00+01:00 ou 2026-03-02T07:00:00Z.
refusal-zone-unknown = Le fuseau horaire « { $value } » n’existe pas. Écrivez son nom dans la base tz, par exemple { $meant }.
refusal-value-dateFormula-unreadable = « { $value } » n’est pas une formule de date. Écrivez par exemple 1M, 14J ou CM+10J.
refusal-value-dateFormula-outside = La formule de date { $formula } mène hors du calendrier. Choisissez une période plus courte.
refusal-value-bool-unreadable = « { $value } » n’est ni oui ni non. Écrivez true ou false.
refusal-value-option-unknown = « { $value } » n’est pas un choix possible. Choisissez parmi : { $choices }.
refusal-value-json-wrongType = La valeur n’a pas le bon type. Envoyez : { $expected }.

refusal-record-duplicate = Un enregistrement avec ces valeurs existe déjà. Choisissez d’autres valeurs.
refusal-record-exists = { $key } existe déjà. Choisissez une autre clé ou modifiez l’enregistrement existant.
refusal-record-notFound = { $record } { $key } n’existe pas. Vérifiez le numéro.
refusal-record-changed = Quelqu’un d’autre a enregistré cette fiche entre-temps. Rechargez-la et refaites votre modification.
refusal-record-key-fixed = { $field } identifie l’enregistrement et ne peut pas changer. Créez plutôt un nouvel enregistrement.
refusal-record-key-dots = { $value } ne peut pas servir de numéro ou de code : aucune adresse ne pourrait le désigner. Ajoutez une lettre ou un chiffre.
refusal-record-property-unknown = La propriété { $name } n’existe pas ici. Vérifiez son orthographe.
refusal-record-property-readOnly = { $name } est tenu par le programme et ne peut pas être fixé. Retirez-le.
refusal-record-property-notNow = { $name } ne peut pas être modifié dans l’état actuel de l’enregistrement.
refusal-record-relation-unknown = { $value } n’existe pas. Choisissez une valeur existante ou créez-la d’abord.

refusal-permission-missing = { $act ->
    [read] { $user } n’a pas le droit de consulter : { $object }. Demandez ce droit à un administrateur.
    [insert] { $user } n’a pas le droit de créer : { $object }. Demandez ce droit à un administrateur.
    [modify] { $user } n’a pas le droit de modifier : { $object }. Demandez ce droit à un administrateur.
    [delete] { $user } n’a pas le droit de supprimer : { $object }. Demandez ce droit à un administrateur.
   *[execute] { $user } n’a pas le droit d’exécuter : { $object }. Demandez ce droit à un administrateur.
    }
refusal-permission-field-read = { $user } n’a pas le droit de voir { $field }. Laissez ce champ de côté, ou demandez ce droit à un administrateur.
refusal-permission-field-modify = { $user } n’a pas le droit de modifier { $field }. Laissez ce champ tel quel, ou demandez ce droit à un administrateur.
refusal-query-skipToken-unreadable = Le lien vers la page suivante n’appartient pas à cette liste. Recommencez à la première page.
refusal-unavailable = Le programme n’a pas pu le faire maintenant. Réessayez ; prévenez l’administrateur si cela se reproduit.
refusal-store-full = Le disque du serveur est plein ; rien n’a été modifié. Demandez à l’administrateur de libérer de la place, puis recommencez.
refusal-export-busy = D’autres fichiers sont en cours de préparation. Recommencez dans une minute.
refusal-export-tooMany = Trop d’exports sont en cours : { $most } à la fois par utilisateur, et une limite pour tous ensemble. Attendez qu’un fichier soit arrivé, ou annulez-en un dans le navigateur.

refusal-store-copy-serverDatabase = Une base sur serveur se copie avec les outils du serveur ou avec « fieldwright backup ».
refusal-store-file-served = Un autre programme sert déjà { $path }. Arrêtez-le d’abord ou travaillez à son adresse ; plusieurs programmes peuvent servir les mêmes livres avec PostgreSQL.
refusal-store-schema-newer = La base a été modifiée par une version plus récente du programme (schéma { $found } ; celle-ci connaît { $known }). Lancez la version plus récente.
refusal-backup-unreadable = Ce fichier n’est pas une sauvegarde de ce programme. Choisissez un fichier créé par « fieldwright backup ».
refusal-backup-cutOff = La sauvegarde est incomplète, sa fin manque. Rien n’a été restauré. Utilisez une autre copie.
refusal-backup-table-unknown = La sauvegarde contient la table { $table }, inconnue de cette version. Restaurez-la avec la version qui l’a écrite.
refusal-backup-column-unknown = La sauvegarde contient la colonne { $column } de { $table }, inconnue de cette version. Restaurez-la avec la version qui l’a écrite.
refusal-company-name-unfit = « { $name } » ne peut pas figurer dans une adresse. Commencez par une minuscule et n’utilisez que 30 minuscules, chiffres et tirets au plus.
refusal-installation-missing = Il n’y a pas de livres à l’emplacement { $database }. Vérifiez le nom après --database ; « company create », « user create », « restore » et « demo » en commencent de nouveaux.
refusal-company-database-missing = La société { $name } figure dans la liste, mais sa base { $database } est introuvable. Rétablissez-la depuis une copie, ou retirez la société de la liste avec « fieldwright company remove { $name } ».
refusal-company-places-taken = Trop de bases d’anciennes sociétés nommées { $name } sont conservées. Choisissez un autre nom, ou déplacez-les.
