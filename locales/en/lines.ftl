# Service lines: quantities, prices, discounts, fees, totals

refusal-line-quantity-negative = A quantity must not be negative; { $quantity } was entered. Enter 0 or more.
refusal-line-quantity-belowShipped = The quantity must not be below what is shipped already: { $shipped }. { $quantity } was entered.
refusal-line-qtyToShip-moreThanOutstanding = Not more than { $most } units are left to ship; { $quantity } was entered.
refusal-line-qtyToInvoice-moreThanShipped = Not more than { $most } units can be invoiced; { $quantity } was entered. What is to be invoiced must be shipped before or together with it.
refusal-line-qtyToConsume-moreThanNotShipped = Not more than { $most } units can be consumed; { $quantity } was entered. What is shipped already cannot be consumed any more.
refusal-line-directInvoice-partial = An invoice ships and invoices the whole quantity of { $quantity }; { $entered } was entered. Change the quantity of the line, or use a service order for parts.
refusal-line-lineDiscountAmount-nothingToDiscount = There is nothing to take a discount of { $amount } from. Enter quantity and unit price first.
refusal-line-lineDiscountAmount-range = The line discount must lie between 0 and { $most }; { $amount } was entered.
refusal-line-lineAmount-needsQuantityAndPrice = A line amount of { $amount } needs a quantity and a unit price. Enter them first.
refusal-line-lineAmount-range = The line amount must lie between 0 and { $most }; { $amount } was entered.
refusal-line-noNumberFree = No line number is free between { $previous } and { $next }. Delete a line there, or put the new line at the end.
