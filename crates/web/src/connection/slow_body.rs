//! Bodies must come with a least speed: one that trickles holds a place for nothing.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use base::refuse;
use http_body::Frame;
use tokio::time::{Instant, Sleep, sleep};

use crate::problem::{self, Failure};
use crate::session::asked_language;

/// How long a body may take, however short it is.
const AT_LEAST: Duration = Duration::from_secs(20);
/// So many bytes a second it must have at least beyond that.
const BYTES_A_SECOND: u64 = 4096;

/// Answers `408` when the body did not come in time, whoever waited for it.
pub async fn in_time(request: Request, next: Next) -> Response {
    within(AT_LEAST, request, next).await
}

async fn within(at_least: Duration, request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let late = Arc::new(AtomicBool::new(false));
    let language = asked_language(request.headers()).unwrap_or_default();
    let path = request.uri().path().to_owned();
    let flag = Arc::clone(&late);
    let request = request.map(|body| {
        let deadline = Box::pin(sleep(at_least));
        Body::new(Timed { body, began: Instant::now(), at_least, bytes: 0, deadline, late: flag })
    });
    let response = next.run(request).await;
    if !late.load(Ordering::Relaxed) {
        return response;
    }
    let failure = Failure::http(StatusCode::REQUEST_TIMEOUT, refuse!("api.body.late"));
    let mut response = problem::response(&failure, language, &path);
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

/// A body that fails when it comes too slowly.
struct Timed {
    body: Body,
    began: Instant,
    at_least: Duration,
    bytes: u64,
    deadline: Pin<Box<Sleep>>,
    late: Arc<AtomicBool>,
}

impl HttpBody for Timed {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        match Pin::new(&mut self.body).poll_frame(cx) {
            Poll::Ready(Some(Ok(frame))) => {
                let more = frame.data_ref().map_or(0, Bytes::len);
                self.bytes += u64::try_from(more).unwrap_or_default();
                Poll::Ready(Some(Ok(frame)))
            }
            Poll::Pending => {
                let earned = Duration::from_secs(self.bytes / BYTES_A_SECOND);
                let until = self.began + self.at_least + earned;
                if self.deadline.deadline() != until {
                    self.deadline.as_mut().reset(until);
                }
                if self.deadline.as_mut().poll(cx).is_pending() {
                    return Poll::Pending;
                }
                self.late.store(true, Ordering::Relaxed);
                let error = std::io::Error::from(std::io::ErrorKind::TimedOut);
                Poll::Ready(Some(Err(axum::Error::new(error))))
            }
            other => other,
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use axum::Router;
    use axum::middleware::from_fn;
    use axum::routing::post;
    use tower::ServiceExt;

    use super::*;

    /// A body that sends a letter at a time, so many a second, and never ends.
    struct Trickle(Pin<Box<Sleep>>, Duration);

    impl HttpBody for Trickle {
        type Data = Bytes;
        type Error = Infallible;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            cx: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
            if self.0.as_mut().poll(cx).is_pending() {
                return Poll::Pending;
            }
            let next = Instant::now() + self.1;
            self.0.as_mut().reset(next);
            Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b"x")))))
        }
    }

    #[test]
    fn a_body_that_trickles_is_answered_408() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime on this thread");
        let short = Duration::from_millis(200);
        let router = Router::new()
            .route("/", post(|body: String| async move { body }))
            .layer(from_fn(move |request, next| within(short, request, next)));
        let send = |body: Body| {
            let request = Request::post("/").body(body).expect("a request");
            runtime.block_on(async { router.clone().oneshot(request).await })
        };
        let pause = Duration::from_millis(20);
        let trickle = runtime.block_on(async { Trickle(Box::pin(sleep(pause)), pause) });
        let late = send(Body::new(trickle)).expect("an answer");
        assert_eq!(late.status(), StatusCode::REQUEST_TIMEOUT);
        let whole = send(Body::from("all of it")).expect("an answer");
        assert_eq!(whole.status(), StatusCode::OK);
    }
}
