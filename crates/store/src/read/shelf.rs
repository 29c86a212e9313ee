//! The shelf: products, lots and opened containers, each as narrowly as it is asked for. A catalogue of hundreds of
//! thousands is searched by its words and turned page by page; it is never read whole on the way to a customer.

use domain::ids::{ContainerId, LotId, ProductId};
use domain::stock::{Container, Lot, Product, Zone};
use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};

use super::{Read, count};
use crate::tables::{self, code, keys, words};
use crate::{Store, StoreError, Tx};

/// Up to how many products a search counts. Nobody turns so many pages, and counting on would cost more than the page.
pub const COUNTED: u32 = 10_000;

reads! {
    /// All products.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn products(&self, connection) -> Vec<Product> { tables::all(connection) }

    /// One product.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    fn product(&self, connection, id: &domain::ids::ProductId) -> Product { tables::need(connection, id.as_str()) }

    /// The products of these ids that there are, by id.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn products_of(&self, connection, ids: &[ProductId]) -> Vec<Product> {
        tables::found(connection, "id IN (SELECT value FROM json_each(?1))", [keys(ids)?])
    }

    /// One page of the products that have every word of `text` in name, filing number, filer or id, in the order in
    /// which they were listed first, and how many there are, counted up to [`COUNTED`]. Where `text` has no word: all
    /// products, and how many there are.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn search_products(&self, connection, text: &str, offset: u32, limit: u32) -> (Vec<Product>, u64) {
        search_products(connection, text, offset, limit)
    }

    /// One lot.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    fn lot(&self, connection, id: &LotId) -> Lot { tables::need(connection, id.as_str()) }

    /// One opened container.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    fn container(&self, connection, id: &ContainerId) -> Container { tables::need(connection, id.as_str()) }

    /// The opened containers of a lot.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn containers_of(&self, connection, lot: &LotId) -> Vec<Container> {
        tables::found(connection, "lot = ?1", [lot.as_str()])
    }

    /// All lots of a product, by id.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn lots_of(&self, connection, product: &ProductId) -> Vec<Lot> {
        tables::found(connection, "product = ?1", [product.as_str()])
    }

    /// The lots of these products of which something is left, unopened or in a container, whatever their zone.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn lots_in_stock_of(&self, connection, products: &[ProductId]) -> Vec<Lot> {
        let left = "product IN (SELECT value FROM json_each(?1)) AND (units > 0 OR EXISTS (
                    SELECT 1 FROM container WHERE container.lot = lot.id AND container.milligrams > 0))";
        tables::found(connection, left, [keys(products)?])
    }

    /// The opened containers of these lots in which something is left, by id.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn containers_in_use_of(&self, connection, lots: &[LotId]) -> Vec<Container> {
        let left = "lot IN (SELECT value FROM json_each(?1)) AND milligrams > 0";
        tables::found(connection, left, [keys(lots)?])
    }

    /// One page of the lots in a zone, or in all, that have every word of `text` in id, number, product or the
    /// product's name, by id; and how many there are.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn lots_page(&self, connection, text: Option<&str>, zone: Option<Zone>, offset: u32, limit: u32) -> (Vec<Lot>, u64) {
        lots_page(connection, text, zone, offset, limit)
    }

    /// All lots.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn lots(&self, connection) -> Vec<Lot> { tables::all(connection) }

    /// All opened containers.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn containers(&self, connection) -> Vec<Container> { tables::all(connection) }
}

fn search_products(
    connection: &Connection,
    text: &str,
    offset: u32,
    limit: u32,
) -> Result<(Vec<Product>, u64), StoreError> {
    let Some(query) = words::query(text) else {
        // No product is ever taken off the list, so their places have no gaps: a page is found, not counted off.
        let rows = tables::listed(connection, "rowid > ?1 ORDER BY rowid LIMIT ?2", [offset, limit])?;
        return Ok((rows, count(connection, "SELECT coalesce(max(rowid), 0) FROM product", [])?));
    };
    let page = "rowid IN (SELECT rowid FROM product_words WHERE product_words MATCH ?1
                ORDER BY rowid LIMIT ?3 OFFSET ?2) ORDER BY rowid";
    let rows = tables::listed(connection, page, params![query, offset, limit])?;
    let total = "SELECT count(*) FROM (SELECT 1 FROM product_words WHERE product_words MATCH ?1 LIMIT ?2)";
    Ok((rows, count(connection, total, params![query, COUNTED])?))
}

fn lots_page(
    connection: &Connection,
    text: Option<&str>,
    zone: Option<Zone>,
    offset: u32,
    limit: u32,
) -> Result<(Vec<Lot>, u64), StoreError> {
    let (mut conditions, mut values) = (vec!["1 = 1"], Vec::new());
    if let Some(query) = text.and_then(words::query) {
        conditions.push("rowid IN (SELECT rowid FROM lot_words WHERE lot_words MATCH ?)");
        values.push(Value::Text(query));
    }
    if let Some(zone) = zone {
        conditions.push("zone = ?");
        values.push(code(&zone));
    }
    let condition = conditions.join(" AND ");
    let total =
        count(connection, &format!("SELECT count(*) FROM lot WHERE {condition}"), params_from_iter(&values))?;
    values.extend([Value::Integer(limit.into()), Value::Integer(offset.into())]);
    let page = format!("{condition} ORDER BY id LIMIT ? OFFSET ?");
    Ok((tables::listed(connection, &page, params_from_iter(values))?, total))
}
