//! The shelf of a store that is written: a lot is received when the last unit of the one before was opened, a unit is
//! opened when the one before holds too little. What is left in a unit stays in it, as on a real shelf.

use std::collections::BTreeMap;

use domain::Moment;
use domain::event::{ContainerOpened, LotReceived};
use domain::ids::{ContainerId, IdError, LotId, ProductId};
use domain::quantity::Milligrams;
use domain::stock::{Container, Lot, Zone};
use store::{StoreError, Tx};

/// Units of a lot.
const UNITS: u32 = 5;
/// What a unit holds.
const UNIT: Milligrams = Milligrams(200_000);
/// Days from receipt to the last day of a lot.
const KEEPS: u64 = 540;

/// A unit under use.
struct Unit {
    lot: Lot,
    container: ContainerId,
    left: Milligrams,
    opened: u32,
}

/// What a component was taken from.
#[derive(Debug, Clone)]
pub struct Taken {
    pub lot: LotId,
    pub number: String,
    pub container: ContainerId,
}

/// Units under use, by product.
pub struct Shelf {
    mark: String,
    received: u32,
    units: BTreeMap<ProductId, Unit>,
}

fn named(error: IdError) -> StoreError {
    StoreError::Contradiction(error.to_string())
}

impl Shelf {
    /// An empty shelf; `mark` keeps its lots apart from those of another day's shelf.
    pub const fn new(mark: String) -> Self {
        Self { mark, received: 0, units: BTreeMap::new() }
    }

    /// Takes some of a product, out of a unit that holds enough.
    pub fn take(
        &mut self,
        tx: &mut Tx<'_>,
        product: &ProductId,
        weight: Milligrams,
        at: Moment,
    ) -> Result<Taken, StoreError> {
        let mut unit = match self.units.remove(product) {
            Some(unit) if unit.left >= weight => unit,
            Some(unit) if unit.opened < UNITS => open(tx, unit.lot, unit.opened, at)?,
            _ => {
                let lot = self.receive(tx, product, at)?;
                open(tx, lot, 0, at)?
            }
        };
        unit.left = unit.left.minus(weight).unwrap_or_default();
        let (lot, number, container) = (unit.lot.id.clone(), unit.lot.number.clone(), unit.container.clone());
        self.units.insert(product.clone(), unit);
        Ok(Taken { lot, number, container })
    }

    fn receive(&mut self, tx: &mut Tx<'_>, product: &ProductId, at: Moment) -> Result<Lot, StoreError> {
        self.received += 1;
        let day = at.date_naive();
        let lot = Lot {
            id: LotId::new(&format!("{product}-{}{:04}", self.mark, self.received)).map_err(named)?,
            product: product.clone(),
            number: format!("YS{}{:04}", self.mark, self.received),
            expires_on: day + chrono::Days::new(KEEPS),
            received_on: day,
            supplier: "演示供货商（演示）".to_owned(),
            documents: Vec::new(),
            unit_net: UNIT,
            units: UNITS,
            zone: Zone::Accepted,
            accepted: true,
            recalled: false,
        };
        tx.record(LotReceived { lot: lot.clone() })?;
        Ok(lot)
    }
}

fn open(tx: &mut Tx<'_>, lot: Lot, opened: u32, at: Moment) -> Result<Unit, StoreError> {
    let id = ContainerId::new(&format!("{}.{}", lot.id, opened + 1)).map_err(named)?;
    let after_opening = tx.product(&lot.product)?.after_opening;
    let container = Container {
        id: id.clone(),
        lot: lot.id.clone(),
        opened_at: at,
        after_opening,
        left: lot.unit_net,
        opened_by: None,
        standing: domain::leftover::Standing::InUse,
    };
    tx.record(ContainerOpened { container })?;
    Ok(Unit { left: lot.unit_net, lot, container: id, opened: opened + 1 })
}
