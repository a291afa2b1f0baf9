# La ligne de commande

cli-company-name = Nom
cli-company-displayName = Affichée
cli-company-database = Base de données
cli-company-created = La société { $name } est créée, avec des livres vides.
cli-company-removed = La société { $name } ne fait plus partie de l’installation. Sa base de données reste à sa place.
cli-migrated = { $count ->
    [one] La base système et la base d’une société sont au schéma { $version }.
   *[other] La base système et les bases de { $count } sociétés sont au schéma { $version }.
 }
cli-search-rebuilt = { $count ->
    [one] Les mots d’une société sont indexés à nouveau : { $tables } tables.
   *[other] Les mots de { $count } sociétés sont indexés à nouveau : { $tables } tables.
 }
cli-audit-company = Société
cli-audit-finding = Constat
cli-audit-sound = { $count ->
    [one] Une société contrôlée : tout concorde.
   *[other] { $count } sociétés contrôlées : tout concorde.
 }
cli-backup-done = { $count ->
    [one] { $rows } lignes du système et d’une société sont dans { $folder }.
   *[other] { $rows } lignes du système et de { $count } sociétés sont dans { $folder }.
 }
cli-restore-unsummed = La sauvegarde n’a pas de sommes de contrôle, comme celles des anciennes versions : elle a d’abord été lue en entier, ce qui trouve une fin manquante mais pas tout dommage.
cli-restore-done = { $count ->
    [one] { $rows } lignes du système et d’une société sont restaurées.
   *[other] { $rows } lignes du système et de { $count } sociétés sont restaurées.
 }
cli-export-done = { $count } enregistrements sont dans { $file }.
cli-listen-open = À l’écoute sur { $address }, que d’autres machines peuvent atteindre, sans chiffrement. Placez un proxy inverse avec TLS devant le programme.
cli-serving = Le programme répond à l’adresse { $address }
cli-serve-new = Il n’y avait pas de livres à l’emplacement { $database } ; de nouveaux ont été commencés. Personne ne peut encore se connecter : continuez par « fieldwright company create » et « fieldwright user create ».
cli-stopped = Arrêté.

cli-demo-filling = Remplissage de la société { $name }…
cli-demo-progress = { $name } : { $done } commandes validées sur { $all }
cli-demo-address = Adresse
cli-demo-companies = Sociétés
cli-demo-database = Base de données
cli-demo-clock = L’horloge est arrêtée au { $time }.
cli-demo-user = Utilisateur
cli-demo-password = Mot de passe
cli-demo-role = Rôle
cli-demo-language = Langue
cli-demo-token = Jeton d’API
cli-demo-stop = Ctrl+C pour arrêter.

refusal-cli-home-missing = Aucun dossier pour vos données n’est connu, car HOME n’est pas défini. Indiquez la base avec --database.
refusal-cli-folder-failed = Le dossier { $folder } ne peut pas être créé : { $why }. Choisissez un autre emplacement avec --database.
refusal-cli-file-failed = { $path } : { $why }. Choisissez un autre fichier ou dossier.
refusal-cli-listen-failed = Impossible d’écouter sur { $address } : { $why }. Arrêtez l’autre programme ou choisissez un autre --port.
refusal-cli-backup-folderInUse = { $folder } n’est pas vide. Choisissez un nouveau dossier, pour n’écraser aucune sauvegarde antérieure.
refusal-cli-restore-notEmpty = L’installation contient déjà des données. Restaurez dans une nouvelle base avec --database.
refusal-cli-restore-missing = { $file } manque dans la sauvegarde. Rien n’a été restauré. Utilisez une autre copie.
refusal-cli-restore-cutOff = { $file } de la sauvegarde est incomplet, sa fin manque. Rien n’a été restauré. Utilisez une autre copie.
refusal-cli-restore-damaged = { $file } de la sauvegarde est endommagé : ce n’est pas ce qui a été écrit. Rien n’a été restauré. Utilisez une autre copie.
refusal-cli-export-format = Le format de { $file } est inconnu. Terminez son nom par .csv, .xlsx ou .json.
refusal-cli-collection-unknown = Il n’existe pas de collection { $collection }. Nommez-la comme l’API, par exemple customers ou serviceItems.
refusal-cli-clock-unreadable = « { $value } » n’est pas une date et heure. Écrivez-la comme 2026-03-02T08:00:00.

cli-help-program = Gestion du service pour les ateliers de réparation et les sociétés d’intervention.
cli-help-any-database = L’emplacement des livres : un fichier, ou postgres://utilisateur:motdepasse@hôte/base
cli-help-any-fonts = Un dossier avec d’autres polices pour les documents ; à défaut, le dossier « fonts » à côté des livres
cli-help-any-json = Afficher les données en JSON, pour les programmes
cli-help-any-port = Le port
cli-help-any-listen = L’adresse de cette machine sur laquelle écouter
cli-help-serve = Servir les écrans et l’API
cli-help-serve-existing = Refuser une base qui n’existe pas encore, au lieu de commencer de nouveaux livres
cli-help-serve-base-path = Le chemin sous lequel un proxy présente le programme, comme /service
cli-help-serve-hsts = Dire aux navigateurs de n’utiliser que TLS, pendant ce nombre de secondes après chaque visite
cli-help-demo = Servir les sociétés de démonstration
cli-help-demo-data = Les données à servir ; à défaut, small et la société de référence
cli-help-demo-clock = Arrêter l’horloge à cette date et heure des sociétés, par exemple 2026-03-02T08:00:00
cli-help-demo-fresh = Supprimer la démonstration et recommencer
cli-help-demo-token = Le jeton d’API, au lieu d’un jeton aléatoire
cli-help-company = Lister, créer et retirer des sociétés
cli-help-company-list = Lister les sociétés
cli-help-company-create = Créer une société avec des livres vides
cli-help-company-create-name = Le nom dans les adresses : minuscules, chiffres et traits d’union
cli-help-company-create-display-name = Le nom affiché ; à défaut, l’autre nom
cli-help-company-remove = Retirer une société de l’installation ; sa base de données reste à sa place
cli-help-company-remove-name = Le nom dans les adresses
cli-help-export = Écrire les enregistrements d’une collection dans un fichier
cli-help-any-company = La société ; à défaut, la seule qui existe
cli-help-export-collection = La collection, telle que l’API la nomme, par exemple customers ; all pour toutes
cli-help-export-file = Le fichier ; son extension choisit le format : .csv, .xlsx ou .json. Pour all, un nouveau dossier
cli-help-export-format = Le format des fichiers du dossier
cli-help-backup = Tout copier dans un dossier pendant que d’autres travaillent
cli-help-backup-folder = Un dossier qui n’existe pas encore ou qui est vide
cli-help-restore = Remplir une installation vide depuis une sauvegarde
cli-help-restore-folder = Le dossier dans lequel la sauvegarde a été écrite
cli-help-audit = Contrôler que les écritures, les documents et le stock concordent
cli-help-audit-company = La société ; à défaut, toutes
cli-help-search = Refaire l’index de la recherche à partir des enregistrements
cli-help-search-rebuild = Refaire l’index de la recherche, pendant que les autres travaillent
cli-help-search-rebuild-company = La société ; toutes si rien n’est indiqué
cli-help-migrate = Amener les bases de données au schéma de cette version
cli-help-any-host = Un nom d’hôte sous lequel un proxy de cette machine transmet les requêtes
cli-help-any-trusted-proxy = L’adresse ou le réseau d’un serveur mandataire que l’on croit quand il dit pour qui il demande
cli-help-any-log-format = La forme des messages du programme sur la sortie d’erreur
cli-help-user = Lister et créer des utilisateurs, définir des mots de passe, attribuer des rôles
cli-help-user-list = Lister les utilisateurs et leurs rôles
cli-help-user-roles = Lister les rôles
cli-help-user-create = Créer un utilisateur ; le mot de passe est lu sur l’entrée standard
cli-help-any-name = Le nom de connexion
cli-help-user-create-full-name = Le nom de la personne
cli-help-user-create-email = L’adresse e-mail
cli-help-user-create-language = La langue des écrans
cli-help-any-role = Un rôle dans toutes les sociétés, ou ROLE@société pour une seule
cli-help-user-password = Définir un nouveau mot de passe, lu sur l’entrée standard
cli-help-user-role = Attribuer un rôle dans toutes les sociétés, ou ROLE@société pour une seule
cli-help-user-enable = Autoriser de nouveau la connexion d’un utilisateur
cli-help-user-disable = Empêcher un utilisateur de se connecter
cli-help-role = Montrer ce que les rôles du programme permettent
cli-help-role-matrix = Afficher qui peut faire quoi : tables, champs, chiffres et actions par rôle
cli-help-template = Obtenir les modèles standard des documents imprimés
cli-help-template-get = Écrire dans un nouveau dossier un modèle standard, les parties communes et des données d’exemple
cli-help-template-get-report = L’état : serviceOrder, serviceShipment ou serviceInvoice
cli-help-template-get-folder = Le dossier, qui est créé
cli-template-got = { $template }, common.typ et data.json se trouvent dans { $folder }.
cli-help-token = Créer, lister et révoquer des jetons d’API
cli-help-token-create = Créer un jeton ; il n’est montré qu’une fois
cli-help-token-create-name = L’usage du jeton
cli-help-token-list = Lister les jetons
cli-help-token-revoke = Révoquer un jeton
cli-help-token-revoke-name = L’usage du jeton
cli-help-any-user = L’utilisateur pour lequel le jeton agit

cli-user-created = L’utilisateur { $name } est créé.
cli-user-password = L’utilisateur { $name } a un nouveau mot de passe et doit se reconnecter.
cli-user-role = L’utilisateur { $name } a le rôle.
cli-user-enabled = L’utilisateur { $name } peut de nouveau se connecter.
cli-user-disabled = L’utilisateur { $name } ne peut plus se connecter.
cli-help-user-reset-second-factor = Retirer le second facteur à un utilisateur qui l’a perdu
cli-user-factor-reset = Le second facteur de { $name } est réinitialisé.
cli-user-ask = Mot de passe :
cli-user-roles = Rôles
cli-user-role-id = Rôle
cli-user-role-name = Description
cli-token-revoked = Le jeton { $name } est révoqué.
cli-token-name = Usage
cli-token-created = Créé
cli-token-used = Dernière utilisation
cli-token-revoked-at = Révoqué

refusal-cli-password-missing = Aucun mot de passe n’a été donné. Écrivez-le sur l’entrée standard, suivi d’un retour à la ligne.

cli-help-import = Lire les enregistrements d’une collection dans un fichier CSV ou un classeur
cli-help-import-collection = La collection, comme l’API la nomme, par exemple customers
cli-help-import-file = Le fichier, CSV, XLSX ou JSON ; la première ligne contient les noms des champs
cli-help-import-dry-run = Tout contrôler et lister chaque erreur, sans rien garder
cli-help-import-existing = Que faire des enregistrements qui existent déjà
cli-import-row = Ligne
cli-import-column = Colonne
cli-import-value = Valeur
cli-import-message = Erreur
cli-import-done = { $rows } lignes lues : { $created } enregistrements créés, { $updated } modifiés, { $skipped } laissés de côté.
cli-import-would = { $rows } lignes lues, aucune erreur. L’import créerait { $created } enregistrements, en modifierait { $updated } et en laisserait { $skipped } de côté. Rien n’a été gardé.
cli-import-refused = { $rows } lignes lues, { $errors } erreurs. Rien n’a été gardé ; corrigez le fichier et importez-le de nouveau.
refusal-cli-company-choose = Il n’existe pas une seule société. Choisissez-en une avec --company : { $companies }

cli-help-any-language = La langue de l’affichage ; celle de l’environnement par défaut
cli-help-any-help = Afficher l’aide
cli-help-any-version = Afficher la version
cli-help-help = Afficher l’aide d’une commande
cli-help-any-subcommand = La commande
cli-help-usage = Utilisation :
cli-help-commands = Commandes
cli-help-default = par défaut : { $choices }
cli-help-possible = valeurs possibles : { $choices }
cli-help-env = environnement : { $choices }
cli-help-job = Exécuter des traitements par lots et montrer ce qu’ils sont devenus
cli-help-job-names = Lister les traitements disponibles avec leurs paramètres
cli-help-job-list = Lister les traitements exécutés ou en cours, les plus récents d’abord
cli-help-job-show = Montrer un traitement avec son résultat
cli-help-any-id = Le numéro du traitement
cli-help-job-run = Exécuter un traitement et attendre sa fin
cli-help-job-run-name = Le nom standard, par exemple postBatch
cli-help-job-run-parameters = Les paramètres sous forme d’objet JSON, ou @ suivi du nom d’un fichier qui le contient
cli-help-job-cancel = Arrêter un traitement ; ce qui est terminé le reste

cli-job-id = N°
cli-job-name = Nom
cli-job-collection = Collection
cli-job-parameters = Paramètres
cli-job-description = Objet
cli-job-status = État
cli-job-progress = %
cli-job-startedBy = Lancé par
cli-job-startedAt = Début
cli-job-endedAt = Fin
cli-job-status-running = en cours
cli-job-status-succeeded = terminé
cli-job-status-failed = échoué
cli-job-status-cancelled = annulé
cli-job-status-interrupted = interrompu
cli-job-told = Traitement { $id } { $name } : { $status }, { $progress } %
refusal-cli-job-unknown = Il n’y a pas de traitement { $name }. Choisissez parmi : { $known }.
refusal-cli-job-parameters = Les paramètres ne sont pas un objet JSON : { $why }. Écrivez-les ainsi : '{"{"}"nos": ["SO1"]{"}"}'.

cli-usage-valueMissing = { $argument } attend une valeur. Écrivez-la à sa suite.
cli-usage-valueUnfit = { $value } ne convient pas à { $argument }.
cli-usage-argumentUnknown = Il n’y a pas d’argument { $argument } ici.
cli-usage-argumentMissing = { $argument } manque. Ajoutez-le.
cli-usage-argumentTwice = { $argument } ne peut pas être employé ainsi : il figure deux fois ou à côté d’un argument qui l’exclut.
cli-usage-commandUnknown = Il n’y a pas de commande { $argument }.
cli-usage-commandMissing = Il manque une commande. Choisissez-en une.
cli-usage-valuesCount = { $argument } a trop ou trop peu de valeurs.
cli-usage-unreadable = La ligne de commande est incompréhensible.
cli-usage-possible = Possibilités : { $choices }
cli-usage-meant = Vouliez-vous dire { $choices } ?
cli-usage-help = « fieldwright --help » et « fieldwright <commande> --help » montrent ce qui est possible.
