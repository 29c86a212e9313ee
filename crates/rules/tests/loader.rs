//! What does not load, each with its code; and what does.

use rules::rulebook::{Limit, Value};
use rules::{MetBy, Region, Rulebook};

const HEAD: &str = r#"
id = "demo"
title = "演示规则"
title_en = "demo"
source = "演示"
nature = "official"
region = { reach = "province", province = "SD" }
requires_authorisation = false
valid_from = "2026-01-01"
valid_to = "2026-12-31"
"#;

const CLAUSE: &str = r#"
[[clause]]
number = "第一条"
duty = "演示"
duty_en = "demo"
must = true
met_by = "enforced"
how = "演示"
checks = ["air_bacteria"]
limits.cfu_max = { value = 1000, confirmed = true }
"#;

#[test]
fn a_rulebook_loads_whole() {
    let text = format!("{HEAD}{CLAUSE}");
    let book = Rulebook::parse(&text).expect("the demo rulebook");
    assert_eq!(book.text(), text);
    assert!(matches!(book.region, Region::Province { .. }));
    let clause = book.clause("第一条").expect("the clause");
    assert_eq!(clause.met_by, MetBy::Enforced);
    let bound = clause.limits.get(Limit::CfuMax).expect("the limit");
    assert_eq!((&bound.value, bound.confirmed), (&Value::Count(1000), true));
}

#[test]
fn what_does_not_load() {
    let swap = |from: &str, to: &str| format!("{HEAD}{CLAUSE}").replace(from, to);
    let cases = [
        ("not TOML", swap("id = ", "id "), "rulebook_syntax"),
        ("unknown key", swap("how = ", "why = "), "rulebook_syntax"),
        (
            "unknown key in a limit",
            swap("confirmed = true }", "confirmed = true, x = 1 }"),
            "rulebook_syntax",
        ),
        ("unknown key at the top", swap("nature = ", "colour = 1\nnature = "), "rulebook_syntax"),
        ("unknown province", swap("\"SD\"", "\"ZZ\""), "rulebook_syntax"),
        ("unknown met_by", swap("\"enforced\"", "\"maybe\""), "rulebook_syntax"),
        ("no such day", swap("2026-12-31", "2026-02-30"), "rulebook_syntax"),
        ("blank duty", swap("duty = \"演示\"", "duty = \" \""), "rulebook_blank"),
        ("blank id", swap("id = \"demo\"", "id = \"\""), "rulebook_blank"),
        ("ends before it begins", swap("2026-12-31", "2025-12-31"), "rulebook_dates"),
        ("no clause", HEAD.to_owned(), "rulebook_empty"),
        ("the same clause twice", format!("{HEAD}{CLAUSE}{CLAUSE}"), "rulebook_duplicate_clause"),
        ("unknown check", swap("\"air_bacteria\"", "\"air_quality\""), "rulebook_unknown_check"),
        (
            "the same check twice",
            swap("[\"air_bacteria\"]", "[\"air_bacteria\", \"air_bacteria\"]"),
            "rulebook_duplicate_check",
        ),
        ("enforced by nothing", swap("[\"air_bacteria\"]", "[]"), "rulebook_unenforced"),
        ("checked but not enforced", swap("\"enforced\"", "\"recorded\""), "rulebook_unenforced"),
        ("unknown limit", swap("limits.cfu_max", "limits.cfu"), "rulebook_unknown_limit"),
        (
            "missing limit",
            swap("limits.cfu_max = { value = 1000, confirmed = true }", ""),
            "rulebook_missing_limit",
        ),
        ("limit of nothing", swap("1000", "0"), "rulebook_limit_range"),
        ("limit past all sense", swap("1000", "10001"), "rulebook_limit_range"),
        ("limit of the wrong type", swap("1000", "[\"1000\"]"), "rulebook_limit_range"),
        (
            "a province that does not exist",
            swap(
                "confirmed = true }",
                "confirmed = true }\nlimits.pilot_provinces = { value = [\"SD\", \"ZZ\"], confirmed = true }",
            ),
            "rulebook_limit_range",
        ),
        ("negative limit", swap("1000", "-1"), "rulebook_syntax"),
    ];
    for (name, text, code) in cases {
        let error = Rulebook::parse(&text).expect_err(name);
        assert_eq!(error.code(), code, "{name}: {error}");
        assert!(!error.to_string().is_empty());
    }
}

#[test]
fn one_day_is_a_validity() {
    assert!(Rulebook::parse(&format!("{HEAD}{CLAUSE}").replace("2026-12-31", "2026-01-01")).is_ok());
}
