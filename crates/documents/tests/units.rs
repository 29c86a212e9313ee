//! Two hundred generated units on every template, printed as one roll and judged from outside: the text that a reader takes out is
//! the record word for word with its guide words, nothing stands outside the margins, characters have their heights, and the
//! code is read back and believed by a checker that was written from `docs/label-token.md` alone.

use std::io::Write as _;
use std::process::{Command, Stdio};

use crate::common::{Paper, Raster, bare, template, typeface};
use crate::generated::{Seed, filed, unit};
use documents::{Item, Label, LabelTemplate, Refusal, label_roll_pdf, printed_items};

const UNITS: usize = 200;
const VERIFIER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/independent/verify_label.py");

#[test]
fn two_hundred_units_on_the_small_label() {
    judge("label-40x30");
}

#[test]
fn two_hundred_units_on_the_ordinary_label() {
    judge("label-60x40");
}

#[test]
fn two_hundred_units_on_the_full_label() {
    judge("label-100x80");
}

fn judge(id: &str) {
    let template = template(id);
    let units = fitting(&template);
    let paper = Paper::new(&label_roll_pdf(&units, &template, typeface()).unwrap());
    let expected: Vec<String> = units.iter().map(|unit| said(unit, &template)).collect();
    let pages = paper.raw_pages();
    assert_eq!(pages.len(), UNITS, "{id}: one page a label");
    for ((unit, expected), page) in units.iter().zip(&expected).zip(&pages) {
        assert_eq!(bare(page), *expected, "{id}: {}", unit.unit_number);
    }
    let pictures = paper.pictures(300);
    let margin = f64::from(template.medium.margin_mm) - 0.1;
    for (unit, path) in units.iter().zip(&pictures) {
        let raster = Raster::read(&std::fs::read(path).unwrap(), 300);
        let (left, top, right, bottom) = raster.ink((0, 0, raster.width, raster.height)).unwrap();
        let free =
            [left, top, raster.width - 1 - right, raster.height - 1 - bottom].map(|pixels| raster.mm(pixels));
        assert!(free.iter().all(|side| *side >= margin), "{id}, {}: {free:?}", unit.unit_number);
    }
    for (page, words) in paper.words().iter().enumerate() {
        assert!(words.iter().all(|word| word.inside), "{id}: a word of page {page} is outside it");
    }
    heights(&paper, &units, &template);
    codes(&pictures, &units);
}

/// Units for which the label has room; what has none is refused for that reason and no other.
fn fitting(template: &LabelTemplate) -> Vec<Label> {
    let mut seed = Seed::of(&template.id);
    let mut units = Vec::new();
    let mut refused = 0;
    while units.len() < UNITS {
        let unit = unit(&mut seed, units.len(), template);
        match printed_items(&unit, template, typeface()) {
            Ok(_) => units.push(unit),
            Err(Refusal::DoesNotFit { .. } | Refusal::CodeTooDense { .. }) => refused += 1,
            Err(other) => panic!("{}: {other}", template.id),
        }
    }
    assert!(refused < UNITS, "{}: most units have room, {refused} had none", template.id);
    units
}

/// What must be read on a label: each printed item of the template with its guide word, in its order, without blanks.
fn said(unit: &Label, template: &LabelTemplate) -> String {
    let printed = printed_items(unit, template, typeface()).unwrap();
    let line = |item: &Item| {
        let rule = template.items.iter().find(|rule| rule.item == *item).unwrap();
        format!("{}{}", rule.guide, record(*item, unit))
    };
    bare(&printed.iter().map(line).collect::<String>())
}

/// An item as the record has it.
fn record(item: Item, unit: &Label) -> String {
    let each = |one: &dyn Fn(&documents::Component) -> String| {
        unit.components.iter().map(one).collect::<Vec<_>>().join("；")
    };
    let percent = |share: u32| {
        let text = format!("{:.2}", f64::from(share) / 100.0);
        format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
    };
    match item {
        Item::UnitNumber => unit.unit_number.clone(),
        Item::ProductName => unit.product_name.clone(),
        Item::Components => each(&|part| {
            format!("{} {} 批号{} {}", part.name, part.filing_number, part.lot, percent(part.share))
        }),
        Item::ComponentShares => each(&|part| format!("{} {}", part.name, percent(part.share))),
        Item::Enterprise => unit.enterprise.name.clone(),
        Item::EnterpriseAddress => unit.enterprise.address.clone(),
        Item::Store => unit.store.name.clone(),
        Item::StoreAddress => unit.store.address.clone(),
        Item::Producer => unit.producer.name.clone(),
        Item::ProducerAddress => unit.producer.address.clone(),
        Item::ProducerLicence => unit.producer_licence.clone(),
        Item::Standard => unit.standard.clone(),
        Item::ServiceTime => unit.service_time.format("%Y-%m-%d %H:%M").to_string(),
        Item::NetContent => format!("{} g", unit.net.0 as f64 / 1000.0),
        Item::Batch => unit.batch.clone(),
        Item::UseBy => unit.use_by.format("%Y-%m-%d").to_string(),
        Item::Ingredients => {
            let list = |main: &[String], traces: &[String]| {
                format!("{}。其他微量成分：{}", main.join("、"), traces.join("、"))
            };
            match &unit.ingredients {
                Some(whole) => list(&whole.ingredients, &whole.traces),
                None => each(&|part| format!("{}：{}", part.name, list(&part.ingredients, &part.traces))),
            }
        }
        Item::Usage => unit.usage.clone(),
        Item::Warning => unit.warnings.join("；"),
        Item::StaffCodes => format!("操作{} 质安{}", unit.operator_code, unit.officer_code),
        Item::Phone => unit.phone.clone(),
        Item::SeeNotice => "其余见使用须知".to_owned(),
        Item::Code => String::new(),
    }
}

/// Figures on every tenth label, at 1200 dots an inch: the batch's at their template's height, the net content's at the law's.
fn heights(paper: &Paper, units: &[Label], template: &LabelTemplate) {
    let words = paper.words();
    for (at, unit) in units.iter().enumerate().step_by(10) {
        let raster = paper.page_raster(at + 1, 1200);
        let rule = |item| template.items.iter().find(|rule| rule.item == item).unwrap();
        let net = unit.net.to_string();
        let figures = net.split_once(' ').unwrap().0;
        let least = f64::from(rule(Item::NetContent).height_mm.max(unit.net.least_height_mm()));
        for (wanted, least) in [(figures, least), (&unit.batch[..5], 1.8)] {
            let word = words[at].iter().find(|word| word.text.contains(wanted));
            let word = word.unwrap_or_else(|| panic!("{wanted} is on {}", unit.unit_number));
            let text: Vec<char> = word.text.chars().collect();
            let shapes = word.shapes(&raster);
            let plain = text.iter().all(|letter| letter.is_ascii_alphanumeric());
            let lowest = shapes.iter().copied().filter(|height| *height > 1.0).fold(f64::MAX, f64::min);
            assert!(!plain || shapes.len() == text.len(), "{}: {wanted} {shapes:?}", unit.unit_number);
            assert!(lowest >= least, "{}: {wanted} is {lowest} mm high, not {least}", unit.unit_number);
        }
    }
}

/// Every code is read back as it was made, believed by the independent checker with what the record says, and refused with any one
/// character changed.
fn codes(pictures: &[std::path::PathBuf], units: &[Label]) {
    let output = Command::new("zbarimg").args(["--raw", "-q"]).args(pictures).output().unwrap();
    let output = String::from_utf8(output.stdout).unwrap();
    let read: Vec<&str> = output.lines().collect();
    let made: Vec<&str> = units.iter().map(|unit| unit.code_content.as_str()).collect();
    assert_eq!(read, made, "every code is read back");

    let mut seed = Seed::of("forger");
    let changed = read.iter().map(|text| {
        let at = seed.below(text.len());
        let old = text.as_bytes()[at] - b'0';
        let new = (usize::from(old) + 1 + seed.below(9)) % 10;
        format!("{}{new}{}", &text[..at], &text[at + 1..])
    });
    let texts: Vec<String> = read.iter().map(|text| (*text).to_owned()).chain(changed).collect();
    let answers = checked(&texts);
    assert_eq!(answers.len(), 2 * units.len());
    for (unit, answer) in units.iter().zip(&answers) {
        assert_eq!(*answer, filed(unit), "{}", unit.unit_number);
    }
    for (text, answer) in texts.iter().zip(&answers).skip(units.len()) {
        assert!(answer.starts_with("{\"refused\""), "{text}: {answer}");
    }
}

/// The independent checker's answer to each text.
fn checked(texts: &[String]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let keys = folder.path().join("keys.txt");
    std::fs::write(&keys, format!("# 演示\n{}\n", crate::generated::public_key())).unwrap();
    let mut child = Command::new("python3")
        .arg(VERIFIER)
        .arg(&keys)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 must be installed");
    let mut input = child.stdin.take().unwrap();
    let lines = texts.join("\n") + "\n";
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}
