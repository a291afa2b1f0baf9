//! Deleting orders of which nothing is left to do, but which no posting deleted: a machine without
//! work kept them, or their last quantity was taken back.

use base::{Code, Result};
use store::{Tx, entity, key, params};

use crate::order::{DocumentType, ServiceHeader};

use super::batch::{Failed, by_itself};

/// What the clean-up did.
#[derive(Clone, Debug, Default)]
pub struct CleanUp {
    /// The orders that were deleted.
    pub deleted: Vec<Code<20>>,
    /// Those that were not.
    pub failed: Vec<Failed>,
}

/// Deletes the orders with something invoiced, nothing outstanding and nothing shipped that is not
/// invoiced or consumed; among these numbers, if any are given.
///
/// # Errors
/// When the database fails.
pub fn delete_invoiced(tx: &mut Tx, among: Option<&[Code<20>]>) -> Result<CleanUp> {
    let mut done = CleanUp::default();
    for no in finished(tx)? {
        if among.is_some_and(|among| !among.contains(&no)) {
            continue;
        }
        let delete =
            |tx: &mut Tx| entity::delete::<ServiceHeader>(tx, key![DocumentType::Order, no], None);
        match by_itself(tx, delete)? {
            Ok(()) => done.deleted.push(no),
            Err(error) => done.failed.push(Failed { no, error }),
        }
    }
    Ok(done)
}

fn finished(tx: &mut Tx) -> Result<Vec<Code<20>>> {
    let sql = "SELECT \"document_no\" FROM \"service_line\" WHERE \"document_type\" = $1 \
         GROUP BY \"document_no\" \
         HAVING max(\"quantity_invoiced\") > 0 AND max(\"outstanding_quantity\") = 0 \
            AND max(\"qty_shipped_not_invoiced\") = 0 ORDER BY \"document_no\"";
    let rows = tx.rows(sql, params![DocumentType::Order])?;
    let no = |row: &Vec<store::Value>| {
        let text = row.first().cloned().map(store::Value::into_text).unwrap_or_default();
        Code::parse(&text)
    };
    rows.iter().map(no).collect()
}
