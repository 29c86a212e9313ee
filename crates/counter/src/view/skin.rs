//! A skin test as it is looked at together: scores, what changed since the last time where that can be said at all, and
//! the way of each metric over the customer's visits.

use chrono::NaiveDate;
use domain::Moment;
use domain::service::AnyService;
use domain::skin::{Change, Incomparable, Measurement, Metric, SkinTest, SkinType, change};
use serde::Serialize;
use store::Store;
use ts_rs::TS;
use words::Worded as _;

use crate::Refusal;

/// How many visits the history goes back.
const VISITS: usize = 12;

/// One metric.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct MetricView {
    /// Stable name.
    pub metric: String,
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
    /// 0–100, 100 = best; none where the raw value has no agreed way to a score.
    pub score: Option<f64>,
    /// What the device gave, with its unit.
    pub raw: Option<String>,
    /// Whether the way from the raw value to the score is confirmed.
    pub confirmed: bool,
    /// What became of it since the test before; none where nothing can be said.
    #[ts(type = "\"better\" | \"worse\" | \"no_measurable\" | null")]
    pub change: Option<&'static str>,
    /// By how many points.
    pub by: Option<f64>,
}

/// One score of a visit.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct SkinScore {
    /// Which metric.
    pub metric: String,
    /// 0–100, 100 = best.
    pub score: f64,
}

/// One visit.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct SkinPoint {
    /// In which service.
    pub service: String,
    /// On which day.
    #[ts(as = "String")]
    pub on: NaiveDate,
    /// Its scores.
    pub metrics: Vec<SkinScore>,
}

/// A skin test.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct SkinView {
    /// When it was taken, where the file says so.
    #[ts(as = "Option<String>")]
    pub taken_at: Option<Moment>,
    /// Maker and name of the device.
    pub device: String,
    /// Profile and its version.
    pub profile: String,
    /// Skin type, where the device names one.
    #[ts(as = "Option<String>")]
    pub skin_type: Option<SkinType>,
    /// The same in Chinese.
    pub skin_type_zh: Option<String>,
    /// Its metrics.
    pub metrics: Vec<MetricView>,
    /// Fields of the file that nothing was made of.
    pub unmapped: Vec<String>,
    /// What to know when reading it, in Chinese.
    pub warnings: Vec<String>,
    /// The same in English.
    pub warnings_en: Vec<String>,
    /// This test and the ones before it, the earliest first.
    pub history: Vec<SkinPoint>,
}

/// A test with the service that it belongs to.
struct Visit<'a> {
    service: &'a AnyService,
    test: SkinTest,
}

impl SkinView {
    /// The latest kept test of these services, which are one customer's in order; with what was before it.
    pub(crate) fn latest(store: &Store, services: &[AnyService]) -> Result<Option<Self>, Refusal> {
        let mut visits = Vec::new();
        for service in services.iter().rev() {
            if let Some(test) = crate::steps::skin::tested(store, service.progress())? {
                visits.push(Visit { service, test });
            }
            if visits.len() == VISITS {
                break;
            }
        }
        visits.reverse();
        Ok(visits.split_last().map(|(last, before)| Self::of(last, before)))
    }

    fn of(visit: &Visit<'_>, before: &[Visit<'_>]) -> Self {
        let test = &visit.test;
        let previous = before.last().map(|visit| &visit.test);
        let metrics: Vec<MetricView> =
            test.measurements.iter().map(|measurement| metric(measurement, test, previous)).collect();
        let (warnings, warnings_en) = warnings(test, previous).into_iter().unzip();
        Self {
            taken_at: test.taken_at,
            device: format!("{} {}", test.origin.vendor, test.origin.device).trim().to_owned(),
            profile: format!("{} v{}", test.origin.profile, test.origin.profile_version),
            skin_type: test.skin_type,
            skin_type_zh: test.skin_type.map(|kind| kind.zh().to_owned()),
            metrics,
            unmapped: test.origin.unmapped.clone(),
            warnings,
            warnings_en,
            history: before.iter().chain([visit]).map(point).collect(),
        }
    }
}

fn metric(measurement: &Measurement, test: &SkinTest, previous: Option<&SkinTest>) -> MetricView {
    let found = previous.and_then(|previous| change(previous, test, measurement.metric, None).ok());
    let (change, by) = match found {
        Some(Change::Better(points)) => (Some("better"), Some(points.points())),
        Some(Change::Worse(points)) => (Some("worse"), Some(points.points())),
        Some(Change::NoMeasurable) => (Some("no_measurable"), None),
        None => (None, None),
    };
    MetricView {
        metric: measurement.metric.code().to_owned(),
        zh: measurement.metric.zh().to_owned(),
        en: measurement.metric.en().to_owned(),
        score: measurement.score.map(domain::skin::Score::points),
        raw: Some(format!("{} {}", measurement.raw, measurement.unit()).trim().to_owned()),
        confirmed: measurement.confirmed(),
        change,
        by,
    }
}

fn warnings(test: &SkinTest, previous: Option<&SkinTest>) -> Vec<(String, String)> {
    let mut warnings = Vec::new();
    let doubtful = test.measurements.iter().filter(|found| found.score.is_some() && !found.confirmed());
    let doubtful = doubtful.count();
    if doubtful > 0 {
        warnings.push((
            format!("{doubtful} 项的换算尚未确认，分值仅供参考"),
            format!("the conversion of {doubtful} metrics is not confirmed: read their scores with care"),
        ));
    }
    let why = previous.and_then(|previous| change(previous, test, Metric::Overall, None).err());
    match why {
        Some(Incomparable::Profile) => warnings.push((
            "与上次的仪器方案或版本不同，不作比较".to_owned(),
            "read by another profile than last time: the two are not compared".to_owned(),
        )),
        Some(Incomparable::Engine) => warnings.push((
            "与上次的分析引擎版本不同，不作比较".to_owned(),
            "scored by another engine version than last time: the two are not compared".to_owned(),
        )),
        Some(Incomparable::Field | Incomparable::NoScore | Incomparable::NoBand) | None => {}
    }
    warnings
}

fn point(visit: &Visit<'_>) -> SkinPoint {
    let opened = visit.service.progress().opened();
    let scored = visit.test.measurements.iter().filter_map(|found| {
        Some(SkinScore { metric: found.metric.code().to_owned(), score: found.score?.points() })
    });
    SkinPoint {
        service: opened.service.to_string(),
        on: visit.test.taken_at.unwrap_or(opened.at).date_naive(),
        metrics: scored.collect(),
    }
}
