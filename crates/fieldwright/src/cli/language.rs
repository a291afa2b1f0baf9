//! The language of the environment, and the help of the command line in it.

use base::Language;

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
pub fn translate(command: clap::Command, language: Language) -> clap::Command {
    part(command, language, "")
}

fn part(mut command: clap::Command, language: Language, path: &str) -> clap::Command {
    let own = if path.is_empty() { "program".to_owned() } else { path.to_owned() };
    let find = |id: String| texts::find(language, &id, &[]);
    if let Some(about) = find(format!("cli-help-{own}")) {
        command = command.about(about);
    }
    command = command.mut_args(|argument| {
        let name = argument.get_id().as_str().replace('_', "-");
        let help = find(format!("cli-help-{own}-{name}"));
        match help.or_else(|| find(format!("cli-help-any-{name}"))) {
            Some(help) => argument.help(help),
            None => argument,
        }
    });
    command.mut_subcommands(|below| {
        let name = below.get_name().to_owned();
        let path = if path.is_empty() { name } else { format!("{path}-{name}") };
        part(below, language, &path)
    })
}
