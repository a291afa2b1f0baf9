# Infobulles des utilisateurs, rôles et sociétés. L’anglais est à côté de chaque champ, dans le programme.

help-full-name = Le nom de la personne.
help-language = La langue des écrans et des messages.
help-state = Indique si l’utilisateur peut se connecter.
help-token-hash = L’empreinte SHA-256 du secret.
help-last-used-at = La dernière utilisation du jeton, à la minute près.
help-revoked-at = Le moment où le jeton a été révoqué ; vide tant qu’il est valable.
help-object-name = La table, le type de document, le champ ou l’action, par exemple customer, serviceOrders, field:cost ou serviceOrders.post ; * pour toutes les tables.
help-read-permission = Indique si les enregistrements peuvent être consultés.
help-insert-permission = Indique si des enregistrements peuvent être créés.
help-modify-permission = Indique si les enregistrements peuvent être modifiés.
help-delete-permission = Indique si les enregistrements peuvent être supprimés.
help-execute-permission = Indique si l’action peut être exécutée.
help-company-name = La société ; vide : toutes les sociétés.
help-display-name = Le nom affiché à l’écran.
help-company--database = La base qui contient les livres, quand elle ne porte pas le nom de la société : les livres d’une ancienne société de ce nom s’y trouvent encore.
help-api-token--name = Ce à quoi sert le jeton, pour le reconnaître dans la liste.
help-permission-set--name = Ce que fait une personne qui a ce rôle.
help-company--name = Identifie la société dans les adresses de l’application : minuscules, chiffres et traits d’union.
help-permission-set--type = L’origine du rôle : ceux de type système sont livrés avec le programme et ne peuvent être modifiés.
help-permission-set--by-field = Si le rôle nomme les champs, les documents et les consultations qu’il ouvre. Un rôle créé avant que ce soit possible ouvre tous les champs de ses tables, comme alors.
help-api-token--created-at = Le moment où le jeton a été créé.
help-user--user-name = Le nom que l’utilisateur saisit pour se connecter.
help-api-token--user-name = L’utilisateur pour le compte de qui le programme agit.
help-user-permission-set--user-name = L’utilisateur.
help-permission-set--role-id = Identifie le rôle.
