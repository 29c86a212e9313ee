//! What is kept of a customer: each item of the vault as it comes, until when it stays, and who looked.

use domain::Moment;
use domain::event::{
    CallTakenBack, CaseClosed, CaseOpened, CustomerCorrected, CustomerLooked, CustomerWithdrew,
    CustomersJoined, CustomersParted, RequestAnswered, RequestReceived, VaultRef,
};
use domain::ids::{CustomerId, StaffId};
use domain::kept::{Changed, End, Held};
use domain::service::{AnyService, Step};

use crate::record::Record;
use crate::service::Moved;
use crate::{
    CallBack, CaseRow, ChangeRow, Contradiction, CustomerRow, HeldRow, LookedRow, OfStore, Outcome,
    ReceiptRow, RequestRow, Row as _, Rows, text,
};

impl<R: Rows> Record<'_, R> {
    /// The vault holds an item of a service's customer from now on.
    pub(crate) fn holds<'i>(
        &mut self,
        moved: &Moved,
        items: impl IntoIterator<Item = (Held, &'i VaultRef)>,
    ) -> Outcome<R> {
        for (what, item) in items {
            let (customer, service) = (moved.customer().clone(), moved.after.progress().number().clone());
            let (since, until) = (self.day, what.under_way(self.day));
            let (item, commitment, service) = (item.id.clone(), item.commitment.clone(), Some(service));
            self.rows.put(&HeldRow { item, commitment, customer, what, service, since, until })?;
        }
        Ok(())
    }

    /// What belongs to a service that has ended is kept until its day.
    pub(crate) fn keeps_until(&mut self, moved: &Moved) -> Outcome<R> {
        let progress = moved.after.progress();
        if moved.after.is_open() {
            return Ok(());
        }
        let delivered = moved.after.step() == Step::Done;
        let use_by = progress.label().filter(|_| delivered).map(|label| label.use_by);
        let done = progress.done().map(|done| domain::in_china(done.at).date_naive());
        let end = End { on: done.unwrap_or(self.day), delivered, use_by };
        for row in self.rows.found::<HeldRow>("service", &text(progress.number()))? {
            if let Some(until) = row.what.until(end) {
                self.rows.put(&HeldRow { until, ..row })?;
            }
        }
        Ok(())
    }

    /// Somebody looked at a customer.
    pub(crate) fn looked(&mut self, event: &CustomerLooked) -> Outcome<R> {
        let CustomerLooked { customer, looked_at, wanted_for, by, at } = event.clone();
        let seq = self.place.seq;
        self.rows.put(&LookedRow { seq, customer, looked_at, wanted_for, by, at })
    }

    /// Under whose number a customer stands at last.
    fn root(&self, customer: &CustomerId) -> Outcome<R, CustomerId> {
        let mut row: CustomerRow = self.rows.need(customer.as_str())?;
        while let Some(joined) = row.joined {
            row = self.rows.need(joined.as_str())?;
        }
        Ok(row.customer)
    }

    /// A customer with everybody who stands under the same number.
    fn group(&self, customer: &CustomerId) -> Outcome<R, Vec<CustomerRow>> {
        let mut group: Vec<CustomerRow> = vec![self.rows.need(customer.as_str())?];
        let mut next = 0;
        while let Some(row) = group.get(next) {
            let under = self.rows.found::<CustomerRow>("joined", &text(&row.customer))?;
            group.extend(under);
            next += 1;
        }
        Ok(group)
    }

    /// A customer took consent back: her services heed it from now on, nobody calls who may not, and the receipt stays.
    pub(crate) fn withdrew(&mut self, event: &CustomerWithdrew) -> Outcome<R> {
        self.rows.put(&ReceiptRow { gave: event.clone() })?;
        let mut erased = 0;
        for line in &event.erased {
            erased += u64::from(line.count);
        }
        self.figure("erased/withdrawn", erased, 0);
        let no_contact = event.purposes.contains(&domain::consent::Purpose::Contact);
        for mut row in self.group(&event.customer)? {
            for service in self.rows.found::<AnyService>("customer", &text(&row.customer))? {
                let number = service.progress().number().clone();
                let left = event.narrowed.iter().find(|one| one.service == number).map(|one| &one.needs);
                if let (Some(left), Some(before)) = (left, service.progress().needed()) {
                    let held: Option<HeldRow> = self.rows.get(before.needs.id.as_str())?;
                    if let Some(held) = held {
                        let (item, commitment) = (left.id.clone(), left.commitment.clone());
                        self.rows.put(&HeldRow { item, commitment, ..held })?;
                    }
                }
                let after = service.withdraw(&event.purposes, left);
                if let Some(done) = after.progress().done().filter(|_| no_contact) {
                    let due_on = done.call_back.date;
                    self.rows.remove::<CallBack>(CallBack { due_on, service: number }.key());
                }
                self.rows.put(&after)?;
            }
            if event.everything {
                row.deleted_on = Some(self.day);
                self.rows.put(&row)?;
            }
        }
        Ok(())
    }

    /// What is kept of a customer was corrected or added to; what it takes the place of stays as long as it would have.
    pub(crate) fn customer_corrected(&mut self, event: &CustomerCorrected) -> Outcome<R> {
        let CustomerCorrected { receipt, customer, what, value, by, at } = event;
        self.changed(receipt.as_ref(), (Changed::of(*what), customer, None), (by, *at))?;
        let mut row: CustomerRow = self.rows.need(customer.as_str())?;
        let (since, mut until, mut service) = (self.day, what.under_way(self.day), None);
        let before = row.contact.as_ref().filter(|_| *what == Held::Contact);
        let before = before.map(|before| self.rows.get::<HeldRow>(before.id.as_str())).transpose()?.flatten();
        if let Some(before) = before {
            (until, service) = (before.until, before.service);
        }
        let (item, commitment) = (value.id.clone(), value.commitment.clone());
        let (customer, what) = (customer.clone(), *what);
        let of = customer.clone();
        self.rows.put(&HeldRow { item, commitment, customer: of, what, service, since, until })?;
        if what == Held::Contact {
            row.reached_by(Some(value.clone()));
            self.rows.put(&row)?;
            self.rows.of_store(OfStore::Known { customer, contact: value.clone() });
        }
        Ok(())
    }

    /// The receipt of a change stays; a record from before there were any has none.
    fn changed(
        &mut self,
        receipt: Option<&String>,
        (changed, customer, other): (Changed, &CustomerId, Option<&CustomerId>),
        (by, at): (&StaffId, Moment),
    ) -> Outcome<R> {
        let Some(receipt) = receipt.cloned() else { return Ok(()) };
        let (customer, other, by) = (customer.clone(), other.cloned(), by.clone());
        self.rows.put(&ChangeRow { receipt, changed, customer, other, by, at })
    }

    /// Two customers stand under one number. Nothing of either changes, so that they can be parted again.
    pub(crate) fn joined(&mut self, event: &CustomersJoined) -> Outcome<R> {
        let (customer, other) = (self.root(&event.customer)?, self.root(&event.other)?);
        if customer == other {
            return Err(Contradiction::OnePerson(event.other.clone()).into());
        }
        let what = (Changed::Joined, &event.customer, Some(&event.other));
        self.changed(event.receipt.as_ref(), what, (&event.by, event.at))?;
        self.rows.change(other.as_str(), |row: &mut CustomerRow| {
            row.joined = Some(customer);
            Ok(())
        })
    }

    /// They are two again.
    pub(crate) fn parted(&mut self, event: &CustomersParted) -> Outcome<R> {
        let what = (Changed::Parted, &event.customer, Some(&event.other));
        self.changed(event.receipt.as_ref(), what, (&event.by, event.at))?;
        self.rows.change(event.other.as_str(), |row: &mut CustomerRow| {
            if row.joined.is_none() {
                return Err(Contradiction::NotJoined(event.other.clone()).into());
            }
            row.joined = None;
            Ok(())
        })
    }

    /// Whether a way to reach a customer is known, under whichever number she stands.
    pub(crate) fn reachable(&self, customer: &CustomerId) -> Outcome<R, bool> {
        let root = self.root(customer)?;
        Ok(self.group(&root)?.iter().any(|row| row.contact.is_some()))
    }

    /// A call is taken back: the customer is to be called again.
    pub(crate) fn call_taken_back(&mut self, moved: &Moved, event: &CallTakenBack) -> Outcome<R> {
        let Some(done) = moved.after.progress().done() else { return Ok(()) };
        if self.reachable(moved.customer())? && moved.after.progress().call_back_is_open() {
            let (due_on, service) = (done.call_back.date, event.service.clone());
            self.rows.put(&CallBack { due_on, service })?;
        }
        Ok(())
    }

    /// Something is wrong.
    pub(crate) fn case_opened(&mut self, event: &CaseOpened) -> Outcome<R> {
        self.rows.fresh(&CaseRow { opened: event.clone(), closed: None })?;
        self.figure("case/opened", 1, 0);
        self.of_case(Held::CaseNote, &event.customer, event.note.as_ref())
    }

    /// It was looked after.
    pub(crate) fn case_closed(&mut self, event: &CaseClosed) -> Outcome<R> {
        let mut row: CaseRow = self.rows.need(&event.case)?;
        if row.closed.is_some() {
            return Err(Contradiction::CaseClosed(event.case.clone()).into());
        }
        let customer = row.opened.customer.clone();
        row.closed = Some(event.clone());
        self.rows.put(&row)?;
        self.figure("case/closed", 1, 0);
        self.of_case(Held::CaseNote, &customer, Some(&event.note))
    }

    /// A request came, and its clock runs.
    pub(crate) fn request_received(&mut self, event: &RequestReceived) -> Outcome<R> {
        self.rows.fresh(&RequestRow { received: event.clone(), answered: None })?;
        self.of_case(Held::RequestNote, &event.customer, Some(&event.note))
    }

    /// It was answered.
    pub(crate) fn request_answered(&mut self, event: &RequestAnswered) -> Outcome<R> {
        let mut row: RequestRow = self.rows.need(&event.request)?;
        if row.answered.is_some() {
            return Err(Contradiction::RequestAnswered(event.request.clone()).into());
        }
        let customer = row.received.customer.clone();
        row.answered = Some(event.clone());
        self.rows.put(&row)?;
        self.of_case(Held::RequestNote, &customer, Some(&event.answer))
    }

    fn of_case(&mut self, what: Held, customer: &CustomerId, note: Option<&VaultRef>) -> Outcome<R> {
        let Some(note) = note else { return Ok(()) };
        let since = self.day;
        let (item, commitment) = (note.id.clone(), note.commitment.clone());
        let (customer, until) = (customer.clone(), what.under_way(since));
        self.rows.put(&HeldRow { item, commitment, customer, what, service: None, since, until })
    }
}
