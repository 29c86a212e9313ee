//! Tables as a store would write them: products and recipes of the domain as rows, rows as CSV and as a workbook.
#![allow(dead_code, missing_docs, reason = "each test binary uses a part of it")]

use std::io::{Cursor, Write as _};

use domain::period::Period;
use domain::quantity::{Fen, Milligrams};
use domain::recipe::Recipe;
use domain::skin::{Metric, SkinType};
use domain::stock::{Exclusion, Ingredient, Product};
use words::Worded as _;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub fn csv(rows: &[Vec<String>]) -> Vec<u8> {
    let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    let lines = rows.iter().map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(",") + "\r\n");
    lines.collect::<String>().into_bytes()
}

pub fn xlsx(rows: &[Vec<String>]) -> Vec<u8> {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let cell = |text: &String| format!("<c t=\"inlineStr\"><is><t>{}</t></is></c>", escape(text));
    let sheet: String =
        rows.iter().map(|row| format!("<row>{}</row>", row.iter().map(cell).collect::<String>())).collect();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [
        ("xl/workbook.xml", "<workbook><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\" xmlns:r=\"r\"/></sheets></workbook>".to_owned()),
        ("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/></Relationships>".to_owned()),
        ("xl/worksheets/sheet1.xml", format!("<worksheet><sheetData>{sheet}</sheetData></worksheet>")),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub fn period(period: Period) -> String {
    match period {
        Period::Days(days) => format!("{days}天"),
        Period::Months(months) => format!("{months}个月"),
    }
}

pub fn yes(yes: bool) -> String {
    if yes { "是" } else { "否" }.to_owned()
}

pub fn ingredients(list: &[Ingredient]) -> String {
    let written = |trace: bool| {
        let of: Vec<String> = list
            .iter()
            .filter(|one| one.trace == trace)
            .map(|one| format!("{}|{}", one.chinese, one.inci))
            .collect();
        of.join("；")
    };
    let (all, trace) = (written(false), written(true));
    if trace.is_empty() { all } else { format!("{all}；其他微量成分：{trace}") }
}

pub fn product_rows(products: &[Product], headings: [&str; 16]) -> Vec<Vec<String>> {
    let exclusion = |one: &Exclusion| match one {
        Exclusion::Child => "儿童化妆品",
        Exclusion::EyeCare => "眼部护肤类",
        Exclusion::NewIngredient => "新原料",
        Exclusion::SpecialFunction => "特殊功效",
    };
    let mut rows = vec![headings.map(str::to_owned).to_vec()];
    rows.extend(products.iter().map(|one| {
        vec![
            ingredients(&one.ingredients),
            one.id.to_string(),
            one.name.clone(),
            one.filing.to_string(),
            one.filer.clone(),
            one.maker.clone(),
            one.licence.as_ref().map(|licence| licence.as_str().to_owned()).unwrap_or_default(),
            one.standard.clone(),
            one.classification.clone(),
            if one.exclusions.is_empty() {
                "无".to_owned()
            } else {
                one.exclusions.iter().map(exclusion).collect::<Vec<_>>().join("、")
            },
            yes(one.active),
            yes(one.wax),
            period(one.after_opening),
            one.warnings.join("|"),
            one.usage.clone(),
            formula(&one.ingredients),
        ]
    }));
    rows
}

/// The contents of a formula; empty where they are not known.
pub fn formula(list: &[Ingredient]) -> String {
    let content = |one: &Ingredient| {
        one.content.map(|ppm| format!("{}={}.{:04}%", one.chinese, ppm / 10_000, ppm % 10_000))
    };
    list.iter().map(content).collect::<Option<Vec<_>>>().map(|all| all.join("；")).unwrap_or_default()
}

pub const CHINESE: [&str; 16] = [
    "全成分",
    "产品编号",
    "产品名称",
    "备案编号",
    "备案人",
    "生产企业",
    "生产许可证编号",
    "执行标准",
    "分类编码",
    "不适用情形",
    "备案有效",
    "蜡基",
    "开封后期限",
    "警示语",
    "使用方法",
    "成分含量",
];
pub const OTHER: [&str; 16] = [
    "Ingredients",
    " SKU ",
    "Product Name",
    "Filing_Number",
    "注册人/备案人",
    "生产厂家",
    "Licence",
    "执行标准编号",
    "Classification",
    "Exclusions",
    "备案状态",
    "WAX",
    "PAO（月）",
    "注意事项",
    "用法",
    "Percentages",
];

/// What keeps somebody from a recipe, or the word for nothing.
fn or_none(said: String) -> String {
    if said.is_empty() { "无".to_owned() } else { said }
}

pub fn recipe_rows(recipes: &[Recipe]) -> Vec<Vec<String>> {
    let heads = [
        "配方编号",
        "版本",
        "配方名称",
        "服务类型",
        "产品编号",
        "份额",
        "允许偏差",
        "最小偏差",
        "保存期限",
        "规格与价格",
        "使用方法",
        "提示",
        "安全评估",
        "已批准",
        "温度",
        "湿度",
        "适用指标",
        "适用需求",
        "适用肤质",
        "最低年龄",
        "孕哺禁用",
        "禁用指标",
        "禁用肤质",
    ];
    let kinds = |types: &[SkinType]| types.iter().map(|kind| kind.zh()).collect::<Vec<_>>().join("；");
    let tenths = |low: i32, high: i32| format!("{}.{}-{}.{}", low / 10, low % 10, high / 10, high % 10);
    let mut rows = vec![heads.map(str::to_owned).to_vec()];
    for one in recipes {
        for (index, component) in one.components.iter().enumerate() {
            let first = |text: String| if index == 0 { text } else { String::new() };
            let of_metric = |(metric, weight): &(Metric, u16)| format!("{}={weight}", metric.zh());
            let size = |(size, price): &(Milligrams, Fen)| {
                format!("{}mg={}.{:02}", size.0, price.0 / 100, price.0 % 100)
            };
            let (low, high) = one.climate.temperature;
            let (dry, wet) = one.climate.humidity;
            rows.push(vec![
                one.id.to_string(),
                first(one.version.to_string()),
                first(one.name.clone()),
                first(one.service.zh().to_owned()),
                component.product.to_string(),
                component.share.to_string(),
                format!("{}.{:02}%", component.tolerance.parts / 100, component.tolerance.parts % 100),
                format!("{}mg", component.tolerance.at_least.0),
                first(period(one.keeps)),
                first(one.sizes.iter().map(size).collect::<Vec<_>>().join("；")),
                first(one.usage.clone()),
                first(one.hints.join("|")),
                first(one.assessment.as_ref().map(ToString::to_string).unwrap_or_default()),
                first(yes(one.approved)),
                first(tenths(low.into(), high.into())),
                first(tenths(dry.into(), wet.into())),
                first(one.purpose.metrics.iter().map(of_metric).collect::<Vec<_>>().join("；")),
                first(
                    one.purpose
                        .concerns
                        .iter()
                        .map(|(concern, weight)| format!("{}={weight}", concern.zh()))
                        .collect::<Vec<_>>()
                        .join("；"),
                ),
                first(kinds(&one.purpose.skin_types)),
                first(or_none(one.against.under_age.map(|age| age.to_string()).unwrap_or_default())),
                first(yes(one.against.pregnancy)),
                first(or_none(
                    one.against
                        .metric_below
                        .iter()
                        .map(|(metric, score)| format!("{}<{score}", metric.zh()))
                        .collect::<Vec<_>>()
                        .join("；"),
                )),
                first(or_none(kinds(&one.against.skin_types))),
            ]);
        }
    }
    rows
}
