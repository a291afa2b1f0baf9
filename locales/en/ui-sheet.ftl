# Documents on screen: grids, posting, posted documents

ui-amounts-in = Amounts in { $currency }
ui-total = Total
ui-total-discount = Discount
ui-total-warranty = Warranty
ui-total-excl = Total excl. VAT
ui-total-vat = VAT
ui-total-incl = Total incl. VAT
ui-service-items = Service items
ui-service-lines = Service lines
ui-line = Line
ui-line-place = Line
ui-lines-of = Lines shown
ui-lines-all = All items
ui-lines-current = Current item only
ui-more-columns = All columns
ui-head-service-item-no = Service item
ui-head-repair-status-code = Repair status
ui-head-fault-code = Fault
ui-head-response-date = Response due
ui-head-response-time = Time
ui-head-location-code = Location
ui-head-quantity = Qty.
ui-head-unit-of-measure-code = Unit
ui-head-unit-price = Unit price
ui-head-line-discount-percent = Disc. %
ui-head-line-amount = Amount
ui-head-qty-to-ship = To ship
ui-head-qty-to-invoice = To invoice
ui-head-qty-to-consume = To consume
ui-head-vat-percent = VAT %

ui-response-due = Respond by { $when }
ui-response-late = Response was due { $when }

ui-post = Post
ui-post-more = More ways to post
ui-post-preview = Preview posting…
ui-post-title = Post { $what } { $no }
ui-post-how = Post
ui-post-ship = Ship
ui-post-ship-what = Invoice later
ui-post-invoice = Invoice
ui-post-invoice-what = What was shipped before
ui-post-shipAndInvoice = Ship and invoice
ui-post-shipAndInvoice-what = Everything to ship and to invoice
ui-post-shipAndConsume = Ship and consume
ui-post-shipAndConsume-what = Used without charge
ui-post-only-orders = Only for service orders
ui-post-not-in-policy = Not in your posting policy
ui-post-wait = Working out what will be posted…
ui-post-nothing-yet = Nothing has been posted yet. Numbers are given when you post.
ui-post-will-be = Will be posted
ui-post-balanced = Balanced, no problems
ui-post-problems =
    { $count ->
        [one] 1 problem
       *[other] { $count } problems
    }
ui-post-line = Line { $line }:
ui-post-go-to = Go there
ui-post-total = Invoice total { $total }, VAT { $vat }, due { $due }
ui-test-report = Test report
ui-report-clean = Nothing stands in the way of posting.
ui-statistics = Statistics
ui-posted-title = Posted
ui-posted-ship-and-invoice = Shipped and invoiced
ui-posted-shipment = Shipped
ui-posted-invoice = Invoiced
ui-posted-entries = Entries
ui-posted-next = Back to the list
ui-posted-open-invoice = Open invoice
ui-posted-open-shipment = Open shipment

ui-print = Print
ui-print-and-send = Print and send
ui-print-order = Service order, customer’s language
ui-print-order-en = Service order in English
ui-print-order-fr = Service order in French
ui-print-english = Print in English
ui-print-french = Print in French
ui-go-customer = Customer
ui-go-entries = Service ledger entries
ui-go-shipments = Posted shipments
ui-go-invoices = Posted invoices
ui-go-log = Document log
ui-fact-entries = Entries

ui-find = Find
ui-find-entries = Find entries
ui-find-number = Document no.
ui-find-how = Type the number of a posted shipment or invoice to see every entry that was posted with it.
ui-find-none = Nothing was posted under { $no }
ui-find-none-how = Check the number; unposted documents have no entries.
ui-find-source = Customer
ui-find-what = Entries
ui-find-count = Count

ui-key-post = Post the document
ui-key-statistics = Statistics
ui-key-entries = Ledger entries
ui-key-print = Print
ui-key-find-entries = Find entries
ui-key-next-cell = Next cell
ui-key-paste-rows = Paste rows from a spreadsheet
ui-key-delete-line = Delete the line

ui-js-no-line = Choose a line first.
ui-js-paste-row = Row { $row }: { $problem }
ui-js-pasted = { $done } of { $rows } rows added
ui-js-posted-whole = The document is settled and closed.
ui-js-posted-part = The document stays open for what is left.

ui-statistics-general = General
ui-statistics-invoicing = Invoicing
ui-statistics-shipping = Shipping
ui-statistics-consuming = Consuming
ui-statistics-items = Items
ui-statistics-resources = Resources
ui-statistics-costs = Costs and G/L
ui-figure-amount = Amount
ui-figure-invDiscountAmount = Invoice discount
ui-figure-total = Total excl. VAT
ui-figure-vatAmount = VAT
ui-figure-totalIncludingVat = Total incl. VAT
ui-figure-salesLcy = Sales (LCY)
ui-figure-originalCostLcy = Original cost (LCY)
ui-figure-profitLcy = Profit (LCY)
ui-figure-profitPercent = Profit %
ui-figure-adjustedCostLcy = Adjusted cost (LCY)
ui-figure-adjustedProfitLcy = Adjusted profit (LCY)
ui-figure-adjustedProfitPercent = Adjusted profit %
ui-figure-quantity = Quantity
ui-figure-parcels = Parcels
ui-figure-netWeight = Net weight
ui-figure-grossWeight = Gross weight
ui-figure-volume = Volume

record-serviceOrders = service order
record-serviceInvoices = service invoice
