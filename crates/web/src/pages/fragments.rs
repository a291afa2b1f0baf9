//! Only what changed travels: after an entry the page asks for itself again and says what it holds;
//! the answer has the fragments that it does not hold.
//!
//! A fragment is an element with `data-part="<key>"`; fragments stand within each other. The version of a
//! fragment is made of its key and its own markup, in which each fragment inside it is but a mark of
//! its place. The whole page carries the versions (`data-v`). A page that asks again lists them in
//! `X-Have`; the answer is a `<template data-part="<key>" data-v="<version>">` for each fragment
//! whose version is not among them, the outer ones first. So a page that took over the answer is what
//! a reload would show, whatever the entry changed.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use axum::http::{HeaderMap, HeaderName, header};
use axum::response::{Html, IntoResponse, Response};

/// The versions of the fragments that a page holds, one after the other.
pub const HAVE: HeaderName = HeaderName::from_static("x-have");

/// The characters of a version.
const WIDTH: usize = 7;

const MARK: &str = " data-part=\"";

/// One fragment of a page.
#[derive(Debug, PartialEq, Eq)]
struct Fragment<'p> {
    key: &'p str,
    /// Where the version goes into the page: behind the key.
    at: usize,
    /// The element, with marks for the fragments inside.
    own: String,
    version: String,
}

/// An element that is being read.
struct Open<'p> {
    fragment: usize,
    tag: &'p str,
    /// How many elements of the same name are open, this one included.
    depth: usize,
    /// Up to where the page was copied.
    copied: usize,
}

/// The answer: the whole page with its versions, or what has changed for a page that says what it has.
pub fn answer(page: &str, have: Option<&str>) -> Response {
    let fragments = read(page);
    let body = match have {
        Some(have) => changed(&fragments, have),
        None => whole(page, &fragments),
    };
    // The same address answers both.
    ([(header::VARY, "X-Have")], Html(body)).into_response()
}

/// What a request says that its page has.
pub fn had(headers: &HeaderMap) -> Option<String> {
    headers.get(HAVE)?.to_str().ok().map(str::to_owned)
}

fn whole(page: &str, fragments: &[Fragment]) -> String {
    let mut text = String::with_capacity(page.len() + fragments.len() * 20);
    let mut from = 0;
    for fragment in fragments {
        text.push_str(&page[from..fragment.at]);
        text.push_str(" data-v=\"");
        text.push_str(&fragment.version);
        text.push('"');
        from = fragment.at;
    }
    text.push_str(&page[from..]);
    text
}

fn changed(fragments: &[Fragment], have: &str) -> String {
    let known: HashSet<&[u8]> = have.as_bytes().chunks_exact(WIDTH).collect();
    let mut text = String::new();
    for fragment in fragments.iter().filter(|one| !known.contains(one.version.as_bytes())) {
        text.push_str("<template data-part=\"");
        text.push_str(fragment.key);
        text.push_str("\" data-v=\"");
        text.push_str(&fragment.version);
        text.push_str("\">");
        text.push_str(&fragment.own);
        text.push_str("</template>");
    }
    text
}

/// The fragments of a page, in the order in which they begin. The markup is our own: a `<` or `>` that is no
/// tag is escaped, and every element that can hold a fragment is closed.
fn read(page: &str) -> Vec<Fragment<'_>> {
    let mut fragments: Vec<Fragment> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut from = 0;
    while let Some(start) = page[from..].find('<').map(|at| from + at) {
        let Some(end) = page[start..].find('>').map(|at| start + at + 1) else { break };
        let tag = &page[start + 1..end - 1];
        from = end;
        if let Some(name) = tag.strip_prefix('/') {
            let Some(top) = open.last_mut().filter(|top| top.tag == name) else { continue };
            top.depth -= 1;
            if top.depth == 0 {
                close(page, &mut open, &mut fragments, end);
            }
            continue;
        }
        let name = tag.split(' ').next().unwrap_or_default();
        if let Some(at) = tag.find(MARK) {
            let value = start + 1 + at + MARK.len();
            let Some(length) = page[value..].find('"') else { break };
            let key = &page[value..value + length];
            if let Some(outer) = open.last_mut() {
                let mark = mark(fragments[outer.fragment].key, name, key);
                let own = &mut fragments[outer.fragment].own;
                own.push_str(&page[outer.copied..start]);
                own.push_str(&mark);
            }
            open.push(Open { fragment: fragments.len(), tag: name, depth: 1, copied: start });
            let (own, version) = (String::new(), String::new());
            fragments.push(Fragment { key, at: value + length + 1, own, version });
        } else if let Some(top) = open.last_mut().filter(|top| top.tag == name) {
            top.depth += 1;
        }
    }
    fragments
}

/// The place of a fragment inside another: its key, of rows without that of their grid. A grid has many rows, so
/// their marks are as short as HTML lets them be.
fn mark(outer: &str, name: &str, key: &str) -> String {
    match key.strip_prefix(outer).filter(|own| own.starts_with('/')) {
        Some(own) if name == "tr" => format!("<tr data-place=\"{own}\">"),
        _ => format!("<{name} data-place=\"{key}\"></{name}>"),
    }
}

/// The innermost open fragment ends here.
fn close(page: &str, open: &mut Vec<Open>, fragments: &mut [Fragment], end: usize) {
    let Some(inner) = open.pop() else { return };
    let fragment = &mut fragments[inner.fragment];
    fragment.own.push_str(&page[inner.copied..end]);
    fragment.version = version(fragment.key, &fragment.own);
    if let Some(outer) = open.last_mut() {
        outer.copied = end;
    }
}

/// The same on every server of an installation: 42 bits of the key and the markup.
fn version(key: &str, own: &str) -> String {
    const DIGITS: &[u8; 64] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
    let mut hasher = DefaultHasher::new();
    (key, own).hash(&mut hasher);
    let mut rest = hasher.finish();
    let mut text = String::with_capacity(WIDTH);
    for _ in 0..WIDTH {
        let digit = usize::try_from(rest & 63).unwrap_or_default();
        text.push(char::from(DIGITS[digit]));
        rest >>= 6;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(quantity: &str, total: &str, more: &str) -> String {
        format!(
            "<body><main data-part=\"page\"><div>before</div><table><tbody data-part=\"lines\">\
             <tr data-part=\"lines/1\"><td>{quantity}</td></tr><tr data-part=\"lines/2\"><td>2</td></tr>{more}</tbody></table>\
             <div data-part=\"totals\"><div>{total}</div></div><div>after</div></main></body>"
        )
    }

    fn versions(page: &str) -> String {
        read(page).into_iter().map(|one| one.version).collect()
    }

    #[test]
    fn the_whole_page_carries_the_version_of_each_fragment() {
        let plain = page("1", "3", "");
        let full = whole(&plain, &read(&plain));
        assert_eq!(full.matches(" data-v=\"").count(), 5);
        let mut bare = full.clone();
        for one in read(&plain) {
            bare = bare.replace(&format!(" data-v=\"{}\"", one.version), "");
        }
        assert_eq!(bare, plain, "nothing else is different");
    }

    #[test]
    fn only_what_changed_travels() {
        let have = versions(&page("1", "3", ""));
        let more = "<tr data-part=\"lines/3\"></tr>";
        for (now, keys) in [
            (page("1", "3", ""), vec![]),
            (page("4", "6", ""), vec!["lines/1", "totals"]),
            (page("1", "5", more), vec!["lines", "lines/3", "totals"]),
        ] {
            let answer = changed(&read(&now), &have);
            let sent: Vec<&str> = answer
                .split("<template data-part=\"")
                .skip(1)
                .filter_map(|one| one.split('"').next())
                .collect();
            assert_eq!(sent, keys, "{answer}");
        }
        let grown = changed(&read(&page("1", "5", more)), &have);
        assert!(
            grown.contains("<tr data-place=\"/1\"><tr data-place=\"/2\">"),
            "rows that stay are marks: {grown}"
        );
        assert!(!grown.contains("<td>"), "and not sent: {grown}");
    }

    #[test]
    fn a_page_that_says_nothing_useful_gets_everything() {
        let now = page("1", "3", "");
        for have in ["", "short", "1234567890"] {
            assert_eq!(changed(&read(&now), have).matches("<template").count(), 5, "{have}");
        }
    }
}
