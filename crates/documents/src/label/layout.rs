//! Where the items of a label stand: from the top left, one after the other, around the code in the bottom right corner. Items that
//! may give way do so in the template's order until the rest fits; what gave way and fits after all comes back, so that a large
//! item does not cost the small ones before it. What is then left of the height becomes line spacing.

use words::Worded as _;

use super::{Item, Label, LabelTemplate, NetContent, Presence, TemplateItem, value};
use crate::{
    breaking,
    matrix_code::{Matrix, QUIET_MODULES, SMALLEST_MODULE},
    page::{Page, Run, Shape},
    refusal::Refusal,
    typeface::{Size, Typeface},
};

/// Line distances to try, in em, widest first. Lines whose ink needs more get more.
const PITCHES: [f32; 6] = [1.6, 1.48, 1.38, 1.29, 1.21, 1.15];
/// Between two items on one line, in em.
const GAP: f32 = 0.7;
/// Rounding in sums of advances, in mm.
const SLACK: f32 = 0.001;

/// An item with its words, ready to be placed.
struct Block<'t> {
    rule: &'t TemplateItem,
    /// Guide word and value.
    text: String,
    size: Size,
    /// How far its characters reach from their baseline, in mm.
    above: f32,
    below: f32,
    /// Of all its words on one line, in mm, without the spaces that a line break may take.
    width: f32,
}

/// The code of a label, and the modules to try: as large as the template wants them, then as small as scanners read them.
struct Code {
    matrix: Matrix,
    modules: [f32; 2],
}

/// The space that lines may take.
struct Area {
    left: f32,
    right: f32,
    top: f32,
    bottom: f32,
    /// The left and top edge of the code with its quiet zone.
    code: (f32, f32),
    module: f32,
}

impl Area {
    /// The area around a code in the bottom right corner. Its quiet zone may lie on the margin, which is white anyway.
    fn around(code: &Code, template: &LabelTemplate, module: f32) -> Self {
        let medium = template.medium;
        let side = f32::from(code.matrix.modules_with_quiet()) * module;
        let inset = (medium.margin_mm - f32::from(QUIET_MODULES) * module).max(0.0);
        Self {
            left: medium.margin_mm,
            right: medium.width_mm - medium.margin_mm,
            top: medium.margin_mm,
            bottom: medium.height_mm - medium.margin_mm,
            code: (medium.width_mm - inset - side, medium.height_mm - inset - side),
            module,
        }
    }

    /// Whether the words are more than all of its room: told by their ink alone, before any line is broken, because most of
    /// what is tried is far too much.
    fn is_less_than(&self, blocks: &[&Block<'_>], pitch: f32) -> bool {
        let line = |block: &Block<'_>| (pitch * block.size.em).max(block.above + block.below);
        let words: f32 = blocks.iter().map(|block| block.width * line(block)).sum();
        let highest = blocks.iter().map(|block| line(block)).fold(0.0, f32::max);
        let width = self.right - self.left;
        let taken = (self.right - self.code.0).max(0.0) * (self.bottom - self.code.1).max(0.0);
        // Below the last line and above the code a line's white may lie outside.
        words > width * (self.bottom - self.top + 2.0 * highest) - taken
    }

    fn draw(&self, code: &Code) -> Shape {
        let quiet = f32::from(QUIET_MODULES) * self.module;
        let (left, top) = (self.code.0 + quiet, self.code.1 + quiet);
        code.matrix.cells(left, top, self.module)
    }
}

/// Lays the label out and says which items are on it.
pub(super) fn lay_out(
    label: &Label,
    template: &LabelTemplate,
    typeface: &Typeface,
) -> Result<(Page, Vec<Item>), Refusal> {
    label.check()?;
    if template.small_pack_only && !label.net.is_small_pack() {
        return Err(Refusal::NotSmallPack { net: label.net.to_string() });
    }
    let medium = template.medium;
    let code = code(label, template)?;
    let places = code.modules.map(|module| Area::around(&code, template, module));
    let blocks = blocks(label, template, typeface)?;

    let mut dropped: Vec<Item> = Vec::new();
    let fitting = loop {
        match fit(&blocks, &dropped, &places, typeface) {
            Ok(placed) => break placed,
            Err(overflow) => {
                let kept = blocks.iter().filter(|block| stands(block.rule, &dropped, &blocks));
                let gives_way = kept
                    .filter(|block| block.rule.presence == Presence::IfRoom)
                    .max_by_key(|block| block.rule.drop_order);
                let Some(block) = gives_way else {
                    return Err(Refusal::DoesNotFit { item: overflow.zh(), medium: medium.to_string() });
                };
                dropped.push(block.rule.item);
            }
        }
    };
    let placed = put_back(fitting, &mut dropped, &blocks, &places, typeface);
    let mut page = Page::new(medium.width_mm, medium.height_mm);
    page.runs = placed.runs;
    page.shapes.push(placed.area.draw(&code));
    let kept = blocks.iter().filter(|block| stands(block.rule, &dropped, &blocks));
    Ok((page, kept.map(|block| block.rule.item).collect()))
}

/// Lines that fit, and the code's place that leaves them room.
struct Placed<'a> {
    runs: Vec<Run>,
    area: &'a Area,
}

/// Places what is left after `dropped` gave way, as loosely as it fits; or names the item for which there is no room.
fn fit<'a>(
    blocks: &[Block<'_>],
    dropped: &[Item],
    places: &'a [Area],
    typeface: &Typeface,
) -> Result<Placed<'a>, Item> {
    let kept: Vec<&Block<'_>> = blocks.iter().filter(|block| stands(block.rule, dropped, blocks)).collect();
    let mut tries = places.iter().flat_map(|area| PITCHES.map(|pitch| (area, pitch))).peekable();
    let mut overflow = Item::Code;
    while let Some((area, pitch)) = tries.next() {
        // The last is tried whatever it is: it names the item for which there is no room.
        if tries.peek().is_some() && area.is_less_than(&kept, pitch) {
            continue;
        }
        match flow(&kept, area, pitch, typeface) {
            Ok(runs) => return Ok(Placed { runs, area }),
            Err(item) => overflow = item,
        }
    }
    Err(overflow)
}

/// Takes back what gave way and fits after all, the last to give way first: it is the item that matters most.
fn put_back<'a>(
    mut placed: Placed<'a>,
    dropped: &mut Vec<Item>,
    blocks: &[Block<'_>],
    places: &'a [Area],
    typeface: &Typeface,
) -> Placed<'a> {
    for item in dropped.clone().into_iter().rev() {
        let without: Vec<Item> = dropped.iter().copied().filter(|other| *other != item).collect();
        if let Ok(fitting) = fit(blocks, &without, places, typeface) {
            placed = fitting;
            *dropped = without;
        }
    }
    placed
}

/// Whether an item is still on the label after `dropped` gave way.
fn stands(rule: &TemplateItem, dropped: &[Item], blocks: &[Block<'_>]) -> bool {
    let printed = |item: Item| !dropped.contains(&item) && blocks.iter().any(|block| block.rule.item == item);
    !dropped.contains(&rule.item) && !rule.instead_of.is_some_and(printed)
}

/// The code that the label carries.
fn code(label: &Label, template: &LabelTemplate) -> Result<Code, Refusal> {
    if label.code_content.trim().is_empty() {
        return Err(Refusal::MissingItem { item: Item::Code.zh() });
    }
    let side = template.code.side_mm;
    let matrix = Matrix::encode(&label.code_content, side)
        .ok_or_else(|| Refusal::CodeTooDense { medium: template.medium.to_string() })?;
    let wanted = template.code.module_mm.min(side / f32::from(matrix.modules_with_quiet()));
    Ok(Code { matrix, modules: [wanted, wanted.min(SMALLEST_MODULE)] })
}

/// The items that this label has to or may carry, with their words.
fn blocks<'t>(
    label: &Label,
    template: &'t LabelTemplate,
    typeface: &Typeface,
) -> Result<Vec<Block<'t>>, Refusal> {
    let mut blocks = Vec::with_capacity(template.items.len());
    for rule in template.items.iter().filter(|rule| rule.item != Item::Code) {
        let name = rule.item.zh();
        if rule.presence == Presence::AboveSmallPack && label.net.is_small_pack() {
            continue;
        }
        let words = value(rule.item, label);
        let words = typeface.drawable(name, &words)?;
        if words.is_empty() {
            if rule.presence == Presence::IfRoom {
                continue;
            }
            return Err(Refusal::MissingItem { item: name });
        }
        let guide = rule.guide.as_str();
        typeface.drawable(name, guide)?;
        let (text, size) = (format!("{guide}{words}"), typeface.size(height(rule, label.net)));
        let (above, below) = typeface.reach(text.chars(), size);
        let width = text.chars().filter(|character| *character != ' ');
        let width = width.map(|character| typeface.advance(character, size)).sum();
        blocks.push(Block { rule, text, size, above, below, width });
    }
    Ok(blocks)
}

/// The height of an item: the template's, but for the net content never below its legal one.
fn height(rule: &TemplateItem, net: NetContent) -> f32 {
    if rule.item == Item::NetContent { rule.height_mm.max(net.least_height_mm()) } else { rule.height_mm }
}

/// The line that was placed last.
struct Last {
    end: f32,
    right: f32,
    baseline: f32,
    above: f32,
    /// Room below the baseline.
    below: f32,
}

/// Places the blocks, or names the first item for which there is no room.
fn flow(blocks: &[&Block<'_>], area: &Area, pitch: f32, typeface: &Typeface) -> Result<Vec<Run>, Item> {
    let mut runs = Vec::with_capacity(blocks.len() * 2);
    let mut top = area.top;
    let mut last: Option<Last> = None;
    for block in blocks {
        let em = block.size.em;
        let Block { above, below, .. } = **block;
        let advance = |character| typeface.advance(character, block.size);
        if let Some(line) = last
            .as_mut()
            .filter(|line| block.rule.same_line && above <= line.above + SLACK && below <= line.below + SLACK)
        {
            let start = line.end + GAP * em;
            if start + typeface.width(&block.text, block.size) <= line.right + SLACK {
                line.end = place(&mut runs, &block.text, (start, line.baseline), block.size, typeface);
                continue;
            }
        }
        let mut from = 0;
        while let Some(rest) = block.text.get(from..).filter(|rest| !rest.is_empty()) {
            let baseline = top + above;
            let low = baseline + below;
            if low > area.bottom + SLACK {
                return Err(block.rule.item);
            }
            let right = if low > area.code.1 { area.code.0 } else { area.right };
            let taken = breaking::take(rest, right - area.left, advance);
            if taken.next == 0 {
                return Err(block.rule.item);
            }
            let line = rest.get(..taken.end).unwrap_or_default();
            let end = place(&mut runs, line, (area.left, baseline), block.size, typeface);
            last = Some(Last { end, right, baseline, above, below: below.max(pitch * em - above) });
            top += (pitch * em).max(above + below);
            from += taken.next;
        }
    }
    Ok(runs)
}

/// Puts a line at a place and says where it ends.
fn place(runs: &mut Vec<Run>, text: &str, (x, y): (f32, f32), size: Size, typeface: &Typeface) -> f32 {
    runs.push(Run { x, y, size, text: text.to_owned() });
    x + typeface.width(text, size)
}
