//! What a bulletin brings, in words for people: how many things, which, and what is another than before. It refuses to judge: what
//! cannot be read says nothing.

use rules::Rulebook;
use rules::rulebook::{Limits, Value};
use serde::Serialize;
use store::Store;
use sync::answer::Outcome as _;
use sync::down::Chain;
use sync::down::bulletin::{Bulletin, Does, Untaken};
use sync::down::content::{Recalls, Suspended, Suspensions};
use sync::down::recipes::Recipes;
use sync::down::rulebooks::Rulebooks;
use sync::down::signers::SignedText;
use sync::down::staff::Staff;
use sync::down::working_days::WorkingDays;
use ts_rs::TS;

/// So many things are named; of more it is said how many there are.
const NAMED: usize = 12;

/// A sentence in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BulletinLine {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

fn line(zh: impl Into<String>, en: impl Into<String>) -> BulletinLine {
    BulletinLine { zh: zh.into(), en: en.into() }
}

/// Several things under one heading; nothing where there are none.
fn listed(zh: &str, en: &str, names: &[(String, String)]) -> Option<BulletinLine> {
    if names.is_empty() {
        return None;
    }
    let count = names.len();
    let join = |of: fn(&(String, String)) -> &str, comma: &str| {
        names.iter().take(NAMED).map(of).collect::<Vec<_>>().join(comma)
    };
    let (more_zh, more_en) = if count > NAMED { (" 等", " and others") } else { ("", "") };
    Some(line(
        format!("{zh} {count} 项：{}{more_zh}", join(|one| &one.0, "、")),
        format!("{en}, {count}: {}{more_en}", join(|one| &one.1, ", ")),
    ))
}

fn same(name: impl Into<String>) -> (String, String) {
    let name = name.into();
    (name.clone(), name)
}

/// What a bulletin says of itself, where its text can be read.
#[must_use]
pub fn read(signed: &str) -> Option<(SignedText, Bulletin)> {
    let signed: SignedText = serde_json::from_str(signed).ok()?;
    let bulletin = serde_json::from_str(&signed.text).ok()?;
    Some((signed, bulletin))
}

/// What a bulletin brings. With a store, what is new is told from what is changed.
#[must_use]
pub fn said(store: Option<&Store>, bulletin: &Bulletin, content: &[u8]) -> Vec<BulletinLine> {
    let does = bulletin.does;
    match bulletin.chain {
        Chain::Recalls => recalls(does, content),
        Chain::Suspensions => suspensions(store, does, content),
        Chain::Recipes => recipes(store, does, content),
        Chain::Rulebooks => rulebooks(does, content),
        Chain::WorkingDays => working_days(does, content),
        Chain::Staff => staff(does, content),
        Chain::Catalogue | Chain::LabelTemplates | Chain::ConsentTexts => None,
    }
    .unwrap_or_default()
}

fn recalls(does: Does, content: &[u8]) -> Option<Vec<BulletinLine>> {
    let Recalls { ordered, lifted } = Recalls::read(does, content).ok()?;
    let ordered: Vec<_> = ordered
        .iter()
        .map(|one| match &one.lot {
            Some(lot) => (format!("{} 批号 {lot}", one.filing), format!("{} lot {lot}", one.filing)),
            None => (format!("{} 全部批次", one.filing), format!("{} every lot", one.filing)),
        })
        .collect();
    let lifted: Vec<_> = lifted.iter().map(|one| same(&one.number)).collect();
    let both = [listed("召回", "recalled", &ordered), listed("解除召回", "recall lifted", &lifted)];
    Some(both.into_iter().flatten().collect())
}

fn suspensions(store: Option<&Store>, does: Does, content: &[u8]) -> Option<Vec<BulletinLine>> {
    let Suspensions { ordered, lifted } = Suspensions::read(does, content).ok()?;
    let (mut recipes, mut stores) = (Vec::new(), Vec::new());
    for one in &ordered {
        match &one.what {
            Suspended::Store(code) => stores.push(same(code)),
            Suspended::Recipe(id) => recipes.push(same(named(store, id))),
        }
    }
    let lifted: Vec<_> = lifted.iter().map(|one| same(&one.number)).collect();
    let all = [
        listed("停用配方", "recipes withdrawn", &recipes),
        listed("停用门店服务", "service stopped at", &stores),
        listed("解除停用", "stop lifted", &lifted),
    ];
    Some(all.into_iter().flatten().collect())
}

/// A recipe by its name, where the store has it.
fn named(store: Option<&Store>, id: &str) -> String {
    let recipe = domain::ids::RecipeId::new(id).ok().and_then(|id| store?.recipe(&id).ok());
    recipe.map_or_else(|| id.to_owned(), |recipe| format!("{} {id}", recipe.name))
}

fn recipes(store: Option<&Store>, does: Does, content: &[u8]) -> Option<Vec<BulletinLine>> {
    let put = Recipes::read(does, content).ok()?;
    let (mut new, mut changed) = (Vec::new(), Vec::new());
    for recipe in &put.recipes {
        let name = (
            format!("{}（{} 第 {} 版）", recipe.name, recipe.id, recipe.version),
            format!("{} ({} v{})", recipe.name, recipe.id, recipe.version),
        );
        // An earlier version is kept for the services that were agreed by it.
        let earlier = |store: &Store| {
            (1..recipe.version)
                .rev()
                .any(|version| store.recipe_version(&recipe.id, version).is_ok_and(|row| row.is_some()))
        };
        let is_changed = store.map_or(recipe.version > 1, earlier);
        if is_changed { changed.push(name) } else { new.push(name) }
    }
    let both = [listed("配方更新", "recipes changed", &changed), listed("配方新增", "recipes new", &new)];
    Some(both.into_iter().flatten().collect())
}

fn rulebooks(does: Does, content: &[u8]) -> Option<Vec<BulletinLine>> {
    let mut lines = Vec::new();
    let shipped = rules::builtin();
    for document in Rulebooks::read(does, content).ok()?.put {
        let Ok(book) = Rulebook::parse(&document.text) else {
            lines.push(line(format!("规则集 {}", document.id), format!("rulebook {}", document.id)));
            continue;
        };
        let known = shipped.iter().find(|one| one.id == book.id);
        let changes = known.map(|known| limits(known, &book)).unwrap_or_default();
        let (zh, en) = (format!("规则集《{}》", book.title), format!("rulebook {}", book.title_en));
        lines.push(
            match (known, listed("限值与程序自带的不同", "limits other than the program's", &changes))
            {
                (None, _) => line(format!("{zh}：新增"), format!("{en}: new")),
                (Some(_), None) => line(format!("{zh}：限值不变"), format!("{en}: no limit differs")),
                (Some(_), Some(told)) => line(format!("{zh}：{}", told.zh), format!("{en}: {}", told.en)),
            },
        );
    }
    Some(lines)
}

/// What limits of a rulebook are others than those of another.
fn limits(known: &Rulebook, book: &Rulebook) -> Vec<(String, String)> {
    let mut changes = Vec::new();
    let none = Limits::default();
    for clause in &book.clauses {
        let before = known.clause(&clause.number).map_or(&none, |before| &before.limits);
        for (limit, bound) in clause.limits.iter() {
            let shown = |value: &Value| match value {
                Value::Count(count) => count.to_string(),
                Value::Words(words) => words.join("/"),
            };
            let was = before.get(limit).map(|bound| &bound.value);
            if was != Some(&bound.value) {
                let was = was.map_or_else(|| "—".to_owned(), shown);
                let (number, change) = (&clause.number, format!("{was} → {}", shown(&bound.value)));
                changes.push((
                    format!("{number}「{}」{change}", clause.duty),
                    format!("{number} “{}” {change}", clause.duty_en),
                ));
            }
        }
    }
    changes
}

fn staff(does: Does, content: &[u8]) -> Option<Vec<BulletinLine>> {
    let grants = Staff::read(does, content).ok()?;
    let named: Vec<_> = grants
        .iter()
        .map(|(store, one)| {
            let (from, to) = (one.from, one.to);
            (
                format!("{store} {}（{from} 至 {to}）", one.document),
                format!("{store} {} ({from} to {to})", one.document),
            )
        })
        .collect();
    Some(listed("试点授权", "authorisations", &named).into_iter().collect())
}

fn working_days(does: Does, content: &[u8]) -> Option<Vec<BulletinLine>> {
    let years = WorkingDays::read(does, content).ok()?.years;
    let said = |(year, said): (&i32, &domain::workday::Year)| {
        let (off, work) = (said.off.len(), said.work.len());
        line(
            format!("{year} 年工作日：放假 {off} 天，调休上班 {work} 天（{}）", said.source),
            format!("working days of {year}: {off} off, {work} weekend days worked ({})", said.source),
        )
    };
    Some(years.iter().map(said).collect())
}

/// A bulletin with its signatures, as a page of records shows it.
pub(crate) fn of_signed(signed: &str) -> Option<BulletinLine> {
    let (signed, bulletin) = read(signed)?;
    let people: Vec<&str> = signed.signatures.iter().map(|one| one.person.as_str()).collect();
    let from = domain::in_china(bulletin.effective).format("%F %T");
    let (does_zh, does_en) = match bulletin.does {
        Does::Stops => ("停用类", "stops"),
        Does::Allows => ("允许或解除类", "allows"),
    };
    let (zh, en) = (people.join("、"), people.join(", "));
    Some(line(
        format!("{} · 签名：{zh} · {does_zh} · {from} 起", bulletin.hq),
        format!("{} · signed by {en} · {does_en} · from {from}", bulletin.hq),
    ))
}

/// Why a bulletin waits, as a page of records shows it.
pub(crate) fn of_untaken(untaken: &str) -> Option<BulletinLine> {
    let untaken: Untaken = serde_json::from_str(untaken).ok()?;
    let said = untaken.said();
    Some(match untaken.item() {
        Some((zh, en)) => line(format!("{}（{zh}）", said.zh), format!("{} ({en})", said.en)),
        None => line(said.zh, said.en),
    })
}
