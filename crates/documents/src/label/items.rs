//! The items that a label may carry, their names, and their words on paper. Closed: a template that names another does not load.

use serde::{Deserialize, Serialize};
use words::Worded as _;

use super::{Component, Label, UnitIngredients};
use crate::dates;

/// One item of a label (regulation: 条例 art 36, 标签管理办法 art 7–17, 山东指南 art 19, 22 and 24).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    /// 编号 of the unit.
    UnitNumber,
    /// 产品名称.
    ProductName,
    /// 所用产品: name, filing number, lot and share of each component.
    Components,
    /// 所用产品, short: name and share of each component.
    ComponentShares,
    /// 备案人, the pilot enterprise.
    Enterprise,
    /// The enterprise's address.
    EnterpriseAddress,
    /// 经营场所, the store.
    Store,
    /// The store's address.
    StoreAddress,
    /// 生产企业.
    Producer,
    /// The producer's address.
    ProducerAddress,
    /// 生产许可证编号.
    ProducerLicence,
    /// 执行标准编号.
    Standard,
    /// 提供个性化服务时间.
    ServiceTime,
    /// 净含量.
    NetContent,
    /// 生产批号.
    Batch,
    /// 限期使用日期.
    UseBy,
    /// 成分, with 其他微量成分, of each component.
    Ingredients,
    /// 使用方法.
    Usage,
    /// 注意.
    Warning,
    /// Operator's and officer's codes.
    StaffCodes,
    /// Telephone for complaints and adverse reactions.
    Phone,
    /// 其余见使用须知.
    SeeNotice,
    /// QR code.
    Code,
}

impl Item {
    /// All of them.
    pub const ALL: [Self; 23] = [
        Self::UnitNumber,
        Self::ProductName,
        Self::Components,
        Self::ComponentShares,
        Self::Enterprise,
        Self::EnterpriseAddress,
        Self::Store,
        Self::StoreAddress,
        Self::Producer,
        Self::ProducerAddress,
        Self::ProducerLicence,
        Self::Standard,
        Self::ServiceTime,
        Self::NetContent,
        Self::Batch,
        Self::UseBy,
        Self::Ingredients,
        Self::Usage,
        Self::Warning,
        Self::StaffCodes,
        Self::Phone,
        Self::SeeNotice,
        Self::Code,
    ];
}

words::worded!(Item: label_item {
    UnitNumber, ProductName, Components, ComponentShares, Enterprise, EnterpriseAddress, Store,
    StoreAddress, Producer, ProducerAddress, ProducerLicence, Standard, ServiceTime, NetContent, Batch,
    UseBy, Ingredients, Usage, Warning, StaffCodes, Phone, SeeNotice, Code,
});

/// An item's words, without its guide word; empty where the label has no value for it.
pub(crate) fn value(item: Item, label: &Label) -> String {
    match item {
        Item::UnitNumber => label.unit_number.clone(),
        Item::ProductName => label.product_name.clone(),
        Item::Components => listed(label, |component| {
            let Component { name, filing_number, lot, .. } = component;
            format!("{name} {filing_number} 批号{lot} {}", percent(component.share))
        }),
        Item::ComponentShares => {
            listed(label, |component| format!("{} {}", component.name, percent(component.share)))
        }
        Item::Enterprise => label.enterprise.name.clone(),
        Item::EnterpriseAddress => label.enterprise.address.clone(),
        Item::Store => label.store.name.clone(),
        Item::StoreAddress => label.store.address.clone(),
        Item::Producer => label.producer.name.clone(),
        Item::ProducerAddress => label.producer.address.clone(),
        Item::ProducerLicence => label.producer_licence.clone(),
        Item::Standard => label.standard.clone(),
        Item::ServiceTime => dates::minute(label.service_time),
        Item::NetContent => label.net.to_string(),
        Item::Batch => label.batch.clone(),
        Item::UseBy => dates::day(label.use_by),
        Item::Ingredients => all_ingredients(label),
        Item::Usage => label.usage.clone(),
        Item::Warning => label.warnings.join("；"),
        Item::StaffCodes => staff_codes(label),
        Item::Phone => label.phone.clone(),
        Item::SeeNotice => item.zh().to_owned(),
        Item::Code => label.code_content.clone(),
    }
}

/// A share in 1/10,000 as a percentage without trailing zeros: `60%`, `33.33%`.
pub(crate) fn percent(share: u32) -> String {
    let fraction = format!("{:02}", share % 100);
    match fraction.trim_end_matches('0') {
        "" => format!("{}%", share / 100),
        fraction => format!("{}.{fraction}%", share / 100),
    }
}

fn listed(label: &Label, one: impl Fn(&Component) -> String) -> String {
    label.components.iter().map(one).collect::<Vec<_>>().join("；")
}

fn all_ingredients(label: &Label) -> String {
    ingredient_lists(label).unwrap_or_default().join("；")
}

/// The unit's ingredients: one list where the formulas of all components are known, else each component's filed ones under its
/// own name, for they cannot be merged without. `None` where a list lacks its names, so that a list with a gap is never taken for
/// a whole one.
pub(crate) fn ingredient_lists(label: &Label) -> Option<Vec<String>> {
    let whole = |names: &[String]| names.iter().any(|name| !name.trim().is_empty());
    if let Some(UnitIngredients { ingredients, traces }) = &label.ingredients {
        return whole(ingredients).then(|| vec![with_traces(ingredients, traces)]);
    }
    let of_one = |component: &Component| {
        let Component { name, ingredients, traces, .. } = component;
        whole(ingredients).then(|| format!("{}：{}", name.trim(), with_traces(ingredients, traces)))
    };
    label.components.iter().map(of_one).collect()
}

/// A list, and what is in it at no more than 0.1 % under its own guide word (标签管理办法 art 12).
fn with_traces(ingredients: &[String], traces: &[String]) -> String {
    let main = ingredients.join("、");
    if traces.is_empty() { main } else { format!("{main}。其他微量成分：{}", traces.join("、")) }
}

fn staff_codes(label: &Label) -> String {
    match (label.operator_code.trim(), label.officer_code.trim()) {
        ("", _) | (_, "") => String::new(),
        (operator, officer) => format!("操作{operator} 质安{officer}"),
    }
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn a_share_is_a_percentage_without_trailing_zeros() {
        for (share, text) in [(10_000, "100%"), (6_000, "60%"), (3_333, "33.33%"), (50, "0.5%"), (1, "0.01%")]
        {
            assert_eq!(percent(share), text);
        }
    }
}
