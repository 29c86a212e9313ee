//! Bytes that lie, for every decoder of `sync`: what the product writes and a kept corpus, changed a little by a seed. Whatever met something new in a
//! run is changed further in it. Nothing may panic, take what is not sound, or take more memory than its bounds say; inputs are
//! short and stand in one buffer, so that a hundred million of them are a matter of minutes. `examples/fuzz.rs` runs it as
//! long as one likes, the tests shortly.

mod begin;
mod decoders;

pub use begin::sound;
pub use decoders::{DECODERS, Decoder, Met};

use std::collections::BTreeSet;

use crate::chance::Chance;

/// No input is longer: what is too long is refused by its length, which no mutation needs to find out byte by byte.
const LONGEST: usize = 4 << 10;
/// How many inputs of a run are changed further, beside the corpus.
const FURTHER: usize = 512;

/// The kept inputs of a decoder, of a text of lines in hexadecimal digits; what is none is left out.
#[must_use]
pub fn corpus(text: &str) -> Vec<Vec<u8>> {
    let read = |line: &str| {
        let digits = line.as_bytes().chunks_exact(2);
        digits.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
    };
    text.lines().filter(|line| !line.is_empty()).filter_map(read).collect()
}

/// What a run found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// How many inputs were tried.
    pub rounds: u64,
    /// How many of them the decoder took.
    pub taken: u64,
    /// Inputs that met what no kept one meets.
    pub new: Vec<Vec<u8>>,
}

/// Changes an input in place.
fn change(chance: &mut Chance, input: &mut Vec<u8>, other: &[u8]) {
    for _ in 0..1 + chance.below(4) {
        let what = chance.next();
        let at = chance.below(input.len() + 1);
        let byte = what.to_le_bytes()[7];
        match what % 8 {
            0 => input.truncate(at),
            1 => input.insert(at, byte),
            2 => {
                let end = (at + usize::from(byte & 15)).min(input.len());
                input.drain(at..end);
            }
            3 => {
                // The end of another one.
                let from = chance.below(other.len() + 1);
                input.truncate(at);
                input.extend_from_slice(other.get(from..).unwrap_or_default());
            }
            4 => {
                // A length that says anything.
                let length = chance.bytes::<4>();
                input.iter_mut().skip(at).zip(length).for_each(|(to, from)| *to = from);
            }
            5 => {
                // A digit or a letter for another, as texts have them.
                if let Some(place) = input.get_mut(at) {
                    *place = b"0123456789abcdefABCDEF\"{}[]:,-.Zz"[usize::from(byte) % 33];
                }
            }
            _ => {
                if let Some(place) = input.get_mut(at) {
                    *place ^= 1 << (byte & 7);
                }
            }
        }
    }
    input.truncate(LONGEST);
}

/// Tries so many changed inputs on a decoder.
#[must_use]
pub fn run(decoder: &Decoder, seed: u64, rounds: u64) -> Found {
    let mut chance = Chance::of(seed);
    let mut pool = sound(decoder.name);
    pool.extend(corpus(decoder.corpus));
    let kept = pool.len();
    let mut met: BTreeSet<Met> = pool.iter().map(|input| (decoder.takes)(input)).collect();
    let (mut found, mut input, mut other) = (Found::default(), Vec::with_capacity(LONGEST + 16), Vec::new());
    for _ in 0..rounds {
        input.clear();
        other.clear();
        if let Some(one) = pool.get(chance.below(pool.len())) {
            input.extend_from_slice(one);
        }
        if let Some(one) = pool.get(chance.below(pool.len())) {
            other.extend_from_slice(one);
        }
        change(&mut chance, &mut input, &other);
        let now = (decoder.takes)(&input);
        found.taken += u64::from(now.taken);
        if met.insert(now) {
            found.new.push(input.clone());
            if pool.len() < kept + FURTHER {
                pool.push(input.clone());
            }
        }
    }
    found.rounds = rounds;
    found
}
