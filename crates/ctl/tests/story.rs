//! The main story: every genuine and documented analyser file ends with a released, labelled unit or with a refusal
//! that says why, and what was done can be followed, backed up and gone on with.

use crate::common::{Demo, PAPERS, Shop, bare, ordinary, skin_file};
use serde_json::Value;

/// How a file ends on the demo store with its own values alone.
enum Ends {
    /// A released unit.
    Served,
    /// Refused until one of its people is named.
    NeedsRow(&'static str),
    /// The same, and no value of that person speaks for a recipe.
    NeedsRowAndNeed(&'static str),
    /// Refused because no value of it speaks for a recipe, until the customer says a need.
    NothingFits,
}
use Ends::{NeedsRow, NeedsRowAndNeed, NothingFits, Served};

const FILES: &[(&str, Ends)] = &[
    ("genuine/aihub-deepskin.json", Served),
    ("genuine/ailab-pro.json", Served),
    ("genuine/clinical-probes.tsv", NeedsRow("YC1")),
    ("genuine/facepp-advanced.json", Served),
    ("genuine/imaging-phenome.txt", NeedsRowAndNeed("SP0001")),
    ("documented/ailab-advanced.json", Served),
    ("documented/antera-table.csv", NothingFits),
    ("documented/baidu-skin.json", Served),
    ("documented/baidu-wrapped.json", Served),
    ("documented/dermalab-cmf.txt", Served),
    ("documented/facepp-basic.json", Served),
    ("documented/facepp-pro.json", Served),
    ("documented/generic-en.csv", Served),
    ("documented/generic-zh.csv", NeedsRow("演示-001")),
    ("documented/haut-ai.json", Served),
    ("documented/meitu-eve.json", Served),
    ("documented/ragehealth-pro.json", Served),
    ("documented/visia-table.csv", Served),
    ("documented/youcam-hd.json", Served),
    ("documented/youcam-sd.json", Served),
    ("documented/youcam-task.json", Served),
    ("documented/yunzmall.json", NothingFits),
];

#[test]
fn the_table_of_files_is_complete() {
    for folder in ["genuine", "documented"] {
        for entry in std::fs::read_dir(skin_file(folder)).unwrap() {
            let name = format!("{folder}/{}", entry.unwrap().file_name().into_string().unwrap());
            assert!(FILES.iter().any(|(known, _)| *known == name), "{name} is not in the table");
        }
    }
}

#[test]
fn every_file_ends_with_a_released_unit_or_a_refusal_that_says_why() {
    let demo = Demo::found();
    for (name, ends) in FILES {
        let shop = demo.shop();
        let (path, file) = (skin_file(name).display().to_string(), name.rsplit('/').next().unwrap());
        match ends {
            Served => assert_served(&shop, name, &["--skin", &path]),
            NeedsRow(row) | NeedsRowAndNeed(row) => {
                let value = shop.service(&["--skin", &path]).refused();
                let message = value["refusal"]["message"].as_str().unwrap();
                assert_eq!(value["refusal"]["code"], "row_needed", "{name}: {value}");
                assert!(message.contains(file) && message.contains("条测肤记录"), "{name}: {message}");
                shop.assert_tidy(name, &[]);
                if matches!(ends, NeedsRow(_)) {
                    assert_served(&shop, name, &["--skin", &path, "--row", row, "--resume"]);
                } else {
                    assert_served(&demo.shop(), name, &["--skin", &path, "--row", row, "--need", "补水"]);
                }
            }
            NothingFits => {
                let value = shop.service(&["--skin", &path]).refused();
                assert_eq!(value["refusal"]["code"], "nothing_fits", "{name}: {value}");
                let rejected = value["refusal"]["details"].as_array().unwrap();
                assert_eq!(rejected.len(), 22, "{name}: each recipe is named");
                for recipe in rejected {
                    let reasons = recipe["reasons"].as_array().unwrap();
                    assert!(
                        reasons
                            .iter()
                            .all(|reason| reason["text"].as_str().is_some_and(|text| !text.is_empty()))
                    );
                    assert!(!reasons.is_empty(), "{name}: {recipe}");
                }
                shop.assert_tidy(name, &[]);
                shop.assert_sound(name);
                assert_served(&demo.shop(), name, &["--skin", &path, "--need", "补水"]);
            }
        }
        shop.assert_sound(name);
    }
}

/// A service that ends well, with its papers judged.
fn assert_served(shop: &Shop, case: &str, arguments: &[&str]) {
    let value = shop.service(arguments).done();
    assert_eq!((&value["released"], &value["step"]), (&true.into(), &"done".into()), "{case}: {value}");
    shop.assert_tidy(case, PAPERS);
    assert_papers(shop, case, &value);
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_else(|| panic!("{name} in {value}"))
}

fn assert_papers(shop: &Shop, case: &str, value: &Value) {
    let label = shop.paper("label.pdf");
    let (width, height) = label.media_box();
    assert!((width - 60.0).abs() < 0.02 && (height - 40.0).abs() < 0.02, "{case}: {width} × {height} mm");
    let keys = shop.path("keys.txt").display().to_string();
    shop.run(&["label", "key", "--out", &keys]).done();
    let read = shop.elsewhere(&["label", "verify", "--key", &keys, &label.scanned()]).done();
    assert_eq!(text(&read, "service"), text(value, "service"), "{case}: what the scanner reads is signed");
    assert_eq!(text(&read, "use_by"), text(value, "use_by"), "{case}: {read}");
    let printed = label.text();
    let mut items: Vec<(&str, String)> = vec![
        ("product name", text(&value["chosen"], "name").to_owned()),
        ("unit number", text(value, "service").to_owned()),
        ("batch", text(value, "batch").to_owned()),
        ("use-by day", text(value, "use_by").to_owned()),
        ("service time", "2026-11-20 09:05".to_owned()),
    ];
    items.extend(premises(shop));
    for (what, wanted) in items {
        assert!(printed.contains(&bare(&wanted)), "{case}: {what} {wanted} is not in {printed}");
    }
    for name in PAPERS {
        shop.paper(name).assert_sound(&format!("{case}: {name}"));
    }
    assert!(
        shop.paper("consent.pdf").text().contains(&bare(text(value, "service"))),
        "{case}: the sheet's number"
    );
}

/// Names and addresses that a label must carry.
fn premises(shop: &Shop) -> Vec<(&'static str, String)> {
    let row = shop.open().premises().unwrap();
    vec![
        ("enterprise", row.enterprise.name),
        ("enterprise's address", row.enterprise.address),
        ("store", row.premises.name),
        ("store's address", row.premises.address),
    ]
}

#[test]
fn the_use_by_day_is_named_with_what_decides_it() {
    let demo = Demo::found();
    let cases = [
        ("the recipe's own life", "genuine/facepp-advanced.json", "recipe_life", "配方 R03 调配后最长 45 天"),
        (
            "a lot's expiry",
            "documented/dermalab-cmf.txt",
            "lot_expiry",
            "批号 YS02A960 的限期使用日期 2026-12-30",
        ),
    ];
    for (case, file, limit, words) in cases {
        let value = demo.shop().service(&["--skin", skin_file(file).to_str().unwrap()]).done();
        assert_eq!(value["decided_by"]["limit"], limit, "{case}");
        assert!(text(&value, "decided_by_text").contains(words), "{case}: {}", value["decided_by_text"]);
        assert_eq!(value["decided_by"]["last_day"], value["use_by"], "{case}");
        let limits = value["chosen"]["use_by"]["limits"].as_array().unwrap();
        let earliest = limits.iter().map(|limit| text(limit, "last_day")).min().unwrap();
        assert_eq!(text(&value, "use_by"), earliest, "{case}: no limit is earlier");
    }
}

/// The lots of a service, each checked to be the first to expire of those that could be taken.
fn first_expired_first_out(shop: &Shop, value: &Value) -> Vec<(String, u64)> {
    let store = shop.open();
    let (lots, containers) = (store.lots().unwrap(), store.containers().unwrap());
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    let picks = value["chosen"]["lots"].as_array().unwrap();
    let picked = picks.iter().map(|pick| {
        let (lot, product, target) =
            (text(pick, "lot"), text(pick, "product"), pick["target"].as_u64().unwrap());
        let chosen = lots.iter().find(|known| known.id.as_str() == lot).unwrap();
        let holds = |other: &domain::stock::Lot| {
            let opened = containers.iter().filter(|container| container.lot == other.id);
            let mut enough = opened.filter(|one| one.left.0 >= target && one.good_until() >= today);
            other.units > 0 || enough.next().is_some()
        };
        for other in lots.iter().filter(|other| other.product.as_str() == product && other.id != chosen.id) {
            let usable = other.zone == domain::stock::Zone::Accepted && other.accepted && !other.recalled;
            let earlier = other.expires_on > today && other.expires_on < chosen.expires_on;
            assert!(!(usable && earlier && holds(other)), "{} expires before {lot}", other.id);
        }
        (lot.to_owned(), target)
    });
    picked.collect()
}

#[test]
fn lots_go_first_expired_first_out_and_lead_to_every_unit() {
    let shop = Demo::found().shop();
    let first = shop.service(&["--need", "补水"]).done();
    let lots = first_expired_first_out(&shop, &first);
    let second = shop.service(&["--need", "补水"]).done();
    assert_eq!(lots, first_expired_first_out(&shop, &second), "the same lots while they last");
    assert_ne!(first["service"], second["service"]);
    for (lot, target) in &lots {
        let traced = shop.run(&["trace", lot]).done();
        let [found] = traced["lots"].as_array().unwrap().as_slice() else { panic!("{traced}") };
        let units: Vec<(&str, u64)> = found["units"]
            .as_array()
            .unwrap()
            .iter()
            .map(|unit| (text(unit, "service"), unit["milligrams"].as_u64().unwrap()))
            .collect();
        assert_eq!(units, [(text(&first, "service"), *target), (text(&second, "service"), *target)], "{lot}");
        let by_number = shop.run(&["trace", text(&found["lot"], "number")]).done();
        assert_eq!(by_number, traced, "the maker's number leads to the same");
    }
    let unknown = shop.run(&["trace", "没有这一批"]).refused();
    assert_eq!(unknown["refusal"]["code"], "not_found");
    shop.assert_sound("after two services");
}

#[test]
fn a_backup_is_restored_as_what_it_is_and_traces_alike() {
    let shop = Demo::found().shop();
    let served = shop.service(&["--skin", &ordinary()]).done();
    let lot = text(&served["chosen"]["lots"][0], "lot");
    let traced = shop.run(&["trace", lot]).done();
    let file = shop.path("backup.db");
    let backed = shop.run(&["backup", file.to_str().unwrap()]).done();
    assert_eq!(shop.run(&["verify"]).done()["origin"], "original");
    let tried = shop.run(&["drill", file.to_str().unwrap()]).done();
    assert_eq!(
        (&tried["passed"], &tried["lost"]),
        (&true.into(), &1.into()),
        "the record of the backup itself"
    );
    let broken = shop.path("broken.db");
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[5_000] ^= 1;
    std::fs::write(&broken, bytes).unwrap();
    let tried = shop.run(&["drill", broken.to_str().unwrap()]).refused();
    assert_eq!((&tried["passed"], &tried["problem"]), (&false.into(), &"store_damaged".into()), "{tried}");
    let again = shop.run(&["backup", file.to_str().unwrap()]).refused();
    assert_eq!(again["refusal"]["code"], "file_exists", "a backup is never overwritten");

    let key = shop.data().join("key").display().to_string();
    let into = shop.path("restored");
    let restored = |arguments: &[&str]| {
        let mut all = vec!["--store", into.to_str().unwrap(), "--key-file", &key];
        all.extend(arguments);
        shop.elsewhere(&all)
    };
    let value = restored(&["restore", file.to_str().unwrap()]).done();
    assert_eq!((&value["origin"], &value["from"]["hash"]), (&"restored".into(), &backed["hash"]));
    assert_eq!(
        value["records"].as_u64(),
        backed["records"].as_u64().map(|records| records + 1),
        "the restore itself"
    );
    assert_eq!(restored(&["verify"]).done()["origin"], "restored");
    assert_eq!(restored(&["rebuild", "--check"]).done()["equal"], true);
    assert_eq!(restored(&["trace", lot]).done(), traced);
    let twice = restored(&["restore", file.to_str().unwrap()]).refused();
    assert_eq!(twice["refusal"]["code"], "store_exists", "a store is never overwritten");
}

#[test]
fn the_same_clock_and_input_give_the_same_unit() {
    let demo = Demo::found();
    for (name, _) in FILES.iter().filter(|(_, ends)| matches!(ends, Served)).take(6) {
        let made = || {
            let shop = demo.shop();
            let mut value = shop.service(&["--skin", skin_file(name).to_str().unwrap()]).done();
            value["files"] = Value::Null;
            (value, std::fs::read(shop.out().join("label.pdf")).unwrap())
        };
        assert_eq!(made(), made(), "{name}");
    }
}

#[test]
fn what_was_left_is_gone_on_with() {
    let shop = Demo::found().shop();
    let left = shop.service(&["--skin", &ordinary(), "--officer", "S05"]).refused();
    assert_eq!(left["step"], "agreed", "{left}");
    let number = text(&left, "service").to_owned();
    let resumed = shop.service(&["--skin", &ordinary(), "--resume"]).done();
    assert_eq!(resumed["service"], number.as_str(), "the latest open one");
    // Papers that were lost are made again from the records, with nothing written.
    std::fs::remove_dir_all(shop.out()).unwrap();
    let again = shop.service(&["--skin", &ordinary(), "--resume"]).done();
    assert_eq!((&again["service"], &again["records"]["count"]), (&number.as_str().into(), &0.into()));
    assert_papers_again(&shop);
    std::fs::remove_dir_all(shop.out()).unwrap();
    let named = shop.service(&["--resume", &number]).done();
    assert_eq!((&named["service"], &named["records"]["count"]), (&number.as_str().into(), &0.into()));
    assert_papers_again(&shop);
    // With its papers there it is finished: the next customer is another service.
    let next = shop.service(&["--need", "补水", "--resume"]).done();
    assert_ne!(next["service"], number.as_str());
    shop.assert_sound("after all");
}

fn assert_papers_again(shop: &Shop) {
    shop.assert_tidy("printed again", PAPERS);
    for name in PAPERS {
        shop.paper(name).assert_sound(name);
    }
}

/// The demo store has unclean equipment beside the clean: whoever lets the program choose has refused nothing.
#[test]
fn equipment_that_nobody_chose_is_no_refusal_of_the_day() {
    let shop = Demo::found().shop();
    shop.service(&["--need", "补水"]).done();
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    let tallies = shop.open().tallies(day, day).unwrap();
    let stops: Vec<_> = tallies.iter().filter(|tally| tally.key.starts_with("stop/")).collect();
    assert!(stops.is_empty() && !tallies.is_empty(), "{stops:?}");
}

#[test]
fn a_service_is_made_on_any_day_and_not_only_on_the_first() {
    let shop = Demo::found().shop();
    for now in ["2026-11-21T10:00:00+08:00", "2026-11-23T09:30:00+08:00", "2026-12-01T18:00:00+08:00"] {
        let value = shop.service(&["--now", now, "--need", "补水"]).done();
        assert_eq!((&value["released"], &value["step"]), (&true.into(), &"done".into()), "{now}: {value}");
    }
    shop.assert_sound("any day");
}
