//! Analyser profiles: how a file is recognised from its own content, which fields become which metric, and by
//! which scale.
//!
//! Profiles are data (`assets/analysers/*.toml`) and are judged strictly when they are loaded: an unknown key, a
//! broken path, a range upside down or a metric without a scale is an error of the profile, never a surprise at
//! the counter. This module refuses to look at any file of a customer.

use std::collections::{BTreeMap, BTreeSet};

use domain::skin::{Metric, Score, SkinType};
use serde::Deserialize;

use crate::path::Path;
use crate::profiles::ProfileError;
use crate::scale::Scale;

/// What kind of file a profile reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    Json,
    Table,
}

/// How several values of one rule become one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Combine {
    #[default]
    Mean,
    Worst,
}

/// How a time is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TimeFormat {
    /// Seconds since 1970, as a number or digits.
    Unix,
    /// Seconds since 1970 before the first comma of an id.
    UnixPrefix,
    /// A calendar date with or without time and offset; without an offset, in that of the store.
    Calendar,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProfileFile {
    id: String,
    version: u32,
    kind: Kind,
    vendor: String,
    device: String,
    /// What the field names rest on, for the reader of the profile.
    source: String,
    engine_version: Option<String>,
    engine_path: Option<String>,
    #[serde(default)]
    roots: Vec<String>,
    #[serde(default)]
    row_names: bool,
    #[serde(default)]
    fallback: bool,
    recognise: RecogniseFile,
    failure: Option<FailureFile>,
    time: Option<TimeFile>,
    #[serde(default)]
    subject: Vec<String>,
    operator: Option<String>,
    age: Option<String>,
    skin_type: Option<SkinTypeFile>,
    #[serde(default)]
    kept: Vec<String>,
    /// Tables: columns that only an instrument fills.
    #[serde(default)]
    instrument: Vec<String>,
    #[serde(default)]
    metric: Vec<RuleFile>,
    #[serde(default)]
    repeatability: BTreeMap<Metric, f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RecogniseFile {
    #[serde(default)]
    all: Vec<String>,
    #[serde(default)]
    any: Vec<String>,
    #[serde(default)]
    none: Vec<String>,
    #[serde(default)]
    equals: BTreeMap<String, String>,
    /// Tables: only tab-separated text is recognised.
    #[serde(default)]
    tab_separated: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FailureFile {
    code: Option<String>,
    #[serde(default)]
    good: Vec<String>,
    message: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TimeFile {
    path: String,
    format: TimeFormat,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SkinTypeFile {
    path: String,
    map: BTreeMap<String, SkinType>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    metric: Metric,
    from: Vec<String>,
    #[serde(default)]
    combine: Combine,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    units: Vec<String>,
    scale: Scale,
    range: Option<[f64; 2]>,
    plausible: Option<[f64; 2]>,
    #[serde(default)]
    zero_is_unmeasured: bool,
    confirmed: bool,
}

/// A path of a JSON profile, or the alias names of a column.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    Path(Path),
    Columns(Vec<String>),
}

impl Source {
    fn read(text: &str, kind: Kind) -> Result<Self, String> {
        match kind {
            Kind::Json => Path::parse(text).map(Self::Path),
            Kind::Table => {
                let names: Vec<String> = text.split('|').map(crate::header::normalised).collect();
                if names.iter().any(String::is_empty) {
                    return Err(format!("“{text}” has an empty column name"));
                }
                Ok(Self::Columns(names))
            }
        }
    }

    /// The JSON path; `None` for the columns of a table.
    pub(crate) fn path(&self) -> Option<&Path> {
        match self {
            Self::Path(path) => Some(path),
            Self::Columns(_) => None,
        }
    }

    /// The normalised column names; none for a JSON path.
    pub(crate) fn columns(&self) -> &[String] {
        match self {
            Self::Path(_) => &[],
            Self::Columns(names) => names,
        }
    }
}

/// One way to one metric. A metric's rules are tried in the order of the profile; the first with a value wins.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) metric: Metric,
    pub(crate) from: Vec<Source>,
    pub(crate) combine: Combine,
    pub(crate) unit: String,
    /// Units that a column header may state for this rule, normalised; empty: any.
    pub(crate) units: Vec<String>,
    pub(crate) scale: Scale,
    /// Outside of it the file is refused.
    pub(crate) range: [f64; 2],
    /// Outside of it the value is left out, with a warning.
    pub(crate) plausible: Option<[f64; 2]>,
    pub(crate) zero_is_unmeasured: bool,
    pub(crate) confirmed: bool,
}

/// How a reply says that it failed.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) code: Option<Path>,
    pub(crate) good: Vec<String>,
    pub(crate) message: Vec<Path>,
}

/// A validated profile.
#[derive(Debug)]
pub(crate) struct Profile {
    pub(crate) id: String,
    pub(crate) version: u32,
    pub(crate) kind: Kind,
    pub(crate) vendor: String,
    pub(crate) device: String,
    pub(crate) engine_version: Option<String>,
    pub(crate) engine_path: Option<Source>,
    pub(crate) roots: Vec<Path>,
    pub(crate) row_names: bool,
    pub(crate) fallback: bool,
    pub(crate) all: Vec<Source>,
    pub(crate) any: Vec<Source>,
    pub(crate) none: Vec<Source>,
    pub(crate) equals: Vec<(Path, String)>,
    pub(crate) tab_separated: bool,
    pub(crate) failure: Option<Failure>,
    pub(crate) time: Option<(Source, TimeFormat)>,
    pub(crate) subject: Vec<Source>,
    pub(crate) operator: Option<Source>,
    pub(crate) age: Option<Source>,
    pub(crate) skin_type: Option<(Source, BTreeMap<String, SkinType>)>,
    pub(crate) kept: Vec<Source>,
    pub(crate) instrument: Vec<Source>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) repeatability: BTreeMap<Metric, Score>,
}

impl Profile {
    pub(crate) fn read(name: &str, text: &str) -> Result<Self, ProfileError> {
        let file: ProfileFile = toml::from_str(text)
            .map_err(|source| ProfileError::Syntax { name: name.to_owned(), source: Box::new(source) })?;
        Self::checked(file).map_err(|what| ProfileError::Invalid { name: name.to_owned(), what })
    }

    fn checked(file: ProfileFile) -> Result<Self, String> {
        let kind = file.kind;
        let sources = |texts: &[String]| -> Result<Vec<Source>, String> {
            texts.iter().map(|text| Source::read(text, kind)).collect()
        };
        let source = |text: &Option<String>| -> Result<Option<Source>, String> {
            text.as_deref().map(|text| Source::read(text, kind)).transpose()
        };
        let paths = |texts: &[String]| -> Result<Vec<Path>, String> {
            texts.iter().map(|text| Path::parse(text)).collect()
        };
        for (key, text) in [("id", &file.id), ("vendor", &file.vendor), ("source", &file.source)] {
            if text.trim().is_empty() {
                return Err(format!("`{key}` is empty"));
            }
        }
        if file.recognise.all.is_empty() && file.recognise.any.is_empty() && file.recognise.equals.is_empty()
        {
            return Err("`recognise` would fit every file".to_owned());
        }
        if kind == Kind::Table && !(file.roots.is_empty() && file.recognise.equals.is_empty()) {
            return Err("`roots` and `recognise.equals` are for JSON".to_owned());
        }
        if kind == Kind::Json && (file.row_names || file.fallback || file.recognise.tab_separated) {
            return Err("`row_names`, `fallback` and `tab_separated` are for tables".to_owned());
        }
        let mut repeatability = BTreeMap::new();
        for (metric, band) in file.repeatability {
            let band =
                Score::new(band).map_err(|error| format!("repeatability of {}: {error}", metric.code()))?;
            repeatability.insert(metric, band);
        }
        let mut seen = BTreeSet::new();
        for text in &file.kept {
            if !seen.insert(text) {
                return Err(format!("`kept` names {text} twice"));
            }
        }
        let roots = if file.roots.is_empty() { vec![String::new()] } else { file.roots };
        let equals = file.recognise.equals.into_iter();
        let equals: Result<_, String> = equals.map(|(path, text)| Ok((Path::parse(&path)?, text))).collect();
        let failure = file.failure.map(|failure| -> Result<Failure, String> {
            Ok(Failure {
                code: failure.code.as_deref().map(Path::parse).transpose()?,
                good: failure.good,
                message: paths(&failure.message)?,
            })
        });
        let time = file.time.map(|time| Ok::<_, String>((Source::read(&time.path, kind)?, time.format)));
        let skin_type =
            file.skin_type.map(|field| Ok::<_, String>((Source::read(&field.path, kind)?, field.map)));
        Ok(Self {
            all: sources(&file.recognise.all)?,
            any: sources(&file.recognise.any)?,
            none: sources(&file.recognise.none)?,
            equals: equals?,
            tab_separated: file.recognise.tab_separated,
            failure: failure.transpose()?,
            time: time.transpose()?,
            subject: sources(&file.subject)?,
            operator: source(&file.operator)?,
            age: source(&file.age)?,
            skin_type: skin_type.transpose()?,
            kept: sources(&file.kept)?,
            instrument: sources(&file.instrument)?,
            engine_path: source(&file.engine_path)?,
            roots: paths(&roots)?,
            rules: file.metric.into_iter().map(|rule| Rule::checked(rule, kind)).collect::<Result<_, _>>()?,
            id: file.id,
            version: file.version,
            kind,
            vendor: file.vendor,
            device: file.device,
            engine_version: file.engine_version,
            row_names: file.row_names,
            fallback: file.fallback,
            repeatability,
        })
    }
}

impl Rule {
    fn checked(file: RuleFile, kind: Kind) -> Result<Self, String> {
        let metric = file.metric.code();
        if file.from.is_empty() {
            return Err(format!("{metric}: `from` is empty"));
        }
        if kind == Kind::Json && !file.units.is_empty() {
            return Err(format!("{metric}: `units` are for tables"));
        }
        file.scale.check(file.from.len()).map_err(|what| format!("{metric}: {what}"))?;
        if matches!(file.scale, Scale::SkinAge) != (file.metric == Metric::SkinAge) {
            return Err(format!("{metric}: the scale `skin_age` is for skin_age alone"));
        }
        let range = file.range.unwrap_or_else(|| file.scale.natural_range());
        for [low, high] in [Some(range), file.plausible].into_iter().flatten() {
            if low.is_nan() || high.is_nan() || low > high {
                return Err(format!("{metric}: {low}..{high} is not a range"));
            }
        }
        Ok(Self {
            metric: file.metric,
            from: file.from.iter().map(|text| Source::read(text, kind)).collect::<Result<_, _>>()?,
            combine: file.combine,
            unit: file.unit,
            units: file.units.iter().map(|unit| crate::header::normalised_unit(unit)).collect(),
            scale: file.scale,
            range,
            plausible: file.plausible,
            zero_is_unmeasured: file.zero_is_unmeasured,
            confirmed: file.confirmed,
        })
    }
}
