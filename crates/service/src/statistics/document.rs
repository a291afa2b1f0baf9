//! Statistics of a document that is not posted yet.

use std::collections::BTreeMap;

use base::{Amount, Code, Factor, Quantity, Result};
use books::customer::Customer;
use books::customer_ledger::DetailedCustomerLedgerEntry;
use books::item::Item;
use books::item_ledger::{ItemOrderType, ValueEntry};
use serde_json::{Map, Value as Json, json};
use store::{Record, Tx, key, params};

use super::figures::{Counted, Figures, credit_used, figures};
use super::reply;
use crate::amounts::{InvoicePart, part_to_invoice};
use crate::invoice_discount;
use crate::line::{self, Context, LineType, ServiceLine};
use crate::order::DocumentType;

/// What statistics look at beside the lines.
#[derive(Debug, Default)]
pub struct Surroundings {
    /// The items on the lines.
    items: BTreeMap<Code<20>, Item>,
    /// The cost of what was shipped, with later adjustments, by line number.
    shipped_cost: BTreeMap<i64, Amount>,
}

/// A column of the statistics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Everything on the document.
    General,
    /// What the next posting invoices.
    Invoicing,
    /// What the next posting ships.
    Shipping,
    /// What the next posting uses without charging it.
    Consuming,
    /// Everything, of items only.
    Items,
    /// Everything, of resources only.
    Resources,
    /// Everything, of costs and accounts only.
    Costs,
}

/// Every column with its name in JSON.
pub const COLUMNS: [(Column, &str); 7] = [
    (Column::General, "general"),
    (Column::Invoicing, "invoicing"),
    (Column::Shipping, "shipping"),
    (Column::Consuming, "consuming"),
    (Column::Items, "items"),
    (Column::Resources, "resources"),
    (Column::Costs, "costs"),
];

impl Column {
    fn holds(self, line: &ServiceLine) -> bool {
        match self {
            Self::Items => line.r#type == LineType::Item,
            Self::Resources => line.r#type == LineType::Resource,
            Self::Costs => matches!(line.r#type, LineType::Cost | LineType::GlAccount),
            _ => line.counts(),
        }
    }

    /// The quantity that counts, and how much of it the customer pays for.
    fn quantities(self, line: &ServiceLine) -> (Quantity, Quantity) {
        match self {
            Self::Invoicing => (line.qty_to_invoice, line.qty_to_invoice),
            Self::Shipping => (line.qty_to_ship, line.qty_to_ship - line.qty_to_consume),
            Self::Consuming => (line.qty_to_consume, Quantity::ZERO),
            _ => (line.quantity, line.chargeable_quantity()),
        }
    }

    fn whole(self) -> bool {
        !matches!(self, Self::Invoicing | Self::Shipping | Self::Consuming)
    }
}

/// The figures of a column.
pub fn column(
    column: Column,
    lines: &[ServiceLine],
    context: &Context,
    around: &Surroundings,
) -> Figures {
    let counted: Vec<Counted<'_>> = lines
        .iter()
        .filter(|line| column.holds(line))
        .map(|line| counted(column, line, context, around))
        .collect();
    figures(&counted, &context.terms())
}

fn counted<'l>(
    column: Column,
    line: &'l ServiceLine,
    context: &Context,
    around: &Surroundings,
) -> Counted<'l> {
    let (quantity, charged) = column.quantities(line);
    let part = if charged.is_positive() {
        part_to_invoice(&line.whole(), charged, &context.rounding)
    } else {
        InvoicePart::default()
    };
    let default = Item::default();
    let item = match line.r#type {
        LineType::Item => around.items.get(&line.no).unwrap_or(&default),
        _ => &default,
    };
    let each = |of_base: Quantity| times(of_base, line.qty_per_unit_of_measure);
    let adjusted = around.shipped_cost.get(&line.line_no).filter(|_| column.whole()).map(|cost| {
        let left = line.outstanding_quantity.dec() * line.unit_cost_lcy.dec();
        *cost + context.local_rounding.amount(left)
    });
    Counted {
        quantity,
        part,
        vat: line.vat_input(Amount::ZERO),
        unit_cost_lcy: line.unit_cost_lcy,
        adjusted_cost_lcy: adjusted,
        net_weight: each(item.net_weight),
        gross_weight: each(item.gross_weight),
        unit_volume: each(item.unit_volume),
        units_per_parcel: per_parcel(item.units_per_parcel, line.qty_per_unit_of_measure),
    }
}

/// What a unit of the line holds of what one base unit has.
pub(super) fn times(of_base: Quantity, per_unit: Factor) -> Quantity {
    Quantity::of(of_base.dec() * per_unit.dec())
}

/// Units of the line in one parcel.
pub(super) fn per_parcel(of_base: Quantity, per_unit: Factor) -> Quantity {
    if per_unit.is_zero() { of_base } else { Quantity::of(of_base.dec() / per_unit.dec()) }
}

/// Reads what statistics look at beside the lines.
///
/// # Errors
/// When the database fails.
pub fn surroundings(tx: &mut Tx, context: &Context) -> Result<Surroundings> {
    let (kind, no) = (context.header.document_type, &context.header.no);
    let items: Vec<Item> = tx.select(
        "WHERE \"no\" IN (SELECT \"no\" FROM \"service_line\" WHERE \"document_type\" = $1 \
         AND \"document_no\" = $2 AND \"type\" = $3)",
        params![kind, no, LineType::Item],
    )?;
    let mut around = Surroundings {
        items: items.into_iter().map(|item| (item.no.clone(), item)).collect(),
        ..Surroundings::default()
    };
    if kind == DocumentType::Order {
        let sql = format!(
            "SELECT \"order_line_no\", CAST(sum(\"cost_amount_actual\" + \
             \"cost_amount_expected\" + \"cost_amount_non_invtbl\") AS BIGINT) FROM \"{}\" \
             WHERE \"order_type\" = $1 AND \"order_no\" = $2 GROUP BY \"order_line_no\"",
            ValueEntry::table().name
        );
        for row in tx.rows(&sql, params![ItemOrderType::Service, no])? {
            let [line_no, cost] =
                [0, 1].map(|at| row.get(at).cloned().map_or(0, store::Value::into_int));
            around.shipped_cost.insert(line_no, -Amount::from_scaled(cost));
        }
    }
    Ok(around)
}

/// The statistics of a document as JSON.
///
/// # Errors
/// When the database fails.
pub fn of_document(tx: &mut Tx, context: &Context) -> Result<Json> {
    let header = &context.header;
    let lines = line::of_document(tx, header.document_type, &header.no)?;
    let lines = invoice_discount::plan_automatic(tx, context, lines)?;
    let around = surroundings(tx, context)?;
    let mut answer = Map::new();
    for (each, name) in COLUMNS {
        let found = column(each, &lines, context, &around);
        if each == Column::General {
            answer.insert("vatLines".to_owned(), reply::vat_lines(&found.vat_groups));
        }
        answer.insert(name.to_owned(), reply::figures(&found));
    }
    answer.insert("currencyCode".to_owned(), json!(header.currency_code.as_str()));
    answer.extend(credit(tx, &header.bill_to_customer_no)?);
    Ok(reply::seen(&tx.actor().permissions, "service_line", answer))
}

/// What the customer owes, and how much of the credit limit that uses.
pub(super) fn credit(tx: &mut Tx, no: &Code<20>) -> Result<Map<String, Json>> {
    let balance = Amount::from_scaled(tx.sum::<DetailedCustomerLedgerEntry>(
        "amount_lcy",
        "WHERE \"customer_no\" = $1",
        params![no],
    )?);
    let customer: Option<Customer> = tx.get(key![no])?;
    let limit = customer.map_or(Amount::ZERO, |customer| customer.credit_limit_lcy);
    let mut found = Map::new();
    found.insert("billToCustomerNo".to_owned(), json!(no.as_str()));
    for (name, value) in [
        ("balanceLcy", balance.dec()),
        ("creditLimitLcy", limit.dec()),
        ("creditLimitUsedPercent", credit_used(balance, limit).dec()),
    ] {
        found.insert(name.to_owned(), store::json::number(value));
    }
    Ok(found)
}
