//! Deleting entries of the service item log that nobody needs any more.

use base::{Code, Date, Result};
use books::answer;
use serde_json::{Map, Value as Json, json};
use store::{ActionDef, Bound, Kind, Parameter, Tx, Value, json as exact, params};

const SERVICE_ITEM_NO: Parameter = Parameter::new(
    "serviceItemNo",
    Kind::Code(20),
    "Only entries of this service item; without it, of all service items.",
)
.of("serviceItems");
const UNTIL: Parameter =
    Parameter::new("endingDate", Kind::Date, "Only entries up to this day; without it, all.");

/// What can be done with the log.
pub(crate) fn actions() -> Vec<ActionDef> {
    vec![ActionDef {
        collection: "serviceItemLogEntries",
        segment: None,
        name: "deleteServiceItemLog",
        class: store::Class::Administer,
        bound: Bound::Collection,
        help: "Deletes entries of the log of service items.",
        parameters: &[SERVICE_ITEM_NO, UNTIL],
        writes: true,
        screen: store::Screen::PLAIN,
        run,
    }]
}

fn run(tx: &mut Tx, _: &[Value], body: &Map<String, Json>) -> Result<Json> {
    let given = |parameter: &Parameter| {
        let json = body.get(parameter.name).unwrap_or(&Json::Null);
        exact::from_json(parameter.kind, json)
            .map_err(|error| error.at(|refusal| refusal.field(parameter.name)))
    };
    let service_item = Code::parse(&given(&SERVICE_ITEM_NO)?.into_text())?;
    let until = given(&UNTIL)?.into_text().parse().ok();
    let deleted = purge_log(tx, &service_item, until)?;
    tx.inform("log.deleted", vec![("entries", deleted.into())]);
    Ok(json!({ "deleted": deleted, "messages": answer::messages(tx) }))
}

/// Deletes the entries of a service item, or of all when it is blank, up to a day if there is one,
/// and tells how many they were.
///
/// # Errors
/// `Confirm` until the question is answered.
pub fn purge_log(tx: &mut Tx, service_item: &Code<20>, until: Option<Date>) -> Result<i64> {
    const REST: &str = "WHERE ($1 = '' OR \"service_item_no\" = $1) \
                        AND ($2 = '' OR \"change_date\" <= $2)";
    let until = until.map(|date| date.to_string()).unwrap_or_default();
    let parameters = params![service_item, until];
    let count =
        tx.number(&format!("SELECT count(*) FROM \"service_item_log\" {REST}"), parameters)?;
    if count > 0 && !tx.confirm("log.delete", true, vec![("entries", count.into())])? {
        return Ok(0);
    }
    tx.execute(&format!("DELETE FROM \"service_item_log\" {REST}"), parameters)?;
    Ok(count)
}
