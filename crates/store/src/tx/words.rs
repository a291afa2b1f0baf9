//! The index of words, which the database keeps itself.

use base::Result;

use super::Tx;
use crate::engine::words;
use crate::field::Value;
use crate::filter::Filter;
use crate::record::Table;

impl Tx<'_> {
    /// The keys of rows that a search would not find by their words, or by words they do not have:
    /// so many at most.
    ///
    /// # Errors
    /// When the database fails.
    pub fn words_astray(&mut self, table: &Table, most: usize) -> Result<Vec<String>> {
        let Some(sql) = words::astray(self.engine(), table, most) else { return Ok(Vec::new()) };
        Ok(self.rows(&sql, &[])?.into_iter().flatten().map(Value::into_text).collect())
    }

    /// Makes the index of the words of a table anew, from its rows; tells whether it has one.
    ///
    /// # Errors
    /// When the database fails.
    pub fn rebuild_words(&mut self, table: &Table) -> Result<bool> {
        self.session.cache.changed_all();
        words::rebuild(&mut self.session.connection, table)?;
        Ok(!table.search.is_empty())
    }

    /// Whether a condition searches for words that more rows have than a search takes, so that what
    /// it finds is not all.
    ///
    /// # Errors
    /// When the database fails.
    pub fn search_is_cut(&mut self, table: &Table, filter: &Filter) -> Result<bool> {
        let Some(typed) = filter.searched() else { return Ok(false) };
        let Some((sql, parameters)) = words::counted(self.engine(), table, typed) else {
            return Ok(false);
        };
        Ok(self.number(&sql, &parameters)? > i64::try_from(words::MOST).unwrap_or(i64::MAX))
    }
}
