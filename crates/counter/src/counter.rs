//! The counter: a store, a host, and the product's data, which the use cases work on.

use chrono::NaiveDate;
use documents::{LabelTemplate, Typeface};
use domain::ids::ServiceNumber;
use domain::service::AnyService;
use domain::workday::Calendar;
use rules::Rulebook;
use skintest::Profiles;
use store::{Store, StoreError, Tx};

use crate::coming_down::{rulebooks_held, working_days_held};
use crate::texts::{ConsentText, Synonyms};
use crate::{Host, Refusal};

/// What the product knows without a store: rulebooks, profiles, templates, texts, working days.
pub struct Assets {
    /// The law as data.
    pub rulebooks: Vec<Rulebook>,
    /// Analyser profiles.
    pub profiles: Profiles,
    /// Label templates.
    pub templates: Vec<LabelTemplate>,
    /// The typeface that papers are set in.
    pub typeface: Typeface,
    /// What customers are told and asked.
    pub consent: ConsentText,
    /// What they were told and asked before.
    pub former_consents: Vec<ConsentText>,
    /// Published working days.
    pub workdays: Calendar,
    /// Other words for ingredients.
    pub synonyms: Synonyms,
    /// What is odd on a day.
    pub day_rules: crate::day::DayRules,
}

impl Assets {
    /// What customers were told and asked in a version, where the product ever shipped it.
    #[must_use]
    pub fn consent_of(&self, version: u32) -> Option<&ConsentText> {
        let mut all = self.former_consents.iter().chain([&self.consent]);
        all.find(|text| text.version == version)
    }

    /// What the product ships with.
    ///
    /// # Errors
    /// A shipped file that does not load: the installation is damaged.
    pub fn builtin() -> Result<Self, Refusal> {
        let damaged = |what: &str, why: &dyn std::fmt::Display| {
            Refusal::new("damaged_installation", format!("{what}无法读取：{why}"))
                .mend("请重新安装本软件；门店数据不受影响")
        };
        let mut consents = ConsentText::builtin().map_err(|error| damaged("同意书文本", &error))?;
        let consent = consents.pop().ok_or_else(|| damaged("同意书文本", &"没有文本"))?;
        Ok(Self {
            consent,
            former_consents: consents,
            rulebooks: rules::builtin(),
            profiles: Profiles::builtin().map_err(|error| damaged("测肤仪配置", &error))?,
            templates: documents::shipped_templates().map_err(|error| damaged("标签模板", &error))?,
            typeface: Typeface::shipped().map_err(|error| damaged("字体", &error))?,
            synonyms: Synonyms::builtin().map_err(|error| damaged("原料别名表", &error))?,
            day_rules: crate::day::DayRules::builtin().map_err(|error| damaged("日志规则", &error))?,
            workdays: crate::texts::workdays().map_err(|error| damaged("工作日历", &error))?,
        })
    }
}

/// One counter at work.
pub struct Counter<H: Host> {
    store: Store,
    host: H,
    assets: Assets,
}

impl<H: Host> Counter<H> {
    /// A counter over an open store, which may hold rulebooks and working days of headquarters in place of the product's own.
    pub fn new(store: Store, host: H, assets: Assets) -> Self {
        let mut counter = Self { store, host, assets };
        counter.furnish();
        counter
    }
    /// Takes what headquarters published in place of what the product ships.
    pub(crate) fn furnish(&mut self) {
        let Self { store, assets, .. } = self;
        assets.rulebooks = rulebooks_held(store, std::mem::take(&mut assets.rulebooks));
        assets.workdays = working_days_held(store, std::mem::take(&mut assets.workdays));
    }
    /// The store, for reading.
    pub const fn store(&self) -> &Store {
        &self.store
    }
    pub(crate) const fn store_mut(&mut self) -> &mut Store {
        &mut self.store
    }
    /// The host.
    pub const fn host(&self) -> &H {
        &self.host
    }
    /// The host, to save a paper with.
    pub const fn host_mut(&mut self) -> &mut H {
        &mut self.host
    }
    /// The product's data.
    pub const fn assets(&self) -> &Assets {
        &self.assets
    }
    /// Today in China, whatever offset the host's clock is read at.
    pub fn today(&self) -> NaiveDate {
        domain::in_china(self.host.now()).date_naive()
    }
    /// Gives the store back.
    pub fn into_store(self) -> Store {
        self.store
    }

    /// Moves what the log holds into the file, as [`Store::rest`] does in idle moments.
    ///
    /// # Errors
    /// What the store answers; nothing acknowledged is touched by it.
    pub fn rest(&mut self) -> Result<(), Refusal> {
        Ok(self.store.rest()?)
    }

    /// Does so where the log is long, between many writes.
    pub(crate) fn rest_when_long(&mut self) -> Result<(), Refusal> {
        Ok(self.store.rest_when_long()?)
    }

    /// One service.
    ///
    /// # Errors
    /// `not_found`.
    pub fn service(&self, number: &ServiceNumber) -> Result<AnyService, Refusal> {
        Ok(self.store.service(number)?)
    }

    /// The one way for a use case to write; acknowledged to the host once it is durable.
    pub(crate) fn write<T, E: From<StoreError>>(
        &mut self,
        actor: &str,
        op: &'static str,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let done = self.store.transact(actor, op, self.host.stamp(), work)?;
        self.host.acknowledged(&done.head);
        Ok(done.value)
    }
}

/// SHA-256 of bytes, as records state it.
pub(crate) fn digest(bytes: &[u8]) -> domain::signature::Digest {
    use sha2::Digest as _;
    domain::signature::Digest::of_bytes(&sha2::Sha256::digest(bytes).into())
}

/// A random identifier of 16 hexadecimal digits with a letter in front, from the operating system.
pub fn random_id(letter: char) -> Result<String, Refusal> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).map_err(|error| Refusal::new("no_randomness", error.to_string()))?;
    Ok(format!("{letter}{}", hex::encode(bytes)))
}
