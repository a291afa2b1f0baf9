//! The program: everything is in the library, so that tests and the benchmark can reach it.

use std::process::ExitCode;

fn main() -> ExitCode {
    fieldwright::run(std::env::args_os())
}
