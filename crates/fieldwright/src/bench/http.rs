//! Just enough of HTTP to ask a question on one's own machine.

use std::io::{Read, Write};
use std::net::TcpStream;

use base::{Error, Result};

use super::failed;

/// The body of the answer.
///
/// # Errors
/// When there is no answer, or one that is not 200.
pub fn get(address: &str, token: &str, path: &str) -> Result<Vec<u8>> {
    let mut stream = TcpStream::connect(address).map_err(failed)?;
    stream.set_nodelay(true).map_err(failed)?;
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n\
         Accept: application/json\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).map_err(failed)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).map_err(failed)?;
    let head = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(answer.len());
    if !answer.starts_with(b"HTTP/1.1 200") {
        let status = String::from_utf8_lossy(&answer[..head.min(120)]).into_owned();
        return Err(Error::Unavailable(format!("{path}: {status}")));
    }
    Ok(answer.split_off((head + 4).min(answer.len())))
}
