//! The lots that a new store already has on its shelf, one row a lot. It refuses what the shelf itself refuses: an
//! expired lot in 合格, a recalled one anywhere but in its zone.

use chrono::NaiveDate;
use domain::ids::{DocumentNumber, LotId, ProductId};
use domain::stock::{Lot, Zone};
use rules::duties::has_passed;
use words::Worded as _;

use super::super::fields::{self, Why, why};
use super::super::stock::{MOST_NET, MOST_UNITS, lot_id};
use super::columns::Column;
use super::line::{Line, Titles};
use super::units::Holds;
use super::values;

const fn column(
    name: &'static str,
    also: &'static [&'static str],
    required: bool,
    holds: Holds,
    example: &'static str,
) -> Column {
    Column { name, also, required, holds, example }
}

pub(super) const COLUMNS: &[Column] = &[
    column("批编号", &["批id", "lot id", "id"], false, Holds::Code, "示例-P01-A"),
    column(
        "产品编号",
        &["产品编码", "商品编码", "货号", "sku", "product id", "product"],
        true,
        Holds::Code,
        "示例-P01",
    ),
    column(
        "产品名称",
        &["中文名称", "名称", "品名", "商品名称", "product name", "name"],
        false,
        Holds::Text,
        "保湿面霜",
    ),
    column(
        "生产批号",
        &["批号", "产品批号", "lot", "lot number", "batch", "batch number"],
        true,
        Holds::Code,
        "A240101",
    ),
    column(
        "限期使用日期",
        &[
            "有效期至",
            "有效期",
            "保质期至",
            "到期日",
            "使用期限",
            "expires on",
            "expires",
            "expiry",
            "expiry date",
        ],
        true,
        Holds::Day,
        "2027-12-31",
    ),
    column(
        "购进日期",
        &["进货日期", "收货日期", "入库日期", "received on", "received"],
        false,
        Holds::Day,
        "2026-01-15",
    ),
    column("供货者", &["供应商", "供货商", "供货单位", "supplier"], true, Holds::Text, "某某供应链有限公司"),
    column("随货单据", &["单据", "检验报告", "documents"], false, Holds::Codes, "送货单-001；检验报告-001"),
    column("每件净含量", &["净含量", "规格", "unit net", "net content", "net"], true, Holds::Mass, "100g"),
    column("数量", &["件数", "库存", "库存数量", "units", "quantity"], true, Holds::Count, "5"),
    column("分区", &["存放区", "库区", "zone"], false, Holds::Text, "合格"),
    column("已验收", &["验收", "是否验收", "accepted"], false, Holds::Text, "是"),
    column("已召回", &["召回", "是否召回", "recalled"], false, Holds::Text, "否"),
];

/// A row is about a product and one lot of it.
pub(super) const TITLES: Titles = &[&["产品名称", "产品编号"], &["生产批号"]];

/// A lot of a table; without an id of its own it takes that of product and number.
pub(super) fn read(line: &mut Line, today: NaiveDate) -> Option<Lot> {
    let id: Option<LotId> = line.may("批编号", fields::id);
    let product: Option<ProductId> = line.need("产品编号", fields::id);
    let number = line.need("生产批号", |typed| fields::text(typed, 24));
    let expires_on = line.need("限期使用日期", values::day);
    let received_on = line.may("购进日期", |typed| {
        let day = values::day(typed)?;
        if day <= today { Ok(day) } else { Err(why("不能晚于今天", "not after today")) }
    });
    let supplier = line.need("供货者", |typed| fields::text(typed, 80));
    let documents = line.may("随货单据", documents).unwrap_or_default();
    let unit_net = line.need("每件净含量", |typed| match values::mass(typed)? {
        net if net.0 <= MOST_NET => Ok(net),
        _ => Err(why("不能超过 100 kg", "100 kg at most")),
    });
    let units = line.need("数量", |typed| values::count(typed, 1..=MOST_UNITS, Holds::Count));
    let accepted = line.may("已验收", values::yes_no).unwrap_or(false);
    let said = line.text("已召回").is_some();
    let recalled = line.may("已召回", values::yes_no).unwrap_or(false);
    if accepted && !said {
        let zh = "已验收的批须写明是否召回：空着即不知道";
        line.refuse("已召回", zh, "an accepted lot says whether it is recalled: empty means not known");
    }
    let usual = match (recalled, accepted) {
        (true, _) => Zone::ReturnedOrRecalled,
        (false, true) => Zone::Accepted,
        (false, false) => Zone::Waiting,
    };
    let zone = line.may("分区", zone).unwrap_or(usual);
    if zone == Zone::Accepted && !accepted {
        line.refuse("分区", "合格区的批须已验收", "a lot in 合格 must be accepted");
    }
    if zone == Zone::Accepted && expires_on.is_some_and(|day| has_passed(day, today)) {
        line.refuse("限期使用日期", "已过期的批不能在合格区", "an expired lot may not stand in 合格");
    }
    if recalled && zone != Zone::ReturnedOrRecalled {
        line.refuse("分区", "召回的批须在退货或者召回区", "a recalled lot stands in 退货或者召回");
    }
    if accepted && documents.is_empty() {
        line.refuse("随货单据", "已验收的批须有随货单据或检验报告", "an accepted lot has a document");
    }
    let (product, number) = (product?, number?);
    let id = id.or_else(|| lot_id(&product, &number, 0));
    if id.is_none() {
        line.refuse("生产批号", "批号过长", "the number is too long");
    }
    Some(Lot {
        id: id?,
        product,
        number,
        expires_on: expires_on?,
        received_on: received_on.unwrap_or(today),
        supplier: supplier?,
        documents,
        unit_net: unit_net?,
        units: units?,
        zone,
        accepted,
        recalled,
    })
}

fn documents(typed: &str) -> Result<Vec<DocumentNumber>, Why> {
    values::list(typed).iter().map(|item| fields::id(item)).collect()
}

fn zone(typed: &str) -> Result<Zone, Why> {
    let word = typed.trim().trim_end_matches('区');
    let known = Zone::ALL.into_iter().find(|zone| zone.zh().trim_end_matches('区') == word);
    let known = known.or(match word.to_lowercase().as_str() {
        "waiting" => Some(Zone::Waiting),
        "accepted" => Some(Zone::Accepted),
        "rejected" => Some(Zone::Rejected),
        "退货" | "召回" | "退货召回" | "returned_or_recalled" => Some(Zone::ReturnedOrRecalled),
        _ => None,
    });
    known.ok_or_else(|| {
        why("须为 待检、合格、不合格、退货或者召回", "waiting, accepted, rejected or returned_or_recalled")
    })
}
