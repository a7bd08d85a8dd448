//! `cancau standards`.

use crate::support::cancau;

#[test]
fn list_names_every_pack_with_what_is_unverified() {
    let dir = tempfile::tempdir().unwrap();
    let ran = cancau(dir.path(), "standards list");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    for id in ["vn-2016", "vn-2022", "vn-2027", "bac-ninh-2025", "tp-hcm-2025"] {
        assert!(ran.out.contains(id));
    }
    assert_eq!(ran.out.matches("mục chưa xác minh").count(), 5);
    assert!(cancau(dir.path(), "standards list --lang en").out.contains("items unverified"));
}

#[test]
fn show_puts_what_is_unverified_before_the_law() {
    let dir = tempfile::tempdir().unwrap();
    let ran = cancau(dir.path(), "standards show vn-2027");
    let doubtful = ran.out.find("CHƯA XÁC MINH").unwrap();
    assert!(doubtful < ran.out.find("MỨC THU NHẬP").unwrap());
    assert!(ran.out.contains("nông thôn 2.200.000, thành thị 2.800.000 đồng/người/tháng"));
    assert_eq!(ran.out.matches("chưa có quy tắc: chỉ nhận cờ 0/1").count(), 9);
}

#[test]
fn the_file_form_that_show_prints_is_accepted_by_check() {
    let dir = tempfile::tempdir().unwrap();
    for id in ["vn-2016", "bac-ninh-2025"] {
        let file = dir.path().join("bo-chuan.toml");
        std::fs::write(&file, cancau(dir.path(), &format!("standards show {id} --toml")).out).unwrap();
        let ran = cancau(dir.path(), "standards check bo-chuan.toml");
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.out.contains(id));
    }
}

#[test]
fn a_refused_pack_names_file_item_and_reason() {
    let dir = tempfile::tempdir().unwrap();
    let text = cancau(dir.path(), "standards show vn-2022 --toml").out;
    let text = text.replace("to = \"2025-12-31\"", "to = \"2025-11-31\"").replace("id = \"toilet\"", "id = \"loo\"");
    std::fs::write(dir.path().join("sai.toml"), text).unwrap();
    let ran = cancau(dir.path(), "standards check sai.toml");
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    for part in ["CC-PACK-REFUSED", "sai.toml", "validity 1: ngày không đúng", "indicator “loo”", "Cách sửa"]
    {
        assert!(ran.err.contains(part), "{part}: {}", ran.err);
    }
}

#[test]
fn unknown_names_fail_and_wrong_usage_is_64() {
    let dir = tempfile::tempdir().unwrap();
    let ran = cancau(dir.path(), "standards show vn-2099");
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("CC-STANDARD-UNKNOWN") && ran.err.contains("vn-2022"));
    for line in ["", "standards", "standards show", "no-such-verb", "standards list --lang fr"] {
        assert_eq!(cancau(dir.path(), line).code, 64, "{line}");
    }
    assert_eq!(cancau(dir.path(), "--help").code, 0);
    assert_eq!(cancau(dir.path(), "standards list --data nowhere").code, 1);
}

#[test]
fn every_bundled_pack_names_a_province_and_a_standard_that_exist() {
    let dir = tempfile::tempdir().unwrap();
    for id in ["vn-2016", "vn-2022", "vn-2027", "bac-ninh-2025", "tp-hcm-2025"] {
        std::fs::write(dir.path().join("f.toml"), cancau(dir.path(), &format!("standards show {id} --toml")).out)
            .unwrap();
        let ran = cancau(dir.path(), "standards check f.toml --json");
        assert_eq!(ran.code, 0, "{}", ran.err);
        let value: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(value["id"], id);
    }
    let text = cancau(dir.path(), "standards show bac-ninh-2025 --toml").out;
    for (from, to, item) in [
        ("province = \"24\"", "province = \"27\"", "province"),
        ("province = \"24\"", "province = \"99\"", "province"),
        ("beside = \"vn-2022\"", "beside = \"vn-20\"", "beside"),
    ] {
        std::fs::write(dir.path().join("f.toml"), text.replace(from, to)).unwrap();
        let ran = cancau(dir.path(), "standards check f.toml");
        assert!(ran.code == 1 && ran.err.contains(item), "{}", ran.err);
    }
}

#[test]
fn json_is_json_and_nobody_listening_is_no_panic() {
    let dir = tempfile::tempdir().unwrap();
    for line in ["standards list --json", "standards show vn-2022 --json"] {
        serde_json::from_str::<serde_json::Value>(&cancau(dir.path(), line).out).unwrap();
    }
    let failed = cancau(dir.path(), "standards show vn-2099 --json");
    let value: serde_json::Value = serde_json::from_str(&failed.err).unwrap();
    assert_eq!(value["code"], "CC-STANDARD-UNKNOWN");
    let full = || std::fs::File::options().write(true).open("/dev/full").unwrap();
    let run = |command: &mut std::process::Command| command.status().unwrap().code();
    assert_eq!(
        run(crate::support::program(dir.path()).args(["standards", "list"]).stdout(full()).stderr(full())),
        Some(1)
    );
    assert_eq!(run(crate::support::program(dir.path()).args(["standards", "show", "x"]).stderr(full())), Some(1));
}
