//! 告知: what is collected is told, and the customer chooses purpose by purpose. Refusing any leaves a way on.

use command::{Caller, Command, Run, Topic, Who, Window};
use domain::clean;
use domain::consent::{AgeBand, Choice, Consent, ConsentParts};
use domain::event::NoticeGiven;
use domain::ids::ServiceNumber;
use domain::staff::Role;
use serde::{Deserialize, Serialize};
use store::Kind;

use crate::{Counter, Host, Refusal};

/// A customer's or guardian's way to be reached.
#[derive(Debug, Clone, Serialize, Deserialize, ts_rs::TS)]
pub struct Contact {
    /// Name.
    pub name: String,
    /// Telephone.
    pub phone: String,
}

/// Who consents for a person under 14.
#[derive(Debug, Clone, Serialize, Deserialize, ts_rs::TS)]
pub struct Guardian {
    /// Name.
    pub name: String,
    /// Relation, for example 母亲.
    pub relation: String,
}

/// Records the customer's choices.
#[derive(Debug, Clone, Serialize, Deserialize, ts_rs::TS)]
pub struct GiveNotice {
    /// Which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
    /// Age in completed years, as stated.
    pub age: u8,
    /// Who consents for a person under 14.
    pub guardian: Option<Guardian>,
    /// One choice for each purpose that was asked.
    #[ts(type = "Array<{ purpose: Purpose, agreed: boolean }>")]
    pub choices: Vec<Choice>,
    /// Only where the customer agreed to that purpose.
    pub contact: Option<Contact>,
}

impl Command for GiveNotice {
    const NAME: &'static str = "service.notice";
    const WHO: Who = Who::Person(&[Role::Advisor, Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Service];
    const WINDOWS: &'static [Window] = &[];
    type Reply = u64;
}

impl<H: Host> Run<Counter<H>> for GiveNotice {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<u64, Refusal> {
        let (text_version, text) = counter.assets().consent.version_and_digest();
        counter.write(caller.actor(), Self::NAME, |tx| {
            let guardian = self.guardian.map(|Guardian { name, relation }| Guardian {
                name: clean::text(&name),
                relation: clean::text(&relation),
            });
            let guardian = guardian.map(|guardian| serde_json::to_vec(&guardian)).transpose()?;
            let guardian = guardian.map(|bytes| tx.seal(Kind::Guardian, &bytes)).transpose()?;
            let age = AgeBand::of_years(i32::from(self.age));
            let parts = ConsentParts { age, guardian, choices: self.choices, text_version, text };
            let consent = Consent::new(parts)?;
            let contact = self.contact.map(|Contact { name, phone }| Contact {
                name: clean::text(&name),
                phone: clean::code(&phone),
            });
            let contact = contact.map(|contact| serde_json::to_vec(&contact)).transpose()?;
            let contact = contact.map(|bytes| tx.seal(Kind::Contact, &bytes)).transpose()?;
            Ok(tx.record(NoticeGiven { service: self.service, consent, contact })?)
        })
    }
}
