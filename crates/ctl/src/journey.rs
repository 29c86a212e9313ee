//! One whole service, step by step, from wherever it is. The steps are commands of the counter; this module only
//! brings what a customer and two members of staff would bring.

use counter::steps::agree::Agree;
use counter::steps::blend::{self, Batch, Weigh, Weight};
use counter::steps::clear::{Check, CheckSheet, Clear, OpenContainer};
use counter::steps::copies::Print;
use counter::steps::deliver::HandOver;
use counter::steps::label::{IssueLabel, ScanLabel};
use counter::steps::needs::RecordNeeds;
use counter::steps::notice::{GiveNotice, Guardian};
use counter::steps::open::Open;
use counter::steps::plan::{Choose, Rank};
use counter::steps::release::Release;
use counter::steps::skin::{ImportSkinTest, SkipSkinTest};
use counter::{Assets, Caller, Counter, Host as _, Refusal, Spoken, demo, papers};
use domain::consent::{Choice, Purpose};
use domain::ids::{AreaId, EquipmentId, RecipeId, ServiceNumber, StaffId, TemplateId};
use domain::label::{LabelCopy, PrintEnd};
use domain::need::{Channel, Statement};
use domain::quantity::Milligrams;
use domain::service::{Delivery, MaterialIn, Mode, Step};
use domain::staff::Role;
use serde_json::{Value, json};
use words::Worded as _;

use crate::arguments::{Arguments, Service};
use crate::cleaning;
use crate::host::Terminal;
use crate::invented;
use crate::report::{Answer, Failure, Outcome};
use crate::resume;

/// Who serves, and how they sign.
struct Crew {
    advisor: StaffId,
    operator: StaffId,
    officer: StaffId,
    operator_pin: String,
    officer_pin: String,
}

/// A service on its way.
struct Journey<'a> {
    counter: Counter<Terminal>,
    task: &'a Service,
    crew: Crew,
    number: ServiceNumber,
    /// Whether the customer is a demo store's.
    invented: bool,
    /// What was seen on the way and belongs into the answer.
    seen: Value,
}

pub(crate) fn serve(arguments: &Arguments, task: &Service) -> Outcome {
    let skin = task.skin.as_deref().map(crate::law::bytes).transpose().map_err(Failure::Problems)?;
    let store = crate::tend::open(arguments)?;
    let first = store.head()?.seq;
    let host = Terminal::new(arguments.now).writing_to(&task.out, task.acks);
    let mut counter = Counter::new(store, host, Assets::builtin()?);
    let crew = crew(&counter, task)?;
    let number = match resume::wanted(&counter, task, skin.as_deref())? {
        Some(number) => number,
        None => {
            let advisor = Caller::Staff(crew.advisor.clone());
            counter.call(&advisor, Open { mode: Mode::Product, customer: None })?
        }
    };
    let invented = counter.store().premises()?.premises.demo;
    if invented {
        let present = [&crew.advisor, &crew.operator, &crew.officer];
        crate::morning::begin(&mut counter, &present, &crew.operator, &task.area)?;
    }
    let mut journey = Journey { counter, task, crew, number, invented, seen: json!({}) };
    match journey.said_anew().and_then(|()| journey.whole(skin.as_deref())) {
        Ok(()) => Ok(journey.answer(first)?),
        Err(refusal) => {
            let reached = journey.reached(first)?;
            Err(Failure::At(refusal, reached))
        }
    }
}

fn crew(counter: &Counter<Terminal>, task: &Service) -> Result<Crew, Refusal> {
    let (staff, today) = (counter.store().staff()?, counter.today());
    let is_demo = counter.store().premises()?.premises.demo;
    let pick = |named: &Option<String>, role: Role| -> Result<StaffId, Refusal> {
        if let Some(id) = named {
            return Ok(counter.store().person(&StaffId::new(id)?)?.member.id);
        }
        let mut fit = staff.iter().filter(|row| row.member.holds(role, today));
        let here = fit.clone().find(|row| row.here_on(today).is_some());
        // In the demonstration's store nobody comes in the morning: whoever is in post does.
        let found = here.or_else(|| fit.next().filter(|_| is_demo));
        let none = || {
            let (zh, day) = (role.zh(), today);
            Refusal::new("nobody", format!("门店里没有 {day} 在场的{zh}；没有开始服务"))
                .clause("shandong-guide", "第三条")
                .mend(format!("请{zh}先登记到店；或以 --advisor、--operator、--officer 指定是谁"))
        };
        found.map(|row| row.member.id.clone()).ok_or_else(none)
    };
    let (advisor, operator) = (pick(&task.advisor, Role::Advisor)?, pick(&task.operator, Role::Operator)?);
    let officer = pick(&task.officer, Role::Officer)?;
    let pin = |id: &StaffId, variable: &str| -> Result<String, Refusal> {
        if let Ok(pin) = std::env::var(variable) {
            return Ok(pin);
        }
        let known = if is_demo { demo::pin_of(id, counter.host().now())? } else { None };
        known.ok_or_else(|| {
            Refusal::new("pin_missing", format!("请把 {id} 的 PIN 放在环境变量 {variable} 里"))
        })
    };
    let operator_pin = pin(&operator, "TIAOHE_OPERATOR_PIN")?;
    let officer_pin = pin(&officer, "TIAOHE_OFFICER_PIN")?;
    Ok(Crew { advisor, operator, officer, operator_pin, officer_pin })
}

impl Journey<'_> {
    /// A service left where nothing fitted takes new needs before it goes on.
    fn said_anew(&mut self) -> Result<(), Refusal> {
        let task = self.task;
        let said = !task.need.is_empty() || !task.allergy.is_empty() || task.pregnant;
        let left = task.resume.is_some() && self.counter.service(&self.number)?.step() == Step::Tested;
        if said && left { self.needs() } else { Ok(()) }
    }

    fn whole(&mut self, skin: Option<&[u8]>) -> Result<(), Refusal> {
        loop {
            match self.counter.service(&self.number)?.step() {
                Step::Opened => self.notice()?,
                Step::Noticed => self.needs()?,
                Step::Needed => self.skin(skin)?,
                Step::Tested => self.plan()?,
                Step::Planned => self.agree()?,
                Step::Agreed => self.clear()?,
                Step::Cleared => self.weigh()?,
                Step::Blended => self.label()?,
                Step::Labelled => self.scan()?,
                Step::Scanned => self.release()?,
                Step::Released => self.hand_over()?,
                Step::Done => return self.finish(),
                Step::Ended => {
                    let message = format!("服务 {} 已终止，不能继续", self.number);
                    return Err(Refusal::new("service_ended", message));
                }
            }
        }
    }

    fn advisor(&self) -> Caller {
        Caller::Staff(self.crew.advisor.clone())
    }
    fn operator(&self) -> Caller {
        Caller::Staff(self.crew.operator.clone())
    }
    fn officer(&self) -> Caller {
        Caller::Staff(self.crew.officer.clone())
    }

    fn agrees(&self, purpose: Purpose) -> bool {
        let asked_for = matches!(purpose, Purpose::ServiceRecord | Purpose::SkinAndAllergy);
        asked_for && !self.task.refuse.contains(&purpose)
    }

    /// What may be used now and not be kept, where the customer refused to have it kept.
    fn spoken(&self) -> Option<Spoken> {
        if self.agrees(Purpose::SkinAndAllergy) { None } else { self.task.said(self.invented) }
    }

    fn notice(&mut self) -> Result<(), Refusal> {
        let choices = Purpose::ALL.map(|purpose| Choice { purpose, agreed: self.agrees(purpose) }).to_vec();
        let (service, age) = (self.number.clone(), self.task.age);
        // An invented guardian for an invented customer; the clearance refuses children of 12 and younger.
        let guardian = Guardian { name: "演示监护人".to_owned(), relation: "母亲".to_owned() };
        let guardian = (age < 14).then_some(guardian);
        self.counter.call(&self.advisor(), GiveNotice { service, age, guardian, choices, contact: None })?;
        Ok(())
    }

    fn needs(&mut self) -> Result<(), Refusal> {
        let said = |text: &String| Statement { channel: Channel::OnlineQuestionnaire, text: text.clone() };
        let kept = self.agrees(Purpose::SkinAndAllergy);
        let needs = RecordNeeds {
            service: self.number.clone(),
            statements: self.task.need.iter().map(said).collect(),
            stands: self.task.stands(self.invented),
            allergies: if kept { self.task.allergy.clone() } else { Vec::new() },
            struck: Vec::new(),
            pregnancy: if kept { self.task.pregnancy(self.invented) } else { None },
            spoken: self.spoken(),
        };
        self.counter.call(&self.advisor(), needs)?;
        Ok(())
    }

    fn skin(&mut self, skin: Option<&[u8]>) -> Result<(), Refusal> {
        let (service, advisor) = (self.number.clone(), self.advisor());
        let Some(bytes) = skin else {
            self.counter.call(&advisor, SkipSkinTest { service })?;
            return Ok(());
        };
        let (profile, row) = (self.task.profile.clone(), self.task.row.clone());
        let import =
            ImportSkinTest { service, bytes: bytes.to_vec(), profile, row, real_age: Some(self.task.age) };
        let named = |refusal: Refusal| {
            let file = self.task.skin.as_deref().and_then(|path| path.file_name()).unwrap_or_default();
            Refusal { message: format!("测肤文件 {}：{}", file.display(), refusal.message), ..refusal }
        };
        let test = self.counter.call(&advisor, import).map_err(named)?;
        self.seen["skin_test"] = json!({"profile": test.origin.profile, "sha256": test.origin.sha256});
        Ok(())
    }

    fn plan(&mut self) -> Result<(), Refusal> {
        let size = self.task.grams.map(Milligrams::grams);
        let asked = Rank { service: self.number.clone(), size, spoken: self.spoken() };
        let recipe = match self.task.recipe.as_str() {
            "auto" => None,
            id => Some(RecipeId::new(id)?),
        };
        let choose = Choose { asked, recipe, reason: self.task.reason.clone() };
        let chosen = self.counter.call(&self.advisor(), choose)?;
        self.seen["chosen"] = json!(chosen.ranked);
        self.seen["others"] = json!(chosen.others);
        self.seen["rejected"] = json!(chosen.rejected);
        Ok(())
    }

    fn agree(&mut self) -> Result<(), Refusal> {
        let strokes = match &self.task.strokes {
            Some(path) => {
                let unreadable = |why: &dyn std::fmt::Display| {
                    Refusal::new("strokes_unreadable", format!("签名笔画 {} 无法读取：{why}", path.display()))
                };
                let text = std::fs::read_to_string(path).map_err(|error| unreadable(&error))?;
                serde_json::from_str(&text).map_err(|error| unreadable(&error))?
            }
            None if self.invented => invented::signature(),
            None => return Err(Refusal::new("no_signature", "须用 --strokes 给出顾客的签名笔画")),
        };
        let signer = if self.task.strokes.is_some() { "顾客本人" } else { "演示顾客" }.to_owned();
        self.counter.call(&self.advisor(), Agree { service: self.number.clone(), signer, strokes })?;
        Ok(())
    }

    fn check(&self) -> Result<Check, Refusal> {
        let area = AreaId::new(&self.task.area)?;
        let mut equipment = Vec::new();
        for id in &self.task.equipment {
            equipment.push(EquipmentId::new(id)?);
        }
        let now = self.counter.host().now();
        if equipment.is_empty() {
            let mut here = self.counter.store().equipment()?;
            here.retain(|equipment| equipment.area == area);
            // Dedicated equipment is named by itself alone where there is no other.
            let any_shared = here.iter().any(|equipment| !equipment.wax_only);
            here.retain(|equipment| !(any_shared && equipment.wax_only));
            equipment = here.into_iter().map(|equipment| equipment.id).collect();
        }
        Ok(Check {
            service: self.number.clone(),
            operator: self.crew.operator.clone(),
            officer: self.crew.officer.clone(),
            area,
            equipment,
            template: TemplateId::new(&self.task.template)?,
            brought_in: MaterialIn { by_route: true, outer_pack_treated: true, at: now },
            spoken: self.spoken(),
        })
    }

    fn clear(&mut self) -> Result<(), Refusal> {
        let operator = self.operator();
        let mut check = self.check()?;
        if self.task.equipment.is_empty() {
            // Nobody chose yet: what is unclean among all that stands here is no refusal of the clearance.
            let all = check.clone();
            let ready = ready(&self.opening(|journey| all.clone().sheet(&journey.counter))?);
            if !ready.is_empty() {
                check.equipment = ready;
            }
        }
        let checked = self.opening(|journey| journey.counter.call(&operator, check.clone()))?;
        let count = checked.sheet.findings.len();
        if !checked.sheet.clear {
            return Err(counter::stopped(&checked.sheet.findings));
        }
        self.seen["checks"] = json!(count);
        let (operator_pin, officer_pin) = (self.crew.operator_pin.clone(), self.crew.officer_pin.clone());
        self.counter.call(&operator, Clear { check, shown: checked.shown, operator_pin, officer_pin })?;
        Ok(())
    }

    /// The gates' answer, after opening what has to be opened.
    fn opening<T>(&mut self, ask: impl Fn(&mut Self) -> Result<T, Refusal>) -> Result<T, Refusal> {
        let operator = self.operator();
        loop {
            match ask(self) {
                Err(refusal) if refusal.code == "container_needed" => {
                    let lot = refusal.details.first().cloned().unwrap_or_default();
                    self.counter.call(&operator, OpenContainer { lot: serde_json::from_value(lot)? })?;
                }
                answer => return answer,
            }
        }
    }

    fn weigh(&mut self) -> Result<(), Refusal> {
        let service = self.counter.service(&self.number)?;
        let Some(next) = blend::next(&service) else { return Ok(()) };
        let weight =
            Weight::Hand { weight: next.target, reason: "命令行：按目标量录入".to_owned() };
        let (service, lot, container) = (self.number.clone(), next.lot, next.container);
        self.counter
            .call(&self.operator(), Weigh { service, lot, container, weight, batch: Batch::AsCleared })?;
        Ok(())
    }

    fn label(&mut self) -> Result<(), Refusal> {
        let template = TemplateId::new(&self.task.template)?;
        self.counter.call(&self.operator(), IssueLabel { service: self.number.clone(), template })?;
        Ok(())
    }

    fn scan(&mut self) -> Result<(), Refusal> {
        let service = self.number.clone();
        // The label's file is written with the other papers: what is read back is a print to a file.
        let copy = self.counter.store().labels_of(&service)?.pop();
        if !copy.as_ref().is_some_and(LabelCopy::came_out) {
            let begun = copy.as_ref().and_then(|copy| Some((copy.copy, copy.open_attempt()?.number)));
            let print = match begun {
                // A run that was cut while it printed: the same print goes on.
                Some((copy, attempt)) => Print { service: service.clone(), copy, attempt },
                None => self.counter.start_print(&self.officer(), &service, None)?,
            };
            self.counter.print_ended(&print, PrintEnd::Saved, None)?;
        }
        self.counter.call(&self.officer(), ScanLabel { read: service.to_string(), service })?;
        Ok(())
    }

    fn release(&mut self) -> Result<(), Refusal> {
        let (officer, pin) = (self.crew.officer.clone(), self.crew.officer_pin.clone());
        self.counter.call(&self.officer(), Release { service: self.number.clone(), officer, pin })?;
        Ok(())
    }

    fn hand_over(&mut self) -> Result<(), Refusal> {
        let service = self.number.clone();
        self.counter
            .call(&self.advisor(), HandOver { service, delivery: Delivery::OnTheSpot, hints_given: true })?;
        Ok(())
    }

    /// 清场, so that the next service finds clean equipment, and the papers.
    fn finish(&mut self) -> Result<(), Refusal> {
        let service = self.counter.service(&self.number)?;
        if let Some(clearance) = service.progress().clearance() {
            let known = self.counter.store().equipment()?;
            let signs = (self.crew.operator.clone(), self.crew.operator_pin.clone());
            if let Some(clean) = cleaning::of(clearance.parts(), &known, signs)? {
                self.counter.call(&self.operator(), clean)?;
            }
        }
        let papers = papers::again(&self.counter, &self.number)?;
        for (name, bytes) in [
            ("consent.pdf", &papers.consent),
            ("notice.pdf", &papers.notice),
            (resume::LAST_PAPER, &papers.label),
        ] {
            let failed = |error: std::io::Error| {
                let message = format!(
                    "{name} 写入失败：{error}；服务记录都已保存，可用 --resume {} 重新输出",
                    self.number
                );
                Refusal::new("file", message)
            };
            self.counter.host_mut().save(name, bytes).map_err(failed)?;
        }
        Ok(())
    }

    /// Where the service is, and what was recorded.
    fn reached(&self, first: u64) -> Result<Value, Refusal> {
        let service = self.counter.service(&self.number)?;
        let last = self.counter.store().head()?.seq;
        let mut value = self.seen.clone();
        value["service"] = json!(self.number);
        value["step"] = json!(service.step());
        value["records"] = json!({"first": first + 1, "last": last, "count": last - first});
        Ok(value)
    }

    fn answer(&self, first: u64) -> Result<Answer, Refusal> {
        let mut value = self.reached(first)?;
        let service = self.counter.service(&self.number)?;
        let progress = service.progress();
        if let (Some(clearance), Some(done)) = (progress.clearance(), progress.done()) {
            let use_by = &clearance.parts().use_by;
            value["released"] = json!(progress.released().is_some());
            value["batch"] = json!(self.number.batch());
            value["use_by"] = json!(use_by.date());
            value["decided_by"] = json!(use_by.decided_by());
            value["decided_by_text"] = json!(use_by.decided_by().sentence());
            value["call_back"] = json!(done.call_back);
            value["files"] =
                json!(["label.pdf", "consent.pdf", "notice.pdf"].map(|name| self.task.out.join(name)));
        }
        let words = format!(
            "服务 {} 已放行并交付，批号 {}，使用期限至 {}，由{}决定",
            self.number,
            self.number.batch(),
            value["use_by"].as_str().unwrap_or("—"),
            value["decided_by_text"].as_str().unwrap_or("—"),
        );
        Ok(Answer { value, words, given: false })
    }
}

/// The equipment of a sheet that nothing stops. Where something stops each, all of it stays, so that the refusal says of
/// each what is wrong.
fn ready(sheet: &CheckSheet) -> Vec<EquipmentId> {
    let stops = |index: usize| {
        let path = format!("equipment[{index}]");
        let mut stopped = sheet.findings.iter().filter(|finding| finding.outcome == rules::Outcome::Stop);
        stopped.any(|finding| finding.facts.iter().any(|fact| fact.starts_with(&path)))
    };
    let equipment = sheet.bench.equipment.iter().enumerate();
    equipment.filter(|(index, _)| !stops(*index)).map(|(_, id)| id.clone()).collect()
}
