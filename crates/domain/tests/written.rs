//! Days, times and figures as people write them: each kind with what it means, and what is refused because it means two things.

use domain::written::{Turned, Unread, bare_serial, day, serial, time, turned, turned_number, ungrouped};

fn read(text: &str) -> Result<String, Unread> {
    time(text).map(|written| {
        let offset = written.offset.map(|offset| offset.to_string()).unwrap_or_default();
        format!("{}{offset}", written.local().format("%Y-%m-%d %H:%M:%S"))
    })
}

#[test]
fn times_of_every_hand_are_one_time() {
    for (text, expected) in [
        ("2026-11-20", "2026-11-20 00:00:00"),
        ("2026/1/5 9:03:07", "2026-01-05 09:03:07"),
        ("2026.11.20 09:30", "2026-11-20 09:30:00"),
        ("２０２６年１１月２０日", "2026-11-20 00:00:00"),
        ("2026年11月20日 9时30分", "2026-11-20 09:30:00"),
        ("2026年11月20日9点30分15秒", "2026-11-20 09:30:15"),
        ("2026年11月20日 星期五 下午3:05", "2026-11-20 15:05:00"),
        ("2026-11-20（周五） 9:05", "2026-11-20 09:05:00"),
        ("2026/11/20 下午 3:05", "2026-11-20 15:05:00"),
        ("2026/11/20 下午 15:05", "2026-11-20 15:05:00"),
        ("2026/11/20 上午 9:05", "2026-11-20 09:05:00"),
        ("2026/11/20 中午 12:05", "2026-11-20 12:05:00"),
        ("2026/11/20 中午 1:05", "2026-11-20 13:05:00"),
        ("2026/11/20 晚上 8:05", "2026-11-20 20:05:00"),
        ("2026/11/20 凌晨 12:05", "2026-11-20 00:05:00"),
        ("2026-11-20 3:05:00 PM", "2026-11-20 15:05:00"),
        ("2026-11-20 12:05 a.m.", "2026-11-20 00:05:00"),
        ("2026-11-20 12:05 pm", "2026-11-20 12:05:00"),
        ("20261120", "2026-11-20 00:00:00"),
        ("202611200930", "2026-11-20 09:30:00"),
        ("20261120093015", "2026-11-20 09:30:15"),
        ("2026-11-20T15:05:00+0800", "2026-11-20 15:05:00+08:00"),
        ("2026-11-20T15:05:00.123+08:00", "2026-11-20 15:05:00+08:00"),
        ("2026-11-20T01:30:00Z", "2026-11-20 01:30:00+00:00"),
        ("2026-11-20 15:05:00-0500", "2026-11-20 15:05:00-05:00"),
        ("2026-11-20 15:05 UTC+8", "2026-11-20 15:05:00+08:00"),
        ("2026-11-20 15:05 GMT", "2026-11-20 15:05:00+00:00"),
    ] {
        assert_eq!(read(text).as_deref(), Ok(expected), "{text}");
    }
}

#[test]
fn what_can_be_read_twice_is_told_apart_from_what_cannot_be_read() {
    for text in
        ["2026111", "202611", "2026/11/20 上午 12:05", "2026/11/20 晚上 12:05", "2026-11-20 15:05 CST"]
    {
        assert_eq!(read(text), Err(Unread::Twofold), "{text}");
    }
    for text in [
        "",
        "昨天",
        "20.11.26",
        "26-11-20",
        "2026-13-01",
        "2026-02-29",
        "11/20/2026",
        "2026-11-20 25:00",
        "2026-11-20 9",
        "2026-11-20 15:05 PM PM",
        "2026-11-20 13:05 PM",
        "2026-11-20 15:05:00+9900",
        "2026-11/20",
        "2026年11月20",
        "2026-11-201",
        "2026-11-20 15:05 x",
        "2026-11-20 下午",
    ] {
        assert_eq!(read(text), Err(Unread::Unknown), "{text}");
    }
}

#[test]
fn a_day_is_not_moved_by_an_offset() {
    assert!(day("2027-12-31T00:00:00").is_ok() && day("2027/12/31 0:00").is_ok());
    assert_eq!(day("2027-12-31T00:00:00Z"), Err(Unread::Twofold));
}

#[test]
fn numbers_of_workbooks_as_days() {
    let shown = |number, since| bare_serial(number, since).map(|moment| moment.to_string());
    assert_eq!(shown(46_346.395_833_333_336, false).as_deref(), Some("2026-11-20 09:30:00"));
    assert_eq!(shown(44_884.395_833_333_336, true).as_deref(), Some("2026-11-20 09:30:00"));
    assert_eq!(shown(20_261_120.0, false).as_deref(), Some("2026-11-20 00:00:00"));
    for number in [5.0, 20_261_332.0, 2026.0, 1e9, f64::NAN, -1.0] {
        assert_eq!(bare_serial(number, false), None, "{number}");
    }
    assert_eq!(serial(60.0, false), None, "the leap day that 1900 did not have");
}

#[test]
fn a_comma_is_a_thousand_or_it_is_refused() {
    for (figure, decimals, expected) in [
        ("1500", true, Ok("1500")),
        ("1,234,567", true, Ok("1234567")),
        ("1,288.50", true, Ok("1288.50")),
        ("1,288", false, Ok("1288")),
        ("1，288", false, Ok("1288")),
        ("1,288", true, Err(Unread::Twofold)),
        ("1,5", true, Err(Unread::Twofold)),
        ("1,5", false, Err(Unread::Twofold)),
        ("0,125", false, Err(Unread::Twofold)),
        ("1.500,5", true, Err(Unread::Unknown)),
        ("1,,5", true, Err(Unread::Unknown)),
    ] {
        assert_eq!(ungrouped(figure, decimals).as_deref(), expected.as_ref().map(|text| *text), "{figure}");
    }
}

#[test]
fn what_spreadsheets_make_of_codes() {
    for (code, expected) in [
        ("6.92E+12", Some(Turned::Power)),
        ("6E+12", Some(Turned::Power)),
        ("1-Mar", Some(Turned::Day)),
        ("Mar-24", Some(Turned::Day)),
        ("3月1日", Some(Turned::Day)),
        ("2024年3月1日", Some(Turned::Day)),
        ("2024/3/1", Some(Turned::Day)),
        ("2024-03-01", Some(Turned::Day)),
        ("20240301", None),
        ("E+12", None),
        ("12E5", None),
        ("P-01", None),
        ("MAR-A", None),
        ("A2024/03", None),
        ("鲁Q/ABC001-2024", None),
    ] {
        assert_eq!(turned(code), expected, "{code}");
    }
    assert_eq!(turned_number(6_920_000_000_017.0), None);
    assert_eq!(turned_number(6.92e15), Some(Turned::Rounded));
    assert_eq!(turned_number(2024.1), Some(Turned::Fraction));
}
