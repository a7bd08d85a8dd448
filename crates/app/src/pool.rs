//! Open registers to borrow, a bounded number of them.

use base::Failure;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use store::Store;

/// How many connections a desk opens at most. A page holds one for some milliseconds, so a few serve many readers; a
/// server of PostgreSQL has a hundred for everybody, and each one to a SQLite file keeps pages of it in memory.
pub(crate) const MOST: usize = 16;

/// How long somebody waits for a connection before being told so.
const PATIENCE: Duration = Duration::from_mins(1);

/// See the module.
pub(crate) struct Pool {
    known: Mutex<Known>,
    returned: Condvar,
    most: usize,
}

#[derive(Default)]
struct Known {
    idle: Vec<Store>,
    lent: usize,
}

/// The right to one connection; given back when it is dropped, however the work ended.
struct Loan<'a> {
    pool: &'a Pool,
    /// None while it is not open, and when its state is not known any more.
    store: Option<Store>,
}

impl Pool {
    /// A pool of at most so many connections.
    pub(crate) fn new(most: usize) -> Self {
        Self { known: Mutex::default(), returned: Condvar::new(), most }
    }

    /// Lends a connection, opened with `open` when none is idle. One whose work failed or panicked is dropped.
    pub(crate) fn lend<R>(
        &self,
        open: impl FnOnce() -> Result<Store, Failure>,
        work: impl FnOnce(&mut Store) -> Result<R, Failure>,
    ) -> Result<R, Failure> {
        let mut loan = self.take()?;
        let mut store = match loan.store.take() {
            Some(store) => store,
            None => open()?,
        };
        let answer = work(&mut store)?;
        loan.store = Some(store);
        Ok(answer)
    }

    fn take(&self) -> Result<Loan<'_>, Failure> {
        let full = |known: &mut Known| known.lent >= self.most;
        let waited = self.returned.wait_timeout_while(self.known(), PATIENCE, full);
        let (mut known, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
        if timeout.timed_out() {
            return Err(busy());
        }
        known.lent += 1;
        Ok(Loan { pool: self, store: known.idle.pop() })
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Loan<'_> {
    fn drop(&mut self) {
        let mut known = self.pool.known();
        known.lent -= 1;
        known.idle.extend(self.store.take());
        self.pool.returned.notify_one();
    }
}

fn busy() -> Failure {
    Failure::new(
        "CC-DESK-BUSY",
        "đang có quá nhiều người dùng cùng lúc",
        "too many people are using this at the same time",
    )
    .remedy("đợi một lát rồi thử lại", "wait a moment, then try again")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use store::{Key, RepeatableIds, Target};

    fn open(folder: &std::path::Path) -> Result<Store, Failure> {
        let target = Target::Sqlite(folder.join("store.sqlite"));
        Store::open(&target, Key::from_bytes(&[1; 64]), Box::new(RepeatableIds::new(1)))
    }

    fn failure() -> Failure {
        Failure::new("CC-TEST", "", "")
    }

    #[test]
    fn no_more_connections_are_open_than_allowed_and_everybody_is_served() {
        let folder = tempfile::tempdir().unwrap();
        open(folder.path()).unwrap();
        let pool = Pool::new(3);
        let (opened, now, most, served) =
            (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..20 {
                scope.spawn(|| {
                    let open = || {
                        opened.fetch_add(1, Ordering::SeqCst);
                        open(folder.path())
                    };
                    pool.lend(open, |store| {
                        most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        store.shards()?;
                        now.fetch_sub(1, Ordering::SeqCst);
                        served.fetch_add(1, Ordering::SeqCst);
                        Ok(())
                    })
                    .unwrap();
                });
            }
        });
        assert_eq!(served.into_inner(), 20);
        assert!(opened.into_inner() <= 3 && most.into_inner() <= 3);
    }

    #[test]
    fn a_failed_connection_is_dropped_and_its_place_is_free_again() {
        let folder = tempfile::tempdir().unwrap();
        let pool = Pool::new(1);
        let state = || {
            let known = pool.known();
            (known.idle.len(), known.lent)
        };
        let lend = |work: fn(&mut Store) -> Result<(), Failure>| pool.lend(|| open(folder.path()), work);
        lend(|_| Ok(())).unwrap();
        assert_eq!(state(), (1, 0));
        assert_eq!(lend(|_| Err(failure())).unwrap_err().code, "CC-TEST");
        assert_eq!(state(), (0, 0));
        assert_eq!(pool.lend(|| Err(failure()), |_| Ok(())).unwrap_err().code, "CC-TEST");
        let broke = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| lend(|_| panic!("the work broke"))));
        assert!(broke.is_err());
        lend(|_| Ok(())).unwrap();
        assert_eq!(state(), (1, 0));
    }
}
