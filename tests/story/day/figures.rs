//! A day's log as three readers see it: the screen, pdftotext, LibreOffice. What is compared is every row of every table, and
//! a figure that the screen cuts short is held to the places that it shows.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

use crate::stage::{Stage, at};

/// The sheet of the log's own fields.
const FIRST: &str = "日志";

/// A table with its heading row, and the lines that stand below it.
#[derive(Debug)]
struct Table {
    title: String,
    rows: Vec<Vec<String>>,
    beside: Vec<String>,
}

/// The signed log as LibreOffice reads it.
#[derive(Debug)]
pub(super) struct Log {
    tables: Vec<Table>,
}

impl Log {
    fn table(&self, title: &str) -> &Table {
        let titles: Vec<&str> = self.tables.iter().map(|table| table.title.as_str()).collect();
        self.tables.iter().find(|table| table.title == title).unwrap_or_else(|| no_table(title, &titles))
    }

    /// The rows of a table, without its heading row.
    pub(super) fn rows(&self, title: &str) -> &[Vec<String>] {
        self.table(title).rows.get(1..).unwrap_or_default()
    }

    /// The value beside a guide word of the first sheet.
    pub(super) fn first(&self, word: &str) -> String {
        let row = self.table(FIRST).rows.iter().find(|row| row.first().is_some_and(|name| name == word));
        row.and_then(|row| row.get(1)).cloned().unwrap_or_default()
    }

    /// A figure in thousandths, in the row that has all these cells.
    pub(super) fn thousandths(&self, title: &str, cells: &[&str], column: usize) -> i64 {
        let has = |row: &&Vec<String>| cells.iter().all(|cell| row.iter().any(|own| own == cell));
        let row = self.rows(title).iter().find(has);
        let row = row.unwrap_or_else(|| no_table(&format!("{title} {cells:?}"), &[]));
        figure(&row[column]).0
    }
}

#[expect(clippy::panic, reason = "a story that cannot be told is a failed test")]
fn no_table<T>(wanted: &str, there: &[&str]) -> T {
    panic!("the log has no {wanted}, only {there:?}")
}

/// Reads each sheet as it is shown.
pub(super) fn by_libreoffice(workbook: &Path) -> Log {
    let folder = workbook.with_extension("sheets");
    // Tabs between the cells, UTF-8, cells as they are shown, every sheet into a file of its own.
    let form = "csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,true,true,false,false,-1";
    let profile = format!("-env:UserInstallation=file://{}", workbook.with_extension("profile").display());
    let mut office = Command::new("soffice");
    office.args([&profile, "--headless", "--convert-to", form, "--outdir"]).arg(&folder).arg(workbook);
    let said = office.output().expect("soffice runs. Install Debian's `libreoffice-calc-nogui`.");
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let name = format!("{}-", workbook.file_stem().expect("a file").display());
    let files =
        fs::read_dir(&folder).expect("LibreOffice wrote the sheets").flatten().map(|entry| entry.path());
    let tables = files.map(|file| sheet(&file, &name)).collect();
    Log { tables }
}

fn sheet(file: &PathBuf, name: &str) -> Table {
    let title = file.file_stem().expect("a sheet").to_string_lossy().into_owned();
    let text = fs::read_to_string(file).expect("a sheet");
    assert!(!text.contains('"'), "a cell that holds a tab or a line's end: {text}");
    let title = title.strip_prefix(name).unwrap_or(&title).to_owned();
    let rows = text.lines().map(|line| line.split('\t').map(str::to_owned).collect());
    // Below its rows a sheet says in one cell what the paper says beside them; the first sheet is not a table.
    let one_cell = |row: &Vec<String>| row.iter().skip(1).all(|cell| cell.trim().is_empty());
    let (beside, rows): (Vec<Vec<String>>, Vec<_>) = rows.partition(|row| title != FIRST && one_cell(row));
    let beside = beside.into_iter().flatten().filter(|cell| !cell.trim().is_empty()).collect();
    Table { title, rows, beside }
}

/// The paper's text, in the order in which it was set, without what stands at the foot of each page.
pub(super) struct Paper {
    pages: Vec<Vec<String>>,
}

/// Reads the paper.
pub(super) fn by_pdftotext(paper: &Path) -> Paper {
    let read = Command::new("pdftotext").arg("-raw").arg(paper).arg("-").output();
    let text = read.expect("pdftotext runs. Install Debian's `poppler-utils`.").stdout;
    let text = String::from_utf8(text).expect("UTF-8");
    let page = |page: &str| {
        let mut lines: Vec<String> = page.lines().map(str::to_owned).collect();
        let foot = lines.pop().unwrap_or_default();
        assert!(foot.contains("页 共"), "a page ends with its number: {foot}");
        lines
    };
    let pages = text.split('\u{c}').filter(|page| !page.trim().is_empty()).map(page).collect();
    Paper { pages }
}

/// Without blanks: where a line is broken says nothing.
fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

impl Paper {
    /// Every table of the workbook stands on the paper, cell for cell and in the same order, each under its title. A table
    /// that goes on has its heading row again on the next page.
    pub(super) fn says_all_of(&self, log: &Log) {
        for table in log.tables.iter().filter(|table| table.title != FIRST && table.rows.len() > 1) {
            let head = table.rows[0].join(" ");
            let mut text = String::new();
            for page in &self.pages {
                let again = page.first().is_some_and(|line| *line == head);
                text.extend(page.iter().skip(usize::from(again)).map(|line| squeezed(line)));
            }
            let body: String = table.rows.iter().flatten().map(|cell| squeezed(cell)).collect();
            let beside = table.beside.iter().map(|line| squeezed(line));
            for said in std::iter::once(body).chain(beside) {
                assert!(
                    text.contains(&said),
                    "「{}」 differs.\nworkbook: {said}\npaper: {text}",
                    table.title
                );
            }
        }
        let first = log.table(FIRST);
        let text: String = self.pages.concat().iter().map(|line| squeezed(line)).collect();
        for row in &first.rows {
            let value = squeezed(row.last().map_or("", String::as_str));
            assert!(text.contains(&value), "「{}」 is not on the paper: {value}", row[0]);
        }
    }
}

/// What stands on the screen.
pub(super) struct Shown {
    tiles: Vec<[String; 2]>,
    /// By panel: each row's words, the words beside them, and its figure.
    panels: Value,
    /// Each question's record, by its address.
    odd: usize,
    labels: Value,
}

impl Shown {
    /// Reads the page of the day.
    pub(super) async fn on(stage: &Stage) -> Self {
        stage.see(&at("day-stands")).await;
        let script = "const text = (each) => each?.innerText.trim() ?? '';
            const tiles = [...document.querySelectorAll('[data-test^=figure-]')]
              .map((tile) => [text(tile.querySelector('dt')), text(tile.querySelector('dd'))]);
            const panels = {};
            for (const panel of document.querySelectorAll('[data-test^=panel-]')) {
              panels[panel.dataset.test.slice(6)] = [...panel.querySelectorAll('tr')].map((row) => {
                const note = text(row.querySelector('th small'));
                const words = text(row.querySelector('th'));
                return [note ? words.slice(0, -note.length).trim() : words, note, text(row.querySelector('.figure'))];
              });
            }
            const labels = Object.fromEntries([...document.querySelectorAll('[data-test^=labels-]')]
              .map((each) => [each.dataset.test.slice(7), text(each)]));
            return [tiles, panels, Number(text(document.querySelector('[data-test=odd] h2 .num'))), labels];";
        let page = stage.window.execute(script, vec![]).await.expect("a page");
        Self {
            tiles: serde_json::from_value(page[0].clone()).expect("tiles"),
            panels: page[1].clone(),
            odd: usize::try_from(page[2].as_u64().expect("a number")).expect("a day's questions"),
            labels: page[3].clone(),
        }
    }

    /// Whether each figure on the screen is that of the workbook.
    pub(super) fn agrees_with(&self, log: &Log) {
        let totals = log.rows("当日数字");
        assert!(totals.len() >= 8 && self.tiles.len() == totals.len(), "{:?} {totals:?}", self.tiles);
        for ([name, value], row) in self.tiles.iter().zip(totals) {
            same(name, value, &row[1]);
        }
        assert_eq!(self.odd, log.rows("异常").len(), "questions");
        self.panel(log, "stops", "核对未通过（按条款）", |row| {
            [row[2].clone(), row[3].clone(), String::new()]
        });
        self.panel(log, "lots", "物料（按批）", |row| [row[0].clone(), row[4].clone(), row[1].clone()]);
        self.panel(log, "waste", "浪费", |row| [row[0].clone(), row[2].clone(), row[1].clone()]);
        self.panel(log, "steps", "各步用时", |row| [row[0].clone(), row[2].clone(), row[3].clone()]);
        self.hours(log);
        for (key, name) in
            [("printed", "打印"), ("used", "使用"), ("spoiled", "报废"), ("voided", "作废"), ("open", "未了")]
        {
            let on_the_screen = self.labels[key].as_str().unwrap_or("nothing");
            same(name, on_the_screen, &thousandths_of(log.thousandths("标签", &[name], 1)));
        }
    }

    fn rows(&self, panel: &str) -> Vec<[String; 3]> {
        serde_json::from_value(self.panels[panel].clone()).expect("rows of a panel")
    }

    /// Words, figure, and what stands small beside the words.
    fn panel(&self, log: &Log, panel: &str, title: &str, of: fn(&Vec<String>) -> [String; 3]) {
        let (shown, saved) = (self.rows(panel), log.rows(title));
        assert_eq!(shown.len(), saved.len(), "{title}: {shown:?} {saved:?}");
        for ([words, note, value], row) in shown.iter().zip(saved) {
            let [name, expected, beside] = of(row);
            assert_eq!(*words, name, "{title}");
            same(&format!("{title} {name}"), value, &expected);
            match figure_in(note) {
                Some(found) if panel == "waste" || panel == "steps" => {
                    same(&format!("{title} {name}, {note}"), &found, &beside);
                }
                _ => assert!(note.contains(&beside), "{title} {name}: {note} {beside}"),
            }
        }
    }

    /// The screen has one bar an hour, the workbook one row an hour and mode.
    fn hours(&self, log: &Log) {
        let saved = log.rows("服务（按时段与模式）");
        for [hour, _, value] in self.rows("hours") {
            let hour = hour.chars().filter(char::is_ascii_digit).collect::<String>();
            let of = |column: usize| {
                let rows = saved.iter().filter(|row| row[0].starts_with(&hour));
                rows.map(|row| figure(&row[column]).0).sum::<i64>() / 1000
            };
            let digits: Vec<i64> = value
                .split(|letter: char| !letter.is_ascii_digit())
                .filter_map(|part| part.parse().ok())
                .collect();
            assert_eq!(digits, [of(2), of(3)], "{hour}: {value}");
        }
        let opened: i64 = saved.iter().map(|row| figure(&row[2]).0).sum();
        assert_eq!(opened, log.thousandths("当日数字", &["开始的服务"], 1), "every hour is there");
    }
}

fn thousandths_of(value: i64) -> String {
    format!("{}.{:03}", value / 1000, value % 1000)
}

/// The first figure in a text: its digits and its point; seconds are tenths of a minute, as the paper has them.
fn figure_in(text: &str) -> Option<String> {
    let begins = text.find(|letter: char| letter.is_ascii_digit())?;
    let figure: String =
        text[begins..].chars().take_while(|letter| letter.is_ascii_digit() || *letter == '.').collect();
    if text.ends_with('秒') {
        let seconds: i64 = figure.parse().ok()?;
        let tenths = (seconds + 3) / 6;
        return Some(format!("{}.{}", tenths / 10, tenths % 10));
    }
    Some(figure)
}

/// A figure in thousandths, and how many of its places are shown.
fn figure(text: &str) -> (i64, u32) {
    let (whole, places) = text.split_once('.').unwrap_or((text, ""));
    let digits = places.len();
    assert!(digits <= 3, "more than three places: {text}");
    let units: i64 = format!("{whole}{places:0<3}")
        .parse()
        .unwrap_or_else(|_| no_table(&format!("figure in {text:?}"), &[]));
    (units, u32::try_from(digits).expect("few"))
}

/// Whether the screen says what the workbook says, to the places that the screen has.
fn same(what: &str, screen: &str, workbook: &str) {
    let shown =
        figure_in(screen).unwrap_or_else(|| no_table(&format!("figure in {screen:?} of {what}"), &[]));
    let ((shown, places), (saved, _)) = (figure(&shown), figure(workbook));
    let last = 10_i64.pow(3 - places);
    assert!((shown - saved).abs() * 2 <= last, "{what}: {screen} on the screen, {workbook} in the workbook");
}

#[test]
fn a_figure_that_differs_is_found() {
    for (screen, workbook, fine) in [
        ("12.3 g", "12.345", true),
        ("12.4 g", "12.345", false),
        ("¥ 268.50", "268.50", true),
        ("¥ 268", "268.01", true),
        ("3", "4", false),
        ("45 秒", "0.8", true),
        ("45 秒", "0.7", false),
    ] {
        let told = std::panic::catch_unwind(|| same("a figure", screen, workbook)).is_ok();
        assert_eq!(told, fine, "{screen} {workbook}");
    }
}
