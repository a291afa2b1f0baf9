//! Lines as they are printed.

use std::collections::BTreeMap;

use base::{Amount, Percent, Quantity, Result, UnitPrice};
use books::item::UnitOfMeasure;
use serde_json::{Value as Json, json};
use store::{Tx, key};

use super::sums::{Money, discount, rate};
use crate::line::LineType;

/// A line of any document.
pub struct Printed<'l> {
    /// What the line is about.
    pub kind: LineType,
    /// The line of the machine that it is about; 0 for none.
    pub machine: i64,
    /// Number of the item, resource or cost.
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
    /// The rate of value added tax that the customer is charged.
    pub vat_percent: Percent,
    /// Amount of the line.
    pub amount: Amount,
}

impl Printed<'_> {
    /// The machine of a line: a text without one belongs to the line before it.
    pub fn machine_after(&self, before: i64) -> i64 {
        if self.kind == LineType::Text && self.machine == 0 { before } else { self.machine }
    }

    /// The same for somebody who does not see prices.
    pub fn without_price(self) -> Self {
        Self { unit_price: UnitPrice::ZERO, discount_percent: Percent::ZERO, ..self }
    }
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
    money: &Money,
    units: &mut Units,
    line: &Printed<'_>,
) -> Result<Option<Json>> {
    let language = money.language;
    let [description, more] = line.description;
    if line.kind == LineType::Text {
        let text = json!({
            "kind": "text", "no": "", "description": description, "more": more,
            "quantity": "", "unit": "", "unitPrice": "", "discount": "", "vat": "", "amount": "",
        });
        return Ok((!description.is_empty()).then_some(text));
    }
    if line.quantity.is_zero() {
        return Ok(None);
    }
    Ok(Some(json!({
        "kind": line.kind.name(),
        "no": line.no,
        "description": description,
        "more": more,
        "quantity": texts::quantity(language, line.quantity),
        "unit": units.name(tx, line.unit)?,
        "unitPrice": money.price(line.unit_price),
        "discount": discount(language, line.discount_percent),
        "vat": rate(language, line.vat_percent),
        "amount": money.bare(line.amount),
    })))
}
