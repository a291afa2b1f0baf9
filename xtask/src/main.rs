//! Development tasks: `cargo xtask <task>`.

mod dependencies;
mod tidy;

use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first().map(String::as_str) {
        Some("tidy") => tidy::run(),
        Some("dependencies") => dependencies::run(&tidy::root()),
        Some("bench") => bench(&arguments[1..]),
        _ => {
            eprintln!("usage: cargo xtask tidy | dependencies | bench [--orders N] [--entries N]");
            ExitCode::FAILURE
        }
    }
}

/// Measures the release build of the program; what follows is passed on to it.
fn bench(arguments: &[String]) -> ExitCode {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["run", "--release", "--quiet", "--package", "fieldwright", "--", "bench"])
        .args(arguments)
        .status();
    match status {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("cargo cannot be run: {error}");
            ExitCode::FAILURE
        }
    }
}
