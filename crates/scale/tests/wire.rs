//! The shapes that the window sees: names and numbers, as agreed with it.

use scale::{Found, Parity, Reading, Settings};

#[test]
fn settings_are_numbers_and_words() {
    let settings = Settings { parity: Parity::Even, ..Settings::seven_even_one("COM3", 9_600) };
    let json =
        serde_json::json!({ "port": "COM3", "baud": 9600, "parity": "even", "data_bits": 7, "stop_bits": 1 });
    assert_eq!(serde_json::to_value(&settings).expect("json"), json);
    assert_eq!(serde_json::from_value::<Settings>(json).expect("settings"), settings);
    for (name, field, bits) in [("data bits", "data_bits", 9), ("stop bits", "stop_bits", 0)] {
        let mut wrong = serde_json::to_value(&settings).expect("json");
        wrong[field] = bits.into();
        assert!(serde_json::from_value::<Settings>(wrong).is_err(), "{name}");
    }
}

#[test]
fn a_found_scale_is_settings_with_its_name() {
    let settings = Settings::eight_none_one("COM3", 9_600);
    let found = Found { settings, model: "M".to_owned(), serial: "1".to_owned() };
    let json = serde_json::to_value(&found).expect("json");
    assert_eq!((&json["port"], &json["model"], &json["serial"]), (&"COM3".into(), &"M".into(), &"1".into()));
}

#[test]
fn without_a_scale_the_reading_is_off() {
    let json = serde_json::json!({ "number": 0, "state": "off", "weight_mg": null, "stable": false, "stable_ms": 0,
        "message": null, "message_en": null, "minimum_mg": null });
    assert_eq!(serde_json::to_value(Reading::off()).expect("json"), json);
}
