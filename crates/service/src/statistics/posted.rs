//! Statistics of posted invoices and shipments.

use std::collections::BTreeMap;

use base::{Amount, Code, Decimal, Quantity, Result, hundred};
use books::item::Item;
use books::item_ledger::ValueEntry;
use serde_json::{Map, Value as Json, json};
use store::{Record, Tx, params};

use super::document::{credit, per_parcel, times};
use super::figures::{Figures, percent_of};
use super::reply;
use crate::amounts::{Rounding, VatAmounts, VatGroup};
use crate::history::{
    ServiceInvoiceHeader, ServiceInvoiceLine, ServiceShipmentHeader, ServiceShipmentLine,
};
use crate::line::LineType;

/// The statistics of a posted invoice.
///
/// # Errors
/// When the database fails.
pub fn of_invoice(tx: &mut Tx, header: &ServiceInvoiceHeader) -> Result<Json> {
    let lines: Vec<ServiceInvoiceLine> =
        tx.select("WHERE \"document_no\" = $1 ORDER BY \"line_no\"", params![header.no])?;
    let costs = costs(tx, &header.no)?;
    let items = items(tx, ServiceInvoiceLine::table().name, &header.no)?;
    let found = invoice_figures(&lines, &costs, &items, header.prices_including_vat);
    let mut answer = Map::new();
    answer.insert("vatLines".to_owned(), reply::vat_lines(&found.vat_groups));
    answer.insert("general".to_owned(), reply::figures(&found));
    answer.insert("currencyCode".to_owned(), json!(header.currency_code.as_str()));
    answer.extend(credit(tx, &header.bill_to_customer_no)?);
    Ok(reply::seen(&tx.actor().permissions, ServiceInvoiceLine::table().name, answer))
}

/// What the lines of a posted invoice come to.
fn invoice_figures(
    lines: &[ServiceInvoiceLine],
    costs: &BTreeMap<i64, Amount>,
    items: &BTreeMap<Code<20>, Item>,
    prices_including_vat: bool,
) -> Figures {
    let rounding = Rounding::default();
    let mut sum = Figures::default();
    let mut groups: BTreeMap<(Code<20>, u8), VatGroup> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.r#type != LineType::Text) {
        sum.amount += line.line_amount;
        let rate = if prices_including_vat { line.vat_percent.dec() } else { Decimal::ZERO };
        let discount = line.inv_discount_amount.dec() * hundred() / (hundred() + rate);
        sum.inv_discount_amount += rounding.amount(discount);
        sum.total += line.amount;
        sum.total_including_vat += line.amount_including_vat;
        sum.sales_lcy += line.amount_lcy;
        let cost = rounding.amount(line.quantity.dec() * line.unit_cost_lcy.dec());
        sum.original_cost_lcy += cost;
        sum.adjusted_cost_lcy += costs.get(&line.line_no).copied().unwrap_or(cost);
        let item = items.get(&line.no).filter(|_| line.r#type == LineType::Item);
        measure(&mut sum, line.quantity, line.qty_per_unit_of_measure, item);
        let group = groups
            .entry((line.vat_identifier.clone(), line.vat_calculation_type as u8))
            .or_insert_with(|| VatGroup {
                identifier: line.vat_identifier.clone(),
                calculation: line.vat_calculation_type,
                percent: line.vat_percent,
                net: Amount::ZERO,
                total: VatAmounts::default(),
                difference: Amount::ZERO,
            });
        group.net += line.line_amount - line.inv_discount_amount;
        group.difference += line.vat_difference;
        group.total.amount += line.amount;
        group.total.base += line.vat_base_amount;
        group.total.including_vat += line.amount_including_vat;
        group.total.vat += line.amount_including_vat - line.amount;
    }
    sum.vat_amount = sum.total_including_vat - sum.total;
    sum.vat_groups = groups.into_values().collect();
    sum.profit_lcy = sum.sales_lcy - sum.original_cost_lcy;
    sum.profit_percent = percent_of(sum.profit_lcy, sum.sales_lcy);
    sum.adjusted_profit_lcy = sum.sales_lcy - sum.adjusted_cost_lcy;
    sum.adjusted_profit_percent = percent_of(sum.adjusted_profit_lcy, sum.sales_lcy);
    sum
}

fn measure(sum: &mut Figures, quantity: Quantity, per_unit: base::Factor, item: Option<&Item>) {
    sum.quantity += quantity;
    let Some(item) = item else { return };
    let total = |of_base: Quantity| Quantity::of(quantity.dec() * times(of_base, per_unit).dec());
    sum.net_weight += total(item.net_weight);
    sum.gross_weight += total(item.gross_weight);
    sum.volume += total(item.unit_volume);
    let parcel = per_parcel(item.units_per_parcel, per_unit);
    if parcel.is_positive() {
        sum.parcels += Quantity::of((quantity.dec() / parcel.dec()).ceil());
    }
}

/// The cost of what a posted document took from stock, with later adjustments, by line number.
fn costs(tx: &mut Tx, no: &Code<20>) -> Result<BTreeMap<i64, Amount>> {
    let sql = format!(
        "SELECT \"document_line_no\", CAST(sum(\"cost_amount_actual\" + \
         \"cost_amount_non_invtbl\") AS BIGINT) FROM \"{}\" WHERE \"document_no\" = $1 \
         AND \"document_type\" = $2 GROUP BY \"document_line_no\"",
        ValueEntry::table().name
    );
    let kind = books::item_ledger::ItemLedgerDocumentType::ServiceInvoice;
    let rows = tx.rows(&sql, params![no, kind])?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let mut numbers = row.into_iter().map(store::Value::into_int);
            let line_no = numbers.next().unwrap_or_default();
            (line_no, -Amount::from_scaled(numbers.next().unwrap_or_default()))
        })
        .collect())
}

fn items(tx: &mut Tx, table: &str, no: &Code<20>) -> Result<BTreeMap<Code<20>, Item>> {
    let rest = format!(
        "WHERE \"no\" IN (SELECT \"no\" FROM \"{table}\" WHERE \"document_no\" = $1 \
         AND \"type\" = $2)"
    );
    let items: Vec<Item> = tx.select(&rest, params![no, LineType::Item])?;
    Ok(items.into_iter().map(|item| (item.no.clone(), item)).collect())
}

/// The statistics of a posted shipment: quantities, weights, volume and parcels.
///
/// # Errors
/// When the database fails.
pub fn of_shipment(tx: &mut Tx, header: &ServiceShipmentHeader) -> Result<Json> {
    let lines: Vec<ServiceShipmentLine> =
        tx.select("WHERE \"document_no\" = $1 ORDER BY \"line_no\"", params![header.no])?;
    let items = items(tx, ServiceShipmentLine::table().name, &header.no)?;
    let mut sum = Figures::default();
    for line in lines.iter().filter(|line| line.r#type != LineType::Text) {
        let item = items.get(&line.no).filter(|_| line.r#type == LineType::Item);
        measure(&mut sum, line.quantity, line.qty_per_unit_of_measure, item);
    }
    let numbers = [
        ("quantity", sum.quantity),
        ("parcels", sum.parcels),
        ("netWeight", sum.net_weight),
        ("grossWeight", sum.gross_weight),
        ("volume", sum.volume),
    ];
    let general: Map<String, Json> = numbers
        .map(|(name, value)| (name.to_owned(), store::json::number(value.dec())))
        .into_iter()
        .collect();
    Ok(json!({ "general": general }))
}
