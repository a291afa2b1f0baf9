//! One moment, as companies in different time zones see it, by page, API and export.

use crate::testing::{Program, TOKEN, programs};

fn move_to(program: &Program, zone: &str) {
    let body = format!("{{\"timeZone\":\"{zone}\"}}");
    let (status, answer) = program.send("PATCH", "/companyInformation", Some(&body));
    assert_eq!(status, 200, "{answer}");
}

/// How many changes a filter of the API finds.
fn found(program: &Program, filter: &str) -> Option<usize> {
    let (status, answer) =
        program.send("GET", &format!("/changeLogEntries?$filter={filter}"), None);
    (status == 200).then(|| answer["value"].as_array().map_or(0, Vec::len))
}

fn page(program: &Program, path: &str) -> String {
    let answer = program.request(TOKEN, "GET", path, &[], None);
    assert_eq!(answer.status, 200, "{path}");
    answer.text
}

#[test]
fn a_moment_is_utc_in_the_api_and_of_the_company_on_pages() {
    // The clock stands at eight in UTC on the second of March.
    for program in programs() {
        let list = "/c/test/changeLogEntries";
        for (zone, shown, today) in [
            ("Pacific/Pago_Pago", "1 Mar 2026 21:00", "2026-03-01"),
            ("Europe/Paris", "2 Mar 2026 09:00", "2026-03-02"),
            ("Pacific/Kiritimati", "2 Mar 2026 22:00", "2026-03-02"),
        ] {
            move_to(&program, zone);
            let (_, log) = program.send("GET", "/changeLogEntries", None);
            assert_eq!(log["value"][0]["dateAndTime"], "2026-03-02T08:00:00Z", "{zone}");
            assert!(page(&program, list).contains(shown), "{zone}");
            let day = page(&program, &format!("{list}?f.dateAndTime={today}"));
            assert!(day.contains(shown), "{zone}: the day of the company");
            let other = page(&program, &format!("{list}?f.dateAndTime=2026-03-03"));
            assert!(!other.contains(shown), "{zone}: another day");
            let (_, line) = program.send("POST", "/itemJournalLines", Some("{}"));
            assert_eq!(line["postingDate"], today, "{zone}: {line}");
            // The next line would take over the date of this one.
            let (status, _) = program.send("DELETE", "/itemJournalLines/DEFAULT/10000", None);
            assert_eq!(status, 204, "{zone}");
        }
        let all = found(&program, "dateAndTime eq 2026-03-02T08:00:00Z").expect("a filter");
        assert!(all > 0);
        assert_eq!(found(&program, "dateAndTime eq 2026-03-02T09:00:00%2B01:00"), Some(all));
        assert_eq!(found(&program, "dateAndTime gt 2026-03-02T08:00:00Z"), Some(0));
        assert_eq!(found(&program, "dateAndTime eq 2026-03-02T08:00:00"), None, "in which zone?");
        let (status, refusal) =
            program.send("PATCH", "/companyInformation", Some("{\"timeZone\":\"Paris\"}"));
        assert_eq!((status, &refusal["code"]), (422, &"zone.unknown".into()), "{refusal}");
        assert!(refusal["detail"].as_str().is_some_and(|text| text.contains("Europe/Paris")));
    }
}
