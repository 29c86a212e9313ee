//! Headquarters, where a store's computer is lost or a computer is enrolled otherwise than by hand, in the real window over real
//! headquarters: everything back with a recovery code alone, a code that is scanned; and what the page of a customer
//! says of headquarters' copy of her name, before and after it is gone there.

use serde_json::json;

use super::headquarters::{Headquarters, enrol, page, stands, work};
use super::service::{AGREES, Service};
use super::{ADVISOR, MANAGER, Person, demo_store_of, unlock};
use crate::stage::{Stage, at};

/// What guards the key where the computer has no key store: the stage has none.
const PASSPHRASE: &str = "演示口令 guards this store";
/// The manager with the PIN that begins the new life.
const FIRST: Person = Person { staff: MANAGER.staff, pin: "402917" };

async fn both_languages(stage: &Stage, name: &str) {
    stage.picture(name).await;
    stage.press("language").await;
    stage.picture(&format!("{name}-english")).await;
    stage.press("language").await;
}

#[tokio::test]
async fn a_lost_computer_comes_back_from_headquarters_with_a_code_alone() {
    let mut hq = Headquarters::new();
    hq.comes();
    let first = demo_store_of("lost-first", MANAGER).await;
    page(&first).await;
    enrol(&first, &hq, false).await;
    stands(&first, "level").await;
    first.press("lock").await;
    unlock(&first, ADVISOR).await;
    let before = work(&first).await;
    first.press("lock").await;
    unlock(&first, MANAGER).await;
    page(&first).await;
    first.press("hq-try").await;
    stands(&first, "level").await;
    first.close().await;

    // Another computer, and nothing but a recovery code. The network is cut once on the way.
    let mut second = Stage::open("lost-second").await;
    second.see(&at("start-fetch")).await;
    second.picture("ways").await;
    second.press("start-fetch").await;
    second.see(&at("fetch-typed")).await;
    both_languages(&second, "what-comes-back").await;
    second.press("fetch-typed").await;
    second.fill("field-url", &hq.url).await;
    second.fill("field-code", &hq.code(false)).await;
    second.press("fetch").await;
    second.fill("field-passphrase", PASSPHRASE).await;
    second.fill("field-again", PASSPHRASE).await;
    second.tap(&format!("label:has({})", at("passphrase-known"))).await;
    second.press("fetch").await;
    second.see(&at("refusal")).await;
    second.picture("not-a-recovery-code").await;
    second.fill("field-code", &hq.code(true)).await;
    second.press("fetch").await;
    second.fill("field-passphrase", PASSPHRASE).await;
    second.fill("field-again", PASSPHRASE).await;
    second.tap(&format!("label:has({})", at("passphrase-known"))).await;
    second.press("fetch").await;
    second.see(&at("first-pin")).await;
    both_languages(&second, "whole").await;

    // Closed before anybody set a PIN: it is there again, and nobody else got in meanwhile.
    second.reopen().await;
    second.fill("unlock-passphrase", PASSPHRASE).await;
    second.press("unlock-store").await;
    second.see(&at("first-pin")).await;
    second.choose("field-staff", FIRST.staff).await;
    second.fill("field-pin", FIRST.pin).await;
    second.fill("field-pin_again", FIRST.pin).await;
    second.picture("first-pin").await;
    second.press("first-pin").await;
    unlock(&second, FIRST).await;
    page(&second).await;
    stands(&second, "level").await;
    both_languages(&second, "level").await;
    let found = second.ask("service.view", json!({ "service": before })).await;
    assert_eq!(found["step"], "ended", "{found}");
    second.press("tab-staff").await;
    second.picture("staff-without-names").await;
    assert!(hq.told(&["verify"]).contains("sound"));
    second.close().await;
}

#[tokio::test]
async fn a_computer_is_enrolled_by_a_scan_and_by_no_code_twice() {
    let mut hq = Headquarters::new();
    hq.comes();
    let stage = demo_store_of("enrolled-by-scan", MANAGER).await;
    page(&stage).await;
    // What the picture of `hqctl code --qr` holds are these digits.
    let ticket = sync::ticket::Ticket::read(&hq.told(&["code", "JN01", "--file"])).expect("a ticket");
    stage.scan(&ticket.digits().expect("its digits")).await;
    stands(&stage, "level").await;
    stage.picture("scanned").await;
    let device = stage.ask("headquarters.look", json!({})).await["enrolled"]["device"].clone();
    // The same code once more is refused, and the enrolment that counts stays.
    stage.scan(&ticket.digits().expect("its digits")).await;
    stage.see(&at("refusal")).await;
    let band = stage.text(&at("heard-wrong")).await;
    assert!(band.chars().count() < 60, "hundreds of digits are nothing to read: {band}");
    stage.picture("scanned-again").await;
    assert_eq!(stage.ask("headquarters.look", json!({})).await["enrolled"]["device"], device);
    stage.close().await;
}

/// The file that headquarters sent, one of another store first; and what waits when the program is closed is sent with its closing.
#[tokio::test]
async fn a_computer_is_enrolled_from_a_file_and_its_closing_sends_what_waits() {
    let mut hq = Headquarters::new();
    hq.told(&["store", "DEMO", "JN02", "济南二店（演示）", "山东"]);
    hq.comes();
    let stage = demo_store_of("enrolled-from-a-file", MANAGER).await;
    let brought = |store: &str| {
        let file = stage.home().join(format!("ticket-{store}.json"));
        std::fs::write(&file, hq.told(&["code", store, "--file"])).expect("written");
        file
    };
    let (other, own) = (brought("JN02"), brought("JN01"));
    page(&stage).await;
    both_languages(&stage, "not-enrolled").await;
    stage.press("hq-file").await;
    stage.open_file("登记文件", &other).await;
    stage.reads(&at("refusal"), "JN02").await;
    both_languages(&stage, "of-another-store").await;
    stage.press("hq-file").await;
    stage.open_file("登记文件", &own).await;
    stands(&stage, "level").await;
    stage.picture("enrolled").await;

    hq.goes_away();
    stage.press("lock").await;
    unlock(&stage, ADVISOR).await;
    work(&stage).await;
    stage.press("lock").await;
    unlock(&stage, MANAGER).await;
    page(&stage).await;
    stage.press("hq-try").await;
    stands(&stage, "waiting").await;
    let last = stage.ask("headquarters.look", json!({})).await["last"].as_u64().expect("a place");
    stage.window.execute("location.hash = '#/store/backup'", vec![]).await.expect("it goes there");
    stage.see(&at("close-program")).await;
    hq.comes();
    stage.press("close-program").await;
    let kept = || {
        let said = hq.told(&["verify"]);
        let words: Vec<_> = said
            .lines()
            .find(|line| line.starts_with("JN01"))
            .expect("the store")
            .split_whitespace()
            .collect();
        let records = words.iter().position(|word| *word == "records").expect("a count");
        words[records - 1].parse::<u64>().expect("a number")
    };
    for _ in 0..100 {
        if kept() >= last {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert!(kept() >= last, "{} of {last} are there", kept());
}

#[tokio::test]
async fn the_page_says_that_headquarters_copy_is_gone_only_after_headquarters_said_so() {
    let mut hq = Headquarters::new();
    hq.told(&["identity", "DEMO", "on", "--reason", "供召回时直接通知"]);
    hq.comes();
    let stage = demo_store_of("erased-at-headquarters", MANAGER).await;
    page(&stage).await;
    enrol(&stage, &hq, false).await;
    stands(&stage, "level").await;
    stage.press("lock").await;
    unlock(&stage, ADVISOR).await;
    stage.press("nav-today").await;
    let service = Service::new(&stage).await;
    service.notice(&AGREES).await;
    let customer = service.view().await["customer"]["customer"].as_str().expect("a customer").to_owned();
    stage.press("lock").await;
    unlock(&stage, MANAGER).await;
    let item = |state: &str| format!("{}[data-state={state}]", at("hq-item"));
    let look = vec![json!(format!("#/customer/{customer}"))];
    // The question for the head hears of the decision, the round after that follows it.
    for _ in 0..3 {
        page(&stage).await;
        stage.press("hq-try").await;
        stage.see(&format!("{}:not([disabled])", at("hq-try"))).await;
    }
    stage.window.execute("location.hash = arguments[0]", look.clone()).await.expect("it goes there");
    stage.press("tab-kept").await;
    stage.see(&item("there")).await;
    both_languages(&stage, "there").await;

    // Out of reach: deleted here, and not said to be gone there.
    hq.goes_away();
    stage.press("tab-overview").await;
    stage.press("delete").await;
    stage.press("delete-confirm").await;
    stage.see("dialog [data-test=receipt]").await;
    stage.picture("receipt").await;
    stage.press("dialog-close").await;
    stage.press("tab-kept").await;
    stage.see(&item("going")).await;
    both_languages(&stage, "going").await;
    assert_eq!(hq.sealed(), 1, "headquarters still has it, as the page says");
    hq.comes();
    // The first question may meet the connection that broke.
    for _ in 0..3 {
        page(&stage).await;
        stage.press("hq-try").await;
        stage.see(&format!("{}:not([disabled])", at("hq-try"))).await;
    }
    stands(&stage, "level").await;
    assert_eq!(hq.sealed(), 0, "gone there");
    stage.window.execute("location.hash = arguments[0]", look).await.expect("it goes there");
    stage.press("tab-kept").await;
    stage.see(&item("gone")).await;
    both_languages(&stage, "gone").await;
    stage.close().await;
}
