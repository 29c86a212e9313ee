//! The use cases of one service, one module a step of the flow.

pub mod agree;
pub mod blend;
pub mod clear;
pub mod deliver;
pub mod label;
pub mod needs;
pub mod notice;
pub mod open;
pub mod plan;
pub mod release;
pub mod skin;

use chrono::NaiveDate;
use domain::stock::{Lot, Zone};

use crate::Refusal;

/// Refuses a lot that may not be touched now: outside 合格, not accepted, recalled or expired. The clearance asked
/// already; this asks again at each touch, because a recall does not wait for a service to end.
pub(crate) fn usable(lot: &Lot, today: NaiveDate) -> Result<(), Refusal> {
    let refuse = |why: String, article: &str| {
        let message = format!("批 {} {why}，不能使用；已完成的步骤都已保存", lot.number);
        let mend = "把该批移到相应分区，改用其他批；已在容器内的须报废后重做";
        Err(Refusal::new("lot_not_usable", message).clause("shandong-guide", article).mend(mend))
    };
    if lot.recalled {
        return refuse("已被召回".to_owned(), "第二十五条");
    }
    if lot.zone != Zone::Accepted || !lot.accepted {
        return refuse(format!("在{}区，不在合格区", lot.zone.chinese()), "第十三条");
    }
    if lot.expires_on < today {
        return refuse(format!("已于 {} 到期", lot.expires_on), "第二十二条");
    }
    Ok(())
}
