//! How service is managed in this company: number series, what must be filled in, warranty and
//! response defaults.

mod record;
mod rules;

pub use record::{FaultReportingLevel, ServiceMgtSetup};
pub use rules::of;
