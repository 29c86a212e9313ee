//! Every enum that people meet has its words under the codes of the wire, and no group of words has one that nobody says.

use domain::consent::{AgeBand, Purpose};
use domain::filing::FilingKind;
use domain::leftover::Method;
use domain::need::{Channel, Concern, Forbidden};
use domain::premises::TestTrigger;
use domain::recipe::ServiceType;
use domain::region::Province;
use domain::service::{Mode, Step};
use domain::skin::{Metric, SkinType};
use domain::staff::Role;
use domain::stock::{Exclusion, Zone};
use serde::{Serialize, de::DeserializeOwned};
use words::{Word, Worded};

/// Every word of the group is read as a value, and that value has this word and is written as its code.
fn spoken<T: Worded + Serialize + DeserializeOwned>(words: &[Word]) {
    for word in words {
        let code = serde_json::Value::from(word.code);
        let read = serde_json::from_value::<T>(code.clone()).ok();
        let said = read.map(|value| (value.word(), serde_json::to_value(value).ok()));
        assert_eq!(said, Some((*word, Some(code))));
    }
}

#[test]
fn a_word_stands_under_the_code_of_its_value() {
    spoken::<Role>(words::role::WORDS);
    spoken::<Zone>(words::zone::WORDS);
    spoken::<Exclusion>(words::exclusion::WORDS);
    spoken::<FilingKind>(words::filing_kind::WORDS);
    spoken::<ServiceType>(words::service_type::WORDS);
    spoken::<Purpose>(words::purpose::WORDS);
    spoken::<AgeBand>(words::age_band::WORDS);
    spoken::<Step>(words::step::WORDS);
    spoken::<Mode>(words::mode::WORDS);
    spoken::<Method>(words::disposal::WORDS);
    spoken::<Channel>(words::channel::WORDS);
    spoken::<Concern>(words::concern::WORDS);
    spoken::<Forbidden>(words::forbidden::WORDS);
    spoken::<SkinType>(words::skin_type::WORDS);
    spoken::<Metric>(words::metric::WORDS);
    spoken::<TestTrigger>(words::test_trigger::WORDS);
    spoken::<Province>(words::province::WORDS);
}

/// The keys of a kind's fields without a word, with their fields' own.
fn speechless(fields: &[records::Field], found: &mut std::collections::BTreeSet<&'static str>) {
    for field in fields {
        if words::find(words::field::WORDS, field.word).is_none() {
            found.insert(field.word);
        }
        speechless(field.parts, found);
    }
}

#[test]
fn every_kind_and_every_field_of_a_record_has_words() {
    let mut without = std::collections::BTreeSet::new();
    for kind in records::Record::KINDS {
        if words::find(words::kind::WORDS, kind.name).is_none() {
            without.insert(kind.name);
        }
        speechless(kind.fields, &mut without);
    }
    assert!(without.is_empty(), "say in assets/words.toml what these are called: {without:?}");
}
