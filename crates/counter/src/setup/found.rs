//! Founding a real store: the enterprise, its store, the pilot authorisation and the manager, in one transaction.
//!
//! Every field is judged before anything is written, so a wrong one leaves an empty folder behind. It refuses to know
//! where the key comes from and to furnish: products, people and equipment come by commands of their own.

use std::path::Path;

use chrono::NaiveDate;
use domain::event::{AuthorisationSet, PinSet, StaffEnrolled, StoreOpened};
use domain::ids::{AuthorisationId, StaffId, StoreCode};
use domain::premises::{Authorisation, Enterprise, Premises};
use domain::recipe::ServiceType;
use domain::region::Province;
use domain::staff::{Role, StaffMember};
use rules::claims::Reading;
use rules::duties::has_passed;
use serde::{Deserialize, Serialize};
use store::{Founding, Key, Kind, Store};
use ts_rs::TS;
use words::Worded as _;

use super::fields::{self, Fields, Why, why};
use super::staff::roles;
use super::wording::Wording;
use crate::{Host, Refusal, pin};

/// The manager's number in a new store.
const MANAGER: &str = "S01";
/// The first authorisation's number in a new store.
const AUTHORISATION: &str = "A01";

/// What is asked of a new store. Dates are `2026-01-31`.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct NewStore {
    /// 试点企业.
    pub enterprise: NewEnterprise,
    /// 试点门店.
    pub premises: NewPremises,
    /// 试点授权.
    pub authorisation: NewAuthorisation,
    /// 店长.
    pub manager: NewManager,
    /// What the key is wrapped with, where there is no key store. It is the desk's: the counter never reads it.
    pub passphrase: Option<String>,
}

/// The enterprise of a new store.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct NewEnterprise {
    /// 名称.
    pub name: String,
    /// 地址.
    pub address: String,
    /// 统一社会信用代码.
    pub credit_code: String,
    /// 化妆品生产许可证编号.
    pub licence: String,
    /// Filers that authorised it, beside itself.
    pub filers: Vec<String>,
}

/// The premises of a new store.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct NewPremises {
    /// 2–8 capitals or digits: the first part of every number that the store gives.
    pub code: String,
    /// 名称.
    pub name: String,
    /// 地址.
    pub address: String,
    /// ISO 3166-2:CN letters, of [`provinces`].
    pub province: String,
    /// Where a rule stops at a district.
    pub district: Option<String>,
    /// For complaints and adverse reactions.
    pub phone: String,
}

/// A pilot authorisation as it is typed.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct NewAuthorisation {
    /// The document that grants it.
    pub document: String,
    /// What it allows.
    #[ts(type = "ServiceType[]")]
    pub services: Vec<ServiceType>,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
}

/// The manager of a new store.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct NewManager {
    /// The name, which goes into the vault.
    pub name: String,
    /// Six digits.
    pub pin: String,
    /// First day of the post.
    pub appointed_on: String,
    /// What the manager is beside.
    #[serde(default)]
    #[ts(type = "Role[]", optional)]
    pub roles: Vec<Role>,
}

/// A province to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ProvinceName {
    /// ISO 3166-2:CN letters.
    pub code: String,
    /// Its Chinese name.
    pub name: String,
    /// The same in English.
    pub name_en: String,
}

/// Every province, as a new store chooses its own.
#[must_use]
pub fn provinces() -> Vec<ProvinceName> {
    let name = |province: &Province| ProvinceName {
        code: province.code().to_owned(),
        name: province.zh().to_owned(),
        name_en: province.en().to_owned(),
    };
    Province::ALL.iter().map(name).collect()
}

/// A new store whose every field is right.
pub struct Checked {
    opened: StoreOpened,
    authorisation: Authorisation,
    manager: Manager,
}

struct Manager {
    name: String,
    pin: String,
    roles: Vec<Role>,
    appointed_on: NaiveDate,
}

impl NewStore {
    /// Judges every field. The desk asks this before it makes a key.
    ///
    /// # Errors
    /// `fields_refused` with every wrong field.
    pub fn check(&self, today: NaiveDate) -> Result<Checked, Refusal> {
        let mut fields = Fields::default();
        let enterprise = self.enterprise.check(&mut fields);
        let premises = self.premises.check(&mut fields, &Wording::founding(&rules::builtin())?);
        let authorisation = premises.as_ref().map(|premises| premises.province);
        let authorisation = self.authorisation.check(&mut fields, "authorisation.", today, authorisation);
        let manager = self.manager.check(&mut fields, today);
        let parts = enterprise.zip(premises).zip(authorisation).zip(manager);
        fields.all(parts.map(|(((enterprise, premises), authorisation), manager)| Checked {
            opened: StoreOpened { enterprise, premises },
            authorisation,
            manager,
        }))
    }
}

impl NewEnterprise {
    fn check(&self, fields: &mut Fields) -> Option<Enterprise> {
        let name = fields.take("enterprise.name", fields::text(&self.name, 80));
        let address = fields.take("enterprise.address", fields::text(&self.address, 120));
        let credit_code = fields.take("enterprise.credit_code", fields::credit_code(&self.credit_code));
        let licence = fields.take("enterprise.licence", fields::licence(&self.licence));
        let mut filers: Vec<String> = name.iter().cloned().collect();
        for (index, filer) in self.filers.iter().enumerate().filter(|(_, filer)| !filer.trim().is_empty()) {
            let filer = fields.take(&format!("enterprise.filers.{index}"), fields::text(filer, 80));
            filers.extend(filer);
        }
        let mut seen = std::collections::BTreeSet::new();
        filers.retain(|filer| seen.insert(filer.clone()));
        Some(Enterprise {
            name: name?,
            address: address?,
            credit_code: credit_code?,
            licence: licence?,
            filers,
        })
    }
}

fn store_code(typed: &str) -> Result<StoreCode, Why> {
    let code = typed.trim();
    let fine = (2..=8).contains(&code.len())
        && code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let wrong =
        || why("须为 2–8 位大写字母或数字，例如 JN01", "2 to 8 capital letters or digits, such as JN01");
    if fine { StoreCode::new(code).map_err(|_| wrong()) } else { Err(wrong()) }
}

impl NewPremises {
    /// A name or an address that labels may not carry is refused here: nothing corrects it once the store is founded.
    fn check(&self, fields: &mut Fields, wording: &Wording) -> Option<Premises> {
        let printed = |typed: &str, most, reading| {
            fields::text(typed, most).and_then(|text| wording.check(&text, reading).map(|()| text))
        };
        let code = fields.take("premises.code", store_code(&self.code));
        let name = fields.take("premises.name", printed(&self.name, 80, Reading::Sentence));
        let address = fields.take("premises.address", printed(&self.address, 120, Reading::Address));
        let province = fields.take("premises.province", fields::province(&self.province));
        let district =
            fields.optional("premises.district", self.district.as_deref(), |text| fields::text(text, 40));
        let phone = fields.take("premises.phone", fields::phone(&self.phone));
        Some(Premises {
            code: code?,
            name: name?,
            address: address?,
            province: province?,
            district,
            phone: phone?,
            demo: false,
        })
    }
}

impl NewAuthorisation {
    /// The authorisation under its first number; one that is over is refused, because it permits nothing.
    pub(super) fn check(
        &self,
        fields: &mut Fields,
        path: &str,
        today: NaiveDate,
        province: Option<Province>,
    ) -> Option<Authorisation> {
        let at = |field: &str| format!("{path}{field}");
        let document = fields.take(&at("document"), fields::id(&self.document));
        let from = fields.take(&at("from"), fields::day(&self.from));
        let to = fields.take(&at("to"), fields::day(&self.to));
        if let (Some(from), Some(to)) = (from, to) {
            let (zh, en) = ("不能早于开始日期", "not before the first day");
            fields.hold(&at("to"), from <= to, zh, en);
        }
        if let Some(to) = to {
            let (zh, en) = ("授权已经到期，不能据此服务", "this authorisation is over");
            fields.hold(&at("to"), !has_passed(to, today), zh, en);
        }
        let mut services = self.services.clone();
        services.sort_unstable();
        services.dedup();
        let (zh, en) = ("至少选一项服务", "choose at least one service");
        fields.hold(&at("services"), !services.is_empty(), zh, en);
        let id = AuthorisationId::new(AUTHORISATION).ok();
        Some(Authorisation {
            id: id?,
            province: province?,
            services,
            from: from?,
            to: to?,
            suspended: false,
            document: document?,
        })
    }
}

impl NewManager {
    fn check(&self, fields: &mut Fields, today: NaiveDate) -> Option<Manager> {
        let name = fields.take("manager.name", fields::text(&self.name, 40));
        let pin = fields.take("manager.pin", fields::pin(&self.pin));
        let appointed_on = fields.take("manager.appointed_on", fields::past_day(&self.appointed_on, today));
        let all: Vec<Role> = self.roles.iter().copied().chain([Role::StoreManager]).collect();
        let roles = fields.take("manager.roles", roles(&all, false));
        Some(Manager { name: name?, pin: pin?, roles: roles?, appointed_on: appointed_on? })
    }
}

/// Founds a store in a folder: everything of it, or nothing.
///
/// # Errors
/// `fields_refused`; a folder that has a store already or is held.
pub fn found<H: Host>(folder: &Path, key: &Key, host: &H, new: &NewStore) -> Result<Store, Refusal> {
    let Checked { opened, authorisation, manager } = new.check(host.now().date_naive())?;
    let founding = Founding { opened, actor: MANAGER.to_owned(), stamp: host.stamp() };
    let id = StaffId::new(MANAGER)?;
    Store::found_with(folder, key, founding, |tx, secret| {
        let hash = pin::hash(secret, &manager.pin)?;
        tx.record(AuthorisationSet { authorisation })?;
        let name = tx.seal(Kind::Name, manager.name.as_bytes())?;
        let member = StaffMember {
            id: id.clone(),
            name,
            roles: manager.roles,
            appointed_on: manager.appointed_on,
            left_on: None,
            experience_since: None,
            training: None,
            health: None,
            areas: Vec::new(),
        };
        tx.record(StaffEnrolled { member })?;
        let pin = tx.seal(Kind::Pin, hash.as_bytes())?;
        tx.record(PinSet { by: Some(id.clone()), staff: id, pin, alike: Vec::new() })?;
        Ok::<(), Refusal>(())
    })
}
