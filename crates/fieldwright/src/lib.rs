//! The program: command line, configuration and demonstration data.

mod cli;
pub mod demo;

pub use cli::run;
