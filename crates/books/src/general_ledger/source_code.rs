//! Where entries come from.

use base::{Code, Result, Text};
use store::{Record, Tx, key, params};

/// The source code of entries that service documents make.
pub const SERVICE_MANAGEMENT: &str = "SERVICE";

/// The part of the program that entries come from.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "source_code", key(code), audited)]
pub struct SourceCode {
    /// Identifies the source code, which entries carry.
    pub code: Code<10>,
    /// Says what the code stands for.
    pub description: Text<100>,
    /// Counts the changes of the record.
    #[column(read_only)]
    pub version: i64,
}

/// What the source codes of the program stand for, where nobody has described them.
const DESCRIBED: &[(&str, &str)] = &[
    (SERVICE_MANAGEMENT, "Service management"),
    (crate::item_journal::SOURCE_CODE, "Item journal"),
    (crate::item_ledger::SOURCE_CODE, "Inventory cost to general ledger"),
];

/// Makes the source code that a posting is about to write into entries, when it is not there.
///
/// # Errors
/// When the database fails.
pub fn keep(tx: &mut Tx, code: &Code<10>) -> Result<()> {
    if code.is_empty() || tx.get::<SourceCode>(key![code])?.is_some() {
        return Ok(());
    }
    let described = DESCRIBED.iter().find(|(known, _)| *known == code.as_str());
    let description = described.map_or("", |(_, description)| *description);
    let sql = "INSERT INTO \"source_code\" (\"code\", \"description\", \"version\") \
               VALUES ($1, $2, 1) ON CONFLICT (\"code\") DO NOTHING";
    tx.execute(sql, params![code, Text::<100>::cut(description)]).map(drop)
}

crate::check::plain_entities!(SourceCode => "sourceCodes");
