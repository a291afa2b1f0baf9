# Écritures comptables

field-customer-name = Nom du client
field-pmt-discount-date = Date d’escompte
