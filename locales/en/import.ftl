# Import from spreadsheets

refusal-sheet-kind-unknown = The file is neither a CSV file nor an XLSX workbook nor a JSON list. Save it as one of these and try again.
refusal-sheet-empty = The file is empty. The first row must hold the headings, the rows below it the records.
refusal-sheet-tooLong = The file has more than { $most } rows. Divide it into several files.
refusal-sheet-tooWide = Row { $row } has more than { $most } columns. Leave only the columns to import.
refusal-sheet-workbook-damaged = The workbook is damaged or protected and cannot be read. Save it again as XLSX without a password.
refusal-sheet-workbook-tooLarge = The workbook is too large to be read. Leave only the rows to import in it, or save it as CSV.
refusal-sheet-csv-damaged = Line { $line } cannot be read; perhaps a quotation mark is not closed. Correct it and try again.
refusal-sheet-json-damaged = The JSON file is not a list of records: line { $line }, column { $column }. Correct it and try again.
refusal-sheet-json-nested = Record { $record } has a list or an object as { $name }. Import parts in a file of their own.
refusal-import-collection-closed = { $table } cannot be imported: the program writes these records itself, or they are set up on their own page. Enter what leads to them, such as documents, and post it.
refusal-import-heading-unknown = There is no field “{ $heading }”. Use the name or the caption of a field, or empty the heading to leave the column out.
refusal-import-heading-twice = The field “{ $heading }” stands twice. Leave one of the columns out.
refusal-import-heading-readOnly = “{ $heading }” is kept by the program and cannot be imported. Leave the column out.
refusal-import-cell-noHeading = The column has no heading. Give it one, or empty the cells.
refusal-import-cell-unreadable = The value cannot be read. Type it again.
refusal-import-cell-kept = { $name } is kept by the program and differs from what the record has. Empty the cell.
refusal-import-number-unclear = “{ $value }” can be read in two ways. Write it without thousands separators.
refusal-import-busy = Other files are being read at the moment. Try again in a minute.
refusal-import-row-exists = The record exists already. Leave the row out, or choose to update or skip existing records.
refusal-import-row-notFound = { $key } does not exist. Create it first.
refusal-import-row-question = The row raises a question ({ $question }) that must be answered on screen. Enter this record by hand.
