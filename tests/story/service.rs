//! One service as the people at the counter do it, step by step. What differs from story to story is said by the story.

use serde_json::{Value, json};

use super::{ADVISOR, OFFICER, OPERATOR, Person, unlock};
use crate::stage::{Stage, at};

/// What a customer answers on their own screen.
#[derive(Debug, Clone, Copy)]
pub struct Answers {
    /// Completed years.
    pub age: &'static str,
    /// Purposes that they refuse; they agree to every other that they are asked for.
    pub refuse: &'static [&'static str],
    /// Who consents for a person under 14.
    pub guardian: Option<&'static str>,
    /// Name and telephone, typed where they agreed to be contacted.
    pub contact: (&'static str, &'static str),
}

/// Somebody who agrees to everything.
pub const AGREES: Answers =
    Answers { age: "34", refuse: &[], guardian: None, contact: ("演示顾客", "13900000001") };

/// Somebody who agrees to what a blend cannot be recommended without, and to nothing else.
pub const SPARING: Answers =
    Answers { refuse: &["facial_image", "contact", "upload_identity", "marketing"], ..AGREES };

/// What both stores of the stories blend with: scale, vessel and mixer.
const USED: [&str; 3] = ["SC01", "VE01", "MX01"];

/// A signature: more than a slip of the pen.
const SIGNATURE: [(f64, f64); 5] =
    [(-90.0, 20.0), (-50.0, -35.0), (-10.0, 30.0), (40.0, -30.0), (90.0, 10.0)];

/// A service on the screen.
pub struct Service<'s> {
    /// Where it is done.
    pub stage: &'s Stage,
    /// Its number.
    pub number: String,
    /// Who serves.
    pub advisor: Person,
    /// Who signs for the making.
    pub operator: Person,
    /// Who signs for the release.
    pub officer: Person,
}

impl<'s> Service<'s> {
    /// Opens a product service for a new customer, from the page of today.
    pub async fn new(stage: &'s Stage) -> Self {
        stage.press("new-service").await;
        stage.see(".service-panel[data-step=notice]").await;
        Self::on(stage).await
    }

    /// The service that the page stands on.
    pub async fn on(stage: &'s Stage) -> Self {
        stage.see(".service-panel").await;
        let hash = stage.window.execute("return location.hash", vec![]).await.expect("an address");
        let number = hash.as_str().and_then(|hash| hash.split('/').nth(2)).expect("a service's address");
        Self { stage, number: number.to_owned(), advisor: ADVISOR, operator: OPERATOR, officer: OFFICER }
    }

    /// What is saved of it.
    pub async fn view(&self) -> Value {
        self.stage.ask("service.view", json!({ "service": self.number })).await
    }

    /// Waits for a step.
    pub async fn at(&self, step: &str) {
        self.stage.see(&format!(".service-panel[data-step={step}]")).await;
    }

    /// Hands the screen over; the customer reads and chooses; the advisor takes the screen back.
    pub async fn notice(&self, answers: &Answers) {
        self.stage.press("next").await;
        self.answer(answers).await;
        self.take_back().await;
        self.at("needs").await;
    }

    /// What the customer does with the notice in front of them, up to the thanks.
    pub async fn answer(&self, answers: &Answers) {
        let stage = self.stage;
        stage.see(&at("age")).await;
        stage.write(answers.age).await;
        stage.press("next").await;
        if let Some(guardian) = answers.guardian {
            stage.fill("guardian-name", guardian).await;
            stage.press("relation-mother").await;
            stage.press("next").await;
        }
        let (purpose, details, summary) = (at("purpose"), at("contact-name"), at("confirm-notice"));
        loop {
            match stage.either(&[&purpose, &details, &summary]).await {
                0 => {
                    let asked = stage.see(&purpose).await.attr("data-purpose").await;
                    let asked = asked.ok().flatten().unwrap_or_default();
                    let refused = answers.refuse.contains(&asked.as_str());
                    stage.press(if refused { "refuse" } else { "agree" }).await;
                    stage.gone(&format!("[data-purpose={asked}]")).await;
                }
                1 => {
                    stage.fill("contact-name", answers.contact.0).await;
                    stage.enter("contact-phone", answers.contact.1).await;
                    stage.gone(&details).await;
                }
                _ => break,
            }
        }
        stage.picture("choices").await;
        stage.press("confirm-notice").await;
    }

    /// The advisor's PIN ends the hand-over; who handed over is chosen already.
    pub async fn take_back(&self) {
        let stage = self.stage;
        stage.see(".thanks").await;
        let face = at(&format!("face-{}", self.advisor.staff));
        if !stage.sees(&format!("{face}[aria-pressed=true]")).await {
            stage.tap(&face).await;
        }
        stage.pin(self.advisor.pin).await;
        stage.see(".service-panel").await;
    }

    /// What the customer wants and must not have.
    pub async fn needs(&self, concerns: &[&str], allergies: &str) {
        let stage = self.stage;
        for concern in concerns {
            stage.press(&format!("concern-{concern}")).await;
        }
        stage.press("expecting-no").await;
        if allergies.is_empty() {
            stage.press("stands-same").await;
            stage.press("next").await;
        } else {
            // Whoever names an allergy has answered that there is one.
            stage.enter("needs-allergies", allergies).await;
        }
        self.at("skin").await;
    }

    /// No skin is measured.
    pub async fn no_skin_test(&self) {
        self.stage.press("skip-skin").await;
        self.at("plan").await;
    }

    /// The plan that is ranked first, or a certain one that is.
    pub async fn plan(&self, recipe: Option<&str>) {
        self.stage.see(".recipe-card").await;
        if let Some(recipe) = recipe {
            let choice = format!("choose-{recipe}");
            if self.stage.sees(&format!(".others:not([open]) {}", at(&choice))).await {
                self.stage.press("others").await;
            }
            self.stage.press(&choice).await;
        }
        self.stage.picture("plan").await;
        self.stage.press("next").await;
    }

    /// The customer signs the plan on their screen and gives it back.
    pub async fn sign(&self) {
        self.signature().await;
        self.take_back().await;
        self.at("clear").await;
    }

    /// The customer's own part of signing.
    pub async fn signature(&self) {
        let stage = self.stage;
        stage.see(&at("signature")).await;
        stage.stroke("signature", &SIGNATURE).await;
        stage.picture("signed").await;
        stage.press("sign").await;
    }

    /// From the notice to the signature, without a skin test.
    pub async fn talk(&self, answers: &Answers, concerns: &[&str]) {
        self.notice(answers).await;
        self.needs(concerns, "").await;
        self.no_skin_test().await;
        self.plan(None).await;
        self.sign().await;
    }

    /// Units that must be opened first are opened; then there is something to sign.
    pub async fn prepare(&self) {
        let stage = self.stage;
        for said in ["by_route", "outer_pack_treated"] {
            stage.see(&at(said)).await;
            if stage.sees(&format!("{}[aria-checked=false]", at(said))).await {
                stage.press(said).await;
                stage.see(&format!("{}[aria-checked=true]", at(said))).await;
            }
        }
        let (pad, open) = (".signing ti-pin-pad", at("open-container"));
        while stage.either(&[pad, &open]).await == 1 {
            let lot = stage.text(&open).await;
            stage.press("open-container").await;
            stage.changes(&open, &lot).await;
        }
    }

    /// Both sign the clearance.
    pub async fn clear(&self) {
        let stage = self.stage;
        self.prepare().await;
        stage.picture("clearance").await;
        stage.pin(self.operator.pin).await;
        stage.see(".signers li.done").await;
        stage.pin(self.officer.pin).await;
        self.at("blend").await;
    }

    /// The component that is next.
    pub async fn next(&self) -> Value {
        self.view().await["next"].clone()
    }

    /// Weighs the component that is next, by hand, so many milligrams off its target. Whether another is left.
    pub async fn pour(&self, off: i64) -> bool {
        let next = self.next().await;
        self.scan_next(&next).await;
        let weight = next["target_mg"].as_i64().expect("a target") + off;
        self.stage.enter("weight", &grams(weight)).await;
        self.weighed(&next).await
    }

    /// Scans the container of a component.
    pub async fn scan_next(&self, next: &Value) {
        self.stage.see(&at("scan-wanted")).await;
        self.stage.scan(next["container"].as_str().expect("a container")).await;
        self.stage.see(&at("scan-right")).await;
    }

    /// Waits until a component is saved. Whether another is left.
    pub async fn weighed(&self, before: &Value) -> bool {
        let number = json!({ "service": self.number });
        let view = self.stage.until("service.view", number, |view| view["next"] != *before).await;
        let left = view["step"] == "cleared";
        if left {
            self.stage.see(&at("scan-wanted")).await;
        }
        left
    }

    /// Weighs everything that is left; the label then prints itself.
    pub async fn blend(&self) {
        while self.pour(0).await {}
        self.at("label").await;
        self.stage.see(&at("label-read")).await;
    }

    /// The label is scanned back, the officer releases.
    pub async fn release(&self) {
        let stage = self.stage;
        stage.see(&at("label-read")).await;
        stage.picture("label").await;
        stage.scan(&self.number).await;
        stage.see(".signing ti-pin-pad").await;
        stage.pin(self.officer.pin).await;
        self.at("deliver").await;
    }

    /// The customer is told and takes it home.
    pub async fn deliver(&self) {
        let stage = self.stage;
        stage.press("hints-told").await;
        stage.press("next").await;
        stage.see("service-cleaning").await;
        stage.picture("done").await;
    }

    /// The operator says with a PIN that what was used is clean; the window stays the advisor's.
    pub async fn clean(&self) {
        let stage = self.stage;
        let before = stage.ask("desk.look", json!({})).await["me"]["staff"].clone();
        let all = at("clean-all");
        let one = "[data-test^=clean-]";
        stage.see(one).await;
        let several = stage.sees(&all).await;
        stage.tap(if several { &all } else { one }).await;
        let face = format!("dialog {}", at(&format!("face-{}", self.operator.staff)));
        stage.see("dialog ti-pin-pad").await;
        if !stage.sees(&format!("{face}[aria-pressed=true]")).await {
            stage.tap(&face).await;
        }
        stage.pin(self.operator.pin).await;
        let is_clean =
            |piece: &Value| !USED.iter().any(|used| piece["id"] == *used) || piece["clean"]["used"] == false;
        let all_clean = |list: &Value| list.as_array().is_some_and(|list| list.iter().all(is_clean));
        stage.until("equipment.list", json!({}), all_clean).await;
        let after = stage.ask("desk.look", json!({})).await["me"]["staff"].clone();
        assert_eq!(after, before, "a PIN signs, and takes no window over");
    }

    /// Everything after the signature.
    pub async fn make(&self) {
        self.clear().await;
        self.blend().await;
        self.release().await;
        self.deliver().await;
    }

    /// Another person sits down at the window; the service stays.
    pub async fn hand_to(&mut self, person: Person) {
        self.stage.press("change-person").await;
        unlock(self.stage, person).await;
        self.advisor = person;
    }
}

/// Milligrams as a person types them: grams.
pub fn grams(milligrams: i64) -> String {
    format!("{}.{:03}", milligrams / 1000, milligrams % 1000)
}
