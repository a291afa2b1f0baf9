//! What may be entered about dimensions.

use base::{Code, Error, Result, refuse};
use store::{Entity, Tx, Value, key, params};

use super::check::allows;
use super::{
    DefaultDimension, DefaultDimensionPriority, Dimension, DimensionCombination, DimensionSet,
    DimensionSetEntry, DimensionTable, DimensionValue, DimensionValueCombination,
    DimensionValueType, ValuePosting, sets,
};
use crate::{check, used};

check::plain_entities!(
    DefaultDimensionPriority => "defaultDimensionPriorities",
    DimensionSet => "dimensionSets",
    DimensionSetEntry => "dimensionSetEntries",
);

impl Entity for Dimension {
    const COLLECTION: &'static str = "dimensions";

    fn before_insert(&mut self, _tx: &mut Tx) -> Result<()> {
        check::key_given(self)?;
        if self.code_caption.is_empty() && !self.name.is_empty() {
            self.code_caption = base::Text::cut(&self.name);
        }
        Ok(())
    }

    fn before_delete(&self, tx: &mut Tx) -> Result<()> {
        for sql in [
            "DELETE FROM \"dimension_combination\" \
             WHERE \"dimension_1_code\" = $1 OR \"dimension_2_code\" = $1",
            "DELETE FROM \"dimension_value_combination\" \
             WHERE \"dimension_1_code\" = $1 OR \"dimension_2_code\" = $1",
        ] {
            tx.execute(sql, params![self.code])?;
        }
        used::refuse_while_related(tx, self)
    }

    fn after_delete(&self, tx: &mut Tx) -> Result<()> {
        let sql = "DELETE FROM \"dimension_value\" WHERE \"dimension_code\" = $1";
        tx.execute(sql, params![self.code]).map(drop)
    }
}

impl Entity for DimensionValue {
    const COLLECTION: &'static str = "dimensionValues";

    fn enter(&mut self, tx: &mut Tx, column: &'static str, before: &Self) -> Result<()> {
        let was = before.dimension_value_type;
        if column == "dimension_value_type" && self.dimension_value_type != was {
            if was == DimensionValueType::Standard {
                self.refuse_while_used(tx)?;
            }
            if self.dimension_value_type == DimensionValueType::Standard {
                self.totaling = base::Text::default();
            }
        }
        Ok(())
    }

    fn before_insert(&mut self, tx: &mut Tx) -> Result<()> {
        check::key_given(self)?;
        if self.code.is_empty() {
            return Err(refuse!("record.key.blank").field("code").into());
        }
        check::key_relations(tx, self)
    }

    fn before_delete(&self, tx: &mut Tx) -> Result<()> {
        self.refuse_while_used(tx)
    }

    fn after_delete(&self, tx: &mut Tx) -> Result<()> {
        let sql = "DELETE FROM \"dimension_value_combination\" \
                   WHERE (\"dimension_1_code\" = $1 AND \"dimension_1_value_code\" = $2) \
                   OR (\"dimension_2_code\" = $1 AND \"dimension_2_value_code\" = $2)";
        tx.execute(sql, params![self.dimension_code, self.code]).map(drop)
    }
}

impl DimensionValue {
    fn refuse_while_used(&self, tx: &mut Tx) -> Result<()> {
        let rest = "WHERE \"dimension_code\" = $1 AND \"dimension_value_code\" = $2";
        let parameters = params![self.dimension_code, self.code];
        let by = if tx.exists::<DimensionSetEntry>(rest, parameters)? {
            "dimension_set_entry"
        } else if tx.exists::<DefaultDimension>(rest, parameters)? {
            "default_dimension"
        } else {
            return Ok(());
        };
        Err(Error::state(refuse!("record.used", key = &self.code, by = by)))
    }
}

impl DimensionTable {
    /// The table of the database.
    pub fn table(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Salesperson => "salesperson",
            Self::ResponsibilityCenter => "responsibility_center",
            Self::ServiceContract => "service_contract_header",
            Self::ServiceOrderType => "service_order_type",
            Self::Location => "location",
            Self::ServiceItem => "service_item",
            Self::ServiceItemGroup => "service_item_group",
            Self::Item => "item",
            Self::Resource => "resource",
            Self::ServiceCost => "service_cost",
            Self::GlAccount => "gl_account",
        }
    }
}

impl Entity for DefaultDimension {
    const COLLECTION: &'static str = "defaultDimensions";

    fn enter(&mut self, tx: &mut Tx, column: &'static str, _before: &Self) -> Result<()> {
        match column {
            "dimension_value_code" if !self.dimension_value_code.is_empty() => {
                sets::check_value(tx, &self.dimension_code, &self.dimension_value_code)?;
                self.check_rule()
            }
            "value_posting" => {
                self.check_rule()?;
                if self.value_posting != ValuePosting::CodeMandatory {
                    self.allowed_values = base::Text::default();
                }
                Ok(())
            }
            "allowed_values" if !self.allowed_values.is_empty() => {
                if self.value_posting != ValuePosting::CodeMandatory {
                    return Err(refuse!("defaultDimension.allowedValues.notMandatory").into());
                }
                let listed = self.allowed_values.to_string();
                for value in listed.split([',', ';', '|']).map(str::trim).filter(|v| !v.is_empty())
                {
                    sets::check_value(tx, &self.dimension_code, &base::key_form(value))?;
                }
                self.check_rule()
            }
            _ => Ok(()),
        }
    }

    fn before_insert(&mut self, tx: &mut Tx) -> Result<()> {
        if self.dimension_code.is_empty() {
            return Err(refuse!("record.key.blank").field("dimensionCode").into());
        }
        check::key_relations(tx, self)?;
        self.check_owner(tx)
    }
}

impl DefaultDimension {
    /// Refuses a value that the record's own rule forbids.
    fn check_rule(&self) -> Result<()> {
        let value = &self.dimension_value_code;
        if value.is_empty() {
            return Ok(());
        }
        if self.value_posting == ValuePosting::NoCode {
            return Err(refuse!("defaultDimension.noCode", dimension = &self.dimension_code).into());
        }
        if allows(&self.allowed_values, value) {
            return Ok(());
        }
        let allowed = &self.allowed_values;
        Err(refuse!("defaultDimension.notAllowed", value = value, allowed = allowed).into())
    }

    fn check_owner(&self, tx: &mut Tx) -> Result<()> {
        let Some(table) = store::entity::table_named(self.table_name.table()) else {
            return Ok(());
        };
        let ([key], false) = (table.key, self.no.is_empty()) else { return Ok(()) };
        let sql =
            format!("SELECT 1 FROM \"{}\" WHERE \"{}\" = $1", table.name, table.columns[*key].name);
        if tx.rows(&sql, &[Value::from(self.no.as_str())])?.is_empty() {
            let refusal = refuse!("record.relation.unknown", table = table.name, value = &self.no);
            return Err(refusal.field("no").into());
        }
        Ok(())
    }
}

impl Entity for DimensionCombination {
    const COLLECTION: &'static str = "dimensionCombinations";

    fn begin(&mut self, _tx: &mut Tx) -> Result<()> {
        if self.dimension_2_code < self.dimension_1_code {
            std::mem::swap(&mut self.dimension_1_code, &mut self.dimension_2_code);
        }
        Ok(different(&self.dimension_1_code, &self.dimension_2_code)?)
    }

    fn before_insert(&mut self, tx: &mut Tx) -> Result<()> {
        check::key_given(self)?;
        check::key_relations(tx, self)
    }

    fn after_delete(&self, tx: &mut Tx) -> Result<()> {
        let sql = "DELETE FROM \"dimension_value_combination\" \
                   WHERE \"dimension_1_code\" = $1 AND \"dimension_2_code\" = $2";
        tx.execute(sql, params![self.dimension_1_code, self.dimension_2_code]).map(drop)
    }
}

impl Entity for DimensionValueCombination {
    const COLLECTION: &'static str = "dimensionValueCombinations";

    fn begin(&mut self, _tx: &mut Tx) -> Result<()> {
        if self.dimension_2_code < self.dimension_1_code {
            std::mem::swap(&mut self.dimension_1_code, &mut self.dimension_2_code);
            std::mem::swap(&mut self.dimension_1_value_code, &mut self.dimension_2_value_code);
        }
        Ok(different(&self.dimension_1_code, &self.dimension_2_code)?)
    }

    fn before_insert(&mut self, tx: &mut Tx) -> Result<()> {
        check::key_given(self)?;
        check::key_relations(tx, self)?;
        for (dimension, value, field) in [
            (&self.dimension_1_code, &self.dimension_1_value_code, "dimension1ValueCode"),
            (&self.dimension_2_code, &self.dimension_2_value_code, "dimension2ValueCode"),
        ] {
            if tx.get::<DimensionValue>(key![dimension, value])?.is_none() {
                let refusal =
                    refuse!("dimension.value.unknown", dimension = dimension, value = value);
                return Err(refusal.field(field).into());
            }
        }
        Ok(())
    }
}

fn different(one: &Code<20>, other: &Code<20>) -> Result<(), base::Refusal> {
    if one != other {
        return Ok(());
    }
    Err(refuse!("dimension.combination.same", dimension = one).field("dimension2Code"))
}
