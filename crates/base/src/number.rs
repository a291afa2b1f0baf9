//! Exact decimal numbers: newtypes over 64-bit integers scaled by 10^-5.
//!
//! Calculation happens in [`Decimal`]; the newtypes are what fields hold. Rounding is half away
//! from zero, at the places the rules name.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};
use std::str::FromStr;

use rust_decimal::{Decimal, RoundingStrategy};

use crate::{Error, refuse};

const PLACES: u32 = 5;
const SCALE: i64 = 100_000;

/// The largest number that a field takes, in units of 0.00001: 999,999,999,999.99999. Products of
/// two such numbers, and sums of many, still fit what calculates with them.
pub const MOST: i64 = 99_999_999_999_999_999;

/// Between these a [`Factor`] lies, unless it is zero.
const FACTORS: (i64, u32) = (1_000_000_000, 9);

/// Rounds to the nearest multiple of `precision`, half away from zero. A precision of zero leaves
/// the value as it is.
pub fn round(value: Decimal, precision: Decimal) -> Decimal {
    if precision.is_zero() {
        return value;
    }
    // What is too large to be divided has no digits behind the comma that could be rounded.
    value
        .checked_div(precision)
        .map(|steps| steps.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero))
        .and_then(|steps| steps.checked_mul(precision))
        .unwrap_or(value)
}

/// Rounds to 0.01, half away from zero.
pub fn cents(value: Decimal) -> Decimal {
    value.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// Rounds to 0.00001 (unit prices, quantities), half away from zero.
pub fn unit_round(value: Decimal) -> Decimal {
    value.round_dp_with_strategy(PLACES, RoundingStrategy::MidpointAwayFromZero)
}

/// A decimal written in the source code. Panics on a literal that is no number.
pub fn decimal(literal: &str) -> Decimal {
    Decimal::from_str_exact(literal).expect("a decimal literal in the source")
}

/// One hundred, the base of percentages.
pub fn hundred() -> Decimal {
    Decimal::ONE_HUNDRED
}

macro_rules! scaled {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(i64);

        impl $name {
            /// Nothing.
            pub const ZERO: Self = Self(0);

            /// From the stored integer, in units of 0.00001.
            pub const fn from_scaled(scaled: i64) -> Self {
                Self(scaled)
            }

            /// The stored integer, in units of 0.00001.
            pub const fn scaled(self) -> i64 {
                self.0
            }

            /// From a decimal, rounded to five places half away from zero. Values beyond the
            /// range of the field are held at its limit.
            pub fn of(value: Decimal) -> Self {
                Self::checked(value).unwrap_or(Self(if value.is_sign_negative() {
                    i64::MIN
                } else {
                    i64::MAX
                }))
            }

            /// From a decimal, or nothing when it does not fit the field.
            pub fn checked(value: Decimal) -> Option<Self> {
                let mut scaled = unit_round(value);
                scaled.rescale(PLACES);
                i64::try_from(scaled.mantissa()).ok().map(Self)
            }

            /// The value to calculate with.
            pub fn dec(self) -> Decimal {
                Decimal::new(self.0, PLACES)
            }

            /// Whether it is zero.
            pub const fn is_zero(self) -> bool {
                self.0 == 0
            }

            /// Whether it is below zero.
            pub const fn is_negative(self) -> bool {
                self.0 < 0
            }

            /// Whether it is above zero.
            pub const fn is_positive(self) -> bool {
                self.0 > 0
            }

            /// Without its sign.
            #[must_use]
            pub const fn abs(self) -> Self {
                Self(self.0.saturating_abs())
            }
        }

        impl From<i64> for $name {
            fn from(whole: i64) -> Self {
                Self(whole.saturating_mul(SCALE))
            }
        }

        impl Add for $name {
            type Output = Self;
            fn add(self, other: Self) -> Self {
                Self(self.0.saturating_add(other.0))
            }
        }

        impl Sub for $name {
            type Output = Self;
            fn sub(self, other: Self) -> Self {
                Self(self.0.saturating_sub(other.0))
            }
        }

        impl Neg for $name {
            type Output = Self;
            fn neg(self) -> Self {
                Self(self.0.saturating_neg())
            }
        }

        impl AddAssign for $name {
            fn add_assign(&mut self, other: Self) {
                *self = *self + other;
            }
        }

        impl SubAssign for $name {
            fn sub_assign(&mut self, other: Self) {
                *self = *self - other;
            }
        }

        impl Sum for $name {
            fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
                items.fold(Self::ZERO, Add::add)
            }
        }

        impl<'a> Sum<&'a $name> for $name {
            fn sum<I: Iterator<Item = &'a $name>>(items: I) -> Self {
                items.copied().sum()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.dec().normalize(), f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = Error;
            fn from_str(text: &str) -> Result<Self, Error> {
                parse(text).and_then(|value| {
                    if value.normalize().scale() > PLACES {
                        let refusal = refuse!("value.number.tooPrecise", value = text, most = PLACES);
                        return Err(refusal.into());
                    }
                    Self::checked(value)
                        .filter(|number| number.abs().scaled() <= MOST)
                        .ok_or_else(|| refuse!("value.number.tooLarge", value = text).into())
                })
            }
        }
    };
}

scaled! {
    /// A sum of money, in the currency of its record.
    Amount
}
scaled! {
    /// The price or cost of one unit.
    UnitPrice
}
scaled! {
    /// How many units, at most five decimal places.
    Quantity
}
scaled! {
    /// Parts of a hundred: 25 means 25 %.
    Percent
}

/// A ratio with as many digits as it needs: an exchange rate (foreign currency for one unit of the
/// local one) or the number of base units in a unit of measure.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Factor(Decimal);

impl Factor {
    /// The factor that changes nothing.
    pub const ONE: Self = Self(Decimal::ONE);

    /// From a decimal.
    pub fn of(value: Decimal) -> Self {
        Self(value.normalize())
    }

    /// The value to calculate with.
    pub fn dec(self) -> Decimal {
        self.0
    }

    /// Whether it is zero, which means that none was given.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }
}

impl Default for Factor {
    fn default() -> Self {
        Self::ONE
    }
}

impl fmt::Display for Factor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0.normalize(), f)
    }
}

impl fmt::Debug for Factor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Factor {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self, Error> {
        let value = parse(text)?;
        let (most, places) = (Decimal::from(FACTORS.0), Decimal::new(1, FACTORS.1));
        if value.abs() > most || (!value.is_zero() && value.abs() < places) {
            return Err(refuse!("value.number.tooLarge", value = text).into());
        }
        Ok(Self::of(value))
    }
}

/// Reads a plain decimal, also in exponent notation as JSON allows it.
fn parse(text: &str) -> Result<Decimal, Error> {
    let trimmed = text.trim();
    let parsed = if trimmed.contains(['e', 'E']) {
        Decimal::from_scientific(trimmed).ok()
    } else {
        Decimal::from_str(trimmed).ok()
    };
    parsed.ok_or_else(|| refuse!("value.number.unreadable", value = text).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_is_half_away_from_zero() {
        for (value, precision, expected) in [
            ("2.505", "0.01", "2.51"),
            ("-2.505", "0.01", "-2.51"),
            ("2.504", "0.01", "2.50"),
            ("437.53", "0.05", "437.55"),
            ("437.52", "0.05", "437.50"),
            ("7", "0", "7"),
        ] {
            assert_eq!(round(decimal(value), decimal(precision)), decimal(expected), "{value}");
        }
    }

    #[test]
    fn amounts_read_and_write_exactly() {
        for (text, scaled) in [("0.1", 10_000), ("-12.34567", -1_234_567), ("1e2", 10_000_000)] {
            let amount: Amount = text.parse().expect("a number");
            assert_eq!(amount.scaled(), scaled);
        }
        assert_eq!(Amount::of(decimal("1.50")).to_string(), "1.5");
        assert!("12,5".parse::<Amount>().is_err());
        assert_eq!("1.1234500".parse::<Quantity>().expect("five places").scaled(), 112_345);
        for text in ["1.123456", "0.000001", "1e-6", "-2.0000000001"] {
            let refused = text.parse::<Quantity>().expect_err("six places");
            assert_eq!(refused.code(), "value.number.tooPrecise", "{text}");
        }
        assert_eq!(
            "12345678901.12345".parse::<Amount>().expect("fits").to_string(),
            "12345678901.12345"
        );
        assert_eq!("-999999999999.99999".parse::<Amount>().expect("fits").scaled(), -MOST);
        assert!("1000000000000".parse::<Amount>().is_err());
        assert!("99999999999999999".parse::<Amount>().is_err());
        for (text, fits) in
            [("0", true), ("1e9", true), ("1e-9", true), ("1e10", false), ("1e-10", false)]
        {
            assert_eq!(text.parse::<Factor>().is_ok(), fits, "{text}");
        }
    }

    #[test]
    fn rounding_what_is_huge_does_not_panic() {
        let huge = Decimal::MAX;
        assert_eq!(round(huge, decimal("0.01")), huge);
        assert_eq!(round(-huge, decimal("0.00001")), -huge);
    }
}
