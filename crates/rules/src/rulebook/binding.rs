//! Whether a rulebook binds a store on a day, and why or why not.
//!
//! A document that needs an authorisation binds a store without one all the same: binding is what lets its checks
//! refuse. Only time and place set a store free of it.

use chrono::NaiveDate;
use domain::region::Province;
use serde::Serialize;
use words::Worded as _;

use super::{Limit, Nature, Region, Rulebook};
use crate::duties::terms;
use crate::facts;

/// Where a store stands, and what it was granted.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// Its province.
    pub province: Province,
    /// Its district, where known.
    pub district: Option<&'a str>,
    /// Its pilot authorisations.
    pub authorisations: &'a [facts::Authorisation],
}

/// How a rulebook stands towards a store on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// In force here.
    InForce,
    /// In force here; the store lacks the authorisation that it asks for.
    InForceUnauthorised,
    /// A recommended standard, adopted by the enterprise.
    Adopted,
    /// Its first day has not come.
    NotYet,
    /// Its last day has passed.
    Expired,
    /// It holds elsewhere.
    OtherRegion,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Binding {
    /// Whether its checks are run.
    pub binds: bool,
    /// Why.
    pub standing: Standing,
    /// Why, in Chinese.
    pub why: String,
    /// Why, in English.
    pub why_en: String,
}

/// A rulebook as it is shown: itself, and whether and why it binds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Listed<'a> {
    /// Whether and why.
    #[serde(flatten)]
    pub binding: Binding,
    /// The document with its clauses.
    #[serde(flatten)]
    pub rulebook: &'a Rulebook,
}

impl Rulebook {
    /// The rulebook as it is shown for a store at `place` on the day `on`.
    #[must_use]
    pub fn listed(&self, on: NaiveDate, place: &Place<'_>) -> Listed<'_> {
        Listed { binding: self.binds(on, place), rulebook: self }
    }

    /// Whether a province is among those that the rulebook names as pilot regions; true where it names none.
    fn pilots(&self, province: Province) -> bool {
        let named = self.clauses.iter().find_map(|clause| clause.limits.words(Limit::PilotProvinces).ok());
        named.is_none_or(|names| names.iter().any(|name| Province::parse(name) == Some(province)))
    }

    /// Whether the rulebook binds a store at `place` on the day `on`.
    #[must_use]
    pub fn binds(&self, on: NaiveDate, place: &Place<'_>) -> Binding {
        let (from, to) = (self.valid_from, self.valid_to);
        if on < from {
            return Binding::free(
                Standing::NotYet,
                format!("尚未施行：自 {from} 起施行"),
                format!("not yet in force: from {from}"),
            );
        }
        if let Some(to) = to.filter(|to| *to < on) {
            return Binding::free(
                Standing::Expired,
                format!("已失效：有效期至 {to}，当日不约束任何门店"),
                format!("expired: valid to {to}, binds nobody on the day"),
            );
        }
        if let Some((here, here_en)) = self.region.elsewhere(place) {
            return Binding::free(
                Standing::OtherRegion,
                format!("仅适用于{here}，门店在{}", place.province.zh()),
                format!("holds in {here_en} only, the store lies in {}", place.province.en()),
            );
        }
        let until = to.map_or_else(String::new, |to| format!("至 {to}"));
        if self.nature == Nature::GroupStandard {
            return Binding::bound(
                Standing::Adopted,
                "推荐性团体标准，企业采用".to_owned(),
                "recommended group standard, adopted by the enterprise".to_owned(),
            );
        }
        let holds = |granted: &&facts::Authorisation| {
            granted.province == place.province && terms::authorisation(granted, on) == terms::Standing::Valid
        };
        match place.authorisations.iter().find(holds) {
            _ if !self.requires_authorisation => Binding::bound(
                Standing::InForce,
                format!("施行中：{from} {until}"),
                format!("in force since {from}"),
            ),
            Some(granted) => Binding::bound(
                Standing::InForce,
                format!(
                    "施行中：{from} {until}；门店授权 {}（{} 至 {}）",
                    granted.id, granted.from, granted.to
                ),
                format!(
                    "in force since {from}; authorisation {} ({} to {})",
                    granted.id, granted.from, granted.to
                ),
            ),
            None => {
                let (region, region_en) = if self.pilots(place.province) {
                    (String::new(), String::new())
                } else {
                    let (zh, en) = (place.province.zh(), place.province.en());
                    (format!("；{zh}不在试点地区，不得开展"), format!("; {en} is no pilot region"))
                };
                Binding::bound(
                    Standing::InForceUnauthorised,
                    format!("施行中：{from} {until}；开展服务须有试点授权，门店当日没有有效授权{region}"),
                    format!(
                        "in force since {from}; a service needs a pilot authorisation, the store has none that day{region_en}"
                    ),
                )
            }
        }
    }
}

impl Binding {
    const fn free(standing: Standing, why: String, why_en: String) -> Self {
        Self { binds: false, standing, why, why_en }
    }
    const fn bound(standing: Standing, why: String, why_en: String) -> Self {
        Self { binds: true, standing, why, why_en }
    }
}

impl Region {
    /// Where it holds, in Chinese and English, if that is not `place`.
    fn elsewhere(&self, place: &Place<'_>) -> Option<(String, String)> {
        match self {
            Self::Nationwide => None,
            Self::Province { province } => {
                (*province != place.province).then(|| (province.zh().to_owned(), province.en().to_owned()))
            }
            Self::District { province, district } => {
                let here = *province == place.province && place.district == Some(district.as_str());
                (!here).then(|| {
                    (format!("{}{district}", province.zh()), format!("{district}, {}", province.en()))
                })
            }
        }
    }
}
