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
        "fieldwright demo",
        "fieldwright demo --data reference --port 8100 --database f.db \
         --clock 2026-03-02T08:00:00 --fresh --token T",
        "fieldwright company list --json",
        "fieldwright company create lyon --display-name Lyon",
        "fieldwright user create claire --role SERVICE-MANAGER@atelier-moka --language fr",
        "fieldwright token create claire shop",
        "fieldwright export reference customers customers.xlsx",
        "fieldwright import reference customers customers.csv --dry-run --existing update",
        "fieldwright backup folder",
        "fieldwright restore folder --database new.db",
        "fieldwright audit",
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
