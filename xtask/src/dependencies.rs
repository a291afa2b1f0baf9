//! What we stand on: no package of the lock file has a known defect that reaches us, and all of them
//! have licences that allow what we do.
//!
//! The advisories stand in a file of the project and are compared with the lock file, so that this
//! needs no network and says the same everywhere. The file is renewed by hand, now and then.

use std::path::Path;
use std::process::{Command, ExitCode};

use semver::{Version, VersionReq};
use serde_json::Value as Json;

/// Licences under which we take packages.
const LICENCES: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-1-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "OFL-1.1",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
    "bzip2-1.0.6",
];

/// Where packages come from.
const SOURCE: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Looks at every package and prints what it finds.
pub fn run(root: &Path) -> ExitCode {
    let read = |name: &str| {
        let path = root.join(name);
        std::fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
    };
    let packages = locked(&read("Cargo.lock"));
    let advisories = advisories(&read("xtask/advisories.tsv"));
    let accepted = read("xtask/accepted-advisories.txt");
    let mut findings = affected(&packages, &advisories, &accepted);
    findings.extend(foreign(&packages));
    findings.extend(licences(root));
    for finding in &findings {
        println!("{finding}");
    }
    println!(
        "dependencies: {} packages, {} advisories known, {} findings",
        packages.len(),
        advisories.len(),
        findings.len()
    );
    if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A package of the lock file.
struct Package {
    name: String,
    version: Version,
    source: Option<String>,
}

fn locked(text: &str) -> Vec<Package> {
    let value = |block: &str, name: &str| {
        let start = format!("{name} = \"");
        let line = block.lines().find_map(|line| line.strip_prefix(&start))?;
        Some(line.trim_end_matches('"').to_owned())
    };
    text.split("[[package]]")
        .skip(1)
        .filter_map(|block| {
            let version = Version::parse(&value(block, "version")?).ok()?;
            Some(Package { name: value(block, "name")?, version, source: value(block, "source") })
        })
        .collect()
}

/// What is known about a package.
struct Advisory {
    number: String,
    package: String,
    kind: String,
    /// Versions that it is not about.
    sound: Vec<VersionReq>,
}

fn advisories(text: &str) -> Vec<Advisory> {
    let line = |line: &str| {
        let mut fields = line.split('\t').map(str::to_owned);
        let (number, package, kind) = (fields.next()?, fields.next()?, fields.next()?);
        let ranges = fields.filter(|ranges| ranges != "-").collect::<Vec<_>>().join(" || ");
        let sound = ranges.split(" || ").filter(|range| !range.is_empty());
        let sound = sound.filter_map(|range| VersionReq::parse(range).ok()).collect();
        Some(Advisory { number, package, kind, sound })
    };
    text.lines().filter(|line| !line.starts_with('#')).filter_map(line).collect()
}

/// Packages with a defect that nobody has accepted, and acceptances that nothing needs any more.
fn affected(packages: &[Package], advisories: &[Advisory], accepted: &str) -> Vec<String> {
    let reason =
        |number: &str| accepted.lines().find_map(|line| line.strip_prefix(number)).map(str::trim);
    let mut findings = Vec::new();
    let mut needed = Vec::new();
    for package in packages {
        for advisory in advisories.iter().filter(|known| known.package == package.name) {
            if advisory.sound.iter().any(|sound| sound.matches(&package.version)) {
                continue;
            }
            needed.push(advisory.number.as_str());
            if reason(&advisory.number).is_none_or(str::is_empty) {
                let (number, kind) = (&advisory.number, &advisory.kind);
                let (name, version) = (&package.name, &package.version);
                findings.push(format!("Cargo.lock: {name} {version} has {number} ({kind})"));
            }
        }
    }
    let numbers = accepted.lines().filter(|line| line.starts_with("RUSTSEC-"));
    for number in numbers.filter_map(|line| line.split(' ').next()) {
        if !needed.contains(&number) {
            findings
                .push(format!("xtask/accepted-advisories.txt: {number} is about nothing we hold"));
        }
    }
    findings
}

/// Packages that come from elsewhere than the registry.
fn foreign(packages: &[Package]) -> Vec<String> {
    let ours = |package: &&Package| package.source.as_deref().is_none_or(|from| from == SOURCE);
    let told = |package: &Package| {
        let from = package.source.as_deref().unwrap_or_default();
        format!("Cargo.lock: {} comes from {from}", package.name)
    };
    packages.iter().filter(|package| !ours(package)).map(told).collect()
}

fn licences(root: &Path) -> Vec<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root)
        .output()
        .expect("cargo tells what it knows");
    let Ok(told) = serde_json::from_slice::<Json>(&output.stdout) else {
        return vec![format!("cargo metadata: {}", String::from_utf8_lossy(&output.stderr))];
    };
    let packages = told["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
    let finding = |package: &Json| {
        let licence = package["license"].as_str().unwrap_or_default();
        (!allowed(licence)).then(|| {
            let name = package["name"].as_str().unwrap_or_default();
            format!("{name}: nobody has allowed the licence “{licence}”")
        })
    };
    packages.iter().filter_map(finding).collect()
}

/// Whether one of the alternatives of a licence expression has only allowed parts.
fn allowed(expression: &str) -> bool {
    let known = |licence: &str| LICENCES.contains(&licence.trim());
    let plain = expression.replace('/', " OR ");
    // `A AND (B OR C)` needs both sides; brackets stand around one side only in practice.
    let sides = plain.split(" AND ").map(|side| side.trim_matches(['(', ')', ' ']));
    !plain.trim().is_empty() && sides.clone().all(|side| side.split(" OR ").any(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "[[package]]\nname = \"old\"\nversion = \"1.2.3\"\nsource = \"registry+https://github.com/rust-lang/crates.io-index\"\n\n\
                        [[package]]\nname = \"mine\"\nversion = \"0.1.0\"\n\n\
                        [[package]]\nname = \"odd\"\nversion = \"2.0.0\"\nsource = \"git+https://example.com/odd\"\n";

    #[test]
    fn a_package_with_a_defect_is_found_unless_it_is_accepted() {
        let packages = locked(LOCK);
        let known = "# text\nRUSTSEC-1\told\tvulnerability\t>= 1.3.0\t< 1.0.0\n\
                     RUSTSEC-2\told\tvulnerability\t>= 1.2.0\t-\nRUSTSEC-3\todd\tunsound\t-\t-\n";
        let found = |accepted: &str| affected(&packages, &advisories(known), accepted);
        assert_eq!(found("").len(), 2);
        assert_eq!(found("RUSTSEC-1 nobody calls it\nRUSTSEC-3 nor this").len(), 0);
        assert_eq!(found("RUSTSEC-1\nRUSTSEC-3 nor this").len(), 1, "a reason must stand there");
        assert_eq!(found("RUSTSEC-1 a\nRUSTSEC-2 b\nRUSTSEC-3 c").len(), 1, "one is not needed");
        assert_eq!(foreign(&packages).len(), 1);
    }

    #[test]
    fn licences_are_read_as_expressions() {
        for (expression, expected) in [
            ("MIT", true),
            ("MIT/Apache-2.0", true),
            ("GPL-3.0 OR MIT", true),
            ("GPL-3.0", false),
            ("MIT AND GPL-3.0", false),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
            ("", false),
        ] {
            assert_eq!(allowed(expression), expected, "{expression}");
        }
    }
}
