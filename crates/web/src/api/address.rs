//! What an address means: a collection, a record, a part or an action.

use axum::http::StatusCode;
use base::{Action, Error, Result, refuse};
use store::{ActionDef, Bound, EntityDef, Filter, Kind, Tx, Value, json};

use super::odata::{decode, part_of};
use super::parentheses;
use crate::app::Catalogue;
use crate::problem::Failure;
use crate::session::encode;

/// What an address names.
#[derive(Clone)]
pub struct Target<'c> {
    /// The collection, or the part.
    pub def: &'c EntityDef,
    /// The columns that the address fixes: the document type, the parent's key.
    pub given: Vec<(usize, Value)>,
    /// The key of the record, as the table has it; none for the whole collection.
    pub key: Option<Vec<Value>>,
    /// The action to carry out.
    pub action: Option<&'c ActionDef>,
    /// Whether only the number of records is asked for.
    pub count: bool,
    /// The records above, which must exist.
    pub above: Vec<(&'c EntityDef, Vec<Value>)>,
    /// The address of the collection below the company, such as `serviceOrders('SO1')/serviceLines`.
    pub name: String,
}

impl<'c> Target<'c> {
    /// The whole of a collection at the top.
    pub fn whole(def: &'c EntityDef, action: Option<&'c ActionDef>) -> Self {
        Target {
            def,
            given: fixed(def),
            key: None,
            action,
            count: false,
            above: Vec::new(),
            name: def.collection.to_owned(),
        }
    }

    /// The condition that the address makes on the rows of the collection.
    pub fn filter(&self) -> Filter {
        self.given.iter().fold(Filter::All, |filter, (column, value)| {
            filter.and(Filter::equal(*column, value.clone()))
        })
    }

    /// Refuses when a record above the target does not exist, or may not be seen. A log that has
    /// entries of the record outlives it.
    ///
    /// # Errors
    /// `NotFound`, `Forbidden`.
    pub fn check_above(&self, tx: &mut Tx) -> Result<()> {
        for (def, key) in &self.above {
            def.require(tx, Action::Read)?;
            match check_exists(tx, def, &[], key) {
                Err(Error::NotFound { .. }) if self.is_remembered(tx)? => {}
                other => other?,
            }
        }
        Ok(())
    }

    /// Whether the target is a log with entries of what is above it.
    fn is_remembered(&self, tx: &mut Tx) -> Result<bool> {
        Ok(self.def.table.purgeable && tx.count_filtered(self.def.table, &self.filter())? > 0)
    }

    /// Refuses when the act is not permitted, or the target is a record that does not exist.
    ///
    /// # Errors
    /// `NotFound`, `Forbidden`.
    pub fn check(&self, tx: &mut Tx, act: Action) -> Result<()> {
        self.check_above(tx)?;
        self.def.require(tx, act)?;
        self.check_there(tx)
    }

    /// Refuses when the target is a record that does not exist.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn check_there(&self, tx: &mut Tx) -> Result<()> {
        match &self.key {
            Some(key) if !self.def.singleton => check_exists(tx, self.def, &self.given, key),
            _ => Ok(()),
        }
    }
}

fn check_exists(
    tx: &mut Tx,
    def: &EntityDef,
    given: &[(usize, Value)],
    key: &[Value],
) -> Result<()> {
    if def.singleton {
        return Ok(());
    }
    let mut filter = def.fixed_filter();
    for (column, value) in def.table.key.iter().zip(key) {
        filter = filter.and(Filter::equal(*column, value.clone()));
    }
    for (column, value) in given {
        filter = filter.and(Filter::equal(*column, value.clone()));
    }
    if tx.count_filtered(def.table, &filter)? > 0 {
        return Ok(());
    }
    // The key as the client wrote it: without the columns that the address fixes by itself.
    let fixed = |at: &usize| {
        def.fixed.iter().any(|(name, _)| def.table.column(name) == Some(*at))
            || given.iter().any(|(column, _)| column == at)
    };
    let own = def.table.key.iter().zip(key).filter(|(at, _)| !fixed(at));
    let shown: Vec<String> = own.map(|(_, value)| value.clone().into_text()).collect();
    Err(Error::NotFound { collection: def.collection.to_owned(), key: shown.join(",") })
}

/// The collections that stand at the top. Parts do so too, with their whole key, so that lines can
/// be listed across documents.
pub fn tops(entities: &[EntityDef]) -> impl Iterator<Item = &EntityDef> {
    entities.iter().enumerate().filter_map(|(at, def)| {
        let of_same_name = |other: &EntityDef| other.collection == def.collection;
        let first = !entities[..at].iter().any(of_same_name)
            && !entities.iter().any(|other| of_same_name(other) && other.below.is_none());
        (def.below.is_none() || (first && def.fixed.is_empty())).then_some(def)
    })
}

/// Reads an address below the company, given as it was sent, with percent signs.
///
/// # Errors
/// `404` for unknown collections, parts and actions; `400` for keys that cannot be.
pub fn read<'c>(catalogue: &'c Catalogue, path: &str, post: bool) -> Result<Target<'c>, Failure> {
    let path = path.trim_end_matches('/');
    let plain = parentheses::as_segments(path).ok_or_else(|| unknown(path))?;
    let segments: Vec<&str> = plain.iter().map(String::as_str).collect();
    let name = decode(segments[0], false);
    let top = tops(&catalogue.entities).find(|def| def.collection == name);
    let def = top.ok_or_else(|| unknown(path))?;
    let mut reader = Reader { catalogue, path, top: def.collection, segment: None, post };
    reader.rest(Target::whole(def, None), &segments[1..])
}

struct Reader<'c, 'p> {
    catalogue: &'c Catalogue,
    path: &'p str,
    top: &'static str,
    segment: Option<&'static str>,
    post: bool,
}

impl<'c> Reader<'c, '_> {
    fn rest(&mut self, mut target: Target<'c>, mut rest: &[&str]) -> Result<Target<'c>, Failure> {
        loop {
            if target.def.singleton {
                target.key = Some(vec![Value::from(""); target.def.table.key.len()]);
            } else {
                match rest {
                    [] => return Ok(target),
                    ["$count"] => {
                        target.count = true;
                        return Ok(target);
                    }
                    [name] if self.post && self.action(name, Bound::Collection).is_some() => {
                        target.action = self.action(name, Bound::Collection);
                        return Ok(target);
                    }
                    _ => {
                        let used = key(&mut target, rest)?;
                        rest = &rest[used..];
                    }
                }
            }
            let Some((name, after)) = rest.split_first() else { return Ok(target) };
            let segment = decode(name, false);
            if let Some(part) = part_of(&self.catalogue.entities, target.def, &segment) {
                self.segment = part.below.map(|below| below.segment);
                target = below(target, part, &segment);
                rest = after;
            } else if after.is_empty() {
                target.action = self.action(name, Bound::Record);
                return if target.action.is_some() {
                    Ok(target)
                } else {
                    Err(self.no_action(&target, &segment))
                };
            } else {
                return Err(unknown(self.path));
            }
        }
    }

    fn action(&self, name: &str, bound: Bound) -> Option<&'c ActionDef> {
        let name = decode(name, false);
        self.catalogue.actions.iter().find(|action| {
            action.collection == self.top
                && action.segment == self.segment
                && action.bound == bound
                && action.name == name
        })
    }

    fn no_action(&self, target: &Target, name: &str) -> Failure {
        let collection = target.def.collection;
        let refusal = refuse!("api.action.unknown", collection = collection, name = name);
        Failure::http(StatusCode::NOT_FOUND, refusal)
    }
}

/// The refusal of an address that leads nowhere.
pub fn unknown(path: &str) -> Failure {
    let shown: String = decode(path, false).chars().take(200).collect();
    Failure::http(StatusCode::NOT_FOUND, refuse!("api.address.unknown", address = shown))
}

/// The fixed columns of a collection.
fn fixed(def: &EntityDef) -> Vec<(usize, Value)> {
    let column = |name: &str| def.table.column(name).expect("a fixed column is a column");
    def.fixed.iter().map(|(name, value)| (column(name), Value::from(*value))).collect()
}

/// The part below the record that the target was.
fn below<'c>(target: Target<'c>, part: &'c EntityDef, segment: &str) -> Target<'c> {
    let key = target.key.unwrap_or_default();
    let columns = part.below.map_or(&[][..], |below| below.columns);
    let mut given = fixed(part);
    for (name, value) in columns.iter().zip(&key) {
        let column = part.table.column(name).expect("a part repeats its parent's key");
        given.retain(|(known, _)| *known != column);
        given.push((column, value.clone()));
    }
    let own = spelled(target.def, &target.given, &key);
    let name = if target.def.singleton {
        format!("{}/{segment}", target.name)
    } else {
        let quoted = target.def.table.key.iter().filter(|at| is_free(&target.given, **at));
        let parts =
            own.iter().zip(quoted).map(|(text, at)| match target.def.table.columns[*at].kind {
                Kind::Code(_) | Kind::Text(_) | Kind::Option(_) => quoted_text(text),
                _ => text.clone(),
            });
        format!("{}({})/{segment}", target.name, parts.collect::<Vec<_>>().join(","))
    };
    let mut above = target.above;
    above.push((target.def, key));
    Target { def: part, given, key: None, action: None, count: false, above, name }
}

fn is_free(given: &[(usize, Value)], column: usize) -> bool {
    !given.iter().any(|(fixed, _)| *fixed == column)
}

/// The parts of a key that the client writes, as addresses spell them: amounts as decimals, days
/// as days.
pub fn spelled(def: &EntityDef, given: &[(usize, Value)], key: &[Value]) -> Vec<String> {
    let own = def.table.key.iter().zip(key).filter(|(at, _)| is_free(given, **at));
    own.map(|(at, value)| json::plain(def.table.columns[*at].kind, value)).collect()
}

/// The address of a record: its collection, and the key as segments, or in parentheses where a
/// segment would be lost or mean a folder.
pub fn with_key(collection: &str, key: &[String]) -> String {
    let lost = |part: &String| part.is_empty() || part == "." || part == "..";
    if key.iter().any(lost) {
        let quoted: Vec<String> = key.iter().map(|part| encode(&quoted_text(part))).collect();
        return format!("{collection}({})", quoted.join(","));
    }
    let parts: Vec<String> = key.iter().map(|part| encode(part)).collect();
    format!("{collection}/{}", parts.join("/"))
}

fn quoted_text(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Reads the key of a record from the first segments and tells how many they were: one with
/// commas, or one for each part of the key.
fn key(target: &mut Target, segments: &[&str]) -> Result<usize, Failure> {
    let table = target.def.table;
    let is_given = |at: &usize| target.given.iter().any(|(column, _)| column == at);
    let free: Vec<usize> = table.key.iter().copied().filter(|at| !is_given(at)).collect();
    let first = segments.first().copied().unwrap_or_default();
    let joined: Vec<&str> = first.split(',').collect();
    let (texts, used) = if free.len() > 1 && joined.len() == free.len() {
        (joined, 1)
    } else if segments.len() >= free.len() && !free.is_empty() {
        (segments[..free.len()].to_vec(), free.len())
    } else {
        return Err(unknown(&segments.join("/")));
    };
    let mut values = Vec::with_capacity(free.len());
    for (at, text) in free.iter().zip(texts) {
        let column = &table.columns[*at];
        let text = decode(text, false);
        let is_text = matches!(column.kind, Kind::Code(_) | Kind::Text(_));
        let shown = if text == "null" && !is_text { "" } else { text.as_str() };
        let value = json::from_text(column.kind, shown).map_err(|_| {
            let refusal = refuse!(
                "api.key.unreadable",
                value = text.as_str(),
                field = column.json,
                collection = target.def.collection
            );
            Error::malformed(refusal.field(column.json))
        })?;
        values.push((*at, value));
    }
    let value = |at: &usize| {
        let known = values.iter().chain(&target.given).find(|(column, _)| column == at);
        known.map_or_else(|| table.columns[*at].kind.blank(), |(_, value)| value.clone())
    };
    target.key = Some(table.key.iter().map(value).collect());
    Ok(used)
}
