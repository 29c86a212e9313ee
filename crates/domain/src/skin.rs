//! Skin tests (测肤) in canonical metrics: what an analyser said of one face, on one scale, 0–100 with 100 = best.
//!
//! It refuses to be a reader of files (that is `skintest`) and to judge: a [`Measurement`] keeps the raw value
//! beside the score, says whether the cut-off behind the score is confirmed or only proposed, and
//! [`change`] says nothing where two tests come from different profiles or engines.

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

macro_rules! metrics {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $zh:literal, $en:literal;)*) => {
        /// A canonical metric. Every score of it is 0–100 with 100 = best, whatever direction the device uses.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Metric {
            $($(#[$doc])* $name,)*
        }

        impl Metric {
            /// Every metric, in the order in which they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The stable snake_case name, as it is serialised.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// The Chinese name, as staff and customer read it.
            #[must_use]
            pub const fn zh(self) -> &'static str {
                match self { $(Self::$name => $zh,)* }
            }

            /// The English name.
            #[must_use]
            pub const fn en(self) -> &'static str {
                match self { $(Self::$name => $en,)* }
            }
        }
    };
}

metrics! {
    /// The device's own total.
    Overall = "overall", "综合", "overall";
    /// Apparent age of the skin against the real age.
    SkinAge = "skin_age", "肤龄", "skin age";
    /// Water of the stratum corneum.
    Hydration = "hydration", "水分", "hydration";
    /// Sebum: 100 = not oily.
    Oiliness = "oiliness", "油分", "oiliness";
    /// Barrier, from transepidermal water loss.
    Barrier = "barrier", "屏障", "barrier";
    /// Visible pores.
    Pores = "pores", "毛孔", "pores";
    /// Blackheads.
    Blackhead = "blackhead", "黑头", "blackheads";
    /// Acne of all kinds.
    Acne = "acne", "痘痘", "acne";
    /// Redness and sensitivity.
    Redness = "redness", "泛红敏感", "redness";
    /// Spots and melanin.
    Pigmentation = "pigmentation", "色斑", "pigmentation";
    /// Wrinkles and fine lines.
    Wrinkles = "wrinkles", "皱纹", "wrinkles";
    /// Dark circles.
    DarkCircle = "dark_circle", "黑眼圈", "dark circles";
    /// Eye bags.
    EyeBag = "eye_bag", "眼袋", "eye bags";
    /// Smoothness of the surface.
    Texture = "texture", "肤质纹理", "texture";
    /// Firmness and elasticity.
    Firmness = "firmness", "紧致", "firmness";
    /// Radiance.
    Radiance = "radiance", "光泽", "radiance";
    /// Spots seen under ultraviolet light.
    UvSpots = "uv_spots", "紫外线斑", "UV spots";
    /// Porphyrins of bacteria in the pores.
    Porphyrins = "porphyrins", "卟啉", "porphyrins";
}

impl fmt::Display for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.zh())
    }
}

/// The four skin types that analysers name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkinType {
    /// 油性
    Oily,
    /// 干性
    Dry,
    /// 中性
    Neutral,
    /// 混合性
    Combination,
}

impl SkinType {
    /// The Chinese name.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Oily => "油性",
            Self::Dry => "干性",
            Self::Neutral => "中性",
            Self::Combination => "混合性",
        }
    }
}

/// A number of points is not between 0 and 100.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("分值须在 0–100 之间 (a score lies between 0 and 100): {0}")]
pub struct ScoreOutOfRange(
    /// The points that were given.
    pub f64,
);

/// A canonical score in hundredths of a point, 0..=10000; 100 points = best. Written as a number of points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Score(u16);

impl Score {
    /// 0 points.
    pub const WORST: Self = Self(0);
    /// 100 points.
    pub const BEST: Self = Self(10_000);

    /// A score of so many hundredths of a point; `None` above 10000.
    #[must_use]
    pub const fn from_hundredths(hundredths: u16) -> Option<Self> {
        if hundredths <= 10_000 { Some(Self(hundredths)) } else { None }
    }

    /// A score of so many points, rounded to the hundredth.
    ///
    /// # Errors
    /// [`ScoreOutOfRange`] for anything that is not between 0 and 100, NaN included.
    pub fn new(points: f64) -> Result<Self, ScoreOutOfRange> {
        if (0.0..=100.0).contains(&points) { Ok(Self(rounded(points))) } else { Err(ScoreOutOfRange(points)) }
    }

    /// A score of so many points, clamped to 0..=100 and rounded to the hundredth; `None` for NaN.
    #[must_use]
    pub fn clamped(points: f64) -> Option<Self> {
        (!points.is_nan()).then(|| Self(rounded(points.clamp(0.0, 100.0))))
    }

    /// Hundredths of a point, 0..=10000.
    #[must_use]
    pub const fn hundredths(self) -> u16 {
        self.0
    }

    /// Points, 0–100.
    #[must_use]
    pub fn points(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "callers pass 0..=100, so the product lies in 0..=10000"
)]
fn rounded(points: f64) -> u16 {
    (points * 100.0).round() as u16
}

impl TryFrom<f64> for Score {
    type Error = ScoreOutOfRange;

    fn try_from(points: f64) -> Result<Self, Self::Error> {
        Self::new(points)
    }
}

impl From<Score> for f64 {
    fn from(score: Score) -> Self {
        score.points()
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.points())
    }
}

/// How far apart two scores of the same face may lie without anything having changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repeatability {
    /// Width of the band in score points.
    pub band: Score,
    /// Whether the band was measured on the device; `false` where it is the profile's proposal.
    pub confirmed: bool,
}

/// Where a measurement comes from: shared by all rows of a table, so that a row costs little.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// Field path or column in the file; several are joined by ` + `.
    #[serde(rename = "where")]
    pub path: String,
    /// Unit of the raw value; empty where the source states none.
    pub unit: String,
    /// Whether the way from the raw value to the score is confirmed, or only the profile's proposal.
    pub confirmed: bool,
    /// Repeatability of the metric on this device, where the profile gives one.
    pub repeatability: Option<Repeatability>,
}

/// One canonical metric of one face.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "FlatMeasurement", into = "FlatMeasurement")]
pub struct Measurement {
    /// Which metric.
    pub metric: Metric,
    /// 0–100, 100 = best; `None` where the raw value has no agreed way to a score (a count, an undocumented unit).
    pub score: Option<Score>,
    /// The value as the device gave it (the mean or the worst where several fields feed one metric).
    pub raw: f64,
    /// Path, unit, confirmation and repeatability.
    pub field: Arc<Field>,
}

impl Measurement {
    /// Unit of [`Self::raw`].
    #[must_use]
    pub fn unit(&self) -> &str {
        &self.field.unit
    }

    /// Field path or column in the file.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.field.path
    }

    /// Whether the cut-off behind the score is confirmed; `false` where it is a proposal.
    #[must_use]
    pub fn confirmed(&self) -> bool {
        self.field.confirmed
    }
}

/// A measurement as it is written: one flat object.
#[derive(Serialize, Deserialize)]
struct FlatMeasurement {
    metric: Metric,
    score: Option<Score>,
    raw: f64,
    #[serde(flatten)]
    field: Field,
}

impl From<FlatMeasurement> for Measurement {
    fn from(flat: FlatMeasurement) -> Self {
        Self { metric: flat.metric, score: flat.score, raw: flat.raw, field: Arc::new(flat.field) }
    }
}

impl From<Measurement> for FlatMeasurement {
    fn from(measurement: Measurement) -> Self {
        let field = Arc::unwrap_or_clone(measurement.field);
        Self { metric: measurement.metric, score: measurement.score, raw: measurement.raw, field }
    }
}

/// A value that is kept for people to read and is not scored: skin tone, pH, a flattered display score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// Field path or column in the file.
    #[serde(rename = "where", with = "shared_text")]
    pub path: Arc<str>,
    /// The value.
    pub value: KeptValue,
}

/// A shared text is written as a text.
mod shared_text {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(text: &Arc<str>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(text)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<str>, D::Error> {
        String::deserialize(deserializer).map(Arc::from)
    }
}

/// The value of a [`Kept`] field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum KeptValue {
    /// A number.
    Number(f64),
    /// A text.
    Text(Box<str>),
}

/// The file and device behind a test: the same for all rows of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Id of the profile that read the file.
    pub profile: String,
    /// Version of that profile.
    pub profile_version: u32,
    /// Maker of the device or service.
    pub vendor: String,
    /// Device or product name.
    pub device: String,
    /// Version of the engine that scored, where the file or the profile names one.
    pub engine_version: Option<String>,
    /// SHA-256 of the raw bytes, 64 lowercase hexadecimal digits.
    pub sha256: String,
    /// Field paths or columns that nothing was made of.
    pub unmapped: Vec<String>,
}

/// One imported skin test 测肤: one face at one moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "FlatSkinTest", into = "FlatSkinTest")]
pub struct SkinTest {
    /// File and device.
    pub origin: Arc<Origin>,
    /// Row id of a table, or the subject number the device gave. Never a person's name.
    pub subject: Option<Box<str>>,
    /// When the test was taken, where the file says so.
    pub taken_at: Option<DateTime<FixedOffset>>,
    /// Who took it, where the file says so.
    pub operator: Option<Box<str>>,
    /// Each metric at most once, in the order of [`Metric::ALL`].
    pub measurements: Box<[Measurement]>,
    /// Skin type, where the device names one.
    pub skin_type: Option<SkinType>,
    /// Values kept but not scored.
    pub kept: Box<[Kept]>,
}

impl SkinTest {
    /// The measurement of a metric, if there is one.
    #[must_use]
    pub fn measurement(&self, metric: Metric) -> Option<&Measurement> {
        self.measurements.iter().find(|measurement| measurement.metric == metric)
    }

    /// The score of a metric, if it was measured and has one.
    #[must_use]
    pub fn score(&self, metric: Metric) -> Option<Score> {
        self.measurement(metric)?.score
    }
}

/// A skin test as it is written: one flat object.
#[derive(Serialize, Deserialize)]
struct FlatSkinTest {
    #[serde(flatten)]
    origin: Origin,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    subject: Option<Box<str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    taken_at: Option<DateTime<FixedOffset>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    operator: Option<Box<str>>,
    measurements: Box<[Measurement]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    skin_type: Option<SkinType>,
    kept: Box<[Kept]>,
}

impl From<FlatSkinTest> for SkinTest {
    fn from(flat: FlatSkinTest) -> Self {
        let FlatSkinTest { origin, subject, taken_at, operator, measurements, skin_type, kept } = flat;
        Self { origin: Arc::new(origin), subject, taken_at, operator, measurements, skin_type, kept }
    }
}

impl From<SkinTest> for FlatSkinTest {
    fn from(test: SkinTest) -> Self {
        let SkinTest { origin, subject, taken_at, operator, measurements, skin_type, kept } = test;
        let origin = Arc::unwrap_or_clone(origin);
        Self { origin, subject, taken_at, operator, measurements, skin_type, kept }
    }
}

/// What became of one metric between two tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The difference lies within the device's own repeatability: 无可测变化.
    NoMeasurable,
    /// Better by so many points.
    Better(Score),
    /// Worse by so many points.
    Worse(Score),
}

/// Why two tests cannot be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Incomparable {
    /// The two files were read by different profiles or profile versions.
    #[error("两次测肤的仪器方案或版本不同，不能比较 (different profiles)")]
    Profile,
    /// The two tests were scored by different engine versions.
    #[error("两次测肤的分析引擎版本不同，不能比较 (different engine versions)")]
    Engine,
    /// The scores come from different fields or units of the file.
    #[error("两次测肤的该项来自不同字段或单位，不能比较 (different fields)")]
    Field,
    /// One of the tests has no score of this metric.
    #[error("其中一次没有该项分值 (no score of this metric)")]
    NoScore,
    /// Neither the profile nor the caller gives the repeatability of this metric.
    #[error("仪器方案没有给出该项的重复性，不能判断变化 (no repeatability known)")]
    NoBand,
}

impl Incomparable {
    /// The stable snake_case name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Profile => "different_profile",
            Self::Engine => "different_engine",
            Self::Field => "different_field",
            Self::NoScore => "no_score",
            Self::NoBand => "no_repeatability",
        }
    }
}

/// The change between two scores, given the repeatability band in points. A difference equal to the band is
/// not measurable.
#[must_use]
pub fn score_change(before: Score, after: Score, band: Score) -> Change {
    let difference = Score(before.0.abs_diff(after.0));
    if difference <= band {
        Change::NoMeasurable
    } else if after > before {
        Change::Better(difference)
    } else {
        Change::Worse(difference)
    }
}

/// What became of `metric` between two tests of the same face. `band` overrides the repeatability that the
/// tests carry; without it the wider of the two bands decides.
///
/// # Errors
/// [`Incomparable`] where the tests were read by different profiles, scored by different engines, took the
/// metric from different fields, or lack a score or a band.
pub fn change(
    before: &SkinTest,
    after: &SkinTest,
    metric: Metric,
    band: Option<Score>,
) -> Result<Change, Incomparable> {
    let (old, new) = (&before.origin, &after.origin);
    if old.profile != new.profile || old.profile_version != new.profile_version {
        return Err(Incomparable::Profile);
    }
    if old.engine_version != new.engine_version {
        return Err(Incomparable::Engine);
    }
    let (Some(first), Some(second)) = (before.measurement(metric), after.measurement(metric)) else {
        return Err(Incomparable::NoScore);
    };
    if first.field.path != second.field.path || first.field.unit != second.field.unit {
        return Err(Incomparable::Field);
    }
    let (Some(from), Some(to)) = (first.score, second.score) else {
        return Err(Incomparable::NoScore);
    };
    let carried = [&first.field, &second.field];
    let carried = carried.iter().filter_map(|field| field.repeatability).map(|known| known.band).max();
    let band = band.or(carried).ok_or(Incomparable::NoBand)?;
    Ok(score_change(from, to, band))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(points: f64) -> Score {
        Score::new(points).expect("a score of the table")
    }

    fn test(profile: &str, engine: Option<&str>, score: Option<f64>, band: Option<f64>) -> SkinTest {
        let field = Field {
            path: "水分".to_owned(),
            unit: "AU".to_owned(),
            confirmed: false,
            repeatability: band.map(|band| Repeatability { band: points(band), confirmed: false }),
        };
        SkinTest {
            origin: Arc::new(Origin {
                profile: profile.to_owned(),
                profile_version: 1,
                vendor: "演示".to_owned(),
                device: "演示".to_owned(),
                engine_version: engine.map(str::to_owned),
                sha256: "0".repeat(64),
                unmapped: vec!["备注".to_owned()],
            }),
            subject: Some("演示-1".into()),
            taken_at: None,
            operator: None,
            measurements: Box::new([Measurement {
                metric: Metric::Hydration,
                score: score.map(points),
                raw: 45.7,
                field: Arc::new(field),
            }]),
            skin_type: Some(SkinType::Dry),
            kept: Box::new([Kept { path: "pH".into(), value: KeptValue::Number(5.5) }]),
        }
    }

    #[test]
    fn codes_are_the_serialised_names() {
        for metric in Metric::ALL {
            assert_eq!(serde_json::to_string(metric).unwrap(), format!("\"{}\"", metric.code()));
        }
    }

    #[test]
    fn scores_are_checked_clamped_and_rounded() {
        assert_eq!(points(48.694_559).hundredths(), 4869);
        assert_eq!(Score::clamped(-3.0), Some(Score::WORST));
        assert_eq!(Score::clamped(f64::INFINITY), Some(Score::BEST));
        assert_eq!(Score::clamped(f64::NAN), None);
        for refused in [-0.01, 100.01, f64::NAN, f64::INFINITY] {
            assert!(Score::new(refused).is_err(), "{refused}");
        }
        assert!(serde_json::from_str::<Score>("100.5").is_err());
        assert_eq!(serde_json::to_string(&points(51.4)).unwrap(), "51.4");
    }

    #[test]
    fn a_test_reads_back_as_it_was_written() {
        let before = test("p", Some("1"), Some(51.4), Some(5.0));
        let text = serde_json::to_string(&before).unwrap();
        assert_eq!(serde_json::from_str::<SkinTest>(&text).unwrap(), before, "{text}");
    }

    #[test]
    fn change_is_silent_inside_the_band() {
        let cases = [
            ("inside", 50.0, 54.0, Change::NoMeasurable),
            ("on the band", 50.0, 55.0, Change::NoMeasurable),
            ("better", 50.0, 55.01, Change::Better(points(5.01))),
            ("worse", 50.0, 40.0, Change::Worse(points(10.0))),
        ];
        for (name, before, after, expected) in cases {
            let before = test("p", None, Some(before), Some(5.0));
            let after = test("p", None, Some(after), Some(4.0));
            assert_eq!(change(&before, &after, Metric::Hydration, None), Ok(expected), "{name}");
        }
    }

    #[test]
    fn change_refuses_what_cannot_be_compared() {
        let base = test("p", Some("1"), Some(50.0), Some(5.0));
        let cases = [
            ("profile", test("q", Some("1"), Some(60.0), Some(5.0)), Incomparable::Profile),
            ("engine", test("p", Some("2"), Some(60.0), Some(5.0)), Incomparable::Engine),
            ("no score", test("p", Some("1"), None, Some(5.0)), Incomparable::NoScore),
        ];
        for (name, after, expected) in cases {
            assert_eq!(change(&base, &after, Metric::Hydration, None), Err(expected), "{name}");
        }
        let unknown = test("p", Some("1"), Some(60.0), None);
        let result = change(&unknown, &unknown, Metric::Hydration, None);
        assert_eq!(result, Err(Incomparable::NoBand));
    }
}
