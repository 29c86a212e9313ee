//! Decisions on label templates (山东指南 第十九条): a person looks at a template's sample, approves exactly what was looked at, and
//! may take that back. Each decision is signed by a PIN at that moment and keeps those before it.
//!
//! It refuses to change a template: they come with the product, and another content is another approval.

use command::{Caller, Command, Run, Topic, Who};
use domain::event::TemplateSet;
use domain::ids::{StaffId, TemplateId};
use domain::premises::{TemplateApproval, TemplateDecision};
use domain::signature::Digest;
use domain::staff::Role;
use rules::claims::Reading;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::fields::{self, Fields};
use super::wording::Wording;
use crate::{Counter, Host, Refusal, templates};

/// Approves a label template that the product ships.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct ApproveTemplate {
    /// Which.
    #[ts(as = "String")]
    pub template: TemplateId,
    /// Which version of it was looked at.
    pub version: u32,
    /// SHA-256 of the template that was looked at.
    #[ts(as = "String")]
    pub sha256: Digest,
    /// The PIN of whoever approves it.
    pub pin: String,
}

/// Takes the approval of a label template back: nothing is printed by it from then on.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct WithdrawTemplate {
    /// Which.
    #[ts(as = "String")]
    pub template: TemplateId,
    /// Why.
    pub reason: String,
    /// The PIN of whoever takes it back.
    pub pin: String,
}

/// Who decides on templates: whoever answers for quality, and the manager who sets a store up.
const DECIDES: &[Role] = &[Role::Officer, Role::StoreManager];

impl Command for ApproveTemplate {
    const NAME: &'static str = "template.approve";
    const WHO: Who = Who::Person(DECIDES);
    const STALE: &'static [Topic] = &[Topic::Store];
    type Reply = ();
}

impl<H: Host> Run<Counter<H>> for ApproveTemplate {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<(), Refusal> {
        let shipped = templates::shipped(counter, &self.template);
        let mut fields = Fields::default();
        let wording = Wording::of(counter)?;
        for guide in shipped.iter().flat_map(|template| template.guides()) {
            fields.take("template", wording.check(&guide, Reading::Sentence));
        }
        fields.hold("template", shipped.is_some(), "没有该标签模板", "no such label template");
        let same = shipped.is_none_or(|shipped| {
            shipped.version == self.version && templates::sha256(shipped) == self.sha256
        });
        let zh = "模板已更新，请重新查看后再批准";
        fields.hold("version", same, zh, "the template has changed: look at it again");
        let approved_on = fields.all(Some(counter.today()))?;
        let Self { template, version, sha256, pin } = self;
        let decision = TemplateDecision {
            version,
            approved_on: Some(approved_on),
            sha256: Some(sha256),
            ..TemplateDecision::default()
        };
        decide(counter, caller, Self::NAME, &pin, (template, decision))
    }
}

impl Command for WithdrawTemplate {
    const NAME: &'static str = "template.withdraw";
    const WHO: Who = Who::Person(DECIDES);
    const STALE: &'static [Topic] = &[Topic::Store];
    type Reply = ();
}

impl<H: Host> Run<Counter<H>> for WithdrawTemplate {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<(), Refusal> {
        let known = counter.store().template(&self.template)?;
        let approved = known.filter(|approval| approval.decision.approved_on.is_some());
        let mut fields = Fields::default();
        let zh = "该模板没有可撤回的批准";
        fields.hold("template", approved.is_some(), zh, "there is no approval to withdraw");
        let reason = fields.take("reason", fields::text(&self.reason, 200));
        let (reason, last) = fields.all(reason.zip(approved))?;
        let TemplateDecision { version, sha256, .. } = last.decision;
        let decision =
            TemplateDecision { version, sha256, reason: Some(reason), ..TemplateDecision::default() };
        decide(counter, caller, Self::NAME, &self.pin, (self.template, decision))
    }
}

/// Records a decision of a person who shows by their PIN that it is theirs.
fn decide<H: Host>(
    counter: &mut Counter<H>,
    caller: &Caller,
    op: &'static str,
    pin: &str,
    (template, decision): (TemplateId, TemplateDecision),
) -> Result<(), Refusal> {
    let by = StaffId::new(caller.actor())?;
    counter.authenticate(&by, pin)?;
    let decision = TemplateDecision { at: Some(counter.host().now()), by: Some(by), ..decision };
    let approval = match counter.store().template(&template)? {
        Some(before) => before.then(decision),
        None => TemplateApproval { template, decision, before: Vec::new() },
    };
    counter.write(caller.actor(), op, |tx| {
        tx.record(TemplateSet { approval })?;
        Ok(())
    })
}
