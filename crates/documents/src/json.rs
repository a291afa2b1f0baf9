//! Records in a JSON file, as an export writes them, as rows.

use base::{Refusal, refuse};
use serde_json::{Map, Value};

/// The mark before the text that some programs write.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

fn bare(file: &[u8]) -> &[u8] {
    file.strip_prefix(BYTE_ORDER_MARK).unwrap_or(file)
}

/// Whether a file seems to hold a list of records.
pub(crate) fn is_list(file: &[u8]) -> bool {
    let content = bare(file).trim_ascii();
    content.starts_with(b"[") && content.ends_with(b"]")
}

/// The names of all properties, and below them the values of each record, in that order. What
/// begins with `@` is about the record and not of it.
pub(crate) fn rows(file: &[u8]) -> Result<Vec<Vec<String>>, Refusal> {
    let records: Vec<Map<String, Value>> = serde_json::from_slice(bare(file)).map_err(|error| {
        refuse!("sheet.json.damaged", line = error.line(), column = error.column())
    })?;
    let mut heads: Vec<String> = Vec::new();
    for name in records.iter().flat_map(Map::keys).filter(|name| !name.starts_with('@')) {
        if !heads.contains(name) {
            heads.push(name.clone());
        }
    }
    let mut rows = Vec::with_capacity(records.len() + 1);
    for (at, record) in records.iter().enumerate() {
        let cells = heads.iter().map(|head| match record.get(head) {
            None | Some(Value::Null) => Ok(String::new()),
            Some(Value::String(text)) => Ok(text.clone()),
            Some(Value::Array(_) | Value::Object(_)) => {
                Err(refuse!("sheet.json.nested", record = at + 1, name = head.as_str()))
            }
            Some(plain) => Ok(plain.to_string()),
        });
        rows.push(cells.collect::<Result<_, _>>()?);
    }
    rows.insert(0, heads);
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_become_rows() {
        let file = br#" [{"@odata.etag": "x", "no": "1", "price": 12.50}, {"no": "2", "open": true, "name": null}]"#;
        assert!(is_list(file) && !is_list(b"[Code],Name\n1,2"));
        let rows = rows(file).expect("readable");
        assert_eq!(rows[0], ["no", "price", "open", "name"]);
        assert_eq!(rows[1], ["1", "12.50", "", ""]);
        assert_eq!(rows[2], ["2", "", "true", ""]);
    }

    #[test]
    fn what_is_no_list_of_records_is_refused() {
        for (file, code) in [
            (&b"[{\"no\": 1,}]"[..], "sheet.json.damaged"),
            (b"[1, 2]", "sheet.json.damaged"),
            (b"[{\"lines\": []}]", "sheet.json.nested"),
        ] {
            assert_eq!(rows(file).expect_err("refused").code, code);
        }
    }
}
