//! What a store shows, as plain figures: its services, its stock, its people, its days. They are written beside a ledger
//! when a release keeps it, and every later program must show the same of that ledger. The field names are this file's
//! own: where a type is renamed, only the line that reads it changes.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use counter::day::look::LookDay;
use counter::day::record::LookRecord;
use counter::{Caller, Counter, Host, Refusal};
use domain::Moment;
use domain::event::{Plan, Sale};
use domain::ids::ServiceNumber;
use domain::label::LabelCopy;
use domain::service::{AnyService, Progress};
use domain::staff::Role;
use registers::project::AT;
use registers::{Cleanings, INSIDE, ProductTests, Readings, Visitors};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use store::{Listing, Rebuilt};

/// A machine whose clock is set by whoever holds it; the second clock is never set back.
pub struct Clock {
    pub now: Moment,
    pub monotonic: u64,
}

impl Host for Clock {
    fn now(&self) -> Moment {
        self.now
    }

    fn monotonic(&self) -> u64 {
        self.monotonic
    }

    fn save(&mut self, _: &str, _: &[u8]) -> std::io::Result<()> {
        Ok(())
    }
}

/// What the ledger is made of, read without understanding a payload.
#[derive(Default)]
struct Ledger {
    kinds: BTreeMap<String, u64>,
    /// One record of each kind.
    samples: Vec<u64>,
    days: BTreeSet<NaiveDate>,
    services: Vec<ServiceNumber>,
    /// SHA-256 of each signed sheet, by its record.
    sheets: BTreeMap<String, String>,
}

fn ledger(counter: &Counter<Clock>) -> Result<Ledger, Refusal> {
    let mut found = Ledger::default();
    counter.store().records::<Refusal>(1, |record| {
        let header = record.header()?;
        let payload: Value = serde_json::from_str(header.payload.get())?;
        let count = found.kinds.entry(format!("{} {}", header.kind, header.version)).or_default();
        *count += 1;
        if *count == 1 {
            found.samples.push(record.seq);
        }
        found.days.insert(domain::in_china(header.at).date_naive());
        if header.kind == "service.opened" {
            found.services.push(ServiceNumber::parse(payload["service"].as_str().unwrap_or_default())?);
        }
        if let Some(sheet) = payload["sheet"].as_str().filter(|_| header.kind == "day.signed") {
            found.sheets.insert(record.seq.to_string(), hex::encode(Sha256::digest(sheet.as_bytes())));
        }
        Ok(())
    })?;
    Ok(found)
}

/// Everything that is compared, at the moment at which the counter's clock stands.
pub fn of(counter: &mut Counter<Clock>, rebuilt: &Rebuilt) -> Result<Value, Refusal> {
    let Ledger { kinds, samples, days, services, sheets } = ledger(counter)?;
    let head = counter.store().verify()?;
    let manager = manager(counter)?;
    let shown = samples.iter().map(|seq| shown(counter, &manager, *seq)).collect::<Result<Vec<_>, _>>()?;
    let mut looked = Vec::new();
    for day in days {
        looked.push(day_of(counter, &manager, day)?);
    }
    let served = services.iter().map(|number| service(counter, number)).collect::<Result<Vec<_>, _>>()?;
    Ok(json!({
        "now": counter.host().now(),
        "head": { "store": head.store, "seq": head.seq, "hash": head.hash.to_string() },
        "restored": counter.store().origin()? == store::Origin::Restored,
        "kinds": kinds,
        "rows": rows(counter, rebuilt)?,
        "vault_items": counter.store().vault_items()?,
        "services": served,
        "stock": stock(counter)?,
        "people": people(counter)?,
        "house": house(counter)?,
        "customers": customers(counter, &services)?,
        "call_backs_open": counter.store().count_open_call_backs(ever(9999))?,
        "days": looked,
        "signed_sheets": sheets,
        "records_shown": shown,
    }))
}

/// The last day of a year: days are compared as they are written.
/// How many rows there are of each thing, under the names that their tables had when the first figures were written.
fn rows(counter: &Counter<Clock>, rebuilt: &Rebuilt) -> Result<BTreeMap<String, u64>, Refusal> {
    let mut rows: BTreeMap<String, u64> = rebuilt.rows.iter().cloned().collect();
    rows.retain(|table, _| !table.starts_with("entry"));
    let (store, all) = (counter.store(), Listing { by: AT, ..Listing::default() });
    let areas = store.latest_entries::<Cleanings>("area")?.len();
    rows.insert("area".to_owned(), u64::try_from(areas).unwrap_or(u64::MAX));
    rows.insert("reading".to_owned(), store.count_entries::<Readings>(&all)?);
    rows.insert("tested".to_owned(), store.count_entries::<ProductTests>(&all)?);
    rows.insert("visit".to_owned(), store.count_entries::<Visitors>(&all)?);
    Ok(rows)
}

fn ever(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or_default()
}

fn manager(counter: &Counter<Clock>) -> Result<Caller, Refusal> {
    let (staff, today) = (counter.store().staff()?, counter.today());
    let found = staff.into_iter().find(|row| row.member.holds(Role::StoreManager, today));
    let missing = || Refusal::new("not_found", "no manager in post");
    Ok(Caller::Staff(found.ok_or_else(missing)?.member.id))
}

/// A record as a person looks at it: that it has a title and fields.
fn shown(counter: &mut Counter<Clock>, manager: &Caller, record: u64) -> Result<Value, Refusal> {
    let view = counter.call(manager, LookRecord { record })?;
    Ok(json!({
        "record": record,
        "kind": view.line.kind,
        "actor": view.line.actor,
        "service": view.line.service,
        "titled": !view.line.title.is_empty() && !view.line.title_en.is_empty(),
    }))
}

/// A day as a person looks at it; who compares leaves words out, and lets more be due.
fn day_of(counter: &mut Counter<Clock>, manager: &Caller, day: NaiveDate) -> Result<Value, Refusal> {
    // A clock that was set back later leaves records of a day that has not come.
    if day > counter.today() {
        return Ok(json!({ "day": day }));
    }
    let view = counter.call(manager, LookDay { from: day, to: day })?;
    Ok(json!({ "day": day, "look": view }))
}

fn plan(plan: &Plan) -> Value {
    json!({
        "recipe": plan.recipe, "version": plan.version, "mg": plan.size, "fen": plan.price, "lots": plan.lots,
        "use_by": plan.use_by.date(), "against_ranking": plan.against_ranking,
    })
}

fn sale(sale: &Sale) -> Value {
    let filings = sale.filings.iter().map(|(product, filing)| json!([product, filing.to_string()]));
    json!({
        "name": sale.name, "filings": filings.collect::<Vec<_>>(), "mg": sale.net, "count": sale.count,
        "fen": sale.price, "use_by": sale.use_by,
    })
}

fn copy(copy: &LabelCopy) -> Value {
    let attempts = copy.attempts.iter().map(|one| {
        let ended = one.ended.as_ref();
        json!({
            "printer": one.printer, "job": one.job, "ended": ended.map(|end| end.how),
            "note": ended.and_then(|end| end.note.clone()), "against": ended.and_then(|end| end.against),
        })
    });
    json!({
        "copy": copy.copy, "template": copy.template, "version": copy.version, "reprint": copy.reprint,
        "issued_at": copy.issued_at, "scanned_at": copy.scanned_at,
        "fate": copy.closed.as_ref().map(|end| end.fate),
        "reason": copy.closed.as_ref().and_then(|end| end.reason.clone()),
        "attempts": attempts.collect::<Vec<_>>(),
    })
}

/// How it was agreed to, and what of it the vault still holds.
fn consent(counter: &Counter<Clock>, progress: &Progress) -> Result<Value, Refusal> {
    let Some(noticed) = progress.noticed() else { return Ok(Value::Null) };
    let parts = noticed.consent.parts();
    let kept = |item: Option<&domain::event::VaultRef>| -> Result<Value, Refusal> {
        let Some(item) = item else { return Ok(Value::Null) };
        Ok(json!(counter.store().unseal(item)?.is_some()))
    };
    let test = progress.tested().and_then(|tested| tested.test.as_ref());
    Ok(json!({
        "age": parts.age, "choices": parts.choices, "text": parts.text_version,
        "guardian": kept(parts.guardian.as_ref())?, "contact": kept(noticed.contact.as_ref())?,
        "needs": kept(progress.needed().map(|needed| &needed.needs))?,
        "strokes": kept(progress.agreed().map(|agreed| &agreed.signature))?,
        "skin": kept(test.map(|test| &test.values))?, "profile": test.map(|test| test.profile.clone()),
        "channels": progress.needed().map(|needed| needed.channels.clone()),
    }))
}

fn service(counter: &Counter<Clock>, number: &ServiceNumber) -> Result<Value, Refusal> {
    let service: AnyService = counter.service(number)?;
    let (progress, opened) = (service.progress(), service.progress().opened());
    let weighings = progress.weighings().iter().map(|one| {
        json!({
            "lot": one.lot, "container": one.container, "target_mg": one.target, "mg": one.weight,
            "by_hand": one.by_hand,
        })
    });
    let clearance = progress.clearance().map(|clearance| clearance.parts());
    let labels = counter.store().labels_of(number)?;
    let done = progress.done();
    Ok(json!({
        "number": number, "mode": opened.mode, "step": service.step(), "customer": opened.customer,
        "advisor": opened.advisor, "opened_at": opened.at, "consent": consent(counter, progress)?,
        "plan": progress.plan().map(plan), "stopped": progress.stopped().len(),
        "use_by": clearance.map(|parts| parts.use_by.date()),
        "operator": clearance.map(|parts| parts.operator.signer.clone()),
        "officer": clearance.map(|parts| parts.officer.signer.clone()),
        "equipment": clearance.map(|parts| parts.equipment.clone()),
        "weighings": weighings.collect::<Vec<_>>(), "surplus_mg": progress.surplus(),
        "written_off": progress.written_off(), "reprinted": progress.reprinted(),
        "batch": progress.label().map(|label| label.batch.clone()),
        "labels": labels.iter().map(copy).collect::<Vec<_>>(),
        "released_by": progress.released().map(|released| released.signature.signer.clone()),
        "delivery": done.map(|done| done.delivery.clone()),
        "call_back": done.map(|done| done.call_back),
        "called_back": progress.called_back().iter().map(|call| call.outcome).collect::<Vec<_>>(),
        "sale": done.and_then(|done| done.sale.as_ref()).map(sale), "ended": progress.ended(),
    }))
}

fn stock(counter: &Counter<Clock>) -> Result<Value, Refusal> {
    let store = counter.store();
    let lots = store.lots()?.into_iter().map(|lot| {
        json!({
            "id": lot.id, "product": lot.product, "number": lot.number, "expires_on": lot.expires_on,
            "received_on": lot.received_on, "documents": lot.documents, "unit_mg": lot.unit_net,
            "units": lot.units, "zone": lot.zone, "accepted": lot.accepted, "recalled": lot.recalled,
        })
    });
    let containers = store.containers()?.into_iter().map(|one| {
        json!({
            "id": one.id, "lot": one.lot, "opened_at": one.opened_at, "opened_by": one.opened_by,
            "mg": one.left, "good_until": one.good_until(), "standing": one.standing,
        })
    });
    let products = store.products()?.into_iter().map(|product| {
        json!({
            "id": product.id, "name": product.name, "filing": product.filing.to_string(),
            "active": product.active, "wax": product.wax, "ingredients": product.ingredients.len(),
            "warnings": product.warnings,
        })
    });
    let recipes = store.recipes()?.into_iter().map(|recipe| {
        json!({
            "id": recipe.id, "version": recipe.version, "name": recipe.name, "service": recipe.service,
            "approved": recipe.approved, "assessment": recipe.assessment, "sizes": recipe.sizes,
        })
    });
    Ok(json!({
        "lots": lots.collect::<Vec<_>>(), "containers": containers.collect::<Vec<_>>(),
        "products": products.collect::<Vec<_>>(), "recipes": recipes.collect::<Vec<_>>(),
    }))
}

fn people(counter: &Counter<Clock>) -> Result<Value, Refusal> {
    let mut people = Vec::new();
    for row in counter.store().staff()? {
        let name = counter.store().unseal(&row.member.name)?.map(String::from_utf8);
        people.push(json!({
            "id": row.member.id, "name": name.and_then(Result::ok), "roles": row.member.roles,
            "appointed_on": row.member.appointed_on, "left_on": row.member.left_on,
            "areas": row.member.areas, "trained": row.member.training.is_some(),
            "health": row.member.health.as_ref().map(|check| check.on),
            "present_since": row.present_since, "pin": row.pin.is_some(), "failed": row.failed,
        }));
    }
    Ok(json!(people))
}

fn house(counter: &Counter<Clock>) -> Result<Value, Refusal> {
    let store = counter.store();
    let equipment = store.equipment()?.into_iter().map(|piece| {
        json!({
            "id": piece.id, "name": piece.name, "area": piece.area, "wax_only": piece.wax_only,
            "procedure": piece.procedure, "last_used": piece.last_used, "open_test": piece.open_test,
            "inspected_on": piece.inspected_on, "cleaned_at": piece.cleaned.as_ref().map(|one| one.at),
            "valid_until": piece.cleaned.as_ref().map(|one| one.valid_until),
            "used_since": piece.cleaned.as_ref().map(|one| one.used_since),
        })
    });
    let areas = store.latest_entries::<Cleanings>("area")?.into_iter().map(|entry| {
        let row = entry.says;
        json!({ "area": row.area, "procedure": row.procedure, "valid_until": row.valid_until })
    });
    let mut readings = store.latest_entries::<Readings>("area")?;
    readings.sort_by_key(|entry| entry.records.clone());
    let readings = readings.into_iter().map(|entry| {
        let reading = entry.says.reading();
        json!({
            "area": reading.area, "at": reading.at, "cfu": reading.cfu, "temperature": reading.temperature,
            "humidity": reading.humidity, "next_due": reading.next_due,
        })
    });
    let ever = Listing { by: "sampled_on", ..Listing::default() };
    let mut tests = store.entries::<ProductTests>(&ever, 0, u32::MAX)?;
    tests.sort_by_key(|entry| entry.records.clone());
    let tests = tests.into_iter().map(|entry| {
        let test = entry.says.test();
        json!({
            "sampled_on": test.sampled_on, "reported_on": test.reported_on, "report": test.report,
            "microbiology": test.microbiology, "physico_chemical": test.physico_chemical,
        })
    });
    let inside = store.entries_in::<Visitors>(INSIDE)?.into_iter().map(|entry| entry.number);
    let premises = store.premises()?;
    let backups = store.backups()?.into_iter().map(|row| {
        json!({
            "target": row.target, "file": row.file, "up_to": row.up_to, "cause": row.cause,
            "passed": row.drill.as_ref().map(|drill| drill.passed),
            "problem": row.drill.as_ref().and_then(|drill| drill.problem.clone()),
        })
    });
    let templates = store.templates()?.into_iter().map(|approval| {
        let decision = approval.decision;
        json!({
            "template": approval.template, "version": decision.version,
            "approved_on": decision.approved_on, "before": approval.before.len(),
        })
    });
    let authorisations = store.authorisations()?.into_iter().map(|one| {
        json!({
            "id": one.id, "services": one.services, "from": one.from, "to": one.to,
            "suspended": one.suspended, "document": one.document,
        })
    });
    Ok(json!({
        "enterprise": premises.enterprise.name, "premises": premises.premises.name,
        "district": premises.premises.district, "demo": premises.premises.demo,
        "equipment": equipment.collect::<Vec<_>>(), "areas": areas.collect::<Vec<_>>(),
        "readings": readings.collect::<Vec<_>>(), "product_tests": tests.collect::<Vec<_>>(),
        "visitors_inside": inside.collect::<Vec<_>>(), "backups": backups.collect::<Vec<_>>(),
        "templates": templates.collect::<Vec<_>>(), "authorisations": authorisations.collect::<Vec<_>>(),
    }))
}

/// Customers as they are found again.
fn customers(counter: &Counter<Clock>, services: &[ServiceNumber]) -> Result<Value, Refusal> {
    let mut ids = BTreeSet::new();
    for number in services {
        ids.insert(counter.service(number)?.progress().opened().customer.clone());
    }
    let mut customers = Vec::new();
    for id in ids {
        let row = counter.store().customer(&id)?;
        customers.push(json!({
            "id": id,
            "name": row.as_ref().and_then(|row| row.name.clone()),
            "phone_end": row.as_ref().and_then(|row| row.phone_end.clone()),
            "services": row.as_ref().map(|row| row.services),
            "last_service": row.and_then(|row| row.last_service),
        }));
    }
    Ok(json!(customers))
}
