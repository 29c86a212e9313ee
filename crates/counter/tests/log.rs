//! The log and the refusals name no person. One test in a program of its own, because it takes the program's log.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what the tests share must fail them, and no test uses all of it"
)]

mod common;

use std::io::Write;
use std::sync::{Arc, Mutex};

use common::{ADVISOR, Customer, Desk, NAME, PHONE};
use counter::steps::notice::GiveNotice;
use domain::consent::Purpose;
use domain::service::Step;

const ALLERGY: &str = "柠檬烯";

/// Everything that is logged, kept for looking at.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn no_personal_word_is_logged_or_said_in_an_error() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let mut said = String::new();
    tracing::subscriber::set_global_default(subscriber).unwrap();
    {
        let mut customer = Customer { contact: true, allergies: vec![ALLERGY], ..Customer::default() };
        let mut desk = Desk::serving(customer.clone(), Step::Opened);
        let mut refused =
            |refusal: counter::Refusal| said.push_str(&serde_json::to_string(&refusal).unwrap());
        refused(desk.call(ADVISOR, desk.notice()).unwrap_err());
        refused(desk.call(ADVISOR, GiveNotice { age: 13, ..desk.notice() }).unwrap_err());
        refused(desk.call("S02", desk.notice()).unwrap_err());
        customer.agrees.push(Purpose::Contact);
        desk.customer = customer;
        desk.until(Step::Noticed);
        refused(desk.call(ADVISOR, desk.notice()).unwrap_err());
        desk.until(Step::Needed);
        refused(desk.call(ADVISOR, desk.needs()).unwrap_err());
        desk.until(Step::Released);
    }
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("service.agree"), "the log works: {log}");
    for word in [NAME, PHONE, ALLERGY, "演示顾客"] {
        assert!(!log.contains(word), "{word} is in the log");
        assert!(!said.contains(word), "{word} is in a refusal: {said}");
    }
}
