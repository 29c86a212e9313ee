"""Cuts NotoSansSC-Regular.ttf down to the characters that labels and sheets may carry.

Usage: python cut.py NotoSansSC_400Regular.ttf OUT.otf TEXT...

Every TEXT file adds the characters that it contains. The quadratic outlines become cubic ones in a CFF table
(half the bytes in a label), and every character gets a glyph of its own, so that text taken back out of a PDF is
exactly the text that went in. Needs fonttools 4.60.1 and nothing else.
"""

import sys
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.qu2cuPen import Qu2CuPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

# An outline may move by this many font units (1000 to the em) when it becomes cubic: 0.005 mm on a label.
MAX_ERROR = 2.0


def wanted(texts):
    """The characters to keep, before asking which of them the font has."""
    points = set(range(0x20, 0x7F)) | set(range(0xA0, 0x100))
    points -= {0xA0, 0xAD}  # no invisible characters
    points |= set(range(0x3001, 0x3020)) | set(range(0xFF01, 0xFF5F)) | set(range(0xFFE0, 0xFFE7))
    points |= set(range(0x391, 0x3CA))  # Greek: α β μ …
    points |= set(range(0x2160, 0x216C)) | set(range(0x2460, 0x2474))  # Ⅰ–Ⅻ, ①–⑳
    points |= set(map(ord, "‐–—―‘’“”…‰′″※€№™℃℉ΩÅ←↑→↓−√∞≈≠≤≥■□▲△◆○●★☑✓㎎㎏㎜㎝㎡㏄·²³¹⁴₂₃☐"))
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                points.add(ord(bytes((high, low)).decode("gb2312")))
            except UnicodeDecodeError:
                pass
    for text in texts:
        points |= {ord(c) for c in Path(text).read_text("utf-8")}
    # Kana, Cyrillic, bopomofo and box drawing of GB 2312 are not used on a label.
    dropped = [(0x00, 0x20), (0x7F, 0xA1), (0x400, 0x460), (0x2500, 0x2580), (0x3040, 0x3130), (0x3130, 0x3190),
               (0xFB00, 0xFB07), (0x200B, 0x2010), (0xFE00, 0xFE10)]
    return {p for p in points if not any(a <= p < b for a, b in dropped)}


def cut(source, target, texts):
    """Writes `target` and prints what was kept and what `source` lacks."""
    font = TTFont(source)
    cmap, glyphs, metrics = font.getBestCmap(), font.getGlyphSet(), font["hmtx"]
    asked = sorted(wanted(texts))
    kept = [p for p in asked if p in cmap]
    names = [".notdef"] + [f"u{p:04X}" for p in kept]
    sources = [".notdef"] + [cmap[p] for p in kept]
    strings, advances = {}, {}
    for name, origin in zip(names, sources):
        width = metrics[origin][0]
        pen = T2CharStringPen(width, glyphs)
        glyphs[origin].draw(Qu2CuPen(pen, MAX_ERROR, all_cubic=True))
        strings[name] = pen.getCharString()
        advances[name] = (width, 0)
    builder = FontBuilder(font["head"].unitsPerEm, isTTF=False)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(dict(zip(kept, names[1:])))
    builder.setupCFF("NotoSansSC-Regular", {"FullName": "Noto Sans SC Regular", "FamilyName": "Noto Sans SC"}, strings, {})
    bounds = {}
    top = builder.font["CFF "].cff.topDictIndex[0]
    for name in names:
        box = top.CharStrings[name].calcBounds(None)
        bounds[name] = (advances[name][0], round(box[0]) if box else 0)
    builder.setupHorizontalMetrics(bounds)
    hhea, os2 = font["hhea"], font["OS/2"]
    builder.setupHorizontalHeader(ascent=hhea.ascent, descent=hhea.descent)
    builder.setupNameTable({
        "copyright": font["name"].getDebugName(0), "familyName": "Noto Sans SC", "styleName": "Regular",
        "fullName": "Noto Sans SC Regular", "psName": "NotoSansSC-Regular",
        "version": font["name"].getDebugName(5), "licenseDescription": font["name"].getDebugName(13),
        "licenseInfoURL": font["name"].getDebugName(14),
    })
    builder.setupOS2(sTypoAscender=os2.sTypoAscender, sTypoDescender=os2.sTypoDescender, sCapHeight=os2.sCapHeight,
                     sxHeight=os2.sxHeight, usWeightClass=400, usWinAscent=os2.usWinAscent, usWinDescent=os2.usWinDescent)
    builder.setupPost(keepGlyphNames=False)
    head = builder.font["head"]
    head.created = head.modified = font["head"].modified
    builder.font.recalcTimestamp = False
    builder.save(target)
    lacking = "".join(chr(p) for p in asked if p not in cmap)
    print(f"{len(kept)} characters, {Path(target).stat().st_size} bytes; the source lacks {len(lacking)}: {lacking}")


if __name__ == "__main__":
    cut(sys.argv[1], sys.argv[2], sys.argv[3:])
