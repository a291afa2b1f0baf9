//! Printing: from a document of the company to the data that a template puts on paper.
//!
//! The data is plain: every text is ready to print in the reader's language. Its shape is that of
//! `documents::sample`. A company can replace the template of a report ([`ReportLayout`]) and add
//! texts of its own before and after the lines ([`ReportText`]).

mod invoice;
mod labels;
mod law;
mod layout;
mod lines;
mod order;
mod paper;
mod shipment;
mod sums;
mod supply;
mod tax;

#[cfg(test)]
mod tests;

use base::{Code, Error, Language, Result};
use books::company::CompanyInformation;
use serde_json::{Value as Json, json};
use store::{Tx, key};

pub use layout::{ReportLayout, ReportName, ReportText, TextPosition};

/// A document ready for the printer.
#[derive(Clone, Debug, PartialEq)]
pub struct Printout {
    /// The report.
    pub report: ReportName,
    /// The data for the template.
    pub data: Json,
    /// The company's own template; blank for the standard one.
    pub template: String,
    /// The company's logo in base64; blank for none.
    pub logo: String,
}

impl Printout {
    /// A name for the file.
    pub fn file_name(&self) -> String {
        let number = self.data["number"].as_str().unwrap_or_default();
        let safe: String =
            number.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '_' }).collect();
        format!("{safe}.pdf")
    }
}

/// What a report says about a document. Without a language it is that of the customer, or else
/// that of the user.
///
/// # Errors
/// `NotFound` when there is no such document; `Forbidden` when the user may not read it.
pub fn printout(
    tx: &mut Tx,
    report: ReportName,
    no: &Code<20>,
    language: Option<Language>,
) -> Result<Printout> {
    let data = match report {
        ReportName::ServiceOrder => order::data(tx, no, language)?,
        ReportName::ServiceShipment => shipment::data(tx, no, language)?,
        ReportName::ServiceInvoice => invoice::data(tx, no, language)?,
    };
    let layout: Option<ReportLayout> = tx.get(key![report])?;
    let company = company(tx)?;
    Ok(Printout {
        report,
        data: Json::Object(data),
        template: layout.map(|layout| layout.layout.to_string()).unwrap_or_default(),
        logo: company.picture.to_string(),
    })
}

fn company(tx: &mut Tx) -> Result<CompanyInformation> {
    Ok(tx.get(key![""])?.unwrap_or_default())
}

/// The language of a document.
fn language_of(tx: &Tx, wanted: Option<Language>, of_customer: &Code<10>) -> Language {
    wanted.unwrap_or_else(|| {
        if of_customer.is_empty() { tx.actor().language } else { Language::from_tag(of_customer) }
    })
}

fn missing(collection: &str, no: &Code<20>) -> Error {
    Error::NotFound { collection: collection.to_owned(), key: no.to_string() }
}

/// The company as it stands at the head and foot of the paper.
fn company_block(tx: &mut Tx) -> Result<Json> {
    let company = company(tx)?;
    let place = join(&[&company.post_code, &company.city], " ");
    let address = join(&[&company.address, &company.address_2, &place], ", ");
    let reach = join(&[&company.phone_no, &company.email, &company.home_page], " · ");
    let mut legal: Vec<String> = lines_of(&company.legal_lines);
    if legal.is_empty() {
        let own =
            join(&[&company.name, &company.registration_no, &company.vat_registration_no], " · ");
        legal.push(own);
    }
    let lines: Vec<String> = [address, reach].into_iter().filter(|line| !line.is_empty()).collect();
    Ok(json!({"name": company.name.as_str(), "lines": lines, "legal": legal}))
}

/// The company's own texts of a report at a position, in a language.
fn texts_at(
    tx: &mut Tx,
    report: ReportName,
    language: Language,
    position: TextPosition,
) -> Result<Vec<String>> {
    let code: Code<10> = Code::new(language.tag());
    let text: Option<ReportText> = tx.get(key![report, code, position])?;
    Ok(text.map(|text| lines_of(&text.text)).unwrap_or_default())
}

/// The parts that are not blank, with a separator between.
fn join(parts: &[&str], separator: &str) -> String {
    let filled: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    filled.join(separator)
}

fn lines_of(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}
