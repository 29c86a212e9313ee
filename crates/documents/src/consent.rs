//! The consent sheet: what the customer was told, what they chose purpose by purpose, the plan that they saw, and their
//! signature as strokes (个人信息保护法 art 14, 17, 29 and 31). It does not judge whether a consent may be given; it prints what was.

use chrono::{DateTime, FixedOffset};

use crate::{
    dates,
    label::Party,
    refusal::Refusal,
    sheet::{Block, Content, Format, SheetPdf},
    signature::{self, Signature},
    typeface::Typeface,
};

const TITLE: &str = "化妆品个性化服务告知与同意书";

/// What the customer said to one purpose. There is no third answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// 同意.
    Agreed,
    /// 不同意.
    Refused,
}

/// One purpose, as it was shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purpose {
    /// Its name, for example 面部图像.
    pub name: String,
    /// What is collected.
    pub collected: String,
    /// Why.
    pub why: String,
    /// How long it is kept.
    pub kept: String,
    /// The customer's choice.
    pub choice: Choice,
}

/// Who signs for a child under 14 (个人信息保护法 art 31).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guardian {
    /// Their name.
    pub name: String,
    /// What they are to the child, for example 母亲.
    pub relation: String,
}

/// The plan that the customer saw before signing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanSummary {
    /// Its name.
    pub name: String,
    /// What was shown of it, line by line: components, price, use-by day, hints.
    pub lines: Vec<String>,
}

/// The values of a consent sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Consent {
    /// Who handles the information.
    pub enterprise: Party,
    /// Where.
    pub store: Party,
    /// The service's number.
    pub service_number: String,
    /// When it was signed.
    pub signed_at: DateTime<FixedOffset>,
    /// The purposes with the customer's choices.
    pub purposes: Vec<Purpose>,
    /// The version of the text that was shown.
    pub text_version: String,
    /// The SHA-256 of that text, in hex.
    pub text_hash: String,
    /// Whether the customer is under 14; then a guardian must be named.
    pub under_14: bool,
    /// The guardian, where one signed.
    pub guardian: Option<Guardian>,
    /// The chosen plan.
    pub plan: PlanSummary,
    /// The name of who signed.
    pub signer: String,
    /// The signature.
    pub signature: Signature,
}

/// Makes the consent sheet as it is shown and signed: A5, as many pages as it needs.
///
/// # Errors
/// A [`Refusal`] that names the item: missing, not drawable, or a signature that cannot be one.
pub fn consent_pdf(consent: &Consent, typeface: &Typeface) -> Result<Vec<u8>, Refusal> {
    Ok(content(consent)?.made(Format::A5, typeface, consent.signed_at)?.pdf)
}

/// What the consent sheet says, the strokes included, in order and without white space: however it is set, this stays. A record
/// holds its digest, so that a later release may print again what was signed under an earlier one.
///
/// # Errors
/// As [`consent_pdf`].
pub fn consent_words(consent: &Consent) -> Result<String, Refusal> {
    Ok(content(consent)?.words())
}

/// Makes a copy of a consent sheet for another paper. It says that it is one (副本), and names the sheet that was signed by
/// its SHA-256 in hex.
///
/// # Errors
/// As [`consent_pdf`].
pub fn consent_copy_pdf(
    consent: &Consent,
    recorded: &str,
    format: Format,
    typeface: &Typeface,
) -> Result<SheetPdf, Refusal> {
    let mut copy = content(consent)?;
    copy.mark = Some("副本");
    copy.note("副本", "本页为副本，内容与签署时记录的原件（A5）相同。原件 SHA-256：")?;
    copy.note("副本", recorded)?;
    copy.made(format, typeface, consent.signed_at)
}

/// What stands on the sheet.
fn content(consent: &Consent) -> Result<Content, Refusal> {
    let mut sheet = Content::new(TITLE, ("服务编号", consent.service_number.trim().to_owned()));
    sheet.field("服务编号", &consent.service_number)?;
    sheet.field("签署时间", &dates::second_with_offset(consent.signed_at))?;
    sheet.field("个人信息处理者", &consent.enterprise.name)?;
    sheet.field("处理者地址", &consent.enterprise.address)?;
    sheet.field("门店名称", &consent.store.name)?;
    sheet.field("门店地址", &consent.store.address)?;

    if consent.purposes.is_empty() {
        return Err(Refusal::MissingItem { item: "处理目的" });
    }
    for (number, purpose) in (1..).zip(&consent.purposes) {
        if purpose.name.trim().is_empty() {
            return Err(Refusal::MissingItem { item: "处理目的" });
        }
        sheet.heading("处理目的", &format!("{number}. {}", purpose.name.trim()))?;
        sheet.field("收集内容", &purpose.collected)?;
        sheet.field("收集原因", &purpose.why)?;
        sheet.field("保存期限", &purpose.kept)?;
        let choice = match purpose.choice {
            Choice::Agreed => words::choice::Agreed.zh,
            Choice::Refused => words::choice::Refused.zh,
        };
        sheet.strong("顾客的选择", choice)?;
    }

    sheet.heading("选定方案", "选定方案")?;
    sheet.field("方案", &consent.plan.name)?;
    for line in consent.plan.lines.iter().filter(|line| !line.trim().is_empty()) {
        sheet.paragraph("方案", line)?;
    }

    sheet.heading("告知文本", "告知文本")?;
    sheet.field("文本版本", &consent.text_version)?;
    sheet.field("文本SHA-256", &consent.text_hash)?;

    sheet.heading("签署", "签署")?;
    let signer_line = match (&consent.guardian, consent.under_14) {
        (None, true) => return Err(Refusal::MissingItem { item: "监护人" }),
        (None, false) => "顾客本人签名",
        (Some(guardian), _) => {
            sheet.field("监护人", &guardian.name)?;
            sheet.field("与顾客的关系", &guardian.relation)?;
            "监护人签名（顾客未满14周岁或由监护人陪同）"
        }
    };
    sheet.field("签署人", &consent.signer)?;
    sheet.paragraph(signature::ITEM, signer_line)?;
    sheet.blocks.push(Block::Signature(consent.signature.clone()));
    Ok(sheet)
}
