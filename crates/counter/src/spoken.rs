//! What a customer says who does not agree to have it kept: used for this answer and forgotten. Refusing to have
//! skin and allergy data processed leaves a way on (个人信息保护法 第十六条), and the way on is still a safe one.

use domain::need::{Needs, allergens};
use serde::{Deserialize, Serialize};

/// Said for this moment; never written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Spoken {
    /// Allergies: Chinese or INCI names.
    pub allergies: Vec<String>,
    /// Pregnant or nursing.
    pub pregnancy: bool,
}

impl Spoken {
    /// The recorded needs with what was said beside them.
    pub(crate) fn added(spoken: Option<&Self>, mut needs: Needs) -> Needs {
        if let Some(spoken) = spoken {
            needs.allergies.extend(spoken.allergies.iter().flat_map(|said| allergens(said)));
            needs.pregnancy |= spoken.pregnancy;
        }
        needs
    }
}
