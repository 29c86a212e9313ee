//! Facts from the counter's own types, so that a use case copies nothing by hand.
//!
//! What a domain type does not carry is left out here and set by the caller: presence of a person, how a
//! material was brought in, when a piece of equipment last passed a sample test.

use domain::need::Verdict;

use super::{
    AreaEntry, Authorisation, Cleaning, Component, Container, Customer, Enterprise, Environment, Equipment,
    Health, Ingredient, Lot, Person, Product, ProductTest, Recipe, Store, UseBy,
};

impl From<&domain::premises::Premises> for Store {
    fn from(premises: &domain::premises::Premises) -> Self {
        Self {
            code: premises.code.to_string(),
            name: premises.name.clone(),
            province: premises.province,
            district: premises.district.clone(),
            address: premises.address.clone(),
        }
    }
}

impl From<&domain::premises::Enterprise> for Enterprise {
    fn from(enterprise: &domain::premises::Enterprise) -> Self {
        Self {
            name: enterprise.name.clone(),
            filers: enterprise.filers.clone(),
            licence: enterprise.licence.as_str().to_owned(),
            licence_until: None,
            licence_signed_by: None,
        }
    }
}

impl From<&domain::premises::Authorisation> for Authorisation {
    fn from(granted: &domain::premises::Authorisation) -> Self {
        Self {
            id: granted.id.to_string(),
            province: granted.province,
            services: granted.services.clone(),
            from: granted.from,
            to: granted.to,
            suspended: granted.suspended,
            signed_by: None,
        }
    }
}

impl From<&domain::recipe::RecipeDraft> for Recipe {
    fn from(recipe: &domain::recipe::RecipeDraft) -> Self {
        Self {
            id: recipe.id.to_string(),
            version: recipe.version,
            name: recipe.name.clone(),
            approved: recipe.approved,
            assessment: recipe.assessment.as_ref().map(ToString::to_string),
            hints: recipe.hints.clone(),
            usage: recipe.usage.clone(),
            temperature: recipe.climate.temperature,
            humidity: recipe.climate.humidity,
            not_under_age: recipe.against.under_age,
            not_in_pregnancy: recipe.against.pregnancy,
            signed_by: None,
        }
    }
}

impl From<&domain::stock::Product> for Product {
    fn from(product: &domain::stock::Product) -> Self {
        let ingredients = product.ingredients.iter();
        Self {
            id: product.id.to_string(),
            name: product.name.clone(),
            filing: product.filing.clone(),
            active: product.active,
            filer: product.filer.clone(),
            classification: product.classification.clone(),
            exclusions: product.exclusions.clone(),
            ingredients: ingredients
                .map(|each| Ingredient { chinese: each.chinese.clone(), inci: each.inci.clone() })
                .collect(),
            wax: product.wax,
            warnings: product.warnings.clone(),
            signed_by: None,
        }
    }
}

impl From<&domain::stock::Lot> for Lot {
    fn from(lot: &domain::stock::Lot) -> Self {
        Self {
            id: lot.id.to_string(),
            number: lot.number.clone(),
            zone: lot.zone,
            accepted: lot.accepted,
            recalled: lot.recalled,
            expires_on: lot.expires_on,
            signed_by: None,
        }
    }
}

impl From<&domain::stock::Container> for Container {
    fn from(container: &domain::stock::Container) -> Self {
        Self {
            id: container.id.to_string(),
            opened_on: domain::in_china(container.opened_at).date_naive(),
            after_opening: container.after_opening,
            left_mg: container.left.0,
            unreleased: matches!(container.standing, domain::leftover::Standing::Sealed(_)),
        }
    }
}

impl Component {
    /// A component with its product, target, lot and container; how it was brought in is not yet known.
    #[must_use]
    pub fn of(
        product: &domain::stock::Product,
        target: domain::quantity::Milligrams,
        lot: Option<&domain::stock::Lot>,
        container: Option<&domain::stock::Container>,
    ) -> Self {
        Self {
            product: product.into(),
            target_mg: Some(target.0),
            lot: lot.map(Into::into),
            container: container.map(Into::into),
            brought_in: None,
        }
    }
}

impl From<&domain::use_by::UseBy> for UseBy {
    fn from(use_by: &domain::use_by::UseBy) -> Self {
        Self { date: use_by.date(), decided_by: use_by.decided_by().sentence() }
    }
}

impl Customer {
    /// The customer as stated, with the needs that count. A wish that was marked as not taken up is told to the customer with its
    /// reason; it asks nothing of a recipe any more.
    #[must_use]
    pub fn of(needs: &domain::need::Needs, age: Option<domain::consent::AgeBand>, years: Option<u8>) -> Self {
        let counts = |verdict: &Verdict| matches!(verdict, Verdict::Kept { .. });
        let lines = needs.lines.iter().filter(|(_, verdict)| counts(verdict));
        Self {
            age,
            years,
            allergies: needs.allergies.clone(),
            unrecognised: Vec::new(),
            pregnancy: needs.pregnancy,
            needs: lines.map(|(statement, _)| statement.text.clone()).collect(),
        }
    }
}

impl Person {
    /// A signer by the person's file, and whether the person is in the store now.
    #[must_use]
    pub fn of(member: &domain::staff::StaffMember, present: bool) -> Self {
        let areas = member.areas.iter();
        Self {
            id: member.id.to_string(),
            roles: member.roles.clone(),
            appointed_on: member.appointed_on,
            left_on: member.left_on,
            experience_since: member.experience_since,
            trained_on: member.training.as_ref().map(|training| training.passed_on),
            health: member.health.as_ref().map(|check| Health { on: check.on, fit: check.fit }),
            areas: areas.map(|(area, until)| AreaEntry { area: area.to_string(), until: *until }).collect(),
            present,
        }
    }
}

impl From<&domain::premises::Equipment> for Equipment {
    fn from(equipment: &domain::premises::Equipment) -> Self {
        Self {
            id: equipment.id.to_string(),
            name: equipment.name.clone(),
            area: equipment.area.to_string(),
            wax_only: equipment.wax_only,
            last_used: equipment.last_used,
            cleaned: equipment.cleaned.as_ref().map(Into::into),
            open_test: equipment.open_test,
            tested_on: equipment.tested_on,
            inspected_on: equipment.inspected_on,
        }
    }
}

impl From<&domain::premises::Cleaning> for Cleaning {
    fn from(cleaning: &domain::premises::Cleaning) -> Self {
        Self { at: cleaning.at, valid_until: cleaning.valid_until, used_since: cleaning.used_since }
    }
}

impl From<&domain::premises::EnvironmentReading> for Environment {
    fn from(reading: &domain::premises::EnvironmentReading) -> Self {
        Self {
            area: reading.area.to_string(),
            at: reading.at,
            cfu: reading.cfu,
            temperature: reading.temperature,
            humidity: reading.humidity,
            next_due: reading.next_due,
        }
    }
}

impl From<&domain::premises::ProductTest> for ProductTest {
    fn from(test: &domain::premises::ProductTest) -> Self {
        Self {
            sampled_on: test.sampled_on,
            reported_on: test.reported_on,
            microbiology: test.microbiology,
            physico_chemical: test.physico_chemical,
            report: test.report.to_string(),
        }
    }
}
