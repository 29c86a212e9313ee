//! What a store still lacks before it can serve with a product, in the order in which it is put right.

use command::{Caller, Command, Run, Who};
use domain::staff::Role;
use registers::ProductTests;
use registers::project::AT;
use rules::DutyKind;
use rules::duties::has_passed;
use serde::{Deserialize, Serialize};
use store::Listing;
use store::tables::StaffRow;
use ts_rs::TS;

use super::reads::PAGE;
use crate::owed::{Duties, House, Owed};
use crate::setup::approvals::{self, InUse};
use crate::{Counter, Host, Refusal, templates};

/// Looks at what is missing.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LookSetup {}

/// One thing that a store needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SetupItem {
    /// Which.
    #[ts(
        type = "\"staff\" | \"products\" | \"recipes\" | \"lots\" | \"equipment\" | \"room\" | \"product_test\" | \"template\" | \"licence\" | \"approvals\" | \"presence\""
    )]
    pub key: &'static str,
    /// Whether the store has enough of it.
    pub done: bool,
    /// How many it has.
    pub count: u64,
    /// What is asked, in Chinese.
    pub why: String,
    /// The same in English.
    pub why_en: String,
    /// The article that asks it.
    pub clause: Option<String>,
}

/// Everything that a store needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Setup {
    /// Each thing once.
    pub items: Vec<SetupItem>,
    /// Whether nothing is missing.
    pub ready: bool,
}

impl Command for LookSetup {
    const NAME: &'static str = "setup.look";
    const WHO: Who = Who::Person(&[]);
    type Reply = Setup;
}

impl<H: Host> Run<Counter<H>> for LookSetup {
    fn run(self, counter: &mut Counter<H>, _: &Caller) -> Result<Setup, Refusal> {
        let house = House::of(counter)?;
        let duties = Owed::of(counter)?.house(&house).tests()?.duties();
        let items = items(counter, &house, &duties)?;
        Ok(Setup { ready: items.iter().all(|item| item.done), items })
    }
}

/// A thing that is asked: key, Chinese, English, article.
type Asked = (&'static str, &'static str, &'static str, Option<&'static str>);

const STAFF: Asked = (
    "staff",
    "至少一名操作人员和一名质量安全员，各有 PIN；两人不得为同一人",
    "at least one operator and one quality safety officer, two people, each with a PIN",
    Some("山东指南 第三条"),
);
const PRODUCTS: Asked = (
    "products",
    "至少一种备案有效的普通化妆品",
    "at least one filed ordinary cosmetic in force",
    Some("山东指南 第十七条"),
);
const RECIPES: Asked =
    ("recipes", "至少一个已批准的配方", "at least one approved recipe", Some("山东指南 第二十条"));
const LOTS: Asked = (
    "lots",
    "至少一个验收合格、未过期、未召回的批",
    "at least one lot that is accepted, unexpired and not recalled",
    Some("山东指南 第十三条"),
);
const EQUIPMENT: Asked = (
    "equipment",
    "至少一件没有欠检的设备",
    "at least one piece of equipment that owes no test",
    Some("山东指南 第十条"),
);
const ROOM: Asked = (
    "room",
    "操作区域已按监测计划测量，未逾期",
    "the operation area is measured as the plan asks",
    Some("山东指南 第十二条"),
);
const PRODUCT_TEST: Asked = (
    "product_test",
    "本季度成品检验合格",
    "a finished-product test passed for this quarter",
    Some("山东指南 第十条"),
);
const TEMPLATE: Asked = (
    "template",
    "至少一个已审核的标签模板",
    "at least one approved label template",
    Some("山东指南 第十九条"),
);
const LICENCE: Asked = (
    "licence",
    "生产许可证的有效期已登记，没有到期",
    "the last day of the production licence is stated and has not passed",
    Some("国家药监局 2025 年第 58 号 第一条"),
);
const APPROVALS: Asked = (
    "approvals",
    "配方、产品、批、授权和许可证都由质量安全员签名批准，没有等待签名的",
    "recipes, products, lots, authorisation and licence are signed by the officer; nothing waits",
    Some("山东指南 第十九条"),
);
const PRESENCE: Asked = (
    "presence",
    "操作人员和质量安全员同时在场",
    "an operator and a quality safety officer are both in the store",
    Some("山东指南 第三条"),
);

fn item((key, why, why_en, clause): Asked, done: bool, count: impl TryInto<u64>) -> SetupItem {
    let count = count.try_into().unwrap_or(u64::MAX);
    let (why, why_en) = (why.to_owned(), why_en.to_owned());
    SetupItem { key, done, count, why, why_en, clause: clause.map(str::to_owned) }
}

/// Everything that a store needs, as it stands now.
pub(crate) fn items<H: Host>(
    counter: &Counter<H>,
    house: &House,
    duties: &Duties,
) -> Result<Vec<SetupItem>, Refusal> {
    let (store, today) = (counter.store(), counter.today());
    let staff = store.staff()?;
    let holders = |role: Role, fit: &dyn Fn(&StaffRow) -> bool| {
        staff.iter().filter(|row| row.member.holds(role, today) && fit(row)).count()
    };
    let both =
        |fit: &dyn Fn(&StaffRow) -> bool| holders(Role::Operator, fit) > 0 && holders(Role::Officer, fit) > 0;
    let anything = |row: &&StaffRow| Role::ALL.iter().any(|role| row.member.holds(*role, today));
    let in_post = staff.iter().filter(anything).count();
    let in_use = InUse::of(store)?;
    let InUse { recipes, products: used } = &in_use;
    let (first, products) = (store.search_products("", 0, PAGE)?, store.count_products("")?);
    // The recipes' own products first: in a catalogue of any size they are few, and theirs are the filings that count.
    let mut known = used.iter().chain(&first);
    let filed = known.any(|product| product.active && product.filing.may_be_blended());
    let approved = recipes.iter().filter(|recipe| recipe.approved).count();
    let (any_lot, lots) = (store.any_usable_lot(today)?, store.count_lots(None, None)?);
    let holding = |kind| duties.of(kind).filter(|duty| !duty.state.is_overdue()).count();
    let sound = holding(DutyKind::EquipmentTest);
    let measured = holding(DutyKind::Environment);
    // Without a recipe nothing is made that could be tested.
    let tested = !recipes.is_empty() && holding(DutyKind::ProductTest) > 0;
    let reviewed = templates::usable(counter)?.len();
    let licensed = store.premises()?.licence_until.is_some_and(|until| !has_passed(until, today));
    let waiting = approvals::waiting(store, &in_use, today)?;
    let present = staff.iter().filter(|row| row.here_on(today).is_some()).count();
    Ok(vec![
        item(STAFF, both(&|row| row.pin.is_some()), in_post),
        item(PRODUCTS, filed, products),
        item(RECIPES, approved > 0, recipes.len()),
        item(LOTS, any_lot, lots),
        item(EQUIPMENT, sound > 0, house.equipment.len()),
        item(ROOM, measured > 0, measured),
        item(
            PRODUCT_TEST,
            tested,
            store.count_entries::<ProductTests>(&Listing { by: AT, ..Listing::default() })?,
        ),
        item(TEMPLATE, reviewed > 0, reviewed),
        item(LICENCE, licensed, usize::from(licensed)),
        item(APPROVALS, waiting == 0 && !recipes.is_empty(), waiting),
        item(PRESENCE, both(&|row| row.here_on(today).is_some()), present),
    ])
}
