//! The shelf: products, lots and opened containers, each as narrowly as it is asked for. A catalogue of hundreds of
//! thousands is searched by its words and turned page by page; it is never read whole on the way to a customer.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::clean::{code, code_key};
use domain::ids::{ContainerId, LotId, ProductId};
use domain::quantity::Milligrams;
use domain::stock::{Container, Lot, Product, Zone};
use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};

use super::{Read, count};
use crate::tables::{self, Row, held, keys, number, words};
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
    /// which they were listed first; of all products where `text` has no word.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn search_products(&self, connection, text: &str, offset: u32, limit: u32) -> Vec<Product> {
        search_products(connection, text, offset, limit)
    }

    /// How many products such a search finds, counted up to [`COUNTED`]; how many there are where `text` has no word.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn count_products(&self, connection, text: &str) -> u64 {
        let Some(query) = words::query(text) else {
            return count(connection, "SELECT coalesce(max(rowid), 0) FROM product", []);
        };
        let found = "SELECT count(*) FROM (SELECT 1 FROM product_words WHERE product_words MATCH ?1 LIMIT ?2)";
        count(connection, found, params![query, COUNTED])
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

    /// How many lots the store has had of each of these products; a product without any is not named.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn lot_counts(&self, connection, products: &[ProductId]) -> BTreeMap<String, u64> {
        lot_counts(connection, products)
    }

    /// The lots of these products that may serve on `today`, whatever their zone: an unopened unit is left, or an opened
    /// one within its period that holds at least what is written beside the product. The latest lot of each product comes
    /// with them even where nothing of it is left, so that a person can be told why it does not serve. What was used up
    /// over the years is not looked at.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn lots_in_stock_of(
        &self, connection, products: &BTreeMap<ProductId, Milligrams>, today: NaiveDate
    ) -> Vec<Lot> {
        lots_in_stock_of(connection, products, today)
    }

    /// The lots of which an unopened unit stands where it may be picked, or waits to be, and that may be used no longer than
    /// through a day, the earliest first.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn lots_ending(&self, connection, by: NaiveDate, limit: u32) -> Vec<Lot> {
        let ending = "units > 0 AND zone IN ('waiting', 'accepted') AND doc ->> '$.expires_on' <= ?1
                      ORDER BY doc ->> '$.expires_on', id LIMIT ?2";
        tables::listed(connection, ending, params![by.to_string(), limit])
    }

    /// The opened containers in which something is left and that may be used no longer than through a day, by their own
    /// period or their lot's, the earliest first.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn containers_ending(&self, connection, by: NaiveDate, limit: u32) -> Vec<Container> {
        let lot = "(SELECT doc ->> '$.expires_on' FROM lot WHERE lot.id = container.lot)";
        let last = format!("min(good_until, coalesce({lot}, good_until))");
        let ending = format!("milligrams > 0 AND {last} <= ?1 ORDER BY {last}, id LIMIT ?2");
        tables::listed(connection, &ending, params![by.to_string(), limit])
    }

    /// The lots that went into services which are neither handed over nor ended, by id.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn lots_under_way(&self, connection) -> Vec<Lot> {
        let taken = "id IN (SELECT usage.lot FROM service INDEXED BY service_open CROSS JOIN usage ON usage.service = service.id
                            WHERE service.step NOT IN ('done', 'ended'))";
        tables::found(connection, taken, [])
    }

    /// The opened containers of these lots in which something is left, by id.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn containers_in_use_of(&self, connection, lots: &[LotId]) -> Vec<Container> {
        let left = "lot IN (SELECT value FROM json_each(?1)) AND milligrams > 0";
        tables::found(connection, left, [keys(lots)?])
    }

    /// All opened containers of these lots, by id.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn containers_of_all(&self, connection, lots: &[LotId]) -> Vec<Container> {
        tables::found(connection, "lot IN (SELECT value FROM json_each(?1))", [keys(lots)?])
    }

    /// Whether any lot may be used on `today` as far as the lot itself goes: accepted, in the accepted zone, not
    /// recalled, not expired. The latest received are looked at first.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn any_usable_lot(&self, connection, today: NaiveDate) -> bool {
        let sql = "SELECT 1 FROM lot WHERE +zone = 'accepted' AND doc ->> '$.accepted' AND NOT doc ->> '$.recalled'
                   AND doc ->> '$.expires_on' >= ?1 ORDER BY rowid DESC LIMIT 1";
        Ok(connection.prepare_cached(sql)?.exists([today.to_string()])?)
    }

    /// The lots under a maker's number, however it is written, by id.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn lots_numbered(&self, connection, number: &str) -> Vec<Lot> {
        tables::found(connection, "number = ?1", [code_key(number)])
    }

    /// The products whose number a typed one means: the one that is written the same, else those that mean the same. More
    /// than one only where an earlier program took them in.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn products_meant(&self, connection, typed: &str) -> Vec<Product> { meant(connection, typed) }

    /// The products of a filing number, by id: more than one only where the store took them in under several ids.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn products_filed(&self, connection, filing: &domain::filing::FilingNumber) -> Vec<Product> {
        tables::found(connection, "filing = ?1", [filing.to_string()])
    }

    /// The same of lots.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn lots_meant(&self, connection, typed: &str) -> Vec<Lot> { meant(connection, typed) }

    /// The same of opened containers.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn containers_meant(&self, connection, typed: &str) -> Vec<Container> { meant(connection, typed) }

    /// The lots that have every word of `text` in id, number, product or the product's name, the latest received first;
    /// none where `text` has no word.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn search_lots(&self, connection, text: &str, limit: u32) -> Vec<Lot> {
        let Some(query) = words::query(text) else { return Ok(Vec::new()) };
        let latest = "rowid IN (SELECT rowid FROM lot_words WHERE lot_words MATCH ?1 ORDER BY rowid DESC LIMIT ?2)
                      ORDER BY rowid DESC";
        tables::listed(connection, latest, params![query, limit])
    }

    /// One page of the lots in a zone, or in all, that have every word of `text` in id, number, product or the
    /// product's name, by id.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn lots_page(&self, connection, text: Option<&str>, zone: Option<Zone>, offset: u32, limit: u32) -> Vec<Lot> {
        let (condition, mut values) = lots_where(text, zone);
        values.extend([Value::Integer(limit.into()), Value::Integer(offset.into())]);
        tables::listed(connection, &format!("{condition} ORDER BY id LIMIT ? OFFSET ?"), params_from_iter(values))
    }

    /// How many lots there are on all such pages.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn count_lots(&self, connection, text: Option<&str>, zone: Option<Zone>) -> u64 {
        let (condition, values) = lots_where(text, zone);
        count(connection, &format!("SELECT count(*) FROM lot WHERE {condition}"), params_from_iter(values))
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

/// The rows whose key a typed one means: as it is written, as it is written cleanly, else as it is meant.
fn meant<R: Row>(connection: &Connection, typed: &str) -> Result<Vec<R>, StoreError> {
    for written in [typed, &code(typed)] {
        if let Some(row) = tables::get(connection, written)? {
            return Ok(vec![row]);
        }
    }
    tables::found(connection, "meant = ?1", [code_key(typed)])
}

fn search_products(
    connection: &Connection,
    text: &str,
    offset: u32,
    limit: u32,
) -> Result<Vec<Product>, StoreError> {
    let Some(query) = words::query(text) else {
        // No product is ever taken off the list, so their places have no gaps: a page is found, not counted off.
        return tables::listed(connection, "rowid > ?1 ORDER BY rowid LIMIT ?2", [offset, limit]);
    };
    let page = "rowid IN (SELECT rowid FROM product_words WHERE product_words MATCH ?1
                ORDER BY rowid LIMIT ?3 OFFSET ?2) ORDER BY rowid";
    tables::listed(connection, page, params![query, offset, limit])
}

fn lot_counts(connection: &Connection, products: &[ProductId]) -> Result<BTreeMap<String, u64>, StoreError> {
    let sql = "SELECT product, count(*) FROM lot WHERE product IN (SELECT value FROM json_each(?1)) GROUP BY product";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([keys(products)?], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?)))?;
    rows.map(|row| row.map(|(product, lots)| (product, u64::try_from(lots).unwrap_or(0))))
        .collect::<Result<_, _>>()
        .map_err(Into::into)
}

fn lots_in_stock_of(
    connection: &Connection,
    products: &BTreeMap<ProductId, Milligrams>,
    today: NaiveDate,
) -> Result<Vec<Lot>, StoreError> {
    // An empty one is never in stock, whatever is asked.
    let least = products.values().min().map_or(1, |least| least.0.max(1));
    // From what is in its period, not from the lots: those are all that were ever received.
    let there = "rowid IN (
        SELECT lot.rowid FROM json_each(?1) AS wanted CROSS JOIN lot ON lot.product = wanted.key WHERE lot.units > 0
        UNION ALL
        SELECT lot.rowid FROM container CROSS JOIN lot ON lot.id = container.lot
        WHERE container.good_until >= ?2 AND container.milligrams >= ?3
          AND container.milligrams >= json_extract(?1, '$.\"' || lot.product || '\"')
        UNION ALL
        SELECT (SELECT max(rowid) FROM lot WHERE lot.product = wanted.key) FROM json_each(?1) AS wanted)";
    let products: BTreeMap<&str, u64> = products.iter().map(|(id, least)| (id.as_str(), least.0)).collect();
    let values = params![serde_json::to_string(&products)?, today.to_string(), number(least)];
    tables::found(connection, there, values)
}

/// The condition under which a lot is on the pages asked for, with its values.
fn lots_where(text: Option<&str>, zone: Option<Zone>) -> (String, Vec<Value>) {
    let (mut conditions, mut values) = (vec!["1 = 1"], Vec::new());
    if let Some(query) = text.and_then(words::query) {
        conditions.push("rowid IN (SELECT rowid FROM lot_words WHERE lot_words MATCH ?)");
        values.push(Value::Text(query));
    }
    if let Some(zone) = zone {
        conditions.push("zone = ?");
        values.push(held(effects::code(&zone)));
    }
    (conditions.join(" AND "), values)
}
