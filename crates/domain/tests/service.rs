//! The machine of a service: every step in its place, and no way to a released unit past two people.

use crate::stage::{
    OFFICER, OPERATOR, Records, apply, clearance_parts, container_id, digest, lot_id, number, signature,
    use_by, vault,
};
use domain::consent::Purpose;
use domain::event::Event;
use domain::quantity::Milligrams;
use domain::service::{AnyService, Clearance, ClearanceError, ClearanceParts, Mode, Step, StepError};
use domain::signature::Meaning;
use domain::staff::Role;
use proptest::prelude::*;

fn product() -> Records {
    Records::of(Mode::Product)
}

/// The state after `event`, or why it was refused.
fn after(service: &AnyService, event: &Event) -> Result<AnyService, StepError> {
    apply(Some(service), event).map(|service| service.unwrap())
}

fn by_officer(meaning: Meaning) -> domain::signature::Signature {
    signature(OFFICER, Role::Officer, meaning)
}

#[test]
fn a_service_runs_from_notice_to_hand_over() {
    for (mode, steps) in [(Mode::Product, 13), (Mode::Combined, 13), (Mode::Plan, 7), (Mode::OnPerson, 7)] {
        let (records, mut service, mut count, mut passed) = (Records::of(mode), None, 0, Vec::new());
        while let Some(event) = records.next(service.as_ref()) {
            service = apply(service.as_ref(), &event).unwrap_or_else(|error| panic!("{mode:?}: {error}"));
            passed.extend(service.as_ref().map(AnyService::step));
            count += 1;
        }
        passed.dedup();
        assert_eq!(passed, mode.steps(), "{mode:?}");
        let service = service.unwrap();
        assert_eq!((service.step(), service.is_open(), count), (Step::Done, false, steps), "{mode:?}");
        assert_eq!(service.progress().clearance().is_some(), mode.has(Step::Cleared), "{mode:?}");
    }
}

#[test]
fn every_step_out_of_order_is_refused_by_name() {
    let records = product();
    for step in Step::ALL {
        let service = if step == Step::Ended {
            after(&records.until(Step::Planned), &records.abandoned()).unwrap()
        } else {
            records.until(step)
        };
        let events: [(Event, &[Step]); 16] = [
            (records.opened(), &[]),
            (records.notice(&[], None), &[Step::Opened]),
            (records.needs(), &[Step::Noticed, Step::Tested]),
            (records.skin(false), &[Step::Needed, Step::Tested]),
            (records.plan(), &[Step::Tested, Step::Planned, Step::Agreed]),
            (records.signed(), &[Step::Planned]),
            (records.cleared(), &[Step::Agreed]),
            (records.weighing(0).into(), &[Step::Cleared]),
            (records.scaled(), &[Step::Cleared]),
            (records.written_off(), &[Step::Cleared, Step::Blended, Step::Labelled, Step::Scanned]),
            (records.label(use_by().date()), &[Step::Blended]),
            (records.scanned(records.service.as_str()), &[Step::Labelled]),
            (records.released(by_officer(Meaning::Release)), &[Step::Scanned]),
            (records.rejected(by_officer(Meaning::Rejection)), &[Step::Scanned]),
            (records.handed_over(true, true), &[Step::Released]),
            (records.abandoned(), &Step::ALL[..11]),
        ];
        for (event, allowed) in events {
            let kind = event.kind();
            match after(&service, &event) {
                Ok(_) => assert!(allowed.contains(&step), "{kind} went through at {step:?}"),
                Err(StepError::NotNow { at, .. }) => {
                    assert!(at == step && !allowed.contains(&step), "{kind} refused at {step:?}");
                }
                Err(other) => panic!("{kind} at {step:?}: {other}"),
            }
        }
    }
}

#[test]
fn choosing_again_after_signing_voids_the_signature() {
    let records = product();
    let planned = after(&records.until(Step::Agreed), &records.plan()).unwrap();
    assert_eq!((planned.step(), planned.progress().agreed()), (Step::Planned, None));
}

#[test]
fn a_record_of_another_service_is_refused_at_every_step() {
    let (records, other) = (product(), Records { service: number(32), mode: Mode::Product });
    for step in &Step::ALL[..11] {
        let service = records.until(*step);
        let next = other.next(Some(&service)).unwrap();
        let expected = Err(StepError::OtherService(number(32)));
        if *step == Step::Labelled {
            assert_eq!(after(&service, &other.scanned(records.service.as_str())), expected);
        }
        assert_eq!(after(&service, &next), expected, "{step:?}");
        assert_eq!(after(&service, &other.abandoned()), expected, "{step:?}");
    }
}

#[test]
fn nothing_is_kept_without_consent_to_it() {
    let records = product();
    let opened = records.until(Step::Opened);
    let refused = after(&opened, &records.notice(&[Purpose::Marketing], Some(vault())));
    assert_eq!(refused, Err(StepError::ContactWithoutConsent));

    let noticed = after(&opened, &records.notice(&[], None)).unwrap();
    let needed = after(&noticed, &records.needs()).unwrap();
    assert_eq!(after(&needed, &records.skin(true)), Err(StepError::SkinWithoutConsent));
    assert_eq!(after(&needed, &records.skin(false)).map(|service| service.step()), Ok(Step::Tested));
}

#[test]
fn a_clearance_is_two_people_in_two_roles_over_the_same_content() {
    let change = |change: fn(&mut ClearanceParts)| {
        let mut parts = clearance_parts();
        change(&mut parts);
        parts
    };
    let wrong = |signer: &str| ClearanceError::WrongSignature(domain::ids::StaffId::new(signer).unwrap());
    let cases = [
        (
            "one person",
            change(|parts| parts.officer.signer = parts.operator.signer.clone()),
            ClearanceError::OnePerson,
        ),
        ("an operator for the officer", change(|parts| parts.officer.role = Role::Operator), wrong(OFFICER)),
        ("an advisor for the operator", change(|parts| parts.operator.role = Role::Advisor), wrong(OPERATOR)),
        (
            "a release for a clearance",
            change(|parts| parts.officer.meaning = Meaning::Release),
            wrong(OFFICER),
        ),
        (
            "the operator saw something else",
            change(|parts| parts.operator.shown = digest(8)),
            ClearanceError::OtherContent,
        ),
        (
            "the officer saw something else",
            change(|parts| parts.officer.shown = digest(8)),
            ClearanceError::OtherContent,
        ),
        (
            "the content changed afterwards",
            change(|parts| parts.shown = digest(8)),
            ClearanceError::OtherContent,
        ),
        ("nothing to weigh", change(|parts| parts.components.clear()), ClearanceError::Empty),
    ];
    for (name, parts, expected) in cases {
        let text = serde_json::to_string(&parts).unwrap();
        let read = serde_json::from_str::<Clearance>(&text).unwrap();
        assert_eq!(read.parts(), &parts, "{name}, read from a record as it stands");
        assert_eq!(Clearance::new(parts), Err(expected), "{name}");
    }
}

#[test]
fn only_the_cleared_component_is_weighed_within_its_tolerance() {
    let (records, service) = (product(), product().until(Step::Cleared));
    let weigh = |change: &dyn Fn(&mut domain::event::Weighed)| {
        let mut weighing = records.weighing(0);
        change(&mut weighing);
        after(&service, &weighing.into())
    };
    let tolerance = |weight| StepError::OutOfTolerance {
        weight: Milligrams(weight),
        low: Milligrams(6_860),
        high: Milligrams(7_140),
    };
    for weight in [6_860, 7_000, 7_140] {
        assert!(weigh(&|event| event.weight = Milligrams(weight)).is_ok(), "{weight}");
    }
    for weight in [0, 6_859, 7_141, u64::MAX] {
        assert_eq!(weigh(&|event| event.weight = Milligrams(weight)), Err(tolerance(weight)));
    }
    assert!(matches!(weigh(&|event| event.lot = lot_id(1)), Err(StepError::OtherLot { .. })));
    assert!(matches!(weigh(&|event| event.container = container_id(1)), Err(StepError::OtherLot { .. })));
    assert_eq!(weigh(&|event| event.target = Milligrams(6_999)), Err(StepError::OtherTarget));
    assert_eq!(weigh(&|event| event.index = 1), Err(StepError::OutOfOrder { expected: 1, found: 2 }));

    let once = after(&service, &records.weighing(0).into()).unwrap();
    let again = after(&once, &records.weighing(0).into());
    assert_eq!(
        again,
        Err(StepError::OutOfOrder { expected: 2, found: 1 }),
        "the same record is not taken twice"
    );
    assert_eq!(once.progress().weight(), Milligrams(7_000));
}

#[test]
fn a_write_off_leads_back_to_the_clearance_and_forgets_it() {
    let records = product();
    for step in [Step::Cleared, Step::Blended, Step::Labelled, Step::Scanned] {
        let service = after(&records.until(step), &records.written_off()).unwrap();
        let progress = service.progress();
        assert_eq!(service.step(), Step::Agreed, "{step:?}");
        assert!(
            progress.clearance().is_none() && progress.label().is_none() && progress.weighings().is_empty()
        );
        assert!(progress.agreed().is_some(), "{step:?}: what the customer signed still stands");
        let weighed = after(&service, &records.weighing(0).into());
        assert!(matches!(weighed, Err(StepError::NotNow { at: Step::Agreed, .. })), "{step:?}");
        assert!(after(&service, &records.cleared()).is_ok(), "{step:?}");
    }
}

#[test]
fn a_label_never_shows_another_day_and_is_read_back_from_its_own_unit() {
    let records = product();
    let blended = records.until(Step::Blended);
    for wrong in [use_by().date().succ_opt().unwrap(), use_by().date().pred_opt().unwrap()] {
        assert_eq!(after(&blended, &records.label(wrong)), Err(StepError::OtherUseBy));
    }
    let labelled = records.until(Step::Labelled);
    for read in ["", "JN01-261121-0032", "TJN012611210031"] {
        assert_eq!(after(&labelled, &records.scanned(read)), Err(StepError::OtherLabel(read.to_owned())));
    }
}

#[test]
fn a_unit_is_released_or_rejected_by_an_officer_who_did_not_blend_it() {
    let (records, scanned) = (product(), product().until(Step::Scanned));
    let cases = [
        ("the operator in the officer's role", OPERATOR, Role::Officer, Meaning::Release, false),
        ("the officer in another role", OFFICER, Role::StoreManager, Meaning::Release, false),
        ("another meaning", OFFICER, Role::Officer, Meaning::ClearanceOfficer, false),
        ("the officer of the clearance", OFFICER, Role::Officer, Meaning::Release, true),
        ("another officer", "S05", Role::Officer, Meaning::Release, true),
    ];
    for (name, signer, role, meaning, fine) in cases {
        let result = after(&scanned, &records.released(signature(signer, role, meaning)));
        assert_eq!(result.map(|service| service.step()).ok(), fine.then_some(Step::Released), "{name}");
    }
    let rejects =
        |signer| after(&scanned, &records.rejected(signature(signer, Role::Officer, Meaning::Rejection)));
    assert_eq!(rejects(OPERATOR), Err(StepError::NotByOfficer));
    assert_eq!(rejects(OFFICER).map(|service| service.step()), Ok(Step::Ended));
    let release_as_rejection = records.rejected(by_officer(Meaning::Release));
    assert_eq!(after(&scanned, &release_as_rejection), Err(StepError::NotByOfficer));
}

#[test]
fn a_product_leaves_with_its_hints_and_its_sale_and_a_plan_with_neither_clearance_nor_sale() {
    let (records, released) = (product(), product().until(Step::Released));
    assert_eq!(after(&released, &records.handed_over(false, true)), Err(StepError::HintsNotGiven));
    assert_eq!(after(&released, &records.handed_over(true, false)), Err(StepError::Sale));
    let plan = Records::of(Mode::Plan);
    let agreed = plan.until(Step::Agreed);
    assert_eq!(after(&agreed, &plan.cleared()), Err(StepError::NoProduct));
    assert_eq!(after(&agreed, &plan.handed_over(true, true)), Err(StepError::Sale));
}

#[test]
fn a_service_reads_back_as_it_was_written_at_every_step() {
    for step in &Step::ALL[..12] {
        let service = product().until(*step);
        let text = serde_json::to_string(&service).unwrap();
        assert_eq!(serde_json::from_str::<AnyService>(&text).unwrap(), service, "{step:?}");
    }
}

/// Records that are wrong in one thing, or right at another step.
fn strays() -> Vec<Event> {
    let (records, other) = (product(), Records { service: number(32), mode: Mode::Product });
    let mut too_heavy = records.weighing(0);
    too_heavy.weight = Milligrams(9_000);
    let mut other_lot = records.weighing(1);
    other_lot.lot = lot_id(0);
    vec![
        records.opened(),
        records.notice(&[], Some(vault())),
        records.notice(&[], None),
        records.needs(),
        records.skin(true),
        records.skin(false),
        records.plan(),
        records.signed(),
        records.cleared(),
        records.weighing(0).into(),
        records.weighing(1).into(),
        too_heavy.into(),
        other_lot.into(),
        records.written_off(),
        records.label(use_by().date()),
        records.label(use_by().date().succ_opt().unwrap()),
        records.scanned(records.service.as_str()),
        records.scanned("JN01-261121-0032"),
        records.released(by_officer(Meaning::Release)),
        records.released(signature(OPERATOR, Role::Officer, Meaning::Release)),
        records.released(signature(OPERATOR, Role::Operator, Meaning::Release)),
        other.released(by_officer(Meaning::Release)),
        other.cleared(),
        records.handed_over(true, true),
        records.handed_over(true, false),
        records.rejected(signature(OPERATOR, Role::Officer, Meaning::Rejection)),
    ]
}

proptest! {
    /// Half of the records lead on, half are strays: most runs get far, and none gets there past two people.
    #[test]
    fn no_sequence_of_records_releases_a_unit_without_two_people(
        picks in proptest::collection::vec(proptest::option::of(any::<prop::sample::Index>()), 0..80),
    ) {
        let (records, strays) = (product(), strays());
        let mut service: Option<AnyService> = None;
        for pick in picks {
            let event = match pick {
                None => records.next(service.as_ref()),
                Some(index) => Some(index.get(&strays).clone()),
            };
            let Some(event) = event else { break };
            let Ok(moved) = apply(service.as_ref(), &event) else { continue };
            service = moved;
            let Some(service) = service.as_ref() else { continue };
            let progress = service.progress();
            if matches!(service.step(), Step::Released | Step::Done) {
                let clearance = progress.clearance().expect("a released unit was cleared").parts();
                let (operator, officer) = (&clearance.operator, &clearance.officer);
                prop_assert_ne!(&operator.signer, &officer.signer);
                prop_assert_eq!((operator.role, officer.role), (Role::Operator, Role::Officer));
                prop_assert_eq!((&operator.shown, &officer.shown), (&clearance.shown, &clearance.shown));
                let release = &progress.released().expect("released by somebody").signature;
                prop_assert!(release.signer != operator.signer && release.role == Role::Officer);
                prop_assert_eq!(progress.weighings().len(), clearance.components.len());
                prop_assert_eq!(progress.label().map(|label| label.use_by), Some(clearance.use_by.date()));
            } else {
                prop_assert!(progress.released().is_none());
            }
            let cleared = (Step::Cleared..=Step::Done).contains(&service.step());
            prop_assert_eq!(progress.clearance().is_some(), cleared);
        }
    }
}
