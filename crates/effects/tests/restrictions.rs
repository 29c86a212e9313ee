//! What headquarters recalls: lots that are there, lots that come later, what somebody at the store says beside it, and what is left
//! when it is lifted. A restriction is never lost, from whichever side it came.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use chrono::{DateTime, NaiveDate, TimeDelta};
use common::Memory;
use domain::Moment;
use domain::event::{
    Event, LotMoved, LotReceived, ProductListed, Restricted, RestrictionLifted, RestrictionOrdered,
};
use domain::filing::FilingNumber;
use domain::ids::{LotId, ProductId};
use domain::period::Period;
use domain::quantity::Milligrams;
use domain::stock::{Lot, Product, Zone};
use effects::{Place, RestrictionRow};

const FILING: &str = "鲁G妆网备字2024900001";
const OTHER: &str = "鲁G妆网备字2024900002";

fn at(seq: u64) -> Moment {
    let start = DateTime::parse_from_rfc3339("2026-11-20T09:00:00+08:00").unwrap();
    start + TimeDelta::minutes(i64::try_from(seq).unwrap())
}

fn listed(filing: &str) -> Event {
    let product = Product {
        id: ProductId::new("P1").unwrap(),
        name: "面霜（演示）".to_owned(),
        filing: FilingNumber::parse(filing).unwrap(),
        filer: "（演示）".to_owned(),
        maker: "（演示）".to_owned(),
        licence: None,
        standard: "演示".to_owned(),
        classification: "11-05-03-01-02".to_owned(),
        exclusions: Vec::new(),
        ingredients: Vec::new(),
        active: true,
        wax: false,
        after_opening: Period::Months(6),
        warnings: Vec::new(),
        usage: "演示".to_owned(),
    };
    ProductListed { product }.into()
}

fn received(id: &str, number: &str) -> Event {
    let day = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();
    let lot = Lot {
        id: LotId::new(id).unwrap(),
        product: ProductId::new("P1").unwrap(),
        number: number.into(),
        expires_on: day,
        received_on: day,
        supplier: "演示供货者".into(),
        documents: vec![],
        unit_net: Milligrams::grams(200),
        units: 3,
        zone: Zone::Accepted,
        accepted: true,
        recalled: false,
    };
    LotReceived { lot }.into()
}

fn moved(id: &str, recalled: bool) -> Event {
    let (lot, reason) = (LotId::new(id).unwrap(), String::new());
    let to = if recalled { Zone::ReturnedOrRecalled } else { Zone::Accepted };
    LotMoved { lot, to, accepted: true, recalled, reason }.into()
}

fn recall(number: &str, filing: &str, lot: Option<&str>) -> Event {
    let (of, lot) = (filing.to_owned(), lot.map(ToOwned::to_owned));
    let (zh, en) = ("超标".to_owned(), "too many".to_owned());
    RestrictionOrdered { what: Restricted::Lots, number: number.to_owned(), of, lot, zh, en }.into()
}

fn lift(number: &str) -> Event {
    let (zh, en) = ("合格".to_owned(), "passed".to_owned());
    RestrictionLifted { what: Restricted::Lots, number: number.to_owned(), zh, en }.into()
}

fn recalled(events: Vec<Event>) -> Vec<String> {
    let mut memory = Memory::default();
    for (seq, event) in (1..).zip(events) {
        memory.write(Place { seq, at: at(seq) }, &event).unwrap();
    }
    let lots = memory.tables.get("lot").into_iter().flatten();
    lots.filter(|(_, (doc, _))| serde_json::from_str::<Lot>(doc).unwrap().recalled)
        .map(|(id, _)| id.clone())
        .collect()
}

#[test]
fn a_recall_holds_whatever_stands_beside_it_and_ends_with_nobody_elses() {
    let shop = || vec![listed(FILING), received("L1", "A-77"), received("L2", "A-78")];
    let then = |more: Vec<Event>| [shop(), more].concat();
    let cases: [(&str, Vec<Event>, &[&str]); 17] = [
        ("one lot", then(vec![recall("1", FILING, Some("A-77"))]), &["L1"]),
        ("however it is typed", then(vec![recall("1", FILING, Some("ａ-77"))]), &["L1"]),
        ("every lot", then(vec![recall("1", FILING, None)]), &["L1", "L2"]),
        ("another product", then(vec![recall("1", OTHER, None)]), &[]),
        (
            "a lot that comes later",
            then(vec![recall("1", FILING, None), received("L3", "A-79")]),
            &["L1", "L2", "L3"],
        ),
        (
            "before the product is listed",
            vec![recall("1", FILING, None), listed(FILING), received("L1", "A-77")],
            &["L1"],
        ),
        (
            "a product whose filing number is put right",
            vec![listed(OTHER), received("L1", "A-77"), recall("1", FILING, None), listed(FILING)],
            &["L1"],
        ),
        ("lifted", then(vec![recall("1", FILING, None), lift("1")]), &[]),
        ("lifted before it was ordered", then(vec![lift("1"), recall("1", FILING, None)]), &[]),
        (
            "lifted and ordered again",
            then(vec![recall("1", FILING, None), lift("1"), recall("1", FILING, None)]),
            &[],
        ),
        (
            "two recalls, one lifted",
            then(vec![recall("1", FILING, None), recall("2", FILING, Some("A-77")), lift("1")]),
            &["L1"],
        ),
        (
            "two recalls, both lifted",
            then(vec![recall("1", FILING, None), recall("2", FILING, Some("A-77")), lift("1"), lift("2")]),
            &[],
        ),
        (
            "nobody at the store lifts it",
            then(vec![recall("1", FILING, Some("A-77")), moved("L1", false)]),
            &["L1"],
        ),
        (
            "who recalls it himself answers for it",
            then(vec![recall("1", FILING, Some("A-77")), moved("L1", true), lift("1")]),
            &["L1"],
        ),
        (
            "and takes it back when headquarters did",
            then(vec![recall("1", FILING, Some("A-77")), moved("L1", true), lift("1"), moved("L1", false)]),
            &[],
        ),
        (
            "but not before",
            then(vec![recall("1", FILING, Some("A-77")), moved("L1", true), moved("L1", false)]),
            &["L1"],
        ),
        (
            "what was recalled at the store before stays so",
            then(vec![moved("L1", true), recall("1", FILING, None), lift("1")]),
            &["L1"],
        ),
    ];
    for (name, events, lots) in cases {
        assert_eq!(recalled(events), lots, "{name}");
    }
}

#[test]
fn a_recall_and_a_suspension_may_have_one_number() {
    let key = |what| RestrictionRow::key_of(what, "1");
    assert_ne!(key(Restricted::Lots), key(Restricted::Store));
    // What is lifted in a chain is lifted by its number alone.
    assert_eq!(key(Restricted::Recipe), key(Restricted::Store));
}
