//! Captions and blocks that reports share.

use base::{Date, Language};
use serde_json::{Value as Json, json};
use texts::plain;

use super::join;

/// The caption of this name in the language.
pub fn label(language: Language, name: &str) -> String {
    plain(language, &format!("print-{name}"))
}

/// The captions of tables.
pub fn heads(language: Language, prices_including_vat: bool) -> Json {
    let of = |name| label(language, name);
    let (price, amount) = if prices_including_vat {
        (of("unit-price-including-vat"), of("amount-including-vat"))
    } else {
        (of("unit-price"), of("amount"))
    };
    json!({
        "no": of("no"), "description": of("description"), "quantity": of("quantity"),
        "unit": of("unit"), "unitPrice": price, "discount": of("discount"), "vat": of("vat"), "amount": amount,
        "machine": of("machine"), "serialNo": of("serial-no"), "fault": of("fault"),
        "status": of("status"), "warranty": of("warranty"), "signature": of("signature"),
    })
}

/// The words of the page number.
pub fn page(language: Language) -> Json {
    json!({"label": label(language, "page"), "of": label(language, "page-of")})
}

/// A caption with its value; nothing for a blank value.
pub fn fact(language: Language, name: &str, value: &str, strong: bool) -> Option<Json> {
    (!value.is_empty())
        .then(|| json!({"label": label(language, name), "value": value, "strong": strong}))
}

/// A date as it is printed; blank for none.
pub fn day(language: Language, date: Option<Date>) -> String {
    date.map(|date| texts::date(language, date)).unwrap_or_default()
}

/// The date of the file.
pub fn file_date(date: Option<Date>) -> Json {
    let date = date.unwrap_or_else(|| Date::constant(2000, 1, 1));
    json!([date.year(), date.month(), date.day()])
}

/// A name and address.
pub struct Address<'a> {
    /// Name, more of the name, contact, street, more of the street.
    pub lines: [&'a str; 5],
    /// Post code and city.
    pub place: [&'a str; 2],
    /// County and country.
    pub country: [&'a str; 2],
}

impl Address<'_> {
    /// One line below the other, with what an address abroad has below.
    pub fn stacked(&self, abroad: &[String]) -> Vec<String> {
        let place = join(&self.place, " ");
        let lines = self.lines.iter().map(|line| (*line).to_owned()).chain([place]);
        lines.chain(abroad.iter().cloned()).filter(|line| !line.is_empty()).collect()
    }

    /// The name, and the rest in one line.
    pub fn short(&self, abroad: &[String]) -> Vec<String> {
        let [name, _, _, street, more] = self.lines;
        let place = join(&self.place, " ");
        let abroad = abroad.join(", ");
        let rest = join(&[street, more, &place, &abroad], ", ");
        [name.to_owned(), rest].into_iter().filter(|line| !line.is_empty()).collect()
    }
}
