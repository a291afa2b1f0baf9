//! Lines as they are printed.

use std::collections::BTreeMap;

use base::{Amount, Language, Percent, Quantity, Result, UnitPrice};
use books::item::UnitOfMeasure;
use serde_json::{Value as Json, json};
use store::{Tx, key};

use super::sums::discount;
use crate::line::LineType;

/// A line of any document.
pub struct Printed<'l> {
    /// What the line is about.
    pub kind: LineType,
    /// Number of the item; other numbers are not printed.
    pub no: &'l str,
    /// Description, and more of it.
    pub description: [&'l str; 2],
    /// How many.
    pub quantity: Quantity,
    /// Unit of measure.
    pub unit: &'l str,
    /// Price of one.
    pub unit_price: UnitPrice,
    /// Discount on the line.
    pub discount_percent: Percent,
    /// Amount of the line.
    pub amount: Amount,
}

/// Names units of measure, reading each once.
#[derive(Default)]
pub struct Units(BTreeMap<String, String>);

impl Units {
    /// The name of a unit; its code when it has none.
    pub fn name(&mut self, tx: &mut Tx, code: &str) -> Result<String> {
        if let Some(name) = self.0.get(code) {
            return Ok(name.clone());
        }
        let unit: Option<UnitOfMeasure> = tx.get(key![code])?;
        let name = unit.map(|unit| unit.description.to_string()).filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| code.to_owned());
        self.0.insert(code.to_owned(), name.clone());
        Ok(name)
    }
}

/// The line for the template; nothing for a line without text and quantity.
pub fn line(
    tx: &mut Tx,
    language: Language,
    units: &mut Units,
    line: &Printed<'_>,
) -> Result<Option<Json>> {
    let [description, more] = line.description;
    if line.kind == LineType::Text {
        let text = json!({
            "kind": "text", "no": "", "description": description, "more": more,
            "quantity": "", "unit": "", "unitPrice": "", "discount": "", "amount": "",
        });
        return Ok((!description.is_empty()).then_some(text));
    }
    if line.quantity.is_zero() {
        return Ok(None);
    }
    let no = if line.kind == LineType::Item { line.no } else { "" };
    Ok(Some(json!({
        "kind": line.kind.name(),
        "no": no,
        "description": description,
        "more": more,
        "quantity": texts::quantity(language, line.quantity),
        "unit": units.name(tx, line.unit)?,
        "unitPrice": texts::unit_price(language, line.unit_price),
        "discount": discount(language, line.discount_percent),
        "amount": texts::amount(language, line.amount),
    })))
}
