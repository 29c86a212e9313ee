//! The short run of what `examples/fuzz.rs` does for as long as one likes.

use testkit::fuzz::{DECODERS, corpus, run, sound};

#[test]
fn every_decoder_outlives_bytes_that_lie() {
    for (at, decoder) in DECODERS.iter().enumerate() {
        let found = run(decoder, 7 + at as u64, 1_500);
        assert_eq!(found.rounds, 1_500, "{}", decoder.name);
    }
}

#[test]
fn what_the_product_writes_is_taken_and_the_corpus_is_kept_small() {
    for decoder in DECODERS {
        let sound = sound(decoder.name);
        assert!(!sound.is_empty(), "{}: nothing sound to begin with", decoder.name);
        let kept = corpus(decoder.corpus);
        for input in &sound {
            assert!((decoder.takes)(input).taken, "{} refuses what the product writes", decoder.name);
        }
        assert!(!kept.is_empty(), "{}: run `--example fuzz -- --decoder {0} --keep`", decoder.name);
        assert!(kept.iter().all(|input| input.len() <= 8 << 10), "{}: the corpus stays small", decoder.name);
    }
}

#[test]
fn one_seed_finds_the_same_everywhere() {
    for decoder in DECODERS.iter().take(3) {
        assert_eq!(run(decoder, 11, 300), run(decoder, 11, 300), "{}", decoder.name);
    }
}
