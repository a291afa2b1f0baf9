//! What can go wrong, in one closed set, and the refusals a person reads.
//!
//! A refusal is a stable dotted code with arguments; the text stands in the message catalogues
//! under `refusal-<code with dashes>`.

use std::fmt;

use crate::{Amount, Date, DateTime, Decimal, Percent, Quantity, Time, UnitPrice};

/// The result of everything that can be refused.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// One value inside a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// A text, shown as it is.
    Text(String),
    /// A number, shown in the reader's way of writing numbers.
    Number(Decimal),
    /// A date, shown in the reader's way of writing dates.
    Date(Date),
}

impl fmt::Display for Arg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => write!(f, "{}", number.normalize()),
            Self::Date(date) => write!(f, "{date}"),
        }
    }
}

macro_rules! arg_number {
    ($($kind:ty),*) => { $(impl From<$kind> for Arg {
        fn from(value: $kind) -> Self {
            Self::Number(value.dec())
        }
    })* };
}
macro_rules! arg_whole {
    ($($kind:ty),*) => { $(impl From<$kind> for Arg {
        fn from(value: $kind) -> Self {
            Self::Number(Decimal::from(value))
        }
    })* };
}
macro_rules! arg_text {
    ($($kind:ty),*) => { $(impl From<$kind> for Arg {
        fn from(value: $kind) -> Self {
            Self::Text(value.to_string())
        }
    })* };
}
arg_number!(Amount, UnitPrice, Quantity, Percent);
arg_whole!(i64, i32, usize, u32, u64);
arg_text!(&str, String, &String, Time, DateTime, char, crate::Memo);

impl From<Decimal> for Arg {
    fn from(value: Decimal) -> Self {
        Self::Number(value)
    }
}
impl From<Date> for Arg {
    fn from(value: Date) -> Self {
        Self::Date(value)
    }
}
impl<const N: usize> From<&crate::Code<N>> for Arg {
    fn from(value: &crate::Code<N>) -> Self {
        Self::Text(value.to_string())
    }
}
impl<const N: usize> From<crate::Code<N>> for Arg {
    fn from(value: crate::Code<N>) -> Self {
        Self::Text(value.to_string())
    }
}
impl<const N: usize> From<&crate::Text<N>> for Arg {
    fn from(value: &crate::Text<N>) -> Self {
        Self::Text(value.to_string())
    }
}
impl<const N: usize> From<crate::Text<N>> for Arg {
    fn from(value: crate::Text<N>) -> Self {
        Self::Text(value.to_string())
    }
}
impl<T: Into<Arg>> From<Option<T>> for Arg {
    fn from(value: Option<T>) -> Self {
        value.map_or_else(|| Self::Text(String::new()), Into::into)
    }
}

/// One thing that is wrong, with the place and what the text needs to say the way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Stable dotted code, such as `order.quantity.belowShipped`.
    pub code: &'static str,
    /// What the text mentions, by name.
    pub args: Vec<(&'static str, Arg)>,
    /// The JSON name of the field at fault.
    pub field: Option<String>,
    /// The line number at fault.
    pub line: Option<i64>,
    /// The document at fault, as people name it.
    pub document: Option<String>,
}

impl Refusal {
    /// A refusal with this stable code. Use [`refuse!`](crate::refuse!) instead.
    pub fn new(code: &'static str, args: Vec<(&'static str, Arg)>) -> Self {
        Self { code, args, field: None, line: None, document: None }
    }

    /// Names the field, by its JSON name.
    #[must_use]
    pub fn field(mut self, json_name: impl Into<String>) -> Self {
        self.field.get_or_insert(json_name.into());
        self
    }

    /// Names the line.
    #[must_use]
    pub fn line(mut self, line_no: i64) -> Self {
        self.line.get_or_insert(line_no);
        self
    }

    /// Names the document.
    #[must_use]
    pub fn document(mut self, name: impl Into<String>) -> Self {
        self.document.get_or_insert(name.into());
        self
    }
}

/// Makes a [`Refusal`]: `refuse!("order.quantity.belowShipped", shipped = quantity)`.
#[macro_export]
macro_rules! refuse {
    ($code:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::Refusal::new($code, vec![$((stringify!($name), $crate::Arg::from($value))),*])
    };
}

/// All that is wrong with a document, in the order a reader meets it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusals(pub Vec<Refusal>);

impl Refusals {
    /// Adds one more.
    pub fn push(&mut self, refusal: Refusal) {
        self.0.push(refusal);
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Nothing wrong, or all of them as an error.
    ///
    /// # Errors
    /// When at least one refusal was collected.
    pub fn into_result(self) -> Result<()> {
        if self.is_empty() { Ok(()) } else { Err(Error::Refused(self)) }
    }
}

/// A question that a person must answer before the act goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Stable dotted code, such as `order.changeCustomer`.
    pub code: &'static str,
    /// What the text mentions, by name.
    pub args: Vec<(&'static str, Arg)>,
    /// The answer taken when nobody can be asked.
    pub default_yes: bool,
}

/// Why something did not happen. Nothing has been changed when one of these comes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// A rule refuses a value.
    Refused(Refusals),
    /// The state of a record forbids the act.
    State(Refusals),
    /// There is no such record.
    NotFound {
        /// The collection asked, such as `customers`.
        collection: String,
        /// The key asked for.
        key: String,
    },
    /// What was sent cannot be understood.
    Malformed(Refusals),
    /// Somebody else saved the record first.
    Changed,
    /// A question must be answered first.
    Confirm(Question),
    /// The user may not do this.
    Forbidden(Refusal),
    /// Nothing is wrong with what was asked, but the machine has no room or no time for it now.
    NotNow(Refusal),
    /// The machine failed; the text is for the log, not for the user.
    Unavailable(String),
}

impl Error {
    /// The state of a record forbids the act.
    pub fn state(refusal: Refusal) -> Self {
        Self::State(Refusals(vec![refusal]))
    }

    /// What was sent cannot be understood.
    pub fn malformed(refusal: Refusal) -> Self {
        Self::Malformed(Refusals(vec![refusal]))
    }

    /// The refusals inside, if it holds any.
    pub fn refusals(&self) -> &[Refusal] {
        match self {
            Self::Refused(all) | Self::State(all) | Self::Malformed(all) => &all.0,
            Self::Forbidden(one) | Self::NotNow(one) => std::slice::from_ref(one),
            _ => &[],
        }
    }

    /// The disk of the database or of large files has no room left.
    pub fn disk_full() -> Self {
        Self::NotNow(crate::refuse!("store.full"))
    }

    /// Whether the machine failed: another try, later, may do what this one could not.
    pub fn is_of_machine(&self) -> bool {
        matches!(self, Self::Unavailable(_) | Self::NotNow(_))
    }

    /// The code of the first refusal or of the question, for tests and logs.
    pub fn code(&self) -> &str {
        match self {
            Self::Confirm(question) => question.code,
            Self::NotFound { .. } => "record.notFound",
            Self::Changed => "record.changed",
            Self::Unavailable(_) => "unavailable",
            _ => self.refusals().first().map_or("", |refusal| refusal.code),
        }
    }

    /// Adds the place to every refusal inside that does not name one yet.
    #[must_use]
    pub fn at(mut self, place: impl Fn(Refusal) -> Refusal) -> Self {
        match &mut self {
            Self::Refused(all) | Self::State(all) | Self::Malformed(all) => {
                all.0 = std::mem::take(&mut all.0).into_iter().map(place).collect();
            }
            _ => {}
        }
        self
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Refusals(vec![refusal]))
    }
}
impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
                Self::disk_full()
            }
            _ => Self::Unavailable(error.to_string()),
        }
    }
}
impl From<Refusals> for Error {
    fn from(refusals: Refusals) -> Self {
        Self::Refused(refusals)
    }
}
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound { collection, key } => write!(f, "not found: {collection} {key}"),
            Self::Unavailable(why) => write!(f, "unavailable: {why}"),
            Self::Confirm(question) => write!(f, "to be confirmed: {}", question.code),
            Self::Changed => f.write_str("changed by somebody else"),
            _ => {
                for (at, refusal) in self.refusals().iter().enumerate() {
                    let separator = if at == 0 { "" } else { "; " };
                    write!(f, "{separator}{}", refusal.code)?;
                    for (name, value) in &refusal.args {
                        write!(f, " {name}={value}")?;
                    }
                }
                Ok(())
            }
        }
    }
}
impl std::error::Error for Error {}
