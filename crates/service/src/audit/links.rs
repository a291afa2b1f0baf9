//! Which records name which: what must exist as long as something names it.
//!
//! Most of it follows from what the program knows already: parts hang [below](store::Below) another
//! collection, a column has a relation, a set of dimension values is named alike everywhere. The
//! rest, such as a variant of the item in the column before it, is listed in [`super::named`].

use std::sync::LazyLock;

use base::{Error, Result, refuse};
use store::{EntityDef, Table, Tx, Value};

use super::named::{HISTORY, LOGS, NAMED};
use crate::installation::{company_tables, system_tables};

/// Columns of a table that name a record of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The table whose records name others.
    pub table: &'static str,
    /// The columns that name; the last one is blank where nothing is named.
    pub columns: Vec<&'static str>,
    /// The table that is named.
    pub of: &'static str,
    /// Its columns, in the order of those that name it.
    pub keys: Vec<&'static str>,
    /// The records that this is about: those with these values in these columns.
    pub when: Vec<(&'static str, &'static str)>,
    /// Whether the record is a part of the other and cannot be without it.
    pub part: bool,
}

/// Every link inside the database of a company.
pub fn company_links() -> Vec<Link> {
    links(&company_tables(), &crate::entities())
}

/// Every link inside the system database.
pub fn system_links() -> Vec<Link> {
    links(&system_tables(), &crate::system_entities())
}

fn links(tables: &[&'static Table], entities: &[EntityDef]) -> Vec<Link> {
    let mut all: Vec<Link> = Vec::new();
    let parts = entities.iter().filter_map(|def| part(entities, def));
    let listed = NAMED.iter().map(super::named::Named::link);
    let listed = listed.filter(|link| tables.iter().any(|table| table.name == link.table));
    let related = tables.iter().flat_map(|table| relations(tables, table));
    let sets = tables.iter().filter_map(|table| dimensions(tables, table));
    let found = parts.chain(listed).chain(related).chain(sets);
    for link in found.filter(|link| kept(tables, link)) {
        let known = |other: &Link| {
            (other.table, &other.columns, other.of, &other.when)
                == (link.table, &link.columns, link.of, &link.when)
        };
        if !all.iter().any(known) {
            all.push(link);
        }
    }
    all
}

/// Lines below their document, units below their item.
fn part(entities: &[EntityDef], def: &EntityDef) -> Option<Link> {
    let below = def.below?;
    let parent = entities.iter().find(|other| other.collection == below.parent)?;
    let keys = parent.table.key.iter().map(|&at| parent.table.columns[at].name);
    Some(Link {
        table: def.table.name,
        columns: below.columns.to_vec(),
        of: parent.table.name,
        keys: keys.collect(),
        when: def.fixed.to_vec(),
        part: true,
    })
}

/// Columns with a relation to a table with a single key.
fn relations(tables: &[&'static Table], table: &'static Table) -> Vec<Link> {
    let of = |name: &str| tables.iter().find(|other| other.name == name);
    let link = |column: &store::Column| {
        let other = of(column.relation?)?;
        let [key] = other.key else { return None };
        Some(one(table.name, column.name, other.name, other.columns[*key].name))
    };
    table.columns.iter().filter_map(link).collect()
}

fn dimensions(tables: &[&'static Table], table: &'static Table) -> Option<Link> {
    tables.iter().find(|other| other.name == "dimension_set")?;
    table.column("dimension_set_id")?;
    Some(one(table.name, "dimension_set_id", "dimension_set", "id"))
}

fn one(table: &'static str, column: &'static str, of: &'static str, key: &'static str) -> Link {
    Link { table, columns: vec![column], of, keys: vec![key], when: Vec::new(), part: false }
}

/// What history names may be gone, unless it is history itself.
fn kept(tables: &[&'static Table], link: &Link) -> bool {
    if link.part && LOGS.iter().any(|(log, _)| *log == link.table) {
        return false;
    }
    let history = HISTORY.iter().any(|(table, _)| *table == link.table);
    let of = tables.iter().find(|table| table.name == link.of);
    !history || of.is_some_and(|of| of.ledger.is_some())
}

impl Link {
    /// Finds at most `most` records that name what does not exist: the key of the record, and what
    /// it names.
    pub fn sql(&self, table: &Table, most: usize) -> String {
        let key: Vec<String> = table
            .key
            .iter()
            .map(|&at| table.columns[at].name)
            .map(|name| match name {
                // What opens a door is shown to nobody.
                "token_hash" => "'...'".to_owned(),
                name => format!("CAST(c.\"{name}\" AS TEXT)"),
            })
            .collect();
        let (last, _) = self.ends();
        let same: Vec<String> = self
            .columns
            .iter()
            .zip(&self.keys)
            .map(|(column, key)| format!("p.\"{key}\" = c.\"{column}\""))
            .collect();
        let mut among: Vec<String> =
            self.when.iter().map(|(column, value)| format!("c.\"{column}\" = '{value}'")).collect();
        if !self.part {
            let number = table.column(last).is_some_and(|at| table.columns[at].kind.is_integer());
            among.push(format!("c.\"{last}\" <> {}", if number { "0" } else { "''" }));
        }
        among.push(format!(
            "NOT EXISTS (SELECT 1 FROM \"{}\" p WHERE {})",
            self.of,
            same.join(" AND ")
        ));
        format!(
            "SELECT {}, CAST(c.\"{last}\" AS TEXT) FROM \"{}\" c WHERE {} LIMIT {most}",
            key.join(" || ' ' || "),
            self.table,
            among.join(" AND ")
        )
    }

    /// What the columns hold that name the record of this key, unless that would be blank.
    fn named(&self, of: &Table, key: &[Value]) -> Option<Vec<Value>> {
        let value = |name: &&str| {
            let at = of.key.iter().position(|&at| of.columns[at].name == *name)?;
            key.get(at).cloned()
        };
        let values: Vec<Value> = self.keys.iter().map(value).collect::<Option<_>>()?;
        values.last().is_some_and(|last| self.part || !last.is_blank()).then_some(values)
    }

    /// The last column that names, and what it is called there.
    pub fn ends(&self) -> (&'static str, &'static str) {
        let last = |names: &[&'static str]| names.last().copied().unwrap_or_default();
        (last(&self.columns), last(&self.keys))
    }
}

/// Refuses that a record goes while another names it that may not do so in vain.
///
/// # Errors
/// `record.used` with the table that names it.
pub fn refuse_while_named(tx: &mut Tx, table: &'static Table, key: &[Value]) -> Result<()> {
    static LINKS: LazyLock<Vec<Link>> =
        LazyLock::new(|| company_links().into_iter().chain(system_links()).collect());
    for link in LINKS.iter().filter(|link| link.of == table.name) {
        let Some(values) = link.named(table, key) else { continue };
        let same: Vec<String> = (1..)
            .zip(&link.columns)
            .map(|(at, column)| format!("\"{column}\" = ${at}"))
            .chain(link.when.iter().map(|(column, value)| format!("\"{column}\" = '{value}'")))
            .collect();
        let sql = format!("SELECT 1 FROM \"{}\" WHERE {} LIMIT 1", link.table, same.join(" AND "));
        if !tx.rows(&sql, &values)?.is_empty() {
            let no = key.last().cloned().map(Value::into_text).unwrap_or_default();
            return Err(Error::state(refuse!("record.used", key = no, by = link.table)));
        }
    }
    Ok(())
}
