//! How days and times are written on paper: year, month and day with 4-2-2 digits (标签管理办法 art 14).

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Timelike};

/// `2026-11-20`.
pub(crate) fn day(date: NaiveDate) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// `2026-11-20 14:05`, in the time's own offset.
pub(crate) fn minute(time: DateTime<FixedOffset>) -> String {
    format!("{} {:02}:{:02}", day(time.date_naive()), time.hour(), time.minute())
}

/// `2026-11-20 14:05:09 +08:00`.
pub(crate) fn second_with_offset(time: DateTime<FixedOffset>) -> String {
    let seconds = time.offset().local_minus_utc();
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    format!("{}:{:02} {sign}{:02}:{:02}", minute(time), time.second(), minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_two_two_digits_and_the_times_own_offset() {
        let time = DateTime::parse_from_rfc3339("2026-03-05T04:07:09-03:30").unwrap();
        assert_eq!(day(time.date_naive()), "2026-03-05");
        assert_eq!(minute(time), "2026-03-05 04:07");
        assert_eq!(second_with_offset(time), "2026-03-05 04:07:09 -03:30");
    }
}
