//! Fills a company from data files: collections with their records, entered as a person would.

use base::{Actor, Error, Result};
use serde::Deserialize;
use serde_json::{Map, Value as Json};
use store::{Db, EntityDef, Tx, Value};

/// One collection of a data file.
#[derive(Deserialize)]
struct Part {
    /// The collection, as the API names it.
    collection: String,
    /// The records, in order.
    records: Vec<Map<String, Json>>,
}

/// Enters every record of a data file, all or nothing.
///
/// # Errors
/// The first record that is refused, named by its place in the file.
pub fn fill(db: &Db, actor: &Actor, file: &str, name: &str) -> Result<()> {
    let parts: Vec<Part> = serde_json::from_str(file)
        .map_err(|error| Error::Unavailable(format!("{name}: {error}")))?;
    let entities = service::entities();
    db.write(actor, |tx| {
        for part in &parts {
            let known = entities.iter().find(|entity| entity.collection == part.collection);
            let entity = known.ok_or_else(|| {
                Error::Unavailable(format!("{name}: no collection {}", part.collection))
            })?;
            for (number, record) in part.records.iter().enumerate() {
                enter(tx, entity, record).map_err(|error| {
                    let place = format!("{name}: {} {}", part.collection, number + 1);
                    Error::Unavailable(format!("{place}: {error}"))
                })?;
            }
        }
        Ok(())
    })
}

/// Creates a record; the only record of a singleton is created with its blank key when it is
/// missing, and changed when it is there.
fn enter(tx: &mut Tx, entity: &EntityDef, record: &Map<String, Json>) -> Result<()> {
    if entity.singleton {
        let key = [Value::from("")];
        return match (entity.get)(tx, &key) {
            Err(Error::NotFound { .. }) => (entity.create)(tx, &[], record).map(drop),
            Err(error) => Err(error),
            Ok(_) => (entity.patch)(tx, &key, record, None).map(drop),
        };
    }
    let fixed: Vec<(usize, Value)> = entity
        .fixed
        .iter()
        .filter_map(|(name, value)| Some((entity.table.column(name)?, Value::from(*value))))
        .collect();
    (entity.create)(tx, &fixed, record).map(drop)
}
