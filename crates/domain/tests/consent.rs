//! Three ages at their birthdays, and choices by purpose: what was not asked is refused.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use chrono::NaiveDate;
use domain::consent::{AgeBand, Choice, Consent, ConsentError, ConsentParts, Purpose};
use domain::event::VaultRef;
use domain::ids::VaultId;
use domain::signature::Digest;
use proptest::prelude::*;
use words::Worded as _;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn guardian() -> VaultRef {
    VaultRef { id: VaultId::new("v1").unwrap(), commitment: Digest::of_bytes(&[1; 32]) }
}

fn parts(age: AgeBand, guardian: Option<VaultRef>, choices: &[(Purpose, bool)]) -> ConsentParts {
    let choices =
        choices.iter().map(|(purpose, agreed)| Choice { purpose: *purpose, agreed: *agreed }).collect();
    ConsentParts { age, guardian, choices, text_version: 1, text: Digest::of_bytes(&[2; 32]) }
}

#[test]
fn a_band_changes_on_the_birthday() {
    use AgeBand as Band;
    let cases = [
        ("the eve of 13", "2013-11-22", "2026-11-21", Band::ChildOfCosmetics),
        ("13 today", "2013-11-21", "2026-11-21", Band::UnderFourteen),
        ("12 today", "2014-11-21", "2026-11-21", Band::ChildOfCosmetics),
        ("the eve of 14", "2012-11-22", "2026-11-21", Band::UnderFourteen),
        ("14 today", "2012-11-21", "2026-11-21", Band::Minor),
        ("17", "2009-11-21", "2026-11-21", Band::Minor),
        ("the eve of 18", "2008-11-22", "2026-11-21", Band::Minor),
        ("18 today", "2008-11-21", "2026-11-21", Band::Adult),
        ("born 29 February, common year, 28 February", "2012-02-29", "2026-02-28", Band::UnderFourteen),
        ("born 29 February, common year, 1 March", "2012-02-29", "2026-03-01", Band::Minor),
        ("born 29 February, leap year, 28 February", "2016-02-29", "2028-02-28", Band::ChildOfCosmetics),
        ("born 29 February, turns 13 in a common year", "2016-02-29", "2029-02-28", Band::ChildOfCosmetics),
        ("born 29 February, is 13", "2016-02-29", "2029-03-01", Band::UnderFourteen),
        ("turns 18 on 29 February's morrow", "2008-02-29", "2026-03-01", Band::Adult),
        ("the night before new year", "2009-01-01", "2026-12-31", Band::Minor),
        ("born in the future", "2027-01-01", "2026-11-21", Band::ChildOfCosmetics),
    ];
    for (name, born, on, expected) in cases {
        assert_eq!(AgeBand::on(day(on), day(born)), expected, "{name}");
    }
}

#[test]
fn the_three_checks_are_three() {
    let cases = [
        (12, true, true, false),
        (13, false, true, false),
        (14, false, false, false),
        (17, false, false, false),
        (18, false, false, true),
    ];
    for (years, child, guardian, adult) in cases {
        let band = AgeBand::of_years(years);
        let found = (band.is_child_of_cosmetics(), band.needs_guardian(), band.is_adult());
        assert_eq!(found, (child, guardian, adult), "{years}");
    }
}

#[test]
fn choices_are_judged_as_a_whole() {
    use AgeBand as Band;
    let image = [(Purpose::FacialImage, true)];
    let cases: [(&str, ConsentParts, Option<ConsentError>); 9] = [
        ("an adult agrees to an image", parts(Band::Adult, None, &image), None),
        ("14 agrees alone", parts(Band::Minor, None, &image), None),
        ("13 without a guardian", parts(Band::UnderFourteen, None, &[]), Some(ConsentError::GuardianMissing)),
        (
            "12 without a guardian",
            parts(Band::ChildOfCosmetics, None, &[]),
            Some(ConsentError::GuardianMissing),
        ),
        (
            "13 with a guardian",
            parts(Band::UnderFourteen, Some(guardian()), &[(Purpose::SkinAndAllergy, true)]),
            None,
        ),
        (
            "13 with a guardian and an image",
            parts(Band::UnderFourteen, Some(guardian()), &image),
            Some(ConsentError::ImageOfChild),
        ),
        (
            "13 refuses the image",
            parts(Band::UnderFourteen, Some(guardian()), &[(Purpose::FacialImage, false)]),
            None,
        ),
        (
            "the same purpose twice, once each way",
            parts(
                Band::Adult,
                None,
                &[(Purpose::Contact, false), (Purpose::Marketing, true), (Purpose::Contact, true)],
            ),
            Some(ConsentError::Twice(Purpose::Contact)),
        ),
        (
            "everything refused leaves a way on",
            parts(Band::Adult, None, &Purpose::ALL.map(|purpose| (purpose, false))),
            None,
        ),
    ];
    for (name, parts, expected) in cases {
        assert_eq!(Consent::new(parts).err(), expected, "{name}");
    }
}

#[test]
fn a_consent_that_was_recorded_is_read_as_it_stands() {
    let unlawful = parts(AgeBand::UnderFourteen, None, &[]);
    let text = serde_json::to_string(&unlawful).unwrap();
    let read = serde_json::from_str::<Consent>(&text).unwrap();
    assert_eq!((read.parts(), serde_json::to_string(&read).unwrap()), (&unlawful, text));
    assert!(Consent::new(unlawful).unwrap_err().to_string().contains("监护人"));
}

#[test]
fn every_purpose_has_its_text_in_the_order_in_which_it_is_asked() {
    let text = include_str!("../../../assets/consent/consent-v1.zh.toml");
    let written = text.lines().filter_map(|line| line.strip_prefix("id = "));
    let known = Purpose::ALL.map(|purpose| serde_json::to_string(&purpose).unwrap());
    assert!(written.eq(known.iter().map(String::as_str)));
    for purpose in Purpose::ALL {
        assert!(text.contains(&format!("title = \"{}\"", purpose.zh())), "{purpose:?}");
    }
}

proptest! {
    #[test]
    fn only_what_was_agreed_to_is_allowed(answers in proptest::array::uniform6(proptest::option::of(any::<bool>()))) {
        let asked: Vec<_> = Purpose::ALL.into_iter().zip(answers).collect();
        let choices: Vec<_> = asked.iter().filter_map(|(purpose, answer)| Some((*purpose, (*answer)?))).collect();
        let consent = Consent::new(parts(AgeBand::Adult, None, &choices)).unwrap();
        for (purpose, answer) in asked {
            prop_assert_eq!(consent.allows(purpose), answer == Some(true));
        }
        let text = serde_json::to_string(&consent).unwrap();
        prop_assert_eq!(serde_json::from_str::<Consent>(&text).unwrap(), consent);
    }

    #[test]
    fn nobody_grows_younger(born in 0_u64..20_000, lived in 0_u64..20_000, later in 0_u64..2_000) {
        let born = day("1990-01-01") + chrono::Days::new(born);
        let then = born + chrono::Days::new(lived);
        prop_assert!(AgeBand::on(then, born) <= AgeBand::on(then + chrono::Days::new(later), born));
    }
}
