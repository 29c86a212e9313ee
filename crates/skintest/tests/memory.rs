//! Hostile and large files in a process of their own, whose peak memory is then read from the kernel.
//! One test, so that nothing else shares the process.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "the hostile files of a test are its own")]

mod common;

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use common::book::{archive, workbook_of};
use common::import;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const MEGABYTE: usize = 1 << 20;
const BOUND: usize = 64 * MEGABYTE;

/// Peak resident memory of this process in bytes.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).expect("VmHWM");
    let kilobytes: usize = line.split_whitespace().nth(1).expect("a number").parse().expect("a number");
    kilobytes * 1024
}

/// A part of `megabytes` zeros, written as a stream.
fn bomb(name: &str, megabytes: usize) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(name, SimpleFileOptions::default()).unwrap();
    let zeros = vec![b' '; MEGABYTE];
    for _ in 0..megabytes {
        zip.write_all(&zeros).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Rows of a plain export, up to `bytes`.
fn plain_table(header: &str, bytes: usize, row: impl Fn(usize) -> String) -> Vec<u8> {
    let mut table = format!("{header}\n");
    let mut number = 0;
    while table.len() < bytes {
        table.push_str(&row(number));
        table.push('\n');
        number += 1;
    }
    table.into_bytes()
}

#[test]
fn no_file_costs_64_megabytes() {
    let refused = |name: &str, bytes: Vec<u8>| {
        assert!(import(&bytes).is_err(), "{name} is accepted");
        drop(bytes);
        assert!(peak() < BOUND, "{name}: {} MB", peak() / MEGABYTE);
    };
    refused("zip bomb in a workbook", bomb("xl/workbook.xml", 300));
    refused("zip bomb beside", bomb("x", 300));
    refused("500 levels", format!("{}{}", "[".repeat(500), "]".repeat(500)).into_bytes());
    refused("16 MB of text", format!("{{\"a\":\"{}\"}}", "x".repeat(16 * MEGABYTE)).into_bytes());
    refused("8 MB of escapes", format!("{{\"a\":\"{}\"}}", "\\n".repeat(4 * MEGABYTE - 100)).into_bytes());
    refused("8 MB of zeros", format!("[{}0]", "0,".repeat(4 * MEGABYTE - 100)).into_bytes());
    refused("8 MB of keys", format!("{{{}\"a\":0}}", "\"k\":0,".repeat(MEGABYTE)).into_bytes());
    refused("8 MB of objects", format!("[{}{{}}]", "{\"x\":1},".repeat(MEGABYTE - 100)).into_bytes());
    refused("8 MB of commas", vec![b','; 8 * MEGABYTE]);
    refused("8 MB of quotes", vec![b'"'; 8 * MEGABYTE]);
    refused("8 MB of lines", [b"\xCB\xAE\xB7\xD6\n".as_slice(), &vec![b'\n'; 8 * MEGABYTE - 10]].concat());
    refused("8 MB of one row", [b"a,b\n".as_slice(), &b"1,".repeat(4 * MEGABYTE - 10)].concat());
    refused("GB18030 without end", [b"\xCB\xAE".repeat(4 * MEGABYTE - 4), b"\xFF".to_vec()].concat());
    let strings = format!("<sst>{}</sst>", "<si><t>x</t></si>".repeat(330_000));
    refused("shared strings", workbook_of(&strings, "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>"));
    drop(strings);
    let sparse =
        r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#;
    refused("two far cells", workbook_of("<sst/>", sparse));
    let many: Vec<String> = (0..20_000).map(|number| format!("part{number}")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    refused("20,000 parts", archive(&many));
    drop(many);
    // Accepted, or refused as too many rows; in either case within the bound.
    let header = "编号,检测时间,水分(%),油分,敏感,毛孔,色斑,皱纹,肤龄,年龄";
    let plain = plain_table(header, 5 * MEGABYTE, |n| {
        let mut row = String::new();
        let _ = write!(row, "演示-{n:06},2026-10-01 10:{:02},45.{},62,70,58,81,90,35,30", n % 60, n % 10);
        row
    });
    let imported = import(&plain).expect("a plain export of 5 MB");
    assert!(imported.tests.len() > 50_000);
    assert!(peak() < BOUND, "5 MB of rows: {} MB", peak() / MEGABYTE);
    drop((imported, plain));
    for (name, header, row) in [
        ("narrow rows", "水分", "1"),
        ("wide rows", "编号,水分,油分,敏感,毛孔,色斑,皱纹,痘痘,黑头", "1,1,2,3,4,5,6,7,8"),
    ] {
        let bytes = plain_table(header, 8 * MEGABYTE - 100, |_| row.to_owned());
        let _ = import(&bytes);
        drop(bytes);
        assert!(peak() < BOUND, "{name}: {} MB", peak() / MEGABYTE);
    }
}
