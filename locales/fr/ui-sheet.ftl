# Les documents à l’écran : grilles, validation, documents validés

ui-amounts-in = Montants en { $currency }
ui-total = Total
ui-total-discount = Remises
ui-total-warranty = Garantie
ui-total-excl = Total HT
ui-total-vat = TVA
ui-total-incl = Total TTC
ui-service-items = Articles de service
ui-service-lines = Lignes service
ui-line = Ligne
ui-line-place = Ligne
ui-lines-of = Lignes affichées
ui-lines-all = Tous les articles
ui-lines-current = Article courant
ui-more-columns = Toutes les colonnes
ui-head-service-item-no = Article de service
ui-head-repair-status-code = État réparation
ui-head-fault-code = Panne
ui-head-response-date = Intervention
ui-head-response-time = Heure
ui-head-location-code = Magasin
ui-head-quantity = Qté
ui-head-unit-of-measure-code = Unité
ui-head-unit-price = Prix unitaire
ui-head-line-discount-percent = Rem. %
ui-head-line-amount = Montant
ui-head-qty-to-ship = À livrer
ui-head-qty-to-invoice = À facturer
ui-head-qty-to-consume = À consommer
ui-head-vat-percent = % TVA

ui-response-due = Intervenir avant { $when }
ui-response-late = Intervention attendue { $when }

ui-post = Valider
ui-post-more = Autres façons de valider
ui-post-preview = Aperçu de la validation…
ui-post-title = Valider { $what } { $no }
ui-post-how = Valider
ui-post-ship = Livrer
ui-post-ship-what = Facturer plus tard
ui-post-invoice = Facturer
ui-post-invoice-what = Ce qui a déjà été livré
ui-post-shipAndInvoice = Livrer et facturer
ui-post-shipAndInvoice-what = Tout ce qui est à livrer et à facturer
ui-post-shipAndConsume = Livrer et consommer
ui-post-shipAndConsume-what = Utilisé sans être facturé
ui-post-only-orders = Uniquement pour les commandes de service
ui-post-not-in-policy = Non prévu par vos règles de validation
ui-post-wait = Calcul de ce qui sera validé…
ui-post-nothing-yet = Rien n’est encore validé. Les numéros sont attribués à la validation.
ui-post-will-be = Sera validé
ui-post-balanced = Équilibré, aucun problème
ui-post-problems =
    { $count ->
        [one] 1 problème
       *[other] { $count } problèmes
    }
ui-post-line = Ligne { $line } :
ui-post-go-to = Y aller
ui-post-total = Total facture { $total }, TVA { $vat }, échéance { $due }
ui-test-report = Rapport de test
ui-report-clean = Rien ne s’oppose à la validation.
ui-statistics = Statistiques
ui-posted-title = Validé
ui-posted-ship-and-invoice = Livré et facturé
ui-posted-shipment = Livré
ui-posted-invoice = Facturé
ui-posted-entries = Écritures
ui-posted-next = Retour à la liste
ui-posted-open-invoice = Ouvrir la facture
ui-posted-open-shipment = Ouvrir le bon de livraison

ui-print = Imprimer
ui-print-and-send = Imprimer et envoyer
ui-print-order = Commande de service, langue du client
ui-print-order-en = Commande de service en anglais
ui-print-order-fr = Commande de service en français
ui-print-english = Imprimer en anglais
ui-print-french = Imprimer en français
ui-go-customer = Client
ui-go-entries = Écritures comptables service
ui-go-shipments = Bons de livraison validés
ui-go-invoices = Factures validées
ui-go-log = Journal du document
ui-fact-entries = Écritures

ui-find = Rechercher
ui-find-entries = Rechercher écritures
ui-find-number = N° document
ui-find-how = Saisissez le numéro d’un bon de livraison ou d’une facture validés pour voir toutes les écritures correspondantes.
ui-find-none = Rien n’a été validé sous { $no }
ui-find-none-how = Vérifiez le numéro ; les documents non validés n’ont pas d’écritures.
ui-find-source = Client
ui-find-what = Écritures
ui-find-count = Nombre

ui-key-post = Valider le document
ui-key-statistics = Statistiques
ui-key-entries = Écritures comptables
ui-key-print = Imprimer
ui-key-find-entries = Rechercher écritures
ui-key-next-cell = Cellule suivante
ui-key-paste-rows = Coller des lignes d’un tableur
ui-key-delete-line = Supprimer la ligne

ui-js-no-line = Choisissez d’abord une ligne.
ui-js-paste-row = Ligne { $row } : { $problem }
ui-js-pasted = { $done } lignes sur { $rows } ajoutées
ui-js-posted-whole = Le document est soldé et clôturé.
ui-js-posted-part = Le document reste ouvert pour le solde.

ui-statistics-general = Général
ui-statistics-invoicing = Facturation
ui-statistics-shipping = Livraison
ui-statistics-consuming = Consommation
ui-statistics-items = Articles
ui-statistics-resources = Ressources
ui-statistics-costs = Coûts et comptes
ui-figure-amount = Montant
ui-figure-invDiscountAmount = Remise facture
ui-figure-total = Total HT
ui-figure-vatAmount = TVA
ui-figure-totalIncludingVat = Total TTC
ui-figure-salesLcy = Ventes (DS)
ui-figure-originalCostLcy = Coût d’origine (DS)
ui-figure-profitLcy = Marge (DS)
ui-figure-profitPercent = % marge
ui-figure-adjustedCostLcy = Coût ajusté (DS)
ui-figure-adjustedProfitLcy = Marge ajustée (DS)
ui-figure-adjustedProfitPercent = % marge ajustée
ui-figure-quantity = Quantité
ui-figure-parcels = Colis
ui-figure-netWeight = Poids net
ui-figure-grossWeight = Poids brut
ui-figure-volume = Volume

record-serviceOrders = la commande de service
record-serviceInvoices = la facture de service
