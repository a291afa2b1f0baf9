//! Markdown as HTML and as sections to search. Raw HTML in a page is shown as text.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html as as_html};

/// What stands between a heading and the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The level of the heading, 1 to 6.
    pub level: HeadingLevel,
    /// The heading.
    pub heading: String,
    /// The place in addresses, the same in every language.
    pub anchor: String,
    /// What links within `docs/` call it: its own heading in small letters with dashes.
    pub(super) mark: String,
    /// The paragraphs, points and rows below it, as plain text.
    pub blocks: Vec<String>,
}

fn events(source: &str) -> Parser<'_> {
    Parser::new_ext(source, Options::ENABLE_TABLES)
}

/// The sections of a page.
pub fn sections(source: &str) -> Vec<Section> {
    let mut found: Vec<Section> = Vec::new();
    let mut text = String::new();
    for event in events(source) {
        match event {
            Event::Text(part) | Event::Code(part) | Event::Html(part) | Event::InlineHtml(part) => {
                text.push_str(&part);
            }
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::End(TagEnd::TableCell) => text.push_str(" · "),
            Event::End(TagEnd::Heading(level)) => {
                let heading = taken(&mut text);
                let mark = mark_of(&heading);
                let anchor = mark.clone();
                found.push(Section { level, heading, anchor, mark, blocks: Vec::new() });
            }
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Item
                | TagEnd::CodeBlock
                | TagEnd::TableHead
                | TagEnd::TableRow,
            ) => {
                let block = taken(&mut text);
                if let Some(section) = found.last_mut().filter(|_| !block.is_empty()) {
                    section.blocks.push(block);
                }
            }
            _ => {}
        }
    }
    found
}

/// What was gathered, which begins anew.
fn taken(text: &mut String) -> String {
    let block = text.trim().trim_end_matches('·').trim().to_owned();
    text.clear();
    block
}

/// A heading as links name it: small letters, dashes for blanks, no signs.
fn mark_of(heading: &str) -> String {
    heading
        .to_lowercase()
        .chars()
        .filter_map(|letter| match letter {
            ' ' | '-' => Some('-'),
            letter if letter.is_alphanumeric() || letter == '_' => Some(letter),
            _ => None,
        })
        .collect()
}

/// A page as HTML with the anchors of its sections, and the links that lead nowhere, of which only the
/// text is left.
pub fn html(
    source: &str,
    sections: &[Section],
    resolve: &dyn Fn(&str) -> Option<String>,
) -> (String, Vec<String>) {
    let mut anchors = sections.iter().map(|section| section.anchor.clone());
    let (mut shown, mut nowhere, mut linked) = (Vec::new(), Vec::new(), true);
    for event in events(source) {
        match event {
            Event::Start(Tag::Heading { level, classes, attrs, .. }) => {
                let id = anchors.next().map(CowStr::from);
                shown.push(Event::Start(Tag::Heading { level, id, classes, attrs }));
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let to = resolve(&dest_url);
                linked = to.is_some();
                match to.map(CowStr::from) {
                    Some(dest_url) => {
                        shown.push(Event::Start(Tag::Link { link_type, dest_url, title, id }));
                    }
                    None => nowhere.push(dest_url.into_string()),
                }
            }
            Event::End(TagEnd::Link) if !linked => {}
            // Nothing but text and links comes from a page.
            Event::Html(raw) | Event::InlineHtml(raw) => shown.push(Event::Text(raw)),
            Event::Start(Tag::HtmlBlock | Tag::Image { .. })
            | Event::End(TagEnd::HtmlBlock | TagEnd::Image) => {}
            // Wide tables scroll by themselves.
            Event::Start(Tag::Table(alignments)) => {
                shown.push(Event::Html("<div class=\"table-wrap\" tabindex=\"0\">".into()));
                shown.push(Event::Start(Tag::Table(alignments)));
            }
            Event::End(TagEnd::Table) => {
                shown.push(Event::End(TagEnd::Table));
                shown.push(Event::Html("</div>".into()));
            }
            other => shown.push(other),
        }
    }
    let mut text = String::with_capacity(source.len() * 2);
    as_html::push_html(&mut text, shown.into_iter());
    (text, nowhere)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_markup_and_strange_links_are_text() {
        let source = "# A <b>title</b>\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1)) ![y](z.png) <i>z</i>\n";
        let (html, nowhere) = html(source, &sections(source), &|_| None);
        assert!(
            !html.contains("<script") && !html.contains("<i>") && !html.contains("<b>"),
            "{html}"
        );
        assert!(!html.contains("javascript:") && !html.contains("<img"), "{html}");
        assert_eq!(nowhere, ["javascript:alert(1)"]);
    }

    #[test]
    fn sections_hold_what_stands_below_their_heading() {
        let found = sections(
            "# One\n\nText of *one*.\n\n## Two, it's\n\n| a | b |\n| --- | --- |\n| c | `d` |\n\n- e\n  f\n",
        );
        let told: Vec<_> =
            found.iter().map(|at| (at.mark.as_str(), at.blocks.join(" / "))).collect();
        assert_eq!(
            told,
            [("one", "Text of one.".to_owned()), ("two-its", "a · b / c · d / e f".to_owned())]
        );
    }
}
