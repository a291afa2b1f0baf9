//! The program: command line, configuration, demonstration data and benchmark.

mod bench;
mod cli;
pub mod demo;

pub use cli::run;
