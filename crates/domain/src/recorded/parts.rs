//! What several payloads share.

use records::parts::{
    AgainstV1, ApprovedThingV1, AuthorisationV1, ChoiceV1, CleaningV1, ClearanceV2, ClearedComponentV1,
    ClimateV1, ComponentV1, ConsentV1, ContainerV1, DeliveryV1, DisposalV1, DisposalV2, DueV1, EnterpriseV1,
    EnvironmentReadingV1, EquipmentV1, HealthCheckV1, HygieneV1, ImportedTestV1, IngredientV1, LimitV1,
    LotV1, MaterialInV1, PeriodV1, PlanV1, PremisesV1, ProductTestV1, ProductV1, RecipePurposeV1, RecipeV1,
    SaleV1, SealingV1, SignatureV1, SignatureV2, StaffMemberV1, StandingV1, StopV1, TemplateApprovalV1,
    TemplateDecisionV1, ToleranceV1, TrainingV1, UseByV1, VaultRefV1, VisitV1,
};

use super::Recorded;
use crate::consent::{Choice, Consent, ConsentParts};
use crate::event::{ImportedTest, Plan, Sale, Stop, VaultRef};
use crate::leftover::{Disposal, Sealing, Standing};
use crate::period::Period;
use crate::premises::{
    ApprovedThing, Authorisation, Cleaning, Enterprise, EnvironmentReading, Equipment, Premises, ProductTest,
    TemplateApproval, TemplateDecision,
};
use crate::quantity::Tolerance;
use crate::recipe::{Against, Climate, Component, Purpose as RecipePurpose, Recipe, RecipeDraft};
use crate::service::{Clearance, ClearanceParts, ClearedComponent, Delivery, MaterialIn};
use crate::signature::Signature;
use crate::staff::{HealthCheck, StaffMember, Training};
use crate::stock::{Container, Ingredient, Lot, Product};
use crate::use_by::{Limit, UseBy};
use crate::visitor::{Hygiene, Visit};
use crate::workday::Due;

alike! {
    VaultRef VaultRefV1 { id, commitment }
    ImportedTest ImportedTestV1 { raw, row, profile, taken_at, values, file }
    Plan PlanV1 { recipe, version, size, price, lots, use_by, against_ranking }
    Sale SaleV1 { name, filings, net, count, price, use_by }
    Stop StopV1 { check, rulebook, clause }
    Enterprise EnterpriseV1 { name, address, credit_code, licence, filers }
    Premises PremisesV1 { code, name, address, province, district, phone, demo }
    Authorisation AuthorisationV1 { id, province, services, from, to, suspended, document }
    ApprovedThing ApprovedThingV1 { what, id, content }
    Cleaning CleaningV1 { at, valid_until, used_since }
    EnvironmentReading EnvironmentReadingV1 { area, at, cfu, temperature, humidity, next_due }
    ProductTest ProductTestV1 { sampled_on, reported_on, microbiology, physico_chemical, report }
    TemplateDecision TemplateDecisionV1 { version, approved_on, sha256, at, by, reason }
    Ingredient IngredientV1 { chinese, inci, trace, content }
    Product ProductV1 { id, name, filing, filer, maker, licence, standard, classification, exclusions, ingredients, active, wax, after_opening, warnings, usage }
    Lot LotV1 { id, product, number, expires_on, received_on, supplier, documents, unit_net, units, zone, accepted, recalled }
    Container ContainerV1 { id, lot, opened_at, after_opening, left, opened_by, standing }
    Sealing SealingV1 { at, by, use_by }
    Disposal DisposalV1 { method, reason, by, at, signature }
    Disposal DisposalV2 { method, reason, by, at, signature }
    Component ComponentV1 { product, share, tolerance }
    Climate ClimateV1 { temperature, humidity }
    RecipePurpose RecipePurposeV1 { metrics, concerns, skin_types }
    Against AgainstV1 { under_age, pregnancy, metric_below, skin_types }
    RecipeDraft RecipeV1 { id, version, name, service, components, keeps, sizes, hints, usage, assessment, approved, climate, purpose, against }
    Tolerance ToleranceV1 { parts, at_least }
    Training TrainingV1 { passed_on, content, method }
    HealthCheck HealthCheckV1 { on, fit }
    StaffMember StaffMemberV1 { id, name, roles, appointed_on, left_on, experience_since, training, health, areas }
    Hygiene HygieneV1 { told, cleaned, disinfected, dressed }
    Visit VisitV1 { id, name, purpose, area, escort, hygiene, entered_at }
    Choice ChoiceV1 { purpose, agreed }
    ConsentParts ConsentV1 { age, guardian, choices, text_version, text }
    ClearanceParts ClearanceV2 { rulebooks, shown, passed, warned, not_applicable, components, equipment, area, use_by, operator, officer }
    ClearedComponent ClearedComponentV1 { lot, container, target, tolerance, brought_in }
    MaterialIn MaterialInV1 { by_route, outer_pack_treated, at }
    Signature SignatureV2 { signer, role, at, meaning, shown, window }
    Due DueV1 { date, provisional }
}

/// What is judged as a whole when it is made, and kept as a whole when it is read.
macro_rules! wholes {
    ($($living:ident $parts:ident $record:ident),+ $(,)?) => {$(
        impl From<$record> for $living {
            fn from(record: $record) -> Self {
                Self::kept(record.into())
            }
        }
        impl From<$living> for $record {
            fn from(living: $living) -> Self {
                $parts::from(living).into()
            }
        }
        both_ways!($living $record);
    )+};
}

wholes! {
    Recipe RecipeDraft RecipeV1,
    Consent ConsentParts ConsentV1,
    Clearance ClearanceParts ClearanceV2,
}

// A container that was disposed of stands with its signature in no payload that is written; one that was read is kept.
impl From<SignatureV1> for Signature {
    fn from(record: SignatureV1) -> Self {
        SignatureV2::from(record).into()
    }
}
impl From<Signature> for SignatureV1 {
    fn from(living: Signature) -> Self {
        let Signature { signer, role, at, meaning, shown, window: _ } = living;
        let (signer, role, shown) = (signer.recorded(), role.recorded(), shown.recorded());
        Self { signer, role, at, meaning: meaning.recorded(), shown }
    }
}
both_ways!(Signature SignatureV1);

// What the records of tests say of a piece is no part of its registration.
impl From<EquipmentV1> for Equipment {
    fn from(record: EquipmentV1) -> Self {
        let EquipmentV1 { id, name, area, wax_only, procedure, last_used, cleaned, open_test, inspected_on } =
            record;
        Self {
            id: Recorded::kept(id),
            name: Recorded::kept(name),
            area: Recorded::kept(area),
            wax_only: Recorded::kept(wax_only),
            procedure: Recorded::kept(procedure),
            last_used: Recorded::kept(last_used),
            cleaned: Recorded::kept(cleaned),
            open_test: Recorded::kept(open_test),
            inspected_on: Recorded::kept(inspected_on),
            tested_on: None,
        }
    }
}
impl From<Equipment> for EquipmentV1 {
    fn from(living: Equipment) -> Self {
        let Equipment {
            id,
            name,
            area,
            wax_only,
            procedure,
            last_used,
            cleaned,
            open_test,
            inspected_on,
            tested_on: _,
        } = living;
        Self {
            id: id.recorded(),
            name: name.recorded(),
            area: area.recorded(),
            wax_only: wax_only.recorded(),
            procedure: procedure.recorded(),
            last_used: last_used.recorded(),
            cleaned: cleaned.recorded(),
            open_test: open_test.recorded(),
            inspected_on: inspected_on.recorded(),
        }
    }
}
both_ways!(Equipment EquipmentV1);

impl From<UseByV1> for UseBy {
    fn from(record: UseByV1) -> Self {
        let UseByV1 { date, decided_by, limits } = record;
        Self::kept(date, decided_by.into(), Recorded::kept(limits))
    }
}
impl From<UseBy> for UseByV1 {
    fn from(living: UseBy) -> Self {
        let (date, decided_by, limits) = living.into_parts();
        Self { date, decided_by: decided_by.into(), limits: limits.recorded() }
    }
}
both_ways!(UseBy UseByV1);

impl From<TemplateApprovalV1> for TemplateApproval {
    fn from(record: TemplateApprovalV1) -> Self {
        let TemplateApprovalV1 { template, version, approved_on, sha256, at, by, reason, before } = record;
        let decision = TemplateDecisionV1 { version, approved_on, sha256, at, by, reason };
        Self { template: Recorded::kept(template), decision: decision.into(), before: Recorded::kept(before) }
    }
}
impl From<TemplateApproval> for TemplateApprovalV1 {
    fn from(living: TemplateApproval) -> Self {
        let TemplateApproval { template, decision, before } = living;
        let TemplateDecisionV1 { version, approved_on, sha256, at, by, reason } = decision.into();
        let (template, before) = (template.recorded(), before.recorded());
        Self { template, version, approved_on, sha256, at, by, reason, before }
    }
}
both_ways!(TemplateApproval TemplateApprovalV1);

/// Enums whose variants hold something.
macro_rules! variants {
    ($($living:ident $record:ident {
        bare [$($unit:ident),*] holding [$($one:ident($value:ident)),*] with [$($many:ident { $($field:ident),+ }),*]
    })+) => {$(
        impl From<$record> for $living {
            fn from(record: $record) -> Self {
                match record {
                    $($record::$unit => Self::$unit,)*
                    $($record::$one($value) => Self::$one(Recorded::kept($value)),)*
                    $($record::$many { $($field),+ } => Self::$many { $($field: Recorded::kept($field)),+ },)*
                }
            }
        }
        impl From<$living> for $record {
            fn from(living: $living) -> Self {
                match living {
                    $($living::$unit => Self::$unit,)*
                    $($living::$one($value) => Self::$one(Recorded::recorded($value)),)*
                    $($living::$many { $($field),+ } => Self::$many { $($field: Recorded::recorded($field)),+ },)*
                }
            }
        }
        both_ways!($living $record);
    )+};
}

variants! {
    Period PeriodV1 {
        bare []
        holding [Days(count), Months(count)]
        with []
    }
    Standing StandingV1 {
        bare [InUse]
        holding [Sealed(sealing), Returned(sealing)]
        with [Disposed { left, disposal }]
    }
    Limit LimitV1 {
        bare []
        holding []
        with [
            LotExpiry { lot, number, last_day },
            AfterOpening { container, lot, opened_on, period, last_day },
            RecipeLife { recipe, period, last_day }
        ]
    }
    Delivery DeliveryV1 {
        bare [OnTheSpot, PickUp, Home]
        holding []
        with [Carrier { carrier, order }]
    }
}
