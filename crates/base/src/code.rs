//! Codes and texts with a greatest length.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;

use crate::{Error, refuse};

/// An identifier as people type it: trimmed, in capitals, at most `N` characters. Blank means none.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code<const N: usize>(String);

impl<const N: usize> Code<N> {
    /// From what was typed.
    ///
    /// # Errors
    /// Refuses more than `N` characters and control characters.
    pub fn parse(typed: &str) -> Result<Self, Error> {
        let code = typed.trim().to_uppercase();
        limited(&code, N).map(|()| Self(code))
    }

    /// From a code known to fit, as written in the source.
    ///
    /// # Panics
    /// When it does not fit.
    pub fn new(known: &str) -> Self {
        Self::parse(known).expect("a code of the source fits its field")
    }
}

/// A line of text of at most `N` characters.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text<const N: usize>(String);

impl<const N: usize> Text<N> {
    /// From what was typed; white space at the ends is dropped.
    ///
    /// # Errors
    /// Refuses more than `N` characters and control characters.
    pub fn parse(typed: &str) -> Result<Self, Error> {
        let text = typed.trim();
        limited(text, N).map(|()| Self(text.to_owned()))
    }

    /// From a text that is cut to its length when it is longer, for texts the program composes.
    pub fn cut(text: &str) -> Self {
        Self(text.chars().filter(|c| !c.is_control()).take(N).collect())
    }

    /// From a text known to fit, as written in the source.
    ///
    /// # Panics
    /// When it does not fit.
    pub fn new(known: &str) -> Self {
        Self::parse(known).expect("a text of the source fits its field")
    }
}

/// Text of any length, with line breaks.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Memo(String);

impl Memo {
    /// From what was typed.
    ///
    /// # Errors
    /// Refuses the NUL character, which no database stores.
    pub fn parse(typed: &str) -> Result<Self, Error> {
        if typed.contains('\0') {
            return Err(refuse!("value.text.control").into());
        }
        Ok(Self(typed.to_owned()))
    }

    /// From a text known to be fine.
    pub fn new(known: &str) -> Self {
        Self(known.replace('\0', ""))
    }
}

fn limited(text: &str, most: usize) -> Result<(), Error> {
    let length = text.chars().count();
    if length > most {
        return Err(refuse!("value.text.tooLong", length = length, most = most).into());
    }
    if text.chars().any(char::is_control) {
        return Err(refuse!("value.text.control").into());
    }
    Ok(())
}

macro_rules! text_like {
    ($name:ident $(<const $n:ident>)?) => {
        impl$(<const $n: usize>)? $name$(<$n>)? {
            /// The text itself.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl$(<const $n: usize>)? Deref for $name$(<$n>)? {
            type Target = str;
            fn deref(&self) -> &str {
                &self.0
            }
        }
        impl$(<const $n: usize>)? Borrow<str> for $name$(<$n>)? {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
        impl$(<const $n: usize>)? AsRef<str> for $name$(<$n>)? {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
        impl$(<const $n: usize>)? fmt::Display for $name$(<$n>)? {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
        impl$(<const $n: usize>)? fmt::Debug for $name$(<$n>)? {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, f)
            }
        }
        impl$(<const $n: usize>)? PartialEq<str> for $name$(<$n>)? {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }
        impl$(<const $n: usize>)? PartialEq<&str> for $name$(<$n>)? {
            fn eq(&self, other: &&str) -> bool {
                self.0 == *other
            }
        }
        impl$(<const $n: usize>)? From<&str> for $name$(<$n>)? {
            fn from(known: &str) -> Self {
                Self::new(known)
            }
        }
        impl$(<const $n: usize>)? From<String> for $name$(<$n>)? {
            fn from(known: String) -> Self {
                Self::new(&known)
            }
        }
        impl$(<const $n: usize>)? From<$name$(<$n>)?> for String {
            fn from(text: $name$(<$n>)?) -> Self {
                text.0
            }
        }
    };
}

text_like!(Code<const N>);
text_like!(Text<const N>);
text_like!(Memo);

impl<const N: usize> Code<N> {
    /// The same code in a field of another length.
    ///
    /// # Panics
    /// When it does not fit the other field.
    pub fn widen<const M: usize>(&self) -> Code<M> {
        Code::new(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_trimmed_capitals_of_limited_length() {
        assert_eq!(Code::<10>::parse(" ab-1 ").expect("fits"), "AB-1");
        assert!(Code::<3>::parse("ABCD").is_err());
        assert!(Code::<9>::parse("A\u{0}B").is_err());
        assert_eq!(Code::<4>::parse("éàüß").map(|c| c.to_string()).unwrap_or_default(), "");
    }

    #[test]
    fn texts_count_characters_not_bytes() {
        assert!(Text::<4>::parse("éàü漢").is_ok());
        assert_eq!(Text::<3>::cut("abcdef"), "abc");
    }
}
