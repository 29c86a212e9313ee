//! What holds between the words of the file.

use words::{Word, Worded as _, find, state, step};

#[test]
fn a_word_is_found_by_its_code_and_an_unknown_code_has_none() {
    assert_eq!(find(step::WORDS, "labelled"), Some(step::Labelled));
    assert_eq!(find(step::WORDS, "labeled"), None);
}

#[test]
fn a_service_that_waits_for_nothing_more_is_called_the_same_as_its_last_step() {
    for (stands, next) in [(state::Done, step::Done), (state::Ended, step::Ended)] {
        assert_eq!(stands, next);
    }
    let codes = |words: &[Word]| words.iter().map(|word| word.code).collect::<Vec<_>>();
    assert_eq!(codes(state::WORDS), codes(step::WORDS));
}

#[test]
fn what_a_variant_holds_plays_no_part_in_its_word() {
    enum Standing {
        InUse,
        Sealed(()),
        Disposed {},
    }
    words::worded!(Standing: standing { InUse, Sealed, Disposed });
    let (sealed, disposed) = (Standing::Sealed(()), Standing::Disposed {});
    for (standing, word) in [
        (&Standing::InUse, words::standing::InUse),
        (&sealed, words::standing::Sealed),
        (&disposed, words::standing::Disposed),
    ] {
        assert_eq!((standing.zh(), standing.en()), (word.zh, word.en));
    }
}
