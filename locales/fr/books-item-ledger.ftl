# Écritures comptables article et feuille article

## Refus

refusal-itemLedger-item-unknown = L’article { $item } n’existe pas. Choisissez un article existant.
refusal-itemLedger-entry-unknown = Il n’y a pas d’écriture article { $entry } à facturer. Rechargez le document et validez de nouveau.
refusal-itemLedger-invoice-tooMuch = Il ne reste que { $left } unités de base de l’article { $item } à facturer, mais { $quantity } sont demandées. Réduisez la quantité à facturer.
refusal-itemLedger-stock-missing = L’article { $item } { $variant } a { $stock } unités de base en stock au magasin « { $location } », et { $quantity } doivent en sortir. Réduisez la quantité, choisissez un autre magasin, ou entrez le stock manquant par la feuille article.
refusal-itemLedger-appliesTo-missing = L’écriture { $entry } n’a plus { $quantity } unités de base de l’article { $item } ; il en manque { $missing }. Réduisez la quantité, ou laissez vide l’écriture à lettrer.
refusal-itemJournal-item-blocked = L’article { $item } est bloqué. Choisissez un autre article, ou faites lever le blocage.
refusal-itemJournal-item-notInventory = L’article { $item } n’est pas tenu en stock. Choisissez un article de type stock.
refusal-itemJournal-item-noPostingGroup = L’article { $item } n’a pas de groupe compta. stock. Renseignez-le sur la fiche article.
refusal-itemJournal-variant-unknown = L’article { $item } n’a pas de variante { $variant }. Choisissez une de ses variantes, ou laissez le champ vide.
refusal-itemJournal-variant-blocked = La variante { $variant } de l’article { $item } est bloquée. Choisissez une autre variante.
refusal-itemJournal-amount-quantity = Un montant demande une quantité. Saisissez d’abord la quantité.
refusal-itemJournal-cost-standard = L’article { $item } a le coût standard { $cost }, auquel tout son stock est valorisé. Laissez ce coût, ou modifiez le coût standard sur la fiche article.
refusal-itemJournal-line-unknown = La feuille n’a pas de ligne { $line }. Choisissez des lignes de la feuille.
refusal-itemJournal-nothing = Il n’y a rien à valider dans la feuille { $batch }. Saisissez d’abord des lignes.
refusal-itemJournal-missing-series = Des lignes n’ont pas de numéro de document, et les paramètres stock n’indiquent pas de souche de n° pour la feuille article. Saisissez les numéros, ou renseignez la souche dans les paramètres stock.
refusal-itemJournal-missing-postingDate = La date de comptabilisation est vide. Saisissez le jour du mouvement.
refusal-itemJournal-postingDate-notAllowed = Vous ne pouvez pas valider au { $date } (période du { $from } au { $to }). Choisissez une autre date de comptabilisation, ou faites modifier la période.
refusal-itemJournal-missing-item = L’article est vide. Choisissez un article.
refusal-itemJournal-missing-quantity = La quantité est nulle. Saisissez une quantité, ou supprimez la ligne.
refusal-itemJournal-missing-unit = L’unité est vide. Choisissez l’unité dans laquelle la quantité est comptée.
refusal-itemJournal-missing-genProd = Le groupe compta. produit est vide. Renseignez-le sur la ligne, et sur la fiche article pour la prochaine fois.
refusal-itemJournal-missing-location = Tout mouvement de stock doit indiquer un magasin. Choisissez-en un.
refusal-itemJournal-missing-variant = L’article { $item } doit être mouvementé avec une variante. Choisissez-en une.
refusal-itemJournal-warning-noCost = L’article { $item } entre en stock sans coût. Saisissez son coût s’il a une valeur.
refusal-itemJournal-warning-stock = L’article { $item } a { $stock } unités de base en stock au magasin « { $location } », et { $quantity } doivent en sortir : le stock devient négatif. Faites un comptage.

## Messages

message-itemLedger-adjusted = { $entries ->
    [0] Tous les coûts sont justes ; rien n’a été ajusté.
    [one] Une écriture valeur a été créée.
   *[other] { $entries } écritures valeur ont été créées.
}
message-itemLedger-costPosted = { $entries ->
    [0] Tous les coûts sont déjà en comptabilité.
    [one] Le coût d’une écriture valeur a été validé.
   *[other] Le coût de { $entries } écritures valeur a été validé.
}
message-audit-item-remaining = { $place } : il reste { $found } unités de base des écritures article, dont la somme est { $expected }.
message-audit-item-stock = { $place } : le stock tenu est de { $found } unités de base, et la somme des écritures article est { $expected }.
message-audit-item-stockValue = { $place } : la valeur tenue du stock est { $found }, et la somme des écritures valeur est { $expected }.
message-audit-item-application = Écriture article { $place } : il reste { $found } unités de base, et ses lettrages en laissent { $expected }.
message-audit-item-invoiced = Écriture article { $place } : { $found } unités de base sont facturées, et ses écritures valeur en facturent { $expected }.
message-audit-item-expected = L’écriture article { $place } est entièrement facturée, et il reste { $found } de son coût prévu.
message-audit-item-posted = Écriture valeur { $place } : { $found } du coût { $expected } sont en comptabilité. Validez les coûts ajustés en comptabilité.
message-audit-item-generalLedger = Compte { $place } : les mouvements de stock ont validé { $found }, et les écritures valeur indiquent { $expected }.

## Tables

table-item-ledger-entry = Écriture comptable article
table-item-ledger-entry-many = Écritures comptables article
table-value-entry = Écriture valeur
table-value-entry-many = Écritures valeur
table-item-application-entry = Écriture lettrage article
table-item-application-entry-many = Écritures lettrage article
table-item-stock = Stock d’un magasin
table-item-stock-many = Stock par magasin
table-item-journal-line = Ligne feuille article
table-item-journal-line-many = Feuille article

## Champs

field-adjustment = Ajustement
field-applies-to-entry = Écriture à lettrer
field-completely-invoiced = Entièrement facturé
field-correction = Correction
field-cost-amount = Montant coût
field-cost-amount-actual = Montant coût (réel)
field-cost-amount-expected = Montant coût (prévu)
field-cost-amount-non-invtbl = Montant coût (non incorporable)
field-cost-application = Lettrage coût
field-cost-per-unit = Coût par unité
field-cost-posted-to-gl = Coût comptabilisé
field-discount-amount = Montant remise
field-expected-cost = Coût prévu
field-expected-cost-posted-to-gl = Coût prévu comptabilisé
field-inbound-item-entry-no = N° écriture article entrée
field-inventoriable = Incorporable
field-inventory = Stock
field-inventory-value = Valeur du stock
field-invoiced-quantity = Quantité facturée
field-item-journal-nos = N° de la feuille article
field-item-ledger-entry-no = N° écriture comptable article
field-item-ledger-entry-quantity = Quantité écriture article
field-item-ledger-entry-type = Type écriture article
field-item-stock-quantity = Stock
field-journal-batch-name = Nom de la feuille
field-last-invoice-date = Date dernière facture
field-outbound-item-entry-no = N° écriture article sortie
field-positive = Positif
field-remaining-quantity = Quantité restante
field-sales-amount-actual = Montant vente (réel)
field-sales-amount-expected = Montant vente (prévu)
field-unit-amount = Montant unitaire
field-valuation-date = Date évaluation
field-valued-quantity = Quantité évaluée

## Choix

option-purchase = Achat
option-positiveAdjmt = Ajustement positif
option-negativeAdjmt = Ajustement négatif
option-directCost = Coût direct
