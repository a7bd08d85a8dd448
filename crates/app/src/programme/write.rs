//! Documents and programmes of the deployment: entered, amended, closed. Each is kept as the text it was approved as, and
//! read back before it is saved: what cannot be read is not kept.

use super::draft::{For, both, free, lacking, slug};
use super::{Additions, no_programme};
use crate::access::{Caller, On};
use crate::desk::Desk;
use crate::reason::{no_number, reason};
use base::{AreaKey, Failure};
use domain::access::Action;
use domain::programme::{
    Document, DocumentState, Programme, Programmes, Quote, Risk, Version, write_documents, write_programme,
};
use jiff::civil::Date;
use store::{Ctx, TextKind};

/// A programme as a form has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewProgramme {
    /// Its name.
    pub name: String,
    /// Whose.
    pub area: AreaKey,
    /// First and last year.
    pub years: (i16, i16),
    /// The document that sets it, by id.
    pub document: String,
    /// The words that set it.
    pub sentence: String,
    /// Whether its figures are simulated.
    pub synthetic: bool,
    /// Its own rule for “có nguy cơ”; none for the common one.
    pub risk: Option<Risk>,
    /// What it holds.
    pub additions: Additions,
}

/// A new version of a programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amendment {
    /// The document that changes it, by id.
    pub document: String,
    /// From when.
    pub date: Date,
    /// The words that change it.
    pub sentence: String,
    /// The rule for “có nguy cơ” from now on; none for the common one.
    pub risk: Option<Risk>,
    /// Targets that it ends without another in their place, by id.
    pub ends: Vec<String>,
    /// What it adds.
    pub additions: Additions,
}

impl Desk {
    /// The number of the newest own text of a programme, to save on top of; 0 where none was saved.
    pub fn programme_number(&self, id: &str) -> Result<i64, Failure> {
        Ok(self.own()?.number(id))
    }

    /// Refuses whoever may not change a document: a version of a programme is changed by those who write that programme.
    pub fn may_step_document(&self, caller: &Caller, all: &Programmes, id: &str, today: Date) -> Result<(), Failure> {
        caller.authorise(Action::WriteProgramme, On::Anything)?;
        let sets = |programme: &&Programme| programme.versions.iter().any(|version| version.document == id);
        let mut resting = all.programmes.iter().filter(sets);
        resting.try_for_each(|one| self.authorise_for(caller, Action::WriteProgramme, &one.area, today))
    }

    /// Takes a document one step on: submitted, sent back, issued, expired. The reason is that of `ctx`.
    pub fn step_document(
        &self,
        caller: &Caller,
        ctx: &Ctx,
        id: &str,
        to: DocumentState,
        today: Date,
    ) -> Result<(), Failure> {
        // the state that is left and the number that is saved on top of are of one reading
        let own = self.own()?;
        let all = self.programmes()?;
        self.may_step_document(caller, &all, id, today)?;
        own.is_readable(id)?;
        let why = reason(&ctx.reason)?;
        let document = own.plain().document(id).cloned().ok_or_else(|| no_programme(id))?;
        let document = Document { state: document.state.step(to)?, ..document };
        self.keep_document(&Ctx { reason: why, ..ctx.clone() }, &document, own.document_number(id))
    }

    /// Enters a document; answers its id, made of number or title.
    pub fn enter_document(&self, caller: &Caller, ctx: &Ctx, mut document: Document) -> Result<String, Failure> {
        caller.authorise(Action::WriteProgramme, On::Anything)?;
        let all = self.programmes()?;
        sound(&all, &document)?;
        let made = slug(document.number.as_deref().unwrap_or(&document.title.vi));
        let own = self.own()?;
        document.id = free(&made, |id| all.document(id).is_some() || own.document_number(id) > 0);
        self.keep_document(ctx, &document, 0)?;
        Ok(document.id)
    }

    /// The number of the newest own text of a document, to save on top of; 0 where none was saved.
    pub fn document_number(&self, id: &str) -> Result<i64, Failure> {
        Ok(self.own()?.document_number(id))
    }

    /// Refuses whoever may not correct a document. One that comes with the program stands as it was published.
    pub fn may_correct_document(
        &self,
        caller: &Caller,
        all: &Programmes,
        id: &str,
        today: Date,
    ) -> Result<(), Failure> {
        self.may_step_document(caller, all, id, today)?;
        if Programmes::bundled().document(id).is_some() {
            return Err(Failure::new(
                "CC-DOCUMENT-BUNDLED",
                "văn bản này có sẵn trong phần mềm, không sửa ở đây",
                "this document comes with the program and is not corrected here",
            )
            .at(id)
            .remedy("báo chỗ sai cho nhóm phát triển phần mềm", "tell those who make the program what is wrong"));
        }
        self.own()?.is_readable(id)
    }

    /// Corrects what was entered of a document; its state stays. `number` is the text that was read, the reason is that of
    /// `ctx`.
    pub fn correct_document(
        &self,
        caller: &Caller,
        ctx: &Ctx,
        number: i64,
        document: Document,
        today: Date,
    ) -> Result<(), Failure> {
        let own = self.own()?;
        let all = self.programmes()?;
        self.may_correct_document(caller, &all, &document.id, today)?;
        let known = own.plain().document(&document.id).cloned().ok_or_else(|| no_programme(&document.id))?;
        let why = reason(&ctx.reason)?;
        let document = Document { state: known.state, ..document };
        sound(&all, &document)?;
        self.keep_document(&Ctx { reason: why, ..ctx.clone() }, &document, number)
    }

    fn keep_document(&self, ctx: &Ctx, document: &Document, number: i64) -> Result<(), Failure> {
        let text = write_documents(std::slice::from_ref(document));
        Programmes::with_own(&*self.programmes()?, self.areas(), &[(&document.id, &text)], &[])?;
        self.store(|store| store.save_text(ctx, TextKind::Document, &document.id, number, &text)).map(drop)
    }

    /// Creates a programme; answers its id.
    pub fn create_programme(
        &self,
        caller: &Caller,
        ctx: &Ctx,
        new: &NewProgramme,
        today: Date,
    ) -> Result<String, Failure> {
        self.authorise_for(caller, Action::WriteProgramme, &new.area, today)?;
        let all = self.programmes()?;
        let name = vntext::normal::clean(&new.name);
        if name.is_empty() {
            return Err(lacking("name"));
        }
        if new.sentence.trim().is_empty() {
            return Err(lacking("sentence"));
        }
        if new.years.0 > new.years.1 {
            return Err(
                Failure::new("CC-FIELD", "năm đầu sau năm cuối", "the first year is after the last one").at("to")
            );
        }
        let own = self.own()?;
        let document = document(&all, &new.document)?;
        let text = document.name().vi;
        let version = Version {
            document: document.id.clone(),
            date: document.date,
            why: None,
            ends: Vec::new(),
            quote: Quote { words: new.sentence.trim().to_owned(), text: text.clone(), exact: true },
        };
        let mut programme = Programme {
            id: free(&slug(&name), |id| all.programme(id).is_some() || own.number(id) > 0),
            name: both(&name),
            text: text.clone(),
            area: new.area.clone(),
            first_year: new.years.0,
            last_year: new.years.1,
            synthetic: new.synthetic,
            closed: None,
            risk: new.risk,
            versions: vec![version],
            bodies: Vec::new(),
            statements: Vec::new(),
            checks: Vec::new(),
            targets: Vec::new(),
            tasks: Vec::new(),
            priorities: Vec::new(),
            actuals: Vec::new(),
            units: None,
        };
        let of = For { areas: self.areas(), area: &new.area, document: (&document.id, &text), today };
        programme.targets = new.additions.onto(&mut programme, of)?;
        self.save_programme(ctx, &programme, 0)?;
        Ok(programme.id)
    }

    /// Adds a version to a programme; `number` is the text that was read. The reason is that of `ctx`.
    pub fn amend_programme(
        &self,
        caller: &Caller,
        ctx: &Ctx,
        id: &str,
        number: i64,
        amendment: &Amendment,
        today: Date,
    ) -> Result<(), Failure> {
        let all = self.programmes()?;
        let programme = self.may_write(caller, &all, id, today)?.clone();
        let why = reason(&ctx.reason)?;
        if amendment.sentence.trim().is_empty() {
            return Err(lacking("sentence"));
        }
        let document = document(&all, &amendment.document)?;
        let text = document.name().vi;
        let version = Version {
            document: document.id.clone(),
            date: Some(amendment.date),
            why: Some(both(&why)),
            ends: amendment.ends.clone(),
            quote: Quote { words: amendment.sentence.trim().to_owned(), text: text.clone(), exact: true },
        };
        let area = programme.area.clone();
        let of = For { areas: self.areas(), area: &area, document: (&document.id, &text), today };
        // what persons set is kept beside the text and not written into it
        let mut plain = Programme { risk: amendment.risk, ..self.plain(id, programme)? };
        let targets = amendment.additions.onto(&mut plain, of)?;
        let amended = plain.amend(version, targets).map_err(|failure| match failure.place.as_str() {
            "date" => failure.at("since"),
            _ => failure,
        })?;
        self.save_programme(ctx, &amended, number)
    }

    /// Closes a programme from a day on. It stays readable.
    pub fn close_programme(
        &self,
        caller: &Caller,
        ctx: &Ctx,
        id: &str,
        number: i64,
        day: Date,
        today: Date,
    ) -> Result<(), Failure> {
        let all = self.programmes()?;
        let programme = self.may_write(caller, &all, id, today)?.clone();
        let why = reason(&ctx.reason)?;
        if day > today {
            return Err(Failure::new(
                "CC-CLOSE-LATER",
                "ngày đóng sau ngày hôm nay",
                "the day it is closed is after today",
            )
            .at("closed")
            .remedy("đóng khi đã đến ngày ấy, hoặc ghi một ngày đã qua", "close it once that day has come"));
        }
        let closed = self.plain(id, programme)?.close(day)?;
        self.save_programme(&Ctx { reason: why, ..ctx.clone() }, &closed, number)
    }

    /// Opens a programme again that was closed by mistake. The reason is that of `ctx`.
    pub fn reopen_programme(
        &self,
        caller: &Caller,
        ctx: &Ctx,
        id: &str,
        number: i64,
        today: Date,
    ) -> Result<(), Failure> {
        let all = self.programmes()?;
        let programme = self.may_write(caller, &all, id, today)?.clone();
        let why = reason(&ctx.reason)?;
        let open = self.plain(id, programme)?.reopen()?;
        self.save_programme(&Ctx { reason: why, ..ctx.clone() }, &open, number)
    }

    /// Refuses whoever may not write a programme; answers it.
    pub fn may_write<'a>(
        &self,
        caller: &Caller,
        all: &'a Programmes,
        id: &str,
        today: Date,
    ) -> Result<&'a Programme, Failure> {
        let programme = all.programme(id).ok_or_else(|| no_programme(id))?;
        self.authorise_for(caller, Action::WriteProgramme, &programme.area, today)?;
        Ok(programme)
    }

    fn plain(&self, id: &str, otherwise: Programme) -> Result<Programme, Failure> {
        let plain = self.own()?.plain();
        Ok(plain.programme(id).cloned().unwrap_or(otherwise))
    }

    fn save_programme(&self, ctx: &Ctx, programme: &Programme, number: i64) -> Result<(), Failure> {
        let text = write_programme(programme);
        let all = self.programmes()?;
        Programmes::with_own(&all, self.areas(), &[], &[(&programme.id, &text)])?;
        self.store(|store| store.save_text(ctx, TextKind::Programme, &programme.id, number, &text)).map(drop)
    }
}

/// Refuses a document that lacks title or issuer, holds somebody's number, points to itself, or is in the register already.
fn sound(all: &Programmes, document: &Document) -> Result<(), Failure> {
    for (field, text) in [("title", &document.title.vi), ("issuer", &document.issuer)] {
        if text.trim().is_empty() {
            return Err(lacking(field));
        }
        no_number(text, field)?;
    }
    if document.relations.iter().any(|one| one.to == document.id) {
        return Err(Failure::new("CC-FIELD", "văn bản không dẫn tới chính nó", "a document does not point to itself")
            .at("to")
            .remedy("chọn văn bản khác, hoặc để trống", "choose another one, or leave it empty"));
    }
    let same = |one: &&Document| one.id != document.id && one.is_same_paper(document);
    let Some(known) = all.documents.iter().find(same) else { return Ok(()) };
    let (name, issuer) = (known.name(), &known.issuer);
    let day = known.date.map(|day| format!(" ({:02}/{:02}/{:04})", day.day(), day.month(), day.year()));
    let day = day.unwrap_or_default();
    Err(Failure::new(
        "CC-DOCUMENT-KNOWN",
        format!("sổ văn bản đã có {}{day} của {issuer}", name.vi),
        format!("the register has {}{day} of {issuer} already", name.en),
    )
    .at("number")
    .remedy(
        "mở văn bản ấy ở trang Văn bản mà dùng hoặc sửa; nếu là văn bản khác thì xem lại số, ngày và cơ quan ban hành",
        "use or correct that one; if it is another one, look at number, day and issuer again",
    ))
}

fn document<'a>(all: &'a Programmes, id: &str) -> Result<&'a Document, Failure> {
    all.document(id).ok_or_else(|| {
        Failure::new("CC-DOCUMENT-NONE", "chưa chọn văn bản trong sổ văn bản", "no document of the register was chosen")
            .at("document")
            .remedy("nhập văn bản trước, rồi chọn trong danh sách", "enter the document first, then choose it")
    })
}
