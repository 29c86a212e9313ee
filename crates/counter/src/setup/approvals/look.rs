//! What one thing that waits says, line by line: what the officer approves by a signature is read here before it is given.
//! It refuses to show another version than the one that would be signed.

use command::{Caller, Command, Run, Who};
use domain::ids::{AuthorisationId, LotId, ProductId, RecipeId};
use domain::period::Period;
use domain::premises::{Approvable, Authorisation};
use domain::recipe::{Component, Recipe};
use domain::skin::SkinType;
use domain::stock::{Ingredient, Lot, Product};
use serde::{Deserialize, Serialize};
use store::Store;
use store::tables::StoreRow;
use ts_rs::TS;
use words::Worded;

use super::super::stock::found;
use crate::day::record::RecordField;
use crate::texts::Synonyms;
use crate::{Counter, Host, Refusal};

/// Looks at what one thing that waits for approval says.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LookApproval {
    /// What kind of thing.
    #[ts(type = "Approvable")]
    pub what: Approvable,
    /// Which.
    pub id: String,
}

/// What it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ApprovalView {
    /// Line by line.
    pub lines: Vec<RecordField>,
}

/// Lines in the making. What is empty is said to be none: silence would read as not asked.
#[derive(Default)]
struct Lines(Vec<RecordField>);

impl Lines {
    fn say(&mut self, word: &str, zh: impl Into<String>, en: impl Into<String>) {
        let (zh, en) = (zh.into(), en.into());
        let said =
            if zh.is_empty() { RecordField::of(word, "无", "none") } else { RecordField::of(word, zh, en) };
        self.0.push(said);
    }

    /// The same in both languages.
    fn plain(&mut self, word: &str, text: impl Into<String>) {
        let text = text.into();
        self.say(word, text.clone(), text);
    }

    fn yes(&mut self, word: &str, yes: bool) {
        if yes { self.say(word, "是", "yes") } else { self.say(word, "否", "no") }
    }

    fn period(&mut self, word: &str, period: Period) {
        let (number, en) = match period {
            Period::Days(number) => (number, "days"),
            Period::Months(number) => (number, "months"),
        };
        self.say(word, period.to_string(), format!("{number} {en}"));
    }

    /// Lines that are parts of one field.
    fn within(&mut self, word: &str, say: impl FnOnce(&mut Self)) {
        let before = self.0.len();
        say(self);
        self.0.iter_mut().skip(before).for_each(|line| line.within(word));
    }

    /// A list, each item in both languages.
    fn list<T>(&mut self, word: &str, items: &[T], show: impl Fn(&T) -> (String, String)) {
        let (zh, en): (Vec<String>, Vec<String>) = items.iter().map(show).unzip();
        self.say(word, zh.join("；"), en.join("; "));
    }
}

/// A text that has no other language.
fn same<T: ToString>(text: &T) -> (String, String) {
    (text.to_string(), text.to_string())
}

/// A code in both languages.
fn worded(code: &impl Worded) -> (String, String) {
    (code.zh().to_owned(), code.en().to_owned())
}

/// A code with the figure that it has here.
fn figured(code: &impl Worded, figure: impl std::fmt::Display) -> (String, String) {
    (format!("{} {figure}", code.zh()), format!("{} {figure}", code.en()))
}

/// Parts per million as per cent.
fn percent(parts: u32) -> String {
    let text = format!("{}.{:04}", parts / 10_000, parts % 10_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

impl Lines {
    fn product(&mut self, product: &Product, recipes: &[Recipe], synonyms: &Synonyms) {
        self.plain("name", &product.name);
        self.plain("filing", product.filing.to_string());
        self.yes("active", product.active);
        self.plain("filer", &product.filer);
        self.plain("maker", &product.maker);
        self.plain("licence", product.licence.as_ref().map(|one| one.as_str()).unwrap_or_default());
        self.plain("standard", &product.standard);
        self.plain("classification", &product.classification);
        self.list("exclusions", &product.exclusions, worded);
        self.yes("wax", product.wax);
        self.period("after_opening", product.after_opening);
        self.plain("usage", &product.usage);
        self.list("warnings", &product.warnings, same);
        self.within("ingredients", |lines| lines.plain("count", product.ingredients.len().to_string()));
        self.list("ingredients", &product.ingredients, |Ingredient { chinese, inci, trace, content }| {
            let inci = if inci.is_empty() { String::new() } else { format!(" {inci}") };
            let content = content.map(|parts| format!(" {} %", percent(parts))).unwrap_or_default();
            let (zh, en) = if *trace { ("（微量）", " (trace)") } else { ("", "") };
            (format!("{chinese}{inci}{content}{zh}"), format!("{chinese}{inci}{content}{en}"))
        });
        let known = |one: &&Ingredient| synonyms.knows(&one.chinese) || synonyms.knows(&one.inci);
        let allergens: Vec<&Ingredient> = product.ingredients.iter().filter(known).collect();
        self.list("allergens", &allergens, |one| same(&one.chinese));
        // What is assessed is the blend (山东指南 第十九条): a product stands under the assessments of its recipes.
        let made = |one: &&Recipe| one.components.iter().any(|part| part.product == product.id);
        let recipes: Vec<&Recipe> = recipes.iter().filter(made).collect();
        self.list("assessment", &recipes, |one| match &one.assessment {
            Some(assessment) => same(&format!("{} {assessment}", one.id)),
            None => (format!("{} 无", one.id), format!("{} none", one.id)),
        });
    }

    fn recipe(&mut self, recipe: &Recipe, store: &Store) -> Result<(), Refusal> {
        self.plain("name", &recipe.name);
        self.plain("version", recipe.version.to_string());
        let (zh, en) = worded(&recipe.service);
        self.say("services", zh, en);
        let mut parts: Vec<(&Component, String)> = Vec::with_capacity(recipe.components.len());
        for part in &recipe.components {
            let product = found(store.product(&part.product))?;
            parts.push((part, product.map_or_else(|| part.product.to_string(), |product| product.name)));
        }
        self.list("components", &parts, |(part, name)| {
            let (tolerance, least) = (part.tolerance.parts, part.tolerance.at_least);
            let deviation = format!("±{}.{:02}%", tolerance / 100, tolerance % 100);
            let (id, share) = (&part.product, part.share);
            (
                format!("{name}（{id}）{share}，允差 {deviation}，最小 {least}"),
                format!("{name} ({id}) {share}, deviation {deviation}, at least {least}"),
            )
        });
        self.period("keeps", recipe.keeps);
        self.list("sizes", &recipe.sizes, |(size, price)| same(&format!("{size} {price}")));
        self.plain("usage", &recipe.usage);
        self.list("hints", &recipe.hints, same);
        self.plain("assessment", recipe.assessment.as_ref().map(ToString::to_string).unwrap_or_default());
        self.yes("approved", recipe.approved);
        let (temperature, humidity) = (recipe.climate.temperature, recipe.climate.humidity);
        let tenths = |low: i32, high: i32| {
            format!("{}.{}–{}.{}", low / 10, (low % 10).abs(), high / 10, (high % 10).abs())
        };
        self.plain("temperature", format!("{} ℃", tenths(temperature.0.into(), temperature.1.into())));
        self.plain("humidity", format!("{} %", tenths(humidity.0.into(), humidity.1.into())));
        let types = |list: &[SkinType]| list.iter().map(worded).collect::<Vec<_>>();
        let (purpose, against) = (&recipe.purpose, &recipe.against);
        self.within("purpose", |lines| {
            lines.list("metrics", &purpose.metrics, |(metric, weight)| figured(metric, weight));
            lines.list("concerns", &purpose.concerns, |(concern, weight)| figured(concern, weight));
            lines.list("skin_types", &types(&purpose.skin_types), Clone::clone);
        });
        self.within("against", |lines| {
            lines.plain("under_age", against.under_age.map(|age| age.to_string()).unwrap_or_default());
            lines.yes("pregnancy", against.pregnancy);
            let below = &against.metric_below;
            lines.list("metric_below", below, |(metric, least)| figured(metric, format!("< {least}")));
            lines.list("skin_types", &types(&against.skin_types), Clone::clone);
        });
        Ok(())
    }

    fn lot(&mut self, lot: &Lot, product: Option<&Product>) {
        self.plain("product", product.map_or(lot.product.as_str(), |product| product.name.as_str()));
        self.plain("filing", product.map(|product| product.filing.to_string()).unwrap_or_default());
        self.plain("number", &lot.number);
        self.plain("expires_on", lot.expires_on.to_string());
        self.plain("received_on", lot.received_on.to_string());
        self.plain("supplier", &lot.supplier);
        self.list("documents", &lot.documents, same);
        self.plain("unit_net", lot.unit_net.to_string());
        self.plain("units", lot.units.to_string());
        self.yes("accepted", lot.accepted);
        let (zh, en) = worded(&lot.zone);
        self.say("zone", zh, en);
        self.yes("recalled", lot.recalled);
    }

    fn authorisation(&mut self, granted: &Authorisation) {
        self.plain("document", granted.document.to_string());
        let (zh, en) = worded(&granted.province);
        self.say("province", zh, en);
        self.list("services", &granted.services, worded);
        self.plain("from", granted.from.to_string());
        self.plain("valid_until", granted.to.to_string());
        self.yes("suspended", granted.suspended);
    }

    fn licence(&mut self, row: &StoreRow) {
        self.plain("enterprise", &row.enterprise.name);
        self.plain("licence", row.enterprise.licence.as_str());
        self.plain("valid_until", row.licence_until.map(|until| until.to_string()).unwrap_or_default());
    }
}

impl Command for LookApproval {
    const NAME: &'static str = "approval.look";
    const WHO: Who = Who::Person(&[]);
    type Reply = ApprovalView;
}

impl<H: Host> Run<Counter<H>> for LookApproval {
    fn run(self, counter: &mut Counter<H>, _: &Caller) -> Result<ApprovalView, Refusal> {
        let (store, id) = (counter.store(), self.id.as_str());
        let mut lines = Lines::default();
        match self.what {
            Approvable::Product => {
                let product = store.product(&ProductId::new(id)?)?;
                lines.product(&product, &store.recipes()?, &counter.assets().synonyms);
            }
            Approvable::Recipe => lines.recipe(&store.recipe(&RecipeId::new(id)?)?, store)?,
            Approvable::Lot => {
                let lot = store.lot(&LotId::new(id)?)?;
                lines.lot(&lot, found(store.product(&lot.product))?.as_ref());
            }
            Approvable::Authorisation => {
                let wanted = AuthorisationId::new(id)?;
                let all = store.authorisations()?;
                let granted = all.iter().find(|one| one.id == wanted);
                let missing = || Refusal::new("not_found", format!("没有授权「{wanted}」；没有改动"));
                lines.authorisation(granted.ok_or_else(missing)?);
            }
            Approvable::Licence => lines.licence(&store.premises()?),
        }
        Ok(ApprovalView { lines: lines.0 })
    }
}
