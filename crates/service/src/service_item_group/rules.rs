//! What may be entered about service item groups.

use base::Result;
use books::dimension::{self, DimensionTable};
use store::{Entity, Tx};

use super::ServiceItemGroup;
use crate::check;

impl Entity for ServiceItemGroup {
    const COLLECTION: &'static str = "serviceItemGroups";

    fn enter(&mut self, _tx: &mut Tx, column: &'static str, _before: &Self) -> Result<()> {
        if column == "default_response_time_hours" {
            check::hours(self.default_response_time_hours)?;
        }
        Ok(())
    }

    fn before_insert(&mut self, _tx: &mut Tx) -> Result<()> {
        check::key_given(self)
    }

    fn before_delete(&self, tx: &mut Tx) -> Result<()> {
        check::unused(tx, self)
    }

    fn after_delete(&self, tx: &mut Tx) -> Result<()> {
        dimension::forget(tx, DimensionTable::ServiceItemGroup, &self.code)
    }
}
