//! What the papers have in common: the same blocks in the same order, whatever the document is.

use base::{Date, Language, Result};
use serde_json::{Map, Value as Json, json};
use store::{Tx, key};

use super::labels::{self, Address, file_date, heads, label};
use super::layout::{ReportName, TextPosition};
use super::lines::{Printed, Units, line};
use super::sums::{Money, Summand, sums};
use super::{company_block, texts_at};
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
    /// The lines.
    pub lines: Vec<Printed<'d>>,
    /// What was said about the work as a whole.
    pub comment: &'d str,
    /// What the lines add up to; nothing on a paper without amounts.
    pub sums: Option<(Money, Vec<Summand>)>,
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
        let mut units = Units::default();
        let mut lines = Vec::new();
        for printed in &self.lines {
            lines.extend(line(tx, language, &mut units, printed)?);
        }
        let mut machines = Vec::new();
        for machine in &self.machines {
            machines.push(machine.data(tx, language)?);
        }
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
        if let Some((money, summands)) = self.sums {
            let (rows, total) = sums(&money, &summands);
            put("sums", rows.into());
            put("total", total);
        }
        if let Some(payment) = self.payment {
            put("payment", payment);
        }
        Ok(data)
    }
}

/// A serviced machine.
pub struct Machine<'d> {
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
pub fn addressee(language: Language, role: &str, address: &Address<'_>, note: &str) -> Json {
    json!({"label": label(language, role), "lines": address.stacked(), "note": note})
}

/// Another party, in short.
pub fn place(language: Language, role: &str, address: &Address<'_>) -> Json {
    json!({"label": label(language, role), "lines": address.short()})
}

/// Name and address of a party: name, more of it, contact, street, more of it, post code, city.
macro_rules! address {
    ($header:expr, [$($line:ident),+], $post_code:ident, $city:ident) => {
        $crate::print::labels::Address {
            lines: [$(&$header.$line),+],
            place: [&$header.$post_code, &$header.$city],
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
            ship_to_city
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
            city
        )
    };
}

/// A serviced machine, which orders and shipments describe by the same fields.
macro_rules! machine {
    ($line:expr) => {
        $crate::print::paper::Machine {
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
    ($line:expr, $amount:expr) => {
        $crate::print::lines::Printed {
            kind: $line.r#type,
            no: &$line.no,
            description: [&$line.description, &$line.description_2],
            quantity: $line.quantity,
            unit: &$line.unit_of_measure_code,
            unit_price: $line.unit_price,
            discount_percent: $line.line_discount_percent,
            amount: $amount,
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

pub(super) use {address, customer, machine, printed, ship_to, summand};
