//! Clients that would take what others need, over real connections on this machine.

use std::io::{Read, Write};
use std::net::TcpStream as Client;
use std::time::Instant;

use axum::routing::{get, post};
use tokio::sync::oneshot;

use super::*;

/// A server with these limits; it stops when the test ends.
struct Server {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<Duration>>,
}

impl Server {
    fn start(limits: Limits) -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        listener.set_nonblocking(true).expect("an option");
        let address = listener.local_addr().expect("an address");
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(1)
                .enable_all()
                .build()
                .expect("a runtime");
            let began = runtime.block_on(async {
                let listener = TcpListener::from_std(listener).expect("a listener");
                let router = Router::new()
                    .route("/", get(|| async { "here" }))
                    .route("/long", get(std::future::pending::<()>))
                    .route("/take", post(|body: String| async move { body.len().to_string() }));
                let began = Arc::new(parking_lot::Mutex::new(None));
                let noted = Arc::clone(&began);
                let stop = async move {
                    drop(stopped.await);
                    *noted.lock() = Some(Instant::now());
                };
                serve(listener, router, limits, stop).await.expect("it serves");
                *began.lock()
            });
            runtime.shutdown_timeout(Duration::from_millis(100));
            began.expect("it was told to stop").elapsed()
        });
        Self { address, stop: Some(stop), thread: Some(thread) }
    }

    fn connect(&self, text: &str) -> Client {
        let mut client = Client::connect(self.address).expect("the server listens");
        client.set_read_timeout(Some(Duration::from_secs(20))).expect("an option");
        client.write_all(text.as_bytes()).expect("it is sent");
        client
    }

    fn ask(&self) -> String {
        let mut client = self.connect("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        let mut answer = String::new();
        client.read_to_string(&mut answer).expect("an answer");
        answer
    }

    /// How long it took to stop.
    fn stop(&mut self) -> Duration {
        drop(self.stop.take());
        let thread = self.thread.take().expect("it is stopped once");
        thread.join().expect("the server ends")
    }
}

fn limits() -> Limits {
    let short = Duration::from_millis(400);
    Limits { head: short, stall: short, grace: short, open: 50, per_address: 10 }
}

/// Reads until the server closes, and tells how long that took.
fn closed_after(mut client: Client) -> (String, Duration) {
    let began = Instant::now();
    let mut text = Vec::new();
    // That it was closed by a reset is as good.
    drop(client.read_to_end(&mut text));
    (String::from_utf8_lossy(&text).into_owned(), began.elapsed())
}

#[test]
fn hundreds_of_half_open_connections_stop_nobody() {
    let mut server = Server::start(Limits { head: Duration::from_secs(30), ..limits() });
    let half: Vec<Client> = (0..300).map(|_| server.connect("GET / HTTP/1.1\r\nHost: ")).collect();
    let began = Instant::now();
    for _ in 0..20 {
        assert!(server.ask().ends_with("here"));
    }
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    drop(half);
    server.stop();
}

#[test]
fn a_head_that_does_not_come_and_an_idle_connection_end() {
    let mut server = Server::start(limits());
    for text in ["", "GET / HTTP/1.1\r\nHos", "GET / HTTP/1.1\r\nHost: x\r\n\r\n"] {
        let (_, took) = closed_after(server.connect(text));
        assert!(took < Duration::from_secs(5), "{text:?}: {took:?}");
    }
    server.stop();
}

#[test]
fn the_stop_waits_for_nobody_for_long() {
    let mut server = Server::start(limits());
    let _clients = [
        server.connect(""),
        server.connect("GET / HTTP/1.1\r\nHost"),
        server.connect("GET / HTTP/1.1\r\nHost: x\r\n\r\n"),
        server.connect("GET /long HTTP/1.1\r\nHost: x\r\n\r\n"),
        server.connect("POST /take HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc"),
    ];
    std::thread::sleep(Duration::from_millis(100));
    let took = server.stop();
    assert!(took < Duration::from_secs(3), "{took:?}");
}
