//! 使用须知: the sheet that goes with every label and carries every item in full, also those for which a small label has no
//! room (标签管理办法 art 17; 山东指南 art 19 accepts label or notice). Nothing in it is optional.

use crate::{
    dates,
    label::{Item, Label, ingredients, percent, value},
    pdf,
    refusal::Refusal,
    sheet::Sheet,
    typeface::Typeface,
};

/// Makes the notice of a label's unit: A5, as many pages as it needs.
///
/// # Errors
/// A [`Refusal`] that names the item that is missing or cannot be drawn.
pub fn notice_pdf(label: &Label, typeface: &Typeface) -> Result<Vec<u8>, Refusal> {
    label.check()?;
    let mut sheet = Sheet::new(typeface, "使用须知")?;
    let product = |sheet: &mut Sheet<'_>, item: Item| sheet.field(item.name(), &value(item, label));
    sheet.strong_field(Item::ProductName.name(), &label.product_name)?;
    sheet.strong_field(Item::UseBy.name(), &dates::day(label.use_by))?;
    for item in [Item::UnitNumber, Item::Batch, Item::NetContent, Item::ServiceTime] {
        product(&mut sheet, item)?;
    }

    sheet.heading(Item::Usage.name(), Item::Usage.name())?;
    if label.usage.trim().is_empty() {
        return Err(Refusal::MissingItem { item: Item::Usage.name() });
    }
    sheet.paragraph(Item::Usage.name(), &label.usage)?;
    sheet.heading(Item::Warning.name(), Item::Warning.name())?;
    if label.warnings.iter().all(|warning| warning.trim().is_empty()) {
        return Err(Refusal::MissingItem { item: Item::Warning.name() });
    }
    for (number, warning) in (1..).zip(&label.warnings) {
        sheet.paragraph(Item::Warning.name(), &format!("{number}. {}", warning.trim()))?;
    }

    for (number, component) in (1..).zip(&label.components) {
        let title = format!("所用产品{number}：{}", component.name.trim());
        sheet.heading(Item::Components.name(), &title)?;
        sheet.field("备案编号", &component.filing_number)?;
        sheet.field("批号", &component.lot)?;
        sheet.field("占比", &percent(component.share))?;
        if component.ingredients.iter().all(|name| name.trim().is_empty()) {
            return Err(Refusal::MissingItem { item: Item::Ingredients.name() });
        }
        sheet.field(Item::Ingredients.name(), &ingredients(component))?;
    }

    sheet.heading("责任主体", "责任主体")?;
    for item in [
        Item::Enterprise,
        Item::EnterpriseAddress,
        Item::Store,
        Item::StoreAddress,
        Item::Producer,
        Item::ProducerAddress,
        Item::ProducerLicence,
        Item::Standard,
        Item::StaffCodes,
        Item::Phone,
    ] {
        product(&mut sheet, item)?;
    }
    let pages = sheet.finish(Item::UnitNumber.name(), label.unit_number.trim())?;
    pdf::write(
        &pages,
        typeface,
        &pdf::Imprint { title: "化妆品个性化服务使用须知", created: label.service_time },
    )
}
