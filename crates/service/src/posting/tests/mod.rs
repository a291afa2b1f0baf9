//! Posting on both engines, to the cent.

mod examples;
mod fixture;
mod rows;
mod scenarios;
