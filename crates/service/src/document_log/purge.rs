//! Deleting entries of the document log that nobody needs any more.

use base::{Code, Date, Result};
use books::answer;
use serde_json::{Map, Value as Json, json};
use store::{ActionDef, Bound, Field, Kind, Parameter, Tx, Value, json as exact, params};

use crate::order::DocumentType;

const DOCUMENT_TYPE: Parameter = Parameter::new(
    "documentType",
    <DocumentType as Field>::KIND,
    "Only entries of this kind of document; without it, of all kinds.",
);
const DOCUMENT_NO: Parameter = Parameter::new(
    "documentNo",
    Kind::Code(20),
    "Only entries of this document; without it, of all documents.",
);
const UNTIL: Parameter =
    Parameter::new("endingDate", Kind::Date, "Only entries up to this day; without it, all.");
const ONLY_DELETED: Parameter = Parameter::new(
    "deletedDocumentsOnly",
    Kind::Bool,
    "Only entries of documents that do not exist any more.",
);

/// What can be done with the log.
pub(crate) fn actions() -> Vec<ActionDef> {
    vec![ActionDef {
        collection: "serviceDocumentLogEntries",
        segment: None,
        name: "deleteServiceDocumentLog",
        class: store::Class::Administer,
        bound: Bound::Collection,
        help: "Deletes entries of the log of service documents.",
        parameters: &[DOCUMENT_TYPE, DOCUMENT_NO, UNTIL, ONLY_DELETED],
        writes: true,
        screen: store::Screen::PLAIN,
        run,
    }]
}

/// Which entries are to go.
#[derive(Clone, Debug, Default)]
pub struct Purge {
    /// The kind of document; all kinds without it.
    pub document_type: Option<DocumentType>,
    /// The document; all of them when it is blank.
    pub document_no: Code<20>,
    /// The last day; all days without it.
    pub until: Option<Date>,
    /// Whether entries of documents that exist stay.
    pub only_deleted: bool,
}

fn run(tx: &mut Tx, _: &[Value], body: &Map<String, Json>) -> Result<Json> {
    let given = |parameter: &Parameter| {
        let json = body.get(parameter.name).unwrap_or(&Json::Null);
        exact::from_json(parameter.kind, json)
            .map_err(|error| error.at(|refusal| refusal.field(parameter.name)))
    };
    let document_type = given(&DOCUMENT_TYPE)?;
    let purge = Purge {
        document_type: if document_type.is_blank() {
            None
        } else {
            Some(Field::from_value(document_type)?)
        },
        document_no: Code::parse(&given(&DOCUMENT_NO)?.into_text())?,
        until: given(&UNTIL)?.into_text().parse().ok(),
        only_deleted: given(&ONLY_DELETED)?.into_int() != 0,
    };
    let deleted = purge_log(tx, &purge)?;
    tx.inform("log.deleted", vec![("entries", deleted.into())]);
    Ok(json!({ "deleted": deleted, "messages": answer::messages(tx) }))
}

/// Deletes the entries and tells how many they were. Entries of documents that exist go only after
/// a question.
///
/// # Errors
/// `Confirm` until the question is answered.
pub fn purge_log(tx: &mut Tx, purge: &Purge) -> Result<i64> {
    const GONE: &str = "NOT EXISTS (SELECT 1 FROM \"service_header\" AS h \
        WHERE h.\"document_type\" = \"service_document_log\".\"document_type\" \
        AND h.\"no\" = \"service_document_log\".\"document_no\")";
    let mut rest = String::from(
        "WHERE ($1 = '' OR \"document_type\" = $1) AND ($2 = '' OR \"document_no\" = $2) \
         AND ($3 = '' OR \"change_date\" <= $3)",
    );
    if purge.only_deleted {
        rest = format!("{rest} AND {GONE}");
    }
    let kind = purge.document_type.map_or("", DocumentType::name);
    let until = purge.until.map(|date| date.to_string()).unwrap_or_default();
    let parameters = params![kind, purge.document_no, until];
    let count =
        tx.number(&format!("SELECT count(*) FROM \"service_document_log\" {rest}"), parameters)?;
    let asks = count > 0 && !purge.only_deleted;
    if asks && !tx.confirm("log.delete", true, vec![("entries", count.into())])? {
        return Ok(0);
    }
    tx.execute(&format!("DELETE FROM \"service_document_log\" {rest}"), parameters)?;
    Ok(count)
}
