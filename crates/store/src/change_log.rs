//! Who changed what, field by field, for audited tables.

use base::{Code, Memo, Moment, Result, Text};

use crate::record::key_text;
use crate::{Record, Tx};

/// What happened to a record.
#[derive(crate::Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChangeType {
    /// It was created.
    #[default]
    Insertion,
    /// A field was changed.
    Modification,
    /// It was deleted.
    Deletion,
}

/// One change of one field, or the creation or deletion of a record.
#[derive(crate::Record, Clone, Debug, Default, PartialEq)]
#[record(
    table = "change_log_entry",
    key(entry_no),
    ledger,
    index(table_name, primary_key),
    index(date_and_time),
    index(user_id)
)]
pub struct ChangeLogEntry {
    /// Counts the changes.
    pub entry_no: i64,
    /// When the change was made.
    pub date_and_time: Option<Moment>,
    /// The user who made the change.
    pub user_id: Code<50>,
    /// The table of the record that was changed.
    pub table_name: Text<60>,
    /// The key of the record that was changed, such as its number.
    pub primary_key: Text<250>,
    /// What happened: insertion, modification or deletion.
    pub type_of_change: ChangeType,
    /// The field that was changed.
    pub field_name: Text<60>,
    /// The value before the change.
    #[column(class = "changes")]
    pub old_value: Memo,
    /// The value after the change.
    #[column(class = "changes")]
    pub new_value: Memo,
}

impl crate::Entity for ChangeLogEntry {
    const COLLECTION: &'static str = "changeLogEntries";
}

fn entry<T: Record>(tx: &Tx, record: &T, kind: ChangeType) -> ChangeLogEntry {
    ChangeLogEntry {
        entry_no: 0,
        date_and_time: Some(tx.moment()),
        user_id: Code::parse(tx.user()).unwrap_or_default(),
        table_name: Text::cut(T::table().name),
        primary_key: Text::cut(&key_text(&record.key())),
        type_of_change: kind,
        ..ChangeLogEntry::default()
    }
}

/// Notes the creation of a record.
pub(crate) fn inserted<T: Record>(tx: &mut Tx, record: &T) -> Result<()> {
    if !T::table().audited {
        return Ok(());
    }
    let mut entry = entry(tx, record, ChangeType::Insertion);
    tx.insert_unlogged(&mut entry)
}

/// Notes the deletion of a record.
pub(crate) fn deleted<T: Record>(tx: &mut Tx, record: &T) -> Result<()> {
    if !T::table().audited {
        return Ok(());
    }
    let mut entry = entry(tx, record, ChangeType::Deletion);
    tx.insert_unlogged(&mut entry)
}

/// Notes every field that differs.
pub(crate) fn updated<T: Record>(tx: &mut Tx, before: &T, after: &T) -> Result<()> {
    let table = T::table();
    for (at, column) in table.columns.iter().enumerate() {
        let (old, new) = (before.value(at), after.value(at));
        if old == new || table.version == Some(at) {
            continue;
        }
        let shown = |value| {
            if column.secret {
                Memo::new("***")
            } else {
                Memo::new(&crate::json::plain(column.kind, value))
            }
        };
        let mut entry = ChangeLogEntry {
            field_name: Text::cut(column.name),
            old_value: shown(&old),
            new_value: shown(&new),
            ..entry(tx, after, ChangeType::Modification)
        };
        tx.insert_unlogged(&mut entry)?;
    }
    Ok(())
}
