//! The company itself: what stands on its documents.

use crate::country_region::CountryRegion;
use base::{Code, Language, Memo, Percent, Result, Text, Zone};
use store::{Entity, Record, Tx, ZoneColumn, key};

/// The company's name, address, identifiers and bank, as documents show them.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "company_information", key(primary_key), audited)]
pub struct CompanyInformation {
    /// Always blank: a company has one such record.
    #[column(read_only)]
    pub primary_key: Code<10>,
    /// The name under which the company trades; documents show it at the head.
    pub name: Text<100>,
    /// The second line of the name.
    pub name_2: Text<50>,
    /// Street and number.
    pub address: Text<100>,
    /// The second line of the address.
    pub address_2: Text<50>,
    /// The postal code.
    pub post_code: Code<20>,
    /// The town.
    pub city: Text<50>,
    /// The region, where postal addresses want it.
    pub county: Text<30>,
    /// The country or region.
    #[column(relation = "country_region")]
    pub country_region_code: Code<10>,
    /// The person whom customers ask for.
    pub contact_person: Text<50>,
    /// The telephone number.
    pub phone_no: Text<30>,
    /// The e-mail address.
    pub email: Text<80>,
    /// The address of the web site.
    pub home_page: Text<80>,
    /// The number under which the company is registered for value added tax; invoices show it.
    pub vat_registration_no: Text<20>,
    /// The number in the trade register.
    pub registration_no: Text<50>,
    /// The lines that the law wants on every document: legal form, capital, register, court.
    pub legal_lines: Memo,
    /// The yearly interest for late payment in percent, as invoices tell it where the law wants that.
    /// 0 is the rate of the law.
    pub late_interest_percent: Percent,
    /// Whether the company pays value added tax when it invoices instead of when it is paid; invoices
    /// say so.
    pub vat_on_debits: bool,
    /// The bank that receives payments.
    pub bank_name: Text<100>,
    /// The international number of the bank account; invoices show it.
    pub iban: Code<50>,
    /// The international code of the bank; invoices show it.
    pub swift_code: Code<20>,
    /// The main location of the company, for information; documents take that of the customer or
    /// responsibility center.
    #[column(relation = "location")]
    pub location_code: Code<10>,
    /// The main responsibility center of the company, for information; documents take that of the
    /// user or customer.
    #[column(relation = "responsibility_center")]
    pub responsibility_center: Code<10>,
    /// The calendar of the company's working days.
    #[column(relation = "base_calendar")]
    pub base_calendar_code: Code<10>,
    /// The time zone of the company, such as Europe/Paris: what date and time it is there, and how
    /// moments are shown. Blank is the zone of the machine.
    pub time_zone: Text<40>,
    /// The language of what is written into the books, such as FR, whoever writes it. Blank is that
    /// of the country where it has one of ours; elsewhere everybody writes in their own.
    pub language_code: Code<10>,
    /// The logo on documents: a PNG, JPEG or SVG image, in base64 in the API.
    pub picture: Memo,
    /// Counts the changes of the record.
    pub version: i64,
}

impl Entity for CompanyInformation {
    const COLLECTION: &'static str = "companyInformation";
    const SINGLETON: bool = true;

    /// A new company is where the machine is.
    fn begin(&mut self, tx: &mut Tx) -> Result<()> {
        self.time_zone = Text::cut(tx.actor().zone.name());
        Ok(())
    }

    fn enter(&mut self, _: &mut Tx, column: &'static str, _: &Self) -> Result<()> {
        if column == ZONE.column && !self.time_zone.is_empty() {
            self.time_zone = Text::parse(Zone::named(&self.time_zone)?.name())?;
        }
        Ok(())
    }
}

impl CompanyInformation {
    /// The language of what is written into the books; `own` is that of who writes.
    #[must_use]
    pub fn language(&self, own: Language) -> Language {
        if !self.language_code.is_empty() {
            return Language::from_tag(&self.language_code);
        }
        match self.country_region_code.as_str() {
            "FR" | "MC" | "GP" | "MQ" | "GF" | "RE" | "YT" | "PM" | "PF" | "NC" => Language::Fr,
            "GB" | "UK" | "IE" | "US" | "AU" | "NZ" => Language::En,
            _ => own,
        }
    }
}

/// The language of what is written into the books of the company.
///
/// # Errors
/// When the database fails.
pub fn language_of_books(tx: &mut Tx) -> Result<Language> {
    let own = tx.actor().language;
    let company: Option<CompanyInformation> = tx.get(key![""])?;
    Ok(company.map_or(own, |company| company.language(own)))
}

/// Where a company's database keeps its time zone.
pub const ZONE: ZoneColumn = ZoneColumn { table: "company_information", column: "time_zone" };

/// The two-letter code of a country, which is its own where it names none.
///
/// # Errors
/// When the database fails.
pub fn iso_of(tx: &mut Tx, country: &Code<10>) -> Result<String> {
    let found: Option<CountryRegion> = tx.get(key![country])?;
    let iso = found.map(|country| country.iso_code.to_string()).filter(|iso| !iso.is_empty());
    Ok(iso.unwrap_or_else(|| country.to_string()))
}

pub mod law;

#[cfg(test)]
mod tests;
