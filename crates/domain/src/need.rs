//! What the customer wants: cleaned of what is invalid, wrong or double, classified, then judged
//! (个性化服务指南 7.1, 7.2).

use serde::{Deserialize, Serialize};

use crate::clean::{self, name_key};

crate::closed! {
    /// How the need was learnt (个性化服务指南 7.1.1, 7.1.2).
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Channel {
        /// 智能测肤.
        SkinTest,
        /// 智能化妆评估.
        MakeUpAssessment,
        /// 线上问卷.
        OnlineQuestionnaire,
        /// 线上咨询.
        OnlineConsultation,
        /// 护肤问询诊断.
        SkinConsultation,
        /// 化妆咨询.
        MakeUpConsultation,
    }
}

words::worded!(Channel: channel {
    SkinTest, MakeUpAssessment, OnlineQuestionnaire, OnlineConsultation, SkinConsultation, MakeUpConsultation,
});

/// Which difference the customer asks for (个性化服务指南 6.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// 感官: shape, colour, smell, texture.
    Sensory,
    /// 使用性能: wear, water resistance, removal.
    Performance,
    /// 功效, limited to what the filings claim.
    Efficacy,
    /// 包装.
    Packaging,
}

/// A concern in the words of ordinary cosmetics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Concern {
    /// 保湿.
    Moisture,
    /// 舒缓.
    Soothing,
    /// 控油.
    OilControl,
    /// 祛痘.
    Blemishes,
    /// 抗皱.
    Wrinkles,
    /// 紧致.
    Firming,
    /// 修护.
    Repair,
    /// 滋养.
    Nourishing,
    /// 光泽 (not 美白: that is a special function).
    Radiance,
    /// 细致毛孔.
    Pores,
    /// 香气.
    Scent,
    /// 质地清爽.
    LightTexture,
}

impl Concern {
    /// All, with the words by which customers speak of them.
    pub const WORDS: &[(Self, &[&str])] = &[
        (Self::Moisture, &["保湿", "补水", "干燥", "缺水", "moisture"]),
        (Self::Soothing, &["舒缓", "敏感", "泛红", "soothing"]),
        (Self::OilControl, &["控油", "出油", "油光", "oil"]),
        (Self::Blemishes, &["祛痘", "痘痘", "粉刺", "acne"]),
        (Self::Wrinkles, &["抗皱", "皱纹", "细纹", "wrinkle"]),
        (Self::Firming, &["紧致", "松弛", "firming"]),
        (Self::Repair, &["修护", "屏障", "repair"]),
        (Self::Nourishing, &["滋养", "nourish"]),
        (Self::Radiance, &["光泽", "提亮", "暗沉", "radiance"]),
        (Self::Pores, &["毛孔", "pores"]),
        (Self::Scent, &["香气", "香味", "scent"]),
        (Self::LightTexture, &["清爽", "轻薄", "light"]),
    ];
    /// The concern that a text speaks of, if any.
    #[must_use]
    pub fn in_text(text: &str) -> Option<Self> {
        let text = name_key(text);
        Self::WORDS
            .iter()
            .find(|(_, words)| words.iter().any(|word| text.contains(word)))
            .map(|(concern, _)| *concern)
    }
    /// Which difference it is.
    #[must_use]
    pub const fn category(self) -> Category {
        match self {
            Self::Scent => Category::Sensory,
            Self::LightTexture => Category::Performance,
            Self::Moisture
            | Self::Soothing
            | Self::OilControl
            | Self::Blemishes
            | Self::Wrinkles
            | Self::Firming
            | Self::Repair
            | Self::Nourishing
            | Self::Radiance
            | Self::Pores => Category::Efficacy,
        }
    }
}

words::worded!(Concern: concern {
    Moisture, Soothing, OilControl, Blemishes, Wrinkles, Firming, Repair, Nourishing, Radiance, Pores, Scent, LightTexture,
});

/// What no service under the pilot may promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Forbidden {
    /// A special-cosmetic function (化妆品监督管理条例 第十六条).
    SpecialFunction,
    /// For a child of 12 or younger.
    ForChild,
    /// Care of the eye area.
    EyeCare,
    /// A medical effect (化妆品监督管理条例 第三十七条).
    Medical,
}

impl Forbidden {
    const WORDS: &'static [(Self, &'static [&'static str])] = &[
        (
            Self::SpecialFunction,
            &[
                "美白",
                "变白",
                "祛斑",
                "防晒",
                "spf",
                "防脱",
                "育发",
                "生发",
                "染发",
                "烫发",
                "whitening",
                "sunscreen",
            ],
        ),
        (Self::ForChild, &["儿童", "婴儿", "婴幼儿", "宝宝", "孩子用", "baby", "for child"]),
        (Self::EyeCare, &["眼霜", "眼部护肤", "眼周护理", "祛眼袋", "黑眼圈", "eye cream"]),
        (
            Self::Medical,
            &["治疗", "治愈", "消炎", "抗炎", "抗菌", "杀菌", "祛疤", "药", "湿疹", "皮炎", "cure", "eczema"],
        ),
    ];
    /// What a text asks for that must not be promised.
    #[must_use]
    pub fn in_text(text: &str) -> Option<Self> {
        // `美 白` and `ＳＰＦ` say what `美白` and `spf` say.
        let text = name_key(text);
        Self::WORDS
            .iter()
            .find(|(_, words)| words.iter().any(|word| text.contains(name_key(word).as_str())))
            .map(|(forbidden, _)| *forbidden)
    }
}

words::worded!(Forbidden: forbidden { SpecialFunction, ForChild, EyeCare, Medical });

/// One line as it was brought in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Where it came from.
    pub channel: Channel,
    /// The customer's words, or the answer of a questionnaire.
    pub text: String,
}

/// What became of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// Kept and classified.
    Kept {
        /// What it is about.
        concern: Concern,
        /// Which difference it is.
        category: Category,
    },
    /// Lawful to ask, but this store has nothing for it (可行性, 7.2.4).
    NotFeasible,
    /// Must not be promised (合规性, 7.2.3).
    NotCompliant {
        /// Why not.
        reason: Forbidden,
    },
    /// Removed as invalid (empty, no letters, over 500 characters) (7.2.1).
    Invalid,
    /// Removed as said before (7.2.1).
    Duplicate,
}

/// The customer's needs after cleaning, classification and judgement.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Needs {
    /// Each line with its verdict, in order: nothing that was said is lost.
    pub lines: Vec<(Statement, Verdict)>,
    /// Allergies as stated: Chinese or INCI names.
    pub allergies: Vec<String>,
    /// Whether the customer says she is pregnant or nursing.
    pub pregnancy: bool,
    /// Allergies that she said at an earlier visit and struck out at this one, with an explicit word.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub struck: Vec<String>,
}

impl Needs {
    /// Cleans, classifies and judges. `feasible` are the concerns that the store's recipes are for.
    #[must_use]
    pub fn judge(
        statements: Vec<Statement>,
        allergies: &[String],
        pregnancy: bool,
        feasible: &[Concern],
    ) -> Self {
        let mut heard: Vec<String> = Vec::new();
        let lines = statements.into_iter().map(|statement| {
            let key = name_key(&statement.text);
            let verdict = verdict(&statement.text, &key, &heard, feasible);
            heard.push(key);
            (statement, verdict)
        });
        let lines = lines.collect();
        let allergies: Vec<String> = allergies.iter().flat_map(|said| allergens(said)).collect();
        let mut cleaned: Vec<String> = Vec::new();
        for allergy in
            allergies.iter().map(|allergy| allergy.trim()).filter(|allergy| !name_key(allergy).is_empty())
        {
            if !cleaned.iter().any(|kept| name_key(kept) == name_key(allergy)) {
                cleaned.push(allergy.to_owned());
            }
        }
        Self { lines, allergies: cleaned, pregnancy, struck: Vec::new() }
    }

    /// The concerns that were kept, each once, in the order in which they were said.
    #[must_use]
    pub fn concerns(&self) -> Vec<Concern> {
        let mut concerns = Vec::new();
        for (_, verdict) in &self.lines {
            if let Verdict::Kept { concern, .. } = verdict
                && !concerns.contains(concern)
            {
                concerns.push(*concern);
            }
        }
        concerns
    }
}

/// The names in what a customer says of allergies: `甘油、水杨酸过敏` names two. A comma of any kind between digits
/// belongs to a name (`1,2-己二醇`, `1、2-己二醇`), and so does a slash (`CAPRYLIC/CAPRIC TRIGLYCERIDE`).
#[must_use]
pub fn allergens(said: &str) -> Vec<String> {
    let letters: Vec<char> = clean::text(said).chars().collect();
    let mut names = vec![String::new()];
    for (index, letter) in letters.iter().enumerate() {
        let digit = |index: Option<usize>| {
            index.and_then(|index| letters.get(index)).is_some_and(char::is_ascii_digit)
        };
        let inside_a_number = digit(index.checked_sub(1)) && digit(Some(index + 1));
        let comma = matches!(letter, ',' | '，' | '、');
        let parts = matches!(letter, '；' | ';' | '。' | '\n') || (comma && !inside_a_number);
        if parts {
            names.push(String::new());
        } else if let Some(name) = names.last_mut() {
            name.push(*letter);
        }
    }
    let none = |name: &String| NONE.contains(&name_key(name).as_str());
    names
        .iter()
        .flat_map(|name| bare(name))
        .filter(|name| !name_key(name).is_empty() && !none(name))
        .collect()
}

/// Ways of saying that there is no allergy, as they are compared: they are the answer and name nothing.
const NONE: [&str; 8] = ["没有", "无", "不", "否", "没", "none", "no", "nil"];

/// A name without the words around it. 对 before it belongs to what was said (`对甘油过敏`) or to the name (`对苯二胺`): where it
/// could be either, both are meant.
fn bare(said: &str) -> Vec<String> {
    let said = said.trim();
    let ends = ["过敏", "不耐受", "敏感", " allergy", " Allergy"];
    let name = ends.iter().fold(said, |name, end| name.strip_suffix(end).unwrap_or(name)).trim();
    let Some(after) = name.strip_prefix('对').filter(|_| name.len() < said.len()) else {
        return vec![name.to_owned()];
    };
    let chemical = after.starts_with(|letter| "苯羟甲乙丙丁戊己辛氨叔异氯硝磺二三伞薄茴".contains(letter));
    let kept = chemical.then(|| name.to_owned());
    kept.into_iter().chain([after.trim().to_owned()]).collect()
}

fn verdict(text: &str, key: &str, heard: &[String], feasible: &[Concern]) -> Verdict {
    let speaks = key.chars().any(char::is_alphabetic);
    if !speaks || text.chars().count() > 500 {
        return Verdict::Invalid;
    }
    if heard.iter().any(|earlier| earlier == key) {
        return Verdict::Duplicate;
    }
    if let Some(reason) = Forbidden::in_text(text) {
        return Verdict::NotCompliant { reason };
    }
    match Concern::in_text(text) {
        Some(concern) if feasible.contains(&concern) => {
            Verdict::Kept { concern, category: concern.category() }
        }
        _ => Verdict::NotFeasible,
    }
}
