//! What a customer says who does not agree to have it kept: used for this answer and forgotten. Refusing to have
//! skin and allergy data processed leaves a way on (个人信息保护法 第十六条), and the way on is still a safe one.

use domain::clean;
use domain::consent::Purpose;
use domain::need::{Needs, allergens};
use domain::service::Progress;
use serde::{Deserialize, Serialize};

use crate::Refusal;
use crate::steps::skin::allows;

/// Said for this moment; never written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Spoken {
    /// Allergies: Chinese or INCI names.
    pub allergies: Vec<String>,
    /// Pregnant or nursing.
    pub pregnancy: bool,
}

impl Spoken {
    /// The recorded needs with what was said beside them. Where nothing may be kept, something must be said, be it that
    /// there is no allergy: an answer that was forgotten is not an answer.
    ///
    /// # Errors
    /// `allergies_unsaid`.
    pub(crate) fn required(
        progress: &Progress,
        spoken: Option<&Self>,
        needs: Needs,
    ) -> Result<Needs, Refusal> {
        if spoken.is_none() && !allows(progress, Purpose::SkinAndAllergy) {
            let message = "顾客的过敏信息没有保存，本次也还没有问过；服务已保存到本步";
            return Err(Refusal::new("allergies_unsaid", message)
                .clause("shandong-guide", "第十九条")
                .mend("请当面再问一次过敏情况，只用于本次，不保存"));
        }
        if let Some(spoken) = spoken {
            readable(&spoken.allergies)?;
        }
        Ok(Self::added(spoken, needs))
    }

    /// The recorded needs with what was said beside them.
    pub(crate) fn added(spoken: Option<&Self>, mut needs: Needs) -> Needs {
        if let Some(spoken) = spoken {
            needs.allergies.extend(spoken.allergies.iter().flat_map(|said| allergens(said)));
            needs.pregnancy |= spoken.pregnancy;
        }
        needs
    }
}

/// Refuses an allergy that cannot be compared as it was meant: one that is overlooked would say that nothing stands against it.
///
/// # Errors
/// `allergy_unreadable`.
pub(crate) fn readable(allergies: &[String]) -> Result<(), Refusal> {
    for said in allergies {
        let said = clean::text(said);
        if let Err(odd) = clean::odd(&said) {
            let message = format!("过敏「{said}」{odd}：无法与成分比对；没有保存");
            return Err(Refusal::new("allergy_unreadable", message)
                .clause("shandong-guide", "第十九条")
                .mend("请删去后重新输入该成分的名称"));
        }
    }
    Ok(())
}
