//! What the manual has pages about.

use base::Language;

/// A page of the manual.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// The whole in ten minutes.
    FirstSteps,
    /// Frame, home, lists, cards, keys.
    Screens,
    /// From the call to the finished work.
    ServiceOrders,
    /// Parts, hours, prices, discounts.
    Lines,
    /// Shipping, invoicing, giving away.
    Posting,
    /// Stock and what it cost.
    Stock,
    /// Records from spreadsheets.
    Import,
    /// Papers.
    Printing,
    /// Passwords, the second factor, the own account.
    SigningIn,
    /// Users and what they may do.
    Users,
    /// What each role may do, in full.
    Roles,
    /// Coming from Business Central.
    Differences,
    /// Installing, backing up, upgrading.
    Administration,
    /// Connecting other programs.
    Api,
}

/// The text of a page in English, and in French where it is translated.
type Sources = (&'static str, Option<&'static str>);

/// A page in both languages, or in English only.
macro_rules! source {
    ($name:literal) => {
        (
            include_str!(concat!("../../../../docs/", $name, ".md")),
            Some(include_str!(concat!("../../../../docs/fr/", $name, ".md"))),
        )
    };
    ($name:literal, english) => {
        (include_str!(concat!("../../../../docs/", $name, ".md")), None)
    };
}

impl Topic {
    /// All pages, in the order of the contents.
    pub const ALL: [Self; 14] = [
        Self::FirstSteps,
        Self::Screens,
        Self::ServiceOrders,
        Self::Lines,
        Self::Posting,
        Self::Stock,
        Self::Import,
        Self::Printing,
        Self::SigningIn,
        Self::Users,
        Self::Roles,
        Self::Differences,
        Self::Administration,
        Self::Api,
    ];

    /// The name in addresses, which is that of the file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::FirstSteps => "first-steps",
            Self::Screens => "screens",
            Self::ServiceOrders => "service-orders",
            Self::Lines => "service-lines-and-prices",
            Self::Posting => "posting",
            Self::Stock => "stock-and-costs",
            Self::Import => "import",
            Self::Printing => "printing",
            Self::SigningIn => "signing-in",
            Self::Users => "users-and-permissions",
            Self::Roles => "roles",
            Self::Differences => "differences-from-business-central",
            Self::Administration => "administration",
            Self::Api => "api",
        }
    }

    /// The page with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.name() == name)
    }

    /// The page in this file of the project.
    pub(super) fn of_file(path: &str) -> Option<(Self, Language)> {
        let (folder, file) = path.rsplit_once('/')?;
        let topic = Self::named(file.strip_suffix(".md")?)?;
        let languages = [Language::En, Language::Fr];
        let found = languages.into_iter().find(|language| topic.folder(*language) == folder)?;
        topic.exists_in(found).then_some((topic, found))
    }

    /// The folder of the project that holds the pages of a language.
    pub(super) const fn folder(self, language: Language) -> &'static str {
        match language {
            Language::En => "docs",
            Language::Fr => "docs/fr",
        }
    }

    /// Whether the contents and the search offer it to a role: what is for those who look after the
    /// installation, or connect programs, is in nobody else's way.
    pub fn is_for(self, role: &str) -> bool {
        match self {
            Self::Api => ["SUPER", "INTEGRATOR"].contains(&role),
            Self::Administration | Self::Roles | Self::Differences => role == "SUPER",
            _ => true,
        }
    }

    /// Whether the page is written in a language.
    pub(super) const fn exists_in(self, language: Language) -> bool {
        matches!(language, Language::En) || self.sources().1.is_some()
    }

    /// The page as it is written in a language, otherwise in English.
    pub(super) fn source(self, language: Language) -> &'static str {
        let (english, french) = self.sources();
        match language {
            Language::En => english,
            Language::Fr => french.unwrap_or(english),
        }
    }

    const fn sources(self) -> Sources {
        match self {
            Self::FirstSteps => source!("first-steps"),
            Self::Screens => source!("screens"),
            Self::ServiceOrders => source!("service-orders"),
            Self::Lines => source!("service-lines-and-prices"),
            Self::Posting => source!("posting"),
            Self::Stock => source!("stock-and-costs"),
            Self::Import => source!("import"),
            Self::Printing => source!("printing"),
            Self::SigningIn => source!("signing-in"),
            Self::Users => source!("users-and-permissions"),
            Self::Roles => source!("roles", english),
            Self::Differences => source!("differences-from-business-central", english),
            Self::Administration => source!("administration", english),
            Self::Api => source!("api", english),
        }
    }
}
