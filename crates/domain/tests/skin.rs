//! Scores, written forms and changes of skin tests.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use domain::skin::{
    Change, Field, Incomparable, Kept, KeptValue, Measurement, Metric, Origin, Repeatability, Score,
    SkinTest, SkinType, change,
};
fn points(points: f64) -> Score {
    Score::new(points).expect("a score of the table")
}

fn test(profile: &str, engine: Option<&str>, score: Option<f64>, band: Option<f64>) -> SkinTest {
    let field = Field {
        path: "水分".to_owned(),
        unit: "AU".to_owned(),
        confirmed: false,
        repeatability: band.map(|band| Repeatability { band: points(band), confirmed: false }),
    };
    SkinTest {
        origin: Arc::new(Origin {
            profile: profile.to_owned(),
            profile_version: 1,
            vendor: "演示".to_owned(),
            device: "演示".to_owned(),
            engine_version: engine.map(str::to_owned),
            sha256: "0".repeat(64),
            unmapped: vec!["备注".to_owned()],
        }),
        subject: Some("演示-1".into()),
        taken_at: None,
        operator: None,
        measurements: Box::new([Measurement {
            metric: Metric::Hydration,
            score: score.map(points),
            raw: 45.7,
            field: Arc::new(field),
        }]),
        skin_type: Some(SkinType::Dry),
        kept: Box::new([Kept { path: "pH".into(), value: KeptValue::Number(5.5) }]),
    }
}

#[test]
fn codes_are_the_serialised_names() {
    for metric in Metric::ALL {
        assert_eq!(serde_json::to_string(metric).unwrap(), format!("\"{}\"", metric.code()));
    }
}

#[test]
fn scores_are_checked_clamped_and_rounded() {
    assert_eq!(points(48.694_559).hundredths(), 4869);
    assert_eq!(Score::clamped(-3.0), Some(Score::WORST));
    assert_eq!(Score::clamped(f64::INFINITY), Some(Score::BEST));
    assert_eq!(Score::clamped(f64::NAN), None);
    for refused in [-0.01, 100.01, f64::NAN, f64::INFINITY] {
        assert!(Score::new(refused).is_err(), "{refused}");
    }
    let kept = serde_json::from_str::<Score>("100.5").unwrap();
    assert!(domain::said::judge(&kept).is_err() && domain::said::judge(&points(100.0)).is_ok());
    assert_eq!(serde_json::to_string(&points(51.4)).unwrap(), "51.4");
}

#[test]
fn a_test_reads_back_as_it_was_written() {
    let before = test("p", Some("1"), Some(51.4), Some(5.0));
    let text = serde_json::to_string(&before).unwrap();
    assert_eq!(serde_json::from_str::<SkinTest>(&text).unwrap(), before, "{text}");
}

#[test]
fn change_is_silent_inside_the_band() {
    let cases = [
        ("inside", 50.0, 54.0, Change::NoMeasurable),
        ("on the band", 50.0, 55.0, Change::NoMeasurable),
        ("better", 50.0, 55.01, Change::Better(points(5.01))),
        ("worse", 50.0, 40.0, Change::Worse(points(10.0))),
    ];
    for (name, before, after, expected) in cases {
        let before = test("p", None, Some(before), Some(5.0));
        let after = test("p", None, Some(after), Some(4.0));
        assert_eq!(change(&before, &after, Metric::Hydration, None), Ok(expected), "{name}");
    }
}

#[test]
fn change_refuses_what_cannot_be_compared() {
    let base = test("p", Some("1"), Some(50.0), Some(5.0));
    let cases = [
        ("profile", test("q", Some("1"), Some(60.0), Some(5.0)), Incomparable::Profile),
        ("engine", test("p", Some("2"), Some(60.0), Some(5.0)), Incomparable::Engine),
        ("no score", test("p", Some("1"), None, Some(5.0)), Incomparable::NoScore),
    ];
    for (name, after, expected) in cases {
        assert_eq!(change(&base, &after, Metric::Hydration, None), Err(expected), "{name}");
    }
    let unknown = test("p", Some("1"), Some(60.0), None);
    let result = change(&unknown, &unknown, Metric::Hydration, None);
    assert_eq!(result, Err(Incomparable::NoBand));
}
