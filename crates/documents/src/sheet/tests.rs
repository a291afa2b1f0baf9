//! Files of every kind as rows.

use std::io::Cursor;

use calamine::Data;

use super::workbook::cell;
use super::*;

fn sheet(text: &[u8]) -> Sheet {
    read(text).expect("readable")
}

#[test]
fn separators_are_found() {
    for (text, comma) in [
        (&b"No.,Name\n1,\"A, B\"\n"[..], false),
        (b"\xef\xbb\xbfNo.;Name\n1;A, B\n", true),
        (b"No.\tName\n1\tA, B\n", false),
    ] {
        let found = sheet(text);
        assert_eq!(found.heads, ["No.", "Name"]);
        assert_eq!(found.rows, [(2, vec!["1".to_owned(), "A, B".to_owned()])]);
        assert_eq!(found.decimal_comma, comma);
    }
}

#[test]
fn rows_keep_their_number_and_old_code_pages_are_read() {
    let found = sheet(b"\nNo.,Name\n\n7,Caf\xe9 \x80\n");
    assert_eq!(found.rows, [(4, vec!["7".to_owned(), "Café €".to_owned()])]);
}

/// A workbook with one sheet of this content.
fn packed(sheet: &[u8]) -> Vec<u8> {
    const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let book = format!(
        "<workbook xmlns='{MAIN}' xmlns:r='{OFFICE}'><sheets><sheet name='S' sheetId='1' r:id='r1'/></sheets></workbook>"
    );
    let link = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns='{RELATIONS}'><Relationship Id='r1' Type='{OFFICE}/{kind}' Target='{target}'/></Relationships>"
        )
    };
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [
        ("_rels/.rels", link("officeDocument", "xl/workbook.xml").as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", link("worksheet", "worksheets/s.xml").as_bytes()),
        ("xl/worksheets/s.xml", sheet),
    ] {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("begun");
        std::io::Write::write_all(&mut archive, content).expect("written");
    }
    archive.finish().expect("a file").into_inner()
}

#[test]
fn workbooks_cannot_blow_up() {
    let cells = |cells: &str| {
        packed(format!("<worksheet><sheetData>{cells}</sheetData></worksheet>").as_bytes())
    };
    let text = |at: &str| format!("<c r='{at}' t='str'><v>x</v></c>");
    let far =
        format!("<row r='1'>{}</row><row r='1048576'>{}</row>", text("A1"), text("XFD1048576"));
    let good = format!("<row r='1'>{}</row><row r='3'>{}</row>", text("A1"), text("A3"));
    assert_eq!(read(&cells(&good)).expect("readable").rows, [(3, vec!["x".to_owned()])]);
    assert_eq!(read(&cells(&far)).expect_err("refused").code(), "sheet.tooWide");
    let bomb = packed(&vec![b' '; 70 * 1024 * 1024]);
    assert!(bomb.len() < 1024 * 1024);
    assert_eq!(read(&bomb).expect_err("refused").code(), "sheet.workbook.tooLarge");
    // A text that many cells share is counted for each of them.
    let long = format!("<c t='str'><v>{}</v></c>", "x".repeat(1024 * 1024));
    let rows: String = (1..=100).map(|at| format!("<row r='{at}'>{long}</row>")).collect();
    assert_eq!(read(&cells(&rows)).expect_err("refused").code(), "sheet.workbook.tooLarge");
}

#[test]
fn numbers_have_the_digits_that_a_spreadsheet_shows() {
    for (stored, shown) in [
        ("0.30000000000000004", "0.3"),
        ("1284.5", "1284.5"),
        ("3", "3"),
        ("-0.00001", "-0.00001"),
        ("123456789012.34", "123456789012.34"),
    ] {
        assert_eq!(cell(&Data::Float(stored.parse().expect("a number"))), shown);
    }
}

#[test]
fn other_files_are_refused() {
    for (file, code) in [
        (&b""[..], "sheet.empty"),
        (b"\n \n", "sheet.empty"),
        (b"%PDF-1.7", "sheet.kind.unknown"),
        (b"a\0b", "sheet.kind.unknown"),
        (b"PK\x03\x04 this is no workbook", "sheet.workbook.damaged"),
    ] {
        assert_eq!(read(file).expect_err("refused").code(), code);
    }
}

#[test]
fn records_of_a_list_become_rows() {
    let file = br#" [{"@odata.etag": "x", "no": "1", "price": 12.50}, {"no": "2", "open": true, "name": null}]"#;
    let found = sheet(file);
    assert_eq!(found.heads, ["no", "price", "open", "name"]);
    assert_eq!(found.rows[0], (2, ["1", "12.50", "", ""].map(str::to_owned).to_vec()));
    assert_eq!(found.rows[1], (3, ["2", "", "true", ""].map(str::to_owned).to_vec()));
    assert_eq!(sheet(b"[Code],Name\n1,2").heads, ["[Code]", "Name"]);
}

#[test]
fn what_is_no_list_of_records_is_refused() {
    for (file, code) in [
        (&b"[{\"no\": 1,}]"[..], "sheet.json.damaged"),
        (b"[1, 2]", "sheet.json.damaged"),
        (b"[{\"lines\": []}]", "sheet.json.nested"),
        (b"[{\"lines\": {\"a\": 1}}]", "sheet.json.nested"),
        (b"[]", "sheet.empty"),
    ] {
        assert_eq!(read(file).expect_err("refused").code(), code);
    }
}

#[test]
fn files_that_would_fill_the_memory_are_refused() {
    let commas = format!("a,b\n{}", ",".repeat(5_000_000));
    assert_eq!(read(commas.as_bytes()).expect_err("wide").code(), "sheet.tooWide");
    let cells = format!("a,b\n{}", format!("x{}\n", ",".repeat(900)).repeat(3000));
    assert_eq!(read(cells.as_bytes()).expect_err("many").code(), "sheet.workbook.tooLarge");
    let blank = "a\n".to_owned() + &"\n".repeat(1_000_000) + "x\n";
    assert_eq!(sheet(blank.as_bytes()).rows, [(1_000_002, vec!["x".to_owned()])]);
    let nested = format!("[{{\"a\": [{}1]}}]", "1,".repeat(1_000_000));
    assert_eq!(read(nested.as_bytes()).expect_err("nested").code(), "sheet.json.nested");
    let names: Vec<String> = (0..1500).map(|n| format!("{{\"n{n}\": 1}}")).collect();
    let names = format!("[{}]", names.join(","));
    assert_eq!(read(names.as_bytes()).expect_err("wide").code(), "sheet.tooWide");
    let long = "a\n".to_owned() + &"x\n".repeat(MOST_ROWS + 1);
    assert_eq!(read(long.as_bytes()).expect_err("long").code(), "sheet.tooLong");
    assert_eq!(count(&mut Cursor::new(long.as_bytes())), Ok(MOST_ROWS + 1));
}

#[test]
fn lines_within_cells_do_not_upset_the_count() {
    let file = b"No.,Name\r\n1,\"A\r\nB\"\r\n\r\n2,C\r\n3,\"D\nE\nF\"\r\n4,G";
    let numbers: Vec<usize> = sheet(file).rows.into_iter().map(|(number, _)| number).collect();
    assert_eq!(numbers, [2, 5, 6, 9]);
}
