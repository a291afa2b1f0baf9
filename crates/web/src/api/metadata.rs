//! What OData clients read first: the list of collections and their description as CSDL.

use std::fmt::Write as _;

use base::Result;
use serde_json::{Map, Value as Json, json};
use store::{EntityDef, Kind};

use super::address::tops;
use super::request::Request;
use super::respond::Reply;
use crate::problem::Failure;

/// The collections as the service document lists them.
pub fn sets(entities: &[EntityDef]) -> Vec<Json> {
    tops(entities)
        .map(|def| {
            let kind = if def.singleton { "Singleton" } else { "EntitySet" };
            json!({"name": def.collection, "kind": kind, "url": def.collection})
        })
        .collect()
}

/// The list of collections.
///
/// # Errors
/// None.
pub fn service_document(request: &Request) -> Result<Reply, Failure> {
    let mut body = Map::new();
    let context = format!("{}{}/$metadata", request.origin, request.base);
    body.insert("@odata.context".into(), Json::from(context));
    body.insert("value".into(), Json::from(sets(&request.catalogue().entities)));
    Ok(Reply::json(200, Json::Object(body)))
}

/// The description of every collection.
///
/// # Errors
/// None.
pub fn csdl(request: &Request) -> Result<Reply, Failure> {
    request.app.learn_figures();
    let entities = &request.catalogue().entities;
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <edmx:Edmx Version=\"4.01\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">\
         <edmx:Reference Uri=\"https://oasis-tcs.github.io/odata-vocabularies/vocabularies/Org.OData.Core.V1.xml\">\
         <edmx:Include Namespace=\"Org.OData.Core.V1\" Alias=\"Core\"/></edmx:Reference>\
         <edmx:DataServices>\
         <Schema Namespace=\"Fieldwright\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n",
    );
    for def in entities {
        let figures = request.app.figures().get(def.collection).map_or(&[][..], Vec::as_slice);
        entity_type(&mut xml, entities, def, figures);
    }
    xml.push_str("<EntityContainer Name=\"Container\">\n");
    for def in tops(entities) {
        let (name, kind) = (def.collection, type_name(def));
        let _ = if def.singleton {
            writeln!(xml, "<Singleton Name=\"{name}\" Type=\"Fieldwright.{kind}\"/>")
        } else {
            writeln!(xml, "<EntitySet Name=\"{name}\" EntityType=\"Fieldwright.{kind}\"/>")
        };
    }
    xml.push_str("</EntityContainer>\n</Schema></edmx:DataServices></edmx:Edmx>\n");
    let mut reply = Reply::typed("application/xml; charset=utf-8", xml);
    reply.header("odata-version", "4.01");
    Ok(reply)
}

/// The name of a collection's type: unlike the table, each collection has its own.
pub fn type_name(def: &EntityDef) -> String {
    let path = match def.below {
        Some(below) => format!("{}_{}", below.parent, below.segment),
        None => def.collection.to_owned(),
    };
    let mut letters = path.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn entity_type(
    xml: &mut String,
    all: &[EntityDef],
    def: &EntityDef,
    figures: &[(&'static str, Json)],
) {
    let table = def.table;
    let _ = writeln!(xml, "<EntityType Name=\"{}\">", type_name(def));
    if !def.singleton {
        xml.push_str("<Key>");
        // What the collection fixes, such as the type of the document, is no part of the address.
        let fixed = |at: &usize| def.fixed.iter().any(|(name, _)| *name == table.columns[*at].name);
        for at in table.key.iter().filter(|at| !fixed(at)) {
            let _ = write!(xml, "<PropertyRef Name=\"{}\"/>", table.columns[*at].json);
        }
        xml.push_str("</Key>\n");
    }
    for (at, column) in table.columns.iter().enumerate() {
        if !table.is_shown(at) {
            continue;
        }
        let nullable = !table.key.contains(&at) && !column.kind.is_integer();
        let (name, facets) = (column.json, edm(column.kind));
        let _ = writeln!(
            xml,
            "<Property Name=\"{name}\" {facets} Nullable=\"{nullable}\">\
             <Annotation Term=\"Org.OData.Core.V1.Description\" String=\"{}\"/></Property>",
            escape(column.help)
        );
    }
    for (name, sample) in figures.iter().filter(|(name, _)| table.json_column(name).is_none()) {
        let _ = writeln!(xml, "<Property Name=\"{name}\" Type={}/>", edm_of(sample));
    }
    for part in all.iter().filter(|part| part.below.is_some_and(|b| b.parent == def.collection)) {
        let segment = part.below.map_or("", |below| below.segment);
        let kind = type_name(part);
        let _ = writeln!(
            xml,
            "<NavigationProperty Name=\"{segment}\" Type=\"Collection(Fieldwright.{kind})\" \
             ContainsTarget=\"true\"/>"
        );
    }
    xml.push_str("</EntityType>\n");
}

fn edm(kind: Kind) -> String {
    match kind {
        Kind::Code(length) | Kind::Text(length) => {
            format!("Type=\"Edm.String\" MaxLength=\"{length}\"")
        }
        Kind::Memo | Kind::DateFormula | Kind::Option(_) => "Type=\"Edm.String\"".to_owned(),
        Kind::Bool => "Type=\"Edm.Boolean\"".to_owned(),
        Kind::Int => "Type=\"Edm.Int64\"".to_owned(),
        Kind::Amount | Kind::UnitPrice | Kind::Quantity | Kind::Percent => {
            "Type=\"Edm.Decimal\" Precision=\"19\" Scale=\"5\"".to_owned()
        }
        Kind::Factor => "Type=\"Edm.Decimal\" Scale=\"variable\"".to_owned(),
        Kind::Date => "Type=\"Edm.Date\"".to_owned(),
        Kind::Time => "Type=\"Edm.TimeOfDay\"".to_owned(),
        Kind::Moment => "Type=\"Edm.DateTimeOffset\"".to_owned(),
    }
}

fn edm_of(sample: &Json) -> &'static str {
    match sample {
        Json::Bool(_) => "\"Edm.Boolean\"",
        Json::Number(_) => "\"Edm.Decimal\" Scale=\"variable\"",
        Json::Array(_) => "\"Collection(Edm.Untyped)\"",
        Json::Object(_) => "\"Edm.Untyped\"",
        Json::Null | Json::String(_) => "\"Edm.String\"",
    }
}

/// A text inside an attribute.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
