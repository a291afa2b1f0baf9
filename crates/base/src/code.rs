//! Codes and texts with a greatest length.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::ops::Deref;

use unicode_normalization::UnicodeNormalization;

use crate::{Error, refuse};

/// What somebody typed as a key, in the one form in which keys are kept and compared: trimmed, in
/// capitals, letters with their accents composed, every kind of blank as a plain one, the hyphen
/// that keeps a line together as a plain one, and without what nobody sees. Two keys that look
/// alike because of these are the same key.
pub fn key_form(typed: &str) -> String {
    as_seen(typed).to_uppercase().nfc().collect()
}

/// What somebody typed to find something by, as it is seen: trimmed, letters composed, plain blanks
/// and hyphens, and nothing that nobody sees.
pub fn as_seen(typed: &str) -> String {
    if typed.is_ascii() {
        return typed.trim().to_owned();
    }
    let seen = typed.chars().filter(|letter| !is_invisible(*letter)).map(|letter| match letter {
        letter if letter.is_whitespace() && !letter.is_control() => ' ',
        '\u{2011}' => '-',
        letter => letter,
    });
    seen.nfc().collect::<String>().trim().to_owned()
}

/// A text in the form in which it is kept: letters with their accents composed, and nothing else
/// changed.
pub fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// Whether a letter takes no place on screen and paper: joiners, marks of direction, soft hyphens,
/// marks of byte order, selectors of variants, fillers.
fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// An identifier as people type it, in the form of [`key_form`], at most `N` characters. Blank means
/// none.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code<const N: usize>(String);

impl<const N: usize> Code<N> {
    /// From what was typed.
    ///
    /// # Errors
    /// Refuses more than `N` characters and control characters.
    pub fn parse(typed: &str) -> Result<Self, Error> {
        let code = key_form(typed);
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
        let text = composed(typed.trim());
        limited(&text, N).map(|()| Self(text.into_owned()))
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
    fn keys_that_look_alike_are_one_key() {
        for typed in [
            "caf\u{e9} 1",
            "cafe\u{301} 1",
            "CAFE\u{301}\u{a0}1",
            "\u{feff}Caf\u{200b}é 1\u{202f}",
            "caf\u{ad}é\u{2009}1",
            "\u{202a}café 1\u{202c}",
            "café 1\u{fe0f}",
        ] {
            assert_eq!(Code::<6>::parse(typed).expect("a key"), "CAFÉ 1", "{typed:?}");
        }
        assert_eq!(key_form("A\u{2011}1"), "A-1");
        assert_eq!(key_form("\u{200b}"), "");
        for once in ["ŉ1", "ǰ", "ß\u{307}", "e\u{301}", "Ａ1"].map(key_form) {
            assert_eq!(key_form(&once), once, "the form is its own form");
        }
        assert_eq!(Text::<4>::parse("cafe\u{301}").expect("four letters"), "caf\u{e9}");
        assert!(Code::<9>::parse("A\tB").is_err(), "a tab within is no blank");
    }

    #[test]
    fn texts_count_characters_not_bytes() {
        assert!(Text::<4>::parse("éàü漢").is_ok());
        assert_eq!(Text::<3>::cut("abcdef"), "abc");
    }
}
