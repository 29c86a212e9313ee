//! Pilot authorisations as they stand.

use domain::premises::Authorisation;

use super::Row;

impl Row for Authorisation {
    const TABLE: &'static str = "authorisation";
    const CALLED: &'static str = "试点授权";
    fn key(&self) -> String {
        self.id.to_string()
    }
}
