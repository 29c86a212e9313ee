//! From what stands on a paper to rows of one width: lines of text with their places, each of which knows whether it may be
//! the last of a page. It does not know where a page ends.

use words::Worded as _;

use super::{Block, Content, Format, format::Face};
use crate::{
    page::{Run, Shape, wrap},
    refusal::Refusal,
    signature::Signature,
    typeface::{Size, Typeface},
};

/// From baseline to baseline of body text where nothing presses, in em.
const PITCH: f32 = 1.55;
/// The same where letters are large.
const TIGHT: f32 = 1.3;
const HAIRLINE: f32 = 0.15;
const RULE: f32 = 0.45;
/// The frame of a signature.
const FRAME: (f32, f32) = (80.0, 30.0);

/// A strip of the paper over its whole width. What is on it is placed from its own top, and stays inside it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// White above it, but for the first of a page.
    pub(super) space: f32,
    pub(super) height: f32,
    pub(super) runs: Vec<Run>,
    pub(super) shapes: Vec<Shape>,
    /// Whether the next row must stand on the same page.
    pub(super) holds_next: bool,
}

/// All rows of a paper, with its white between lines and blocks drawn together by a factor.
pub(super) fn rows(
    content: &Content,
    format: Format,
    typeface: &Typeface,
    close: f32,
) -> Result<Vec<Row>, Refusal> {
    let mut setter = Setter { face: format.face(), format, typeface, pitch: PITCH * close, rows: Vec::new() };
    setter.title(content)?;
    for block in &content.blocks {
        setter.block(block)?;
    }
    for row in &mut setter.rows {
        row.space *= close;
    }
    Ok(setter.rows)
}

struct Setter<'t> {
    face: &'static Face,
    format: Format,
    typeface: &'t Typeface,
    /// From baseline to baseline of body text, in em.
    pitch: f32,
    rows: Vec<Row>,
}

/// Where a text stands: from the left edge of the paper, at most so wide, in one size, from baseline to baseline in em.
#[derive(Clone, Copy)]
struct Column {
    left: f32,
    width: f32,
    size: Size,
    pitch: f32,
}

/// The lines of a text: with the place of each baseline below the top, and the height of all.
struct Lines {
    runs: Vec<Run>,
    pitch: f32,
}

impl Lines {
    fn height(&self) -> f32 {
        f32::from(u16::try_from(self.runs.len()).unwrap_or(u16::MAX)) * self.pitch
    }
}

impl Setter<'_> {
    fn column(&self, indent: f32, mm: f32) -> Column {
        let (left, width) = (self.face.side + indent, self.face.measure() - indent);
        Column { left, width, size: self.typeface.text_size(mm), pitch: self.pitch }
    }

    fn lines(&self, item: &'static str, text: &str, column: Column) -> Result<Lines, Refusal> {
        let Column { left, width, size, pitch } = column;
        let text = self.typeface.drawable(item, text)?;
        let (above, below) = self.typeface.reach(text.chars(), size);
        let pitch = (pitch * size.em).max(above + below);
        let unfit = || Refusal::DoesNotFit { item, medium: self.format.zh().to_owned() };
        let lines = wrap(self.typeface, text, size, width).ok_or_else(unfit)?;
        // The white between lines lies on both sides of each.
        let baseline = (pitch - above - below) / 2.0 + above;
        let runs = (0_u16..).zip(lines).map(|(index, line)| {
            let y = f32::from(index) * pitch + baseline;
            Run { x: left, y, size, text: line.to_owned() }
        });
        Ok(Lines { runs: runs.collect(), pitch })
    }

    /// A row of its own: it is not parted.
    fn whole(&mut self, space: f32, lines: Lines, holds_next: bool) {
        let height = lines.height();
        self.rows.push(Row { space, height, runs: lines.runs, shapes: Vec::new(), holds_next });
    }

    /// White that belongs to what stands before it.
    fn white(&mut self, space: f32, holds_next: bool) {
        self.rows.push(Row { space, height: 0.0, runs: Vec::new(), shapes: Vec::new(), holds_next });
    }

    /// A row for each line of a text, so that it can go on overleaf: never with one line before or behind the turn.
    fn parted(&mut self, space: f32, lines: Lines, beside: Vec<Run>) {
        let (count, pitch) = (lines.runs.len(), lines.pitch);
        let mut beside = Some(beside);
        for (index, run) in lines.runs.into_iter().enumerate() {
            let mut runs = beside.take().unwrap_or_default();
            let y = run.y - f32::from(u16::try_from(index).unwrap_or(u16::MAX)) * pitch;
            runs.push(Run { y, ..run });
            let holds_next = count > 1 && (index == 0 || index + 2 == count);
            let space = if index == 0 { space } else { 0.0 };
            self.rows.push(Row { space, height: pitch, runs, shapes: Vec::new(), holds_next });
        }
    }

    fn title(&mut self, content: &Content) -> Result<(), Refusal> {
        let face = self.face;
        let mut column = Column { pitch: TIGHT, ..self.column(0.0, face.title) };
        let mut mark = Vec::new();
        let mut frame = Vec::new();
        if let Some(word) = content.mark {
            let size = self.typeface.text_size(face.strong);
            let wide = self.typeface.width(self.typeface.drawable(word, word)?, size);
            let (right, pad) = (face.side + face.measure(), 0.6 * size.em);
            let left = right - wide - 2.0 * pad;
            column.width = left - column.left - pad;
            let (above, below) = self.typeface.reach(word.chars(), size);
            let top = (TIGHT * column.size.em - above - below - pad).max(0.0) / 2.0;
            mark.push(Run { x: left + pad, y: top + pad / 2.0 + above, size, text: word.to_owned() });
            frame.push(ring((left, top), (right, top + above + below + pad), RULE));
        }
        let mut lines = self.lines(content.title, content.title, column)?;
        lines.runs.extend(mark);
        let height = lines.height() + 0.9 * self.typeface.text_size(face.body).em;
        frame.push(self.rule(height, RULE));
        self.rows.push(Row {
            space: 0.0,
            height: height + RULE,
            runs: lines.runs,
            shapes: frame,
            holds_next: true,
        });
        Ok(())
    }

    fn block(&mut self, block: &Block) -> Result<(), Refusal> {
        let face = self.face;
        let em = self.typeface.text_size(face.body).em;
        match block {
            Block::Lead { item, text } => {
                let column = Column { pitch: TIGHT, ..self.column(0.0, face.lead) };
                let lines = self.lines(item, text, column)?;
                self.whole(1.1 * em, lines, true);
                self.white(0.5 * em, true);
            }
            Block::Heading { item, text } => self.heading(item, text, em)?,
            Block::Field { item, value } => self.field(item, value, face.body)?,
            Block::Strong { item, value } => self.field(item, value, face.strong)?,
            Block::Callout { item, value } => self.callout(item, value, em)?,
            Block::Paragraph { item, text } => {
                let lines = self.lines(item, text, self.column(0.0, face.body))?;
                self.parted(0.25 * em, lines, Vec::new());
            }
            Block::Note { item, text } => {
                let lines = self.lines(item, text, self.column(0.0, face.note))?;
                self.parted(0.7 * em, lines, Vec::new());
            }
            Block::Numbered { item, number, text } => {
                let hang = 1.9 * em;
                let number = Column { width: hang, ..self.column(0.0, face.body) }.run(
                    self,
                    item,
                    &format!("{number}."),
                )?;
                let lines = self.lines(item, text, self.column(hang, face.body))?;
                let number = Run { y: lines.runs.first().map_or(number.y, |first| first.y), ..number };
                self.parted(0.3 * em, lines, vec![number]);
            }
            Block::Entry { item, name, figure, below } => self.entry(item, [name, figure, below], em)?,
            Block::Signature(signature) => self.signature(signature, em)?,
        }
        Ok(())
    }

    /// A hairline over the width, then the heading: both with the beginning of what they head.
    fn heading(&mut self, item: &'static str, text: &str, em: f32) -> Result<(), Refusal> {
        let mut lines =
            self.lines(item, text, Column { pitch: TIGHT, ..self.column(0.0, self.face.heading) })?;
        let above = 0.75 * em;
        for run in &mut lines.runs {
            run.y += above;
        }
        let height = above + lines.height() + 0.15 * em;
        let rule = self.rule(0.0, HAIRLINE);
        self.rows.push(Row {
            space: 1.1 * em,
            height,
            runs: lines.runs,
            shapes: vec![rule],
            holds_next: true,
        });
        Ok(())
    }

    /// The guide word in its column, the value beside it. A guide word that is wider than its column is not broken: the value
    /// follows it where both fit on one line, and stands below it where they do not.
    fn field(&mut self, item: &'static str, value: &str, mm: f32) -> Result<(), Refusal> {
        let face = self.face;
        let guide = self.column(0.0, face.body).run(self, item, &format!("{item}："))?;
        let gap = 0.6 * guide.size.em;
        let wide = self.typeface.width(&guide.text, guide.size) + gap;
        let beside = self.lines(item, value, self.column(wide.max(face.guide), mm));
        let one_line = |lines: &Lines| lines.runs.len() == 1;
        let mut value = match beside {
            Ok(lines) if wide <= face.guide || one_line(&lines) => lines,
            _ => {
                let lines = Lines { pitch: self.pitch * guide.size.em, runs: vec![guide] };
                self.whole(0.0, lines, true);
                let value = self.lines(item, value, self.column(face.guide, mm))?;
                self.parted(0.0, value, Vec::new());
                return Ok(());
            }
        };
        // Both begin on one baseline, the lower one's.
        let lower = value.runs.first().map_or(0.0, |first| guide.y - first.y);
        for run in &mut value.runs {
            run.y += lower.max(0.0);
        }
        self.parted(0.0, value, vec![Run { y: guide.y - lower.min(0.0), ..guide }]);
        Ok(())
    }

    fn callout(&mut self, item: &'static str, value: &str, em: f32) -> Result<(), Refusal> {
        let (pad, face) = (0.9 * em, self.face);
        let guide = Column { left: face.side + pad, pitch: TIGHT, ..self.column(0.0, face.body) };
        let guide = guide.run(self, item, &format!("{item}："))?;
        let indent = pad + self.typeface.width(&guide.text, guide.size) + 0.5 * em;
        let column = self.column(indent, face.lead);
        let mut lines =
            self.lines(item, value, Column { width: column.width - pad, pitch: TIGHT, ..column })?;
        for run in &mut lines.runs {
            run.y += 0.7 * pad;
        }
        let height = lines.height() + 1.4 * pad;
        let y = lines.runs.first().map_or(guide.y, |first| first.y);
        lines.runs.insert(0, Run { y, ..guide });
        let frame = ring((face.side, 0.0), (face.side + face.measure(), height), 2.0 * HAIRLINE);
        self.rows.push(Row {
            space: 0.9 * em,
            height,
            runs: lines.runs,
            shapes: vec![frame],
            holds_next: false,
        });
        // White below the frame, as above it.
        self.white(0.5 * em, false);
        Ok(())
    }

    fn entry(
        &mut self,
        item: &'static str,
        [name, figure, below]: [&str; 3],
        em: f32,
    ) -> Result<(), Refusal> {
        let face = self.face;
        let mut figure = self.column(0.0, face.body).run(self, item, figure)?;
        let wide = self.typeface.width(&figure.text, figure.size);
        figure.x = face.side + face.measure() - wide;
        let column = self.column(0.0, face.body);
        let name = self.lines(item, name, Column { width: column.width - wide - em, ..column })?;
        let space = 0.4 * em;
        let mut shapes = Vec::new();
        let mut runs = name.runs.clone();
        if let Some(last) = name.runs.last() {
            figure.y = last.y;
            // A line of dots leads the eye from the name to its figure.
            let (from, to) =
                (last.x + self.typeface.width(&last.text, last.size) + 0.8 * em, figure.x - 0.8 * em);
            shapes.extend(dots(from, to, last.y - 0.05 * em));
        }
        runs.push(figure);
        let height = name.height();
        self.rows.push(Row { space, height, runs, shapes, holds_next: !below.trim().is_empty() });
        if !below.trim().is_empty() {
            let lines = self.lines(item, below, self.column(0.0, face.note))?;
            self.whole(0.0, lines, false);
        }
        Ok(())
    }

    fn signature(&mut self, signature: &Signature, em: f32) -> Result<(), Refusal> {
        let (width, height) = (FRAME.0.min(self.face.measure()), FRAME.1);
        let left = self.face.side;
        let strokes = signature.fitted((left, 0.0), width, height)?;
        let shapes = vec![ring((left, 0.0), (left + width, height), HAIRLINE), strokes];
        // What is signed stands on the page of the signature: at least the line before it does.
        if let Some(before) = self.rows.last_mut() {
            before.holds_next = true;
        }
        self.rows.push(Row { space: 0.4 * em, height, runs: Vec::new(), shapes, holds_next: false });
        Ok(())
    }

    fn rule(&self, y: f32, width: f32) -> Shape {
        let (left, right) = (self.face.side, self.face.side + self.face.measure());
        Shape::Stroke { width, lines: vec![vec![(left, y), (right, y)]] }
    }
}

impl Column {
    /// One line, which has to fit.
    fn run(self, setter: &Setter<'_>, item: &'static str, text: &str) -> Result<Run, Refusal> {
        let lines = setter.lines(item, text, self)?;
        match <[Run; 1]>::try_from(lines.runs) {
            Ok([run]) => Ok(run),
            Err(runs) if runs.is_empty() => Err(Refusal::MissingItem { item }),
            Err(_) => Err(Refusal::DoesNotFit { item, medium: setter.format.zh().to_owned() }),
        }
    }
}

fn ring((left, top): (f32, f32), (right, bottom): (f32, f32), width: f32) -> Shape {
    let corners = vec![(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
    Shape::Stroke { width, lines: vec![corners] }
}

/// Dots between two places, if there is room for some.
fn dots(from: f32, to: f32, y: f32) -> Option<Shape> {
    const APART: f32 = 1.5;
    let count = ((to - from) / APART).floor();
    if count < 3.0 {
        return None;
    }
    let mut lines = Vec::new();
    let mut x = to;
    while x >= from {
        lines.push(vec![(x, y), (x, y)]);
        x -= APART;
    }
    Some(Shape::Stroke { width: 0.22, lines })
}
