//! Files of every kind as rows.

use std::io::Cursor;

use calamine::Data;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use super::*;

fn sheet(text: &[u8]) -> Sheet {
    read(text).unwrap_or_else(|error| panic!("{error}"))
}

/// The texts of the rows with their numbers.
fn texts(sheet: &Sheet) -> Vec<(usize, Vec<&str>)> {
    sheet
        .rows
        .iter()
        .map(|(number, cells)| (*number, cells.iter().map(|cell| cell.text.as_str()).collect()))
        .collect()
}

/// The code of what refuses a file.
fn refused(file: &[u8]) -> &'static str {
    read(file).expect_err("refused").refusals()[0].code
}

#[test]
fn separators_are_found() {
    for text in [
        &b"No.,Name\n1,\"A, B\"\n"[..],
        b"\xef\xbb\xbfNo.;Name\n1;A, B\n",
        b"No.\tName\n1\tA, B\n",
        b"sep=;\r\nNo.;Name\n1;A, B\n",
        b"\"sep=|\"\nNo.|Name\n1|A, B\n",
        b"SEP=\t\nNo.\tName\n1\tA, B\n",
        b"No.;\"A, B, C, D\"\n1;A, B\n",
    ] {
        let found = sheet(text);
        assert_eq!(found.heads[0], "No.");
        assert_eq!(texts(&found)[0].1, ["1", "A, B"]);
    }
    assert_eq!(refused(b"sep=xy\na,b\n"), "sheet.csv.separator");
}

/// A text as UTF-16 with its mark, the lower byte first or last.
fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(bytes).collect()
}

#[test]
fn texts_are_read_as_what_they_are_and_never_in_another_way() {
    let text = "No.\tName\r\n\r\n7\tCafé 🔧 €\r\n";
    for file in [
        text.as_bytes().to_vec(),
        utf16(text, u16::to_le_bytes),
        utf16(text, u16::to_be_bytes),
        text.replace("\r\n", "\r").into_bytes(),
    ] {
        assert_eq!(texts(&sheet(&file)), [(3, vec!["7", "Café 🔧 €"])], "{file:?}");
    }
    let long = format!("No.,Name\n{}x,Caf\u{e9}\n", "1,Été\n".repeat(50_000));
    let mut wrong = long.clone().into_bytes();
    let at = wrong.len() - 3;
    wrong.remove(at);
    for (file, line) in [
        (b"No.,Name\n7,Caf\xe9 \x80\n".to_vec(), 2),
        (b"No.,Name\n7,A\n8,\xc3".to_vec(), 3),
        (b"\xef\xbb\xbfNo.,Name\r\n\r\n7,A\r8,B\xff".to_vec(), 4),
        (wrong, 50_002),
        ([&utf16("No.\n1\n", u16::to_le_bytes)[..], b"\x00\xdc\n\0"].concat(), 3),
        ([&utf16("No.\n1\n", u16::to_be_bytes)[..], b"\x00"].concat(), 3),
    ] {
        let error = read(&file).expect_err("refused");
        let refusal = &error.refusals()[0];
        assert_eq!(refusal.code, "sheet.csv.byte");
        let (_, found) = refusal.args.iter().find(|(name, _)| *name == "line").expect("a line");
        assert_eq!(found.to_string(), line.to_string());
    }
    // Nothing is taken before the whole file is known to be readable.
    struct Nothing;
    impl Taker for Nothing {
        fn heads(&mut self, _: Vec<String>) -> Result<()> {
            panic!("taken")
        }
        fn row(&mut self, _: usize, _: Vec<Cell>) -> Result<()> {
            panic!("taken")
        }
    }
    let late = [long.as_bytes(), b"9,\xff"].concat();
    assert!(scan(&mut Cursor::new(late), &mut Nothing).is_err());
}

#[test]
fn decimals_are_told_by_the_column_or_the_file() {
    use Sign::{Comma, Point, Unknown};
    for (file, expected) in [
        ("a;b\n1,234;x\n", Comma),
        ("a,b\n1.234,x\n", Point),
        ("a\tb\n1.234\tx\n", Unknown),
        ("a\tb\n1.234\tx\n1,5\ty\n", Comma),
        ("a\tb\n1,234\tx\n12.50\ty\n", Point),
        ("a;b\n1.234;x\n12.50;y\n", Point),
        ("a;b\n1.5;x\n1,5;y\n", Unknown),
        ("a\tb\n1.234,56\tx\n", Comma),
        ("a\tb\n1,234,567\tx\n", Point),
        ("a\tb\n0.125\tx\n", Point),
        ("a\tb\nRue 1, 5\tx\n", Unknown),
    ] {
        let found = sheet(file.as_bytes());
        assert_eq!(found.rows[0].1[0].held, Held::Text(expected), "{file:?}");
    }
}

#[test]
fn what_is_typed_into_a_file_can_empty_fail_or_be_a_text_all_the_same() {
    let found = sheet(b"a,b,c,d,e\nnull,#N/A,'null,'#REF!,\n");
    let cells = &found.rows[0].1;
    assert_eq!(cells[0].held, Held::Null);
    let Held::Wrong(refusal) = &cells[1].held else { panic!("{:?}", cells[1]) };
    assert_eq!(
        (refusal.code, refusal.args[0].1.to_string()),
        ("sheet.cell.error", "B2".to_owned())
    );
    assert_eq!((cells[2].text.as_str(), &cells[2].held), ("null", &Held::Text(Sign::Point)));
    assert_eq!((cells[3].text.as_str(), &cells[3].held), ("#REF!", &Held::Text(Sign::Point)));
    assert!(cells[4].is_blank());
}

/// A workbook that somebody filled, as bytes.
fn filled(fill: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(&mut book);
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn cells_of_a_workbook_mean_what_they_show() {
    let format = |code: &str| Format::new().set_num_format(code);
    let day = ExcelDateTime::parse_from_str("2026-03-02T14:30:00").expect("a moment");
    let file = filled(|book| {
        let sheet = book.add_worksheet();
        sheet.write_row(0, 0, (0..12).map(|n| format!("H{n}"))).expect("headings");
        for (column, number, code) in [
            (0, 0.15, "0%"),
            (1, 1234.0, "00000"),
            (2, 12.345, "0.00"),
            (3, 0.1 + 0.2, "General"),
            (4, 123_456_789.0, "0#\" \"##\" \"##\" \"##\" \"##"),
        ] {
            sheet.write_with_format(1, column, number, &format(code)).expect("a number");
        }
        sheet.write_with_format(1, 5, &day, &format("dd/mm/yyyy")).expect("a day");
        sheet.write_with_format(1, 6, &day, &format("hh:mm")).expect("a time");
        sheet.write_with_format(1, 7, &day, &format("yyyy-mm-dd hh:mm")).expect("both");
        sheet.write(1, 8, true).expect("a flag");
        sheet.write(1, 9, "null").expect("a text");
        sheet.write(1, 10, "'null").expect("a text");
        sheet.write(1, 11, Formula::new("=1+1").set_result("2")).expect("a formula");
    });
    let found = sheet(&file);
    let number = |digits: &str| Held::Number(digits.to_owned());
    let expected = [
        ("15%", Held::Percent("15".to_owned())),
        ("01234", number("1234")),
        ("12.35", number("12.35")),
        ("0.3", number("0.3")),
        ("01 23 45 67 89", number("123456789")),
        ("2026-03-02", Held::Moment),
        ("14:30:00", Held::Moment),
        ("2026-03-02T14:30:00", Held::Moment),
        ("true", Held::Flag),
        ("null", Held::Null),
        ("null", Held::default()),
        ("2", number("2")),
    ];
    let expected: Vec<Cell> = expected.map(|(text, held)| Cell::new(text, held)).to_vec();
    assert_eq!(found.rows, [(2, expected)]);
}

#[test]
fn cells_that_do_not_show_what_they_hold_are_refused_by_name() {
    let format = |code: &str| Format::new().set_num_format(code);
    let file = filled(|book| {
        let sheet = book.add_worksheet();
        sheet.set_name("Parts").expect("a name");
        sheet.write_row(0, 0, ["A", "B", "C", "D", "E", "F"]).expect("headings");
        sheet.write(1, 1, Formula::new("=NA()").set_result("#N/A")).expect("an error");
        sheet.merge_range(2, 2, 3, 2, "Both", &Format::new()).expect("merged");
        sheet.write_with_format(4, 3, 1234, &format(";;;")).expect("hidden by its format");
        sheet.write_with_format(5, 3, 1_234_567, &format("#,##0,")).expect("in thousands");
        sheet.write(6, 4, 1_234_567_890_123_456_789_i64).expect("too many digits");
        sheet.write(7, 0, "x").expect("a text");
        sheet.set_row_hidden(7).expect("a hidden row");
        sheet.write_with_format(8, 5, 1.5, &format("[h]:mm")).expect("hours of more than a day");
    });
    let found = sheet(&file);
    let mut wrong = Vec::new();
    for (_, cells) in &found.rows {
        for cell in cells {
            if let Held::Wrong(refusal) = &cell.held {
                wrong.push((refusal.code, refusal.args[0].1.to_string()));
            }
        }
    }
    let expected = [
        ("sheet.cell.error", "Parts!B2"),
        ("sheet.cell.merged", "Parts!C3"),
        ("sheet.cell.format", "Parts!D5"),
        ("sheet.cell.format", "Parts!D6"),
        ("sheet.cell.digits", "Parts!E7"),
        ("sheet.cell.hidden", "Parts!A8"),
        ("sheet.cell.format", "Parts!F9"),
    ];
    assert_eq!(wrong, expected.map(|(code, cell)| (code, cell.to_owned())));
    let hidden = filled(|book| {
        let sheet = book.add_worksheet();
        sheet.write_row(0, 0, ["A", "B"]).expect("headings");
        sheet.set_column_hidden(1).expect("a hidden column");
    });
    assert_eq!(refused(&hidden), "sheet.cell.hidden");
    // A formula that nobody has calculated.
    let cells =
        "<row r='1'><c r='A1' t='str'><v>A</v></c></row><row r='2'><c r='A2'><f>1+1</f></c></row>";
    let file = packed(format!("<worksheet><sheetData>{cells}</sheetData></worksheet>").as_bytes());
    let Held::Wrong(refusal) = &sheet(&file).rows[0].1[0].held else { panic!("not refused") };
    assert_eq!(
        (refusal.code, refusal.args[0].1.to_string()),
        ("sheet.cell.formula", "S!A2".into())
    );
}

#[test]
fn a_workbook_has_one_sheet_to_import() {
    let fill = |sheets: &[(&str, &[&str], bool)]| {
        filled(|book| {
            for (name, rows, hidden) in sheets {
                let sheet = book.add_worksheet();
                sheet.set_name(*name).expect("a name").set_hidden(*hidden);
                for (at, text) in (0..).zip(*rows) {
                    sheet.write(at, 0, *text).expect("a text");
                }
            }
        })
    };
    let (rows, notes): (&[&str], &[&str]) = (&["No.", "1"], &["Notes"]);
    for sheets in [
        &[("Parts", rows, false)][..],
        &[("Parts", rows, false), ("Lists", notes, true)],
        &[("Parts", rows, false), ("Empty", &[], false)],
        &[("Empty", &[], false), ("Parts", rows, false)],
    ] {
        assert_eq!(texts(&sheet(&fill(sheets))), [(2, vec!["1"])], "{sheets:?}");
    }
    assert_eq!(
        refused(&fill(&[("Parts", rows, false), ("Notes", notes, false)])),
        "sheet.workbook.sheets"
    );
    // An export of more rows than a sheet has goes on in sheets of the same name.
    let more: &[&str] = &["No.", "2"];
    let found = sheet(&fill(&[("Parts", rows, false), ("Parts 2", more, false)]));
    assert_eq!(texts(&found), [(2, vec!["1"]), (4, vec!["2"])]);
    let other = fill(&[("Parts", rows, false), ("Parts 2", notes, false)]);
    assert_eq!(refused(&other), "sheet.workbook.follows");
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
    assert_eq!(read(&cells(&good)).expect("readable").rows, [(3, vec![Cell::from("x")])]);
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
        let cell = workbook::read(&Data::Float(stored.parse().expect("a number")), "", String::new);
        assert_eq!(cell.text, shown);
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
    assert_eq!(texts(&found)[0], (2, vec!["1", "12.50", "", ""]));
    assert_eq!(texts(&found)[1], (3, vec!["2", "", "true", ""]));
    assert_eq!(found.rows[1].1[3].held, Held::Null);
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
    assert_eq!(texts(&sheet(blank.as_bytes())), [(1_000_002, vec!["x"])]);
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
