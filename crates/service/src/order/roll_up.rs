//! What the header of an order takes from its item lines: the earliest response, the highest
//! priority, start and end of the work.

use base::{Code, Result};
use store::{Consequence, Tx, key};

use super::{DocumentType, Priority, ServiceHeader, ServiceItemLine, ServiceStatus, dates, parts};

/// Brings the header up to date after an item line came, changed or went. `changed` holds the line
/// before and after, for a line that changed.
///
/// # Errors
/// When the database fails.
pub(super) fn roll_up(
    tx: &mut Tx,
    document: (DocumentType, &Code<20>),
    changed: Option<(&ServiceItemLine, &ServiceItemLine)>,
) -> Result<()> {
    let mut header: ServiceHeader = tx.find(key![document.0, document.1])?;
    let before = header.clone();
    let lines = parts::item_lines(tx, &header)?;
    take(&mut header, &lines, changed);
    if header == before {
        return Ok(());
    }
    dates::count_hours(tx, &mut header)?;
    tx.update(&mut header)
}

/// The same after lines came, for the header of this key.
pub(super) const ROLL_UP: Consequence = Consequence {
    name: "roll-up of machines",
    run: |tx, document| {
        let header: ServiceHeader = tx.find(document)?;
        roll_up(tx, header.id(), None)
    },
};

/// Takes over what follows from the lines.
pub(super) fn take(
    header: &mut ServiceHeader,
    lines: &[ServiceItemLine],
    changed: Option<(&ServiceItemLine, &ServiceItemLine)>,
) {
    let response = lines.iter().map(|line| (line.response_date, line.response_time)).min();
    (header.response_date, header.response_time) = response.unwrap_or_default();
    header.priority = lines.iter().map(|line| line.priority).max().unwrap_or(Priority::Low);
    let blanked = changed.is_some_and(|(before, after)| {
        before.starting_date.is_some() && after.starting_date.is_none()
    });
    if blanked {
        (header.starting_date, header.starting_time) = (None, None);
    } else if let Some((date, time)) = dates::earliest_start(lines) {
        (header.starting_date, header.starting_time) = (Some(date), time);
    }
    let others_began = changed.is_some_and(|(_, after)| {
        lines.iter().any(|line| line.line_no != after.line_no && line.starting_date.is_some())
    });
    let finish = dates::latest_finish(lines);
    if (header.status == ServiceStatus::Finished || !others_began)
        && let Some((date, time)) = finish
    {
        (header.finishing_date, header.finishing_time) = (Some(date), time);
    }
}

#[cfg(test)]
mod tests {
    use base::{Date, Time};

    use super::*;

    fn line(no: i64, response: Option<(i8, i8)>, work: [Option<(i8, i8)>; 2]) -> ServiceItemLine {
        let date = |moment: Option<(i8, i8)>| moment.map(|(day, _)| Date::constant(2026, 3, day));
        let time = |moment: Option<(i8, i8)>| moment.map(|(_, hour)| Time::constant(hour, 0, 0, 0));
        ServiceItemLine {
            line_no: no,
            response_date: date(response),
            response_time: time(response),
            starting_date: date(work[0]),
            starting_time: time(work[0]),
            finishing_date: date(work[1]),
            finishing_time: time(work[1]),
            ..ServiceItemLine::default()
        }
    }

    fn header_of(lines: &[ServiceItemLine]) -> ServiceHeader {
        let mut header = ServiceHeader::default();
        take(&mut header, lines, None);
        header
    }

    #[test]
    fn the_earliest_response_counts_and_a_blank_one_first_of_all() {
        let tuesday = line(10_000, Some((3, 9)), [None, None]);
        let monday = line(20_000, Some((2, 16)), [None, None]);
        let both = header_of(&[tuesday.clone(), monday]);
        assert_eq!(both.response_date, Some(Date::constant(2026, 3, 2)));
        assert_eq!(both.response_time, Some(Time::constant(16, 0, 0, 0)));
        let one = header_of(std::slice::from_ref(&tuesday));
        assert_eq!(one.response_date, Some(Date::constant(2026, 3, 3)));
        let blank = header_of(&[tuesday, line(30_000, None, [None, None])]);
        assert_eq!(blank.response_date, None);
    }

    #[test]
    fn the_highest_priority_counts() {
        let low = line(10_000, None, [None, None]);
        let high = ServiceItemLine { priority: Priority::High, ..low.clone() };
        assert_eq!(header_of(&[low, high]).priority, Priority::High);
        assert_eq!(header_of(&[]).priority, Priority::Low);
    }

    #[test]
    fn work_begins_with_the_first_machine_and_ends_with_the_last() {
        let first = line(10_000, None, [Some((2, 9)), Some((2, 12))]);
        let second = line(20_000, None, [Some((3, 9)), Some((4, 10))]);
        let header = header_of(&[second.clone(), first.clone()]);
        assert_eq!(header.starting_date, first.starting_date);
        assert_eq!(header.finishing_date, second.finishing_date);
        let open = line(20_000, None, [Some((3, 9)), None]);
        let mut waiting = ServiceHeader::default();
        take(&mut waiting, &[first.clone(), open], Some((&first, &first)));
        assert_eq!(waiting.finishing_date, None, "another machine is still worked on");
    }

    #[test]
    fn a_machine_that_is_begun_anew_blanks_the_start() {
        let began = line(10_000, None, [Some((2, 9)), None]);
        let other = line(20_000, None, [Some((3, 9)), None]);
        let anew = line(10_000, None, [None, None]);
        let mut header = header_of(&[began.clone(), other.clone()]);
        take(&mut header, &[anew.clone(), other], Some((&began, &anew)));
        assert_eq!(header.starting_date, None);
    }
}
