//! Documents with their files, and who sees which of them.

use crate::planning::{desk, grown, person, places, post, probe, text};
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
