//! What identifies a customer and may lie at headquarters, too: her name and telephone, where she agreed to that under a text that
//! says so, and nothing else. Each item is released by a record before it is sent; what she takes back, or chooses otherwise at
//! her next visit, is recalled by a record, and counts as gone once headquarters' receipt names it.
//!
//! It refuses to send anything, and to know whether headquarters takes it: both are said to it.

use std::collections::BTreeSet;

use domain::consent::Purpose;
use domain::event::{Content, Event, VaultGone, VaultRecalled, VaultRef, VaultReleased};
use domain::ids::{CustomerId, VaultId};
use domain::kept::{Basis, Held};
use domain::service::AnyService;
use store::StoreError;
use store::tables::ReleasedRow;
use words::Worded as _;

use crate::rights::{agrees, latest_choice};
use crate::view::reads;
use crate::{Counter, Host, Refusal};

/// The first version of the consent text that says that name and telephone are sent: who agreed to an earlier one was told that
/// nothing is.
const SAYS_SO: u32 = 3;
/// So many records are looked through at once: the counter waits no longer than for one of its own lists.
const AT_ONCE: usize = 512;
/// So many items are named at once in one record.
const NAMED: u32 = 1_000;

/// Why a look through records ended.
enum Stop {
    Enough,
    Failed(Box<StoreError>),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Failed(Box::new(error))
    }
}

/// Whether a version of the consent text says that name and telephone are sent.
#[must_use]
pub const fn says_so(text_version: u32) -> bool {
    text_version >= SAYS_SO
}

/// Whether a customer agreed that her name and telephone are sent, as things are now.
fn agreed<H: Host>(counter: &Counter<H>, services: &[AnyService]) -> bool {
    let today = counter.today();
    let told = latest_choice(services).and_then(|service| service.progress().noticed());
    told.is_some_and(|told| says_so(told.consent.parts().text_version))
        && agrees(services, Purpose::UploadIdentity, today)
        && agrees(services, Purpose::Contact, today)
}

impl<H: Host> Counter<H> {
    /// Looks through the records from `from` on for customers who chose, and releases or recalls what follows from it; new items are
    /// released only where headquarters takes them. Answers with the first record that was not looked at.
    ///
    /// # Errors
    /// What the store answers; then it is looked at again.
    pub fn considers_identity(&mut self, from: u64, takes: bool) -> Result<u64, Refusal> {
        let last = self.store().head()?.seq;
        if from > last || self.store().alone().is_some() {
            return Ok(from);
        }
        let (mut next, mut seen) = (from, 0);
        let mut chose: BTreeSet<CustomerId> = BTreeSet::new();
        let mut told = Vec::new();
        let looked = self.store().records(from, |record| {
            if seen == AT_ONCE {
                return Err(Stop::Enough);
            }
            seen += 1;
            next = record.seq + 1;
            let Content::Known(event) = store::content(&record)? else { return Ok(()) };
            // Nobody chooses anything of this by other records.
            if let Event::NoticeGiven(event) = event {
                told.push(event.service);
            } else if let Event::CustomerCorrected(event) = event {
                chose.insert(event.customer);
            } else if let Event::CustomersJoined(event) = event {
                chose.extend([event.customer, event.other]);
            } else if let Event::CustomersParted(event) = event {
                chose.extend([event.customer, event.other]);
            }
            Ok(())
        });
        match looked {
            Ok(()) | Err(Stop::Enough) => {}
            Err(Stop::Failed(error)) => return Err((*error).into()),
        }
        for service in told {
            chose.insert(self.service(&service)?.progress().opened().customer.clone());
        }
        let (mut release, mut recall) = (Vec::new(), Vec::new());
        for customer in &chose {
            self.considers(customer, takes, (&mut release, &mut recall))?;
        }
        if release.is_empty() && recall.is_empty() {
            return Ok(next);
        }
        let reason = format!("不再同意或已更正：{}", Purpose::UploadIdentity.zh());
        self.write::<_, Refusal>("system", "identity.consider", |tx| {
            for item in release {
                tx.record(VaultReleased { item, basis: Basis::Consent })?;
            }
            for item in recall {
                tx.record(VaultRecalled { item, reason: reason.clone() })?;
            }
            Ok(())
        })?;
        Ok(next)
    }

    /// What of a customer is to be released, and what recalled: her latest name and telephone alone.
    fn considers(
        &self,
        customer: &CustomerId,
        takes: bool,
        (release, recall): (&mut Vec<VaultRef>, &mut Vec<VaultId>),
    ) -> Result<(), Refusal> {
        let store = self.store();
        let agreed = agreed(self, &reads::services_of(store, customer)?);
        let group = store.joined_with(customer)?;
        let present: Vec<&VaultRef> = group.iter().filter_map(|row| row.contact.as_ref()).collect();
        let released = store.released_of(customer)?;
        for row in released.iter().filter(|row| row.ended.is_none()) {
            let wanted = agreed && present.iter().any(|contact| contact.id == row.item);
            if !wanted && !recall.contains(&row.item) {
                recall.push(row.item.clone());
            }
        }
        if !agreed || !takes {
            return Ok(());
        }
        let held = store.held_of(customer)?;
        for contact in present {
            let is_contact = held.iter().any(|row| row.item == contact.id && row.what == Held::Contact);
            let fresh = !released.iter().any(|row| row.item == contact.id) && !release.contains(contact);
            if is_contact && fresh {
                release.push(contact.clone());
            }
        }
        Ok(())
    }

    /// Records that a receipt names items as gone; what does not wait for it is passed over. Answers with how many there were.
    ///
    /// # Errors
    /// What the store answers.
    pub fn gone_at_headquarters(
        &mut self,
        named: &[String],
        epoch: u64,
        at: domain::Moment,
    ) -> Result<usize, Refusal> {
        if named.is_empty() || self.store().alone().is_some() {
            return Ok(0);
        }
        let waits = self.store().waits_to_be_gone(NAMED)?;
        let waits = waits.into_iter().map(|row| row.item);
        let items: Vec<VaultId> =
            waits.filter(|item| named.iter().any(|named| named == item.as_str())).collect();
        let count = items.len();
        if count > 0 {
            self.write::<_, Refusal>("system", "identity.gone", |tx| {
                tx.record(VaultGone { items, epoch, at })?;
                Ok(())
            })?;
        }
        Ok(count)
    }

    /// The record from which headquarters is asked what is gone; `None` where nothing waits for its receipt.
    ///
    /// # Errors
    /// What the store answers.
    pub fn asks_what_is_gone(&self) -> Result<Option<u64>, Refusal> {
        Ok(self.store().waits_to_be_gone(1)?.first().and_then(|row| row.ended))
    }

    /// The next item to be sent after a record, with its salt and bytes.
    ///
    /// # Errors
    /// What the store answers.
    pub fn next_released(&self, after: u64) -> Result<Option<(ReleasedRow, store::Opened)>, Refusal> {
        let Some(row) = self.store().released_after(after, 1)?.into_iter().next() else { return Ok(None) };
        let opened = self.store().opened_item(&row.reference())?;
        let lost = || Refusal::new("vault_item_lost", "准予上传的条目在本机读不出；没有上传");
        Ok(Some((row, opened.ok_or_else(lost)?)))
    }
}
