# Item ledger and item journal

## Refusals

refusal-itemLedger-item-unknown = There is no item { $item }. Choose an existing item.
refusal-itemLedger-entry-unknown = There is no item ledger entry { $entry } to invoice. Load the document again and repeat the posting.
refusal-itemLedger-invoice-tooMuch = Of the movement of item { $item } only { $left } base units are not invoiced, but { $quantity } are to be invoiced. Lower the quantity to invoice.
refusal-itemLedger-stock-missing = Item { $item } { $variant } has { $stock } base units in stock at location “{ $location }”, and { $quantity } are to leave. Lower the quantity, choose another location, or receive the missing stock with the item journal.
refusal-itemLedger-appliesTo-missing = Entry { $entry } does not have { $quantity } base units of item { $item } left; { $missing } are missing. Lower the quantity, or leave the entry to take from blank.
refusal-itemJournal-item-blocked = Item { $item } is blocked. Choose another item, or have the block removed.
refusal-itemJournal-item-notInventory = Item { $item } is not kept in stock. Choose an item of the type inventory.
refusal-itemJournal-item-noPostingGroup = Item { $item } has no inventory posting group. Fill it in on the item card.
refusal-itemJournal-variant-unknown = Item { $item } has no variant { $variant }. Choose one of its variants, or leave the field blank.
refusal-itemJournal-variant-blocked = Variant { $variant } of item { $item } is blocked. Choose another variant.
refusal-itemJournal-amount-quantity = An amount needs a quantity. Enter the quantity first.
refusal-itemJournal-cost-standard = Item { $item } has the standard cost { $cost }, at which all its stock is valued. Leave the cost as it is, or change the standard cost on the item card.
refusal-itemJournal-line-unknown = The batch has no line { $line }. Choose lines of the batch.
refusal-itemJournal-nothing = There is nothing to post in batch { $batch }. Enter lines first.
refusal-itemJournal-missing-series = Lines have no document number, and the inventory setup names no number series for the item journal. Enter document numbers, or fill in the series in the inventory setup.
refusal-itemJournal-missing-postingDate = The posting date is blank. Enter the day of the movement.
refusal-itemJournal-postingDate-notAllowed = { $date } is not a day you may post on (from { $from } to { $to }). Choose another posting date, or have the period changed.
refusal-itemJournal-missing-item = The item is blank. Choose an item.
refusal-itemJournal-missing-quantity = The quantity is zero. Enter a quantity, or delete the line.
refusal-itemJournal-missing-unit = The unit of measure is blank. Choose the unit that the quantity is counted in.
refusal-itemJournal-missing-genProd = The general product posting group is blank. Fill it in on the line, and on the item card for next time.
refusal-itemJournal-missing-location = Every movement of stock must name a location. Choose one.
refusal-itemJournal-missing-variant = Item { $item } must be moved with a variant. Choose one.
refusal-itemJournal-warning-noCost = Item { $item } comes in at no cost. Enter its cost if it is worth something.
refusal-itemJournal-warning-stock = Item { $item } has { $stock } base units in stock at location “{ $location }”, and { $quantity } are to leave: the stock falls below zero. Count it.

## Messages

message-itemLedger-adjusted = { $entries ->
    [0] All costs are right; nothing was adjusted.
    [one] One value entry was made.
   *[other] { $entries } value entries were made.
}
message-itemLedger-costPosted = { $entries ->
    [0] All costs are in the general ledger already.
    [one] The cost of one value entry was posted.
   *[other] The cost of { $entries } value entries was posted.
}
message-audit-item-remaining = { $place }: { $found } base units remain of the item ledger entries, which add up to { $expected }.
message-audit-item-stock = { $place }: the stock is kept as { $found } base units, and the item ledger entries add up to { $expected }.
message-audit-item-stockValue = { $place }: the stock is kept as worth { $found }, and the value entries add up to { $expected }.
message-audit-item-application = Item ledger entry { $place }: { $found } base units remain, and its applications leave { $expected }.
message-audit-item-invoiced = Item ledger entry { $place }: { $found } base units are invoiced, and its value entries invoiced { $expected }.
message-audit-item-expected = Item ledger entry { $place } is invoiced in full, and { $found } of its expected cost is left.
message-audit-item-posted = Value entry { $place }: { $found } of the cost { $expected } reached the general ledger. Post the inventory cost to the general ledger.
message-audit-item-generalLedger = Account { $place }: movements of stock posted { $found }, and the value entries say { $expected }.

## Tables

table-item-ledger-entry = Item ledger entry
table-item-ledger-entry-many = Item ledger entries
table-value-entry = Value entry
table-value-entry-many = Value entries
table-item-application-entry = Item application entry
table-item-application-entry-many = Item application entries
table-item-stock = Stock at a location
table-item-stock-many = Stock by location
table-item-journal-line = Item journal line
table-item-journal-line-many = Item journal

## Fields

field-adjustment = Adjustment
field-applies-to-entry = Applies-to entry
field-completely-invoiced = Completely invoiced
field-correction = Correction
field-cost-amount = Cost amount
field-cost-amount-actual = Cost amount (actual)
field-cost-amount-expected = Cost amount (expected)
field-cost-amount-non-invtbl = Cost amount (non-inventoriable)
field-cost-application = Cost application
field-cost-per-unit = Cost per unit
field-cost-posted-to-gl = Cost posted to G/L
field-discount-amount = Discount amount
field-expected-cost = Expected cost
field-expected-cost-posted-to-gl = Expected cost posted to G/L
field-inbound-item-entry-no = Inbound item entry no.
field-inventoriable = Inventoriable
field-inventory = Inventory
field-inventory-value = Inventory value
field-invoiced-quantity = Invoiced quantity
field-item-journal-nos = Item journal nos.
field-item-ledger-entry-no = Item ledger entry no.
field-item-ledger-entry-quantity = Item ledger entry quantity
field-item-ledger-entry-type = Item ledger entry type
field-item-stock-quantity = Inventory
field-journal-batch-name = Batch name
field-last-invoice-date = Last invoice date
field-outbound-item-entry-no = Outbound item entry no.
field-positive = Positive
field-remaining-quantity = Remaining quantity
field-sales-amount-actual = Sales amount (actual)
field-sales-amount-expected = Sales amount (expected)
field-unit-amount = Unit amount
field-valuation-date = Valuation date
field-valued-quantity = Valued quantity

## Choices

option-purchase = Purchase
option-positiveAdjmt = Positive adjustment
option-negativeAdjmt = Negative adjustment
option-directCost = Direct cost
