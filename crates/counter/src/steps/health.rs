//! What a customer says of allergies and of a pregnancy, as an item of its own: it is kept for another purpose than what she
//! wants, and goes on another day (个人信息保护法 第二十九条).

use domain::need::Needs;
use serde::{Deserialize, Serialize};

/// What was said of her health.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Health {
    allergies: Vec<String>,
    pregnancy: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    struck: Vec<String>,
}

impl Health {
    /// Needs without it, and it, where there is any.
    pub(crate) fn taken_from(needs: Needs) -> (Needs, Option<Self>) {
        let Needs { lines, allergies, pregnancy, struck } = needs;
        let said = !allergies.is_empty() || pregnancy || !struck.is_empty();
        let wanted = Needs { lines, ..Needs::default() };
        (wanted, said.then_some(Self { allergies, pregnancy, struck }))
    }

    /// Needs with it again.
    pub(crate) fn given_back_to(self, needs: Needs) -> Needs {
        let Self { allergies, pregnancy, struck } = self;
        Needs { allergies, pregnancy, struck, ..needs }
    }
}
