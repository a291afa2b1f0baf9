//! Salespersons.

use base::{Code, Error, Refusal, Result, Text, refuse};
use store::{Entity, Record, Tx};

use crate::dimension::{self, DimensionTable};
use crate::{check, hooks, used};

/// A person who looks after customers.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "salesperson", key(code), index(name), audited)]
pub struct Salesperson {
    /// Identifies the salesperson.
    pub code: Code<20>,
    /// The name of the salesperson.
    pub name: Text<50>,
    /// What the person does.
    pub job_title: Text<30>,
    /// The telephone number.
    pub phone_no: Text<30>,
    /// The e-mail address.
    pub email: Text<80>,
    /// Whether the salesperson can no longer be used on documents.
    pub blocked: bool,
    /// Whether the person's data may no longer be used, such as after a request to forget it.
    pub privacy_blocked: bool,
    /// Counts the changes of the record.
    pub version: i64,
}

impl Salesperson {
    /// Whether the salesperson can be used on documents.
    pub fn usable(&self) -> bool {
        !self.blocked && !self.privacy_blocked
    }
}

/// Refuses a salesperson who can no longer be used.
///
/// # Errors
/// `salesperson.blocked`.
pub fn check_usable(salesperson: &Salesperson) -> Result<(), Refusal> {
    if salesperson.usable() {
        return Ok(());
    }
    Err(refuse!("salesperson.blocked", salesperson = &salesperson.code))
}

impl Entity for Salesperson {
    const COLLECTION: &'static str = "salespersons";

    fn before_insert(&mut self, _tx: &mut Tx) -> Result<()> {
        check::key_given(self).map_err(Error::from)
    }

    fn before_delete(&self, tx: &mut Tx) -> Result<()> {
        hooks::guard(tx, self)?;
        used::refuse_while_related(tx, self)
    }

    fn after_delete(&self, tx: &mut Tx) -> Result<()> {
        dimension::forget(tx, DimensionTable::Salesperson, &self.code)
    }
}
