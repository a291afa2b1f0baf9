//! What forbids a set of dimension values at posting.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use base::{Code, Refusal, Result, refuse};
use store::{Tx, key};

use super::defaults::of_record;
use super::sets::{self, Values, value_of};
use super::{
    CombinationRestriction, DefaultDimension, Dimension, DimensionCombination, DimensionTable,
    DimensionValue, DimensionValueCombination, ValuePosting,
};

/// What forbids to post a set with these records.
///
/// # Errors
/// When the database fails.
pub fn check(tx: &mut Tx, set: i64, records: &[(DimensionTable, &str)]) -> Result<Vec<Refusal>> {
    Checker::default().check(tx, set, records)
}

/// Checks many sets and remembers what it has read: the lines of a document mostly share theirs.
#[derive(Default)]
pub struct Checker {
    combinations: Option<Combinations>,
    sets: HashMap<i64, (Values, Vec<Refusal>)>,
    rules: HashMap<(DimensionTable, String), Vec<DefaultDimension>>,
}

impl Checker {
    /// What forbids to post a set with these records.
    ///
    /// # Errors
    /// When the database fails.
    pub fn check(
        &mut self,
        tx: &mut Tx,
        set: i64,
        records: &[(DimensionTable, &str)],
    ) -> Result<Vec<Refusal>> {
        if !self.sets.contains_key(&set) {
            let values = sets::entries(tx, set)?;
            let mut wrong = usable_values(tx, &values)?;
            if values.len() > 1 {
                wrong.extend(self.combinations(tx)?.check(&values));
            }
            self.sets.insert(set, (values, wrong));
        }
        for (table, no) in records {
            let key = (*table, (*no).to_owned());
            if let Entry::Vacant(place) = self.rules.entry(key) {
                let mut rules = of_record(tx, *table, no)?;
                rules.retain(|rule| rule.value_posting != ValuePosting::Blank);
                place.insert(rules);
            }
        }
        let (values, wrong) = &self.sets[&set];
        let mut wrong = wrong.clone();
        for (table, no) in records {
            let rules = &self.rules[&(*table, (*no).to_owned())];
            wrong.extend(rules.iter().filter_map(|rule| refusal_of(rule, values, no)));
        }
        Ok(wrong)
    }

    fn combinations(&mut self, tx: &mut Tx) -> Result<&Combinations> {
        if self.combinations.is_none() {
            self.combinations =
                Some(Combinations { pairs: tx.select("", &[])?, values: tx.select("", &[])? });
        }
        Ok(self.combinations.as_ref().expect("they were just read"))
    }
}

/// Blocked dimensions and values.
fn usable_values(tx: &mut Tx, values: &[(Code<20>, Code<20>)]) -> Result<Vec<Refusal>> {
    let mut wrong = Vec::new();
    for (dimension, value) in values {
        let head: Option<Dimension> = tx.get(key![dimension])?;
        let found: Option<DimensionValue> = tx.get(key![dimension, value])?;
        match (head, found) {
            (Some(head), Some(found)) => wrong.extend(sets::usable(&head, &found).err()),
            _ => {
                wrong.push(refuse!("dimension.value.unknown", dimension = dimension, value = value))
            }
        }
    }
    Ok(wrong)
}

/// Which dimensions and values cannot stand together.
#[derive(Clone, Debug, Default)]
pub(super) struct Combinations {
    pub(super) pairs: Vec<DimensionCombination>,
    pub(super) values: Vec<DimensionValueCombination>,
}

impl Combinations {
    /// Every pair of values that cannot stand together.
    pub(super) fn check(&self, values: &[(Code<20>, Code<20>)]) -> Vec<Refusal> {
        let mut wrong = Vec::new();
        for (at, one) in values.iter().enumerate() {
            wrong.extend(values[at + 1..].iter().filter_map(|other| self.pair(one, other)));
        }
        wrong
    }

    fn pair(&self, one: &(Code<20>, Code<20>), other: &(Code<20>, Code<20>)) -> Option<Refusal> {
        let pair = self.pairs.iter().find(|pair| {
            let codes = (&pair.dimension_1_code, &pair.dimension_2_code);
            codes == (&one.0, &other.0) || codes == (&other.0, &one.0)
        })?;
        if pair.combination_restriction == CombinationRestriction::Blocked {
            return Some(refuse!("dimension.combination.blocked", one = &one.0, other = &other.0));
        }
        let listed = self.values.iter().any(|listed| {
            let first = (&listed.dimension_1_code, &listed.dimension_1_value_code);
            let second = (&listed.dimension_2_code, &listed.dimension_2_value_code);
            let (one, other) = ((&one.0, &one.1), (&other.0, &other.1));
            (first, second) == (one, other) || (first, second) == (other, one)
        });
        listed.then(|| {
            refuse!(
                "dimension.combination.limited",
                one = &one.0,
                oneValue = &one.1,
                other = &other.0,
                otherValue = &other.1
            )
        })
    }
}

/// What a rule of a record forbids about these values.
pub(super) fn refusal_of(
    rule: &DefaultDimension,
    values: &[(Code<20>, Code<20>)],
    no: &str,
) -> Option<Refusal> {
    let (table, dimension) = (rule.table_name.name(), &rule.dimension_code);
    let value = value_of(values, dimension);
    match rule.value_posting {
        ValuePosting::CodeMandatory if value.is_empty() => {
            Some(refuse!("dimension.mandatory", dimension = dimension, table = table, no = no))
        }
        ValuePosting::CodeMandatory if !allows(&rule.allowed_values, &value) => Some(refuse!(
            "dimension.notAllowed",
            dimension = dimension,
            value = value,
            allowed = &rule.allowed_values,
            table = table,
            no = no
        )),
        ValuePosting::SameCode if value != rule.dimension_value_code => {
            if rule.dimension_value_code.is_empty() {
                return Some(refuse!(
                    "dimension.noCode",
                    dimension = dimension,
                    table = table,
                    no = no
                ));
            }
            Some(refuse!(
                "dimension.sameCode",
                dimension = dimension,
                value = &rule.dimension_value_code,
                table = table,
                no = no
            ))
        }
        ValuePosting::NoCode if !value.is_empty() => {
            Some(refuse!("dimension.noCode", dimension = dimension, table = table, no = no))
        }
        _ => None,
    }
}

/// Whether a list of allowed values has the value; a blank list has all.
pub(super) fn allows(allowed: &str, value: &str) -> bool {
    let mut listed = allowed.split([',', ';', '|']).map(str::trim).filter(|part| !part.is_empty());
    let mut any = false;
    let found = listed.by_ref().any(|part| {
        any = true;
        part.eq_ignore_ascii_case(value)
    });
    found || !any
}
