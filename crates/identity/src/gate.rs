//! How many passwords are hashed at once: each takes 19 MiB, and a crowd at the door must not take the machine's memory.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Four fill the cores of the small machines this runs on and stay under 80 MiB.
const AT_ONCE: usize = 4;

/// See the module.
pub(crate) struct Gate {
    inside: Mutex<usize>,
    left: Condvar,
}

/// The gate of this process.
pub(crate) static GATE: Gate = Gate { inside: Mutex::new(0), left: Condvar::new() };

impl Gate {
    /// Does the work when there is room for it.
    pub(crate) fn pass<T>(&self, work: impl FnOnce() -> T) -> T {
        let entered = self.left.wait_while(self.count(), |inside| *inside >= AT_ONCE);
        *entered.unwrap_or_else(PoisonError::into_inner) += 1;
        let _inside = Inside(self);
        work()
    }

    fn count(&self) -> MutexGuard<'_, usize> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Leaves also when the work panics.
struct Inside<'a>(&'a Gate);

impl Drop for Inside<'_> {
    fn drop(&mut self) {
        *self.0.count() -= 1;
        self.0.left.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn no_more_than_a_few_are_inside_and_all_get_in() {
        let gate = Gate { inside: Mutex::new(0), left: Condvar::new() };
        let (inside, most, done) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..5 * AT_ONCE {
                scope.spawn(|| {
                    gate.pass(|| {
                        most.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        std::thread::yield_now();
                        inside.fetch_sub(1, Ordering::SeqCst);
                    });
                    done.fetch_add(1, Ordering::SeqCst);
                });
            }
        });
        assert!(most.into_inner() <= AT_ONCE);
        assert_eq!(done.into_inner(), 5 * AT_ONCE);
        assert_eq!(*gate.count(), 0);
    }
}
