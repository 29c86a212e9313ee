//! The ledgers that a release leaves behind: a week of a demonstration's store with a record of every kind that a command can
//! write, and a real store's first day. They are written by the commands that people use at the counter.

mod copies;
mod day;
mod founded;
mod house;
mod later;
mod shop;
mod week;

use std::collections::BTreeSet;
use std::path::Path;

use crate::figures::{self, Clock};
use counter::{Assets, Counter, demo, papers};
use domain::Moment;
use domain::event::Event;
use domain::ids::ServiceNumber;
use domain::service::Step;
use store::{Key, Store};
use token::{LabelToken, Part};

use shop::{Shop, Told};

/// What the wrapped key is opened with.
const PASSPHRASE: &str = "演示口令 2026 旧台账";

/// Writes both into a folder.
pub fn write(folder: &Path) -> Told {
    let aside = tempfile::tempdir()?;
    demo_store(aside.path(), &folder.join("demo"))?;
    founded::store(aside.path(), &folder.join("founded"))
}

fn clock(now: &str) -> Told<Clock> {
    Ok(Clock { now: Moment::parse_from_rfc3339(now)?, monotonic: 0 })
}

/// A demo store's week, restored from a copy after its fourth day.
fn demo_store(aside: &Path, kept: &Path) -> Told {
    let (key, first, second) = (Key::new()?, aside.join("first"), aside.join("second"));
    let clock = clock("2026-11-16T09:00:00+08:00")?;
    let mut shop = Shop::over(demo::found(&first, &key, &clock)?, clock)?;
    let served = shop.monday()?;
    shop.tuesday()?;
    shop.wednesday()?;
    let shop = shop.thursday(&served)?;
    let mut shop = shop.copied_and_restored(aside, &second, &key)?;
    shop.end_of_week()?;
    shop.last_copies(aside, &key)?;
    shop.newer_kinds()?;
    let written = kinds(shop.counter.store())?;
    // Every kind that the program writes today; a kind of the past has only records of the past.
    let missing: Vec<&str> =
        Event::KINDS.iter().map(|(kind, _)| *kind).filter(|kind| !written.contains(*kind)).collect();
    if !missing.is_empty() {
        return Err(format!("no record of {missing:?}").into());
    }
    keep(shop.counter, &key, &second, kept)
}

fn kinds(store: &Store) -> Told<BTreeSet<String>> {
    let mut kinds = BTreeSet::new();
    store.records::<counter::Refusal>(1, |record| {
        kinds.insert(record.header()?.kind.to_string());
        Ok(())
    })?;
    Ok(kinds)
}

/// Closes a store and keeps its file, its key in both forms, its figures, and a label.
fn keep(mut counter: Counter<Clock>, key: &Key, folder: &Path, kept: &Path) -> Told {
    std::fs::create_dir_all(kept)?;
    let rebuilt = counter.store().rebuild_check()?;
    if !rebuilt.different.is_empty() {
        return Err(format!("tables differ: {:?}", rebuilt.different).into());
    }
    let figures = figures::of(&mut counter, &rebuilt)?;
    std::fs::write(kept.join("figures.json"), serde_json::to_string_pretty(&figures)? + "\n")?;
    let served = figures["services"].as_array().map(Vec::as_slice).unwrap_or_default();
    let labelled = served.iter().find(|service| service["step"] == "done" && !service["batch"].is_null());
    if let Some(number) = labelled.and_then(|service| service["number"].as_str()) {
        let number = ServiceNumber::parse(number)?;
        std::fs::write(kept.join("label.pdf"), papers::label_again(&counter, &number)?)?;
        std::fs::write(kept.join("label-token.txt"), label_token(&counter, &number)? + "\n")?;
    }
    let open = served.iter().filter(|service| service["step"] != "done" && service["step"] != "ended");
    eprintln!("{}: {} services, {} open", kept.display(), served.len(), open.count());
    counter.rest()?;
    drop(counter.into_store());
    std::fs::copy(folder.join("store.db"), kept.join("store.db"))?;
    key.write(&kept.join("store.key"))?;
    key.write_wrapped(&kept.join("key.json"), PASSPHRASE)?;
    std::fs::write(kept.join("passphrase.txt"), format!("{PASSPHRASE}\n"))?;
    // What was kept opens by itself.
    let check = tempfile::tempdir()?;
    std::fs::copy(kept.join("store.db"), check.path().join("store.db"))?;
    let store = Store::open(check.path(), &Key::read(&kept.join("store.key"))?)?;
    if figures["head"]["seq"] != store.verify()?.seq {
        return Err("the kept file ends elsewhere".into());
    }
    drop(Counter::new(store, clock("2026-11-22T09:00:00+08:00")?, Assets::builtin()?));
    Ok(())
}

/// What the code on a unit's label says, put together from its records.
fn label_token(counter: &Counter<Clock>, number: &ServiceNumber) -> Told<String> {
    let store = counter.store();
    let service = store.service(number)?;
    let progress = service.progress();
    if service.step() != Step::Done {
        return Err("this unit was not handed over".into());
    }
    let clearance = progress.clearance().ok_or("no clearance")?.parts();
    let recipe = store.recipe(&progress.plan().ok_or("no plan")?.recipe)?;
    let parts = recipe.components.iter().zip(&clearance.components).map(|(component, cleared)| {
        let filing = store.product(&component.product)?.filing.to_string();
        Ok::<_, store::StoreError>(Part { filing, lot: store.lot(&cleared.lot)?.number })
    });
    let token = LabelToken {
        service: number.to_string(),
        made_at: clearance.operator.at,
        use_by: clearance.use_by.date(),
        parts: parts.collect::<Result<_, _>>()?,
    };
    Ok(store.label_token(&token)?)
}
