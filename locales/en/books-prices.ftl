# Price lists

field-price-type = Price type
field-amount-type = Defines
field-price-list-code = Price list code
field-asset-type = Product type
field-asset-no = Product no.
field-minimum-quantity = Minimum quantity
field-price-list-header-source-type = Applies-to type
field-price-list-header-source-no = Applies-to no.
field-price-list-line-source-type = Applies-to type
field-price-list-line-source-no = Applies-to no.
table-price-list-header = Price list
table-price-list-header-many = Price lists
table-price-list-line = Price list line
table-price-list-line-many = Price list lines

## What is refused, and what is told

refusal-priceList-active = Price list { $list } is active. Set its status to Draft before you change or delete it.
refusal-priceList-amountType-source = Lists for a price group define prices, lists for a discount group discounts. Choose what fits.
refusal-priceList-asset-all = { $no } cannot be entered in a line for everything. Choose the type of product first.
refusal-priceList-dates = The ending date { $end } is before the starting date { $start }. Enter a later ending date.
refusal-priceList-line-discountGroup = A line of list { $list } for an item discount group can only define a discount. Choose Discount in the line.
refusal-priceList-line-empty = A line of list { $list } has neither a price nor a discount. Enter one, or delete the line.
refusal-priceList-line-noDiscount = The line defines a price only. Choose “Price & discount” first to enter a discount.
refusal-priceList-line-noPrice = The line defines a discount only. Choose “Price & discount” first to enter a price.
refusal-priceList-source-all = The list is for all customers; { $source } cannot be entered. Choose Customer or a group first.
refusal-priceList-source-missing = List { $list } does not say for which customer or group it holds. Enter the number before you activate it.
refusal-priceList-workType-resource = { $workType } cannot be entered here: only resources and resource groups have work types. Leave it blank.
message-price-fromList = Price list { $list }, line { $line } ({ $source }): unit price { $value }
message-price-fromCard = No price list holds: unit price { $price } from the card
message-price-notBest = Price list { $list }, line { $line } ({ $source }): { $value }, not the best
message-price-quantityTooSmall = Price list { $list }, line { $line } ({ $source }): holds from { $value } units
message-price-discountFromList = Price list { $list }, line { $line } ({ $source }): line discount { $value } %
message-price-discountNotAllowed = Price list { $list }, line { $line } ({ $source }): discount of { $value } % not given, because the price allows none
