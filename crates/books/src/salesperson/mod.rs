//! Salespersons.

use base::{Code, Text};
use store::Record;

/// A person who looks after customers.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "salesperson", key(code), index(name), audited)]
pub struct Salesperson {
    /// Identifies the salesperson.
    pub code: Code<20>,
    /// The person's name.
    pub name: Text<50>,
    /// What the person does.
    pub job_title: Text<30>,
    /// The telephone number.
    pub phone_no: Text<30>,
    /// The e-mail address.
    pub email: Text<80>,
    /// Whether the salesperson can no longer be used on documents.
    pub blocked: bool,
    /// Counts the changes of the record.
    pub version: i64,
}

crate::check::plain_entities!(Salesperson => "salespersons");
