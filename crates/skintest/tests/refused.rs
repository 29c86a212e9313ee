//! What is refused, with the code and the place of each problem; nothing is half imported.

use crate::common::{codes, fixture, import, options};
use skintest::ProblemCode::{self, *};
use skintest::{MAX_PROBLEMS, Options, Problem};

#[test]
fn files_that_are_refused() {
    let facepp = String::from_utf8(fixture("genuine/facepp-advanced.json")).unwrap();
    let youcam = String::from_utf8(fixture("documented/youcam-sd.json")).unwrap();
    let big5 = encoding_rs::BIG5.encode("顧客編號,水分,毛孔\n演示,45,60\n").0.into_owned();
    let cases: Vec<(&str, Vec<u8>, &[ProblemCode])> = vec![
        ("empty", vec![], &[EmptyFile]),
        ("blank", b" \r\n\t".to_vec(), &[EmptyFile]),
        ("legacy workbook", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), &[UnsupportedFormat]),
        ("PDF", b"%PDF-1.7".to_vec(), &[UnsupportedFormat]),
        ("torn ZIP", b"PK\x03\x04abc".to_vec(), &[TruncatedFile]),
        ("other JSON", b"{\"a\":1}".to_vec(), &[UnknownProfile]),
        ("other table", "序号,中文名称\n1,水\n".into(), &[UnknownProfile]),
        ("Big5", big5, &[BadEncoding]),
        ("duplicate key", facepp.replacen("\"time_used\"", "\"request_id\"", 1).into(), &[DuplicateKey]),
        ("trailing", format!("{facepp}x").into(), &[TrailingContent]),
        (
            "wrong type",
            facepp.replacen("\"skin_age\":{\"value\":23}", "\"skin_age\":{\"value\":[]}", 1).into(),
            &[WrongType],
        ),
        (
            "words",
            facepp.replacen("\"skin_age\":{\"value\":23}", "\"skin_age\":{\"value\":\"x\"}", 1).into(),
            &[WrongType],
        ),
        (
            "NaN",
            facepp.replacen("\"skin_age\":{\"value\":23}", "\"skin_age\":{\"value\":\"NaN\"}", 1).into(),
            &[NotANumber],
        ),
        (
            "not a grade",
            facepp.replacen("\"pores_jaw\":{\"value\":0", "\"pores_jaw\":{\"value\":7", 1).into(),
            &[OutOfRange],
        ),
        ("out of range", youcam.replacen("70.5", "170.5", 1).into(), &[OutOfRange]),
        ("below range", youcam.replacen("70.5", "-0.5", 1).into(), &[OutOfRange]),
        (
            "two problems",
            youcam.replacen("70.5", "170.5", 1).replacen("88.0", "\"?\"", 1).into(),
            &[WrongType, OutOfRange],
        ),
        ("future", facepp.replacen("1620115798", "1900000000", 1).into(), &[FutureTime]),
        (
            "Face++ failure",
            br#"{"time_used":9,"error_message":"NO_FACE_FOUND","request_id":"1,2"}"#.to_vec(),
            &[VendorError],
        ),
        (
            "AILab failure",
            br#"{"request_id":"","log_id":"1","error_code":422,"error_msg":"no face","error_detail":{}}"#
                .to_vec(),
            &[VendorError],
        ),
        (
            "task still running",
            br#"{"status":200,"data":{"task_status":"running"}}"#.to_vec(),
            &[VendorError],
        ),
        (
            "nothing measured",
            br#"{"request_id":"1,2","time_used":1,"result":{"skin_type":{}}}"#.to_vec(),
            &[NothingMeasured],
        ),
        ("formula", "编号,水分,备注\n1,45,=1+1\n".into(), &[FormulaCell]),
        ("formula in the metric", "编号,水分\n1,=SUM(A1)\n".into(), &[FormulaCell, WrongType]),
        ("infinity", "编号,水分\n1,inf\n2,-inf\n3,1e999\n".into(), &[NotANumber, NotANumber, NotANumber]),
        ("a last row that breaks off", "编号,水分,油分\n1,45,3\n2,45".into(), &[TruncatedFile]),
        ("cut in a character", "编号,水分\n演示,45\n演".as_bytes()[..26].to_vec(), &[TruncatedFile]),
        ("too wide", "编号,水分\n1,45,3\n".into(), &[MalformedTable]),
        ("open quote", "编号,水分\n\"1,45\n".into(), &[MalformedTable]),
        ("twin column", "编号,水分,水分\n1,45,45\n".into(), &[DuplicateColumn]),
        ("same meaning", "编号,水分,hydration\n1,45,45\n".into(), &[DuplicateColumn]),
        ("percent", "编号,水分(%)\n1,145\n".into(), &[OutOfRange]),
        ("future row", "编号,检测时间,水分\n1,2026-11-21 10:06,45\n".into(), &[FutureTime]),
        ("no time", "编号,检测时间,水分\n1,上周,45\n".into(), &[BadTime]),
        ("seven digits", "编号,检测时间,水分\n1,2026111,45\n".into(), &[AmbiguousValue]),
        ("decimal comma", "编号;水分\n1;45,5\n".into(), &[AmbiguousValue]),
        ("a share of 1 or a point", "编号,水分(%)\n1,0.45\n".into(), &[AmbiguousValue]),
        ("percent of a reading", "编号,油分(µg/cm²)\n1,45%\n".into(), &[AmbiguousValue]),
        ("an age in percent", "编号,年龄,水分\n1,30%,45\n".into(), &[AmbiguousValue]),
        ("a code in powers of ten", "编号,水分\n6.92E+12,45\n".into(), &[TurnedCode]),
        ("a code that became a date", "编号,水分\n3月1日,45\n".into(), &[TurnedCode]),
        ("letters of a zone", "编号,检测时间,水分\n1,2026-11-20 15:05 CST,45\n".into(), &[AmbiguousValue]),
        ("a code of private use", "编号,水分\n\u{E001}1,45\n".into(), &[WrongType]),
        ("redness beside ITA", "编号,redness,ITA\n1,12,41\n".into(), &[AmbiguousValue]),
        ("sebum beside TEWL", "编号,油分,TEWL(g/m²/h)\n1,45,9\n".into(), &[AmbiguousValue]),
        ("moisture beside pH", "编号,水分,油分(µg/cm²),pH\n1,45,60,5.5\n".into(), &[AmbiguousValue]),
        ("header alone", "编号,水分\n".into(), &[NothingMeasured]),
        ("many columns", format!("水分{}\n", ",x".repeat(600)).into(), &[TooManyColumns]),
        ("a long cell", format!("编号,水分\n{},1\n", "x".repeat(200_000)).into(), &[TextTooLong]),
        ("too large", vec![b'1'; (8 << 20) + 1], &[TooLarge]),
    ];
    for (name, bytes, expected) in cases {
        assert_eq!(codes(import(&bytes)), expected, "{name}");
    }
}

#[test]
fn what_people_have_every_day_is_read() {
    for (name, text, expected) in [
        (
            "cells left out at the end",
            "编号,水分,油分,备注\n1,45,62\n2,40\n",
            vec!["hydration=45(45) oiliness=62(62)", "hydration=40(40)"],
        ),
        ("a title", "演示门店\n编号,水分\n1,45\n", vec!["hydration=45(45)"]),
        (
            "a title and a date",
            "演示门店,,\n导出日期：,2026-11-20,\n编号,水分,油分\n1,45,62\n",
            vec!["hydration=45(45) oiliness=62(62)"],
        ),
        (
            "+ − @ in a column of no use",
            "编号,备注,水分\n1,@甲,45\n2,-甲,46\n3,+86 139,47\n",
            vec!["hydration=45(45)", "hydration=46(46)", "hydration=47(47)"],
        ),
        ("a line of sums", "编号,水分\n1,45\n平均,45\n合计：,45\n", vec!["hydration=45(45)"]),
        ("full-width figures", "编号,水分\n1,４５．５\n", vec!["hydration=45.5(45.5)"]),
        ("percent where it is points", "编号,水分\n1,45%\n", vec!["hydration=45(45)"]),
        (
            "units in the headings beside TEWL",
            "编号,油分(µg/cm²),水分(分),TEWL\n1,60,45,8\n",
            vec!["hydration=45(45) oiliness=100(60) barrier=100(8)"],
        ),
        (
            "what nobody sees in headings",
            "\u{200B}编号,水\u{200D}分\u{FE0F}\n1,45\n",
            vec!["hydration=45(45)"],
        ),
    ] {
        let imported = import(text.as_bytes()).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
        let found: Vec<String> = imported.tests.iter().map(crate::common::summary).collect();
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn a_person_is_known_whatever_stands_unseen_in_the_number() {
    let table = "编号,水分\nC\u{200B}-001\u{A0},45\nＣ－００２,46\n".as_bytes();
    let found = import(table).unwrap();
    let subjects: Vec<_> = found.tests.iter().map(|test| test.subject.as_deref().unwrap()).collect();
    assert_eq!(subjects, ["C-001", "C-002"]);
    let asked = Options { row: Some("c-002"), ..options() };
    assert_eq!(skintest::import(table, &crate::common::PROFILES, &asked).unwrap().tests.len(), 1);
    assert_eq!(
        codes(skintest::import(
            "编号,水分\nC-001,45\nC\u{200B}-001,46\n".as_bytes(),
            &crate::common::PROFILES,
            &Options { row: Some("C-001"), ..options() }
        )),
        [AmbiguousRow]
    );
}

#[test]
fn the_drift_of_a_clock_is_forgiven() {
    assert!(import("编号,检测时间,水分\n1,2026-11-21 10:05,45\n".as_bytes()).is_ok());
}

#[test]
fn options_that_do_not_fit() {
    let table = fixture("documented/generic-zh.csv");
    let twice = "编号,水分\n1,45\n1,46\n".as_bytes();
    let cases = [
        ("no such row", table.as_slice(), Options { row: Some("演示-003"), ..options() }, RowNotFound),
        ("two rows", twice, Options { row: Some("1"), ..options() }, AmbiguousRow),
        ("no such profile", &table, Options { profile: Some("x"), ..options() }, ProfileNotFound),
        ("another profile", &table, Options { profile: Some("visia-table"), ..options() }, ProfileMismatch),
        ("a reply's profile", &table, Options { profile: Some("facepp-pro"), ..options() }, ProfileMismatch),
    ];
    for (name, bytes, options, expected) in cases {
        assert_eq!(codes(skintest::import(bytes, &crate::common::PROFILES, &options)), [expected], "{name}");
    }
    assert_eq!(import(twice).unwrap().tests.len(), 2);
}

#[test]
fn a_problem_says_where_and_what_to_do() {
    let problems = import("编号,水分(%)\n1,45\n2,四十\n".as_bytes()).unwrap_err();
    let Problem { code, place, message } = &problems[0];
    assert_eq!((*code, place.as_str()), (WrongType, "第 3 行“水分(%)”列"));
    for part in ["应为数字", "四十", "文件未导入", "请核对该字段", "wrong type"] {
        assert!(message.contains(part), "{message}");
    }
    let shown = serde_json::to_value(&problems).unwrap();
    assert_eq!(shown[0]["code"], "wrong_type");
    assert!(shown[0]["where"].is_string());
    let again = Problem::already_imported(&"0".repeat(64), "2026-11-20");
    assert_eq!(again.code.code(), "already_imported");
}

#[test]
fn all_problems_are_listed_up_to_a_cap() {
    let mut table = "编号,水分\n".to_owned();
    for row in 0..200 {
        table.push_str(&format!("{row},x\n"));
    }
    let problems = import(table.as_bytes()).unwrap_err();
    assert_eq!(problems.len(), MAX_PROBLEMS + 1);
    assert_eq!(problems.last().unwrap().code, TooManyProblems);
}

#[test]
fn profiles_are_judged_when_they_are_loaded() {
    let good = "id = \"x\"\nversion = 1\nkind = \"table\"\nvendor = \"v\"\ndevice = \"d\"\nsource = \"s\"\n";
    let rest =
        "[recognise]\nall = [\"a\"]\n[[metric]]\nmetric = \"pores\"\nfrom = [\"a\"]\nconfirmed = false\n";
    let load = |text: String| skintest::Profiles::load([("x", text)]).map(drop);
    assert!(load(format!("{good}{rest}scale = {{ kind = \"score\" }}\n")).is_ok());
    for (name, text) in [
        ("unknown key", format!("{good}colour = 1\n{rest}scale = {{ kind = \"score\" }}\n")),
        ("unknown scale", format!("{good}{rest}scale = {{ kind = \"magic\" }}\n")),
        ("no scale", format!("{good}{rest}")),
        ("empty table", format!("{good}{rest}scale = {{ kind = \"table\", points = {{}} }}\n")),
        (
            "points above 100",
            format!("{good}{rest}scale = {{ kind = \"table\", points = {{ \"0\" = 101 }} }}\n"),
        ),
        (
            "no width",
            format!("{good}{rest}scale = {{ kind = \"linear\", start = 0, origin = 0, per = 0 }}\n"),
        ),
        ("weights", format!("{good}{rest}scale = {{ kind = \"deductions\", each = [1, 2] }}\n")),
        ("upside down", format!("{good}{rest}scale = {{ kind = \"score\" }}\nrange = [2, 1]\n")),
        ("age for pores", format!("{good}{rest}scale = {{ kind = \"skin_age\" }}\n")),
        ("fits every file", good.to_owned() + "[recognise]\n"),
    ] {
        assert!(load(text).is_err(), "{name}");
    }
    let twice = format!("{good}{rest}scale = {{ kind = \"score\" }}\n");
    let error = skintest::Profiles::load([("x", &twice), ("y", &twice)]).unwrap_err();
    assert_eq!(error.code(), "profile_twice");
}
