//! Papers with extreme data: nothing runs over the margins or over something else, and nothing stands
//! alone on a page.

use serde_json::{Value as Json, json};
use typst::layout::{Abs, Frame, FrameItem, Point};
use typst_layout::PagedDocument;

use super::fonts::prepare;
use super::world::Desk;
use super::{Paper, Report, sample};

/// A text or picture as it stands on the paper, from the top left.
#[derive(Clone, Debug)]
struct Placed {
    page: usize,
    left: Abs,
    right: Abs,
    top: Abs,
    bottom: Abs,
    text: String,
}

/// Letters may lean over their places by so much.
fn lean() -> Abs {
    Abs::pt(0.5)
}

fn placed(report: Report, data: &Json, logo: Option<&[u8]>) -> Vec<Placed> {
    let paper = Paper { template: report.standard_template(), data, logo };
    let desk = Desk::new(&prepare(&paper));
    let document = typst::compile::<PagedDocument>(&desk).output;
    let document = document.unwrap_or_else(|problems| panic!("{report:?}: {problems:?}"));
    let mut all = Vec::new();
    for (page, sheet) in document.pages().iter().enumerate() {
        walk(&sheet.frame, Point::zero(), page, &mut all);
    }
    all
}

fn walk(frame: &Frame, from: Point, page: usize, all: &mut Vec<Placed>) {
    let mut add = |at: Point, width: Abs, above: Abs, below: Abs, text: &str| {
        all.push(Placed {
            page,
            left: at.x,
            right: at.x + width,
            top: at.y - above,
            bottom: at.y + below,
            text: text.replace('\u{200b}', ""),
        });
    };
    for (at, item) in frame.items() {
        let at = from + *at;
        match item {
            FrameItem::Text(text) => {
                add(at, text.width(), text.size * 0.7, Abs::zero(), &text.text);
            }
            FrameItem::Image(_, size, _) => add(at, size.x, Abs::zero(), size.y, "picture"),
            _ => {}
        }
    }
    for (at, item) in frame.items() {
        if let FrameItem::Group(group) = item {
            walk(&group.frame, from + *at, page, all);
        }
    }
}

/// What is wrong with a paper: what lies over the margins or over something else.
fn faults(all: &[Placed]) -> Vec<String> {
    let (left, right, bottom) = (Abs::mm(18.0), Abs::mm(194.0), Abs::mm(297.0));
    let seen = || all.iter().filter(|placed| !placed.text.trim().is_empty());
    let mut faults: Vec<String> = seen()
        .filter(|p| p.left < left - lean() || p.right > right + lean() || p.bottom > bottom)
        .map(|placed| format!("over the margin: {placed:?}"))
        .collect();
    for (at, one) in seen().enumerate() {
        let over = seen().skip(at + 1).find(|other| {
            one.page == other.page
                && one.left + lean() < other.right
                && other.left + lean() < one.right
                && one.top + lean() < other.bottom
                && other.top + lean() < one.bottom
        });
        faults.extend(over.map(|other| format!("{one:?} lies over {other:?}")));
    }
    faults
}

/// Data in which everything is as long as its field allows.
fn extreme(report: Report) -> Json {
    let mut data = sample(report);
    let long = "W".repeat(100);
    let words = "Œuvre d’électroménager ".repeat(4);
    data["number"] = "W".repeat(20).into();
    data["company"]["name"] = words.as_str().into();
    data["company"]["lines"] = json!([long, words]);
    data["company"]["legal"] = json!([words, words]);
    data["addressee"]["lines"] =
        json!([words, long, words, long, words, long, "Grand Est", "BELGIQUE"]);
    data["addressee"]["note"] = long.as_str().into();
    data["places"] = json!([
        {"label": "Lieu d’intervention", "lines": [long, words]},
        {"label": "Client", "lines": [words, long]},
    ]);
    let fact = json!({"label": "Livraison", "value": "W".repeat(40), "strong": true});
    data["facts"] = Json::Array(vec![fact; 7]);
    let line = |kind: &str, n: usize| {
        json!({
            "kind": kind, "no": "W".repeat(20), "description": format!("Ligne {n} {long}"), "more": words,
            "quantity": "123 456,12345", "unit": "W".repeat(50), "unitPrice": "1 234 567,12345",
            "discount": "99,99 %", "vat": "20 %", "amount": "1 234 567,89",
        })
    };
    let kinds = ["item", "machine", "resource", "text", "machine", "machine", "item", "cost"];
    data["lines"] = (0..24).map(|n| line(kinds[n % kinds.len()], n)).collect();
    data["comments"] = json!([long]);
    data["sums"] = json!([{"label": words, "value": "1 234 567 890,12 €"}]);
    data["total"] = json!({"label": "Total TTC", "value": "1 234 567 890,12 €"});
    data["notes"] = json!([words, long]);
    data["payment"]["lines"] = json!([words, long, "IBAN FR00 0000 0000 0000 0000 0000 000"]);
    data["closing"] = json!([words, long]);
    data["introduction"] = json!([long]);
    data
}

#[test]
fn everything_may_be_as_long_as_its_field_allows() {
    for report in Report::ALL {
        for closing in [true, false] {
            let mut data = extreme(report);
            if !closing {
                data["closing"] = json!([]);
            }
            let all = placed(report, &data, None);
            assert_eq!(faults(&all), Vec::<String>::new(), "{report:?}");
            let text: String = all.iter().map(|placed| placed.text.as_str()).collect();
            assert!(text.contains("BELGIQUE") && text.contains("Ligne 23"), "{text}");
        }
        assert_eq!(faults(&placed(report, &sample(report), None)), Vec::<String>::new());
    }
}

#[test]
fn a_logo_of_any_shape_keeps_its_place() {
    for (width, height) in [(10, 10), (2000, 10), (10, 2000), (1, 1), (300, 100)] {
        let logo = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\"><rect width=\"{width}\" height=\"{height}\"/></svg>"
        );
        let report = Report::ServiceInvoice;
        let all = placed(report, &sample(report), Some(logo.as_bytes()));
        assert_eq!(faults(&all), Vec::<String>::new(), "{width} by {height}");
        let picture = all.iter().find(|placed| placed.text == "picture").expect("a picture");
        let (wide, high) = (picture.right - picture.left, picture.bottom - picture.top);
        assert!(wide <= Abs::mm(45.0) + lean() && high <= Abs::mm(13.0) + lean());
    }
}

#[test]
fn nothing_stands_alone_on_a_page() {
    for report in Report::ALL {
        // Where the first page is full, and the second.
        let counts: Vec<usize> = match report {
            Report::ServiceInvoice => (1..4).chain(12..24).chain([45]).collect(),
            _ => vec![1, 14, 16, 18, 20],
        };
        for count in counts {
            let mut data = sample(report);
            let (machine, item) = (data["lines"][0].clone(), data["lines"][1].clone());
            let mut lines = Vec::new();
            for n in 0..count {
                if n % 5 == 0 {
                    let mut name = machine.clone();
                    name["description"] = format!("Machine {n}").into();
                    lines.push(name);
                }
                let mut line = item.clone();
                line["description"] = format!("Ligne {n}").into();
                lines.push(line);
            }
            data["lines"] = lines.into();
            let all = placed(report, &data, None);
            let last = all.iter().map(|placed| placed.page).max().unwrap_or(0);
            for page in 0..=last {
                let of_page = || all.iter().filter(|placed| placed.page == page);
                let is_line = |text: &str| text.starts_with("Ligne ");
                assert!(of_page().any(|p| is_line(&p.text)), "{report:?} {count} page {page}");
                // Below the name of a machine stands a line of it.
                for name in of_page().filter(|placed| placed.text.starts_with("Machine ")) {
                    let below = of_page().filter(|placed| placed.top > name.bottom);
                    assert!(
                        below.clone().any(|p| is_line(&p.text)),
                        "{report:?} {count}: {name:?}"
                    );
                }
            }
        }
    }
}
