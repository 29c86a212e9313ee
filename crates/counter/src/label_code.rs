//! What a label's QR code says and what a scan of it means: made from the same values as the label, signed with the store's
//! key, and believed at the counter only when that signature holds. The form itself is `token`'s.

use domain::ids::ServiceNumber;
use token::{LabelToken, Part};

use crate::error::no_token;
use crate::papers::Unit;
use crate::{Counter, Host, Refusal};

/// The code of a unit's label, as text.
pub(crate) fn signed<H: Host>(counter: &Counter<H>, unit: &Unit<'_>) -> Result<String, Refusal> {
    let recipe = counter.store().recipe_agreed(&unit.plan.recipe, unit.plan.version)?;
    let parts = recipe.components.iter().zip(unit.components).map(|(component, cleared)| {
        let filing = counter.store().product(&component.product)?.filing.to_string();
        Ok(Part { filing, lot: counter.store().lot(&cleared.lot)?.number })
    });
    let token = LabelToken {
        service: unit.number.to_string(),
        made_at: unit.at,
        use_by: unit.use_by.date(),
        parts: parts.collect::<Result<_, Refusal>>()?,
    };
    counter.store().label_token(&token).map_err(no_token)
}

/// The number of the service whose label was read; a text that is no code is taken as the number itself.
///
/// # Errors
/// `label_token_forged`, `label_token_other_key` for a code that this store did not sign, `label_superseded` for an older
/// label of the same service: after a write-off the unit has other lots, and the old label lies about them.
pub(crate) fn number<H: Host>(
    counter: &Counter<H>,
    service: &ServiceNumber,
    read: &str,
) -> Result<String, Refusal> {
    let read = domain::clean::code(read);
    let read = read.as_str();
    if !token::looks_like_one(read) {
        return Ok(read.to_owned());
    }
    let keys = counter.store().label_keys()?;
    let token = LabelToken::verified(read, &keys).map_err(no_token)?;
    if token.service == service.as_str() {
        let known = counter.service(service)?;
        let now = signed(counter, &Unit::of(known.progress())?)?;
        if LabelToken::verified(&now, &keys).map_err(no_token)? != token {
            let message = format!(
                "这是服务 {service} 已作废的旧标签，内容与本次调配不符；没有记录。请揭下旧标签，贴上并扫描新标签"
            );
            return Err(Refusal::new("label_superseded", message).clause("shandong-guide", "第十九条"));
        }
    }
    Ok(token.service)
}

/// The number in a code that this store signed; `None` for any other text.
pub(crate) fn ours<H: Host>(counter: &Counter<H>, read: &str) -> Option<ServiceNumber> {
    if !token::looks_like_one(read) {
        return None;
    }
    let token = LabelToken::verified(read, &counter.store().label_keys().ok()?).ok()?;
    ServiceNumber::parse(&token.service).ok()
}
