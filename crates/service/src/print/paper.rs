//! What the papers have in common: the same blocks in the same order, whatever the document is.

use base::{Date, Language, Result};
use books::country_region::CountryRegion;
use serde_json::{Map, Value as Json, json};
use store::{Tx, key};

use super::labels::{self, Address, file_date, heads, label};
use super::layout::{ReportName, TextPosition};
use super::lines::{Printed, Units, line};
use super::sums::{Money, Summand, sums};
use super::{company, company_block, texts_at};
use crate::fault::FaultCode;
use crate::repair_status::RepairStatus;

/// A document as it goes on paper.
pub struct Paper<'d> {
    /// The name of the document's kind in the catalogue.
    pub title: &'static str,
    /// The document's number.
    pub number: &'d str,
    /// Its date.
    pub date: Option<Date>,
    /// Who it is addressed to.
    pub addressee: Json,
    /// Other parties and what the work was on.
    pub places: Vec<Json>,
    /// Captions with values; what is blank is left out.
    pub facts: Vec<Option<Json>>,
    /// The serviced machines.
    pub machines: Vec<Machine<'d>>,
    /// Whether prices and amounts of lines include value added tax.
    pub prices_including_vat: bool,
    /// How money is written.
    pub money: Money,
    /// The lines.
    pub lines: Vec<Printed<'d>>,
    /// What was said about the work as a whole.
    pub comment: &'d str,
    /// What the lines add up to; nothing on a paper without amounts.
    pub sums: Option<Vec<Summand>>,
    /// What has to be said about the tax, below the sums.
    pub notes: Vec<String>,
    /// How to pay.
    pub payment: Option<Json>,
}

impl Paper<'_> {
    /// The data for the template, with the company, its own texts and the captions.
    ///
    /// # Errors
    /// When the database fails.
    pub fn data(
        self,
        tx: &mut Tx,
        report: ReportName,
        language: Language,
    ) -> Result<Map<String, Json>> {
        let mut machines = Vec::new();
        for machine in &self.machines {
            machines.push(machine.data(tx, language)?);
        }
        let lines = self.grouped(tx, &machines)?;
        let comments: Vec<&str> =
            [self.comment].into_iter().filter(|text| !text.is_empty()).collect();
        let facts: Vec<Json> = self.facts.into_iter().flatten().collect();
        let introduction = texts_at(tx, report, language, TextPosition::Introduction)?;
        let closing = texts_at(tx, report, language, TextPosition::Closing)?;
        let mut data = Map::new();
        let mut put = |name: &str, value: Json| data.insert(name.to_owned(), value);
        put("report", report.name().into());
        put("language", language.tag().into());
        put("company", company_block(tx)?);
        put("title", label(language, self.title).into());
        put("number", self.number.into());
        put("date", file_date(self.date));
        put("addressee", self.addressee);
        put("places", self.places.into());
        put("facts", facts.into());
        put("machines", machines.into());
        put("heads", heads(language, self.prices_including_vat));
        put("lines", lines.into());
        put("comments", comments.into());
        put("introduction", introduction.into());
        put("closing", closing.into());
        put("page", labels::page(language));
        if let Some(summands) = self.sums {
            let (rows, total) = sums(&self.money, &summands);
            put("sums", rows.into());
            put("total", total);
        }
        put("notes", self.notes.into());
        if let Some(payment) = self.payment {
            put("payment", payment);
        }
        Ok(data)
    }

    /// The lines by machine, each below one line that names it; first those that are about none.
    fn grouped(&self, tx: &mut Tx, machines: &[Json]) -> Result<Vec<Json>> {
        let mut units = Units::default();
        let mut groups: Vec<(i64, Vec<Json>)> = vec![(0, Vec::new())];
        groups.extend(self.machines.iter().map(|machine| (machine.line_no, Vec::new())));
        let mut before = 0;
        for printed in &self.lines {
            before = printed.machine_after(before);
            let Some(line) = line(tx, &self.money, &mut units, printed)? else { continue };
            match groups.iter_mut().find(|(machine, _)| *machine == before) {
                Some((_, lines)) => lines.push(line),
                None => groups.push((before, vec![line])),
            }
        }
        let mut all = Vec::new();
        for (line_no, lines) in groups {
            let at = self.machines.iter().position(|machine| machine.line_no == line_no);
            all.extend(at.and_then(|at| machines.get(at)).map(|m| heading(self.money.language, m)));
            all.extend(lines);
        }
        Ok(all)
    }
}

/// The line that names a machine, once, before its lines.
fn heading(language: Language, machine: &Json) -> Json {
    let text = |name: &str| machine[name].as_str().unwrap_or_default();
    let details = [("serial-no", "serialNo"), ("fault", "fault"), ("status", "status")];
    let details =
        details.iter().filter(|(_, name)| !text(name).is_empty()).map(|(caption, name)| {
            let args = [("caption", label(language, caption).into()), ("value", text(name).into())];
            texts::text(language, "print-captioned", &args)
        });
    let warranty = (!text("warranty").is_empty()).then(|| label(language, "under-warranty"));
    let more = details.chain(warranty).collect::<Vec<_>>().join(" · ");
    json!({
        "kind": "machine", "no": text("no"), "description": text("item"), "more": more,
        "quantity": "", "unit": "", "unitPrice": "", "discount": "", "vat": "", "amount": "",
    })
}

/// A serviced machine.
pub struct Machine<'d> {
    /// The number of its line, by which lines name it.
    pub line_no: i64,
    /// What it is.
    pub description: &'d str,
    /// Its serial number.
    pub serial_no: &'d str,
    /// Its number as a service item.
    pub no: &'d str,
    /// Area, symptom and code of the fault.
    pub fault: [&'d str; 3],
    /// The code of its repair status.
    pub repair_status: &'d str,
    /// Whether it is under warranty.
    pub warranty: bool,
}

impl Machine<'_> {
    /// The machine for the template: codes are the company's own, a customer reads what they mean.
    fn data(&self, tx: &mut Tx, language: Language) -> Result<Json> {
        let fault: Option<FaultCode> = tx.get(key![self.fault[0], self.fault[1], self.fault[2]])?;
        let status: Option<RepairStatus> = tx.get(key![self.repair_status])?;
        let fault = fault.map(|fault| fault.description.to_string());
        let status = status.map(|status| status.description.to_string());
        let warranty = if self.warranty { label(language, "yes") } else { String::new() };
        Ok(json!({
            "item": self.description, "serialNo": self.serial_no, "no": self.no,
            "fault": fault.filter(|text| !text.is_empty()).as_deref().unwrap_or(self.fault[2]),
            "status": status.filter(|text| !text.is_empty()).as_deref().unwrap_or(self.repair_status),
            "warranty": warranty,
        }))
    }
}

/// Who a paper is addressed to, with a note below the address.
///
/// # Errors
/// When the database fails.
pub fn addressee(
    tx: &mut Tx,
    language: Language,
    role: &str,
    address: &Address<'_>,
    note: &str,
) -> Result<Json> {
    let lines = address.stacked(&abroad(tx, address)?);
    Ok(json!({"label": label(language, role), "lines": lines, "note": note}))
}

/// Another party, in short.
///
/// # Errors
/// When the database fails.
pub fn place(tx: &mut Tx, language: Language, role: &str, address: &Address<'_>) -> Result<Json> {
    let lines = address.short(&abroad(tx, address)?);
    Ok(json!({"label": label(language, role), "lines": lines}))
}

/// County and country of an address in another country than the company's; nothing at home.
fn abroad(tx: &mut Tx, address: &Address<'_>) -> Result<Vec<String>> {
    let [county, code] = address.country;
    if code.is_empty() || company(tx)?.country_region_code == *code {
        return Ok(Vec::new());
    }
    let country: Option<CountryRegion> = tx.get(key![code])?;
    let name = country.map(|country| country.name.to_string()).filter(|name| !name.is_empty());
    let country = name.unwrap_or_else(|| code.to_owned()).to_uppercase();
    Ok([county.to_owned(), country].into_iter().filter(|line| !line.is_empty()).collect())
}

/// Name and address of a party: name, more of it, contact, street, more of it, post code, city,
/// county, country.
macro_rules! address {
    ($header:expr, [$($line:ident),+], $post_code:ident, $city:ident, $county:ident, $country:ident) => {
        $crate::print::labels::Address {
            lines: [$(&$header.$line),+],
            place: [&$header.$post_code, &$header.$city],
            country: [&$header.$county, &$header.$country],
        }
    };
}

/// Where the work is done, which every document header names alike.
macro_rules! ship_to {
    ($header:expr) => {
        $crate::print::paper::address!(
            $header,
            [ship_to_name, ship_to_name_2, ship_to_contact, ship_to_address, ship_to_address_2],
            ship_to_post_code,
            ship_to_city,
            ship_to_county,
            ship_to_country_region_code
        )
    };
}

/// The customer, which orders and shipments name alike.
macro_rules! customer {
    ($header:expr) => {
        $crate::print::paper::address!(
            $header,
            [name, name_2, contact_name, address, address_2],
            post_code,
            city,
            county,
            country_region_code
        )
    };
}

/// A serviced machine, which orders and shipments describe by the same fields.
macro_rules! machine {
    ($line:expr) => {
        $crate::print::paper::Machine {
            line_no: $line.line_no,
            description: &$line.description,
            serial_no: &$line.serial_no,
            no: &$line.service_item_no,
            fault: [&$line.fault_area_code, &$line.symptom_code, &$line.fault_code],
            repair_status: &$line.repair_status_code,
            warranty: $line.warranty,
        }
    };
}

/// A line as it is printed, which every document describes by the same fields.
macro_rules! printed {
    ($line:expr, $amount:expr, $vat:expr) => {
        $crate::print::lines::Printed {
            kind: $line.r#type,
            machine: $line.service_item_line_no,
            no: &$line.no,
            description: [&$line.description, &$line.description_2],
            quantity: $line.quantity,
            unit: &$line.unit_of_measure_code,
            unit_price: $line.unit_price,
            discount_percent: $line.line_discount_percent,
            vat_percent: $vat,
            amount: $amount,
        }
    };
}

/// The rate that the customer is charged for a line: none where he owes the tax himself.
macro_rules! charged {
    ($line:expr) => {
        if $line.vat_calculation_type == books::vat::VatCalculationType::ReverseChargeVat {
            base::Percent::ZERO
        } else {
            $line.vat_percent
        }
    };
}

/// What a line with amounts adds to the sums.
macro_rules! summand {
    ($line:expr) => {
        $crate::print::sums::Summand {
            line_amount: $line.line_amount,
            inv_discount: $line.inv_discount_amount,
            amount: $line.amount,
            including_vat: $line.amount_including_vat,
            base: $line.vat_base_amount,
            vat_percent: $line.vat_percent,
            reverse_charge: $line.vat_calculation_type
                == books::vat::VatCalculationType::ReverseChargeVat,
        }
    };
}

pub(super) use {address, charged, customer, machine, printed, ship_to, summand};
