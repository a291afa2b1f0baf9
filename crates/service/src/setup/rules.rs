//! Reading and checking the service management setup.

use base::{Date, Percent, Result, hundred, refuse};
use store::{Entity, Tx, key};

use super::ServiceMgtSetup;

/// The setup; that of a new company when none was saved yet.
///
/// # Errors
/// When the database fails.
pub fn of(tx: &mut Tx) -> Result<ServiceMgtSetup> {
    Ok(tx.get(key![""])?.unwrap_or_else(ServiceMgtSetup::initial))
}

impl ServiceMgtSetup {
    /// The setup that a new company begins with.
    pub fn initial() -> Self {
        Self {
            copy_comments_order_to_invoice: true,
            copy_comments_order_to_shpt: true,
            warranty_disc_percent_parts: Percent::from(100),
            warranty_disc_percent_labor: Percent::from(100),
            ..Self::default()
        }
    }

    /// The last day of a warranty that begins on this day; without a duration it ends at once.
    ///
    /// # Errors
    /// Refuses a duration that leads backwards.
    pub fn end_of_warranty(&self, start: Date) -> Result<Date> {
        let end = self.default_warranty_duration.apply(start)?;
        if end < start {
            let duration = self.default_warranty_duration.as_str();
            return Err(refuse!("setup.warrantyDuration.negative", duration = duration).into());
        }
        Ok(end)
    }
}

impl Entity for ServiceMgtSetup {
    const COLLECTION: &'static str = "serviceManagementSetup";
    const SINGLETON: bool = true;

    fn begin(&mut self, _tx: &mut Tx) -> Result<()> {
        *self = Self::initial();
        Ok(())
    }

    fn enter(&mut self, _tx: &mut Tx, column: &'static str, _before: &Self) -> Result<()> {
        match column {
            "default_response_time_hours" if self.default_response_time_hours.is_negative() => {
                Err(refuse!("value.negative").into())
            }
            "warranty_disc_percent_parts" => percent(self.warranty_disc_percent_parts),
            "warranty_disc_percent_labor" => percent(self.warranty_disc_percent_labor),
            _ => Ok(()),
        }
    }
}

/// Refuses a percentage outside 0 to 100.
fn percent(value: Percent) -> Result<()> {
    if value.is_negative() || value.dec() > hundred() {
        return Err(refuse!("value.percent.range", value = value).into());
    }
    Ok(())
}
