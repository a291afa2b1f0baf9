//! Writes take turns. Whoever waits is served in order; writes that wait for each other share one
//! commit, and each is answered only after it.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

use parking_lot::{Condvar, Mutex};

use crate::session::Session;

/// The most writes that share a commit.
const MOST: usize = 32;
/// How long a commit may be put off for the sake of those who wait; other programs wait as well.
const LONGEST: Duration = Duration::from_millis(25);

/// The right to write, with what belongs to it. One exists for each open database.
pub(crate) struct Writer {
    /// The connection; opened when it is first needed, and again when the server hung up.
    pub session: Option<Session>,
    /// The commit that is being put off: a transaction is open.
    pub open: Option<Batch>,
}

/// Writes that share a commit.
pub(crate) struct Batch {
    commit: Arc<Commit>,
    writes: usize,
    since: Instant,
}

impl Batch {
    pub(crate) fn new() -> Self {
        Self { commit: Arc::default(), writes: 0, since: Instant::now() }
    }

    /// One more write takes part; answers what tells when it is committed.
    pub(crate) fn join(&mut self) -> Arc<Commit> {
        self.writes += 1;
        Arc::clone(&self.commit)
    }

    /// Whether this is the only write.
    pub(crate) fn alone(&self) -> bool {
        self.writes <= 1
    }

    /// Tells everybody who takes part how it ended.
    pub(crate) fn settle(&self, ending: Ending) {
        *self.commit.ending.lock() = Some(ending);
        self.commit.settled.notify_all();
    }

    fn takes_more(&self) -> bool {
        self.writes < MOST && self.since.elapsed() < LONGEST
    }
}

/// How a shared commit ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Everything is kept.
    Kept,
    /// Nothing of it is in the database; each write may be tried again by itself.
    Undone,
    /// Nobody knows: the server hung up while it committed. The reason.
    Unknown(String),
}

/// A commit that several writes wait for.
#[derive(Default)]
pub(crate) struct Commit {
    ending: Mutex<Option<Ending>>,
    settled: Condvar,
}

impl Commit {
    /// Waits until it has ended.
    pub(crate) fn wait(&self) -> Ending {
        let mut ending = self.ending.lock();
        loop {
            match &*ending {
                Some(known) => return known.clone(),
                None => self.settled.wait(&mut ending),
            }
        }
    }
}

/// Who writes, and who waits for it.
pub(crate) struct Turns {
    queue: Mutex<Queue>,
}

struct Queue {
    idle: Option<Box<Writer>>,
    waiting: VecDeque<Arc<Ticket>>,
}

/// A place in the queue.
#[derive(Default)]
struct Ticket {
    given: Mutex<Option<Box<Writer>>>,
    arrived: Condvar,
}

impl Turns {
    pub(crate) fn new(writer: Writer) -> Self {
        let idle = Some(Box::new(writer));
        Self { queue: Mutex::new(Queue { idle, waiting: VecDeque::new() }) }
    }

    /// The right to write, as soon as it is this caller's turn; nothing when that takes too long.
    pub(crate) fn take(&self, limit: Duration) -> Option<Box<Writer>> {
        let ticket = {
            let mut queue = self.queue.lock();
            if let Some(writer) = queue.idle.take() {
                return Some(writer);
            }
            let ticket = Arc::new(Ticket::default());
            queue.waiting.push_back(Arc::clone(&ticket));
            ticket
        };
        let until = Instant::now() + limit;
        let mut given = ticket.given.lock();
        while given.is_none() {
            if ticket.arrived.wait_until(&mut given, until).timed_out() {
                break;
            }
        }
        if given.is_none() {
            drop(given);
            let mut queue = self.queue.lock();
            queue.waiting.retain(|waiting| !Arc::ptr_eq(waiting, &ticket));
            drop(queue);
            // Whoever left the queue before was given it in that moment.
            given = ticket.given.lock();
        }
        given.take()
    }

    /// The right to write, when nobody has it.
    pub(crate) fn take_idle(&self) -> Option<Box<Writer>> {
        self.queue.lock().idle.take()
    }

    /// Hands the right on with its transaction open, when somebody waits and the commit can be put
    /// off; otherwise gives it back to the caller, who commits.
    pub(crate) fn hand_on(&self, writer: Box<Writer>) -> Option<Box<Writer>> {
        if !writer.open.as_ref().is_some_and(Batch::takes_more) {
            return Some(writer);
        }
        let mut queue = self.queue.lock();
        match queue.waiting.pop_front() {
            Some(ticket) => {
                Self::give(&ticket, writer);
                None
            }
            None => Some(writer),
        }
    }

    /// Hands the right to the next, or lays it down.
    pub(crate) fn put_back(&self, writer: Box<Writer>) {
        let mut queue = self.queue.lock();
        match queue.waiting.pop_front() {
            Some(ticket) => Self::give(&ticket, writer),
            None => queue.idle = Some(writer),
        }
    }

    fn give(ticket: &Ticket, writer: Box<Writer>) {
        *ticket.given.lock() = Some(writer);
        ticket.arrived.notify_one();
    }
}
