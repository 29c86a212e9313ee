//! Recipes as a table, one row a component: the rows of a recipe stand together, and what concerns the whole recipe is
//! said in the first of them (or the same in each). It refuses a recipe of which any row is wrong.

use domain::need::Concern;
use domain::quantity::{Milligrams, Tolerance};
use domain::recipe::{Against, Climate, Component, Purpose, Recipe, RecipeDraft, ServiceType};
use domain::skin::{Metric, SkinType};
use words::Worded as _;

use super::super::fields::{self, Why, why};
use super::columns::Column;
use super::line::{BadRow, Line, Said, Titles};
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

/// Columns that speak of the row's component; all others speak of the recipe.
const OF_COMPONENT: [&str; 5] = ["产品编号", PRODUCT_NAME, "份额", "允许偏差", "最小偏差"];

/// The name of the row's product, by which a refusal names it; the catalogue knows the name that counts.
const PRODUCT_NAME: &str = "产品名称";

/// A row is about a recipe and one product in it.
pub(super) const TITLES: Titles = &[&["配方名称", "配方编号"], &[PRODUCT_NAME, "产品编号"]];

pub(super) const COLUMNS: &[Column] = &[
    column("配方编号", &["编号", "配方编码", "recipe id", "recipe", "id"], true, Holds::Code, "示例-R01"),
    column("版本", &["version"], false, Holds::Text, "1"),
    column("配方名称", &["名称", "name", "recipe name"], true, Holds::Text, "舒缓保湿霜"),
    column("服务类型", &["类型", "service", "service type"], true, Holds::Text, "分装"),
    column(
        "产品编号",
        &["组分", "组分产品编号", "component", "product", "product id"],
        true,
        Holds::Code,
        "示例-P01",
    ),
    column(PRODUCT_NAME, &["组分名称", "品名", "product name"], false, Holds::Text, "保湿面霜"),
    column("份额", &["比例", "占比", "share"], true, Holds::Percent, "100%"),
    column("允许偏差", &["偏差", "tolerance"], false, Holds::Percent, "2%"),
    column("最小偏差", &["最小允许偏差", "least tolerance"], false, Holds::Mass, "0.02g"),
    column("保存期限", &["成品期限", "使用期限", "keeps"], true, Holds::Period, "60天"),
    column("规格与价格", &["规格", "规格价格", "sizes"], true, Holds::Sizes, "10g=168；15g=238"),
    column("使用方法", &["用法", "usage"], true, Holds::Text, "洁面后取适量涂抹于面部"),
    column("提示", &["注意事项", "hints"], false, Holds::Text, "避光阴凉处存放"),
    column("安全评估", &["安全评估报告", "assessment"], false, Holds::Code, "安评-R01"),
    column("已批准", &["批准", "approved"], false, Holds::Text, "是"),
    column("温度", &["温度范围", "temperature"], false, Holds::Degrees, "18-28"),
    column("湿度", &["湿度范围", "humidity"], false, Holds::Humidity, "30-70"),
    column("适用指标", &["指标", "metrics"], false, Holds::Text, "水分=6；屏障=8"),
    column("适用需求", &["需求", "concerns"], false, Holds::Text, "保湿=8"),
    column("适用肤质", &["肤质", "skin types"], false, Holds::Text, "干性"),
    column("最低年龄", &["年龄下限", "under age"], false, Holds::Years, "13"),
    column("孕哺禁用", &["孕期禁用", "pregnancy"], false, Holds::Text, "否"),
    column("禁用指标", &["指标过低禁用", "metric below"], false, Holds::Text, values::NONE),
    column("禁用肤质", &["不适用肤质", "against skin types"], false, Holds::Text, values::NONE),
];

/// What a table has to say of a recipe that is new: for whom it is not made, or that it is for everybody.
pub(super) const CERTIFIED: [&str; 4] = ["最低年龄", "孕哺禁用", "禁用指标", "禁用肤质"];

/// A recipe while its rows come in.
pub(super) struct Group {
    pub(super) id: String,
    /// Its rows; the first speaks of the whole recipe.
    rows: Vec<Said>,
    bad: Vec<BadRow>,
    draft: Option<RecipeDraft>,
    components: Vec<Option<Component>>,
    /// Whether the table says the version.
    versioned: bool,
}

/// A recipe, whether the table says its version, and its rows.
pub(super) type Grouped = (Recipe, bool, Vec<Said>);

impl Group {
    pub(super) fn new(id: &str, mut line: Line) -> Self {
        let draft = whole(&mut line);
        let versioned = line.text("版本").is_some();
        let components = vec![component(&mut line)];
        Self { id: id.to_owned(), rows: vec![line.said], bad: line.bad, draft, components, versioned }
    }

    /// Takes a further row of the same recipe.
    pub(super) fn take(&mut self, mut line: Line) {
        self.components.push(component(&mut line));
        let first = self.rows.first();
        for column in COLUMNS.iter().filter(|column| !OF_COMPONENT.contains(&column.name)) {
            let known = first.and_then(|first| first.text(column.name));
            if line.text(column.name).is_some_and(|text| known != Some(text)) {
                let zh = "与同一配方第一行不同：请留空或写相同内容";
                line.refuse(column.name, zh, "differs from the recipe's first row: leave it empty");
            }
        }
        self.bad.append(&mut line.bad);
        self.rows.push(line.said);
    }

    /// The recipe, or every row of it that is wrong.
    pub(super) fn finish(self) -> Result<Grouped, Vec<BadRow>> {
        let Self { rows, mut bad, draft, components, versioned, .. } = self;
        let components: Option<Vec<Component>> = components.into_iter().collect();
        let form = draft.zip(components).filter(|_| bad.is_empty());
        let Some((draft, components)) = form else { return Err(bad) };
        match Recipe::new(RecipeDraft { components, ..draft }) {
            Ok(recipe) => Ok((recipe, versioned, rows)),
            Err(error) => {
                let en = "components, shares or sizes do not fit together: shares must sum to 100 %";
                bad.extend(rows.first().map(|first| first.bad("配方编号", error.to_string(), en)));
                Err(bad)
            }
        }
    }
}

fn component(line: &mut Line) -> Option<Component> {
    let product = line.need("产品编号", fields::id);
    let share = line.need("份额", values::share);
    let parts = line.may("允许偏差", values::parts).unwrap_or(200);
    let at_least = line.may("最小偏差", values::mass).unwrap_or(Milligrams(20));
    if parts > 1_000 || at_least.0 > 1_000 {
        line.refuse("允许偏差", "允许偏差最多 10%，最小偏差最多 1 g", "10 % and 1 g at most");
    }
    Some(Component { product: product?, share: share?, tolerance: Tolerance { parts, at_least } })
}

fn whole(line: &mut Line) -> Option<RecipeDraft> {
    let id = line.need("配方编号", fields::id);
    let version = line.may("版本", |typed| values::count(typed, 1..=9_999, Holds::Text)).unwrap_or(1);
    let name = line.need("配方名称", |typed| fields::text(typed, 60));
    let service = line.need("服务类型", service);
    let keeps = line.need("保存期限", values::period);
    let sizes = line.need("规格与价格", sizes);
    let usage = line.need("使用方法", |typed| fields::text(&typed.replace(['\r', '\n'], " "), 200));
    let hints = line.text("提示").map(values::sentences).unwrap_or_default();
    let assessment = line.may("安全评估", fields::id);
    let approved = line.may("已批准", values::yes_no).unwrap_or(false);
    let temperature = line.may("温度", |typed| values::tenths(typed, 600)).unwrap_or((180, 280));
    let humidity = line.may("湿度", |typed| values::tenths(typed, 1_000)).unwrap_or((300, 700));
    let metrics = line.may("适用指标", |typed| values::pairs(typed, 100, metric)).unwrap_or_default();
    let concerns = line.may("适用需求", |typed| values::pairs(typed, 100, concern)).unwrap_or_default();
    let for_types = line.may("适用肤质", skin_types).unwrap_or_default();
    let years = |typed: &str| values::count(typed, 1..=120, Holds::Years);
    let under_age = line.may("最低年龄", |typed| values::or_none(typed, years)).flatten();
    let pregnancy = line.certify("孕哺禁用", values::yes_no).unwrap_or(false);
    let metrics_below = |typed: &str| values::pairs(typed, 100, metric);
    let below = line.may("禁用指标", |typed| values::or_none(typed, metrics_below)).flatten();
    let against_types = line.may("禁用肤质", |typed| values::or_none(typed, skin_types)).flatten();
    let tenth = |tenths: u16| i16::try_from(tenths).unwrap_or(i16::MAX);
    let byte = |number: u16| u8::try_from(number).unwrap_or(u8::MAX);
    Some(RecipeDraft {
        id: id?,
        version,
        name: name?,
        service: service?,
        components: Vec::new(),
        keeps: keeps?,
        sizes: sizes?,
        hints,
        usage: usage?,
        assessment,
        approved,
        climate: Climate { temperature: (tenth(temperature.0), tenth(temperature.1)), humidity },
        purpose: Purpose { metrics, concerns, skin_types: for_types },
        against: Against {
            under_age: under_age.and_then(|age| u8::try_from(age).ok()),
            pregnancy,
            metric_below: below.into_iter().flatten().map(|(metric, score)| (metric, byte(score))).collect(),
            skin_types: against_types.unwrap_or_default(),
        },
    })
}

fn service(typed: &str) -> Result<ServiceType, Why> {
    match typed.trim().to_lowercase().as_str() {
        "调配" | "简单调配" | "blend" => Ok(ServiceType::Blend),
        "分装" | "repack" => Ok(ServiceType::Repack),
        "包装" | "pack" => Ok(ServiceType::Pack),
        _ => Err(why("须为 调配、分装、包装", "blend, repack or pack")),
    }
}

fn sizes(typed: &str) -> Result<Vec<(Milligrams, domain::quantity::Fen)>, Why> {
    let mut found = Vec::new();
    for item in values::list(typed) {
        let wrong = || why("须为「规格=价格」，例如 10g=168；15g=238", "size=price, such as 10g=168");
        let (size, price) = item.split_once(['=', '＝', ':', '：']).ok_or_else(wrong)?;
        let (size, price) = (values::mass(size)?, values::money(price)?);
        if size.0 > 1_000_000 || found.iter().any(|(known, _)| *known == size) {
            return Err(why("规格重复或超过 1 kg", "a size stands twice or is above 1 kg"));
        }
        found.push((size, price));
    }
    Ok(found)
}

fn metric(name: &str) -> Option<Metric> {
    let lower = name.to_lowercase();
    let named = |metric: &&Metric| metric.zh() == name || metric.en() == lower || metric.code() == lower;
    Metric::ALL.iter().find(named).copied()
}

fn concern(name: &str) -> Option<Concern> {
    let lower = name.to_lowercase();
    let named = |concern: &Concern, words: &[&str]| concern.zh() == name || words.contains(&lower.as_str());
    let known = Concern::WORDS.iter().find(|(concern, words)| named(concern, words));
    known.map(|(concern, _)| *concern)
}

fn skin_types(typed: &str) -> Result<Vec<SkinType>, Why> {
    let types = [
        (SkinType::Oily, "oily"),
        (SkinType::Dry, "dry"),
        (SkinType::Neutral, "neutral"),
        (SkinType::Combination, "combination"),
    ];
    let mut found = Vec::new();
    for item in typed.split(['；', ';', '、', ',', '，', '|']).map(str::trim).filter(|item| !item.is_empty())
    {
        let word = item.to_lowercase();
        let known = types.iter().find(|(kind, en)| kind.zh() == word || *en == word);
        let wrong = || why("须为 油性、干性、中性、混合性", "oily, dry, neutral or combination");
        found.push(known.ok_or_else(wrong)?.0);
    }
    Ok(found)
}
