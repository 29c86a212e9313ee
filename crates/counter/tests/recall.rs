//! A recall does not wait for a service to end: the lot is refused at the next touch, and the service has a way on.

use crate::common::{ADVISOR, Desk, OFFICER, OPERATOR};
use counter::Refusal;
use counter::steps::blend::WriteOff;
use counter::steps::copies::{CopyBefore, ReprintLabel};
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
fn a_recalled_lot_stops_the_unit_at_its_label_its_release_and_its_hand_over() {
    type Touch = fn(&mut Desk) -> Refusal;
    let cases: [(Step, Touch); 3] = [
        (Step::Blended, |desk| desk.call(OPERATOR, desk.label()).unwrap_err()),
        (Step::Scanned, |desk| desk.call(OFFICER, desk.release()).unwrap_err()),
        (Step::Released, |desk| desk.call(ADVISOR, desk.hand_over()).unwrap_err()),
    ];
    for (at, touch) in cases {
        let mut desk = Desk::at(Step::Cleared);
        let lot = desk.next().lot;
        desk.until(at);
        desk = recall(desk, &lot);
        let before = desk.counter.store().head().unwrap();
        let refusal = touch(&mut desk);
        assert_eq!(refusal.code, "gate_stopped", "{at:?}");
        assert!(refusal.message.contains("召回"), "{at:?}: {}", refusal.message);
        assert!(refusal.mend.is_some_and(|mend| mend.contains("留在店内")), "{at:?}");
        assert_eq!(desk.counter.store().head().unwrap(), before, "{at:?}: nothing was written");
        let gates = desk.gates();
        assert_eq!(gates["clear"], false, "{at:?}: and the panel foretells it");
        desk.assert_sound();
    }
}

#[test]
fn a_recalled_lot_stops_another_copy_of_the_label() {
    let mut desk = Desk::at(Step::Cleared);
    let lot = desk.next().lot;
    desk.until(Step::Scanned);
    desk = recall(desk, &lot);
    let reprint = ReprintLabel {
        service: desk.number.clone(),
        reason: "演示补打".to_owned(),
        before: Some(CopyBefore::Spoiled),
    };
    assert_eq!(desk.refused(OPERATOR, reprint), "gate_stopped");
}
