//! A customer who comes back: the same needs without asking twice, judged by today, as long as they are still kept.

use crate::common::{ADVISOR, Customer, Desk};
use counter::steps::needs::SameNeeds;
use counter::steps::open::{Abandon, Open, RepeatService};
use counter::{Spoken, Stands};
use domain::consent::Purpose;
use domain::ids::{CustomerId, ServiceNumber};
use domain::need::Needs;
use domain::service::{Mode, Step};

fn customer(desk: &Desk) -> CustomerId {
    desk.counter.service(&desk.number).unwrap().progress().opened().customer.clone()
}

fn needs(desk: &Desk, number: &ServiceNumber) -> Needs {
    desk.said(number)
}

fn same(desk: &Desk) -> SameNeeds {
    SameNeeds {
        service: desk.number.clone(),
        stands: Some(Stands::Same),
        allergies: Vec::new(),
        struck: Vec::new(),
        pregnancy: Some(false),
        spoken: None,
    }
}

#[test]
fn a_customer_who_comes_back_gets_the_same_and_is_asked_about_allergies_alone() {
    let said =
        Customer { allergies: vec!["柠檬烯"], needs: vec!["补水", "香味"], ..Customer::default() };
    let mut desk = Desk::serving(said, Step::Released);
    let (first, customer) = (desk.number.clone(), customer(&desk));
    desk.number = desk.call(ADVISOR, RepeatService { customer: customer.clone() }).unwrap();
    assert_ne!(desk.number, first);
    assert_eq!(desk.refused(ADVISOR, same(&desk)), "step_not_now", "not before the notice");
    desk.until(Step::Noticed);
    let unasked = SameNeeds { stands: None, ..same(&desk) };
    assert_eq!(desk.refused(ADVISOR, unasked), "allergies_unconfirmed");
    desk.call(ADVISOR, same(&desk)).unwrap();
    assert_eq!(desk.step(), Step::Tested, "and on without a new skin test");
    assert_eq!(needs(&desk, &desk.number), needs(&desk, &first));
    let opened = desk.counter.service(&desk.number).unwrap();
    assert_eq!(
        (opened.progress().opened().mode, &opened.progress().opened().customer),
        (Mode::Product, &customer)
    );
    assert_eq!(desk.refused(ADVISOR, same(&desk)), "step_not_now", "once");
    desk.until(Step::Agreed);
    desk.assert_sound();
}

#[test]
fn the_latest_service_with_needs_counts_and_one_given_up_before_them_does_not() {
    let mut desk = Desk::at(Step::Tested);
    let customer = customer(&desk);
    let first = desk.number.clone();
    desk.number = desk.call(ADVISOR, RepeatService { customer: customer.clone() }).unwrap();
    let given_up = Abandon { service: desk.number.clone(), reason: "演示".to_owned() };
    desk.call(ADVISOR, given_up).unwrap();
    desk.number = desk.call(ADVISOR, RepeatService { customer: customer.clone() }).unwrap();
    desk.until(Step::Noticed);
    desk.call(ADVISOR, same(&desk)).unwrap();
    assert_eq!(needs(&desk, &desk.number), needs(&desk, &first));
    let listed = desk.counter.store().services_of(&customer, 9).unwrap();
    let listed: Vec<&ServiceNumber> = listed.iter().map(|service| service.progress().number()).collect();
    assert_eq!((listed.len(), listed[0]), (3, &desk.number), "the latest first");
}

#[test]
fn nothing_is_made_up_for_a_customer_without_kept_needs() {
    let mut desk = Desk::at(Step::Noticed);
    assert_eq!(desk.refused(ADVISOR, same(&desk)), "no_previous", "a first visit");
    let stranger = CustomerId::new("K0000000000000000").unwrap();
    assert_eq!(desk.refused(ADVISOR, RepeatService { customer: stranger.clone() }), "not_found");
    let open = Open { mode: Mode::Plan, customer: Some(stranger) };
    assert_eq!(desk.refused(ADVISOR, open), "not_found");

    desk.until(Step::Tested);
    let item = desk.counter.service(&desk.number).unwrap().progress().needed().unwrap().needs.id.clone();
    let customer = customer(&desk);
    desk.number = desk.call(ADVISOR, RepeatService { customer }).unwrap();
    desk.until(Step::Noticed);
    let (mut desk, _) = desk.upkeep(|tx| tx.erase(&item, "顾客撤回"));
    assert_eq!(desk.refused(ADVISOR, same(&desk)), "needs_erased");
    desk.until(Step::Tested);
    desk.assert_sound();
}

#[test]
fn allergies_are_not_carried_over_to_a_service_that_may_not_keep_them() {
    let said = Customer { allergies: vec!["柠檬烯"], ..Customer::default() };
    let mut desk = Desk::serving(said, Step::Tested);
    let customer = customer(&desk);
    desk.number = desk.call(ADVISOR, RepeatService { customer }).unwrap();
    desk.customer.agrees = vec![Purpose::ServiceRecord];
    desk.until(Step::Noticed);
    let said =
        SameNeeds { stands: Some(Stands::Changed), allergies: vec!["柠檬烯".to_owned()], ..same(&desk) };
    assert_eq!(desk.refused(ADVISOR, said), "allergy_without_consent");
    // What was kept before is not read while she does not agree; she is asked here and at the plan, and nothing is kept.
    assert_eq!(desk.refused(ADVISOR, same(&desk)), "allergies_unsaid");
    let spoken = Some(Spoken { allergies: vec!["柠檬烯".to_owned()], pregnancy: false });
    let heard = SameNeeds { stands: Some(Stands::Changed), spoken, ..same(&desk) };
    desk.call(ADVISOR, heard).unwrap();
    assert!(needs(&desk, &desk.number).allergies.is_empty());
    assert_eq!(desk.choose(None, None).unwrap_err().code, "allergies_unsaid");
}
