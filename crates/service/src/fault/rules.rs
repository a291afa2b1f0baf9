//! What may be entered about faults.

use base::{Error, Result, refuse};
use store::{Entity, Tx, key, params};

use super::{FaultArea, FaultCode, FaultReasonCode, ResolutionCode, SymptomCode};
use crate::check;
use crate::order::ServiceItemLine;
use crate::setup::{self, FaultReportingLevel};

check::plain_entities!(
    FaultArea => "faultAreas",
    SymptomCode => "symptomCodes",
    ResolutionCode => "resolutionCodes",
    FaultReasonCode => "faultReasonCodes",
);

impl Entity for FaultCode {
    const COLLECTION: &'static str = "faultCodes";

    fn begin(&mut self, _tx: &mut Tx) -> Result<()> {
        if self.code.is_empty() {
            return Err(refuse!("record.key.blank").field("code").into());
        }
        Ok(())
    }

    fn before_insert(&mut self, tx: &mut Tx) -> Result<()> {
        if setup::of(tx)?.fault_reporting_level == FaultReportingLevel::None {
            return Err(Error::state(refuse!("fault.reporting.none")));
        }
        let area = self.fault_area_code.clone();
        if !area.is_empty() && tx.get::<FaultArea>(key![area])?.is_none() {
            let refusal =
                refuse!("record.relation.unknown", table = "fault_area", value = area.as_str());
            return Err(refusal.field("faultAreaCode").into());
        }
        let symptom = self.symptom_code.clone();
        if !symptom.is_empty() && tx.get::<SymptomCode>(key![symptom])?.is_none() {
            let refusal = refuse!(
                "record.relation.unknown",
                table = "symptom_code",
                value = symptom.as_str()
            );
            return Err(refusal.field("symptomCode").into());
        }
        Ok(())
    }

    fn before_delete(&self, tx: &mut Tx) -> Result<()> {
        let rest =
            "WHERE \"fault_area_code\" = $1 AND \"symptom_code\" = $2 AND \"fault_code\" = $3";
        let used: Option<ServiceItemLine> =
            tx.first(rest, params![self.fault_area_code, self.symptom_code, self.code])?;
        used.map_or(Ok(()), |line| {
            let key = self.code.as_str();
            Err(Error::state(refuse!("fault.code.used", code = key, document = line.document_no)))
        })
    }
}

/// Refuses a fault code that does not exist with this area and symptom; a blank one is fine.
///
/// # Errors
/// `fault.code.unknown`.
pub fn check_code(tx: &mut Tx, area: &str, symptom: &str, code: &str) -> Result<()> {
    if code.is_empty() || tx.get::<FaultCode>(key![area, symptom, code])?.is_some() {
        return Ok(());
    }
    let refusal = refuse!("fault.code.unknown", code = code, area = area, symptom = symptom);
    Err(refusal.field("faultCode").into())
}
