//! `fieldwright import`: rows of a CSV file or a spreadsheet become records, all or none.

use std::fs::File;
use std::path::PathBuf;

use base::{Error, Result};
use clap::{Args, ValueEnum};
use documents::sheet;
use serde_json::{Map, Value as Json, json};
use service::import::{self, CellError, Existing, Rows, UNDO};

use super::backup::failed;
use super::company::borrowed;
use super::export::entity;
use super::{Context, Outcome, job};

/// Read records of a collection from a CSV file or a spreadsheet
#[derive(Args)]
pub struct Import {
    /// The collection, as the API names it, such as customers
    collection: String,
    /// The file, CSV or XLSX; the first row holds the names of the fields
    file: PathBuf,
    /// The company; the only one when left out
    #[arg(long)]
    company: Option<String>,
    /// Check everything and list every error, but keep nothing
    #[arg(long)]
    dry_run: bool,
    /// What to do with records that exist already
    #[arg(long, value_enum, default_value = "refuse")]
    existing: OnExisting,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum OnExisting {
    Refuse,
    Update,
    Skip,
}

impl Import {
    pub fn run(self, context: &Context) -> Result<Outcome> {
        let known = entity(&self.collection)?.collection;
        let entities = service::entities();
        let def = import::collection(&entities, known)?;
        let existing = match self.existing {
            OnExisting::Refuse => Existing::Refuse,
            OnExisting::Update => Existing::Update,
            OnExisting::Skip => Existing::Skip,
        };
        let installation = context.installation()?;
        let db = context.company(&installation, self.company.as_deref())?;
        db.read(&installation.program(), |tx| import::admit(tx, def, existing))?;
        let mut file = File::open(&self.file).map_err(|error| failed(&self.file, &error))?;
        let sheet = match sheet::read_from(&mut file) {
            Err(error) if error.code() == "sheet.tooLong" => {
                let how = (existing, self.dry_run);
                return job::import(context, &installation, &db, def, file, how);
            }
            read => read?,
        };
        let rows = Rows { heads: &sheet.heads, rows: &sheet.rows };
        if self.dry_run {
            let tried = import::dry_run(&db, &installation.program(), def, &rows, existing)?;
            return Ok(self.tell(context, &sheet.heads, &tried));
        }
        let mut outcome = None;
        let kept = db.write(&installation.program(), |tx| {
            let done = outcome.insert(import::import(tx, def, &rows, existing)?);
            import::keep(done, false)
        });
        match kept {
            // What is not to be kept was undone; what was found is told all the same.
            Err(Error::Unavailable(why)) if why == UNDO => {}
            other => other?,
        }
        Ok(self.tell(context, &sheet.heads, &outcome.unwrap_or_default()))
    }

    fn tell(&self, context: &Context, heads: &[String], outcome: &import::Outcome) -> Outcome {
        let errors: Vec<Map<String, Json>> =
            outcome.errors.iter().map(|error| row(context, heads, error)).collect();
        if context.out.is_json() {
            let errors: Vec<Json> = errors.into_iter().map(Json::Object).collect();
            let found = !errors.is_empty();
            let all = json!({
                "rows": outcome.rows, "created": outcome.created, "updated": outcome.updated,
                "skipped": outcome.skipped, "kept": !self.dry_run && !found, "errors": errors,
            });
            context.out.tell("", &all);
            return if found { Outcome::Found } else { Outcome::Done };
        }
        let args = [
            ("rows", outcome.rows.into()),
            ("created", outcome.created.into()),
            ("updated", outcome.updated.into()),
            ("skipped", outcome.skipped.into()),
            ("errors", errors.len().into()),
        ];
        if errors.is_empty() {
            let id = if self.dry_run { "cli-import-would" } else { "cli-import-done" };
            context.out.tell(&context.text(id, &args), &Json::Null);
            return Outcome::Done;
        }
        let captions = ["row", "column", "value", "message"]
            .map(|name| (name.to_owned(), context.text(&format!("cli-import-{name}"), &[])));
        context.out.rows(&borrowed(&captions), &errors);
        context.out.tell(&context.text("cli-import-refused", &args), &Json::Null);
        Outcome::Found
    }
}

fn row(context: &Context, heads: &[String], error: &CellError) -> Map<String, Json> {
    let column = error.column.and_then(|at| heads.get(at)).cloned().unwrap_or_default();
    let row = json!({
        "row": error.row,
        "column": column,
        "value": error.value,
        "code": error.refusal.code,
        "message": texts::refusal(context.language, &error.refusal),
    });
    row.as_object().cloned().unwrap_or_default()
}
