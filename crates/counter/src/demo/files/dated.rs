//! The demo files counted from a moment: distances become days, and rows become domain values.
//!
//! It refuses to read a clock: the moment is passed in, and its own offset says which day it is.

use chrono::{Datelike, Days, Months, NaiveDate, TimeDelta};
use domain::Moment;
use domain::event::AreaCleaned;
use domain::ids::{AreaId, StaffId};
use domain::leftover::Standing;
use domain::premises::{
    Approvable, Authorisation, Cleaning, Enterprise, EnvironmentReading, Equipment, Premises, ProductTest,
    TemplateApproval, TemplateDecision,
};
use domain::recipe::Recipe;
use domain::staff::{HealthCheck, Role, Training};
use domain::stock::{Container, Ingredient, Lot, Product};

use super::{
    AreaCleaningRow, AuthorisationRow, ContainerRow, DemoError, DemoFiles, EnterpriseFile, EquipmentRow,
    IngredientRow, LotRow, ProductRow, ReadingRow, StaffRow, TemplateRow, TestRow, time,
};

/// One person of the demo store: the name and the PIN are invented, and go into the vault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffSeed {
    /// The person's id.
    pub id: StaffId,
    /// The invented name.
    pub name: String,
    /// Six digits that everybody may know: the store is a demo.
    pub pin: String,
    /// What the person may do.
    pub roles: Vec<Role>,
    /// First day of the post.
    pub appointed_on: NaiveDate,
    /// Since when the person has worked in the trade.
    pub experience_since: NaiveDate,
    /// The latest training.
    pub training: Training,
    /// The latest health check.
    pub health: HealthCheck,
    /// Areas with the last day of each.
    pub areas: Vec<(AreaId, NaiveDate)>,
    /// When the person came in today, if so.
    pub present_since: Option<Moment>,
}

/// The demo store on one day, in domain values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoStore {
    /// 试点企业.
    pub enterprise: Enterprise,
    /// 试点门店, marked as demo.
    pub premises: Premises,
    /// 试点授权.
    pub authorisations: Vec<Authorisation>,
    /// 人员.
    pub staff: Vec<StaffSeed>,
    /// 产品.
    pub products: Vec<Product>,
    /// 批.
    pub lots: Vec<Lot>,
    /// 开封容器.
    pub containers: Vec<Container>,
    /// 配方.
    pub recipes: Vec<Recipe>,
    /// 设备.
    pub equipment: Vec<Equipment>,
    /// 环境监测, the oldest first for each area.
    pub environment: Vec<EnvironmentReading>,
    /// Cleanings of the operation areas.
    pub cleanings: Vec<AreaCleaned>,
    /// 成品检验, the oldest first.
    pub product_tests: Vec<ProductTest>,
    /// 标签模板.
    pub templates: Vec<TemplateApproval>,
    /// What its officer has not signed: kind and id.
    pub unsigned: Vec<(Approvable, String)>,
}

impl DemoFiles {
    /// The demo store as it stands at `now`.
    ///
    /// # Errors
    /// [`DemoError::Calendar`] where a distance leaves the calendar.
    pub fn dated(&self, now: Moment) -> Result<DemoStore, DemoError> {
        self.at(Clock(now)).ok_or(DemoError::Calendar(now))
    }

    fn at(&self, now: Clock) -> Option<DemoStore> {
        let EnterpriseFile { enterprise, premises } = self.enterprise.clone();
        let (authorisations, staff) = (self.authorisations.iter().cloned(), self.staff.iter().cloned());
        Some(DemoStore {
            enterprise: Enterprise {
                name: enterprise.name,
                address: enterprise.address,
                credit_code: enterprise.credit_code,
                licence: enterprise.licence,
                filers: enterprise.filers,
            },
            premises: Premises {
                code: premises.code,
                name: premises.name,
                address: premises.address,
                province: premises.province,
                district: premises.district,
                phone: premises.phone,
                demo: true,
            },
            authorisations: authorisations.map(|row| row.authorisation(now)).collect::<Option<_>>()?,
            staff: staff.map(|row| row.seed(now)).collect::<Option<_>>()?,
            products: self.products.iter().cloned().map(ProductRow::product).collect(),
            lots: self.lots.lot.iter().cloned().map(|row| row.lot(now)).collect::<Option<_>>()?,
            containers: self
                .lots
                .container
                .iter()
                .map(|row| self.container(row, now))
                .collect::<Option<_>>()?,
            recipes: self.recipes.clone(),
            equipment: self.equipment.iter().cloned().map(|row| row.equipment(now)).collect::<Option<_>>()?,
            environment: self
                .environment
                .iter()
                .cloned()
                .map(|row| row.reading(now))
                .collect::<Option<_>>()?,
            cleanings: self.cleanings.iter().cloned().map(|row| row.cleaned(now)).collect::<Option<_>>()?,
            product_tests: self
                .product_tests
                .iter()
                .cloned()
                .map(|row| row.test(now))
                .collect::<Option<_>>()?,
            templates: self.templates.iter().cloned().map(|row| row.approval(now)).collect::<Option<_>>()?,
            unsigned: self.unsigned.clone(),
        })
    }

    fn container(&self, row: &ContainerRow, now: Clock) -> Option<Container> {
        let opened = now.day(-row.opened_days_ago)?.and_time(time(&row.opened_at)?);
        Some(Container {
            id: row.id.clone(),
            lot: row.lot.clone(),
            opened_at: opened.and_local_timezone(*now.0.offset()).single()?,
            after_opening: self.product_of(&row.lot)?.after_opening,
            left: row.left_mg,
            opened_by: None,
            standing: Standing::InUse,
        })
    }
}

/// The moment from which the files count. Its day is the one of its own offset.
#[derive(Clone, Copy)]
struct Clock(Moment);

impl Clock {
    fn day(self, ahead: i64) -> Option<NaiveDate> {
        self.0.date_naive().checked_add_signed(TimeDelta::try_days(ahead)?)
    }
    fn hour(self, ahead: i64) -> Option<Moment> {
        self.0.checked_add_signed(TimeDelta::try_hours(ahead)?)
    }
    /// The `day`-th day, counted from 1, of the quarter that began so many quarters ago.
    fn of_quarter(self, quarters_ago: u32, day: u64) -> Option<NaiveDate> {
        let today = self.0.date_naive();
        let first = NaiveDate::from_ymd_opt(today.year(), today.month0() / 3 * 3 + 1, 1)?;
        first
            .checked_sub_months(Months::new(quarters_ago.checked_mul(3)?))?
            .checked_add_days(Days::new(day.checked_sub(1)?))
    }
}

impl AuthorisationRow {
    fn authorisation(self, now: Clock) -> Option<Authorisation> {
        Some(Authorisation {
            id: self.id,
            province: self.province,
            services: self.services,
            from: now.day(-self.from_days_ago)?,
            to: now.day(self.to_in_days)?,
            suspended: self.suspended,
            document: self.document,
        })
    }
}

/// The moment at which a day began in China's civil time.
fn midnight(now: Moment) -> Option<Moment> {
    let here = domain::in_china(now);
    here.date_naive().and_time(chrono::NaiveTime::MIN).and_local_timezone(*here.offset()).single()
}

impl StaffRow {
    fn seed(self, now: Clock) -> Option<StaffSeed> {
        let areas = self.areas.into_iter().map(|row| Some((row.area, now.day(row.days_left)?)));
        let (training, health) = (self.training, self.health);
        let present_since = match self.present_minutes_ago {
            // Whoever came today: in the night's first hours that is since midnight.
            Some(minutes) => {
                let came = now.0.checked_sub_signed(TimeDelta::try_minutes(minutes)?)?;
                Some(came.max(midnight(now.0)?))
            }
            None => None,
        };
        Some(StaffSeed {
            id: self.id,
            name: self.name,
            pin: self.pin,
            roles: self.roles,
            appointed_on: now.day(-self.appointed_days_ago)?,
            experience_since: now
                .day(0)?
                .checked_sub_months(Months::new(self.experience_years.checked_mul(12)?))?,
            training: Training {
                passed_on: now.day(-training.passed_days_ago)?,
                content: training.content,
                method: training.method,
            },
            health: HealthCheck { on: now.day(-health.days_ago)?, fit: health.fit },
            areas: areas.collect::<Option<_>>()?,
            present_since,
        })
    }
}

impl ProductRow {
    fn product(self) -> Product {
        let ingredient = |row: IngredientRow| Ingredient {
            chinese: row.chinese,
            inci: row.inci,
            trace: row.trace,
            content: row.ppm,
        };
        Product {
            id: self.id,
            name: self.name,
            filing: self.filing,
            filer: self.filer,
            maker: self.maker,
            licence: self.licence,
            standard: self.standard,
            classification: self.classification,
            exclusions: self.exclusions,
            ingredients: self.ingredients.into_iter().map(ingredient).collect(),
            active: self.active,
            wax: self.wax,
            after_opening: self.after_opening,
            warnings: self.warnings,
            usage: self.usage,
        }
    }
}

impl LotRow {
    fn lot(self, now: Clock) -> Option<Lot> {
        Some(Lot {
            id: self.id,
            product: self.product,
            number: self.number,
            expires_on: now.day(self.expires_in_days)?,
            received_on: now.day(-self.received_days_ago)?,
            supplier: self.supplier,
            documents: self.documents,
            unit_net: self.unit_net_mg,
            units: self.units,
            zone: self.zone,
            accepted: self.accepted,
            recalled: self.recalled,
        })
    }
}

impl EquipmentRow {
    fn equipment(self, now: Clock) -> Option<Equipment> {
        let cleaned = match self.cleaned {
            Some(row) => {
                let valid_until = now.hour(row.valid_hours.checked_sub(row.hours_ago)?)?;
                Some(Cleaning { at: now.hour(-row.hours_ago)?, valid_until, used_since: row.used_since })
            }
            None => None,
        };
        let inspected_on = match self.inspected_days_ago {
            Some(days) => Some(now.day(-days)?),
            None => None,
        };
        Some(Equipment {
            id: self.id,
            name: self.name,
            area: self.area,
            wax_only: self.wax_only,
            procedure: self.procedure,
            last_used: now.day(-self.last_used_days_ago)?,
            cleaned,
            open_test: self.open_test,
            inspected_on,
            tested_on: None,
        })
    }
}

impl AreaCleaningRow {
    fn cleaned(self, now: Clock) -> Option<AreaCleaned> {
        let valid_until = now.hour(self.valid_hours.checked_sub(self.hours_ago)?)?;
        let cleaning = Cleaning { at: now.hour(-self.hours_ago)?, valid_until, used_since: false };
        Some(AreaCleaned { area: self.area, procedure: self.procedure, cleaning, by: self.by })
    }
}

impl ReadingRow {
    fn reading(self, now: Clock) -> Option<EnvironmentReading> {
        Some(EnvironmentReading {
            area: self.area,
            at: now.hour(-self.hours_ago)?,
            cfu: self.cfu,
            temperature: self.temperature,
            humidity: self.humidity,
            next_due: now.hour(self.next_due_in_hours)?,
        })
    }
}

impl TestRow {
    /// A sample is never taken in the future, and a report that is not yet due has not come.
    fn test(self, now: Clock) -> Option<ProductTest> {
        let today = now.day(0)?;
        let sampled_on = now.of_quarter(self.quarters_ago, self.day)?.min(today);
        let reported_on = sampled_on.checked_add_signed(TimeDelta::try_days(self.reported_after_days)?)?;
        Some(ProductTest {
            sampled_on,
            reported_on: (reported_on <= today).then_some(reported_on),
            microbiology: self.microbiology,
            physico_chemical: self.physico_chemical,
            report: self.report,
        })
    }
}

impl TemplateRow {
    fn approval(self, now: Clock) -> Option<TemplateApproval> {
        let approved_on = match self.approved_days_ago {
            Some(days) => Some(now.day(-days)?),
            None => None,
        };
        let decision = TemplateDecision { version: self.version, approved_on, ..TemplateDecision::default() };
        Some(TemplateApproval { template: self.template, decision, before: Vec::new() })
    }
}
