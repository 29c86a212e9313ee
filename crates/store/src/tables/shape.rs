//! How the tables are made: their columns beside the row itself, and the indexes by which people's questions are answered.
//! What lies in a row, and what its columns hold, is said in `effects`.

/// A table of rows that are found by their key alone.
macro_rules! by_key {
    ($table:literal) => {
        (
            $table,
            concat!(
                "CREATE TABLE ",
                $table,
                " (id TEXT PRIMARY KEY, doc TEXT NOT NULL) STRICT, WITHOUT ROWID;"
            ),
        )
    };
}

/// Every table with what makes it, in the order in which they are made.
pub(crate) const TABLES: &[(&str, &str)] = &[
    by_key!("store"),
    by_key!("authorisation"),
    (
        "product",
        "
CREATE TABLE product (id TEXT NOT NULL PRIMARY KEY, doc TEXT NOT NULL, filing TEXT NOT NULL, meant TEXT NOT NULL) STRICT;
CREATE INDEX product_by_filing ON product (filing);
CREATE INDEX product_by_meaning ON product (meant);",
    ),
    by_key!("recipe"),
    by_key!("recipe_version"),
    by_key!("template"),
    by_key!("approval"),
    by_key!("brought"),
    // Bulletins of headquarters by chain and number, and what they restrict by what it is.
    (
        "bulletin",
        "
CREATE TABLE bulletin (id TEXT PRIMARY KEY, doc TEXT NOT NULL, chain TEXT NOT NULL, no INTEGER NOT NULL, waits INTEGER)
STRICT, WITHOUT ROWID;
CREATE INDEX bulletin_by_number ON bulletin (chain, no);
CREATE INDEX bulletin_waiting ON bulletin (waits) WHERE waits IS NOT NULL;",
    ),
    (
        "restriction",
        "
CREATE TABLE restriction (id TEXT PRIMARY KEY, doc TEXT NOT NULL, target TEXT) STRICT, WITHOUT ROWID;
CREATE INDEX restriction_by_target ON restriction (target) WHERE target IS NOT NULL;",
    ),
    by_key!("rulebook"),
    by_key!("working_days"),
    by_key!("clock"),
    by_key!("security"),
    (
        "lot",
        "
CREATE TABLE lot (id TEXT NOT NULL PRIMARY KEY, doc TEXT NOT NULL, product TEXT NOT NULL, number TEXT NOT NULL,
                  zone TEXT NOT NULL, units INTEGER NOT NULL, meant TEXT NOT NULL) STRICT;
CREATE INDEX lot_by_meaning ON lot (meant);
CREATE INDEX lot_by_product ON lot (product);
CREATE INDEX lot_unopened ON lot (product) WHERE units > 0;
CREATE INDEX lot_by_number ON lot (number);
CREATE INDEX lot_by_zone ON lot (zone, id);
CREATE INDEX lot_ending ON lot (doc ->> '$.expires_on') WHERE units > 0;",
    ),
    (
        "container",
        "
CREATE TABLE container (id TEXT PRIMARY KEY, doc TEXT NOT NULL, lot TEXT NOT NULL, milligrams INTEGER NOT NULL,
                        good_until TEXT NOT NULL, meant TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX container_by_meaning ON container (meant);
CREATE INDEX container_by_lot ON container (lot);
CREATE INDEX container_in_period ON container (good_until, milligrams, lot);
CREATE INDEX container_with_rest ON container (id) WHERE milligrams > 0;",
    ),
    by_key!("staff"),
    by_key!("equipment"),
    // Entries of registers, by register and number; what each is sorted and found by, register, column, value and number in
    // one key; and pointers to single ones. What they say is said in `registers`.
    ("entry", "CREATE TABLE entry (id TEXT NOT NULL PRIMARY KEY, doc TEXT NOT NULL) STRICT;"),
    by_key!("entry_found"),
    by_key!("entry_points"),
    // Rows are large, so they lie in the order in which they were opened and the keys beside them.
    (
        "service",
        "
CREATE TABLE service (id TEXT NOT NULL PRIMARY KEY, doc TEXT NOT NULL, step TEXT NOT NULL, customer TEXT NOT NULL,
                      opened_on TEXT NOT NULL, done_on TEXT) STRICT;
CREATE INDEX service_open ON service (id) WHERE step NOT IN ('done', 'ended');
CREATE INDEX service_by_customer ON service (customer);
CREATE INDEX service_by_day ON service (opened_on, id);
CREATE INDEX service_done_by_day ON service (done_on, id) WHERE done_on IS NOT NULL;",
    ),
    (
        "customer",
        "
CREATE TABLE customer (id TEXT NOT NULL PRIMARY KEY, doc TEXT NOT NULL, phone_end TEXT, contact TEXT,
                       joined TEXT) STRICT;
CREATE INDEX customer_by_phone ON customer (phone_end) WHERE phone_end IS NOT NULL;
CREATE INDEX customer_by_contact ON customer (contact) WHERE contact IS NOT NULL;
CREATE INDEX customer_joined ON customer (joined) WHERE joined IS NOT NULL;",
    ),
    (
        "label",
        "
CREATE TABLE label (id TEXT PRIMARY KEY, doc TEXT NOT NULL, service TEXT NOT NULL, day TEXT NOT NULL,
                    printing INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX label_by_service ON label (service);
CREATE INDEX label_by_day ON label (day);
CREATE INDEX label_printing ON label (id) WHERE printing = 1;",
    ),
    (
        "usage",
        "
CREATE TABLE usage (id TEXT PRIMARY KEY, doc TEXT NOT NULL, lot TEXT NOT NULL, service TEXT NOT NULL)
STRICT, WITHOUT ROWID;
CREATE INDEX usage_by_lot ON usage (lot, service);
CREATE INDEX usage_by_service ON usage (service);",
    ),
    (
        "sale",
        "
CREATE TABLE sale (id TEXT PRIMARY KEY, doc TEXT NOT NULL, sold_on TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX sale_by_day ON sale (sold_on);",
    ),
    by_key!("imported"),
    by_key!("erased"),
    (
        "held",
        "
CREATE TABLE held (id TEXT PRIMARY KEY, doc TEXT NOT NULL, customer TEXT NOT NULL, service TEXT,
                   until TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX held_by_customer ON held (customer);
CREATE INDEX held_by_service ON held (service);
CREATE INDEX held_by_day ON held (until);",
    ),
    (
        "released",
        "
CREATE TABLE released (id TEXT PRIMARY KEY, doc TEXT NOT NULL, customer TEXT NOT NULL, stands INTEGER, waits INTEGER)
STRICT, WITHOUT ROWID;
CREATE INDEX released_by_customer ON released (customer);
CREATE INDEX released_by_place ON released (stands) WHERE stands IS NOT NULL;
CREATE INDEX released_waiting ON released (waits) WHERE waits IS NOT NULL;",
    ),
    (
        "looked",
        "
CREATE TABLE looked (id TEXT PRIMARY KEY, doc TEXT NOT NULL, customer TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX looked_by_customer ON looked (customer, id);",
    ),
    (
        "receipt",
        "
CREATE TABLE receipt (id TEXT PRIMARY KEY, doc TEXT NOT NULL, customer TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX receipt_by_customer ON receipt (customer);",
    ),
    (
        "change",
        "
CREATE TABLE change (id TEXT PRIMARY KEY, doc TEXT NOT NULL, customer TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX change_by_customer ON change (customer);",
    ),
    (
        "reaction",
        "
CREATE TABLE reaction (id TEXT PRIMARY KEY, doc TEXT NOT NULL, customer TEXT NOT NULL, open INTEGER NOT NULL)
STRICT, WITHOUT ROWID;
CREATE INDEX reaction_by_customer ON reaction (customer);
CREATE INDEX reaction_open ON reaction (id) WHERE open = 1;",
    ),
    (
        "request",
        "
CREATE TABLE request (id TEXT PRIMARY KEY, doc TEXT NOT NULL, customer TEXT NOT NULL, open INTEGER NOT NULL)
STRICT, WITHOUT ROWID;
CREATE INDEX request_by_customer ON request (customer);
CREATE INDEX request_open ON request (id) WHERE open = 1;",
    ),
    by_key!("day"),
    // A key is the day, what is counted, and of what: the figures of a period are one range of the key.
    (
        "tally",
        "CREATE TABLE tally (id TEXT PRIMARY KEY, n INTEGER NOT NULL,
                    amount INTEGER NOT NULL, most INTEGER NOT NULL) STRICT, WITHOUT ROWID;",
    ),
    by_key!("mark"),
    by_key!("trail"),
    by_key!("call_back"),
    (
        "backup",
        "CREATE TABLE backup (id TEXT PRIMARY KEY, doc TEXT NOT NULL, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX backup_by_seq ON backup (seq);",
    ),
];

/// Tables of earlier versions that there are no more.
pub(crate) const GONE: &[&str] = &["area", "reading", "tested", "visit"];
