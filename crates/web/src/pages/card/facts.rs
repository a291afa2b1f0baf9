//! FactBoxes of a card: what is known about the record, each figure with a way to the entries
//! behind it.

use base::{Action, Amount, Quantity, Result};
use maud::{Markup, html};
use store::{Tx, Value};

use super::Card;
use crate::kit::fact::{fact_box, row};
use crate::kit::field::text_of;

/// All boxes; none for a record that nothing is known about.
///
/// # Errors
/// When the database fails.
pub fn facts(tx: &mut Tx, card: &Card) -> Result<Option<Markup>> {
    let mut boxes = Vec::new();
    let needed: &[&str] = match card.def.collection {
        "customers" => &["customer"],
        "items" => &["item_stock", "service_line"],
        "serviceItems" => &["service_item_line", "service_ledger_entry"],
        "resources" => &["resource_ledger_entry"],
        _ => &[],
    };
    let may = |table: &&str| card.site.view.may(table, Action::Read);
    match if needed.iter().all(may) { card.def.collection } else { "" } {
        "customers" => boxes.push(customer(tx, card)?),
        "items" => boxes.push(item(tx, card)?),
        "serviceItems" => boxes.push(service_item(tx, card)?),
        "resources" => boxes.push(resource(tx, card)?),
        _ => {}
    }
    if card.def.table.audited
        && !card.site.system
        && card.site.view.may("change_log_entry", Action::Read)
    {
        boxes.push(changes(tx, card)?);
    }
    Ok((!boxes.is_empty()).then(|| html! { @for one in &boxes { (one) } }))
}

/// A whole number of some query.
fn number(tx: &mut Tx, table: &str, sum: &str, rest: &str, parameters: &[Value]) -> Result<i64> {
    tx.number(
        &format!("SELECT CAST(coalesce({sum}, 0) AS BIGINT) FROM \"{table}\" WHERE {rest}"),
        parameters,
    )
}

/// The balance of a customer, what is overdue, and what is going on.
///
/// # Errors
/// When the database fails.
pub fn customer(tx: &mut Tx, card: &Card) -> Result<Markup> {
    let no = text_of(&card.record["no"]);
    let limit = text_of(&card.record["creditLimitLcy"]).parse::<Amount>().unwrap_or_default();
    customer_box(tx, card, &no, limit)
}

/// What a customer owes and has, with a credit limit (0 for none).
///
/// # Errors
/// When the database fails.
pub fn customer_box(tx: &mut Tx, card: &Card, no: &str, limit: Amount) -> Result<Markup> {
    let view = card.site.view;
    let owes = owed(tx, card, no, limit)?;
    let key = Value::from(no);
    let orders = number(
        tx,
        "service_header",
        "count(*)",
        "\"customer_no\" = $1 AND \"document_type\" = 'order'",
        std::slice::from_ref(&key),
    )?;
    let machines =
        number(tx, "service_item", "count(*)", "\"customer_no\" = $1", std::slice::from_ref(&key))?;
    let may = |table: &str| view.may(table, Action::Read);
    let body = html! {
        (owes)
        @if may("serviceOrders") { (row(&view.t("ui-fact-open-orders"), &orders.to_string(), Some(&view.filtered_url("serviceOrders", &[("customerNo", no)])), "")) }
        @if may("service_item") { (row(&view.t("ui-fact-service-items"), &machines.to_string(), Some(&view.filtered_url("serviceItems", &[("customerNo", no)])), "")) }
    };
    let own_card = card.def.collection == "customers";
    let aside = html! { @if !own_card { a href=(view.url("customers", no)) { (no) } } };
    Ok(fact_box("fact-customer", &view.t("ui-fact-customer"), &aside, &body))
}

/// What a customer owes, for who may see it.
fn owed(tx: &mut Tx, card: &Card, no: &str, limit: Amount) -> Result<Markup> {
    let view = card.site.view;
    if !view.sees_all(&["customer_ledger_entry.remaining_amt_lcy"]) {
        return Ok(html! {});
    }
    let key = Value::from(no);
    let today = Value::Text(view.work_date.to_string());
    let open = "\"customer_no\" = $1 AND \"open\" = 1";
    let balance = number(
        tx,
        "customer_ledger_entry",
        "sum(\"remaining_amt_lcy\")",
        open,
        std::slice::from_ref(&key),
    )?;
    let late = format!("{open} AND \"due_date\" <> '' AND \"due_date\" < $2");
    let overdue = number(
        tx,
        "customer_ledger_entry",
        "sum(\"remaining_amt_lcy\")",
        &late,
        &[key.clone(), today],
    )?;
    let (balance, overdue) = (Amount::from_scaled(balance), Amount::from_scaled(overdue));
    let entries =
        view.filtered_url("customerLedgerEntries", &[("customerNo", no), ("open", "true")]);
    let late = view.filtered_url(
        "customerLedgerEntries",
        &[("customerNo", no), ("open", "true"), ("dueDate", "..t-1")],
    );
    let limited = !limit.is_zero() && view.sees_all(&["customer.credit_limit_lcy"]);
    Ok(html! {
        (row(&view.t("ui-fact-balance"), &view.amount(balance), Some(&entries), ""))
        (row(&view.t("ui-fact-overdue"), &view.amount(overdue), Some(&late), if overdue.is_positive() { "bad" } else { "" }))
        @if limited {
            @let left = limit - balance;
            (row(&view.t("ui-fact-credit-left"), &view.amount(left), Some(&entries), if left.is_negative() { "bad" } else { "" }))
        }
    })
}

/// The list of the orders whose lines meet a condition, where there are any: their numbers are the
/// filter. An address holds no more of them than people look through.
fn orders_with(
    tx: &mut Tx,
    card: &Card,
    table: &str,
    condition: &str,
    parameters: &[Value],
) -> Result<Option<String>> {
    let sql = format!(
        "SELECT DISTINCT \"document_no\" FROM \"{table}\" WHERE {condition} \
         AND \"document_type\" = 'order' ORDER BY \"document_no\" LIMIT 50"
    );
    let rows = tx.rows(&sql, parameters)?;
    let nos: Vec<String> = rows.into_iter().flatten().map(|no| no.into_text()).collect();
    let any = nos.join("|");
    Ok((!any.is_empty()).then(|| card.site.view.filtered_url("serviceOrders", &[("no", &any)])))
}

fn item(tx: &mut Tx, card: &Card) -> Result<Markup> {
    let view = card.site.view;
    let no = text_of(&card.record["no"]);
    let key = [Value::from(no.as_str())];
    let sql = "SELECT \"location_code\", CAST(sum(\"quantity\") AS BIGINT) FROM \"item_stock\" WHERE \"item_no\" = $1 GROUP BY \"location_code\" ORDER BY \"location_code\"";
    let stock = tx.rows(sql, &key)?;
    let total: i64 = stock.iter().map(|row| row[1].clone().into_int()).sum();
    let quantity = |scaled: i64| texts::quantity(view.language, Quantity::from_scaled(scaled));
    let ordered = number(
        tx,
        "service_line",
        "sum(\"outstanding_qty_base\")",
        "\"no\" = $1 AND \"type\" = 'item' AND \"document_type\" = 'order'",
        &key,
    )?;
    let orders = orders_with(
        tx,
        card,
        "service_line",
        "\"no\" = $1 AND \"type\" = 'item' AND \"outstanding_quantity\" <> 0",
        &key,
    )?;
    let values = number(tx, "value_entry", "count(*)", "\"item_no\" = $1", &key)?;
    let body = html! {
        (row(&view.t("ui-fact-inventory"), &quantity(total), Some(&view.filtered_url("itemLedgerEntries", &[("itemNo", &no)])), "strong"))
        @for place in &stock {
            @let location = place[0].clone().into_text();
            @let name = if location.is_empty() { view.t("ui-fact-no-location") } else { location.clone() };
            @let filter = if location.is_empty() { "''" } else { location.as_str() };
            (row(&name, &quantity(place[1].clone().into_int()), Some(&view.filtered_url("itemLedgerEntries", &[("itemNo", &no), ("locationCode", filter)])), ""))
        }
        (row(&view.t("ui-fact-on-orders"), &quantity(ordered), orders.as_deref(), ""))
        @if view.may("value_entry", Action::Read) { (row(&view.t("ui-fact-value-entries"), &values.to_string(), Some(&view.filtered_url("valueEntries", &[("itemNo", &no)])), "")) }
    };
    Ok(fact_box("fact-item", &view.t("ui-fact-item"), &html! {}, &body))
}

fn service_item(tx: &mut Tx, card: &Card) -> Result<Markup> {
    let view = card.site.view;
    let no = text_of(&card.record["no"]);
    let key = [Value::from(no.as_str())];
    let until = |name: &str| {
        let text = text_of(&card.record[name]);
        let day: Option<base::Date> = text.parse().ok();
        match day {
            None => (view.t("ui-fact-none"), ""),
            Some(day) if day < view.work_date => {
                (view.tx("ui-fact-ended", &[("date", day.into())]), "")
            }
            Some(day) => (view.tx("ui-fact-until", &[("date", day.into())]), "ok"),
        }
    };
    let (parts, labour) = (until("warrantyEndingDateParts"), until("warrantyEndingDateLabor"));
    let orders = number(tx, "service_item_line", "count(*)", "\"service_item_no\" = $1", &key)?;
    let found = orders_with(tx, card, "service_item_line", "\"service_item_no\" = $1", &key)?;
    let logged = number(tx, "service_item_log", "count(*)", "\"service_item_no\" = $1", &key)?;
    let sales = number(
        tx,
        "service_ledger_entry",
        "-sum(\"amount_lcy\")",
        "\"service_item_no_serviced\" = $1 AND \"entry_type\" = 'sale'",
        &key,
    )?;
    let cost = number(
        tx,
        "service_ledger_entry",
        "sum(\"cost_amount\")",
        "\"service_item_no_serviced\" = $1 AND \"entry_type\" = 'usage'",
        &key,
    )?;
    let entries = view.filtered_url("serviceLedgerEntries", &[("serviceItemNoServiced", &no)]);
    let log = view.filtered_url("serviceItemLogEntries", &[("serviceItemNo", &no)]);
    let body = html! {
        (row(&view.t("ui-fact-warranty-parts"), &parts.0, None, parts.1))
        (row(&view.t("ui-fact-warranty-labour"), &labour.0, None, labour.1))
        (row(&view.t("ui-fact-open-orders"), &orders.to_string(), found.as_deref(), ""))
        @if view.sees_all(&["service_ledger_entry.amount_lcy"]) { (row(&view.t("ui-fact-sales"), &view.amount(Amount::from_scaled(sales)), Some(&entries), "")) }
        @if view.sees_all(&["service_ledger_entry.cost_amount"]) { (row(&view.t("ui-fact-cost"), &view.amount(Amount::from_scaled(cost)), Some(&entries), "")) }
        @if view.may("service_item_log", Action::Read) { (row(&view.t("ui-fact-log"), &logged.to_string(), Some(&log), "")) }
    };
    Ok(fact_box("fact-service-item", &view.t("ui-fact-service-item"), &html! {}, &body))
}

fn resource(tx: &mut Tx, card: &Card) -> Result<Markup> {
    let view = card.site.view;
    let no = text_of(&card.record["no"]);
    let key = [Value::from(no.as_str())];
    let hours = number(
        tx,
        "resource_ledger_entry",
        "sum(\"quantity_base\")",
        "\"resource_no\" = $1 AND \"entry_type\" = 'usage'",
        &key,
    )?;
    let sales = number(
        tx,
        "resource_ledger_entry",
        "-sum(\"total_price\")",
        "\"resource_no\" = $1 AND \"entry_type\" = 'sale'",
        &key,
    )?;
    let capacity =
        number(tx, "resource_capacity_entry", "sum(\"capacity\")", "\"resource_no\" = $1", &key)?;
    let entries = view.filtered_url("resourceLedgerEntries", &[("resourceNo", &no)]);
    let body = html! {
        (row(&view.t("ui-fact-usage"), &texts::quantity(view.language, Quantity::from_scaled(hours)), Some(&entries), ""))
        @if view.sees_all(&["resource_ledger_entry.total_price"]) { (row(&view.t("ui-fact-sales"), &view.amount(Amount::from_scaled(sales)), Some(&entries), "")) }
        @if view.may("resource_capacity_entry", Action::Read) { (row(&view.t("ui-fact-capacity"), &texts::quantity(view.language, Quantity::from_scaled(capacity)), Some(&view.filtered_url("resourceCapacityEntries", &[("resourceNo", &no)])), "")) }
    };
    Ok(fact_box("fact-resource", &view.t("ui-fact-resource"), &html! {}, &body))
}

/// The last changes of the record.
fn changes(tx: &mut Tx, card: &Card) -> Result<Markup> {
    let view = card.site.view;
    let key = store::key_text(&card.key);
    let sql = "SELECT \"date_and_time\", \"user_id\", \"type_of_change\", \"field_name\" FROM \"change_log_entry\" \
               WHERE \"table_name\" = $1 AND \"primary_key\" = $2 ORDER BY \"entry_no\" DESC LIMIT 5";
    let found = tx.rows(sql, &[Value::from(card.def.table.name), Value::Text(key.clone())])?;
    let said = |row: &[Value]| {
        let field = row[3].clone().into_text();
        let what = if field.is_empty() {
            texts::option(view.language, &row[2].clone().into_text())
        } else {
            view.caption(card.def.table.name, &field)
        };
        let when: Option<base::Moment> = row[0].clone().into_text().parse().ok();
        let when = when.map_or_else(String::new, |moment| {
            let shown = view.zone.civil(moment);
            if shown.date() == view.now.date() {
                texts::time(shown.time())
            } else {
                view.date(shown.date())
            }
        });
        (when, format!("{what} · {}", row[1].clone().into_text()))
    };
    let all = view.filtered_url(
        "changeLogEntries",
        &[("tableName", card.def.table.name), ("primaryKey", &key)],
    );
    let body = html! {
        @for found in &found {
            @let (when, what) = said(found);
            div.log-row { span.quiet { (when) } span.cut title=(what) { (what) } }
        }
        @if found.is_empty() { p.hint { (view.t("ui-fact-no-changes")) } }
    };
    let aside = html! { a href=(all) { (view.t("ui-fact-all")) } };
    Ok(fact_box("fact-changes", &view.t("ui-fact-changes"), &aside, &body))
}
