//! Products, lots and opened containers: what comes in, what is taken, what becomes of the rest.

use domain::event::{
    ContainerDisposed, ContainerOpened, ContainerOpeningCorrected, ContainerReleased, ContainerSealed,
    LotDisposed, LotMoved, LotReceived, Weighed,
};
use domain::leftover::{Disposal, Method};
use domain::stock::{Container, Lot, Product};

use crate::record::Record;
use crate::{Contradiction, OfStore, Outcome, Row, Rows, Usage, text};

impl<R: Rows> Record<'_, R> {
    /// A product is listed; its lots are found by its name too.
    pub(crate) fn listed(&mut self, product: &Product) -> Outcome<R> {
        self.rows.put(product)?;
        let texts = [product.name.as_str(), product.filing.as_str(), &product.filer, product.id.as_str()];
        self.found_by(product, texts);
        self.lots_recalled(product)?;
        let lots: Vec<Lot> = self.rows.found("product", &text(&product.id))?;
        lots.iter().for_each(|lot| self.named(lot, Some(product)));
        Ok(())
    }

    /// A lot is received.
    pub(crate) fn received(&mut self, event: &LotReceived) -> Outcome<R> {
        let product: Option<Product> = self.rows.get(event.lot.product.as_str())?;
        let mut lot = event.lot.clone();
        if let Some(product) = product.as_ref().filter(|_| !lot.recalled) {
            self.recalled_by(&mut lot, product)?;
        }
        self.rows.fresh(&lot)?;
        self.named(&event.lot, product.as_ref());
        Ok(())
    }

    /// Sets what a lot is found by: its id, the maker's number, and its product.
    fn named(&mut self, lot: &Lot, product: Option<&Product>) {
        let name = product.map_or("", |product| product.name.as_str());
        self.found_by(lot, [lot.id.as_str(), &lot.number, lot.product.as_str(), name]);
    }

    fn found_by<T: Row>(&mut self, row: &T, texts: [&str; 4]) {
        let texts = texts.map(ToOwned::to_owned).into();
        self.rows.of_store(OfStore::FoundBy { table: T::TABLE, key: row.key(), texts });
    }

    /// A lot comes to another zone.
    pub(crate) fn moved_to(&mut self, event: &LotMoved) -> Outcome<R> {
        let mut lot: Lot = self.rows.need(event.lot.as_str())?;
        (lot.zone, lot.accepted, lot.recalled) = (event.to, event.accepted, event.recalled);
        self.recalled_as_moved(&mut lot, event)?;
        self.rows.put(&lot)
    }

    /// A unit of a lot becomes an opened container.
    pub(crate) fn opened(&mut self, event: &ContainerOpened) -> Outcome<R> {
        let container = &event.container;
        self.rows.change(container.lot.as_str(), |lot: &mut Lot| {
            let none = || Contradiction::NoneUnopened(lot.id.clone());
            lot.units = lot.units.checked_sub(1).ok_or_else(none)?;
            Ok(())
        })?;
        self.rows.fresh(container)
    }

    /// An opening was earlier than was written: never later (山东指南 第二十二条).
    pub(crate) fn opened_earlier(&mut self, event: &ContainerOpeningCorrected) -> Outcome<R> {
        self.rows.change(event.container.as_str(), |row: &mut Container| {
            if event.opened_at > row.opened_at {
                return Err(Contradiction::OpeningExtended.into());
            }
            row.opened_at = event.opened_at;
            Ok(())
        })
    }

    /// Something is poured from a container.
    pub(crate) fn poured(&mut self, event: &Weighed) -> Outcome<R> {
        let (needed, batch) = (event.weight, None);
        self.rows.change(event.container.as_str(), |row: &mut Container| {
            let (container, left) = (row.id.clone(), row.left);
            left.minus(needed).ok_or(Contradiction::TooLittleLeft { container, left, needed, batch })?;
            Ok(row.pour(needed)?)
        })
    }

    /// Which lot went into which service (山东指南 第七条).
    pub(crate) fn taken(&mut self, event: &Weighed) -> Outcome<R> {
        let Weighed { service, lot, container, weight, at, .. } = event.clone();
        let seq = self.place.seq;
        self.rows.put(&Usage { seq, service, lot, container, weight, at, written_off: false })
    }

    /// What is left in a container is sealed (山东指南 第十八条).
    pub(crate) fn sealed(&mut self, event: &ContainerSealed) -> Outcome<R> {
        self.rows.change(event.container.as_str(), |row: &mut Container| {
            if row.left != event.booked {
                return Err(Contradiction::booked(event, row.left).into());
            }
            Ok(row.seal(event.left, event.sealing.clone())?)
        })
    }

    /// The officer returns a sealed leftover.
    pub(crate) fn released(&mut self, event: &ContainerReleased) -> Outcome<R> {
        self.rows
            .change(event.container.as_str(), |row: &mut Container| Ok(row.release(&event.signature)?))?;
        self.right_pin(&event.signature.signer)
    }

    /// A container is thrown away.
    pub(crate) fn disposed(&mut self, event: &ContainerDisposed) -> Outcome<R> {
        self.rows.change(event.container.as_str(), |row: &mut Container| {
            let had = row.dispose(event.disposal.clone())?;
            if had == event.left { Ok(()) } else { Err(Contradiction::left(event, had).into()) }
        })?;
        self.gone("disposed", &event.disposal, event.left.0)
    }

    /// Unopened units of a lot are thrown away.
    pub(crate) fn lot_disposed(&mut self, event: &LotDisposed) -> Outcome<R> {
        let mut milligrams = 0;
        self.rows.change(event.lot.as_str(), |row: &mut Lot| {
            let (lot, units) = (event.lot.clone(), event.units);
            let few = Contradiction::FewUnopened { lot, units };
            row.units = row.units.checked_sub(units).ok_or(few)?;
            milligrams = row.unit_net.0.saturating_mul(units.into());
            Ok(())
        })?;
        self.gone("disposed_lot", &event.disposal, milligrams)
    }

    /// Where the officer decided, the PIN was right. What went back to its supplier is not lost.
    fn gone(&mut self, why: &str, disposal: &Disposal, milligrams: u64) -> Outcome<R> {
        if let Some(signature) = &disposal.signature {
            self.right_pin(&signature.signer)?;
        }
        if disposal.method != Method::Returned {
            self.waste(why, milligrams);
        }
        Ok(())
    }
}
