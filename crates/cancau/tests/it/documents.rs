//! Documents with their files, and who sees which of them.

use crate::planning::{PLAN_OF_2027, desk, grown, person, places, post, probe, text};
use app::Caller;
use domain::access::Role;
use domain::programme::FileKind;
use web::Probe;

const ISSUED: [(&str, &str); 6] = [
    ("doc-kind", "plan"),
    ("number", "12/KH-UBND"),
    ("date", "2025-10-01"),
    ("state", "issued"),
    ("title", "Kế hoạch giảm nghèo 2026–2027"),
    ("issuer", "UBND thành phố"),
];

fn get(probe: &Probe, address: &str) -> (u16, String) {
    let answer = probe.get(address, "vi", false).unwrap();
    (answer.status, answer.text())
}

/// A spreadsheet as a program writes it.
fn sheet() -> Vec<u8> {
    let sheet = report::book::BookSheet {
        name: "a".into(),
        title: "Phụ lục".into(),
        notes: Vec::new(),
        columns: Vec::new(),
        rows: Vec::new(),
    };
    report::book::write_book(&[sheet]).unwrap()
}

#[test]
fn a_document_keeps_its_files_everybody_reads_them_and_a_wrong_one_is_withdrawn() {
    let dir = tempfile::tempdir().unwrap();
    grown(dir.path());
    let (province, communes) = places();
    let officer = probe(dir.path(), &person("can-bo-tinh", &[(Role::ProvincialOfficer, &province)]));
    let commune = officer.beside(person("can-bo-xa", &[(Role::CommuneOfficer, &communes[0])])).unwrap();
    let visitor = officer.beside(Caller::visitor()).unwrap();
    let page = "/documents/12-kh-ubnd";
    assert_eq!(post(&officer, "/documents/new", &ISSUED).location, page);
    assert!(text(&officer, page).contains("Chưa có tệp nào") && text(&officer, page).contains("type=\"file\""));
    assert!(!text(&visitor, page).contains("type=\"file\""));

    let (scan, annex) = ("%PDF-1.7 bản quét".as_bytes(), sheet());
    let sent: [(&str, &[u8]); 2] = [("C:\\Quét\\Kế hoạch 12.PDF", scan), ("Phụ lục", &annex)];
    assert_eq!(commune.upload(page, "files", &sent).unwrap().status, 403);
    assert_eq!(visitor.upload(page, "files", &sent).unwrap().location, "/sign-in");
    assert_eq!(officer.upload(page, "files", &sent).unwrap().location, page);
    let said = text(&officer, page);
    for word in ["Kế hoạch 12.pdf</a>", "Phụ lục.xlsx</a>", "PDF, 1\u{a0}kB", "09:00 18/11/2025, can-bo-tinh"] {
        assert!(said.contains(word), "{word}: {said}");
    }
    let seen = text(&visitor, page);
    assert!(seen.contains("nạp 09:00 18/11/2025<") && !seen.contains("can-bo-tinh"), "{seen}");
    assert!(text(&visitor, "/documents?q=12/KH-UBND").contains("<td class=\"num\" data-l=\"Tệp\">2</td>"));

    // as it was sent, under its own name, never as a page of ours
    let answer = visitor.get(&format!("{page}/files/1"), "vi", true).unwrap();
    assert_eq!((answer.status, &*answer.kind, &*answer.bytes), (200, "application/pdf", scan));
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename=\"ke hoach 12.pdf\"; filename*=UTF-8''K%E1%BA%BF%20ho%E1%BA%A1ch%2012.pdf"
    );
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("cache-control"), "private, no-cache", "asked for again: it may be withdrawn");
    let again = visitor.get_again(&format!("{page}/files/1"), answer.header("etag")).unwrap();
    assert_eq!((again.status, again.bytes.len()), (304, 0));
    assert_eq!(visitor.get_again(&format!("{page}/files/1"), "\"other\"").unwrap().bytes, scan);
    let annexed = visitor.get(&format!("{page}/files/2"), "vi", false).unwrap();
    assert_eq!((&*annexed.kind, &*annexed.bytes), (FileKind::Xlsx.media(), &*annex));

    // refused with what to do, and nothing is kept of what came beside it
    let refused = |files: &[(&str, &[u8])], status: u16, code: &str| {
        let answer = officer.upload(page, "files", files).unwrap();
        let said = answer.text();
        assert!(answer.status == status && said.contains(code) && said.contains("hãy chọn lại"), "{said}");
    };
    refused(&[("b.pdf", b"%PDF-2"), ("xấu.pdf", b"<html><script>")], 400, "“xấu” không phải PDF");
    refused(&[("b.pdf", b"%PDF-2"), ("khác tên.pdf", scan)], 400, "giống hệt tệp “Kế hoạch 12.pdf”");
    refused(&[("c.pdf", &vec![b'%'; 21_000_000])], 413, "nhiều nhất 20 MB");
    refused(&[], 400, "Chưa chọn tệp nào");
    assert_eq!(desk(dir.path()).files(&Caller::visitor(), "12-kh-ubnd").unwrap().len(), 2);

    // withdrawn: gone for readers, with its reason for who writes programmes
    let withdraw = format!("{page}/files/1/withdraw");
    let short = post(&officer, &withdraw, &[("reason", "nhầm")]);
    assert!(short.status == 400 && short.text().contains("nhầm</textarea>"), "{}", short.text());
    let why = [("reason", "nạp nhầm bản dự thảo")];
    assert_eq!(post(&commune, &withdraw, &why).status, 403);
    assert_eq!(post(&officer, &withdraw, &why).location, page);
    assert_eq!(post(&officer, &withdraw, &why).status, 409);
    assert_eq!(get(&visitor, &format!("{page}/files/1")).0, 404);
    assert!(!text(&visitor, page).contains("Kế hoạch 12.pdf") && !text(&commune, page).contains("bản dự thảo"));
    assert!(text(&officer, page).contains("Đã thu hồi 09:00 18/11/2025, can-bo-tinh: nạp nhầm bản dự thảo"));
    let kept = officer.get(&format!("{page}/files/1"), "vi", false).unwrap();
    assert_eq!((kept.status, &*kept.bytes, kept.header("cache-control")), (200, scan, "no-store"));
    assert_eq!(officer.upload(page, "files", &sent[..1]).unwrap().status, 303, "the right one may come again");

    // a bundled document, whose programme is one's own; not one of another province
    assert_eq!(officer.upload("/documents/hue-kh-121", "files", &sent[..1]).unwrap().status, 303);
    assert_eq!(officer.upload("/documents/nb-kh-151", "files", &sent[..1]).unwrap().status, 403);
    assert_eq!(officer.upload("/documents/khong-co", "files", &sent[..1]).unwrap().status, 404);
    let inspector = officer.beside(person("thanh-tra", &[(Role::Inspector, &province)])).unwrap();
    let trail = text(&inspector, "/trail?shard=0&command=keep_file");
    assert!(trail.contains("Nạp tệp của văn bản") && trail.contains("Kế hoạch 12.pdf"), "{trail}");
    assert!(text(&inspector, "/trail?shard=0&command=withdraw_file").contains("nạp nhầm bản dự thảo"));
    app::demo::open(dir.path()).unwrap().verify().unwrap();
}

#[test]
fn a_document_is_entered_once_with_several_ties_and_what_was_entered_wrong_is_corrected() {
    let dir = tempfile::tempdir().unwrap();
    grown(dir.path());
    let (province, communes) = places();
    let officer = probe(dir.path(), &person("can-bo-tinh", &[(Role::ProvincialOfficer, &province)]));
    let commune = officer.beside(person("can-bo-xa", &[(Role::CommuneOfficer, &communes[0])])).unwrap();
    let visitor = officer.beside(Caller::visitor()).unwrap();
    let (page, edit) = ("/documents/12-kh-ubnd", "/documents/12-kh-ubnd/edit");
    let beside = |page: &str, field: &str| {
        let field = page.split(&format!("id=\"f-{field}\"")).nth(1).unwrap();
        field.split("</div>").next().unwrap().to_owned()
    };
    // three ties, without a script
    let tied = |more: &[(&'static str, &'static str)]| ISSUED.iter().chain(more).copied().collect::<Vec<_>>();
    let pointing = [
        ("bond", "carries_out"),
        ("to", "hue-nq-11"),
        ("bond-sentence", "thực hiện Nghị quyết 11"),
        ("r2-bond", "belongs_to"),
        ("r2-to", "hue-kh-121"),
        ("r3-bond", "replaces"),
        ("r3-to", "nb-kh-151"),
    ];
    let half = post(&officer, "/documents/new", &tied(&pointing[..6]));
    let said = half.text();
    assert!(half.status == 400 && beside(&said, "r3-to").contains("Chưa chọn"), "{said}");
    assert!(said.contains("<option value=\"hue-kh-121\" selected>"), "what was typed stays: {said}");
    assert_eq!(post(&officer, "/documents/new", &tied(&pointing)).location, page);
    let known = |id: &str| desk(dir.path()).programmes().unwrap().document(id).cloned();
    let entered = known("12-kh-ubnd").unwrap();
    assert_eq!(entered.relations.len(), 3);
    assert_eq!(entered.relations[0].sentence, "thực hiện Nghị quyết 11");
    // nothing was typed as its words: the title is not told a second time as a sentence
    let seen = text(&visitor, page);
    assert!(!seen.contains("Câu nêu văn bản này") && seen.contains("Kế hoạch giảm nghèo 2026–2027"), "{seen}");

    // the same paper is not entered twice, however it is typed
    let mut again = ISSUED;
    (again[1].1, again[5].1) = ("12/kh-ubnd ", "Ubnd  thành phố");
    let twice = post(&officer, "/documents/new", &again);
    let said = twice.text();
    let number = beside(&said, "number");
    assert!(twice.status == 400, "{said}");
    assert!(number.contains("Sổ văn bản đã có Kế hoạch 12/KH-UBND (01/10/2025) của UBND thành phố"), "{number}");
    assert_eq!(known("12-kh-ubnd-2"), None);
    let mut other = ISSUED;
    other[2].1 = "2024-10-01";
    assert_eq!(post(&officer, "/documents/new", &other).location, "/documents/12-kh-ubnd-2", "that of another year");

    // corrected by those who may, on top of what was read, with a reason
    assert!(text(&officer, page).contains(&format!("href=\"{edit}\"")));
    for who in [&commune, &visitor] {
        assert!(!text(who, page).contains(edit));
    }
    assert_eq!(get(&commune, edit).0, 403);
    let form = text(&officer, edit);
    for filled in [
        "value=\"12/KH-UBND\"",
        "value=\"2025-10-01\"",
        "name=\"number-read\" value=\"1\"",
        "<option value=\"nb-kh-151\" selected>",
        "thực hiện Nghị quyết 11</textarea>",
        "Kế hoạch giảm nghèo 2026–2027</textarea>",
    ] {
        assert!(form.contains(filled), "{filled}: {form}");
    }
    assert!(!form.contains("name=\"state\"") && !form.contains("value=\"12-kh-ubnd\""), "{form}");
    let send = |who: &Probe, number: &str, title: &str, read: &str, why: &str| {
        let fields = [
            ("doc-kind", "decision"),
            ("number", number),
            ("date", "2025-10-01"),
            ("title", title),
            ("issuer", "UBND thành phố"),
            ("words", "Quyết định số 13 nêu"),
            ("bond", "amends"),
            ("to", "hue-nq-11"),
            ("number-read", read),
            ("reason", why),
        ];
        post(who, edit, &fields)
    };
    let (title, why) = ("Quyết định giảm nghèo", "nhập nhầm số và loại");
    assert!(beside(&send(&officer, "13/QĐ-UBND", title, "1", "nhầm").text(), "reason").contains("ít nhất ba chữ"));
    assert_eq!(send(&commune, "13/QĐ-UBND", title, "1", why).status, 403);
    let stale = send(&officer, "13/QĐ-UBND", title, "0", why);
    assert!(stale.status == 409 && stale.text().contains("value=\"13/QĐ-UBND\""), "{}", stale.text());
    assert!(beside(&send(&officer, "13/QĐ-UBND", " ", "1", why).text(), "title").contains("Chưa ghi trích yếu"));
    assert_eq!(send(&officer, "13/QĐ-UBND", title, "1", why).location, page);
    let corrected = known("12-kh-ubnd").unwrap();
    assert_eq!((corrected.name().vi.as_str(), corrected.state), ("Quyết định 13/QĐ-UBND", entered.state));
    assert_eq!((corrected.relations.len(), corrected.quote.text.as_str()), (1, title));
    let seen = text(&visitor, page);
    assert!(seen.contains("Câu nêu văn bản này") && seen.contains("Quyết định số 13 nêu"), "{seen}");
    let texts = app::demo::open(dir.path()).unwrap().texts(store::TextKind::Document, "12-kh-ubnd").unwrap();
    assert_eq!(texts.len(), 2, "every text is kept");
    let inspector = officer.beside(person("thanh-tra", &[(Role::Inspector, &province)])).unwrap();
    assert!(text(&inspector, "/trail?shard=0&command=save_programme").contains(why));

    // not what comes with the program, not into another one of the register
    let bundled = get(&officer, "/documents/hue-kh-121/edit");
    assert!(bundled.0 == 400 && bundled.1.contains("có sẵn trong phần mềm"), "{}", bundled.1);
    assert!(!text(&officer, "/documents/hue-kh-121").contains("/documents/hue-kh-121/edit"));
    let into = [("number", "13/QĐ-UBND"), ("date", "2025-10-01"), ("issuer", "UBND thành phố")];
    let rest = [("doc-kind", "plan"), ("title", title), ("number-read", "1"), ("reason", why)];
    let into = post(&officer, "/documents/12-kh-ubnd-2/edit", &[&into[..], &rest[..]].concat());
    assert!(into.status == 400 && into.text().contains("Sổ văn bản đã có Quyết định 13/QĐ-UBND"), "{}", into.text());
    app::demo::open(dir.path()).unwrap().verify().unwrap();
}

#[test]
fn a_draft_is_read_by_those_who_write_programmes_and_named_to_nobody_else() {
    let dir = tempfile::tempdir().unwrap();
    grown(dir.path());
    let (province, communes) = places();
    let writer = probe(dir.path(), &person("can-bo-tinh", &[(Role::ProvincialOfficer, &province)]));
    let reader = writer.beside(person("can-bo-xa", &[(Role::CommuneOfficer, &communes[0])])).unwrap();
    let visitor = writer.beside(Caller::visitor()).unwrap();
    let mut draft = ISSUED;
    draft[3].1 = "draft";
    let tied: Vec<_> = draft.into_iter().chain([("bond", "carries_out"), ("to", "hue-nq-11")]).collect();
    let page = "/documents/12-kh-ubnd";
    assert_eq!(post(&writer, "/documents/new", &tied).location, page);
    assert_eq!(writer.upload(page, "files", &[("a.pdf", b"%PDF-1")]).unwrap().status, 303);
    let new = PLAN_OF_2027;
    let created = post(&writer, "/programmes/new", &new);
    assert_eq!(created.location, "/programmes/giam-ngheo-2026-2027", "{}", created.text());

    let programme = "/programmes/giam-ngheo-2026-2027?day=2026-06-01";
    let target =
        desk(dir.path()).programmes().unwrap().programme("giam-ngheo-2026-2027").unwrap().targets[0].id.clone();
    let of_target = format!("/programmes/giam-ngheo-2026-2027/targets/{target}");
    let resting = [programme, &of_target, "/programmes?day=2026-06-01", "/targets?area=46"];
    let places = ["/documents", "/documents?q=giam+ngheo", "/documents/hue-nq-11", "/search?q=12+kh+ubnd"];
    let suggested = "/search/suggest?q=ke+hoach+giam+ngheo+2026";
    let export = "/programmes/giam-ngheo-2026-2027/export.xlsx?day=2026-06-01";
    let names = |probe: &Probe, address: &str| {
        let answer = probe.get(address, "vi", false).unwrap();
        assert_eq!(answer.status, 200, "{address}: {}", answer.text());
        let said = crate::scope::told(&answer);
        ["12/KH-UBND\"", "12/KH-UBND<", "12/KH-UBND\n", "12-kh-ubnd"].iter().any(|name| said.contains(name))
    };
    for address in places.iter().chain(&resting[..3]).chain([&suggested, &export]) {
        assert!(names(&writer, address), "{address} does not tell the writer");
    }
    for probe in [&visitor, &reader] {
        for address in places.iter().chain(&resting).chain([&suggested, &export]) {
            assert!(!names(probe, address), "{address} tells");
        }
        for address in [page, &format!("{page}/files/1")] {
            assert_eq!(probe.get(address, "vi", false).unwrap().status, 404, "{address}");
        }
        for address in &resting[..3] {
            assert!(text(probe, address).contains("văn bản dự thảo"), "{address}");
        }
        assert!(text(probe, programme).contains("Giảm nghèo 2026–2027"));
    }
    let report = text(&reader, &format!("{of_target}/report"));
    assert!(!report.contains("12/KH-UBND"), "{report}");
    assert!(text(&writer, "/documents/new").contains("value=\"12-kh-ubnd\""), "to be chosen by who may");
    let bundled = "/documents/th-kh-nq19";
    assert!(text(&visitor, bundled).contains("Dự thảo"), "what comes with the program is public in any state");

    // submitted it is no more public; issued it is
    let step =
        |to: &str| post(&writer, &format!("{page}/state"), &[("to", to), ("reason", "trình rồi ban hành")]).status;
    assert_eq!(step("submitted"), 303);
    assert_eq!(get(&visitor, page).0, 404);
    assert_eq!(step("issued"), 303);
    for address in places.iter().chain(&resting[..3]).chain([&suggested, &export]) {
        assert!(names(&visitor, address), "{address} does not tell what is issued");
    }
    assert_eq!(visitor.get(&format!("{page}/files/1"), "vi", false).unwrap().bytes, b"%PDF-1");
}

#[test]
fn own_programmes_are_listed_on_the_command_line_and_files_may_rest_on_own_documents() {
    crate::support::on_both(|deployment| {
        let all = domain::programme::Programmes::bundled();
        let mut own = all.programme("ninh-binh-kh-151").unwrap().clone();
        let ctx = store::Ctx { actor: "a".into(), at: "2026-01-01T08:00:00Z".into(), reason: String::new() };
        let mut document = all.document("nb-kh-151").unwrap().clone();
        document.id = "kh-rieng".into();
        document.relations.clear();
        let paper = domain::programme::write_documents(&[document]);
        store::Key::create(&deployment.path("dl/cancau.key"), &mut store::RepeatableIds::new(1)).unwrap();
        let mut store = deployment.store();
        store.save_text(&ctx, store::TextKind::Document, "kh-rieng", 0, &paper).unwrap();
        own.id = "rieng".into();
        own.name.vi = "Chương trình riêng".into();
        own.versions[0].document = "kh-rieng".into();
        own.targets.iter_mut().for_each(|target| target.version = "kh-rieng".into());
        let text = domain::programme::write_programme(&own);
        store.save_text(&ctx, store::TextKind::Programme, "rieng", 0, &text).unwrap();

        let listed = deployment.run("programme list");
        let marked: Vec<&str> = listed.out.lines().filter(|line| line.ends_with("[riêng]")).collect();
        assert_eq!((listed.code, listed.out.lines().count(), marked.len()), (0, 7, 1), "{}", listed.out);
        assert!(marked[0].starts_with("rieng ") && marked[0].contains("Chương trình riêng"), "{}", marked[0]);
        let json = deployment.run("programme list --json").out;
        let lines = json.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        let owned: Vec<String> = lines.filter(|one| one["own"] == true).map(|one| one["id"].to_string()).collect();
        assert_eq!(owned, ["\"rieng\""]);
        deployment.write("a.toml", &text);
        let checked = deployment.run("programme check a.toml");
        assert_eq!(checked.code, 0, "{}", checked.err);
    });
}

#[test]
fn a_stored_text_that_cannot_be_read_is_told_to_those_who_write_and_fails_no_page() {
    let dir = tempfile::tempdir().unwrap();
    grown(dir.path());
    let (province, _) = places();
    let ctx = store::Ctx { actor: "a".into(), at: "2025-11-01T08:00:00Z".into(), reason: String::new() };
    let mut store = app::demo::open(dir.path()).unwrap();
    let later = "id = \"x\"\nkind = \"of a later version\"\n";
    let texts = [
        (store::TextKind::Programme, "cua-tinh"),
        (store::TextKind::Programme, "ninh-binh-kh-151"),
        (store::TextKind::Document, "hue-kh-121"),
        (store::TextKind::Document, "12-kh-ubnd"),
    ];
    for (kind, id) in texts {
        store.save_text(&ctx, kind, id, 0, later).unwrap();
    }
    let officer = probe(dir.path(), &person("can-bo-tinh", &[(Role::ProvincialOfficer, &province)]));
    let visitor = officer.beside(Caller::visitor()).unwrap();
    let told = text(&officer, "/programmes");
    for line in [
        "Chương trình cua-tinh, bản số 1: CC-PROGRAMME-FILE",
        "Chương trình ninh-binh-kh-151, bản số 1: CC-PROGRAMME-FILE",
        "Văn bản hue-kh-121, bản số 1: CC-PROGRAMME-FILE",
    ] {
        assert!(told.contains(line), "{line}: {told}");
    }
    let seen = text(&visitor, "/programmes");
    assert!(!seen.contains("CC-PROGRAMME-FILE") && seen.contains("thua-thien-hue-nq-11-2021"), "{seen}");
    assert!(!seen.contains("/programmes/ninh-binh-kh-151"), "what was amended here is not shown as it was before");
    for address in
        ["/documents", "/targets?area=46", "/programmes/compare", "/search?q=giam+ngheo", "/documents/nb-kh-151"]
    {
        text(&visitor, address);
    }
    text(&visitor, "/programmes/thua-thien-hue-nq-11-2021?day=2023-04-01");
    let missing = get(&visitor, "/programmes/ninh-binh-kh-151");
    assert!(missing.0 == 503 && missing.1.contains("CC-PROGRAMME-UNREADABLE"), "{}", missing.1);
    assert!(text(&visitor, "/documents/hue-kh-121").contains("có bản mới hơn của mục này"), "not silently");
    // nothing is saved on top of what cannot be read, nor under its id
    let step =
        post(&officer, "/documents/hue-kh-121/state", &[("to", "expired"), ("reason", "hết thời hạn thực hiện")]);
    assert!(step.status == 503 && step.text().contains("CC-PROGRAMME-UNREADABLE"), "{}", step.text());
    assert_eq!(post(&officer, "/documents/new", &ISSUED).location, "/documents/12-kh-ubnd-2");
    let listed = crate::support::cancau(dir.path(), "programme list --data .");
    assert!(listed.code == 0 && listed.err.contains("CC-PROGRAMME-FILE cua-tinh (1)"), "{}", listed.err);
}
