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
        let value: T =
            serde_json::from_value(code.clone()).unwrap_or_else(|why| panic!("{}: {why}", word.code));
        assert_eq!((value.word(), serde_json::to_value(value).unwrap()), (*word, code));
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
