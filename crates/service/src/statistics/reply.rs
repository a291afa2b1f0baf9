//! Statistics as JSON.

use base::Permissions;
use serde_json::{Map, Value as Json};
use store::json::number;
use store::{Kind, ToValue, json, sight};

use super::figures::Figures;
use crate::amounts::VatGroup;

/// What a figure of statistics is made of, by name; with the table of the document's lines. One that
/// does not stand here is shown to nobody.
const MADE_OF: [(&[&str], &[&str]); 7] = [
    (
        &["amount", "invDiscountAmount", "total", "vatAmount", "totalIncludingVat", "salesLcy"],
        &["LINE.amount"],
    ),
    (&["lineAmount", "vatBase", "vatDifference", "amountIncludingVat"], &["LINE.amount"]),
    (&["originalCostLcy"], &["LINE.unit_cost_lcy"]),
    (&["profitLcy", "profitPercent"], &["LINE.amount", "LINE.unit_cost_lcy"]),
    (&["adjustedCostLcy"], &["LINE.unit_cost_lcy", "value_entry.cost_amount_actual"]),
    (
        &["adjustedProfitLcy", "adjustedProfitPercent"],
        &["LINE.amount", "LINE.unit_cost_lcy", "value_entry.cost_amount_actual"],
    ),
    (
        &["balanceLcy", "creditLimitLcy", "creditLimitUsedPercent"],
        &["detailed_cust_ledger_entry.amount_lcy", "customer.credit_limit_lcy"],
    ),
];
/// What is no money.
const PLAIN: [&str; 10] = [
    "quantity",
    "parcels",
    "netWeight",
    "grossWeight",
    "volume",
    "vatIdentifier",
    "vatCalculationType",
    "vatPercent",
    "currencyCode",
    "billToCustomerNo",
];

/// What a figure of statistics of documents with lines in this table is made of.
pub fn made_of(name: &str, lines: &str) -> Option<Vec<String>> {
    if PLAIN.contains(&name) {
        return Some(Vec::new());
    }
    let (_, sources) = MADE_OF.iter().find(|(names, _)| names.contains(&name))?;
    Some(sources.iter().map(|source| source.replace("LINE", lines)).collect())
}

/// The statistics, as far as the user may see what they are made of.
pub(super) fn seen(permissions: &Permissions, lines: &str, answer: Map<String, Json>) -> Json {
    let sees = |name: &str| {
        let sources = made_of(name, lines);
        let sources: Option<Vec<&str>> =
            sources.as_ref().map(|sources| sources.iter().map(String::as_str).collect());
        sight::sees_figure(permissions, sources.as_deref())
    };
    let mut shown = Map::new();
    for (name, value) in answer {
        let value = match value {
            Json::Object(inner) => seen(permissions, lines, inner),
            Json::Array(rows) => Json::Array(
                rows.into_iter()
                    .map(|row| match row {
                        Json::Object(inner) => seen(permissions, lines, inner),
                        _ => Json::Null,
                    })
                    .collect(),
            ),
            _ if sees(&name) => value,
            _ => continue,
        };
        shown.insert(name, value);
    }
    Json::Object(shown)
}

/// One column.
pub(super) fn figures(found: &Figures) -> Json {
    let numbers = [
        ("amount", found.amount.dec()),
        ("invDiscountAmount", found.inv_discount_amount.dec()),
        ("total", found.total.dec()),
        ("vatAmount", found.vat_amount.dec()),
        ("totalIncludingVat", found.total_including_vat.dec()),
        ("salesLcy", found.sales_lcy.dec()),
        ("originalCostLcy", found.original_cost_lcy.dec()),
        ("profitLcy", found.profit_lcy.dec()),
        ("profitPercent", found.profit_percent.dec()),
        ("adjustedCostLcy", found.adjusted_cost_lcy.dec()),
        ("adjustedProfitLcy", found.adjusted_profit_lcy.dec()),
        ("adjustedProfitPercent", found.adjusted_profit_percent.dec()),
        ("quantity", found.quantity.dec()),
        ("parcels", found.parcels.dec()),
        ("netWeight", found.net_weight.dec()),
        ("grossWeight", found.gross_weight.dec()),
        ("volume", found.volume.dec()),
    ];
    Json::Object(
        numbers.map(|(name, value)| (name.to_owned(), number(value))).into_iter().collect(),
    )
}

/// The value added tax by group.
pub(super) fn vat_lines(groups: &[VatGroup]) -> Json {
    groups.iter().map(vat_line).collect()
}

fn vat_line(group: &VatGroup) -> Json {
    let mut line = Map::new();
    let calculation = group.calculation.to_value();
    line.insert("vatIdentifier".to_owned(), group.identifier.as_str().into());
    line.insert("vatCalculationType".to_owned(), json::to_json(Kind::Text(0), &calculation));
    for (name, value) in [
        ("vatPercent", group.percent.dec()),
        ("lineAmount", group.net.dec()),
        ("vatBase", group.total.base.dec()),
        ("vatAmount", group.total.vat.dec()),
        ("vatDifference", group.difference.dec()),
        ("amount", group.total.amount.dec()),
        ("amountIncludingVat", group.total.including_vat.dec()),
    ] {
        line.insert(name.to_owned(), number(value));
    }
    Json::Object(line)
}
