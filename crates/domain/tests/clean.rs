//! What comes in is compared as people mean it: what nobody sees, width, case, blanks, kinds of hyphen and a workbook's escapes
//! change nothing, and what remains odd is refused by name.

use domain::clean::{Meant, Odd, code, code_key, meant, name_key, odd, text};

#[test]
fn a_text_is_kept_as_it_was_meant() {
    for (name, typed, kept) in [
        ("a zero-width space", "张\u{200B}三", "张三"),
        ("a byte order mark", "\u{FEFF}张三", "张三"),
        ("a soft hyphen", "gly\u{AD}cerin", "glycerin"),
        ("marks of direction", "\u{202E}甘油\u{202C}", "甘油"),
        ("a variant of a letter", "葛\u{E0100}粉", "葛粉"),
        ("a filler", "张\u{3164}三", "张三"),
        ("blanks of every width", "演示\u{A0}\u{3000}\u{2009}企业", "演示 企业"),
        ("letters and digits in full width", "Ｐ０１号", "P01号"),
        (
            "Chinese punctuation stays",
            "避光，阴凉处（2 年）——存放；「慎用」",
            "避光，阴凉处（2 年）——存放；「慎用」",
        ),
        ("line breaks of any kind", "一\r\n二\r三", "一\n二\n三"),
        ("an accent in two parts", "cre\u{301}me", "créme"),
        ("nothing that anybody sees", "\u{200B}\u{3000}\u{2060}", ""),
    ] {
        assert_eq!(text(typed), kept, "{name}");
        assert_eq!(text(kept), kept, "{name}: clean already");
    }
}

#[test]
fn a_number_is_kept_in_one_width_with_one_hyphen() {
    for (name, typed, kept) in [
        ("full width", "Ｐ４０－Ａ", "P40-A"),
        ("a non-breaking hyphen", "P40\u{2011}A", "P40-A"),
        ("a dash", "P40–A", "P40-A"),
        ("a minus", "P40−A", "P40-A"),
        ("unseen", "\u{FEFF}P40\u{200D}-A\u{200B}", "P40-A"),
        ("its case stays", "p40-a", "p40-a"),
        ("one blank for a run", "P 40 \u{A0} A", "P 40 A"),
    ] {
        assert_eq!(code(typed), kept, "{name}");
        assert_eq!(code_key(typed), code_key(kept), "{name}");
    }
    let all = ["P40-A", "p40-a", "P 40-A", "Ｐ４０－Ａ", "P40\u{2011}A", "P\u{200B}40-A", "P40 - A"];
    assert!(all.iter().all(|one| code_key(one) == "p40-a"));
    assert_ne!(code_key("P4-0A"), code_key("P40-A"), "a hyphen elsewhere is another number");
    assert_ne!(code_key("P40A"), code_key("P40-A"));
}

#[test]
fn names_have_one_key_however_they_are_written() {
    for (one, other) in [
        ("PEG-40 氢化蓖麻油", "ｐｅｇ‒40氢化\u{200B}蓖麻油"),
        ("1,2-己二醇", "1，2－己二醇"),
        ("1,2-己二醇", "1、2—己二醇"),
        ("牛油果树（BUTYROSPERMUM PARKII）果脂", "牛油果树[Butyrospermum Parkii]果脂"),
        ("D-PANTHENOL", "d‐panthenol"),
        ("维生素E", "维生素Ｅ"),
        ("β-葡聚糖", "Β-葡聚糖"),
        ("O'NEIL", "o’neil"),
    ] {
        assert_eq!(name_key(one), name_key(other), "{one} {other}");
    }
}

#[test]
fn what_remains_odd_is_said_by_its_place() {
    for (name, typed, expected) in [
        ("plain", "甘油 Glycerin", Ok(())),
        ("Greek beside Chinese", "β-葡聚糖", Ok(())),
        ("a unit", "10 μg", Ok(())),
        ("a control character", "甘\u{7}油", Err(Odd::Control(2))),
        ("a tab", "甘\t油", Err(Odd::Control(2))),
        ("a failed conversion", "甘\u{FFFD}", Err(Odd::Unreadable(2))),
        ("private use", "\u{E001}油", Err(Odd::Unreadable(1))),
        ("Cyrillic in a Latin word", "GLYC\u{0415}RIN", Err(Odd::Disguised(5, '\u{0415}'))),
        ("Greek in a Latin word", "\u{0391}LCOHOL", Err(Odd::Disguised(2, 'L'))),
        ("Cyrillic alone is a language", "\u{0433}\u{043B}", Ok(())),
    ] {
        assert_eq!(odd(&text(typed)), expected, "{name}");
    }
}

#[test]
fn a_typed_number_means_what_is_known_under_it() {
    let known = ["P01", "P02", "Ｐ\u{200B}03", "a-1", "A-1"];
    for (name, typed, expected) in [
        ("as it is written", "P01", Meant::One("P01")),
        ("otherwise", "ｐ０１", Meant::One("P01")),
        ("an old odd one, as it is written", "Ｐ\u{200B}03", Meant::One("Ｐ\u{200B}03")),
        ("an old odd one, as it is meant", "p03", Meant::One("Ｐ\u{200B}03")),
        ("the one that is written the same comes first", "A-1", Meant::One("A-1")),
        ("clean, the one that is written the same", "\u{FEFF}a-1", Meant::One("a-1")),
        ("of two that mean the same none is chosen", "A - 1", Meant::Several),
        ("none", "P04", Meant::New),
    ] {
        assert_eq!(meant(typed, known), expected, "{name}");
    }
}
