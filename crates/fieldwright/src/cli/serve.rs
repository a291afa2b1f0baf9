//! `fieldwright serve`: the screens and the API, until it is told to stop.

use std::net::{IpAddr, TcpListener};
use std::sync::Arc;

use base::{Error, Result, SystemClock};
use clap::Args;
use documents::typesetter::Typesetter;
use ipnet::IpNet;
use serde_json::json;
use service::installation::Installation;
use web::{App, BasePath, Limits, Options};

use super::listen::{self, Listen};
use super::{Context, Outcome};

/// Serve the screens and the API
#[derive(Args)]
pub struct Serve {
    #[command(flatten)]
    listen: Listen,
    /// A host name under which a proxy on this machine passes requests on
    #[arg(long, value_name = "NAME", env = "FIELDWRIGHT_HOST", value_delimiter = ',')]
    host: Vec<String>,
    /// The path below which a proxy has the program, such as /service
    #[arg(long, value_name = "PATH", env = "FIELDWRIGHT_BASE_PATH", default_value = "")]
    base_path: String,
    /// Tell browsers to use TLS only, for so many seconds after each visit
    #[arg(long, value_name = "SECONDS", env = "FIELDWRIGHT_HSTS")]
    hsts: Option<u64>,
    /// Refuse a database that is not there yet, instead of beginning new books
    #[arg(long, env = "FIELDWRIGHT_EXISTING")]
    existing: bool,
    /// The address or network of a proxy that says for whom it asks
    #[arg(long, value_name = "ADDRESS/NET", env = "FIELDWRIGHT_TRUSTED_PROXY")]
    #[arg(value_delimiter = ',', value_parser = network)]
    trusted_proxy: Vec<IpNet>,
}

/// A network such as `10.0.0.0/8`; an address alone is a network of one.
fn network(text: &str) -> std::result::Result<IpNet, String> {
    let text = text.trim();
    let one = text.parse::<IpAddr>().map(IpNet::from);
    one.or_else(|_| text.parse()).map_err(|_| "10.0.0.1 · 10.0.0.0/8 · fd00::/8".to_owned())
}

impl Serve {
    pub fn run(self, context: &Context) -> Result<Outcome> {
        let options = Options {
            hosts: self.host.clone(),
            base: BasePath::parse(&self.base_path)?,
            hsts: self.hsts,
            limits: Limits::default(),
        };
        let listener = self.listen.bind(context)?;
        let installation = self.open(context)?;
        let _claim = installation.url().claim()?;
        let address = format!("{}{}", listen::url(local(&listener)?), options.base.as_str());
        let line = context.text("cli-serving", &[("address", address.as_str().into())]);
        context.out.tell(&line, &json!({"address": address}));
        let app = app(installation, self.trusted_proxy)?;
        run(context, app, listener, options)
    }

    /// The installation; new books are begun when there are none, and that is said.
    fn open(&self, context: &Context) -> Result<Installation> {
        let url = context.url()?;
        if self.existing || url.is_there()? {
            return context.installation();
        }
        let installation = context.open(&url, Arc::new(SystemClock))?;
        tracing::warn!(
            "{}",
            context.text("cli-serve-new", &[("database", url.to_string().into())])
        );
        Ok(installation)
    }
}

/// The program on an installation, as it is served: papers are typeset in a process of their own.
pub fn app(installation: Installation, trusted: Vec<IpNet>) -> Result<App> {
    let program = std::env::current_exe().map_err(Error::from)?;
    Ok(App::with(installation, Typesetter::apart(program), trusted))
}

/// The address that was taken, with the port that the system chose when none was asked for.
pub fn local(listener: &TcpListener) -> Result<std::net::SocketAddr> {
    listener.local_addr().map_err(|error| Error::Unavailable(error.to_string()))
}

/// Serves until Ctrl+C or the system's signal to stop; requests under way are finished.
pub fn run(
    context: &Context,
    app: App,
    listener: TcpListener,
    options: Options,
) -> Result<Outcome> {
    web::serve(app, listener, options).map_err(|error| Error::Unavailable(error.to_string()))?;
    tracing::info!("{}", context.text("cli-stopped", &[]));
    Ok(Outcome::Done)
}
