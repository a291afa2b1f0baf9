//! What the program writes to disk can be read by its user only.
#![cfg(unix)]

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

/// Everything below a folder that others can do anything with.
fn open_to_others(folder: &Path, found: &mut Vec<String>) -> usize {
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let about = entry.metadata().expect("what it is");
        seen += 1;
        if about.permissions().mode() & 0o077 != 0 {
            found.push(format!("{} {:o}", entry.path().display(), about.permissions().mode()));
        }
        if about.is_dir() {
            seen += open_to_others(&entry.path(), found);
        }
    }
    seen
}

#[test]
fn files_are_private() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = |name: &str| folder.path().join(name).display().to_string();
    let run = |arguments: &[&str]| {
        let done = Command::new(env!("CARGO_BIN_EXE_fieldwright"))
            .args(arguments)
            .args(["--database", &place("books.db")])
            .output()
            .expect("the program runs");
        assert!(done.status.success(), "{arguments:?}: {done:?}");
    };
    run(&["company", "create", "lyon", "--display-name", "Lyon"]);
    run(&["backup", &place("backup")]);
    for file in ["customers.csv", "customers.xlsx", "customers.json"] {
        run(&["export", "customers", &place(file), "--company", "lyon"]);
    }
    run(&["export", "all", &place("all"), "--company", "lyon"]);
    let mut found = Vec::new();
    let seen = open_to_others(folder.path(), &mut found);
    assert!(seen > 50, "{seen} files");
    assert_eq!(found, Vec::<String>::new());
}
