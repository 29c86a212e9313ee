//! One PC at the counter: the advisor's window stays, the PINs of operator and officer sign, and the operator weighs at
//! it; and who must not weigh from it, so that two roles stay two people.

use crate::common::{ADVISOR, Desk, MANAGER, OFFICER, OPERATOR};
use counter::Host as _;
use counter::steps::blend::{Batch, Weigh, Weight, WriteOff};
use counter::steps::label::ScanLabel;
use domain::event::{PresenceMarked, StaffEnrolled};
use domain::ids::StaffId;
use domain::quantity::Milligrams;
use domain::service::Step;
use domain::staff::Role;
use store::Kind;

/// Who wrote each record of a kind, in order.
fn actors(desk: &Desk, wanted: &str) -> Vec<String> {
    let mut actors = Vec::new();
    let read = desk.counter.store().records::<store::StoreError>(1, |record| {
        let header = record.header()?;
        if header.kind == wanted {
            actors.push(header.actor.into_owned());
        }
        Ok(())
    });
    read.unwrap();
    actors
}

#[test]
fn a_whole_unit_is_made_at_one_window() {
    for window in [ADVISOR, MANAGER] {
        let mut desk = Desk::at(Step::Agreed);
        let checked = desk.checked();
        desk.call(window, desk.clear(&checked)).unwrap();
        while desk.step() == Step::Cleared {
            let next = desk.next();
            desk.call(window, desk.weigh(&next)).unwrap();
        }
        desk.call(window, desk.label()).unwrap();
        desk.print();
        let scan = ScanLabel { service: desk.number.clone(), read: desk.number.to_string() };
        desk.call(window, scan).unwrap();
        desk.call(window, desk.release()).unwrap();
        assert_eq!(actors(&desk, "service.weighed"), [window; 3], "the record says whose window it was");
        let service = desk.counter.service(&desk.number).unwrap();
        let progress = service.progress();
        assert_eq!(progress.clearance().unwrap().parts().operator.signer.as_str(), OPERATOR);
        assert_eq!(progress.released().unwrap().signature.signer.as_str(), OFFICER, "and who answers for it");
        desk.assert_sound();
    }
}

#[test]
fn who_must_not_weigh_does_not_from_any_window() {
    let (mut desk, ()) = Desk::at(Step::Cleared).upkeep(|tx| {
        for (id, also) in [("S92", Role::Officer), ("S93", Role::Operator)] {
            let mut member = tx.person(&StaffId::new(ADVISOR).unwrap())?.member;
            member.id = StaffId::new(id).unwrap();
            member.name = tx.seal(Kind::Name, "演示双岗人员（演示）".as_bytes())?;
            member.roles = vec![Role::Advisor, also];
            tx.record(StaffEnrolled { member })?;
        }
        Ok(())
    });
    let next = desk.next();
    let weight = Weight::Scale { weight: Milligrams(next.high.0 * 11 / 10) };
    let over = Weigh { weight, batch: Batch::Grown, ..desk.weigh(&next) };
    for (who, code) in [
        (OFFICER, "role_forbidden"),
        ("S05", "role_forbidden"),
        ("S92", "officer_weighs"),
        ("S93", "other_operator"),
        ("S03", "other_operator"),
    ] {
        assert_eq!(desk.refused(who, desk.weigh(&next)), code, "{who}");
        assert_eq!(desk.refused(who, over.clone()), code, "{who}");
    }
    desk.call(ADVISOR, over).unwrap();
    desk.assert_sound();
}

#[test]
fn the_window_of_another_does_not_stand_for_an_absent_operator() {
    let desk = Desk::at(Step::Cleared);
    let at = desk.counter.host().now();
    let staff = StaffId::new(OPERATOR).unwrap();
    let (mut desk, _) = desk.upkeep(|tx| tx.record(PresenceMarked { staff, at, present: false }));
    let next = desk.next();
    assert_eq!(desk.refused(ADVISOR, desk.weigh(&next)), "operator_absent");
    // Nor does their own: who is marked as gone is not at the bench, whoever typed the PIN.
    assert_eq!(desk.refused(OPERATOR, desk.weigh(&next)), "gate_stopped");
    assert_eq!(desk.refused(MANAGER, desk.weigh(&desk.next())), "operator_absent");
    let write_off = WriteOff { service: desk.number.clone(), reason: "演示".to_owned() };
    desk.call(ADVISOR, write_off).unwrap();
}
