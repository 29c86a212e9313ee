//! 交付: hints given, sale recorded, call-back due (个性化服务指南 7.4.1, 7.5.1; 山东指南 第十九、二十四条), and the
//! cleaning that the next service waits for (山东指南 第二十三条).

use chrono::TimeDelta;
use command::{Caller, Command, Run, Topic, Who};
use domain::Moment;
use domain::clean;
use domain::event::{EquipmentCleaned, HandedOver, Sale};
use domain::ids::{EquipmentId, ServiceNumber, StaffId};
use domain::premises::Cleaning;
use domain::service::{AnyService, Delivery};
use domain::staff::Role;
use domain::workday::Due;
use rules::Gate;
use rules::rulebook::Limit;
use serde::{Deserialize, Serialize};

use crate::rights::retention;
use crate::setup::Fields;
use crate::{Counter, Host, Refusal, bounds, gates};

/// Hands the unit or plan over.
#[derive(Debug, Clone, Serialize, Deserialize, ts_rs::TS)]
pub struct HandOver {
    /// Which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
    /// How.
    #[ts(type = "Delivery")]
    pub delivery: Delivery,
    /// Whether the hints were told.
    pub hints_given: bool,
}

impl Command for HandOver {
    const NAME: &'static str = "service.hand_over";
    const WHO: Who = Who::Person(&[Role::Advisor, Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Service];
    type Reply = Due;
}

impl<H: Host> Run<Counter<H>> for HandOver {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<Due, Refusal> {
        let delivery = match self.delivery {
            Delivery::Carrier { carrier, order } => {
                Delivery::Carrier { carrier: clean::text(&carrier), order: clean::code(&order) }
            }
            Delivery::OnTheSpot | Delivery::PickUp | Delivery::Home => self.delivery,
        };
        if let Delivery::Carrier { carrier, order } = &delivery
            && (carrier.is_empty() || order.is_empty())
        {
            let message = "第三方物流须填写承运人和物流单号，并告知顾客；没有保存";
            return Err(
                Refusal::new("carrier_missing", message).clause("guide-personalised-service", "7.4.1")
            );
        }
        let service = counter.service(&self.service)?;
        gates::ask(counter, &service, Gate::HandOver, None)?;
        let (sale, at) = (sale(counter, &service)?, counter.host().now());
        let call_back = call_back(counter, at)?;
        let Self { service, hints_given, .. } = self;
        let event = HandedOver { service, delivery, hints_given, sale, call_back, at };
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| {
            let number = event.service.clone();
            tx.record(event)?;
            retention::ends(tx, &number)
        })?;
        Ok(call_back)
    }
}

/// By when the customer is called back: the working days are the rulebook's (个性化服务指南 7.5.1).
pub(crate) fn call_back<H: Host>(counter: &Counter<H>, at: Moment) -> Result<Due, Refusal> {
    let today = domain::in_china(at).date_naive();
    let days = bounds::least(counter, today, Limit::CallBackWorkingDays)?;
    let days = u16::try_from(days).unwrap_or(u16::MAX);
    Ok(counter.assets().workdays.after(today, days))
}

/// The sale as the order says it: built, never typed.
fn sale<H: Host>(counter: &Counter<H>, service: &AnyService) -> Result<Option<Sale>, Refusal> {
    let progress = service.progress();
    let (Some(plan), Some(label)) = (progress.plan(), progress.label()) else { return Ok(None) };
    let recipe = counter.store().recipe_agreed(&plan.recipe, plan.version)?;
    let mut filings = Vec::with_capacity(recipe.components.len());
    for component in &recipe.components {
        let product = counter.store().product(&component.product)?;
        filings.push((product.id, product.filing));
    }
    Ok(Some(Sale {
        name: recipe.name.clone(),
        filings,
        net: plan.size,
        count: 1,
        price: plan.price,
        use_by: label.use_by,
    }))
}

/// Until when a cleaning holds (山东指南 第二十三条: marked with its period of validity); nothing where the rulebook does not let
/// it hold that long, which is noted in the form.
pub(super) fn valid_until(fields: &mut Fields, at: Moment, hours: u32, most: u32) -> Option<Moment> {
    let fine = (1..=most).contains(&hours);
    let zh = format!("有效期须为 1 至 {most} 小时（规则集的上限）");
    fields.hold("valid_hours", fine, &zh, &format!("1 to {most} hours, as the rulebook has it"));
    fine.then(|| at + TimeDelta::hours(i64::from(hours)))
}

/// How long a cleaning was said to hold, in hours: what is proposed for the next.
pub(crate) fn valid_hours(cleaning: &Cleaning, most: u32) -> u32 {
    let minutes = cleaning.valid_until.signed_duration_since(cleaning.at).num_minutes();
    u32::try_from((minutes + 30) / 60).unwrap_or(1).clamp(1, most)
}

/// Records that a piece of equipment was cleaned and disinfected.
#[derive(Debug, Clone, Serialize, Deserialize, ts_rs::TS)]
pub struct CleanEquipment {
    /// Which.
    #[ts(as = "String")]
    pub equipment: EquipmentId,
    /// How long the cleaning holds by its procedure, in hours.
    pub valid_hours: u32,
}

impl Command for CleanEquipment {
    const NAME: &'static str = "equipment.clean";
    const WHO: Who = Who::Person(&[Role::Operator]);
    const STALE: &'static [Topic] = &[Topic::Store];
    type Reply = Cleaning;
}

impl<H: Host> Run<Counter<H>> for CleanEquipment {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<Cleaning, Refusal> {
        let (at, by) = (counter.host().now(), StaffId::new(caller.actor())?);
        let mut fields = Fields::default();
        let valid_until = valid_until(&mut fields, at, self.valid_hours, bounds::cleaning_hours(counter)?);
        let valid_until = fields.all(valid_until)?;
        let cleaning = Cleaning { at, valid_until, used_since: false };
        let event = EquipmentCleaned { equipment: self.equipment, cleaning: cleaning.clone(), by };
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| Ok(tx.record(event)?))?;
        Ok(cleaning)
    }
}
