//! Documents on paper: plain data and a template in, a PDF out.
//!
//! A template is [Typst](https://typst.app) markup. It reads the data of the document with
//! `json("/data.json")`, the shared parts with `import "/common.typ": *` and the company's logo as
//! `/logo`. It reaches nothing else: no other file, no network, no clock. The standard templates
//! are in `templates/`; a company can replace each of them.

mod sample;
pub mod sheet;
pub mod table;
pub mod typesetter;
mod world;

use std::fmt;

use serde_json::Value as Json;
use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::{Datetime, Smart};
use typst::{WorldExt, comemo};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

pub use sample::sample;
use world::Desk;

/// A document that the program prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Report {
    /// What the customer ordered, to be signed.
    ServiceOrder,
    /// What was delivered and done.
    ServiceShipment,
    /// What the customer has to pay.
    ServiceInvoice,
}

impl Report {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::ServiceOrder, Self::ServiceShipment, Self::ServiceInvoice];

    /// The name in addresses and layouts.
    pub fn name(self) -> &'static str {
        match self {
            Self::ServiceOrder => "serviceOrder",
            Self::ServiceShipment => "serviceShipment",
            Self::ServiceInvoice => "serviceInvoice",
        }
    }

    /// The report of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|report| report.name() == name)
    }

    /// The template that the program brings.
    pub fn standard_template(self) -> &'static str {
        match self {
            Self::ServiceOrder => include_str!("../templates/service-order.typ"),
            Self::ServiceShipment => include_str!("../templates/service-shipment.typ"),
            Self::ServiceInvoice => include_str!("../templates/service-invoice.typ"),
        }
    }
}

/// What is put on paper.
#[derive(Clone, Debug)]
pub struct Paper<'p> {
    /// The template.
    pub template: &'p str,
    /// The data of the document; see [`sample`] for its shape.
    pub data: &'p Json,
    /// The company's logo: PNG, JPEG or SVG.
    pub logo: Option<&'p [u8]>,
}

/// Why a template gave no document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateError {
    /// Line of the template, from 1; 0 when the place is outside of it.
    pub line: usize,
    /// What is wrong there.
    pub message: String,
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for TemplateError {}

/// How many documents what was laid out is remembered, so that the next one of the same kind is
/// quick and memory stays small.
const REMEMBERED: usize = 5;

/// The document as a PDF/A-3 file.
///
/// # Errors
/// What is wrong with the template or the logo.
pub fn pdf(paper: &Paper<'_>) -> Result<Vec<u8>, TemplateError> {
    let desk = Desk::new(paper.template, paper.data, paper.logo);
    let Warned { output, .. } = typst::compile::<PagedDocument>(&desk);
    let file = output.and_then(|document| {
        let standards =
            PdfStandards::new(&[PdfStandard::A_3b]).expect("one standard is no conflict");
        let options = PdfOptions {
            ident: Smart::Custom(desk.fingerprint()),
            creator: Smart::Custom(Some("Fieldwright".to_owned())),
            standards,
            timestamp: moment(paper.data),
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&document, &options)
    });
    comemo::evict(REMEMBERED);
    file.map_err(|problems| explain(&desk, problems.as_slice()))
}

/// The day of the document as the moment of the file, which the standard wants; a template need not
/// say it.
fn moment(data: &Json) -> Option<Timestamp> {
    let part = |at: usize| data["date"][at].as_i64();
    let year = i32::try_from(part(0)?).ok()?;
    let (month, day) = (u8::try_from(part(1)?).ok()?, u8::try_from(part(2)?).ok()?);
    Datetime::from_ymd_hms(year, month, day, 0, 0, 0).map(Timestamp::new_utc)
}

fn explain(desk: &Desk, problems: &[SourceDiagnostic]) -> TemplateError {
    let Some(first) = problems.first() else {
        return TemplateError { line: 0, message: "no document".to_owned() };
    };
    let line = desk.range(first.span).map_or(0, |range| desk.line_at(range.start));
    let mut message = first.message.to_string();
    for hint in &first.hints {
        message.push_str(". ");
        message.push_str(&hint.v);
    }
    TemplateError { line, message }
}

#[cfg(test)]
mod tests {
    use super::typesetter::{Typesetter, Unprinted};
    use super::*;

    #[test]
    fn standard_templates_print() {
        for report in Report::ALL {
            let data = sample(report);
            let template = report.standard_template();
            let file = pdf(&Paper { template, data: &data, logo: None });
            let file = file.unwrap_or_else(|error| panic!("{report:?}: {error}"));
            assert!(file.starts_with(b"%PDF-"), "{report:?}");
            if let Ok(folder) = std::env::var("FIELDWRIGHT_PRINT_TO") {
                let path = format!("{folder}/{}.pdf", report.name());
                std::fs::write(path, &file).expect("the folder can be written");
            }
        }
    }

    #[test]
    fn a_logo_is_printed_and_a_broken_one_is_named() {
        let logo = br##"<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10" fill="#0b6870"/></svg>"##;
        let data = sample(Report::ServiceInvoice);
        let template = Report::ServiceInvoice.standard_template();
        let with_logo = |logo: &[u8]| pdf(&Paper { template, data: &data, logo: Some(logo) });
        assert!(with_logo(logo).is_ok());
        assert!(with_logo(b"no picture").is_err());
    }

    #[test]
    fn mistakes_are_named_by_line() {
        let check = |template: &str| Typesetter::default().check(Report::ServiceInvoice, template);
        let error = check("= Title\n\n#unknown-thing()\n");
        let Err(Unprinted::Mistake(error)) = error else { panic!("an unknown name") };
        assert_eq!(error.line, 3, "{error}");
        for reaching in
            ["#read(\"/etc/passwd\")", "#import \"@preview/a:1.0.0\"", "#image(\"../x.png\")"]
        {
            assert!(check(reaching).is_err(), "{reaching}");
        }
    }

    #[test]
    fn a_template_has_no_bibliography() {
        for place in ["", "std."] {
            let titles = r#"bibliography(bytes("a:\n  type: Book\n  title: A\n"))"#;
            let template = format!("#{place}{titles}");
            let checked = Typesetter::default().check(Report::ServiceInvoice, &template);
            let Err(Unprinted::Mistake(error)) = checked else { panic!("there is none") };
            assert!(error.to_string().contains("none"), "{error}");
        }
    }
}
