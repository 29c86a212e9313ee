//! Rows of a table into the store, a piece in one transaction. Each row is judged against what the store holds now, and
//! not against what it held at the preview.

use command::Caller;
use command::fields;
use domain::clean::{self, Meant};
use domain::event::{Event, LotReceived, ProductListed, RecipeSet};
use domain::ids::{ProductId, RecipeId, is_of_headquarters};
use domain::recipe::{Recipe, RecipeDraft};
use domain::staff::Role;
use domain::stock::{Lot, Product};
use rules::claims::Reading;
use serde::Serialize;
use ts_rs::TS;
use words::Worded as _;

use super::super::fields::Why;
use super::super::stock::found;
use super::super::wording::Wording;
use super::{BadRow, Change, Item, Row, What, changes, products, recipes};
use crate::{Counter, Host, Refusal, bounds};

/// How a row stands to the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Not there yet.
    New,
    /// There and the same.
    Same,
    /// There, and otherwise: a new record says so.
    Changed(Vec<Change>),
    /// It cannot be taken.
    Refused(BadRow),
}

impl Standing {
    /// Whether the row would weaken something that protects a person.
    #[must_use]
    pub fn weakens(&self) -> bool {
        matches!(self, Self::Changed(changes) if changes.iter().any(|change| change.weakens))
    }
}

/// What becomes of rows that weaken something: a person looked at each of them and said so, or they are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weakening {
    /// They are left as the store has them.
    LeftOut,
    /// They were looked at, and are taken.
    LookedAt,
}

/// What a piece, or an import, came to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct Committed {
    /// Rows that were new.
    pub added: usize,
    /// Rows that were there and changed.
    pub changed: usize,
    /// Rows that were there and the same.
    pub already: usize,
    /// Rows that were left out.
    pub refused: usize,
    /// Rows that would weaken something and were left as the store has them.
    pub held: usize,
}

impl Committed {
    /// Both together.
    #[must_use]
    pub const fn and(self, other: &Self) -> Self {
        Self {
            added: self.added + other.added,
            changed: self.changed + other.changed,
            already: self.already + other.already,
            refused: self.refused + other.refused,
            held: self.held + other.held,
        }
    }
}

fn refused(row: &Row, column: &str, zh: String, en: String) -> Standing {
    Standing::Refused(row.bad(column, None, zh, en))
}

/// The refusal of the row that names this product: of a recipe's rows the one that is meant.
fn refused_product(row: &Row, product: &ProductId, Why { zh, en }: Why) -> Standing {
    Standing::Refused(row.bad("产品编号", Some(product.as_str()), zh, en))
}

/// The refusal of a product that the catalogue does not have.
fn unlisted(row: &Row, product: &ProductId) -> Standing {
    let zh = format!("目录中没有产品「{product}」：请先导入产品");
    let en = format!("no product “{product}”: import products first");
    refused_product(row, product, Why { zh, en })
}

/// The refusal of a new row that says nothing of what has to be known.
fn unsaid(row: &Row, certified: &[&'static str]) -> Option<Standing> {
    let column = certified.iter().find(|column| !row.says(column))?;
    let (zh, en) = if row.absent.contains(column) {
        ("表中没有这一列，请加上这一列", "the table has no such column: add it")
    } else {
        ("此格空着，请填写", "its cell is empty: fill it in")
    };
    let zh = format!("新增的行须写明「{column}」：{zh}；没有就写「无」或「否」，不写不能当作没有");
    let en = format!("a new row must say “{column}”: {en}; where there is none say none or no");
    Some(refused(row, column, zh, en))
}

/// The refusal of an approved recipe without what its unit cannot be made or labelled without (山东指南 第十九条): asked where it is
/// taken in, and not when a customer has signed. A draft may lack both.
fn lacking(row: &Row, recipe: &RecipeDraft) -> Option<Standing> {
    let hints = recipe.hints.iter().any(|hint| !clean::text(hint).is_empty());
    let (column, zh, en) = match (recipe.approved, hints, recipe.assessment.is_some()) {
        (false, ..) | (true, true, true) => return None,
        (true, false, _) => (
            "提示",
            "已批准的配方须有提示：标签上必须印有",
            "an approved recipe has hints: its label says them",
        ),
        (true, true, false) => (
            "安全评估",
            "已批准的配方须有安全评估编号（山东指南 第十九条）",
            "an approved recipe has a safety assessment (Shandong guide, article 19)",
        ),
    };
    Some(refused(row, column, format!("{zh}；没有导入"), en.to_owned()))
}

fn sentences(column: &'static str, texts: &[String], wording: &Wording) -> Option<(&'static str, Why)> {
    texts.iter().find_map(|text| Some((column, wording.check(text, Reading::Sentence).err()?)))
}

/// The first text of a recipe that labels may not carry, and its column.
pub(crate) fn worded_recipe(recipe: &RecipeDraft, wording: &Wording) -> Option<(&'static str, Why)> {
    let read = |column, text: &str, reading| Some((column, wording.check(text, reading).err()?));
    read("配方名称", &recipe.name, Reading::Name)
        .or_else(|| read("使用方法", &recipe.usage, Reading::Sentence))
        .or_else(|| sentences("提示", &recipe.hints, wording))
}

/// The first text of a row that labels may not carry, and its column. A recipe that is not approved is a draft yet.
fn worded(item: &Item, wording: &Wording) -> Option<(&'static str, Why)> {
    match item {
        Item::Product(product) => sentences("警示语", &product.warnings, wording),
        Item::Recipe(recipe, _) if recipe.approved => worded_recipe(recipe, wording),
        Item::Recipe(..) | Item::Lot(_) => None,
    }
}

impl<H: Host> Counter<H> {
    /// How each row stands to the store.
    ///
    /// # Errors
    /// What the store answers.
    pub fn standings(&self, rows: &[Row]) -> Result<Vec<Standing>, Refusal> {
        let wording = Wording::of(self)?;
        rows.iter().map(|row| Ok(self.settle(row, &wording)?.0)).collect()
    }

    /// Takes rows into the store, in one transaction: new and changed ones are recorded, the same are left alone, those
    /// that cannot be taken are counted, and so are those that weaken something that nobody looked at.
    ///
    /// # Errors
    /// `role_forbidden` for anybody but the manager; what the store answers. Then nothing of these rows was taken.
    pub fn import_rows(
        &mut self,
        caller: &Caller,
        what: What,
        rows: &[Row],
        weakening: Weakening,
    ) -> Result<Committed, Refusal> {
        let today = self.today();
        let manager = super::super::known(self, caller)?;
        if !manager.is_some_and(|member| member.holds(Role::StoreManager, today)) {
            let message = format!("导入{}须由店长进行；没有导入", what.zh());
            return Err(Refusal::new("role_forbidden", message));
        }
        super::super::approvals::not_by_an_approver(self, caller)?;
        let mut committed = Committed::default();
        let wording = Wording::of(self)?;
        let mut events: Vec<Event> = Vec::with_capacity(rows.len());
        for row in rows {
            let (standing, event) = self.settle(row, &wording)?;
            if standing.weakens() && weakening == Weakening::LeftOut {
                committed.held += 1;
                continue;
            }
            match standing {
                Standing::New => committed.added += 1,
                Standing::Changed(_) => committed.changed += 1,
                Standing::Same => committed.already += 1,
                Standing::Refused(_) => committed.refused += 1,
            }
            events.extend(event);
        }
        if events.is_empty() {
            return Ok(committed);
        }
        self.write::<_, Refusal>(caller.actor(), "import", |tx| {
            for event in events {
                tx.record(event)?;
            }
            Ok(())
        })?;
        // Hundreds of pieces come one after the other, with no idle moment in which the log would be moved.
        self.rest_when_long()?;
        Ok(committed)
    }

    /// How a row stands, and the record that it becomes, if any.
    fn settle(&self, row: &Row, wording: &Wording) -> Result<(Standing, Option<Event>), Refusal> {
        let known = match self.known_as(row)? {
            Ok(known) => known,
            Err(refused) => return Ok((refused, None)),
        };
        let row = &known;
        let (standing, event) = match &row.item {
            Item::Product(product) => {
                let event = |product: &Product| Some(ProductListed { product: product.clone() }.into());
                match found(self.store().product(&product.id))? {
                    None => match unsaid(row, &products::CERTIFIED) {
                        Some(refused) => (refused, None),
                        None => (Standing::New, event(product)),
                    },
                    Some(before) => {
                        let mut product = (**product).clone();
                        changes::kept_of_product(&mut product, &before, &row.absent);
                        match changes::of_product(&before, &product) {
                            _ if before == product => (Standing::Same, None),
                            changes => (Standing::Changed(changes), event(&product)),
                        }
                    }
                }
            }
            Item::Recipe(recipe, _) if is_of_headquarters(recipe.id.as_str()) => {
                let zh = format!("「{}」是总部下发的配方编号：门店不能导入或改动；没有导入", recipe.id);
                let en = format!(
                    "“{}” is a number of headquarters: a store neither imports nor changes it",
                    recipe.id
                );
                (refused(row, "配方编号", zh, en), None)
            }
            Item::Recipe(recipe, versioned) => self.settle_recipe(row, recipe, *versioned)?,
            Item::Lot(lot) => self.settle_lot(row, lot)?,
        };
        // What stands in the store already was read when it came, and is read again at every clearance.
        if event.is_some()
            && let Some((column, Why { zh, en })) = worded(&row.item, wording)
        {
            return Ok((refused(row, column, zh, en), None));
        }
        Ok((standing, event))
    }

    /// A row under the numbers by which the store knows what it speaks of, however the table writes them; or its refusal, where
    /// a number could mean several.
    fn known_as(&self, row: &Row) -> Result<Result<Row, Standing>, Refusal> {
        let store = self.store();
        let several = |column, typed: &str| {
            let Why { zh, en } = fields::several(typed);
            refused(row, column, zh, en)
        };
        let product = |typed: &ProductId| -> Result<Option<ProductId>, Refusal> {
            let known = store.products_meant(typed.as_str())?;
            let id = known.first().map_or_else(|| typed.clone(), |product| product.id.clone());
            Ok((known.len() <= 1).then_some(id))
        };
        let mut row_of = row.clone();
        match &mut row_of.item {
            Item::Product(listed) => match product(&listed.id)? {
                Some(id) => listed.id = id,
                None => return Ok(Err(several("产品编号", listed.id.as_str()))),
            },
            Item::Recipe(recipe, _) => {
                let mut draft = RecipeDraft::from((**recipe).clone());
                let known = store.recipes()?;
                match clean::meant(draft.id.as_str(), known.iter().map(|recipe| recipe.id.as_str())) {
                    Meant::One(id) => draft.id = RecipeId::new(id)?,
                    Meant::New => {}
                    Meant::Several => return Ok(Err(several("配方编号", draft.id.as_str()))),
                }
                for component in &mut draft.components {
                    match product(&component.product)? {
                        Some(id) => component.product = id,
                        None => {
                            let why = fields::several(component.product.as_str());
                            return Ok(Err(refused_product(row, &component.product, why)));
                        }
                    }
                }
                let (found, service) = (draft.components.len(), draft.service);
                let bounds = bounds::components(self, service)?;
                if !bounds.contains(&found) {
                    let (least, most) = (*bounds.start(), *bounds.end());
                    let zh = format!("{}须有 {least}–{most} 种组分（规则集），实有 {found} 种", service.zh());
                    let en = format!("{least} to {most} components by the rulebook, not {found}");
                    return Ok(Err(refused(row, "产品编号", zh, en)));
                }
                match Recipe::new(draft) {
                    Ok(known) => **recipe = known,
                    Err(error) => {
                        let en = "its components or sizes do not fit together".to_owned();
                        return Ok(Err(refused(row, "配方编号", error.to_string(), en)));
                    }
                }
            }
            Item::Lot(lot) => {
                match product(&lot.product)? {
                    Some(id) => lot.product = id,
                    None => return Ok(Err(several("产品编号", lot.product.as_str()))),
                }
                match store.lots_meant(lot.id.as_str())?.as_slice() {
                    [] => {}
                    [known] => lot.id = known.id.clone(),
                    _ => return Ok(Err(several("批编号", lot.id.as_str()))),
                }
            }
        }
        Ok(Ok(row_of))
    }

    /// A recipe that changed needs a higher version: services that were made by the old one name it.
    fn settle_recipe(
        &self,
        row: &Row,
        recipe: &Recipe,
        versioned: bool,
    ) -> Result<(Standing, Option<Event>), Refusal> {
        for component in &recipe.components {
            if found(self.store().product(&component.product))?.is_none() {
                return Ok((unlisted(row, &component.product), None));
            }
        }
        let Some(before) = found(self.store().recipe(&recipe.id))? else {
            if let Some(refused) = unsaid(row, &recipes::CERTIFIED).or_else(|| lacking(row, recipe)) {
                return Ok((refused, None));
            }
            return Ok((Standing::New, Some(RecipeSet { recipe: recipe.clone() }.into())));
        };
        let mut as_before = RecipeDraft { version: before.version, ..RecipeDraft::from(recipe.clone()) };
        changes::kept_of_recipe(&mut as_before, &before, &row.absent);
        let same = as_before == *before;
        if same && (!versioned || recipe.version == before.version) {
            return Ok((Standing::Same, None));
        }
        let version = if versioned { recipe.version } else { before.version.saturating_add(1) };
        if version <= before.version {
            let known = before.version;
            let zh = format!("内容与现有第 {known} 版不同：版本须大于 {known}，或留空由系统递增");
            let en = format!("differs from version {known}: give a higher version or leave it empty");
            return Ok((refused(row, "版本", zh, en), None));
        }
        let draft = RecipeDraft { version, ..as_before };
        let recipe = Recipe::new(draft).map_err(|error| Refusal::new("recipe", error.to_string()))?;
        if let Some(refused) = lacking(row, &recipe) {
            return Ok((refused, None));
        }
        let mut changes = changes::of_recipe(&before, &recipe);
        changes.push(Change {
            column: "版本".to_owned(),
            old: before.version.to_string(),
            new: version.to_string(),
            weakens: false,
        });
        Ok((Standing::Changed(changes), Some(RecipeSet { recipe }.into())))
    }

    /// A lot that was received stands as it was received; what is left of it and where it stands has its own records.
    fn settle_lot(&self, row: &Row, lot: &Lot) -> Result<(Standing, Option<Event>), Refusal> {
        let product = &lot.product;
        if found(self.store().product(product))?.is_none() {
            return Ok((unlisted(row, product), None));
        }
        // A recall is of the maker's number, whatever the store calls what it received under it.
        let here = |known: &Lot| known.number == lot.number && !known.recalled;
        if lot.recalled && self.store().lots_of(product)?.iter().any(here) {
            let number = &lot.number;
            let zh = format!("批号「{number}」已收货，导入不登记召回：请在物料页把它移入退货或者召回区");
            let en =
                format!("“{number}” was received, an import records no recall: move it to the recall zone");
            return Ok((refused(row, "已召回", zh, en), None));
        }
        Ok(match found(self.store().lot(&lot.id))? {
            None => (Standing::New, Some(LotReceived { lot: lot.clone() }.into())),
            Some(before) => {
                let pack =
                    |lot: &Lot| (lot.product.clone(), lot.number.clone(), lot.expires_on, lot.unit_net);
                if pack(&before) == pack(lot) {
                    (Standing::Same, None)
                } else {
                    let zh = format!("批「{}」已收货，且内容不同：已收货的批不能由导入改动", lot.id);
                    let en =
                        format!("lot “{}” was received and differs: an import does not change it", lot.id);
                    (refused(row, "批编号", zh, en), None)
                }
            }
        })
    }
}
