//! What dimensions forbid: the set of the head, of the machines and of the lines that take part.

use base::{Refusal, Result};
use books::dimension::{Checker, DefaultDimension, DimensionTable};
use store::{Tx, params};

use crate::line::{LineType, ServiceLine};

use super::situation::Situation;
use super::takings::Taking;

type Records<'r> = Vec<(DimensionTable, &'r str)>;

/// Everything that dimensions forbid about this posting.
///
/// # Errors
/// When the database fails.
pub fn check(tx: &mut Tx, situation: &Situation, takings: &[Taking<'_>]) -> Result<Vec<Refusal>> {
    let ruled = tx.exists::<DefaultDimension>("WHERE \"value_posting\" <> $1", params![""])?;
    let mut checker = Checker::default();
    let mut wrong = Vec::new();
    let header = &situation.header;
    let mut check = |tx: &mut Tx, set: i64, records: Records<'_>, place: Place| -> Result<()> {
        let records = if ruled { records } else { Vec::new() };
        if set != 0 || !records.is_empty() {
            let found = checker.check(tx, set, &records)?;
            wrong.extend(found.into_iter().map(|refusal| place.of(refusal)));
        }
        Ok(())
    };
    let of_header = Place { field: "dimensionSetId", line: None };
    check(tx, header.dimension_set_id, of_head(situation), of_header)?;
    for item_line in &situation.item_lines {
        let no = item_line.line_no;
        let mine = |taking: &Taking<'_>| taking.line.service_item_line_no == no;
        if takings.iter().any(mine) {
            let place = Place { field: "serviceItemLines", line: Some(no) };
            check(tx, item_line.dimension_set_id, Vec::new(), place)?;
        }
    }
    for taking in takings.iter().filter(|taking| taking.line.counts()) {
        let line = taking.line;
        let place = Place { field: "serviceLines", line: Some(line.line_no) };
        check(tx, line.dimension_set_id, of_line(situation, line), place)?;
    }
    Ok(wrong)
}

/// Where a set stands.
struct Place {
    field: &'static str,
    line: Option<i64>,
}

impl Place {
    fn of(&self, refusal: Refusal) -> Refusal {
        let refusal = refusal.field(self.field);
        self.line.map_or(refusal.clone(), |line| refusal.line(line))
    }
}

fn of_head(situation: &Situation) -> Records<'_> {
    let header = &situation.header;
    named([
        (DimensionTable::Customer, header.bill_to_customer_no.as_str()),
        (DimensionTable::Salesperson, header.salesperson_code.as_str()),
        (DimensionTable::ResponsibilityCenter, header.responsibility_center.as_str()),
        (DimensionTable::ServiceOrderType, header.service_order_type.as_str()),
    ])
}

fn of_line<'l>(situation: &'l Situation, line: &'l ServiceLine) -> Records<'l> {
    let table = match line.r#type {
        LineType::Item => DimensionTable::Item,
        LineType::Resource => DimensionTable::Resource,
        LineType::Cost => DimensionTable::ServiceCost,
        LineType::GlAccount | LineType::Text => DimensionTable::GlAccount,
    };
    let machine = situation.item_line(line.service_item_line_no);
    let group = machine.map_or("", |machine| machine.service_item_group_code.as_str());
    named([
        (table, line.no.as_str()),
        (DimensionTable::ServiceItem, line.service_item_no.as_str()),
        (DimensionTable::ServiceItemGroup, group),
    ])
}

fn named<'r>(records: impl IntoIterator<Item = (DimensionTable, &'r str)>) -> Records<'r> {
    records.into_iter().filter(|(_, no)| !no.is_empty()).collect()
}
