# Lignes service : quantités, prix, remises, frais, totaux

refusal-line-quantity-negative = Une quantité ne peut pas être négative ; { $quantity } a été saisi. Saisissez 0 ou plus.
refusal-line-quantity-belowShipped = La quantité ne peut pas être inférieure à ce qui est déjà expédié : { $shipped }. { $quantity } a été saisi.
refusal-line-qtyToShip-moreThanOutstanding = Il ne reste que { $most } unités à expédier ; { $quantity } a été saisi.
refusal-line-qtyToInvoice-moreThanShipped = Au plus { $most } unités peuvent être facturées ; { $quantity } a été saisi. Ce qui est à facturer doit être expédié avant ou en même temps.
refusal-line-qtyToConsume-moreThanNotShipped = Au plus { $most } unités peuvent être consommées ; { $quantity } a été saisi. Ce qui est déjà expédié ne peut plus être consommé.
refusal-line-directInvoice-partial = Une facture expédie et facture toute la quantité de { $quantity } ; { $entered } a été saisi. Modifiez la quantité de la ligne, ou utilisez une commande service pour des parties.
refusal-line-lineDiscountAmount-nothingToDiscount = Il n'y a rien sur quoi accorder une remise de { $amount }. Saisissez d'abord la quantité et le prix unitaire.
refusal-line-lineDiscountAmount-range = La remise ligne doit être comprise entre 0 et { $most } ; { $amount } a été saisi.
refusal-line-lineAmount-needsQuantityAndPrice = Un montant ligne de { $amount } exige une quantité et un prix unitaire. Saisissez-les d'abord.
refusal-line-lineAmount-range = Le montant ligne doit être compris entre 0 et { $most } ; { $amount } a été saisi.
refusal-line-noNumberFree = Aucun numéro de ligne n'est libre entre { $previous } et { $next }. Supprimez-y une ligne, ou placez la nouvelle ligne à la fin.
