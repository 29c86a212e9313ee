//! The shelves: lots in their zones with what is opened of them, and products with whether they may be blended.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::Moment;
use domain::ids::{LotId, ProductId};
use domain::stock::{Container, Lot, Product, Zone};
use rules::duties::terms;
use serde::Serialize;
use ts_rs::TS;
use words::Worded as _;

use super::DutyCard;
use crate::{Counter, Host, Refusal};

/// An opened unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ContainerCard {
    /// Its id.
    pub container: String,
    /// When it was opened.
    #[ts(as = "String")]
    pub opened_at: Moment,
    /// The last day on which it may be used.
    #[ts(as = "String")]
    pub good_until: NaiveDate,
    /// How long it still holds.
    pub term: DutyCard,
    /// What is left in it, in milligrams.
    pub left_mg: u64,
}

/// A lot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LotCard {
    /// Its id.
    pub lot: String,
    /// Of which product.
    pub product: String,
    /// What that is called.
    pub product_name: String,
    /// The maker's number.
    pub number: String,
    /// Its last day.
    #[ts(as = "String")]
    pub expires_on: NaiveDate,
    /// How long it still holds.
    pub term: DutyCard,
    /// Where it stands.
    #[ts(type = "Zone")]
    pub zone: Zone,
    /// Whether it was accepted.
    pub accepted: bool,
    /// Whether a recall names it.
    pub recalled: bool,
    /// Unopened units.
    pub units: u32,
    /// What one of them holds, in milligrams.
    pub unit_net_mg: u64,
    /// Opened units.
    pub containers: Vec<ContainerCard>,
}

impl LotCard {
    /// Lots as lines of a list, with what is opened of each.
    pub(crate) fn all<H: Host>(counter: &Counter<H>, lots: &[Lot]) -> Result<Vec<Self>, Refusal> {
        let store = counter.store();
        let ids: Vec<LotId> = lots.iter().map(|lot| lot.id.clone()).collect();
        let mut opened = BTreeMap::<LotId, Vec<Container>>::new();
        for container in store.containers_of_all(&ids)? {
            opened.entry(container.lot.clone()).or_default().push(container);
        }
        let mut names = BTreeMap::<ProductId, String>::new();
        lots.iter()
            .map(|lot| {
                if !names.contains_key(&lot.product) {
                    names.insert(lot.product.clone(), store.product(&lot.product)?.name);
                }
                let name = names.get(&lot.product).cloned().unwrap_or_default();
                Ok(Self::of(counter, lot, name, opened.remove(&lot.id).unwrap_or_default()))
            })
            .collect()
    }

    fn of<H: Host>(counter: &Counter<H>, lot: &Lot, product_name: String, opened: Vec<Container>) -> Self {
        let containers = opened.into_iter().map(|container| {
            let good_until = container.good_until().min(lot.expires_on);
            let opened_on = domain::in_china(container.opened_at).date_naive();
            ContainerCard {
                container: container.id.to_string(),
                opened_at: container.opened_at,
                good_until,
                term: DutyCard::of(counter, terms::opened(opened_on, good_until)),
                left_mg: container.left.0,
            }
        });
        Self {
            lot: lot.id.to_string(),
            product: lot.product.to_string(),
            product_name,
            number: lot.number.clone(),
            expires_on: lot.expires_on,
            term: DutyCard::of(counter, terms::lot(lot.expires_on)),
            zone: lot.zone,
            accepted: lot.accepted,
            recalled: lot.recalled,
            units: lot.units,
            unit_net_mg: lot.unit_net.0,
            containers: containers.collect(),
        }
    }
}

/// A product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ProductCard {
    /// Its id.
    pub product: String,
    /// Its name as filed.
    pub name: String,
    /// Its filing number.
    pub filing: String,
    /// Who filed it.
    pub filer: String,
    /// Whether the filing is in force.
    pub active: bool,
    /// Whether it may be used here.
    pub may_be_blended: bool,
    /// Why not, in Chinese.
    pub why_not: Option<String>,
    /// How many lots of it the store has had.
    pub lots: u64,
}

impl ProductCard {
    /// Products as lines of a list.
    pub(crate) fn all<H: Host>(counter: &Counter<H>, products: &[Product]) -> Result<Vec<Self>, Refusal> {
        let store = counter.store();
        let ids: Vec<ProductId> = products.iter().map(|product| product.id.clone()).collect();
        let (filers, lots) = (store.premises()?.enterprise.filers, store.lot_counts(&ids)?);
        let lots_of = |product: &Product| lots.get(product.id.as_str()).copied().unwrap_or(0);
        Ok(products.iter().map(|product| Self::of(product, &filers, lots_of(product))).collect())
    }

    fn of(product: &Product, filers: &[String], lots: u64) -> Self {
        let why_not = why_not(product, filers);
        Self {
            product: product.id.to_string(),
            name: product.name.clone(),
            filing: product.filing.to_string(),
            filer: product.filer.clone(),
            active: product.active,
            may_be_blended: why_not.is_none(),
            why_not,
            lots,
        }
    }
}

/// Why a product may not be used (国家药监局 2025 年第 58 号 第一、二条). The gates decide with its classification too; this
/// only says what is plain.
fn why_not(product: &Product, filers: &[String]) -> Option<String> {
    if !product.filing.may_be_blended() {
        return Some(format!("{}，不是已备案的普通化妆品", product.filing.kind().zh()));
    }
    if !product.active {
        return Some("备案已注销或失效".to_owned());
    }
    if !filers.contains(&product.filer) {
        return Some(format!("备案人「{}」不属于本试点企业", product.filer));
    }
    product.exclusions.first().map(|exclusion| exclusion.zh().to_owned())
}
