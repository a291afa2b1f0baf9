//! Where papers are typeset: what a company wrote itself, a template or a picture, in a process of
//! its own that ends after a time and gets only so much memory. A thread could not be stopped.

use std::collections::HashSet;
use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Read, Seek, Write};
use std::path::PathBuf;
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};

use typst::foundations::Bytes;
use typst::text::Font;

use crate::fonts::{Prepared, prepare};
use crate::table::spool;
use crate::{Paper, Report, TemplateError, pdf, sample, set};

/// The hidden command of the program that [`serve`]s.
pub const COMMAND: &str = "typeset";
/// So many seconds a paper may take.
pub const SECONDS: u64 = 8;
/// So many mebibytes of memory a paper may take.
pub const MEBIBYTES: u64 = 768;
/// The most mebibytes of a finished file.
const FILE_MEBIBYTES: u64 = 64;
/// So many papers are typeset apart at once.
const AT_ONCE: usize = 2;
/// So long a paper waits for its turn.
const PATIENCE: Duration = Duration::from_secs(20);
/// So many logos are known to be harmless.
const KNOWN: usize = 256;
/// The exit code that says that the template or the logo has a mistake.
const MISTAKE: u8 = 10;

/// Why there is no paper.
#[derive(Debug)]
pub enum Unprinted {
    /// The template or the logo has a mistake.
    Mistake(TemplateError),
    /// It took longer than [`SECONDS`].
    TooSlow,
    /// It took more memory than [`MEBIBYTES`], or gave a file that is larger than any paper.
    TooLarge,
    /// Others are being typeset, and the turn did not come in time.
    Busy,
    /// The machine failed.
    Failed(io::Error),
}

impl From<TemplateError> for Unprinted {
    fn from(error: TemplateError) -> Self {
        Self::Mistake(error)
    }
}

impl From<io::Error> for Unprinted {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

/// Where papers are typeset. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Typesetter(Option<Arc<Apart>>);

#[derive(Debug)]
struct Apart {
    program: PathBuf,
    /// How many are under way.
    working: Mutex<usize>,
    ended: Condvar,
    /// Fingerprints of logos that were printed within the limits.
    logos: Mutex<HashSet<u64>>,
}

impl Typesetter {
    /// One that runs this program, which must know [`COMMAND`], for what companies wrote. Without it
    /// everything is typeset in the process that asks, and nothing is limited.
    pub fn apart(program: PathBuf) -> Self {
        Self(Some(Arc::new(Apart {
            program,
            working: Mutex::new(0),
            ended: Condvar::new(),
            logos: Mutex::default(),
        })))
    }

    /// The document as a PDF/A-3 file. `own` says that the company wrote the template.
    ///
    /// # Errors
    /// What is wrong with the template or the logo; that it takes too much; that the machine failed.
    pub fn pdf(&self, paper: &Paper<'_>, own: bool) -> Result<Vec<u8>, Unprinted> {
        let Some(apart) = &self.0 else { return Ok(pdf(paper)?) };
        let logo = paper.logo.map(fingerprint);
        let known = logo.is_none_or(|logo| held(&apart.logos).contains(&logo));
        let paper = prepare(paper);
        if !own && known {
            return Ok(set(&paper)?);
        }
        let file = apart.pdf(&paper)?;
        if let Some(logo) = logo.filter(|_| !own) {
            let mut logos = held(&apart.logos);
            if logos.len() >= KNOWN {
                logos.clear();
            }
            logos.insert(logo);
        }
        Ok(file)
    }

    /// Tries a template with sample data, so that a company learns of a mistake when it saves it.
    ///
    /// # Errors
    /// What is wrong with the template; that it takes too much; that the machine failed.
    pub fn check(&self, report: Report, template: &str) -> Result<(), Unprinted> {
        let data = sample(report);
        self.pdf(&Paper { template, data: &data, logo: None }, true).map(drop)
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn fingerprint(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}

/// The turn of a paper; given back when it goes.
struct Turn<'a>(&'a Apart);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *held(&self.0.working) -= 1;
        self.0.ended.notify_one();
    }
}

/// A process that ends with the value, whatever happens.
struct Held(Child);

impl Drop for Held {
    fn drop(&mut self) {
        // One that has ended cannot be stopped, and that is well.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

impl Apart {
    fn turn(&self) -> Result<Turn<'_>, Unprinted> {
        let wait = self
            .ended
            .wait_timeout_while(held(&self.working), PATIENCE, |working| *working >= AT_ONCE);
        let (mut working, waited) = wait.unwrap_or_else(PoisonError::into_inner);
        if waited.timed_out() {
            return Err(Unprinted::Busy);
        }
        *working += 1;
        Ok(Turn(self))
    }

    fn pdf(&self, paper: &Prepared<'_>) -> Result<Vec<u8>, Unprinted> {
        let _turn = self.turn()?;
        let mut given = spool()?;
        write_parts(&mut given, paper)?;
        given.rewind()?;
        let mut written = spool()?;
        let child = Command::new(&self.program)
            .arg(COMMAND)
            .env_clear()
            // Each thread would otherwise reserve memory of its own.
            .env("MALLOC_ARENA_MAX", "2")
            .current_dir("/")
            .stdin(Stdio::from(given))
            .stdout(Stdio::from(written.try_clone()?))
            .stderr(Stdio::null())
            .spawn()?;
        let Some(status) = ended(&mut Held(child))? else { return Err(Unprinted::TooSlow) };
        written.rewind()?;
        let mut file = Vec::new();
        written.take(FILE_MEBIBYTES * 1024 * 1024).read_to_end(&mut file)?;
        match status.code() {
            Some(0) => Ok(file),
            Some(code) if code == i32::from(MISTAKE) => Err(Unprinted::Mistake(mistake(&file))),
            Some(_) => Err(Unprinted::Mistake(TemplateError {
                line: 0,
                message: "typesetting broke down".to_owned(),
            })),
            None => Err(stopped(status)),
        }
    }
}

/// Waits for the end of a process; nothing when it takes too long.
fn ended(child: &mut Held) -> io::Result<Option<ExitStatus>> {
    let begun = Instant::now();
    let mut pause = Duration::from_millis(2);
    loop {
        if let Some(status) = child.0.try_wait()? {
            return Ok(Some(status));
        }
        if begun.elapsed() > Duration::from_secs(SECONDS) {
            return Ok(None);
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(50));
    }
}

/// Which limit stopped a process.
fn stopped(status: ExitStatus) -> Unprinted {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt as _;
        // The processor's time is over.
        if status.signal() == Some(rustix::process::Signal::XCPU.as_raw()) {
            return Unprinted::TooSlow;
        }
    }
    let _ = status;
    Unprinted::TooLarge
}

fn mistake(answer: &[u8]) -> TemplateError {
    let answer: Json = serde_json::from_slice(answer).unwrap_or_default();
    TemplateError {
        line: answer["line"].as_u64().and_then(|line| usize::try_from(line).ok()).unwrap_or(0),
        message: answer["message"].as_str().unwrap_or("no document").to_owned(),
    }
}

/// Template, data and logo, and the fonts beside the usual ones: each with its length before it.
fn write_parts(out: &mut File, paper: &Prepared<'_>) -> io::Result<()> {
    let data = paper.data.to_string();
    for part in [Some(paper.template.as_bytes()), Some(data.as_bytes()), paper.logo] {
        write_part(out, part)?;
    }
    for font in &paper.fonts {
        out.write_all(&font.index().to_le_bytes())?;
        write_part(out, Some(font.data()))?;
    }
    out.flush()
}

fn write_part(out: &mut File, part: Option<&[u8]>) -> io::Result<()> {
    // No logo is another thing than an empty one.
    let length = part.map_or(u64::MAX, |part| part.len() as u64);
    out.write_all(&length.to_le_bytes())?;
    out.write_all(part.unwrap_or_default())
}

/// The fonts, up to the end.
fn read_fonts(input: &mut impl Read) -> io::Result<Vec<Font>> {
    let mut fonts = Vec::new();
    let mut index = [0; 4];
    while input.read_exact(&mut index).is_ok() {
        let data = read_part(input)?.unwrap_or_default();
        fonts.extend(Font::new(Bytes::new(data), u32::from_le_bytes(index)));
    }
    Ok(fonts)
}

fn read_part(input: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 8];
    input.read_exact(&mut length)?;
    let length = u64::from_le_bytes(length);
    if length == u64::MAX {
        return Ok(None);
    }
    let mut part = Vec::new();
    input.take(length).read_to_end(&mut part)?;
    Ok(Some(part))
}

/// Typesets the paper on standard input to standard output, within the limits: the other side of
/// [`Typesetter::apart`].
pub fn serve() -> ExitCode {
    limit();
    match answer() {
        Ok(code) => code,
        Err(_) => ExitCode::FAILURE,
    }
}

fn answer() -> io::Result<ExitCode> {
    let mut input = io::stdin().lock();
    let text = |part: Option<Vec<u8>>| {
        String::from_utf8(part.unwrap_or_default()).map_err(io::Error::other)
    };
    let template = text(read_part(&mut input)?)?;
    let data: Json = serde_json::from_str(&text(read_part(&mut input)?)?)?;
    let logo = read_part(&mut input)?;
    let fonts = read_fonts(&mut input)?;
    let template = template.into();
    let paper = Prepared { template, data, logo: logo.as_deref(), fonts };
    let mut out = io::stdout().lock();
    let code = match set(&paper) {
        Ok(file) => {
            out.write_all(&file)?;
            ExitCode::SUCCESS
        }
        Err(TemplateError { line, message }) => {
            let answer = json!({"line": line, "message": message});
            out.write_all(answer.to_string().as_bytes())?;
            ExitCode::from(MISTAKE)
        }
    };
    out.flush()?;
    Ok(code)
}

/// Limits this process. Where the system has no such limits, the time still is one.
#[cfg(unix)]
fn limit() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let mebibytes = |count: u64| count * 1024 * 1024;
    for (resource, most) in [
        (Resource::Core, 0),
        (Resource::Cpu, SECONDS * 2),
        (Resource::Fsize, mebibytes(FILE_MEBIBYTES)),
        (Resource::Data, mebibytes(MEBIBYTES)),
        // What is reserved and not used counts here.
        (Resource::As, mebibytes(MEBIBYTES * 6)),
    ] {
        let limit = Rlimit { current: Some(most), maximum: Some(most) };
        // A limit that is lower already stays.
        let _ = setrlimit(resource, limit);
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{Signal, set_parent_process_death_signal};
        let _ = set_parent_process_death_signal(Some(Signal::KILL));
    }
}

#[cfg(not(unix))]
fn limit() {}
