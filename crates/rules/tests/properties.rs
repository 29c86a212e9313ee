//! What holds for any day: no use-by day passes that is later than a filed one, and a health check, a quarter and a lot
//! change their answer once, never back.
#![expect(clippy::expect_used, reason = "helpers of tests: what is not there fails the test")]

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use rules::{Check, Facts, Gate, Limits, Outcome, builtin};

fn limits(check: Check) -> Limits {
    let clauses = builtin().into_iter().flat_map(|book| book.clauses);
    clauses.into_iter().find(|clause| clause.checks.contains(&check)).expect("a clause").limits
}

fn after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).expect("a day")
}

proptest! {
    #[test]
    fn use_by_is_never_later_than_any_filed_one(lots in prop::array::uniform2(0_u64..400), opened in 0_u64..150, use_by in 0_u64..400) {
        let mut facts = Facts::demo();
        let base = after(facts.today(), 0) - Days::new(100);
        let date = after(base, use_by);
        for (component, lot) in facts.components.iter_mut().zip(lots) {
            component.lot.as_mut().expect("a lot").expires_on = after(base, lot);
        }
        let container = facts.components[0].container.as_mut().expect("a container");
        container.opened_on = after(base, opened);
        let limits_of_all = [
            facts.components[0].lot.as_ref().expect("a lot").expires_on,
            facts.components[1].lot.as_ref().expect("a lot").expires_on,
            facts.components[0].container.as_ref().expect("a container").good_until(),
            facts.components[1].container.as_ref().expect("a container").good_until(),
        ];
        facts.use_by.as_mut().expect("a use-by").date = date;
        let lawful = limits_of_all.iter().all(|limit| date <= *limit) && facts.today() <= date;
        let check = Check::UseByWithinFiled;
        let outcome = check.run(&facts, &limits(check), Gate::Clearance).outcome;
        prop_assert_eq!(outcome == Outcome::Pass, lawful);
        prop_assert_eq!(outcome == Outcome::Stop, !lawful);
    }

    #[test]
    fn a_health_check_holds_for_a_year_and_not_a_day_more(age in 0_u64..800) {
        let mut facts = Facts::demo();
        let on = facts.today() - Days::new(age);
        facts.operator.as_mut().expect("an operator").health.as_mut().expect("a check").on = on;
        let check = Check::HealthCurrent;
        let passes = check.run(&facts, &limits(check), Gate::Clearance).outcome == Outcome::Pass;
        prop_assert_eq!(passes, age <= 365, "checked {} days ago", age);
    }

    #[test]
    fn no_snapshot_without_a_signer_is_cleared(operator: bool, officer: bool) {
        let mut facts = Facts::demo();
        if !operator { facts.operator = None; }
        if !officer { facts.officer = None; }
        let clear = rules::judge::clear(&rules::judge(&facts, &builtin(), Gate::Clearance));
        prop_assert_eq!(clear, operator && officer);
    }
}
