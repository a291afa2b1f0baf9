//! `fieldwright role`: what the roles of the program may do.

use base::Result;
use clap::{Args, Subcommand};
use serde_json::{Map, Value as Json};
use service::roles::{MATRIX, ROLES};

use super::{Context, Outcome};

/// Show what the roles of the program may do
#[derive(Args)]
pub struct Role {
    #[command(subcommand)]
    act: Act,
}

#[derive(Subcommand)]
enum Act {
    /// Print who may do what: tables, fields, figures and actions by role
    Matrix,
}

impl Role {
    pub fn run(self, context: &Context) -> Result<Outcome> {
        match self.act {
            Act::Matrix => context.out.tell(MATRIX.trim_end(), &rows()),
        }
        Ok(Outcome::Done)
    }
}

/// The rows of the matrix: the part, the object, and the letters of each role.
fn rows() -> Json {
    let mut section = "";
    let mut rows = Vec::new();
    for line in MATRIX.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            section = title;
        } else if line.starts_with("| `") {
            let mut cells = line.trim_matches('|').split('|').map(str::trim);
            let object = cells.next().unwrap_or_default().replace('`', "");
            let mut row = Map::new();
            row.insert("section".to_owned(), Json::from(section));
            row.insert("object".to_owned(), Json::from(object));
            let of_roles = ROLES.iter().map(|(role, _)| (*role).to_owned());
            row.extend(of_roles.zip(cells.map(Json::from)));
            rows.push(Json::Object(row));
        }
    }
    Json::Array(rows)
}
