//! Where the books are kept when nobody says otherwise.

use std::path::{Path, PathBuf};

use base::{Error, Result, refuse};
use store::DatabaseUrl;

/// The file of the books.
pub const BOOKS: &str = "fieldwright.db";
/// The file of the demonstration.
pub const DEMO: &str = "demo.db";

/// The database that was asked for, or the file of this name in the user's data folder.
///
/// # Errors
/// When the environment names no home.
pub fn database(asked: Option<&str>, usual: &str) -> Result<DatabaseUrl> {
    match asked.map(str::trim).filter(|asked| !asked.is_empty()) {
        Some(asked) => Ok(DatabaseUrl::parse(asked)),
        None => Ok(DatabaseUrl::Sqlite(data_folder()?.join(usual))),
    }
}

/// The folder of fonts that was asked for, or the one beside the books; that of the user's data
/// when the books are on a server. Nothing where no such place is known.
pub fn fonts(asked: Option<&Path>, books: Option<&str>) -> Option<PathBuf> {
    let beside = || match database(books, BOOKS).ok()? {
        DatabaseUrl::Sqlite(path) => path.parent().map(Path::to_owned),
        DatabaseUrl::Postgres { .. } => data_folder().ok(),
    };
    asked.map(Path::to_owned).or_else(|| beside().map(|folder| folder.join("fonts")))
}

/// The folder for a user's data, as each system has it.
fn data_folder() -> Result<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let home = || set("HOME").ok_or_else(|| Error::from(refuse!("cli.home.missing")));
    let folder = if cfg!(windows) {
        set("LOCALAPPDATA").or_else(|| set("APPDATA"))
    } else if cfg!(target_os = "macos") {
        Some(home()?.join("Library").join("Application Support"))
    } else {
        set("XDG_DATA_HOME")
    };
    let folder = match folder {
        Some(folder) => folder,
        None => home()?.join(".local").join("share"),
    };
    Ok(folder.join("fieldwright"))
}

/// Makes the folder that a database file is to lie in.
///
/// # Errors
/// When the folder cannot be made.
pub fn make_folder(url: &DatabaseUrl) -> Result<()> {
    let DatabaseUrl::Sqlite(path) = url else { return Ok(()) };
    let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) else {
        return Ok(());
    };
    std::fs::create_dir_all(folder).map_err(|error| {
        refuse!("cli.folder.failed", folder = folder.display().to_string(), why = error.to_string())
            .into()
    })
}
