//! What a bulletin of staff and authorisations brings: pilot authorisations, each for one store. Who a person is never leaves a store,
//! and neither does a PIN; an authorisation is ended by the suspension of the store's service, which waits for nothing.

use std::collections::BTreeSet;

use domain::ids::{OF_HEADQUARTERS, StoreCode};
use domain::premises::Authorisation;
use domain::said;
use records::parts::AuthorisationV1;
use serde::{Deserialize, Serialize};

use super::bulletin::{Does, Untaken};
use super::content::{allowed, exact, plain};

/// The most characters of a store's code.
const CODE: usize = 64;

/// An authorisation for a store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// Which store.
    pub store: String,
    /// The authorisation, in the form of `authorisation.set` version 1.
    pub authorisation: AuthorisationV1,
}

/// The content.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Staff {
    /// Authorisations that hold from now on.
    pub grants: Vec<Grant>,
}

impl Staff {
    /// Reads the content of a bulletin of staff and authorisations: each authorisation with its store.
    ///
    /// # Errors
    /// [`Untaken`]: unreadable, too large, or a contradiction in itself.
    pub fn read(does: Does, bytes: &[u8]) -> Result<Vec<(StoreCode, Authorisation)>, Untaken> {
        let Self { grants } = exact(bytes)?;
        allowed(does, grants.len(), "grants")?;
        let (mut seen, mut read) = (BTreeSet::new(), Vec::with_capacity(grants.len()));
        for Grant { store, authorisation } in grants {
            let id = authorisation.id.clone();
            let against = || Untaken::Contradiction { item: id.chars().take(CODE).collect() };
            let granted = Authorisation::from(authorisation);
            let services: BTreeSet<_> = granted.services.iter().collect();
            let fine = id.starts_with(OF_HEADQUARTERS)
                && plain(&store, CODE)
                && !services.is_empty()
                && services.len() == granted.services.len()
                && granted.from <= granted.to
                && !granted.suspended
                && said::judge(&granted).is_ok()
                && seen.insert((store.clone(), id.clone()));
            let code = StoreCode::new(&store).ok().filter(|_| fine).ok_or_else(against)?;
            read.push((code, granted));
        }
        Ok(read)
    }
}
