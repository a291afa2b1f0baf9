//! What may be entered about units, variants and other names of items.

use base::{Decimal, Error, Factor, Result, refuse};
use store::{Entity, Record, Tx, Value, key, params};

use super::{
    Item, ItemDiscountGroup, ItemReference, ItemReferenceType, ItemTranslation, ItemUnitOfMeasure,
    ItemVariant, StockkeepingUnit, UnitOfMeasure,
};
use crate::customer::Customer;
use crate::item_ledger::ItemLedgerEntry;
use crate::price_list::{self, AssetType};
use crate::{check, hooks, used};

check::plain_entities!(UnitOfMeasure => "unitsOfMeasure");

/// Refuses a part of an item that does not exist, and a blank key column.
fn check_part<T: Record>(tx: &mut Tx, part: &T, item_no: &str, column: &str) -> Result<()> {
    check::named::<Item>(tx, key![item_no])
        .map_err(|error| error.at(|refusal| refusal.field("itemNo")))?;
    let table = T::table();
    let blank = table.column(column).filter(|at| part.value(*at).is_blank());
    if let Some(at) = blank {
        return Err(refuse!("record.key.blank").field(table.columns[at].json).into());
    }
    check::key_relations(tx, part)
}

/// Refuses a variant that the item does not have.
fn check_variant(tx: &mut Tx, item_no: &str, variant: &str) -> Result<()> {
    if variant.is_empty() {
        return Ok(());
    }
    check::named::<ItemVariant>(tx, key![item_no, variant])
        .map_err(|error| error.at(|refusal| refusal.field("variantCode")))
        .map(drop)
}

impl Entity for ItemUnitOfMeasure {
    const COLLECTION: &'static str = "itemUnitsOfMeasure";

    fn enter(&mut self, tx: &mut Tx, column: &'static str, before: &Self) -> Result<()> {
        match column {
            "qty_per_unit_of_measure" if *self != *before => self.enter_quantity(tx),
            "weight" => Ok(check::quantity(self.weight)?),
            "cubage" => Ok(check::quantity(self.cubage)?),
            _ => Ok(()),
        }
    }

    fn before_insert(&mut self, tx: &mut Tx) -> Result<()> {
        check_part(tx, self, &self.item_no, "code")
    }

    fn before_delete(&self, tx: &mut Tx) -> Result<()> {
        hooks::guard(tx, self)?;
        let item: Item = tx.find(key![self.item_no])?;
        if item.base_unit_of_measure == self.code || item.sales_unit_of_measure == self.code {
            return Err(Error::state(refuse!("record.used", key = &self.code, by = "item")));
        }
        self.refuse_with_entries(tx)
    }
}

impl ItemUnitOfMeasure {
    fn enter_quantity(&self, tx: &mut Tx) -> Result<()> {
        if self.qty_per_unit_of_measure.dec() <= Decimal::ZERO {
            return Err(refuse!("item.unit.quantity").into());
        }
        hooks::guard_change(tx, self, "qty_per_unit_of_measure")?;
        let item: Option<Item> = tx.get(key![self.item_no])?;
        let base = item.is_some_and(|item| item.base_unit_of_measure == self.code);
        if base && self.qty_per_unit_of_measure != Factor::ONE {
            let (item, unit) = (&self.item_no, &self.code);
            return Err(refuse!("item.baseUnit.notOne", item = item, unit = unit).into());
        }
        self.refuse_with_entries(tx)
    }

    fn refuse_with_entries(&self, tx: &mut Tx) -> Result<()> {
        let rest = "WHERE \"item_no\" = $1 AND \"unit_of_measure_code\" = $2";
        if tx.exists::<ItemLedgerEntry>(rest, params![self.item_no, self.code])? {
            let by = "item_ledger_entry";
            return Err(Error::state(refuse!("record.used", key = &self.code, by = by)));
        }
        Ok(())
    }
}

impl Entity for ItemVariant {
    const COLLECTION: &'static str = "itemVariants";

    fn before_insert(&mut self, tx: &mut Tx) -> Result<()> {
        check_part(tx, self, &self.item_no, "code")
    }

    fn before_delete(&self, tx: &mut Tx) -> Result<()> {
        hooks::guard(tx, self)?;
        let rest = "WHERE \"item_no\" = $1 AND \"variant_code\" = $2";
        let parameters = params![self.item_no, self.code];
        let by = if tx.exists::<ItemLedgerEntry>(rest, parameters)? {
            "item_ledger_entry"
        } else if tx.exists::<StockkeepingUnit>(rest, parameters)? {
            "stockkeeping_unit"
        } else {
            return Ok(());
        };
        Err(Error::state(refuse!("record.used", key = &self.code, by = by)))
    }

    fn after_delete(&self, tx: &mut Tx) -> Result<()> {
        for table in ["item_translation", "item_reference"] {
            let sql =
                format!("DELETE FROM \"{table}\" WHERE \"item_no\" = $1 AND \"variant_code\" = $2");
            tx.execute(&sql, params![self.item_no, self.code])?;
        }
        let sql = "DELETE FROM \"price_list_line\" WHERE \"asset_type\" = 'item' \
                   AND \"asset_no\" = $1 AND \"variant_code\" = $2";
        tx.execute(sql, params![self.item_no, self.code]).map(drop)
    }
}

impl Entity for ItemTranslation {
    const COLLECTION: &'static str = "itemTranslations";

    fn before_insert(&mut self, tx: &mut Tx) -> Result<()> {
        check_part(tx, self, &self.item_no, "language_code")?;
        check_variant(tx, &self.item_no, &self.variant_code)
    }
}

impl Entity for ItemReference {
    const COLLECTION: &'static str = "itemReferences";

    fn before_insert(&mut self, tx: &mut Tx) -> Result<()> {
        check_part(tx, self, &self.item_no, "reference_no")?;
        check_variant(tx, &self.item_no, &self.variant_code)?;
        let customer = self.reference_type == ItemReferenceType::Customer;
        if customer && !self.reference_type_no.is_empty() {
            check::named::<Customer>(tx, key![self.reference_type_no])
                .map_err(|error| error.at(|refusal| refusal.field("referenceTypeNo")))?;
        }
        Ok(())
    }
}

impl Entity for ItemDiscountGroup {
    const COLLECTION: &'static str = "itemDiscountGroups";

    fn before_insert(&mut self, _tx: &mut Tx) -> Result<()> {
        Ok(check::key_given(self)?)
    }

    fn before_delete(&self, tx: &mut Tx) -> Result<()> {
        used::refuse_while_related(tx, self)
    }

    fn after_delete(&self, tx: &mut Tx) -> Result<()> {
        price_list::forget_asset(tx, AssetType::ItemDiscountGroup, &self.code)
    }
}

impl Entity for StockkeepingUnit {
    const COLLECTION: &'static str = "stockkeepingUnits";

    fn enter(&mut self, _tx: &mut Tx, column: &'static str, _before: &Self) -> Result<()> {
        match column {
            "unit_cost" => Ok(check::price(self.unit_cost)?),
            "standard_cost" => Ok(check::price(self.standard_cost)?),
            _ => Ok(()),
        }
    }

    fn begin(&mut self, tx: &mut Tx) -> Result<()> {
        if let Some(item) = tx.get::<Item>(&[Value::from(self.item_no.as_str())])? {
            (self.unit_cost, self.standard_cost) = (item.unit_cost, item.standard_cost);
            self.shelf_no = item.shelf_no;
        }
        Ok(())
    }

    fn before_insert(&mut self, tx: &mut Tx) -> Result<()> {
        check_part(tx, self, &self.item_no, "location_code")?;
        check_variant(tx, &self.item_no, &self.variant_code)
    }
}
