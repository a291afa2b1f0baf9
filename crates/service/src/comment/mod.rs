//! Comments on service documents: general ones, and ones about a machine.

mod rules;

use base::{Code, Date, Text};
use store::{Options, Record};

pub use rules::{copy_to, delete_all, delete_of_item_line};

/// The kind of document a comment stands on.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CommentDocument {
    /// A service order.
    #[default]
    Order,
    /// A service invoice that is not posted.
    Invoice,
    /// A posted service shipment.
    PostedShipment,
    /// A posted service invoice.
    PostedInvoice,
}

/// What a comment is about.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CommentType {
    /// The document.
    #[default]
    General,
    /// The fault of a machine.
    Fault,
    /// How the fault was put right.
    Resolution,
    /// What came with a machine.
    Accessory,
    /// A machine, not for the customer.
    Internal,
}

/// A line of comment on a service document.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(
    table = "service_comment_line",
    key(document_type, document_no, line_no),
    kinds = crate::order::COMMENTED,
    index(document_type, document_no, service_item_line_no)
)]
pub struct ServiceCommentLine {
    /// The type of the document.
    pub document_type: CommentDocument,
    /// The number of the document.
    pub document_no: Code<20>,
    /// Orders the comments of the document.
    pub line_no: i64,
    /// What the comment is about.
    pub r#type: CommentType,
    /// The line of the machine that the comment is about; 0 for the document.
    pub service_item_line_no: i64,
    /// The day of the comment.
    pub date: Option<Date>,
    /// The comment.
    pub comment: Text<80>,
    /// Counts the changes of the record.
    pub version: i64,
}
