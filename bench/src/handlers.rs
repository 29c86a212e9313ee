//! Every command that a step's screen calls, as the window calls it: by its name, from JSON to JSON. Over five years of
//! services and a catalogue of 300,000 products, against the same store as it was founded, on the same kind of day.

use std::error::Error;

use chrono::Days;
use counter::{Assets, Counter, Refusal, Window};
use domain::service::Step;
use serde_json::{Value, json};
use store::Store;

use crate::history::{
    ADVISOR, Day, Dice, Home, LABEL, MANAGER, Machine, OPERATOR, Size, check, now, said, staff,
};
use crate::{Mark, Marks, timed};

/// What was handed over on the day that is looked at.
pub const DONE_TODAY: u32 = 100;
/// Timings of a command that reads.
const READS: usize = 200;
/// Timings of a command that writes: each needs a service of its own.
const WRITES: u32 = 30;
/// Days of the past from which names, numbers and codes are taken.
const DAYS_ASKED: u64 = 60;

/// Seconds of one command in one store, sorted.
struct Timings(Vec<f64>);

impl Timings {
    /// The timing that so many hundredths stay below, in milliseconds.
    fn percentile(&self, hundredths: usize) -> f64 {
        let at = (self.0.len() * hundredths / 100).min(self.0.len().saturating_sub(1));
        self.0.get(at).copied().unwrap_or_default() * 1e3
    }

    fn shown(&self) -> String {
        format!("{:.2} / {:.2} ms", self.percentile(50), self.percentile(99))
    }
}

type Named = Vec<(&'static str, Timings)>;

/// Measures both stores, one after the other.
pub fn run() -> Marks {
    let (large, small) = (Home::of(Size::five_years()?)?, Home::of(Size::DEMO)?);
    let made = large.made;
    let mut marks = vec![Mark {
        what: "the store of five years, written once",
        ours: format!("{:.0} s", made.seconds),
        against: format!(
            "{} services, {} products, {:.2} GB",
            made.size.services,
            made.size.products,
            made.bytes as f64 / 1e9
        ),
        ratio: None,
    }];
    let (ours, theirs) = (measured(&large)?, measured(&small)?);
    for ((what, ours), (_, theirs)) in ours.into_iter().zip(theirs) {
        marks.push(Mark {
            what,
            ours: ours.shown(),
            against: format!("as founded {}; goal p99 ≤ 16 ms, flat", theirs.shown()),
            ratio: Some(ours.percentile(50) / theirs.percentile(50)),
        });
    }
    Ok(marks)
}

/// What a store holds that can be asked for.
#[derive(Default)]
pub struct Known {
    pub numbers: Vec<String>,
    customers: Vec<String>,
    pub names: Vec<String>,
    phone_ends: Vec<String>,
    lots: Vec<String>,
    lot_numbers: Vec<String>,
    containers: Vec<String>,
    filings: Vec<String>,
}

impl Known {
    /// Looks at services of many days and at products of the whole catalogue.
    pub fn of(store: &Store, dice: &mut Dice) -> Result<Self, Box<dyn Error>> {
        let (today, mut known) = (now().date_naive(), Self::default());
        for _ in 0..DAYS_ASKED {
            let mut services = store.services_on(today - Days::new(dice.below(1_826)))?;
            if services.is_empty() {
                services = store.services_on(today)?;
            }
            // What is open, or was given up, leads elsewhere.
            services.retain(|service| service.step() == Step::Done);
            for _ in 0..4 {
                let Some(service) = dice.pick(&services) else { continue };
                let progress = service.progress();
                let customer = &progress.opened().customer;
                known.numbers.push(progress.number().to_string());
                known.customers.push(customer.to_string());
                if let Some(row) = store.customer(customer)? {
                    known.names.extend(row.name);
                    known.phone_ends.extend(row.phone_end);
                }
                for weighing in progress.weighings() {
                    known.lots.push(weighing.lot.to_string());
                    known.containers.push(weighing.container.to_string());
                    known.lot_numbers.push(store.lot(&weighing.lot)?.number);
                }
            }
        }
        let products = store.count_products("")?;
        for _ in 0..50 {
            let at = u32::try_from(dice.below(products))?;
            let some = store.search_products("", at, 1)?;
            known.filings.extend(some.iter().map(|product| product.filing.to_string()));
        }
        Ok(known)
    }
}

fn any(dice: &mut Dice, of: &[String]) -> String {
    dice.pick(of).cloned().unwrap_or_default()
}

fn starting(text: &str, letters: usize) -> String {
    text.chars().take(letters).collect()
}

/// A counter under measurement.
struct Bench {
    counter: Counter<Machine>,
    dice: Dice,
}

impl Bench {
    fn ask(&mut self, who: &str, name: &str, arguments: Value) -> Result<(f64, Value), Box<dyn Error>> {
        let caller = staff(who)?;
        let (seconds, answer) = timed(|| self.counter.dispatch(Window::Staff, &caller, name, arguments));
        let refused = |refusal: Refusal| format!("{name}: {}", said(refusal));
        Ok((seconds, answer.map_err(refused)?))
    }

    fn reads(
        &mut self,
        name: &str,
        arguments: impl Fn(&mut Dice) -> Value,
    ) -> Result<Timings, Box<dyn Error>> {
        self.read_by(ADVISOR, name, arguments)
    }

    fn read_by(
        &mut self,
        who: &str,
        name: &str,
        arguments: impl Fn(&mut Dice) -> Value,
    ) -> Result<Timings, Box<dyn Error>> {
        let mut seconds = Vec::with_capacity(READS);
        for _ in 0..READS {
            let arguments = arguments(&mut self.dice);
            seconds.push(self.ask(who, name, arguments)?.0);
        }
        seconds.sort_by(f64::total_cmp);
        Ok(Timings(seconds))
    }

    fn last_page(&mut self, list: &str) -> Result<u64, Box<dyn Error>> {
        let (_, answer) = self.ask(ADVISOR, list, json!({ "text": null, "zone": null, "page": 0 }))?;
        let total = answer.get("total").and_then(Value::as_u64).unwrap_or_default();
        Ok(total.saturating_sub(1) / 50)
    }
}

fn measured(home: &Home) -> Result<Named, Box<dyn Error>> {
    let mut store = home.open()?;
    let mut day = Day::today(&mut store, DONE_TODAY)?;
    let mut at = |step| -> Result<String, Box<dyn Error>> {
        Ok(day.at(&mut store, step, 1)?.first().map(ToString::to_string).unwrap_or_default())
    };
    let (tested, planned, agreed) = (at(Step::Tested)?, at(Step::Planned)?, at(Step::Agreed)?);
    let (cleared, labelled) = (at(Step::Cleared)?, at(Step::Blended)?);
    store.rest()?;
    let moment = now();
    let machine = Machine { now: moment, stamped: moment };
    let counter = Counter::new(store, machine, Assets::builtin().map_err(said)?);
    let mut bench = Bench { counter, dice: Dice::new(11) };
    let known = Known::of(bench.counter.store(), &mut Dice::new(13))?;
    // A label of its own: a poured one carries the digest of its model's.
    bench.ask(OPERATOR, "service.label", json!({ "service": labelled, "template": LABEL }))?;
    let search = |text: String| json!({ "text": text, "limit": 6 });
    let scan = |text: String| json!({ "text": text });
    let one = |service: &str| json!({ "service": service });
    let ranking = json!({ "service": tested, "size_mg": null, "spoken": null });
    let judged = check(&domain::ids::ServiceNumber::parse(&agreed)?, moment)?;
    let judged = serde_json::to_value(judged)?;
    let (products, lots) = (bench.last_page("product.list")?, bench.last_page("lot.list")?);
    let product_page = |page: u64| json!({ "text": null, "page": page });
    let lot_page = |page: u64| json!({ "text": null, "zone": null, "page": page });
    let mut named: Named = vec![
        ("today.look", bench.reads("today.look", |_| json!({}))?),
        ("search: a name", bench.reads("search", |dice| search(starting(&any(dice, &known.names), 3)))?),
        ("search: the end of a telephone number", {
            bench.reads("search", |dice| search(any(dice, &known.phone_ends)))?
        }),
        ("search: a service number", bench.reads("search", |dice| search(any(dice, &known.numbers)))?),
        ("search: a product", bench.reads("search", |_| search("保湿面霜".to_owned()))?),
        ("search: the first letter of a product", bench.reads("search", |_| search("保".to_owned()))?),
        ("search: a lot's number", bench.reads("search", |dice| search(any(dice, &known.lot_numbers)))?),
        ("scan: a unit's label", bench.reads("scan", |dice| scan(any(dice, &known.numbers)))?),
        ("scan: a container", bench.reads("scan", |dice| scan(any(dice, &known.containers)))?),
        ("scan: a lot's number", bench.reads("scan", |dice| scan(any(dice, &known.lot_numbers)))?),
        ("scan: a filing number", bench.reads("scan", |dice| scan(any(dice, &known.filings)))?),
        ("scan: nothing that we know", bench.reads("scan", |dice| scan(format!("{:x}", dice.roll())))?),
        ("customer.look", {
            bench.reads("customer.look", |dice| json!({ "customer": any(dice, &known.customers) }))?
        }),
        ("service.view, any of the past", {
            bench.reads("service.view", |dice| one(&any(dice, &known.numbers)))?
        }),
        ("service.view, at 调配", bench.reads("service.view", |_| one(&cleared))?),
        ("service.gates, at 方案", bench.reads("service.gates", |_| one(&planned))?),
        ("service.gates, at 核对", bench.reads("service.gates", |_| one(&agreed))?),
        ("service.bench", bench.reads("service.bench", |_| one(&agreed))?),
        ("service.ranking", bench.reads("service.ranking", |_| ranking.clone())?),
        ("service.check", bench.reads("service.check", |_| judged.clone())?),
        ("service.label_view", bench.reads("service.label_view", |_| one(&labelled))?),
        ("product.list, first page", bench.reads("product.list", |_| product_page(0))?),
        ("product.list, last page", bench.reads("product.list", |_| product_page(products))?),
        ("lot.list, first page", bench.reads("lot.list", |_| lot_page(0))?),
        ("lot.list, last page", bench.reads("lot.list", |_| lot_page(lots))?),
        ("setup.look", bench.reads("setup.look", |_| json!({}))?),
        ("day.look, the busiest day of a year", {
            let day = busiest(&bench.counter)?;
            bench.read_by(MANAGER, "day.look", |_| json!({ "from": day, "to": day }))?
        }),
        ("labels.day, the same", {
            let day = busiest(&bench.counter)?;
            bench.read_by(MANAGER, "labels.day", |_| json!({ "day": day }))?
        }),
        ("service.plan", {
            let asked = json!({ "asked": { "service": planned, "size": null, "spoken": null }, "recipe": null, "reason": null });
            bench.reads("service.plan", |_| asked.clone())?
        }),
    ];
    for number in [tested, planned, agreed, cleared, labelled] {
        bench.ask(ADVISOR, "service.abandon", json!({ "service": number, "reason": "演示" }))?;
    }
    named.extend(written(bench, day)?);
    Ok(named)
}

/// Commands that move a service on: each timing has a service of its own, which is given up afterwards.
fn written(bench: Bench, mut day: Day) -> Result<Named, Box<dyn Error>> {
    let mut named = Named::new();
    let mut bench = bench;
    for (name, from) in [
        ("service.needs", Step::Noticed),
        ("service.no_skin_test", Step::Needed),
        ("service.weigh", Step::Cleared),
        ("service.label", Step::Blended),
        ("service.hand_over", Step::Released),
    ] {
        let Bench { counter, dice } = bench;
        let mut store = counter.into_store();
        let numbers = day.at(&mut store, from, WRITES)?;
        store.rest()?;
        let moment = now();
        let machine = Machine { now: moment, stamped: moment };
        bench = Bench { counter: Counter::new(store, machine, Assets::builtin().map_err(said)?), dice };
        let mut seconds = Vec::with_capacity(numbers.len());
        for number in &numbers {
            let service = number.as_str();
            let said = json!([{ "channel": "skin_consultation", "text": "补水" }]);
            let (who, arguments) = match name {
                "service.needs" => (
                    ADVISOR,
                    json!({
                        "service": service, "statements": said, "stands": "same", "allergies": [],
                        "pregnancy": false,
                    }),
                ),
                "service.no_skin_test" => (ADVISOR, json!({ "service": service })),
                "service.weigh" => (OPERATOR, weighing(&bench.counter, number)?),
                "service.label" => (OPERATOR, json!({ "service": service, "template": LABEL })),
                _ => {
                    let way = json!({ "way": "on_the_spot" });
                    (ADVISOR, json!({ "service": service, "delivery": way, "hints_given": true }))
                }
            };
            seconds.push(bench.ask(who, name, arguments)?.0);
        }
        for number in numbers.iter().filter(|_| from != Step::Released) {
            bench.ask(ADVISOR, "service.abandon", json!({ "service": number, "reason": "演示" }))?;
        }
        seconds.sort_by(f64::total_cmp);
        named.push((name, Timings(seconds)));
    }
    Ok(named)
}

/// The day of the last year with the most services.
fn busiest(counter: &Counter<Machine>) -> Result<chrono::NaiveDate, Box<dyn Error>> {
    let today = now().date_naive();
    let mut most = (0, today);
    for day in (0..365).filter_map(|back| today.checked_sub_days(Days::new(back))) {
        most = most.max((counter.store().services_on(day)?.len(), day));
    }
    Ok(most.1)
}

fn weighing(
    counter: &Counter<Machine>,
    number: &domain::ids::ServiceNumber,
) -> Result<Value, Box<dyn Error>> {
    let service = counter.service(number).map_err(said)?;
    let next = counter::steps::blend::next(&service).ok_or("nothing is to be weighed")?;
    Ok(json!({
        "service": number,
        "lot": next.lot,
        "container": next.container,
        "weight": { "from": "hand", "weight": next.target, "reason": "演示" },
        "batch": "as_cleared",
    }))
}
