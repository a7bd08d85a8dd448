//! The members of a backup in one stream: the manifest first, then the database, then the files, compressed.
//!
//! Unpacked by hand (`age -d F | tar --zstd -x`) it is a deployment's folder. Reading trusts nothing: a member is what the
//! manifest says, byte for byte, or the backup is damaged.

use super::manifest::{FORMAT, Manifest, Member, NAME};
use base::Failure;
use base16ct::lower::encode_string as hex;
use exchange::io_failure;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::Path;
use tar::{Builder, EntryType, Header};

/// Compression that keeps up with a disk.
const LEVEL: i32 = 3;
/// No manifest is larger than this.
const MANIFEST_LIMIT: u64 = 64 << 20;

/// Writes the members of `dir` that the manifest names.
pub(crate) fn write<W: Write>(sink: W, place: &Path, manifest: &Manifest, dir: &Path) -> Result<W, Failure> {
    let failed = |error: std::io::Error| io_failure(place, &error);
    let compressed = zstd::Encoder::new(sink, LEVEL).map_err(failed)?;
    let mut archive = Builder::new(compressed);
    let mut text = serde_json::to_vec_pretty(manifest).expect("a manifest has no keys that JSON cannot hold");
    text.push(b'\n');
    archive.append_data(&mut header(text.len() as u64), NAME, text.as_slice()).map_err(failed)?;
    for member in &manifest.members {
        let source = dir.join(&member.path);
        let file = std::fs::File::open(&source).map_err(|error| io_failure(&source, &error))?;
        archive.append_data(&mut header(member.bytes), &member.path, file.take(member.bytes)).map_err(failed)?;
    }
    archive.into_inner().and_then(zstd::Encoder::finish).map_err(failed)
}

/// Keys are among the members: nobody but the owner reads what is unpacked by hand.
fn header(bytes: u64) -> Header {
    let mut header = Header::new_gnu();
    header.set_entry_type(EntryType::Regular);
    header.set_size(bytes);
    header.set_mode(0o600);
    header.set_mtime(0);
    header
}

/// Reads a backup to its end and checks every member; `into` is where they go, if they are wanted.
pub(crate) fn read(source: impl Read, place: &Path, into: Option<&Path>) -> Result<Manifest, Failure> {
    let broken = |why: &str| damaged(place, why);
    let failed = |error: std::io::Error| damaged(place, &error.to_string());
    let plain = zstd::Decoder::new(source).map_err(failed)?.single_frame();
    let mut archive = tar::Archive::new(plain);
    let mut entries = archive.entries().map_err(failed)?;
    let mut first = entries.next().ok_or_else(|| broken("empty"))?.map_err(failed)?;
    if &*first.path_bytes() != NAME.as_bytes() || first.size() > MANIFEST_LIMIT {
        return Err(broken("no manifest"));
    }
    let mut text = Vec::new();
    first.read_to_end(&mut text).map_err(failed)?;
    let manifest = parse(&text, place)?;
    let mut awaited: BTreeMap<&str, &Member> =
        manifest.members.iter().map(|member| (member.path.as_str(), member)).collect();
    if awaited.len() != manifest.members.len() || !manifest.members.iter().all(Member::stays_inside) {
        return Err(broken("paths of the manifest"));
    }
    for entry in entries {
        let mut entry = entry.map_err(failed)?;
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let member = awaited.remove(name.as_str()).filter(|_| entry.header().entry_type() == EntryType::Regular);
        let Some(member) = member.filter(|member| member.bytes == entry.size()) else {
            return Err(broken(&name));
        };
        let mut sink = into.map(|dir| create(dir, &member.path)).transpose()?;
        let mut digest = Sha256::new();
        let mut block = vec![0; 1 << 16];
        loop {
            let read = entry.read(&mut block).map_err(failed)?;
            if read == 0 {
                break;
            }
            digest.update(&block[..read]);
            if let Some(file) = &mut sink {
                file.write_all(&block[..read]).map_err(|error| io_failure(Path::new(&member.path), &error))?;
            }
        }
        if hex(&digest.finalize()) != member.sha256 {
            return Err(broken(&name));
        }
        if let Some(file) = sink {
            file.sync_all().map_err(|error| io_failure(Path::new(&member.path), &error))?;
        }
    }
    if let Some(missing) = awaited.keys().next() {
        return Err(broken(missing));
    }
    // the rest proves that nothing was cut off and nothing put behind
    let mut plain = archive.into_inner();
    std::io::copy(&mut plain, &mut std::io::sink()).map_err(failed)?;
    match std::io::copy(&mut plain.finish(), &mut std::io::sink()).map_err(failed)? {
        0 => Ok(manifest),
        _ => Err(broken("trailing bytes")),
    }
}

fn create(dir: &Path, path: &str) -> Result<std::fs::File, Failure> {
    let place = dir.join(path);
    let failed = |error: std::io::Error| io_failure(&place, &error);
    if let Some(folder) = place.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(&place).map_err(failed)
}

fn parse(text: &[u8], place: &Path) -> Result<Manifest, Failure> {
    let json: serde_json::Value = serde_json::from_slice(text).map_err(|_| damaged(place, NAME))?;
    match json["format"].as_u64() {
        Some(FORMAT) => serde_json::from_value(json).map_err(|_| damaged(place, NAME)),
        Some(newer) => Err(Failure::new(
            "CC-BACKUP-NEWER",
            format!("bản sao lưu theo định dạng {newer}, chương trình này đọc được đến {FORMAT}"),
            format!("the backup has format {newer}, this program reads up to {FORMAT}"),
        )
        .at(place.display().to_string())
        .remedy("dùng phiên bản mới của chương trình", "use the newer program")),
        None => Err(damaged(place, NAME)),
    }
}

fn damaged(place: &Path, why: &str) -> Failure {
    Failure::new(
        "CC-BACKUP-DAMAGED",
        format!("bản sao lưu bị hỏng hoặc bị sửa ({why}); không lấy gì từ đó"),
        format!("the backup is damaged or was changed ({why}); nothing was taken from it"),
    )
    .at(place.display().to_string())
    .remedy("dùng bản sao lưu khác", "use another backup")
}
