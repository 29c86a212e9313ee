//! What the store shows for itself: tests of finished products and pilot authorisations (山东指南 第十条; 国家药监局 2025 年第 58
//! 号).
//!
//! It refuses to be the evidence: it records that a document exists, who says so, and what it says in one word.

use command::{Caller, Command, Run, Who};
use domain::event::{AuthorisationSet, ProductTested};
use domain::ids::{AuthorisationId, DocumentNumber};
use domain::premises::{Authorisation, ProductTest};
use domain::staff::Role;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::fields::{self, Fields};
use super::found::NewAuthorisation;
use super::free_number;
use crate::{Counter, Host, Refusal};

/// Records the test of a finished product.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TestProduct {
    /// When the sample was taken: decides the quarter it counts for.
    pub sampled_on: String,
    /// When the report came, if it came.
    pub reported_on: Option<String>,
    /// Whether microbiology passed.
    pub microbiology: bool,
    /// Whether the physico-chemical items passed.
    pub physico_chemical: bool,
    /// The report.
    pub report: String,
}

impl Command for TestProduct {
    const NAME: &'static str = "product.tested";
    const WHO: Who = Who::Person(&[Role::Officer]);
    type Reply = ();
}

impl<H: Host> Run<Counter<H>> for TestProduct {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<(), Refusal> {
        let today = counter.today();
        let mut fields = Fields::default();
        let past = |text: &str| fields::past_day(text, today);
        let sampled_on = fields.take("sampled_on", past(&self.sampled_on));
        let reported_on = fields.optional("reported_on", self.reported_on.as_deref(), past);
        if let (Some(sampled), Some(reported)) = (sampled_on, reported_on) {
            fields.hold("reported_on", sampled <= reported, "不能早于取样日期", "not before the sample");
        }
        let report: Option<DocumentNumber> = fields.take("report", fields::id(&self.report));
        let (sampled_on, report) = fields.all(sampled_on.zip(report))?;
        let Self { microbiology, physico_chemical, .. } = self;
        let test = ProductTest { sampled_on, reported_on, microbiology, physico_chemical, report };
        counter.write(caller.actor(), Self::NAME, |tx| {
            tx.record(ProductTested { test })?;
            Ok(())
        })
    }
}

/// Sets a pilot authorisation: a new one, or what changed of one.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SetAuthorisation {
    /// Which; `None` for a new one.
    #[ts(as = "Option<String>")]
    pub id: Option<AuthorisationId>,
    /// What it says.
    #[serde(flatten)]
    pub says: NewAuthorisation,
    /// Set while the pilot is suspended for the store (国家药监局 2025 年第 58 号 第五条).
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub suspended: bool,
}

impl Command for SetAuthorisation {
    const NAME: &'static str = "authorisation.set";
    const WHO: Who = Who::Person(&[Role::StoreManager]);
    type Reply = AuthorisationId;
}

impl<H: Host> Run<Counter<H>> for SetAuthorisation {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<AuthorisationId, Refusal> {
        let province = counter.store().premises()?.premises.province;
        let mut fields = Fields::default();
        let says = self.says.check(&mut fields, "", counter.today(), Some(province));
        let says = fields.all(says)?;
        let known = counter.store().authorisations()?;
        let taken = |id: &str| known.iter().any(|authorisation| authorisation.id.as_str() == id);
        let id = match self.id {
            Some(id) if taken(id.as_str()) => id,
            Some(id) => {
                return Err(store::StoreError::NotFound { what: "试点授权", id: id.to_string() }.into());
            }
            None => AuthorisationId::new(&free_number('A', taken))?,
        };
        let authorisation = Authorisation { id: id.clone(), suspended: self.suspended, ..says };
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| {
            Ok(tx.record(AuthorisationSet { authorisation })?)
        })?;
        Ok(id)
    }
}
