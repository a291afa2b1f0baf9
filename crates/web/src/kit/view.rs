//! Who looks at a page, and how they read numbers, dates and words.

use std::fmt::Write as _;
use std::str::FromStr;
use std::sync::Arc;

use base::{
    Action, Amount, Arg, Date, DateTime, Decimal, Language, Moment, Permissions, Time, Zone,
};
use serde_json::Value as Json;
use store::{ActionDef, EntityDef, Kind, Table, sight};

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// From the name the browser keeps.
    pub fn from_name(name: &str) -> Self {
        match name {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::System,
        }
    }

    /// The attribute of the page, if people chose.
    pub fn attribute(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

/// How much room rows take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Density {
    /// Rows of 28 px.
    #[default]
    Normal,
    /// Rows of 26 px.
    Compact,
    /// Rows of 32 px.
    Comfortable,
}

impl Density {
    /// From the name the browser keeps.
    pub fn from_name(name: &str) -> Self {
        match name {
            "compact" => Self::Compact,
            "comfortable" => Self::Comfortable,
            _ => Self::Normal,
        }
    }

    /// The attribute of the page, if people chose.
    pub fn attribute(self) -> Option<&'static str> {
        match self {
            Self::Normal => None,
            Self::Compact => Some("compact"),
            Self::Comfortable => Some("comfortable"),
        }
    }
}

/// A company as the frame shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompanyName {
    /// The key in addresses.
    pub name: String,
    /// The name that people see.
    pub display_name: String,
}

/// Who looks, at what, and how.
#[derive(Clone, Debug)]
pub struct View {
    /// The language of the page.
    pub language: Language,
    /// Light or dark.
    pub theme: Theme,
    /// Room of rows.
    pub density: Density,
    /// The user's name.
    pub user: String,
    /// The name of the person.
    pub full_name: String,
    /// The user's role in the company, by its code; blank for none.
    pub role: String,
    /// The role whose home the user sees.
    pub home: String,
    /// The homes that the user may choose from.
    pub homes: Vec<String>,
    /// Whether the first tour is offered.
    pub tour: bool,
    /// The company in view; blank where there is none, as for somebody without a role yet.
    pub company: CompanyName,
    /// All companies that the user may see.
    pub companies: Vec<CompanyName>,
    /// The date that new documents get.
    pub work_date: Date,
    /// What calendar and clock of the company show now.
    pub now: DateTime,
    /// The moment.
    pub moment: Moment,
    /// The time zone of the company, in which moments are shown.
    pub zone: Zone,
    /// The token that requests which change something must carry.
    pub csrf: String,
    /// What the user may do.
    pub permissions: Arc<Permissions>,
    /// The code and symbol of the local currency.
    pub currency: String,
}

impl View {
    /// A text.
    pub fn t(&self, id: &str) -> String {
        texts::plain(self.language, id)
    }

    /// A text with arguments.
    pub fn tx(&self, id: &str, args: &[(&str, Arg)]) -> String {
        texts::text(self.language, id, args)
    }

    /// Whether the user may do this.
    pub fn may(&self, object: &str, action: Action) -> bool {
        sight::allows(&self.permissions, object, action)
    }

    /// Whether the user may do this with records of a collection.
    pub fn may_def(&self, def: &EntityDef, action: Action) -> bool {
        def.allows(&self.permissions, action)
    }

    /// Whether the user may carry out an action on the records of a table.
    pub fn may_act(&self, action: &ActionDef, table: &Table) -> bool {
        action.allows(&self.permissions, table)
    }

    /// Whether the user sees a column of a table whose records the user reads.
    pub fn sees(&self, table: &Table, column: &str) -> bool {
        table.column(column).is_none_or(|at| sight::sees_column(table, at, &self.permissions))
    }

    /// Whether the user may change a column of a table whose records the user changes.
    pub fn changes(&self, table: &Table, column: &str) -> bool {
        table.column(column).is_none_or(|at| sight::changes_column(table, at, &self.permissions))
    }

    /// Whether the user sees a calculated property of a collection.
    pub fn sees_figure(&self, def: &EntityDef, name: &str) -> bool {
        sight::sees_figure(&self.permissions, (def.made_of)(name))
    }

    /// Whether the user sees a figure or a sum that is made of this: a table, a kind of documents,
    /// or `table.column`.
    pub fn sees_all(&self, sources: &[&str]) -> bool {
        sight::sees_figure(&self.permissions, Some(sources))
    }

    /// Whether a company is in view.
    pub fn has_company(&self) -> bool {
        !self.company.name.is_empty()
    }

    /// The address of the home.
    pub fn home_url(&self) -> String {
        if self.has_company() { format!("/c/{}", self.company.name) } else { "/".to_owned() }
    }

    /// What a role is called; what people named themselves stands as it is.
    pub fn role_name(&self, role: &str) -> String {
        let known = texts::find(self.language, &format!("ui-role-{role}"), &[]);
        known.unwrap_or_else(|| role.to_owned())
    }

    /// The address of a collection's page in the company, such as `/c/atelier-moka/customers`; of what
    /// is the user's own, also without a company.
    pub fn list_url(&self, collection: &str) -> String {
        if self.has_company() {
            format!("/c/{}/{collection}", self.company.name)
        } else {
            format!("/{collection}")
        }
    }

    /// The word on a key, as keyboards of the language have it.
    pub fn key(&self, name: &str) -> String {
        texts::find(self.language, &format!("key-{name}"), &[]).unwrap_or_else(|| name.to_owned())
    }

    /// The address of a record's page.
    pub fn url(&self, collection: &str, key: &str) -> String {
        format!("/c/{}/{collection}/{}", self.company.name, encode(key))
    }

    /// The address of a list with a filter, for figures that drill down: pairs of a property and
    /// an expression.
    pub fn filtered_url(&self, collection: &str, filters: &[(&str, &str)]) -> String {
        let mut url = self.list_url(collection);
        for (at, (property, expression)) in filters.iter().enumerate() {
            let mark = if at == 0 { '?' } else { '&' };
            let _ = write!(url, "{mark}f.{property}={}", encode(expression));
        }
        url
    }

    /// The address of a collection in the API.
    pub fn api(&self, collection: &str) -> String {
        format!("/api/v1/companies/{}/{collection}", self.company.name)
    }

    /// A sum of money.
    pub fn amount(&self, value: Amount) -> String {
        texts::amount(self.language, value)
    }

    /// A sum of money with the symbol of the local currency.
    pub fn money(&self, value: Amount) -> String {
        texts::amount_with_symbol(self.language, value, symbol(&self.currency))
    }

    /// A date.
    pub fn date(&self, day: Date) -> String {
        texts::date(self.language, day)
    }

    /// A moment, in the company's time zone.
    pub fn at(&self, moment: Moment) -> String {
        texts::moment(self.language, &self.zone, moment)
    }

    /// A property of a record as people read it; blank and zero as the caller wants them.
    pub fn show(&self, kind: Kind, json: &Json) -> String {
        shown((self.language, &self.zone), kind, json)
    }

    /// The caption of a column.
    pub fn caption(&self, table: &str, column: &str) -> String {
        texts::caption(self.language, table, column)
    }

    /// The initials of the user, for the badge in the top bar.
    pub fn initials(&self) -> String {
        initials(if self.full_name.is_empty() { &self.user } else { &self.full_name })
    }
}

/// The first letters of the first and last word of a name.
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().next());
    let first = words.next();
    let last = words.next_back();
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

/// The symbol of a currency, or its code.
pub fn symbol(code: &str) -> &str {
    match code {
        "EUR" => "€",
        "USD" => "$",
        "GBP" => "£",
        other => other,
    }
}

/// A text as it stands in an address.
pub fn encode(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~,".contains(&byte) {
            result.push(char::from(byte));
        } else {
            let _ = write!(result, "%{byte:02X}");
        }
    }
    result
}

/// A JSON value of a kind as people read it in a language and a time zone.
fn shown((language, zone): (Language, &Zone), kind: Kind, json: &Json) -> String {
    match json {
        Json::Null => String::new(),
        Json::Bool(flag) => texts::plain(language, if *flag { "ui-yes" } else { "ui-no" }),
        Json::Number(number) => shown_number(language, kind, &number.to_string()),
        Json::String(text) => shown_text((language, zone), kind, text),
        Json::Array(_) | Json::Object(_) => String::new(),
    }
}

fn shown_number(language: Language, kind: Kind, digits: &str) -> String {
    let parsed =
        Decimal::from_str(digits).or_else(|_| Decimal::from_scientific(digits)).unwrap_or_default();
    match kind {
        Kind::Amount => texts::amount(language, Amount::of(parsed)),
        Kind::UnitPrice => texts::unit_price(language, base::UnitPrice::of(parsed)),
        // Numbers of entries and lines are names, not quantities: no groups.
        Kind::Int => digits.to_owned(),
        _ => texts::number(language, parsed),
    }
}

fn shown_text((language, zone): (Language, &Zone), kind: Kind, text: &str) -> String {
    match kind {
        Kind::Date => text.parse().map_or_else(|_| text.to_owned(), |d| texts::date(language, d)),
        Kind::Time => text.parse::<Time>().map_or_else(|_| text.to_owned(), texts::time),
        Kind::Moment => {
            text.parse().map_or_else(|_| text.to_owned(), |at| texts::moment(language, zone, at))
        }
        Kind::Option(_) => texts::option(language, text),
        _ => text.to_owned(),
    }
}
