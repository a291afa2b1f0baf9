//! Locations where stock is kept.

use base::{Code, Result, Text};
use store::{Entity, Record, Tx};

use crate::dimension::{self, DimensionTable};
use crate::{check, hooks, used};

/// A place where stock is kept.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "location", key(code), audited)]
pub struct Location {
    /// Identifies the location.
    pub code: Code<10>,
    /// The name of the location.
    pub name: Text<100>,
    /// Street and number.
    pub address: Text<100>,
    /// The second line of the address.
    pub address_2: Text<50>,
    /// The postal code.
    pub post_code: Code<20>,
    /// The town.
    pub city: Text<50>,
    /// The country or region.
    #[column(relation = "country_region")]
    pub country_region_code: Code<10>,
    /// The person to ask for.
    pub contact: Text<100>,
    /// The telephone number.
    pub phone_no: Text<30>,
    /// The e-mail address.
    pub email: Text<80>,
    /// Counts the changes of the record.
    pub version: i64,
}

impl Entity for Location {
    const COLLECTION: &'static str = "locations";

    fn before_insert(&mut self, _tx: &mut Tx) -> Result<()> {
        Ok(check::key_given(self)?)
    }

    fn before_delete(&self, tx: &mut Tx) -> Result<()> {
        hooks::guard(tx, self)?;
        used::refuse_while_related(tx, self)
    }

    fn after_delete(&self, tx: &mut Tx) -> Result<()> {
        dimension::forget(tx, DimensionTable::Location, &self.code)
    }
}
