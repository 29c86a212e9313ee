//! The label of one unit: its values, the template that says which of them stand where, and the PDF. What the law asks for is
//! in the template's data (`assets/label-templates/*.toml`); this module only keeps its promises: every item that the
//! template requires is there, at its height, inside the margins, or there is no label.

mod items;
mod layout;
mod template;

use chrono::{DateTime, FixedOffset, NaiveDate};
use words::Worded as _;

pub use items::Item;
pub(crate) use items::{ingredient_lists, percent, value};
pub use template::{LabelTemplate, Medium, Presence, TemplateItem, shipped_templates};

use crate::{page::bare, pdf, refusal::Refusal, typeface::Typeface};

/// The largest net content that may use the small-pack relief, in mg (标签管理办法 art 17: 15 g or 15 mL).
pub const SMALL_PACK_MG: u64 = 15_000;

/// A net content in milligrams.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct NetContent(pub u64);

impl NetContent {
    /// Whether the small-pack relief may be used (标签管理办法 art 17).
    #[must_use]
    pub const fn is_small_pack(self) -> bool {
        self.0 <= SMALL_PACK_MG
    }

    /// The least height of its characters in mm: ≤ 50 g 2 mm, ≤ 200 g 3 mm, ≤ 1 kg 4 mm, above 6 mm
    /// (定量包装商品计量监督管理办法, annex).
    #[must_use]
    pub const fn least_height_mm(self) -> f32 {
        match self.0 {
            0..=50_000 => 2.0,
            50_001..=200_000 => 3.0,
            200_001..=1_000_000 => 4.0,
            _ => 6.0,
        }
    }
}

impl std::fmt::Display for NetContent {
    /// Grams without trailing zeros: `12.5 g`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let fraction = format!("{:03}", self.0 % 1000);
        match fraction.trim_end_matches('0') {
            "" => write!(f, "{} g", self.0 / 1000),
            fraction => write!(f, "{}.{fraction} g", self.0 / 1000),
        }
    }
}

/// One filed ordinary cosmetic that went into the unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// 中文名称.
    pub name: String,
    /// 备案编号.
    pub filing_number: String,
    /// 批号.
    pub lot: String,
    /// Share of the unit in 1/10,000. The shares of all components are 10,000.
    pub share: u32,
    /// 成分: the filed names in descending order of content.
    pub ingredients: Vec<String>,
    /// 其他微量成分: what is in it at no more than 0.1 %.
    pub traces: Vec<String>,
}

/// 成分 of a whole unit, where the formulas of all its components are known (标签管理办法 art 12).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitIngredients {
    /// Each once, in descending order of content in the unit.
    pub ingredients: Vec<String>,
    /// 其他微量成分: what is in it at no more than 0.1 %.
    pub traces: Vec<String>,
}

/// An enterprise or a store.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Party {
    /// Registered name.
    pub name: String,
    /// Registered address.
    pub address: String,
}

/// The values of a label. An empty text is an item that is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The unit's number, for example `JN01-261120-0031`.
    pub unit_number: String,
    /// The product name given to the service.
    pub product_name: String,
    /// What was blended, or the one product that was repacked.
    pub components: Vec<Component>,
    /// 成分 as one list; without it each component's list stands under its name.
    pub ingredients: Option<UnitIngredients>,
    /// 备案人 and pilot enterprise (山东指南 art 19).
    pub enterprise: Party,
    /// The store where the service was given (山东指南 art 19).
    pub store: Party,
    /// 生产企业; may be the enterprise itself.
    pub producer: Party,
    /// 化妆品生产许可证编号.
    pub producer_licence: String,
    /// 产品执行的标准编号.
    pub standard: String,
    /// 提供个性化服务时间 (山东指南 art 19).
    pub service_time: DateTime<FixedOffset>,
    /// 净含量.
    pub net: NetContent,
    /// 生产批号.
    pub batch: String,
    /// 限期使用日期.
    pub use_by: NaiveDate,
    /// 使用方法.
    pub usage: String,
    /// 注意 / 警告.
    pub warnings: Vec<String>,
    /// The operator's code, not their name.
    pub operator_code: String,
    /// The quality safety officer's code, not their name.
    pub officer_code: String,
    /// Telephone for complaints and adverse reactions.
    pub phone: String,
    /// What the QR code says.
    pub code_content: String,
}

impl Label {
    /// Values that can be true together; what is merely missing is the template's to judge.
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        let invalid = |item, why| Err(Refusal::Invalid { item, why });
        if self.net.0 == 0 {
            return invalid(Item::NetContent.zh(), "净含量为零");
        }
        if self.components.is_empty() {
            return Err(Refusal::MissingItem { item: Item::Components.zh() });
        }
        if self.components.iter().map(|component| u64::from(component.share)).sum::<u64>() != 10_000 {
            return invalid(Item::Components.zh(), "各产品占比之和不是 100%");
        }
        for component in &self.components {
            for (item, text) in [
                ("所用产品名称", &component.name),
                ("所用产品备案编号", &component.filing_number),
                ("所用产品批号", &component.lot),
            ] {
                if text.trim().is_empty() {
                    return Err(Refusal::MissingItem { item });
                }
            }
            if component.share == 0 {
                return invalid(Item::Components.zh(), "有产品占比为零");
            }
        }
        if self.use_by < self.service_time.date_naive() {
            return invalid(Item::UseBy.zh(), "限期使用日期早于服务日期");
        }
        Ok(())
    }
}

/// Makes the label.
///
/// # Errors
/// A [`Refusal`] that names the item: missing, not drawable, does not fit, or not allowed on this template.
pub fn label_pdf(label: &Label, template: &LabelTemplate, typeface: &Typeface) -> Result<Vec<u8>, Refusal> {
    label_roll_pdf(std::slice::from_ref(label), template, typeface)
}

/// Makes one paper of many labels, one a page, with one cut of the typeface for all of them. All or none: the first that cannot
/// be made is named.
///
/// # Errors
/// As [`label_pdf`]; [`Refusal::MissingItem`] where there is no label at all.
pub fn label_roll_pdf(
    labels: &[Label],
    template: &LabelTemplate,
    typeface: &Typeface,
) -> Result<Vec<u8>, Refusal> {
    let first = labels.first().ok_or(Refusal::MissingItem { item: "标签" })?;
    let pages: Vec<_> = labels
        .iter()
        .map(|label| layout::lay_out(label, template, typeface).map(|(page, _)| page))
        .collect::<Result<_, _>>()?;
    pdf::write(&pages, typeface, &pdf::Imprint { title: "化妆品个性化服务标签", created: first.service_time })
}

/// What the label says on this template, its code included, in order and without white space: however it is set, this stays. A
/// record holds its digest, so that a later release may print again what an earlier one issued.
///
/// # Errors
/// As [`label_pdf`].
pub fn label_words(label: &Label, template: &LabelTemplate, typeface: &Typeface) -> Result<String, Refusal> {
    let (page, _) = layout::lay_out(label, template, typeface)?;
    let runs = page.runs.iter().flat_map(|run| bare(&run.text));
    Ok(runs.chain(bare(&label.code_content)).collect())
}

/// The items that the label carries on this template, in their order: what is not among them stands in the notice.
///
/// # Errors
/// As [`label_pdf`].
pub fn printed_items(
    label: &Label,
    template: &LabelTemplate,
    typeface: &Typeface,
) -> Result<Vec<Item>, Refusal> {
    layout::lay_out(label, template, typeface).map(|(_, items)| items)
}

/// The items that have a value and do not stand on the label: the notice carries them. The short form of an item that stands there
/// in full is none of them, nor is the word that points to the notice.
///
/// # Errors
/// As [`label_pdf`].
pub fn left_to_the_notice(
    label: &Label,
    template: &LabelTemplate,
    typeface: &Typeface,
) -> Result<Vec<Item>, Refusal> {
    let printed = printed_items(label, template, typeface)?;
    let own = |item: &Item| !matches!(item, Item::ComponentShares | Item::SeeNotice | Item::Code);
    let left = Item::ALL.iter().copied().filter(own).filter(|item| !printed.contains(item));
    Ok(left.filter(|item| !value(*item, label).trim().is_empty()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn net_content_is_written_in_grams_and_has_its_legal_height() {
        for (mg, text, height, small) in [
            (1, "0.001 g", 2.0, true),
            (12_500, "12.5 g", 2.0, true),
            (15_000, "15 g", 2.0, true),
            (15_001, "15.001 g", 2.0, false),
            (50_000, "50 g", 2.0, false),
            (50_001, "50.001 g", 3.0, false),
            (200_000, "200 g", 3.0, false),
            (200_001, "200.001 g", 4.0, false),
            (1_000_000, "1000 g", 4.0, false),
            (1_000_001, "1000.001 g", 6.0, false),
        ] {
            let net = NetContent(mg);
            assert_eq!((net.to_string().as_str(), net.is_small_pack()), (text, small));
            assert!((net.least_height_mm() - height).abs() < f32::EPSILON, "{text}");
        }
    }
}
