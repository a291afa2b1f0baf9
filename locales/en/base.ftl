# Values, records, the store and the installation

refusal-value-number-unreadable = “{ $value }” is not a number. Type digits with a point, such as 12.50.
refusal-value-number-tooLarge = { $value } is too large for this field.
refusal-value-number-tooPrecise = { $value } has more than { $most } decimal places. Round it first.
refusal-value-text-tooLong = The text has { $length } characters; at most { $most } fit. Shorten it.
refusal-value-text-control = The text contains a control character. Remove it and type the text again.
refusal-value-date-unreadable = “{ $value }” is not a date. Write year-month-day, such as 2026-03-02.
refusal-value-time-unreadable = “{ $value }” is not a time. Write hours:minutes:seconds, such as 08:00:00.
refusal-value-dateTime-unreadable = “{ $value }” is not a date and time. Write it with its distance from UTC, such as 2026-03-02T08:00:00+01:00 or 2026-03-02T07:00:00Z.
refusal-zone-unknown = There is no time zone “{ $value }”. Write its name in the tz database, such as { $meant }.
refusal-value-dateFormula-unreadable = “{ $value }” is not a date formula. Write it like 1M, 14D or CM+10D.
refusal-value-dateFormula-outside = The date formula { $formula } leads outside the calendar. Choose a shorter period.
refusal-value-bool-unreadable = “{ $value }” is neither yes nor no. Write true or false.
refusal-value-option-unknown = “{ $value }” is not a choice. Choose one of: { $choices }.
refusal-value-json-wrongType = The value has the wrong type. Send a { $expected }.

refusal-record-duplicate = A record with these values exists already. Choose other values.
refusal-record-exists = { $key } exists already. Choose another key, or change the existing record.
refusal-record-notFound = { $record } { $key } does not exist. Check the number.
refusal-record-changed = Somebody else has saved this record meanwhile. Load it again and repeat your change.
refusal-record-key-fixed = { $field } identifies the record and cannot be changed. Create a new record instead.
refusal-record-key-dots = { $value } cannot be a number or code: an address could not name it. Add a letter or digit.
refusal-record-property-unknown = There is no property { $name } here. Check its spelling.
refusal-record-property-readOnly = { $name } is kept by the program and cannot be set. Leave it out.
refusal-record-property-notNow = { $name } cannot be changed in the present state of the record.
refusal-record-relation-unknown = { $value } does not exist. Choose an existing one or create it first.

refusal-permission-missing = { $act ->
    [read] { $user } may not see { $object }. Ask an administrator for the permission.
    [insert] { $user } may not create { $object }. Ask an administrator for the permission.
    [modify] { $user } may not change { $object }. Ask an administrator for the permission.
    [delete] { $user } may not delete { $object }. Ask an administrator for the permission.
   *[execute] { $user } may not carry this out: { $object }. Ask an administrator for the permission.
    }
refusal-permission-field-read = { $user } may not see { $field }. Leave it out, or ask an administrator for the permission.
refusal-permission-field-modify = { $user } may not change { $field }. Leave it as it is, or ask an administrator for the permission.
refusal-query-skipToken-unreadable = The link to the next page does not belong to this list. Start again with the first page.
refusal-unavailable = The program could not do this now. Try again; tell the administrator if it happens again.
refusal-store-full = The disk of the server is full; nothing was changed. Ask the administrator to make room, then try again.
refusal-export-busy = Other files are being made at the moment. Try again in a minute.
refusal-export-tooMany = There are too many exports under way: { $most } at once for each user, and a limit for everybody together. Wait until one has arrived, or cancel it in the browser.

refusal-store-copy-serverDatabase = A database on a server is copied with the server's own tools, or with “fieldwright backup”.
refusal-store-file-served = Another program serves { $path } already. Stop it first, or work with it at its address; several programs can serve the same books on PostgreSQL.
refusal-store-schema-newer = The database was changed by a newer version of the program (schema { $found }; this one knows { $known }). Start the newer version.
refusal-backup-unreadable = The file is not a backup of this program. Choose a file made by “fieldwright backup”.
refusal-backup-cutOff = The backup is not complete; its end is missing. Nothing was restored. Use another copy.
refusal-backup-table-unknown = The backup holds the table { $table }, which this version does not know. Restore it with the version that wrote it.
refusal-backup-column-unknown = The backup holds the column { $column } of { $table }, which this version does not know. Restore it with the version that wrote it.
refusal-company-name-unfit = “{ $name }” cannot stand in an address. Begin with a small letter and use at most 30 small letters, digits and hyphens.
refusal-installation-missing = There are no books at { $database }. Check the name after --database; “company create”, “user create”, “restore” and “demo” begin new ones.
refusal-company-database-missing = The company { $name } is listed, but its database { $database } is not there. Bring it back from a copy, or take the company off the list with “fieldwright company remove { $name }”.
refusal-company-places-taken = Too many databases of earlier companies called { $name } are kept. Choose another name, or move them away.
