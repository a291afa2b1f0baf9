//! Tables as spreadsheets and the import read them again.

use super::workbook::Workbook;
use super::*;
use crate::sheet::{self, Sheet};

fn table(format: Format, rows: &[Vec<Cell>]) -> Vec<u8> {
    let heads = ["No.", "Value"].map(str::to_owned).to_vec();
    let mut table = Table::begin(format, "Machines", heads, Vec::new()).expect("begun");
    rows.iter().for_each(|row| table.row(row).expect("written"));
    table.end().expect("ended")
}

fn text(text: &str) -> Vec<Cell> {
    vec![Cell::new(Look::Text, "1"), Cell::new(Look::Text, text)]
}

/// The second cell of each row, as the import reads the file.
fn read(file: &[u8]) -> Vec<String> {
    let Sheet { rows, .. } = sheet::read(file).expect("readable");
    rows.into_iter().map(|(_, mut cells)| cells.pop().unwrap_or_default().text).collect()
}

#[test]
fn texts_that_look_like_formulas_stay_texts_and_come_back() {
    let suspicious = [
        "=1+1",
        "+33 4 76 00 00 10",
        "-1D",
        "@SUM(A1)",
        "'=x",
        "''-y",
        "-5.50",
        "it's",
        "'quoted'",
        "＝1",
        "a;b",
    ];
    let rows: Vec<Vec<Cell>> = suspicious.iter().map(|cell| text(cell)).collect();
    for format in Format::ALL {
        assert_eq!(read(&table(format, &rows)), suspicious, "{format:?}");
    }
    let file = String::from_utf8(table(Format::Csv, &rows)).expect("text");
    for line in file.lines().skip(1) {
        let cell = line.strip_prefix("1,").expect("the first cell").trim_matches('"');
        let number = cell.parse::<base::Decimal>().is_ok();
        assert!(number || !cell.starts_with(['=', '+', '-', '@', '＝']), "{line}");
    }
    let tab = String::from_utf8(table(Format::Csv, &[text("\t=1+1")])).expect("text");
    assert!(tab.ends_with("1,\"'\t=1+1\"\r\n"), "{tab}");
}

#[test]
fn nothing_in_a_cell_breaks_a_workbook() {
    let long = "é".repeat(40_000);
    let paired = "🛠".repeat(20_000);
    for (look, given, kept) in [
        (Look::Text, "a\u{0}b\u{1b}c\u{ffff}", "abc"),
        (Look::Text, "<&\"'>", "<&\"'>"),
        (Look::Date, "1899-12-31", "1899-12-31"),
        (Look::Date, "1900-01-01", "1900-01-01"),
        (Look::Date, "0001-01-01", "0001-01-01"),
        (Look::Date, "1901-02-03", "1901-02-03"),
        (Look::Date, "9999-12-31", "9999-12-31"),
        (Look::Date, "soon", "soon"),
        (Look::Number, "92233720368547.75807", "92233720368547.75807"),
        (Look::Number, "-1284.5", "-1284.5"),
        (Look::Money, "0.00001", "0.00001"),
        (Look::Money, "many", "many"),
        (Look::Bool, "true", "true"),
        (Look::Bool, "perhaps", "perhaps"),
    ] {
        let row = vec![Cell::new(Look::Text, "1"), Cell::new(look, given)];
        assert_eq!(read(&table(Format::Xlsx, &[row])), [kept], "{given}");
    }
    for given in [long, paired] {
        let found = read(&table(Format::Xlsx, &[text(&given)])).remove(0);
        assert!(found.ends_with('…') && found.encode_utf16().count() <= 32_767);
        assert!(found.encode_utf16().count() >= 32_765);
    }
}

#[test]
fn more_rows_than_a_sheet_holds_stand_on_the_next_one() {
    use calamine::{Reader as _, Xlsx};
    let heads = vec!["No.".to_owned()];
    let mut book = Workbook::with_sheets_of(3, "[Orders]: all?", &heads).expect("begun");
    for number in 1..=7 {
        let cells = [Cell::new(Look::Number, number.to_string())];
        book.row(&cells, &heads).expect("written");
    }
    let mut file = Vec::new();
    book.end(&mut file).expect("ended");
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(file)).expect("a workbook");
    assert_eq!(book.sheet_names(), ["Orders all", "Orders all 2", "Orders all 3"]);
    for (sheet, rows) in [("Orders all", 4), ("Orders all 2", 4), ("Orders all 3", 2)] {
        let range = book.worksheet_range(sheet).expect("a sheet");
        assert_eq!(range.height(), rows, "{sheet}");
        assert_eq!(range.get((0, 0)).map(ToString::to_string).as_deref(), Some("No."));
    }
}

#[test]
fn a_table_without_rows_is_a_table() {
    assert_eq!(table(Format::Json, &[]), b"[]\n");
    assert_eq!(table(Format::Csv, &[]), b"No.,Value\r\n");
    assert!(sheet::read(&table(Format::Xlsx, &[])).is_ok_and(|sheet| sheet.rows.is_empty()));
}
