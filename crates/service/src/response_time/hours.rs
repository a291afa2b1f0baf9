//! Within how many hours a response is due.

use base::Quantity;

/// Where the hours can come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    /// Those of the service item.
    pub service_item: Quantity,
    /// Those of its group.
    pub group: Quantity,
    /// Those of the setup.
    pub setup: Quantity,
}

/// The hours that hold: those of the service item before those of the group before those of the
/// setup.
pub fn hours(sources: Sources) -> Quantity {
    if sources.service_item.is_positive() {
        sources.service_item
    } else if !sources.group.is_zero() {
        sources.group
    } else {
        sources.setup
    }
}
