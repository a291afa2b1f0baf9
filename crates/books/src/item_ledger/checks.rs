//! What must be true of the item ledger at any time.

/// Audits of the item ledger: a stable dotted code and the query that finds nothing in a sound
/// company. A row is the place, what was found, and what was expected, in units of 0.00001.
///
/// - What remains of the entries of an item at a place is its stock, and both are what the entries
///   add up to.
/// - The applications of a receipt add up to what remains of it.
/// - What was invoiced of an entry is what its value entries invoiced.
/// - Nothing expected is left of an entry that is invoiced in full.
/// - What the stock is worth is what its value entries add up to.
/// - With automatic cost posting, value entries posted what they are worth.
/// - What movements of stock posted on an inventory account is what the value entries say was
///   posted. (Accounts of the inventory posting setup stay; a new account needs a transfer of the
///   balance.)
pub const CHECKS: &[(&str, &str)] = &[
    ("audit.item.remaining", REMAINING),
    ("audit.item.stock", STOCK),
    ("audit.item.stockValue", STOCK_VALUE),
    ("audit.item.application", APPLICATION),
    ("audit.item.invoiced", INVOICED),
    ("audit.item.expected", EXPECTED),
    ("audit.item.posted", POSTED),
    ("audit.item.generalLedger", GENERAL_LEDGER),
];

const REMAINING: &str = "\
SELECT \"item_no\" || ' ' || \"location_code\", \
  CAST(sum(\"remaining_quantity\") AS BIGINT), CAST(sum(\"quantity\") AS BIGINT) \
FROM \"item_ledger_entry\" \
WHERE \"entry_no\" IN \
  (SELECT \"item_ledger_entry_no\" FROM \"value_entry\" WHERE \"inventoriable\" = 1) \
GROUP BY \"item_no\", \"variant_code\", \"location_code\" \
HAVING sum(\"remaining_quantity\") <> sum(\"quantity\")";

const STOCK: &str = "\
SELECT s.\"item_no\" || ' ' || s.\"location_code\", s.\"quantity\", \
  CAST(coalesce(sum(e.\"quantity\"), 0) AS BIGINT) \
FROM \"item_stock\" s LEFT JOIN \"item_ledger_entry\" e \
  ON e.\"item_no\" = s.\"item_no\" AND e.\"variant_code\" = s.\"variant_code\" \
  AND e.\"location_code\" = s.\"location_code\" \
  AND e.\"entry_no\" IN \
  (SELECT \"item_ledger_entry_no\" FROM \"value_entry\" WHERE \"inventoriable\" = 1) \
GROUP BY s.\"item_no\", s.\"variant_code\", s.\"location_code\", s.\"quantity\" \
HAVING s.\"quantity\" <> coalesce(sum(e.\"quantity\"), 0)";

const STOCK_VALUE: &str = "\
SELECT s.\"item_no\" || ' ' || s.\"location_code\", s.\"cost_amount\", \
  CAST(coalesce(sum(v.\"cost_amount_actual\" + v.\"cost_amount_expected\"), 0) AS BIGINT) \
FROM \"item_stock\" s LEFT JOIN \"value_entry\" v \
  ON v.\"item_no\" = s.\"item_no\" AND v.\"variant_code\" = s.\"variant_code\" \
  AND v.\"location_code\" = s.\"location_code\" \
GROUP BY s.\"item_no\", s.\"variant_code\", s.\"location_code\", s.\"cost_amount\" \
HAVING s.\"cost_amount\" <> coalesce(sum(v.\"cost_amount_actual\" + v.\"cost_amount_expected\"), 0)";

const APPLICATION: &str = "\
SELECT CAST(e.\"entry_no\" AS TEXT), e.\"remaining_quantity\", \
  CAST(coalesce(sum(a.\"quantity\"), 0) AS BIGINT) \
FROM \"item_ledger_entry\" e LEFT JOIN \"item_application_entry\" a \
  ON a.\"inbound_item_entry_no\" = e.\"entry_no\" \
WHERE e.\"positive\" = 1 \
  AND e.\"entry_no\" IN \
  (SELECT \"item_ledger_entry_no\" FROM \"value_entry\" WHERE \"inventoriable\" = 1) \
GROUP BY e.\"entry_no\", e.\"remaining_quantity\" \
HAVING e.\"remaining_quantity\" <> coalesce(sum(a.\"quantity\"), 0)";

const INVOICED: &str = "\
SELECT CAST(e.\"entry_no\" AS TEXT), e.\"invoiced_quantity\", \
  CAST(coalesce(sum(v.\"invoiced_quantity\"), 0) AS BIGINT) \
FROM \"item_ledger_entry\" e LEFT JOIN \"value_entry\" v \
  ON v.\"item_ledger_entry_no\" = e.\"entry_no\" \
GROUP BY e.\"entry_no\", e.\"invoiced_quantity\" \
HAVING e.\"invoiced_quantity\" <> coalesce(sum(v.\"invoiced_quantity\"), 0)";

const EXPECTED: &str = "\
SELECT CAST(e.\"entry_no\" AS TEXT), CAST(sum(v.\"cost_amount_expected\") AS BIGINT), 0 \
FROM \"item_ledger_entry\" e JOIN \"value_entry\" v \
  ON v.\"item_ledger_entry_no\" = e.\"entry_no\" \
WHERE e.\"completely_invoiced\" = 1 \
GROUP BY e.\"entry_no\" \
HAVING sum(v.\"cost_amount_expected\") <> 0";

const POSTED: &str = "\
SELECT CAST(\"entry_no\" AS TEXT), \"cost_posted_to_gl\", \"cost_amount_actual\" \
FROM \"value_entry\" \
WHERE \"cost_posted_to_gl\" <> \"cost_amount_actual\" AND EXISTS \
  (SELECT 1 FROM \"inventory_setup\" WHERE \"automatic_cost_posting\" = 1)";

const GENERAL_LEDGER: &str = "\
SELECT v.\"account\", CAST(coalesce(g.\"amount\", 0) AS BIGINT), CAST(v.\"amount\" AS BIGINT) \
FROM (SELECT p.\"account\", sum(p.\"amount\") AS \"amount\" FROM \
  (SELECT s.\"inventory_account\" AS \"account\", e.\"cost_posted_to_gl\" AS \"amount\" \
    FROM \"value_entry\" e JOIN \"inventory_posting_setup\" s \
      ON s.\"location_code\" = e.\"location_code\" \
      AND s.\"invt_posting_group_code\" = e.\"inventory_posting_group\" \
  UNION ALL \
  SELECT s.\"inventory_account_interim\", e.\"expected_cost_posted_to_gl\" \
    FROM \"value_entry\" e JOIN \"inventory_posting_setup\" s \
      ON s.\"location_code\" = e.\"location_code\" \
      AND s.\"invt_posting_group_code\" = e.\"inventory_posting_group\") p \
  GROUP BY p.\"account\") v \
LEFT JOIN (SELECT \"gl_account_no\", sum(\"amount\") AS \"amount\" \
  FROM \"general_ledger_entry\" WHERE \"source_type\" = 'item' \
  GROUP BY \"gl_account_no\") g \
  ON g.\"gl_account_no\" = v.\"account\" \
WHERE coalesce(g.\"amount\", 0) <> v.\"amount\"";
