//! The token as a whole: what is signed comes back, and nothing else is believed. One known token stands here byte for
//! byte, so that labels on bathroom shelves stay readable by every later version.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests fail by panicking")]

use chrono::{DateTime, NaiveDate, TimeDelta};
use ed25519_dalek::{SigningKey, VerifyingKey};
use proptest::prelude::*;
use token::{LabelToken, Part, TokenError, key_id, looks_like_one};

fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

fn keys() -> [VerifyingKey; 1] {
    [key().verifying_key()]
}

fn part(filing: &str, lot: &str) -> Part {
    Part { filing: filing.to_owned(), lot: lot.to_owned() }
}

fn plain() -> LabelToken {
    LabelToken {
        service: "JN01-261120-0031".to_owned(),
        made_at: DateTime::parse_from_rfc3339("2026-11-20T14:05:00+08:00").unwrap(),
        use_by: NaiveDate::from_ymd_opt(2026, 12, 20).unwrap(),
        parts: vec![
            part("鲁G妆网备字2026000001", "A2611001"),
            part("国妆网备进字（沪）2026003339", "B2611002"),
        ],
    }
}

#[test]
fn the_known_token_is_read_for_ever() {
    let text = plain().signed(&key()).unwrap();
    assert_eq!(text, include_str!("known-token.txt").trim());
    assert_eq!(text.len(), 255, "the most that a code of 37 × 37 modules holds");
    assert_eq!(LabelToken::verified(&text, &keys()).unwrap(), plain());
    assert_eq!(plain().store(), "JN01");
}

#[test]
fn a_token_is_read_however_it_was_brought() {
    let text = plain().signed(&key()).unwrap();
    let (front, back) = text.split_at(100);
    for (name, brought) in [
        ("with blanks around it", format!("  {text}\r\n")),
        ("broken into lines", format!("{front}\n{back}")),
        ("behind the address of a page", format!("https://example.invalid/verify/#{text}")),
    ] {
        assert_eq!(LabelToken::verified(&brought, &keys()).unwrap(), plain(), "{name}");
        assert!(looks_like_one(&brought), "{name}");
    }
    for other in ["", "JN01-261120-0031", "6901234567892", "鲁G妆网备字2026000001", &"7".repeat(400)] {
        assert!(!looks_like_one(other), "{other}");
        assert!(LabelToken::verified(other, &keys()).is_err(), "{other}");
    }
}

#[test]
fn every_changed_missing_or_added_digit_is_refused() {
    let text = plain().signed(&key()).unwrap();
    for at in 0..text.len() {
        for digit in '0'..='9' {
            let mut other = text.clone();
            other.replace_range(at..=at, &digit.to_string());
            if other != text {
                assert!(LabelToken::verified(&other, &keys()).is_err(), "digit {at} as {digit}");
            }
        }
        let mut shorter = text.clone();
        shorter.remove(at);
        assert!(LabelToken::verified(&shorter, &keys()).is_err(), "without digit {at}");
    }
    assert_eq!(LabelToken::verified(&format!("{text}007"), &keys()), Err(TokenError::NotAToken));
}

#[test]
fn only_the_named_key_is_believed() {
    let text = plain().signed(&key()).unwrap();
    let other = SigningKey::from_bytes(&[8; 32]).verifying_key();
    assert_eq!(LabelToken::verified(&text, &[other]), Err(TokenError::OtherKey(key_id(&keys()[0]))));
    assert_eq!(LabelToken::verified(&text, &[]), Err(TokenError::OtherKey(key_id(&keys()[0]))));
    assert_eq!(LabelToken::verified(&text, &[other, keys()[0]]).unwrap(), plain());
}

#[test]
fn what_has_no_place_in_the_form_is_refused_by_name() {
    type Change = fn(&mut LabelToken);
    let cases: [(&str, Change); 8] = [
        ("no component", |token| token.parts.clear()),
        ("sixteen components", |token| token.parts = vec![part("鲁G妆网备字2026000001", "A1"); 16]),
        ("no number", |token| token.service = "JN01".to_owned()),
        ("a serial that would come back shorter", |token| token.service = "JN01-261120-00031".to_owned()),
        ("a serial beyond its room", |token| token.service = "JN01-261120-65536".to_owned()),
        ("a lot without end", |token| token.parts[0].lot = "批".repeat(43)),
        ("a time before 2020", |token| token.made_at -= TimeDelta::days(3_000)),
        ("a day beyond its room", |token| token.use_by = NaiveDate::from_ymd_opt(2200, 1, 1).unwrap()),
    ];
    for (name, change) in cases {
        let mut token = plain();
        change(&mut token);
        assert!(matches!(token.signed(&key()), Err(TokenError::Unsayable { .. })), "{name}");
    }
}

#[test]
fn another_version_says_so() {
    // The first group of seven bytes begins with the version.
    let text = plain().signed(&key()).unwrap();
    let first: u64 = text[..17].parse().unwrap();
    let other = format!("{:017}{}", first + (1 << 52), &text[17..]);
    assert_eq!(LabelToken::verified(&other, &keys()), Err(TokenError::Version(2)));
}

fn filings() -> impl Strategy<Value = String> {
    let provinces: Vec<char> =
        "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新".chars().collect();
    let domestic = (prop::sample::select(provinces.clone()), "20[0-9]{2}[0-9]{5,7}")
        .prop_map(|(province, digits)| format!("{province}G妆网备字{digits}"));
    let others = (prop::sample::select(provinces), "[进制]", "20[0-9]{2}[0-9]{5,7}")
        .prop_map(|(province, kind, digits)| format!("国妆网备{kind}字（{province}）{digits}"));
    prop_oneof![domestic, others, "国妆特字20[0-9]{6}", "卫妆备进字\\([0-9]{4}\\)第[0-9]{4}号"]
}

fn tokens() -> impl Strategy<Value = LabelToken> {
    let parts = prop::collection::vec((filings(), "[0-9A-Za-z.-]{1,20}|[0-9A-Z/ 批号]{1,12}"), 1..=15);
    let store = "[A-Z]{2}[0-9]{2}|[A-Z]+-[0-9]|济南[一二]店";
    (store, 0_i64..40_000, 1_u16.., 0_i64..(1 << 24), 0_i64..60_000, parts).prop_map(
        |(store, opened, serial, minutes, kept, parts)| {
            let day = |days| NaiveDate::from_ymd_opt(2020, 1, 1).unwrap() + TimeDelta::days(days);
            let midnight = DateTime::parse_from_rfc3339("2020-01-01T00:00:00+08:00").unwrap();
            // A service's number has two digits of its year.
            let opened = day(opened % 29_000).format("%y%m%d");
            LabelToken {
                service: format!("{store}-{opened}-{serial:04}"),
                made_at: midnight + TimeDelta::minutes(minutes),
                use_by: day(kept),
                parts: parts.into_iter().map(|(filing, lot)| Part { filing, lot }).collect(),
            }
        },
    )
}

proptest! {
    #[test]
    fn what_is_signed_comes_back(token in tokens()) {
        let text = token.signed(&key()).unwrap();
        prop_assert!(text.bytes().all(|byte| byte.is_ascii_digit()));
        prop_assert_eq!(LabelToken::verified(&text, &keys()).unwrap(), token);
    }

    #[test]
    fn no_digits_make_it_stumble_or_believe(text in "[0-9]{0,600}") {
        prop_assert!(LabelToken::verified(&text, &keys()).is_err());
    }
}
