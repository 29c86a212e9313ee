//! The real window, against an empty Tauri window of the same build: how long it takes to start, what its processes
//! hold, and how long a scan and a search take from the key to the painted answer.

mod driven;
mod paint;
mod screen;
mod start;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Duration;

use domain::service::Step;
use serde_json::json;

use crate::handlers::{DONE_TODAY, Known};
use crate::history::{Day, Dice, Home, Size};
use crate::{Mark, Marks, median};
use driven::Driven;
use screen::Screen;

/// Starts of each window, in turns.
const STARTS: usize = 7;
/// Searches and scans of each kind.
const PAINTS: usize = 30;
/// Openings of a service at each step.
const OPENINGS: usize = 12;
/// Where a service stands, what its panel is called, and what it shows once it is there.
const STEPS: [(Step, &str, &str); 9] = [
    (Step::Opened, "from the day to the painted 告知", "*"),
    (Step::Noticed, "from the day to the painted 需求", "*"),
    (Step::Needed, "from the day to the painted 测肤", "*"),
    (Step::Tested, "from the day to the painted 方案, ranked", "ti-recipe-card"),
    (Step::Planned, "from the day to the painted 签字", "*"),
    (Step::Agreed, "from the day to the painted 核对", "*"),
    (Step::Cleared, "from the day to the painted 调配", "*"),
    (Step::Blended, "from the day to the painted 标签", "*"),
    (Step::Released, "from the day to the painted 交付", "*"),
];
/// How long a window is left alone before its memory is looked at.
const REST: Duration = Duration::from_secs(5);

/// Measures all of it.
pub fn run() -> Marks {
    let (large, small) = (Home::of(Size::five_years()?)?, Home::of(Size::DEMO)?);
    let screen = Screen::open()?;
    let mut marks = starts(&screen, &large, &small)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (ours, theirs) = (runtime.block_on(used(&screen, &large))?, runtime.block_on(used(&screen, &small))?);
    for (ours, theirs) in ours.painted.iter().zip(&theirs.painted) {
        marks.push(Mark {
            what: ours.what,
            ours: ours.shown(),
            against: format!("as founded {}; goal p99 ≤ 100 ms, flat", theirs.shown()),
            ratio: Some(ours.at(50) / theirs.at(50)),
        });
    }
    let empty = runtime.block_on(untouched(&screen))?;
    for (what, megabytes) in [
        ("memory at 方案, all processes, five years", ours.megabytes),
        ("memory at 方案, all processes, as founded", theirs.megabytes),
    ] {
        marks.push(Mark {
            what,
            ours: format!("{megabytes:.0} MB"),
            against: format!("empty Tauri window {empty:.0} MB; goal ≤ 1.6×"),
            ratio: Some(megabytes / empty),
        });
    }
    Ok(marks)
}

fn program(name: &str) -> Result<PathBuf, Box<dyn Error>> {
    let folder = std::env::current_exe()?.parent().map(Path::to_owned).unwrap_or_default();
    let program = folder.join(name).with_extension(std::env::consts::EXE_EXTENSION);
    if program.is_file() {
        Ok(program)
    } else {
        Err(format!("{name} is not built: use `cargo xtask bench`").into())
    }
}

fn starts(screen: &Screen, large: &Home, small: &Home) -> Marks {
    let (counter, empty) = (program("tiaohe")?, program("empty-window")?);
    let nobody = tempfile::tempdir()?;
    let (mut ours, mut fresh, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..STARTS {
        theirs.push(start::seconds(screen, &empty, nobody.path())?);
        ours.push(start::seconds(screen, &counter, &large.data)?);
        fresh.push(start::seconds(screen, &counter, &small.data)?);
    }
    let (ours, fresh, theirs) = (median(ours), median(fresh), median(theirs));
    let mark = |what, seconds: f64| Mark {
        what,
        ours: format!("{seconds:.2} s"),
        against: format!("empty Tauri window {theirs:.2} s; goal ≤ 1.5×"),
        ratio: Some(seconds / theirs),
    };
    Ok(vec![mark("start to usable, five years", ours), mark("start to usable, as founded", fresh)])
}

/// Milliseconds from key to paint, sorted.
struct Painted {
    what: &'static str,
    milliseconds: Vec<f64>,
}

impl Painted {
    fn of(what: &'static str, mut milliseconds: Vec<f64>) -> Self {
        milliseconds.sort_by(f64::total_cmp);
        Self { what, milliseconds }
    }

    fn at(&self, hundredths: usize) -> f64 {
        let last = self.milliseconds.len().saturating_sub(1);
        let at = (self.milliseconds.len() * hundredths / 100).min(last);
        self.milliseconds.get(at).copied().unwrap_or_default()
    }

    fn shown(&self) -> String {
        format!("{:.0} / {:.0} ms", self.at(50), self.at(99))
    }
}

/// What a window that was worked with answers.
struct Used {
    painted: Vec<Painted>,
    megabytes: f64,
}

/// Works with the counter's window over a store.
async fn used(screen: &Screen, home: &Home) -> Result<Used, Box<dyn Error>> {
    let Prepared { known, open, steps } = prepared(home)?;
    let window = Driven::open(screen, &program("tiaohe")?, &home.data).await?;
    window.until("[data-test^=face-]").await?;
    window.rpc("desk.unlock", json!({ "staff": "S01", "pin": "100001" })).await?;
    window.until("[data-test=search]").await?;
    let mut dice = Dice::new(17);
    let (mut names, mut numbers) = (Vec::new(), Vec::new());
    for _ in 0..PAINTS {
        let name: String =
            dice.pick(&known.names).map(|name| name.chars().take(3).collect()).unwrap_or_default();
        names.push(paint::search(&window, &name).await?);
        let number = dice.pick(&known.numbers).cloned().unwrap_or_default();
        numbers.push(paint::search(&window, &number).await?);
    }
    let (mut labels, mut services) = (Vec::new(), Vec::new());
    for _ in 0..PAINTS {
        let number = dice.pick(&known.numbers).cloned().unwrap_or_default();
        labels.push(paint::scan(&window, &number, "dialog:modal", "").await?);
        services.push(paint::scan(&window, &open, "screen-service", &open).await?);
    }
    let mut opened = Vec::with_capacity(STEPS.len());
    for ((_, what, shown), service) in STEPS.iter().zip(&steps) {
        let mut milliseconds = Vec::with_capacity(OPENINGS);
        for _ in 0..OPENINGS {
            milliseconds.push(paint::step(&window, service, shown).await?);
        }
        opened.push(Painted::of(what, milliseconds));
    }
    // The fullest of the screens: ranked recipes beside all findings.
    if let Some((tested, (_, _, shown))) =
        steps.iter().zip(STEPS).find(|(_, (step, ..))| *step == Step::Tested)
    {
        paint::step(&window, tested, shown).await?;
    }
    tokio::time::sleep(REST).await;
    let megabytes = window.megabytes()?;
    for service in steps.iter().chain([&open]) {
        let handed = json!({ "service": service, "delivery": { "way": "on_the_spot" }, "hints_given": true });
        match steps.last() {
            Some(released) if released == service => window.rpc("service.hand_over", handed).await?,
            _ => window.rpc("service.abandon", json!({ "service": service, "reason": "演示" })).await?,
        };
    }
    window.close().await?;
    let mut painted = vec![
        Painted::of("key to paint: search, a name", names),
        Painted::of("key to paint: search, a service number", numbers),
        Painted::of("key to paint: scan, the label of a past unit", labels),
        Painted::of("key to paint: scan, the label of an open service", services),
    ];
    painted.append(&mut opened);
    Ok(Used { painted, megabytes })
}

/// What can be asked for in a store, and services to be opened in it.
struct Prepared {
    known: Known,
    open: String,
    /// One at each of [`STEPS`].
    steps: Vec<String>,
}

fn prepared(home: &Home) -> Result<Prepared, Box<dyn Error>> {
    let mut store = home.open()?;
    let mut day = Day::today(&mut store, DONE_TODAY)?;
    let mut at = |step| -> Result<String, Box<dyn Error>> {
        Ok(day.at(&mut store, step, 1)?.first().map(ToString::to_string).unwrap_or_default())
    };
    let open = at(Step::Tested)?;
    let steps = STEPS.iter().map(|(step, ..)| at(*step)).collect::<Result<_, _>>()?;
    store.rest()?;
    Ok(Prepared { known: Known::of(&store, &mut Dice::new(13))?, open, steps })
}

/// What an empty window holds.
async fn untouched(screen: &Screen) -> Result<f64, Box<dyn Error>> {
    let nobody = tempfile::tempdir()?;
    let window = Driven::open(screen, &program("empty-window")?, nobody.path()).await?;
    window.until("[data-test=empty]").await?;
    tokio::time::sleep(REST).await;
    let megabytes = window.megabytes()?;
    window.close().await?;
    Ok(megabytes)
}
