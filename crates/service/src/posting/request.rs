//! What is asked for when a document is posted.

use base::{Code, Date, Refusal, refuse};

/// What a posting does with the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostingOption {
    /// Delivers what is to be shipped; it is invoiced later.
    Ship,
    /// Invoices what was shipped earlier.
    Invoice,
    /// Delivers and invoices at once.
    ShipAndInvoice,
    /// Delivers without charging for it.
    ShipAndConsume,
}

impl PostingOption {
    /// All of them, in the order a person is offered them.
    pub const ALL: [Self; 4] =
        [Self::Ship, Self::Invoice, Self::ShipAndInvoice, Self::ShipAndConsume];

    /// The name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ship => "ship",
            Self::Invoice => "invoice",
            Self::ShipAndInvoice => "shipAndInvoice",
            Self::ShipAndConsume => "shipAndConsume",
        }
    }

    /// From the name in the API.
    ///
    /// # Errors
    /// Refuses what is none of the four.
    pub fn named(name: &str) -> Result<Self, Refusal> {
        Self::ALL.into_iter().find(|option| option.name() == name).ok_or_else(|| {
            let choices = Self::ALL.map(Self::name).join(", ");
            refuse!("value.option.unknown", value = name, choices = choices).field("option")
        })
    }

    /// Whether something is delivered.
    pub fn ships(self) -> bool {
        self != Self::Invoice
    }

    /// Whether something is invoiced.
    pub fn invoices(self) -> bool {
        matches!(self, Self::Invoice | Self::ShipAndInvoice)
    }

    /// Whether what is delivered is given away.
    pub fn consumes(self) -> bool {
        self == Self::ShipAndConsume
    }
}

/// A request to post a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// What to do. An invoice is always shipped and invoiced.
    pub option: PostingOption,
    /// The only lines to post, by line number; nothing means the whole document. Selected lines
    /// are used on their own posting date.
    pub lines: Option<Vec<i64>>,
    /// Another posting date for the document and its lines.
    pub posting_date: Option<Date>,
    /// Another document date, which decides when payment is due.
    pub document_date: Option<Date>,
}

impl Request {
    /// The whole document as it stands.
    pub fn new(option: PostingOption) -> Self {
        Self { option, lines: None, posting_date: None, document_date: None }
    }

    /// Only these lines.
    #[must_use]
    pub fn lines(mut self, line_nos: impl IntoIterator<Item = i64>) -> Self {
        self.lines = Some(line_nos.into_iter().collect());
        self
    }

    /// Whether this line takes part.
    pub fn selects(&self, line_no: i64) -> bool {
        self.lines.as_ref().is_none_or(|lines| lines.contains(&line_no))
    }
}

/// The numbers of the documents that a posting makes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Number of the posted shipment.
    pub shipment: Code<20>,
    /// Number of the posted invoice.
    pub invoice: Code<20>,
}

impl Numbers {
    /// What entries carry until the numbers are taken.
    pub fn placeholders() -> Self {
        Self { shipment: Code::new("***SHIPMENT"), invoice: Code::new("***INVOICE") }
    }

    /// What a preview shows instead of numbers that are not taken yet.
    pub fn unknown() -> Self {
        Self { shipment: Code::new("***"), invoice: Code::new("***") }
    }
}
