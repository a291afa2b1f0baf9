//! What may be entered about service costs.

use base::{Result, refuse};
use store::{Entity, Tx};

use super::{ServiceCost, ServiceCostType};
use crate::dimension::{self, DimensionTable};
use crate::price_list::{self, AssetType};
use crate::{check, gl_account, hooks, used};

impl Entity for ServiceCost {
    const COLLECTION: &'static str = "serviceCosts";

    fn enter(&mut self, tx: &mut Tx, column: &'static str, _before: &Self) -> Result<()> {
        match column {
            "cost_type" if self.cost_type != ServiceCostType::Travel => {
                self.service_zone_code = base::Code::default();
            }
            "service_zone_code"
                if !self.service_zone_code.is_empty()
                    && self.cost_type != ServiceCostType::Travel =>
            {
                return Err(refuse!("serviceCost.zone").into());
            }
            "default_quantity" => check::quantity(self.default_quantity)?,
            "default_unit_cost" => check::price(self.default_unit_cost)?,
            "default_unit_price" => check::price(self.default_unit_price)?,
            _ => {}
        }
        gl_account::check_set_up(tx, self, column)
    }

    fn before_insert(&mut self, _tx: &mut Tx) -> Result<()> {
        Ok(check::key_given(self)?)
    }

    fn before_delete(&self, tx: &mut Tx) -> Result<()> {
        hooks::guard(tx, self)?;
        used::refuse_while_related(tx, self)
    }

    fn after_delete(&self, tx: &mut Tx) -> Result<()> {
        price_list::forget_asset(tx, AssetType::ServiceCost, &self.code)?;
        dimension::forget(tx, DimensionTable::ServiceCost, &self.code)
    }
}
