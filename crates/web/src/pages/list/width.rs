//! How wide the columns of a list are: by their kind, and by what the rows in view need, so that a
//! code, number or date is never cut and only the widest text gives way.

use serde_json::Value as Json;
use store::Kind;

use super::List;
use super::request::ListColumn;
use crate::pages::describe::name_column;

/// Widths are whole steps of so many pixels, each a class of the styles.
const STEP: u32 = 8;
/// The most that a text gets while another one takes what is left.
const MOST: u32 = 176;
/// What the column that takes what is left has at least.
const NAME: u32 = 168;
/// The boxes to tick.
const PICK: u32 = 40;
/// What a list has beside its filters and a scroll bar on a screen of 1280 px.
const ROOM: u32 = 1048;
/// What texts keep when columns need more than there is, and what the name keeps.
const LEAST_TEXT: u32 = 120;
const LEAST_NAME: u32 = 136;

/// The columns of a list, laid out.
pub struct Layout {
    /// The class of each column.
    pub classes: Vec<String>,
    /// Whether an empty column takes what is left, because no other one does.
    pub fills: bool,
    /// The class for the least width of the table.
    pub least: String,
}

/// Lays out the columns for these rows.
pub fn layout(list: &List, rows: &[Json]) -> Layout {
    let columns = &list.request.columns;
    let free = free(list);
    let mut wide: Vec<u32> = columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let wide = wide(list, column, rows);
            if free == Some(at) { NAME } else { wide }
        })
        .collect();
    let gives: Vec<u32> = columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            if free == Some(at) {
                LEAST_NAME
            } else if is_text(list, column) {
                LEAST_TEXT
            } else {
                wide[at]
            }
        })
        .collect();
    fit(&mut wide, &gives, ROOM - PICK);
    let classes = wide
        .iter()
        .enumerate()
        .map(
            |(at, wide)| {
                if free == Some(at) { "w-name".to_owned() } else { format!("w{}", wide / STEP) }
            },
        )
        .collect();
    let sum = PICK + wide.iter().sum::<u32>();
    Layout { classes, fills: free.is_none(), least: format!("mw-{}", (sum / 50).clamp(8, 60)) }
}

/// Narrows the columns that can give something, the widest first, until all fit.
fn fit(wide: &mut [u32], least: &[u32], room: u32) {
    while wide.iter().sum::<u32>() > room {
        let can = (0..wide.len()).filter(|&at| wide[at] >= least[at] + STEP);
        let Some(at) = can.max_by_key(|&at| wide[at]) else { return };
        wide[at] -= STEP;
    }
}

fn is_text(list: &List, column: &ListColumn) -> bool {
    matches!(column.kind(list.def), Some(Kind::Text(_) | Kind::Memo))
}

/// The column that takes what is left: the name, or else the first text.
pub fn free(list: &List) -> Option<usize> {
    let columns = &list.request.columns;
    let name = name_column(list.def.table);
    let is_name =
        |column: &ListColumn| matches!(column, ListColumn::Stored(at, _) if name == Some(*at));
    columns
        .iter()
        .position(is_name)
        .or_else(|| columns.iter().position(|column| is_text(list, column)))
}

fn wide(list: &List, column: &ListColumn, rows: &[Json]) -> u32 {
    let by_kind = match column.kind(list.def) {
        Some(Kind::Bool) => 64,
        Some(Kind::Code(_) | Kind::Int | Kind::Percent | Kind::Time) => 72,
        Some(Kind::Amount | Kind::UnitPrice | Kind::Quantity | Kind::Factor | Kind::Date) => 96,
        _ => 80,
    };
    let text = is_text(list, column);
    let needed = rows
        .iter()
        .map(|row| super::table::words(list, row, column))
        .map(|(words, glyph)| room(&words) + if glyph { 40 } else { 20 })
        .max()
        .unwrap_or_default();
    let needed = if text { needed.min(MOST) } else { needed };
    let head = room_of_head(&column.caption(list.site.view, list.def));
    by_kind.max(needed).max(head).div_ceil(STEP).clamp(8, 50) * STEP
}

/// The room of a text of 13 px, a little more than any usual face needs.
fn room(text: &str) -> u32 {
    text.chars().map(letter).sum::<u32>().div_ceil(10)
}

/// The width of a letter in tenths of a pixel.
fn letter(letter: char) -> u32 {
    match letter {
        'M' | 'W' | '%' | '@' => 120,
        'm' | 'w' => 108,
        'i' | 'j' | 'l' | '\'' | '’' | '.' | ',' | ':' | '|' | '\u{202f}' => 36,
        ' ' | '\u{a0}' | 'f' | 't' | 'r' | '-' | '(' | ')' | 'I' | '/' => 48,
        _ if letter.is_uppercase() => 92,
        _ if letter.is_ascii_digit() => 82,
        _ => 74,
    }
}

/// The room of a head, which may stand in two lines of 11 px.
fn room_of_head(caption: &str) -> u32 {
    let small = |text: &str| room(text) * 11 / 13 + 4;
    let words: Vec<&str> = caption.split(' ').collect();
    let both = |at: usize| small(&words[..at].join(" ")).max(small(&words[at..].join(" ")));
    // The best place to break; what sorts shows an arrow beside it.
    let best = (0..=words.len()).map(both).min().unwrap_or_default();
    best + 34
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_room_for_their_capitals() {
        assert!(room("SERVICE-MANAGER") > room("service-manager"));
        assert!(room("GRENOBLE") >= 60 && room("GRENOBLE") <= 100, "{}", room("GRENOBLE"));
    }

    #[test]
    fn only_texts_give_way_and_not_more_than_they_can() {
        let narrowed = |room| {
            let mut wide = [104, 168, 176, 96];
            fit(&mut wide, &[104, 136, 120, 96], room);
            wide
        };
        assert_eq!(narrowed(600), [104, 168, 176, 96]);
        assert_eq!(narrowed(500), [104, 152, 144, 96]);
        assert_eq!(narrowed(100), [104, 136, 120, 96]);
    }

    #[test]
    fn a_head_breaks_into_two_lines() {
        let whole = "Groupe compta. marché TVA";
        let one = room_of_head(&whole.replace(' ', ""));
        assert!(room_of_head(whole) < one && room_of_head(whole) > one / 2);
    }
}
