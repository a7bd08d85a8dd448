//! Against guessing: a brake on attempts, kept in memory, and a lock on accounts, which the caller keeps in the database.
//!
//! The brake counts every attempt, right or wrong, before any password is hashed. The lock counts wrong ones in a row and
//! survives a restart. Both are told the moment, in milliseconds since 1970.

use base::Failure;
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

const SECOND: u64 = 1000;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;

/// One account from one address: a person who mistypes needs a handful in a row, then a try every ten seconds.
const PER_PAIR: Pace = Pace { at_once: 5, then_every: 10 * SECOND };

/// One address, all accounts: a whole office behind one address signs in at half past seven, and afterwards one every two
/// seconds. A guesser gets 30 tries a minute, spread over accounts that lock.
const PER_ADDRESS: Pace = Pace { at_once: 60, then_every: 2 * SECOND };

/// Entries of each kind that are kept: some 2 MiB, and more addresses than a commune's network has.
const KEPT: usize = 50_000;

/// Wrong passwords in a row that lock nothing: people mistype, and forget which password it was.
const FREE_FAILURES: u32 = 4;

/// The lock after the failure that follows; every further one doubles it.
const FIRST_LOCK: u64 = MINUTE;

/// It grows no longer than this: whoever knows a login can lock its owner out, so the owner must not wait for ever. A
/// guesser gets 24 tries a day.
const LONGEST_LOCK: u64 = HOUR;

/// Failures older than this are forgotten: one slip on Monday and one on Friday are not a row.
const FORGOTTEN_AFTER: u64 = 24 * HOUR;

/// How long to wait before the next attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wait {
    /// Whole seconds, at least one; also the value of `Retry-After`.
    pub seconds: u64,
}

impl Wait {
    fn until(moment: u64, now: u64) -> Option<Self> {
        let left = moment.saturating_sub(now);
        (left > 0).then(|| Self { seconds: left.div_ceil(SECOND) })
    }

    /// What a person who tries too fast is told.
    pub fn too_fast(self) -> Failure {
        let (vi, en) = self.words();
        Failure::new("CC-SIGNIN-FAST", "thử đăng nhập quá nhiều lần", "too many attempts to sign in")
            .remedy(format!("đợi {vi} rồi thử lại"), format!("wait {en}, then try again"))
    }

    /// What a person is told whose account is locked for a while.
    pub fn locked(self) -> Failure {
        let (vi, en) = self.words();
        Failure::new(
            "CC-SIGNIN-LOCKED",
            "tài khoản tạm khoá vì nhập sai mật khẩu nhiều lần",
            "the account is locked for a while after several wrong passwords",
        )
        .remedy(
            format!("đợi {vi} rồi thử lại, hoặc nhờ người quản trị mở khoá"),
            format!("wait {en}, then try again, or ask an administrator to unlock it"),
        )
    }

    fn words(self) -> (String, String) {
        if self.seconds < 60 {
            return (format!("{} giây", self.seconds), format!("{} s", self.seconds));
        }
        let minutes = self.seconds.div_ceil(60);
        (format!("{minutes} phút"), format!("{minutes} min"))
    }
}

/// How long an account is still locked after so many wrong passwords in a row, the last of them then.
pub fn locked(failures: u32, last_failure: u64, now: u64) -> Option<Wait> {
    let beyond = failures.checked_sub(FREE_FAILURES + 1)?;
    let lock = 1u64.checked_shl(beyond).and_then(|times| FIRST_LOCK.checked_mul(times));
    Wait::until(last_failure + lock.unwrap_or(LONGEST_LOCK).min(LONGEST_LOCK), now)
}

/// The count to keep after one more wrong password; after a right one it is 0.
pub fn count_failure(failures: u32, last_failure: u64, now: u64) -> u32 {
    if now.saturating_sub(last_failure) > FORGOTTEN_AFTER { 1 } else { failures.saturating_add(1) }
}

/// The brake of one process.
#[derive(Debug, Default)]
pub struct Brake {
    pairs: Meter<(u64, Address)>,
    addresses: Meter<Address>,
    // logins are kept as keyed digests: a typed login may be anything, even a password
    logins: RandomState,
}

impl Brake {
    /// Nothing tried yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Counts an attempt; refuses it when the address, or the account from this address, was tried too often.
    pub fn admit(&self, login: &str, address: IpAddr, now: u64) -> Result<(), Wait> {
        let address = Address::of(address);
        self.addresses.admit(&PER_ADDRESS, address, now)?;
        self.pairs.admit(&PER_PAIR, (self.logins.hash_one(login), address), now)
    }
}

/// Who an address belongs to: in IPv6 one house has a whole network of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Address {
    V4(u32),
    V6Network(u64),
}

impl Address {
    fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self::V4(address.to_bits()),
            IpAddr::V6(address) => Self::V6Network((address.to_bits() >> 64) as u64),
        }
    }
}

struct Pace {
    at_once: u64,
    then_every: u64,
}

/// The generic cell rate algorithm: of each key one number, the moment when all its attempts are worked off.
#[derive(Debug)]
struct Meter<K>(Mutex<HashMap<K, u64>>);

impl<K> Default for Meter<K> {
    fn default() -> Self {
        Self(Mutex::new(HashMap::new()))
    }
}

impl<K: std::hash::Hash + Eq> Meter<K> {
    fn admit(&self, pace: &Pace, key: K, now: u64) -> Result<(), Wait> {
        let mut due = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if due.len() >= KEPT && !due.contains_key(&key) {
            make_room(&mut due, now);
        }
        let moment = due.entry(key).or_insert(now);
        let latest = now + pace.at_once * pace.then_every;
        // it is later only after the clock was set back; nobody waits for it to catch up
        let next = (*moment).clamp(now, latest) + pace.then_every;
        if let Some(wait) = Wait::until(next, latest) {
            return Err(wait);
        }
        *moment = next;
        Ok(())
    }
}

/// Forgets what is worked off, and if that is not enough the half that tried least.
fn make_room<K: std::hash::Hash + Eq>(due: &mut HashMap<K, u64>, now: u64) {
    due.retain(|_, moment| *moment > now);
    if due.len() < KEPT {
        return;
    }
    let mut moments: Vec<u64> = due.values().copied().collect();
    let middle = moments.len() / 2;
    let (_, middle, _) = moments.select_nth_unstable(middle);
    let middle = *middle;
    due.retain(|_, moment| *moment > middle);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::{Ipv4Addr, Ipv6Addr};

    const NOW: u64 = 1_735_689_600_000;
    const HERE: IpAddr = IpAddr::V4(Ipv4Addr::new(203, 0, 113, 7));
    const THERE: IpAddr = IpAddr::V4(Ipv4Addr::new(203, 0, 113, 8));

    #[test]
    fn an_account_is_tried_a_few_times_in_a_row_and_then_slowly() {
        let brake = Brake::new();
        for _ in 0..5 {
            assert_eq!(brake.admit("an", HERE, NOW), Ok(()));
        }
        assert_eq!(brake.admit("an", HERE, NOW), Err(Wait { seconds: 10 }));
        assert_eq!(brake.admit("an", HERE, NOW + 9_999), Err(Wait { seconds: 1 }));
        assert_eq!(brake.admit("an", HERE, NOW + 10_000), Ok(()));
        assert_eq!(brake.admit("an", HERE, NOW + 10_000), Err(Wait { seconds: 10 }), "one place was free, not five");
        assert_eq!(brake.admit("an", THERE, NOW), Ok(()), "the owner elsewhere is not kept out");
        assert_eq!(brake.admit("binh", HERE, NOW), Ok(()));
        assert_eq!(brake.admit("an", HERE, NOW - 1_000_000), Err(Wait { seconds: 2 }), "a clock set back is borne");
    }

    #[test]
    fn an_address_is_braked_whatever_accounts_it_tries() {
        let brake = Brake::new();
        let admitted = (0..1000).filter(|n| brake.admit(&format!("login{n}"), HERE, NOW).is_ok()).count();
        assert_eq!(admitted, 60);
        assert_eq!(brake.admit("new", HERE, NOW + 2_000), Ok(()));
        let network = |last| IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 1, 0, 0, 0, last));
        let admitted = (0..1000).filter(|n| brake.admit(&format!("l{n}"), network(*n), NOW).is_ok()).count();
        assert_eq!(admitted, 60, "all addresses of one network are one");
        let mapped = IpAddr::V6(Ipv4Addr::new(203, 0, 113, 9).to_ipv6_mapped());
        assert!((0..60).all(|n| brake.admit(&format!("l{n}"), mapped, NOW).is_ok()));
        assert!(brake.admit("l", IpAddr::V4(Ipv4Addr::new(203, 0, 113, 9)), NOW).is_err());
    }

    #[test]
    fn memory_is_bounded_and_a_flood_does_not_free_those_who_tried_most() {
        let meter = Meter::default();
        for _ in 0..5 {
            meter.admit(&PER_PAIR, u32::MAX, NOW).unwrap();
        }
        for key in 0..200_000u32 {
            meter.admit(&PER_PAIR, key, NOW).unwrap();
            assert!(meter.0.lock().unwrap().len() <= KEPT);
        }
        assert!(meter.admit(&PER_PAIR, u32::MAX, NOW).is_err());
    }

    #[test]
    fn the_lock_grows_with_every_failure_and_ends() {
        let locks: Vec<Option<u64>> = (0..14).map(|failures| locked(failures, NOW, NOW).map(|w| w.seconds)).collect();
        let minutes = [1, 2, 4, 8, 16, 32, 60, 60, 60].map(|minutes| Some(60 * minutes));
        assert_eq!(locks[..5], [None; 5]);
        assert_eq!(locks[5..], minutes);
        assert_eq!(locked(u32::MAX, NOW, NOW), Some(Wait { seconds: 3600 }));
        assert_eq!(locked(5, NOW, NOW + 59_001), Some(Wait { seconds: 1 }));
        assert_eq!(locked(5, NOW, NOW + 60_000), None);
        assert_eq!(locked(5, NOW, NOW - 5_000), Some(Wait { seconds: 65 }), "a clock set back opens nothing");
    }

    #[test]
    fn failures_count_in_a_row_and_old_ones_are_forgotten() {
        assert_eq!(count_failure(0, 0, NOW), 1);
        assert_eq!(count_failure(4, NOW, NOW + HOUR), 5);
        assert_eq!(count_failure(4, NOW, NOW + 25 * HOUR), 1);
        assert_eq!(count_failure(u32::MAX, NOW, NOW), u32::MAX);
    }

    #[test]
    fn a_person_is_told_how_long() {
        assert_eq!(Wait { seconds: 59 }.too_fast().remedy.vi, "đợi 59 giây rồi thử lại");
        assert!(Wait { seconds: 61 }.locked().remedy.vi.starts_with("đợi 2 phút"));
    }
}
