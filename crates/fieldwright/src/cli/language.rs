//! The language of the environment, and the help of the command line in it.

use std::ffi::OsString;

use base::Language;
use clap::ValueEnum;
use clap::builder::StyledStr;

/// A language that the program speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Spoken {
    En,
    Fr,
}

impl From<Spoken> for Language {
    fn from(spoken: Spoken) -> Self {
        match spoken {
            Spoken::En => Self::En,
            Spoken::Fr => Self::Fr,
        }
    }
}

/// What the command line asks for, read before the rest of it is understood.
pub fn asked(arguments: &[OsString]) -> Option<Language> {
    let mut words = arguments.iter().filter_map(|argument| argument.to_str());
    while let Some(word) = words.next() {
        let value = match word.strip_prefix("--language") {
            Some("") => words.next(),
            Some(rest) => rest.strip_prefix('='),
            None if word == "--" => return None,
            None => None,
        };
        if let Some(value) = value {
            let known = Spoken::from_str(value, true).is_ok();
            return known.then(|| Language::from_tag(value));
        }
    }
    None
}

/// What the environment asks for, as other programs read it: the first of these that is set.
pub fn of_environment() -> Language {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty());
    Language::from_tag(set.as_deref().unwrap_or_default())
}

/// The command line with its help in this language: `cli-help-<command>` and
/// `cli-help-<command>-<argument>`, or `cli-help-any-<argument>` for an argument that several
/// commands share. What has no text there keeps the one of the source.
pub fn translate(mut command: clap::Command, language: Language) -> clap::Command {
    if language == Language::En {
        return part(command, language, "");
    }
    // Built first, so that what every command has by itself is there to be translated.
    command.build();
    part(command, language, "")
}

/// The headings of the help, which have no names of their own.
fn headings(command: clap::Command, language: Language) -> clap::Command {
    let text = |id: &str| texts::plain(language, id);
    let template = format!(
        "{{before-help}}{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}",
        text("cli-help-usage")
    );
    // Once per start; the library takes no other texts.
    let commands: &'static str = text("cli-help-commands").leak();
    command.subcommand_help_heading(commands).help_template(StyledStr::from(template))
}

/// What an argument takes when it is left out, and what it can be, behind its help.
fn with_choices(argument: clap::Arg, language: Language, help: &str) -> clap::Arg {
    let mut help = help.to_owned();
    let mut add = |id: &str, choices: Vec<String>| {
        if !choices.is_empty() {
            let choices = base::Arg::from(choices.join(", "));
            help.push_str(&format!(" [{}]", texts::text(language, id, &[("choices", choices)])));
        }
    };
    let usual = argument.get_default_values().iter().map(|v| v.to_string_lossy().into_owned());
    let takes = argument.get_action().takes_values();
    add(
        "cli-help-env",
        argument.get_env().map(|v| v.to_string_lossy().into_owned()).into_iter().collect(),
    );
    add("cli-help-default", usual.filter(|value| takes && !value.is_empty()).collect());
    let possible = argument.get_possible_values();
    add(
        "cli-help-possible",
        possible.iter().filter(|_| takes).map(|value| value.get_name().to_owned()).collect(),
    );
    argument.help(help).hide_default_value(true).hide_possible_values(true).hide_env(true)
}

fn part(mut command: clap::Command, language: Language, path: &str) -> clap::Command {
    let own = if path.is_empty() { "program".to_owned() } else { path.to_owned() };
    let find = |id: String| texts::find(language, &id, &[]);
    if let Some(about) = find(format!("cli-help-{own}")) {
        command = command.about(about);
    }
    if language != Language::En {
        command = headings(command, language);
    }
    command = command.mut_args(|argument| {
        let name = argument.get_id().as_str().replace('_', "-");
        let help = find(format!("cli-help-{own}-{name}"));
        match help.or_else(|| find(format!("cli-help-any-{name}"))) {
            Some(help) if language == Language::En => argument.help(help),
            Some(help) => with_choices(argument, language, &help),
            None => argument,
        }
    });
    command.mut_subcommands(|below| {
        let name = below.get_name().to_owned();
        let path = if path.is_empty() { name } else { format!("{path}-{name}") };
        part(below, language, &path)
    })
}
