//! What becomes of the document that was posted: it goes, or it stays with what is left to do.

use crate::line::{ServiceLine, set_amounts};
use crate::order::ServiceHeader;

use super::situation::Situation;
use super::takings::Taking;

/// What becomes of the unposted document.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Everything on it is settled.
    Deleted,
    /// It stays, with what is left to do.
    Stays(Box<Remainder>),
}

/// A document that stays after a posting.
#[derive(Clone, Debug, PartialEq)]
pub struct Remainder {
    /// Its head.
    pub header: ServiceHeader,
    /// Lines that changed.
    pub changed: Vec<ServiceLine>,
    /// Lines that the program added, such as a service charge.
    pub added: Vec<ServiceLine>,
    /// Lines that the program took away again.
    pub removed: Vec<ServiceLine>,
}

impl Remainder {
    fn of(situation: &Situation, lines: Vec<ServiceLine>) -> Self {
        let stored = situation.stored_lines();
        let same_no = |one: &ServiceLine, other: &ServiceLine| one.line_no == other.line_no;
        let removed = stored.iter().filter(|old| !lines.iter().any(|line| same_no(line, old)));
        let removed = removed.cloned().collect();
        let (old, added): (Vec<_>, Vec<_>) =
            lines.into_iter().partition(|line| stored.iter().any(|stored| same_no(stored, line)));
        let changed = old.into_iter().filter(|line| !stored.contains(line)).collect();
        Self { header: situation.header.clone(), changed, added, removed }
    }
}

/// The document after the posting: what was taken is counted and the rest proposed; a line that was
/// passed over keeps what was entered.
pub fn outcome(situation: &Situation, takings: &[Taking<'_>]) -> Outcome {
    if !situation.is_order() {
        return Outcome::Deleted;
    }
    let mut lines = situation.lines.clone();
    for line in lines.iter_mut().filter(|line| line.counts()) {
        let taken = takings.iter().find(|taking| taking.line.line_no == line.line_no);
        if let Some(taking) = taken {
            let quantities = situation.quantities(line).after(&taking.taken);
            line.set_quantities(&quantities);
        }
    }
    if settled(situation, &lines) {
        return Outcome::Deleted;
    }
    set_amounts(lines.iter_mut(), &situation.context());
    Outcome::Stays(Box::new(Remainder::of(situation, lines)))
}

/// Whether nothing is left to post: every line is invoiced or consumed, and every machine has a
/// line, for otherwise its work is not registered yet.
fn settled(situation: &Situation, lines: &[ServiceLine]) -> bool {
    let machines = situation.item_lines.iter().filter(|item| !item.service_item_no.is_empty());
    let mut machines = machines.map(|item| item.line_no);
    lines.iter().all(|line| situation.quantities(line).settled())
        && machines.all(|no| lines.iter().any(|line| line.service_item_line_no == no))
}
