//! How a server is reached: its address, and encryption with a certificate that is checked.
//!
//! `sslmode` is `disable`, `prefer`, `require` or `verify-full`. Whenever encryption is used, the
//! certificate must be valid for the host: there is no encryption with just anybody. Certificates
//! are checked against those the machine trusts, or those in the file that `sslrootcert` names.

use std::str::FromStr;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::Failure;

/// Where a server is, and how its certificate is checked; without a check it is not encrypted.
pub(super) struct Way {
    pub config: Config,
    pub check: Option<MakeRustlsConnect>,
}

/// Reads an address such as `postgres://user@host/database?sslmode=verify-full`.
pub(super) fn way(address: &str) -> Result<Way, Failure> {
    let (plain, mode, roots) = own_options(address);
    let mut config = Config::from_str(&plain).map_err(|error| Failure::Other(error.to_string()))?;
    let near = config.get_hosts().iter().all(is_near);
    let mode = match mode.as_deref() {
        Some("disable") => SslMode::Disable,
        Some("require" | "verify-full" | "verify-ca") => SslMode::Require,
        Some("prefer" | "allow") => SslMode::Prefer,
        None if near => SslMode::Disable,
        None => SslMode::Prefer,
        Some(other) => {
            return Err(Failure::Other(format!(
                "sslmode={other} is not known: disable, prefer, require or verify-full"
            )));
        }
    };
    config.ssl_mode(mode);
    let check = if mode == SslMode::Disable { None } else { Some(checking(roots.as_deref())?) };
    Ok(Way { config, check })
}

/// The address without the options that the driver does not know: the mode and the certificates.
fn own_options(address: &str) -> (String, Option<String>, Option<String>) {
    let Some((place, options)) = address.split_once('?') else {
        return (address.to_owned(), None, None);
    };
    let (mut mode, mut roots, mut others) = (None, None, Vec::new());
    for option in options.split('&') {
        match option.split_once('=') {
            Some(("sslmode", value)) => mode = Some(value.to_owned()),
            Some(("sslrootcert", value)) => roots = Some(decoded(value)),
            _ => others.push(option),
        }
    }
    let plain =
        if others.is_empty() { place.to_owned() } else { format!("{place}?{}", others.join("&")) };
    (plain, mode, roots)
}

/// A value of an address without percent signs.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, others @ ..] = rest {
        let code = others.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match code.and_then(|two| u8::from_str_radix(two, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &others[2..];
            }
            None => {
                bytes.push(*first);
                rest = others;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Whether nobody can listen on the way.
fn is_near(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => {
            name == "localhost"
                || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

fn checking(roots: Option<&str>) -> Result<MakeRustlsConnect, Failure> {
    let mut trusted = RootCertStore::empty();
    match roots.filter(|file| *file != "system") {
        Some(file) => {
            let failed = |error: &dyn std::fmt::Display| {
                Failure::Other(format!("sslrootcert={file}: {error}"))
            };
            let certificates =
                CertificateDer::pem_file_iter(file).map_err(|error| failed(&error))?;
            for certificate in certificates {
                let certificate = certificate.map_err(|error| failed(&error))?;
                trusted.add(certificate).map_err(|error| failed(&error))?;
            }
            if trusted.is_empty() {
                return Err(failed(&"no certificate in this file"));
            }
        }
        None => {
            trusted.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        }
    }
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| Failure::Other(error.to_string()))?
        .with_root_certificates(trusted)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mode_of_encryption_is_read_from_the_address() {
        for (address, mode) in [
            ("postgres://u@127.0.0.1/d", SslMode::Disable),
            ("postgres://u@localhost/d?connect_timeout=3", SslMode::Disable),
            ("postgres://u@[::1]/d", SslMode::Disable),
            ("postgres://u@books.example/d", SslMode::Prefer),
            ("postgres://u@books.example/d?sslmode=disable", SslMode::Disable),
            ("postgres://u@localhost/d?sslmode=verify-full", SslMode::Require),
            ("postgres://u@localhost/d?connect_timeout=3&sslmode=require", SslMode::Require),
        ] {
            let way = way(address).unwrap_or_else(|failure| panic!("{address}: {failure:?}"));
            assert_eq!(way.config.get_ssl_mode(), mode, "{address}");
            assert_eq!(way.check.is_some(), mode != SslMode::Disable, "{address}");
        }
        for wrong in ["postgres://u@h/d?sslmode=maybe", "postgres://u@h/d?sslrootcert=/no/such"] {
            assert!(way(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn options_of_our_own_are_taken_out() {
        let (plain, mode, roots) =
            own_options("postgres://h/d?sslmode=require&a=b&sslrootcert=%2Fetc%2Fca%20s.pem");
        assert_eq!(plain, "postgres://h/d?a=b");
        assert_eq!(mode.as_deref(), Some("require"));
        assert_eq!(roots.as_deref(), Some("/etc/ca s.pem"));
    }
}
