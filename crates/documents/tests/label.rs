//! The label, judged from outside: by pdftotext, pdffonts, qpdf, pdftoppm and zbarimg.

use crate::common::{Case, Paper, bare, component, label, template, typeface};
use documents::{Item, Label, NetContent, Party, Presence, Refusal, label_pdf, printed_items};
use proptest::prelude::*;

const SMALL: &str = "label-40x30";
const ORDINARY: &str = "label-60x40";
const FULL: &str = "label-100x80";

/// 1 point in mm.
const POINT: f64 = 25.4 / 72.0;

fn made(label: &Label, id: &str) -> Result<Vec<u8>, Refusal> {
    label_pdf(label, &template(id), typeface())
}

/// Named units: what varies from counter to counter.
fn units() -> Vec<(String, Label)> {
    let mut units = vec![("plain".to_owned(), label())];
    let mut many = label();
    many.components =
        (1..=5).map(|n| component("演示精华", "沪G妆网备字2025004778", &format!("L{n}"), 2_000)).collect();
    units.push(("five components".to_owned(), many));
    let mut one = label();
    one.components = vec![component("演示进口面霜", "国妆网备进字（沪）2026003339", "IMP-7788-2026", 10_000)];
    units.push(("repack of an imported one".to_owned(), one));
    let mut boundary = label();
    boundary.net = NetContent(15_000);
    units.push(("exactly 15 g".to_owned(), boundary));
    let mut latin = label();
    latin.product_name = "演示 μ-Peptide 精华 Ⅱ 型".to_owned();
    units.push(("Latin, Greek and Roman numerals".to_owned(), latin));
    for province in "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新".chars()
    {
        let mut unit = label();
        unit.components[0].filing_number = format!("{province}G妆网备字2026000001");
        unit.components[1].filing_number = format!("国妆网备进字（{province}）2026000002");
        units.push((format!("filed in {province}"), unit));
    }
    units
}

#[test]
fn every_unit_is_sound_exact_in_size_complete_in_text_and_scannable() {
    for id in [ORDINARY, SMALL, FULL] {
        let template = template(id);
        for (name, unit) in units() {
            let paper =
                Paper::new(&made(&unit, id).unwrap_or_else(|refusal| panic!("{id}, {name}: {refusal}")));
            let (width, height) = paper.media_boxes()[0];
            let size = (f64::from(template.medium.width_mm), f64::from(template.medium.height_mm));
            assert!(
                (width * POINT - size.0).abs() < 0.01 && (height * POINT - size.1).abs() < 0.01,
                "{id}, {name}"
            );

            let text = bare(&paper.text());
            for part in [
                unit.product_name.as_str(),
                &unit.enterprise.name,
                &unit.store.name,
                "2026-11-20 14:05",
                "限期使用日期：2026-12-20",
                &format!("净含量：{}", unit.net),
                &format!("生产批号：{}", unit.batch),
            ] {
                assert!(text.contains(&bare(part)), "{id}, {name}: {part} is not in {text}");
            }
            assert_eq!(paper.scanned(), unit.code_content, "{id}, {name}");
        }
        Paper::new(&made(&label(), id).unwrap()).assert_sound();
    }
}

#[test]
fn the_ordinary_label_carries_the_whole_of_a_plain_unit() {
    let paper = Paper::new(&made(&label(), ORDINARY).unwrap());
    let text = bare(&paper.text());
    // In this order: what is read out is what is read.
    let mut from = 0;
    for part in [
        "产品名称：演示保湿舒缓精华",
        "限期使用日期：2026-12-20",
        "净含量：12.5g",
        "生产批号：T261120-0031",
        "编号：JN01-261120-0031",
        "演示保湿精华液鲁G妆网备字2026000001批号A261100160%",
        "演示舒缓乳液鲁G妆网备字2026000002批号B261100240%",
        "备案人：演示化妆品有限公司",
        "地址：山东省济南市演示路1号",
        "经营场所：演示济南一店",
        "地址：济南市历下区演示街8号",
        "服务时间：2026-11-2014:05",
        "注意：请在30天内用完；如有不适请停用",
        "0531-00000000",
        "操作C07质安Q02",
        "其余见使用须知",
    ] {
        let at = text[from..].find(part).unwrap_or_else(|| panic!("{part} does not follow in {text}"));
        from += at + part.len();
    }
}

#[test]
fn what_has_no_room_gives_way_in_order_and_what_is_required_never_does() {
    let mut unit = label();
    unit.components = (1..=5)
        .map(|n| {
            component(
                &format!("演示名称相当长的保湿修护精华乳液第{n}号"),
                "鲁G妆网备字2026000001",
                &format!("LOT-2026-{n}"),
                2_000,
            )
        })
        .collect();
    let items = printed_items(&unit, &template(ORDINARY), typeface()).unwrap();
    assert!(!items.contains(&Item::Components));
    for required in [
        Item::ProductName,
        Item::Enterprise,
        Item::Store,
        Item::ServiceTime,
        Item::NetContent,
        Item::Batch,
        Item::UseBy,
    ] {
        assert!(items.contains(&required), "{required:?}");
    }
    let plain = printed_items(&label(), &template(ORDINARY), typeface()).unwrap();
    assert!(plain.contains(&Item::Components) && !plain.contains(&Item::ComponentShares));
}

/// The template with only what it printed and `also`, each of them required: whether the unit fits on it.
fn would_fit(unit: &Label, id: &str, printed: &[Item], also: Item) -> bool {
    let mut every = template(id);
    every.items.retain(|rule| printed.contains(&rule.item) || rule.item == also);
    for rule in &mut every.items {
        rule.presence = Presence::Always;
        rule.instead_of = None;
    }
    printed_items(unit, &every, typeface()).is_ok()
}

#[test]
fn a_large_item_that_gives_way_leaves_its_room_to_the_small_ones_before_it() {
    let mut unit = label();
    let long = "初次使用请先在耳后试用，如发生红肿、刺痛请立即停用并以清水冲洗";
    unit.warnings = vec![long.repeat(3)];
    let items = printed_items(&unit, &template(ORDINARY), typeface()).unwrap();
    // The codes gave way first, and have room again since 所用产品 gave way in full.
    assert!(items.contains(&Item::StaffCodes) && !items.contains(&Item::Components), "{items:?}");
    unit.warnings = vec![long.repeat(8)];
    let items = printed_items(&unit, &template(ORDINARY), typeface()).unwrap();
    assert!(!items.contains(&Item::Warning), "no room for it: {items:?}");
    // All three gave way before it, and had room again once it was gone.
    for small in [Item::StaffCodes, Item::Components, Item::Phone] {
        assert!(items.contains(&small), "{small:?} came back: {items:?}");
    }
    // 所用产品 and its short form never stand side by side.
    assert!(!items.contains(&Item::ComponentShares));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_left_out_that_would_have_fitted(
        name in "[演示保湿舒缓修护精华]{4,24}",
        parts in 1_usize..=5,
        warning in 0_usize..60,
        phone in prop::bool::ANY,
    ) {
        let mut unit = label();
        let share = 10_000 / u32::try_from(parts).unwrap();
        unit.components = (0..parts).map(|n| component(&name, "鲁G妆网备字2026000001", &format!("L{n}"), share)).collect();
        unit.components[0].share = 10_000 - share * (u32::try_from(parts).unwrap() - 1);
        unit.warnings = if warning == 0 { vec![] } else { vec!["演示".repeat(warning)] };
        if !phone { unit.phone = String::new(); }
        let rules = template(ORDINARY);
        if let Ok(printed) = printed_items(&unit, &rules, typeface()) {
            let optional = rules.items.iter().filter(|rule| rule.presence == Presence::IfRoom);
            let has = |item: Item| match item {
                Item::Warning => warning > 0,
                Item::Phone => phone,
                Item::ComponentShares => !printed.contains(&Item::Components),
                _ => true,
            };
            for rule in optional.filter(|rule| !printed.contains(&rule.item) && has(rule.item)) {
                // In the place of its short form, where that stands.
                let beside: Vec<Item> = printed.iter().copied()
                    .filter(|item| !(rule.item == Item::Components && *item == Item::ComponentShares)).collect();
                prop_assert!(!would_fit(&unit, ORDINARY, &beside, rule.item), "{:?} has room beside {printed:?}", rule.item);
            }
        }
    }
}

/// Ink heights on paper: the label is rasterised at 1200 dpi, and each connected shape of ink in a word is measured.
#[test]
fn characters_have_their_legal_heights_on_paper() {
    for (id, net, least_net) in [
        (SMALL, 12_500, 2.0),
        (ORDINARY, 12_500, 2.0),
        (FULL, 50_000, 2.0),
        (FULL, 88_000, 3.0),
        (FULL, 250_000, 4.0),
    ] {
        let mut unit = label();
        // The batch is in the smallest size.
        unit.batch = "国1234567890ABC国".to_owned();
        unit.net = NetContent(net);
        let paper = Paper::new(&made(&unit, id).unwrap());
        let raster = paper.raster(1200);
        let words = paper.words().swap_remove(0);
        let heights_of = |wanted: &str| {
            let word = words.iter().find(|word| word.text.contains(wanted));
            let word = word.unwrap_or_else(|| {
                panic!("{wanted} on {id}: {:?}", words.iter().map(|word| &word.text).collect::<Vec<_>>())
            });
            word.shapes(&raster)
        };
        let mut batch = heights_of("1234567890ABC");
        assert_eq!(batch.len(), 13, "{id}: {batch:?}");
        // The frame of 国; what it encloses is a shape of its own.
        let ideograph = words.iter().find(|word| word.text == "国").expect("国 stands alone").shapes(&raster);
        let ideograph = ideograph.into_iter().fold(0.0, f64::max);
        batch.push(ideograph);
        let lowest = batch.iter().copied().fold(f64::MAX, f64::min);
        assert!(lowest >= 1.8, "{id}: {lowest} mm in {batch:?}");
        let number = unit.net.to_string();
        let figures = heights_of(number.split_once(' ').unwrap().0);
        let lowest = figures.iter().copied().fold(f64::MAX, f64::min);
        assert!(lowest >= least_net, "{id}: the net content's lowest figure is {lowest} mm, not {least_net}");
    }
}

#[test]
fn no_ink_lies_outside_the_margins() {
    for id in [ORDINARY, SMALL, FULL] {
        let margin = f64::from(template(id).medium.margin_mm) - 0.05;
        for (name, unit) in units().into_iter().take(6) {
            let raster = Paper::new(&made(&unit, id).unwrap()).raster(600);
            let (left, top, right, bottom) = raster.ink((0, 0, raster.width, raster.height)).unwrap();
            let free = [left, top, raster.width - 1 - right, raster.height - 1 - bottom]
                .map(|pixels| raster.mm(pixels));
            assert!(free.iter().all(|side| *side >= margin), "{id}, {name}: {free:?}");
        }
    }
}

#[test]
fn each_required_item_that_is_missing_is_named() {
    let cases: [Case<Label>; 8] = [
        ("产品名称", |label| label.product_name.clear()),
        ("备案人名称", |label| label.enterprise.name = "  ".to_owned()),
        ("备案人地址", |label| label.enterprise.address.clear()),
        ("经营场所名称", |label| label.store.name.clear()),
        ("经营场所地址", |label| label.store.address.clear()),
        ("生产批号", |label| label.batch.clear()),
        ("编号", |label| label.unit_number.clear()),
        ("二维码", |label| label.code_content.clear()),
    ];
    for (item, take_away) in cases {
        let mut unit = label();
        take_away(&mut unit);
        assert_eq!(made(&unit, ORDINARY).unwrap_err(), Refusal::MissingItem { item });
    }
    let full: [Case<Label>; 9] = [
        ("生产企业名称", |label| label.producer.name.clear()),
        ("生产企业地址", |label| label.producer.address.clear()),
        ("生产许可证编号", |label| label.producer_licence.clear()),
        ("执行标准编号", |label| label.standard.clear()),
        ("成分", |label| label.components[1].ingredients.clear()),
        ("使用方法", |label| label.usage.clear()),
        ("注意", |label| label.warnings.clear()),
        ("操作人员与质量安全员代码", |label| label.officer_code.clear()),
        ("投诉与不良反应电话", |label| label.phone.clear()),
    ];
    for (item, take_away) in full {
        let mut unit = label();
        take_away(&mut unit);
        assert_eq!(made(&unit, FULL).unwrap_err(), Refusal::MissingItem { item });
    }
    let components: [Case<Label>; 4] = [
        ("所用产品", |label| label.components.clear()),
        ("所用产品名称", |label| label.components[0].name.clear()),
        ("所用产品备案编号", |label| label.components[1].filing_number.clear()),
        ("所用产品批号", |label| label.components[1].lot.clear()),
    ];
    for (item, take_away) in components {
        for id in [SMALL, ORDINARY, FULL] {
            let mut unit = label();
            take_away(&mut unit);
            assert_eq!(made(&unit, id).unwrap_err(), Refusal::MissingItem { item });
        }
    }
}

#[test]
fn a_character_that_the_typeface_lacks_is_named_with_its_item() {
    for character in ['𠮷', '😀', '\u{200B}', '\u{0}', '\u{FFFD}', '한'] {
        let mut unit = label();
        unit.store.name.push(character);
        unit.store.name.push('店');
        let refusal = made(&unit, SMALL).unwrap_err();
        assert_eq!(refusal, Refusal::MissingGlyph { item: "经营场所名称", character });
        assert_eq!(refusal.code(), "document_glyph_missing");
    }
}

#[test]
fn what_cannot_fit_is_named_and_never_shrunk() {
    let long = |times: usize| "演示很长的名称".repeat(times);
    let mut unit = label();
    unit.product_name = long(40);
    assert_eq!(
        made(&unit, ORDINARY).unwrap_err(),
        Refusal::DoesNotFit { item: "产品名称", medium: "60×40 mm".to_owned() }
    );
    let mut unit = label();
    unit.enterprise.name = long(8);
    assert_eq!(made(&unit, SMALL).unwrap_err().code(), "document_does_not_fit");
    let mut unit = label();
    unit.code_content = "0123456789abcdef".repeat(30);
    assert_eq!(made(&unit, SMALL).unwrap_err(), Refusal::CodeTooDense { medium: "40×30 mm".to_owned() });
}

#[test]
fn above_15_g_nothing_is_left_to_the_notice() {
    let mut unit = label();
    unit.net = NetContent(15_001);
    assert_eq!(made(&unit, SMALL).unwrap_err(), Refusal::NotSmallPack { net: "15.001 g".to_owned() });
    assert_eq!(made(&unit, ORDINARY).unwrap_err().code(), "document_does_not_fit");
    let text = bare(&Paper::new(&made(&unit, FULL).unwrap()).text());
    assert!(
        text.contains(
            "成分：演示保湿精华液：水、甘油、丁二醇、烟酰胺、透明质酸钠。其他微量成分：苯氧乙醇、EDTA二钠"
        ),
        "{text}"
    );
}

#[test]
fn values_that_cannot_be_true_together_make_no_label() {
    let cases: [Case<Label>; 4] = [
        ("净含量", |label| label.net = NetContent(0)),
        ("所用产品", |label| label.components[0].share = 5_999),
        ("所用产品", |label| label.components[0].share = u32::MAX),
        ("限期使用日期", |label| label.use_by = chrono::NaiveDate::from_ymd_opt(2026, 11, 19).unwrap()),
    ];
    for (wrong, change) in cases {
        let mut unit = label();
        change(&mut unit);
        let refusal = made(&unit, ORDINARY).unwrap_err();
        assert!(matches!(refusal, Refusal::Invalid { item, .. } if item == wrong), "{refusal:?}");
    }
}

#[test]
fn the_same_values_give_the_same_bytes() {
    for id in [ORDINARY, SMALL, FULL] {
        let first = made(&label(), id).unwrap();
        assert_eq!(first, made(&label(), id).unwrap());
        let mut other = label();
        other.batch.push('X');
        assert_ne!(first, made(&other, id).unwrap());
    }
}

#[test]
fn a_label_is_small() {
    let bytes = made(&label(), ORDINARY).unwrap();
    assert!(bytes.len() <= 21 * 1024, "{} bytes with some 110 different characters", bytes.len());
    let bytes = made(&label(), SMALL).unwrap();
    assert!(bytes.len() <= 15 * 1024, "{} bytes", bytes.len());
}

#[test]
fn a_broken_template_does_not_load() {
    let good = include_str!("../../../assets/label-templates/label-60x40.toml");
    for (name, from, to) in [
        ("below the least height", "height_mm = 1.8", "height_mm = 1.7"),
        ("unknown item", "item = \"phone\"", "item = \"fax\""),
        ("twice the same item", "item = \"phone\"", "item = \"warning\""),
        ("no size", "width_mm = 60", "width_mm = nan"),
        ("a code that does not fit", "side_mm = 19", "side_mm = 60"),
        ("an unreadable code", "module_mm = 0.45", "module_mm = 0.3"),
        (
            "a core item made optional",
            "item = \"use_by\"\nguide = \"限期使用日期：\"\nheight_mm = 2.2\npresence = \"always\"",
            "item = \"use_by\"\nguide = \"限期使用日期：\"\nheight_mm = 2.2\npresence = \"if_room\"",
        ),
        ("an unknown field", "version = 1", "version = 1\ncolour = 1"),
    ] {
        assert!(good.contains(from), "{name}");
        let refusal = documents::LabelTemplate::parse(&good.replacen(from, to, 1)).unwrap_err();
        assert_eq!(refusal.code(), "label_template_unusable", "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever is typed: it is refused by name, or all of it is on the paper.
    #[test]
    fn random_texts_are_refused_or_wholly_there(
        name in "[A-Za-z0-9 ,.;%()《》（），。、：；“”保湿舒缓精华乳液面霜水油-]{1,60}",
        store in "(\\PC|[演示济南店号一二三]){1,40}",
        address in "[山东省济南市历下区演示街0-9号A-Z-]{1,50}",
    ) {
        let unit = Label {
            product_name: name,
            store: Party { name: store, address },
            ..label()
        };
        // pdftotext takes a hyphen at the end of a line for a broken word and leaves it out: hyphens are not compared.
        let bare = |text: &str| bare(text).replace(['-', '‐'], "");
        for id in [SMALL, ORDINARY, FULL] {
            let Ok(bytes) = made(&unit, id) else { continue };
            let text = bare(&Paper::new(&bytes).text());
            prop_assert!(text.contains(&bare(&unit.product_name)), "{}: {:?} is not in {}", id, unit.product_name, text);
            prop_assert!(text.contains(&bare(&unit.store.name)), "{}: {:?} is not in {}", id, unit.store.name, text);
            if id != SMALL {
                prop_assert!(text.contains(&bare(&unit.store.address)), "{}: {:?} is not in {}", id, unit.store.address, text);
            }
        }
    }
}
