//! Reading: the same for a store at rest and for a write while it goes on.

use domain::event::VaultRef;
use domain::ids::{LotId, ServiceNumber};
use domain::premises::{Authorisation, Equipment, TemplateApproval};
use domain::recipe::Recipe;
use domain::service::AnyService;
use domain::stock::{Container, Lot};
use rusqlite::{Connection, OptionalExtension as _};
use serde::Serialize;

use crate::tables::{
    self, ApprovalRow, BroughtRow, Imported, RecipeVersionRow, SaleRow, StaffRow, StoreRow, Usage,
};
use crate::{Store, StoreError, Tx, vault};

/// Access to the connection, for this crate's reads.
pub(crate) trait Read {
    fn connection(&self) -> &Connection;
}

/// A lot with everything that was made of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Trace {
    /// The lot.
    pub lot: Lot,
    /// Its opened containers.
    pub containers: Vec<Container>,
    /// Every unit that holds some of it.
    pub units: Vec<TracedUnit>,
}

/// One unit that holds some of a lot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TracedUnit {
    /// The service, which is the unit's number.
    pub service: ServiceNumber,
    /// The customer's random number.
    pub customer: domain::ids::CustomerId,
    /// Where the service is.
    pub step: domain::service::Step,
    /// How much of the lot, over all weighings, in milligrams.
    pub milligrams: u64,
    /// Whether that blend was written off.
    pub written_off: bool,
    /// The other lots in it.
    pub with: Vec<LotId>,
    /// Whether the customer left a way to be reached.
    pub reachable: bool,
}

macro_rules! reads {
    ($($(#[$doc:meta])* fn $name:ident(&$self:ident, $connection:ident $(, $argument:ident: $type:ty)*) -> $answer:ty $body:block)+) => {
        impl Store { $($(#[$doc])* pub fn $name(&$self $(, $argument: $type)*) -> Result<$answer, StoreError> {
            let $connection = Read::connection($self); $body
        })+ }
        impl Tx<'_> { $($(#[$doc])* pub fn $name(&$self $(, $argument: $type)*) -> Result<$answer, StoreError> {
            let $connection = Read::connection($self); $body
        })+ }
    };
}

mod backups;
mod customers;
mod day;
mod down;
mod entries;
mod labels;
mod rights;
mod services;
mod shelf;
mod work;

pub use entries::Listing;
pub use shelf::COUNTED;

reads! {
    /// The enterprise and its store.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] before the store was opened.
    fn premises(&self, connection) -> StoreRow {
        let row = tables::all::<StoreRow>(connection)?.into_iter().next();
        row.ok_or_else(|| StoreError::NotFound { what: "门店", id: "—".to_owned() })
    }

    /// All pilot authorisations.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn authorisations(&self, connection) -> Vec<Authorisation> {
        let mut all: Vec<Authorisation> = tables::all(connection)?;
        if down::store_is_stopped(connection)? {
            all.iter_mut().for_each(|one| one.suspended = true);
        }
        Ok(all)
    }

    /// One recipe in its latest version.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    fn recipe(&self, connection, id: &domain::ids::RecipeId) -> Recipe {
        let recipe: Recipe = tables::need(connection, id.as_str())?;
        Ok(if down::recipe_is_stopped(connection, id.as_str())? { recipe.stopped() } else { recipe })
    }

    /// A recipe in the version that a service was agreed by, stopped where headquarters stops the recipe; in its latest version where
    /// that one is not known.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    fn recipe_agreed(&self, connection, id: &domain::ids::RecipeId, version: u32) -> Recipe {
        let row = down::recipe_version(connection, id, version)?;
        let recipe = match row {
            Some(row) => row.recipe,
            None => tables::need(connection, id.as_str())?,
        };
        Ok(if down::recipe_is_stopped(connection, id.as_str())? { recipe.stopped() } else { recipe })
    }

    /// A version of a recipe, with the approval that it had while it was the present one.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn recipe_version(&self, connection, id: &domain::ids::RecipeId, version: u32) -> Option<RecipeVersionRow> {
        down::recipe_version(connection, id, version)
    }

    /// One piece of equipment.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    fn piece(&self, connection, id: &domain::ids::EquipmentId) -> Equipment { tables::need(connection, id.as_str()) }

    /// What the store says of a label template, if it says anything.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn template(&self, connection, id: &domain::ids::TemplateId) -> Option<TemplateApproval> {
        tables::get(connection, id.as_str())
    }

    /// The latest approval of a thing, whatever the thing says by now.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn approval(&self, connection, what: domain::premises::Approvable, id: &str) -> Option<ApprovalRow> {
        tables::get(connection, &ApprovalRow::key_of(what, id))
    }

    /// The latest approvals of some things of one kind, as far as there are any.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn approvals_of(&self, connection, what: domain::premises::Approvable, ids: &[&str]) -> Vec<ApprovalRow> {
        let wanted: Vec<String> = ids.iter().map(|id| ApprovalRow::key_of(what, id)).collect();
        tables::found(connection, "id IN (SELECT value FROM json_each(?1))", [tables::keys(&wanted)?])
    }

    /// By which record a thing was brought in as it stands.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn brought(&self, connection, what: domain::premises::Approvable, id: &str) -> Option<BroughtRow> {
        tables::get(connection, &ApprovalRow::key_of(what, id))
    }

    /// All recipes, each in its latest version.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn recipes(&self, connection) -> Vec<Recipe> {
        let stopped = down::stopped_recipes(connection)?;
        let as_is = |one: Recipe| if stopped.contains(one.id.as_str()) { one.stopped() } else { one };
        Ok(tables::all::<Recipe>(connection)?.into_iter().map(as_is).collect())
    }

    /// All people.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn staff(&self, connection) -> Vec<StaffRow> { tables::all(connection) }

    /// One person.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    fn person(&self, connection, id: &domain::ids::StaffId) -> StaffRow { tables::need(connection, id.as_str()) }

    /// All equipment.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn equipment(&self, connection) -> Vec<Equipment> { tables::all(connection) }

    /// All label templates' approvals.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn templates(&self, connection) -> Vec<TemplateApproval> { tables::all(connection) }

    /// One service.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    fn service(&self, connection, number: &ServiceNumber) -> AnyService { tables::need(connection, number.as_str()) }

    /// Into which service a file, or a row of it, was imported before.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn imported(&self, connection, raw: &domain::signature::Digest, row: Option<&str>) -> Option<Imported> {
        tables::get(connection, &Imported::key_of(raw, row))
    }

    /// All sales of a day.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn sales(&self, connection, day: chrono::NaiveDate) -> Vec<SaleRow> {
        tables::found(connection, "sold_on = ?1", [day.to_string()])
    }

    /// The bytes of a vault item, checked against its commitment; `None` once erased.
    ///
    /// # Errors
    /// [`StoreError::VaultChanged`].
    fn unseal(&self, connection, item: &VaultRef) -> Option<Vec<u8>> { vault::unseal(connection, item) }

    /// How many items the vault holds.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn vault_items(&self, connection) -> u64 { vault::count(connection) }

    /// A lot, found by its id or by the maker's lot number, with everything that was made of it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    fn trace(&self, connection, lot: &str) -> Vec<Trace> { trace(connection, lot) }
}

fn count(connection: &Connection, sql: &str, values: impl rusqlite::Params) -> Result<u64, StoreError> {
    let count: i64 = connection.prepare_cached(sql)?.query_row(values, |row| row.get(0))?;
    Ok(u64::try_from(count).unwrap_or(0))
}

fn trace(connection: &Connection, wanted: &str) -> Result<Vec<Trace>, StoreError> {
    let lots: Vec<Lot> = tables::found(
        connection,
        "id = ?1 OR meant = ?2 OR number = ?2",
        [wanted, &domain::clean::code_key(wanted)],
    )?;
    if lots.is_empty() {
        return Err(StoreError::NotFound { what: "批", id: wanted.to_owned() });
    }
    lots.into_iter()
        .map(|lot| {
            let containers = tables::found(connection, "lot = ?1", [lot.id.as_str()])?;
            let usages: Vec<Usage> = tables::found(connection, "lot = ?1", [lot.id.as_str()])?;
            let mut units: Vec<TracedUnit> = Vec::new();
            for usage in usages {
                let same = |unit: &&mut TracedUnit| {
                    unit.service == usage.service && unit.written_off == usage.written_off
                };
                match units.iter_mut().find(same) {
                    Some(unit) => unit.milligrams += usage.weight.0,
                    None => units.push(traced(connection, &lot.id, usage)?),
                }
            }
            Ok(Trace { lot, containers, units })
        })
        .collect()
}

fn traced(connection: &Connection, lot: &LotId, usage: Usage) -> Result<TracedUnit, StoreError> {
    let service: AnyService = tables::need(connection, usage.service.as_str())?;
    let others: Vec<Usage> = tables::found(connection, "service = ?1", [usage.service.as_str()])?;
    let mut with: Vec<LotId> =
        others.into_iter().map(|usage| usage.lot).filter(|other| other != lot).collect();
    with.sort();
    with.dedup();
    let contact = service.progress().noticed().and_then(|noticed| noticed.contact.as_ref());
    let reachable = match contact {
        Some(contact) => {
            let sql = "SELECT 1 FROM vault WHERE id = ?1";
            connection.prepare_cached(sql)?.query_row([contact.id.as_str()], |_| Ok(())).optional()?.is_some()
        }
        None => false,
    };
    Ok(TracedUnit {
        customer: service.progress().opened().customer.clone(),
        step: service.step(),
        milligrams: usage.weight.0,
        written_off: usage.written_off,
        service: usage.service,
        with,
        reachable,
    })
}
