//! What a company changes about its papers: templates and texts.

use base::{Code, Memo};
use store::{Entity, Options, Record};

/// A document that is printed.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ReportName {
    /// The service order.
    #[default]
    ServiceOrder,
    /// The posted service shipment.
    ServiceShipment,
    /// The posted service invoice.
    ServiceInvoice,
}

/// The company's own template of a report.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "report_layout", key(report), audited)]
pub struct ReportLayout {
    /// The document that the template prints.
    pub report: ReportName,
    /// The template in Typst markup; blank for the standard template.
    pub layout: Memo,
    /// Counts the changes of the record.
    #[column(read_only)]
    pub version: i64,
}

impl Entity for ReportLayout {
    const COLLECTION: &'static str = "reportLayouts";
}

/// Where a text stands on the paper.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TextPosition {
    /// Before the lines.
    #[default]
    Introduction,
    /// After the totals.
    Closing,
}

/// A text of the company on a report, in one language.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "report_text", key(report, language_code, position), audited)]
pub struct ReportText {
    /// The document that the text is printed on.
    pub report: ReportName,
    /// The language of the documents that get the text: EN or FR.
    pub language_code: Code<10>,
    /// Where the text stands on the paper: at the beginning or at the end.
    pub position: TextPosition,
    /// The text; each line is a paragraph.
    pub text: Memo,
    /// Counts the changes of the record.
    #[column(read_only)]
    pub version: i64,
}

impl Entity for ReportText {
    const COLLECTION: &'static str = "reportTexts";
}
