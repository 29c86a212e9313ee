//! An invented snapshot (演示) in which every check passes: the base that each example changes in one point, and
//! what the benchmark judges. Nothing in it is a real enterprise, person or filing: filing numbers carry the year 2099.

use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::consent::AgeBand;
use domain::filing::FilingNumber;
use domain::period::Period;
use domain::recipe::ServiceType;
use domain::region::Province;
use domain::staff::Role;
use domain::stock::Zone;

use super::{
    AreaEntry, Authorisation, BroughtIn, Cleaning, Component, Container, Customer, Enterprise, Environment,
    Equipment, Facts, Health, Ingredient, Label, Lot, Person, Product, ProductTest, Recipe, Store, UseBy,
};

/// A day of an example; a slip of the pen becomes 1970-01-01, which the example's own test finds.
pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_default()
}

/// A moment of an example, as [`day`].
pub(crate) fn time(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).unwrap_or_default()
}

/// A filing number of an example.
#[expect(clippy::expect_used, reason = "only constants of this crate are given, and each is read by a test")]
pub(crate) fn number(text: &str) -> FilingNumber {
    FilingNumber::parse(text).expect("a filing number of an example")
}

impl Facts {
    /// A blend of two lotions in an invented store in 济南 on 2026-11-20, 10:00, with everything in order.
    #[must_use]
    pub fn demo() -> Self {
        Self {
            now: time("2026-11-20T10:00:00+08:00"),
            store: Store {
                code: "JN01".to_owned(),
                name: "演示门店".to_owned(),
                province: Province::Shandong,
                district: None,
                address: "演示市第一大道 1 号".to_owned(),
            },
            enterprise: Enterprise {
                name: "演示企业".to_owned(),
                filers: vec!["演示企业".to_owned()],
                licence: "鲁妆20240001".to_owned(),
                licence_until: Some(day("2029-03-31")),
                licence_signed_by: Some("S2".to_owned()),
            },
            authorisations: vec![Authorisation {
                id: "演示-授权-1".to_owned(),
                province: Province::Shandong,
                services: vec![ServiceType::Blend, ServiceType::Repack],
                from: day("2026-01-01"),
                to: day("2027-09-30"),
                suspended: false,
                signed_by: Some("S2".to_owned()),
            }],
            service: ServiceType::Blend,
            recipe: recipe(),
            components: vec![
                component(
                    "P1",
                    "演示保湿乳",
                    "鲁G妆网备字2099000001",
                    &[("水", "WATER"), ("甘油", "GLYCERIN")],
                ),
                component(
                    "P2",
                    "演示修护精华",
                    "鲁G妆网备字2099000002",
                    &[("水", "WATER"), ("泛醇", "PANTHENOL")],
                ),
            ],
            use_by: Some(UseBy {
                date: day("2027-02-20"), decided_by: "配方调配后最长 3 个月".to_owned()
            }),
            customer: Customer {
                age: Some(AgeBand::Adult),
                years: Some(30),
                allergies: Vec::new(),
                unrecognised: Vec::new(),
                pregnancy: false,
                needs: vec!["脸颊干燥，想要保湿".to_owned()],
            },
            area: Some("A1".to_owned()),
            operator: Some(person("S1", Role::Operator)),
            officer: Some(person("S2", Role::Officer)),
            equipment: vec![equipment("E1", "演示搅拌器"), equipment("E2", "演示天平")],
            environment: Some(Environment {
                area: "A1".to_owned(),
                at: time("2026-11-20T08:30:00+08:00"),
                cfu: 120,
                temperature: 220,
                humidity: 450,
                next_due: time("2026-11-21T09:00:00+08:00"),
            }),
            area_cleaned: Some(Cleaning {
                at: time("2026-11-20T08:10:00+08:00"),
                valid_until: time("2026-11-21T08:10:00+08:00"),
                used_since: false,
            }),
            product_tests: vec![
                product_test("2026-08-12", "演示-检-3"),
                product_test("2026-10-15", "演示-检-4"),
            ],
            label: Some(Label {
                template: "L1".to_owned(),
                version: 1,
                approved_on: Some(day("2026-01-10")),
                changed: false,
                guides: vec!["产品名称：".to_owned(), "限期使用日期：".to_owned()],
            }),
            cleared_at: Some(time("2026-11-20T09:50:00+08:00")),
        }
    }
}

fn recipe() -> Recipe {
    Recipe {
        id: "R1".to_owned(),
        version: 1,
        name: "演示舒润调配乳".to_owned(),
        approved: true,
        assessment: Some("演示-评-1".to_owned()),
        hints: vec!["如发生发红、刺痛，请停止使用".to_owned(), "请在使用期限内用完".to_owned()],
        usage: "洁面后取适量涂抹面部".to_owned(),
        temperature: (180, 260),
        humidity: (300, 650),
        not_under_age: None,
        not_in_pregnancy: false,
        signed_by: Some("S2".to_owned()),
    }
}

fn component(id: &str, name: &str, filing: &str, ingredients: &[(&str, &str)]) -> Component {
    let ingredients = ingredients.iter();
    Component {
        product: Product {
            id: id.to_owned(),
            name: name.to_owned(),
            filing: number(filing),
            active: true,
            filer: "演示企业".to_owned(),
            classification: "09-05-03-01-01".to_owned(),
            exclusions: Vec::new(),
            ingredients: ingredients
                .map(|(chinese, inci)| Ingredient {
                    chinese: (*chinese).to_owned(),
                    inci: (*inci).to_owned(),
                })
                .collect(),
            wax: false,
            warnings: vec!["避免接触眼睛；本品不能代替药品".to_owned()],
            signed_by: Some("S2".to_owned()),
        },
        target_mg: Some(15_000),
        lot: Some(Lot {
            id: format!("{id}-L1"),
            number: format!("演示{id}01"),
            zone: Zone::Accepted,
            accepted: true,
            recalled: false,
            expires_on: day("2027-06-30"),
            signed_by: Some("S2".to_owned()),
        }),
        container: Some(Container {
            id: format!("{id}-C1"),
            opened_on: day("2026-10-20"),
            after_opening: Period::Months(6),
            left_mg: 80_000,
            unreleased: false,
        }),
        brought_in: Some(BroughtIn {
            by_route: true,
            outer_pack_treated: true,
            at: time("2026-11-20T09:40:00+08:00"),
        }),
    }
}

fn person(id: &str, role: Role) -> Person {
    Person {
        id: id.to_owned(),
        roles: vec![role],
        appointed_on: day("2025-10-01"),
        left_on: None,
        experience_since: Some(day("2020-03-01")),
        trained_on: Some(day("2026-03-01")),
        health: Some(Health { on: day("2026-03-10"), fit: true }),
        areas: vec![AreaEntry { area: "A1".to_owned(), until: day("2026-12-31") }],
        present: true,
    }
}

fn equipment(id: &str, name: &str) -> Equipment {
    Equipment {
        id: id.to_owned(),
        name: name.to_owned(),
        area: "A1".to_owned(),
        wax_only: false,
        last_used: day("2026-11-19"),
        cleaned: Some(Cleaning {
            at: time("2026-11-19T18:00:00+08:00"),
            valid_until: time("2026-11-21T18:00:00+08:00"),
            used_since: false,
        }),
        open_test: None,
        tested_on: None,
        inspected_on: None,
    }
}

fn product_test(sampled_on: &str, report: &str) -> ProductTest {
    let sampled_on = day(sampled_on);
    ProductTest {
        sampled_on,
        reported_on: Some(Period::Days(10).after(sampled_on)),
        microbiology: true,
        physico_chemical: true,
        report: report.to_owned(),
    }
}
