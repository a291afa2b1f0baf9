# Ledgers of the books

field-customer-name = Customer Name
field-pmt-discount-date = Pmt. Discount Date
