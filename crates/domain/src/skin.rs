//! Skin tests (测肤) in canonical metrics: what an analyser said of one face, on one scale, 0–100 with 100 = best.
//!
//! It refuses to be a reader of files (that is `skintest`) and to judge: a [`Measurement`] keeps the raw value
//! beside the score, says whether the cut-off behind the score is confirmed or only proposed, and
//! [`change`] says nothing where two tests come from different profiles or engines.

mod change;
mod score;

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use words::Worded as _;

pub use change::{Change, Incomparable, change, score_change};
pub use score::{Score, ScoreOutOfRange};

macro_rules! metrics {
    ($($(#[$doc:meta])* $name:ident = $code:literal;)*) => {
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
        }

        words::worded!(Metric: metric { $($name,)* });
    };
}

metrics! {
    /// The device's own total.
    Overall = "overall";
    /// Apparent age of the skin against the real age.
    SkinAge = "skin_age";
    /// Water of the stratum corneum.
    Hydration = "hydration";
    /// Sebum: 100 = not oily.
    Oiliness = "oiliness";
    /// Barrier, from transepidermal water loss.
    Barrier = "barrier";
    /// Visible pores.
    Pores = "pores";
    /// Blackheads.
    Blackhead = "blackhead";
    /// Acne of all kinds.
    Acne = "acne";
    /// Redness and sensitivity.
    Redness = "redness";
    /// Spots and melanin.
    Pigmentation = "pigmentation";
    /// Wrinkles and fine lines.
    Wrinkles = "wrinkles";
    /// Dark circles.
    DarkCircle = "dark_circle";
    /// Eye bags.
    EyeBag = "eye_bag";
    /// Smoothness of the surface.
    Texture = "texture";
    /// Firmness and elasticity.
    Firmness = "firmness";
    /// Radiance.
    Radiance = "radiance";
    /// Spots seen under ultraviolet light.
    UvSpots = "uv_spots";
    /// Porphyrins of bacteria in the pores.
    Porphyrins = "porphyrins";
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

words::worded!(SkinType: skin_type { Oily, Dry, Neutral, Combination });

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
