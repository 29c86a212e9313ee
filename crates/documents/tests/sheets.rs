//! The leaflet and the plan sheet on A4, A5 and the roll, judged from outside: everything is there, inside the page, and no
//! page stands without text.

use crate::common::{Case, Paper, bare, component, label, typeface};
use chrono::NaiveDate;
use documents::{
    Format, Label, NetContent, Party, PlanComponent, PlanSheet, PlannedUseBy, Refusal, SheetPdf, notice_pdf,
    plan_pdf,
};
use proptest::prelude::*;

fn plan() -> PlanSheet {
    let component = |name: &str, filing: &str, share| PlanComponent {
        name: name.to_owned(),
        filing_number: filing.to_owned(),
        share,
    };
    PlanSheet {
        service_number: "JN01-261120-0031".to_owned(),
        served_at: chrono::DateTime::parse_from_rfc3339("2026-11-20T13:20:00+08:00").unwrap(),
        name: "演示保湿舒缓精华".to_owned(),
        needs: vec!["换季脸颊干燥，想要补水".to_owned(), "质地清爽一些".to_owned()],
        left_out: vec!["本店没有为此设计的配方（1 项）".to_owned()],
        components: vec![
            component("演示保湿精华液", "鲁G妆网备字2026000001", 6_000),
            component("演示舒缓乳液", "鲁G妆网备字2026000002", 4_000),
        ],
        net: NetContent(12_500),
        price: "¥168.00".to_owned(),
        use_by: PlannedUseBy {
            day: NaiveDate::from_ymd_opt(2026, 12, 20).unwrap(),
            decided_by: "配方 R01 调配后最长 30 天，至 2026-12-20".to_owned(),
            settled: true,
        },
        usage: "洁面后取适量，均匀涂抹于面部，轻轻按摩至吸收。".to_owned(),
        hints: vec!["请在30天内用完".to_owned(), "如有不适请停用".to_owned()],
        store: Party {
            name: "演示济南一店".to_owned(), address: "济南市历下区演示街8号".to_owned()
        },
        phone: "0531-00000000".to_owned(),
    }
}

/// Checks the paper as a file and as a sheet: its size, every word inside it, text on every page, and page numbers that
/// count. Returns the text of all pages in the order in which it was written, without white space.
fn judged(sheet: &SheetPdf, format: Format) -> (usize, String) {
    let paper = Paper::new(&sheet.pdf);
    let boxes = paper.media_boxes();
    let expected = match format {
        Format::A4 => Some((210, 297)),
        Format::A5 => Some((148, 210)),
        Format::Roll80 => None,
    };
    assert!(expected.is_none_or(|size| size == sheet.size_mm), "{format:?}: {:?}", sheet.size_mm);
    let (width, height) = sheet.size_mm;
    if format == Format::Roll80 {
        assert!(width == 80 && (30..=1000).contains(&height), "{:?}", sheet.size_mm);
    }
    let millimetres = |points: f64| points * 25.4 / 72.0;
    for (wide, high) in &boxes {
        let off =
            (millimetres(*wide) - f64::from(width)).abs() + (millimetres(*high) - f64::from(height)).abs();
        assert!(off < 0.02, "{format:?}: {wide}×{high} is not {:?}", sheet.size_mm);
    }
    let pages = paper.raw_pages();
    assert_eq!(pages.len(), boxes.len());
    for (number, text) in (1..).zip(&pages) {
        let (text, foot) = (bare(text), format!("第{number}页共{}页", boxes.len()));
        assert!(text.contains(&foot) && text.chars().count() > foot.chars().count() + 24, "{number}: {text}");
    }
    for word in paper.words().iter().flatten() {
        assert!(word.inside, "{format:?}: {} lies outside", word.text);
    }
    (pages.len(), bare(&pages.concat()))
}

#[test]
fn the_leaflet_carries_every_item_in_full_on_every_paper() {
    for format in Format::ALL {
        let sheet = notice_pdf(&label(), format, typeface()).unwrap();
        Paper::new(&sheet.pdf).assert_sound();
        let (pages, text) = judged(&sheet, format);
        assert!(pages == 1 || format == Format::A5, "{format:?}: {pages}");
        for part in [
            "使用须知",
            "演示保湿舒缓精华",
            "限期使用日期：2026-12-20",
            "生产批号：T261120-0031",
            "净含量：12.5g",
            "服务时间：2026-11-2014:05",
            "洁面后取适量",
            "1.请在30天内用完",
            "演示舒缓乳液40%备案编号鲁G妆网备字2026000002批号B2611002",
            "演示舒缓乳液：水、甘油、丁二醇、烟酰胺、透明质酸钠。其他微量成分：苯氧乙醇、EDTA二钠",
            "生产许可证编号：鲁妆20260001",
            "执行标准编号：",
            "操作C07质安Q02",
            "投诉与不良反应电话：0531-00000000",
        ] {
            assert!(text.contains(part), "{format:?}: {part} is not in {text}");
        }
    }
}

#[test]
fn the_plan_sheet_carries_what_was_chosen_on_every_paper() {
    for format in Format::ALL {
        let (pages, text) = judged(&plan_pdf(&plan(), format, typeface()).unwrap(), format);
        assert_eq!(pages, 1, "{format:?}");
        for part in [
            "化妆品个性化服务方案单",
            "服务编号：JN01-261120-0031",
            "净含量：12.5g",
            "价格：¥168.00",
            "限期使用日期：2026-12-20",
            "由配方R01调配后最长30天，至2026-12-20决定。",
            "1.换季脸颊干燥，想要补水",
            "未采纳的需求",
            "1.本店没有为此设计的配方（1项）",
            "演示保湿精华液60%备案编号鲁G妆网备字2026000001",
            "洁面后取适量",
            "2.如有不适请停用",
            "经营场所名称：演示济南一店",
            "电话：0531-00000000",
        ] {
            assert!(text.contains(part), "{format:?}: {part} is not in {text}");
        }
        assert!(!text.contains("预计"), "{text}");
    }
}

#[test]
fn before_clearance_the_use_by_day_is_an_expected_one_and_unsaid_needs_leave_no_heading() {
    let mut values = plan();
    values.use_by.settled = false;
    values.needs.clear();
    values.left_out.clear();
    values.hints.clear();
    let (_, text) = judged(&plan_pdf(&values, Format::A5, typeface()).unwrap(), Format::A5);
    assert!(text.contains("预计使用期限：2026-12-20") && text.contains("以开工核对时的计算为准"), "{text}");
    assert!(!text.contains("您的需求") && !text.contains("未采纳") && !text.contains("提示与注意"), "{text}");
}

#[test]
fn a_long_leaflet_takes_the_pages_that_it_needs() {
    let mut unit = label();
    unit.components =
        (0..5).map(|n| component(&format!("演示{n}"), "鲁G妆网备字2026000001", "L1", 2_000)).collect();
    for component in &mut unit.components {
        component.ingredients = (0..400).map(|n| format!("演示成分{n}")).collect();
    }
    for (format, least) in [(Format::A4, 4), (Format::A5, 8), (Format::Roll80, 2)] {
        let (pages, text) = judged(&notice_pdf(&unit, format, typeface()).unwrap(), format);
        assert!(pages >= least, "{format:?}: {pages} pages");
        for part in ["演示成分399。其他微量成分", "投诉与不良反应电话"] {
            assert!(text.contains(part), "{part}");
        }
    }
}

#[test]
fn nothing_in_the_leaflet_is_optional() {
    let cases: [Case<Label>; 10] = [
        ("产品名称", |label| label.product_name.clear()),
        ("编号", |label| label.unit_number.clear()),
        ("使用方法", |label| label.usage.clear()),
        ("注意", |label| label.warnings = vec![" ".to_owned()]),
        ("成分", |label| label.components[0].ingredients.clear()),
        ("备案人地址", |label| label.enterprise.address.clear()),
        ("经营场所名称", |label| label.store.name.clear()),
        ("生产许可证编号", |label| label.producer_licence.clear()),
        ("操作人员与质量安全员代码", |label| label.operator_code.clear()),
        ("投诉与不良反应电话", |label| label.phone.clear()),
    ];
    for (item, take_away) in cases {
        let mut unit = label();
        take_away(&mut unit);
        let refusal = notice_pdf(&unit, Format::A5, typeface()).unwrap_err();
        assert_eq!(refusal, Refusal::MissingItem { item });
    }
}

#[test]
fn a_plan_sheet_without_its_parts_is_refused_by_name() {
    let cases: [Case<PlanSheet>; 5] = [
        ("方案", |plan| plan.name.clear()),
        ("价格", |plan| plan.price.clear()),
        ("组成", |plan| plan.components.clear()),
        ("使用方法", |plan| plan.usage = " ".to_owned()),
        ("电话", |plan| plan.phone.clear()),
    ];
    for (item, take_away) in cases {
        let mut values = plan();
        take_away(&mut values);
        let refusal = plan_pdf(&values, Format::A5, typeface()).unwrap_err();
        assert_eq!(refusal, Refusal::MissingItem { item });
    }
}

#[test]
fn the_same_values_give_the_same_sheets() {
    for format in Format::ALL {
        assert_eq!(notice_pdf(&label(), format, typeface()), notice_pdf(&label(), format, typeface()));
        assert_eq!(plan_pdf(&plan(), format, typeface()), plan_pdf(&plan(), format, typeface()));
    }
}

/// Words as long as anybody writes them, with what breaks lines badly: long numbers, brackets, Latin words.
#[test]
fn known_formulas_make_one_list_on_label_and_leaflet() {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let mut unit = label();
    unit.ingredients = Some(documents::UnitIngredients {
        ingredients: names(&["水", "甘油", "泛醇"]),
        traces: names(&["苯氧乙醇"]),
    });
    let full = documents::label_pdf(&unit, &crate::common::template("label-100x80"), typeface()).unwrap();
    let leaflet = notice_pdf(&unit, Format::A5, typeface()).unwrap().pdf;
    for (paper, pdf) in [("label", full), ("leaflet", leaflet)] {
        let text = bare(&Paper::new(&pdf).text());
        assert!(text.contains("水、甘油、泛醇。其他微量成分：苯氧乙醇"), "{paper}: {text}");
        assert!(!text.contains("演示保湿精华液：水"), "{paper}: no list of a component beside it");
    }
    unit.ingredients = Some(documents::UnitIngredients { ingredients: vec![], traces: names(&["水"]) });
    let refused = notice_pdf(&unit, Format::A5, typeface()).unwrap_err();
    assert_eq!(refused, Refusal::MissingItem { item: "成分" });
}

#[test]
fn what_a_small_label_leaves_out_is_named_and_a_full_label_leaves_nothing() {
    let left =
        |id| documents::left_to_the_notice(&label(), &crate::common::template(id), typeface()).unwrap();
    use documents::Item::{Components, Ingredients, Producer, Usage, Warning};
    let ordinary = left("label-60x40");
    assert!([Ingredients, Producer, Usage].iter().all(|item| ordinary.contains(item)), "{ordinary:?}");
    assert!(!ordinary.contains(&Components) && !ordinary.contains(&Warning), "{ordinary:?}");
    assert!(left("label-40x30").contains(&Components));
    assert_eq!(left("label-100x80"), []);
}

/// SHA-256 of a paper.
/// Labels that were issued are made again and compared with these words.
#[test]
fn a_unit_whose_formulas_are_not_known_says_what_it_always_said() {
    let said =
        documents::label_words(&label(), &crate::common::template("label-100x80"), typeface()).unwrap();
    assert_eq!(
        said,
        concat!(
            "产品名称：演示保湿舒缓精华限期使用日期：2026-12-20净含量：12.5g生产批号：T26112",
            "0-0031编号：JN01-261120-0031所用产品：演示保湿精华液鲁G妆网备字2026000",
            "001批号A261100160%；演示舒缓乳液鲁G妆网备字2026000002批号B26110024",
            "0%备案人：演示化妆品有限公司地址：山东省济南市演示路1号经营场所：演示济南一店地址：济南市历下区演",
            "示街8号生产企业：演示化妆品有限公司地址：山东省济南市演示路1号生产许可证编号：鲁妆20260001",
            "执行标准编号：鲁G妆网备字2026000001成分：演示保湿精华液：水、甘油、丁二醇、烟酰胺、透明质",
            "酸钠。其他微量成分：苯氧乙醇、EDTA二钠；演示舒缓乳液：水、甘油、丁二醇、烟酰胺、透明质酸钠。其他",
            "微量成分：苯氧乙醇、EDTA二钠使用方法：洁面后取适量，均匀涂抹于面部，轻轻按摩至吸收。服务时间：2",
            "026-11-2014:05注意：请在30天内用完；如有不适请停用投诉：0531-00000000操",
            "作C07质安Q02JN01-261120-0031",
        )
    );
}

fn words(longest: usize) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[水油保湿精华乳液舒缓面部轻柔]{1,9}",
        1 => "[A-Z]{1,12}",
        1 => "[0-9]{1,18}",
        1 => "（[净含量]{1,4}）|、|，|。|-|/",
    ];
    proptest::collection::vec(piece, 1..longest).prop_map(|pieces| format!("演示{}", pieces.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_said_is_all_there_and_inside_the_page(
        usage in words(60),
        hints in proptest::collection::vec(words(25), 1..12),
        names in proptest::collection::vec(words(8), 1..5),
        address in words(20),
        needs in proptest::collection::vec(words(12), 0..6),
    ) {
        let (mut unit, mut sheet) = (label(), plan());
        let share = 10_000 / u32::try_from(names.len()).unwrap();
        let first = 10_000 - share * (u32::try_from(names.len()).unwrap() - 1);
        let shares = std::iter::once(first).chain(std::iter::repeat(share));
        unit.components = names
            .iter()
            .zip(shares)
            .map(|(name, share)| component(name, "鲁G妆网备字2026000001", "L1", share))
            .collect();
        (unit.usage, unit.warnings, unit.store.address) = (usage.clone(), hints.clone(), address.clone());
        (sheet.usage, sheet.hints, sheet.store.address, sheet.needs) = (usage.clone(), hints, address, needs);
        for format in Format::ALL {
            for made in [notice_pdf(&unit, format, typeface()), plan_pdf(&sheet, format, typeface())] {
                let (pages, text) = judged(&made.unwrap(), format);
                // What a page turn parts has the foot in between.
                let text = (1..=pages).fold(text, |text, page| {
                    text.replace(&format!("JN01-261120-0031第{page}页共{pages}页"), "")
                });
                let text = text.replace("服务编号服务编号", "服务编号");
                prop_assert!(text.contains(&bare(&usage)) || pages > 1, "{format:?}: {usage} is not in {text}");
                for warning in &unit.warnings {
                    let there = text.contains(&bare(warning)) || pages > 1;
                    prop_assert!(there, "{format:?}: {warning} is not in {text}");
                }
            }
        }
    }
}
