//! Reading files and rules without a store: dry runs that save nothing.

use std::io::{Read as _, Write as _};
use std::path::Path;

use chrono::{Local, NaiveDate};
use counter::{Host as _, Refusal};
use domain::region::Province;
use domain::skin::SkinTest;
use rules::facts::{Facts, facts_schema};
use rules::{Gate, Outcome as Ruled, Place};
use serde_json::{Value, json};
use skintest::{Options, Problem, ProblemCode, Profiles};
use words::Worded as _;

use crate::arguments::{Arguments, GateName, Import, Rules, RulesTask};
use crate::host::Terminal;
use crate::report::{Answer, Failure, Outcome};

/// Reads a file as far as an importer can need it, so that an endless one is refused and not swallowed, and a pipe is
/// not waited for.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>, Vec<Problem>> {
    let bound = skintest::limits::ARCHIVE_BYTES.max(skintest::limits::FILE_BYTES);
    let bound = u64::try_from(bound).unwrap_or(u64::MAX);
    let refuse = |why: &str| {
        let what = format!("文件 {} 打不开：{why}", path.display());
        vec![Problem::refusal(ProblemCode::Unreadable, "", &what)]
    };
    let is_file = std::fs::metadata(path).map_err(|error| refuse(&told(&error)))?.is_file();
    if !is_file {
        return Err(refuse("不是普通文件"));
    }
    let mut bytes = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(bound + 1).read_to_end(&mut bytes));
    read.map(|_| bytes).map_err(|error| refuse(&told(&error)))
}

/// What the file system says, in words that say what to do.
fn told(error: &std::io::Error) -> String {
    if error.kind() == std::io::ErrorKind::NotFound {
        return "没有这个文件".to_owned();
    }
    if error.kind() == std::io::ErrorKind::PermissionDenied {
        return "没有读取权限".to_owned();
    }
    error.to_string()
}

pub(crate) fn import(arguments: &Arguments, task: &Import) -> Outcome {
    let damaged = |error| Refusal::new("damaged_installation", format!("测肤仪配置无法读取：{error}"));
    let profiles = Profiles::builtin().map_err(damaged)?;
    let options = Options {
        now: Terminal::new(arguments.now).now(),
        profile: task.profile.as_deref(),
        real_age: task.age,
        row: task.row.as_deref(),
    };
    let bytes = bytes(&task.file).map_err(Failure::Problems)?;
    let imported = skintest::import(&bytes, &profiles, &options).map_err(Failure::Problems)?;
    if arguments.store.is_some() {
        already(arguments, &bytes, task.row.as_deref())?;
    }
    if arguments.json {
        stream(&imported)?;
        return Ok(Answer::given());
    }
    let words = imported.tests.iter().map(described).collect::<Vec<_>>().join("\n");
    Ok(Answer { value: Value::Null, words, given: false })
}

/// Writes the answer test by test: a file of many people is larger as one JSON value than as what was read.
fn stream(imported: &skintest::Imported) -> Result<(), Refusal> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut written = || {
        for (index, test) in imported.tests.iter().enumerate() {
            let before = if index == 0 { "{\"tests\":[" } else { "," };
            write!(out, "{before}{}", listed(test))?;
        }
        writeln!(out, "],\"warnings\":{}}}", json!(imported.warnings))?;
        out.flush()
    };
    match written() {
        // Whoever read had read enough.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(|error| Refusal::new("file", format!("输出失败：{error}"))),
    }
}

/// With a store named, a file that it holds already is refused here too.
fn already(arguments: &Arguments, bytes: &[u8], row: Option<&str>) -> Result<(), Failure> {
    let store = crate::tend::open(arguments)?;
    let sha256 = skintest::sha256(bytes);
    let raw = domain::signature::Digest::parse(&sha256);
    let raw = raw.map_err(|error| Refusal::new("unreadable", error.to_string()))?;
    match store.imported(&raw, row)? {
        Some(before) => {
            Err(Failure::Problems(vec![Problem::already_imported(&sha256, before.service.as_str())]))
        }
        None => Ok(()),
    }
}

fn listed(test: &SkinTest) -> Value {
    let metrics = test.measurements.iter().map(|measured| {
        json!({
            "metric": measured.metric.code(),
            "value": measured.score.map(|score| score.points()),
            "raw": measured.raw,
            "unit": measured.unit(),
            "where": measured.path(),
            "confirmed": measured.confirmed(),
            "direction": "100_is_best",
        })
    });
    let mut value = json!({
        "profile": test.origin.profile,
        "profile_version": test.origin.profile_version,
        "device": test.origin.device,
        "sha256": test.origin.sha256,
        "metrics": metrics.collect::<Vec<_>>(),
        "skin_type": test.skin_type,
        "unmapped": test.origin.unmapped,
    });
    if let Some(subject) = &test.subject {
        value["subject"] = json!(subject);
    }
    if let Some(taken_at) = test.taken_at {
        value["taken_at"] = json!(taken_at.to_rfc3339());
    }
    if let Some(operator) = &test.operator {
        value["operator"] = json!(operator);
    }
    value
}

fn described(test: &SkinTest) -> String {
    let subject = test.subject.as_deref().unwrap_or("—");
    let metrics = test.measurements.iter().map(|measured| {
        let score =
            measured.score.map_or_else(|| "未评分".to_owned(), |score| format!("{:.1}", score.points()));
        format!("{} {score}（原值 {} {}）", measured.metric.zh(), measured.raw, measured.unit())
    });
    format!("{} · {subject}：{}", test.origin.profile, metrics.collect::<Vec<_>>().join("，"))
}

pub(crate) fn rules(arguments: &Arguments, task: &Rules) -> Outcome {
    match &task.what {
        RulesTask::List { on, region, district } => {
            let wanted = if region.starts_with("浦东") { "上海" } else { region };
            let province = Province::parse(wanted).ok_or_else(|| {
                Refusal::new("unknown_region", format!("没有省份「{region}」：可写 SD、山东、鲁 或 Shandong"))
            })?;
            let today = arguments.now.map_or_else(
                || domain::in_china(Local::now().fixed_offset()).date_naive(),
                |now| domain::in_china(now).date_naive(),
            );
            // 上海浦东 names a district with its city.
            let named = region.contains("浦东").then_some("浦东新区");
            Ok(list(on.unwrap_or(today), province, district.as_deref().or(named)))
        }
        RulesTask::Check { facts, gate } => check(facts, *gate),
        RulesTask::Schema => {
            let schema = json!(facts_schema());
            Ok(Answer { words: format!("{schema:#}"), value: schema, given: false })
        }
    }
}

fn list(on: NaiveDate, province: Province, district: Option<&str>) -> Answer {
    let place = Place { province, district, authorisations: &[] };
    let (mut listed, mut words) = (Vec::new(), Vec::new());
    for book in rules::builtin() {
        let binding = book.binds(on, &place);
        let state = if binding.binds { "✓ 适用" } else { "✗ 不适用" };
        words.push(format!("{} {state}：{}", book.title, binding.why));
        words.extend(book.clauses.iter().map(|clause| format!("  {} {}", clause.number, clause.duty)));
        listed.push(json!(book.listed(on, &place)));
    }
    Answer { value: Value::Array(listed), words: words.join("\n"), given: false }
}

fn check(path: &Path, gate: Option<GateName>) -> Outcome {
    let unreadable = |why: &dyn std::fmt::Display| {
        let message = format!("事实文件 {} 无法读取：{why}", path.display());
        Refusal::new("facts_unreadable", message).mend("用 rules schema 查看应有的字段")
    };
    if std::fs::metadata(path).is_ok_and(|found| !found.is_file()) {
        return Err(unreadable(&"不是普通文件").into());
    }
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(&told(&error)))?;
    let facts: Facts = serde_json::from_str(&text).map_err(|error| unreadable(&error))?;
    let gates = match gate {
        Some(GateName::RecipeChoice) => vec![Gate::RecipeChoice],
        Some(GateName::Clearance) => vec![Gate::Clearance],
        Some(GateName::Weigh) => vec![Gate::Weigh],
        Some(GateName::Label) => vec![Gate::Label],
        Some(GateName::Release) => vec![Gate::Release],
        Some(GateName::HandOver) => vec![Gate::HandOver],
        None => Gate::ALL.to_vec(),
    };
    let books = rules::builtin();
    let findings: Vec<_> = gates.into_iter().flat_map(|gate| rules::judge(&facts, &books, gate)).collect();
    let clear = rules::judge::clear(&findings);
    let mark = |outcome| match outcome {
        Ruled::Pass => "✓",
        Ruled::Stop => "✗",
        Ruled::Warn => "!",
        Ruled::NotApplicable => "–",
    };
    let lines = findings.iter().map(|found| {
        format!("{} {} {}：{}", mark(found.outcome), found.rulebook, found.clause, found.because)
    });
    let words = lines.collect::<Vec<_>>().join("\n");
    Ok(Answer { value: json!({"clear": clear, "findings": findings}), words, given: false })
}
