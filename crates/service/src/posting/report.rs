//! The test report: everything that would stop a posting, and what is worth a second look.

use base::{Refusal, refuse};

use crate::line::{LineType, ServiceLine};

use super::letters;
use super::plan::plan;
use super::request::Request;
use super::situation::Situation;
use super::takings::{Taking, takings};

/// What a posting meets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What stops it.
    pub errors: Vec<Refusal>,
    /// What does not stop it, but may not be meant.
    pub warnings: Vec<Refusal>,
}

/// Tests the posting of a document.
pub fn report(situation: &Situation, request: &Request) -> Report {
    let takings = takings(situation, request);
    let errors = plan(situation, request).err().map(|refusals| refusals.0).unwrap_or_default();
    let mut warnings = warnings(situation, &takings, request);
    warnings.extend(seller_warnings(situation, request));
    warnings.extend(letters::warnings(situation));
    Report { errors, warnings }
}

/// What the law of the seller's country wants to read on the invoice, and the company does not have.
pub fn seller_warnings(situation: &Situation, request: &Request) -> Vec<Refusal> {
    if !request.option.invoices() {
        return Vec::new();
    }
    let (company, iso) = &situation.seller;
    let taxed = situation.lines.iter().any(|line| !line.vat_percent.is_zero());
    company.lacking_on_invoices(iso, taxed)
}

fn warnings(situation: &Situation, takings: &[Taking<'_>], request: &Request) -> Vec<Refusal> {
    let mut found = Vec::new();
    for line in situation.lines.iter().filter(|line| line.counts()) {
        match takings.iter().find(|taking| taking.line.line_no == line.line_no) {
            Some(taking) => found.extend(of_taking(situation, taking)),
            None if request.selects(line.line_no) && is_open(line) => {
                found.push(refuse!("posting.warning.leftOut", no = &line.no).line(line.line_no));
            }
            None => {}
        }
    }
    for item_line in situation.item_lines.iter().filter(|item| !item.service_item_no.is_empty()) {
        let no = item_line.line_no;
        if situation.is_order() && !situation.lines.iter().any(|l| l.service_item_line_no == no) {
            let machine = &item_line.service_item_no;
            found.push(refuse!("posting.warning.noLine", serviceItem = machine).line(no));
        }
    }
    found
}

fn is_open(line: &ServiceLine) -> bool {
    line.quantity != line.quantity_invoiced + line.quantity_consumed
}

fn of_taking(situation: &Situation, taking: &Taking<'_>) -> Vec<Refusal> {
    let line = taking.line;
    let mut found = Vec::new();
    let charged = taking.taken.shipped.of_line != taking.taken.consumed.of_line;
    if charged && line.unit_price.is_zero() {
        let refusal = refuse!("posting.warning.noPrice", no = &line.no);
        found.push(refusal.field("unitPrice").line(line.line_no));
    }
    if taking.ships() && line.r#type != LineType::GlAccount && situation.unit_cost(line).is_zero() {
        let refusal = refuse!("posting.warning.noCost", no = &line.no);
        found.push(refusal.field("unitCostLcy").line(line.line_no));
    }
    found.extend(stock_falls_short(situation, taking));
    found
}

/// The stock would fall below zero, which is allowed, but somebody should count it.
fn stock_falls_short(situation: &Situation, taking: &Taking<'_>) -> Option<Refusal> {
    let line = taking.line;
    let item = situation.items.get(&line.no).filter(|_| line.r#type == LineType::Item)?;
    if item.r#type != books::item::ItemType::Inventory || !taking.ships() {
        return None;
    }
    let stock = situation.stock.quantity(&line.no, &line.variant_code, &line.location_code);
    let wanted = taking.taken.shipped.base;
    (stock < wanted).then(|| {
        refuse!("posting.warning.stock", item = &line.no, stock = stock, quantity = wanted)
            .field("quantity")
            .line(line.line_no)
    })
}
