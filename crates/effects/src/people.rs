//! The staff's files with presence and PINs, and customers as they come back.

use domain::event::{NoticeGiven, PinSet, StaffEnrolled, StaffRenamed};
use domain::ids::StaffId;

use crate::record::Record;
use crate::service::Moved;
use crate::{CustomerRow, Former, Lent, OfStore, Outcome, Rows, StaffRow, What};

impl<R: Rows> Record<'_, R> {
    /// A person is enrolled, or the file of one is written anew.
    pub(crate) fn enrolled(&mut self, event: &StaffEnrolled) -> Outcome<R> {
        let member = event.member.clone();
        let row = match self.rows.get::<StaffRow>(member.id.as_str())? {
            Some(before) => StaffRow { member, ..before },
            None => StaffRow {
                member,
                present_since: None,
                pin: None,
                failed: 0,
                failed_at: None,
                lent: None,
                reset_at: None,
                formerly: Vec::new(),
            },
        };
        self.rows.put(&row)
    }

    /// Changes a person's row.
    pub(crate) fn person(&mut self, id: &str, change: impl FnOnce(&mut StaffRow)) -> Outcome<R> {
        self.rows.change(id, |row: &mut StaffRow| {
            change(row);
            Ok(())
        })
    }

    /// A name is put right; the wrong one stays readable.
    pub(crate) fn renamed(&mut self, event: &StaffRenamed) -> Outcome<R> {
        let StaffRenamed { name, before, reason, by, at, .. } = event.clone();
        self.person(event.staff.as_str(), |row| {
            row.member.name = name;
            row.formerly.push(Former { name: before, reason, by, at });
        })
    }

    /// A PIN is set: by its owner, or by another, who then knows it. The log speaks of one that took the place of the owner's,
    /// and of one that two people share.
    pub(crate) fn pin_set(&mut self, event: &PinSet) -> Outcome<R> {
        let (at, mut reset) = (self.place.at, false);
        let other = event.by.as_ref().filter(|by| **by != event.staff);
        self.person(event.staff.as_str(), |row| {
            reset = other.is_some() && row.pin.is_some();
            row.lent = other.map(|by| Lent { by: by.clone(), at, reset });
            row.reset_at = if reset { Some(at) } else { row.reset_at };
            (row.pin, row.failed, row.failed_at) = (Some(event.pin.clone()), 0, None);
        })?;
        if let Some(by) = other.filter(|_| reset) {
            self.mark(What::PinReset, None, &[&event.staff, by], 1, None)?;
        } else if !event.alike.is_empty() {
            let who: Vec<&StaffId> = std::iter::once(&event.staff).chain(&event.alike).collect();
            self.mark(What::PinShared, None, &who, 1, None)?;
        }
        Ok(())
    }

    /// Whoever signed had the right PIN.
    pub(crate) fn right_pin(&mut self, signer: &StaffId) -> Outcome<R> {
        self.person(signer.as_str(), |row| (row.failed, row.failed_at) = (0, None))
    }

    /// A service was opened for a customer, who may have been here before.
    pub(crate) fn came(&mut self, moved: &Moved) -> Outcome<R> {
        let customer = moved.customer();
        let before = self.rows.get::<CustomerRow>(customer.as_str())?;
        let mut row = before.unwrap_or_else(|| CustomerRow::new(customer.clone()));
        row.services = row.services.saturating_add(1);
        row.deleted_on = None;
        self.rows.put(&row)
    }

    /// A customer left a contact, or none.
    pub(crate) fn reached(&mut self, moved: &Moved, event: &NoticeGiven) -> Outcome<R> {
        let Some(contact) = &event.contact else { return Ok(()) };
        let customer = moved.customer().clone();
        self.rows.change(customer.as_str(), |row: &mut CustomerRow| {
            row.reached_by(Some(contact.clone()));
            Ok(())
        })?;
        self.rows.of_store(OfStore::Known { customer, contact: contact.clone() });
        Ok(())
    }
}
