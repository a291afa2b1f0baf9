//! The schemas of records: as they are read, and as they are sent.

use base::Language;
use serde_json::{Map, Value as Json, json};
use store::{Column, EntityDef, Kind};

use crate::api::metadata::type_name;
use crate::pages::tooltip;

/// Adds the schemas of a collection: the record, and what may be sent to create or change it.
pub fn add(
    all: &[EntityDef],
    def: &EntityDef,
    figures: &[(&'static str, Json)],
    schemas: &mut Map<String, Json>,
) {
    let name = type_name(def);
    if def.insertable || def.updatable {
        schemas.insert(format!("{name}Input"), input(all, def));
    }
    schemas.insert(name, record(all, def, figures));
}

fn parts<'d>(all: &'d [EntityDef], def: &EntityDef) -> Vec<(&'static str, &'d EntityDef)> {
    let below = |part: &'d EntityDef| {
        part.below.filter(|b| b.parent == def.collection).map(|b| (b.segment, part))
    };
    all.iter().filter_map(below).collect()
}

fn record(all: &[EntityDef], def: &EntityDef, figures: &[(&'static str, Json)]) -> Json {
    let table = def.table;
    let mut properties = Map::new();
    if table.version.is_some() {
        let help = "The version of the record, for If-Match.";
        properties.insert("@odata.etag".into(), json!({"type": "string", "description": help}));
    }
    for (at, column) in table.columns.iter().enumerate() {
        if table.is_shown(at) {
            properties.insert(column.json.into(), property(column, column.read_only));
        }
    }
    for (name, sample) in figures {
        if table.json_column(name).is_none() {
            properties.insert((*name).into(), figure(table.name, name, sample));
        }
    }
    for (segment, part) in parts(all, def) {
        let items = reference(&type_name(part));
        let help = "Only with $expand.";
        let list = json!({"type": "array", "items": items, "readOnly": true, "description": help});
        properties.insert(segment.into(), list);
    }
    let required: Vec<&str> = table.key.iter().map(|at| table.columns[*at].json).collect();
    json!({
        "type": "object",
        "title": texts::table(base::Language::En, table.name, false),
        "description": table.help,
        "properties": properties,
        "required": required,
    })
}

fn input(all: &[EntityDef], def: &EntityDef) -> Json {
    let table = def.table;
    let fixed = |name: &str| {
        def.fixed.iter().any(|(column, _)| *column == name)
            || def.below.is_some_and(|below| below.columns.contains(&name))
    };
    let mut properties = Map::new();
    for (at, column) in table.columns.iter().enumerate() {
        if table.is_shown(at) && !column.read_only && !fixed(column.name) {
            properties.insert(column.json.into(), property(column, false));
        }
    }
    if def.collection == "users" {
        let help = "The first password, of at least 10 characters. Never read back.";
        let password =
            json!({"type": "string", "minLength": 10, "writeOnly": true, "description": help});
        properties.insert("password".into(), password);
    }
    for (segment, part) in parts(all, def).into_iter().filter(|(_, part)| part.insertable) {
        let items = reference(&format!("{}Input", type_name(part)));
        let help = "Parts to create together with the record.";
        properties
            .insert(segment.into(), json!({"type": "array", "items": items, "description": help}));
    }
    properties.insert("confirm".into(), reference("Answers"));
    properties.insert("decline".into(), reference("Answers"));
    json!({
        "type": "object",
        "description": format!("What may be sent of: {}", table.help),
        "properties": properties,
        "additionalProperties": false,
    })
}

/// A reference to a schema.
pub fn reference(name: &str) -> Json {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn property(column: &Column, read_only: bool) -> Json {
    let mut schema = kind(column.kind);
    if let Json::Object(map) = &mut schema {
        if !column.help.is_empty() {
            map.insert("description".into(), Json::from(column.help));
        }
        if read_only {
            map.insert("readOnly".into(), Json::from(true));
        }
    }
    schema
}

/// The schema of what a field of this kind holds.
pub fn kind(kind: Kind) -> Json {
    match kind {
        Kind::Code(most) => {
            json!({"type": ["string", "null"], "maxLength": most, "format": "code"})
        }
        Kind::Text(most) => json!({"type": ["string", "null"], "maxLength": most}),
        Kind::Memo => json!({"type": ["string", "null"]}),
        Kind::Bool => json!({"type": "boolean"}),
        Kind::Int => json!({"type": "integer", "format": "int64"}),
        Kind::Amount | Kind::UnitPrice | Kind::Quantity | Kind::Percent => {
            json!({"type": "number", "format": "decimal"})
        }
        Kind::Factor => json!({"type": "number", "format": "decimal"}),
        Kind::Date => json!({"type": ["string", "null"], "format": "date"}),
        // A time of the day in the company's place; the format "time" would ask for a zone.
        Kind::Time => json!({
            "type": ["string", "null"], "pattern": "^[0-9]{2}:[0-9]{2}(:[0-9]{2})?$",
            "examples": ["08:00:00"],
        }),
        Kind::Moment => json!({"type": ["string", "null"], "format": "date-time"}),
        Kind::DateFormula => {
            json!({"type": ["string", "null"], "format": "date-formula", "examples": ["1M", "CM+10D"]})
        }
        Kind::Option(choices) => {
            let mut values: Vec<Json> =
                choices.iter().filter(|c| !c.is_empty()).map(|c| Json::from(*c)).collect();
            if choices.contains(&"") {
                values.push(Json::Null);
                return json!({"type": ["string", "null"], "enum": values});
            }
            json!({"type": "string", "enum": values})
        }
    }
}

/// The schema of a calculated property, from what a blank record has.
fn figure(table: &str, name: &str, sample: &Json) -> Json {
    let kind = match sample {
        Json::Bool(_) => json!("boolean"),
        Json::Number(_) => json!("number"),
        Json::String(_) => json!(["string", "null"]),
        Json::Array(_) => json!("array"),
        Json::Object(_) => json!("object"),
        Json::Null => json!(["string", "number", "null"]),
    };
    let help = tooltip::text_of_figure(Language::En, table, name);
    let help = help.unwrap_or_else(|| format!("Calculated: {}.", words(name)));
    json!({"type": kind, "readOnly": true, "description": help})
}

/// `qtyToShip` as `qty to ship`.
pub fn words(name: &str) -> String {
    name.chars().fold(String::new(), |mut text, letter| {
        if letter.is_uppercase() {
            text.push(' ');
        }
        text.extend(letter.to_lowercase());
        text
    })
}
