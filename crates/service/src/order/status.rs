//! How far the work on an order is: what each status does, and what it needs.

use base::{Error, Refusal, Refusals, Result, refuse};
use store::{Tx, key};

use super::{DocumentType, ServiceHeader, ServiceItemLine, ServiceStatus, dates, parts, roll_up};
use crate::line::{LineType, ServiceLine};
use crate::repair_status::RepairStatus;
use crate::setup::{self, ServiceMgtSetup};

/// What happens to a date of the order when a person changes the status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It stays as it is.
    Keep,
    /// It is blanked.
    Clear,
    /// It comes from the item lines; without item lines it becomes now.
    FromLines,
    /// It comes from the item lines, and stays as it was typed where they have none; without item
    /// lines it becomes now if it is blank.
    FromLinesIfBlank,
}

/// What a status does to the start and the end of the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    /// The new status.
    pub to: ServiceStatus,
    /// What happens to the start.
    pub start: Effect,
    /// What happens to the end.
    pub finish: Effect,
}

/// Every status, from whichever other one.
pub const TRANSITIONS: [Transition; 4] = [
    Transition { to: ServiceStatus::Pending, start: Effect::Keep, finish: Effect::Clear },
    Transition { to: ServiceStatus::InProcess, start: Effect::FromLines, finish: Effect::Clear },
    Transition {
        to: ServiceStatus::Finished,
        start: Effect::Keep,
        finish: Effect::FromLinesIfBlank,
    },
    Transition { to: ServiceStatus::OnHold, start: Effect::Keep, finish: Effect::Clear },
];

/// A person chose the status.
///
/// # Errors
/// Refuses a status that the repair status of a machine does not allow, and *Finished* while
/// something is missing.
pub(super) fn enter(tx: &mut Tx, header: &mut ServiceHeader, before: &ServiceHeader) -> Result<()> {
    if header.status == before.status {
        return Ok(());
    }
    let lines = parts::item_lines(tx, header)?;
    check(tx, header, &lines, None)?;
    let transition = TRANSITIONS.into_iter().find(|transition| transition.to == header.status);
    let transition = transition.expect("the table names every status");
    let now = now(tx, header);
    let start = (header.starting_date, header.starting_time);
    (header.starting_date, header.starting_time) =
        carry_out(transition.start, start, dates::earliest_start(&lines), lines.is_empty(), now);
    let finish = (header.finishing_date, header.finishing_time);
    (header.finishing_date, header.finishing_time) =
        carry_out(transition.finish, finish, dates::latest_finish(&lines), lines.is_empty(), now);
    dates::count_hours(tx, header)
}

type Moment = (Option<base::Date>, Option<base::Time>);

/// Now, or the call when that lies ahead.
fn now(tx: &Tx, header: &ServiceHeader) -> Moment {
    let now = (Some(tx.today()), Some(tx.now().time()));
    let call = (header.order_date, header.order_time);
    now.max(call)
}

fn carry_out(
    effect: Effect,
    old: Moment,
    of_lines: Option<(base::Date, Option<base::Time>)>,
    no_lines: bool,
    now: Moment,
) -> Moment {
    match effect {
        Effect::Keep => old,
        Effect::Clear => (None, None),
        Effect::FromLines if no_lines => now,
        Effect::FromLinesIfBlank if no_lines && old.0.is_none() => now.max(old),
        Effect::FromLinesIfBlank if no_lines => old,
        Effect::FromLines => of_lines.map_or((None, None), |(date, time)| (Some(date), time)),
        Effect::FromLinesIfBlank => of_lines.map_or(old, |(date, time)| (Some(date), time)),
    }
}

/// The repair status of a machine decided about the status. `lines` are those of the order as they
/// will be, `changed` is the one whose repair status was entered, before and after.
///
/// # Errors
/// As for a person; of the fault reasons only that of the machine itself is looked at.
pub(super) fn follow_repair_status(
    tx: &mut Tx,
    header: &mut ServiceHeader,
    status: ServiceStatus,
    lines: &[ServiceItemLine],
    changed: (&ServiceItemLine, &ServiceItemLine),
) -> Result<()> {
    header.status = status;
    if status != ServiceStatus::Finished {
        (header.finishing_date, header.finishing_time) = (None, None);
    }
    roll_up::take(header, lines, Some(changed));
    dates::count_hours(tx, header)?;
    check(tx, header, lines, Some(changed.1.line_no))
}

/// Refuses the status of the header when a machine or something that is missing forbids it.
fn check(
    tx: &mut Tx,
    header: &ServiceHeader,
    lines: &[ServiceItemLine],
    line_no: Option<i64>,
) -> Result<()> {
    for line in lines.iter().filter(|line| !line.repair_status_code.is_empty()) {
        let Some(repair): Option<RepairStatus> = tx.get(key![line.repair_status_code])? else {
            continue;
        };
        if !repair.allows(header.status) {
            let refusal = refuse!(
                "order.status.notAllowed",
                status = header.status.name(),
                repairStatus = &repair.code,
                line = line.line_no
            );
            return Err(Error::state(refusal.line(line.line_no).field("status")));
        }
    }
    if header.status == ServiceStatus::Finished {
        let setup = setup::of(tx)?;
        let service_lines = parts::lines(tx, header)?;
        let reasons: Vec<&ServiceItemLine> =
            lines.iter().filter(|line| line_no.is_none_or(|no| no == line.line_no)).collect();
        let missing = missing(&setup, header, &reasons, &service_lines);
        if !missing.is_empty() {
            return Err(Error::State(missing));
        }
    }
    Ok(())
}

/// What the setup makes mandatory and a finished order lacks.
pub fn missing(
    setup: &ServiceMgtSetup,
    header: &ServiceHeader,
    item_lines: &[&ServiceItemLine],
    lines: &[ServiceLine],
) -> Refusals {
    let mut refusals = Refusals::default();
    let order = header.document_type == DocumentType::Order;
    let start = order && setup.service_order_start_mandatory;
    let finish = order && setup.service_order_finish_mandatory;
    for (missing, code, field) in [
        (
            setup.salesperson_mandatory && header.salesperson_code.is_empty(),
            "order.missing.salespersonCode",
            "salespersonCode",
        ),
        (
            order && setup.service_order_type_mandatory && header.service_order_type.is_empty(),
            "order.missing.serviceOrderType",
            "serviceOrderType",
        ),
        (start && header.starting_date.is_none(), "order.missing.startingDate", "startingDate"),
        (start && header.starting_time.is_none(), "order.missing.startingTime", "startingTime"),
        (finish && header.finishing_date.is_none(), "order.missing.finishingDate", "finishingDate"),
        (finish && header.finishing_time.is_none(), "order.missing.finishingTime", "finishingTime"),
    ] {
        if missing {
            refusals.push(Refusal::new(code, Vec::new()).field(field));
        }
    }
    if order && setup.fault_reason_code_mandatory {
        for line in item_lines.iter().filter(|line| line.fault_reason_code.is_empty()) {
            let refusal = refuse!("order.missing.faultReasonCode", line = line.line_no.to_string());
            refusals.push(refusal.line(line.line_no).field("faultReasonCode"));
        }
    }
    for line in lines.iter().filter(|line| takes_part(line)) {
        missing_on_line(setup, header, line, &mut refusals);
    }
    refusals
}

/// Whether the next posting does something with the line.
fn takes_part(line: &ServiceLine) -> bool {
    !line.qty_to_ship.is_zero() || !line.qty_to_invoice.is_zero() || !line.qty_to_consume.is_zero()
}

fn missing_on_line(
    setup: &ServiceMgtSetup,
    header: &ServiceHeader,
    line: &ServiceLine,
    refusals: &mut Refusals,
) {
    use LineType::{Cost, Item, Resource};
    let unit = matches!(line.r#type, Item | Resource | Cost);
    let linked = header.document_type == DocumentType::Order
        && header.link_service_to_service_item
        && matches!(line.r#type, Item | Resource);
    for (missing, code, field) in [
        (
            setup.unit_of_measure_mandatory && unit && line.unit_of_measure_code.is_empty(),
            "order.missing.unitOfMeasureCode",
            "unitOfMeasureCode",
        ),
        (
            setup.work_type_code_mandatory
                && line.r#type == Resource
                && line.work_type_code.is_empty(),
            "order.missing.workTypeCode",
            "workTypeCode",
        ),
        (
            linked && line.service_item_line_no == 0,
            "order.missing.serviceItemLineNo",
            "serviceItemLineNo",
        ),
    ] {
        if missing {
            let refusal = Refusal::new(code, vec![("line", line.line_no.to_string().into())]);
            refusals.push(refusal.line(line.line_no).field(field));
        }
    }
}

#[cfg(test)]
mod tests {
    use base::{Date, Time};

    use super::*;

    fn moment(day: i8, hour: i8) -> Moment {
        (Some(Date::constant(2026, 3, day)), Some(Time::constant(hour, 0, 0, 0)))
    }

    /// Start and end after a status, with the start and the end of the item lines; `None` for an
    /// order without item lines.
    fn after(to: ServiceStatus, old: [Moment; 2], lines: Option<[Moment; 2]>) -> [Moment; 2] {
        let row = TRANSITIONS.into_iter().find(|row| row.to == to).expect("every status");
        let of_lines =
            |at: usize| lines.and_then(|lines| lines[at].0.map(|date| (date, lines[at].1)));
        let now = moment(9, 8);
        [
            carry_out(row.start, old[0], of_lines(0), lines.is_none(), now),
            carry_out(row.finish, old[1], of_lines(1), lines.is_none(), now),
        ]
    }

    #[test]
    fn every_status_with_and_without_item_lines() {
        let blank = (None, None);
        let old = [moment(2, 9), moment(2, 17)];
        let begun = [moment(3, 9), blank];
        let done = [moment(3, 9), moment(4, 10)];
        for (to, lines, expected) in [
            (ServiceStatus::Pending, None, [old[0], blank]),
            (ServiceStatus::Pending, Some(done), [old[0], blank]),
            (ServiceStatus::OnHold, None, [old[0], blank]),
            (ServiceStatus::OnHold, Some(done), [old[0], blank]),
            (ServiceStatus::InProcess, None, [moment(9, 8), blank]),
            (ServiceStatus::InProcess, Some(begun), [moment(3, 9), blank]),
            (ServiceStatus::InProcess, Some([blank; 2]), [blank, blank]),
            (ServiceStatus::Finished, None, old),
            (ServiceStatus::Finished, Some(done), [old[0], moment(4, 10)]),
            (ServiceStatus::Finished, Some(begun), old),
        ] {
            assert_eq!(after(to, old, lines), expected, "{to:?} with {lines:?}");
        }
        let fresh = after(ServiceStatus::Finished, [blank; 2], None);
        assert_eq!(fresh, [blank, moment(9, 8)], "the end is stamped, the start is not");
        let open = after(ServiceStatus::Finished, [old[0], blank], Some(begun));
        assert_eq!(open, [old[0], blank], "nothing is stamped while a machine has no end");
    }

    #[test]
    fn everything_that_is_missing_is_named_at_once() {
        let setup = ServiceMgtSetup {
            salesperson_mandatory: true,
            service_order_type_mandatory: true,
            service_order_start_mandatory: true,
            service_order_finish_mandatory: true,
            fault_reason_code_mandatory: true,
            unit_of_measure_mandatory: true,
            work_type_code_mandatory: true,
            ..ServiceMgtSetup::default()
        };
        let header = ServiceHeader { link_service_to_service_item: true, ..Default::default() };
        let machine = ServiceItemLine { line_no: 10_000, ..ServiceItemLine::default() };
        let hours = ServiceLine {
            line_no: 20_000,
            r#type: LineType::Resource,
            qty_to_ship: base::Quantity::from(1),
            ..ServiceLine::default()
        };
        let text = ServiceLine::default();
        let found = missing(&setup, &header, &[&machine], &[hours.clone(), text]);
        let codes: Vec<&str> = found.0.iter().map(|refusal| refusal.code).collect();
        assert_eq!(
            codes,
            [
                "order.missing.salespersonCode",
                "order.missing.serviceOrderType",
                "order.missing.startingDate",
                "order.missing.startingTime",
                "order.missing.finishingDate",
                "order.missing.finishingTime",
                "order.missing.faultReasonCode",
                "order.missing.unitOfMeasureCode",
                "order.missing.workTypeCode",
                "order.missing.serviceItemLineNo",
            ]
        );
        let invoice = ServiceHeader { document_type: DocumentType::Invoice, ..header };
        let found = missing(&setup, &invoice, &[], &[hours]);
        assert_eq!(found.0.len(), 3, "salesperson, unit and work type");
        assert!(missing(&ServiceMgtSetup::default(), &invoice, &[], &[]).is_empty());
    }
}
