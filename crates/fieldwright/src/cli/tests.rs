//! The command line is understood as it is documented.

use clap::{CommandFactory, Parser};

use super::*;

fn parse(line: &str) -> std::result::Result<Cli, clap::Error> {
    Cli::try_parse_from(line.split_whitespace())
}

#[test]
fn the_command_line_is_consistent() {
    Cli::command().debug_assert();
}

#[test]
fn the_documented_commands_are_understood() {
    for line in [
        "fieldwright serve --database books.db --listen 0.0.0.0 --port 80 --host books.example",
        "fieldwright serve --existing --base-path /service --hsts 31536000",
        "fieldwright demo",
        "fieldwright demo --data reference --port 8100 --database f.db \
         --clock 2026-03-02T08:00:00 --fresh --token T",
        "fieldwright company list --json",
        "fieldwright company create lyon --display-name Lyon",
        "fieldwright user create claire --role SERVICE-MANAGER@atelier-moka --language fr",
        "fieldwright role matrix",
        "fieldwright token create claire",
        "fieldwright token create claire shop",
        "fieldwright export customers customers.xlsx --company reference",
        "fieldwright import customers customers.csv --company reference --dry-run --existing update",
        "fieldwright backup folder",
        "fieldwright restore folder --database new.db",
        "fieldwright job names --json",
        "fieldwright job list --company reference",
        "fieldwright job show 1",
        "fieldwright job run postBatch --company reference --parameters {}",
        "fieldwright job cancel 1",
        "fieldwright audit --language fr",
        "fieldwright migrate",
    ] {
        assert!(parse(line).is_ok(), "{line}");
    }
    assert!(parse("fieldwright").is_err());
    assert!(parse("fieldwright demo --data huge").is_err());
}

#[test]
fn every_command_and_argument_has_its_help_in_every_language() {
    fn visit(command: &clap::Command, path: &str, missing: &mut Vec<String>) {
        let own = if path.is_empty() { "program" } else { path };
        let known = |id: &str| texts::find(Language::Fr, id, &[]).is_some();
        if !known(&format!("cli-help-{own}")) {
            missing.push(format!("cli-help-{own}"));
        }
        for argument in command.get_arguments() {
            let name = argument.get_id().as_str().replace('_', "-");
            let id = format!("cli-help-{own}-{name}");
            if !known(&id) && !known(&format!("cli-help-any-{name}")) {
                missing.push(id);
            }
        }
        for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
            let name = below.get_name();
            let path = if path.is_empty() { name.to_owned() } else { format!("{path}-{name}") };
            visit(below, &path, missing);
        }
    }
    let mut missing = Vec::new();
    visit(&Cli::command(), "", &mut missing);
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn refusals_speak_the_language_of_the_reader() {
    let error = base::Error::from(base::refuse!("cli.collection.unknown", collection = "cars"));
    assert!(say::error(Language::En, &error)[0].contains("no collection cars"));
    assert!(say::error(Language::Fr, &error)[0].contains("collection cars"));
}

fn context(url: &DatabaseUrl) -> Context {
    let database = match url {
        DatabaseUrl::Sqlite(path) => path.display().to_string(),
        DatabaseUrl::Postgres { address, .. } => address.clone(),
    };
    Context {
        global: Global {
            fonts: None,
            database: Some(database),
            json: true,
            language: None,
            log_format: LogFormat::Text,
        },
        language: Language::En,
        out: Output::new(true),
    }
}

#[test]
fn a_backup_fills_an_empty_installation_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = |name: &str| DatabaseUrl::Sqlite(folder.path().join(name));
    let (from, to) = (context(&place("from.db")), context(&place("to.db")));
    let count = |context: &Context| {
        let installation = context.installation().expect("an installation");
        let db = context.company(&installation, None).expect("the only company");
        let count = db.read(&installation.program(), |tx| {
            tx.number("SELECT count(*) FROM \"general_ledger_entry\"", &[])
        });
        count.expect("a number")
    };
    let installation = from.new_system().expect("an installation");
    let data = crate::demo::Data::Reference;
    crate::demo::create(&installation, data, &|_, _| {}).expect("the reference company");
    drop(installation);
    let run = |line: String, context: &Context| {
        let cli = Cli::try_parse_from(line.split_whitespace()).expect("a command line");
        dispatch(context, cli.command)
    };
    let copy = folder.path().join("copy").display().to_string();
    assert!(run(format!("fieldwright backup {copy}"), &from).is_ok());
    let again = run(format!("fieldwright backup {copy}"), &from).err().expect("refused");
    assert_eq!(again.code(), "cli.backup.folderInUse");
    // What is cut off, damaged or lacks a company is named and leaves nothing behind; without
    // checksums, as older versions wrote, what is cut off is found too.
    let part = |name: &str| folder.path().join("copy").join(name);
    let file = part("company-reference.backup");
    let whole = std::fs::read(&file).expect("the backup");
    let list = std::fs::read_to_string(part("manifest.json")).expect("the list of parts");
    let mut damaged = whole.clone();
    let digit = damaged.iter().rposition(u8::is_ascii_digit).expect("a digit");
    damaged[digit - 1000] ^= 1;
    let refused = |code: &str| {
        let error = run(format!("fieldwright restore {copy}"), &to).err().expect("refused");
        assert_eq!(error.code(), code);
        let said = say::error(Language::En, &error).concat();
        assert!(said.contains("company-reference.backup") || code.ends_with("damaged"), "{said}");
        assert!(!folder.path().join("to.db").exists(), "nothing was begun");
    };
    for (written, code) in [
        (&whole[..whole.len() / 2], "cli.restore.cutOff"),
        (&[][..], "cli.restore.cutOff"),
        (&damaged[..], "cli.restore.damaged"),
    ] {
        std::fs::write(&file, written).expect("written");
        refused(code);
    }
    std::fs::write(&file, &whole).expect("whole again");
    std::fs::write(part("manifest.json"), &list[..list.len() / 2]).expect("cut off");
    refused("cli.restore.damaged");
    std::fs::write(part("manifest.json"), &list).expect("whole again");
    std::fs::remove_file(&file).expect("away");
    refused("cli.restore.missing");
    std::fs::remove_file(part("manifest.json")).expect("away");
    std::fs::write(&file, &whole[..whole.len() / 2]).expect("cut off");
    refused("cli.restore.cutOff");
    std::fs::write(&file, &whole).expect("whole again");
    assert!(run(format!("fieldwright restore {copy}"), &to).is_ok());
    assert_eq!(count(&to), count(&from));
    assert!(matches!(run("fieldwright audit".to_owned(), &to), Ok(Outcome::Done)));
    let again = run(format!("fieldwright restore {copy}"), &to).err().expect("refused");
    assert_eq!(again.code(), "cli.restore.notEmpty");
}

#[test]
fn a_collection_is_exported_in_three_forms_and_can_be_imported_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let context = context(&DatabaseUrl::Sqlite(folder.path().join("books.db")));
    let installation = context.new_system().expect("an installation");
    let data = crate::demo::Data::Reference;
    crate::demo::create(&installation, data, &|_, _| {}).expect("the reference company");
    drop(installation);
    let run = |line: &str| {
        let cli = Cli::try_parse_from(line.split_whitespace()).expect("a command line");
        dispatch(&context, cli.command)
    };
    for ending in ["csv", "xlsx", "json"] {
        let file = folder.path().join(format!("items.{ending}")).display().to_string();
        assert!(run(&format!("fieldwright export items {file}")).is_ok(), "{ending}");
        let again = run(&format!("fieldwright import items {file} --existing update"));
        assert!(matches!(again, Ok(Outcome::Done)), "{ending}");
        // Machines have fields that the program keeps, service hours a key with a blank date.
        for collection in ["serviceItems", "serviceHours"] {
            let file = folder.path().join(format!("{collection}.{ending}")).display().to_string();
            assert!(run(&format!("fieldwright export {collection} {file}")).is_ok(), "{ending}");
            let again = run(&format!("fieldwright import {collection} {file} --existing update"));
            assert!(matches!(again, Ok(Outcome::Done)), "{collection} {ending}");
        }
    }
    let all = folder.path().join("all").display().to_string();
    assert!(run(&format!("fieldwright export all {all} --format csv")).is_ok());
    let names: std::collections::BTreeSet<String> = std::fs::read_dir(&all)
        .expect("a folder")
        .filter_map(|file| Some(file.ok()?.file_name().to_string_lossy().into_owned()))
        .collect();
    for def in service::entities() {
        assert!(names.contains(&format!("{}.csv", def.collection)), "{}", def.collection);
    }
    let again = run(&format!("fieldwright export all {all}")).err().expect("refused");
    assert_eq!(again.code(), "cli.backup.folderInUse");
    let unknown = run("fieldwright export items items.doc").err().expect("refused");
    assert_eq!(unknown.code(), "cli.export.format");
    let unknown = run("fieldwright export cars cars.csv").err().expect("refused");
    assert_eq!(unknown.code(), "cli.collection.unknown");
}

#[test]
fn what_is_wrong_with_a_command_line_is_told_in_the_language_of_the_reader() {
    let explained = |line: &str, language: Language| {
        let command = language::translate(Cli::command(), language);
        let error = command.try_get_matches_from(line.split_whitespace()).expect_err(line);
        usage::explain(language, &error).unwrap_or_else(|| error.to_string())
    };
    for (line, english, french) in [
        ("fieldwright serv", "There is no command", "Il n’y a pas de commande"),
        ("fieldwright serve --prot 80", "There is no argument --prot", "pas d’argument --prot"),
        ("fieldwright serve --port x", "x does not fit --port", "x ne convient pas"),
        ("fieldwright demo --data huge", "small, medium", "small, medium"),
        ("fieldwright serve --port", "needs a value", "attend une valeur"),
        ("fieldwright export items", "is missing", "manque"),
        ("fieldwright demo --fresh --fresh", "cannot be used", "ne peut pas être employé"),
    ] {
        for (language, expected) in [(Language::En, english), (Language::Fr, french)] {
            let text = explained(line, language);
            assert!(text.contains(expected), "{line}: {text}");
            assert!(text.contains("--help"), "{text}");
            assert!(!text.starts_with("error:"), "{text}");
        }
    }
    let help = explained("fieldwright serve --help", Language::Fr);
    for expected in ["Utilisation", "[par défaut", "Affiche"] {
        assert!(help.contains(expected), "{help}");
    }
    assert!(!help.contains("[default:") && !help.contains("Print help"), "{help}");
    let words = |line: &str| line.split_whitespace().map(OsString::from).collect::<Vec<_>>();
    assert_eq!(language::asked(&words("fieldwright serve --language fr")), Some(Language::Fr));
    assert_eq!(language::asked(&words("fieldwright --language=en serve")), Some(Language::En));
    assert_eq!(language::asked(&words("fieldwright serve --language de")), None);
}

#[test]
fn a_job_is_run_shown_and_listed() {
    let folder = tempfile::tempdir().expect("a folder");
    let context = context(&DatabaseUrl::Sqlite(folder.path().join("books.db")));
    let installation = context.new_system().expect("an installation");
    let data = crate::demo::Data::Reference;
    crate::demo::create(&installation, data, &|_, _| {}).expect("the reference company");
    let orders = export::entity("serviceOrders").expect("a collection");
    let given = [(orders.table.column("document_type").expect("a column"), "order".into())];
    let serde_json::Value::Object(body) = serde_json::json!({"customerNo": "C1"}) else { return };
    let db = context.company(&installation, None).expect("the only company");
    db.write(&installation.program(), |tx| orders.create(tx, &given, &body)).expect("an order");
    drop((db, installation));
    let run = |words: &[&str]| {
        let words = ["fieldwright", "job"].iter().chain(words);
        dispatch(&context, Cli::try_parse_from(words).expect("a command line").command)
    };
    let ran = run(&["run", "adjustCostItemEntries", "--parameters", "{}"]);
    assert!(matches!(ran, Ok(Outcome::Done)));
    let unfit = run(&["run", "postBatch", "--parameters", r#"{"colour": 1}"#]).err();
    assert_eq!(unfit.expect("refused").code(), "action.parameter.unknown");
    assert_eq!(run(&["run", "paint"]).err().expect("refused").code(), "cli.job.unknown");
    let broken = run(&["run", "postBatch", "--parameters", "{"]).err();
    assert_eq!(broken.expect("refused").code(), "cli.job.parameters");
    let partly = run(&["run", "postBatch", "--parameters", r#"{"nos": ["NONE"]}"#]);
    assert!(matches!(partly, Ok(Outcome::Found)), "what was not posted is something found");
    let filtered = |filter: &str| {
        let parameters = serde_json::json!({ "filter": filter }).to_string();
        run(&["run", "postBatch", "--parameters", &parameters])
    };
    let none = filtered("customerNo eq 'C2'");
    assert!(matches!(none, Ok(Outcome::Done)), "the only order is of another customer");
    let one = filtered("customerNo eq 'C1'");
    assert!(matches!(one, Ok(Outcome::Found)), "it has nothing to post");
    assert_eq!(filtered("colour eq 'red'").err().expect("refused").code(), "api.query.property");
    for words in [&["names"][..], &["list"], &["show", "1"], &["cancel", "1"]] {
        assert!(matches!(run(words), Ok(Outcome::Done)), "{words:?}");
    }
    assert_eq!(run(&["show", "99"]).err().expect("refused").code(), "record.notFound");
}

#[test]
fn a_command_on_books_that_are_not_there_says_so_and_makes_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut commands: Vec<&str> = vec![
        "serve --existing --port 0",
        "company list",
        "company remove lyon",
        "user list",
        "user roles",
        "user role claire SUPER",
        "user enable claire",
        "user disable claire",
        "token list",
        "token create claire",
        "token revoke claire shop",
        "export customers c.csv",
        "import customers ../../examples/import/customers.csv",
        "job names",
        "job list",
        "job show 1",
        "job cancel 1",
        "job run postBatch",
        "backup copies",
        "audit",
        "audit lyon",
        "search rebuild",
        "migrate",
    ];
    for line in &commands {
        let context = context(&DatabaseUrl::Sqlite(folder.path().join("typo.db")));
        let words = std::iter::once("fieldwright").chain(line.split_whitespace());
        let cli = Cli::try_parse_from(words).expect("a command line");
        let refused = dispatch(&context, cli.command).err();
        assert_eq!(refused.expect(line).code(), "installation.missing", "{line}");
        let left = std::fs::read_dir(folder.path()).expect("the folder").count();
        assert_eq!(left, 0, "{line} made something");
    }
    // Who adds a command decides whether it begins books, and lists it here when it does not.
    // Those that look at no books are here too.
    let others = ["demo", "restore", "bench", "help", "role", "typeset", "template"];
    commands.extend(others);
    for command in Cli::command().get_subcommands() {
        let name = command.get_name();
        assert!(commands.iter().any(|line| line.split(' ').next() == Some(name)), "{name}");
    }
}
