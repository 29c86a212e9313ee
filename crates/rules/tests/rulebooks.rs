//! The shipped rulebooks: every article is there, every enforced one has checks, and whom each binds.
#![expect(clippy::expect_used, reason = "helpers of tests: what is not there fails the test")]

use chrono::NaiveDate;
use domain::region::Province;
use rules::rulebook::Standing;
use rules::{Check, Facts, Gate, MetBy, Outcome, Place, Rulebook, builtin, judge};

fn book(id: &str) -> Rulebook {
    builtin().into_iter().find(|book| book.id == id).expect("a shipped rulebook")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// 第一条 … 第n条.
fn articles(count: usize) -> Vec<String> {
    let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let number = |n: usize| match (n / 10, n % 10) {
        (0, ones) => digits[ones].to_owned(),
        (1, ones) => format!("十{}", digits[ones]),
        (tens, ones) => format!("{}十{}", digits[tens], digits[ones]),
    };
    (1..=count).map(|n| format!("第{}条", number(n))).collect()
}

#[test]
fn every_article_is_there_in_order() {
    let guide = "4.1 4.2 4.3 4.4 5 6.1 6.2 6.3 7.1.1 7.1.2 7.2.1 7.2.2 7.2.3 7.2.4 7.2.5 7.2.6 7.3 7.4.1 7.4.2 7.4.3 \
                 7.4.4 7.5.1 7.5.2 7.5.3 7.6.1 7.6.2 7.6.3 8.1 8.2 8.3 8.4 9.1.1 9.1.2 9.1.3 9.2.1 9.2.2 附录A 附录B";
    let cases = [
        ("nmpa-2025-58", articles(5)),
        ("shandong-guide", articles(25)),
        ("shanghai-pudong-2023", articles(34)),
        ("guide-personalised-service", guide.split_whitespace().map(str::to_owned).collect()),
    ];
    for (id, expected) in cases {
        let found: Vec<String> = book(id).clauses.iter().map(|clause| clause.number.clone()).collect();
        assert_eq!(found, expected, "{id}");
    }
}

#[test]
fn clauses_are_counted_by_how_they_are_met() {
    use MetBy::{Enforced, Evidenced, Informative, Planned, Recorded};
    let cases = [
        ("nmpa-2025-58", [4, 0, 0, 1, 0]),
        ("shandong-guide", [16, 8, 0, 0, 1]),
        ("shanghai-pudong-2023", [18, 9, 0, 3, 4]),
        ("guide-personalised-service", [5, 13, 1, 6, 13]),
    ];
    for (id, expected) in cases {
        let book = book(id);
        let found = [Enforced, Recorded, Evidenced, Informative, Planned].map(|met_by| book.count(met_by));
        assert_eq!(found, expected, "{id}: enforced, recorded, evidenced, informative, planned");
    }
}

#[test]
fn every_check_is_named_by_a_clause_and_every_enforced_clause_names_one() {
    let books = builtin();
    for check in Check::ALL {
        let named = books.iter().flat_map(|book| &book.clauses).any(|clause| clause.checks.contains(check));
        assert!(named, "{} enforces nothing", check.name());
    }
    for book in &books {
        for clause in &book.clauses {
            assert_eq!(
                clause.met_by == MetBy::Enforced,
                !clause.checks.is_empty(),
                "{} {}",
                book.id,
                clause.number
            );
        }
    }
}

#[test]
fn whom_a_rulebook_binds() {
    use Standing::{Adopted, Expired, InForce, InForceUnauthorised, NotYet, OtherRegion};
    let (sd, sh, pudong) = (Province::Shandong, Province::Shanghai, Some("浦东新区"));
    let cases = [
        ("nmpa-2025-58", "2025-09-30", sd, None, NotYet),
        ("nmpa-2025-58", "2025-10-01", sd, None, InForceUnauthorised),
        ("nmpa-2025-58", "2026-11-20", sd, None, InForce),
        ("nmpa-2025-58", "2026-11-20", Province::Jiangsu, None, InForceUnauthorised),
        ("nmpa-2025-58", "2027-09-30", sd, None, InForce),
        ("nmpa-2025-58", "2027-10-01", sd, None, Expired),
        ("shandong-guide", "2026-11-20", sd, None, InForce),
        ("shandong-guide", "2026-11-20", sh, None, OtherRegion),
        ("shanghai-pudong-2023", "2023-08-19", sh, pudong, NotYet),
        ("shanghai-pudong-2023", "2023-08-20", sh, pudong, InForceUnauthorised),
        ("shanghai-pudong-2023", "2025-08-19", sh, pudong, InForceUnauthorised),
        ("shanghai-pudong-2023", "2025-08-19", sh, Some("黄浦区"), OtherRegion),
        ("shanghai-pudong-2023", "2025-08-20", sh, pudong, Expired),
        ("shanghai-pudong-2023", "2026-11-20", sh, pudong, Expired),
        ("guide-personalised-service", "2026-11-20", sh, None, Adopted),
    ];
    let authorisations = Facts::demo().authorisations;
    for (id, on, province, district, expected) in cases {
        let place = Place { province, district, authorisations: &authorisations };
        let binding = book(id).binds(day(on), &place);
        assert_eq!(binding.standing, expected, "{id} on {on} in {province:?}");
        assert_eq!(
            binding.binds,
            matches!(expected, InForce | InForceUnauthorised | Adopted),
            "{id} on {on}"
        );
        assert!(!binding.why.is_empty() && !binding.why_en.is_empty());
    }
}

#[test]
fn an_expired_rulebook_binds_nobody() {
    let expired = book("shanghai-pudong-2023");
    for province in Province::ALL {
        for district in [None, Some("浦东新区")] {
            let place = Place { province: *province, district, authorisations: &[] };
            assert!(!expired.binds(day("2026-11-20"), &place).binds, "{province:?} {district:?}");
        }
    }
    let mut facts = Facts::demo();
    facts.store.province = Province::Shanghai;
    facts.store.district = Some("浦东新区".to_owned());
    for gate in Gate::ALL {
        assert!(judge(&facts, &builtin(), gate).iter().all(|finding| finding.rulebook != expired.id));
    }
}

#[test]
fn a_service_without_a_permission_in_force_stops() {
    for (name, now) in
        [("before the pilot", "2025-09-30T10:00:00+08:00"), ("after it", "2027-10-01T10:00:00+08:00")]
    {
        let mut facts = Facts::demo();
        facts.now = now.parse().expect("a time");
        for gate in Gate::ALL {
            let findings = judge(&facts, &builtin(), gate);
            let first = findings.first().expect("a finding");
            assert_eq!((first.outcome, first.clause.as_str()), (Outcome::Stop, "第三十八条"), "{name}");
        }
    }
    let nothing = judge(&Facts::demo(), &[], Gate::Clearance);
    assert_eq!(nothing.iter().map(|finding| finding.outcome).collect::<Vec<_>>(), [Outcome::Stop]);
}

/// The documentation of each check as it stands in the list of checks.
fn documented() -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut doc = String::new();
    for line in include_str!("../src/check.rs").lines().map(str::trim) {
        if let Some(text) = line.strip_prefix("/// ") {
            doc.push_str(text);
        } else {
            if let Some((_, rest)) = line.split_once(" = \"") {
                let name = rest.split('"').next().unwrap_or_default().to_owned();
                found.push((name, doc.clone()));
            }
            doc.clear();
        }
    }
    found
}

#[test]
fn the_list_of_checks_names_every_article_that_names_the_check() {
    let cases = [
        ("shandong-guide", "山东指南 第"),
        ("shanghai-pudong-2023", "上海细则 第"),
        ("nmpa-2025-58", "国家药监局 2025 年第 58 号 第"),
    ];
    let documented = documented();
    for (id, short) in cases {
        for clause in &book(id).clauses {
            // 第三条 of the notice carries checks of the guides on its own, and their articles are named instead.
            if id == "nmpa-2025-58" && ["第二条", "第三条"].contains(&clause.number.as_str()) {
                continue;
            }
            let number = clause.number.trim_start_matches('第').trim_end_matches('条');
            for check in &clause.checks {
                let doc =
                    documented.iter().find(|(name, _)| name == check.name()).map(|(_, doc)| doc.as_str());
                let after = doc.and_then(|doc| doc.split_once(short)).map(|(_, after)| after);
                let listed = after.and_then(|after| after.split_once('条')).map(|(listed, _)| listed);
                let named = listed.is_some_and(|listed| listed.split('、').any(|each| each == number));
                assert!(
                    named,
                    "{} is named by {id} {} but its documentation is: {doc:?}",
                    check.name(),
                    clause.number
                );
            }
        }
    }
}

#[test]
fn what_is_assumed_is_marked() {
    let cases: [(&str, &[&str]); 4] = [
        (
            "nmpa-2025-58",
            &[
                "第一条 components_max",
                "第二条 special_efficacy_codes",
                "第二条 child_population_codes",
                "第二条 eye_site_codes",
                "第二条 use_by_days_min",
                "第三条 officer_experience_months",
                "第三条 health_check_months",
                "第三条 idle_months",
                "第三条 cleaning_hours_max",
                "第三条 cfu_max",
                "第三条 quarter_tests_min",
            ],
        ),
        (
            "shandong-guide",
            &[
                "第六条 retention_months",
                "第九条 retention_months",
                "第十条 retention_months",
                "第十二条 retention_months",
                "第十七条 special_efficacy_codes",
                "第十七条 child_population_codes",
                "第十七条 eye_site_codes",
                "第十九条 medical_words",
                "第十九条 special_words",
                "第十九条 absolute_words",
                "第十九条 harmless_phrases",
                "第二十二条 use_by_days_min",
                "第二十三条 cleaning_hours_max",
                "第二十三条 retention_months",
            ],
        ),
        (
            "shanghai-pudong-2023",
            &[
                "第二条 child_population_codes",
                "第二条 eye_site_codes",
                "第二十六条 special_efficacy_codes",
                "第三十一条 use_by_days_min",
                "第三十二条 cleaning_hours_max",
            ],
        ),
        (
            "guide-personalised-service",
            &[
                "4.3 medical_words",
                "4.3 special_words",
                "4.3 absolute_words",
                "4.3 harmless_phrases",
                "7.5.3 retention_months",
                "8.1 retention_months",
                "8.3 retention_months",
            ],
        ),
    ];
    for (id, expected) in cases {
        let book = book(id);
        let found: Vec<String> =
            book.unconfirmed().map(|(clause, limit)| format!("{} {limit}", clause.number)).collect();
        assert_eq!(found, expected, "{id}");
    }
}

#[test]
fn the_two_word_lists_are_one() {
    let lists = |id, clause| book(id).clause(clause).expect("the clause").limits.clone();
    assert_eq!(lists("shandong-guide", "第十九条"), lists("guide-personalised-service", "4.3"));
}

#[test]
fn a_rulebook_is_listed_with_whether_it_binds() {
    let book = book("shanghai-pudong-2023");
    let place = Place { province: Province::Shandong, district: None, authorisations: &[] };
    let listed = serde_json::to_value(book.listed(day("2026-11-20"), &place)).expect("JSON");
    assert_eq!(listed["id"], "shanghai-pudong-2023");
    assert_eq!((&listed["binds"], &listed["standing"]), (&false.into(), &"expired".into()));
    assert_eq!((&listed["valid_from"], &listed["valid_to"]), (&"2023-08-20".into(), &"2025-08-19".into()));
    let first = listed["clauses"][1].as_object().expect("a clause");
    assert_eq!(first["checks"][0], "components_ordinary");
    for key in ["number", "duty", "must", "met_by", "checks"] {
        assert!(first.contains_key(key), "{key}");
    }
}
