//! `fieldwright template`: the standard templates of papers, to begin one's own from.

use std::path::PathBuf;

use base::{Error, Result, refuse};
use clap::{Args, Subcommand};
use documents::Report;
use serde_json::{Value as Json, json};

use super::backup::failed;
use super::export::new_folder;
use super::{Context, Outcome};

/// Fetch the standard templates of papers
#[derive(Args)]
pub struct Template {
    #[command(subcommand)]
    act: Act,
}

#[derive(Subcommand)]
enum Act {
    /// Write a standard template, the parts that all share, and sample data into a new folder
    Get(Get),
}

#[derive(Args)]
struct Get {
    /// The report: serviceOrder, serviceShipment or serviceInvoice
    report: String,
    /// The folder, which is made
    folder: PathBuf,
}

impl Template {
    pub fn run(self, context: &Context) -> Result<Outcome> {
        let Act::Get(get) = self.act;
        let report = Report::named(&get.report).ok_or_else(|| {
            let choices = Report::ALL.map(Report::name).join(", ");
            let unknown = refuse!("value.option.unknown", value = get.report, choices = choices);
            Error::from(unknown)
        })?;
        new_folder(&get.folder)?;
        let mut data = documents::sample(report);
        // What the program adds itself when it prints.
        data["hasLogo"] = Json::Bool(false);
        let data = format!("{data:#}\n");
        let main = format!("{}.typ", report.name());
        let files = [
            (main.as_str(), report.standard_template()),
            ("common.typ", documents::COMMON),
            ("data.json", &data),
        ];
        for (name, text) in files {
            let path = get.folder.join(name);
            std::fs::write(&path, text).map_err(|error| failed(&path, &error))?;
        }
        let folder = get.folder.display().to_string();
        let args = [("folder", folder.as_str().into()), ("template", main.as_str().into())];
        let line = context.text("cli-template-got", &args);
        context.out.tell(&line, &json!({"folder": folder, "files": files.map(|(name, _)| name)}));
        Ok(Outcome::Done)
    }
}
