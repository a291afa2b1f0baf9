//! What may be entered about service item groups.

use base::Result;
use store::{Entity, Tx, params};

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
        let sql = "DELETE FROM \"default_dimension\" WHERE \"table_name\" = $1 AND \"no\" = $2";
        tx.execute(sql, params!["serviceItemGroup", self.code]).map(drop)
    }
}
