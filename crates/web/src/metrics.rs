//! Counts requests for Prometheus.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Upper bounds of the time classes, in milliseconds.
const BOUNDS: [u64; 9] = [1, 3, 10, 30, 100, 300, 1000, 3000, 10_000];

/// The counts since the program started.
pub struct Metrics {
    started: Instant,
    by_class: [AtomicU64; 6],
    at_work: AtomicU64,
    times: [AtomicU64; BOUNDS.len()],
    count: AtomicU64,
    microseconds: AtomicU64,
}

impl Default for Metrics {
    fn default() -> Self {
        Self {
            started: Instant::now(),
            by_class: Default::default(),
            at_work: AtomicU64::default(),
            times: Default::default(),
            count: AtomicU64::default(),
            microseconds: AtomicU64::default(),
        }
    }
}

impl Metrics {
    /// A request has begun.
    pub fn begin(&self) {
        self.at_work.fetch_add(1, Ordering::Relaxed);
    }

    /// A request has been answered.
    pub fn end(&self, status: u16, took: Duration) {
        self.at_work.fetch_sub(1, Ordering::Relaxed);
        self.by_class[usize::from(status / 100).min(5)].fetch_add(1, Ordering::Relaxed);
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        for (bound, times) in BOUNDS.iter().zip(&self.times) {
            if micros <= bound * 1000 {
                times.fetch_add(1, Ordering::Relaxed);
            }
        }
        self.count.fetch_add(1, Ordering::Relaxed);
        self.microseconds.fetch_add(micros, Ordering::Relaxed);
    }

    /// The counts in the text format of Prometheus.
    pub fn text(&self) -> String {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        let mut text = String::from("# HELP fieldwright_up_seconds Seconds since the start.\n");
        let _ = writeln!(text, "# TYPE fieldwright_up_seconds gauge");
        let _ = writeln!(text, "fieldwright_up_seconds {}", self.started.elapsed().as_secs());
        let _ = writeln!(text, "# HELP fieldwright_requests_total Answered requests.");
        let _ = writeln!(text, "# TYPE fieldwright_requests_total counter");
        for (class, counter) in self.by_class.iter().enumerate().skip(1) {
            let count = read(counter);
            let _ = writeln!(text, "fieldwright_requests_total{{status=\"{class}xx\"}} {count}");
        }
        let _ = writeln!(text, "# HELP fieldwright_requests_at_work Requests being answered.");
        let _ = writeln!(text, "# TYPE fieldwright_requests_at_work gauge");
        let _ = writeln!(text, "fieldwright_requests_at_work {}", read(&self.at_work));
        let name = "fieldwright_request_duration_seconds";
        let _ = writeln!(text, "# HELP {name} Time from request to answer.");
        let _ = writeln!(text, "# TYPE {name} histogram");
        for (bound, counter) in BOUNDS.iter().zip(&self.times) {
            let (whole, part) = (bound / 1000, bound % 1000);
            let count = read(counter);
            let _ = writeln!(text, "{name}_bucket{{le=\"{whole}.{part:03}\"}} {count}");
        }
        let (count, micros) = (read(&self.count), read(&self.microseconds));
        let _ = writeln!(text, "{name}_bucket{{le=\"+Inf\"}} {count}");
        let _ = writeln!(text, "{name}_sum {}.{:06}", micros / 1_000_000, micros % 1_000_000);
        let _ = writeln!(text, "{name}_count {count}");
        text
    }
}
