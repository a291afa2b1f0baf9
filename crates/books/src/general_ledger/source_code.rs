//! Where entries come from.

use base::{Code, Text};
use store::Record;

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

crate::check::plain_entities!(SourceCode => "sourceCodes");
