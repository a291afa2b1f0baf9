//! The audits of documents and ledgers. Those of stock stand with the item ledger.

use super::Check;

/// Audits of the books and of service, in the order in which they are reported.
///
/// - Debit and credit of a transaction are equal on every day.
/// - What the receivables accounts of a customer posting group hold is what its customer ledger
///   entries are worth, and what the tax accounts hold is what the VAT entries say.
/// - What remains of a customer ledger entry is the sum of its detailed entries.
/// - Usage in the service ledger is what posted shipments delivered, sales are what posted invoices
///   charged, and consumption is what shipments gave away.
/// - Stock that left for an order is what its shipments say; hours used and charged likewise.
/// - What a shipment line has not invoiced is its quantity less what was invoiced and consumed.
/// - What order lines say is shipped and not invoiced is what their shipments say.
/// - A posted invoice is worth the sum of its lines, and its customer ledger entry.
pub const CHECKS: &[Check] = &[
    Check { code: "audit.generalLedger.balance", sql: BALANCE },
    Check { code: "audit.customerLedger.receivables", sql: RECEIVABLES },
    Check { code: "audit.customerLedger.remaining", sql: REMAINING },
    Check { code: "audit.vat.generalLedger", sql: VAT },
    Check { code: "audit.service.usage", sql: USAGE },
    Check { code: "audit.service.sale", sql: SALE },
    Check { code: "audit.service.consumption", sql: CONSUMPTION },
    Check { code: "audit.service.items", sql: ITEMS },
    Check { code: "audit.service.hoursUsed", sql: HOURS_USED },
    Check { code: "audit.service.hoursCharged", sql: HOURS_CHARGED },
    Check { code: "audit.shipment.notInvoiced", sql: NOT_INVOICED },
    Check { code: "audit.order.notInvoiced", sql: ORDER_NOT_INVOICED },
    Check { code: "audit.invoice.amount", sql: INVOICE_AMOUNT },
    Check { code: "audit.invoice.customerLedger", sql: INVOICE_ENTRY },
];

const BALANCE: &str = "\
SELECT CAST(\"transaction_no\" AS TEXT), CAST(sum(\"amount\") AS BIGINT), 0 \
FROM \"general_ledger_entry\" \
GROUP BY \"transaction_no\", \"posting_date\" \
HAVING sum(\"amount\") <> 0 OR sum(\"amount\") <> sum(\"debit_amount\" - \"credit_amount\")";

const RECEIVABLES: &str = "\
SELECT a.\"no\", \
  CAST((SELECT coalesce(sum(e.\"amount\"), 0) FROM \"general_ledger_entry\" e \
    WHERE e.\"gl_account_no\" = a.\"no\" AND e.\"source_type\" = 'customer') AS BIGINT), \
  CAST((SELECT coalesce(sum(d.\"amount_lcy\"), 0) FROM \"detailed_cust_ledger_entry\" d \
    JOIN \"customer_ledger_entry\" c ON c.\"entry_no\" = d.\"cust_ledger_entry_no\" \
    JOIN \"customer_posting_group\" g ON g.\"code\" = c.\"customer_posting_group\" \
    WHERE g.\"receivables_account\" = a.\"no\") AS BIGINT) \
FROM \"gl_account\" a \
WHERE a.\"no\" IN (SELECT \"receivables_account\" FROM \"customer_posting_group\") \
  AND (SELECT coalesce(sum(e.\"amount\"), 0) FROM \"general_ledger_entry\" e \
    WHERE e.\"gl_account_no\" = a.\"no\" AND e.\"source_type\" = 'customer') <> \
  (SELECT coalesce(sum(d.\"amount_lcy\"), 0) FROM \"detailed_cust_ledger_entry\" d \
    JOIN \"customer_ledger_entry\" c ON c.\"entry_no\" = d.\"cust_ledger_entry_no\" \
    JOIN \"customer_posting_group\" g ON g.\"code\" = c.\"customer_posting_group\" \
    WHERE g.\"receivables_account\" = a.\"no\")";

const REMAINING: &str = "\
SELECT CAST(c.\"entry_no\" AS TEXT), c.\"remaining_amount\", \
  CAST(coalesce(sum(d.\"amount\"), 0) AS BIGINT) \
FROM \"customer_ledger_entry\" c LEFT JOIN \"detailed_cust_ledger_entry\" d \
  ON d.\"cust_ledger_entry_no\" = c.\"entry_no\" \
GROUP BY c.\"entry_no\", c.\"remaining_amount\", c.\"remaining_amt_lcy\", c.\"open\" \
HAVING c.\"remaining_amount\" <> coalesce(sum(d.\"amount\"), 0) \
  OR c.\"remaining_amt_lcy\" <> coalesce(sum(d.\"amount_lcy\"), 0) \
  OR (c.\"open\" = 0 AND c.\"remaining_amount\" <> 0)";

/// Tax accounts take nothing but tax of sales, which has a VAT entry with the same groups.
const VAT: &str = "\
SELECT v.\"document_no\", CAST(sum(v.\"amount\") AS BIGINT), \
  CAST((SELECT coalesce(sum(e.\"amount\"), 0) FROM \"general_ledger_entry\" e \
    WHERE e.\"document_no\" = v.\"document_no\" AND e.\"gl_account_no\" IN \
    (SELECT \"sales_vat_account\" FROM \"vat_posting_setup\")) AS BIGINT) \
FROM \"vat_entry\" v \
GROUP BY v.\"document_no\" \
HAVING sum(v.\"amount\") <> (SELECT coalesce(sum(e.\"amount\"), 0) \
    FROM \"general_ledger_entry\" e \
    WHERE e.\"document_no\" = v.\"document_no\" AND e.\"gl_account_no\" IN \
    (SELECT \"sales_vat_account\" FROM \"vat_posting_setup\"))";

const USAGE: &str = "\
SELECT l.\"document_no\" || ' ' || CAST(l.\"line_no\" AS TEXT), \
  CAST(coalesce(sum(e.\"quantity\"), 0) AS BIGINT), l.\"quantity\" \
FROM \"service_shipment_line\" l LEFT JOIN \"service_ledger_entry\" e \
  ON e.\"document_no\" = l.\"document_no\" AND e.\"document_line_no\" = l.\"line_no\" \
  AND e.\"entry_type\" = 'usage' \
WHERE l.\"type\" <> 'text' \
GROUP BY l.\"document_no\", l.\"line_no\", l.\"quantity\" \
HAVING coalesce(sum(e.\"quantity\"), 0) <> l.\"quantity\"";

const SALE: &str = "\
SELECT l.\"document_no\" || ' ' || CAST(l.\"line_no\" AS TEXT), \
  CAST(coalesce(sum(e.\"amount\"), 0) AS BIGINT), -l.\"amount\" \
FROM \"service_invoice_line\" l LEFT JOIN \"service_ledger_entry\" e \
  ON e.\"document_no\" = l.\"document_no\" AND e.\"document_line_no\" = l.\"line_no\" \
  AND e.\"entry_type\" = 'sale' \
WHERE l.\"type\" <> 'text' \
  AND (l.\"system_created_entry\" = 0 OR l.\"order_line_no\" <> 0) \
GROUP BY l.\"document_no\", l.\"line_no\", l.\"amount\", l.\"quantity\" \
HAVING (coalesce(sum(e.\"amount\"), 0) <> -l.\"amount\" \
  OR coalesce(sum(e.\"quantity\"), 0) <> -l.\"quantity\") \
  AND (l.\"amount\" <> 0 OR l.\"quantity\" <> 0)";

const CONSUMPTION: &str = "\
SELECT l.\"document_no\" || ' ' || CAST(l.\"line_no\" AS TEXT), \
  CAST(coalesce(sum(e.\"quantity\"), 0) AS BIGINT), -l.\"quantity_consumed\" \
FROM \"service_shipment_line\" l LEFT JOIN \"service_ledger_entry\" e \
  ON e.\"document_no\" = l.\"document_no\" AND e.\"document_line_no\" = l.\"line_no\" \
  AND e.\"entry_type\" = 'consume' \
WHERE l.\"type\" <> 'text' \
GROUP BY l.\"document_no\", l.\"line_no\", l.\"quantity_consumed\" \
HAVING coalesce(sum(e.\"quantity\"), 0) <> -l.\"quantity_consumed\"";

const ITEMS: &str = "\
SELECT l.\"document_no\" || ' ' || CAST(l.\"line_no\" AS TEXT), \
  CAST(coalesce(sum(e.\"quantity\"), 0) AS BIGINT), -l.\"quantity_base\" \
FROM \"service_shipment_line\" l LEFT JOIN \"item_ledger_entry\" e \
  ON e.\"entry_no\" = l.\"item_ledger_entry_no\" \
WHERE l.\"type\" = 'item' \
GROUP BY l.\"document_no\", l.\"line_no\", l.\"quantity_base\" \
HAVING coalesce(sum(e.\"quantity\"), 0) <> -l.\"quantity_base\"";

const HOURS_USED: &str = "\
SELECT l.\"document_no\", \
  CAST((SELECT coalesce(sum(e.\"quantity\"), 0) FROM \"resource_ledger_entry\" e \
    WHERE e.\"document_no\" = l.\"document_no\" AND e.\"entry_type\" = 'usage') AS BIGINT), \
  CAST(sum(l.\"quantity\") AS BIGINT) \
FROM \"service_shipment_line\" l \
WHERE l.\"type\" = 'resource' \
GROUP BY l.\"document_no\" \
HAVING sum(l.\"quantity\") <> (SELECT coalesce(sum(e.\"quantity\"), 0) \
    FROM \"resource_ledger_entry\" e \
    WHERE e.\"document_no\" = l.\"document_no\" AND e.\"entry_type\" = 'usage')";

const HOURS_CHARGED: &str = "\
SELECT l.\"document_no\", \
  CAST((SELECT coalesce(sum(e.\"total_price\"), 0) FROM \"resource_ledger_entry\" e \
    WHERE e.\"document_no\" = l.\"document_no\" AND e.\"entry_type\" = 'sale') AS BIGINT), \
  CAST(-sum(l.\"amount_lcy\") AS BIGINT) \
FROM \"service_invoice_line\" l \
WHERE l.\"type\" = 'resource' \
GROUP BY l.\"document_no\" \
HAVING -sum(l.\"amount_lcy\") <> (SELECT coalesce(sum(e.\"total_price\"), 0) \
    FROM \"resource_ledger_entry\" e \
    WHERE e.\"document_no\" = l.\"document_no\" AND e.\"entry_type\" = 'sale') \
  OR -sum(l.\"quantity\") <> (SELECT coalesce(sum(e.\"quantity\"), 0) \
    FROM \"resource_ledger_entry\" e \
    WHERE e.\"document_no\" = l.\"document_no\" AND e.\"entry_type\" = 'sale')";

const NOT_INVOICED: &str = "\
SELECT \"document_no\" || ' ' || CAST(\"line_no\" AS TEXT), \"qty_shipped_not_invoiced\", \
  \"quantity\" - \"quantity_invoiced\" - \"quantity_consumed\" \
FROM \"service_shipment_line\" \
WHERE \"qty_shipped_not_invoiced\" <> \
  \"quantity\" - \"quantity_invoiced\" - \"quantity_consumed\" \
  OR \"qty_shipped_not_invoiced\" < 0";

const ORDER_NOT_INVOICED: &str = "\
SELECT l.\"document_no\" || ' ' || CAST(l.\"line_no\" AS TEXT), \
  l.\"qty_shipped_not_invoiced\", \
  CAST(coalesce(sum(s.\"qty_shipped_not_invoiced\"), 0) AS BIGINT) \
FROM \"service_line\" l LEFT JOIN \"service_shipment_line\" s \
  ON s.\"order_no\" = l.\"document_no\" AND s.\"order_line_no\" = l.\"line_no\" \
WHERE l.\"document_type\" = 'order' \
GROUP BY l.\"document_no\", l.\"line_no\", l.\"qty_shipped_not_invoiced\", \
  l.\"quantity_shipped\" \
HAVING l.\"qty_shipped_not_invoiced\" <> coalesce(sum(s.\"qty_shipped_not_invoiced\"), 0) \
  OR l.\"quantity_shipped\" <> coalesce(sum(s.\"quantity\"), 0)";

const INVOICE_AMOUNT: &str = "\
SELECT h.\"no\", h.\"amount_including_vat\", \
  CAST(coalesce(sum(l.\"amount_including_vat\"), 0) AS BIGINT) \
FROM \"service_invoice_header\" h LEFT JOIN \"service_invoice_line\" l \
  ON l.\"document_no\" = h.\"no\" \
GROUP BY h.\"no\", h.\"amount\", h.\"amount_including_vat\" \
HAVING h.\"amount_including_vat\" <> coalesce(sum(l.\"amount_including_vat\"), 0) \
  OR h.\"amount\" <> coalesce(sum(l.\"amount\"), 0)";

const INVOICE_ENTRY: &str = "\
SELECT h.\"no\", coalesce(c.\"amount\", 0), h.\"amount_including_vat\" \
FROM \"service_invoice_header\" h LEFT JOIN \"customer_ledger_entry\" c \
  ON c.\"entry_no\" = h.\"cust_ledger_entry_no\" \
WHERE coalesce(c.\"amount\", 0) <> h.\"amount_including_vat\"";
