//! `fieldwright serve`: the screens and the API, until it is told to stop.

use std::net::TcpListener;

use base::{Error, Result};
use clap::Args;
use documents::typesetter::Typesetter;
use serde_json::json;
use service::installation::Installation;
use web::App;

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
}

impl Serve {
    pub fn run(self, context: &Context) -> Result<Outcome> {
        let listener = self.listen.bind(context)?;
        let installation = context.installation()?;
        let _claim = installation.url().claim()?;
        let address = listen::url(local(&listener)?);
        let line = context.text("cli-serving", &[("address", address.as_str().into())]);
        context.out.tell(&line, &json!({"address": address}));
        run(context, installation, listener, &self.host)
    }
}

/// The address that was taken, with the port that the system chose when none was asked for.
pub fn local(listener: &TcpListener) -> Result<std::net::SocketAddr> {
    listener.local_addr().map_err(|error| Error::Unavailable(error.to_string()))
}

/// Serves until Ctrl+C or the system's signal to stop; requests under way are finished.
pub fn run(
    context: &Context,
    installation: Installation,
    listener: TcpListener,
    hosts: &[String],
) -> Result<Outcome> {
    let program = std::env::current_exe().map_err(Error::from)?;
    let app = App::with(installation, Typesetter::apart(program));
    web::serve(app, listener, hosts).map_err(|error| Error::Unavailable(error.to_string()))?;
    tracing::info!("{}", context.text("cli-stopped", &[]));
    Ok(Outcome::Done)
}
