//! What came down from headquarters, and what it stops. A stop is read into what it stops wherever that is read, so that no
//! caller can forget it.

use std::collections::BTreeSet;

use domain::event::{Restricted, RulebookSet, WorkingDaysSet};
use domain::ids::RecipeId;
use rusqlite::Connection;

use super::Read;
use crate::tables::{self, BulletinRow, RecipeVersionRow, RestrictionRow, StoreRow};
use crate::{Store, StoreError, Tx};

fn standing(connection: &Connection, what: Restricted, of: &str) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM restriction WHERE target = ?1)";
    let target = RestrictionRow::target(what, of);
    Ok(connection.prepare_cached(sql)?.query_row([target], |row| row.get(0))?)
}

pub(super) fn store_is_stopped(connection: &Connection) -> Result<bool, StoreError> {
    for StoreRow { premises, .. } in tables::all::<StoreRow>(connection)? {
        if standing(connection, Restricted::Store, premises.code.as_str())? {
            return Ok(true);
        }
    }
    Ok(false)
}

pub(super) fn recipe_is_stopped(connection: &Connection, id: &str) -> Result<bool, StoreError> {
    standing(connection, Restricted::Recipe, id)
}

pub(super) fn stopped_recipes(connection: &Connection) -> Result<BTreeSet<String>, StoreError> {
    let rows: Vec<RestrictionRow> =
        tables::found(connection, "target >= 'recipe/' AND target < 'recipe0'", [])?;
    Ok(rows.into_iter().map(|row| row.of).collect())
}

pub(super) fn recipe_version(
    connection: &Connection,
    id: &RecipeId,
    version: u32,
) -> Result<Option<RecipeVersionRow>, StoreError> {
    tables::get(connection, &RecipeVersionRow::key_of(id.as_str(), version))
}

reads! {
    /// The restriction of headquarters by which a recipe is stopped; the first of several.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn recipe_stopped_by(&self, connection, id: &RecipeId) -> Option<RestrictionRow> {
        let target = RestrictionRow::target(Restricted::Recipe, id.as_str());
        Ok(tables::found(connection, "target = ?1", [target])?.into_iter().next())
    }

    /// The rulebooks that came from headquarters, by id.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn rulebooks(&self, connection) -> Vec<RulebookSet> { tables::all(connection) }

    /// The years whose working days came from headquarters.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn working_days(&self, connection) -> Vec<WorkingDaysSet> { tables::all(connection) }

    /// Whether headquarters stops the service at this store.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn is_stopped(&self, connection) -> bool { store_is_stopped(connection) }

    /// What headquarters recalls and stops at present, by its number.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn restrictions(&self, connection) -> Vec<RestrictionRow> { tables::found(connection, "target IS NOT NULL", []) }

    /// The bulletins of a chain that wait, by number.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn bulletins_waiting(&self, connection, chain: &str) -> Vec<BulletinRow> {
        tables::listed(connection, "waits IS NOT NULL AND chain = ?1 ORDER BY waits", [chain])
    }

    /// A bulletin of a chain.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn bulletin(&self, connection, chain: &str, no: u64) -> Option<BulletinRow> {
        tables::get(connection, &BulletinRow::key_of(chain, no))
    }

    /// The last bulletin of a chain that came; with `applied`, the last that was applied.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn last_bulletin(&self, connection, chain: &str, applied: bool) -> Option<BulletinRow> {
        let condition = if applied { "chain = ?1 AND waits IS NULL" } else { "chain = ?1" };
        let rows = tables::listed(connection, &format!("{condition} ORDER BY no DESC LIMIT 1"), [chain])?;
        Ok(rows.into_iter().next())
    }

    /// The latest bulletins, of whatever chain, up to `limit`, in the order in which they came, the last first.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn bulletins(&self, connection, limit: u32) -> Vec<BulletinRow> {
        let mut rows: Vec<BulletinRow> = tables::listed(connection, "1 = 1 ORDER BY no DESC LIMIT ?1", [limit])?;
        rows.sort_by_key(|row| std::cmp::Reverse((row.at, row.no)));
        Ok(rows)
    }
}
