//! Buttons and the menus they open.

use maud::{Markup, Render, html};

use super::icon::icon;

/// How loud a button is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// With an edge.
    #[default]
    Normal,
    /// The one act of the screen.
    Primary,
    /// Destroys something.
    Danger,
    /// Without an edge.
    Plain,
}

/// A button, or a link that looks like one.
#[derive(Clone, Debug, Default)]
pub struct Button {
    /// The word on it.
    pub text: String,
    /// The icon before the word; blank for none.
    pub icon: &'static str,
    /// The key printed in it, such as `F9`.
    pub key: &'static str,
    /// How loud it is.
    pub weight: Weight,
    /// Where it leads; blank for a button.
    pub href: String,
    /// The window that the link opens; blank for the same one.
    pub window: &'static str,
    /// What it does, for the client: `data-act`.
    pub act: String,
    /// What the act needs: `data-arg`.
    pub arg: String,
    /// What it does, as a tooltip; blank when the word says it all.
    pub title: String,
    /// Why it cannot be used now; blank when it can.
    pub why_not: String,
    /// Whether only the icon is shown; the text is then its name.
    pub only_icon: bool,
}

impl Button {
    /// A button with a word and an act.
    pub fn new(text: impl Into<String>, act: impl Into<String>) -> Self {
        Self { text: text.into(), act: act.into(), ..Self::default() }
    }

    /// A link that looks like a button.
    pub fn link(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self { text: text.into(), href: href.into(), ..Self::default() }
    }

    /// With an icon.
    #[must_use]
    pub fn icon(mut self, name: &'static str) -> Self {
        self.icon = name;
        self
    }

    /// Opening a window of this name.
    #[must_use]
    pub fn window(mut self, name: &'static str) -> Self {
        self.window = name;
        self
    }

    /// With the key printed in it; the key works wherever the button is on the page.
    #[must_use]
    pub fn key(mut self, key: &'static str) -> Self {
        self.key = key;
        self
    }

    /// As loud as this.
    #[must_use]
    pub fn weight(mut self, weight: Weight) -> Self {
        self.weight = weight;
        self
    }

    /// With what the act needs.
    #[must_use]
    pub fn arg(mut self, arg: impl Into<String>) -> Self {
        self.arg = arg.into();
        self
    }

    /// With a tooltip that says what it does.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// Not to be used now, and why.
    #[must_use]
    pub fn why_not(mut self, why: impl Into<String>) -> Self {
        self.why_not = why.into();
        self
    }

    /// Only the icon; the text is its name.
    #[must_use]
    pub fn only_icon(mut self) -> Self {
        self.only_icon = true;
        self
    }

    fn class(&self) -> String {
        let weight = match self.weight {
            Weight::Normal => "",
            Weight::Primary => " btn-primary",
            Weight::Danger => " btn-danger",
            Weight::Plain => " btn-plain",
        };
        format!("btn{weight}{}", if self.only_icon { " btn-icon" } else { "" })
    }
}

impl Render for Button {
    fn render(&self) -> Markup {
        let inside = html! {
            @if !self.icon.is_empty() { (icon(self.icon)) }
            @if self.only_icon { span.vh { (self.text) } } @else { (self.text) }
            @if !self.key.is_empty() && !self.only_icon { kbd aria-hidden="true" { (self.key) } }
        };
        let key = (!self.key.is_empty()).then_some(self.key);
        let title = if !self.why_not.is_empty() {
            Some(&self.why_not)
        } else if !self.title.is_empty() {
            Some(&self.title)
        } else {
            self.only_icon.then_some(&self.text)
        };
        html! {
            @if self.href.is_empty() {
                button type="button" class=(self.class()) data-act=(self.act)
                    data-arg=[(!self.arg.is_empty()).then_some(&self.arg)] data-key=[key] title=[title]
                    aria-disabled=[(!self.why_not.is_empty()).then_some("true")] { (inside) }
            } @else {
                a class=(self.class()) href=(self.href) target=[window_of(self)] data-key=[key] title=[title] { (inside) }
            }
        }
    }
}

/// An entry of a menu.
#[derive(Clone, Debug)]
pub enum Item {
    /// Something to do.
    Act(Button),
    /// A line between groups.
    Separator,
    /// A heading.
    Head(String),
}

impl Render for Item {
    fn render(&self) -> Markup {
        match self {
            Self::Separator => html! { div.menu-sep role="separator" {} },
            Self::Head(text) => html! { div.menu-head role="presentation" { (text) } },
            Self::Act(button) => menu_item(button),
        }
    }
}

fn window_of(button: &Button) -> Option<&'static str> {
    (!button.window.is_empty()).then_some(button.window)
}

fn menu_item(button: &Button) -> Markup {
    let class = if button.weight == Weight::Danger { "menu-item danger" } else { "menu-item" };
    let key = (!button.key.is_empty()).then_some(button.key);
    let title = (!button.title.is_empty()).then_some(&button.title);
    let inside = html! {
        @if !button.icon.is_empty() { (icon(button.icon)) }
        span { (button.text) }
        @if let Some(key) = key { span.key aria-hidden="true" { (key) } }
        @if !button.why_not.is_empty() { span.why { (button.why_not) } }
    };
    html! {
        @if button.href.is_empty() {
            button type="button" role="menuitem" tabindex="-1" class=(class) data-act=(button.act)
                data-arg=[(!button.arg.is_empty()).then_some(&button.arg)] data-key=[key] title=[title]
                aria-disabled=[(!button.why_not.is_empty()).then_some("true")] { (inside) }
        } @else {
            a role="menuitem" tabindex="-1" class=(class) href=(button.href) target=[window_of(button)] data-key=[key] title=[title] { (inside) }
        }
    }
}

/// A button that opens a menu.
pub fn menu(id: &str, opener: &Button, items: &[Item]) -> Markup {
    let class = format!("{}{}", opener.class(), if opener.only_icon { "" } else { " has-menu" });
    html! {
        span.menu-host {
            button type="button" class=(class) data-menu=(id) aria-haspopup="menu" aria-expanded="false"
                aria-controls=(id) title=[opener.only_icon.then_some(&opener.text)] {
                @if !opener.icon.is_empty() { (icon(opener.icon)) }
                @if opener.only_icon { span.vh { (opener.text) } } @else { (opener.text) (icon("down")) }
            }
            div.menu id=(id) role="menu" aria-label=(opener.text) hidden { @for item in items { (item) } }
        }
    }
}

/// A primary button with variants in a menu beside it.
pub fn split(id: &str, main: &Button, more: &str, items: &[Item]) -> Markup {
    // What stands beside an act that is not allowed is no primary button either.
    let barred = !main.why_not.is_empty();
    let opener = Button {
        icon: "down",
        text: more.to_owned(),
        weight: if barred { Weight::default() } else { main.weight },
        only_icon: true,
        ..Button::default()
    };
    html! { span.split { (main) (menu(id, &opener, items)) } }
}
