//! 方案单: what the customer said, chose and saw, for them to take along. It is made from the service's records and says nothing
//! that they do not; it is neither label nor leaflet, and says so.

use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::{
    dates,
    label::{NetContent, Party, percent},
    refusal::Refusal,
    sheet::{Content, Format, SheetPdf},
    typeface::Typeface,
};

/// A product of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanComponent {
    /// 中文名称.
    pub name: String,
    /// 备案编号.
    pub filing_number: String,
    /// Share of the unit in 1/10,000.
    pub share: u32,
}

/// The last day of use, as far as it is settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedUseBy {
    /// The day.
    pub day: NaiveDate,
    /// What decides it, in words.
    pub decided_by: String,
    /// Whether the two who cleared the work signed it; until then it is what was expected when the plan was chosen.
    pub settled: bool,
}

/// The values of a plan sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanSheet {
    /// The service's number.
    pub service_number: String,
    /// When the service began.
    pub served_at: DateTime<FixedOffset>,
    /// The plan's name.
    pub name: String,
    /// What the customer asked for; empty where nothing of it may be printed.
    pub needs: Vec<String>,
    /// Why a wish was left out, and how many of that kind; no word of the customer's.
    pub left_out: Vec<String>,
    /// What it is made of.
    pub components: Vec<PlanComponent>,
    /// 净含量.
    pub net: NetContent,
    /// The price in words, for example `¥168.00`.
    pub price: String,
    /// The last day of use.
    pub use_by: PlannedUseBy,
    /// 使用方法.
    pub usage: String,
    /// Hints and warnings, as they were shown.
    pub hints: Vec<String>,
    /// The store.
    pub store: Party,
    /// Its telephone.
    pub phone: String,
}

/// Makes the plan sheet.
///
/// # Errors
/// A [`Refusal`] that names the item that is missing or cannot be drawn.
pub fn plan_pdf(plan: &PlanSheet, format: Format, typeface: &Typeface) -> Result<SheetPdf, Refusal> {
    let mut sheet =
        Content::new("化妆品个性化服务方案单", ("服务编号", plan.service_number.trim().to_owned()));
    sheet.lead("方案", &plan.name)?;
    sheet.field("服务编号", &plan.service_number)?;
    sheet.field("服务时间", &dates::minute(plan.served_at))?;
    sheet.field("净含量", &plan.net.to_string())?;
    sheet.field("价格", &plan.price)?;
    let guide = if plan.use_by.settled { "限期使用日期" } else { "预计使用期限" };
    sheet.callout(guide, &dates::day(plan.use_by.day))?;
    let provisional = if plan.use_by.settled { "" } else { "；以开工核对时的计算为准" };
    sheet.note(guide, &format!("由{}决定{provisional}。", plan.use_by.decided_by))?;

    if !plan.needs.is_empty() {
        sheet.heading("您的需求", "您的需求")?;
        sheet.numbered("您的需求", &plan.needs)?;
    }
    if !plan.left_out.is_empty() {
        sheet.heading("未采纳的需求", "未采纳的需求")?;
        sheet.numbered("未采纳的需求", &plan.left_out)?;
    }
    sheet.heading("组成", "组成")?;
    if plan.components.is_empty() {
        return Err(Refusal::MissingItem { item: "组成" });
    }
    for component in &plan.components {
        let below = format!("备案编号 {}", component.filing_number.trim());
        sheet.entry("组成", &component.name, percent(component.share), below)?;
    }
    sheet.heading("使用方法", "使用方法")?;
    sheet.paragraph("使用方法", &plan.usage)?;
    if !plan.hints.is_empty() {
        sheet.heading("提示与注意", "提示与注意")?;
        sheet.numbered("提示与注意", &plan.hints)?;
    }
    sheet.heading("门店", "门店")?;
    sheet.field("经营场所名称", &plan.store.name)?;
    sheet.field("经营场所地址", &plan.store.address)?;
    sheet.field("电话", &plan.phone)?;
    sheet.note("方案单", "本单由服务记录生成，供顾客留存；产品的标注以其标签和使用须知为准。")?;
    sheet.made(format, typeface, plan.served_at)
}
