//! The program: everything is in the library, so that tests and the benchmark can reach it.

use std::process::ExitCode;

/// Gives memory back to the system after a load, which the one of the C library keeps; SQLite uses it
/// too. How it is set stands in `.cargo/config.toml`.
#[cfg(target_os = "linux")]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    fieldwright::run(std::env::args_os())
}
