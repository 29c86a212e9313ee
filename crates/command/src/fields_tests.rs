//! Each kind of field at its boundaries.

use super::*;

fn cases<T: std::fmt::Debug>(read: impl Fn(&str) -> Result<T, Why>, good: &[&str], bad: &[&str]) {
    for typed in good {
        assert!(read(typed).is_ok(), "{typed:?}: {:?}", read(typed));
    }
    for typed in bad {
        let why = read(typed).expect_err(typed);
        assert!(!why.zh.is_empty() && !why.en.is_empty(), "{typed:?}");
    }
}

#[test]
fn credit_codes() {
    // The two are published by the companies themselves.
    cases(
        credit_code,
        &["91110000802100433B", "91440300708461136T", " 91440300708461136t ", "91370100MA9DEM00X4"],
        &[
            "",
            "9144030070846113",
            "91440300708461136TT",
            "91440300708461136U",
            "91440300708461163T",
            "9144O300708461136T",
            "91A40300708461136T",
            "91370100DEMO000001",
        ],
    );
}

#[test]
fn licences() {
    cases(
        licence,
        &["鲁妆20240001", " 鲁 妆 2024 0001 ", "粤妆２０２４０００１"],
        &["", "鲁20240001", "国妆20240001", "鲁妆2024001", "鲁妆202400011", "鲁妆19990001"],
    );
}

#[test]
fn phones() {
    cases(
        phone,
        &[
            "0531-88880000",
            "(0531) 88880000",
            "13900000000",
            "+86 139 0000 0000",
            "400-800-0000",
            "010-88880000",
        ],
        &["", "88880000", "12900000000", "1390000000", "139000000001", "0531-8888000x", "0531,88880000"],
    );
}

#[test]
fn pins() {
    cases(
        pin,
        &["100001", "600006", "139752", "246813"],
        &[
            "",
            "12345",
            "1234567",
            "12345a",
            "000000",
            "123456",
            "654321",
            "121212",
            "123123",
            "112233",
            "１２３４５６",
        ],
    );
}

#[test]
fn days() {
    let today = day("2026-11-20").unwrap();
    cases(
        day,
        &["2026-11-20", "2024-02-29", " 2026-01-01 "],
        &["", "2026-02-29", "2026-13-01", "20.11.2026"],
    );
    cases(|typed| past_day(typed, today), &["2026-11-20", "2000-01-01"], &["2026-11-21"]);
}

#[test]
fn texts_and_provinces() {
    cases(|typed| text(typed, 3), &["一", " 一二三 "], &["", "  ", "一二三四", "一\n二"]);
    cases(province, &["SD", "XZ"], &["", "山东", "sd", "XX"]);
}

#[test]
fn all_wrong_fields_are_told_together() {
    let mut fields = Fields::default();
    fields.take("a", day("x"));
    fields.take("b", text("", 3));
    let refusal = fields.all(Some(())).unwrap_err();
    assert_eq!(refusal.code, "fields_refused");
    let told: Vec<&str> = refusal.details.iter().filter_map(|detail| detail["field"].as_str()).collect();
    assert_eq!(told, ["a", "b"]);
}
