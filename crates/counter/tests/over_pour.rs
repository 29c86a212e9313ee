//! Over-poured: the batch grows in its proportions, what was poured before is topped up, and the unit stays what the
//! customer signed; where the shelf does not hold enough, or the waste is too much, nothing is recorded.

use crate::common::{ADVISOR, Desk, OPERATOR};
use counter::Host as _;
use counter::steps::blend::{Batch, Next, Weigh, Weight};
use counter::steps::deliver::HandOver;
use domain::event::ContainerOpened;
use domain::ids::{ContainerId, LotId};
use domain::leftover::Standing;
use domain::period::Period;
use domain::quantity::Milligrams;
use domain::service::{Delivery, Step};
use domain::stock::Container;

fn over(desk: &Desk, next: &Next, weight: u64) -> Weigh {
    let weight = Weight::Scale { weight: Milligrams(weight) };
    Weigh { weight, batch: Batch::Grown, ..desk.weigh(next) }
}

fn left(desk: &Desk) -> u64 {
    desk.counter.store().containers().unwrap().iter().map(|container| container.left.0).sum()
}

#[test]
fn an_over_pour_is_mended_by_a_larger_batch() {
    let mut desk = Desk::at(Step::Cleared);
    let size = desk.counter.service(&desk.number).unwrap().progress().plan().unwrap().size;
    let full = left(&desk);
    let first = desk.next();
    desk.call(OPERATOR, desk.weigh(&first)).unwrap();
    let second = desk.next();
    let poured = second.high.0 + second.target.0 / 10;
    assert_eq!(desk.refused(OPERATOR, over(&desk, &second, second.high.0)), "not_over_poured");
    let before = desk.counter.store().head().unwrap().seq;
    let top_up = desk.call(OPERATOR, over(&desk, &second, poured)).unwrap().unwrap();
    assert_eq!(desk.counter.store().head().unwrap().seq, before + 2, "growth and weighing, together");
    assert_eq!((top_up.index, top_up.top_up), (0, true), "what was poured before has become too little");
    assert!(top_up.target < first.target);

    desk.until(Step::Released);
    let service = desk.counter.service(&desk.number).unwrap();
    let progress = service.progress();
    assert_eq!(progress.weighings().len(), 4);
    assert!(progress.batch() > size && progress.surplus().0 == progress.batch().0 - size.0);
    assert_eq!(full - left(&desk), progress.weight().0, "what is in the vessel came out of the containers");
    let service = desk.number.clone();
    desk.call(ADVISOR, HandOver { service, delivery: Delivery::OnTheSpot, hints_given: true }).unwrap();
    let done = desk.counter.service(&desk.number).unwrap();
    assert_eq!(done.progress().done().unwrap().sale.as_ref().unwrap().net, size, "the surplus is not sold");
    desk.assert_sound();
}

#[test]
fn a_larger_batch_is_refused_where_it_would_waste_or_lack_too_much() {
    let mut desk = Desk::at(Step::Cleared);
    let first = desk.next();
    assert_eq!(desk.refused(OPERATOR, over(&desk, &first, first.target.0 * 2)), "too_much_waste");
    assert_eq!(desk.refused(OPERATOR, over(&desk, &first, first.target.0)), "not_over_poured");
    let weight = Milligrams(first.target.0 * 5 / 4);
    let silent = Weigh { weight: Weight::Hand { weight, reason: " ".to_owned() }, ..over(&desk, &first, 0) };
    assert_eq!(desk.refused(OPERATOR, silent), "reason_missing");
    assert_eq!(desk.refused("S03", over(&desk, &first, first.target.0 * 5 / 4)), "other_operator");
    let other = Weigh { lot: LotId::new("P99-A").unwrap(), ..over(&desk, &first, first.target.0 * 5 / 4) };
    assert_eq!(desk.refused(OPERATOR, other), "not_found");
    desk.until(Step::Released);
    desk.assert_sound();
}

#[test]
fn a_larger_batch_is_refused_where_a_container_does_not_hold_its_part() {
    // A container that was opened first, and so is taken first, with just enough for the unit.
    let desk = Desk::at(Step::Agreed);
    let service = desk.counter.service(&desk.number).unwrap();
    let plan = service.progress().plan().unwrap();
    let target = desk.counter.store().recipe(&plan.recipe).unwrap().targets(plan.size)[0];
    let lot = plan.lots[0].clone();
    let opened_at = desk.counter.host().now() - chrono::TimeDelta::days(20);
    let (id, left) = (ContainerId::new("SCANT").unwrap(), Milligrams(target.0 + 100));
    let container = Container {
        id,
        lot,
        opened_at,
        after_opening: Period::Months(6),
        left,
        opened_by: None,
        standing: Standing::InUse,
    };
    let (mut desk, _) = desk.upkeep(|tx| tx.record(ContainerOpened { container }));
    desk.until(Step::Cleared);
    let first = desk.next();
    assert_eq!(first.container.as_str(), "SCANT");
    desk.call(OPERATOR, desk.weigh(&first)).unwrap();
    let second = desk.next();
    let poured = second.target.0 * 5 / 4;
    assert_eq!(desk.refused(OPERATOR, over(&desk, &second, poured)), "too_little_left");
    assert_eq!(desk.next(), second, "the blend stands where it stood");
    desk.until(Step::Released);
    desk.assert_sound();
}
