//! The key of personal numbers as a file, and its rotation between two places that cannot change in one step.
//!
//! The new key is first a second file (`….next`), then the database takes it up, then the file gets its name. Whoever
//! opens the database after a stop in between takes the file that fits the database and finishes what was begun.

use crate::store::{key_fingerprint, other_key};
use crate::{Ctx, Db, Ids, Key, Rotated, Store, Target, secret};
use base::Failure;
use std::path::{Path, PathBuf};

/// The place of a key that is not in use yet.
fn next_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".next");
    name.into()
}

impl Store {
    /// Opens a database with the key in this file, which is not made when it is missing.
    pub fn open_with_key_file(target: &Target, path: &Path, ids: Box<dyn Ids + Send>) -> Result<Self, Failure> {
        let mut store = Self::open_with_either(target, path, ids)?;
        store.key_file = Some(path.to_owned());
        Ok(store)
    }

    fn open_with_either(target: &Target, path: &Path, ids: Box<dyn Ids + Send>) -> Result<Self, Failure> {
        let key = Key::open(path)?;
        let next = next_of(path);
        if !next.exists() {
            return Self::open(target, key, ids);
        }
        let known = Db::open(target)?.read(key_fingerprint)?;
        if known.is_none() || known == Some(key.fingerprint()) {
            // a rotation that was cut off before the database took part, or one that goes on right now
            return Self::open(target, key, ids);
        }
        let key = match Key::open(&next) {
            Ok(newer) if known == Some(newer.fingerprint()) => {
                // somebody else may finish it at the same moment; whoever may only read goes on with what fits
                let _ = finish(&next, path);
                newer
            }
            // finished since the first look, or a file that belongs to neither: opening decides
            _ => Key::open(path)?,
        };
        Self::open(target, key, ids)
    }

    /// Takes up the key of the file again if it was rotated since the store was opened: pages stay open for weeks.
    pub(crate) fn follow_key(&mut self) -> Result<(), Failure> {
        let known = self.db.read(key_fingerprint)?;
        if known == Some(self.key.fingerprint()) {
            return Ok(());
        }
        let Some(path) = &self.key_file else { return Err(other_key()) };
        let fits = |path: &Path| Key::open(path).ok().filter(|key| known == Some(key.fingerprint()));
        self.key = fits(path).or_else(|| fits(&next_of(path))).or_else(|| fits(path)).ok_or_else(other_key)?;
        Ok(())
    }

    /// Rotates the key in this file. Only one process may do so at a time; the caller sees to that. `step` is told what
    /// comes next, as [`Store::rotate_key`] tells how far it has come.
    pub fn rotate_key_file(
        &mut self,
        ctx: &Ctx,
        path: &Path,
        step: &mut dyn FnMut(Step),
        progress: &mut dyn FnMut(u64) -> Result<(), Failure>,
    ) -> Result<Rotated, Failure> {
        let next = next_of(path);
        if next.exists() {
            // left by a rotation that was cut off; the database knows nothing of it, or opening had given it its name
            if Key::open(&next).is_ok_and(|key| self.db.read(key_fingerprint).ok() == Some(Some(key.fingerprint()))) {
                finish(&next, path).map_err(|error| secret::unreadable(path, &error))?;
            } else {
                std::fs::remove_file(&next).map_err(|error| secret::unreadable(&next, &error))?;
            }
        }
        step(Step::NewKey);
        let new = Key::create(&next, self.ids.as_mut())?;
        step(Step::Database);
        let rotated = self.rotate_key(ctx, new, progress);
        if rotated.is_err() {
            // unless the database took it up after all: a lost connection does not say
            if self.db.read(key_fingerprint).is_ok_and(|known| known == Some(self.key.fingerprint())) {
                let _ = std::fs::remove_file(&next);
            }
            return rotated;
        }
        step(Step::Rename);
        match finish(&next, path) {
            // somebody who opened the database has finished it
            Err(_) if Key::open(path).is_ok_and(|key| key.fingerprint() == self.key.fingerprint()) => {}
            Err(error) => return Err(secret::unreadable(path, &error)),
            Ok(()) => {}
        }
        rotated
    }
}

/// What a rotation does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The new key goes into a second file.
    NewKey,
    /// The database takes it up.
    Database,
    /// The second file gets the name of the first.
    Rename,
}

fn finish(next: &Path, path: &Path) -> std::io::Result<()> {
    std::fs::rename(next, path)?;
    secret::sync_folder(path)
}
