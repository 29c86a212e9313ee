//! The tags that the daily work puts on things, made from what the store knows now: the same state gives the same bytes,
//! so a tag that fell off is simply made again (山东指南 第十三、十八、二十二、二十三条).
//!
//! A tag refuses to say what is not true: equipment that is not clean gets no 已清洁, a container that is not sealed no 结存.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, NaiveTime, TimeDelta};
use command::{Caller, Command, Run, Who};
use documents::{Tag, TagStock};
use domain::Moment;
use domain::ids::{AreaId, ContainerId, EquipmentId, LotId};
use domain::leftover::Standing;
use domain::premises::Cleaning;
use domain::stock::{Container, Lot};
use registers::Cleanings;
use rules::duties::terms;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use words::Worded as _;

use super::leftover::last_day;
use crate::error::{undrawn, unset};
use crate::{Counter, Host, Refusal, bounds};

/// Dots an inch of the picture: what label printers print at.
const DOTS_PER_INCH: u16 = 300;

/// What the code of an area's tag begins with: `A1` alone could be anything.
pub(crate) const AREA: &str = "AREA-";

/// What a tag is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TagOf {
    /// 已清洁, on a piece of equipment.
    Equipment,
    /// 已清洁, at an operation area.
    Area,
    /// The zone, on a received lot.
    Lot,
    /// 已开封, 结存物料 or 废弃物料, whichever the container is.
    Container,
}

/// Which tag, on which stock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WhichTag {
    /// What it is for.
    pub of: TagOf,
    /// Its id.
    pub id: String,
    /// 40×30 mm instead of 60×40 mm.
    #[serde(default)]
    #[ts(optional)]
    pub small: Option<bool>,
}

impl WhichTag {
    /// The stock that it is cut from.
    #[must_use]
    pub const fn stock(&self) -> TagStock {
        if matches!(self.small, Some(true)) { TagStock::Small } else { TagStock::Large }
    }

    /// Makes the tag.
    ///
    /// # Errors
    /// `not_found`, `tag_untrue` where the thing is not in the state that the tag attests, and what the paper refuses.
    pub fn pdf<H: Host>(&self, counter: &Counter<H>) -> Result<Vec<u8>, Refusal> {
        let tag = match self.of {
            TagOf::Equipment => equipment(counter, &EquipmentId::new(&self.id)?)?,
            TagOf::Area => area(counter, &AreaId::new(&self.id)?)?,
            TagOf::Lot => lot(counter, &LotId::new(&self.id)?)?,
            TagOf::Container => container(counter, &ContainerId::new(&self.id)?)?,
        };
        documents::tag_pdf(&tag, self.stock(), &counter.assets().typeface).map_err(unset)
    }
}

fn untrue(message: String, article: &str, mend: &str) -> Refusal {
    Refusal::new("tag_untrue", message).clause("shandong-guide", article).mend(mend)
}

fn time(moment: Moment) -> String {
    moment.format("%Y-%m-%d %H:%M").to_string()
}

fn clean<H: Host>(counter: &Counter<H>, what: &str, cleaning: Option<Cleaning>) -> Result<Cleaning, Refusal> {
    let (now, most) = (counter.host().now(), bounds::cleaning_hours(counter)?);
    let holds = |cleaning: &Cleaning| terms::cleaning(Some(&cleaning.into()), most).holds(now);
    let cleaning = cleaning.filter(holds).ok_or_else(|| {
        untrue(format!("{what}没有有效的清洁，不能贴“已清洁”"), "第二十三条", "请先清洁消毒并登记")
    })?;
    // The tag says no longer than the rulebook lets it hold.
    let valid_until = cleaning.valid_until.min(cleaning.at + TimeDelta::hours(most.into()));
    Ok(Cleaning { valid_until, ..cleaning })
}

fn equipment<H: Host>(counter: &Counter<H>, id: &EquipmentId) -> Result<Tag, Refusal> {
    let piece = counter.store().piece(id)?;
    let cleaning = clean(counter, &format!("设备 {id} "), piece.cleaned)?;
    Ok(Tag {
        heading: "已清洁",
        beside: None,
        lines: vec![
            ("设备", format!("{} {id}", piece.name)),
            ("清洁消毒", time(cleaning.at)),
            ("有效期至", time(cleaning.valid_until)),
            ("规程", piece.procedure.to_string()),
        ],
        code: id.to_string(),
        at: cleaning.at,
    })
}

fn area<H: Host>(counter: &Counter<H>, id: &AreaId) -> Result<Tag, Refusal> {
    let row = counter.store().latest_entry::<Cleanings>("area", &registers::cell::plain(id.as_str()))?;
    let procedure = row.as_ref().map(|row| row.says.procedure.to_string()).unwrap_or_default();
    let cleaning = clean(counter, &format!("区域 {id} "), row.map(|row| row.says.cleaning()))?;
    Ok(Tag {
        heading: "已清洁",
        beside: Some("已清场"),
        lines: vec![
            ("区域", id.to_string()),
            ("清洁消毒", time(cleaning.at)),
            ("有效期至", time(cleaning.valid_until)),
            ("规程", procedure),
        ],
        code: format!("{AREA}{id}"),
        at: cleaning.at,
    })
}

fn lot<H: Host>(counter: &Counter<H>, id: &LotId) -> Result<Tag, Refusal> {
    let lot = counter.store().lot(id)?;
    let name = counter.store().product(&lot.product)?.name;
    let offset = *counter.host().now().offset();
    let received: Option<DateTime<_>> =
        lot.received_on.and_time(NaiveTime::MIN).and_local_timezone(offset).single();
    Ok(Tag {
        heading: lot.zone.zh(),
        beside: lot.recalled.then_some("召回"),
        lines: vec![
            ("名称", name),
            ("批号", lot.number),
            ("限期使用日期", lot.expires_on.to_string()),
            ("数量", format!("{} 件 × {}", lot.units, lot.unit_net)),
            ("收货", lot.received_on.to_string()),
        ],
        code: id.to_string(),
        at: received.unwrap_or_else(|| counter.host().now()),
    })
}

fn container<H: Host>(counter: &Counter<H>, id: &ContainerId) -> Result<Tag, Refusal> {
    let container = counter.store().container(id)?;
    let lot = counter.store().lot(&container.lot)?;
    let name = counter.store().product(&lot.product)?.name;
    let last = last_day(&container, &lot);
    let released = matches!(container.standing, Standing::Returned(_));
    let Container { opened_at, opened_by, left, standing, .. } = container;
    let Lot { number, .. } = lot;
    let tag = |heading, beside, mut lines: Vec<(&'static str, String)>, at| {
        let mut all = vec![("名称", name), ("批号", number)];
        all.append(&mut lines);
        Ok(Tag { heading, beside, lines: all, code: id.to_string(), at })
    };
    match standing {
        Standing::InUse if left.0 == 0 => {
            Err(untrue(format!("容器 {id} 已空，无须标识"), "第二十二条", "请丢弃空容器"))
        }
        Standing::InUse => {
            let mut lines = vec![("开封", time(opened_at)), ("使用期限至", last.to_string())];
            lines.extend(opened_by.map(|by| ("开封人", by.to_string())));
            tag("已开封", None, lines, opened_at)
        }
        Standing::Sealed(sealing) | Standing::Returned(sealing) => {
            let lines = vec![
                ("数量", left.to_string()),
                ("使用期限", sealing.use_by.min(last).to_string()),
                ("封存", format!("{} {}", time(sealing.at), sealing.by)),
            ];
            tag("结存物料", Some(if released { "已放行" } else { "待放行" }), lines, sealing.at)
        }
        Standing::Disposed { left, disposal } => {
            let lines = vec![
                ("数量", left.to_string()),
                ("原因", disposal.reason.clone()),
                ("处置", format!("{} {}", disposal.method.zh(), time(disposal.at))),
                ("经办", disposal.by.to_string()),
            ];
            tag("废弃物料", Some("不得使用"), lines, disposal.at)
        }
    }
}

/// Looks at a tag as it will be printed.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LookTag {
    /// Which.
    #[serde(flatten)]
    pub which: WhichTag,
}

/// A tag as a picture of the very PDF that is printed.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct TagView {
    /// PNG, in base64.
    pub png: String,
    /// How wide it is.
    pub width_mm: f32,
    /// How high it is.
    pub height_mm: f32,
}

impl Command for LookTag {
    const NAME: &'static str = "tag.look";
    const WHO: Who = Who::Person(crate::steps::AT_WORK);
    type Reply = TagView;
}

impl<H: Host> Run<Counter<H>> for LookTag {
    fn run(self, counter: &mut Counter<H>, _: &Caller) -> Result<TagView, Refusal> {
        let picture = preview::label_png(&self.which.pdf(counter)?, DOTS_PER_INCH).map_err(undrawn)?;
        let png = STANDARD.encode(&picture.png);
        Ok(TagView { png, width_mm: picture.width_mm, height_mm: picture.height_mm })
    }
}
