//! Counts what is guessed at the doors, for every server process together, so that nobody can guess
//! passwords and nobody can keep others out.
//!
//! - From one network address only so many wrong passwords are heard, whomever they are for.
//! - Wrong passwords for one user from anywhere make the answers for that user slower, up to some
//!   seconds, and never more: whoever guesses cannot lock a chosen user out.
//! - A device from which the user has signed in before is counted by itself: neither of the two
//!   above touches it.

mod begin;
mod record;

#[cfg(test)]
mod tests;

pub use begin::{Guess, begin, succeeded};
pub use record::SignInAttempt;
