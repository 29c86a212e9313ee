//! What a service is judged by: one snapshot of facts at the choice of a recipe and again at clearance.
//!
//! Plain data, easy to write by hand as JSON; `tiaohectl rules schema` prints its schema. It refuses to look anything up: what
//! is not in the snapshot is not known, and what must be known and is not stops the work. `now` is one of the facts.

mod demo;
mod derived;
mod from_domain;

use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::consent::AgeBand;
use domain::filing::FilingNumber;
use domain::period::Period;
use domain::premises::TestTrigger;
use domain::recipe::ServiceType;
use domain::region::Province;
use domain::staff::Role;
use domain::stock::{Exclusion, Zone};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(crate) use demo::{day, number, time};
pub use derived::facts_schema;
use derived::proper;

macro_rules! facts {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$field_doc])* pub $field: $type),* }
    )+};
}

facts! {
    /// Everything that decides whether a recipe may be chosen and whether work may start.
    Facts {
        /// The moment of judgement, with its offset; its local date is "today".
        now: DateTime<FixedOffset>,
        /// 试点门店.
        store: Store,
        /// 试点企业.
        enterprise: Enterprise,
        /// Pilot authorisations that the store holds, whether in force or not.
        #[serde(default)]
        authorisations: Vec<Authorisation>,
        /// What kind of service it is.
        #[schemars(with = "String", extend("enum" = ["blend", "repack", "pack"]))]
        service: ServiceType,
        /// The recipe version.
        recipe: Recipe,
        /// Its components in the order in which they are weighed.
        #[serde(default)]
        components: Vec<Component>,
        /// The use-by day as computed, once lots are picked.
        #[serde(default)]
        use_by: Option<UseBy>,
        /// The customer, as far as a rule asks.
        customer: Customer,
        /// The operation area (操作区域) where the work is done.
        #[serde(default)]
        area: Option<String>,
        /// The operator who is about to sign.
        #[serde(default)]
        operator: Option<Person>,
        /// The quality safety officer who is about to sign.
        #[serde(default)]
        officer: Option<Person>,
        /// The equipment that will touch the product.
        #[serde(default)]
        equipment: Vec<Equipment>,
        /// The latest reading of the area.
        #[serde(default)]
        environment: Option<Environment>,
        /// The latest cleaning of the area.
        #[serde(default)]
        area_cleaned: Option<Cleaning>,
        /// Finished-product tests of the store, in any order.
        #[serde(default)]
        product_tests: Vec<ProductTest>,
        /// The label template that will be used.
        #[serde(default)]
        label: Option<Label>,
        /// When two people signed the clearance, once they did.
        #[serde(default)]
        cleared_at: Option<DateTime<FixedOffset>>,
    }

    /// 试点门店.
    Store {
        /// Its code.
        code: String,
        /// 名称.
        name: String,
        /// ISO 3166-2:CN letters of its province, for example `SD`.
        #[schemars(with = "String", extend("examples" = ["SD", "SH", "GD"]))]
        province: Province,
        /// Its district, for a rule that stops at one (浦东新区).
        #[serde(default)]
        district: Option<String>,
        /// 地址, as labels print it.
        #[serde(default)]
        address: String,
    }

    /// 试点企业.
    Enterprise {
        /// 名称.
        name: String,
        /// 备案人 whose products it answers for, named as in the filings.
        filers: Vec<String>,
        /// 化妆品生产许可证编号.
        #[serde(default)]
        licence: String,
        /// Last day of that licence.
        #[serde(default)]
        licence_until: Option<NaiveDate>,
        /// Who signed that the licence stands as stated.
        #[serde(default)]
        licence_signed_by: Option<String>,
    }

    /// A pilot authorisation.
    Authorisation {
        /// Its id or document number.
        id: String,
        /// ISO 3166-2:CN letters of the province whose pilot it is.
        #[schemars(with = "String")]
        province: Province,
        /// What it allows.
        #[schemars(with = "Vec<String>")]
        services: Vec<ServiceType>,
        /// First day.
        from: NaiveDate,
        /// Last day, included.
        to: NaiveDate,
        /// Whether it is suspended.
        #[serde(default)]
        suspended: bool,
        /// Who signed that it stands as stated.
        #[serde(default)]
        signed_by: Option<String>,
    }

    /// A recipe version.
    Recipe {
        /// Its id.
        id: String,
        /// Its version.
        version: u32,
        /// The name given to the product.
        name: String,
        /// Whether this version is approved.
        approved: bool,
        /// Its safety assessment.
        #[serde(default)]
        assessment: Option<String>,
        /// What the customer is told after blending.
        #[serde(default)]
        hints: Vec<String>,
        /// How the finished unit is used.
        #[serde(default)]
        usage: String,
        /// Lowest and highest temperature of the area, in tenths of a degree Celsius.
        temperature: (i16, i16),
        /// Lowest and highest relative humidity of the area, in tenths of a per cent.
        humidity: (u16, u16),
        /// Not for a person below this age in years.
        #[serde(default)]
        not_under_age: Option<u8>,
        /// Not for a person who says she is pregnant or nursing.
        #[serde(default)]
        not_in_pregnancy: bool,
        /// Who approved this version by a signature.
        #[serde(default)]
        signed_by: Option<String>,
    }

    /// One component.
    Component {
        /// The filed cosmetic.
        product: Product,
        /// How much of it is weighed, in milligrams.
        #[serde(default)]
        target_mg: Option<u64>,
        /// The lot that is picked.
        #[serde(default)]
        lot: Option<Lot>,
        /// The opened container that it is taken from.
        #[serde(default)]
        container: Option<Container>,
        /// How it was brought into the area, once it was.
        #[serde(default)]
        brought_in: Option<BroughtIn>,
    }

    /// A filed cosmetic.
    Product {
        /// Its id in the catalogue.
        id: String,
        /// 中文名称 as filed.
        name: String,
        /// 备案编号 or 注册证编号.
        #[schemars(with = "String")]
        #[serde(deserialize_with = "proper")]
        filing: FilingNumber,
        /// Whether the filing is in force.
        active: bool,
        /// 备案人 as filed.
        filer: String,
        /// Classification code 功效-部位-人群-剂型-方法.
        #[serde(default)]
        classification: String,
        /// What the filing says that keeps it out of the pilot.
        #[serde(default)]
        #[schemars(with = "Vec<String>")]
        exclusions: Vec<Exclusion>,
        /// Ingredients as filed.
        #[serde(default)]
        ingredients: Vec<Ingredient>,
        /// Wax based.
        #[serde(default)]
        wax: bool,
        /// Warnings of the filed label, which labels and leaflets repeat.
        #[serde(default)]
        warnings: Vec<String>,
        /// Who approved it by a signature, as it is listed.
        #[serde(default)]
        signed_by: Option<String>,
    }

    /// An ingredient in both names.
    Ingredient {
        /// Standard Chinese name.
        chinese: String,
        /// INCI name.
        inci: String,
    }

    /// A lot.
    Lot {
        /// Its id in the store.
        id: String,
        /// The maker's lot number.
        number: String,
        /// Where it stands.
        #[schemars(with = "String", extend("enum" = ["waiting", "accepted", "rejected", "returned_or_recalled"]))]
        zone: Zone,
        /// Whether acceptance was done and signed.
        accepted: bool,
        /// Whether a recall names it.
        #[serde(default)]
        recalled: bool,
        /// Last day on which it may be used.
        expires_on: NaiveDate,
        /// Who approved it by a signature, as it was received.
        #[serde(default)]
        signed_by: Option<String>,
    }

    /// An opened container.
    Container {
        /// Its id in the store.
        id: String,
        /// Day of its opening.
        opened_on: NaiveDate,
        /// How long it keeps once opened: `{"days": n}` or `{"months": n}`.
        #[schemars(with = "std::collections::BTreeMap<String, u16>")]
        after_opening: Period,
        /// What is left in it, in milligrams.
        left_mg: u64,
        /// Whether it is a sealed leftover that the officer has not released yet.
        #[serde(default)]
        unreleased: bool,
    }

    /// A material on its way into the area (山东指南 第二十一条).
    BroughtIn {
        /// Whether it came by the set route.
        by_route: bool,
        /// Whether its outer pack was removed, or cleaned or disinfected.
        outer_pack_treated: bool,
        /// When.
        at: DateTime<FixedOffset>,
    }

    /// A use-by day.
    UseBy {
        /// Last day of use.
        date: NaiveDate,
        /// What decides it, in words.
        decided_by: String,
    }

    /// The customer, as far as a rule asks. Never a name.
    Customer {
        /// Age band as stated.
        #[serde(default)]
        #[schemars(with = "Option<String>")]
        age: Option<AgeBand>,
        /// Age in completed years, where the customer stated it.
        #[serde(default)]
        years: Option<u8>,
        /// Allergies as stated: Chinese or INCI names.
        #[serde(default)]
        allergies: Vec<String>,
        /// Those of them that name nothing the store knows of.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        unrecognised: Vec<String>,
        /// Whether the customer says she is pregnant or nursing.
        #[serde(default)]
        pregnancy: bool,
        /// What the customer asks for, line by line; what was invalid or said twice is left out.
        #[serde(default)]
        needs: Vec<String>,
    }

    /// A signer.
    Person {
        /// The person's code.
        id: String,
        /// Roles held.
        #[schemars(with = "Vec<String>")]
        roles: Vec<Role>,
        /// First day of the post.
        appointed_on: NaiveDate,
        /// Last day of the post.
        #[serde(default)]
        left_on: Option<NaiveDate>,
        /// Since when in cosmetics production or quality management.
        #[serde(default)]
        experience_since: Option<NaiveDate>,
        /// When the latest training was passed.
        #[serde(default)]
        trained_on: Option<NaiveDate>,
        /// The latest health check.
        #[serde(default)]
        health: Option<Health>,
        /// Areas that the person may enter.
        #[serde(default)]
        areas: Vec<AreaEntry>,
        /// Whether the person is in the store now.
        #[serde(default)]
        present: bool,
    }

    /// A health check.
    Health {
        /// When.
        on: NaiveDate,
        /// Whether the person may work with cosmetics.
        fit: bool,
    }

    /// Leave to enter an area.
    AreaEntry {
        /// Which area.
        area: String,
        /// Last day.
        until: NaiveDate,
    }

    /// A vessel, scale, mixer or filler.
    Equipment {
        /// Its id.
        id: String,
        /// What it is called.
        name: String,
        /// The area it stands in.
        area: String,
        /// Dedicated to wax-based products.
        #[serde(default)]
        wax_only: bool,
        /// When it was last used or, if never, set up.
        last_used: NaiveDate,
        /// Latest cleaning.
        #[serde(default)]
        cleaned: Option<Cleaning>,
        /// A sample test that is owed, and why.
        #[serde(default)]
        #[schemars(with = "Option<String>")]
        open_test: Option<TestTrigger>,
        /// Latest passed sample test on it.
        #[serde(default)]
        tested_on: Option<NaiveDate>,
        /// Latest self-inspection after a long stop.
        #[serde(default)]
        inspected_on: Option<NaiveDate>,
    }

    /// A cleaning.
    Cleaning {
        /// When it ended.
        at: DateTime<FixedOffset>,
        /// Until when it holds.
        valid_until: DateTime<FixedOffset>,
        /// Whether the equipment has been used since.
        #[serde(default)]
        used_since: bool,
    }

    /// A reading of the area.
    Environment {
        /// Where.
        area: String,
        /// When.
        at: DateTime<FixedOffset>,
        /// Airborne bacteria in cfu/m³.
        cfu: u32,
        /// Tenths of a degree Celsius.
        temperature: i16,
        /// Tenths of a per cent relative humidity.
        humidity: u16,
        /// When the plan asks for the next reading.
        next_due: DateTime<FixedOffset>,
    }

    /// A finished-product test.
    ProductTest {
        /// When the sample was taken: decides its quarter.
        sampled_on: NaiveDate,
        /// When the report came.
        #[serde(default)]
        reported_on: Option<NaiveDate>,
        /// Whether microbiology passed.
        microbiology: bool,
        /// Whether the physico-chemical items passed.
        physico_chemical: bool,
        /// The report.
        report: String,
    }

    /// A label template.
    Label {
        /// Its id.
        template: String,
        /// Its version.
        version: u32,
        /// When that version was approved.
        #[serde(default)]
        approved_on: Option<NaiveDate>,
        /// Whether the template has changed since that version was approved.
        #[serde(default)]
        changed: bool,
        /// 引导语: the words that the template prints before its items.
        #[serde(default)]
        guides: Vec<String>,
    }
}
