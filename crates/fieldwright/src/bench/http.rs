//! Just enough of HTTP to ask a question on one's own machine.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

use base::{Error, Result};
use serde_json::Value as Json;

use super::failed;
use crate::demo::Data;

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

/// A client that keeps its connection.
pub struct Client {
    address: String,
    token: String,
    stream: BufReader<TcpStream>,
}

impl Client {
    /// Connects to a program, as the owner of this token.
    ///
    /// # Errors
    /// When nobody answers there.
    pub fn connect(address: &str, token: &str) -> Result<Self> {
        let stream = TcpStream::connect(address).map_err(failed)?;
        stream.set_nodelay(true).map_err(failed)?;
        let (address, token) = (address.to_owned(), token.to_owned());
        Ok(Self { address, token, stream: BufReader::new(stream) })
    }

    /// The status and the body of the answer to a collection of the reference company.
    ///
    /// # Errors
    /// When the connection breaks.
    pub fn post(&mut self, path: &str, body: &Json) -> Result<(u16, Json)> {
        let path = format!("/api/v1/companies/{}/{path}", Data::Reference.company());
        let (status, content) = self.ask("POST", &path, &body.to_string())?;
        Ok((status, serde_json::from_slice(&content).unwrap_or_default()))
    }

    /// The status and the body of the answer to any question.
    ///
    /// # Errors
    /// When the connection breaks.
    pub fn ask(&mut self, method: &str, path: &str, body: &str) -> Result<(u16, Vec<u8>)> {
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.address,
            self.token,
            body.len()
        );
        self.stream.get_mut().write_all(request.as_bytes()).map_err(failed)?;
        let mut line = String::new();
        self.stream.read_line(&mut line).map_err(failed)?;
        let status = line.get(9..12).and_then(|code| code.parse().ok()).unwrap_or(0);
        let mut length = 0;
        loop {
            line.clear();
            self.stream.read_line(&mut line).map_err(failed)?;
            if line.trim().is_empty() {
                break;
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().map_err(failed)?;
            }
        }
        let mut content = vec![0; length];
        self.stream.read_exact(&mut content).map_err(failed)?;
        Ok((status, content))
    }
}
