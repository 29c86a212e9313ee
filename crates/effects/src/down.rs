//! What headquarters decided. A restriction flags the lots that are there and those that come later; what somebody at the store
//! says of a lot himself stays his own, whatever headquarters lifts.

use domain::clean::code_key;
use domain::event::{
    BulletinApplied, BulletinHeld, LotMoved, Restricted, RestrictionLifted, RestrictionOrdered,
};
use domain::stock::{Lot, Product};

use crate::record::Record;
use crate::{BulletinRow, Outcome, RestrictionRow, Rows, text};

impl<R: Rows> Record<'_, R> {
    /// A bulletin was applied.
    pub(crate) fn bulletin_applied(&mut self, event: &BulletinApplied) -> Outcome<R> {
        let BulletinApplied { chain, no, digest, signed, content } = event.clone();
        let (applied, untaken, until, at) = (Some(self.place.seq), None, None, self.place.at);
        self.rows.put(&BulletinRow { chain, no, digest, signed, content, applied, untaken, until, at })
    }

    /// A bulletin waits.
    pub(crate) fn bulletin_held(&mut self, event: &BulletinHeld) -> Outcome<R> {
        let BulletinHeld { chain, no, digest, signed, content, untaken, until } = event.clone();
        let (applied, at) = (None, self.place.at);
        self.rows.put(&BulletinRow { chain, no, digest, signed, content, applied, untaken, until, at })
    }

    /// Something is recalled or stopped from now on. One whose end came first stays lifted, and a number counts once.
    pub(crate) fn restricted(&mut self, event: &RestrictionOrdered) -> Outcome<R> {
        let RestrictionOrdered { what, number, of, lot, zh, en } = event.clone();
        let before: Option<RestrictionRow> = self.rows.get(&RestrictionRow::key_of(what, &number))?;
        if before.as_ref().is_some_and(|before| before.ordered.is_some()) {
            return Ok(());
        }
        let lifted = before.and_then(|before| before.lifted);
        let (ordered, at, reason, lots) = (Some(self.place.seq), self.place.at, (zh, en), Vec::new());
        let row = RestrictionRow { what, number, of, lot, reason, ordered, at, lifted, lots };
        self.rows.put(&row)?;
        if what != Restricted::Lots || !row.stands() {
            return Ok(());
        }
        for product in self.rows.found::<Product>("filing", &text(&row.of))? {
            self.lots_recalled(&product)?;
        }
        Ok(())
    }

    /// A restriction is taken back. A lot that another one names, or that somebody at the store recalled, stays recalled.
    pub(crate) fn lifted(&mut self, event: &RestrictionLifted) -> Outcome<R> {
        let RestrictionLifted { what, number, zh, en } = event.clone();
        let key = RestrictionRow::key_of(what, &number);
        let (lifted, at) = (Some(self.place.seq), self.place.at);
        let Some(mut row) = self.rows.get::<RestrictionRow>(&key)? else {
            let (of, lot, reason, ordered, lots) = (String::new(), None, (zh, en), None, Vec::new());
            return self.rows.put(&RestrictionRow {
                what,
                number,
                of,
                lot,
                reason,
                ordered,
                at,
                lifted,
                lots,
            });
        };
        row.lifted = row.lifted.or(lifted);
        let lots = std::mem::take(&mut row.lots);
        self.rows.put(&row)?;
        for lot in lots {
            let mut lot: Lot = self.rows.need(lot.as_str())?;
            lot.recalled = false;
            let product: Option<Product> = self.rows.get(lot.product.as_str())?;
            if let Some(product) = product {
                self.recalled_by(&mut lot, &product)?;
            }
            self.rows.put(&lot)?;
        }
        Ok(())
    }

    /// Flags the lots of a product that a standing recall names.
    pub(crate) fn lots_recalled(&mut self, product: &Product) -> Outcome<R> {
        for mut lot in self.rows.found::<Lot>("product", &text(&product.id))? {
            if !lot.recalled {
                self.recalled_by(&mut lot, product)?;
                self.rows.put(&lot)?;
            }
        }
        Ok(())
    }

    /// The standing recalls that name a lot.
    fn recalls(&self, lot: &Lot, product: &Product) -> Outcome<R, Vec<RestrictionRow>> {
        let target = RestrictionRow::target(Restricted::Lots, &product.filing.to_string());
        let mut rows: Vec<RestrictionRow> = self.rows.found("target", &text(target))?;
        rows.retain(|row| row.lot.as_ref().is_none_or(|number| code_key(number) == code_key(&lot.number)));
        Ok(rows)
    }

    /// Flags a lot that is not recalled where a standing recall names it; that one answers for it until it is lifted.
    pub(crate) fn recalled_by(&mut self, lot: &mut Lot, product: &Product) -> Outcome<R> {
        let Some(mut row) = self.recalls(lot, product)?.into_iter().next() else { return Ok(()) };
        lot.recalled = true;
        row.lots.push(lot.id.clone());
        self.rows.put(&row)
    }

    /// A lot is moved by somebody at the store. Nobody there takes back what headquarters recalls; who recalls it himself answers
    /// for it from then on.
    pub(crate) fn recalled_as_moved(&mut self, lot: &mut Lot, event: &LotMoved) -> Outcome<R> {
        let product: Option<Product> = self.rows.get(lot.product.as_str())?;
        let Some(product) = product else { return Ok(()) };
        let rows = self.recalls(lot, &product)?;
        let answers = rows.iter().find(|row| row.lots.contains(&lot.id)).cloned();
        match (event.recalled, answers) {
            (true, Some(mut row)) => {
                row.lots.retain(|one| *one != lot.id);
                self.rows.put(&row)
            }
            (false, Some(_)) => {
                lot.recalled = true;
                Ok(())
            }
            (false, None) => self.recalled_by(lot, &product),
            (true, None) => Ok(()),
        }
    }
}
