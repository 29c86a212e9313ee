//! A copy of everything that is kept of a customer (个人信息保护法 第四十五条): one value, written as a file that machines
//! read, and as a paper.

use chrono::NaiveDate;
use documents::{Letter, LetterLine};
use domain::Moment;
use domain::consent::Purpose;
use domain::event::CalledBack;
use domain::ids::CustomerId;
use domain::kept::Held;
use domain::need::{Needs, Verdict};
use domain::service::{AnyService, Mode, Step};
use domain::skin::SkinTest;
use serde::Serialize;
use store::tables::{HeldRow, StoreRow};
use words::Worded as _;

use super::allergies::AllergiesPutRight;
use super::cases::CaseCard;
use super::change::ChangeReceipt;
use super::look::{KeptByLaw, LookLine, Statement, by_law};
use super::requests::RequestCard;
use super::withdraw::Receipt;
use crate::steps::agree::Signed;
use crate::steps::notice::{Contact, Guardian};
use crate::steps::reasons::{Explained, explained};
use crate::steps::skin::{allows, tested};
use crate::view::needs;
use crate::view::reader::{Reader, contact_of};
use crate::view::reads;
use crate::{Counter, Host, Refusal, bounds};

/// Which form of file it is; counts up where a field changes its meaning.
const FORM: &str = "tiaohe-person/1";

/// Everything that is kept of a customer.
#[derive(Debug, Clone, Serialize)]
pub struct PersonCopy {
    form: &'static str,
    made_at: Moment,
    enterprise: String,
    enterprise_address: String,
    store: String,
    store_address: String,
    phone: String,
    customer: CustomerId,
    services: Vec<ServiceCopy>,
    kept: Vec<KeptCopy>,
    by_law: Vec<KeptByLaw>,
    statements: Vec<Statement>,
    allergies_put_right: Vec<AllergiesPutRight>,
    receipts: Vec<Receipt>,
    changes: Vec<ChangeReceipt>,
    cases: Vec<CaseCard>,
    requests: Vec<RequestCard>,
    looked: Vec<LookLine>,
}

#[derive(Debug, Clone, Serialize)]
struct ServiceCopy {
    number: String,
    mode: Mode,
    step: Step,
    opened_at: Moment,
    advisor: String,
    age_band: Option<String>,
    text_version: Option<u32>,
    choices: Vec<ChoiceCopy>,
    contact: Option<Contact>,
    guardian: Option<Guardian>,
    needs: Option<Needs>,
    skin: Option<SkinTest>,
    file: Option<FileCopy>,
    plan: Option<PlanCopy>,
    why: Option<Explained>,
    signed_at: Option<Moment>,
    signature: Option<Signed>,
    handed_over_at: Option<Moment>,
    call_backs: Vec<CallBackCopy>,
}

#[derive(Debug, Clone, Serialize)]
struct ChoiceCopy {
    purpose: Purpose,
    agreed: bool,
}

#[derive(Debug, Clone, Serialize)]
struct FileCopy {
    sha256: String,
    base64: String,
}

#[derive(Debug, Clone, Serialize)]
struct PlanCopy {
    name: String,
    milligrams: u64,
    fen: u64,
    use_by: NaiveDate,
    batch: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct CallBackCopy {
    at: Moment,
    outcome: String,
    note: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct KeptCopy {
    what: Held,
    service: Option<String>,
    since: NaiveDate,
    until: NaiveDate,
}

fn unsealed<H: Host, T: serde::de::DeserializeOwned>(
    counter: &Counter<H>,
    item: Option<&domain::event::VaultRef>,
) -> Result<Option<T>, Refusal> {
    let Some(item) = item else { return Ok(None) };
    let bytes = counter.store().unseal(item)?;
    Ok(bytes.map(|bytes| serde_json::from_slice(&bytes)).transpose()?)
}

fn call_copy<H: Host>(counter: &Counter<H>, call: &CalledBack) -> Result<CallBackCopy, Refusal> {
    let note = call.note.as_ref().map(|item| counter.store().unseal(item)).transpose()?.flatten();
    let note = note.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    Ok(CallBackCopy { at: call.at, outcome: call.outcome.zh().to_owned(), note })
}

fn service_copy<H: Host>(reader: &Reader<'_, H>, service: &AnyService) -> Result<ServiceCopy, Refusal> {
    use base64::Engine as _;
    let (counter, progress) = (reader.counter, service.progress());
    let (opened, noticed) = (progress.opened(), progress.noticed());
    let parts = noticed.map(|noticed| noticed.consent.parts());
    let test = progress.tested().and_then(|tested| tested.test.as_ref());
    let file = test.map(|test| counter.store().unseal(&test.file)).transpose()?.flatten();
    let plan = progress.plan().map(|plan| -> Result<_, Refusal> {
        let use_by = progress.clearance().map_or(&plan.use_by, |clearance| &clearance.parts().use_by);
        Ok(PlanCopy {
            name: counter.store().recipe_agreed(&plan.recipe, plan.version)?.name.clone(),
            milligrams: plan.size.0,
            fen: plan.price.0,
            use_by: use_by.date(),
            batch: progress.label().map(|label| label.batch.to_string()),
        })
    });
    let called = progress.called_back().iter();
    Ok(ServiceCopy {
        number: progress.number().to_string(),
        mode: opened.mode,
        step: service.step(),
        opened_at: opened.at,
        advisor: reader.person(&opened.advisor)?.name,
        age_band: parts.map(|parts| parts.age.zh().to_owned()),
        text_version: parts.map(|parts| parts.text_version),
        choices: if parts.is_none() {
            Vec::new()
        } else {
            let chosen = |purpose| ChoiceCopy { purpose, agreed: allows(progress, purpose) };
            Purpose::ALL.map(chosen).to_vec()
        },
        contact: unsealed(counter, contact_of(progress))?,
        guardian: unsealed(counter, parts.and_then(|parts| parts.guardian.as_ref()))?,
        needs: needs::kept(counter.store(), progress)?,
        skin: tested(counter.store(), progress)?,
        file: test.zip(file).map(|(test, bytes)| FileCopy {
            sha256: test.raw.to_string(),
            base64: base64::engine::general_purpose::STANDARD.encode(bytes),
        }),
        plan: plan.transpose()?,
        why: explained(counter.store(), progress)?,
        signed_at: progress.agreed().map(|agreed| agreed.at),
        signature: unsealed(counter, progress.agreed().map(|agreed| &agreed.signature))?,
        handed_over_at: progress.done().map(|done| done.at),
        call_backs: called.map(|call| call_copy(counter, call)).collect::<Result<_, _>>()?,
    })
}

impl PersonCopy {
    /// Everything that is kept of a customer, as somebody of the store may hand it to her.
    ///
    /// # Errors
    /// `not_found`, `role_forbidden` for a reader who sees no names.
    pub(crate) fn of<H: Host>(reader: &Reader<'_, H>, customer: &CustomerId) -> Result<Self, Refusal> {
        reader.customer(customer)?;
        if !reader.personal() {
            let message = "检查员不看顾客的个人信息，不能出具副本；没有出具";
            return Err(Refusal::new("role_forbidden", message));
        }
        let (counter, store) = (reader.counter, reader.store());
        let services = reads::services_of(store, customer)?;
        let StoreRow { enterprise, premises, .. } = store.premises()?;
        let cases = store.cases_of(customer)?;
        let requests = store.requests_of(customer)?;
        let kept = |row: HeldRow| {
            let until = bounds::held_until(counter, &row)?;
            let service = row.service.map(|service| service.to_string());
            Ok::<_, Refusal>(KeptCopy { what: row.what, service, since: row.since, until })
        };
        Ok(Self {
            form: FORM,
            made_at: counter.host().now(),
            enterprise: enterprise.name,
            enterprise_address: enterprise.address,
            store: premises.name,
            store_address: premises.address,
            phone: premises.phone,
            customer: customer.clone(),
            services: services
                .iter()
                .map(|service| service_copy(reader, service))
                .collect::<Result<_, _>>()?,
            kept: store.held_of(customer)?.into_iter().map(kept).collect::<Result<_, _>>()?,
            by_law: services.iter().filter_map(|service| by_law(counter, service)).collect(),
            statements: super::look::said(reader, &store.held_of(customer)?)?,
            allergies_put_right: super::allergies::put_right_of(reader, customer)?,
            receipts: super::withdraw::receipts_of(reader, customer)?,
            changes: super::look::changes_of(reader, customer)?,
            cases: cases.iter().map(|row| CaseCard::of(reader, row)).collect::<Result<_, _>>()?,
            requests: requests.iter().map(|row| RequestCard::of(reader, row)).collect::<Result<_, _>>()?,
            looked: super::look::looks_at(reader, customer, u32::MAX)?,
        })
    }

    /// As a file that machines read.
    ///
    /// # Errors
    /// A value that cannot be written.
    pub fn json(&self) -> Result<Vec<u8>, Refusal> {
        Ok(serde_json::to_vec_pretty(self)?)
    }

    /// As a paper.
    #[must_use]
    pub fn letter(&self) -> Letter {
        use LetterLine::{Entry, Field, Heading, Note, Text};
        let mut lines = vec![
            Field("顾客编号", self.customer.to_string()),
            Field("处理者", format!("{}，{}", self.enterprise, self.enterprise_address)),
            Field("门店", format!("{}，{}，电话 {}", self.store, self.store_address, self.phone)),
            Note("以下是本店保存的与您有关的全部信息、来源、保存到哪一天，以及谁查看过。".to_owned()),
        ];
        for service in &self.services {
            service.lines(&mut lines);
        }
        lines.push(Heading("保存的内容和期限".to_owned()));
        for kept in &self.kept {
            let from =
                kept.service.as_deref().map_or(String::new(), |service| format!("来自服务 {service}，"));
            let below = format!("{from}{} 起保存", kept.since);
            lines.push(Entry(kept.what.zh().to_owned(), format!("到 {}", kept.until), below));
        }
        if self.kept.is_empty() {
            lines.push(Text("本店没有保存能识别您身份的内容。".to_owned()));
        }
        if !self.by_law.is_empty() {
            lines.push(Heading("法律要求留存的批次和销售记录".to_owned()));
            for kept in &self.by_law {
                let below = "化妆品监督管理条例 第三十一条；只以编号保存".to_owned();
                lines.push(Entry(kept.service.clone(), format!("到 {}", kept.until), below));
            }
        }
        self.later(&mut lines);
        lines.push(Heading("谁查看过".to_owned()));
        for look in &self.looked {
            let for_what = look.wanted_for.map_or(String::new(), |wanted| format!("：{}", wanted.zh()));
            let at = look.at.format("%Y-%m-%d %H:%M").to_string();
            lines.push(Entry(look.by.clone(), at, format!("{}{for_what}", look.looked_at.zh())));
        }
        lines.push(Note(
            "可以要求更正、补充、删除或者撤回同意：当面告诉门店人员，或者拨打上面的电话。".to_owned(),
        ));
        Letter {
            title: words::rights_paper::Copy.zh,
            foot: ("顾客编号", self.customer.to_string()),
            made_at: self.made_at,
            lines,
        }
    }
}

impl PersonCopy {
    fn later(&self, lines: &mut Vec<LetterLine>) {
        use LetterLine::{Entry, Heading};
        if !self.statements.is_empty() {
            lines.push(Heading("补充".to_owned()));
        }
        for statement in &self.statements {
            lines.push(Entry(statement.text.clone(), statement.since.to_string(), String::new()));
        }
        if !self.allergies_put_right.is_empty() {
            lines.push(Heading("更正过敏".to_owned()));
        }
        for one in &self.allergies_put_right {
            let parts = [("划去", &one.struck), ("新增", &one.added)];
            let said = parts.iter().filter(|(_, names)| !names.is_empty());
            let said: Vec<String> = said.map(|(word, names)| format!("{word}{}", names.join("、"))).collect();
            let at = one.at.format("%Y-%m-%d").to_string();
            lines.push(Entry(said.join("；"), at, format!("经办 {}", one.by)));
        }
        if !self.receipts.is_empty() {
            lines.push(Heading("撤回和删除".to_owned()));
        }
        for receipt in &self.receipts {
            let words: Vec<&str> = receipt.purposes.iter().map(|purpose| purpose.zh()).collect();
            let what =
                if receipt.everything { "删除全部个人信息".to_owned() } else { words.join("、") };
            lines.push(Entry(what, receipt.at.format("%Y-%m-%d").to_string(), receipt.receipt.clone()));
        }
        if !self.changes.is_empty() {
            lines.push(Heading("更正、补充、合并和分开".to_owned()));
        }
        for change in &self.changes {
            let (what, at) = (change.changed.zh().to_owned(), change.at.format("%Y-%m-%d").to_string());
            lines.push(Entry(what, at, change.receipt.clone()));
        }
        if !self.requests.is_empty() {
            lines.push(Heading("请求和答复".to_owned()));
        }
        for request in &self.requests {
            let answer = request.answer.as_deref().unwrap_or("未答复");
            let below = format!("{}；{answer}", request.request);
            lines.push(Entry(request.what.zh().to_owned(), request.at.format("%Y-%m-%d").to_string(), below));
        }
        if !self.cases.is_empty() {
            lines.push(Heading("不适个例".to_owned()));
        }
        for case in &self.cases {
            let told = case.note.clone().unwrap_or_else(|| "未记录经过".to_owned());
            let outcome = case.outcome.as_deref().unwrap_or("未结案");
            let below = format!("{}；{outcome}", case.case);
            lines.push(Entry(told, case.at.format("%Y-%m-%d").to_string(), below));
        }
    }
}

impl ServiceCopy {
    fn lines(&self, lines: &mut Vec<LetterLine>) {
        use LetterLine::{Entry, Field, Heading, Text};
        lines.push(Heading(format!("服务 {}", self.number)));
        lines.push(Field("时间", self.opened_at.format("%Y-%m-%d %H:%M").to_string()));
        lines.push(Field("方式", format!("{}，{}", self.mode.zh(), self.step.zh())));
        lines.push(Field("美容顾问", self.advisor.clone()));
        lines.push(Field("年龄段", self.age_band.clone().unwrap_or_default()));
        if let Some(contact) = &self.contact {
            lines.push(Field("姓名", contact.name.clone()));
            lines.push(Field("电话", contact.phone.clone()));
        }
        if let Some(guardian) = &self.guardian {
            lines.push(Field("监护人", format!("{}（{}）", guardian.name, guardian.relation)));
        }
        for choice in &self.choices {
            let chosen = if choice.agreed { words::choice::Agreed.zh } else { words::choice::Refused.zh };
            let version =
                self.text_version.map_or(String::new(), |version| format!("告知文本第 {version} 版"));
            lines.push(Entry(choice.purpose.zh().to_owned(), chosen.to_owned(), version));
        }
        if let Some(needs) = &self.needs {
            for (statement, verdict) in &needs.lines {
                let kept = match verdict {
                    Verdict::Kept { concern, .. } => concern.zh(),
                    Verdict::NotFeasible
                    | Verdict::NotCompliant { .. }
                    | Verdict::Invalid
                    | Verdict::Duplicate => words::told::LeftOut.zh,
                };
                lines.push(Entry(statement.text.clone(), kept.to_owned(), statement.channel.zh().to_owned()));
            }
            lines.push(Field("过敏", needs.allergies.join("、")));
            lines.push(Field("孕期或哺乳期", if needs.pregnancy { "是" } else { "" }.to_owned()));
        }
        if let Some(skin) = &self.skin {
            for one in &skin.measurements {
                let score = one.score.map_or(String::new(), |score| format!("{score} 分"));
                lines.push(Entry(one.metric.zh().to_owned(), score, "测肤".to_owned()));
            }
        }
        if let Some(file) = &self.file {
            lines.push(Field("测肤仪原始文件", format!("保存原件，SHA-256 {}", file.sha256)));
        }
        if let Some(plan) = &self.plan {
            let grams = domain::quantity::Milligrams(plan.milligrams);
            let price = domain::quantity::Fen(plan.fen);
            lines.push(Field("方案", format!("{}，{grams}，{price}，用到 {}", plan.name, plan.use_by)));
            lines.push(Field("批号", plan.batch.clone().unwrap_or_default()));
        }
        if let Some(why) = &self.why {
            super::why::said(why, lines);
        }
        if let Some(at) = self.signed_at {
            let kept =
                if self.signature.is_some() { "，签名笔迹保存" } else { "，签名笔迹已删除" };
            lines.push(Field("签字", format!("{}{kept}", at.format("%Y-%m-%d %H:%M"))));
        }
        if let Some(at) = self.handed_over_at {
            lines.push(Field("交付", at.format("%Y-%m-%d %H:%M").to_string()));
        }
        for call in &self.call_backs {
            let note = call.note.as_ref().map_or(String::new(), |note| format!("。{note}"));
            let at = call.at.format("%Y-%m-%d %H:%M");
            lines.push(Text(format!("回访 {at}：{}{note}", call.outcome)));
        }
    }
}
