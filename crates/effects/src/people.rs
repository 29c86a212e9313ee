//! The staff's files with presence and PINs, and customers as they come back.

use domain::event::{NoticeGiven, StaffEnrolled};
use domain::ids::StaffId;

use crate::record::Record;
use crate::service::Moved;
use crate::{CustomerRow, OfStore, Outcome, Rows, StaffRow};

impl<R: Rows> Record<'_, R> {
    /// A person is enrolled, or the file of one is written anew.
    pub(crate) fn enrolled(&mut self, event: &StaffEnrolled) -> Outcome<R> {
        let member = event.member.clone();
        let row = match self.rows.get::<StaffRow>(member.id.as_str())? {
            Some(before) => StaffRow { member, ..before },
            None => StaffRow { member, present_since: None, pin: None, failed: 0, failed_at: None },
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
