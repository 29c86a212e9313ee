//! 使用须知: the leaflet that goes with every label and carries every item in full, also those for which a small label has no
//! room (标签管理办法 art 17; 山东指南 art 19 accepts label or notice). Nothing in it is optional.

use words::Worded as _;

use crate::{
    dates,
    label::{Item, Label, ingredient_lists, percent, value},
    refusal::Refusal,
    sheet::{Content, Format, SheetPdf},
    typeface::Typeface,
};

/// Makes the notice of a label's unit.
///
/// # Errors
/// A [`Refusal`] that names the item that is missing or cannot be drawn.
pub fn notice_pdf(label: &Label, format: Format, typeface: &Typeface) -> Result<SheetPdf, Refusal> {
    label.check()?;
    let number = (Item::UnitNumber.zh(), label.unit_number.trim().to_owned());
    let mut sheet = Content::new("化妆品个性化服务使用须知", number);
    sheet.lead(Item::ProductName.zh(), &label.product_name)?;
    sheet.callout(Item::UseBy.zh(), &dates::day(label.use_by))?;
    let fields = |sheet: &mut Content, items: &[Item]| {
        items.iter().try_for_each(|item| sheet.field(item.zh(), &value(*item, label)))
    };
    fields(&mut sheet, &[Item::UnitNumber, Item::Batch, Item::NetContent, Item::ServiceTime])?;

    sheet.heading(Item::Usage.zh(), Item::Usage.zh())?;
    sheet.paragraph(Item::Usage.zh(), &label.usage)?;
    sheet.heading(Item::Warning.zh(), Item::Warning.zh())?;
    sheet.numbered(Item::Warning.zh(), &label.warnings)?;

    sheet.heading(Item::Components.zh(), Item::Components.zh())?;
    for component in &label.components {
        let below = format!("备案编号 {}　批号 {}", component.filing_number.trim(), component.lot.trim());
        sheet.entry(Item::Components.zh(), &component.name, percent(component.share), below)?;
    }
    sheet.heading(Item::Ingredients.zh(), Item::Ingredients.zh())?;
    let lists = ingredient_lists(label).ok_or(Refusal::MissingItem { item: Item::Ingredients.zh() })?;
    for list in lists {
        sheet.paragraph(Item::Ingredients.zh(), &list)?;
    }

    sheet.heading("责任主体", "责任主体")?;
    let responsible = [
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
    ];
    fields(&mut sheet, &responsible)?;
    sheet.made(format, typeface, label.service_time)
}
