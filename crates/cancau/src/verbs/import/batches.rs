//! Imported batches of results: one file each in `<data>/results/`, named by the digest of its own content.
//!
//! The name makes a repeated import visible (the file is there already) and a damaged or edited file too (the name no
//! longer fits).

use crate::cx::Cx;
use base::Failure;
use domain::area::Areas;
use domain::result::Results;
use exchange::io_failure;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// How many hexadecimal digits of the digest name a batch.
const ID_LENGTH: usize = 12;

/// The folder of the batches.
pub(super) fn folder(data: &Path) -> PathBuf {
    data.join("results")
}

/// The name of a batch with this content.
pub(super) fn id_of(content: &[u8]) -> String {
    base16ct::lower::encode_string(&Sha256::digest(content)[..ID_LENGTH / 2])
}

/// Whether `text` can be the name of a batch. Anything else never reaches the file system.
pub(super) fn is_id(text: &str) -> bool {
    text.len() == ID_LENGTH && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

/// The file of a batch.
pub(super) fn file(data: &Path, id: &str) -> PathBuf {
    folder(data).join(format!("{id}.csv"))
}

/// The batches of a deployment, in the order of their names.
pub(super) fn list(data: &Path) -> Result<Vec<String>, Failure> {
    let folder = folder(data);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let failed = |error: std::io::Error| io_failure(&folder, &error);
    let mut ids = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(failed)? {
        let name = entry.map_err(failed)?.file_name().to_string_lossy().into_owned();
        // our own temporary files
        if name.starts_with('.') {
            continue;
        }
        match name.strip_suffix(".csv").filter(|id| is_id(id)) {
            Some(id) => ids.push(id.to_owned()),
            None => return Err(stranger(&folder.join(name))),
        }
    }
    ids.sort();
    Ok(ids)
}

/// The published results of this run: the bundled ones, then the deployment's batches.
pub(crate) fn published_results(cx: &Cx, areas: &Areas) -> Result<Results, Failure> {
    let mut results = Results::bundled(areas)?;
    if let Some(data) = cx.data() {
        for id in list(data)? {
            let path = file(data, &id);
            let bytes = std::fs::read(&path).map_err(|error| io_failure(&path, &error))?;
            if id_of(&bytes) != id {
                return Err(damaged(&path));
            }
            results.add(&path.display().to_string(), &bytes, areas)?;
        }
    }
    Ok(results)
}

fn stranger(path: &Path) -> Failure {
    Failure::new(
        "CC-IMPORT-STRANGER",
        "tệp này không do `cancau import results` ghi",
        "this file was not written by `cancau import results`",
    )
    .at(path.display().to_string())
    .remedy(
        "chuyển tệp ra chỗ khác rồi nhập bằng `cancau import results`",
        "move it elsewhere and import it with `cancau import results`",
    )
}

fn damaged(path: &Path) -> Failure {
    Failure::new(
        "CC-IMPORT-DAMAGED",
        "nội dung của đợt nhập không còn khớp với mã của nó",
        "the content of the batch no longer fits its name",
    )
    .at(path.display().to_string())
    .remedy(
        "lấy lại tệp từ bản sao lưu, hoặc `cancau import undo` rồi nhập lại",
        "restore it from a backup, or `cancau import undo` and import again",
    )
}
