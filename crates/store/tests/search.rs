//! Found again: products by any word of theirs, lots by their product, customers by the name or telephone that they
//! left, and nobody by what was erased.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::common::visit::Visit;
use crate::common::{container, day, found, lot, product, stamp, write};
use chrono::NaiveDate;
use domain::event::{LotMoved, LotReceived};
use domain::ids::{CustomerId, LotId, ProductId};
use domain::quantity::Milligrams;
use domain::stock::{Lot, Zone};
use store::tables::CustomerRow;
use store::{Store, StoreError};
use tempfile::tempdir;

const DAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();

fn visit<'a>(customer: &'a str, serial: u32, contact: Option<(&'a str, &'a str)>) -> Visit<'a> {
    Visit { customer, serial, day: DAY, contact, handed_over: true }
}

fn products(store: &Store, text: &str) -> Vec<String> {
    let (rows, total) = (store.search_products(text, 0, 50).unwrap(), store.count_products(text).unwrap());
    assert_eq!(rows.len() as u64, total, "{text}");
    rows.into_iter().map(|product| product.id.to_string()).collect()
}

fn customers(store: &Store, text: &str) -> Vec<String> {
    store.search_customers(text, 50).unwrap().into_iter().map(|row| row.customer.to_string()).collect()
}

#[test]
fn a_product_is_found_by_name_filing_filer_and_id() {
    let folder = tempdir().unwrap();
    let (mut store, _key) = found(&folder);
    for (id, name, filing) in [
        ("P01", "玫瑰保湿水（演示）", "鲁G妆网备字2024000011"),
        ("P02", "玫瑰精华 Serum 50g（演示）", "鲁G妆网备字2024000012"),
        ("P10", "保湿面霜（演示）", "沪G妆网备字2023000011"),
    ] {
        write(&mut store, product(id, name, filing)).unwrap();
    }
    let cases: [(&str, &[&str]); 17] = [
        ("玫瑰", &["P01", "P02"]),
        ("保湿", &["P01", "P10"]),
        ("瑰", &["P01", "P02"]),
        ("玫瑰保湿水", &["P01"]),
        ("玫瑰面霜", &[]),
        ("玫瑰 精华", &["P02"]),
        ("serum", &["P02"]),
        ("ＳＥＲ", &["P02"]),
        ("50", &["P02"]),
        ("P1", &["P10"]),
        ("p0", &["P01", "P02"]),
        ("鲁G妆网备字2024000011", &["P01"]),
        ("2024", &["P01", "P02"]),
        ("000011", &["P01", "P10"]),
        ("日化", &["P01", "P02", "P10"]),
        ("", &["P01", "P02", "P10"]),
        ("\" OR *", &[]),
    ];
    for (text, wanted) in cases {
        assert_eq!(products(&store, text), wanted, "{text}");
    }
    let (page, total) = (store.search_products("演示", 1, 1).unwrap(), store.count_products("演示").unwrap());
    assert_eq!((page[0].id.as_str(), page.len(), total), ("P02", 1, 3), "page by page");
    let (page, total) = (store.search_products("", 2, 5).unwrap(), store.count_products("").unwrap());
    assert_eq!((page[0].id.as_str(), page.len(), total), ("P10", 1, 3));

    write(&mut store, product("P01", "橙花水（演示）", "鲁G妆网备字2024000011")).unwrap();
    assert_eq!(products(&store, "玫瑰"), ["P02"], "an old name finds nothing");
    assert_eq!(products(&store, "橙花"), ["P01"]);
    assert!(store.rebuild_check().unwrap().different.is_empty());
}

#[test]
fn a_lot_is_found_by_its_number_zone_and_product() {
    let folder = tempdir().unwrap();
    let (mut store, _key) = found(&folder);
    let of = |number: u32, product: &str| {
        let lot = lot(number).lot;
        LotReceived { lot: Lot { product: ProductId::new(product).unwrap(), ..lot } }
    };
    write(&mut store, of(1, "P1")).unwrap();
    write(&mut store, product("P1", "玫瑰水（演示）", "鲁G妆网备字2024000011")).unwrap();
    write(&mut store, of(2, "P1")).unwrap();
    write(&mut store, of(3, "P2")).unwrap();
    let (lot, reason) = (LotId::new("L2").unwrap(), "演示".to_owned());
    write(&mut store, LotMoved { lot, to: Zone::Rejected, accepted: false, recalled: false, reason })
        .unwrap();
    let page = |text: Option<&str>, zone| {
        let (rows, total) =
            (store.lots_page(text, zone, 0, 50).unwrap(), store.count_lots(text, zone).unwrap());
        assert_eq!(rows.len() as u64, total);
        rows.into_iter().map(|lot| lot.id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(page(None, None), ["L1", "L2", "L3"]);
    assert_eq!(page(Some(" "), Some(Zone::Accepted)), ["L1", "L3"]);
    assert_eq!(page(Some("玫瑰"), None), ["L1", "L2"], "also one received before its product was listed");
    assert_eq!(page(Some("玫瑰"), Some(Zone::Rejected)), ["L2"]);
    assert_eq!(page(Some("24113"), None), ["L3"], "the maker's number");
    assert_eq!(store.lots_page(None, None, 2, 2).unwrap().len(), 1);
    let found = |text: &str| -> Vec<String> {
        store.search_lots(text, 9).unwrap().into_iter().map(|lot| lot.id.to_string()).collect()
    };
    assert_eq!((found("玫瑰"), found("24113"), found("·")), (ids(&["L2", "L1"]), ids(&["L3"]), ids(&[])));
    assert_eq!(store.search_lots("玫瑰", 1).unwrap()[0].id.as_str(), "L2", "the latest received");
    assert_eq!(store.lots_numbered("24113").unwrap().len(), 1);
    let named = [ProductId::new("P1").unwrap(), ProductId::new("P9").unwrap()];
    assert_eq!(store.lots_of(&named[0]).unwrap().len(), 2);
    assert_eq!(store.lot_counts(&named).unwrap(), [("P1".to_owned(), 2)].into());
    assert_eq!(store.products_of(&named).unwrap().len(), 1);
    assert_eq!(store.trace("24113").unwrap()[0].lot.id.as_str(), "L3");
    assert!(store.rebuild_check().unwrap().different.is_empty());
}

fn ids(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

#[test]
fn what_may_serve_is_in_stock_and_the_latest_lot_to_say_why_not() {
    let folder = tempdir().unwrap();
    let (mut store, _key) = found(&folder);
    for number in 1..=3 {
        write(&mut store, lot(number)).unwrap();
    }
    let opened = container(1, 1).container;
    let (last, after) = (opened.good_until(), opened.good_until() + chrono::Days::new(1));
    let holds = opened.left;
    let stock = |store: &Store, product: &str, least: Milligrams, today: NaiveDate| -> Vec<String> {
        let wanted = [(ProductId::new(product).unwrap(), least)].into();
        store.lots_in_stock_of(&wanted, today).unwrap().into_iter().map(|lot| lot.id.to_string()).collect()
    };
    let (a_gram, more) = (Milligrams::grams(1), Milligrams(holds.0 + 1));
    assert_eq!(stock(&store, "P1", a_gram, last), ["L1", "L2", "L3"], "unopened");
    for number in 1..=3 {
        write(&mut store, container(number, number)).unwrap();
    }
    for (what, product, least, today, wanted) in [
        ("opened, within its period", "P1", a_gram, last, &["L1", "L2", "L3"][..]),
        ("just enough is left", "P1", holds, last, &["L1", "L2", "L3"]),
        ("too little is left", "P1", more, last, &["L3"]),
        ("past its period", "P1", a_gram, after, &["L3"]),
        ("of another product", "P2", a_gram, last, &[]),
    ] {
        assert_eq!(stock(&store, product, least, today), wanted, "{what}");
    }
    let lots = [LotId::new("L1").unwrap()];
    assert_eq!(store.containers_in_use_of(&lots).unwrap().len(), 1);
    assert_eq!(store.containers_of_all(&lots).unwrap().len(), 1);
}

#[test]
fn a_lot_is_usable_until_its_last_day() {
    let folder = tempdir().unwrap();
    let (mut store, _key) = found(&folder);
    let (first, second) = (lot(1).lot, lot(2).lot);
    let last = second.expires_on;
    let usable = |store: &Store, today: NaiveDate| store.any_usable_lot(today).unwrap();
    assert!(!usable(&store, last), "none was received");
    let first = LotReceived { lot: Lot { expires_on: last - chrono::Days::new(9), ..first } };
    write(&mut store, first).unwrap();
    write(&mut store, LotReceived { lot: second.clone() }).unwrap();
    assert!(usable(&store, last) && !usable(&store, last + chrono::Days::new(1)));
    let (lot, reason) = (second.id, "演示".to_owned());
    write(&mut store, LotMoved { lot, to: Zone::ReturnedOrRecalled, accepted: true, recalled: true, reason })
        .unwrap();
    assert!(!usable(&store, last), "recalled, and the other has expired");
    assert!(usable(&store, last - chrono::Days::new(9)));
}

#[test]
fn a_customer_is_found_by_what_they_left_and_by_nothing_once_it_is_erased() {
    let folder = tempdir().unwrap();
    let (mut store, _key) = found(&folder);
    let contact = visit("K1", 1, Some(("演示王芳", "139-0000-1234"))).write(&mut store).unwrap();
    visit("K2", 2, Some(("演示王伟", "13900005678"))).write(&mut store);
    visit("K3", 3, None).write(&mut store);
    let cases: [(&str, &[&str]); 11] = [
        ("王", &["K2", "K1"]),
        ("王芳", &["K1"]),
        ("演示王芳", &["K1"]),
        ("芳王", &[]),
        ("1234", &["K1"]),
        ("0000 1234", &["K1"]),
        ("13900001234", &["K1"]),
        ("99901234", &[]),
        ("234", &[]),
        ("", &[]),
        ("K3", &[]),
    ];
    for (text, wanted) in cases {
        assert_eq!(customers(&store, text), wanted, "{text}");
    }
    assert!(store.rebuild_check().unwrap().different.is_empty());

    let erase = |store: &mut Store| {
        store.transact::<_, StoreError>("system", "erase", stamp(90_000), |tx| {
            tx.erase(&contact.id, "顾客撤回")
        })
    };
    erase(&mut store).unwrap();
    for text in ["王芳", "芳", "1234", "13900001234"] {
        assert!(customers(&store, text).is_empty(), "{text}");
    }
    assert_eq!(customers(&store, "王"), ["K2"]);
    let row = store.customer(&CustomerId::new("K1").unwrap()).unwrap().unwrap();
    assert_eq!((row.name, row.phone_end, row.contact, row.services), (None, None, None, 1));
    let check = store.rebuild_check().unwrap();
    assert!(check.different.is_empty(), "{:?}", check.different);
}

#[test]
fn nothing_of_an_erased_name_stays_in_the_index() {
    let folder = tempdir().unwrap();
    let (mut store, key) = found(&folder);
    let key_file = folder.path().join("key");
    key.write(&key_file).unwrap();
    let contact = visit("K1", 1, Some(("演示欧阳", "13900001234"))).write(&mut store).unwrap();
    visit("K2", 2, Some(("演示王伟", "13900005678"))).write(&mut store);
    store
        .transact::<_, StoreError>("system", "erase", stamp(90_000), |tx| tx.erase(&contact.id, "顾客撤回"))
        .unwrap();
    store.rest().unwrap();
    drop(store);
    let connection = crate::common::tampering(folder.path(), &key_file);
    for table in ["customer", "customer_words_content", "customer_words_data", "customer_words_idx"] {
        let mut statement = connection.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..columns {
                let bytes = match row.get_ref(column).unwrap() {
                    rusqlite::types::ValueRef::Text(bytes) | rusqlite::types::ValueRef::Blob(bytes) => bytes,
                    rusqlite::types::ValueRef::Null
                    | rusqlite::types::ValueRef::Integer(_)
                    | rusqlite::types::ValueRef::Real(_) => continue,
                };
                for word in ["欧", "阳", "1234"] {
                    assert!(
                        !bytes.windows(word.len()).any(|part| part == word.as_bytes()),
                        "{word} in {table}"
                    );
                }
            }
        }
    }
}

#[test]
fn a_customer_is_counted_and_their_services_come_latest_first() {
    let folder = tempdir().unwrap();
    let (mut store, _key) = found(&folder);
    let who = CustomerId::new("K1").unwrap();
    let next_day = DAY.succ_opt().unwrap();
    let visits = [
        visit("K1", 1, Some(("演示王芳", "13900001234"))),
        Visit { day: next_day, ..visit("K1", 1, None) },
        Visit {
            day: next_day, handed_over: false, ..visit("K1", 2, Some(("演示王小芳", "13900009999")))
        },
        Visit { day: next_day, ..visit("K2", 3, None) },
    ];
    for visit in &visits {
        visit.write(&mut store);
    }
    let row = store.customer(&who).unwrap().unwrap();
    let wanted = CustomerRow {
        name: Some("演示王小芳".to_owned()),
        phone_end: Some("9999".to_owned()),
        services: 3,
        last_service: Some(visits[1].number()),
        last_on: Some(next_day),
        ..row.clone()
    };
    assert_eq!(row, wanted, "the latest contact, and the latest service that was handed over");
    assert!(customers(&store, "1234").is_empty(), "an earlier telephone number is replaced");

    let numbers = |services: Vec<domain::service::AnyService>| -> Vec<_> {
        services.iter().map(|service| service.progress().number().clone()).collect()
    };
    let latest = numbers(store.services_of(&who, 2).unwrap());
    assert_eq!(latest, [visits[2].number(), visits[1].number()]);
    let previous = |before: &Visit<'_>| store.previous_service(&who, &before.number()).unwrap();
    assert_eq!(numbers(previous(&visits[2]).into_iter().collect()), [visits[1].number()]);
    assert_eq!(numbers(previous(&visits[1]).into_iter().collect()), [visits[0].number()]);
    assert!(previous(&visits[0]).is_none());
    assert_eq!(store.services_on(next_day).unwrap().len(), 3);
    assert_eq!(numbers(store.services_on(DAY).unwrap()), [visits[0].number()]);
    assert_eq!(numbers(store.open_services().unwrap()), [visits[2].number()]);
    assert_eq!(store.services_on(day(2026, 1, 1)).unwrap().len(), 0);
    assert!(store.rebuild_check().unwrap().different.is_empty());
}

#[test]
fn changed_search_words_are_named_and_mended() {
    let folder = tempdir().unwrap();
    let (mut store, key) = found(&folder);
    let key_file = folder.path().join("key");
    key.write(&key_file).unwrap();
    write(&mut store, product("P1", "玫瑰水（演示）", "鲁G妆网备字2024000011")).unwrap();
    visit("K1", 1, Some(("演示王芳", "13900001234"))).write(&mut store);
    drop(store);
    let tamper = crate::common::tampering(folder.path(), &key_file);
    tamper.execute("DELETE FROM product_words", []).unwrap();
    tamper.execute("UPDATE customer SET phone_end = '0000'", []).unwrap();
    drop(tamper);
    let mut store = Store::open(folder.path(), &key).unwrap();
    assert_eq!(store.rebuild_check().unwrap().different, ["customer", "product_words"]);
    store.rebuild().unwrap();
    assert!(store.rebuild_check().unwrap().different.is_empty());
    assert_eq!((products(&store, "玫瑰"), customers(&store, "1234")), (vec!["P1".into()], vec!["K1".into()]));
}

/// Every way to find something uses an index: a plan that walks a whole table would grow with the store.
#[test]
fn nothing_that_a_customer_waits_for_walks_a_table() {
    let folder = tempdir().unwrap();
    let (store, key) = found(&folder);
    let key_file = folder.path().join("key");
    key.write(&key_file).unwrap();
    drop(store);
    let connection = crate::common::tampering(folder.path(), &key_file);
    for condition in [
        "service WHERE step NOT IN ('done', 'ended') ORDER BY id",
        "service WHERE customer = ?1 ORDER BY rowid DESC LIMIT ?2",
        "service WHERE opened_on = ?1 OR done_on = ?1 ORDER BY id",
        "customer WHERE phone_end = ?1 ORDER BY rowid DESC",
        "customer WHERE contact = ?1 ORDER BY id",
        "product WHERE id IN (SELECT value FROM json_each(?1)) ORDER BY id",
        "product WHERE rowid > ?1 ORDER BY rowid LIMIT ?2",
        "lot WHERE product = ?1 ORDER BY id",
        "lot WHERE zone = ?1 ORDER BY id LIMIT 50",
        "lot WHERE id = ?1 OR number = ?1 ORDER BY id",
        "container WHERE lot IN (SELECT value FROM json_each(?1)) AND milligrams > 0 ORDER BY id",
        "usage WHERE lot = ?1 ORDER BY id",
    ] {
        let mut statement =
            connection.prepare(&format!("EXPLAIN QUERY PLAN SELECT doc FROM {condition}")).unwrap();
        let values = vec![rusqlite::types::Null; statement.parameter_count()];
        let plan =
            statement.query_map(rusqlite::params_from_iter(values), |row| row.get::<_, String>(3)).unwrap();
        let table = condition.split(' ').next().unwrap();
        for line in plan.map(Result::unwrap) {
            assert!(
                !line.starts_with(&format!("SCAN {table}")) || line.contains("service_open"),
                "{condition}: {line}"
            );
        }
    }
}
