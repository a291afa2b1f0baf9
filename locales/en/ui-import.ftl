# The import page

ui-import = Import
ui-import-how = The first row of the file holds the names of the fields. Try first: nothing is kept, and every error is listed with its cell.
ui-import-what = Records
ui-import-file = File (CSV or XLSX)
ui-import-existing = Records that exist already
ui-import-existing-refuse = are errors
ui-import-existing-update = are updated
ui-import-existing-skip = are left out
ui-import-try = Try (dry run)
ui-import-keep = Import
ui-js-import-no-file = Choose a file first.
ui-js-import-errors = { $errors } problems in { $rows } rows. Nothing was kept. Correct the cells and try again.
ui-js-import-would = { $rows } rows without a problem: { $created } would be created, { $updated } updated, { $skipped } left out.
ui-js-import-done = { $rows } rows imported: { $created } created, { $updated } updated, { $skipped } left out.
ui-js-import-cell = Cell
ui-js-import-heading = Field
ui-js-import-value = Value
ui-js-import-problem = What is wrong
