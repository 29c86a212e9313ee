//! Every pattern of the rules on registration and filing, each with what it may do.

use domain::filing::{FilingError, FilingKind, FilingNumber, PROVINCES, ProductionLicence};
use proptest::prelude::*;

#[test]
fn each_pattern_is_read_as_its_kind() {
    use FilingKind as Kind;
    let cases = [
        ("粤G妆网备字2022324124", Kind::DomesticOrdinary, true),
        ("云G妆网备字2023002054", Kind::DomesticOrdinary, true),
        ("沪G妆网备字2025004778", Kind::DomesticOrdinary, true),
        ("国妆网备进字（沪）2026003339", Kind::ImportedOrdinary, true),
        ("国妆网备进字(沪)2020003544", Kind::ImportedOrdinary, true),
        (" 国妆网备进字 (沪) ２０２０００３５４４ ", Kind::ImportedOrdinary, true),
        ("国妆网备制字（粤）2024000012", Kind::HkMoTwOrdinary, true),
        ("国妆特字20263800", Kind::Special, false),
        ("国妆特进字20221234", Kind::Special, false),
        ("国妆特制字20221234", Kind::Special, false),
        ("国妆特进字J20190153", Kind::SpecialOld, false),
        ("国妆特字G20190153", Kind::SpecialOld, false),
        ("国妆备进字J20114570", Kind::ImportedOld, false),
        ("卫妆特进字(2006)第0123号", Kind::MohOld, false),
        ("国妆原备字20260002", Kind::NewIngredient, false),
        ("国妆原注字20260002", Kind::NewIngredient, false),
    ];
    for (text, kind, blends) in cases {
        let number = FilingNumber::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!((number.kind(), number.may_be_blended()), (kind, blends), "{text}");
        assert!(number.is_usual(), "{text}");
    }
}

#[test]
fn a_number_is_the_same_however_people_write_it() {
    for (text, normal) in [
        ("鲁g妆网备字2024900002", "鲁G妆网备字2024900002"),
        ("鲁Ｇ妆网备字２０２４９００００３", "鲁G妆网备字2024900003"),
        ("鲁G妆网备字 2024900004号", "鲁G妆网备字2024900004"),
        ("备案编号：鲁G妆网备字2024900005", "鲁G妆网备字2024900005"),
        ("备案号: 鲁G妆网备字2024900005", "鲁G妆网备字2024900005"),
        ("鲁G妆网备字第2024900006号", "鲁G妆网备字2024900006"),
        ("国妆网备进字[沪]2024900008", "国妆网备进字（沪）2024900008"),
        ("国妆网备进字【沪】2024900008", "国妆网备进字（沪）2024900008"),
        ("鲁G妆网备字2024900009\u{200B}", "鲁G妆网备字2024900009"),
        ("国妆特进字j20190153", "国妆特进字J20190153"),
    ] {
        let number = FilingNumber::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!((number.as_str(), &number), (normal, &FilingNumber::parse(normal).unwrap()), "{text}");
    }
    for text in [
        "备案编号：",
        "备案编号：：鲁G妆网备字2024900005",
        "第鲁G妆网备字2024900005号",
        "鲁G妆网备字第第2024900005",
    ] {
        assert!(FilingNumber::parse(text).is_err(), "{text}");
    }
}

#[test]
fn invented_and_mangled_numbers_are_refused() {
    for text in [
        "",
        "号",
        "粤G妆网备字20260001",
        "国妆网备字20260001",
        "粤G妆网备字",
        "X G妆网备字2022324124",
        "鲁妆20200001",
        "国妆特字2026380",
        "国妆网备进字（美）2026003339",
        "国妆网备进字（沪2026003339",
        "粤G妆网备字2022３２a124",
        "粤G妆网备字1999324124",
        "国妆网备进字（沪）2026003339extra",
    ] {
        assert!(FilingNumber::parse(text).is_err(), "{text}");
    }
    assert!(matches!(FilingNumber::parse("美G妆网备字2022324124"), Err(FilingError::Province(_, '美'))));
}

#[test]
fn an_unusual_serial_is_taken_and_marked() {
    let number = FilingNumber::parse("粤G妆网备字202232412").unwrap();
    assert!(!number.is_usual() && number.may_be_blended());
}

#[test]
fn licences() {
    assert!(ProductionLicence::parse("沪妆20160012").is_ok());
    for bad in ["沪妆2016001", "美妆20160012", "沪妆", "沪G妆20160012"] {
        assert!(ProductionLicence::parse(bad).is_err(), "{bad}");
    }
}

proptest! {
    #[test]
    fn any_text_is_answered_and_a_number_reads_back_as_itself(text in "\\PC*") {
        if let Ok(number) = FilingNumber::parse(&text) {
            prop_assert_eq!(FilingNumber::parse(number.as_str()).unwrap(), number);
        }
    }

    #[test]
    fn every_province_and_year_is_read(index in 0_usize..31, year in 2000_u16..2100, serial in 0_u32..1_000_000) {
        let province = PROVINCES.chars().nth(index).unwrap();
        let number = FilingNumber::parse(&format!("{province}G妆网备字{year}{serial:06}")).unwrap();
        prop_assert_eq!((number.province(), number.year()), (Some(province), Some(year)));
    }
}
