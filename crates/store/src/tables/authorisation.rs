//! Pilot authorisations as they stand.

use domain::premises::Authorisation;

use super::Row;

pub(super) const SCHEMA: &str =
    "CREATE TABLE authorisation (id TEXT PRIMARY KEY, doc TEXT NOT NULL) STRICT, WITHOUT ROWID;";

impl Row for Authorisation {
    const TABLE: &'static str = "authorisation";
    const CALLED: &'static str = "试点授权";
    fn key(&self) -> String {
        self.id.to_string()
    }
}
