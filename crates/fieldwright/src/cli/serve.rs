//! `fieldwright serve`: the screens and the API, until it is told to stop.

use std::net::{IpAddr, TcpListener};

use base::{Error, Result};
use clap::Args;
use ipnet::IpNet;
use serde_json::json;
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
        let listener = self.listen.bind(context)?;
        let installation = context.installation()?;
        let _claim = installation.url().claim()?;
        let address = listen::url(local(&listener)?);
        let line = context.text("cli-serving", &[("address", address.as_str().into())]);
        context.out.tell(&line, &json!({"address": address}));
        let app = App::behind(installation, self.trusted_proxy);
        run(context, app, listener, &self.host)
    }
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
    hosts: &[String],
) -> Result<Outcome> {
    web::serve(app, listener, hosts).map_err(|error| Error::Unavailable(error.to_string()))?;
    tracing::info!("{}", context.text("cli-stopped", &[]));
    Ok(Outcome::Done)
}
