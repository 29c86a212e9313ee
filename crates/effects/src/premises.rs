//! Whose counter it is, its copies, and what was erased.

use domain::Moment;
use domain::event::{
    ApprovalsPublished, ApprovalsSigned, BackupDrilled, BackupMade, RecordCorrected, VaultErased, VaultGone,
    VaultReleased,
};
use domain::ids::VaultId;
use domain::kept::Basis;
use domain::premises::{Approvable, ApprovedThing, Equipment};
use domain::recipe::Recipe;

use crate::record::Record;
use crate::{
    ApprovalRow, ApprovedBy, BackupRow, BroughtRow, Contradiction, CustomerRow, Drill, Erased, HeldRow,
    OfStore, Outcome, RecipeVersionRow, ReleasedRow, Rows, StaffRow, What, text,
};

impl<R: Rows> Record<'_, R> {
    /// Equipment stands as it is registered; what tests say of it stays.
    pub(crate) fn registered(&mut self, equipment: &Equipment) -> Outcome<R> {
        let before: Option<Equipment> = self.rows.get(equipment.id.as_str())?;
        let tested_on = before.and_then(|before| before.tested_on);
        self.rows.put(&Equipment { tested_on, ..equipment.clone() })
    }

    /// What the officer signed is approved as it was shown; whoever signed had the right PIN.
    pub(crate) fn approved(&mut self, event: &ApprovalsSigned) -> Outcome<R> {
        for thing in &event.things {
            self.approves(thing, ApprovedBy::Officer(event.officer.clone()), event.at)?;
        }
        self.right_pin(&event.officer)?;
        // The log speaks of an approval only after another set that PIN on its day: it is then asked how soon.
        let officer: Option<StaffRow> = self.rows.get(event.officer.as_str())?;
        let reset_at = officer.and_then(|row| row.reset_at).map(|at| domain::in_china(at).date_naive());
        if reset_at != Some(self.day) {
            return Ok(());
        }
        let things = u64::try_from(event.things.len()).unwrap_or(u64::MAX);
        self.mark(What::Approved, None, &[&event.officer], things, None)
    }

    /// What two people of headquarters signed is approved as it came.
    pub(crate) fn published(&mut self, event: &ApprovalsPublished) -> Outcome<R> {
        for thing in &event.things {
            self.approves(thing, ApprovedBy::Headquarters(event.people.clone()), self.place.at)?;
        }
        Ok(())
    }

    /// A thing is approved as it stands. A recipe's version keeps its approval when a later one comes.
    fn approves(&mut self, thing: &ApprovedThing, by: ApprovedBy, at: Moment) -> Outcome<R> {
        let ApprovedThing { what, id, content } = thing.clone();
        let row = ApprovalRow { what, id, content, by, at };
        self.rows.put(&row)?;
        if what != Approvable::Recipe {
            return Ok(());
        }
        let Some(recipe) = self.rows.get::<Recipe>(&row.id)? else { return Ok(()) };
        let key = RecipeVersionRow::key_of(&row.id, recipe.version);
        if let Some(version) = self.rows.get::<RecipeVersionRow>(&key)? {
            self.rows.put(&RecipeVersionRow { approval: Some(row), ..version })?;
        }
        Ok(())
    }

    /// A recipe is this from now on; the versions before stay for the services that were agreed by them.
    pub(crate) fn recipe_set(&mut self, recipe: &Recipe) -> Outcome<R> {
        self.brought(Approvable::Recipe, recipe.id.as_str())?;
        self.rows.put(recipe)?;
        self.rows.put(&RecipeVersionRow { recipe: recipe.clone(), approval: None })
    }

    /// The record says what a thing is from now on; who wrote it brought that in.
    pub(crate) fn brought(&mut self, what: Approvable, id: &str) -> Outcome<R> {
        let (id, seq) = (id.to_owned(), self.place.seq);
        self.rows.put(&BroughtRow { what, id, seq })
    }

    /// Changes a piece of equipment.
    pub(crate) fn equipment(&mut self, id: &str, change: impl FnOnce(&mut Equipment)) -> Outcome<R> {
        self.rows.change(id, |row: &mut Equipment| {
            change(row);
            Ok(())
        })
    }

    /// A vault item is gone, and with it who a customer is.
    pub(crate) fn erased(&mut self, event: &VaultErased) -> Outcome<R> {
        let (item, seq, reason) = (event.item.clone(), self.place.seq, event.reason.clone());
        self.rows.put(&Erased { item, seq, reason })?;
        self.rows.remove::<HeldRow>(event.item.to_string());
        self.item_ended(&event.item)?;
        for mut row in self.rows.found::<CustomerRow>("contact", &text(&event.item))? {
            row.reached_by(None);
            self.rows.put(&row)?;
            self.rows.of_store(OfStore::Forgotten(row.customer));
        }
        Ok(())
    }

    /// An item may lie at headquarters, too, from now on.
    pub(crate) fn item_released(&mut self, event: &VaultReleased) -> Outcome<R> {
        let VaultReleased { item, basis } = event;
        let held: HeldRow = self.rows.need(item.id.as_str())?;
        if Basis::of(held.what).is_none() || held.commitment != item.commitment {
            return Err(Contradiction::NeverLeaves(item.id.clone()).into());
        }
        let (customer, basis, seq, on) = (held.customer, *basis, self.place.seq, self.day);
        let (item, commitment) = (item.id.clone(), item.commitment.clone());
        self.rows.fresh(&ReleasedRow { item, commitment, customer, basis, seq, on, ended: None, gone: None })
    }

    /// What was released must lie at headquarters no more; what never was is not there.
    pub(crate) fn item_ended(&mut self, item: &VaultId) -> Outcome<R> {
        let Some(mut row) = self.rows.get::<ReleasedRow>(item.as_str())? else { return Ok(()) };
        row.ended.get_or_insert(self.place.seq);
        self.rows.put(&row)
    }

    /// A receipt says that items are gone at headquarters.
    pub(crate) fn items_gone(&mut self, event: &VaultGone) -> Outcome<R> {
        for item in &event.items {
            let mut row: ReleasedRow = self.rows.need(item.as_str())?;
            if row.ended.is_some() {
                row.gone.get_or_insert(event.at);
                self.rows.put(&row)?;
            }
        }
        Ok(())
    }

    /// A correction stands under the day of the record that was wrong, on whatever day it is written.
    pub(crate) fn corrects(&mut self, event: &RecordCorrected) -> Outcome<R> {
        let (wrong, seq) = (self.rows.moment(event.seq)?, self.place.seq);
        self.on_day(domain::in_china(wrong).date_naive(), |row| row.corrections.push(seq))
    }

    /// A copy that was made is there, and those that it replaces are not.
    pub(crate) fn copied(&mut self, event: &BackupMade) -> Outcome<R> {
        let mut passed_at = None;
        for file in &event.removed {
            let key = BackupRow::key_of(&event.target, file);
            passed_at = passed_at.max(self.rows.get::<BackupRow>(&key)?.and_then(|row| row.passed_at));
            self.rows.remove::<BackupRow>(key);
        }
        self.rows.put(&BackupRow {
            seq: self.place.seq,
            target: event.target.clone(),
            file: event.file.clone(),
            made_at: self.place.at,
            up_to: event.up_to,
            hash: event.hash.clone(),
            bytes: event.bytes,
            cause: event.cause,
            drill: None,
            passed_at,
        })
    }

    /// A copy that was tried out says how it went.
    pub(crate) fn drilled(&mut self, event: &BackupDrilled) -> Outcome<R> {
        // A copy that another computer made, or that was made before a restore, has no row to say it in.
        let key = BackupRow::key_of(&event.target, &event.file);
        let Some(row) = self.rows.get::<BackupRow>(&key)? else { return Ok(()) };
        let (at, passed, problem) = (self.place.at, event.passed, event.problem.clone());
        let passed_at = if passed { Some(at) } else { row.passed_at };
        let drill = Some(Drill { at, passed, lost: event.lost, problem });
        self.rows.put(&BackupRow { drill, passed_at, ..row })
    }
}
