//! Workbooks and archives: what is read, what is refused.

use crate::common::book::{RELATIONS, WORKBOOK, archive, workbook, workbook_of};
use crate::common::{codes, fixture, import, summary};
use skintest::ProblemCode::{self, *};

const HEADER: &[&str] = &["编号", "检测时间", "水分(%)", "备注", "演示-1", "a &amp; &#x4E2D;"];
const HEAD_ROW: &str = r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c></row>"#;

fn rows(row: &str) -> String {
    format!("{HEAD_ROW}{row}")
}

#[test]
fn a_workbook_is_read_like_a_table() {
    let row = r#"<row r="3"><c r="A3" t="s"><v>4</v></c><c r="B3" s="1"><v>45000.5</v></c><c r="C3"><v>45.5</v></c><c r="D3" t="inlineStr"><is><t>x</t></is></c></row>"#;
    let imported = import(&workbook(HEADER, &rows(row))).unwrap();
    let test = &imported.tests[0];
    assert_eq!(summary(test), "hydration=45.5(45.5)");
    assert_eq!(test.subject.as_deref(), Some("演示-1"));
    assert_eq!(test.taken_at.unwrap().to_rfc3339(), "2023-03-15T12:00:00+08:00");
    assert_eq!(test.origin.unmapped, ["备注"]);
}

#[test]
fn numbers_as_text_and_missing_cells() {
    let row = r#"<row r="2"><c r="A2"><v>1001</v></c><c r="C2" t="str"><v>45</v></c></row><row r="9"><c r="C9"><v>60</v></c></row>"#;
    let imported = import(&workbook(HEADER, &rows(row))).unwrap();
    assert_eq!(
        imported.tests.iter().map(summary).collect::<Vec<_>>(),
        ["hydration=45(45)", "hydration=60(60)"]
    );
    assert_eq!(imported.tests[0].subject.as_deref(), Some("1001"));
}

#[test]
fn refused_workbooks() {
    let cases: &[(&str, &str, &[ProblemCode])] = &[
        ("formula", r#"<row r="2"><c r="C2"><f>1+1</f><v>2</v></c></row>"#, &[FormulaCell]),
        (
            "shared formula",
            r#"<row r="2"><c r="C2"><f t="shared" si="4294967295"/><v>2</v></c></row>"#,
            &[FormulaCell],
        ),
        ("a tick where a number is due", r#"<row r="2"><c r="C2" t="b"><v>1</v></c></row>"#, &[WrongType]),
        (
            "a date in the column of codes",
            r#"<row r="2"><c r="A2" s="1"><v>46346</v></c><c r="C2"><v>45</v></c></row>"#,
            &[TurnedCode],
        ),
        (
            "a strict date there",
            r#"<row r="2"><c r="A2" t="d"><v>2026-11-20</v></c><c r="C2"><v>45</v></c></row>"#,
            &[TurnedCode],
        ),
        (
            "a code of sixteen digits",
            r#"<row r="2"><c r="A2"><v>6920000000000171</v></c><c r="C2"><v>45</v></c></row>"#,
            &[TurnedCode],
        ),
        ("a share behind no percentage", r#"<row r="2"><c r="C2"><v>0.45</v></c></row>"#, &[AmbiguousValue]),
        ("a date where a number is due", r#"<row r="2"><c r="C2" s="1"><v>45</v></c></row>"#, &[WrongType]),
        ("error value", r#"<row r="2"><c r="C2" t="e"><v>#DIV/0!</v></c></row>"#, &[NotANumber]),
        ("far column", r#"<row r="104857"><c r="XFD104857"><v>1</v></c></row>"#, &[TooManyColumns]),
        ("far row", r#"<row r="1048576"><c r="C1048576"><v>1</v></c></row>"#, &[TooManyRows]),
        ("string beyond the list", r#"<row r="2"><c r="C2" t="s"><v>99</v></c></row>"#, &[MalformedWorkbook]),
        ("rows backwards", r#"<row r="5"></row><row r="4"></row>"#, &[MalformedWorkbook]),
        ("cells backwards", r#"<row r="5"><c r="C5"/><c r="A5"/></row>"#, &[MalformedWorkbook]),
        ("unknown entity", r#"<row r="2"><c r="C2" t="str"><v>&bomb;</v></c></row>"#, &[MalformedWorkbook]),
        ("words", r#"<row r="2"><c r="C2" t="s"><v>5</v></c></row>"#, &[WrongType]),
        ("torn", r#"<row r="2"><c r="C2"><v>4"#, &[MalformedWorkbook]),
    ];
    for (name, row, expected) in cases {
        let found = codes(import(&workbook(HEADER, &rows(row))));
        assert_eq!(found.first(), expected.first(), "{name}: {found:?}");
    }
}

#[test]
fn what_a_cell_shows_is_what_is_read() {
    for (name, row, expected) in [
        ("a percentage", r#"<row r="2"><c r="C2" s="2"><v>0.45</v></c></row>"#, "hydration=45(45)"),
        ("one of two decimals", r#"<row r="2"><c r="C2" s="3"><v>0.07</v></c></row>"#, "hydration=7(7)"),
        (
            "a formula that nobody reads",
            r#"<row r="2"><c r="C2"><v>4</v></c><c r="D2"><f>A1</f></c></row>"#,
            "hydration=4(4)",
        ),
        (
            "a formatted cell far away",
            r#"<row r="2"><c r="C2"><v>4</v></c><c r="XFD2" s="1"/></row><row r="1048576"><c r="A1048576" s="1"></c></row>"#,
            "hydration=4(4)",
        ),
    ] {
        let imported =
            import(&workbook(HEADER, &rows(row))).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
        assert_eq!(imported.tests.iter().map(summary).collect::<Vec<_>>(), [expected], "{name}");
    }
}

#[test]
fn texts_come_as_they_are_read_and_codes_as_they_are_shown() {
    for (name, row, subject) in [
        (
            "a phonetic run",
            r#"<row r="2"><c r="A2" t="inlineStr"><is><t>演</t><rPh sb="0" eb="1"><t>えん</t></rPh></is></c><c r="C2"><v>4</v></c></row>"#,
            "演",
        ),
        (
            "an escape",
            r#"<row r="2"><c r="A2" t="str"><v>C_x005F_1_x000D_</v></c><c r="C2"><v>4</v></c></row>"#,
            "C_1",
        ),
        (
            "zeros in front",
            r#"<row r="2"><c r="A2" s="4"><v>17</v></c><c r="C2"><v>4</v></c></row>"#,
            "00017",
        ),
        (
            "thirteen digits",
            r#"<row r="2"><c r="A2"><v>6.920000000017E12</v></c><c r="C2"><v>4</v></c></row>"#,
            "6920000000017",
        ),
    ] {
        let imported =
            import(&workbook(HEADER, &rows(row))).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
        assert_eq!(imported.tests[0].subject.as_deref(), Some(subject), "{name}");
    }
}

/// The files of `tests/fixtures/everyday`, with the first test that must come of each; `ORIGIN.md` says what they are.
#[test]
fn everyday_files_of_other_programs_are_read() {
    let mut seen = 0;
    for (name, bytes) in crate::common::files("everyday") {
        let read = import(&bytes);
        seen += 1;
        if name == "formula.csv" {
            assert_eq!(codes(read), [FormulaCell], "{name}");
        } else {
            let imported = read.unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
            assert!(summary(&imported.tests[0]).contains("hydration=45(45)"), "{name}");
            if name.starts_with("time-") {
                let time =
                    imported.tests[0].taken_at.unwrap().with_timezone(&crate::common::now().timezone());
                let expected = match name.as_str() {
                    "time-afternoon.csv" | "time-pm.csv" | "time-offset-without-colon.csv" => {
                        "2026-11-20 15:05:00 +08:00"
                    }
                    "time-strict-day.xlsx" => "2026-11-20 00:00:00 +08:00",
                    _ => "2026-11-20 09:30:00 +08:00",
                };
                assert_eq!(time.to_string(), expected, "{name}");
            }
        }
    }
    assert_eq!(seen, 34);
}

#[test]
fn lying_counts_and_entity_bombs() {
    let sst = format!("<sst uniqueCount=\"{}\"><si><t>水分</t></si></sst>", u64::MAX);
    let rows = r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2"><v>4</v></c></row>"#;
    assert!(import(&workbook_of(&sst, rows)).is_ok(), "a count that the file claims is not believed");
    let bomb = r#"<!DOCTYPE a [<!ENTITY b "bbbb">]><sst><si><t>&b;</t></si></sst>"#;
    assert_eq!(codes(import(&workbook_of(bomb, rows))), [MalformedWorkbook]);
    let deep = format!("<sst>{}</sst>", "<a>".repeat(100_000));
    assert_eq!(codes(import(&workbook_of(&deep, rows))), [TooDeep]);
}

#[test]
fn other_archives() {
    let result = fixture("documented/youcam-hd.json");
    let pictures = archive(&[
        ("skinanalysisResult/score_info.json", &result),
        ("skinanalysisResult/hd_acne_output.png", b"\x89PNG"),
    ]);
    let imported = import(&pictures).unwrap();
    assert_eq!(imported.tests[0].origin.profile, "youcam-hd");
    assert_eq!(imported.tests[0].origin.sha256, skintest::sha256(&pictures), "the hash is of the archive");
    let twice = archive(&[("a/score_info.json", &result), ("b/score_info.json", &result)]);
    let no_sheet = archive(&[
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
    ]);
    let many: Vec<(String, &[u8])> = (0..600).map(|n| (format!("p{n}"), b"".as_slice())).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, content)| (name.as_str(), *content)).collect();
    let zeros = vec![0; 30 << 20];
    for (name, bytes, expected) in [
        ("two results", twice, UnsupportedFormat),
        ("some document", archive(&[("word/document.xml", b"<a/>")]), UnsupportedFormat),
        ("no worksheet", no_sheet, MalformedWorkbook),
        ("many parts", archive(&many), ZipBomb),
        ("zip bomb", archive(&[("xl/workbook.xml", &zeros)]), ZipBomb),
    ] {
        assert_eq!(codes(import(&bytes)), [expected], "{name}");
    }
}

#[test]
fn every_cut_and_flip_of_a_workbook_is_survived() {
    let row = r#"<row r="2"><c r="A2" t="s"><v>4</v></c><c r="C2"><v>45.5</v></c></row>"#;
    let bytes = workbook(HEADER, &rows(row));
    for end in 0..bytes.len() {
        assert!(import(&bytes[..end]).is_err(), "cut at {end}");
    }
    for at in 0..bytes.len() {
        for flip in [1, 0x80, 0xFF] {
            let mut changed = bytes.clone();
            changed[at] ^= flip;
            let _ = import(&changed);
        }
    }
}
