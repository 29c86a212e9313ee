//! All binding rulebooks over one snapshot: which checks run, in which order, and with whose limits.

use crate::check::Check;
use crate::facts::Facts;
use crate::finding::{Finding, Gate, Outcome};
use crate::mend::{Mend, MendAction};
use crate::rulebook::{Clause, Nature, Place, Rulebook};

/// Runs every check of every clause of the rulebooks that bind the store on the day of `facts`, in the order of the
/// rulebooks and their clauses. A check that several clauses name runs once for each, with that clause's limits; at a
/// gate where a check does not belong it is not run.
///
/// Where no binding act of an authority permits a service on the spot (before the pilot, after it, in a list that lacks
/// it; a group standard permits nothing), one finding stops the work all the same: without a permission 化妆品监督管理条例 第三十八条 forbids blending in a shop.
#[must_use]
pub fn judge(facts: &Facts, rulebooks: &[Rulebook], gate: Gate) -> Vec<Finding> {
    let place = Place {
        province: facts.store.province,
        district: facts.store.district.as_deref(),
        authorisations: &facts.authorisations,
    };
    let today = facts.today();
    let mut findings = Vec::new();
    let mut permitted = false;
    for rulebook in rulebooks.iter().filter(|rulebook| rulebook.binds(today, &place).binds) {
        let official = rulebook.nature == Nature::Official;
        for clause in &rulebook.clauses {
            for check in &clause.checks {
                permitted |= official && *check == Check::PilotAuthorised;
                if check.gates().contains(&gate) {
                    findings.push(finding(facts, gate, rulebook, clause, *check));
                }
            }
        }
    }
    if !permitted {
        findings.insert(0, forbidden(facts, gate));
    }
    findings
}

/// Whether nothing stops the work.
#[must_use]
pub fn clear(findings: &[Finding]) -> bool {
    findings.iter().all(|finding| finding.outcome != Outcome::Stop)
}

fn finding(facts: &Facts, gate: Gate, rulebook: &Rulebook, clause: &Clause, check: Check) -> Finding {
    let ruling = check.run(facts, &clause.limits, gate);
    // A recommendation (宜、鼓励) never stops the work.
    let outcome = match ruling.outcome {
        Outcome::Stop if !clause.must => Outcome::Warn,
        Outcome::Stop | Outcome::Pass | Outcome::Warn | Outcome::NotApplicable => ruling.outcome,
    };
    Finding {
        check,
        gate,
        rulebook: rulebook.id.clone(),
        clause: clause.number.clone(),
        clause_title: clause.duty.clone(),
        outcome,
        because: ruling.because,
        because_en: ruling.because_en,
        facts: ruling.facts,
        mend: ruling.mend,
    }
}

fn forbidden(facts: &Facts, gate: Gate) -> Finding {
    Finding {
        check: Check::PilotAuthorised,
        gate,
        rulebook: "化妆品监督管理条例".to_owned(),
        clause: "第三十八条".to_owned(),
        clause_title: "化妆品经营者不得自行配制化妆品".to_owned(),
        outcome: Outcome::Stop,
        because: format!("{} 没有任何有效规则集允许门店现场调配、分装", facts.today()),
        because_en: format!(
            "on {} no rulebook in force permits blending or repacking in a store",
            facts.today()
        ),
        facts: vec!["now".to_owned(), "store.province".to_owned()],
        mend: Some(Mend {
            action: MendAction::AskHeadquartersForRulebook,
            text: "请总部确认试点是否延续并下发现行规则集".to_owned(),
            text_en: "ask headquarters whether the pilot continues and for the rulebook in force".to_owned(),
        }),
    }
}
