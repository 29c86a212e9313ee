//! Pilot authorisations of headquarters: each store takes its own. The two who signed brought it in and approved it (山东指南 第二条).

use domain::event::{AuthorisationSet, Event};
use domain::premises::{Approvable, ApprovedThing};
use sync::down::staff::Staff;

use super::{Came, NotBrought, approved};
use crate::setup::approvals;
use crate::{Counter, Host};

/// What a bulletin of staff and authorisations brings: what is granted to this store.
pub(super) fn staff<H: Host>(counter: &Counter<H>, came: Came<'_>) -> Result<Vec<Event>, NotBrought> {
    let grants = Staff::read(came.bulletin.does, came.content)?;
    let here = counter.store().premises()?.premises.code;
    let (mut events, mut things) = (Vec::new(), Vec::new());
    for (_, authorisation) in grants.into_iter().filter(|(store, _)| *store == here) {
        let content = approvals::of_authorisation(&authorisation)?;
        let id = authorisation.id.to_string();
        events.push(AuthorisationSet { authorisation }.into());
        things.push(ApprovedThing { what: Approvable::Authorisation, id, content });
    }
    if !things.is_empty() {
        events.push(approved(came, things));
    }
    Ok(events)
}
