//! Each need keeps how it was learnt, the customer's own words and what became of it, where that may be kept at all.

use crate::common::{ADVISOR, Customer, Desk};
use domain::need::Channel;
use domain::service::Step;
use serde_json::{Value, json};

#[test]
fn each_need_keeps_its_channel_its_words_and_what_became_of_it() {
    let said = vec!["补水", "想要美白", "补水"];
    let mut desk = Desk::serving(Customer { needs: said.clone(), ..Customer::default() }, Step::Needed);
    let service = desk.counter.service(&desk.number).unwrap();
    let needed = service.progress().needed().unwrap();
    assert_eq!(needed.channels, [Channel::OnlineQuestionnaire]);
    assert_eq!((needed.kept, needed.dropped), (1, 2));
    let number = desk.number.clone();
    let view = desk.look(ADVISOR, "service.view", json!({ "service": number }));
    let lines = view["needs"]["lines"].as_array().unwrap();
    let text = |line: &Value| line["text"].as_str().unwrap().to_owned();
    assert_eq!(lines.iter().map(text).collect::<Vec<_>>(), said, "in the customer's own words");
    let kept: Vec<bool> = lines.iter().map(|line| line["kept"] == true).collect();
    assert_eq!(kept, [true, false, false]);
    assert!(lines.iter().all(|line| (line["kept"] == true) == line["why"].is_null()), "{lines:?}");
}
