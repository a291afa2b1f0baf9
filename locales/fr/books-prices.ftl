# Tarifs

field-price-type = Type de prix
field-amount-type = Définit
field-price-list-code = Code tarif
field-asset-type = Type de produit
field-asset-no = N° produit
field-minimum-quantity = Quantité minimum
field-price-list-header-source-type = S’applique au type
field-price-list-header-source-no = S’applique au n°
field-price-list-line-source-type = S’applique au type
field-price-list-line-source-no = S’applique au n°
table-price-list-header = Tarif
table-price-list-header-many = Tarifs
table-price-list-line = Ligne tarif
table-price-list-line-many = Lignes tarif

## Refus et messages

refusal-priceList-active = Le tarif { $list } est actif. Remettez-le à l’état Brouillon avant de le modifier ou de le supprimer.
refusal-priceList-amountType-source = Un tarif pour un groupe prix définit des prix, un tarif pour un groupe remises des remises. Choisissez ce qui convient.
refusal-priceList-asset-all = { $no } ne peut pas être saisi dans une ligne valable pour tout. Choisissez d’abord le type de produit.
refusal-priceList-dates = La date de fin { $end } précède la date de début { $start }. Saisissez une date de fin postérieure.
refusal-priceList-line-discountGroup = Une ligne du tarif { $list } pour un groupe remises article ne peut définir qu’une remise. Choisissez Remise sur la ligne.
refusal-priceList-line-empty = Une ligne du tarif { $list } n’a ni prix ni remise. Saisissez l’un ou l’autre ou supprimez la ligne.
refusal-priceList-line-noDiscount = La ligne ne définit qu’un prix. Choisissez d’abord « Prix et remise » pour saisir une remise.
refusal-priceList-line-noPrice = La ligne ne définit qu’une remise. Choisissez d’abord « Prix et remise » pour saisir un prix.
refusal-priceList-source-all = Le tarif vaut pour tous les clients ; { $source } ne peut pas être saisi. Choisissez d’abord Client ou un groupe.
refusal-priceList-source-missing = Le tarif { $list } ne dit pas pour quel client ou groupe il vaut. Saisissez le numéro avant de l’activer.
refusal-priceList-workType-resource = { $workType } ne peut pas être saisi ici : seuls les ressources et les groupes de ressources ont un type de travail. Laissez-le vide.
message-price-fromList = Tarif { $list }, ligne { $line } ({ $source }) : prix unitaire { $value }
message-price-fromCard = Aucun tarif ne s’applique : prix unitaire { $price } de la fiche
message-price-notBest = Tarif { $list }, ligne { $line } ({ $source }) : { $value }, moins avantageux
message-price-quantityTooSmall = Tarif { $list }, ligne { $line } ({ $source }) : à partir de { $value } unités
message-price-discountFromList = Tarif { $list }, ligne { $line } ({ $source }) : remise ligne { $value } %
message-price-discountNotAllowed = Tarif { $list }, ligne { $line } ({ $source }) : remise de { $value } % non accordée, car le prix n’en admet pas
