//! Letters that no font has: a paper would show a sign in their place, which somebody should know
//! before it is too late to write another one.

use base::{Refusal, refuse};
use store::{Record, Tx};

use super::situation::Situation;

/// What papers show of a document's head.
const OF_HEADER: &[&str] = &[
    "description",
    "name",
    "name_2",
    "address",
    "address_2",
    "post_code",
    "city",
    "county",
    "contact_name",
    "phone_no",
    "bill_to_name",
    "bill_to_name_2",
    "bill_to_address",
    "bill_to_address_2",
    "bill_to_post_code",
    "bill_to_city",
    "bill_to_county",
    "bill_to_contact",
    "ship_to_name",
    "ship_to_name_2",
    "ship_to_address",
    "ship_to_address_2",
    "ship_to_post_code",
    "ship_to_city",
    "ship_to_county",
    "ship_to_contact",
    "your_reference",
    "vat_registration_no",
];
/// What papers show of a line.
const OF_LINE: &[&str] = &["no", "description", "description_2", "unit_of_measure_code"];
/// What papers show of a machine.
const OF_MACHINE: &[&str] = &["service_item_no", "description", "serial_no"];

/// A text that goes on paper.
struct Written {
    line: Option<i64>,
    field: &'static str,
    text: String,
}

/// Warns of each text that a paper of the document could not show in full.
pub fn warnings(situation: &Situation) -> Vec<Refusal> {
    let mut all = written(&situation.header, None, OF_HEADER);
    for line in &situation.lines {
        all.extend(written(line, Some(line.line_no), OF_LINE));
    }
    for item in &situation.item_lines {
        all.extend(written(item, Some(item.line_no), OF_MACHINE));
    }
    let missing = documents::fonts::missing(all.iter().map(|written| written.text.as_str()));
    if missing.is_empty() {
        return Vec::new();
    }
    let told = all.iter().filter_map(|written| {
        let letters: std::collections::BTreeSet<char> =
            written.text.chars().filter(|letter| missing.contains(letter)).collect();
        let named: Vec<String> =
            letters.iter().map(|letter| format!("U+{:04X}", u32::from(*letter))).collect();
        let (letters, text) = (named.join(", "), written.text.as_str());
        (!named.is_empty()).then(|| {
            let refusal = refuse!("posting.warning.letters", letters = letters, text = text);
            written.line.into_iter().fold(refusal.field(written.field), Refusal::line)
        })
    });
    told.collect()
}

/// Tells the user of them.
pub fn warn(tx: &mut Tx, situation: &Situation) {
    for warning in warnings(situation) {
        tx.inform("posting.letters", warning.args);
    }
}

fn written<R: Record>(record: &R, line: Option<i64>, names: &[&str]) -> Vec<Written> {
    let columns = R::table().columns.iter().enumerate();
    let printed = columns.filter(|(_, column)| names.contains(&column.name));
    printed
        .map(|(at, column)| Written {
            line,
            field: column.json,
            text: record.value(at).into_text(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line::ServiceLine;
    use crate::order::{ServiceHeader, ServiceItemLine};

    #[test]
    fn what_papers_show_is_there() {
        assert_eq!(written(&ServiceHeader::default(), None, OF_HEADER).len(), OF_HEADER.len());
        assert_eq!(written(&ServiceLine::default(), None, OF_LINE).len(), OF_LINE.len());
        let machine = written(&ServiceItemLine::default(), None, OF_MACHINE);
        assert_eq!(machine.len(), OF_MACHINE.len());
    }

    #[test]
    fn texts_with_letters_that_no_font_has_are_named() {
        let line = ServiceLine { line_no: 10_000, ..ServiceLine::default() };
        let mut situation = Situation { lines: vec![line], ..Situation::default() };
        situation.header.name = base::Text::cut("شركة القهوة ☕");
        assert!(warnings(&situation).is_empty());
        situation.header.bill_to_city = base::Text::cut("Grenoble \u{10ffff}");
        situation.lines[0].description = base::Text::cut("CO₂ \u{e000}");
        let found = warnings(&situation);
        let told: Vec<_> = found.iter().map(|w| (w.field.as_deref(), w.line)).collect();
        let line = situation.lines[0].line_no;
        assert_eq!(told, [(Some("billToCity"), None), (Some("description"), Some(line))]);
    }
}
