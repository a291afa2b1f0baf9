//! The places that connections take.

use std::collections::{BTreeMap, HashMap};
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use parking_lot::Mutex;
use tokio::sync::Notify;

/// The places of a server.
pub struct Places {
    most: usize,
    per_address: usize,
    taken: Mutex<Taken>,
}

#[derive(Default)]
struct Taken {
    next: u64,
    all: BTreeMap<u64, Arc<State>>,
    by_address: HashMap<IpAddr, usize>,
}

struct State {
    address: IpAddr,
    asked: AtomicBool,
    leave: Notify,
}

/// A place that is taken; free again when this is dropped.
pub struct Place {
    number: u64,
    state: Arc<State>,
    places: Arc<Places>,
}

/// Notes that a connection has asked for something.
pub struct Asked(Arc<State>);

impl Asked {
    /// Notes it.
    pub fn note(&self) {
        self.0.asked.store(true, Ordering::Relaxed);
    }
}

impl Places {
    /// So many places, and so many for one address.
    pub fn new(most: usize, per_address: usize) -> Self {
        Self { most, per_address, taken: Mutex::default() }
    }

    /// A place for a connection from this address; none when the address has too many, or when all
    /// are taken by those who have asked for something. Of those who have not, the first goes.
    pub fn take(self: &Arc<Self>, address: IpAddr) -> Option<Place> {
        let mut taken = self.taken.lock();
        let own = taken.by_address.get(&address).copied().unwrap_or_default();
        if own >= self.per_address && !address.is_loopback() {
            taken.send_away(|state| state.address == address).then_some(())?;
        } else if taken.all.len() >= self.most {
            taken.send_away(|_| true).then_some(())?;
        }
        let number = taken.next;
        taken.next += 1;
        let state =
            Arc::new(State { address, asked: AtomicBool::new(false), leave: Notify::new() });
        taken.all.insert(number, Arc::clone(&state));
        *taken.by_address.entry(address).or_default() += 1;
        Some(Place { number, state, places: Arc::clone(self) })
    }

    /// Sends the first one away that has not asked for anything.
    pub fn make_room(&self) {
        self.taken.lock().send_away(|_| true);
    }
}

impl Taken {
    fn send_away(&mut self, fits: impl Fn(&State) -> bool) -> bool {
        let silent = |state: &State| !state.asked.load(Ordering::Relaxed) && fits(state);
        let found = self.all.iter().find(|(_, state)| silent(state)).map(|(number, _)| *number);
        let Some(number) = found else { return false };
        if let Some(state) = self.remove(number) {
            state.leave.notify_one();
        }
        true
    }

    fn remove(&mut self, number: u64) -> Option<Arc<State>> {
        let state = self.all.remove(&number)?;
        if let Some(own) = self.by_address.get_mut(&state.address) {
            *own -= 1;
            if *own == 0 {
                self.by_address.remove(&state.address);
            }
        }
        Some(state)
    }
}

impl Place {
    /// With which the connection notes that it asks.
    pub fn asked(&self) -> Asked {
        Asked(Arc::clone(&self.state))
    }

    /// Ends when the place is needed for somebody else.
    pub async fn left(&self) {
        self.state.leave.notified().await;
    }

    /// Ends at once when nothing was asked for yet; otherwise never.
    pub async fn never_asked(&self) {
        if self.state.asked.load(Ordering::Relaxed) {
            std::future::pending::<()>().await;
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.places.taken.lock().remove(self.number);
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
    const ONE: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));
    const TWO: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 2));

    #[test]
    fn whoever_has_not_asked_makes_room_and_the_others_stay() {
        let places = Arc::new(Places::new(2, 2));
        let first = places.take(HERE).expect("a place");
        let second = places.take(HERE).expect("a place");
        first.asked().note();
        let third = places.take(HERE).expect("the second makes room");
        assert_eq!(places.taken.lock().all.len(), 2);
        third.asked().note();
        assert!(places.take(HERE).is_none(), "both ask");
        drop(second);
        assert_eq!(places.taken.lock().all.len(), 2, "its place was another's already");
        drop(first);
        assert!(places.take(HERE).is_some(), "one has gone");
    }

    #[test]
    fn an_address_has_its_share_and_this_machine_all() {
        let places = Arc::new(Places::new(9, 1));
        let one = places.take(ONE).expect("a place");
        one.asked().note();
        assert!(places.take(ONE).is_none(), "it has its share");
        let _two = places.take(TWO).expect("another address has its own");
        let here: Vec<Place> = (0..5).filter_map(|_| places.take(HERE)).collect();
        assert_eq!(here.len(), 5);
        drop(one);
        assert!(places.take(ONE).is_some());
        drop(here);
        assert_eq!(places.taken.lock().by_address.len(), 1, "only those that are here are counted");
    }
}
