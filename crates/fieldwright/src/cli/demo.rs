//! `fieldwright demo`: companies to look at, with users and a token, served at once.

use std::io::Write;
use std::sync::Arc;

use base::{Clock, DateTime, Result, SystemClock, ZonedClock, refuse};
use clap::{Args, ValueEnum};
use serde_json::json;
use service::installation::Installation;
use store::{DatabaseUrl, Db};

use super::listen::{self, Listen};
use super::{Context, Outcome, output, place, serve};
use crate::demo::{self, Data};

/// Serve the demonstration companies
#[derive(Args)]
pub struct Demo {
    /// What to serve; small and the reference company when left out
    #[arg(long, value_enum)]
    data: Vec<Choice>,
    #[command(flatten)]
    listen: Listen,
    /// Let the clock stand at this date and time of the companies, such as 2026-03-02T08:00:00
    #[arg(long, value_name = "DATE-TIME")]
    clock: Option<String>,
    /// Delete the demonstration and start over
    #[arg(long)]
    fresh: bool,
    /// The API token, instead of a random one
    #[arg(long, value_name = "VALUE")]
    token: Option<String>,
}

/// The data there is.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Choice {
    /// Atelier Moka, a walk-through
    Small,
    /// Atelier Moka, fifteen technicians and a year of history
    Medium,
    /// The company of the acceptance scenarios
    Reference,
}

impl From<Choice> for Data {
    fn from(choice: Choice) -> Self {
        match choice {
            Choice::Small => Self::Small,
            Choice::Medium => Self::Medium,
            Choice::Reference => Self::Reference,
        }
    }
}

impl Demo {
    pub fn run(self, context: &Context) -> Result<Outcome> {
        let listener = self.listen.bind(context)?;
        let url = place::database(context.global.database.as_deref(), place::DEMO)?;
        let clock = self.clock()?;
        let data = self.data();
        let installation = open(context, &url, clock.clone(), self.fresh)?;
        let _claim = url.claim()?;
        for data in &data {
            fill(context, &installation, *data)?;
        }
        demo::create_users(&installation, &data)?;
        let token = demo::token(&installation, self.token.as_deref())?;
        let address = listen::url(serve::local(&listener)?);
        let clock = self.clock.as_ref().map(|_| clock.zone().civil(clock.moment()));
        announce(context, &installation, &address, &token, &demo::users(&data), clock)?;
        let app = serve::app(installation, Vec::new())?;
        serve::run(context, app, listener, web::Options::default())
    }

    fn clock(&self) -> Result<Arc<dyn Clock>> {
        let Some(text) = &self.clock else { return Ok(Arc::new(SystemClock)) };
        let zone = demo::zone();
        let moment =
            zone.read(text).ok_or_else(|| refuse!("cli.clock.unreadable", value = text))?;
        Ok(Arc::new(ZonedClock { moment, zone }))
    }

    fn data(&self) -> Vec<Data> {
        if self.data.is_empty() {
            return vec![Data::Small, Data::Reference];
        }
        self.data.iter().copied().map(Data::from).collect()
    }
}

/// Opens the demonstration, emptied when it is to start over.
fn open(
    context: &Context,
    url: &DatabaseUrl,
    clock: Arc<dyn Clock>,
    fresh: bool,
) -> Result<Installation> {
    if fresh {
        Db::remove_all(url)?;
    }
    context.open(url, clock)
}

fn fill(context: &Context, installation: &Installation, data: Data) -> Result<()> {
    let known = installation.companies()?;
    if !known.iter().any(|company| company.name.as_str() == data.company()) {
        let name = ("name", data.display_name().into());
        eprintln!("{}", context.text("cli-demo-filling", &[name]));
    }
    let progress = |done: usize, all: usize| {
        let args =
            [("name", data.display_name().into()), ("done", done.into()), ("all", all.into())];
        eprint!("\r{}", context.text("cli-demo-progress", &args));
        if done == all {
            eprintln!();
        }
        // Progress that cannot be shown is not worth stopping for.
        drop(std::io::stderr().flush());
    };
    demo::create(installation, data, &progress).map(drop)
}

fn announce(
    context: &Context,
    installation: &Installation,
    address: &str,
    token: &str,
    users: &[demo::User],
    clock: Option<DateTime>,
) -> Result<()> {
    let companies: Vec<String> =
        installation.companies()?.iter().map(|company| company.name.to_string()).collect();
    let database = installation.url().to_string();
    if context.out.is_json() {
        let users: Vec<_> = users
            .iter()
            .map(
                |user| json!({"userName": user.name, "password": user.password, "role": user.role}),
            )
            .collect();
        let all = json!({
            "address": address, "database": database, "companies": companies,
            "users": users, "token": token,
        });
        context.out.tell("", &all);
        return Ok(());
    }
    let text = |id: &str| context.text(id, &[]);
    let mut lines = vec![output::aligned(&[
        vec![text("cli-demo-address"), address.to_owned()],
        vec![text("cli-demo-companies"), companies.join(", ")],
        vec![text("cli-demo-database"), database],
        vec![text("cli-demo-token"), token.to_owned()],
    ])];
    lines.push(String::new());
    let mut table = vec![vec![
        text("cli-demo-user"),
        text("cli-demo-password"),
        text("cli-demo-role"),
        text("cli-demo-language"),
    ]];
    for user in users {
        let language = base::Language::from(user.language).tag();
        let cells = [user.name, user.password, user.role, language];
        table.push(cells.map(str::to_owned).to_vec());
    }
    lines.push(output::aligned(&table));
    lines.push(String::new());
    if let Some(moment) = clock {
        let time = texts::date_time(context.language, moment);
        lines.push(context.text("cli-demo-clock", &[("time", time.into())]));
    }
    lines.push(text("cli-demo-stop"));
    context.out.tell(&lines.join("\n"), &json!(null));
    Ok(())
}
