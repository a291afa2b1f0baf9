//! Bundles the styles, fonts and TypeScript modules of `ui/` with esbuild into the build folder, and
//! lists them for the program, which embeds them.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// What the bundle depends on, below `ui/`.
const WATCHED: [&str; 4] = ["src", "package.json", "package-lock.json", "tsconfig.json"];

fn main() {
    if let Err(problem) = bundle() {
        println!("cargo:warning={problem}");
        eprintln!("\n{problem}\n");
        std::process::exit(1);
    }
}

fn bundle() -> Result<(), String> {
    let here = PathBuf::from(variable("CARGO_MANIFEST_DIR")?);
    let ui = here.join("../../ui");
    for name in WATCHED {
        println!("cargo:rerun-if-changed={}", ui.join(name).display());
    }
    let out = PathBuf::from(variable("OUT_DIR")?);
    let tools = out.join("npm");
    install(&ui, &tools)?;
    let target = out.join("ui");
    let _ = fs::remove_dir_all(&target);
    let mut esbuild = Command::new(node()?);
    esbuild
        .arg(tools.join("node_modules/esbuild/bin/esbuild"))
        .arg(ui.join("src/main.ts"))
        .arg(ui.join("src/main.css"))
        .args(["--bundle", "--minify", "--format=esm", "--target=es2022", "--charset=utf8"])
        .args(["--log-level=warning", "--loader:.svg=file", "--loader:.woff2=file"])
        .env("NODE_PATH", tools.join("node_modules"))
        .arg(format!("--outdir={}", target.display()));
    run(esbuild, "esbuild could not bundle ui/src")?;
    for name in ["icons.svg", "mark.svg"] {
        copy(&ui.join("src").join(name), &target.join(name))?;
    }
    let licence = tools.join("node_modules/@fontsource-variable/inter/LICENSE");
    copy(&licence, &target.join("inter-licence.txt"))?;
    list(&target, &out.join("assets.rs"))?;
    println!("cargo:rustc-env=UI_VERSION={:016x}", fingerprint(&target)?);
    Ok(())
}

/// Installs what the lock file names, unless that is done already.
fn install(ui: &Path, tools: &Path) -> Result<(), String> {
    fs::create_dir_all(tools).map_err(|why| format!("cannot create {}: {why}", tools.display()))?;
    let lock = read(&ui.join("package-lock.json"))?;
    let done = tools.join("installed");
    if fs::read(&done).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    for name in ["package.json", "package-lock.json"] {
        copy(&ui.join(name), &tools.join(name))?;
    }
    node()?;
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let mut command = Command::new(npm);
    command
        .args(["ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund"])
        .current_dir(tools);
    run(command, "`npm ci` could not install the bundler of ui/")?;
    fs::write(&done, lock).map_err(|why| format!("cannot write {}: {why}", done.display()))
}

/// The Node.js to use, or what to install.
fn node() -> Result<&'static str, String> {
    let missing = "The screens are bundled with Node.js 20 or newer, which was not found. Install it \
                   (package `nodejs` with `npm`, or from nodejs.org) and build again.";
    let answer = Command::new("node").arg("--version").output();
    let version = answer.map_err(|_| missing.to_owned())?;
    let text = String::from_utf8_lossy(&version.stdout).into_owned();
    let major = text.trim().trim_start_matches('v').split('.').next().unwrap_or_default();
    match major.parse::<u32>() {
        Ok(number) if number >= 20 => Ok("node"),
        _ => Err(format!("{missing} Found: {}", text.trim())),
    }
}

fn run(mut command: Command, what: &str) -> Result<(), String> {
    let output = command.output().map_err(|why| format!("{what}: {why}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(format!("{what}:\n{said}"))
}

/// Writes the list of what was bundled, as source of the program, and tells the name of the font that
/// every page needs first.
fn list(folder: &Path, list: &Path) -> Result<(), String> {
    let entries = fs::read_dir(folder).map_err(|why| format!("cannot list the bundle: {why}"))?;
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|why| format!("cannot list the bundle: {why}"))?;
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    let first = names.iter().find(|name| name.starts_with("inter-latin-wght-normal"));
    let first = first.ok_or("the bundle lacks its font")?;
    println!("cargo:rustc-env=UI_FONT={first}");
    let lines: Vec<String> = names
        .iter()
        .map(|name| {
            format!("({name:?}, include_bytes!(concat!(env!(\"OUT_DIR\"), \"/ui/{name}\"))),")
        })
        .collect();
    let text = format!("&[\n{}\n]\n", lines.join("\n"));
    fs::write(list, text).map_err(|why| format!("cannot write {}: {why}", list.display()))
}

/// A number that changes when the bundle does (FNV-1a), for addresses that can be cached forever.
fn fingerprint(folder: &Path) -> Result<u64, String> {
    let mut number = 0xcbf2_9ce4_8422_2325_u64;
    for name in ["main.js", "main.css", "icons.svg"] {
        for byte in read(&folder.join(name))? {
            number = (number ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    Ok(number)
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|why| format!("cannot read {}: {why}", path.display()))
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    fs::copy(from, to).map(drop).map_err(|why| format!("cannot copy {}: {why}", from.display()))
}

fn variable(name: &str) -> Result<String, String> {
    env::var(name).map_err(|_| format!("cargo did not set {name}"))
}
