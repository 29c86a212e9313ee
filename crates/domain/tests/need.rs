//! What a customer says: nothing is lost, nothing unlawful is kept, and allergies count once.

use domain::need::{Category, Channel, Concern, Forbidden, Needs, Statement, Verdict};
use proptest::prelude::*;
use words::Worded as _;

const ALL: [Concern; 12] = [
    Concern::Moisture,
    Concern::Soothing,
    Concern::OilControl,
    Concern::Blemishes,
    Concern::Wrinkles,
    Concern::Firming,
    Concern::Repair,
    Concern::Nourishing,
    Concern::Radiance,
    Concern::Pores,
    Concern::Scent,
    Concern::LightTexture,
];

fn judge(texts: &[&str]) -> Needs {
    judge_for(texts, &[], &ALL)
}

fn judge_for(texts: &[&str], allergies: &[&str], feasible: &[Concern]) -> Needs {
    let statement = |text: &&str| Statement { channel: Channel::SkinConsultation, text: (*text).to_owned() };
    let allergies: Vec<String> = allergies.iter().map(|allergy| (*allergy).to_owned()).collect();
    Needs::judge(texts.iter().map(statement).collect(), &allergies, false, feasible)
}

fn kept(concern: Concern) -> Verdict {
    Verdict::Kept { concern, category: concern.category() }
}

#[test]
fn one_line_is_classified_or_refused_by_name() {
    let refused = |reason| Verdict::NotCompliant { reason };
    let cases = [
        ("脸上很干燥，想要保湿", kept(Concern::Moisture)),
        ("容易泛红", kept(Concern::Soothing)),
        ("T 区出油多", kept(Concern::OilControl)),
        ("下巴长痘痘", kept(Concern::Blemishes)),
        ("有细纹", kept(Concern::Wrinkles)),
        ("有点松弛", kept(Concern::Firming)),
        ("想修护屏障", kept(Concern::Repair)),
        ("需要滋养", kept(Concern::Nourishing)),
        ("肤色暗沉", kept(Concern::Radiance)),
        ("毛孔粗大", kept(Concern::Pores)),
        ("喜欢玫瑰香气", kept(Concern::Scent)),
        ("质地清爽一点", kept(Concern::LightTexture)),
        ("More MOISTURE please", kept(Concern::Moisture)),
        ("想要美白", refused(Forbidden::SpecialFunction)),
        ("SPF 高一点", refused(Forbidden::SpecialFunction)),
        ("保湿又能祛斑", refused(Forbidden::SpecialFunction)),
        ("给宝宝用的保湿霜", refused(Forbidden::ForChild)),
        ("想要眼霜", refused(Forbidden::EyeCare)),
        ("能治疗痘痘吗", refused(Forbidden::Medical)),
        ("eczema on my cheek", refused(Forbidden::Medical)),
        ("想要便宜的", Verdict::NotFeasible),
        ("", Verdict::Invalid),
        ("   ", Verdict::Invalid),
        ("123", Verdict::Invalid),
        ("？？！", Verdict::Invalid),
        ("保\u{200B}湿", kept(Concern::Moisture)),
        ("ＭＯＩＳＴＵＲＥ", kept(Concern::Moisture)),
        ("美\u{AD}白", refused(Forbidden::SpecialFunction)),
        ("\u{200B}\u{FEFF}", Verdict::Invalid),
    ];
    for (text, expected) in cases {
        assert_eq!(judge(&[text]).lines[0].1, expected, "{text:?}");
    }
}

#[test]
fn a_line_of_500_characters_is_heard_and_of_501_is_not() {
    let (fits, too_long) = ("保湿".repeat(250), format!("{}。", "保湿".repeat(250)));
    assert_eq!(judge(&[&fits]).lines[0].1, kept(Concern::Moisture));
    assert_eq!(judge(&[&too_long]).lines[0].1, Verdict::Invalid);
}

#[test]
fn the_same_words_count_once_and_stay_readable() {
    let needs = judge(&["想要保湿", "控油", " 想要 保湿 ", "补水"]);
    let verdicts: Vec<_> = needs.lines.iter().map(|(_, verdict)| verdict.clone()).collect();
    let expected =
        [kept(Concern::Moisture), kept(Concern::OilControl), Verdict::Duplicate, kept(Concern::Moisture)];
    assert_eq!(verdicts, expected);
    assert_eq!(needs.lines[2].0.text, " 想要 保湿 ", "what was said is kept as it was said");
    assert_eq!(needs.concerns(), [Concern::Moisture, Concern::OilControl]);
}

#[test]
fn what_the_store_has_nothing_for_is_not_feasible() {
    let needs = judge_for(&["想要保湿", "抗皱"], &[], &[Concern::Wrinkles]);
    assert_eq!(needs.lines[0].1, Verdict::NotFeasible);
    assert_eq!(needs.concerns(), [Concern::Wrinkles]);
}

#[test]
fn allergies_are_trimmed_and_counted_once() {
    let needs = judge_for(&[], &[" 香精 ", "香精", "", "  ", "PEG-40", "peg 40", "水杨酸"], &ALL);
    assert_eq!(needs.allergies, ["香精", "PEG-40", "水杨酸"]);
}

#[test]
fn every_concern_has_its_word_and_its_kind_of_difference() {
    for concern in ALL {
        assert_eq!(Concern::in_text(concern.zh()), Some(concern));
        assert_eq!(Forbidden::in_text(concern.zh()), None, "{concern:?}");
    }
    assert_eq!(Concern::WORDS.len(), ALL.len());
    let category = |wanted| ALL.iter().filter(|concern| concern.category() == wanted).count();
    assert_eq!(
        (category(Category::Sensory), category(Category::Performance), category(Category::Efficacy)),
        (1, 1, 10)
    );
}

proptest! {
    #[test]
    fn nothing_that_was_said_is_lost_and_nothing_forbidden_is_kept(texts in proptest::collection::vec("\\PC{0,20}|保湿|美白|眼霜|控油", 0..12)) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let needs = judge(&texts);
        prop_assert!(needs.lines.iter().map(|(statement, _)| statement.text.as_str()).eq(texts));
        for (statement, verdict) in &needs.lines {
            if matches!(verdict, Verdict::Kept { .. }) {
                prop_assert_eq!(Forbidden::in_text(&statement.text), None);
            }
        }
        let text = serde_json::to_string(&needs).unwrap();
        prop_assert_eq!(serde_json::from_str::<Needs>(&text).unwrap(), needs);
    }
}

#[test]
fn allergies_are_taken_apart_into_names() {
    let cases: [(&str, &[&str]); 20] = [
        ("甘油", &["甘油"]),
        ("甘油、水杨酸", &["甘油", "水杨酸"]),
        ("对甘油过敏，水杨酸不耐受；香精。", &["甘油", "水杨酸", "香精"]),
        ("1,2-己二醇, 甘油", &["1,2-己二醇", "甘油"]),
        ("CAPRYLIC/CAPRIC TRIGLYCERIDE", &["CAPRYLIC/CAPRIC TRIGLYCERIDE"]),
        ("Limonene allergy", &["Limonene"]),
        ("1，2-己二醇，甘油", &["1，2-己二醇", "甘油"]),
        ("１、２-己二醇、甘油", &["1、2-己二醇", "甘油"]),
        ("对苯二胺", &["对苯二胺"]),
        ("对苯二胺过敏", &["对苯二胺", "苯二胺"]),
        ("对羟基苯甲酸甲酯、甘油", &["对羟基苯甲酸甲酯", "甘油"]),
        ("对甘\u{200B}油过\u{2060}敏", &["甘油"]),
        ("过敏", &[]),
        ("  ", &[]),
        ("、，;", &[]),
        ("没有", &[]),
        ("无。", &[]),
        ("None", &[]),
        ("没有过敏", &[]),
        ("无患子提取物", &["无患子提取物"]),
    ];
    for (said, names) in cases {
        assert_eq!(domain::need::allergens(said), names, "{said}");
    }
}

#[test]
fn a_forbidden_wish_is_read_through_blanks_and_full_width_letters() {
    use domain::need::Forbidden;
    for text in ["美 白", "美·白", "ＳＰＦ30", "想变白"] {
        assert_eq!(Forbidden::in_text(text), Some(Forbidden::SpecialFunction), "{text}");
    }
    assert_eq!(Forbidden::in_text("保湿补水"), None);
}
