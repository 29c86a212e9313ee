//! The demo store: an invented enterprise and store in 山东, everything marked 演示, written through the same door as
//! a real one.

mod files;

use domain::event::{
    ApprovalsSigned, AuthorisationSet, ContainerOpened, EnvironmentRead, EquipmentRegistered, LicenceStated,
    LotReceived, PinSet, PresenceMarked, ProductListed, ProductTested, RecipeSet, StaffEnrolled, StoreOpened,
    TemplateSet,
};
use domain::ids::StaffId;
use domain::premises::Approvable;
use domain::staff::StaffMember;
use store::{Founding, Key, Kind, Store, StoreError, Tx};

pub use files::{DemoError, DemoStore, StaffSeed};

use crate::setup::approvals;
use crate::{Host, Refusal, pin};

/// The officer of the demo store who signed what it has.
const OFFICER: &str = "S04";
/// How long the invented licence runs.
const LICENCE_DAYS: u64 = 900;

impl From<DemoError> for Refusal {
    fn from(error: DemoError) -> Self {
        Self::new(error.code(), error.to_string())
    }
}

/// The demo store as it stands at a moment.
///
/// # Errors
/// A damaged installation, or a moment at the calendar's ends.
pub fn at(now: domain::Moment) -> Result<DemoStore, Refusal> {
    Ok(files::parse()?.dated(now)?)
}

/// The PIN of a person of the demo store: everybody may know it.
///
/// # Errors
/// A damaged installation.
pub fn pin_of(staff: &StaffId, now: domain::Moment) -> Result<Option<String>, Refusal> {
    Ok(at(now)?.staff.into_iter().find(|seed| seed.id == *staff).map(|seed| seed.pin))
}

/// Founds the demo store in a folder.
///
/// # Errors
/// A folder that has a store already or is held, and a damaged installation.
pub fn found<H: Host>(folder: &std::path::Path, key: &Key, host: &H) -> Result<Store, Refusal> {
    let demo = at(host.now())?;
    let unsigned = demo.unsigned.clone();
    let opened = StoreOpened { enterprise: demo.enterprise.clone(), premises: demo.premises.clone() };
    let founding = Founding { opened, actor: "system".to_owned(), stamp: host.stamp() };
    let mut store = Store::found(folder, key, founding)?;
    let secret = store.device_secret()?;
    let hashes =
        demo.staff.iter().map(|seed| pin::hash(&secret, &seed.pin)).collect::<Result<Vec<_>, _>>()?;
    store.transact::<_, StoreError>("system", "demo", host.stamp(), |tx| {
        for (seed, hash) in demo.staff.iter().zip(&hashes) {
            enrol(tx, seed, hash)?;
        }
        furnish(tx, demo)
    })?;
    approve(&mut store, &unsigned, host)?;
    Ok(store)
}

/// The licence is stated, and the demo store's officer has signed everything that recipes use, but for what the files
/// leave unsigned.
fn approve<H: Host>(store: &mut Store, unsigned: &[(Approvable, String)], host: &H) -> Result<(), Refusal> {
    let (row, at) = (store.premises()?, host.now());
    let today = domain::in_china(at).date_naive();
    let until = today.checked_add_days(chrono::Days::new(LICENCE_DAYS)).unwrap_or(today);
    let licence = LicenceStated { store: row.premises.code, licence: row.enterprise.licence, until };
    store.transact::<_, StoreError>("system", "demo", host.stamp(), |tx| tx.record(licence))?;
    let (things, shown) = approvals::everything_but(store, today, unsigned)?;
    let officer = StaffId::new(OFFICER)?;
    let event = ApprovalsSigned { things, window: Some(officer.clone()), officer, at, shown };
    store.transact::<_, StoreError>("system", "demo", host.stamp(), |tx| tx.record(event))?;
    Ok(())
}

fn enrol(tx: &mut Tx<'_>, seed: &StaffSeed, hash: &str) -> Result<(), StoreError> {
    let name = tx.seal(Kind::Name, seed.name.as_bytes())?;
    let member = StaffMember {
        id: seed.id.clone(),
        name,
        roles: seed.roles.clone(),
        appointed_on: seed.appointed_on,
        left_on: None,
        experience_since: Some(seed.experience_since),
        training: Some(seed.training.clone()),
        health: Some(seed.health.clone()),
        areas: seed.areas.clone(),
    };
    tx.record(StaffEnrolled { member })?;
    let pin = tx.seal(Kind::Pin, hash.as_bytes())?;
    tx.record(PinSet { staff: seed.id.clone(), pin, by: Some(seed.id.clone()), alike: Vec::new() })?;
    if let Some(at) = seed.present_since {
        tx.record(PresenceMarked { staff: seed.id.clone(), at, present: true })?;
    }
    Ok(())
}

fn furnish(tx: &mut Tx<'_>, demo: DemoStore) -> Result<(), StoreError> {
    for authorisation in demo.authorisations {
        tx.record(AuthorisationSet { authorisation })?;
    }
    for product in demo.products {
        tx.record(ProductListed { product })?;
    }
    for mut lot in demo.lots {
        // The file counts what stands unopened today; each opened container came out of one more.
        let opened = demo.containers.iter().filter(|container| container.lot == lot.id).count();
        lot.units = lot.units.saturating_add(u32::try_from(opened).unwrap_or(u32::MAX));
        tx.record(LotReceived { lot })?;
    }
    for container in demo.containers {
        tx.record(ContainerOpened { container })?;
    }
    for recipe in demo.recipes {
        tx.record(RecipeSet { recipe })?;
    }
    for equipment in demo.equipment {
        tx.record(EquipmentRegistered { equipment })?;
    }
    for reading in demo.environment {
        tx.record(EnvironmentRead { reading })?;
    }
    for cleaned in demo.cleanings {
        tx.record(cleaned)?;
    }
    for test in demo.product_tests {
        tx.record(ProductTested { test })?;
    }
    for approval in demo.templates {
        tx.record(TemplateSet { approval })?;
    }
    Ok(())
}
