//! Times as devices write them. Without an offset they are taken in the offset of the store's `now`.
//!
//! It refuses two-digit years and day-month order, which cannot be told apart.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, TimeDelta};

use crate::limits;
use crate::profile::TimeFormat;

/// Why a text or number is not an acceptable time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// Not a time, or before the year 2000.
    Unreadable,
    /// After `now`, beyond the drift that is allowed.
    Future,
}

/// Reads a time from text.
pub(crate) fn from_text(
    text: &str,
    format: TimeFormat,
    now: DateTime<FixedOffset>,
) -> Result<DateTime<FixedOffset>, Refused> {
    let text = text.trim();
    match format {
        TimeFormat::Unix => from_seconds(text.parse().map_err(|_| Refused::Unreadable)?, now),
        TimeFormat::UnixPrefix => {
            let digits = text.split(',').next().unwrap_or(text);
            from_seconds(digits.parse().map_err(|_| Refused::Unreadable)?, now)
        }
        TimeFormat::Calendar => {
            if let Some(local) = plain(text.as_bytes()) {
                return from_local(local, now);
            }
            if let Ok(time) = DateTime::parse_from_rfc3339(text) {
                return judged(time, now);
            }
            let local = calendar(text).ok_or(Refused::Unreadable)?;
            from_local(local, now)
        }
    }
}

/// Reads seconds since 1970, or milliseconds where the number is that large.
pub(crate) fn from_seconds(
    seconds: i64,
    now: DateTime<FixedOffset>,
) -> Result<DateTime<FixedOffset>, Refused> {
    let seconds = if seconds > 100_000_000_000 { seconds / 1000 } else { seconds };
    let time = DateTime::from_timestamp(seconds, 0).ok_or(Refused::Unreadable)?;
    judged(time.with_timezone(now.offset()), now)
}

/// Reads the serial day number of a workbook.
pub(crate) fn from_serial(
    serial: f64,
    since_1904: bool,
    now: DateTime<FixedOffset>,
) -> Result<DateTime<FixedOffset>, Refused> {
    let epoch =
        if since_1904 { NaiveDate::from_ymd_opt(1904, 1, 1) } else { NaiveDate::from_ymd_opt(1899, 12, 30) };
    let epoch = epoch.and_then(|day| day.and_hms_opt(0, 0, 0)).ok_or(Refused::Unreadable)?;
    if !(1.0..=100_000.0).contains(&serial) {
        return Err(Refused::Unreadable);
    }
    #[expect(clippy::cast_possible_truncation, reason = "at most 100000 days of seconds")]
    let seconds = (serial * 86_400.0).round() as i64;
    let local = epoch.checked_add_signed(TimeDelta::seconds(seconds)).ok_or(Refused::Unreadable)?;
    from_local(local, now)
}

fn from_local(local: NaiveDateTime, now: DateTime<FixedOffset>) -> Result<DateTime<FixedOffset>, Refused> {
    let time = local.and_local_timezone(*now.offset()).single().ok_or(Refused::Unreadable)?;
    judged(time, now)
}

fn judged(time: DateTime<FixedOffset>, now: DateTime<FixedOffset>) -> Result<DateTime<FixedOffset>, Refused> {
    // 2000-01-01: a device whose clock stands before it has lost its time.
    if time.timestamp() < 946_684_800 {
        return Err(Refused::Unreadable);
    }
    if time.timestamp() - now.timestamp() > limits::CLOCK_DRIFT_SECONDS {
        Err(Refused::Future)
    } else {
        Ok(time)
    }
}

/// `2026-01-31 10:00` and `2026-01-31 10:00:00`, the usual forms, without the cost of the others.
fn plain(text: &[u8]) -> Option<NaiveDateTime> {
    let number = |range: std::ops::Range<usize>| {
        text.get(range)?.iter().try_fold(0_u32, |number, byte| {
            byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0'))
        })
    };
    let second = match (text.len(), text.get(16)) {
        (16, None) => 0,
        (19, Some(b':')) => number(17..19)?,
        _ => return None,
    };
    let marks = (text.get(4)?, text.get(7)?, text.get(10)?, text.get(13)?);
    if !matches!(marks, (b'-', b'-', b' ' | b'T', b':') | (b'/', b'/', b' ', b':')) {
        return None;
    }
    let year = i32::try_from(number(0..4)?).ok()?;
    NaiveDate::from_ymd_opt(year, number(5..7)?, number(8..10)?)?.and_hms_opt(
        number(11..13)?,
        number(14..16)?,
        second,
    )
}

fn calendar(text: &str) -> Option<NaiveDateTime> {
    if text.len() > 40 {
        return None;
    }
    let text = text.replace(['/', '.', '年', '月'], "-").replace(['日', 'T'], " ");
    let text = text.replace(['时', '分'], ":").replace('秒', "");
    let (day, clock) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
    let mut parts = day.split('-');
    let (year, month, date) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    let day = NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, date.parse().ok()?)?;
    let clock = clock.trim().trim_end_matches(':').split('-').next().unwrap_or_default();
    if clock.is_empty() {
        return day.and_hms_opt(0, 0, 0);
    }
    let mut parts = clock.split(':');
    let (hour, minute) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let second = parts.next().map_or(Some(0), |second| second.split('.').next()?.parse().ok())?;
    if parts.next().is_some() {
        return None;
    }
    day.and_hms_opt(hour, minute, second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_as_devices_write_them() {
        let now = DateTime::parse_from_rfc3339("2026-11-21T10:00:00+08:00").unwrap();
        let read = |text: &str| from_text(text, TimeFormat::Calendar, now).map(|time| time.to_rfc3339());
        for (text, expected) in [
            ("2026-11-20 09:30", "2026-11-20T09:30:00+08:00"),
            ("2026/1/5 9:03:07", "2026-01-05T09:03:07+08:00"),
            ("2026年11月20日 9时30分", "2026-11-20T09:30:00+08:00"),
            ("2026-11-20", "2026-11-20T00:00:00+08:00"),
            ("2026-11-20T01:30:00Z", "2026-11-20T01:30:00+00:00"),
            ("2026-11-20T09:30:59", "2026-11-20T09:30:59+08:00"),
            ("2026/11/20 09:30:59", "2026-11-20T09:30:59+08:00"),
            ("2026-11-21 10:05:00", "2026-11-21T10:05:00+08:00"),
        ] {
            assert_eq!(read(text), Ok(expected.to_owned()), "{text}");
        }
        assert_eq!(read("2026-11-21 10:05:01"), Err(Refused::Future));
        for text in ["20.11.26", "2026-13-01", "昨天", "1999-12-31", "2026-11-20 25:00"] {
            assert_eq!(read(text), Err(Refused::Unreadable), "{text}");
        }
        let stamp = from_text("1620115798,588af52b", TimeFormat::UnixPrefix, now).unwrap();
        assert_eq!(stamp.to_rfc3339(), "2021-05-04T16:09:58+08:00");
        assert_eq!(from_serial(45_000.5, false, now).unwrap().to_rfc3339(), "2023-03-15T12:00:00+08:00");
    }
}
