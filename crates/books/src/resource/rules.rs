//! What may be entered about resources.

use base::{Code, Date, Decimal, Error, Factor, Percent, Quantity, Refusal, Result, UnitPrice};
use base::{hundred, refuse};
use store::figures::{number_at, one_of};
use store::{Entity, Figures, ToValue, Tx, Wanted, json, key, params};

use super::{
    PriceProfitCalculation, Resource, ResourceCapacityEntry, ResourceGroup, ResourceLocation,
    ResourceSetup, ResourceUnitOfMeasure,
};
use crate::dimension::{self, DimensionTable};
use crate::posting_setup::GenProductPostingGroup;
use crate::price_list::{self, AssetType};
use crate::resource_ledger::ResourceLedgerEntry;
use crate::{check, hooks, used};

/// Refuses a resource that can no longer be used.
///
/// # Errors
/// `resource.blocked`.
pub fn check_usable(resource: &Resource) -> Result<(), Refusal> {
    if !resource.blocked {
        return Ok(());
    }
    Err(refuse!("resource.blocked", resource = &resource.no))
}

/// Where a resource works on a day; nothing when no location is planned.
///
/// # Errors
/// When the database fails.
pub fn location_on(tx: &mut Tx, resource_no: &str, day: Date) -> Result<Option<Code<10>>> {
    let found: Option<ResourceLocation> = tx.first(
        "WHERE \"resource_no\" = $1 AND \"starting_date\" <= $2 \
         ORDER BY \"starting_date\" DESC, \"location_code\"",
        params![resource_no, day],
    )?;
    Ok(found.map(|found| found.location_code))
}

/// The capacity of a resource on a day, in its base unit: the sum of its entries.
///
/// # Errors
/// When the database fails.
pub fn capacity(tx: &mut Tx, resource_no: &str, day: Date) -> Result<Quantity> {
    let rest = "WHERE \"resource_no\" = $1 AND \"date\" = $2";
    let sum = tx.sum::<ResourceCapacityEntry>("capacity", rest, params![resource_no, day])?;
    Ok(Quantity::from_scaled(sum))
}

/// The capacity of each resource today, by JSON name.
fn capacities(tx: &mut Tx, resources: &[Resource], wanted: &Wanted) -> Result<Vec<Figures>> {
    if !wanted.has("capacity") {
        return Ok(vec![Figures::new(); resources.len()]);
    }
    let mut parameters = params![tx.today()].to_vec();
    let numbers = resources.iter().map(|resource| resource.no.to_value());
    let these = one_of("resource_no", numbers, &mut parameters);
    let sql = format!(
        "SELECT \"resource_no\", CAST(sum(\"capacity\") AS BIGINT) \
         FROM \"resource_capacity_entry\" WHERE {these} AND \"date\" = $1 GROUP BY \"resource_no\""
    );
    let sums = tx.rows_by(1, &sql, &parameters)?;
    let capacity = |resource: &Resource| {
        let sum = number_at(sums.get(params![resource.no]), 0);
        vec![("capacity", json::number(Quantity::from_scaled(sum).dec()))]
    };
    Ok(resources.iter().map(capacity).collect())
}

/// How many base units one unit of a resource holds.
///
/// # Errors
/// Refuses a unit that the resource does not have.
pub fn qty_per_unit(tx: &mut Tx, resource_no: &str, unit: &str) -> Result<Factor> {
    let found: Option<ResourceUnitOfMeasure> = tx.get(key![resource_no, unit])?;
    found
        .map(|found| found.qty_per_unit_of_measure)
        .ok_or_else(|| refuse!("resource.unit.unknown", resource = resource_no, unit = unit).into())
}

/// The set-up; an empty one when none was saved yet.
///
/// # Errors
/// When the database fails.
pub fn set_up(tx: &mut Tx) -> Result<ResourceSetup> {
    Ok(tx.get(key![""])?.unwrap_or_default())
}

impl Entity for ResourceSetup {
    const COLLECTION: &'static str = "resourceSetup";
    const SINGLETON: bool = true;
}

impl Entity for Resource {
    const COLLECTION: &'static str = "resources";

    fn enter(&mut self, tx: &mut Tx, column: &'static str, before: &Self) -> Result<()> {
        match column {
            "base_unit_of_measure" if self.base_unit_of_measure != before.base_unit_of_measure => {
                self.enter_base_unit(tx, before)
            }
            "gen_prod_posting_group" if !self.gen_prod_posting_group.is_empty() => {
                let group: GenProductPostingGroup = tx.find(key![self.gen_prod_posting_group])?;
                if !group.def_vat_prod_posting_group.is_empty() {
                    self.vat_prod_posting_group = group.def_vat_prod_posting_group;
                }
                Ok(())
            }
            "direct_unit_cost"
            | "indirect_cost_percent"
            | "unit_cost"
            | "unit_price"
            | "profit_percent"
            | "price_profit_calculation" => Ok(self.work_out(column)?),
            _ => Ok(()),
        }
    }

    fn before_insert(&mut self, tx: &mut Tx) -> Result<()> {
        let series = set_up(tx)?.resource_nos;
        self.no = check::card_no::<Self>(tx, &series, &self.no)?;
        Ok(())
    }

    fn after_insert(&mut self, tx: &mut Tx) -> Result<()> {
        self.make_base_unit(tx)
    }

    fn after_update(&mut self, tx: &mut Tx, before: &Self) -> Result<()> {
        if self.base_unit_of_measure == before.base_unit_of_measure {
            return Ok(());
        }
        self.make_base_unit(tx)
    }

    fn before_delete(&self, tx: &mut Tx) -> Result<()> {
        hooks::guard(tx, self)?;
        let sql = "DELETE FROM \"resource_location\" WHERE \"resource_no\" = $1";
        tx.execute(sql, params![self.no])?;
        used::refuse_while_related(tx, self)
    }

    fn after_delete(&self, tx: &mut Tx) -> Result<()> {
        let sql = "DELETE FROM \"resource_unit_of_measure\" WHERE \"resource_no\" = $1";
        tx.execute(sql, params![self.no])?;
        price_list::forget_asset(tx, AssetType::Resource, &self.no)?;
        dimension::forget(tx, DimensionTable::Resource, &self.no)
    }

    fn made_of(figure: &str) -> Option<&'static [&'static str]> {
        match figure {
            "capacity" => Some(&["resource_capacity_entry"]),
            _ => hooks::made_of::<Self>(figure),
        }
    }

    fn calculated(tx: &mut Tx, records: &[Self], wanted: &Wanted) -> Result<Vec<Figures>> {
        let mut figures = capacities(tx, records, wanted)?;
        hooks::add_figures(tx, records, wanted, &mut figures)?;
        Ok(figures)
    }
}

impl Resource {
    fn enter_base_unit(&mut self, tx: &mut Tx, before: &Self) -> Result<()> {
        hooks::guard_change(tx, self, "base_unit_of_measure")?;
        let rest = "WHERE \"resource_no\" = $1";
        if !self.no.is_empty() && tx.exists::<ResourceLedgerEntry>(rest, params![self.no])? {
            return Err(Error::state(refuse!("resource.hasEntries", resource = &self.no)));
        }
        if self.base_unit_of_measure.is_empty() && !before.base_unit_of_measure.is_empty() {
            return Err(refuse!("resource.baseUnit.blank").into());
        }
        let found: Option<ResourceUnitOfMeasure> =
            tx.get(key![self.no, self.base_unit_of_measure])?;
        match found {
            Some(unit) if unit.qty_per_unit_of_measure != Factor::ONE => {
                let (resource, unit) = (&self.no, &unit.code);
                Err(refuse!("resource.baseUnit.notOne", resource = resource, unit = unit).into())
            }
            _ => Ok(()),
        }
    }

    fn make_base_unit(&self, tx: &mut Tx) -> Result<()> {
        let key = key![self.no, self.base_unit_of_measure];
        if self.base_unit_of_measure.is_empty() || tx.get::<ResourceUnitOfMeasure>(key)?.is_some() {
            return Ok(());
        }
        tx.insert(&mut ResourceUnitOfMeasure {
            resource_no: self.no.clone(),
            code: self.base_unit_of_measure.clone(),
            ..ResourceUnitOfMeasure::default()
        })
    }

    /// Keeps costs, price and profit in step after one of them was entered.
    pub(super) fn work_out(&mut self, column: &str) -> Result<(), Refusal> {
        check::price(self.direct_unit_cost)?;
        check::price(self.unit_cost)?;
        check::price(self.unit_price)?;
        let (direct, hundred) = (self.direct_unit_cost.dec(), hundred());
        match column {
            "direct_unit_cost" | "indirect_cost_percent" => {
                let indirect = direct * self.indirect_cost_percent.dec() / hundred;
                self.unit_cost = UnitPrice::of(direct + indirect);
            }
            "unit_cost" if !direct.is_zero() => {
                let indirect = (self.unit_cost.dec() - direct) / direct * hundred;
                self.indirect_cost_percent = Percent::of(indirect);
            }
            _ => {}
        }
        let from_profit = match self.price_profit_calculation {
            PriceProfitCalculation::NoRelationship => return Ok(()),
            PriceProfitCalculation::PriceCostProfit => column != "unit_price",
            PriceProfitCalculation::ProfitPriceCost => column == "profit_percent",
        };
        let cost = self.unit_cost.dec();
        if from_profit {
            if self.profit_percent.dec() >= hundred {
                return Err(refuse!("resource.profit.tooHigh", percent = self.profit_percent));
            }
            let part = Decimal::ONE - self.profit_percent.dec() / hundred;
            self.unit_price = UnitPrice::of(cost / part);
        } else if self.unit_price.is_zero() {
            self.profit_percent = Percent::ZERO;
        } else {
            let profit = (self.unit_price.dec() - cost) / self.unit_price.dec() * hundred;
            self.profit_percent = Percent::of(profit);
        }
        Ok(())
    }
}

impl Entity for ResourceGroup {
    const COLLECTION: &'static str = "resourceGroups";

    fn before_insert(&mut self, _tx: &mut Tx) -> Result<()> {
        Ok(check::key_given(self)?)
    }

    fn before_delete(&self, tx: &mut Tx) -> Result<()> {
        hooks::guard(tx, self)?;
        used::refuse_while_related(tx, self)
    }

    fn after_delete(&self, tx: &mut Tx) -> Result<()> {
        price_list::forget_asset(tx, AssetType::ResourceGroup, &self.no)
    }
}

impl Entity for ResourceUnitOfMeasure {
    const COLLECTION: &'static str = "resourceUnitsOfMeasure";

    fn enter(&mut self, tx: &mut Tx, column: &'static str, before: &Self) -> Result<()> {
        if column != "qty_per_unit_of_measure" || *self == *before {
            return Ok(());
        }
        if self.qty_per_unit_of_measure.dec() <= Decimal::ZERO {
            return Err(refuse!("item.unit.quantity").into());
        }
        hooks::guard_change(tx, self, column)?;
        let resource: Option<Resource> = tx.get(key![self.resource_no])?;
        let base = resource.is_some_and(|resource| resource.base_unit_of_measure == self.code);
        if base && self.qty_per_unit_of_measure != Factor::ONE {
            let (resource, unit) = (&self.resource_no, &self.code);
            return Err(
                refuse!("resource.baseUnit.notOne", resource = resource, unit = unit).into()
            );
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
        hooks::guard(tx, self)?;
        let resource: Resource = tx.find(key![self.resource_no])?;
        if resource.base_unit_of_measure == self.code {
            return Err(Error::state(refuse!("record.used", key = &self.code, by = "resource")));
        }
        Ok(())
    }
}

impl Entity for ResourceLocation {
    const COLLECTION: &'static str = "resourceLocations";

    fn before_insert(&mut self, tx: &mut Tx) -> Result<()> {
        check::key_given(self)?;
        if self.resource_no.is_empty() {
            return Err(refuse!("record.key.blank").field("resourceNo").into());
        }
        check::key_relations(tx, self)
    }
}

impl Entity for ResourceCapacityEntry {
    const COLLECTION: &'static str = "resourceCapacityEntries";

    fn before_insert(&mut self, tx: &mut Tx) -> Result<()> {
        let resource: Resource = check::named(tx, key![self.resource_no])
            .map_err(|error| error.at(|refusal| refusal.field("resourceNo")))?;
        if self.date.is_none() {
            return Err(refuse!("resource.capacity.date").field("date").into());
        }
        self.resource_group_no = resource.resource_group_no;
        Ok(())
    }
}
