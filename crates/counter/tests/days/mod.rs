//! What the tests of the day's log share: a day that was worked, looking at it, signing it, and its papers as other
//! programs read them.

use chrono::NaiveDate;
use counter::day::look::{DayView, LookDay, SignedLog};
use counter::day::sign::{Looked, SignDay};
use counter::steps::blend::{Weigh, Weight, WriteOff};
use counter::steps::deliver::HandOver;
use counter::steps::open::Open;
use domain::service::{Delivery, Mode, Step};
use serde_json::json;

use crate::common::{ADVISOR, Desk, MANAGER, OPERATOR, staff};

pub const MANAGER_PIN: &str = "600006";

pub fn friday() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
}

pub fn look(desk: &mut Desk, who: &str) -> DayView {
    desk.call(who, LookDay { from: friday(), to: friday() }).unwrap()
}

pub fn sign(view: &DayView) -> SignDay {
    let sampled = view.sheet.sample.as_ref().map(|sample| sample.services.clone()).unwrap_or_default();
    SignDay {
        day: friday(),
        shown: view.shown.clone(),
        looked: sampled.into_iter().map(|service| Looked { service, remark: String::new() }).collect(),
        notes: String::new(),
        pin: MANAGER_PIN.to_owned(),
    }
}

pub fn signed(desk: &mut Desk) -> SignedLog {
    let view = look(desk, MANAGER);
    desk.call(MANAGER, sign(&view)).unwrap()
}

pub fn hand_over(desk: &mut Desk) {
    let service = desk.number.clone();
    let over = HandOver { service, delivery: Delivery::OnTheSpot, hints_given: true };
    desk.call(ADVISOR, over).unwrap();
}

/// A day with one unit handed over, one written off and blended again, and one that was only opened.
pub fn worked() -> Desk {
    let mut desk = Desk::at(Step::Released);
    hand_over(&mut desk);
    for piece in ["SC01", "VE01", "MX01"] {
        clean(&mut desk, piece);
    }
    desk.wait(600);
    desk.number = desk.counter.call(&staff(ADVISOR), Open { mode: Mode::Product, customer: None }).unwrap();
    desk.until(Step::Cleared);
    let next = desk.next();
    desk.wait(30);
    let weight = Weight::Hand { weight: next.target, reason: "秤故障".to_owned() };
    let by_hand = Weigh { weight, ..desk.weigh(&next) };
    desk.call(OPERATOR, by_hand).unwrap();
    let service = desk.number.clone();
    desk.call(OPERATOR, WriteOff { service, reason: "演示：称错".to_owned() }).unwrap();
    desk.wait(3_600);
    desk.counter.call(&staff(ADVISOR), Open { mode: Mode::Plan, customer: None }).unwrap();
    desk
}

pub fn clean(desk: &mut Desk, equipment: &str) {
    desk.look(OPERATOR, "equipment.clean", json!({ "equipment": equipment, "valid_hours": 24 }));
    desk.clean_area();
}

/// The text of a PDF, as another program reads it.
pub fn text_of(pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("day.pdf");
    std::fs::write(&file, pdf).unwrap();
    let read =
        std::process::Command::new("pdftotext").args(["-layout"]).arg(&file).arg("-").output().unwrap();
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    String::from_utf8(read.stdout).unwrap()
}

/// All cells of a workbook, as our own reader has them, figures with the places that they are shown with.
pub fn cells_of(xlsx: &[u8]) -> Vec<String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(xlsx)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let sheets = names.iter().filter(|name| name.starts_with("xl/worksheets/sheet")).count();
    let mut text = String::new();
    for name in ["xl/sharedStrings.xml".to_owned()]
        .into_iter()
        .chain((1..=sheets).map(|sheet| format!("xl/worksheets/sheet{sheet}.xml")))
    {
        use std::io::Read as _;
        archive.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
    }
    let value = |piece: &str| piece.split('<').next().unwrap_or_default().to_owned();
    let mut cells: Vec<String> = Vec::new();
    for piece in text.split("<v>").skip(1).chain(text.split("<t>").skip(1)) {
        let value = value(piece);
        if let Ok(number) = value.parse::<f64>() {
            cells.extend([format!("{number:.3}"), format!("{number:.2}")]);
        }
        cells.push(value);
    }
    cells
}
