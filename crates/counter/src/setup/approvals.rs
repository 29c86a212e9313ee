//! What the quality safety officer approves: recipes, their products and lots, the pilot authorisation and the production
//! licence. Who brings them in is another person; what is not approved as it stands stops at the clearance (山东指南 第十七、
//! 十九条).
//!
//! A thing is approved by what it says: when it says something else, it stands in the list again. Each row can be opened
//! (`look`), and the list is signed without the rows that were left out, by the digest of exactly what is signed (`sign`).

mod licence;
mod look;
mod sign;

use std::collections::HashMap;
use std::iter;

use chrono::NaiveDate;
use command::{Caller, Command, Run, Who};
use domain::event::{AuthorisationSet, Event, LicenceStated, LotReceived, ProductListed, RecipeSet};
use domain::ids::{ProductId, StaffId};
use domain::premises::{Approvable, ApprovedThing, Authorisation};
use domain::quantity::Milligrams;
use domain::recipe::Recipe;
use domain::signature::Digest;
use domain::staff::Role;
use domain::stock::{Lot, Product, Zone};
use ledger::Stored;
use rules::choosing::Signed;
use rules::duties::has_passed;
use rules::facts;
use serde::{Deserialize, Serialize};
use store::Store;
use store::tables::{ApprovalRow, ApprovedBy, StoreRow};
use ts_rs::TS;

pub use self::licence::StateLicence;
pub use self::look::{ApprovalView, LookApproval};
pub use self::sign::{ApprovalRef, SignApprovals};
use super::known;
use crate::counter::digest;
use crate::day::record::RecordLine;
use crate::view::reader::Reader;
use crate::view::{Person, reads};
use crate::{Counter, Host, Refusal};

/// SHA-256 of what a thing says, as its record would hold it.
fn content(event: impl Into<Event>) -> Result<Digest, Refusal> {
    let mut bytes = Vec::new();
    event.into().serialize_payload(&mut serde_json::Serializer::new(&mut bytes))?;
    Ok(digest(&bytes))
}

fn of_product(product: &Product) -> Result<Digest, Refusal> {
    content(ProductListed { product: product.clone() })
}

pub(crate) fn of_recipe(recipe: &Recipe) -> Result<Digest, Refusal> {
    content(RecipeSet { recipe: recipe.clone() })
}

/// A lot as it was received: where it stands and how many are left is the store's daily work.
fn of_lot(lot: &Lot) -> Result<Digest, Refusal> {
    let (zone, accepted, recalled, units) = (Zone::Accepted, true, false, 0);
    content(LotReceived { lot: Lot { zone, accepted, recalled, units, ..lot.clone() } })
}

/// An authorisation as its document says it: a suspension is the authority's.
pub(crate) fn of_authorisation(granted: &Authorisation) -> Result<Digest, Refusal> {
    content(AuthorisationSet { authorisation: Authorisation { suspended: false, ..granted.clone() } })
}

fn of_licence(row: &StoreRow) -> Result<Option<Digest>, Refusal> {
    let Some(until) = row.licence_until else { return Ok(None) };
    let (store, licence) = (row.premises.code.clone(), row.enterprise.licence.clone());
    content(LicenceStated { store, licence, until }).map(Some)
}

/// Who approved a thing as it stands, if anybody did.
fn by(store: &Store, what: Approvable, id: &str, content: &Digest) -> Result<Option<String>, Refusal> {
    let row = store.approval(what, id)?.filter(|row| row.content == *content);
    Ok(row.map(|row| row.by.to_string()))
}

pub(crate) fn product(store: &Store, product: &Product) -> Result<Option<String>, Refusal> {
    by(store, Approvable::Product, product.id.as_str(), &of_product(product)?)
}

pub(crate) fn lot(store: &Store, lot: &Lot) -> Result<Option<String>, Refusal> {
    by(store, Approvable::Lot, lot.id.as_str(), &of_lot(lot)?)
}

/// The latest approvals of many things of one kind, read at once.
struct Approved {
    what: Approvable,
    rows: HashMap<String, ApprovalRow>,
}

impl Approved {
    fn of<'a>(store: &Store, what: Approvable, ids: impl Iterator<Item = &'a str>) -> Result<Self, Refusal> {
        let rows = store.approvals_of(what, &ids.collect::<Vec<_>>())?;
        Ok(Self { what, rows: rows.into_iter().map(|row| (row.id.clone(), row)).collect() })
    }

    /// Who approved a thing as it stands, if anybody did.
    fn by(&self, id: &str, content: &Digest) -> Option<String> {
        self.rows.get(id).filter(|row| row.content == *content).map(|row| row.by.to_string())
    }
}

pub(crate) fn recipe(store: &Store, recipe: &Recipe) -> Result<facts::Recipe, Refusal> {
    let draft: &domain::recipe::RecipeDraft = recipe;
    let signed_by = approval_of(store, recipe)?.map(|row| row.by.to_string());
    Ok(facts::Recipe { signed_by, ..draft.into() })
}

/// The approval of a recipe as it stands. A version that was agreed before a later one came stays as it was approved then.
fn approval_of(store: &Store, recipe: &Recipe) -> Result<Option<ApprovalRow>, Refusal> {
    let content = of_recipe(recipe)?;
    let present = store.approval(Approvable::Recipe, recipe.id.as_str())?;
    if let Some(row) = present.filter(|row| row.content == content) {
        return Ok(Some(row));
    }
    let version = store.recipe_version(&recipe.id, recipe.version)?;
    Ok(version.and_then(|row| row.approval).filter(|row| row.content == content))
}

/// Who approved a recipe as it stands: the officer, or the people of headquarters who signed it.
pub(crate) fn approved_by(store: &Store, recipe: &Recipe) -> Result<Vec<String>, Refusal> {
    // While headquarters stops it, it is read otherwise than it was set.
    let set = store.recipe_version(&recipe.id, recipe.version)?.map(|row| row.recipe);
    Ok(match approval_of(store, set.as_ref().unwrap_or(recipe))?.map(|row| row.by) {
        Some(ApprovedBy::Officer(officer)) => vec![officer.to_string()],
        Some(ApprovedBy::Headquarters(people)) => people,
        None => Vec::new(),
    })
}

/// What of these the officer signed as it stands.
pub(crate) fn signed(
    store: &Store,
    recipes: &[Recipe],
    products: &[Product],
    lots: &[Lot],
) -> Result<Signed, Refusal> {
    let mut signed = Signed::default();
    let ids = recipes.iter().map(|recipe| recipe.id.as_str());
    let approved = Approved::of(store, Approvable::Recipe, ids)?;
    for one in recipes {
        let by = match approved.by(one.id.as_str(), &of_recipe(one)?) {
            Some(by) => Some(by),
            None => approval_of(store, one)?.map(|row| row.by.to_string()),
        };
        signed.recipes.extend(by.map(|by| (one.id.clone(), by)));
    }
    let ids = products.iter().map(|product| product.id.as_str());
    let approved = Approved::of(store, Approvable::Product, ids)?;
    for one in products {
        let by = approved.by(one.id.as_str(), &of_product(one)?);
        signed.products.extend(by.map(|by| (one.id.clone(), by)));
    }
    let approved = Approved::of(store, Approvable::Lot, lots.iter().map(|lot| lot.id.as_str()))?;
    for one in lots {
        signed.lots.extend(approved.by(one.id.as_str(), &of_lot(one)?).map(|by| (one.id.clone(), by)));
    }
    Ok(signed)
}

pub(crate) fn authorisations(store: &Store) -> Result<Vec<facts::Authorisation>, Refusal> {
    let all = store.authorisations()?;
    let of = |granted: &Authorisation| -> Result<_, Refusal> {
        let content = of_authorisation(granted)?;
        let signed_by = by(store, Approvable::Authorisation, granted.id.as_str(), &content)?;
        Ok(facts::Authorisation { signed_by, ..granted.into() })
    };
    all.iter().map(of).collect()
}

pub(crate) fn enterprise(store: &Store, row: &StoreRow) -> Result<facts::Enterprise, Refusal> {
    let signed_by = match of_licence(row)? {
        Some(content) => by(store, Approvable::Licence, row.premises.code.as_str(), &content)?,
        None => None,
    };
    let (licence_until, licence_signed_by) = (row.licence_until, signed_by);
    Ok(facts::Enterprise { licence_until, licence_signed_by, ..(&row.enterprise).into() })
}

/// Lists what nobody approved as it stands.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ListApprovals {}

/// One thing that waits for the officer's signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ApprovalCard {
    /// What kind of thing.
    #[ts(type = "Approvable")]
    pub what: Approvable,
    /// Which.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What decides: filing, parts, days.
    pub detail: String,
    /// Whether it was approved before, when it said something else.
    pub changed: bool,
    /// The record by which it says what it says: who brought it in, and when.
    pub brought: Option<RecordLine>,
    /// Codes of the officers in post who may approve it: never who brought it in.
    pub signers: Vec<String>,
}

/// Everything that waits, with the digest that the officer signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Approvals {
    /// What, as far as recipes use it.
    pub things: Vec<ApprovalCard>,
    /// SHA-256 of the whole list.
    #[ts(as = "String")]
    pub shown: Digest,
    /// The officers in post, of whom one signs.
    pub officers: Vec<Person>,
    /// The production licence.
    pub licence: String,
    /// Its last day, once it was stated.
    #[ts(as = "Option<String>")]
    pub licence_until: Option<NaiveDate>,
}

/// The lots that something can still be made of, in the order of their products: what is in stock, and what a service under
/// way has taken the last of. Those of years ago wait for nobody.
fn at_hand(store: &Store, products: &[Product], today: NaiveDate) -> Result<Vec<Lot>, Refusal> {
    let least = products.iter().map(|product| (product.id.clone(), Milligrams(1))).collect();
    let mut lots = store.lots_in_stock_of(&least, today)?;
    lots.extend(store.lots_under_way()?);
    lots.retain(|lot| lot.zone == Zone::Accepted && !has_passed(lot.expires_on, today));
    lots.sort_by(|one, other| (&one.product, &one.id).cmp(&(&other.product, &other.id)));
    lots.dedup_by(|one, other| one.id == other.id);
    Ok(lots)
}

/// The recipes of a store and the products that they are made of.
pub(crate) struct InUse {
    pub(crate) recipes: Vec<Recipe>,
    pub(crate) products: Vec<Product>,
}

impl InUse {
    pub(crate) fn of(store: &Store) -> Result<Self, Refusal> {
        let recipes = store.recipes()?;
        let products = reads::products_in(store, &recipes)?;
        Ok(Self { recipes, products })
    }
}

/// The record by which a thing says what it says.
fn brought(store: &Store, thing: &ApprovedThing) -> Result<Option<Stored>, Refusal> {
    let Some(row) = store.brought(thing.what, &thing.id)? else { return Ok(None) };
    Ok(store.record_at(row.seq)?)
}

/// Whether a person brought a thing in as it stands: imported, received or set it.
fn brought_by(store: &Store, thing: &ApprovedThing, person: &StaffId) -> Result<bool, Refusal> {
    let Some(record) = brought(store, thing)? else { return Ok(false) };
    Ok(record.header()?.actor == person.as_str())
}

/// A thing that waits, as the list names it.
struct Waits {
    thing: ApprovedThing,
    name: String,
    detail: String,
    changed: bool,
}

impl Waits {
    /// As a row of the list: who brought it in, and who of the officers may approve it.
    fn card<H: Host>(self, reader: &Reader<'_, H>, officers: &[StaffId]) -> Result<ApprovalCard, Refusal> {
        let Self { thing, name, detail, changed } = self;
        let record = brought(reader.store(), &thing)?;
        let brought = record.map(|record| RecordLine::of(reader, &record)).transpose()?;
        let own = |officer: &&StaffId| brought.as_ref().is_some_and(|line| line.actor == officer.as_str());
        let signers = officers.iter().filter(|officer| !own(officer)).map(ToString::to_string).collect();
        let ApprovedThing { what, id, .. } = thing;
        Ok(ApprovalCard { what, id, name, detail, changed, brought, signers })
    }
}

/// Who holds the officer's post today.
fn officers<H: Host>(counter: &Counter<H>) -> Result<Vec<StaffId>, Refusal> {
    let (all, today) = (counter.store().staff()?, counter.today());
    let held = all.into_iter().map(|row| row.member).filter(|member| member.holds(Role::Officer, today));
    Ok(held.map(|member| member.id).collect())
}

struct Waiting(Vec<Waits>);

impl Waiting {
    fn add(
        &mut self,
        approved: &Approved,
        (id, content): (&str, Digest),
        said: impl FnOnce() -> (String, String),
    ) {
        let before = approved.rows.get(id);
        if before.is_some_and(|row| row.content == content) {
            return;
        }
        let (name, detail) = said();
        let thing = ApprovedThing { what: approved.what, id: id.to_owned(), content };
        self.0.push(Waits { thing, name, detail, changed: before.is_some() });
    }

    /// What recipes are made of, and what permits the work. What no recipe uses waits until one does.
    fn of(store: &Store, used: &InUse, today: NaiveDate) -> Result<Self, Refusal> {
        let mut waiting = Self(Vec::new());
        let row = store.premises()?;
        if let (Some(content), Some(until)) = (of_licence(&row)?, row.licence_until) {
            let code = row.premises.code.as_str();
            let approved = Approved::of(store, Approvable::Licence, iter::once(code))?;
            let said = || (row.enterprise.licence.as_str().to_owned(), format!("– {until}"));
            waiting.add(&approved, (code, content), said);
        }
        let mut granted = store.authorisations()?;
        granted.retain(|granted| !has_passed(granted.to, today));
        let ids = granted.iter().map(|granted| granted.id.as_str());
        let approved = Approved::of(store, Approvable::Authorisation, ids)?;
        for granted in &granted {
            let of = (granted.id.as_str(), of_authorisation(granted)?);
            let said = || (granted.document.to_string(), format!("{} – {}", granted.from, granted.to));
            waiting.add(&approved, of, said);
        }
        let InUse { recipes, products } = used;
        let named = |id: &ProductId| products.iter().find(|product| product.id == *id);
        let ids = recipes.iter().map(|recipe| recipe.id.as_str());
        let approved = Approved::of(store, Approvable::Recipe, ids)?;
        // What headquarters stops says something else while it is stopped; that is nobody's here to approve.
        let stopped = |recipe: &&Recipe| store.recipe_stopped_by(&recipe.id).is_ok_and(|stop| stop.is_some());
        for recipe in recipes.iter().filter(|recipe| !stopped(recipe)) {
            waiting.add(&approved, (recipe.id.as_str(), of_recipe(recipe)?), || {
                let parts = recipe.components.iter().filter_map(|part| named(&part.product));
                let parts: Vec<&str> = parts.map(|product| product.name.as_str()).collect();
                (recipe.name.clone(), format!("v{} · {}", recipe.version, parts.join("、")))
            });
        }
        let ids = products.iter().map(|product| product.id.as_str());
        let approved = Approved::of(store, Approvable::Product, ids)?;
        for product in products {
            let of = (product.id.as_str(), of_product(product)?);
            waiting.add(&approved, of, || (product.name.clone(), product.filing.to_string()));
        }
        let lots = at_hand(store, products, today)?;
        let approved = Approved::of(store, Approvable::Lot, lots.iter().map(|lot| lot.id.as_str()))?;
        for lot in &lots {
            let Some(product) = named(&lot.product) else { continue };
            let said = || (product.name.clone(), format!("{} · {}", lot.number, lot.expires_on));
            waiting.add(&approved, (lot.id.as_str(), of_lot(lot)?), said);
        }
        Ok(waiting)
    }

    fn shown(&self) -> Result<Digest, Refusal> {
        let things: Vec<&ApprovedThing> = self.0.iter().map(|waits| &waits.thing).collect();
        Ok(digest(&serde_json::to_vec(&things)?))
    }

    fn into_things(self) -> Vec<ApprovedThing> {
        self.0.into_iter().map(|waits| waits.thing).collect()
    }
}

/// Everything in a store that waits but these, for a demo store whose officer signed it.
pub(crate) fn everything_but(
    store: &Store,
    today: NaiveDate,
    unsigned: &[(Approvable, String)],
) -> Result<(Vec<ApprovedThing>, Digest), Refusal> {
    let mut waiting = Waiting::of(store, &InUse::of(store)?, today)?;
    let left =
        |thing: &ApprovedThing| unsigned.iter().any(|(what, id)| (*what, id) == (thing.what, &thing.id));
    waiting.0.retain(|waits| !left(&waits.thing));
    let shown = waiting.shown()?;
    Ok((waiting.into_things(), shown))
}

/// How many things wait for the officer.
pub(crate) fn waiting(store: &Store, used: &InUse, today: NaiveDate) -> Result<usize, Refusal> {
    Ok(Waiting::of(store, used, today)?.0.len())
}

impl Command for ListApprovals {
    const NAME: &'static str = "approval.list";
    const WHO: Who = Who::Person(&[]);
    type Reply = Approvals;
}

impl<H: Host> Run<Counter<H>> for ListApprovals {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<Approvals, Refusal> {
        let (store, reader) = (counter.store(), Reader::of(counter, caller)?);
        let (waiting, row) = (Waiting::of(store, &InUse::of(store)?, counter.today())?, store.premises()?);
        let (shown, officers) = (waiting.shown()?, officers(counter)?);
        let things = waiting.0.into_iter().map(|waits| waits.card(&reader, &officers));
        let (licence, licence_until) = (row.enterprise.licence.as_str().to_owned(), row.licence_until);
        Ok(Approvals {
            things: things.collect::<Result<_, _>>()?,
            shown,
            officers: officers.iter().map(|id| reader.person(id)).collect::<Result<_, _>>()?,
            licence,
            licence_until,
        })
    }
}

/// What whoever approves may not do, whatever other post they hold: the permission table says so beside each.
pub const BY_NO_APPROVER: &[&str] = &["authorisation.set", "import.commit", "licence.state", "lot.receive"];

/// Refuses that whoever approves brings in or sets up what is approved.
pub(crate) fn not_by_an_approver<H: Host>(counter: &Counter<H>, caller: &Caller) -> Result<(), Refusal> {
    let today = counter.today();
    let member = known(counter, caller)?;
    if member.is_none_or(|member| !member.holds(Role::Officer, today)) {
        return Ok(());
    }
    let message = "质量安全员要签名批准这些内容，不能同时由本人导入、收货或设定；没有改动";
    Err(Refusal::new("by_approver", message)
        .clause("shandong-guide", "第二条")
        .mend("请由不兼任质量安全员的店长导入或设定（收货也可由操作人员），再由质量安全员批准"))
}
