//! Reads the options in the address of a list.

use base::{Error, Result, refuse};
use serde_json::Value as Json;
use std::collections::HashMap;
use store::{EntityDef, Filter, Wanted};

use super::expand::{self, Expand};
use super::filter;

/// Rows of a page when the client does not say.
pub const DEFAULT_TOP: usize = 250;
/// The most rows of a page.
pub const MOST_TOP: usize = 1000;

const KNOWN: &[&str] = &[
    "$filter",
    "$orderby",
    "$top",
    "$skip",
    "$select",
    "$expand",
    "$count",
    "$search",
    "$skiptoken",
];

/// What a list shows.
#[derive(Clone, Debug)]
pub struct Options {
    /// Which rows.
    pub filter: Filter,
    /// Columns to sort by, `true` for descending.
    pub order: Vec<(usize, bool)>,
    /// Rows that the client asks for.
    pub top: Option<usize>,
    /// Rows to leave out.
    pub skip: usize,
    /// Properties to show; all when empty.
    pub select: Vec<String>,
    /// Parts to show.
    pub expand: Vec<Expand>,
    /// Whether to count all rows.
    pub count: bool,
    /// Where the last page ended.
    pub skip_token: Option<String>,
    /// The texts of filter, search and order, to which a link to the next page belongs.
    pub bound_to: String,
}

impl Options {
    /// The calculated properties that the rows need: those selected, or all.
    pub fn figures(&self) -> Wanted {
        if self.select.is_empty() { Wanted::All } else { Wanted::Named(self.select.clone()) }
    }
}

/// The calculated properties of each collection, with a sample of what they hold.
pub type Figures = HashMap<&'static str, Vec<(&'static str, Json)>>;

/// What the options of a list may name.
#[derive(Clone, Copy)]
pub struct Names<'n> {
    /// Every collection.
    pub all: &'n [EntityDef],
    /// Calculated properties.
    pub figures: &'n Figures,
}

impl Names<'_> {
    /// Whether the records of a collection have this calculated property.
    fn calculated(&self, def: &EntityDef, name: &str) -> bool {
        let figures = self.figures.get(def.collection);
        figures.is_some_and(|all| all.iter().any(|(figure, _)| *figure == name))
    }
}

/// The query part of an address as names and values.
pub fn parse_query(query: &str) -> Vec<(String, String)> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name, true), decode(value, true))
        })
        .collect()
}

/// A text of an address without percent signs; in a query `+` is a space.
pub fn decode(text: &str, plus: bool) -> String {
    let bytes = text.as_bytes();
    let mut result = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = || std::str::from_utf8(bytes.get(at + 1..at + 3)?).ok();
        match bytes[at] {
            b'%' => match hex().and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                Some(byte) => {
                    result.push(byte);
                    at += 2;
                }
                None => result.push(b'%'),
            },
            b'+' if plus => result.push(b' '),
            byte => result.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&result).into_owned()
}

/// Reads the options of a list. `others` are names that the caller takes care of.
///
/// # Errors
/// Unknown, repeated and unreadable options.
pub fn parse_pairs(
    names: Names<'_>,
    def: &EntityDef,
    pairs: &[(String, String)],
    others: &[&str],
) -> Result<Options> {
    let value = |name: &str| pairs.iter().find(|(known, _)| known == name).map(|(_, v)| v.as_str());
    check_names(pairs, others)?;
    let mut filter = match value("$filter") {
        Some(text) => filter::parse(names, def, text)?,
        None => Filter::All,
    };
    if let Some(text) = value("$search").map(|text| text.trim().trim_matches('"'))
        && !text.is_empty()
    {
        filter = filter.and(Filter::Search(text.to_owned()));
    }
    let bound = |name| value(name).unwrap_or_default();
    Ok(Options {
        filter,
        order: order(names, def, bound("$orderby"))?,
        top: value("$top").map(|text| number("$top", text)).transpose()?,
        skip: value("$skip").map_or(Ok(0), |text| number("$skip", text))?,
        select: select(names, def, bound("$select"))?,
        expand: match value("$expand").filter(|text| !text.is_empty()) {
            Some(text) => expand::parse(names, def, text)?,
            None => Vec::new(),
        },
        count: value("$count").map_or(Ok(false), flag)?,
        skip_token: value("$skiptoken").map(str::to_owned),
        bound_to: format!("{}\n{}\n{}", bound("$filter"), bound("$search"), bound("$orderby")),
    })
}

fn check_names(pairs: &[(String, String)], others: &[&str]) -> Result<()> {
    for (at, (name, _)) in pairs.iter().enumerate() {
        if !KNOWN.contains(&name.as_str()) && !others.contains(&name.as_str()) {
            let known = KNOWN[..KNOWN.len() - 1].join(", ");
            let refusal = refuse!("api.query.unknown", name = name, known = known);
            return Err(Error::malformed(refusal.field(name.as_str())));
        }
        if pairs[..at].iter().any(|(before, _)| before == name) && !others.contains(&name.as_str())
        {
            let refusal = refuse!("api.query.twice", name = name);
            return Err(Error::malformed(refusal.field(name.as_str())));
        }
    }
    Ok(())
}

/// The column of this property, for an option of the query.
///
/// # Errors
/// Refuses names that are no stored property; of a calculated one it says so.
pub fn column(names: Names<'_>, def: &EntityDef, name: &str, option: &str) -> Result<usize> {
    let found = def.table.json_column(name).filter(|at| def.table.version != Some(*at));
    found.ok_or_else(|| {
        let collection = def.collection;
        let refusal = if names.calculated(def, name) {
            refuse!("api.query.calculated", collection = collection, name = name, option = option)
        } else {
            refuse!("api.query.property", collection = collection, name = name)
        };
        Error::malformed(refusal.field(option))
    })
}

fn order(names: Names<'_>, def: &EntityDef, text: &str) -> Result<Vec<(usize, bool)>> {
    let mut order: Vec<(usize, bool)> = Vec::new();
    for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let mut words = part.split_whitespace();
        let at = column(names, def, words.next().unwrap_or_default(), "$orderby")?;
        let descending = match (words.next(), words.next()) {
            (None | Some("asc"), None) => false,
            (Some("desc"), None) => true,
            _ => {
                let refusal =
                    refuse!("api.query.property", collection = def.collection, name = part);
                return Err(Error::malformed(refusal.field("$orderby")));
            }
        };
        if !order.iter().any(|(known, _)| *known == at) {
            order.push((at, descending));
        }
    }
    Ok(order)
}

fn number(name: &str, text: &str) -> Result<usize> {
    let refusal = || Error::malformed(refuse!("api.query.number", name = name).field(name));
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().map_err(|_| refusal()) } else { Err(refusal()) }
}

fn flag(text: &str) -> Result<bool> {
    match text {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => {
            let refusal = refuse!("value.bool.unreadable", value = text);
            Err(Error::malformed(refusal.field("$count")))
        }
    }
}

/// The selected names: stored and calculated properties, and parts.
fn select(names: Names<'_>, def: &EntityDef, text: &str) -> Result<Vec<String>> {
    let wanted = text.split(',').map(str::trim).filter(|name| !name.is_empty() && *name != "*");
    let wanted: Vec<String> = wanted.map(str::to_owned).collect();
    for name in &wanted {
        if !names.calculated(def, name) && expand::part_of(names.all, def, name).is_none() {
            column(names, def, name, "$select")?;
        }
    }
    Ok(wanted)
}
