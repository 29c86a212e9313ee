//! The shipped calendar against an independent table, the counting rule, and what is known to be unknown.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a helper that fails fails its test")]

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use domain::workday::{Calendar, CalendarError, Year};
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn shipped() -> Calendar {
    let text = include_str!("../../../assets/workdays/cn.json");
    Calendar::new(serde_json::from_str(text).unwrap()).unwrap()
}

fn one_year(year: i32, off: &[&str], work: &[&str]) -> Result<Calendar, CalendarError> {
    let days = |days: &[&str]| days.iter().map(|text| day(text)).collect();
    let schedule = Year { off: days(off), work: days(work), source: "演示".to_owned() };
    Calendar::new(BTreeMap::from([(year, schedule)]))
}

#[test]
fn the_third_and_seventh_working_day() {
    let cases = [
        ("before 春节, over two make-up Saturdays", "2026-02-12", "2026-02-24", "2026-02-28"),
        ("before a make-up Sunday and 中秋", "2026-09-18", "2026-09-22", "2026-09-29"),
        ("before 国庆", "2026-09-30", "2026-10-10", "2026-10-15"),
        ("before 劳动节", "2026-04-29", "2026-05-07", "2026-05-12"),
        ("before the joint break of 2025", "2025-09-26", "2025-09-30", "2025-10-13"),
        ("before 春节 2025", "2025-01-24", "2025-02-05", "2025-02-10"),
        ("over plain weekends", "2026-11-20", "2026-11-25", "2026-12-01"),
    ];
    let calendar = shipped();
    for (name, start, third, seventh) in cases {
        for (count, expected) in [(3, third), (7, seventh)] {
            let due = calendar.after(day(start), count);
            assert_eq!((due.date, due.provisional), (day(expected), false), "{name}, +{count}");
        }
    }
}

#[test]
fn every_day_of_three_years_is_as_the_independent_table_has_it() {
    let table = include_str!("fixtures/workdays-cn-2024-2026.csv");
    let kinds: BTreeMap<NaiveDate, &str> = table
        .lines()
        .skip(1)
        .map(|line| {
            let mut columns = line.split(',');
            (day(columns.next().unwrap()), columns.next().unwrap())
        })
        .collect();
    assert_eq!(kinds.len(), 108);
    let (calendar, mut worked) = (shipped(), BTreeMap::<i32, u32>::new());
    for date in day("2024-01-01").iter_days().take_while(|date| date.year() <= 2026) {
        let expected = match kinds.get(&date) {
            Some(&"holiday") => false,
            Some(&"workday") => true,
            Some(other) => panic!("{date}: {other}"),
            None => !matches!(date.weekday(), Weekday::Sat | Weekday::Sun),
        };
        assert_eq!(calendar.is_working(date), expected, "{date}");
        *worked.entry(date.year()).or_default() += u32::from(expected);
    }
    assert_eq!((worked[&2025], worked[&2026]), (248, 248));
}

#[test]
fn a_day_in_a_year_without_schedule_is_provisional() {
    let cases = [
        ("the last days of the last year", "2026-12-22", 7, "2026-12-31", false),
        ("the way leads into the unknown year", "2026-12-23", 7, "2027-01-01", true),
        ("starts in the unknown year", "2027-02-04", 3, "2027-02-09", true),
        ("before the first year", "2023-12-29", 0, "2023-12-29", true),
        ("no days at all", "2026-05-01", 0, "2026-05-01", false),
    ];
    for (name, start, count, expected, provisional) in cases {
        let due = shipped().after(day(start), count);
        assert_eq!((due.date, due.provisional), (day(expected), provisional), "{name}");
    }
}

#[test]
fn wrong_schedules_are_refused_with_the_day() {
    let other = |day_: &str| CalendarError::OtherYear { year: 2026, day: day(day_) };
    let make_up = |day_: &str| CalendarError::NotMakeUp { year: 2026, day: day(day_) };
    let cases: [(&str, &[&str], &[&str], CalendarError); 5] = [
        ("a day off of another year", &["2026-01-01", "2025-12-31"], &[], other("2025-12-31")),
        ("a make-up day of another year", &[], &["2027-01-03"], other("2027-01-03")),
        ("both off and worked", &["2026-01-04"], &["2026-01-04"], make_up("2026-01-04")),
        ("a make-up Monday", &[], &["2026-01-05"], make_up("2026-01-05")),
        ("a make-up Friday", &[], &["2026-01-09"], make_up("2026-01-09")),
    ];
    for (name, off, work, expected) in cases {
        assert_eq!(one_year(2026, off, work), Err(expected), "{name}");
    }
    assert!(one_year(2026, &["2026-01-01", "2026-01-03"], &["2026-01-04"]).is_ok());
}

#[test]
fn a_schedule_file_with_a_typing_error_does_not_load() {
    for (name, text) in [
        ("a day that does not exist", r#"{"2026":{"off":["2026-02-29"],"work":[],"source":"演示"}}"#),
        ("an unknown field", r#"{"2026":{"off":[],"work":[],"source":"演示","offf":[]}}"#),
        ("no source", r#"{"2026":{"off":[],"work":[]}}"#),
    ] {
        assert!(serde_json::from_str::<BTreeMap<i32, Year>>(text).is_err(), "{name}");
    }
}

proptest! {
    #[test]
    fn the_answer_is_a_working_day_with_as_many_before_it_as_were_asked(offset in 0_u64..1_000, count in 1_u16..40) {
        let (calendar, start) = (shipped(), day("2024-01-01").checked_add_days(Days::new(offset)).unwrap());
        let due = calendar.after(start, count);
        prop_assert!(calendar.is_working(due.date));
        let between = start.iter_days().skip(1).take_while(|date| *date <= due.date);
        prop_assert_eq!(between.filter(|date| calendar.is_working(*date)).count(), usize::from(count));
    }
}
