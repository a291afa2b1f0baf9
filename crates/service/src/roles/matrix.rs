//! The matrix of roles: who may do what with each table, document, field, figure and action, as the
//! manual prints it and `fieldwright role matrix` tells it.

use base::{Action, Permissions};
use store::{ActionDef, EntityDef, sight};

use super::rights::{LETTERS, ROLES, rights};

/// A part of the matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// Tables and kinds of documents.
    Tables,
    /// Classes of fields.
    Fields,
    /// Calculated properties.
    Figures,
    /// Actions, by class.
    Actions,
}

/// A row of the matrix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The part it stands in.
    pub section: Section,
    /// The object: a table, a class of fields, a figure with its collection, an action.
    pub object: String,
    /// What explains it: the columns of a class, the class of an action, what a figure is made of.
    pub about: String,
    /// Letters for each role, `-` for nothing.
    pub cells: Vec<String>,
}

/// Who may do what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    /// The roles.
    pub roles: Vec<&'static str>,
    /// The rows, by section.
    pub rows: Vec<Row>,
}

/// The matrix of the program's roles over these collections and actions. `figures` names the
/// calculated properties of a collection.
pub fn matrix(
    entities: &[EntityDef],
    actions: &[ActionDef],
    figures: impl Fn(&EntityDef) -> Vec<&'static str>,
) -> Matrix {
    let roles: Vec<&'static str> = ROLES.iter().map(|(id, _)| *id).collect();
    let everybody: Vec<Permissions> = roles.iter().map(|id| rights().permissions(id)).collect();
    let mut rows: Vec<Row> = Vec::new();
    for right in &rights().open {
        let action = actions.iter().find(|action| action.object() == right.object);
        let (section, about) = match (action, right.object.strip_prefix("field:")) {
            (Some(action), _) => (Section::Actions, action.class.name().to_owned()),
            (None, Some(class)) => (Section::Fields, columns(entities, class)),
            (None, None) => (Section::Tables, String::new()),
        };
        let cells = right.acts.iter().map(|acts| letters(acts)).collect();
        rows.push(Row { section, object: right.object.clone(), about, cells });
    }
    for def in entities {
        for name in figures(def) {
            let sources = (def.made_of)(name);
            let seen = |who: &Permissions| {
                def.allows(who, Action::Read) && sight::sees_figure(who, sources)
            };
            let cells = everybody.iter().map(|who| if seen(who) { "R" } else { "-" }.to_owned());
            rows.push(Row {
                section: Section::Figures,
                object: format!("{}.{name}", def.collection),
                about: sources.unwrap_or_default().join(", "),
                cells: cells.collect(),
            });
        }
    }
    rows.sort_by_key(|row| row.section);
    rows.dedup();
    Matrix { roles, rows }
}

fn letters(acts: &[Action]) -> String {
    let found: String =
        LETTERS.iter().filter(|(_, act)| acts.contains(act)).map(|(letter, _)| *letter).collect();
    if found.is_empty() { "-".to_owned() } else { found }
}

/// The columns of a class, by table.
fn columns(entities: &[EntityDef], class: &str) -> String {
    let mut known: Vec<&str> = Vec::new();
    let mut texts = Vec::new();
    for table in entities.iter().map(|def| def.table) {
        if known.contains(&table.name) {
            continue;
        }
        known.push(table.name);
        let of_class = table.columns.iter().filter(|column| column.guard() == Some(class));
        let names: Vec<&str> = of_class.map(|column| column.name).collect();
        if !names.is_empty() {
            texts.push(format!("{}: {}", table.name, names.join(", ")));
        }
    }
    texts.join("; ")
}

impl Matrix {
    /// The matrix as tables of Markdown, for the manual.
    pub fn markdown(&self) -> String {
        let mut text = INTRODUCTION.to_owned();
        for (section, title, note) in SECTIONS {
            text.push_str(&format!(
                "## {title}\n\n{note}\n\n| object | {} |\n|",
                self.roles.join(" | ")
            ));
            text.push_str(&" --- |".repeat(self.roles.len() + 1));
            text.push('\n');
            for row in self.rows.iter().filter(|row| row.section == section) {
                let about = match section {
                    Section::Actions => format!(" ({})", row.about),
                    Section::Figures if !row.about.is_empty() => format!(": {}", row.about),
                    _ => String::new(),
                };
                text.push_str(&format!(
                    "| `{}`{about} | {} |\n",
                    row.object,
                    row.cells.join(" | ")
                ));
            }
            text.push('\n');
        }
        text.push_str("## Which fields belong to which class\n\n");
        for row in self.rows.iter().filter(|row| row.section == Section::Fields) {
            text.push_str(&format!("- `{}`: {}\n", row.object, row.about));
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
        text
    }
}

const INTRODUCTION: &str = "# Roles

What the roles of the program may do, as `fieldwright role matrix` prints it. SUPER may do everything. What stands nowhere
here is open to SUPER alone. [Users and permissions](users-and-permissions.md) says how a role of your own is made.

";

const SECTIONS: [(Section, &str, &str); 4] = [
    (Section::Tables, "Tables and documents", "R reads, I inserts, M modifies, D deletes."),
    (Section::Fields, "Fields", "R sees, M changes the fields of the class, in the tables above."),
    (Section::Figures, "Figures", "R sees the figure: who may read all that it is made of."),
    (Section::Actions, "Actions", "X carries out. The class stands in brackets."),
];
