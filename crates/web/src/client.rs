//! Who is at the other end: the browser or program itself, or the one for whom a proxy asks that
//! the installation trusts. What others say about addresses and encryption is not believed.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderMap, HeaderName, header};
use ipnet::IpNet;

use crate::session::is_on_this_machine;

/// The chain of addresses, as most proxies write it.
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
/// How the browser reached the outermost proxy.
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// The other end of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// The network address; `local` for a request that came without a network.
    pub address: String,
    /// Whether it reached us encrypted; unknown when no trusted proxy says so.
    pub https: Option<bool>,
}

impl Client {
    /// The other end of this request.
    pub fn of(request: &Request, trusted: &[IpNet]) -> Self {
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map(|ConnectInfo(peer)| peer.ip().to_canonical());
        client(peer, request.headers(), trusted)
    }

    /// Whether cookies may be marked for encrypted connections only. Unless a trusted proxy says
    /// how it was reached, everything but the machine itself is taken to be behind TLS.
    pub fn is_secure(&self, headers: &HeaderMap) -> bool {
        self.https.unwrap_or_else(|| !is_on_this_machine(headers))
    }
}

fn client(peer: Option<IpAddr>, headers: &HeaderMap, trusted: &[IpNet]) -> Client {
    let Some(peer) = peer else {
        return Client { address: "local".to_owned(), https: None };
    };
    let is_trusted = |address: &IpAddr| trusted.iter().any(|net| net.contains(address));
    if !is_trusted(&peer) {
        return Client { address: peer.to_string(), https: None };
    }
    let outermost = |chain: &[Option<IpAddr>]| outermost(peer, chain, is_trusted);
    let forwarded = forwarded(headers);
    let by_list = list(headers, &FORWARDED_FOR);
    let address = match (by_list.is_empty(), forwarded.is_empty()) {
        (true, true) => peer,
        (false, true) => outermost(&parsed(&by_list)),
        (true, false) => outermost(&for_whom(&forwarded)),
        (false, false) => {
            // A proxy writes one of the two and may let the other pass as the client sent it:
            // when they differ, the client is counted as the proxy itself.
            let (one, two) = (outermost(&parsed(&by_list)), outermost(&for_whom(&forwarded)));
            if one == two { one } else { peer }
        }
    };
    let proto = list(headers, &FORWARDED_PROTO).into_iter().next();
    let proto = proto.or_else(|| pair(forwarded.first()?, "proto"));
    let https = proto.and_then(|proto| match proto.to_ascii_lowercase().as_str() {
        "https" => Some(true),
        "http" => Some(false),
        _ => None,
    });
    Client { address: address.to_string(), https }
}

/// The right-most address of the chain that no trusted proxy has: whatever stands left of it was
/// written by the client itself.
fn outermost(
    peer: IpAddr,
    chain: &[Option<IpAddr>],
    is_trusted: impl Fn(&IpAddr) -> bool,
) -> IpAddr {
    let mut known = peer;
    for address in chain.iter().rev() {
        let Some(address) = address else { return known };
        known = *address;
        if !is_trusted(&known) {
            break;
        }
    }
    known
}

/// The parts of all headers of this name, as if they were one.
fn list(headers: &HeaderMap, name: &HeaderName) -> Vec<String> {
    let lines = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    let parts = lines.flat_map(|line| line.split(',')).map(|part| part.trim().to_owned());
    parts.filter(|part| !part.is_empty()).collect()
}

/// The hops of the header `Forwarded` (RFC 7239).
fn forwarded(headers: &HeaderMap) -> Vec<String> {
    list(headers, &header::FORWARDED)
}

fn parsed(chain: &[String]) -> Vec<Option<IpAddr>> {
    chain.iter().map(|part| address(part)).collect()
}

fn for_whom(hops: &[String]) -> Vec<Option<IpAddr>> {
    hops.iter().map(|hop| address(&pair(hop, "for")?)).collect()
}

/// The value of a pair such as `for="[2001:db8::1]:4711"` within a hop.
fn pair(hop: &str, name: &str) -> Option<String> {
    let pairs = hop.split(';').filter_map(|pair| pair.split_once('='));
    let mut found = pairs.filter(|(key, _)| key.trim().eq_ignore_ascii_case(name));
    found.next().map(|(_, value)| value.trim().trim_matches('"').to_owned())
}

/// An address, with or without a port and brackets.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|rest| rest.split(']').next());
    let parsed = match bare {
        Some(bare) => bare.parse().ok(),
        None => text
            .parse()
            .ok()
            .or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip())),
    };
    parsed.map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            let name = HeaderName::from_bytes(name.as_bytes()).expect("a name");
            headers.append(name, value.parse().expect("a value"));
        }
        headers
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        let (xff, fwd, proto) = ("x-forwarded-for", "forwarded", "x-forwarded-proto");
        let trusted: Vec<IpNet> = ["127.0.0.1/32", "10.0.0.0/8", "fd00::/8"]
            .map(|net| net.parse().expect("a net"))
            .into();
        for (peer, sent, address, https) in [
            ("192.0.2.1", &[(xff, "198.51.100.7"), (proto, "https")][..], "192.0.2.1", None),
            ("127.0.0.1", &[], "127.0.0.1", None),
            ("127.0.0.1", &[(xff, "198.51.100.7"), (proto, "https")], "198.51.100.7", Some(true)),
            ("::ffff:127.0.0.1", &[(xff, "198.51.100.7")], "198.51.100.7", None),
            ("127.0.0.1", &[(xff, "198.51.100.7"), (proto, "http")], "198.51.100.7", Some(false)),
            ("127.0.0.1", &[(xff, "1.1.1.1, 198.51.100.7, 10.1.2.3")], "198.51.100.7", None),
            ("127.0.0.1", &[(xff, "1.1.1.1"), (xff, "198.51.100.7")], "198.51.100.7", None),
            ("127.0.0.1", &[(xff, "10.0.0.9, 10.0.0.8")], "10.0.0.9", None),
            ("127.0.0.1", &[(xff, "1.1.1.1, unknown, 10.0.0.8")], "10.0.0.8", None),
            ("127.0.0.1", &[(xff, "198.51.100.7:4711")], "198.51.100.7", None),
            ("fd00::1", &[(xff, "[2001:db8::1]:4711")], "2001:db8::1", None),
            ("127.0.0.1", &[(fwd, "for=198.51.100.7;proto=https")], "198.51.100.7", Some(true)),
            ("127.0.0.1", &[(fwd, "for=1.1.1.1, For=\"[2001:db8::1]:47\"")], "2001:db8::1", None),
            ("127.0.0.1", &[(fwd, "for=_hidden")], "127.0.0.1", None),
            ("127.0.0.1", &[(xff, "198.51.100.7"), (fwd, "for=6.6.6.6")], "127.0.0.1", None),
            (
                "127.0.0.1",
                &[(xff, "198.51.100.7"), (fwd, "for=198.51.100.7")],
                "198.51.100.7",
                None,
            ),
        ] {
            let peer: IpAddr = peer.parse().expect("an address");
            let found = client(Some(peer.to_canonical()), &headers(sent), &trusted);
            let wanted = Client { address: address.to_owned(), https };
            assert_eq!(found, wanted, "{peer} {sent:?}");
        }
    }

    #[test]
    fn without_a_proxy_only_this_machine_is_open() {
        let here = Client { address: "127.0.0.1".to_owned(), https: None };
        assert!(!here.is_secure(&headers(&[("host", "localhost:8080")])));
        assert!(here.is_secure(&headers(&[("host", "service.example.com")])));
        let plain = Client { https: Some(false), ..here };
        assert!(!plain.is_secure(&headers(&[("host", "service.example.com")])));
    }
}
