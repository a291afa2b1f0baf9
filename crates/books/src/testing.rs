//! What tests of this room share.

use base::{Actor, Result};
use serde_json::Value as Json;
use store::testing::TestDatabase;
use store::{Entity, EntityDef, Tx, Value};

/// An empty company on each engine at hand.
pub(crate) fn databases() -> Vec<TestDatabase> {
    let mut tables = store::tables();
    tables.extend(crate::tables());
    store::entity::register(&tables);
    store::testing::databases(&tables)
}

/// Who acts in tests.
pub(crate) fn actor() -> Actor {
    store::testing::actor()
}

/// Runs `act` in an empty company on each engine at hand.
pub(crate) fn on_each(act: impl Fn(&mut Tx) -> Result<()>) {
    for database in databases() {
        let result = database.db.write(&actor(), &act);
        assert_eq!(result, Ok(()), "{:?}", database.engine());
    }
}

/// Creates a record as the API does.
pub(crate) fn create<T: Entity>(tx: &mut Tx, json: &str) -> Result<Json> {
    create_below::<T>(tx, &[], json)
}

/// Creates a part of a record whose key is given, in the order of the part's key.
pub(crate) fn create_below<T: Entity>(tx: &mut Tx, parent: &[Value], json: &str) -> Result<Json> {
    let given: Vec<(usize, Value)> =
        T::table().key.iter().copied().zip(parent.iter().cloned()).collect();
    EntityDef::of::<T>().create(tx, &given, &object(json))
}

/// Changes a record as the API does.
pub(crate) fn patch<T: Entity>(tx: &mut Tx, key: &[Value], json: &str) -> Result<Json> {
    (EntityDef::of::<T>().patch)(tx, key, &object(json), None)
}

/// Deletes a record as the API does.
pub(crate) fn delete<T: Entity>(tx: &mut Tx, key: &[Value]) -> Result<()> {
    (EntityDef::of::<T>().delete)(tx, key, None)
}

/// The code of what was refused.
pub(crate) fn refused<T: std::fmt::Debug>(result: Result<T>) -> String {
    result.expect_err("it is refused").code().to_owned()
}

fn object(json: &str) -> serde_json::Map<String, Json> {
    match serde_json::from_str(json) {
        Ok(Json::Object(map)) => map,
        other => panic!("not an object: {json} {other:?}"),
    }
}
