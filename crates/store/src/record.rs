//! Records and the data about them.

use base::Result;

use crate::field::{Kind, Value};
use crate::sight::Kinds;

/// A column of a table: everything generic code knows about a field.
#[derive(Debug)]
pub struct Column {
    /// Name in the database, also the id of its caption.
    pub name: &'static str,
    /// Name in JSON.
    pub json: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// What it means, for tooltips and the description of the API.
    pub help: &'static str,
    /// The table whose single key (last key column) this field names.
    pub relation: Option<&'static str>,
    /// Never set by a user: kept or calculated by the program.
    pub read_only: bool,
    /// What the field shows beyond its record, under which roles open it: `cost`, `price`. Money
    /// that names nothing is open to nobody; `open` is for amounts that are no secret.
    pub class: Option<&'static str>,
    /// What nobody is shown by any door, such as the fingerprint of a secret: only the program
    /// itself and backups read it.
    pub secret: bool,
}

/// The class of amounts and prices whose field names none. No role opens it.
pub const UNNAMED: &str = "unnamed";
/// The class of amounts that whoever sees the record may see, such as a precision of rounding.
const OPEN: &str = "open";

impl Column {
    /// The class under which roles open the field; nothing when it is open with its record.
    pub fn guard(&self) -> Option<&'static str> {
        match self.class {
            Some(OPEN) => None,
            Some(class) => Some(class),
            None if matches!(self.kind, Kind::Amount | Kind::UnitPrice) => Some(UNNAMED),
            None => None,
        }
    }
}

/// A table: everything generic code knows about a record.
#[derive(Debug)]
pub struct Table {
    /// Name in the database.
    pub name: &'static str,
    /// What one record is.
    pub help: &'static str,
    /// The columns, in the order a person fills them in.
    pub columns: &'static [Column],
    /// Positions of the key columns.
    pub key: &'static [usize],
    /// Positions of the columns of each index; the key is appended to each.
    pub indexes: &'static [&'static [usize]],
    /// Positions of the columns of each unique constraint beside the key.
    pub uniques: &'static [&'static [usize]],
    /// Positions of the columns whose words people search by; none when lists look into every text.
    pub search: &'static [usize],
    /// For a ledger: positions of the columns that may change later. `None` for other tables.
    pub ledger: Option<&'static [usize]>,
    /// For a ledger that is a log: whether old rows may be deleted, as a whole and by a job.
    pub purgeable: bool,
    /// Whether the change log notes who changed what.
    pub audited: bool,
    /// Position of the version counter, if people can edit the record.
    pub version: Option<usize>,
    /// The kinds of documents that the table holds, or parts of, if it holds several.
    pub kinds: Option<&'static Kinds>,
}

impl Table {
    /// The position of the column of this database name.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// The position of the column of this JSON name; none for what nobody is shown.
    pub fn json_column(&self, json: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.json == json && !column.secret)
    }

    /// Whether people are shown this column: all but the version counter and secrets.
    pub fn is_shown(&self, at: usize) -> bool {
        self.version != Some(at) && !self.columns[at].secret
    }

    /// Whether an index or the key begins with this column, so that rows can be had in its order.
    pub fn leads(&self, column: usize) -> bool {
        let all = self.indexes.iter().chain(self.uniques).chain([&self.key]);
        all.into_iter().any(|index| index.first() == Some(&column))
    }

    /// Whether an index holds rows in this order, perhaps below columns that a filter fixes.
    pub fn orders(&self, order: &[(usize, bool)]) -> bool {
        let order: Vec<usize> = order.iter().map(|(column, _)| *column).collect();
        let mut all = self.indexes.iter().chain(self.uniques).chain([&self.key]);
        all.any(|index| holds(index, self.key, &order))
    }

    /// Whether the key is one whole number that the database counts.
    pub fn counts_entries(&self) -> bool {
        matches!(self.key, [only] if self.columns[*only].kind == Kind::Int)
    }
}

/// One row of one table.
pub trait Record: Clone + Default + PartialEq + std::fmt::Debug + Send + 'static {
    /// The data about the record.
    fn table() -> &'static Table;

    /// The stored value of a column.
    fn value(&self, column: usize) -> Value;

    /// Sets a column from a stored or typed value.
    ///
    /// # Errors
    /// Refuses what does not fit the field.
    fn set_value(&mut self, column: usize, value: Value) -> Result<()>;

    /// All stored values in column order.
    fn values(&self) -> Vec<Value> {
        (0..Self::table().columns.len()).map(|column| self.value(column)).collect()
    }

    /// The record of these stored values.
    ///
    /// # Errors
    /// When the database holds what the field cannot.
    fn from_values(values: Vec<Value>) -> Result<Self> {
        let mut record = Self::default();
        for (column, value) in values.into_iter().enumerate() {
            record.set_value(column, value)?;
        }
        Ok(record)
    }

    /// The values of the key.
    fn key(&self) -> Vec<Value> {
        Self::table().key.iter().map(|&column| self.value(column)).collect()
    }
}

/// The key as people read it: its parts with commas between.
pub fn key_text(key: &[Value]) -> String {
    key.iter().map(|part| part.clone().into_text()).collect::<Vec<_>>().join(",")
}

/// Whether an index of these columns, and the key behind them, has these one after the other.
fn holds(index: &[usize], key: &[usize], order: &[usize]) -> bool {
    let behind = key.iter().filter(|column| !index.contains(column));
    let whole: Vec<usize> = index.iter().chain(behind).copied().collect();
    whole.windows(order.len().max(1)).any(|some| some == order)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_holds_an_order_whole_or_not_at_all() {
        for (index, order, held) in [
            (&[][..], &[0][..], true),
            (&[1], &[1, 0], true),
            (&[2, 3, 1], &[3, 1, 0], true),
            (&[2, 3, 1], &[2, 3, 1, 0], true),
            (&[2, 3, 1], &[2, 0], false),
            (&[2, 3, 1], &[3, 0], false),
            (&[2, 3, 1], &[4, 0], false),
        ] {
            assert_eq!(holds(index, &[0], order), held, "{index:?} {order:?}");
        }
    }
}
