//! The demo store is whole, marked as demo, and usable on whatever day it is made.

use domain::need::Forbidden;
use domain::stock::{Container, Lot, Product};
use domain::use_by::{UseBy, Used};

use super::*;

fn moments() -> Vec<Moment> {
    let texts = [
        "2026-11-21T10:00:00+08:00",
        "2028-02-29T23:59:59+08:00",
        "2027-01-01T00:00:00+08:00",
        "2026-03-31T08:30:00+08:00",
        "2026-12-31T16:30:00Z",
    ];
    texts.iter().map(|text| Moment::parse_from_rfc3339(text).unwrap()).collect()
}

#[test]
fn the_files_are_read_and_dated_on_any_day() {
    let files = parse().unwrap_or_else(|error| panic!("{error}"));
    for now in moments() {
        let today = now.date_naive();
        let store = files.dated(now).unwrap_or_else(|error| panic!("{now}: {error}"));
        assert!(store.authorisations.iter().any(|known| known.from <= today && today <= known.to), "{now}");
        assert!(store.product_tests.iter().all(|test| test.sampled_on <= today), "{now}");
        assert!(store.containers.iter().all(|container| container.opened_at < now), "{now}");
        let can_work = |role| {
            store
                .staff
                .iter()
                .any(|seed| seed.roles.contains(&role) && seed.present_since.is_some_and(|at| at <= now))
        };
        assert!(Role::ALL[..4].iter().copied().all(can_work), "{now}");
        assert_eq!(store.product_tests.len(), 3);
    }
    assert!(matches!(
        files.dated(chrono::DateTime::<chrono::Utc>::MAX_UTC.into()),
        Err(DemoError::Calendar(_))
    ));
}

#[test]
fn the_store_is_as_large_as_it_was_promised_to_be() {
    let store = parse().unwrap().dated(moments()[0]).unwrap();
    assert!(store.products.len() >= 30 && store.lots.len() >= 60 && store.recipes.len() >= 12);
    assert_eq!(store.staff.len(), 7);
    for zone in Zone::ALL {
        assert!(store.lots.iter().any(|lot| lot.zone == zone), "{zone:?}");
    }
    assert!(
        store.lots.iter().any(|lot| lot.zone == Zone::Accepted && lot.expires_on < moments()[0].date_naive())
    );
    assert!(store.lots.iter().any(|lot| lot.recalled));
    assert!(store.products.iter().any(|product| !product.filing.is_usual()));
    assert!(store.products.iter().any(|product| !product.filing.may_be_blended()));
    let past = |container: &&Container| container.good_until() < moments()[0].date_naive();
    assert!(store.containers.iter().filter(past).count() >= 2);
}

#[test]
fn every_name_says_that_it_is_invented() {
    let store = parse().unwrap().dated(moments()[0]).unwrap();
    assert!(store.premises.demo);
    let names = store.products.iter().flat_map(|product| [&product.name, &product.filer, &product.maker]);
    let names = names.chain(store.recipes.iter().map(|recipe| &recipe.name));
    let names = names
        .chain(store.staff.iter().map(|seed| &seed.name))
        .chain(store.lots.iter().map(|lot| &lot.supplier));
    for name in names.chain([&store.enterprise.name, &store.premises.name]) {
        assert!(name.ends_with("（演示）"), "{name}");
    }
    for product in &store.products {
        let serial =
            product.filing.as_str().trim_start_matches(|letter: char| !letter.is_ascii_digit()).get(4..);
        assert!(serial.is_some_and(|serial| serial.starts_with('9')), "{}", product.filing);
    }
}

#[test]
fn nothing_is_named_twice() {
    let store = parse().unwrap().dated(moments()[0]).unwrap();
    fn unique<'a>(ids: impl Iterator<Item = &'a str>) {
        let mut seen = std::collections::BTreeSet::new();
        ids.for_each(|id| assert!(seen.insert(id), "{id}"));
    }
    unique(store.products.iter().map(|product| product.id.as_str()));
    unique(store.products.iter().map(|product| product.filing.as_str()));
    unique(store.lots.iter().map(|lot| lot.id.as_str()));
    unique(store.lots.iter().map(|lot| lot.number.as_str()));
    unique(store.containers.iter().map(|container| container.id.as_str()));
    unique(store.recipes.iter().map(|recipe| recipe.id.as_str()));
    unique(store.equipment.iter().map(|equipment| equipment.id.as_str()));
    unique(store.staff.iter().map(|seed| seed.id.as_str()));
    unique(store.staff.iter().map(|seed| seed.pin.as_str()));
}

#[test]
fn an_unknown_field_is_refused_with_its_file() {
    let error =
        shape::<TemplateFile>("templates.toml", "[[template]]\ntemplate = 'a'\nversion = 1\ntypo = 2\n")
            .unwrap_err();
    assert_eq!(error.code(), "demo_file_shape");
    assert!(error.to_string().contains("templates.toml"), "{error}");
}

#[test]
fn an_odd_id_is_refused_with_its_file() {
    for (id, taken) in [("a", true), (" a", false)] {
        let text = format!("[[template]]\ntemplate = '{id}'\nversion = 1\n");
        assert_eq!(shape::<TemplateFile>("templates.toml", &text).is_ok(), taken, "{id:?}");
    }
}

/// Whether `recipe` can be made at `now` from lots and containers, and until when it keeps.
fn use_by(store: &DemoStore, recipe: &Recipe, now: Moment) -> Option<UseBy> {
    let (today, (size, _)) = (now.date_naive(), recipe.sizes[0]);
    let mut used = Vec::new();
    for (component, target) in recipe.components.iter().zip(recipe.targets(size)) {
        let product = store.products.iter().find(|product| product.id == component.product)?;
        let usable = |lot: &&Lot| {
            let stands = lot.zone == Zone::Accepted && lot.accepted && !lot.recalled;
            lot.product == product.id && stands && lot.expires_on >= today
        };
        let opened = |lot: &Lot| {
            let good = |container: &&Container| {
                container.lot == lot.id && container.good_until() >= today && container.left >= target
            };
            store.containers.iter().find(good)
        };
        let ready = |lot: &&Lot| opened(lot).is_some() || lot.units > 0;
        let lot = store.lots.iter().filter(usable).filter(ready).min_by_key(|lot| lot.expires_on)?;
        used.push(Used { lot, container: opened(lot), after_opening: product.after_opening });
    }
    UseBy::of(today, &used, &recipe.id, recipe.keeps).ok()
}

#[test]
fn the_recipes_that_the_readme_promises_can_be_made_on_the_first_day() {
    let files = parse().unwrap();
    let promised =
        ["R01", "R02", "R03", "R04", "R05", "R06", "R07", "R08", "R09", "R10", "R11", "R13", "R20"];
    for now in moments() {
        let store = files.dated(now).unwrap();
        for recipe in store.recipes.iter().filter(|recipe| promised.contains(&recipe.id.as_str())) {
            let use_by = use_by(&store, recipe, now).unwrap_or_else(|| panic!("{} at {now}", recipe.id));
            assert!(use_by.date() - now.date_naive() >= chrono::TimeDelta::days(30), "{}", recipe.id);
            assert!(recipe.approved && recipe.assessment.is_some(), "{}", recipe.id);
            for component in &recipe.components {
                let product = store.products.iter().find(|product| product.id == component.product).unwrap();
                assert!(product.active && product.exclusions.is_empty() && !product.wax, "{}", product.id);
                assert!(product.filing.may_be_blended() && store.enterprise.filers.contains(&product.filer));
            }
            let texts = recipe.hints.iter().chain([&recipe.name, &recipe.usage]);
            texts.for_each(|text| assert_eq!(Forbidden::in_text(text), None, "{}: {text}", recipe.id));
        }
    }
}

#[test]
fn the_recipes_that_the_readme_refuses_are_refused_for_that_reason() {
    let now = moments()[0];
    let store = parse().unwrap().dated(now).unwrap();
    let recipe = |id: &str| store.recipes.iter().find(|recipe| recipe.id.as_str() == id).unwrap();
    let products = |id: &str| {
        let named = |product: &&Product| {
            recipe(id).components.iter().any(|component| component.product == product.id)
        };
        store.products.iter().filter(named).collect::<Vec<_>>()
    };
    assert!(products("R12").iter().any(|product| product.wax));
    assert!(
        store
            .environment
            .iter()
            .filter(|reading| reading.area.as_str() == "A2")
            .all(|late| late.next_due < now)
    );
    assert!(!recipe("R14").approved);
    assert!(recipe("R15").assessment.is_none());
    assert!(
        recipe("R16").hints.iter().any(|hint| Forbidden::in_text(hint) == Some(Forbidden::SpecialFunction))
    );
    assert!(products("R17").iter().any(|product| product.exclusions == [Exclusion::EyeCare]));
    assert!(use_by(&store, recipe("R18"), now).is_none());
    assert!(products("R19").iter().any(|product| !store.enterprise.filers.contains(&product.filer)));
    let highest = recipe("R21").climate.temperature.1;
    assert!(store.environment.iter().all(|reading| reading.temperature > highest));
    assert!(products("R22").iter().any(|product| !product.active));
}
