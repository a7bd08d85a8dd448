//! A programme changed by a later document, and closed: nothing of what was set is taken away.

use super::{Programme, Target, Version};
use base::Failure;
use jiff::civil::Date;

impl Programme {
    /// The programme with one more version, its new targets, what they take the place of, and what it ends.
    ///
    /// A version needs a day that is not before the last one's, and a reason; a closed programme takes none. A target is
    /// ended or replaced, not both, and only while it is in force. The place of a failure about document, day or what ends
    /// is the key of the version.
    pub fn amend(mut self, version: Version, targets: Vec<Target>) -> Result<Self, Failure> {
        let last = self.versions.iter().filter_map(|one| one.date).max();
        self.goes_on()?;
        if version.why.is_none() || version.date.is_none() || version.date < last {
            return Err(refused(
                &self.id,
                "phiên bản mới cần lý do và ngày không trước phiên bản cũ",
                "a new version needs a reason and a day not before the last one's",
            )
            .at("date"));
        }
        if self.versions.iter().any(|one| one.document == version.document) {
            return Err(refused(
                &self.id,
                "văn bản này đã đặt một phiên bản của chương trình",
                "this document sets a version of the programme already",
            )
            .at("document"));
        }
        let current = self.targets_on(version.date.unwrap_or(Date::MAX));
        let replaced = |id: &String| targets.iter().any(|one| one.replaces.as_ref() == Some(id));
        if let Some(id) = version.ends.iter().find(|id| replaced(id) || !current.iter().any(|one| one.id == **id)) {
            return Err(refused(
                &self.id,
                &format!("chỉ tiêu {id} không còn áp dụng, hoặc vừa được thay vừa bị bỏ"),
                &format!("target {id} is not in force, or is replaced and ended at once"),
            )
            .at("ends"));
        }
        for target in &targets {
            let replaces_nothing =
                target.replaces.as_ref().is_some_and(|id| self.target(id).is_none() || *id == target.id);
            if target.version != version.document || self.target(&target.id).is_some() || replaces_nothing {
                return Err(refused(
                    &self.id,
                    &format!(
                        "chỉ tiêu {} không thuộc phiên bản này, trùng, hoặc thay một chỉ tiêu không có",
                        target.id
                    ),
                    &format!("target {} is not of this version, stands already, or replaces none", target.id),
                ));
            }
        }
        self.versions.push(version);
        self.targets.extend(targets);
        Ok(self)
    }

    /// The programme closed on a day. It stays readable; nothing is added to it.
    pub fn close(mut self, day: Date) -> Result<Self, Failure> {
        self.goes_on()?;
        if self.versions.iter().any(|one| one.date.is_some_and(|date| day < date)) {
            return Err(refused(
                &self.id,
                "ngày đóng trước ngày của phiên bản cuối",
                "the day it is closed is before that of the last version",
            )
            .at("closed"));
        }
        self.closed = Some(day);
        Ok(self)
    }

    /// The programme as if it had not been closed: a wrong closing is undone.
    pub fn reopen(mut self) -> Result<Self, Failure> {
        if self.closed.take().is_none() {
            return Err(refused(&self.id, "chưa đóng", "is not closed"));
        }
        Ok(self)
    }

    /// Refuses a closed programme: nothing is added to it.
    pub fn goes_on(&self) -> Result<(), Failure> {
        let Some(closed) = self.closed else { return Ok(()) };
        let day = format!("{:02}/{:02}/{:04}", closed.day(), closed.month(), closed.year());
        Err(Failure::new(
            "CC-PROGRAMME-CLOSED",
            format!("chương trình đã đóng từ {day}, không thêm được gì nữa"),
            format!("the programme was closed from {day} on, and nothing is added to it"),
        )
        .at(&self.id)
        .remedy(
            "nếu đóng nhầm thì mở lại chương trình, ở nút “Mở lại” trên trang của nó",
            "if it was closed by mistake, reopen it on its page",
        ))
    }
}

fn refused(id: &str, vi: &str, en: &str) -> Failure {
    Failure::new("CC-PROGRAMME-STATE", format!("chương trình: {vi}"), format!("the programme: {en}"))
        .at(id)
        .remedy("xem các phiên bản của chương trình", "look at the programme's versions")
}
