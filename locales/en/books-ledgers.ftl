# Ledgers of the books

field-customer-name = Customer name
field-pmt-discount-date = Pmt. discount date
