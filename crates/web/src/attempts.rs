//! Remembers who failed to sign in lately, so that nobody can guess passwords.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use parking_lot::Mutex;

/// How long a failure counts.
const WINDOW: Duration = Duration::from_secs(300);
/// Failures that are allowed for one user from one address.
const OF_USER_HERE: usize = 5;
/// Failures that are allowed for one user from anywhere, or from one address for anybody.
const OF_EITHER: usize = 30;
/// So many places are remembered at most before old ones are forgotten.
const PLACES: usize = 10_000;

/// The failures of the last minutes, by place: user, address, or both.
#[derive(Default)]
pub struct Attempts(Mutex<HashMap<String, Vec<Instant>>>);

impl Attempts {
    /// Notes an attempt to sign in before the password is checked, so that many at once count too.
    ///
    /// # Errors
    /// The time to wait when there were too many.
    pub fn begin(&self, user: &str, address: &str, now: Instant) -> Result<(), Duration> {
        let mut failures = self.0.lock();
        if failures.len() > PLACES {
            failures.retain(|_, times| times.last().is_some_and(|last| *last + WINDOW > now));
        }
        let places = places(user, address);
        for (place, most) in &places {
            let Some(times) = failures.get_mut(place) else { continue };
            times.retain(|time| *time + WINDOW > now);
            if times.len() >= *most {
                let first = times.first().copied().unwrap_or(now);
                return Err((first + WINDOW).saturating_duration_since(now));
            }
        }
        for (place, _) in places {
            failures.entry(place).or_default().push(now);
        }
        Ok(())
    }

    /// Forgets the attempts of a user who has signed in, and this one of the address.
    pub fn succeeded(&self, user: &str, address: &str) {
        let mut failures = self.0.lock();
        let [(here, _), (anywhere, _), (anybody, _)] = places(user, address);
        failures.remove(&here);
        failures.remove(&anywhere);
        if let Some(times) = failures.get_mut(&anybody) {
            times.pop();
        }
    }
}

fn places(user: &str, address: &str) -> [(String, usize); 3] {
    let user = user.trim().to_uppercase();
    [
        (format!("here {address} {user}"), OF_USER_HERE),
        (format!("user {user}"), OF_EITHER),
        (format!("address {address}"), OF_EITHER),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sixth_attempt_waits() {
        let attempts = Attempts::default();
        let start = Instant::now();
        for _ in 0..5 {
            assert_eq!(attempts.begin("anna", "1.2.3.4", start), Ok(()));
        }
        assert_eq!(attempts.begin("Anna ", "1.2.3.4", start), Err(WINDOW));
        assert_eq!(attempts.begin("anna", "1.2.3.5", start), Ok(()), "another address");
        let later = start + WINDOW;
        assert_eq!(attempts.begin("anna", "1.2.3.4", later), Ok(()), "the window is over");
        attempts.succeeded("anna", "1.2.3.4");
        for _ in 0..5 {
            assert_eq!(attempts.begin("anna", "1.2.3.4", later), Ok(()));
        }
    }

    #[test]
    fn one_address_cannot_try_every_user() {
        let attempts = Attempts::default();
        let now = Instant::now();
        let tried = (0..100).take_while(|n| attempts.begin(&n.to_string(), "1.2.3.4", now).is_ok());
        assert_eq!(tried.count(), OF_EITHER);
    }
}
