//! A list as a file: the rows and columns in view, all of them.

use std::fs::File;
use std::sync::atomic::AtomicBool;

use base::Result;
use documents::table::Format;
use serde_json::Value as Json;
use store::{Kind, Query, Tx};

use super::List;
use crate::exports::{Column, Export};

/// The mark that tells spreadsheets about UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The file of a list. Values stand in CSV as the API has them, and in a workbook as people read
/// them.
///
/// # Errors
/// When the user may not see the collection, the database fails or the disk is full; when the
/// reader has left.
pub fn export(tx: &mut Tx, list: &List, format: Format, left: &AtomicBool) -> Result<File> {
    // On the screen the mistake stands beside the rows; a file would pass for what was asked for.
    if let Some(refusal) = list.request.unreadable() {
        return Err(refusal.clone().into());
    }
    let view = list.site.view;
    let columns = list.request.columns.iter().map(|column| Column {
        name: column.name(),
        head: column.caption(view, list.def),
        kind: column.kind(list.def),
    });
    let title = list.site.title(list.def);
    let shown = |kind: Kind, value: &Json| view.show(kind, value);
    let export = Export {
        def: list.def,
        query: Query { after: None, ..list.query() },
        columns: columns.collect(),
        format,
        title: &title,
        choice: (format == Format::Xlsx).then_some(&shown),
        left,
    };
    export.spooled(tx, if format == Format::Csv { BYTE_ORDER_MARK } else { "" })
}
