//! Records in a database: SQLite (embedded, the default) or PostgreSQL, one SQL text for both.
//!
//! A struct with `#[derive(Record)]` is the only definition of its table; storage, filters, lists,
//! JSON and the schema are ordinary code over the [`Table`] that the derive emits. A database
//! value is an integer or a text, never null: blank is the empty text.

extern crate self as store;

mod action;
pub mod backup;
mod cache;
mod change_log;
mod claim;
mod collection;
#[cfg(test)]
mod conformance;
mod db;
mod engine;
pub mod entity;
mod field;
pub mod figures;
pub mod filter;
mod gather;
pub mod idempotency;
pub mod json;
pub mod migration;
pub mod named;
mod parts;
mod pool;
mod query;
mod record;
mod relation;
pub mod schema;
mod serve;
mod session;
pub mod sight;
mod statements;
pub mod testing;
#[cfg(test)]
mod together_tests;
mod turn;
mod tx;

pub use action::{ActionDef, Bound, Class, Parameter, Screen, Shows, Told, require_action};
pub use change_log::{ChangeLogEntry, ChangeType};
pub use claim::Claim;
pub use collection::{Below, EntityDef};
pub use db::{DatabaseUrl, Db, EngineName};
pub use engine::presence::FileIdentity;
pub use engine::words::fold;
pub use entity::Entity;
pub use field::{Field, Kind, ToValue, Value, unknown_option};
pub use figures::{Figures, Wanted};
pub use filter::Filter;
pub use gather::Consequence;
pub use idempotency::IdempotencyKey;
pub use parts::{create_with_parts, key_of, values_of};
pub use query::{Page, Query};
pub use record::{Column, Record, Table, UNNAMED, key_text};
pub use sight::{KindOf, Kinds, Sight};
pub use store_derive::{Options, Record};
pub use tx::{Tx, ZoneColumn};

/// The tables of the store itself in every company.
pub fn tables() -> Vec<&'static Table> {
    vec![ChangeLogEntry::table(), IdempotencyKey::table()]
}

/// The values of a key: `key![order_no, 10_000]`.
#[macro_export]
macro_rules! key {
    ($($value:expr),* $(,)?) => { &[$($crate::ToValue::to_value(&$value)),*][..] };
}

/// The parameters of a query: `params![customer_no, true]`.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => { &[$($crate::ToValue::to_value(&$value)),*] as &[$crate::Value] };
}
