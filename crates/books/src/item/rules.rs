//! What may be entered about items.

use base::{Code, Error, Factor, Refusal, Result, UnitPrice, refuse};
use store::{Entity, Figures, Tx, Wanted, key, params};

use super::{CostingMethod, Item, ItemType, ItemUnitOfMeasure, ItemVariant, StockkeepingUnit};
use crate::dimension::{self, DimensionTable};
use crate::item_ledger::{self, ItemLedgerEntry};
use crate::posting_setup::GenProductPostingGroup;
use crate::price_list::{self, AssetType};
use crate::{check, hooks, inventory_setup, used};

/// Refuses an item that cannot be used on service lines.
///
/// # Errors
/// `item.blocked`, `item.serviceBlocked`.
pub fn check_usable(item: &Item) -> Result<(), Refusal> {
    if item.blocked {
        return Err(refuse!("item.blocked", item = &item.no));
    }
    if item.service_blocked {
        return Err(refuse!("item.serviceBlocked", item = &item.no));
    }
    Ok(())
}

/// Refuses a variant that cannot be used on service lines.
///
/// # Errors
/// `item.variant.blocked`, `item.variant.serviceBlocked`.
pub fn check_variant_usable(variant: &ItemVariant) -> Result<(), Refusal> {
    let (item, code) = (&variant.item_no, &variant.code);
    if variant.blocked {
        return Err(refuse!("item.variant.blocked", item = item, variant = code));
    }
    if variant.service_blocked {
        return Err(refuse!("item.variant.serviceBlocked", item = item, variant = code));
    }
    Ok(())
}

/// What one base unit of an item costs at a location: as its stockkeeping unit says, where there is
/// one, else as the card says.
///
/// # Errors
/// When the database fails.
pub fn unit_cost(tx: &mut Tx, item: &Item, variant: &str, location: &str) -> Result<UnitPrice> {
    let unit: Option<StockkeepingUnit> = tx.get(key![location, item.no, variant])?;
    Ok(unit.map_or(item.unit_cost, |unit| unit.unit_cost))
}

/// How many base units one unit of an item holds.
///
/// # Errors
/// Refuses a unit that the item does not have.
pub fn qty_per_unit(tx: &mut Tx, item_no: &str, unit: &str) -> Result<Factor> {
    let found: Option<ItemUnitOfMeasure> = tx.get(key![item_no, unit])?;
    found
        .map(|found| found.qty_per_unit_of_measure)
        .ok_or_else(|| refuse!("item.unit.unknown", item = item_no, unit = unit).into())
}

impl Entity for Item {
    const COLLECTION: &'static str = "items";

    fn begin(&mut self, _tx: &mut Tx) -> Result<()> {
        self.allow_invoice_disc = true;
        Ok(())
    }

    fn enter(&mut self, tx: &mut Tx, column: &'static str, before: &Self) -> Result<()> {
        match column {
            "type" if self.r#type != before.r#type => self.enter_type(tx),
            "base_unit_of_measure" if self.base_unit_of_measure != before.base_unit_of_measure => {
                self.enter_base_unit(tx, before)
            }
            "sales_unit_of_measure" => self.check_sales_unit(tx),
            "rounding_precision" => Ok(check::quantity(self.rounding_precision)?),
            "gen_prod_posting_group" if !self.gen_prod_posting_group.is_empty() => {
                let group: GenProductPostingGroup = tx.find(key![self.gen_prod_posting_group])?;
                if !group.def_vat_prod_posting_group.is_empty() {
                    self.vat_prod_posting_group = group.def_vat_prod_posting_group;
                }
                Ok(())
            }
            "inventory_posting_group" => Ok(self.check_inventory_group()?),
            "costing_method" if self.costing_method != before.costing_method => {
                self.enter_costing_method(tx)
            }
            "unit_cost" | "standard_cost" => self.enter_cost(tx, column, before),
            "unit_price" => Ok(check::price(self.unit_price)?),
            "last_direct_cost" => Ok(check::price(self.last_direct_cost)?),
            "price_includes_vat" if !self.price_includes_vat => {
                self.vat_bus_posting_gr_price = Code::default();
                Ok(())
            }
            "net_weight" => Ok(check::quantity(self.net_weight)?),
            "gross_weight" => Ok(check::quantity(self.gross_weight)?),
            "unit_volume" => Ok(check::quantity(self.unit_volume)?),
            "units_per_parcel" => Ok(check::quantity(self.units_per_parcel)?),
            _ => Ok(()),
        }
    }

    fn before_insert(&mut self, tx: &mut Tx) -> Result<()> {
        let series = inventory_setup::of(tx)?.item_nos;
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
        if self.has_entries(tx)? {
            let by = "item_ledger_entry";
            return Err(Error::state(refuse!("record.used", key = &self.no, by = by)));
        }
        let sql = "DELETE FROM \"stockkeeping_unit\" WHERE \"item_no\" = $1";
        tx.execute(sql, params![self.no])?;
        used::refuse_while_related(tx, self)
    }

    fn after_delete(&self, tx: &mut Tx) -> Result<()> {
        for table in ["item_unit_of_measure", "item_variant", "item_translation", "item_reference"]
        {
            let sql = format!("DELETE FROM \"{table}\" WHERE \"item_no\" = $1");
            tx.execute(&sql, params![self.no])?;
        }
        price_list::forget_asset(tx, AssetType::Item, &self.no)?;
        dimension::forget(tx, DimensionTable::Item, &self.no)
    }

    fn made_of(figure: &str) -> Option<&'static [&'static str]> {
        match figure {
            "inventory" => Some(&["item_stock"]),
            "inventoryValue" => Some(&["item_stock.cost_amount"]),
            _ => hooks::made_of::<Self>(figure),
        }
    }

    fn calculated(tx: &mut Tx, records: &[Self], wanted: &Wanted) -> Result<Vec<Figures>> {
        let mut figures = item_ledger::of_items(tx, records, wanted)?;
        hooks::add_figures(tx, records, wanted, &mut figures)?;
        Ok(figures)
    }
}

impl Item {
    fn has_entries(&self, tx: &mut Tx) -> Result<bool> {
        tx.exists::<ItemLedgerEntry>("WHERE \"item_no\" = $1", params![self.no])
    }

    /// Refuses a change that entries posted before would contradict.
    fn refuse_with_entries(&self, tx: &mut Tx, column: &str) -> Result<()> {
        hooks::guard_change(tx, self, column)?;
        if !self.no.is_empty() && self.has_entries(tx)? {
            return Err(Error::state(refuse!("item.hasEntries", item = &self.no)));
        }
        Ok(())
    }

    /// What is not kept in stock has no stock accounts and no costing method of its own.
    fn enter_type(&mut self, tx: &mut Tx) -> Result<()> {
        hooks::guard_change(tx, self, "type")?;
        let stock = item_ledger::inventory(tx, &self.no, None, None)?;
        if !self.no.is_empty() && !stock.is_zero() {
            let refusal = refuse!("item.type.inStock", item = &self.no, quantity = stock);
            return Err(Error::state(refusal));
        }
        if self.r#type != ItemType::Inventory {
            self.inventory_posting_group = Code::default();
            self.costing_method = CostingMethod::Fifo;
        }
        Ok(())
    }

    fn enter_base_unit(&mut self, tx: &mut Tx, before: &Self) -> Result<()> {
        self.refuse_with_entries(tx, "base_unit_of_measure")?;
        if self.base_unit_of_measure.is_empty() && !before.base_unit_of_measure.is_empty() {
            return Err(refuse!("item.baseUnit.blank").into());
        }
        let found: Option<ItemUnitOfMeasure> = tx.get(key![self.no, self.base_unit_of_measure])?;
        match found {
            Some(unit) if unit.qty_per_unit_of_measure != Factor::ONE => {
                let code = &unit.code;
                Err(refuse!("item.baseUnit.notOne", item = &self.no, unit = code).into())
            }
            _ => Ok(()),
        }
    }

    /// The base unit is a unit of the item and holds one of itself.
    fn make_base_unit(&self, tx: &mut Tx) -> Result<()> {
        let key = key![self.no, self.base_unit_of_measure];
        if self.base_unit_of_measure.is_empty() || tx.get::<ItemUnitOfMeasure>(key)?.is_some() {
            return Ok(());
        }
        tx.insert(&mut ItemUnitOfMeasure {
            item_no: self.no.clone(),
            code: self.base_unit_of_measure.clone(),
            ..ItemUnitOfMeasure::default()
        })
    }

    /// The unit of sales must be one of the item's; those of a new item are made after it.
    fn check_sales_unit(&self, tx: &mut Tx) -> Result<()> {
        let unit = &self.sales_unit_of_measure;
        let new = self.version == 0;
        if new || unit.is_empty() || *unit == self.base_unit_of_measure {
            return Ok(());
        }
        qty_per_unit(tx, &self.no, unit).map(drop)
    }

    fn check_inventory_group(&self) -> Result<(), Refusal> {
        if self.r#type == ItemType::Inventory || self.inventory_posting_group.is_empty() {
            return Ok(());
        }
        Err(refuse!("item.inventoryPostingGroup.notStocked", item = &self.no))
    }

    fn enter_costing_method(&mut self, tx: &mut Tx) -> Result<()> {
        self.refuse_with_entries(tx, "costing_method")?;
        if self.r#type != ItemType::Inventory && self.costing_method != CostingMethod::Fifo {
            return Err(refuse!("item.costingMethod.notStocked", item = &self.no).into());
        }
        if self.costing_method == CostingMethod::Standard {
            if self.standard_cost.is_zero() {
                self.standard_cost = self.unit_cost;
            }
            self.unit_cost = self.standard_cost;
        }
        Ok(())
    }

    /// With standard costs, unit cost and standard cost are the same. The unit cost of an item in
    /// stock follows from its entries.
    fn enter_cost(&mut self, tx: &mut Tx, column: &str, before: &Self) -> Result<()> {
        check::price(self.unit_cost)?;
        check::price(self.standard_cost)?;
        if self.costing_method == CostingMethod::Standard {
            let entered = if column == "unit_cost" { self.unit_cost } else { self.standard_cost };
            (self.unit_cost, self.standard_cost) = (entered, entered);
            return Ok(());
        }
        let kept_in_stock = self.r#type == ItemType::Inventory && !self.no.is_empty();
        if column == "unit_cost" && self.unit_cost != before.unit_cost && kept_in_stock {
            let stock = item_ledger::inventory(tx, &self.no, None, None)?;
            if !stock.is_zero() {
                let refusal = refuse!("item.unitCost.inStock", item = &self.no, quantity = stock);
                return Err(Error::state(refusal));
            }
        }
        Ok(())
    }
}
