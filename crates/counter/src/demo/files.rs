//! The demo store's files as they lie in `assets/demo-store/`, and their way to domain values.
//!
//! The files state dates as distances from the moment at which a store is made, so that a demo store is usable on
//! whatever day that is. This module refuses to write anything and to name people: a [`StaffSeed`] carries the
//! invented name beside the file, because only the store can put a name into the vault.

mod dated;
#[cfg(test)]
mod tests;

use chrono::NaiveTime;
use domain::Moment;
use domain::filing::{FilingNumber, ProductionLicence};
use domain::ids::{
    AreaId, AuthorisationId, ContainerId, DocumentNumber, EquipmentId, LotId, ProductId, RecipeId, StaffId,
    StoreCode, TemplateId,
};
use domain::need::Concern;
use domain::period::Period;
use domain::premises::{Approvable, TestTrigger};
use domain::quantity::{Fen, Milligrams, Share, Tolerance};
use domain::recipe::{Against, Climate, Component, Purpose, Recipe, RecipeDraft, RecipeError, ServiceType};
use domain::region::Province;
use domain::skin::{Metric, SkinType};
use domain::staff::Role;
use domain::stock::{Exclusion, Zone};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

pub use dated::{DemoStore, StaffSeed};

/// Why the demo files are no demo store.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// A file is no TOML, or does not have the shape of `assets/demo-store/README.md`.
    #[error("演示数据 {file} 读不懂：{source}。尚未写入任何内容；请重新安装本软件")]
    Shape {
        /// Which file.
        file: &'static str,
        /// What the reader says, with line and column.
        source: Box<toml::de::Error>,
    },
    /// A row names something that no other row declares.
    #[error("演示数据 {file}：{row} 引用了不存在的 {wanted}。尚未写入任何内容；请重新安装本软件")]
    Unknown {
        /// Which file.
        file: &'static str,
        /// The row that names it.
        row: String,
        /// What it names.
        wanted: String,
    },
    /// A recipe's parts do not fit together.
    #[error("演示数据 recipes.toml：{0}。尚未写入任何内容；请重新安装本软件")]
    Recipe(#[from] RecipeError),
    /// The moment lies too near the calendar's ends for the distances in the files.
    #[error("演示数据的日期超出日历范围：建库时刻 {0} 不可用，请用今天的日期建库")]
    Calendar(Moment),
}

impl DemoError {
    /// The stable snake_case name.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Shape { .. } => "demo_file_shape",
            Self::Unknown { .. } => "demo_file_reference",
            Self::Recipe(_) => "demo_file_recipe",
            Self::Calendar(_) => "demo_calendar",
        }
    }
}

macro_rules! rows {
    ($($(#[$doc:meta])* $name:ident { $($field:ident: $type:ty $(= $default:ident)?),* $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        struct $name { $($(#[serde($default)])? $field: $type),* }
    )+};
}

// Field meanings and units: `assets/demo-store/README.md`.
rows! {
    EnterpriseFile { enterprise: EnterpriseRow, premises: PremisesRow }
    EnterpriseRow { name: String, address: String, credit_code: String, licence: ProductionLicence, filers: Vec<String> }
    PremisesRow { code: StoreCode, name: String, address: String, province: Province, district: Option<String>, phone: String }
    AuthorisationFile { authorisation: Vec<AuthorisationRow> }
    AuthorisationRow {
        id: AuthorisationId, province: Province, services: Vec<ServiceType>, from_days_ago: i64, to_in_days: i64,
        suspended: bool = default, document: DocumentNumber, unsigned: bool = default,
    }
    StaffFile { staff: Vec<StaffRow> }
    StaffRow {
        id: StaffId, name: String, pin: String, roles: Vec<Role>, appointed_days_ago: i64, experience_years: u32,
        training: TrainingRow, health: HealthRow, areas: Vec<AreaRow>, present_minutes_ago: Option<i64>,
    }
    TrainingRow { passed_days_ago: i64, content: String, method: String }
    HealthRow { days_ago: i64, fit: bool }
    AreaRow { area: AreaId, days_left: i64 }
    ProductFile { product: Vec<ProductRow> }
    ProductRow {
        id: ProductId, name: String, filing: FilingNumber, filer: String, maker: String, licence: Option<ProductionLicence>,
        standard: String, classification: String, exclusions: Vec<Exclusion>, active: bool, wax: bool = default,
        after_opening: Period, warnings: Vec<String>, usage: String, ingredients: Vec<IngredientRow>,
        unsigned: bool = default,
    }
    IngredientRow { chinese: String, inci: String, trace: bool = default, ppm: Option<u32> = default }
    LotFile { lot: Vec<LotRow>, container: Vec<ContainerRow> }
    LotRow {
        id: LotId, product: ProductId, number: String, expires_in_days: i64, received_days_ago: i64, supplier: String,
        documents: Vec<DocumentNumber>, unit_net_mg: Milligrams, units: u32, zone: Zone, accepted: bool, recalled: bool,
        unsigned: bool = default,
    }
    ContainerRow { id: ContainerId, lot: LotId, opened_days_ago: i64, opened_at: String, left_mg: Milligrams }
    RecipeFile { recipe: Vec<RecipeRow> }
    RecipeRow {
        id: RecipeId, version: u32, name: String, service: ServiceType, keeps: Period, assessment: Option<DocumentNumber>,
        approved: bool, usage: String, hints: Vec<String>, sizes: Vec<SizeRow>, components: Vec<ComponentRow>,
        climate: ClimateRow, purpose: PurposeRow, against: AgainstRow = default, unsigned: bool = default,
    }
    SizeRow { mg: Milligrams, fen: Fen }
    ComponentRow { product: ProductId, share: Share, tolerance: ToleranceRow }
    ToleranceRow { parts: u16, at_least_mg: Milligrams }
    ClimateRow { temperature: (i16, i16), humidity: (u16, u16) }
    PurposeRow { metrics: Vec<MetricRow>, concerns: Vec<ConcernRow>, skin_types: Vec<SkinType> }
    MetricRow { metric: Metric, weight: u16 }
    ConcernRow { concern: Concern, weight: u16 }
    MetricBelowRow { metric: Metric, score: u8 }
    EquipmentFile { equipment: Vec<EquipmentRow> }
    EquipmentRow {
        id: EquipmentId, name: String, area: AreaId, wax_only: bool = default, procedure: DocumentNumber,
        last_used_days_ago: i64, cleaned: Option<CleaningRow>, open_test: Option<TestTrigger>,
        inspected_days_ago: Option<i64>,
    }
    CleaningRow { hours_ago: i64, valid_hours: i64, used_since: bool }
    EnvironmentFile { reading: Vec<ReadingRow>, cleaning: Vec<AreaCleaningRow> }
    AreaCleaningRow { area: AreaId, procedure: DocumentNumber, by: StaffId, hours_ago: i64, valid_hours: i64 }
    ReadingRow { area: AreaId, hours_ago: i64, cfu: u32, temperature: i16, humidity: u16, next_due_in_hours: i64 }
    TestFile { test: Vec<TestRow> }
    TestRow {
        quarters_ago: u32, day: u64, reported_after_days: i64, microbiology: bool, physico_chemical: bool,
        report: DocumentNumber,
    }
    TemplateFile { template: Vec<TemplateRow> }
    TemplateRow { template: TemplateId, version: u32, approved_days_ago: Option<i64> }
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct AgainstRow {
    under_age: Option<u8>,
    pregnancy: bool,
    metric_below: Vec<MetricBelowRow>,
    skin_types: Vec<SkinType>,
}

/// All files of the demo store, read and checked against each other, not yet dated.
#[derive(Debug, Clone)]
pub struct DemoFiles {
    enterprise: EnterpriseFile,
    authorisations: Vec<AuthorisationRow>,
    staff: Vec<StaffRow>,
    products: Vec<ProductRow>,
    lots: LotFile,
    recipes: Vec<Recipe>,
    equipment: Vec<EquipmentRow>,
    environment: Vec<ReadingRow>,
    cleanings: Vec<AreaCleaningRow>,
    product_tests: Vec<TestRow>,
    templates: Vec<TemplateRow>,
    unsigned: Vec<(Approvable, String)>,
}

macro_rules! read {
    ($file:literal) => {
        shape($file, include_str!(concat!("../../../../assets/demo-store/", $file)))?
    };
}

fn shape<T: Serialize + DeserializeOwned>(file: &'static str, text: &str) -> Result<T, DemoError> {
    let shape = |source| DemoError::Shape { file, source: Box::new(source) };
    let read: T = toml::from_str(text).map_err(shape)?;
    domain::said::judge(&read).map_err(|odd| shape(serde::de::Error::custom(odd)))?;
    Ok(read)
}

/// Reads the files that the product carries.
///
/// # Errors
/// [`DemoError`] naming the file, and the row that refers to nothing or does not fit.
pub fn parse() -> Result<DemoFiles, DemoError> {
    let (AuthorisationFile { authorisation }, StaffFile { staff }) =
        (read!("authorisation.toml"), read!("staff.toml"));
    let (ProductFile { product }, RecipeFile { recipe }) = (read!("products.toml"), read!("recipes.toml"));
    let EquipmentFile { equipment } = read!("equipment.toml");
    let EnvironmentFile { reading, cleaning } = read!("environment.toml");
    let TestFile { test } = read!("product-tests.toml");
    let TemplateFile { template } = read!("templates.toml");
    let lots: LotFile = read!("lots.toml");
    let mut unsigned = Vec::new();
    let mut waits = |what, id: &str, waits: bool| unsigned.extend(waits.then(|| (what, id.to_owned())));
    authorisation.iter().for_each(|row| waits(Approvable::Authorisation, row.id.as_str(), row.unsigned));
    product.iter().for_each(|row| waits(Approvable::Product, row.id.as_str(), row.unsigned));
    lots.lot.iter().for_each(|row| waits(Approvable::Lot, row.id.as_str(), row.unsigned));
    recipe.iter().for_each(|row| waits(Approvable::Recipe, row.id.as_str(), row.unsigned));
    let files = DemoFiles {
        enterprise: read!("enterprise.toml"),
        authorisations: authorisation,
        staff,
        products: product,
        lots,
        recipes: recipe.into_iter().map(RecipeRow::recipe).collect::<Result<_, _>>()?,
        equipment,
        environment: reading,
        cleanings: cleaning,
        product_tests: test,
        templates: template,
        unsigned,
    };
    files.references()?;
    Ok(files)
}

impl DemoFiles {
    /// Every product, lot and time of day that a row names exists.
    fn references(&self) -> Result<(), DemoError> {
        let known = |id: &ProductId| self.products.iter().any(|product| product.id == *id);
        let unknown = |file, row: &dyn std::fmt::Display, wanted: &dyn std::fmt::Display| {
            Err(DemoError::Unknown { file, row: row.to_string(), wanted: wanted.to_string() })
        };
        for lot in &self.lots.lot {
            if !known(&lot.product) {
                return unknown("lots.toml", &lot.id, &lot.product);
            }
        }
        for container in &self.lots.container {
            if self.product_of(&container.lot).is_none() {
                return unknown("lots.toml", &container.id, &container.lot);
            }
            if time(&container.opened_at).is_none() {
                return unknown("lots.toml", &container.id, &container.opened_at);
            }
        }
        for recipe in &self.recipes {
            if let Some(component) = recipe.components.iter().find(|component| !known(&component.product)) {
                return unknown("recipes.toml", &recipe.id, &component.product);
            }
        }
        Ok(())
    }

    fn product_of(&self, lot: &LotId) -> Option<&ProductRow> {
        let lot = self.lots.lot.iter().find(|row| row.id == *lot)?;
        self.products.iter().find(|product| product.id == lot.product)
    }
}

fn time(text: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(text, "%H:%M").ok()
}

impl RecipeRow {
    fn recipe(self) -> Result<Recipe, RecipeError> {
        let component = |row: ComponentRow| Component {
            product: row.product,
            share: row.share,
            tolerance: Tolerance { parts: row.tolerance.parts, at_least: row.tolerance.at_least_mg },
        };
        Recipe::new(RecipeDraft {
            id: self.id,
            version: self.version,
            name: self.name,
            service: self.service,
            components: self.components.into_iter().map(component).collect(),
            keeps: self.keeps,
            sizes: self.sizes.into_iter().map(|row| (row.mg, row.fen)).collect(),
            hints: self.hints,
            usage: self.usage,
            assessment: self.assessment,
            approved: self.approved,
            climate: Climate { temperature: self.climate.temperature, humidity: self.climate.humidity },
            purpose: Purpose {
                metrics: self.purpose.metrics.into_iter().map(|row| (row.metric, row.weight)).collect(),
                concerns: self.purpose.concerns.into_iter().map(|row| (row.concern, row.weight)).collect(),
                skin_types: self.purpose.skin_types,
            },
            against: Against {
                under_age: self.against.under_age,
                pregnancy: self.against.pregnancy,
                metric_below: self
                    .against
                    .metric_below
                    .into_iter()
                    .map(|row| (row.metric, row.score))
                    .collect(),
                skin_types: self.against.skin_types,
            },
        })
    }
}
