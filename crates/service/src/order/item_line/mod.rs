//! Service item lines: the machines on an order.

mod begin;
mod create_service_item;
mod dates;
mod delete;
mod dimensions;
mod enter;
mod fault;
mod follow;
mod item;
mod record;
mod repair;
mod response;
mod service_item;
mod warranty;

pub(super) use create_service_item::actions;
pub(super) use dimensions::take as take_set;
pub(super) use follow::follow_order_date;
pub use record::ServiceItemLine;
