//! Notes what users were refused, in the system log: once a minute for each address of the
//! program, so that a page that asks again and again does not fill the log.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use books::system_log::{self, Noted, SystemEvent};
use parking_lot::Mutex;

use crate::App;
use crate::session::Caller;

/// The time in which the same refusal is noted once.
const QUIET: Duration = Duration::from_secs(60);
/// So many refusals are remembered; beyond them old ones are forgotten, then none is noted.
const MOST: usize = 2_000;

/// What was noted lately.
#[derive(Default)]
pub struct Refusals(Mutex<HashMap<String, Instant>>);

impl Refusals {
    /// Whether this refusal is news.
    fn is_news(&self, what: String, now: Instant) -> bool {
        let mut noted = self.0.lock();
        if noted.len() >= MOST {
            noted.retain(|_, at| *at + QUIET > now);
        }
        if noted.get(&what).is_some_and(|at| *at + QUIET > now) || noted.len() >= MOST {
            return false;
        }
        noted.insert(what, now);
        true
    }
}

/// Notes that the caller was refused what was asked for, such as `POST /api/v1/users`.
pub async fn note(app: &App, caller: Caller, asked: &str) {
    tracing::warn!("refused for want of a permission");
    let what = format!("{} {asked}", caller.user.user_name);
    if !app.refusals().is_news(what, Instant::now()) {
        return;
    }
    let asked = asked.to_owned();
    let noted = app
        .blocking(move |app| {
            let actor = caller.acting(app.program());
            app.installation().system().write(&actor, |tx| {
                let event = SystemEvent::AccessRefused;
                system_log::note(tx, Noted { event, subject: "", details: &asked })
            })
        })
        .await;
    if let Err(error) = noted {
        tracing::error!(%error, "a refusal could not be noted");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_refusal_is_noted_once_a_minute() {
        let (refusals, start) = (Refusals::default(), Instant::now());
        assert!(refusals.is_news("anna GET /a".into(), start));
        assert!(!refusals.is_news("anna GET /a".into(), start + Duration::from_secs(59)));
        assert!(refusals.is_news("otto GET /a".into(), start));
        assert!(refusals.is_news("anna GET /a".into(), start + Duration::from_secs(61)));
        let news = (0..9_999).filter(|n| refusals.is_news(n.to_string(), start)).count();
        assert!(news < MOST, "a flood ends");
    }
}
