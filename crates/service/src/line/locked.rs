//! Which columns of a line may not be changed now, so that grids show them so beforehand.

use base::Result;
use store::figures::one_of;
use store::{Record, ToValue, Tx, params};

use super::{LineType, ServiceLine, guard};
use crate::order::{DocumentType, ReleaseStatus};

/// Of each line the columns that the rules would not let anybody change.
///
/// # Errors
/// When the database fails.
pub(super) fn columns(tx: &mut Tx, lines: &[ServiceLine]) -> Result<Vec<Vec<&'static str>>> {
    let mut parameters = params![ReleaseStatus::Open].to_vec();
    let kinds = lines.iter().map(|line| line.document_type.to_value());
    let kinds = one_of("document_type", kinds, &mut parameters);
    let numbers = lines.iter().map(|line| line.document_no.to_value());
    let numbers = one_of("no", numbers, &mut parameters);
    let sql = format!(
        "SELECT \"document_type\", \"no\" FROM \"service_header\" \
         WHERE {kinds} AND {numbers} AND \"release_status\" <> $1"
    );
    let released = tx.rows_by(2, &sql, &parameters)?;
    let locked = |line: &ServiceLine| {
        let released = released.contains_key(params![line.document_type, line.document_no]);
        let names = ServiceLine::table().columns.iter().map(|column| column.name);
        names.filter(|name| is_locked(line, released, name)).collect()
    };
    Ok(lines.iter().map(locked).collect())
}

/// Whether a column of the line is fixed: by what was posted of it, by the release of its order,
/// or because lines of its type do not have it.
fn is_locked(line: &ServiceLine, released: bool, column: &str) -> bool {
    let type_has_it = match column {
        "type" | "no" | "description" | "description_2" | "service_item_line_no" => true,
        "shortcut_dimension_1_code" | "shortcut_dimension_2_code" => true,
        _ if !line.counts() => false,
        "variant_code" | "item_reference_no" => line.r#type == LineType::Item,
        "work_type_code" => line.r#type == LineType::Resource,
        "exclude_warranty" => matches!(line.r#type, LineType::Item | LineType::Resource),
        "exclude_contract_discount" => line.r#type != LineType::GlAccount,
        "qty_to_consume" => line.document_type == DocumentType::Order,
        _ => true,
    };
    let by_posting = line.posted()
        && matches!(
            column,
            "type"
                | "no"
                | "variant_code"
                | "location_code"
                | "work_type_code"
                | "unit_of_measure_code"
                | "unit_price"
                | "service_item_line_no"
                | "gen_bus_posting_group"
                | "gen_prod_posting_group"
                | "vat_bus_posting_group"
                | "vat_prod_posting_group"
        );
    let by_release = released && line.r#type == LineType::Item && guard::fixed_by_release(column);
    !type_has_it || by_posting || by_release
}

#[cfg(test)]
mod tests {
    use base::Quantity;

    use super::*;

    fn line(r#type: LineType, shipped: i64) -> ServiceLine {
        let quantity_shipped = Quantity::of(shipped.into());
        let document_type = DocumentType::Order;
        ServiceLine { document_type, r#type, quantity_shipped, ..Default::default() }
    }

    #[test]
    fn columns_are_locked_by_posting_release_and_type() {
        let cases = [
            (LineType::Item, 0, false, "no", false),
            (LineType::Item, 1, false, "no", true),
            (LineType::Item, 1, false, "unit_price", true),
            (LineType::Item, 1, false, "quantity", false),
            (LineType::Item, 1, false, "qty_to_invoice", false),
            (LineType::Item, 1, false, "line_discount_percent", false),
            (LineType::Item, 0, true, "quantity", true),
            (LineType::Item, 0, true, "qty_to_ship", false),
            (LineType::Resource, 0, true, "quantity", false),
            (LineType::Resource, 0, false, "work_type_code", false),
            (LineType::Cost, 0, false, "work_type_code", true),
            (LineType::Cost, 0, false, "exclude_warranty", true),
            (LineType::Resource, 0, false, "variant_code", true),
            (LineType::Text, 0, false, "description", false),
            (LineType::Text, 0, false, "quantity", true),
        ];
        for (kind, shipped, released, column, expected) in cases {
            let found = is_locked(&line(kind, shipped), released, column);
            assert_eq!(
                found, expected,
                "{kind:?}, shipped {shipped}, released {released}, {column}"
            );
        }
    }
}
