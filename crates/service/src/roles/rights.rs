//! Reads `rights.txt`: what each role of the program opens.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use base::permission::field_object;
use base::{Action, Grant, Permissions};

/// The roles of the program beside SUPER, in the order of the columns, and what they are called.
pub const ROLES: [(&str, &str); 7] = [
    ("SERVICE-MANAGER", "Service manager: runs service, with its set-up, prices and documents"),
    ("DISPATCHER", "Dispatcher: takes calls, plans work, follows orders"),
    ("TECHNICIAN", "Technician: does the work and notes hours and parts"),
    ("COUNTER", "Counter: receives and returns machines, invoices and takes money"),
    ("BOOKKEEPER", "Bookkeeper: posts, keeps accounts, tax and posting set-up"),
    ("INTEGRATOR", "Integrator: other programs that read and write everything in a company"),
    ("AUDITOR", "Auditor: reads everything"),
];

/// A row: an object and the acts that each role may do on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Right {
    /// The table, the kind of document, `field:` and the class, or the action.
    pub object: String,
    /// The acts of each role, in the order of [`ROLES`].
    pub acts: Vec<Vec<Action>>,
}

/// What stands in `rights.txt`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    /// Tables, kinds of documents, classes of fields and actions.
    pub open: Vec<Right>,
    /// What no role opens, and why.
    pub closed: Vec<(String, String)>,
}

/// The rights of the roles that the program brings.
pub fn rights() -> &'static Rights {
    static RIGHTS: LazyLock<Rights> =
        LazyLock::new(|| read(include_str!("rights.txt")).expect("a test reads rights.txt"));
    &RIGHTS
}

impl Rights {
    /// What a role of the program opens, by object.
    pub fn of_role(&self, role: &str) -> BTreeMap<String, Vec<Action>> {
        let Some(at) = ROLES.iter().position(|(id, _)| *id == role) else {
            return BTreeMap::new();
        };
        let rows = self.open.iter().filter(|right| !right.acts[at].is_empty());
        rows.map(|right| (right.object.clone(), right.acts[at].clone())).collect()
    }

    /// The same as what somebody with this role alone may do.
    pub fn permissions(&self, role: &str) -> Permissions {
        let allowed = self.of_role(role);
        let allowed =
            allowed.into_iter().map(|(object, acts)| (object, acts.into_iter().collect()));
        let grant = Grant { allowed: allowed.collect(), earlier: false };
        Permissions { all: false, grants: vec![grant] }
    }

    /// The row of an object.
    pub fn named(&self, object: &str) -> Option<&Right> {
        self.open.iter().find(|right| right.object == object)
    }
}

/// Reads the table of rights; what is wrong with it is told by line.
pub(super) fn read(text: &str) -> Result<Rights, String> {
    let mut rights = Rights::default();
    let mut section = String::new();
    for (at, line) in text.lines().enumerate() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let wrong = |what: &str| format!("rights.txt, line {}: {what}: {line}", at + 1);
        match words.as_slice() {
            [] => {}
            [first, ..] if first.starts_with('#') => {}
            [first] if first.starts_with('[') => section = (*first).to_owned(),
            ["role", names @ ..] => {
                if !names.iter().eq(ROLES.iter().map(|(id, _)| id)) {
                    return Err(wrong("the columns are the roles, in their order"));
                }
            }
            [object, why @ ..] if section == "[closed]" => {
                rights.closed.push(((*object).to_owned(), why.join(" ")));
            }
            [object, cells @ ..] => {
                if cells.len() != ROLES.len() {
                    return Err(wrong("one cell for each role"));
                }
                let object = match section.as_str() {
                    "[tables]" | "[actions]" => (*object).to_owned(),
                    "[fields]" => field_object(object),
                    _ => return Err(wrong("it stands in no section")),
                };
                let acts: Option<_> = cells.iter().map(|cell| acts(cell)).collect();
                let acts = acts.ok_or_else(|| wrong("a cell is -, or letters of RIMDX"))?;
                rights.open.push(Right { object, acts });
            }
        }
    }
    Ok(rights)
}

/// The acts of a cell such as `RIM`.
fn acts(cell: &str) -> Option<Vec<Action>> {
    if cell == "-" {
        return Some(Vec::new());
    }
    let act = |letter| LETTERS.iter().find(|(known, _)| *known == letter).map(|(_, act)| *act);
    cell.chars().map(act).collect()
}

/// The letters of acts.
pub(super) const LETTERS: [(char, Action); 5] = [
    ('R', Action::Read),
    ('I', Action::Insert),
    ('M', Action::Modify),
    ('D', Action::Delete),
    ('X', Action::Execute),
];
