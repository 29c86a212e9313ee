//! What the document tests share: invented values, all marked 演示, and the outside tools that judge a PDF. A tool that is not
//! installed fails the test that needs it.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::wildcard_enum_match_arm,
    reason = "each test file uses its part, and a tool that fails must fail the test"
)]

use std::{
    path::PathBuf,
    process::{Command, Output},
    sync::OnceLock,
};

use chrono::{DateTime, NaiveDate};
use documents::{Component, Label, LabelTemplate, NetContent, Party, Typeface, shipped_templates};

pub fn typeface() -> &'static Typeface {
    static TYPEFACE: OnceLock<Typeface> = OnceLock::new();
    TYPEFACE.get_or_init(|| Typeface::shipped().unwrap())
}

pub fn template(id: &str) -> LabelTemplate {
    shipped_templates().unwrap().into_iter().find(|template| template.id == id).unwrap()
}

pub fn component(name: &str, filing_number: &str, lot: &str, share: u32) -> Component {
    Component {
        name: name.to_owned(),
        filing_number: filing_number.to_owned(),
        lot: lot.to_owned(),
        share,
        ingredients: ["水", "甘油", "丁二醇", "烟酰胺", "透明质酸钠"].map(str::to_owned).to_vec(),
        traces: ["苯氧乙醇", "EDTA二钠"].map(str::to_owned).to_vec(),
    }
}

/// A unit of two components, 12.5 g.
pub fn label() -> Label {
    Label {
        unit_number: "JN01-261120-0031".to_owned(),
        product_name: "演示保湿舒缓精华".to_owned(),
        components: vec![
            component("演示保湿精华液", "鲁G妆网备字2026000001", "A2611001", 6_000),
            component("演示舒缓乳液", "鲁G妆网备字2026000002", "B2611002", 4_000),
        ],
        ingredients: None,
        enterprise: Party {
            name: "演示化妆品有限公司".to_owned(),
            address: "山东省济南市演示路1号".to_owned(),
        },
        store: Party {
            name: "演示济南一店".to_owned(), address: "济南市历下区演示街8号".to_owned()
        },
        producer: Party {
            name: "演示化妆品有限公司".to_owned(),
            address: "山东省济南市演示路1号".to_owned(),
        },
        producer_licence: "鲁妆20260001".to_owned(),
        standard: "鲁G妆网备字2026000001".to_owned(),
        service_time: DateTime::parse_from_rfc3339("2026-11-20T14:05:00+08:00").unwrap(),
        net: NetContent(12_500),
        batch: "T261120-0031".to_owned(),
        use_by: NaiveDate::from_ymd_opt(2026, 12, 20).unwrap(),
        usage: "洁面后取适量，均匀涂抹于面部，轻轻按摩至吸收。".to_owned(),
        warnings: vec!["请在30天内用完".to_owned(), "如有不适请停用".to_owned()],
        operator_code: "C07".to_owned(),
        officer_code: "Q02".to_owned(),
        phone: "0531-00000000".to_owned(),
        code_content: "JN01-261120-0031".to_owned(),
    }
}

/// A PDF in a folder of its own.
pub struct Paper {
    _dir: tempfile::TempDir,
    pub path: PathBuf,
}

impl Paper {
    pub fn new(bytes: &[u8]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("paper.pdf");
        std::fs::write(&path, bytes).unwrap();
        Self { _dir: dir, path }
    }

    fn tool(&self, name: &str, before: &[&str], after: &[&str]) -> Output {
        let output = Command::new(name).args(before).arg(&self.path).args(after).output();
        let output = output.unwrap_or_else(|error| panic!("{name} must be installed: {error}"));
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        output
    }

    /// The text that a reader takes out, in its reading order.
    pub fn text(&self) -> String {
        String::from_utf8(self.tool("pdftotext", &["-enc", "UTF-8"], &["-"]).stdout).unwrap()
    }

    /// Page sizes in points, as `pdfinfo` reads the MediaBox.
    pub fn media_boxes(&self) -> Vec<(f64, f64)> {
        let out = String::from_utf8(self.tool("pdfinfo", &["-box", "-l", "99"], &[]).stdout).unwrap();
        out.lines()
            .filter(|line| line.contains("MediaBox"))
            .map(|line| {
                let numbers: Vec<f64> =
                    line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
                let &[.., left, bottom, right, top] = numbers.as_slice() else { panic!("{line}") };
                (right - left, top - bottom)
            })
            .collect()
    }

    /// Sound for qpdf, with every font embedded, subset, tagged and mapped to Unicode, and no image in it.
    pub fn assert_sound(&self) {
        let check = String::from_utf8(self.tool("qpdf", &["--check"], &[]).stdout).unwrap();
        assert!(check.contains("No syntax or stream encoding errors found"), "{check}");
        let fonts = String::from_utf8(self.tool("pdffonts", &[], &[]).stdout).unwrap();
        let rows: Vec<&str> = fonts.lines().skip(2).collect();
        assert_eq!(rows.len(), 1, "{fonts}");
        let words: Vec<&str> = rows[0].split_whitespace().collect();
        let (tag, name) = words[0].split_once('+').expect("a subset tag");
        assert!(
            tag.len() == 6
                && tag.chars().all(|letter| letter.is_ascii_uppercase())
                && name == "NotoSansSC-Regular",
            "{fonts}"
        );
        let flags = &words[words.len() - 5..words.len() - 2];
        assert_eq!(flags, ["yes", "yes", "yes"], "embedded, subset, unicode: {fonts}");
        assert!(!self.objects().contains("/Subtype /Image"), "no picture is on it");
    }

    /// The whole file in readable form.
    pub fn objects(&self) -> String {
        String::from_utf8_lossy(&self.tool("qpdf", &["--qdf", "--object-streams=disable"], &["-"]).stdout)
            .into_owned()
    }

    /// The text of each page in the order in which it was written.
    pub fn raw_pages(&self) -> Vec<String> {
        let out = self.tool("pdftotext", &["-raw", "-enc", "UTF-8"], &["-"]).stdout;
        let text = String::from_utf8(out).unwrap();
        text.strip_suffix('\u{c}').unwrap_or(&text).split('\u{c}').map(str::to_owned).collect()
    }

    /// The words of each page with their boxes.
    pub fn words(&self) -> Vec<Vec<Word>> {
        let out = self.tool("pdftotext", &["-bbox", "-enc", "UTF-8"], &["-"]).stdout;
        let mut pages: Vec<Vec<Word>> = Vec::new();
        let mut size = (0.0, 0.0);
        for line in String::from_utf8(out).unwrap().lines() {
            let numbers: Vec<f64> = line.split('"').filter_map(|part| part.parse().ok()).collect();
            match (line.trim().split_once(' ').map(|(tag, _)| tag), numbers.as_slice()) {
                (Some("<page"), &[width, height]) => {
                    size = (width, height);
                    pages.push(Vec::new());
                }
                (Some("<word"), &[left, top, right, bottom, ..]) => {
                    let text = line.split_once('>').unwrap().1.split("</word>").next().unwrap().to_owned();
                    // A word's box is that of its font, which is higher than its ink: sideways it must lie inside.
                    let inside = left >= 0.0 && right <= size.0 && bottom >= 0.0 && top <= size.1;
                    pages.last_mut().unwrap().push(Word { text, area: (left, top, right, bottom), inside });
                }
                _ => {}
            }
        }
        pages
    }

    /// The first page in grey at a resolution.
    pub fn raster(&self, dpi: u32) -> Raster {
        self.page_raster(1, dpi)
    }

    /// A page in grey at a resolution.
    pub fn page_raster(&self, page: usize, dpi: u32) -> Raster {
        let (page, dots) = (page.to_string(), dpi.to_string());
        Raster::read(
            &self.tool("pdftoppm", &["-gray", "-r", &dots, "-f", &page, "-l", &page], &[]).stdout,
            dpi,
        )
    }

    /// Every page as a picture in grey, in their order.
    pub fn pictures(&self, dpi: u32) -> Vec<PathBuf> {
        let prefix = self.path.with_extension("");
        self.tool("pdftoppm", &["-gray", "-r", &dpi.to_string()], &[prefix.to_str().unwrap()]);
        let folder = std::fs::read_dir(self.path.parent().unwrap()).unwrap();
        let mut pictures: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
        pictures.retain(|path| path.extension().is_some_and(|extension| extension == "pgm"));
        pictures.sort();
        pictures
    }

    /// What scanners read on the first page.
    pub fn scanned(&self) -> String {
        let prefix = self.path.with_extension("");
        self.tool("pdftoppm", &["-r", "300", "-png", "-singlefile"], &[prefix.to_str().unwrap()]);
        let picture = Self { _dir: tempfile::tempdir().unwrap(), path: prefix.with_extension("png") };
        let out = picture.tool("zbarimg", &["--raw", "-q"], &[]).stdout;
        String::from_utf8(out).unwrap().trim_end().to_owned()
    }
}

/// A page in grey.
pub struct Raster {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<u8>,
    pub dpi: f64,
}

/// A word on paper with its box in points.
pub struct Word {
    pub text: String,
    pub area: (f64, f64, f64, f64),
    /// Whether the box lies on the page.
    pub inside: bool,
}

impl Word {
    /// The heights in mm of the connected shapes of ink that cross the middle of the word, from left to right.
    pub fn shapes(&self, raster: &Raster) -> Vec<f64> {
        let pixel = |points: f64| (points / 72.0 * raster.dpi).round() as usize;
        let (left, top, right, bottom) = self.area;
        let middle = pixel(f64::midpoint(top, bottom));
        let dark = |x: usize, y: usize| raster.pixels[y * raster.width + x] < 128;
        let mut seen = std::collections::HashSet::new();
        let mut heights = Vec::new();
        for start in pixel(left)..pixel(right) {
            let mut open = vec![(start, middle)];
            let (mut high, mut low) = (middle, middle);
            while let Some((x, y)) = open.pop() {
                if dark(x, y) && seen.insert((x, y)) {
                    (high, low) = (high.min(y), low.max(y));
                    open.extend((x - 1..=x + 1).flat_map(|x| (y - 1..=y + 1).map(move |y| (x, y))));
                }
            }
            if low > high {
                heights.push(raster.mm(low - high + 1));
            }
        }
        heights
    }
}

impl Raster {
    /// A picture as `pdftoppm -gray` writes it.
    pub fn read(picture: &[u8], dpi: u32) -> Self {
        let mut header = picture.splitn(4, |byte| byte.is_ascii_whitespace());
        assert_eq!(header.next(), Some(b"P5".as_slice()));
        let mut number = || std::str::from_utf8(header.next().unwrap()).unwrap().parse::<usize>().unwrap();
        let (width, height) = (number(), number());
        let pixels = picture[picture.len() - width * height..].to_vec();
        Self { width, height, pixels, dpi: f64::from(dpi) }
    }

    pub fn mm(&self, pixels: usize) -> f64 {
        pixels as f64 * 25.4 / self.dpi
    }

    /// Left, top, right and bottom of all ink within a part of the page, in pixels.
    pub fn ink(
        &self,
        (left, top, right, bottom): (usize, usize, usize, usize),
    ) -> Option<(usize, usize, usize, usize)> {
        let mut found: Option<(usize, usize, usize, usize)> = None;
        for y in top..bottom.min(self.height) {
            for x in left..right.min(self.width) {
                if self.pixels[y * self.width + x] < 128 {
                    let (l, t, r, b) = found.unwrap_or((x, y, x, y));
                    found = Some((l.min(x), t.min(y), r.max(x), b.max(y)));
                }
            }
        }
        found
    }
}

/// A text without any white space: what must come back whatever the line breaks were.
pub fn bare(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

/// The item that a refusal must name, and what takes it away.
pub type Case<T> = (&'static str, fn(&mut T));
