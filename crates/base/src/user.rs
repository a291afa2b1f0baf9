//! Who acts: the user, what they may do, and the answers they gave.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::{Action, Arg, Clock, Date, DateTime, Error, Moment, Permissions, Zone, refuse};

/// The languages the program speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// French.
    Fr,
}

impl Language {
    /// The two-letter tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }

    /// From a language tag such as `fr-FR`; English when unknown.
    pub fn from_tag(tag: &str) -> Self {
        if tag.trim().to_ascii_lowercase().starts_with("fr") { Self::Fr } else { Self::En }
    }
}

/// The answers given beforehand to questions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// Every question is answered yes.
    pub all: bool,
    /// Questions answered yes, by code.
    pub confirmed: BTreeSet<String>,
    /// Questions answered no, by code.
    pub declined: BTreeSet<String>,
}

impl Answers {
    /// Every question is answered yes.
    pub fn yes() -> Self {
        Self { all: true, ..Self::default() }
    }

    /// The answer to a question, if one was given. The code may be given whole or by its last part.
    pub fn to(&self, code: &str) -> Option<bool> {
        let last = code.rsplit('.').next().unwrap_or(code);
        let whole = format!("confirmation.{code}");
        let among = |set: &BTreeSet<String>| {
            set.contains(code) || set.contains(last) || set.contains(&whole)
        };
        let confirmed = among(&self.confirmed);
        if among(&self.declined) || (self.declined.contains("all") && !confirmed) {
            Some(false)
        } else if self.all || confirmed {
            Some(true)
        } else {
            None
        }
    }
}

/// Information for the user that stops nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Stable dotted code; the text stands under `message-<code with dashes>`.
    pub code: &'static str,
    /// What the text mentions, by name.
    pub args: Vec<(&'static str, Arg)>,
}

/// Who acts, when, with which rights, in which language, having answered what.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The user's name.
    pub user: String,
    /// The moment of the act.
    pub moment: Moment,
    /// Where it happens, unless the company whose books are acted on has a zone of its own.
    pub zone: Zone,
    /// The work date that was chosen: the date new documents get; today when none was.
    pub work_date: Option<Date>,
    /// What the user may do.
    pub permissions: Arc<Permissions>,
    /// The language of texts the program composes.
    pub language: Language,
    /// The answers given beforehand.
    pub answers: Answers,
    /// The network address that the act was asked from; blank for the program itself.
    pub address: String,
}

impl Actor {
    /// The program itself: may do everything and answers every question with yes.
    pub fn program(clock: &dyn Clock) -> Self {
        Self {
            user: "SYSTEM".to_owned(),
            moment: clock.moment(),
            zone: clock.zone(),
            work_date: None,
            permissions: Arc::new(Permissions::everything()),
            language: Language::En,
            answers: Answers::yes(),
            address: String::new(),
        }
    }

    /// What calendar and clock show at the moment of the act in the zone of the one who acts. Within
    /// a company, ask the transaction, which knows the zone of the company.
    pub fn now(&self) -> DateTime {
        self.zone.civil(self.moment)
    }

    /// Refuses an act the user may not do.
    ///
    /// # Errors
    /// `Forbidden`, naming the object and the act.
    pub fn require(&self, object: &str, action: Action) -> Result<(), Error> {
        if self.permissions.allow(object, action) {
            Ok(())
        } else {
            Err(self.refused(object, action))
        }
    }

    /// The refusal of an act on an object.
    pub fn refused(&self, object: &str, action: Action) -> Error {
        let act = format!("{action:?}").to_lowercase();
        Error::Forbidden(refuse!(
            "permission.missing",
            user = self.user.as_str(),
            object = object,
            act = act
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_answered_by_its_code_or_with_all_others() {
        let set = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
        let code = "order.changeCustomer";
        for (all, confirmed, declined, answer) in [
            (false, &[][..], &[][..], None),
            (true, &[], &[], Some(true)),
            (false, &["order.changeCustomer"], &[], Some(true)),
            (false, &["changeCustomer"], &[], Some(true)),
            (false, &["confirmation.order.changeCustomer"], &[], Some(true)),
            (false, &["other"], &[], None),
            (true, &[], &["changeCustomer"], Some(false)),
            (false, &[], &["other"], None),
            (false, &[], &["all"], Some(false)),
            (false, &["changeCustomer"], &["all"], Some(true)),
            (false, &["other"], &["all"], Some(false)),
        ] {
            let answers = Answers { all, confirmed: set(confirmed), declined: set(declined) };
            assert_eq!(answers.to(code), answer, "{answers:?}");
        }
    }
}
