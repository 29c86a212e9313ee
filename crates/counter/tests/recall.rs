//! A recall does not wait for a service to end: the lot is refused at the next touch, and the service has a way on.

use crate::common::{Desk, OFFICER, OPERATOR};
use counter::steps::blend::WriteOff;
use domain::event::LotMoved;
use domain::ids::LotId;
use domain::service::Step;
use domain::stock::Zone;

/// Recalls a lot in the store, as headquarters' notice would.
fn recall(desk: Desk, lot: &LotId) -> Desk {
    let event = LotMoved {
        lot: lot.clone(),
        to: Zone::ReturnedOrRecalled,
        accepted: true,
        recalled: true,
        reason: "演示召回".to_owned(),
    };
    desk.upkeep(|tx| tx.record(event)).0
}

#[test]
fn a_lot_recalled_in_mid_blend_is_not_weighed_and_another_is_chosen() {
    let mut desk = Desk::at(Step::Cleared);
    let next = desk.next();
    desk = recall(desk, &next.lot);
    let weigh = desk.weigh(&next);
    assert_eq!(desk.refused(OPERATOR, weigh), "lot_not_usable");

    let write_off = WriteOff { service: desk.number.clone(), reason: "演示召回".to_owned() };
    desk.call(OPERATOR, write_off).unwrap();
    assert_eq!(desk.step(), Step::Agreed);
    let chosen = desk.choose(None, None).unwrap();
    assert!(chosen.ranked.lots.iter().all(|pick| pick.lot != next.lot), "{:?}", chosen.ranked.lots);
    assert_eq!(desk.step(), Step::Planned, "the customer signs anew");
    desk.until(Step::Agreed);
    desk.assert_sound();
}

#[test]
fn a_unit_with_a_recalled_lot_is_not_released() {
    let mut desk = Desk::at(Step::Cleared);
    let lot = desk.next().lot;
    desk.until(Step::Scanned);
    desk = recall(desk, &lot);
    let release = desk.release();
    assert_eq!(desk.refused(OFFICER, release), "lot_not_usable");
    assert_eq!(desk.step(), Step::Scanned);
    desk.assert_sound();
}
