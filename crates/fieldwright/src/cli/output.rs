//! What a command prints: tables for people, JSON for programs.

use std::io::Write;

use serde_json::{Map, Value as Json};

/// Standard output in one of its two forms.
#[derive(Clone, Copy)]
pub struct Output {
    json: bool,
}

impl Output {
    /// Output for people, or as JSON.
    pub fn new(json: bool) -> Self {
        Self { json }
    }

    /// Whether a program reads.
    pub fn is_json(self) -> bool {
        self.json
    }

    /// A line for people; a program gets `value` instead.
    pub fn tell(self, line: &str, value: &Json) {
        self.print(&if self.json { value.to_string() } else { line.to_owned() });
    }

    /// Rows with these properties: an array for programs, columns under captions for people.
    pub fn rows(self, captions: &[(&str, String)], rows: &[Map<String, Json>]) {
        if self.json {
            let rows = rows.iter().cloned().map(Json::Object).collect();
            return self.print(&format!("{:#}", Json::Array(rows)));
        }
        let mut lines: Vec<Vec<String>> =
            vec![captions.iter().map(|(_, caption)| caption.clone()).collect()];
        for row in rows {
            lines.push(captions.iter().map(|(name, _)| plain(row.get(*name))).collect());
        }
        self.print(&aligned(&lines));
    }

    /// Prints and does not mind when nobody listens any more.
    fn print(self, text: &str) {
        let mut out = std::io::stdout().lock();
        drop(writeln!(out, "{text}").and_then(|()| out.flush()));
    }
}

fn plain(value: Option<&Json>) -> String {
    match value {
        None | Some(Json::Null) => String::new(),
        Some(Json::String(text)) => text.clone(),
        Some(Json::Array(values)) => {
            values.iter().map(|value| plain(Some(value))).collect::<Vec<_>>().join(", ")
        }
        Some(other) => other.to_string(),
    }
}

/// Cells padded to the width of their column.
pub fn aligned(lines: &[Vec<String>]) -> String {
    let columns = lines.first().map_or(0, Vec::len);
    let width = |at: usize| {
        lines.iter().filter_map(|line| line.get(at)).map(|cell| cell.chars().count()).max()
    };
    let widths: Vec<usize> = (0..columns).map(|at| width(at).unwrap_or(0)).collect();
    let line = |cells: &Vec<String>| {
        let padded = cells.iter().zip(&widths).map(|(cell, width)| {
            format!("{cell}{}", " ".repeat(width.saturating_sub(cell.chars().count())))
        });
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}
