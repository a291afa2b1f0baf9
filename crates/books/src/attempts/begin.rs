//! Whether somebody is heard, and how soon.

use std::net::IpAddr;
use std::time::Duration;

use base::{Actor, Code, Result};
use jiff::SignedDuration;
use store::{Db, Tx, key, params};

use super::SignInAttempt;
use crate::user::{device_is_known, fingerprint};

/// Minutes that a wrong password counts.
const TIME: SignedDuration = SignedDuration::from_mins(5);
/// Wrong passwords that are heard from one address.
const OF_ADDRESS: i64 = 30;
/// Wrong passwords that are heard from a device the user has used before.
const OF_DEVICE: i64 = 10;
/// Wrong passwords that are heard from somebody who is signed in.
const OF_SESSION: i64 = 5;
/// Minutes that a wrong code of the second factor counts.
const CODE_TIME: SignedDuration = SignedDuration::from_mins(60);
/// Wrong codes that are heard for one user.
const OF_CODE: i64 = 10;
/// Wrong passwords for one user before answers become slower.
const AT_ONCE: i64 = 5;
/// The first delay in milliseconds; each further failure doubles it.
const FIRST_DELAY: u64 = 500;
/// How often the delay is doubled: eight seconds are the most.
const DOUBLINGS: i64 = 4;

/// What somebody is about to guess.
#[derive(Clone, Copy, Debug)]
pub enum Guess<'a> {
    /// The password of a user, at sign-in.
    Password {
        /// The user name as it was typed.
        user: &'a str,
        /// The network address.
        address: &'a str,
        /// The secret of the device, if it shows one.
        device: &'a str,
    },
    /// The own password of somebody who is signed in.
    OwnPassword(&'a str),
    /// A code of the second factor of a user who has shown the password.
    SecondFactor(&'a str),
}

/// A place where failures are counted.
struct Place {
    /// Its fingerprint.
    name: String,
    /// The most failures that are heard; none when they only make answers slower.
    most: Option<i64>,
    /// How long they count.
    span: SignedDuration,
}

impl Place {
    fn new(name: &str, most: Option<i64>, span: SignedDuration) -> Self {
        Self { name: fingerprint(name).into(), most, span }
    }
}

/// Notes a guess before it is checked, so that many at once count too, and tells how long its
/// answer has to wait.
///
/// # Errors
/// `Ok(Err(..))` with the time after which somebody is heard again, when there were too many.
pub fn begin(system: &Db, program: &Actor, guess: Guess) -> Result<Result<Duration, Duration>> {
    system.write(program, |tx| {
        forget_old(tx)?;
        let places = places(tx, guess)?;
        let mut delay = Duration::ZERO;
        for place in &places {
            let Some(known) = tx.get::<SignInAttempt>(key![place.name])? else { continue };
            match place.most {
                Some(most) if known.failures >= most => return Ok(Err(wait(tx, &known))),
                Some(_) => {}
                None => delay = delay.max(delay_of(known.failures)),
            }
        }
        for place in &places {
            count(tx, place)?;
        }
        Ok(Ok(delay))
    })
}

/// Takes back the count of a guess that was right.
///
/// # Errors
/// When the database fails.
pub fn succeeded(tx: &mut Tx, guess: Guess) -> Result<()> {
    for place in places(tx, guess)? {
        let sql = "UPDATE \"sign_in_attempt\" SET \"failures\" = \"failures\" - 1 \
                   WHERE \"place\" = $1 AND \"failures\" > 0";
        tx.execute(sql, params![place.name])?;
    }
    Ok(())
}

fn places(tx: &mut Tx, guess: Guess) -> Result<Vec<Place>> {
    Ok(match guess {
        Guess::Password { user, device, .. } if is_known(tx, user, device)? => {
            vec![Place::new(&format!("device {device}"), Some(OF_DEVICE), TIME)]
        }
        Guess::Password { user, address, .. } => vec![
            Place::new(&format!("address {}", network(address)), Some(OF_ADDRESS), TIME),
            Place::new(&format!("user {}", base::key_form(user)), None, TIME),
        ],
        Guess::OwnPassword(user) => {
            vec![Place::new(&format!("session {}", base::key_form(user)), Some(OF_SESSION), TIME)]
        }
        Guess::SecondFactor(user) => {
            vec![Place::new(&format!("code {}", base::key_form(user)), Some(OF_CODE), CODE_TIME)]
        }
    })
}

fn is_known(tx: &mut Tx, user: &str, device: &str) -> Result<bool> {
    match Code::<50>::parse(user) {
        Ok(user) if !device.is_empty() => device_is_known(tx, &user, device),
        _ => Ok(false),
    }
}

/// An address as it is counted: whoever has an IPv6 network has all the addresses in it.
fn network(address: &str) -> String {
    match address.parse() {
        Ok(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        _ => address.to_owned(),
    }
}

/// The delay after so many failures.
fn delay_of(failures: i64) -> Duration {
    let beyond = failures - AT_ONCE;
    if beyond < 0 {
        return Duration::ZERO;
    }
    Duration::from_millis(FIRST_DELAY << beyond.min(DOUBLINGS))
}

fn wait(tx: &Tx, known: &SignInAttempt) -> Duration {
    let left = known.ends_at.and_then(|end| tx.moment().until(end).try_into().ok());
    left.unwrap_or(Duration::ZERO)
}

fn count(tx: &mut Tx, place: &Place) -> Result<()> {
    let ends_at = tx.moment().after(place.span);
    let sql = "INSERT INTO \"sign_in_attempt\" (\"place\", \"ends_at\", \"failures\") \
               VALUES ($1, $2, 1) ON CONFLICT (\"place\") \
               DO UPDATE SET \"failures\" = \"sign_in_attempt\".\"failures\" + 1";
    tx.execute(sql, params![place.name, ends_at]).map(drop)
}

/// Counts that have ended go; so do those from a future, of a clock that was put back.
fn forget_old(tx: &mut Tx) -> Result<()> {
    let (now, future) = (tx.moment(), tx.moment().after(CODE_TIME));
    let sql = "DELETE FROM \"sign_in_attempt\" WHERE \"ends_at\" <= $1 OR \"ends_at\" > $2";
    tx.execute(sql, params![now, future]).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_grow_and_have_an_end() {
        let millis: Vec<u128> = (0..13).map(|failures| delay_of(failures).as_millis()).collect();
        assert_eq!(millis, [0, 0, 0, 0, 0, 500, 1000, 2000, 4000, 8000, 8000, 8000, 8000]);
        assert_eq!(delay_of(i64::MAX).as_millis(), 8000);
    }

    #[test]
    fn a_network_is_counted_as_one() {
        assert_eq!(network("198.51.100.7"), "198.51.100.7");
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), network("2001:db8:1:2::9"));
        assert_ne!(network("2001:db8:1:2::9"), network("2001:db8:1:3::9"));
        assert_eq!(network("local"), "local");
    }
}
