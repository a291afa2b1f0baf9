//! The company itself: what stands on its documents.

use base::{Code, Memo, Text};
use store::{Entity, Record};

/// The company's name, address, identifiers and bank, as documents show them.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "company_information", key(primary_key), audited)]
pub struct CompanyInformation {
    /// Always blank: there is one such record.
    #[column(read_only)]
    pub primary_key: Code<10>,
    /// The name under which the company trades.
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
    /// The region, as the post office wants it.
    pub county: Text<30>,
    /// The country.
    #[column(relation = "country_region")]
    pub country_region_code: Code<10>,
    /// Whom customers ask for.
    pub contact_person: Text<50>,
    /// The telephone number.
    pub phone_no: Text<30>,
    /// The e-mail address.
    pub email: Text<80>,
    /// The address of the web site.
    pub home_page: Text<80>,
    /// The number under which the company is registered for value added tax.
    pub vat_registration_no: Text<20>,
    /// The number in the trade register.
    pub registration_no: Text<50>,
    /// Lines that the law wants on every document: legal form, capital, register, court.
    pub legal_lines: Memo,
    /// The bank that receives payments.
    pub bank_name: Text<100>,
    /// The international number of the bank account.
    pub iban: Code<50>,
    /// The international code of the bank.
    pub swift_code: Code<20>,
    /// The location that lines get when nothing nearer names one.
    #[column(relation = "location")]
    pub location_code: Code<10>,
    /// The responsibility center that documents get when nothing nearer names one.
    #[column(relation = "responsibility_center")]
    pub responsibility_center: Code<10>,
    /// The calendar of the company's working days.
    #[column(relation = "base_calendar")]
    pub base_calendar_code: Code<10>,
    /// The logo on documents: a PNG, JPEG or SVG image in base64.
    pub picture: Memo,
    /// Counts the changes of the record.
    pub version: i64,
}

impl Entity for CompanyInformation {
    const COLLECTION: &'static str = "companyInformation";
    const SINGLETON: bool = true;
}
