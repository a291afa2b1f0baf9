//! Statements whose answer is only needed at the end: a server is sent them together with the next
//! question, so that they cost no wait of their own.

use base::Error;

use super::Failure;
use crate::field::Value;
use crate::record::Table;
use crate::statements::duplicate;

/// What a statement about one record or several means, to say what went wrong with it.
pub(crate) struct Meaning {
    /// The table.
    pub table: &'static Table,
    /// The key of the record, or of the first.
    pub key: Vec<Value>,
    /// Whether it changes a record that must be as it was read.
    pub changes: bool,
}

impl Meaning {
    /// The error of a statement that touched so many rows or failed; none when it did what it should.
    pub(crate) fn error(&self, outcome: Result<u64, Failure>) -> Option<Error> {
        match outcome {
            Ok(0) if self.changes => Some(Error::Changed),
            Ok(_) => None,
            Err(Failure::Duplicate) => Some(duplicate(self.table, &self.key)),
            Err(other) => Some(other.into()),
        }
    }
}
