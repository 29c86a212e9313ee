//! The services that a manager must look through: one in twenty, at least one, drawn so that nobody can choose them.
//!
//! The draw is made with the hash of the day's last record and the day itself, and anybody with the ledger can repeat it:
//! SHA-256 of the seed and of each service's number, the smallest first. Another record of the day is another draw, and
//! every record of the day is there to see.

use chrono::NaiveDate;
use domain::ids::{ServiceNumber, StoreCode};
use domain::signature::Digest;
use ledger::Hash;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::counter::digest;

/// One in so many is drawn: 5 %.
const ONE_IN: usize = 20;

/// A drawn sample.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "DaySample")]
pub struct Sample {
    /// What it was drawn with.
    #[ts(as = "String")]
    pub seed: Digest,
    /// The record whose hash the seed was made from.
    pub record: u64,
    /// Of how many services.
    pub of: usize,
    /// The drawn ones, by number.
    #[ts(as = "Vec<String>")]
    pub services: Vec<ServiceNumber>,
}

/// Draws the sample of a day.
#[must_use]
pub fn drawn(
    store: &StoreCode,
    day: NaiveDate,
    (record, hash): (u64, &Hash),
    numbers: &[ServiceNumber],
) -> Sample {
    let mut said = format!("tiaohe-day-sample-1\n{store}\n{day}\n").into_bytes();
    said.extend_from_slice(&hash.0);
    let seed = digest(&said);
    let ticket = |number: &&ServiceNumber| digest(format!("{seed}\n{number}").as_bytes());
    let mut tickets: Vec<&ServiceNumber> = numbers.iter().collect();
    tickets.sort_by_cached_key(ticket);
    tickets.truncate(numbers.len().div_ceil(ONE_IN));
    let mut services: Vec<ServiceNumber> = tickets.into_iter().cloned().collect();
    services.sort();
    Sample { seed, record, of: numbers.len(), services }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(count: u32) -> Vec<ServiceNumber> {
        (1..=count).map(|serial| ServiceNumber::of(&store().into(), day(), serial)).collect()
    }

    fn store() -> StoreCode {
        StoreCode::new("JN01").unwrap()
    }

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
    }

    fn draw(hash: u8, count: u32) -> Sample {
        drawn(&store(), day(), (9, &Hash([hash; 32])), &numbers(count))
    }

    #[test]
    fn one_in_twenty_and_at_least_one() {
        for (of, size) in [(0, 0), (1, 1), (20, 1), (21, 2), (40, 2), (41, 3), (400, 20)] {
            assert_eq!(draw(7, of).services.len(), size, "{of}");
        }
    }

    #[test]
    fn the_same_record_draws_the_same_and_another_draws_another() {
        assert_eq!(draw(7, 400), draw(7, 400));
        assert_ne!(draw(7, 400).services, draw(8, 400).services);
        let next = day().succ_opt().unwrap();
        let other = drawn(&store(), next, (9, &Hash([7; 32])), &numbers(400));
        assert_ne!(other.services, draw(7, 400).services);
    }

    #[test]
    fn the_order_in_which_services_are_given_decides_nothing() {
        let mut backwards = numbers(400);
        backwards.reverse();
        assert_eq!(drawn(&store(), day(), (9, &Hash([7; 32])), &backwards), draw(7, 400));
    }
}
