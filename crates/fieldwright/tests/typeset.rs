//! Papers that a company wrote itself are typeset apart from the program, and cannot take it.

use std::io::Write;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use documents::typesetter::{SECONDS, Typesetter, Unprinted};
use documents::{Paper, Report, sample};

fn apart() -> Typesetter {
    Typesetter::apart(PathBuf::from(env!("CARGO_BIN_EXE_fieldwright")))
}

#[test]
fn a_template_is_tried_apart_and_its_mistake_named() {
    let typesetter = apart();
    let report = Report::ServiceInvoice;
    typesetter.check(report, report.standard_template()).expect("a paper");
    match typesetter.check(report, "= Title\n\n#unknown-thing()\n") {
        Err(Unprinted::Mistake(error)) => assert_eq!(error.line, 3, "{error}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_template_without_an_end_ends() {
    let begun = Instant::now();
    let endless = "#let n = 0\n#while true { n = calc.rem(n + 1, 7) }";
    let tried = apart().check(Report::ServiceInvoice, endless);
    let loops = "#for a in range(100000) { for b in range(100000) { let c = a * b } }";
    let nested = apart().check(Report::ServiceInvoice, loops);
    for tried in [tried, nested] {
        // The language itself refuses some loops, but not each.
        assert!(matches!(tried, Err(Unprinted::TooSlow | Unprinted::Mistake(_))), "{tried:?}");
    }
    assert!(begun.elapsed() < Duration::from_secs(SECONDS * 3));
}

#[test]
fn a_template_that_takes_all_memory_gets_none() {
    let greedy = "#let a = \"0123456789\"\n#for n in range(40) { a = a + a }\n#a";
    let tried = apart().check(Report::ServiceInvoice, greedy);
    assert!(tried.is_err(), "{tried:?}");
    let many = "#let a = (1,) * 200000000";
    let tried = apart().check(Report::ServiceInvoice, many);
    assert!(matches!(tried, Err(Unprinted::TooLarge)), "{tried:?}");
}

#[test]
fn pictures_are_small_enough_or_refused() {
    let data = sample(Report::ServiceInvoice);
    let template = Report::ServiceInvoice.standard_template();
    let typesetter = apart();
    let print =
        |logo: &[u8]| typesetter.pdf(&Paper { template, data: &data, logo: Some(logo) }, false);
    let good = br##"<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10" fill="#0b6870"/></svg>"##;
    print(good).expect("a logo");
    let begun = Instant::now();
    print(good).expect("a logo that is known by now");
    eprintln!("a known logo: {:?}", begun.elapsed());
    // Each entity stands for ten of the one before.
    let mut laughs = String::from("<!DOCTYPE svg [<!ENTITY a0 \"ha\">");
    for step in 1..10 {
        let inner = format!("&a{};", step - 1).repeat(10);
        laughs.push_str(&format!("<!ENTITY a{step} \"{inner}\">"));
    }
    laughs.push_str("]><svg xmlns=\"http://www.w3.org/2000/svg\"><text>&a9;</text></svg>");
    assert!(print(laughs.as_bytes()).is_err());
    let mut packed = flate(&[b' '; 1024]);
    packed.extend(flate(&vec![b' '; 64 * 1024 * 1024]));
    assert!(print(&packed).is_err());
    // What a picture names outside of itself is not read.
    let outside = br#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10" height="10"><image width="10" height="10" xlink:href="/etc/passwd"/><image width="10" height="10" href="http://127.0.0.1:1/x.png"/></svg>"#;
    match print(outside) {
        Err(Unprinted::Mistake(_)) => {}
        Ok(file) => assert!(!String::from_utf8_lossy(&file).contains("root:")),
        other => panic!("{other:?}"),
    }
}

/// A gzip member with these bytes.
fn flate(bytes: &[u8]) -> Vec<u8> {
    let mut child = std::process::Command::new("gzip")
        .arg("-c")
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("gzip runs");
    let mut input = child.stdin.take().expect("an input");
    let given = bytes.to_vec();
    let writer = std::thread::spawn(move || drop(input.write_all(&given)));
    let packed = child.wait_with_output().expect("gzip ends").stdout;
    writer.join().expect("written");
    packed
}
