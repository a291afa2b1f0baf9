//! Cuts a filter into words.

use base::{Error, refuse};

/// One word of a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// A name or keyword.
    Name(String),
    /// A text in single quotes.
    Text(String),
    /// A number, date or time.
    Bare(String),
    /// `(`, `)` or `,`.
    Sign(char),
}

/// A word and the character at which it begins, counted from 1.
pub type Placed = (Token, usize);

/// The words of a filter.
///
/// # Errors
/// A character that no word begins with, and a text without its end.
pub fn words(filter: &str) -> Result<Vec<Placed>, Error> {
    let letters: Vec<char> = filter.chars().collect();
    let mut words = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let begin = at;
        let letter = letters[at];
        let token = match letter {
            ' ' | '\t' | '\n' | '\r' => {
                at += 1;
                continue;
            }
            '(' | ')' | ',' => {
                at += 1;
                Token::Sign(letter)
            }
            '\'' => Token::Text(quoted(&letters, &mut at)?),
            _ => {
                while at < letters.len() && is_part(letters[at]) {
                    at += 1;
                }
                if at == begin {
                    return Err(syntax(begin + 1, &letter.to_string(), "name, value"));
                }
                let word: String = letters[begin..at].iter().collect();
                let begins_value = letter.is_ascii_digit() || letter == '-' || letter == '.';
                if begins_value { Token::Bare(word) } else { Token::Name(word) }
            }
        };
        words.push((token, begin + 1));
    }
    Ok(words)
}

fn is_part(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '.' | ':' | '-' | '+' | '@' | '$' | '/')
}

/// A text in quotes; a quote inside is written twice.
fn quoted(letters: &[char], at: &mut usize) -> Result<String, Error> {
    let begin = *at;
    let mut text = String::new();
    *at += 1;
    while let Some(letter) = letters.get(*at) {
        *at += 1;
        if *letter != '\'' {
            text.push(*letter);
        } else if letters.get(*at) == Some(&'\'') {
            text.push('\'');
            *at += 1;
        } else {
            return Ok(text);
        }
    }
    Err(syntax(begin + 1, "'", "'…'"))
}

/// The refusal of a filter that cannot be read.
pub fn syntax(at: usize, found: &str, expected: &str) -> Error {
    let refusal = refuse!("api.filter.syntax", at = at, found = found, expected = expected);
    Error::malformed(refusal.field("$filter"))
}
