//! The fonts of the machine and those in the company's folder. They are looked through when a paper
//! needs a letter that the program does not bring, so that no other paper waits for it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use typst::foundations::Bytes;
use typst::text::{Font, FontInfo, FontStyle, FontWeight};

/// Folders within folders are looked through so deep.
const DEPTH: usize = 6;
/// A file that is larger is no font for papers.
const MEBIBYTES: u64 = 64;
/// So long what was found is taken for true.
const KNOWN_FOR: Duration = Duration::from_secs(60);
/// So many fonts that papers needed stay in memory.
const KEPT: usize = 4;

/// A font that lies somewhere.
struct Face {
    path: PathBuf,
    index: u32,
    info: FontInfo,
}

#[derive(Default)]
struct Found {
    /// The company's own folder, which is looked into first.
    own: Option<PathBuf>,
    faces: Vec<Face>,
    looked: Option<Instant>,
    /// The fonts that were needed last.
    kept: Vec<(PathBuf, u32, Font)>,
}

static FOUND: Mutex<Option<Found>> = Mutex::new(None);

/// Names the company's folder of fonts. It need not be there.
pub fn look_in(folder: PathBuf) {
    let mut found = FOUND.lock().unwrap_or_else(PoisonError::into_inner);
    *found = Some(Found { own: Some(folder), ..Found::default() });
}

/// Fonts that have the letters; takes out of `wanted` what they have.
pub fn fonts_for(wanted: &mut BTreeSet<char>) -> Vec<Font> {
    let mut found = FOUND.lock().unwrap_or_else(PoisonError::into_inner);
    let found = found.get_or_insert_with(Found::default);
    if found.looked.is_none_or(|looked| looked.elapsed() > KNOWN_FOR) {
        found.faces = look(found.own.as_deref());
        found.looked = Some(Instant::now());
    }
    let mut fonts = Vec::new();
    while let Some(best) = found.best(wanted) {
        let (path, index) = (found.faces[best].path.clone(), found.faces[best].index);
        match found.load(&path, index).filter(may_be_embedded) {
            Some(font) => {
                wanted.retain(|letter| !super::has(&font, *letter));
                fonts.push(font);
            }
            // It has gone, or its owner does not want it on papers.
            None => drop(found.faces.remove(best)),
        }
    }
    fonts
}

impl Found {
    /// The face that has most of the letters: an upright one of usual weight, and the first of those.
    fn best(&self, wanted: &BTreeSet<char>) -> Option<usize> {
        let many = |face: &Face| {
            wanted.iter().filter(|letter| face.info.coverage.contains(u32::from(**letter))).count()
        };
        let fit = |face: &Face| {
            let variant = face.info.variant;
            let weight = variant.weight.distance(FontWeight::REGULAR);
            (variant.style != FontStyle::Normal, weight)
        };
        let faces = self.faces.iter().enumerate().map(|(at, face)| (many(face), at, face));
        let best = faces
            .filter(|(many, ..)| *many > 0)
            .min_by_key(|(many, at, face)| (std::cmp::Reverse(*many), fit(face), *at));
        best.map(|(_, at, _)| at)
    }

    fn load(&mut self, path: &Path, index: u32) -> Option<Font> {
        if let Some((.., font)) = self.kept.iter().find(|(p, i, _)| p == path && *i == index) {
            return Some(font.clone());
        }
        let font = Font::new(Bytes::new(fs::read(path).ok()?), index)?;
        if self.kept.len() >= KEPT {
            self.kept.remove(0);
        }
        self.kept.push((path.to_owned(), index, font.clone()));
        Some(font)
    }
}

/// Whether the font says that documents may carry it.
fn may_be_embedded(font: &Font) -> bool {
    use ttf_parser::Permissions;
    let face = ttf_parser::Face::parse(font.data(), font.index());
    face.is_ok_and(|face| face.permissions() != Some(Permissions::Restricted))
}

/// The fonts in the company's folder, and then those of the machine, in a steady order.
fn look(own: Option<&Path>) -> Vec<Face> {
    let mut faces = Vec::new();
    for folder in own.map(Path::to_owned).into_iter().chain(folders()) {
        let mut files = BTreeMap::new();
        list(&folder, DEPTH, &mut files);
        for (path, ()) in files {
            let Ok(data) = fs::read(&path) else { continue };
            for (index, info) in (0..).zip(FontInfo::iter(&data)) {
                faces.push(Face { path: path.clone(), index, info });
            }
        }
    }
    faces
}

fn list(folder: &Path, depth: usize, files: &mut BTreeMap<PathBuf, ()>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let Ok(about) = fs::metadata(&path) else { continue };
        let kind = path.extension().and_then(|kind| kind.to_str()).unwrap_or_default();
        let is_font = ["ttf", "otf", "ttc", "otc"].iter().any(|k| k.eq_ignore_ascii_case(kind));
        if about.is_dir() && depth > 0 {
            list(&path, depth - 1, files);
        } else if about.is_file() && is_font && about.len() <= MEBIBYTES * 1024 * 1024 {
            files.insert(path, ());
        }
    }
}

/// Where systems keep fonts.
fn folders() -> Vec<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let mut folders = Vec::new();
    if cfg!(windows) {
        folders.extend(set("WINDIR").map(|folder| folder.join("Fonts")));
        folders.extend(set("LOCALAPPDATA").map(|folder| folder.join(r"Microsoft\Windows\Fonts")));
    } else if cfg!(target_os = "macos") {
        folders.extend(["/Library/Fonts", "/System/Library/Fonts"].map(PathBuf::from));
        folders.extend(set("HOME").map(|home| home.join("Library/Fonts")));
    } else {
        folders.extend(["/usr/share/fonts", "/usr/local/share/fonts"].map(PathBuf::from));
        folders.extend(set("HOME").map(|home| home.join(".local/share/fonts")));
        folders.extend(set("HOME").map(|home| home.join(".fonts")));
    }
    folders
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_font_of_the_company_is_found() {
        let folder = tempfile::tempdir().expect("a folder");
        let own = folder.path().join("fonts").join("large");
        fs::create_dir_all(&own).expect("a folder within");
        fs::write(own.join("broken.ttf"), b"no font").expect("a broken font");
        fs::write(own.join("Thai.TTF"), include_bytes!("../../fonts/NotoSansThai-Regular.ttf"))
            .expect("a font");
        let faces = look(Some(folder.path()));
        assert_eq!(faces[0].info.family, "Noto Sans Thai", "it comes before those of the system");
        let mut found = Found { faces, ..Found::default() };
        let thai = found.best(&BTreeSet::from(['ก'])).expect("a font has it");
        let (path, index) = (found.faces[thai].path.clone(), found.faces[thai].index);
        assert!(found.load(&path, index).is_some_and(|font| may_be_embedded(&font)));
        assert!(found.best(&BTreeSet::from(['\u{e000}'])).is_none_or(|at| at > 0));
    }
}
