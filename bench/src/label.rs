//! The label PDF against ReportLab and Typst, with the same words and the same typeface, in the same run. Both come from PyPI at
//! fixed versions into a venv of the bench's own; without them the mark says "not measured" and has no ratio.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use chrono::{DateTime, NaiveDate};
use documents::{
    Component, Label, LabelTemplate, NetContent, Party, Refusal, Typeface, label_pdf, label_roll_pdf,
    shipped_templates,
};

use ed25519_dalek::SigningKey;
use token::{LabelToken, Part, TokenError};

use crate::{Mark, Marks, median, timed};

const RUNS: usize = 200;
const ROLL: usize = 500;
const PACKAGES: [&str; 3] = ["reportlab==5.1.0", "typst==0.15.0", "fonttools==4.60.1"];
const ORDINARY: &str = "label-60x40";

/// What one way of making the label took.
struct Taken {
    ms: f64,
    bytes: f64,
}

/// Measures the warm label, its size, and 500 labels in a row.
pub fn run() -> Marks {
    let typeface = Typeface::shipped()?;
    let missing = || Refusal::Template { template: ORDINARY.to_owned(), why: "not shipped".to_owned() };
    let template =
        shipped_templates()?.into_iter().find(|template| template.id == ORDINARY).ok_or_else(missing)?;
    let labels: Vec<Label> = (0..ROLL).map(label).collect::<Result<_, _>>()?;
    for label in labels.iter().take(20) {
        label_pdf(label, &template, &typeface)?;
    }
    let mut times = Vec::with_capacity(RUNS);
    let mut bytes = 0;
    for label in labels.iter().take(RUNS) {
        let (seconds, pdf) = timed(|| label_pdf(label, &template, &typeface));
        bytes = pdf?.len();
        times.push(seconds);
    }
    let ours = Taken { ms: median(times) * 1e3, bytes: bytes as f64 };
    let code = labels.first().map(|label| label.code_content.clone()).unwrap_or_default();
    let mut marks = roll(&labels, &template, &typeface)?;
    let venv = venv(&code);
    for (time, size, name, script) in [
        ("label PDF, warm", "label PDF, size", "ReportLab 5.1.0", "label_reportlab.py"),
        ("label PDF, warm", "label PDF, size", "Typst 0.15.0 (no QR)", "label_typst.py"),
    ] {
        let reference = venv.as_ref().map_err(Clone::clone).and_then(|venv| venv.reference(script));
        let (time_against, size_against, ratios) = match reference {
            Ok(theirs) => (
                format!("{name} {:.2} ms", theirs.ms),
                format!("{name} {:.1} KB", theirs.bytes / 1024.0),
                Some((ours.ms / theirs.ms, ours.bytes / theirs.bytes)),
            ),
            Err(why) => (format!("{name}: not measured ({why})"), format!("{name}: not measured"), None),
        };
        marks.push(Mark {
            what: time,
            ours: format!("{:.2} ms", ours.ms),
            against: time_against,
            ratio: ratios.map(|ratios| ratios.0),
        });
        let kilobytes = format!("{:.1} KB", ours.bytes / 1024.0);
        marks.push(Mark {
            what: size,
            ours: kilobytes,
            against: size_against,
            ratio: ratios.map(|ratios| ratios.1),
        });
    }
    Ok(marks)
}

/// One paper of all the labels, as a printer of rolls takes it.
fn roll(labels: &[Label], template: &LabelTemplate, typeface: &Typeface) -> Marks {
    let (seconds, pdf) = timed(|| label_roll_pdf(labels, template, typeface));
    let kilobytes = pdf?.len() as f64 / 1024.0;
    Ok(vec![
        Mark {
            what: "500 labels, one PDF",
            ours: format!("{seconds:.2} s"),
            against: "the goal, 0.3 s".to_owned(),
            ratio: Some(seconds / 0.3),
        },
        Mark {
            what: "500 labels, size",
            ours: format!("{kilobytes:.0} KB"),
            against: "the goal, 400 KB".to_owned(),
            ratio: Some(kilobytes / 400.0),
        },
    ])
}

/// The interpreter with the reference packages, and the typeface in both forms.
#[derive(Clone)]
struct Venv {
    python: PathBuf,
    otf: PathBuf,
    ttf: PathBuf,
    lines: PathBuf,
    scripts: PathBuf,
}

fn venv(code: &str) -> Result<Venv, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("no workspace")?;
    let home = root.join("target/bench-venv");
    let venv = Venv {
        python: home.join("bin/python"),
        otf: root.join("assets/fonts/NotoSansSC-Tiaohe.otf"),
        ttf: home.join("label.ttf"),
        lines: home.join("label.json"),
        scripts: root.join("bench/reference"),
    };
    if !venv.python.exists() {
        ran(Command::new("python3").args(["-m", "venv"]).arg(&home), "python3 -m venv")?;
    }
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    ran(Command::new(&venv.python).args(pip).args(PACKAGES), "pip install, is there a network?")?;
    if !venv.ttf.exists() {
        ran(
            Command::new(&venv.python).arg(venv.scripts.join("truetype.py")).arg(&venv.otf).arg(&venv.ttf),
            "truetype.py",
        )?;
    }
    let texts = serde_json::json!({ "code": code, "lines": LINES });
    std::fs::write(&venv.lines, texts.to_string()).map_err(|error| error.to_string())?;
    Ok(venv)
}

impl Venv {
    fn reference(&self, script: &str) -> Result<Taken, String> {
        let font = if script.contains("reportlab") { &self.ttf } else { &self.otf };
        let mut command = Command::new(&self.python);
        command.arg(self.scripts.join(script)).arg(font).arg(&self.lines).arg(RUNS.to_string());
        let out = ran(&mut command, script)?;
        let answer: serde_json::Value =
            serde_json::from_slice(&out).map_err(|error| format!("{script}: {error}"))?;
        let figure = |name: &str| {
            answer.get(name).and_then(serde_json::Value::as_f64).ok_or_else(|| format!("{script}: no {name}"))
        };
        Ok(Taken { ms: figure("ms")?, bytes: figure("bytes")? })
    }
}

fn ran(command: &mut Command, what: &str) -> Result<Vec<u8>, String> {
    let output = command.output().map_err(|error| format!("{what}: {error}"))?;
    if output.status.success() { Ok(output.stdout) } else { Err(format!("{what} failed")) }
}

/// What our label says, line by line as it breaks them.
const LINES: [&str; 13] = [
    "产品名称：演示保湿舒缓精华",
    "限期使用日期：2026-12-20 净含量：12.5 g",
    "生产批号：T261120-0031 编号：JN01-261120-0031",
    "所用产品：演示保湿精华液 鲁G妆网备字2026000001 批号",
    "A2611001 60%；演示舒缓乳液 鲁G妆网备字",
    "2026000002 批号B2611002 40%",
    "备案人：演示化妆品有限公司 地址：山东省济南市演示路1号",
    "经营场所：演示济南一店 地址：济南市历下区演示街8号",
    "服务时间：2026-11-20 14:05",
    "注意：请在30天内用完；如有不适请停用",
    "投诉：0531-00000000",
    "操作C07 质安Q02",
    "其余见使用须知",
];

/// The unit of [`LINES`] with its signed code; one number changes from label to label, as at the counter.
fn label(number: usize) -> Result<Label, TokenError> {
    let component = |name: &str, filing_number: &str, lot: &str, share| Component {
        name: name.to_owned(),
        filing_number: filing_number.to_owned(),
        lot: lot.to_owned(),
        share,
        ingredients: vec!["水".to_owned(), "甘油".to_owned()],
        traces: Vec::new(),
    };
    let party = |name: &str, address: &str| Party { name: name.to_owned(), address: address.to_owned() };
    let unit_number = format!("JN01-261120-{number:04}");
    let mut label = Label {
        product_name: "演示保湿舒缓精华".to_owned(),
        components: vec![
            component("演示保湿精华液", "鲁G妆网备字2026000001", "A2611001", 6_000),
            component("演示舒缓乳液", "鲁G妆网备字2026000002", "B2611002", 4_000),
        ],
        ingredients: None,
        enterprise: party("演示化妆品有限公司", "山东省济南市演示路1号"),
        store: party("演示济南一店", "济南市历下区演示街8号"),
        producer: party("演示化妆品有限公司", "山东省济南市演示路1号"),
        producer_licence: "鲁妆20260001".to_owned(),
        standard: "鲁G妆网备字2026000001".to_owned(),
        service_time: DateTime::from_timestamp(1_795_154_700, 0).unwrap_or_default().fixed_offset(),
        net: NetContent(12_500),
        batch: format!("T261120-{number:04}"),
        use_by: NaiveDate::from_ymd_opt(2026, 12, 20).unwrap_or_default(),
        usage: "洁面后取适量，均匀涂抹于面部。".to_owned(),
        warnings: vec!["请在30天内用完".to_owned(), "如有不适请停用".to_owned()],
        operator_code: "C07".to_owned(),
        officer_code: "Q02".to_owned(),
        phone: "0531-00000000".to_owned(),
        code_content: String::new(),
        unit_number,
    };
    let part = |part: &Component| Part { filing: part.filing_number.clone(), lot: part.lot.clone() };
    let token = LabelToken {
        service: label.unit_number.clone(),
        made_at: label.service_time,
        use_by: label.use_by,
        parts: label.components.iter().map(part).collect(),
    };
    label.code_content = token.signed(&SigningKey::from_bytes(&[42; 32]))?;
    Ok(label)
}
