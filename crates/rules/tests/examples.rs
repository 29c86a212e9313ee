//! Every check against its shipped examples, with the limits of every clause that names it.

use rules::{Check, Facts, Gate, Limits, Outcome, builtin, judge};

/// The limits of every clause that names the check.
fn limits(check: Check) -> Vec<(String, Limits)> {
    let mut found = Vec::new();
    for book in builtin() {
        for clause in book.clauses.into_iter().filter(|clause| clause.checks.contains(&check)) {
            found.push((format!("{} {}", book.id, clause.number), clause.limits));
        }
    }
    found
}

#[test]
fn every_example_comes_out_as_it_says() {
    for check in Check::ALL {
        for (clause, limits) in limits(*check) {
            for example in check.examples() {
                let ruling = check.run(&example.facts(), &limits, example.gate);
                let name =
                    format!("{} 「{}」 under {clause}: {}", check.name(), example.name, ruling.because);
                assert_eq!(ruling.outcome, example.outcome, "{name}");
                assert!(!ruling.because.is_empty() && !ruling.because_en.is_empty(), "{name}");
                let wrong = matches!(ruling.outcome, Outcome::Stop | Outcome::Warn);
                assert_eq!(
                    ruling.mend.is_some(),
                    wrong,
                    "{name}: a mend where something is wrong, and only there"
                );
                assert_eq!(!ruling.facts.is_empty(), ruling.outcome != Outcome::NotApplicable, "{name}");
            }
        }
    }
}

/// The runs of Chinese characters in a text.
fn chinese(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !('\u{4e00}'..='\u{9fff}').contains(&c)).filter(|run| !run.is_empty())
}

#[test]
fn english_says_in_chinese_only_what_the_facts_say_so() {
    let mut wrong = Vec::new();
    for check in Check::ALL {
        for (_, limits) in limits(*check) {
            for example in check.examples() {
                let facts = example.facts();
                // A word is found across a blank, and told without it.
                let known = serde_json::to_string(&facts).unwrap().replace(' ', "");
                let ruling = check.run(&facts, &limits, example.gate);
                let name = format!("{} 「{}」: {}", check.name(), example.name, ruling.because_en);
                wrong.extend(
                    chinese(&ruling.because_en)
                        .filter(|run| !known.contains(run))
                        .map(|run| format!("{name}: {run}")),
                );
                let mend = ruling.mend.map(|mend| mend.text_en).filter(|mend| chinese(mend).next().is_some());
                wrong.extend(mend);
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// What a moment says beyond its minute: seconds and the zone's offset are for the ledger, and no finding is read by a machine.
#[test]
fn a_finding_says_a_moment_to_the_minute() {
    let beyond = |text: &str| {
        let pairs: Vec<char> = text.chars().collect();
        pairs.windows(8).any(|eight| {
            let [a, b, c, d, e, f, g, h] = eight else { return false };
            [a, b, d, e, g, h].iter().all(|each| each.is_ascii_digit()) && *c == ':' && *f == ':'
        })
    };
    assert!(beyond("at 2026-11-20 09:00:00 +08:00") && !beyond("at 09:00: no, at 10:00"));
    for check in Check::ALL {
        for (clause, limits) in limits(*check) {
            for example in check.examples() {
                let ruling = check.run(&example.facts(), &limits, example.gate);
                for said in [&ruling.because, &ruling.because_en] {
                    assert!(!beyond(said), "{} under {clause}: {said}", check.name());
                }
            }
        }
    }
}

/// `OilControl` is how a program calls it.
fn is_of_a_program(word: &str) -> bool {
    word.as_bytes().windows(2).any(|two| two[0].is_ascii_lowercase() && two[1].is_ascii_uppercase())
}

#[test]
fn english_names_things_as_people_do() {
    assert!(is_of_a_program("OilControl") && !is_of_a_program("Oil") && !is_of_a_program("NMPA"));
    for check in Check::ALL {
        for (clause, limits) in limits(*check) {
            for example in check.examples() {
                let facts = example.facts();
                let known = serde_json::to_string(&facts).unwrap();
                let said = check.run(&facts, &limits, example.gate).because_en;
                let mut words = said.split(|each: char| !each.is_ascii_alphanumeric());
                let wrong = words.find(|word| is_of_a_program(word) && !known.contains(word));
                assert_eq!(wrong, None, "{} under {clause}: {said}", check.name());
            }
        }
    }
}

#[test]
fn every_check_has_an_example_on_either_side_of_every_boundary() {
    for check in Check::ALL {
        let name = check.name();
        let outcomes: Vec<Outcome> = check.examples().iter().map(|example| example.outcome).collect();
        assert!(outcomes.contains(&Outcome::Pass), "{name} has no example that passes");
        assert!(
            outcomes.contains(&Outcome::Stop) || outcomes.contains(&Outcome::Warn),
            "{name} has none that fails"
        );
        for edge in check.edges() {
            let beside = check.examples().iter().filter(|example| example.edge == Some(*edge));
            let mut sides: Vec<Outcome> = beside.map(|example| example.outcome).collect();
            sides.sort();
            sides.dedup();
            assert!(sides.len() >= 2, "{name} lacks a side of {edge}: {sides:?}");
        }
        for example in check.examples() {
            assert!(example.edge.is_none_or(|edge| check.edges().contains(&edge)), "{name} {}", example.name);
            assert!(check.gates().contains(&example.gate), "{name} {} at a gate of its own", example.name);
        }
        for limit in
            check.limits().iter().filter(|limit| matches!(limit.kind(), rules::rulebook::Kind::Count(_)))
        {
            assert!(check.edges().contains(&limit.code()), "{name} has no boundary for {limit}");
        }
        let mut names: Vec<&str> = check.examples().iter().map(|example| example.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), check.examples().len(), "{name} has two examples of one name");
    }
}

#[test]
fn the_demo_snapshot_is_in_order_at_both_gates() {
    for gate in Gate::ALL {
        let findings = judge(&Facts::demo(), &builtin(), gate);
        for finding in &findings {
            let fine = matches!(finding.outcome, Outcome::Pass | Outcome::NotApplicable);
            assert!(fine, "{gate:?} {} {}: {}", finding.rulebook, finding.clause, finding.because);
        }
        let expected = Check::ALL.iter().filter(|check| check.gates().contains(&gate));
        for check in expected {
            assert!(findings.iter().any(|finding| finding.check == *check), "{} is not run", check.name());
        }
    }
}

#[test]
fn a_recommendation_never_stops() {
    let text = include_str!("../../../assets/rulebooks/guide-personalised-service.toml");
    let must = rules::Rulebook::parse(text).expect("the guide");
    let mut should = must.clone();
    for clause in &mut should.clauses {
        clause.must = false;
    }
    let mut facts = Facts::demo();
    facts.components[0].product.active = false;
    let stops = |book: &rules::Rulebook| {
        let findings = judge(&facts, std::slice::from_ref(book), Gate::Clearance);
        findings
            .iter()
            .filter(|finding| finding.rulebook == book.id && finding.outcome == Outcome::Stop)
            .count()
    };
    assert_eq!((stops(&must), stops(&should)), (1, 0));
}

#[test]
fn names_and_gates_are_unique_and_readable() {
    for check in Check::ALL {
        assert_eq!(Check::named(check.name()), Some(*check));
        assert!(!check.title().is_empty());
        let snake = check.name().bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        assert!(snake, "{}", check.name());
    }
    let mut names: Vec<_> = Check::ALL.iter().map(|check| check.name()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Check::ALL.len());
}
