//! Statistics as JSON.

use serde_json::{Map, Value as Json};
use store::json::number;
use store::{Kind, ToValue, json};

use super::figures::Figures;
use crate::amounts::VatGroup;

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
