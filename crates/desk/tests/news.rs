//! The feed: what a window is told that it slept through, and when it is told.

use std::sync::Arc;

use crate::common::Place;
use desk::{NewsFeed, Pane, Topic};
use serde_json::json;

#[test]
fn news_are_each_topic_once_since_the_last_that_a_window_knows() {
    let feed = NewsFeed::default();
    feed.publish(&[Topic::Service, Topic::Shown, Topic::Service]);
    let news = feed.since(0);
    assert_eq!((news.revision, news.topics), (3, vec![Topic::Shown, Topic::Service]));
    assert_eq!(feed.since(2).topics, [Topic::Service]);
    assert_eq!(feed.since(3).topics, []);
}

#[test]
fn whoever_slept_too_long_or_comes_from_another_run_is_told_that_everything_may_be_new() {
    let feed = NewsFeed::default();
    for _ in 0..64 {
        feed.publish(&[Topic::Device]);
    }
    assert_eq!(feed.since(0).topics, [Topic::Device], "all 64 are remembered");
    feed.publish(&[Topic::Device]);
    assert_eq!(feed.since(0).topics.len(), Topic::ALL.len());
    assert_eq!(feed.since(1).topics, [Topic::Device]);
    assert_eq!(feed.since(66).topics.len(), Topic::ALL.len(), "a number that this feed never gave");
    assert_eq!(feed.since(u64::MAX).topics.len(), Topic::ALL.len());
}

#[test]
fn waiting_ends_with_the_first_change() {
    let feed = Arc::new(NewsFeed::default());
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let ringing = Arc::clone(&feed);
    let waited = runtime.spawn(async move {
        ringing.changed(0).await;
        ringing.since(0).topics
    });
    runtime.block_on(async { tokio::task::yield_now().await });
    assert!(!waited.is_finished());
    feed.publish(&[Topic::Job]);
    assert_eq!(runtime.block_on(waited).unwrap(), [Topic::Job]);
}

#[test]
fn the_staff_hear_of_what_the_customer_does_and_the_other_way_round() {
    let place = Place::with("S01");
    place.pc.second(true);
    let service = place.open();
    let seen = place.staff("desk.wait", json!({ "seen": u64::MAX }))["revision"].clone();
    place.staff("screen.present", json!({ "service": service, "page": "notice" }));
    let news = place.ask(Pane::Customer, "desk.wait", json!({ "seen": seen })).unwrap();
    assert_eq!(news["topics"], json!(["shown"]));
    place.customer("screen.decline", json!({}));
    let news = place.staff("desk.wait", json!({ "seen": news["revision"] }));
    assert_eq!(news["topics"], json!(["shown", "service"]));
}

#[test]
fn what_was_refused_and_recorded_rings_and_what_was_refused_alone_does_not() {
    let place = Place::with("S06");
    let seen = place.staff("desk.wait", json!({ "seen": u64::MAX }))["revision"].clone();
    place.refused("service.open", json!({}));
    assert_eq!(place.door().desk().feed().revision(), seen.as_u64().unwrap());
    let wrong = json!({ "staff": "S06", "pin": "135790", "old": "999999" });
    assert_eq!(place.refused("staff.set_pin", wrong), "pin_wrong");
    assert_eq!(place.staff("desk.wait", json!({ "seen": seen }))["topics"], json!(["store"]));
}

#[test]
fn a_label_that_is_void_is_told_to_whoever_has_its_service_in_front_of_them() {
    let place = Place::with("S06");
    let service = place.labelled();
    place.staff("label.print", json!({ "service": service }));
    let seen = place.staff("desk.wait", json!({ "seen": u64::MAX }))["revision"].clone();
    place.staff("label.void", json!({ "service": service, "reason": "演示：贴错" }));
    assert_eq!(place.staff("desk.wait", json!({ "seen": seen }))["topics"], json!(["service"]));
}
