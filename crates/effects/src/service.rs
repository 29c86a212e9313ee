//! A service as its records move it, and what follows for equipment, materials and sales.

use domain::event::{BlendScaled, HandedOver, ServiceCleared, SkinTested};
use domain::ids::{CustomerId, ServiceNumber};
use domain::service::AnyService;
use domain::stock::Container;

use crate::record::Record;
use crate::{Contradiction, CustomerRow, Imported, Outcome, Row as _, Rows, SaleRow, Usage, text};

/// A service before and after a record moved it.
pub(crate) struct Moved {
    pub(crate) before: Option<AnyService>,
    pub(crate) after: AnyService,
    /// The seconds that it was at the step that it was at before.
    pub(crate) spent: u64,
}

impl Moved {
    /// For whom.
    pub(crate) fn customer(&self) -> &CustomerId {
        &self.after.progress().opened().customer
    }

    /// What lay in the vessel before, in milligrams.
    pub(crate) fn vessel(&self) -> u64 {
        self.before.as_ref().map_or(0, |before| before.progress().weight().0)
    }
}

impl<R: Rows> Record<'_, R> {
    /// Moves the service that the record belongs to, and follows it.
    pub(crate) fn moves(&mut self, number: &ServiceNumber) -> Outcome<R, Moved> {
        let before: Option<AnyService> = self.rows.get(number.as_str())?;
        let missing = || Contradiction::NotFound { what: AnyService::CALLED, id: number.to_string() };
        let after = AnyService::apply(before.as_ref(), self.event)?.ok_or_else(missing)?;
        self.rows.put(&after)?;
        let spent = self.follow(before.as_ref(), &after)?;
        Ok(Moved { before, after, spent })
    }

    /// An analyser's file is in, so that a second import is recognised.
    pub(crate) fn imported(&mut self, event: &SkinTested) -> Outcome<R> {
        let Some(test) = &event.test else { return Ok(()) };
        let (raw, row, service) = (test.raw.clone(), test.row.clone(), event.service.clone());
        self.rows.put(&Imported { raw, row, service })
    }

    /// A clearance uses its equipment and its area from then on, whether or not anything is weighed, and both PINs were
    /// right.
    pub(crate) fn cleared(&mut self, event: &ServiceCleared) -> Outcome<R> {
        let (parts, day) = (event.clearance.parts(), self.place.at.date_naive());
        for equipment in &parts.equipment {
            self.equipment(equipment.as_str(), |row| {
                row.last_used = day;
                if let Some(cleaned) = &mut row.cleaned {
                    cleaned.used_since = true;
                }
            })?;
        }
        // An area that was worked in is to be cleaned again, as its equipment is.
        self.entries()?;
        self.right_pin(&parts.operator.signer)?;
        self.right_pin(&parts.officer.signer)
    }

    /// A batch grows only where every cleared container still holds what the larger batch lacks of it: otherwise the
    /// blend could not be finished.
    pub(crate) fn enough_left(&self, event: &BlendScaled, moved: &Moved) -> Outcome<R> {
        let progress = moved.after.progress();
        let components = progress.clearance().map_or(&[][..], |clearance| &clearance.parts().components);
        for (index, component) in components.iter().enumerate() {
            let container: Container = self.rows.need(component.container.as_str())?;
            let (left, needed, batch) = (container.left, progress.missing(index), Some(event.batch));
            if left < needed {
                let container = container.id;
                return Err(Contradiction::TooLittleLeft { container, left, needed, batch }.into());
            }
        }
        Ok(())
    }

    /// What was weighed into a blend is lost with it.
    pub(crate) fn lost_blend(&mut self, service: &ServiceNumber) -> Outcome<R> {
        for row in self.rows.found::<Usage>("service", &text(service))? {
            self.rows.put(&Usage { written_off: true, ..row })?;
        }
        Ok(())
    }

    /// A sale, where something was sold (山东指南 第二十四条).
    pub(crate) fn sold(&mut self, event: &HandedOver) -> Outcome<R> {
        let HandedOver { service, sale: Some(sale), at, .. } = event else { return Ok(()) };
        let (service, sold_on) = (service.clone(), at.date_naive());
        self.rows.put(&SaleRow { service, sold_on, sale: sale.clone() })?;
        self.figure("sale/price", 1, sale.price.0);
        self.figure("sale/net", u64::from(sale.count), sale.net.0);
        Ok(())
    }

    /// The customer took it home; answers whether a way to reach them is known.
    pub(crate) fn took_home(&mut self, moved: &Moved, event: &HandedOver) -> Outcome<R, bool> {
        self.rows.change(moved.customer().as_str(), |row: &mut CustomerRow| {
            row.last_service = Some(event.service.clone());
            row.last_on = Some(event.at.date_naive());
            Ok(())
        })?;
        self.reachable(moved.customer())
    }
}
