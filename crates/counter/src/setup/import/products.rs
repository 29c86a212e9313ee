//! The product catalogue as a table, one row a product. It refuses rows without a filing number or a Chinese
//! ingredient list: neither can be blended or labelled.

use domain::filing::{FilingError, FilingNumber};
use domain::merged::is_formula;
use domain::stock::{Exclusion, Ingredient, Product, name_key};

use super::super::fields::{self, Why, why};
use super::columns::Column;
use super::line::{Line, Titles};
use super::units::Holds;
use super::values;

const fn column(
    name: &'static str,
    also: &'static [&'static str],
    required: bool,
    holds: Holds,
    example: &'static str,
) -> Column {
    Column { name, also, required, holds, example }
}

pub(super) const COLUMNS: &[Column] = &[
    column(
        "产品编号",
        &["编号", "产品编码", "商品编码", "货号", "sku", "product id", "id", "code"],
        true,
        Holds::Code,
        "示例-P01",
    ),
    column(
        "产品名称",
        &["中文名称", "名称", "品名", "商品名称", "product name", "name", "product"],
        true,
        Holds::Text,
        "保湿面霜",
    ),
    column(
        "备案编号",
        &[
            "备案号",
            "注册备案编号",
            "备案/注册编号",
            "批准文号",
            "注册证号",
            "filing number",
            "filing",
            "number",
        ],
        true,
        Holds::Code,
        "鲁G妆网备字2024000001",
    ),
    column(
        "备案人",
        &["注册人备案人", "注册人/备案人", "备案人名称", "filer"],
        true,
        Holds::Text,
        "某某化妆品有限公司",
    ),
    column(
        "生产企业",
        &["生产厂家", "生产商", "制造商", "受托生产企业", "maker", "manufacturer"],
        true,
        Holds::Text,
        "某某化妆品有限公司",
    ),
    column(
        "生产许可证编号",
        &["生产许可证", "许可证编号", "化妆品生产许可证编号", "licence", "license"],
        false,
        Holds::Code,
        "鲁妆20240001",
    ),
    column(
        "执行标准",
        &["执行标准编号", "产品执行标准", "产品执行的标准编号", "标准编号", "standard"],
        true,
        Holds::Code,
        "鲁Q/ABC001-2024",
    ),
    column("分类编码", &["产品分类编码", "分类", "classification"], true, Holds::Code, "11-05-03-01-02"),
    column("不适用情形", &["排除情形", "exclusions"], false, Holds::Text, "无"),
    column("备案有效", &["备案状态", "状态", "active", "status"], false, Holds::Text, "是"),
    column("蜡基", &["蜡基类", "是否蜡基", "wax"], false, Holds::Text, "否"),
    column(
        "开封后期限",
        &["开封后使用期限", "开封后保质期", "pao", "period after opening", "after opening"],
        true,
        Holds::Period,
        "12个月",
    ),
    column(
        "警示语",
        &["警示用语", "安全警示用语", "注意事项", "warnings"],
        false,
        Holds::Text,
        "避免接触眼睛",
    ),
    column(
        "使用方法",
        &["用法", "使用说明", "usage", "directions"],
        true,
        Holds::Text,
        "洁面后取适量涂抹于面部",
    ),
    column(
        "全成分",
        &["成分", "成分表", "配料", "ingredients", "ingredient"],
        true,
        Holds::Text,
        "水|WATER；甘油|GLYCERIN；其他微量成分：透明质酸钠|SODIUM HYALURONATE",
    ),
    column(
        CONTENTS,
        &["含量", "各成分含量", "配方含量", "百分含量", "contents", "percentages"],
        false,
        Holds::Text,
        "水=84.95%；甘油=15%；透明质酸钠=0.05%",
    ),
];

/// A row is about a product.
pub(super) const TITLES: Titles = &[&["产品名称", "产品编号"]];

pub(super) fn read(line: &mut Line) -> Option<Product> {
    let text = |most| move |typed: &str| fields::text(typed, most);
    let id = line.need("产品编号", fields::id);
    let name = line.need("产品名称", text(100));
    let filing = line.need("备案编号", filing);
    let filer = line.need("备案人", text(100));
    let maker = line.need("生产企业", text(100));
    let licence = line.may("生产许可证编号", fields::licence);
    let standard = line.need("执行标准", text(60));
    let classification = line.need("分类编码", text(60));
    let exclusions = line.certify("不适用情形", exclusions).unwrap_or_default();
    let active = line.certify("备案有效", values::yes_no).unwrap_or(false);
    let wax = line.certify("蜡基", values::yes_no).unwrap_or(false);
    let after_opening = line.need("开封后期限", values::period);
    let warnings = line.text("警示语").map(values::sentences).unwrap_or_default();
    let usage = line.need("使用方法", |typed| fields::text(&typed.replace(['\r', '\n'], " "), 500));
    let ingredients = line.need("全成分", ingredients);
    let ingredients = match (ingredients, line.text(CONTENTS).map(str::to_owned)) {
        (Some(ingredients), Some(typed)) => line.take(CONTENTS, formula(ingredients, &typed)),
        (ingredients, _) => ingredients,
    };
    Some(Product {
        id: id?,
        name: name?,
        filing: filing?,
        filer: filer?,
        maker: maker?,
        licence,
        standard: standard?,
        classification: classification?,
        exclusions,
        ingredients: ingredients?,
        active,
        wax,
        after_opening: after_opening?,
        warnings,
        usage: usage?,
    })
}

fn filing(typed: &str) -> Result<FilingNumber, Why> {
    FilingNumber::parse(typed).map_err(|error| {
        let en = match &error {
            FilingError::Unknown(_) => "not a filing or registration number",
            FilingError::Province(..) => "no such province in the filing number",
            FilingError::Digits(..) => "the filing number has the wrong count of digits",
        };
        why(error.to_string(), en)
    })
}

/// What a table has to say of a product that is new: nothing of it is taken for granted.
pub(super) const CERTIFIED: [&str; 3] = ["不适用情形", "备案有效", "蜡基"];

fn exclusions(typed: &str) -> Result<Vec<Exclusion>, Why> {
    if ["无", "否", "none", "no"].contains(&typed.trim().to_lowercase().as_str()) {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for item in typed.split(['；', ';', '、', ',', '，', '|']).map(str::trim).filter(|item| !item.is_empty())
    {
        let words: [(Exclusion, &[&str]); 4] = [
            (Exclusion::Child, &["儿童", "child"]),
            (Exclusion::EyeCare, &["眼", "eye"]),
            (Exclusion::NewIngredient, &["新原料", "new_ingredient", "new ingredient"]),
            (Exclusion::SpecialFunction, &["特殊", "special"]),
        ];
        let lower = item.to_lowercase();
        let known = words.iter().find(|(_, words)| words.iter().any(|word| lower.contains(word)));
        let (exclusion, _) = known.ok_or_else(|| {
            why(
                "须为 无，或者 儿童、眼部、新原料、特殊功效 中的一项或多项",
                "none, or child, eye, new ingredient, special function",
            )
        })?;
        found.push(*exclusion);
    }
    Ok(found)
}

/// The column of a formula: the content of each ingredient.
const CONTENTS: &str = "成分含量";

/// What the label rules put before ingredients of at most 0.1 % (标签管理办法 第十二条).
const TRACE: &str = "其他微量成分";

/// The filed order, between semicolons, else between 、, else between commas that stand in no number (`1,2-己二醇`).
/// Each is `中文名|INCI`, `中文名(INCI)` or the Chinese name alone.
fn ingredients(typed: &str) -> Result<Vec<Ingredient>, Why> {
    let trace = typed.find(TRACE);
    let (before, after) = typed.split_at(trace.unwrap_or(typed.len()));
    let after = after.trim_start_matches(TRACE).trim_start_matches([':', '：', ' ']);
    let mut found: Vec<Ingredient> = Vec::new();
    for (part, trace) in [(before, false), (after, true)] {
        found.extend(items(part).into_iter().map(|item| ingredient(&item, trace)));
    }
    if found.is_empty() {
        return Err(why("必填", "is required"));
    }
    if found.len() > 300
        || found.iter().any(|one| one.chinese.is_empty() || one.chinese.chars().count() > 200)
    {
        return Err(why(
            "成分须逐个以「；」分隔，每个写中文标准名称，可加「|INCI 名称」",
            "separate ingredients by semicolons, each with its Chinese name",
        ));
    }
    if !found.iter().any(|one| one.chinese.chars().any(is_chinese)) {
        return Err(why(
            "成分须写中文标准名称，不能只有 INCI 名称",
            "Chinese names are needed, not INCI alone",
        ));
    }
    Ok(found)
}

/// The contents of a formula, each ingredient's by its Chinese name: all of them and to the last part, or none is taken, for a
/// blend's list in descending order is only as true as its least known content (标签管理办法 第十二条).
fn formula(mut ingredients: Vec<Ingredient>, typed: &str) -> Result<Vec<Ingredient>, Why> {
    for item in values::list(typed) {
        let wrong = || why("须为「成分=百分数」，例如 水=62.5%", "ingredient=percentage, such as 水=62.5%");
        let (name, content) = item.rsplit_once(['=', '＝']).ok_or_else(wrong)?;
        let key = name_key(name);
        let known = ingredients.iter_mut().find(|one| name_key(&one.chinese) == key);
        let Some(one) = known.filter(|one| one.content.is_none()) else {
            let zh = format!("「{}」不在全成分中，或写了两次", name.trim());
            return Err(why(zh, format!("“{}” is no ingredient of the list, or stands twice", name.trim())));
        };
        one.content = Some(values::millionths(content)?);
    }
    if let Some(missing) = ingredients.iter().find(|one| one.content.is_none()) {
        let zh = format!("缺少「{}」的含量：须逐个写全，或整栏留空", missing.chinese);
        return Err(why(zh, format!("no content of “{}”: give all of them or none", missing.chinese)));
    }
    if !is_formula(&ingredients) {
        return Err(why("各成分含量之和须恰为 100%", "the contents must add up to exactly 100 %"));
    }
    Ok(ingredients)
}

fn items(part: &str) -> Vec<String> {
    let strong = ['；', ';', '\n'];
    let cut: Vec<&str> = if part.contains(strong) {
        part.split(strong).collect()
    } else if part.contains('、') {
        part.split('、').collect()
    } else {
        let in_number = |at: usize, mark: &str| {
            let (before, after) =
                (part.get(..at).unwrap_or_default(), part.get(at + mark.len()..).unwrap_or_default());
            before.ends_with(|letter: char| letter.is_ascii_digit())
                && after.starts_with(|letter: char| letter.is_ascii_digit())
        };
        let mut cut = Vec::new();
        let mut start = 0;
        for (at, mark) in part.match_indices([',', '，']) {
            if !in_number(at, mark) {
                cut.push(part.get(start..at).unwrap_or_default());
                start = at + mark.len();
            }
        }
        cut.push(part.get(start..).unwrap_or_default());
        cut
    };
    let item = |item: &str| item.trim().trim_end_matches(['。', '.']).trim().to_owned();
    cut.into_iter().map(item).filter(|item| !item.is_empty()).collect()
}

const fn is_chinese(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9FFF}')
}

fn ingredient(item: &str, trace: bool) -> Ingredient {
    if let Some((chinese, inci)) = item.split_once(['|', '｜']) {
        return Ingredient {
            chinese: chinese.trim().to_owned(),
            inci: inci.trim().to_owned(),
            trace,
            content: None,
        };
    }
    // A bracket at the end that holds no Chinese is the INCI name; one in the middle belongs to the Chinese name.
    let bracket = item.strip_suffix([')', '）']).and_then(|open| {
        let at = open.rfind(['(', '（'])?;
        let inside = open.get(at..)?.trim_start_matches(['(', '（']).trim();
        let before = open.get(..at)?.trim();
        let inci =
            inside.chars().any(|letter| letter.is_ascii_alphabetic()) && !inside.chars().any(is_chinese);
        (inci && before.chars().any(is_chinese)).then_some((before, inside))
    });
    let (chinese, inci) = bracket.unwrap_or((item, ""));
    Ingredient { chinese: chinese.to_owned(), inci: inci.to_owned(), trace, content: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_known_to_the_last_part_or_not_at_all() {
        let list = || ingredients("水|WATER；1,2-己二醇；其他微量成分：香精").unwrap();
        let known = |typed: &str| {
            formula(list(), typed)
                .map(|list| list.iter().map(|one| one.content.unwrap()).collect::<Vec<u32>>())
        };
        let exact: Result<Vec<u32>, Why> = Ok(vec![949_999, 50_000, 1]);
        assert_eq!(known("水=94.9999%；1,2-己二醇=5%；香精=0.0001%"), exact);
        assert_eq!(known("香精＝0.0001％\n 1,2-己二醇 = 5.0% | 水=94.9999%"), exact, "in any order");
        for (name, typed) in [
            ("one is missing", "水=95%；1,2-己二醇=5%"),
            ("one stands twice", "水=90%；水=4.9999%；1,2-己二醇=5%；香精=0.0001%；"),
            ("one is no ingredient", "水=94.9999%；甘油=5%；香精=0.0001%"),
            ("a part too little", "水=94.9998%；1,2-己二醇=5%；香精=0.0001%"),
            ("a part too much", "水=95%；1,2-己二醇=5%；香精=0.0001%"),
            ("nothing of one", "水=95%；1,2-己二醇=5%；香精=0%"),
            ("percent or fraction", "水=0.949999；1,2-己二醇=0.05；香精=0.000001"),
            ("five decimals", "水=94.99991%；1,2-己二醇=5%；香精=0.00009%"),
        ] {
            assert!(known(typed).is_err(), "{name}");
        }
    }

    #[test]
    fn ingredient_lists_as_people_write_them() {
        let shown = |typed: &str| -> Vec<String> {
            let list = ingredients(typed).unwrap();
            let show = |one: Ingredient| format!("{}/{}/{}", one.chinese, one.inci, u8::from(one.trace));
            list.into_iter().map(show).collect()
        };
        for (name, typed, expected) in [
            ("label", "水、甘油、1,2-己二醇", vec!["水//0", "甘油//0", "1,2-己二醇//0"]),
            ("commas", "水，甘油,1,2-己二醇。", vec!["水//0", "甘油//0", "1,2-己二醇//0"]),
            ("a Chinese comma in a number", "水，1，2-己二醇", vec!["水//0", "1，2-己二醇//0"]),
            ("both names", "水|WATER；甘油(GLYCERIN)", vec!["水/WATER/0", "甘油/GLYCERIN/0"]),
            (
                "bracket in the middle",
                "牛油果树（BUTYROSPERMUM PARKII）果脂；水",
                vec!["牛油果树（BUTYROSPERMUM PARKII）果脂//0", "水//0"],
            ),
            ("trace", "水；其他微量成分：香精|PARFUM；苧烯", vec!["水//0", "香精/PARFUM/1", "苧烯//1"]),
            ("lines", "水\n甘油\n", vec!["水//0", "甘油//0"]),
        ] {
            assert_eq!(shown(typed), expected, "{name}");
        }
        for bad in ["", "；；", "Water, Glycerin, Dimethicone.", "其他微量成分："] {
            assert!(ingredients(bad).is_err(), "{bad:?}");
        }
    }
}
