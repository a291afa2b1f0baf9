//! The command line: one file per command, and what they share.
//!
//! What a command prints for people is in the language of the environment; `--json` prints data
//! for programs. Messages of the program itself go to standard error.

mod audit;
mod backup;
mod company;
mod demo;
mod export;
mod import;
mod job;
mod language;
mod listen;
mod manifest;
mod migrate;
mod output;
mod place;
mod restore;
mod role;
mod say;
mod search;
mod serve;
mod template;
mod token;
mod usage;
mod user;

use std::ffi::OsString;
use std::process::ExitCode;
use std::sync::Arc;

use base::{Clock, Language, Result, SystemClock, refuse};
use clap::{Args, FromArgMatches, Parser, Subcommand};
use documents::typesetter;
use service::installation::{Installation, Missing};
use store::{DatabaseUrl, Db};

use output::Output;
pub(crate) use output::aligned;

use crate::bench::Bench;

/// Service management for repair shops and field service companies.
#[derive(Parser)]
#[command(name = "fieldwright", version, propagate_version = true)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// What every command takes.
#[derive(Args, Clone)]
struct Global {
    /// Where the books are: a file, or postgres://user:password@host/database
    #[arg(long, global = true, env = "FIELDWRIGHT_DATABASE", hide_env_values = true)]
    #[arg(value_name = "FILE|URL")]
    database: Option<String>,
    /// A folder with more fonts for papers; the folder "fonts" beside the books when left out
    #[arg(long, global = true, env = "FIELDWRIGHT_FONTS", value_name = "FOLDER")]
    fonts: Option<std::path::PathBuf>,
    /// Print data as JSON, for programs
    #[arg(long, global = true)]
    json: bool,
    /// The language of what is printed; that of the environment when left out
    #[arg(long, global = true, value_enum)]
    language: Option<language::Spoken>,
    /// How messages of the program are written to standard error
    #[arg(long, global = true, value_enum, default_value_t, env = "FIELDWRIGHT_LOG_FORMAT")]
    log_format: LogFormat,
}

/// How messages of the program are written: lines for people, or JSON objects for programs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum LogFormat {
    #[default]
    Text,
    Json,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the screens and the API
    Serve(serve::Serve),
    /// Serve the demonstration companies
    Demo(demo::Demo),
    /// List, create and remove companies
    Company(company::Company),
    /// List and create users, set passwords, give roles
    User(user::User),
    /// Show what the roles of the program may do
    Role(role::Role),
    /// Fetch the standard templates of papers
    Template(template::Template),
    /// Create, list and revoke tokens of the API
    Token(token::Token),
    /// Write the records of a collection to a file
    Export(export::Export),
    /// Read records of a collection from a CSV file or a spreadsheet
    Import(import::Import),
    /// Run batch jobs, and show what became of them
    Job(job::Job),
    /// Copy everything to a folder while others work
    Backup(backup::Backup),
    /// Fill an empty installation from a backup
    Restore(restore::Restore),
    /// Make the index of the search anew from the records
    Search(search::Search),
    /// Check that ledgers, documents and stock agree
    Audit(audit::Audit),
    /// Bring the databases up to the schema of this version
    Migrate,
    /// Measure posting, lists, start and memory
    #[command(hide = true)]
    Bench(Bench),
}

/// What a command works with.
struct Context {
    global: Global,
    /// The language of what is printed.
    language: Language,
    out: Output,
}

impl Context {
    /// The database that was asked for, or the usual one.
    fn url(&self) -> Result<DatabaseUrl> {
        place::database(self.global.database.as_deref(), place::BOOKS)
    }

    /// The installation that was asked for, with the machine's clock. It must be there, and so must
    /// every company that it lists.
    fn installation(&self) -> Result<Installation> {
        Installation::open_existing(&self.url()?, Arc::new(SystemClock))
    }

    /// Its system database alone, for what is about users and the list of companies.
    fn system(&self) -> Result<Installation> {
        Installation::open_system(&self.url()?, Arc::new(SystemClock), Missing::Refuse)
    }

    /// The same for the commands with which an installation begins.
    fn new_system(&self) -> Result<Installation> {
        let url = self.url()?;
        place::make_folder(&url)?;
        Installation::open_system(&url, Arc::new(SystemClock), Missing::Create)
    }

    /// An installation at this place, made when it is missing.
    fn open(&self, url: &DatabaseUrl, clock: Arc<dyn Clock>) -> Result<Installation> {
        place::make_folder(url)?;
        Installation::open(url, clock)
    }

    /// The company that was asked for, or the only one there is.
    fn company(&self, installation: &Installation, asked: Option<&str>) -> Result<Db> {
        if let Some(name) = asked {
            return installation.company(name);
        }
        let names: Vec<String> =
            installation.companies()?.iter().map(|company| company.name.to_string()).collect();
        match names.as_slice() {
            [only] => installation.company(only),
            _ => Err(refuse!("cli.company.choose", companies = names.join(", ")).into()),
        }
    }

    /// A text of the command line.
    fn text(&self, id: &str, args: &[(&str, base::Arg)]) -> String {
        texts::text(self.language, id, args)
    }
}

/// What a command leaves as the exit code of the program.
#[derive(Clone, Copy)]
enum Outcome {
    /// It did what was asked.
    Done,
    /// An audit or an import found something wrong.
    Found,
}

/// Lets nobody but the user of the program read the files that it makes: databases with their
/// logs, copies before a migration, backups, exports. What is there already stays as it is.
fn keep_files_private() {
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
}

/// Runs the program with these arguments. Exit codes: 0 done, 1 refused or failed, 2 the command
/// line could not be understood, 3 an audit or an import found something wrong.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    // The program runs itself for a paper; nothing else of it is needed then.
    if arguments.get(1).is_some_and(|command| command == typesetter::COMMAND) {
        return typesetter::serve();
    }
    let language = language::asked(&arguments).unwrap_or_else(language::of_environment);
    let command = language::translate(<Cli as clap::CommandFactory>::command(), language);
    let cli = command
        .try_get_matches_from(arguments)
        .and_then(|mut matches| Cli::from_arg_matches_mut(&mut matches));
    let cli = match cli {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version come this way too; a closed output is nobody's concern.
            match usage::explain(language, &error) {
                Some(text) => eprintln!("{text}"),
                None => drop(error.print()),
            }
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    keep_files_private();
    trace(cli.global.log_format);
    let fonts = place::fonts(cli.global.fonts.as_deref(), cli.global.database.as_deref());
    fonts.into_iter().for_each(documents::fonts::look_in);
    let language = cli.global.language.map_or(language, Language::from);
    let context = Context { out: Output::new(cli.global.json), global: cli.global, language };
    match dispatch(&context, cli.command) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Found) => ExitCode::from(3),
        Err(error) => {
            for line in say::error(language, &error) {
                eprintln!("fieldwright: {line}");
            }
            ExitCode::FAILURE
        }
    }
}

fn dispatch(context: &Context, command: Command) -> Result<Outcome> {
    match command {
        Command::Serve(serve) => serve.run(context),
        Command::Demo(demo) => demo.run(context),
        Command::Company(company) => company.run(context),
        Command::User(user) => user.run(context),
        Command::Role(role) => role.run(context),
        Command::Template(template) => template.run(context),
        Command::Token(token) => token.run(context),
        Command::Export(export) => export.run(context),
        Command::Import(import) => import.run(context),
        Command::Job(job) => job.run(context),
        Command::Backup(backup) => backup.run(context),
        Command::Restore(restore) => restore.run(context),
        Command::Search(search) => search.run(context),
        Command::Audit(audit) => audit.run(context),
        Command::Migrate => migrate::run(context),
        Command::Bench(bench) => {
            context.out.tell(&bench.table()?, &serde_json::Value::Null);
            Ok(Outcome::Done)
        }
    }
}

/// Messages of the program go to standard error; `FIELDWRIGHT_LOG` chooses how many.
fn trace(format: LogFormat) {
    let filter = tracing_subscriber::EnvFilter::try_from_env("FIELDWRIGHT_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn,web=info,fieldwright=info"));
    let messages = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false);
    // A second subscriber is refused, which happens only in tests.
    drop(match format {
        LogFormat::Text => messages.try_init(),
        LogFormat::Json => messages.json().with_span_list(false).try_init(),
    });
}

#[cfg(test)]
mod tests;
