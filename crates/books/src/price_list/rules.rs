//! What may be entered in price lists.

use base::{Code, Error, Percent, Refusal, Result, UnitPrice, refuse};
use store::{Entity, Record, ToValue, Tx, Value, key, params};

use super::{
    AmountType, AssetType, PriceListHeader, PriceListLine, PriceSourceType, PriceStatus, PriceType,
};
use crate::check;
use crate::customer::{Customer, CustomerDiscountGroup, CustomerPriceGroup};
use crate::gl_account::GlAccount;
use crate::item::{Item, ItemDiscountGroup, ItemUnitOfMeasure, ItemVariant};
use crate::resource::{Resource, ResourceGroup};
use crate::service_cost::ServiceCost;

/// Columns of a list that its lines repeat.
const HANDED_DOWN: &[&str] = &[
    "price_type",
    "source_type",
    "source_no",
    "currency_code",
    "starting_date",
    "ending_date",
    "amount_type",
    "allow_line_disc",
    "allow_invoice_disc",
    "price_includes_vat",
    "vat_bus_posting_gr_price",
    "status",
];

/// Columns that may be changed while the list holds.
const ALWAYS_OPEN: &[&str] = &["description", "status"];

impl Entity for PriceListHeader {
    const COLLECTION: &'static str = "priceLists";

    fn begin(&mut self, _tx: &mut Tx) -> Result<()> {
        (self.allow_line_disc, self.allow_invoice_disc) = (true, true);
        Ok(())
    }

    fn enter(&mut self, tx: &mut Tx, column: &'static str, before: &Self) -> Result<()> {
        match column {
            "source_type" if self.source_type != before.source_type => {
                self.source_no = Code::default();
                self.fit_amount_type();
                Ok(())
            }
            "source_no" => self.take_source(tx),
            "amount_type" => Ok(self.check_amount_type()?),
            "starting_date" | "ending_date" => {
                Ok(check_dates(self.starting_date, self.ending_date)?)
            }
            "price_includes_vat" if !self.price_includes_vat => {
                self.vat_bus_posting_gr_price = Code::default();
                Ok(())
            }
            "status" if self.status == PriceStatus::Active => self.check_complete(tx),
            _ => Ok(()),
        }
    }

    fn before_insert(&mut self, _tx: &mut Tx) -> Result<()> {
        Ok(check::key_given(self)?)
    }

    fn after_update(&mut self, tx: &mut Tx, before: &Self) -> Result<()> {
        self.hand_down(tx, before)
    }

    fn before_delete(&self, _tx: &mut Tx) -> Result<()> {
        if self.status != PriceStatus::Active {
            return Ok(());
        }
        Err(Error::state(refuse!("priceList.active", list = &self.code)))
    }

    fn after_delete(&self, tx: &mut Tx) -> Result<()> {
        let sql = "DELETE FROM \"price_list_line\" WHERE \"price_list_code\" = $1";
        tx.execute(sql, params![self.code]).map(drop)
    }

    fn editable(&self, column: &str) -> bool {
        self.status != PriceStatus::Active || ALWAYS_OPEN.contains(&column)
    }
}

impl PriceListHeader {
    /// Lists of a price group hold prices only, lists of a discount group discounts only.
    fn fit_amount_type(&mut self) {
        match self.source_type {
            PriceSourceType::CustomerPriceGroup => self.amount_type = AmountType::Price,
            PriceSourceType::CustomerDiscGroup => self.amount_type = AmountType::Discount,
            PriceSourceType::AllCustomers | PriceSourceType::Customer => {}
        }
    }

    fn check_amount_type(&self) -> Result<(), Refusal> {
        fits_source(self.source_type, self.amount_type)
    }

    /// Takes over what the customer or group says about prices.
    fn take_source(&mut self, tx: &mut Tx) -> Result<()> {
        if self.source_no.is_empty() {
            return Ok(());
        }
        match self.source_type {
            PriceSourceType::AllCustomers => {
                Err(refuse!("priceList.source.all", source = &self.source_no).into())
            }
            PriceSourceType::Customer => {
                let customer: Customer = check::named(tx, key![self.source_no])?;
                self.currency_code = customer.currency_code;
                self.price_includes_vat = customer.prices_including_vat;
                if self.price_includes_vat {
                    self.vat_bus_posting_gr_price = customer.vat_bus_posting_group;
                }
                self.allow_line_disc = customer.allow_line_disc;
                Ok(())
            }
            PriceSourceType::CustomerPriceGroup => {
                let group: CustomerPriceGroup = check::named(tx, key![self.source_no])?;
                self.price_includes_vat = group.price_includes_vat;
                self.vat_bus_posting_gr_price = group.vat_bus_posting_gr_price;
                self.allow_line_disc = group.allow_line_disc;
                self.allow_invoice_disc = group.allow_invoice_disc;
                Ok(())
            }
            PriceSourceType::CustomerDiscGroup => {
                check::named::<CustomerDiscountGroup>(tx, key![self.source_no]).map(drop)
            }
        }
    }

    /// Refuses to activate a list that says not for whom it holds, or whose lines say nothing.
    fn check_complete(&self, tx: &mut Tx) -> Result<()> {
        if self.source_type != PriceSourceType::AllCustomers && self.source_no.is_empty() {
            return Err(refuse!("priceList.source.missing", list = &self.code)
                .field("sourceNo")
                .into());
        }
        let lines: Vec<PriceListLine> =
            tx.select("WHERE \"price_list_code\" = $1 ORDER BY \"line_no\"", params![self.code])?;
        let wrong = lines.iter().filter_map(|line| line.incomplete().err());
        base::Refusals(wrong.collect()).into_result()
    }

    /// Gives the lines what changed in the list: always whom it is for and whether it holds, the
    /// rest where the line had the same as the list.
    fn hand_down(&self, tx: &mut Tx, before: &Self) -> Result<()> {
        let (of_list, of_line) = (Self::table(), PriceListLine::table());
        let pairs = HANDED_DOWN
            .iter()
            .filter_map(|name| Some((of_list.column(name)?, of_line.column(name)?)));
        let changed: Vec<(usize, usize)> =
            pairs.filter(|(at, _)| self.value(*at) != before.value(*at)).collect();
        if changed.is_empty() {
            return Ok(());
        }
        let lines: Vec<PriceListLine> =
            tx.select("WHERE \"price_list_code\" = $1", params![self.code])?;
        for mut line in lines {
            for (list, at) in &changed {
                let follows = of_line.columns[*at].read_only
                    || line.value(*at) == before.value(*list)
                    || fits_source(self.source_type, line.amount_type).is_err();
                if follows {
                    line.set_value(*at, self.value(*list))?;
                }
            }
            line.drop_what_it_does_not_define();
            tx.update(&mut line)?;
        }
        Ok(())
    }
}

fn fits_source(source: PriceSourceType, amount: AmountType) -> Result<(), Refusal> {
    let fits = match source {
        PriceSourceType::CustomerPriceGroup => amount == AmountType::Price,
        PriceSourceType::CustomerDiscGroup => amount == AmountType::Discount,
        PriceSourceType::AllCustomers | PriceSourceType::Customer => true,
    };
    if fits { Ok(()) } else { Err(refuse!("priceList.amountType.source").field("amountType")) }
}

fn check_dates(start: Option<base::Date>, end: Option<base::Date>) -> Result<(), Refusal> {
    match (start, end) {
        (Some(start), Some(end)) if end < start => {
            Err(refuse!("priceList.dates", start = start, end = end))
        }
        _ => Ok(()),
    }
}

impl Entity for PriceListLine {
    const COLLECTION: &'static str = "priceListLines";

    fn begin(&mut self, tx: &mut Tx) -> Result<()> {
        let list = self.open_list(tx)?;
        if self.line_no == 0 {
            self.line_no = check::next_line_no::<Self>(tx, &list.code)?;
        }
        let of_line = Self::table();
        for name in HANDED_DOWN {
            let columns = (PriceListHeader::table().column(name), of_line.column(name));
            if let (Some(from), Some(to)) = columns {
                self.set_value(to, list.value(from))?;
            }
        }
        self.asset_type = AssetType::Item;
        Ok(())
    }

    fn enter(&mut self, tx: &mut Tx, column: &'static str, before: &Self) -> Result<()> {
        match column {
            "asset_type" if self.asset_type != before.asset_type => self.clear_asset(),
            "asset_no" => self.check_asset(tx)?,
            "variant_code" if !self.variant_code.is_empty() => {
                let key = key![self.asset_no, self.variant_code];
                check::named::<ItemVariant>(tx, key)?;
            }
            "work_type_code" => self.check_work_type()?,
            "unit_of_measure_code" => self.check_unit(tx)?,
            "minimum_quantity" => check::quantity(self.minimum_quantity)?,
            "starting_date" | "ending_date" => check_dates(self.starting_date, self.ending_date)?,
            "unit_price" => check::price(self.unit_price)?,
            "unit_cost" => check::price(self.unit_cost)?,
            "line_discount_percent" => check::percent(self.line_discount_percent)?,
            "amount_type" => fits_source(self.source_type, self.amount_type)?,
            "price_includes_vat" if !self.price_includes_vat => {
                self.vat_bus_posting_gr_price = Code::default();
            }
            _ => {}
        }
        self.refuse_what_it_does_not_define(column)?;
        if column == "amount_type" {
            self.drop_what_it_does_not_define();
        }
        Ok(())
    }

    fn before_insert(&mut self, _tx: &mut Tx) -> Result<()> {
        Ok(check::key_given(self)?)
    }

    fn before_update(&mut self, tx: &mut Tx, _before: &Self) -> Result<()> {
        self.open_list(tx).map(drop)
    }

    fn before_delete(&self, tx: &mut Tx) -> Result<()> {
        self.open_list(tx).map(drop)
    }
}

impl PriceListLine {
    /// The list of the line, which must not hold yet.
    fn open_list(&self, tx: &mut Tx) -> Result<PriceListHeader> {
        let list: PriceListHeader = check::named(tx, key![self.price_list_code])?;
        if list.status == PriceStatus::Active {
            return Err(Error::state(refuse!("priceList.active", list = &list.code)));
        }
        Ok(list)
    }

    fn clear_asset(&mut self) {
        self.asset_no = Code::default();
        self.variant_code = Code::default();
        self.work_type_code = Code::default();
        self.unit_of_measure_code = Code::default();
    }

    fn check_asset(&mut self, tx: &mut Tx) -> Result<()> {
        let no = self.asset_no.clone();
        self.clear_asset();
        self.asset_no = no;
        if self.asset_no.is_empty() {
            return Ok(());
        }
        let key = key![self.asset_no];
        match self.asset_type {
            AssetType::Blank => {
                return Err(refuse!("priceList.asset.all", no = &self.asset_no).into());
            }
            AssetType::Item => {
                let item: Item = check::named(tx, key)?;
                self.unit_of_measure_code = item.sales_unit_of_measure;
            }
            AssetType::ItemDiscountGroup => drop(check::named::<ItemDiscountGroup>(tx, key)?),
            AssetType::Resource => drop(check::named::<Resource>(tx, key)?),
            AssetType::ResourceGroup => drop(check::named::<ResourceGroup>(tx, key)?),
            AssetType::ServiceCost => drop(check::named::<ServiceCost>(tx, key)?),
            AssetType::GlAccount => drop(check::named::<GlAccount>(tx, key)?),
        }
        Ok(())
    }

    fn check_work_type(&self) -> Result<(), Refusal> {
        let resource = matches!(self.asset_type, AssetType::Resource | AssetType::ResourceGroup);
        if resource || self.work_type_code.is_empty() {
            return Ok(());
        }
        Err(refuse!("priceList.workType.resource", workType = &self.work_type_code))
    }

    fn check_unit(&self, tx: &mut Tx) -> Result<()> {
        let item = self.asset_type == AssetType::Item && !self.asset_no.is_empty();
        if item && !self.unit_of_measure_code.is_empty() {
            let key = key![self.asset_no, self.unit_of_measure_code];
            check::named::<ItemUnitOfMeasure>(tx, key)?;
        }
        Ok(())
    }

    /// A price in a line that defines discounts only, or the other way round.
    fn refuse_what_it_does_not_define(&self, column: &str) -> Result<(), Refusal> {
        let price = matches!(column, "unit_price" | "unit_cost");
        let has_price = !self.unit_price.is_zero() || !self.unit_cost.is_zero();
        if price && has_price && !self.amount_type.prices() {
            return Err(refuse!("priceList.line.noPrice"));
        }
        let has_discount = !self.line_discount_percent.is_zero();
        if column == "line_discount_percent" && has_discount && !self.amount_type.discounts() {
            return Err(refuse!("priceList.line.noDiscount"));
        }
        Ok(())
    }

    fn drop_what_it_does_not_define(&mut self) {
        if !self.amount_type.prices() {
            (self.unit_price, self.unit_cost) = (UnitPrice::ZERO, UnitPrice::ZERO);
        }
        if !self.amount_type.discounts() {
            self.line_discount_percent = Percent::ZERO;
        }
    }

    /// Refuses a line that says nothing, or not what it prices.
    fn incomplete(&self) -> Result<(), Refusal> {
        let sale = self.price_type == PriceType::Sale;
        let price = if sale { self.unit_price } else { self.unit_cost };
        let no_discount = self.amount_type.discounts() && self.line_discount_percent.is_zero();
        if price.is_zero() && no_discount {
            return Err(
                refuse!("priceList.line.empty", list = &self.price_list_code).line(self.line_no)
            );
        }
        let priced_group = self.asset_type == AssetType::ItemDiscountGroup
            && self.amount_type != AmountType::Discount;
        if priced_group {
            return Err(refuse!("priceList.line.discountGroup", list = &self.price_list_code)
                .line(self.line_no));
        }
        Ok(())
    }
}

/// Deletes the lines of price lists for a thing that goes.
pub(crate) fn forget_asset(tx: &mut Tx, kind: AssetType, no: &str) -> Result<()> {
    let sql = "DELETE FROM \"price_list_line\" WHERE \"asset_type\" = $1 AND \"asset_no\" = $2";
    tx.execute(sql, &[kind.to_value(), Value::from(no)]).map(drop)
}

/// Refuses that a customer or group goes while a price list is for it.
pub(crate) fn refuse_while_source(tx: &mut Tx, kind: PriceSourceType, no: &str) -> Result<()> {
    let rest = "WHERE \"source_type\" = $1 AND \"source_no\" = $2";
    if tx.exists::<PriceListHeader>(rest, &[kind.to_value(), Value::from(no)])? {
        return Err(Error::state(refuse!("record.used", key = no, by = "price_list_header")));
    }
    Ok(())
}
