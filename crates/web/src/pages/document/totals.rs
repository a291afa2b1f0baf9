//! The totals of a document, docked below its lines.

use base::{Amount, Result};
use maud::{Markup, html};
use store::Tx;

use crate::kit::view::symbol;
use crate::pages::card::Card;

/// The totals.
///
/// # Errors
/// When the database fails.
pub fn totals(tx: &mut Tx, card: &Card) -> Result<Markup> {
    let view = card.site.view;
    if !view.sees_all(&["service_line.amount"]) {
        return Ok(html! {});
    }
    let [document_type, no] = [card.key[0].clone(), card.key[1].clone()];
    let mut sum = |column: &str, more: &str| -> Result<Amount> {
        let sql = format!(
            "SELECT CAST(coalesce(sum(\"{column}\"), 0) AS BIGINT) FROM \"service_line\" \
             WHERE \"document_type\" = $1 AND \"document_no\" = $2{more}"
        );
        Ok(Amount::from_scaled(tx.number(&sql, &[document_type.clone(), no.clone()])?))
    };
    let warranty = sum("line_discount_amount", " AND \"line_discount_type\" = 'warrantyDisc'")?;
    let discount = sum("line_discount_amount", "")? + sum("inv_discount_amount", "")? - warranty;
    let net = sum("amount", "")?;
    let including = sum("amount_including_vat", "")?;
    let code = card.record["currencyCode"].as_str().filter(|code| !code.is_empty());
    let currency = code.unwrap_or(&view.currency);
    Ok(html! {
        div.totals data-part="totals" {
            div.totals-note { span { (view.tx("ui-amounts-in", &[("currency", currency.into())])) } }
            (total(&view.t("ui-total-discount"), &view.amount(discount), "side"))
            (total(&view.t("ui-total-warranty"), &view.amount(warranty), "side"))
            (total(&view.t("ui-total-excl"), &view.amount(net), ""))
            (total(&view.t("ui-total-vat"), &view.amount(including - net), ""))
            (total(&view.t("ui-total-incl"), &texts::amount_with_symbol(view.language, including, symbol(currency)), "grand"))
        }
    })
}

fn total(label: &str, value: &str, class: &str) -> Markup {
    html! { div.total.(class) { span.k { (label) } span.v { (value) } } }
}
