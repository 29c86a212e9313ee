//! Times as devices write them. Without an offset they are taken in the offset of the store's `now`.
//!
//! It refuses what can be read in two ways (`domain::written`), and times that a device cannot have.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime};
use domain::written::{self, Unread};

use crate::limits;
use crate::profile::TimeFormat;

/// Why a text or number is not an acceptable time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// Not a time, or before the year 2000.
    Unreadable,
    /// It can mean two times.
    Twofold,
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
            let written = written::time(text).map_err(|unread| match unread {
                Unread::Unknown => Refused::Unreadable,
                Unread::Twofold => Refused::Twofold,
            })?;
            match written.offset {
                Some(offset) => {
                    let time = written.local().and_local_timezone(offset).single();
                    judged(time.ok_or(Refused::Unreadable)?, now)
                }
                None => from_local(written.local(), now),
            }
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
    from_local(written::serial(serial, since_1904).ok_or(Refused::Unreadable)?, now)
}

/// Reads a bare number of a workbook, whose format as a date was lost.
pub(crate) fn from_number(
    number: f64,
    since_1904: bool,
    now: DateTime<FixedOffset>,
) -> Result<DateTime<FixedOffset>, Refused> {
    from_local(written::bare_serial(number, since_1904).ok_or(Refused::Unreadable)?, now)
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
            ("2026/11/20 下午 3:05", "2026-11-20T15:05:00+08:00"),
            ("2026-11-20 02:05:00-0500", "2026-11-20T02:05:00-05:00"),
        ] {
            assert_eq!(read(text), Ok(expected.to_owned()), "{text}");
        }
        assert_eq!(read("2026-11-21 10:05:01"), Err(Refused::Future));
        for text in ["20.11.26", "2026-13-01", "昨天", "1999-12-31", "2026-11-20 25:00"] {
            assert_eq!(read(text), Err(Refused::Unreadable), "{text}");
        }
        assert_eq!(read("2026111"), Err(Refused::Twofold));
        let stamp = from_text("1620115798,588af52b", TimeFormat::UnixPrefix, now).unwrap();
        assert_eq!(stamp.to_rfc3339(), "2021-05-04T16:09:58+08:00");
        assert_eq!(from_serial(45_000.5, false, now).unwrap().to_rfc3339(), "2023-03-15T12:00:00+08:00");
    }
}
