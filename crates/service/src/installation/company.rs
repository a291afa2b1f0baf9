//! A company in the list of the installation.

use base::{Refusal, Text, refuse};
use store::{DatabaseUrl, Entity, Record};

/// A company that the installation keeps books for.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "company", key(name), audited)]
pub struct Company {
    /// Identifies the company in the addresses of the program: small letters, digits and hyphens.
    pub name: Text<30>,
    /// The name that people see on screens.
    pub display_name: Text<100>,
    /// The database that keeps the books, when it is not named like the company: the books of an
    /// earlier company of that name are still there.
    #[column(read_only)]
    pub database: Text<40>,
    /// Counts the changes of the record.
    pub version: i64,
}

impl Entity for Company {
    const COLLECTION: &'static str = "companies";
}

impl Company {
    /// The name of the database that keeps the books.
    pub fn place(&self) -> &str {
        if self.database.is_empty() { &self.name } else { &self.database }
    }

    /// Where the books are, beside this system database.
    pub fn url(&self, system: &DatabaseUrl) -> DatabaseUrl {
        system.company(self.place())
    }
}

/// Refuses a name that cannot stand in an address.
///
/// # Errors
/// When it begins with something else than a small letter, is too long or has other characters.
pub fn check_name(name: &str) -> Result<(), Refusal> {
    let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let begins = name.starts_with(|c: char| c.is_ascii_lowercase());
    if begins && name.len() <= 30 && name.chars().all(letters) {
        return Ok(());
    }
    Err(refuse!("company.name.unfit", name = name).field("name"))
}
