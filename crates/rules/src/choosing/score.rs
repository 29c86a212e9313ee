//! How much a recipe is for this customer: integers in hundredths of a point, each with its reason.

use domain::need::Needs;
use domain::recipe::{Against, Purpose};
use domain::skin::{Score, SkinTest};
use words::Worded as _;

use super::{Objection, Reason, Subject};

/// What a matching skin type gains: as much as a concern of weight 3.
const SKIN_TYPE: u64 = 3 * BEST;
/// 100 points in hundredths.
const BEST: u64 = 10_000;

/// The reasons why a recipe with that purpose is for this customer, the weightiest first; equal ones in the order in
/// which the recipe declares them. What the ranking says at the choice is said again by it afterwards.
#[must_use]
pub fn reasons(skin: Option<&SkinTest>, needs: &Needs, purpose: &Purpose) -> Vec<Reason> {
    let mut reasons = Vec::new();
    for (metric, weight) in &purpose.metrics {
        let Some(measured) = skin.and_then(|skin| skin.measurement(*metric)) else { continue };
        let Some(score) = measured.score else { continue };
        let gain = u64::from(*weight) * BEST.saturating_sub(u64::from(score.hundredths()));
        let (doubt, doubt_en) = if measured.confirmed() {
            ("", "")
        } else {
            ("（换算未确认）", " (by a conversion not confirmed)")
        };
        reasons.push(Reason {
            code: "metric",
            subject: Subject::Metric(*metric),
            gain,
            text: format!("{} {score} 分{doubt}，本配方针对{}", metric.zh(), metric.zh()),
            text_en: format!("{} scores {score}{doubt_en}, which the recipe is for", metric.en()),
        });
    }
    let stated = needs.concerns();
    for (concern, weight) in purpose.concerns.iter().filter(|(concern, _)| stated.contains(concern)) {
        reasons.push(Reason {
            code: "concern",
            subject: Subject::Concern(*concern),
            gain: u64::from(*weight) * BEST,
            text: format!("您想要{}", concern.zh()),
            text_en: format!("you ask for {}", concern.en().to_lowercase()),
        });
    }
    if let Some(found) =
        skin.and_then(|skin| skin.skin_type).filter(|found| purpose.skin_types.contains(found))
    {
        reasons.push(Reason {
            code: "skin_type",
            subject: Subject::SkinType(found),
            gain: SKIN_TYPE,
            text: format!("适合{}皮肤", found.zh()),
            text_en: format!("made for {} skin", found.en().to_lowercase()),
        });
    }
    reasons.retain(|reason| reason.gain > 0);
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.gain));
    reasons
}

/// What the recipe itself has against this skin. Age and pregnancy are checks with a clause and are not asked here.
pub(super) fn objections(skin: Option<&SkinTest>, against: &Against) -> Vec<Objection> {
    let mut objections = Vec::new();
    let Some(skin) = skin else { return objections };
    let objection =
        |code, text, text_en| Objection { code, text, text_en, clause: None, mend: None, of_health: true };
    for (metric, least) in &against.metric_below {
        let floor = u16::from(*least).saturating_mul(100);
        if let Some(score) = skin.score(*metric).map(Score::hundredths).filter(|score| *score < floor) {
            let (whole, rest) = (score / 100, score % 100);
            objections.push(objection(
                "metric_below",
                format!("{} {whole}.{rest:02} 分，低于本配方要求的 {least} 分", metric.zh()),
                format!("{} is {whole}.{rest:02}, below the {least} that the recipe asks for", metric.en()),
            ));
        }
    }
    if let Some(found) = skin.skin_type.filter(|found| against.skin_types.contains(found)) {
        objections.push(objection(
            "skin_type",
            format!("本配方不适合{}皮肤", found.zh()),
            format!("the recipe is not made for {} skin", found.en().to_lowercase()),
        ));
    }
    objections
}
