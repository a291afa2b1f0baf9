//! What a repair status does to its machine and its order: a table of marks, and the choice of the
//! status of the order. Pure rules.

use base::{Date, Time};

use super::RepairStatus;
use crate::order::ServiceStatus;

/// What a repair status stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Nothing in particular.
    None,
    /// Nobody has begun.
    Initial,
    /// Somebody works on it.
    InProcess,
    /// The work is done.
    Finished,
    /// Part of the work is done.
    PartlyServiced,
    /// Somebody else is to do it.
    Referred,
    /// A part is ordered.
    SparePartOrdered,
    /// A part has come.
    SparePartReceived,
    /// The customer must answer.
    WaitingForCustomer,
    /// The quote is complete.
    QuoteFinished,
}

/// What happens to a moment of the work on a machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It stays as it is.
    Keep,
    /// It is blanked.
    Clear,
    /// It becomes now.
    Now,
    /// It becomes now if it is blank.
    NowIfBlank,
}

/// What a mark does when a machine gets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    /// The mark of the new repair status.
    pub to: Mark,
    /// What happens to the start of the work.
    pub start: Effect,
    /// What happens to its end.
    pub finish: Effect,
    /// Whether a machine on an order can get it.
    pub on_orders: bool,
}

const fn plain(to: Mark) -> Transition {
    Transition { to, start: Effect::Keep, finish: Effect::Keep, on_orders: true }
}

/// Every mark with what it does. Whoever leaves *Finished* or *Quote finished* for anything else
/// loses the end of the work as well; see [`effect_of`].
pub const TRANSITIONS: [Transition; 10] = [
    plain(Mark::None),
    Transition { start: Effect::Clear, finish: Effect::Clear, ..plain(Mark::Initial) },
    Transition { start: Effect::Now, ..plain(Mark::InProcess) },
    Transition { start: Effect::NowIfBlank, finish: Effect::Now, ..plain(Mark::Finished) },
    plain(Mark::PartlyServiced),
    plain(Mark::Referred),
    plain(Mark::SparePartOrdered),
    plain(Mark::SparePartReceived),
    plain(Mark::WaitingForCustomer),
    Transition {
        start: Effect::NowIfBlank,
        finish: Effect::Now,
        on_orders: false,
        ..plain(Mark::QuoteFinished)
    },
];

impl Mark {
    /// The mark of a repair status; of several the one that says most.
    pub fn of(status: &RepairStatus) -> Self {
        [
            (status.finished, Self::Finished),
            (status.quote_finished, Self::QuoteFinished),
            (status.in_process, Self::InProcess),
            (status.initial, Self::Initial),
            (status.partly_serviced, Self::PartlyServiced),
            (status.referred, Self::Referred),
            (status.spare_part_ordered, Self::SparePartOrdered),
            (status.spare_part_received, Self::SparePartReceived),
            (status.waiting_for_customer, Self::WaitingForCustomer),
        ]
        .into_iter()
        .find_map(|(has, mark)| has.then_some(mark))
        .unwrap_or(Self::None)
    }

    /// Whether the work is over.
    pub fn is_finished(self) -> bool {
        matches!(self, Self::Finished | Self::QuoteFinished)
    }
}

/// What happens to a machine that goes from one mark to another.
pub fn effect_of(from: Mark, to: Mark) -> Transition {
    let transition = TRANSITIONS.into_iter().find(|transition| transition.to == to);
    let mut transition = transition.expect("the table names every mark");
    if from.is_finished() && !to.is_finished() {
        transition.finish = Effect::Clear;
    }
    transition
}

/// A day and a time on it; either may be blank.
pub type Moment = (Option<Date>, Option<Time>);

/// When the work on a machine began and ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    /// The beginning.
    pub start: Moment,
    /// The end.
    pub finish: Moment,
}

impl Dates {
    /// The dates after a transition. `now` is the work date and the time of day; work does not
    /// begin before the call, `order`.
    #[must_use]
    pub fn after(self, transition: Transition, now: (Date, Time), order: Moment) -> Self {
        let begin = if (order.0, order.1) > (Some(now.0), Some(now.1)) {
            order
        } else {
            (Some(now.0), Some(now.1))
        };
        let start = match transition.start {
            Effect::Keep => self.start,
            Effect::Clear => (None, None),
            Effect::Now => begin,
            Effect::NowIfBlank if self.start.0.is_none() => begin,
            Effect::NowIfBlank => self.start,
        };
        let finish = match transition.finish {
            Effect::Keep => self.finish,
            Effect::Clear => (None, None),
            Effect::Now => begin.max(start),
            Effect::NowIfBlank if self.finish.0.is_none() => begin.max(start),
            Effect::NowIfBlank => self.finish,
        };
        Self { start, finish }
    }
}

/// The status of an order: that of the machine whose repair status has the highest priority; among
/// equals that of `this` machine.
pub fn order_status<'r>(
    this: &'r RepairStatus,
    others: impl IntoIterator<Item = &'r RepairStatus>,
) -> ServiceStatus {
    let best = others
        .into_iter()
        .fold(this, |best, other| if other.priority < best.priority { other } else { best });
    best.service_order_status
}

impl RepairStatus {
    /// Whether an order with such a machine may have this status.
    pub fn allows(&self, status: ServiceStatus) -> bool {
        match status {
            ServiceStatus::Pending => self.pending_status_allowed,
            ServiceStatus::InProcess => self.in_process_status_allowed,
            ServiceStatus::Finished => self.finished_status_allowed,
            ServiceStatus::OnHold => self.on_hold_status_allowed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::status_priority::StatusPriority;

    const ALL: [Mark; 10] = [
        Mark::None,
        Mark::Initial,
        Mark::InProcess,
        Mark::Finished,
        Mark::PartlyServiced,
        Mark::Referred,
        Mark::SparePartOrdered,
        Mark::SparePartReceived,
        Mark::WaitingForCustomer,
        Mark::QuoteFinished,
    ];

    fn day(day: i8) -> Date {
        Date::constant(2026, 3, day)
    }

    fn at(hour: i8) -> Time {
        Time::constant(hour, 0, 0, 0)
    }

    fn moment(date: i8, hour: i8) -> Moment {
        (Some(day(date)), Some(at(hour)))
    }

    #[test]
    fn every_mark_from_every_mark() {
        let before = Dates { start: moment(2, 9), finish: moment(2, 10) };
        for from in ALL {
            for to in ALL {
                let after = before.after(effect_of(from, to), (day(3), at(8)), moment(2, 8));
                let start = match to {
                    Mark::Initial => (None, None),
                    Mark::InProcess => moment(3, 8),
                    _ => moment(2, 9),
                };
                let finish = match to {
                    Mark::Initial => (None, None),
                    Mark::Finished | Mark::QuoteFinished => moment(3, 8),
                    _ if from.is_finished() => (None, None),
                    _ => moment(2, 10),
                };
                assert_eq!((after.start, after.finish), (start, finish), "{from:?} to {to:?}");
                assert_eq!(effect_of(from, to).on_orders, to != Mark::QuoteFinished);
            }
        }
    }

    #[test]
    fn work_begins_with_the_call_at_the_earliest() {
        let begin = effect_of(Mark::Initial, Mark::InProcess);
        let now = (day(2), at(8));
        for (order, start) in [
            (moment(2, 7), moment(2, 8)),
            (moment(2, 11), moment(2, 11)),
            (moment(4, 6), moment(4, 6)),
            (moment(1, 23), moment(2, 8)),
        ] {
            let after = Dates::default().after(begin, now, order);
            assert_eq!(after, Dates { start, finish: (None, None) }, "called {order:?}");
            let done = Dates::default().after(effect_of(Mark::Initial, Mark::Finished), now, order);
            assert_eq!(done, Dates { start, finish: start }, "called {order:?}");
        }
        let late = Dates { start: moment(5, 9), ..Dates::default() };
        let done = late.after(effect_of(Mark::InProcess, Mark::Finished), now, moment(2, 7));
        assert_eq!(done.finish, moment(5, 9), "work does not end before it began");
    }

    fn status(mark: Mark) -> RepairStatus {
        let (service_order_status, priority) = match mark {
            Mark::InProcess => (ServiceStatus::InProcess, StatusPriority::High),
            Mark::Finished => (ServiceStatus::Finished, StatusPriority::Low),
            Mark::SparePartOrdered | Mark::WaitingForCustomer | Mark::QuoteFinished => {
                (ServiceStatus::OnHold, StatusPriority::MediumLow)
            }
            _ => (ServiceStatus::Pending, StatusPriority::MediumHigh),
        };
        RepairStatus { service_order_status, priority, ..RepairStatus::default() }
    }

    #[test]
    fn the_most_urgent_machine_decides_about_the_order() {
        for (this, others, expected) in [
            (Mark::Finished, vec![Mark::Initial, Mark::Initial], ServiceStatus::Pending),
            (Mark::Finished, vec![Mark::Finished, Mark::Finished], ServiceStatus::Finished),
            (Mark::PartlyServiced, vec![Mark::Finished, Mark::Finished], ServiceStatus::Pending),
            (Mark::InProcess, vec![Mark::Finished, Mark::Finished], ServiceStatus::InProcess),
            (Mark::SparePartOrdered, vec![Mark::SparePartOrdered; 2], ServiceStatus::OnHold),
            (
                Mark::Initial,
                vec![Mark::InProcess, Mark::SparePartOrdered],
                ServiceStatus::InProcess,
            ),
            (Mark::Finished, vec![Mark::SparePartOrdered], ServiceStatus::OnHold),
            (Mark::Initial, vec![], ServiceStatus::Pending),
        ] {
            let statuses: Vec<RepairStatus> = others.iter().map(|mark| status(*mark)).collect();
            assert_eq!(
                order_status(&status(this), &statuses),
                expected,
                "{this:?} with {others:?}"
            );
        }
    }

    #[test]
    fn a_repair_status_names_the_statuses_it_allows() {
        let only = RepairStatus { on_hold_status_allowed: true, ..RepairStatus::default() };
        for (status, allowed) in [
            (ServiceStatus::Pending, false),
            (ServiceStatus::InProcess, false),
            (ServiceStatus::Finished, false),
            (ServiceStatus::OnHold, true),
        ] {
            assert_eq!(only.allows(status), allowed, "{status:?}");
        }
    }
}
