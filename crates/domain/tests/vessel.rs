//! The vessel: what is poured next, and how an over-pour makes the whole batch larger without changing its proportions.

#![allow(dead_code, clippy::unwrap_used, clippy::panic, reason = "what the tests share must fail them")]

use crate::stage::{Records, apply, clearance_parts, container_id, lot_id};
use domain::event::{BlendScaled, Event, PlanChosen, ServiceCleared, Weighed};
use domain::ids::ServiceNumber;
use domain::quantity::{Milligrams, Share, Tolerance, apportion};
use domain::service::{AnyService, Clearance, ClearedComponent, Mode, Pour, Step, StepError};
use proptest::prelude::*;

const TOLERANCE: Tolerance = Tolerance { parts: 200, at_least: Milligrams(20) };

fn records() -> Records {
    Records::of(Mode::Product)
}

/// A cleared service of these targets, with a plan of their sum.
fn cleared(targets: &[Milligrams], tolerance: Tolerance) -> AnyService {
    let records = records();
    let Event::PlanChosen(planned) = records.plan() else { panic!("a plan") };
    let mut plan = planned.plan.clone();
    plan.size = Milligrams(targets.iter().map(|target| target.0).sum());
    let plan = PlanChosen { service: records.service.clone(), plan, reasons: None, health: None };
    let mut service = apply(Some(&records.until(Step::Tested)), &plan.into()).unwrap().unwrap();
    service = apply(Some(&service), &records.signed()).unwrap().unwrap();
    let mut parts = clearance_parts();
    let first = parts.components[0].clone();
    let component = |(index, target): (usize, &Milligrams)| ClearedComponent {
        lot: lot_id(index),
        container: container_id(index),
        target: *target,
        tolerance,
        ..first.clone()
    };
    parts.components = targets.iter().enumerate().map(component).collect();
    let clearance = Clearance::new(parts).unwrap();
    let event = ServiceCleared { service: records.service, clearance };
    apply(Some(&service), &event.into()).unwrap().unwrap()
}

fn grams(targets: &[u64]) -> Vec<Milligrams> {
    targets.iter().map(|target| Milligrams(*target)).collect()
}

fn number(service: &AnyService) -> ServiceNumber {
    service.progress().number().clone()
}

fn pour(service: &AnyService, weight: Milligrams) -> Result<AnyService, StepError> {
    let next = service.progress().next_pour().unwrap();
    let event = Weighed {
        service: number(service),
        index: u32::try_from(next.index).unwrap(),
        lot: lot_id(next.index),
        container: container_id(next.index),
        target: next.target,
        weight,
        by_hand: None,
        at: records().weighing(0).at,
    };
    apply(Some(service), &event.into()).map(|service| service.unwrap())
}

/// The record of a growth, as the counter writes it.
fn growth(service: &AnyService, weight: Milligrams) -> Result<BlendScaled, StepError> {
    let growth = service.progress().grow(weight)?;
    Ok(BlendScaled {
        service: number(service),
        index: u32::try_from(growth.index).unwrap(),
        poured: growth.poured,
        batch: growth.batch,
        surplus: growth.surplus,
        at: records().weighing(0).at,
    })
}

/// An over-pour: the batch grows, then the weighing itself is taken.
fn over_pour(service: &AnyService, weight: Milligrams) -> Result<AnyService, StepError> {
    let grown = apply(Some(service), &growth(service, weight)?.into())?.unwrap();
    pour(&grown, weight)
}

fn next(service: &AnyService) -> (usize, u64, u64, u64, bool) {
    let Pour { index, target, low, high, top_up } = service.progress().next_pour().unwrap();
    (index, target.0, low.0, high.0, top_up)
}

#[test]
fn an_over_pour_grows_the_batch_and_earlier_components_are_topped_up_first() {
    let service = cleared(&grams(&[7_000, 2_000, 1_000]), TOLERANCE);
    let service = pour(&service, Milligrams(7_010)).unwrap();
    assert_eq!(pour(&service, Milligrams(2_200)).unwrap_err(), out_of_tolerance(2_200, 1_960, 2_040));

    let service = over_pour(&service, Milligrams(2_200)).unwrap();
    let progress = service.progress();
    assert_eq!(progress.targets(), grams(&[7_700, 2_200, 1_100]));
    assert_eq!((progress.batch(), progress.surplus()), (Milligrams(11_000), Milligrams(1_000)));
    assert_eq!(progress.plan().unwrap().size, Milligrams(10_000), "the unit stays what the customer signed");
    assert_eq!(next(&service), (0, 690, 536, 844, true), "what the first component lacks");

    let service = pour(&service, Milligrams(690)).unwrap();
    assert_eq!(next(&service), (2, 1_100, 1_078, 1_122, false), "then the last, in the larger batch");
    let service = pour(&service, Milligrams(1_100)).unwrap();
    assert_eq!(service.step(), Step::Blended);
    assert_eq!(service.progress().weight(), Milligrams(11_000));
    assert_eq!(service.progress().scaled().len(), 1, "and the record of it stays");
}

fn out_of_tolerance(weight: u64, low: u64, high: u64) -> StepError {
    StepError::OutOfTolerance { weight: Milligrams(weight), low: Milligrams(low), high: Milligrams(high) }
}

#[test]
fn an_over_poured_top_up_grows_the_batch_again() {
    let service = cleared(&grams(&[5_000, 5_000]), TOLERANCE);
    let service = pour(&service, Milligrams(5_000)).unwrap();
    let service = over_pour(&service, Milligrams(5_500)).unwrap();
    assert_eq!(next(&service), (0, 500, 390, 610, true));
    let service = over_pour(&service, Milligrams(800)).unwrap();
    assert_eq!(service.progress().targets(), grams(&[5_800, 5_800]));
    assert_eq!(next(&service), (1, 300, 184, 416, true));
    let service = pour(&service, Milligrams(300)).unwrap();
    assert_eq!((service.step(), service.progress().surplus()), (Step::Blended, Milligrams(1_600)));
}

#[test]
fn a_batch_grows_only_for_an_over_pour_and_only_by_half() {
    let service = cleared(&grams(&[5_000, 5_000]), TOLERANCE);
    let not_over = |weight| StepError::NotOverPoured { weight: Milligrams(weight), high: Milligrams(5_100) };
    for weight in [0, 4_899, 5_000, 5_100] {
        assert_eq!(service.progress().grow(Milligrams(weight)), Err(not_over(weight)), "{weight}");
    }
    let too_much = |batch| StepError::TooMuchWaste { batch: Milligrams(batch), most: Milligrams(15_000) };
    assert!(over_pour(&service, Milligrams(7_500)).is_ok(), "one and a half times is allowed");
    assert_eq!(over_pour(&service, Milligrams(7_501)), Err(too_much(15_002)));
    assert!(over_pour(&service, Milligrams(u64::MAX)).is_err());
}

#[test]
fn a_growth_is_what_the_over_pour_makes_or_is_refused() {
    let service = cleared(&grams(&[7_000, 3_000]), TOLERANCE);
    let right = growth(&service, Milligrams(7_700)).unwrap();
    let change = |change: fn(&mut BlendScaled)| {
        let mut event = right.clone();
        change(&mut event);
        apply(Some(&service), &event.into()).unwrap_err()
    };
    assert_eq!(change(|event| event.batch.0 += 1), StepError::OtherGrowth);
    assert_eq!(change(|event| event.surplus.0 -= 1), StepError::OtherGrowth);
    assert_eq!(change(|event| event.index = 1), StepError::OutOfOrder { expected: 1, found: 2 });
    assert!(matches!(change(|event| event.poured.0 = 7_000), StepError::NotOverPoured { .. }));

    let grown = apply(Some(&service), &right.clone().into()).unwrap().unwrap();
    assert_eq!(
        next(&grown),
        (0, 7_700, 7_700, 7_700, false),
        "the over-pour itself, as it lies in the vessel"
    );
    assert!(pour(&grown, Milligrams(7_699)).is_err());
    let poured = pour(&grown, Milligrams(7_700)).unwrap();
    assert!(matches!(apply(Some(&poured), &right.into()), Err(StepError::OutOfOrder { .. })), "once");
}

#[test]
fn a_write_off_forgets_the_larger_batch() {
    let service = cleared(&grams(&[7_000, 3_000]), TOLERANCE);
    let service = over_pour(&service, Milligrams(7_700)).unwrap();
    let again = apply(Some(&service), &records().written_off()).unwrap().unwrap();
    let progress = again.progress();
    assert!(progress.scaled().is_empty() && progress.batch() == Milligrams(0));
}

#[test]
fn a_service_whose_batch_never_grew_is_stored_as_before() {
    let service = records().until(Step::Scanned);
    let text = serde_json::to_string(&service).unwrap();
    assert!(!text.contains("scaled"), "what was signed over it keeps its digest");
    let grown = over_pour(&cleared(&grams(&[7_000, 3_000]), TOLERANCE), Milligrams(7_700)).unwrap();
    let text = serde_json::to_string(&grown).unwrap();
    assert_eq!(serde_json::from_str::<AnyService>(&text).unwrap(), grown);
}

/// A recipe's shares, two to five of them, that sum to the whole.
fn shares() -> impl Strategy<Value = Vec<Share>> {
    proptest::collection::vec(1_u16..1_000, 2..=5).prop_map(|weights| {
        let sum: u32 = weights.iter().copied().map(u32::from).sum();
        let mut parts: Vec<u16> = weights
            .iter()
            .map(|weight| u16::try_from(u32::from(*weight) * 9_000 / sum).unwrap().max(1))
            .collect();
        let given: u16 = parts.iter().sum();
        parts[0] += Share::WHOLE - given;
        parts.into_iter().map(|part| Share::new(part).unwrap()).collect()
    })
}

proptest! {
    /// Pours anywhere from too little to far too much; an over-pour grows the batch where it may.
    #[test]
    fn however_it_is_poured_the_shares_are_right_at_the_end(
        shares in shares(),
        size in 500_u64..200_000,
        parts in 0_u16..500,
        at_least in 0_u64..50,
        pours in proptest::collection::vec(0_u64..1_400, 1..40),
    ) {
        let tolerance = Tolerance { parts, at_least: Milligrams(at_least) };
        let unit = Milligrams(size);
        let mut service = cleared(&apportion(unit, &shares), tolerance);
        for thousandths in pours {
            let Some(next) = service.progress().next_pour() else { break };
            prop_assert!(next.low <= next.target && next.target <= next.high);
            prop_assert!(!next.top_up || next.target.0 > 0, "a top-up is never for nothing");
            let weight = Milligrams(next.target.0 * thousandths / 1_000);
            let before = service.progress().targets();
            let moved = if weight > next.high { over_pour(&service, weight) } else { pour(&service, weight) };
            match moved {
                Ok(moved) => service = moved,
                Err(StepError::OutOfTolerance { .. }) => prop_assert!(weight < next.low),
                Err(StepError::TooMuchWaste { batch, most }) => prop_assert!(batch > most),
                Err(other) => panic!("{other}"),
            }
            let progress = service.progress();
            let after = progress.targets();
            prop_assert!(before.iter().zip(&after).all(|(before, after)| before <= after), "never smaller");
            for (index, target) in after.iter().enumerate() {
                prop_assert!(progress.weighed(index) <= *tolerance.band(*target).end(), "nothing is too much");
            }
            prop_assert_eq!(progress.plan().unwrap().size, unit);
            prop_assert!(progress.batch() >= unit && progress.batch().0 <= size * 3 / 2);
            prop_assert_eq!(progress.surplus().0, progress.batch().0 - size);
        }
        if service.step() == Step::Blended {
            let progress = service.progress();
            let batch = progress.batch().0;
            for (index, (target, share)) in progress.targets().iter().zip(&shares).enumerate() {
                prop_assert!(tolerance.band(*target).contains(&progress.weighed(index)));
                // The recipe's own share of this batch, but for rounding: a milligram a component when it was
                // cleared, and one when it grew.
                let exact = batch * u64::from(share.parts());
                let off = (target.0 * 10_000).abs_diff(exact);
                prop_assert!(off <= 10_000 * 8, "{target} of {batch}, share {share}");
            }
        }
    }
}
