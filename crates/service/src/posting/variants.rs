//! Variants that may not be used any more.

use base::{Code, Result};
use books::item::ItemVariant;
use store::{Tx, params};

use crate::line::ServiceLine;
use crate::order::ServiceHeader;

/// The blocked variants of the items on the document; read only where a line has a variant.
///
/// # Errors
/// When the database fails.
pub fn blocked(
    tx: &mut Tx,
    header: &ServiceHeader,
    lines: &[ServiceLine],
) -> Result<Vec<(Code<20>, Code<10>)>> {
    if lines.iter().all(|line| line.variant_code.is_empty()) {
        return Ok(Vec::new());
    }
    let variants: Vec<ItemVariant> = tx.select(
        "WHERE (\"blocked\" = $1 OR \"service_blocked\" = $1) AND \"item_no\" IN \
         (SELECT \"no\" FROM \"service_line\" WHERE \"document_type\" = $2 \
          AND \"document_no\" = $3 AND \"variant_code\" <> '')",
        params![true, header.document_type, header.no],
    )?;
    Ok(variants.into_iter().map(|variant| (variant.item_no, variant.code)).collect())
}
