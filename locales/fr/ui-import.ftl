# La page d’import

ui-import = Import
ui-import-how = La première ligne du fichier contient les noms des champs. Essayez d’abord : rien n’est conservé, et chaque erreur est indiquée avec sa cellule.
ui-import-what = Enregistrements
ui-import-file = Fichier (CSV ou XLSX)
ui-import-existing = Les enregistrements déjà présents
ui-import-existing-refuse = sont des erreurs
ui-import-existing-update = sont mis à jour
ui-import-existing-skip = sont ignorés
ui-import-try = Essayer (à blanc)
ui-import-keep = Importer
ui-js-import-no-file = Choisissez d’abord un fichier.
ui-js-import-errors = { $errors } problèmes dans { $rows } lignes. Rien n’a été conservé. Corrigez les cellules et recommencez.
ui-js-import-would = { $rows } lignes sans problème : { $created } seraient créées, { $updated } mises à jour, { $skipped } ignorées.
ui-js-import-done = { $rows } lignes importées : { $created } créées, { $updated } mises à jour, { $skipped } ignorées.
ui-js-import-cell = Cellule
ui-js-import-heading = Champ
ui-js-import-value = Valeur
ui-js-import-problem = Problème
