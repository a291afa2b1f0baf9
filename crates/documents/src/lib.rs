//! Documents on paper: plain data and a template in, a PDF out.
//!
//! A template is [Typst](https://typst.app) markup. It reads the data of the document with
//! `json("/data.json")`, the shared parts with `import "/common.typ": *` and the company's logo as
//! `/logo`. It reaches nothing else: no other file, no network, no clock. The standard templates
//! are in `templates/`; a company can replace each of them.

pub mod fonts;
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

use fonts::{Prepared, prepare};
pub use sample::sample;
pub use world::COMMON;
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
    set(&prepare(paper))
}

/// Sets a paper whose fonts are chosen. What archives do not take, such as letters that do not fit
/// together in any font, still prints: as a file that does not say it is for archives.
fn set(paper: &Prepared<'_>) -> Result<Vec<u8>, TemplateError> {
    let desk = Desk::new(paper);
    let Warned { output, .. } = typst::compile::<PagedDocument>(&desk);
    let file = output.and_then(|document| {
        let options = |standards| PdfOptions {
            ident: Smart::Custom(desk.fingerprint()),
            creator: Smart::Custom(Some("Fieldwright".to_owned())),
            standards,
            timestamp: moment(&paper.data),
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&document, &options(archive()))
            .or_else(|_| typst_pdf::pdf(&document, &options(PdfStandards::default())))
    });
    comemo::evict(REMEMBERED);
    file.map_err(|problems| explain(&desk, problems.as_slice()))
}

fn archive() -> PdfStandards {
    PdfStandards::new(&[PdfStandard::A_3b]).expect("one standard is no conflict")
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
mod layout_tests;

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
    fn a_paper_always_prints() {
        let odd = [
            "CO₂ ⌀ ✓ ☐ ☕ 👍🏽 👩‍🔧 🇫🇷 ☕️",
            "شركة القهوة (Acme) 12، Rue é",
            "חברת קפה 12 בע״מ",
            "上海咖啡机有限公司 コーヒー 커피 กาแฟ",
            "\u{7}\u{0}\u{feff}\u{fffe}\u{ffff}\u{e000}\u{10ffff}\u{1f9ff}\u{e0041}\u{202e}abc",
            "a\u{300}\u{20e3}\u{0651} ا\u{300}\u{0303} ك\u{5b0} \u{94d}\u{e31}\u{302} \u{1100}\u{1161}\u{11a8}",
            "\u{2028}\u{2029}\u{85}\u{b}\u{c}\r\n\t",
            "\u{12000}\u{1d11e}\u{13000}\u{1f6fc}\u{2fa1d}",
        ];
        for report in Report::ALL {
            let mut data = sample(report);
            for (at, text) in odd.into_iter().enumerate() {
                data["lines"][at % 3]["description"] = text.into();
                data["addressee"]["lines"][0] = text.into();
                data["company"]["name"] = text.into();
                data["title"] = text.into();
                let template = report.standard_template();
                let file = pdf(&Paper { template, data: &data, logo: None });
                assert!(file.is_ok(), "{text:?}: {file:?}");
                let own = format!(
                    "#import \"/common.typ\": *\n= {}\n#json(\"/data.json\").title",
                    "ก ∰ \u{e000}"
                );
                assert!(
                    pdf(&Paper { template: &own, data: &data, logo: None }).is_ok(),
                    "{text:?}"
                );
            }
        }
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
