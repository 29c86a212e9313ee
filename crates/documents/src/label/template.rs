//! A label template: a medium and what stands on it, read from TOML. A template that names an unknown item, has no room, or
//! sets a mandatory character below 1.8 mm does not load.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use words::Worded as _;

use super::Item;
use crate::{matrix_code::SMALLEST_MODULE, refusal::Refusal};

/// The least height of a mandatory character, in mm: the safe default of the older 化妆品标识管理规定.
const LEAST_HEIGHT_MM: f32 = 1.8;

const SHIPPED: [&str; 3] = [
    include_str!("../../../../assets/label-templates/label-60x40.toml"),
    include_str!("../../../../assets/label-templates/label-40x30.toml"),
    include_str!("../../../../assets/label-templates/label-100x80.toml"),
];

/// The paper: one label of the roll.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Medium {
    /// Width in mm.
    pub width_mm: f32,
    /// Height in mm.
    pub height_mm: f32,
    /// What stays white on each side, in mm.
    pub margin_mm: f32,
}

impl std::fmt::Display for Medium {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}×{} mm", self.width_mm, self.height_mm)
    }
}

/// When an item stands on the label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// On every label; without its value there is no label.
    Always,
    /// On labels above 15 g, where it is required; smaller ones carry it in the notice (标签管理办法 art 17).
    AboveSmallPack,
    /// Where it has a value and room is left; otherwise it stands in the notice.
    IfRoom,
}

/// One item of a template.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateItem {
    /// Which item.
    pub item: Item,
    /// 引导语, printed before it.
    #[serde(default)]
    pub guide: String,
    /// Height of its ideographs, figures and capitals, in mm.
    pub height_mm: f32,
    /// When it is there.
    pub presence: Presence,
    /// Among the items `if_room`: the highest number gives way first.
    #[serde(default)]
    pub drop_order: u8,
    /// May stand on the line of the item before it.
    #[serde(default)]
    pub same_line: bool,
    /// Printed only where this other item had to give way.
    #[serde(default)]
    pub instead_of: Option<Item>,
}

/// The QR code's place: the bottom right corner.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodePlace {
    /// The module's side where there is room, in mm.
    pub module_mm: f32,
    /// The side that the code and its quiet zone may take at most, in mm.
    pub side_mm: f32,
}

/// A label template, approved by headquarters.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabelTemplate {
    /// Its id, for example `label-60x40`.
    pub id: String,
    /// Its version; what was printed names it.
    pub version: u32,
    /// Its name for people.
    pub title: String,
    /// Relies on the small-pack relief: refuses above 15 g (标签管理办法 art 17).
    pub small_pack_only: bool,
    /// The paper.
    pub medium: Medium,
    /// The QR code.
    pub code: CodePlace,
    /// The items in their order.
    #[serde(rename = "item")]
    pub items: Vec<TemplateItem>,
    #[serde(skip)]
    text: String,
}

impl LabelTemplate {
    /// Reads a template.
    ///
    /// # Errors
    /// [`Refusal::Template`] with what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let template: Self = toml::from_str(text)
            .map_err(|error| Refusal::Template { template: "?".to_owned(), why: error.to_string() })?;
        match template.fault() {
            None => Ok(Self { text: text.to_owned(), ..template }),
            Some(why) => Err(Refusal::Template { template: template.id, why }),
        }
    }

    /// The text that it was read from: what an approval is of.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The guide words that it prints, in their order.
    #[must_use]
    pub fn guides(&self) -> Vec<String> {
        let guides = self.items.iter().filter(|item| !item.guide.is_empty());
        guides.map(|item| item.guide.clone()).collect()
    }

    fn fault(&self) -> Option<String> {
        let Medium { width_mm, height_mm, margin_mm } = self.medium;
        let sound = |value: f32, least: f32, most: f32| value.is_finite() && value >= least && value <= most;
        if !sound(width_mm, 20.0, 300.0) || !sound(height_mm, 20.0, 300.0) || !sound(margin_mm, 0.5, 9.0) {
            return Some("介质尺寸不在 20–300 mm 内，或边距不在 0.5–9 mm 内".to_owned());
        }
        if !sound(self.code.side_mm, 10.0, width_mm.min(height_mm) - 2.0 * margin_mm)
            || !sound(self.code.module_mm, SMALLEST_MODULE, 2.0)
        {
            return Some("二维码放不进介质，或每格小于 0.33 mm".to_owned());
        }
        let mut seen = BTreeSet::new();
        for item in &self.items {
            let name = item.item.zh();
            if !seen.insert(item.item) {
                return Some(format!("“{name}”重复"));
            }
            if !sound(item.height_mm, LEAST_HEIGHT_MM, 20.0) {
                return Some(format!("“{name}”字高小于 {LEAST_HEIGHT_MM} mm 或过大"));
            }
        }
        // What no label may lack, whatever its size: 标签管理办法 art 17 and 山东指南 art 19 (names and service time).
        let always =
            |wanted| self.items.iter().any(|item| item.item == wanted && item.presence == Presence::Always);
        let core = [
            Item::ProductName,
            Item::Enterprise,
            Item::NetContent,
            Item::Batch,
            Item::UseBy,
            Item::Store,
            Item::ServiceTime,
        ];
        core.into_iter().find(|item| !always(*item)).map(|item| format!("“{}”必须为必印内容", item.zh()))
    }
}

/// The templates that the product ships.
///
/// # Errors
/// [`Refusal::Template`] when the program was built with a broken one.
pub fn shipped_templates() -> Result<Vec<LabelTemplate>, Refusal> {
    SHIPPED.into_iter().map(LabelTemplate::parse).collect()
}
