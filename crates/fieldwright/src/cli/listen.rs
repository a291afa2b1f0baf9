//! Which address the program listens on.

use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};

use base::{Result, refuse};
use clap::Args;

use super::Context;

/// Where to listen.
#[derive(Args, Clone, Copy)]
pub struct Listen {
    /// The port
    #[arg(long, default_value_t = 8080, env = "FIELDWRIGHT_PORT")]
    port: u16,
    /// The address of this machine to listen on; others reach only what listens on theirs
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST), env = "FIELDWRIGHT_LISTEN")]
    listen: IpAddr,
}

impl Listen {
    /// Takes the address, and warns when it is open to other machines: the program speaks HTTP
    /// and leaves TLS to the proxy before it.
    ///
    /// # Errors
    /// Refuses an address that another program holds or that is not of this machine.
    pub fn bind(self, context: &Context) -> Result<TcpListener> {
        let address = SocketAddr::new(self.listen, self.port);
        let listener = TcpListener::bind(address).map_err(|error| {
            refuse!("cli.listen.failed", address = address.to_string(), why = error.to_string())
        })?;
        if !self.listen.is_loopback() {
            let args = [("address", address.to_string().into())];
            tracing::warn!("{}", context.text("cli-listen-open", &args));
        }
        Ok(listener)
    }
}

/// The address as a browser takes it.
pub fn url(address: SocketAddr) -> String {
    let host = if address.ip().is_unspecified() {
        "127.0.0.1".to_owned()
    } else if address.is_ipv6() {
        format!("[{}]", address.ip())
    } else {
        address.ip().to_string()
    };
    format!("http://{host}:{}", address.port())
}
