//! What a field can hold, and how it is stored: as an integer or as a text.

use base::{
    Amount, Code, Date, DateFormula, Error, Factor, Memo, Moment, Percent, Quantity, Result, Text,
    Time, UnitPrice, refuse,
};

/// A stored value. There is no null: blank is the empty text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// A whole number, a scaled number, or 0 and 1 for no and yes.
    Int(i64),
    /// A text, code, date or choice.
    Text(String),
}

impl Value {
    /// The number, 0 for a text.
    pub fn into_int(self) -> i64 {
        match self {
            Self::Int(number) => number,
            Self::Text(_) => 0,
        }
    }

    /// The text; a number is written in digits.
    pub fn into_text(self) -> String {
        match self {
            Self::Int(number) => number.to_string(),
            Self::Text(text) => text,
        }
    }

    /// Whether it is 0 or the empty text.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Int(number) => *number == 0,
            Self::Text(text) => text.is_empty(),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// What a field holds: decides storage, JSON, form control and format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A code in capitals with a greatest length.
    Code(usize),
    /// A line of text with a greatest length.
    Text(usize),
    /// Text of any length.
    Memo,
    /// Yes or no.
    Bool,
    /// A whole number.
    Int,
    /// A sum of money.
    Amount,
    /// The price of one unit.
    UnitPrice,
    /// A number of units.
    Quantity,
    /// Parts of a hundred.
    Percent,
    /// An exact ratio.
    Factor,
    /// A date.
    Date,
    /// A time of day.
    Time,
    /// A moment, in UTC.
    Moment,
    /// A date formula.
    DateFormula,
    /// One of these choices; the empty name is the blank choice.
    Option(&'static [&'static str]),
}

impl Kind {
    /// Whether it is stored as an integer.
    pub fn is_integer(self) -> bool {
        matches!(self, Self::Bool | Self::Int) || self.is_scaled()
    }

    /// Whether it is a number scaled by 10^-5.
    pub fn is_scaled(self) -> bool {
        matches!(self, Self::Amount | Self::UnitPrice | Self::Quantity | Self::Percent)
    }

    /// Whether it is shown as a number, right-aligned.
    pub fn is_number(self) -> bool {
        self.is_scaled() || matches!(self, Self::Int | Self::Factor)
    }

    /// The blank value of the kind.
    pub fn blank(self) -> Value {
        if self.is_integer() {
            Value::Int(0)
        } else if let Self::Option(choices) = self {
            let blank = choices.iter().find(|choice| choice.is_empty());
            Value::from(*blank.or(choices.first()).unwrap_or(&""))
        } else if self == Self::Factor {
            Value::from("1")
        } else {
            Value::from("")
        }
    }
}

/// A Rust type that a field of a record can have.
pub trait Field: Sized {
    /// What it holds.
    const KIND: Kind;
    /// As it is stored.
    fn to_value(&self) -> Value;
    /// From what is stored or was typed.
    ///
    /// # Errors
    /// Refuses what does not fit the field.
    fn from_value(value: Value) -> Result<Self>;
}

/// Something that can be a parameter of a query.
pub trait ToValue {
    /// As it is stored.
    fn to_value(&self) -> Value;
}

/// The refusal of a choice that does not exist.
pub fn unknown_option(given: &str, choices: &[&str]) -> Error {
    let choices: Vec<&str> = choices.iter().copied().filter(|c| !c.is_empty()).collect();
    refuse!("value.option.unknown", value = given, choices = choices.join(", ")).into()
}

macro_rules! scaled_field {
    ($($kind:ident),*) => { $(
        impl Field for $kind {
            const KIND: Kind = Kind::$kind;
            fn to_value(&self) -> Value {
                Value::Int(self.scaled())
            }
            fn from_value(value: Value) -> Result<Self> {
                match value {
                    Value::Int(scaled) => Ok(Self::from_scaled(scaled)),
                    Value::Text(text) => text.parse(),
                }
            }
        }
        impl ToValue for $kind {
            fn to_value(&self) -> Value {
                Value::Int(self.scaled())
            }
        }
    )* };
}
scaled_field!(Amount, UnitPrice, Quantity, Percent);

macro_rules! text_field {
    ($kind:ident) => {
        impl<const N: usize> Field for $kind<N> {
            const KIND: Kind = Kind::$kind(N);
            fn to_value(&self) -> Value {
                Value::from(self.as_str())
            }
            fn from_value(value: Value) -> Result<Self> {
                Self::parse(&value.into_text())
            }
        }
        impl<const N: usize> ToValue for $kind<N> {
            fn to_value(&self) -> Value {
                Value::from(self.as_str())
            }
        }
    };
}
text_field!(Code);
text_field!(Text);

impl Field for Memo {
    const KIND: Kind = Kind::Memo;
    fn to_value(&self) -> Value {
        Value::from(self.as_str())
    }
    fn from_value(value: Value) -> Result<Self> {
        Self::parse(&value.into_text())
    }
}

impl Field for bool {
    const KIND: Kind = Kind::Bool;
    fn to_value(&self) -> Value {
        Value::Int(i64::from(*self))
    }
    fn from_value(value: Value) -> Result<Self> {
        Ok(value.into_int() != 0)
    }
}

impl Field for i64 {
    const KIND: Kind = Kind::Int;
    fn to_value(&self) -> Value {
        Value::Int(*self)
    }
    fn from_value(value: Value) -> Result<Self> {
        Ok(value.into_int())
    }
}

impl Field for Factor {
    const KIND: Kind = Kind::Factor;
    fn to_value(&self) -> Value {
        Value::Text(self.to_string())
    }
    fn from_value(value: Value) -> Result<Self> {
        value.into_text().parse()
    }
}

impl Field for DateFormula {
    const KIND: Kind = Kind::DateFormula;
    fn to_value(&self) -> Value {
        Value::from(self.as_str())
    }
    fn from_value(value: Value) -> Result<Self> {
        Self::parse(&value.into_text())
    }
}

macro_rules! moment_field {
    ($kind:ident, $code:literal) => {
        impl Field for Option<$kind> {
            const KIND: Kind = Kind::$kind;
            fn to_value(&self) -> Value {
                self.map_or_else(|| Value::from(""), |moment| Value::Text(moment.to_string()))
            }
            fn from_value(value: Value) -> Result<Self> {
                let text = value.into_text();
                if text.is_empty() {
                    return Ok(None);
                }
                text.parse::<$kind>()
                    .map(Some)
                    .map_err(|_| refuse!($code, value = text.as_str()).into())
            }
        }
        impl ToValue for Option<$kind> {
            fn to_value(&self) -> Value {
                Field::to_value(self)
            }
        }
        impl ToValue for $kind {
            fn to_value(&self) -> Value {
                Value::Text(self.to_string())
            }
        }
    };
}
moment_field!(Date, "value.date.unreadable");
moment_field!(Time, "value.time.unreadable");
moment_field!(Moment, "value.dateTime.unreadable");

macro_rules! to_value {
    ($($kind:ty => $convert:expr),* $(,)?) => { $(impl ToValue for $kind {
        fn to_value(&self) -> Value {
            let convert: fn(&$kind) -> Value = $convert;
            convert(self)
        }
    })* };
}
to_value!(
    i64 => |n| Value::Int(*n),
    i32 => |n| Value::Int(i64::from(*n)),
    bool => |b| Value::Int(i64::from(*b)),
    str => |s| Value::from(s),
    String => |s| Value::from(s.as_str()),
    Memo => |s| Value::from(s.as_str()),
    Value => Clone::clone,
);

impl<T: ToValue + ?Sized> ToValue for &T {
    fn to_value(&self) -> Value {
        (**self).to_value()
    }
}
