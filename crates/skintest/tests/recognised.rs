//! Every genuine and documented file, with the canonical values that must come of it.

use crate::common::{files, fixture, import, options, summary};
use domain::skin::{KeptValue, Metric, SkinType};
use skintest::{Options, sha256};

/// `(file, profile, tests, summary of the first test)`.
const EXPECTED: &[(&str, &str, usize, &str)] = &[
    (
        "genuine/facepp-advanced.json",
        "facepp-advanced",
        1,
        "skin_age=-(23) pores=90(0) blackhead=80(1) acne=72.1(16) pigmentation=-(36) wrinkles=82(0.2) \
         dark_circle=50(2) eye_bag=90(0)",
    ),
    (
        "genuine/ailab-pro.json",
        "ailab-pro",
        1,
        "overall=75(75) skin_age=-(32) hydration=63(63) oiliness=50(50) pores=65(65) blackhead=90(90) acne=93(93) \
         redness=99(99) pigmentation=91(91) wrinkles=94(94) dark_circle=30(30) eye_bag=50(1) texture=81(81)",
    ),
    (
        "genuine/aihub-deepskin.json",
        "aihub-deepskin",
        1,
        "hydration=88.02(64.00939432779948) pores=50(2) acne=100(0) pigmentation=46.67(2.6666666666666665) \
         wrinkles=70.83(1.75) firmness=55.16(0.5516257137060165)",
    ),
    (
        "genuine/clinical-probes.tsv",
        "clinical-probes",
        102,
        "hydration=51.4(45.70000000000001) barrier=88.44(11.7) redness=75.27(8.72) pigmentation=-(395) \
         wrinkles=-(53) texture=59.06(26.1) uv_spots=-(185) porphyrins=-(3575)",
    ),
    (
        "genuine/imaging-phenome.txt",
        "imaging-phenome",
        75,
        "oiliness=-(0.118) pores=-(1.873) redness=-(12.109) pigmentation=-(15.449) wrinkles=-(0.751) \
         texture=-(26.313) uv_spots=-(3.291) porphyrins=-(0.022)",
    ),
    (
        "documented/facepp-basic.json",
        "facepp-basic",
        1,
        "pores=80(0.25) blackhead=50(1) acne=-(0) pigmentation=-(1) wrinkles=74(0.4) dark_circle=90(0) eye_bag=50(1)",
    ),
    (
        "documented/facepp-pro.json",
        "facepp-pro",
        1,
        "skin_age=-(30) hydration=58(42) oiliness=70(1) pores=78.75(1) blackhead=88(40) acne=81.9(8) redness=82(18) \
         pigmentation=67(33) wrinkles=87.5(0.5) dark_circle=50(2) eye_bag=90(0) texture=75(25)",
    ),
    (
        "documented/ailab-advanced.json",
        "ailab-advanced",
        1,
        "skin_age=-(41) pores=60(0.75) blackhead=40(3) acne=97.6(1) wrinkles=50(1) dark_circle=50(3) eye_bag=50(1)",
    ),
    (
        "documented/baidu-skin.json",
        "baidu-skin",
        1,
        "pores=-(3) blackhead=98.5(5) acne=97.6(1) pigmentation=-(58) dark_circle=50(1) eye_bag=50(1) texture=80(2)",
    ),
    (
        "documented/baidu-wrapped.json",
        "baidu-skin",
        1,
        "acne=90.4(4) pigmentation=-(2) wrinkles=-(3) texture=60(3)",
    ),
    (
        "documented/youcam-hd.json",
        "youcam-hd",
        1,
        "overall=75.76(75.75757575757575) skin_age=-(37) hydration=48.69(48.694559931755066) \
         oiliness=60.74(60.74365234375) pores=49.24(49.23978805541992) acne=59.93(59.92677688598633) \
         redness=72.01(72.011962890625) pigmentation=83.23(83.23274230957031) wrinkles=49.65(49.64699745178223) \
         dark_circle=80.2(80.1993191242218) eye_bag=76.67(76.67280435562134) texture=66.39(66.3921568627451) \
         firmness=89.67(89.66898322105408) radiance=76.57(76.57244205474854)",
    ),
    (
        "documented/youcam-sd.json",
        "youcam-sd",
        1,
        "overall=72.5(72.5) skin_age=-(29) hydration=50.5(50.5) pores=55.25(55.25) acne=88(88) wrinkles=70.5(70.5) \
         dark_circle=64.75(64.75) texture=61(61)",
    ),
    ("documented/youcam-task.json", "youcam-task", 1, "pores=95.34(95.34) texture=57.33(57.33)"),
    (
        "documented/haut-ai.json",
        "haut-ai",
        1,
        "pores=71.5(71.5) redness=64(64) wrinkles=83(83) dark_circle=65(65)",
    ),
    (
        "documented/meitu-eve.json",
        "meitu-eve",
        1,
        "skin_age=92(28) pores=77(77) blackhead=81(81) acne=93(93) redness=74(74) pigmentation=68(68) \
         wrinkles=90(90) dark_circle=60(3)",
    ),
    ("documented/yunzmall.json", "yunzmall", 1, "hydration=-(46) oiliness=-(31)"),
    ("documented/ragehealth-pro.json", "ragehealth-pro", 1, "skin_age=-(33) hydration=70(30) texture=80(20)"),
    (
        "documented/visia-table.csv",
        "visia-table",
        1,
        "pores=32(32) redness=63(63) pigmentation=39(39) wrinkles=88(88) texture=71(71) uv_spots=54(54) \
         porphyrins=90(90)",
    ),
    ("documented/antera-table.csv", "antera-table", 1, "redness=-(1.45) pigmentation=-(0.527)"),
    ("documented/dermalab-cmf.txt", "dermalab-cmf", 1, "hydration=-(182) barrier=90(11.2)"),
    (
        "documented/generic-zh.csv",
        "generic-table",
        2,
        "skin_age=80(35) hydration=45.5(45.5) oiliness=62(62) pores=58(58) redness=70(70) pigmentation=81(81) \
         wrinkles=90(90)",
    ),
    (
        "documented/generic-en.csv",
        "generic-table",
        1,
        "hydration=51.4(45.7) oiliness=95(68) barrier=88.44(11.7) redness=80(80)",
    ),
];

/// Orders a summary, so that the table above may list metrics as they are read.
fn ordered(summary: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = summary.split_whitespace().collect();
    parts.sort_unstable();
    parts
}

#[test]
fn each_file_is_recognised_and_gives_its_canonical_values() {
    for (name, profile, tests, expected) in EXPECTED {
        let bytes = fixture(name);
        let imported = import(&bytes).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
        let first = &imported.tests[0];
        assert_eq!(first.origin.profile, *profile, "{name}");
        assert_eq!(imported.tests.len(), *tests, "{name}");
        assert_eq!(ordered(&summary(first)), ordered(expected), "{name}");
        assert_eq!(first.origin.sha256, sha256(&bytes), "{name}");
        for test in &imported.tests {
            let metrics: Vec<Metric> = test.measurements.iter().map(|m| m.metric).collect();
            assert!(
                metrics.windows(2).all(|pair| pair[0] < pair[1]),
                "{name}: each metric at most once, in order"
            );
        }
        let named = Options { profile: Some(profile), ..options() };
        assert!(
            skintest::import(&bytes, &crate::common::PROFILES, &named).is_ok(),
            "{name} by the profile's name"
        );
    }
}

#[test]
fn every_fixture_stands_in_the_table() {
    for folder in ["genuine", "documented"] {
        for (name, _) in files(folder) {
            let name = format!("{folder}/{name}");
            assert!(EXPECTED.iter().any(|(known, ..)| *known == name), "{name}");
        }
    }
    for profile in crate::common::PROFILES.ids() {
        assert!(EXPECTED.iter().any(|(_, known, ..)| *known == profile), "no fixture of {profile}");
    }
}

#[test]
fn the_real_age_scores_the_skins_age() {
    for (file, age, expected) in [
        ("documented/youcam-hd.json", 35, Some(92.0)),
        ("documented/youcam-hd.json", 40, Some(100.0)),
        ("documented/youcam-hd.json", 12, Some(0.0)),
        ("documented/meitu-eve.json", 20, Some(68.0)),
    ] {
        let aged = Options { real_age: Some(age), ..options() };
        let imported = skintest::import(&fixture(file), &crate::common::PROFILES, &aged).unwrap();
        let score = imported.tests[0].score(Metric::SkinAge).map(|score| score.points());
        assert_eq!(score, expected, "{file} at {age}");
    }
}

#[test]
fn what_the_files_say_of_themselves_is_kept() {
    let facepp = &import(&fixture("genuine/facepp-advanced.json")).unwrap().tests[0];
    assert_eq!(facepp.skin_type, Some(SkinType::Combination));
    assert_eq!(facepp.taken_at.unwrap().to_rfc3339(), "2021-05-04T16:09:58+08:00");
    assert!(facepp.origin.unmapped.contains(&"face_rectangle.top".to_owned()));
    let model = &import(&fixture("genuine/aihub-deepskin.json")).unwrap();
    assert_eq!(model.tests[0].origin.engine_version.as_deref(), Some("0.1.0"));
    assert_eq!(model.warnings.len(), 1, "the chin's moisture of 0 was not measured");
    let youcam = &import(&fixture("documented/youcam-hd.json")).unwrap().tests[0];
    let flattered = youcam.kept.iter().find(|kept| &*kept.path == "hd_moisture.ui_score").unwrap();
    assert_eq!(flattered.value, KeptValue::Number(70.0), "the display score is kept, never the score");
    let zh = &import(&fixture("documented/generic-zh.csv")).unwrap().tests;
    assert_eq!(zh[0].taken_at.unwrap().to_rfc3339(), "2026-10-01T10:30:00+08:00");
    assert_eq!(zh[0].origin.unmapped, ["姓名", "备注"], "a name is not read");
    assert_eq!((zh[1].skin_type, zh[1].score(Metric::Oiliness)), (Some(SkinType::Dry), None));
    let written = serde_json::to_string(&zh).unwrap();
    assert!(!written.contains("演示数据"), "unmapped values are not kept");
    assert!(written.contains("\"confirmed\":false"), "{written}");
}

#[test]
fn a_row_is_picked_by_its_id() {
    for (file, row, metric, raw) in [
        ("genuine/clinical-probes.tsv", "YF1", Metric::Oiliness, 68.0),
        ("genuine/imaging-phenome.txt", "SP0002", Metric::Oiliness, 0.778),
        ("documented/generic-zh.csv", "演示-002", Metric::Hydration, 38.0),
        ("documented/meitu-eve.json", "YANSHI-1", Metric::Pores, 77.0),
    ] {
        let picked = Options { row: Some(row), ..options() };
        let imported = skintest::import(&fixture(file), &crate::common::PROFILES, &picked).unwrap();
        assert_eq!(imported.tests.len(), 1, "{file}");
        assert_eq!(imported.tests[0].subject.as_deref(), Some(row), "{file}");
        let found = imported.tests[0].measurement(metric).unwrap().raw;
        assert!((found - raw).abs() < 1e-9, "{file}: {found}");
    }
}

#[test]
fn encodings_and_separators_make_no_difference() {
    let text = String::from_utf8(fixture("documented/generic-zh.csv")).unwrap();
    let expected = summary(&import(text.as_bytes()).unwrap().tests[0]);
    let tabs = text.replace(',', "\t");
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(tabs.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let (gb, ..) = encoding_rs::GB18030.encode(&text);
    let mut marked = b"\xEF\xBB\xBF".to_vec();
    marked.extend_from_slice(text.as_bytes());
    for (name, bytes) in [
        ("GB18030", gb.into_owned()),
        ("UTF-8 with mark", marked),
        ("Excel Unicode text", utf16),
        ("semicolons", text.replace(',', ";").into_bytes()),
        ("CRLF", text.replace('\n', "\r\n").into_bytes()),
        ("blank lines and columns", format!("\n{}", text.replace('\n', ",,\n\n")).into_bytes()),
    ] {
        let imported = import(&bytes).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
        assert_eq!(summary(&imported.tests[0]), expected, "{name}");
        assert_eq!(imported.tests[0].subject.as_deref(), Some("演示-001"), "{name}");
    }
}
