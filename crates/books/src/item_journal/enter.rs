//! What entering a field of an item journal line does to the others.

use base::{Amount, Code, Factor, Quantity, Result, Text, UnitPrice, cents, refuse, unit_round};
use store::{Entity, Tx, key, params};

use super::{DEFAULT_BATCH, ItemJournalLine, SOURCE_CODE};
use crate::check;
use crate::dimension::{self, DimensionTable, sets};
use crate::item::{self, CostingMethod, Item, ItemType, ItemVariant};

impl Entity for ItemJournalLine {
    const COLLECTION: &'static str = "itemJournalLines";

    fn begin(&mut self, tx: &mut Tx) -> Result<()> {
        if self.journal_batch_name.is_empty() {
            self.journal_batch_name = Code::new(DEFAULT_BATCH);
        }
        if self.line_no == 0 {
            let batch = self.journal_batch_name.clone();
            self.line_no = check::next_line_no::<Self>(tx, &batch)?;
        }
        let above: Option<Self> = tx.first(
            "WHERE \"journal_batch_name\" = $1 AND \"line_no\" < $2 ORDER BY \"line_no\" DESC",
            params![self.journal_batch_name, self.line_no],
        )?;
        if let Some(above) = above {
            self.posting_date = above.posting_date;
            self.entry_type = above.entry_type;
            self.document_no = above.document_no;
            self.location_code = above.location_code;
        } else {
            self.posting_date = Some(tx.today());
        }
        Ok(())
    }

    fn enter(&mut self, tx: &mut Tx, column: &'static str, before: &Self) -> Result<()> {
        match column {
            "item_no" => self.choose_item(tx),
            "variant_code" => self.choose_variant(tx),
            "location_code" => {
                self.take_cost(tx)?;
                self.take_dimensions(tx, before)
            }
            "quantity" => {
                check::quantity(self.quantity)?;
                self.measure(tx)
            }
            "unit_of_measure_code" => self.choose_unit(tx),
            "unit_amount" => self.enter_unit_amount(tx),
            "amount" => self.enter_amount(tx),
            "applies_to_entry" if self.applies_to_entry < 0 => {
                Err(refuse!("value.negative").into())
            }
            "shortcut_dimension_1_code" => self.enter_dimension(tx, 1),
            "shortcut_dimension_2_code" => self.enter_dimension(tx, 2),
            _ => Ok(()),
        }
    }
}

impl ItemJournalLine {
    fn item(&self, tx: &mut Tx) -> Result<Option<Item>> {
        if self.item_no.is_empty() { Ok(None) } else { tx.get(key![self.item_no]) }
    }

    fn choose_item(&mut self, tx: &mut Tx) -> Result<()> {
        self.variant_code = Code::default();
        self.applies_to_entry = 0;
        let Some(item) = self.item(tx)? else {
            self.description = Text::default();
            self.unit_of_measure_code = Code::default();
            return Ok(());
        };
        if item.blocked {
            return Err(refuse!("itemJournal.item.blocked", item = &item.no).into());
        }
        if item.r#type != ItemType::Inventory {
            return Err(refuse!("itemJournal.item.notInventory", item = &item.no).into());
        }
        self.description = item.description.clone();
        self.gen_prod_posting_group = item.gen_prod_posting_group.clone();
        self.unit_of_measure_code = item.base_unit_of_measure.clone();
        self.choose_unit(tx)?;
        let before = Self::default();
        self.take_dimensions(tx, &before)
    }

    fn choose_variant(&mut self, tx: &mut Tx) -> Result<()> {
        let Some(item) = self.item(tx)? else { return Ok(()) };
        self.description = item.description.clone();
        if !self.variant_code.is_empty() {
            let found: Option<ItemVariant> = tx.get(key![self.item_no, self.variant_code])?;
            let variant = found.ok_or_else(|| {
                refuse!(
                    "itemJournal.variant.unknown",
                    item = &item.no,
                    variant = &self.variant_code
                )
            })?;
            if variant.blocked {
                return Err(refuse!(
                    "itemJournal.variant.blocked",
                    item = &item.no,
                    variant = &variant.code
                )
                .into());
            }
            if !variant.description.is_empty() {
                self.description = variant.description;
            }
        }
        self.take_cost(tx)
    }

    fn choose_unit(&mut self, tx: &mut Tx) -> Result<()> {
        self.qty_per_unit_of_measure = Factor::ONE;
        if let Some(item) = self.item(tx)?
            && self.unit_of_measure_code != item.base_unit_of_measure
        {
            self.qty_per_unit_of_measure =
                item::qty_per_unit(tx, &item.no, &self.unit_of_measure_code)?;
        }
        self.take_cost(tx)?;
        self.measure(tx)
    }

    /// The cost on the card, or that of the stockkeeping unit.
    fn take_cost(&mut self, tx: &mut Tx) -> Result<()> {
        let Some(item) = self.item(tx)? else { return Ok(()) };
        self.unit_cost = match item.costing_method {
            CostingMethod::Standard => item.standard_cost,
            _ => item::unit_cost(tx, &item, &self.variant_code, &self.location_code)?,
        };
        self.unit_amount = UnitPrice::of(self.unit_cost.dec() * self.qty_per_unit_of_measure.dec());
        self.calculate();
        Ok(())
    }

    fn measure(&mut self, tx: &mut Tx) -> Result<()> {
        let precision = self.item(tx)?.map(|item| item.rounding_precision);
        let precision = precision.filter(|precision| precision.is_positive());
        let base = self.quantity.dec() * self.qty_per_unit_of_measure.dec();
        self.quantity_base = match precision {
            Some(precision) => Quantity::of(base::round(base, precision.dec())),
            None => Quantity::of(unit_round(base)),
        };
        if !self.quantity.is_zero() && self.quantity_base.is_zero() {
            let (quantity, unit) = (self.quantity, &self.unit_of_measure_code);
            let refusal = refuse!("line.quantity.tooSmall", quantity = quantity, unit = unit);
            return Err(refusal.field("quantity").into());
        }
        self.calculate();
        Ok(())
    }

    fn calculate(&mut self) {
        self.amount = Amount::of(cents(self.quantity.dec() * self.unit_amount.dec()));
    }

    fn enter_unit_amount(&mut self, tx: &mut Tx) -> Result<()> {
        check::price(self.unit_amount)?;
        let per_unit = self.qty_per_unit_of_measure.dec();
        if !per_unit.is_zero() {
            self.unit_cost = UnitPrice::of(self.unit_amount.dec() / per_unit);
        }
        if let Some(item) = self.item(tx)?
            && item.costing_method == CostingMethod::Standard
            && self.unit_cost != item.standard_cost
        {
            let cost = item.standard_cost;
            return Err(refuse!("itemJournal.cost.standard", item = &item.no, cost = cost).into());
        }
        self.calculate();
        Ok(())
    }

    fn enter_amount(&mut self, tx: &mut Tx) -> Result<()> {
        let amount = Amount::of(cents(self.amount.dec()));
        if amount.is_negative() {
            return Err(refuse!("value.negative").into());
        }
        if self.quantity.is_zero() {
            return Err(refuse!("itemJournal.amount.quantity").into());
        }
        self.unit_amount = UnitPrice::of(unit_round(amount.dec() / self.quantity.dec()));
        self.enter_unit_amount(tx)?;
        self.amount = amount;
        Ok(())
    }

    /// The dimensions of item and location. What was entered by hand stays while they bring none.
    fn take_dimensions(&mut self, tx: &mut Tx, before: &Self) -> Result<()> {
        let (item, location) = (self.item_no.clone(), self.location_code.clone());
        let records: [(DimensionTable, &str); 2] =
            [(DimensionTable::Item, &item), (DimensionTable::Location, &location)];
        let changed = before.item_no != item || before.location_code != location;
        if changed && dimension::any(tx, &records)? {
            self.dimension_set_id = dimension::defaults(tx, SOURCE_CODE, &records, 0, None)?;
            self.show_dimensions(tx)?;
        }
        Ok(())
    }

    fn enter_dimension(&mut self, tx: &mut Tx, number: u8) -> Result<()> {
        let value = match number {
            1 => &self.shortcut_dimension_1_code,
            _ => &self.shortcut_dimension_2_code,
        };
        self.dimension_set_id = sets::with_global(tx, self.dimension_set_id, number, value)?;
        self.show_dimensions(tx)
    }

    fn show_dimensions(&mut self, tx: &mut Tx) -> Result<()> {
        (self.shortcut_dimension_1_code, self.shortcut_dimension_2_code) =
            sets::global(tx, self.dimension_set_id)?;
        Ok(())
    }
}
