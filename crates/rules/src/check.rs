//! The closed list of checks: each declared once, with the article it comes from, the gates it belongs to, the limits it
//! needs, its boundaries, its function and its examples. A rulebook names a check by its `snake_case` name.
//!
//! To find the line behind an article: look the article up in `assets/rulebooks/`, take the name of its check, and
//! find that name here; the function stands at the end of its entry.

use serde::{Serialize, Serializer};

use crate::checks::{
    components, customer, equipment, evidence, people, pilot, recipe, room, shelf, signed, unit, words,
};
use crate::facts::Facts;
use crate::finding::{Gate, Outcome};
use crate::mend::{Mend, MendAction};
use crate::rulebook::{Limit, Limits, MissingLimit};

/// What a check says of a snapshot, before it is tied to a clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ruling {
    /// The answer.
    pub outcome: Outcome,
    /// The facts that decided, in Chinese.
    pub because: String,
    /// The same in English.
    pub because_en: String,
    /// Paths of those facts.
    pub facts: Vec<String>,
    /// What mends it.
    pub mend: Option<Mend>,
}

/// One example of a check: what differs from [`Facts::demo`], and what the check must say then.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// What it shows.
    pub name: &'static str,
    /// At which gate.
    pub gate: Gate,
    /// Which boundary it stands beside, if it stands beside one.
    pub edge: Option<&'static str>,
    /// What differs.
    pub change: fn(&mut Facts),
    /// What the check must say.
    pub outcome: Outcome,
}

impl Example {
    /// An example at clearance.
    #[must_use]
    pub const fn new(name: &'static str, outcome: Outcome, change: fn(&mut Facts)) -> Self {
        Self { name, gate: Gate::Clearance, edge: None, change, outcome }
    }
    /// The same beside a boundary of the check.
    #[must_use]
    pub const fn beside(self, edge: &'static str) -> Self {
        Self { edge: Some(edge), ..self }
    }
    /// The same at the choice of a recipe.
    #[must_use]
    pub const fn at_choice(self) -> Self {
        self.at(Gate::RecipeChoice)
    }
    /// The same at another gate.
    #[must_use]
    pub const fn at(self, gate: Gate) -> Self {
        Self { gate, ..self }
    }
    /// The snapshot of the example.
    #[must_use]
    pub fn facts(&self) -> Facts {
        let mut facts = Facts::demo();
        (self.change)(&mut facts);
        facts
    }
}

type Judgement = Result<Ruling, MissingLimit>;

const EVERYWHERE: &[Gate] = &Gate::ALL;
const BOTH: &[Gate] = &[Gate::RecipeChoice, Gate::Clearance];
const CHOICE: &[Gate] = &[Gate::RecipeChoice];
const CLEARANCE: &[Gate] = &[Gate::Clearance];
/// Where two people work on the unit.
const TOGETHER: &[Gate] = &[Gate::Clearance, Gate::Weigh, Gate::Release];
const WEIGH: &[Gate] = &[Gate::Weigh];
const RELEASE: &[Gate] = &[Gate::Release];
/// From the finished blend to the customer.
const UNIT: &[Gate] = &[Gate::Label, Gate::Release, Gate::HandOver];

macro_rules! checks {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $title:literal, $gates:ident,
        needs [$($limit:ident),*], edges [$($edge:literal),*], $function:path, $examples:path;)+) => {
        /// A check. The set is closed: a rulebook that names another does not load.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Check { $($(#[$doc])* $name),+ }

        impl Check {
            /// All of them, in the order in which they are declared.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The name in rulebooks and findings.
            #[must_use]
            pub const fn name(self) -> &'static str { match self { $(Self::$name => $code),+ } }

            /// The check in a few Chinese words.
            #[must_use]
            pub const fn title(self) -> &'static str { match self { $(Self::$name => $title),+ } }

            /// The gates at which it is run.
            #[must_use]
            pub const fn gates(self) -> &'static [Gate] { match self { $(Self::$name => $gates),+ } }

            /// The limits that a clause must give with it.
            #[must_use]
            pub const fn limits(self) -> &'static [Limit] { match self { $(Self::$name => &[$(Limit::$limit),*]),+ } }

            /// Its boundaries: each has an example on either side.
            #[must_use]
            pub const fn edges(self) -> &'static [&'static str] { match self { $(Self::$name => &[$($edge),*]),+ } }

            /// Its examples, on both sides of every boundary.
            #[must_use]
            pub const fn examples(self) -> &'static [Example] { match self { $(Self::$name => $examples),+ } }

            fn judgement(self, facts: &Facts, limits: &Limits, gate: Gate) -> Judgement {
                match self { $(Self::$name => $function(facts, limits, gate)),+ }
            }
        }
    };
}

checks! {
    /// 门店在试点省份 (国家药监局 2025 年第 58 号 第一条; 山东指南 第二条).
    PilotRegion = "pilot_region", "试点地区", BOTH,
        needs [PilotProvinces], edges [], pilot::region, pilot::REGION;
    /// 试点授权覆盖门店所在省、服务类型和当日，且未被暂停 (国家药监局 2025 年第 58 号 第一、五条; 山东指南 第一条; 上海细则 第七条).
    PilotAuthorised = "pilot_authorised", "试点授权", EVERYWHERE,
        needs [], edges ["from", "to"], pilot::authorised, pilot::AUTHORISED;
    /// 调配须两种及以上，分装恰为一种 (国家药监局 2025 年第 58 号 第一条).
    ComponentsCount = "components_count", "组分数", BOTH,
        needs [ComponentsMin, ComponentsMax], edges ["components_min", "components_max", "repack"],
        components::count, components::COUNT;
    /// 每种组分均为已备案普通化妆品 (国家药监局 2025 年第 58 号 第一条; 山东指南 第十七条; 上海细则 第二条).
    ComponentsOrdinary = "components_ordinary", "普通化妆品", BOTH,
        needs [], edges ["serial"], components::ordinary, components::ORDINARY;
    /// 每种组分的备案有效 (国家药监局 2025 年第 58 号 第一条; 山东指南 第十七条; 上海细则 第二条).
    FilingActive = "filing_active", "备案有效", BOTH,
        needs [], edges [], components::active, components::ACTIVE;
    /// 每种组分由本试点企业备案 (国家药监局 2025 年第 58 号 第一条; 上海细则 第五条).
    FiledByEnterprise = "filed_by_enterprise", "本企业备案", BOTH,
        needs [], edges [], components::filer, components::FILER;
    /// 不含儿童化妆品 (国家药监局 2025 年第 58 号 第二条附件; 山东指南 第十七条; 上海细则 第二条).
    NoChildProduct = "no_child_product", "非儿童化妆品", BOTH,
        needs [ChildPopulationCodes], edges ["population"], components::child, components::CHILD;
    /// 不含眼部护肤类化妆品 (国家药监局 2025 年第 58 号 第二条附件; 山东指南 第十七条; 上海细则 第二条).
    NoEyeCare = "no_eye_care", "非眼部护肤类", BOTH,
        needs [EyeSiteCodes], edges ["site"], components::eye, components::EYE;
    /// 不含特殊化妆品功效 (国家药监局 2025 年第 58 号 第一条; 山东指南 第十七条; 化妆品监督管理条例 第十六条; 上海细则 第二十六条).
    NoSpecialFunction = "no_special_function", "无特殊功效", BOTH,
        needs [SpecialEfficacyCodes], edges ["efficacy"], components::special, components::SPECIAL;
    /// 不含新原料 (国家药监局 2025 年第 58 号 第二条附件; 山东指南 第十七条; 上海细则 第二条).
    NoNewIngredient = "no_new_ingredient", "无新原料", BOTH,
        needs [], edges [], components::new_ingredient, components::NEW_INGREDIENT;
    /// 产品资料写明了所要核对的内容：名称、备案人、分类编码、全成分 (山东指南 第十七条).
    CatalogueStated = "catalogue_stated", "资料齐全", BOTH,
        needs [], edges ["classification"], components::stated, components::STATED;
    /// 所取批在合格区且已验收 (山东指南 第十三、十六条; 上海细则 第二十三、二十五条).
    LotsAccepted = "lots_accepted", "合格批", BOTH,
        needs [], edges [], shelf::accepted, shelf::ACCEPTED;
    /// 所取批未过使用期限，末日当日可用 (山东指南 第二十二条; 上海细则 第三十一条).
    LotsUnexpired = "lots_unexpired", "批未过期", BOTH,
        needs [], edges ["expires_on"], shelf::unexpired, shelf::UNEXPIRED;
    /// 所取批未被召回 (山东指南 第十三、二十五条; 上海细则 第二十三条).
    LotsNotRecalled = "lots_not_recalled", "批未召回", BOTH,
        needs [], edges [], shelf::not_recalled, shelf::NOT_RECALLED;
    /// 已开封容器在开封后使用期限内 (山东指南 第二十二条; 上海细则 第三十一条).
    ContainersInPeriod = "containers_in_period", "开封后期限", BOTH,
        needs [], edges ["good_until", "opened_on"], shelf::in_period, shelf::IN_PERIOD;
    /// 容器余量足够本次称量 (山东指南 第十八、二十条).
    StockSuffices = "stock_suffices", "余量足够", BOTH,
        needs [], edges ["left_mg"], shelf::suffices, shelf::SUFFICES;
    /// 结存物料已由质量安全员确认放行 (山东指南 第十八条; 上海细则 第二十七条).
    LeftoversReleased = "leftovers_released", "结存放行", BOTH,
        needs [], edges [], shelf::released, shelf::RELEASED;
    /// 使用期限不晚于任何组分的备案使用期限，且不早于当日 (山东指南 第二十二条; 上海细则 第三十一条).
    UseByWithinFiled = "use_by_within_filed", "使用期限", BOTH,
        needs [UseByDaysMin], edges ["expires_on", "good_until", "use_by_days_min"],
        shelf::use_by, shelf::USE_BY;
    /// 物料经规定路线进入操作区域并除去外包装或清洁消毒 (山东指南 第二十一条; 上海细则 第三十条).
    MaterialsByRoute = "materials_by_route", "物料进入", CLEARANCE,
        needs [], edges ["at"], shelf::by_route, shelf::BY_ROUTE;
    /// 配方版本已批准 (山东指南 第二十条; 上海细则 第二十九条).
    RecipeApproved = "recipe_approved", "配方批准", BOTH,
        needs [], edges [], recipe::approved, recipe::APPROVED;
    /// 配方已作安全评估 (山东指南 第十九条; 上海细则 第八条).
    RecipeAssessed = "recipe_assessed", "安全评估", BOTH,
        needs [], edges [], recipe::assessed, recipe::ASSESSED;
    /// 标签和使用须知上由人写的文字无医疗、特殊功效或绝对化用语 (山东指南 第十九条; 个性化服务指南 4.3; 化妆品监督管理条例 第三十七条).
    ClaimWords = "claim_words", "宣称用语", BOTH,
        needs [MedicalWords, SpecialWords, AbsoluteWords, HarmlessPhrases], edges ["context", "negation", "place"],
        words::claims, words::CLAIMS;
    /// 任何组分不含顾客声明的过敏原 (山东指南 第十九条; 个性化服务指南 7.4.1).
    NoDeclaredAllergen = "no_declared_allergen", "过敏原", EVERYWHERE,
        needs [], edges ["name"], customer::allergen, customer::ALLERGEN;
    /// 顾客需求合规 (个性化服务指南 7.2.3; 化妆品监督管理条例 第十六、三十七条).
    NeedsLawful = "needs_lawful", "需求合规", CHOICE,
        needs [], edges [], customer::needs, customer::NEEDS;
    /// 不为 12 岁及以下儿童调配 (国家药监局 2025 年第 58 号 第二条附件; 儿童化妆品监督管理规定).
    CustomerAge = "customer_age", "顾客年龄", BOTH,
        needs [ChildAgeMax], edges ["child_age_max"], customer::age, customer::AGE;
    /// 配方自身的禁忌不涉及该顾客 (山东指南 第十九条; 个性化服务指南 7.2.4).
    RecipeSuitsCustomer = "recipe_suits_customer", "配方禁忌", BOTH,
        needs [], edges ["not_under_age"], customer::suits, customer::SUITS;
    /// 操作人员与质量安全员为两人，各在岗，质量安全员不兼任操作人员 (山东指南 第二、三条; 上海细则 第十二条).
    TwoPeople = "two_people", "两人分任", CLEARANCE,
        needs [], edges ["appointed_on", "left_on"], people::two, people::TWO;
    /// 操作人员与质量安全员同时在场 (山东指南 第三条).
    BothPresent = "both_present", "同时在场", TOGETHER,
        needs [], edges [], people::present, people::PRESENT;
    /// 两人均经培训考核合格 (山东指南 第二、三、四条; 上海细则 第十三条).
    PeopleTrained = "people_trained", "培训合格", CLEARANCE,
        needs [], edges ["trained_on"], people::trained, people::TRAINED;
    /// 两人均有权进入该操作区域 (山东指南 第四条; 上海细则 第十三条).
    AreaAuthorised = "area_authorised", "区域授权", CLEARANCE,
        needs [], edges ["until"], people::area, people::AREA;
    /// 两人健康检查在一年内且合格；周年当日仍有效 (山东指南 第五条; 上海细则 第十四条).
    HealthCurrent = "health_current", "健康检查", CLEARANCE,
        needs [HealthCheckMonths], edges ["health_check_months"], people::health, people::HEALTH;
    /// 质量安全员有 2 年以上经验 (山东指南 第二条).
    OfficerExperience = "officer_experience", "质量安全员经验", CLEARANCE,
        needs [OfficerExperienceMonths], edges ["officer_experience_months"],
        people::experience, people::EXPERIENCE;
    /// 设备已清洁、在有效期内且此后未使用 (山东指南 第二十三条; 上海细则 第三十二条).
    EquipmentClean = "equipment_clean", "设备清洁", CLEARANCE,
        needs [CleaningHoursMax], edges ["valid_until", "cleaning_hours_max"], equipment::clean, equipment::CLEAN;
    /// 操作区域已清场、清洁消毒，在有效期内且此后没有服务 (山东指南 第二十三条; 上海细则 第三十二条).
    AreaClean = "area_clean", "区域清场", CLEARANCE,
        needs [CleaningHoursMax], edges ["valid_until", "cleaning_hours_max"], room::clean, room::CLEAN;
    /// 连续停用半年以上的设备已自查 (山东指南 第十四条; 上海细则 第二十四条).
    EquipmentInspected = "equipment_inspected", "停用自查", CLEARANCE,
        needs [IdleMonths], edges ["idle_months", "inspected_on"], equipment::inspected, equipment::INSPECTED;
    /// 无待完成的样品检验；停用超过半年须检验 (山东指南 第十条; 上海细则 第十九条).
    NoOpenTest = "no_open_test", "样品检验", CLEARANCE,
        needs [IdleMonths], edges ["idle_months", "tested_on"], equipment::open_test, equipment::OPEN_TEST;
    /// 蜡基类产品只用专用设备 (山东指南 第十二条).
    WaxDedicated = "wax_dedicated", "蜡基专用设备", CLEARANCE,
        needs [], edges [], equipment::wax, equipment::WAX;
    /// 空气中细菌菌落总数不超限 (山东指南 第十二条; 上海细则 第二十二条).
    AirBacteria = "air_bacteria", "空气菌落", CLEARANCE,
        needs [CfuMax], edges ["cfu_max"], room::air, room::AIR;
    /// 温度、湿度在配方范围内 (山东指南 第十二条; 上海细则 第二十二条).
    ClimateInRange = "climate_in_range", "温湿度", CLEARANCE,
        needs [], edges ["temperature", "humidity"], room::climate, room::CLIMATE;
    /// 环境按监测计划测量，未逾期 (山东指南 第十二条; 上海细则 第二十二条).
    EnvironmentMeasured = "environment_measured", "环境监测", CLEARANCE,
        needs [], edges ["next_due"], room::measured, room::MEASURED;
    /// 成品样品检验每季度至少一次且合格 (山东指南 第十条).
    QuarterTested = "quarter_tested", "季度检验", BOTH,
        needs [QuarterTestsMin], edges ["quarter_tests_min", "first_quarter"],
        evidence::quarter, evidence::QUARTER;
    /// 开工核对是当日的，此后开封期限、批的限期和使用期限都没有届满 (山东指南 第二十二条).
    ClearanceFresh = "clearance_fresh", "核对有效", WEIGH,
        needs [], edges ["cleared_at", "good_until", "expires_on", "use_by"], unit::fresh, unit::FRESH;
    /// 放行的质量安全员今日仍在岗、有经验、经培训、健康检查有效、有区域授权 (山东指南 第二条).
    ReleaseOfficerFit = "release_officer_fit", "放行资格", RELEASE,
        needs [OfficerExperienceMonths, HealthCheckMonths],
        edges ["officer_experience_months", "health_check_months", "until", "left_on"],
        people::release_officer, people::RELEASE_OFFICER;
    /// 成品所用的批未被召回、移出合格区，备案未被注销，使用期限未过 (山东指南 第二十二、二十五条).
    UnitDeliverable = "unit_deliverable", "成品可交付", UNIT,
        needs [], edges ["use_by"], unit::deliverable, unit::DELIVERABLE;
    /// 配方由质量安全员签名批准 (山东指南 第十九条).
    RecipeSigned = "recipe_signed", "配方签批", BOTH,
        needs [], edges [], signed::recipe, signed::RECIPE;
    /// 产品和所取批由质量安全员签名批准 (山东指南 第十七条).
    ProductSigned = "product_signed", "产品签批", BOTH,
        needs [], edges [], signed::product, signed::PRODUCT;
    /// 生产许可证在有效期内，许可证和所依据的授权由质量安全员签名批准 (国家药监局 2025 年第 58 号 第一条; 上海细则 第七条).
    LicenceValid = "licence_valid", "许可证有效", EVERYWHERE,
        needs [], edges ["licence_until"], signed::licence, signed::LICENCE;
    /// 标签模板已审核批准 (山东指南 第十九条; 上海细则 第二十八条).
    LabelApproved = "label_approved", "标签批准", CLEARANCE,
        needs [], edges ["approved_on"], evidence::label, evidence::LABEL;
}

impl Check {
    /// The check of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|check| check.name() == name)
    }

    /// Runs the check. A limit that is missing stops: nothing passes for want of a figure.
    #[must_use]
    pub fn run(self, facts: &Facts, limits: &Limits, gate: Gate) -> Ruling {
        self.judgement(facts, limits, gate).unwrap_or_else(|missing| Ruling {
            outcome: Outcome::Stop,
            because: missing.to_string(),
            because_en: format!("the rulebook lacks the limit {}", missing.0),
            facts: Vec::new(),
            mend: Some(Mend {
                action: MendAction::AskHeadquartersForRulebook,
                text: "请总部重新下发规则集".to_owned(),
                text_en: "ask headquarters for the rulebook again".to_owned(),
            }),
        })
    }
}

impl Serialize for Check {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
