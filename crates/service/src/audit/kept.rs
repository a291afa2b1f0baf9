//! The audits of what is kept beside what it is calculated from: flags, quantities on lines,
//! numbers of series.

use super::Check;

/// Audits of kept figures, in the order in which they are reported.
///
/// - A customer or item ledger entry is open while something of it remains, and invoiced in full
///   when its invoiced quantity says so.
/// - There is a stock for every item and place that its entries leave something at.
/// - What is outstanding of an order line is its quantity less what was shipped.
/// - What an order line says was invoiced and consumed is what its invoices and shipments say, and
///   so do shipments.
/// - No document has reserved the number of a posted invoice, and no series will give a number
///   that a posted document has.
/// - A set of dimension values that has contents has entries.
pub const KEPT: &[Check] = &[
    Check { code: "audit.customerLedger.open", sql: CUSTOMER_OPEN },
    Check { code: "audit.item.open", sql: ITEM_OPEN },
    Check { code: "audit.item.completelyInvoiced", sql: COMPLETELY_INVOICED },
    Check { code: "audit.item.stockMissing", sql: STOCK_MISSING },
    Check { code: "audit.item.stockValueMissing", sql: STOCK_VALUE_MISSING },
    Check { code: "audit.order.outstanding", sql: OUTSTANDING },
    Check { code: "audit.order.invoiced", sql: ORDER_INVOICED },
    Check { code: "audit.order.consumed", sql: ORDER_CONSUMED },
    Check { code: "audit.shipment.invoiced", sql: SHIPMENT_INVOICED },
    Check { code: "audit.number.reserved", sql: RESERVED },
    Check { code: "audit.number.invoices", sql: INVOICE_NUMBERS },
    Check { code: "audit.number.shipments", sql: SHIPMENT_NUMBERS },
    Check { code: "audit.dimension.set", sql: DIMENSION_SET },
];

const CUSTOMER_OPEN: &str = "\
SELECT CAST(\"entry_no\" AS TEXT), \"remaining_amount\", 0 FROM \"customer_ledger_entry\" \
WHERE \"open\" = 1 AND \"remaining_amount\" = 0";

const ITEM_OPEN: &str = "\
SELECT CAST(\"entry_no\" AS TEXT), \"remaining_quantity\", 0 FROM \"item_ledger_entry\" \
WHERE (\"open\" = 1 AND \"remaining_quantity\" = 0) \
  OR (\"open\" = 0 AND \"remaining_quantity\" <> 0)";

const COMPLETELY_INVOICED: &str = "\
SELECT CAST(\"entry_no\" AS TEXT), \"invoiced_quantity\", \"quantity\" \
FROM \"item_ledger_entry\" \
WHERE (\"completely_invoiced\" = 1 AND \"invoiced_quantity\" <> \"quantity\") \
  OR (\"completely_invoiced\" = 0 AND \"invoiced_quantity\" = \"quantity\" AND \"quantity\" <> 0)";

const STOCK_MISSING: &str = "\
SELECT e.\"item_no\" || ' ' || e.\"location_code\", 0, CAST(sum(e.\"quantity\") AS BIGINT) \
FROM \"item_ledger_entry\" e \
WHERE NOT EXISTS (SELECT 1 FROM \"item_stock\" s WHERE s.\"item_no\" = e.\"item_no\" \
    AND s.\"variant_code\" = e.\"variant_code\" AND s.\"location_code\" = e.\"location_code\") \
  AND EXISTS (SELECT 1 FROM \"value_entry\" v \
    WHERE v.\"item_ledger_entry_no\" = e.\"entry_no\" AND v.\"inventoriable\" = 1) \
GROUP BY e.\"item_no\", e.\"variant_code\", e.\"location_code\" \
HAVING sum(e.\"quantity\") <> 0";

const STOCK_VALUE_MISSING: &str = "\
SELECT v.\"item_no\" || ' ' || v.\"location_code\", 0, \
  CAST(sum(v.\"cost_amount_actual\" + v.\"cost_amount_expected\") AS BIGINT) \
FROM \"value_entry\" v \
WHERE v.\"inventoriable\" = 1 \
  AND NOT EXISTS (SELECT 1 FROM \"item_stock\" s WHERE s.\"item_no\" = v.\"item_no\" \
    AND s.\"variant_code\" = v.\"variant_code\" AND s.\"location_code\" = v.\"location_code\") \
GROUP BY v.\"item_no\", v.\"variant_code\", v.\"location_code\" \
HAVING sum(v.\"cost_amount_actual\" + v.\"cost_amount_expected\") <> 0";

const OUTSTANDING: &str = "\
SELECT \"document_no\" || ' ' || CAST(\"line_no\" AS TEXT), \"outstanding_quantity\", \
  \"quantity\" - \"quantity_shipped\" \
FROM \"service_line\" \
WHERE \"type\" <> 'text' AND (\"outstanding_quantity\" <> \"quantity\" - \"quantity_shipped\" \
  OR \"outstanding_qty_base\" <> \"quantity_base\" - \"qty_shipped_base\" \
  OR (\"completely_shipped\" = 1 AND \"outstanding_quantity\" <> 0))";

const ORDER_INVOICED: &str = "\
SELECT l.\"document_no\" || ' ' || CAST(l.\"line_no\" AS TEXT), l.\"quantity_invoiced\", \
  CAST(coalesce(sum(i.\"quantity\"), 0) AS BIGINT) \
FROM \"service_line\" l LEFT JOIN \"service_invoice_line\" i \
  ON i.\"order_no\" = l.\"document_no\" AND i.\"order_line_no\" = l.\"line_no\" \
WHERE l.\"document_type\" = 'order' AND l.\"type\" <> 'text' \
GROUP BY l.\"document_no\", l.\"line_no\", l.\"quantity_invoiced\" \
HAVING l.\"quantity_invoiced\" <> coalesce(sum(i.\"quantity\"), 0)";

const ORDER_CONSUMED: &str = "\
SELECT l.\"document_no\" || ' ' || CAST(l.\"line_no\" AS TEXT), l.\"quantity_consumed\", \
  CAST(coalesce(sum(s.\"quantity_consumed\"), 0) AS BIGINT) \
FROM \"service_line\" l LEFT JOIN \"service_shipment_line\" s \
  ON s.\"order_no\" = l.\"document_no\" AND s.\"order_line_no\" = l.\"line_no\" \
WHERE l.\"document_type\" = 'order' AND l.\"type\" <> 'text' \
GROUP BY l.\"document_no\", l.\"line_no\", l.\"quantity_consumed\" \
HAVING l.\"quantity_consumed\" <> coalesce(sum(s.\"quantity_consumed\"), 0)";

const SHIPMENT_INVOICED: &str = "\
SELECT s.\"order_no\" || ' ' || CAST(s.\"order_line_no\" AS TEXT), \
  CAST(sum(s.\"quantity_invoiced\") AS BIGINT), \
  CAST((SELECT coalesce(sum(i.\"quantity\"), 0) FROM \"service_invoice_line\" i \
    WHERE i.\"order_no\" = s.\"order_no\" AND i.\"order_line_no\" = s.\"order_line_no\") AS BIGINT) \
FROM \"service_shipment_line\" s \
WHERE s.\"order_no\" <> '' AND s.\"order_line_no\" <> 0 AND s.\"type\" <> 'text' \
GROUP BY s.\"order_no\", s.\"order_line_no\" \
HAVING sum(s.\"quantity_invoiced\") <> \
  (SELECT coalesce(sum(i.\"quantity\"), 0) FROM \"service_invoice_line\" i \
    WHERE i.\"order_no\" = s.\"order_no\" AND i.\"order_line_no\" = s.\"order_line_no\")";

const RESERVED: &str = "\
SELECT d.\"no\" || ': ' || d.\"posting_no\", 1, 0 FROM \"service_header\" d \
WHERE d.\"posting_no\" <> '' AND EXISTS \
  (SELECT 1 FROM \"service_invoice_header\" h WHERE h.\"no\" = d.\"posting_no\")";

/// A number of the same length between the first and the last of a line of the series is of that
/// line; numbers that people may choose themselves can be anywhere.
macro_rules! beyond_the_last {
    ($header:literal, $series:literal) => {
        concat!(
            "SELECT l.\"series_code\" || ': ' || h.\"no\", 1, 0 FROM \"number_series_line\" l ",
            "JOIN \"number_series\" n ON n.\"code\" = l.\"series_code\" AND n.\"manual_nos\" = 0 ",
            "JOIN \"",
            $header,
            "\" h ON h.\"no\" > CASE WHEN l.\"last_no_used\" = '' THEN l.\"starting_no\" ",
            "ELSE l.\"last_no_used\" END AND length(h.\"no\") = length(l.\"starting_no\") ",
            "AND h.\"no\" >= l.\"starting_no\" ",
            "AND (l.\"ending_no\" = '' OR h.\"no\" <= l.\"ending_no\") ",
            "WHERE l.\"series_code\" IN (SELECT \"",
            $series,
            "\" FROM \"service_mgt_setup\") AND NOT EXISTS (SELECT 1 FROM \"number_series_line\" o ",
            "WHERE o.\"series_code\" = l.\"series_code\" AND o.\"line_no\" <> l.\"line_no\" ",
            "AND h.\"no\" >= o.\"starting_no\" AND h.\"no\" <= o.\"last_no_used\")"
        )
    };
}

const INVOICE_NUMBERS: &str =
    beyond_the_last!("service_invoice_header", "posted_service_invoice_nos");

const SHIPMENT_NUMBERS: &str =
    beyond_the_last!("service_shipment_header", "posted_service_shipment_nos");

const DIMENSION_SET: &str = "\
SELECT CAST(s.\"id\" AS TEXT), 0, 1 FROM \"dimension_set\" s \
WHERE s.\"contents\" <> '' AND NOT EXISTS \
  (SELECT 1 FROM \"dimension_set_entry\" e WHERE e.\"dimension_set_id\" = s.\"id\")";
