//! Service items: the machines that are served, with owner, serial number and warranty.

mod delete;
mod figures;
mod item;
mod owner;
mod record;
mod rules;
mod warranty;

pub use owner::open_line;
pub use record::{ServiceItem, ServiceItemBlocked, ServiceItemStatus};
pub use rules::next_no;
