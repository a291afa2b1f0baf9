//! Repair statuses: how far the repair of one machine is, and what that means for its order.

mod record;
mod rules;
mod transitions;

pub use record::RepairStatus;
pub use rules::marked;
pub use transitions::{Dates, Effect, Mark, TRANSITIONS, effect_of, order_status};
