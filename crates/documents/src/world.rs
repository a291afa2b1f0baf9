//! What a template can see: itself, the shared parts, the data and the logo.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

use serde_json::Value as Json;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Binding, Bytes, Datetime, Duration, Value};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::fonts::{Prepared, USUAL, Usual};

/// The parts that the standard templates share, which a template imports as `/common.typ`.
pub const COMMON: &str = include_str!("../templates/common.typ");

/// The standard library, read once.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(library()));

/// The standard library without bibliographies, which no paper of ours has: their styles are XML
/// from the template, read by a parser that a few lines can keep busy for minutes.
fn library() -> Library {
    let mut library = Library::default();
    let scope = library.global.scope_mut();
    for name in ["bibliography", "cite"] {
        scope.bind(name.into(), Binding::detached(Value::None));
    }
    library.std = Binding::detached(library.global.clone());
    library
}

fn file(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("our own paths are paths");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// The usual fonts and these.
fn with(fonts: &[Font]) -> Usual {
    let fonts: Vec<Font> = USUAL.fonts.iter().chain(fonts).cloned().collect();
    Usual { book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts }
}

/// The desk a document is written on.
pub struct Desk {
    main: Source,
    common: Source,
    data: (FileId, Bytes),
    logo: Option<(FileId, Bytes)>,
    /// The usual fonts and those that this document needs beside them; nothing when it needs none.
    more: Option<Usual>,
}

impl Desk {
    pub fn new(paper: &Prepared<'_>) -> Self {
        let mut data = paper.data.clone();
        if let Json::Object(map) = &mut data {
            map.insert("hasLogo".to_owned(), Json::Bool(paper.logo.is_some()));
        }
        Self {
            main: Source::new(file("/main.typ"), paper.template.to_string()),
            common: Source::new(file("/common.typ"), COMMON.to_owned()),
            data: (file("/data.json"), Bytes::from_string(data.to_string())),
            logo: paper.logo.map(|logo| (file("/logo"), Bytes::new(logo.to_vec()))),
            more: (!paper.fonts.is_empty()).then(|| with(&paper.fonts)),
        }
    }

    fn fonts(&self) -> &Usual {
        self.more.as_ref().unwrap_or(&USUAL)
    }

    /// The line of the template at a byte, from 1; 0 when it has no such byte.
    pub fn line_at(&self, byte: usize) -> usize {
        self.main.lines().byte_to_line(byte).map_or(0, |line| line + 1)
    }

    /// The same for the same document, so that printing it twice gives the same file.
    pub fn fingerprint(&self) -> String {
        let mut hasher = DefaultHasher::new();
        self.main.text().hash(&mut hasher);
        self.data.1.hash(&mut hasher);
        format!("{:016x}", hasher.finish())
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts().book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        match id {
            _ if id == self.main.id() => Ok(self.main.clone()),
            _ if id == self.common.id() => Ok(self.common.clone()),
            _ => Err(FileError::AccessDenied),
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data.0 {
            return Ok(self.data.1.clone());
        }
        match &self.logo {
            Some((logo, bytes)) if *logo == id => Ok(bytes.clone()),
            _ => Err(FileError::AccessDenied),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts().fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
