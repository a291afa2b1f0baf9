# The command line

cli-company-name = Name
cli-company-displayName = Shown as
cli-company-database = Database
cli-company-created = Company { $name } was created, with empty books.
cli-company-removed = Company { $name } is no longer part of the installation. Its database is still where it was.
cli-migrated = { $count ->
    [one] The system database and the database of one company have schema { $version }.
   *[other] The system database and the databases of { $count } companies have schema { $version }.
 }
cli-search-rebuilt = { $count ->
    [one] The words of one company are indexed anew: { $tables } tables.
   *[other] The words of { $count } companies are indexed anew: { $tables } tables.
 }
cli-audit-company = Company
cli-audit-finding = Finding
cli-audit-sound = { $count ->
    [one] One company audited: everything agrees.
   *[other] { $count } companies audited: everything agrees.
 }
cli-backup-done = { $count ->
    [one] { $rows } rows of the system and of one company are in { $folder }.
   *[other] { $rows } rows of the system and of { $count } companies are in { $folder }.
 }
cli-restore-unsummed = The backup has no checksums, as older versions wrote it: it was read whole first, which finds what is cut off but not every damage.
cli-restore-done = { $count ->
    [one] { $rows } rows of the system and of one company are back.
   *[other] { $rows } rows of the system and of { $count } companies are back.
 }
cli-export-done = { $count } records are in { $file }.
cli-listen-open = Listening on { $address }, which other machines can reach, without encryption. Put a reverse proxy with TLS before it.
cli-serving = Serving { $address }
cli-serve-new = There were no books at { $database }; new ones were begun. Nobody can sign in yet: “fieldwright company create” and “fieldwright user create” come next.
cli-stopped = Stopped.

cli-demo-filling = Filling company { $name } ...
cli-demo-progress = { $name }: { $done } of { $all } orders posted
cli-demo-address = Address
cli-demo-companies = Companies
cli-demo-database = Database
cli-demo-clock = The clock stands at { $time }.
cli-demo-user = User
cli-demo-password = Password
cli-demo-role = Role
cli-demo-language = Language
cli-demo-token = API token
cli-demo-stop = Stop with Ctrl+C.

refusal-cli-home-missing = No folder for your data is known, because HOME is not set. Name the database with --database.
refusal-cli-folder-failed = The folder { $folder } cannot be made: { $why }. Choose another place with --database.
refusal-cli-file-failed = { $path }: { $why }. Choose another file or folder.
refusal-cli-listen-failed = Cannot listen on { $address }: { $why }. Stop the other program or choose another --port.
refusal-cli-backup-folderInUse = { $folder } is not empty. Choose a new folder, so that no older backup is overwritten.
refusal-cli-restore-notEmpty = The installation already holds something. Restore into a new --database.
refusal-cli-restore-missing = { $file } is missing from the backup. Nothing was restored. Use another copy.
refusal-cli-restore-cutOff = { $file } of the backup is not complete; its end is missing. Nothing was restored. Use another copy.
refusal-cli-restore-damaged = { $file } of the backup is damaged: it is not what was written. Nothing was restored. Use another copy.
refusal-cli-export-format = The format of { $file } is not known. Let its name end in .csv, .xlsx or .json.
refusal-cli-collection-unknown = There is no collection { $collection }. Name it as the API does, such as customers or serviceItems.
refusal-cli-clock-unreadable = “{ $value }” is not a date and time. Write it like 2026-03-02T08:00:00.

cli-help-program = Service management for repair shops and field service companies.
cli-help-any-database = Where the books are: a file, or postgres://user:password@host/database
cli-help-any-fonts = A folder with more fonts for papers; the folder "fonts" beside the books when left out
cli-help-any-json = Print data as JSON, for programs
cli-help-any-port = The port
cli-help-any-listen = The address of this machine to listen on
cli-help-any-host = A host name under which a proxy on this machine passes requests on
cli-help-any-trusted-proxy = The address or network of a proxy that is believed when it says for whom it asks
cli-help-any-log-format = How messages of the program are written to standard error
cli-help-serve = Serve the screens and the API
cli-help-serve-existing = Refuse a database that is not there yet, instead of beginning new books
cli-help-serve-base-path = The path below which a proxy has the program, such as /service
cli-help-serve-hsts = Tell browsers to use TLS only, for so many seconds after each visit
cli-help-demo = Serve the demonstration companies
cli-help-demo-data = What to serve; small and the reference company when left out
cli-help-demo-clock = Let the clock stand at this local date and time, such as 2026-03-02T08:00:00
cli-help-demo-fresh = Delete the demonstration and start over
cli-help-demo-token = The API token, instead of a random one
cli-help-company = List, create and remove companies
cli-help-company-list = List the companies
cli-help-company-create = Create a company with empty books
cli-help-company-create-name = The name in addresses: small letters, digits and hyphens
cli-help-company-create-display-name = The name that people see; the other name when left out
cli-help-company-remove = Take a company out of the installation; its database stays where it is
cli-help-company-remove-name = The name in addresses
cli-help-export = Write the records of a collection to a file
cli-help-any-company = The company; the only one when left out
cli-help-export-collection = The collection, as the API names it, such as customers; all for every one
cli-help-export-file = The file; its ending chooses the format: .csv, .xlsx or .json. For all, a new folder
cli-help-export-format = The format of the files in the folder
cli-help-backup = Copy everything to a folder while others work
cli-help-backup-folder = A folder that does not exist yet or is empty
cli-help-restore = Fill an empty installation from a backup
cli-help-restore-folder = The folder that the backup was written to
cli-help-audit = Check that ledgers, documents and stock agree
cli-help-audit-company = The company; all of them when left out
cli-help-search = Make the index of the search anew from the records
cli-help-search-rebuild = Make the index of the search anew, while others work
cli-help-search-rebuild-company = The company; all of them when left out
cli-help-migrate = Bring the databases up to the schema of this version
cli-help-user = List and create users, set passwords, give roles
cli-help-user-list = List the users with their roles
cli-help-user-roles = List the roles
cli-help-user-create = Create a user; the password is read from standard input
cli-help-any-name = The name at sign-in
cli-help-user-create-full-name = The name of the person
cli-help-user-create-email = The e-mail address
cli-help-user-create-language = The language of the screens
cli-help-any-role = A role in every company, or ROLE@company for one
cli-help-user-password = Set a new password, read from standard input
cli-help-user-role = Give a role in every company, or ROLE@company for one
cli-help-user-enable = Let a user sign in again
cli-help-user-disable = Stop a user from signing in
cli-help-role = Show what the roles of the program may do
cli-help-role-matrix = Print who may do what: tables, fields, figures and actions by role
cli-help-template = Fetch the standard templates of papers
cli-help-template-get = Write a standard template, the parts that all share, and sample data into a new folder
cli-help-template-get-report = The report: serviceOrder, serviceShipment or serviceInvoice
cli-help-template-get-folder = The folder, which is made
cli-template-got = { $template }, common.typ and data.json are in { $folder }.
cli-help-token = Create, list and revoke tokens of the API
cli-help-token-create = Create a token; it is shown only once
cli-help-token-create-name = What the token is for
cli-help-token-list = List the tokens
cli-help-token-revoke = Revoke a token
cli-help-token-revoke-name = What the token is for
cli-help-any-user = The user that the token acts for

cli-user-created = User { $name } was created.
cli-user-password = User { $name } has a new password and must sign in again.
cli-user-role = User { $name } has the role.
cli-user-enabled = User { $name } can sign in again.
cli-user-disabled = User { $name } can no longer sign in.
cli-help-user-reset-second-factor = Take the second factor away from a user who has lost it
cli-user-factor-reset = The second factor of { $name } is reset.
cli-user-ask = Password:
cli-user-roles = Roles
cli-user-role-id = Role
cli-user-role-name = Description
cli-token-revoked = The token { $name } is revoked.
cli-token-name = For
cli-token-created = Created
cli-token-used = Last used
cli-token-revoked-at = Revoked

refusal-cli-password-missing = No password was given. Write it to standard input, followed by a line break.

cli-help-import = Read records of a collection from a CSV file or a spreadsheet
cli-help-import-collection = The collection, as the API names it, such as customers
cli-help-import-file = The file, CSV, XLSX or JSON; the first row holds the names of the fields
cli-help-import-dry-run = Check everything and list every error, but keep nothing
cli-help-import-existing = What to do with records that exist already
cli-import-row = Row
cli-import-column = Column
cli-import-value = Value
cli-import-message = Error
cli-import-done = { $rows } rows read: { $created } records created, { $updated } changed, { $skipped } left out.
cli-import-would = { $rows } rows read, no error. The import would create { $created } records, change { $updated } and leave out { $skipped }. Nothing was kept.
cli-import-refused = { $rows } rows read, { $errors } errors. Nothing was kept; correct the file and import it again.
refusal-cli-company-choose = There is not just one company. Choose one with --company: { $companies }

cli-help-any-language = The language of what is printed; that of the environment when left out
cli-help-any-help = Show the help
cli-help-any-version = Show the version
cli-help-help = Show the help of a command
cli-help-any-subcommand = The command
cli-help-usage = Usage:
cli-help-commands = Commands
cli-help-default = default: { $choices }
cli-help-possible = possible: { $choices }
cli-help-env = environment: { $choices }
cli-help-job = Run batch jobs, and show what became of them
cli-help-job-names = List the jobs that can be run, with their parameters
cli-help-job-list = List the jobs that ran or run, the newest first
cli-help-job-show = Show a job with its result
cli-help-any-id = The number of the job
cli-help-job-run = Run a job and wait for its end
cli-help-job-run-name = The standard name, such as postBatch
cli-help-job-run-parameters = The parameters as a JSON object, or @ and the name of a file that holds it
cli-help-job-cancel = Stop a job; what it has finished stays done

cli-job-id = No.
cli-job-name = Name
cli-job-collection = Collection
cli-job-parameters = Parameters
cli-job-description = What it does
cli-job-status = Status
cli-job-progress = %
cli-job-startedBy = Started by
cli-job-startedAt = Started
cli-job-endedAt = Ended
cli-job-status-running = running
cli-job-status-succeeded = done
cli-job-status-failed = failed
cli-job-status-cancelled = cancelled
cli-job-status-interrupted = interrupted
cli-job-told = Job { $id } { $name }: { $status }, { $progress } %
refusal-cli-job-unknown = There is no job { $name }. Choose one of: { $known }.
refusal-cli-job-parameters = The parameters are not a JSON object: { $why }. Write them like '{"{"}"nos": ["SO1"]{"}"}'.

cli-usage-valueMissing = { $argument } needs a value. Write it behind it.
cli-usage-valueUnfit = { $value } does not fit { $argument }.
cli-usage-argumentUnknown = There is no argument { $argument } here.
cli-usage-argumentMissing = { $argument } is missing. Add it.
cli-usage-argumentTwice = { $argument } cannot be used like this: it is given twice or beside an argument that rules it out.
cli-usage-commandUnknown = There is no command { $argument }.
cli-usage-commandMissing = A command is missing. Choose one.
cli-usage-valuesCount = { $argument } has too many or too few values.
cli-usage-unreadable = The command line cannot be understood.
cli-usage-possible = Possible: { $choices }
cli-usage-meant = Perhaps you mean { $choices }.
cli-usage-help = “fieldwright --help” and “fieldwright <command> --help” show what is possible.
