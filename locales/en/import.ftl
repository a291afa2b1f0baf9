# Import from spreadsheets

refusal-sheet-kind-unknown = The file is neither a CSV file nor an XLSX workbook nor a JSON list. Save it as one of these and try again.
refusal-sheet-empty = The file is empty. The first row must hold the headings, the rows below it the records.
refusal-sheet-tooLong = The file has more than { $most } rows. Divide it into several files.
refusal-sheet-tooWide = Row { $row } has more than { $most } columns. Leave only the columns to import.
refusal-sheet-workbook-damaged = The workbook is damaged or protected and cannot be read. Save it again as XLSX without a password.
refusal-sheet-workbook-tooLarge = The workbook is too large to be read. Leave only the rows to import in it, or save it as CSV.
refusal-sheet-csv-damaged = Line { $line } cannot be read; perhaps a quotation mark is not closed. Correct it and try again.
refusal-sheet-csv-byte = Line { $line } holds a byte ({ $byte }) that is no UTF-8, after “{ $before }”. Save the file as “CSV UTF-8” and import it again.
refusal-sheet-csv-separator = Line { $line }, “{ $text }”, names no separator that is known. Write sep=; or sep=, or leave the line out.
refusal-sheet-workbook-sheets = Several sheets hold something: { $sheets }. Leave the one to import in the workbook, or hide the others.
refusal-sheet-workbook-follows = The sheet that begins at row { $row } has other headings than the first. Give it the same, or import it in a file of its own.
refusal-sheet-cell-error = { $cell } shows { $value }: its formula has failed. Correct it, or type the value.
refusal-sheet-cell-formula = { $cell } has a formula whose value is not in the file. Open the file in a spreadsheet, save it and import it again, or type the value.
refusal-sheet-cell-hidden = { $cell } is hidden: its row or column is not shown. Show it, or delete it.
refusal-sheet-cell-merged = { $cell } is merged with others ({ $range }), so that it is not clear to which of them its value belongs. Unmerge the cells and fill each of them.
refusal-sheet-cell-format = { $cell } has a format, { $format }, that hides what it holds. Choose a plain format for the cell and check what it shows.
refusal-sheet-cell-digits = { $cell } holds a number, { $value }, of which spreadsheets keep the first 15 digits only. Format the cell as text and type it again.
refusal-sheet-json-damaged = The JSON file is not a list of records: line { $line }, column { $column }. Correct it and try again.
refusal-sheet-json-nested = Record { $record } has a list or an object as { $name }. Import parts in a file of their own.
refusal-import-collection-closed = { $table } cannot be imported: the program writes these records itself, or they are set up on their own page. Enter what leads to them, such as documents, and post it.
refusal-import-heading-unknown = There is no field “{ $heading }”. Use the name or the caption of a field, or empty the heading to leave the column out.
refusal-import-heading-twice = The field “{ $heading }” stands twice. Leave one of the columns out.
refusal-import-cell-noHeading = The column has no heading. Give it one, or empty the cells.
refusal-import-cell-unreadable = The value cannot be read. Type it again.
refusal-import-cell-kept = { $name } is kept by the program and differs from what the record has. Empty the cell.
refusal-import-number-unclear = “{ $value }” can be read in two ways: as thousands or as decimals. Write it without separators of thousands, with two decimals or more than three.
refusal-import-cell-percent = “{ $value }” is a percentage, which this field does not take. Write it as a plain number.
refusal-import-cell-moment = The cell holds a day or a time ({ $value }), perhaps made of what was typed. Format it as text and type the value again.
refusal-import-cell-flag = The cell holds a yes or no ({ $value }), perhaps made of what was typed. Format it as text and type the value again.
refusal-import-busy = Other files are being read at the moment. Try again in a minute.
refusal-import-row-exists = The record exists already. Leave the row out, or choose to update or skip existing records.
refusal-import-row-notFound = { $key } does not exist. Create it first.
refusal-import-row-question = The row raises a question ({ $question }) that must be answered on screen. Enter this record by hand.
