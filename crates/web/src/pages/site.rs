//! What a page works with: who looks, and what there is.

use base::{Action, Error, Language, Result};
use serde_json::Value as Json;
use store::{ActionDef, Below, EntityDef, Kind, Tx, Value, json};

use crate::api::with_key;
use crate::kit::View;

/// Who looks, and the collections and actions there are.
#[derive(Clone, Copy)]
pub struct Site<'a> {
    /// Who looks.
    pub view: &'a View,
    /// The collections.
    pub entities: &'a [EntityDef],
    /// The actions on them.
    pub actions: &'a [ActionDef],
    /// Whether these are the collections of the installation, not of the company.
    pub system: bool,
}

impl<'a> Site<'a> {
    /// The collection of this name that hangs below nothing.
    ///
    /// # Errors
    /// `NotFound` when there is none.
    pub fn def(&self, collection: &str) -> Result<&'a EntityDef> {
        let found =
            self.entities.iter().find(|def| def.collection == collection && def.below.is_none());
        found.ok_or_else(|| Error::NotFound {
            collection: collection.to_owned(),
            key: String::new(),
        })
    }

    /// The part of a collection at this segment.
    ///
    /// # Errors
    /// `NotFound` when there is none.
    pub fn part(&self, parent: &str, segment: &str) -> Result<&'a EntityDef> {
        let found = self.entities.iter().find(|def| {
            def.below.is_some_and(|below| below.parent == parent && below.segment == segment)
        });
        found.ok_or_else(|| Error::NotFound { collection: segment.to_owned(), key: String::new() })
    }

    /// The parts of a collection.
    pub fn parts(&self, parent: &'a str) -> impl Iterator<Item = &'a EntityDef> {
        self.entities
            .iter()
            .filter(move |def| def.below.is_some_and(|below| below.parent == parent))
    }

    /// The collection that shows the records of a table.
    pub fn of_table(&self, table: &str) -> Option<&'a EntityDef> {
        self.entities.iter().find(|def| def.table.name == table && def.below.is_none())
    }

    /// The title of a collection's page.
    pub fn title(&self, def: &EntityDef) -> String {
        collection_title(self.view.language, def)
    }

    /// A record as the API gives it.
    ///
    /// # Errors
    /// `NotFound`, with the key as people know it; `Forbidden`.
    pub fn fetch(&self, tx: &mut Tx, def: &EntityDef, key: &[Value]) -> Result<Json> {
        (def.get)(tx, key).map_err(|error| match error {
            Error::NotFound { .. } => Error::NotFound {
                collection: def.collection.to_owned(),
                key: own_key(def, key)
                    .into_iter()
                    .map(Value::into_text)
                    .collect::<Vec<_>>()
                    .join(", "),
            },
            other => other,
        })
    }

    /// What one record of a collection is called.
    pub fn record_name(&self, def: &EntityDef) -> String {
        let id = format!("record-{}", def.collection);
        let language = self.view.language;
        texts::find(language, &id, &[])
            .unwrap_or_else(|| texts::table(language, def.table.name, false))
    }

    /// The address of a collection's page.
    pub fn list_url(&self, def: &EntityDef) -> String {
        let place = if self.system { "-/" } else { "" };
        self.view.list_url(&format!("{place}{}", def.collection))
    }

    /// The address of a record's page. Parts stand below their parent.
    pub fn record_url(&self, def: &EntityDef, key: &[Value]) -> String {
        let key = &spelled(def, key)[..];
        match def.below {
            Some(below) => {
                let (parent, own) = self.divided(below, key);
                let place = if self.system { "-/" } else { "" };
                let list = self.view.list_url(&format!("{place}{}", below.parent));
                format!("{list}/{}/{}/{}", segment(&parent), below.segment, segment(own))
            }
            None if def.singleton => self.list_url(def),
            None => format!("{}/{}", self.list_url(def), segment(&own_key(def, key))),
        }
    }

    /// The key of the parent as it stands in addresses, and the rest, which is the part's own.
    fn divided<'k>(&self, below: Below, key: &'k [Value]) -> (Vec<Value>, &'k [Value]) {
        let (parent, own) = key.split_at(below.columns.len().min(key.len()));
        let parent = match self.def(below.parent) {
            Ok(def) => own_key(def, parent),
            Err(_) => parent.to_vec(),
        };
        (parent, own)
    }

    /// The address of a record (or of a collection, with an empty key) in the API, below the
    /// company's.
    pub fn api_url(&self, def: &EntityDef, key: &[Value]) -> String {
        let base = if self.system {
            "/api/v1".to_owned()
        } else {
            format!("/api/v1/companies/{}", self.view.company.name)
        };
        let key = &spelled(def, key)[..];
        match def.below {
            Some(below) => {
                let (parent, own) = self.divided(below, key);
                let parent = with_key(&format!("{base}/{}", below.parent), &texts_of(&parent));
                let list = format!("{parent}/{}", below.segment);
                if own.is_empty() { list } else { with_key(&list, &texts_of(own)) }
            }
            None => {
                let own = own_key(def, key);
                if own.is_empty() || def.singleton {
                    format!("{base}/{}", def.collection)
                } else {
                    with_key(&format!("{base}/{}", def.collection), &texts_of(&own))
                }
            }
        }
    }
}

/// The title of a collection's page; collections that share a table have their own.
pub fn collection_title(language: Language, def: &EntityDef) -> String {
    let id = format!("collection-{}", def.collection);
    texts::find(language, &id, &[])
        .unwrap_or_else(|| texts::table(language, def.table.name, !def.singleton))
}

/// The key without the columns that the collection fixes.
pub fn own_key(def: &EntityDef, key: &[Value]) -> Vec<Value> {
    let fixed = |at: &usize| {
        let name = def.table.columns[def.table.key[*at]].name;
        def.fixed.iter().any(|(other, _)| *other == name)
    };
    (0..key.len()).filter(|at| !fixed(at)).map(|at| key[at].clone()).collect()
}

/// The values of a key as addresses spell them: amounts as decimals, days as days.
fn spelled(def: &EntityDef, key: &[Value]) -> Vec<Value> {
    let columns = def.table.key.iter().map(|at| def.table.columns[*at].kind);
    key.iter().zip(columns).map(|(value, kind)| Value::Text(json::plain(kind, value))).collect()
}

/// The own key of a record as a segment of its page's address.
pub fn own_segment(def: &EntityDef, key: &[Value]) -> String {
    segment(&own_key(def, &spelled(def, key)))
}

/// The own key of a record as people read it; blank parts are left out.
pub fn key_words(view: &View, def: &EntityDef, key: &[Value]) -> String {
    let shown = |at: usize, value: &Value| {
        let column = &def.table.columns[def.table.key[at]];
        let fixed = def.fixed.iter().any(|(name, _)| *name == column.name)
            || def.below.is_some_and(|below| below.columns.contains(&column.name));
        if fixed { String::new() } else { key_word(view, column, value) }
    };
    let words: Vec<String> = key.iter().enumerate().map(|(at, value)| shown(at, value)).collect();
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// One value of a key as people read it: tables have their captions.
fn key_word(view: &View, column: &store::Column, value: &Value) -> String {
    let text = shown(view, column.kind, value);
    if column.name == "table_name" { texts::table(view.language, &text, false) } else { text }
}

/// The key of a record as the API gave it.
pub fn key_of(def: &EntityDef, record: &Json) -> Vec<Value> {
    let value = |at: &usize| {
        let column = &def.table.columns[*at];
        json::from_json(column.kind, &record[column.json]).unwrap_or_else(|_| column.kind.blank())
    };
    def.table.key.iter().map(value).collect()
}

/// The whole key from the segment of an address: fixed columns and the parent's key are added.
///
/// # Errors
/// `NotFound` when the segment has too few or too many parts, or one that cannot be read.
pub fn read_key(def: &EntityDef, parent: &[Value], text: &str) -> Result<Vec<Value>> {
    let missing =
        || Error::NotFound { collection: def.collection.to_owned(), key: text.to_owned() };
    let text = if text == "~0" { "" } else { text };
    let plain = |part: &str| part.replace("~D", ".").replace("~C", ",").replace("~T", "~");
    let mut given = text.split(',').map(plain);
    let mut inherited = parent.iter();
    let mut key = Vec::with_capacity(def.table.key.len());
    for at in def.table.key {
        let column = &def.table.columns[*at];
        let fixed = def.fixed.iter().find(|(name, _)| *name == column.name);
        let of_parent = def.below.is_some_and(|below| below.columns.contains(&column.name));
        key.push(if let Some((_, value)) = fixed {
            Value::from(*value)
        } else if of_parent {
            inherited.next().cloned().ok_or_else(missing)?
        } else if def.singleton {
            column.kind.blank()
        } else {
            json::from_text(column.kind, &given.next().ok_or_else(missing)?)
                .map_err(|_| missing())?
        });
    }
    if !def.singleton && given.next().is_some() { Err(missing()) } else { Ok(key) }
}

/// A key as a segment of a page's address.
pub fn segment(key: &[Value]) -> String {
    segment_of(key.iter().map(|part| part.clone().into_text()))
}

/// The texts of a key as a segment of a page's address.
pub fn segment_of(key: impl Iterator<Item = String>) -> String {
    let part = |part: String| part.replace('~', "~T").replace(',', "~C");
    let text = key.map(part).collect::<Vec<_>>().join(",");
    // Nothing, a folder and the folder above are no segments for a browser.
    match text.as_str() {
        "" => "~0".to_owned(),
        "." | ".." => text.replace('.', "~D"),
        _ => crate::kit::view::encode(&text),
    }
}

fn texts_of(key: &[Value]) -> Vec<String> {
    key.iter().map(|value| value.clone().into_text()).collect()
}

/// What a permission is about, as people read it.
pub fn object_name(language: Language, name: &str) -> String {
    if name == "*" {
        return texts::plain(language, "ui-everything");
    }
    texts::object(language, name).unwrap_or_else(|| match name.rsplit_once('.') {
        Some((_, action)) => property_caption(language, "", action),
        None => texts::table(language, name, true),
    })
}

/// The shown name of a calculated property: its caption by the name a column would have.
pub fn property_caption(language: Language, table: &str, property: &str) -> String {
    let mut name = String::new();
    for letter in property.trim_start_matches('@').chars() {
        if letter.is_ascii_uppercase() {
            name.push('_');
        }
        name.extend(letter.to_lowercase());
    }
    texts::caption(language, table, &name)
}

/// Where a number in a record leads: the record it names, or the document it was posted by.
pub fn leads_to(
    site: Site,
    def: &EntityDef,
    column: &store::Column,
    record: &Json,
    code: &str,
) -> Option<String> {
    let of = |collection: &str| {
        let def = site.def(collection).ok()?;
        site.view.may_def(def, Action::Read).then(|| site.record_url(def, &whole_key(def, code)))
    };
    if let Some(related) = column.relation.and_then(|table| site.of_table(table)) {
        let plain = own_key(related, &whole_key(related, code)).len() == 1;
        return if plain { of(related.collection) } else { None };
    }
    if column.name == "document_no" && def.table.ledger.is_some() {
        let kind = record["documentType"].as_str().unwrap_or_default();
        return match kind {
            "invoice" | "serviceInvoice" => of("postedServiceInvoices"),
            "shipment" | "serviceShipment" => of("postedServiceShipments"),
            _ => None,
        };
    }
    None
}

/// The key of a record whose only free part is this code.
fn whole_key(def: &EntityDef, code: &str) -> Vec<Value> {
    let part = |at: &usize| {
        let name = def.table.columns[*at].name;
        let fixed = def.fixed.iter().find(|(fixed, _)| *fixed == name);
        Value::from(fixed.map_or(code, |(_, value)| *value))
    };
    def.table.key.iter().map(part).collect()
}

/// What a stored value of a kind looks like to people.
pub fn shown(view: &View, kind: Kind, value: &Value) -> String {
    view.show(kind, &json::to_json(kind, value))
}
