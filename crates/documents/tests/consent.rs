//! The consent sheet as it is recorded, and its copies, judged from outside.

use crate::common::{Case, Paper, bare, typeface};
use documents::{
    Choice, Consent, Format, Guardian, Party, PlanSummary, Purpose, Refusal, Signature, StrokePoint,
    consent_copy_pdf, consent_pdf, consent_words,
};

fn purpose(name: &str, choice: Choice) -> Purpose {
    Purpose {
        name: name.to_owned(),
        collected: "演示：姓名、服务时间、所用产品、批号".to_owned(),
        why: "演示：履行化妆品个性化服务的记录与追溯义务".to_owned(),
        kept: "演示：产品使用期限届满后一年".to_owned(),
        choice,
    }
}

fn signature() -> Signature {
    let point = |x: u16, y: u16| StrokePoint { x: f32::from(x), y: f32::from(y), t: f32::from(x) };
    Signature {
        pad_width: 600.0,
        pad_height: 200.0,
        strokes: vec![(10..110).map(|at| point(at * 5, 50 + at % 60)).collect(), vec![point(300, 150)]],
    }
}

fn consent() -> Consent {
    Consent {
        enterprise: Party {
            name: "演示化妆品有限公司".to_owned(),
            address: "山东省济南市演示路1号".to_owned(),
        },
        store: Party {
            name: "演示济南一店".to_owned(), address: "济南市历下区演示街8号".to_owned()
        },
        service_number: "JN01-261120-0031".to_owned(),
        signed_at: chrono::DateTime::parse_from_rfc3339("2026-11-20T13:40:12+08:00").unwrap(),
        purposes: vec![purpose("服务记录", Choice::Agreed), purpose("面部图像", Choice::Refused)],
        text_version: "2026-01".to_owned(),
        text_hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
        under_14: false,
        guardian: None,
        plan: PlanSummary {
            name: "演示保湿方案".to_owned(),
            lines: vec!["演示保湿精华液60% + 演示舒缓乳液40%".to_owned()],
        },
        signer: "演示顾客".to_owned(),
        signature: signature(),
    }
}

fn assert_a5(paper: &Paper) -> usize {
    let boxes = paper.media_boxes();
    for (width, height) in &boxes {
        assert!((width * 25.4 / 72.0 - 148.0).abs() < 0.01 && (height * 25.4 / 72.0 - 210.0).abs() < 0.01);
    }
    boxes.len()
}

#[test]
fn the_consent_sheet_says_what_was_chosen_and_carries_the_strokes() {
    let paper = Paper::new(&consent_pdf(&consent(), typeface()).unwrap());
    paper.assert_sound();
    assert_a5(&paper);
    let text = bare(&paper.raw_pages().concat());
    for part in [
        "化妆品个性化服务告知与同意书",
        "服务编号：JN01-261120-0031",
        "签署时间：2026-11-2013:40:12+08:00",
        "1.服务记录",
        "顾客的选择：同意",
        "2.面部图像",
        "顾客的选择：不同意",
        "演示保湿精华液60%+演示舒缓乳液40%",
        "文本版本：2026-01",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "签署人：演示顾客",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    let objects = paper.objects();
    let lines = objects.lines().filter(|line| line.ends_with(" l")).count();
    assert!(lines >= 100, "the strokes are {lines} lines");
}

#[test]
fn a_consent_without_its_parts_is_refused_by_name() {
    let cases: [Case<Consent>; 9] = [
        ("处理目的", |consent| consent.purposes.clear()),
        ("收集原因", |consent| consent.purposes[1].why.clear()),
        ("保存期限", |consent| consent.purposes[1].kept.clear()),
        ("方案", |consent| consent.plan.name.clear()),
        ("文本版本", |consent| consent.text_version.clear()),
        ("文本SHA-256", |consent| consent.text_hash.clear()),
        ("签署人", |consent| consent.signer.clear()),
        ("签名", |consent| consent.signature.strokes = vec![vec![]]),
        ("监护人", |consent| consent.under_14 = true),
    ];
    for (item, take_away) in cases {
        let mut values = consent();
        take_away(&mut values);
        assert_eq!(consent_pdf(&values, typeface()).unwrap_err(), Refusal::MissingItem { item });
    }
    let mut values = consent();
    values.signer = "演示𠮷".to_owned();
    assert_eq!(
        consent_pdf(&values, typeface()).unwrap_err(),
        Refusal::MissingGlyph { item: "签署人", character: '𠮷' }
    );
}

#[test]
fn a_guardian_signs_for_a_child_under_14() {
    let mut values = consent();
    values.under_14 = true;
    values.guardian = Some(Guardian { name: "演示监护人".to_owned(), relation: "母亲".to_owned() });
    let text = bare(&Paper::new(&consent_pdf(&values, typeface()).unwrap()).raw_pages().concat());
    assert!(text.contains("监护人：演示监护人") && text.contains("与顾客的关系：母亲"), "{text}");
}

#[test]
fn strokes_that_no_hand_wrote_are_refused() {
    let point = |x, y| vec![vec![StrokePoint { x, y, t: 0.0 }]];
    for (name, strokes) in [
        ("not a number", point(f32::NAN, 1.0)),
        ("endless", point(1.0, f32::INFINITY)),
        ("left of the pad", point(-0.1, 1.0)),
        ("below the pad", point(1.0, 200.1)),
        ("too many", vec![vec![StrokePoint { x: 1.0, y: 1.0, t: 0.0 }; 20_001]]),
    ] {
        let mut values = consent();
        values.signature.strokes = strokes;
        let refusal = consent_pdf(&values, typeface()).unwrap_err();
        assert!(matches!(refusal, Refusal::Invalid { item: "签名", .. }), "{name}: {refusal:?}");
    }
    for side in [0.0, -1.0, f32::NAN, f32::INFINITY] {
        let mut values = consent();
        values.signature.pad_width = side;
        assert_eq!(consent_pdf(&values, typeface()).unwrap_err().code(), "document_value_invalid");
    }
}

#[test]
fn the_same_values_give_the_same_sheet() {
    assert_eq!(consent_pdf(&consent(), typeface()).unwrap(), consent_pdf(&consent(), typeface()).unwrap());
}

#[test]
fn what_a_sheet_says_has_its_choices_and_its_strokes_and_differs_when_one_of_them_does() {
    let said = consent_words(&consent()).unwrap();
    assert!(said.contains("顾客的选择同意") && said.contains("签署人演示顾客"), "{said}");
    assert!(!said.contains(char::is_whitespace), "{said}");
    let mut other = consent();
    other.signature.strokes[1][0].x += 1.0;
    assert_ne!(consent_words(&other).unwrap(), said, "another hand");
    let mut other = consent();
    other.purposes[1].choice = Choice::Agreed;
    assert_ne!(consent_words(&other).unwrap(), said, "another choice");
}

#[test]
fn nobodys_name_is_in_the_files_own_description() {
    let info = Paper::new(&consent_pdf(&consent(), typeface()).unwrap()).objects();
    let author = info.lines().find(|line| line.trim_start().starts_with("/Author")).unwrap_or("/Author ()");
    assert!(author.contains("()") || author.contains("<feff>") || author.contains("<>"), "{author}");
}

#[test]
fn a_copy_says_that_it_is_one_and_carries_all_of_the_original_on_every_paper() {
    let original = bare(&Paper::new(&consent_pdf(&consent(), typeface()).unwrap()).raw_pages().concat());
    assert!(!original.contains("副本"), "{original}");
    let digest = "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752";
    for format in Format::ALL {
        let copy = consent_copy_pdf(&consent(), digest, format, typeface()).unwrap();
        let paper = Paper::new(&copy.pdf);
        paper.assert_sound();
        let text = bare(&paper.raw_pages().concat());
        for part in [
            "副本",
            digest,
            "顾客的选择：同意",
            "顾客的选择：不同意",
            "面部图像",
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "签署人：演示顾客",
            "演示保湿精华液60%+演示舒缓乳液40%",
        ] {
            assert!(text.contains(part), "{format:?}: {part} is not in {text}");
        }
        let lines = paper.objects().lines().filter(|line| line.ends_with(" l")).count();
        assert!(lines >= 100, "{format:?}: the strokes are {lines} lines");
    }
}
