//! Posting on both engines, to the cent.

mod examples;
mod fixture;
mod more;
mod rows;
mod safety;
mod scenarios;
