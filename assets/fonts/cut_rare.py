"""Cuts the second typeface: ideographs that the first one lacks, up to level 3 of GB 18030-2022, in two files.

Usage: python cut_rare.py FIRST.otf NotoSansSC_400Regular.ttf HanaMinA.ttf HanaMinB.ttf OUT_FOLDER

A character is taken from Noto Sans SC where it has it, else from Hanazono Mincho. `Rare-A` carries those of the basic plane,
`Rare-B` those of plane 2 (one file of outlines holds 65,535 at most). As in cut.py, quadratic outlines become cubic ones, and
every character has a glyph of its own. Needs fonttools 4.60.1 and nothing else.
"""

import sys
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.qu2cuPen import Qu2CuPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

# An outline may move by this many thousandths of the em when it becomes cubic.
MAX_ERROR = 2.0
# CJK unified ideographs with extensions A to F, and the compatibility ideographs of GB 18030.
COMPATIBLE = [0xF92C, 0xF979, 0xF995, 0xF9E7, 0xF9F1, *range(0xFA0C, 0xFA2A)]
PLANES = {
    "A": [*range(0x3007, 0x3008), *range(0x3400, 0x4DC0), *range(0x4E00, 0xA000), *COMPATIBLE],
    "B": [*range(0x20000, 0x2A6E0), *range(0x2A700, 0x2EBE1)],
}


def cut(first, sources, name, points, target):
    """Writes one file, and prints what it holds and what no source has."""
    known = first.getBestCmap()
    fonts = [(font, font.getBestCmap(), font.getGlyphSet(), font["hmtx"]) for font in sources]
    asked = [point for point in points if point not in known]
    kept, strings, metrics = [], {}, {}
    for point in asked:
        found = next((font for font in fonts if point in font[1]), None)
        if found is None:
            continue
        font, cmap, glyphs, widths = found
        scale = 1000 / font["head"].unitsPerEm
        width = round(widths[cmap[point]][0] * scale)
        pen = T2CharStringPen(width, None)
        glyphs[cmap[point]].draw(TransformPen(Qu2CuPen(pen, MAX_ERROR, all_cubic=True), (scale, 0, 0, scale, 0, 0)))
        glyph = f"u{point:04X}"
        strings[glyph], metrics[glyph] = pen.getCharString(), (width, 0)
        kept.append(point)
    pen = T2CharStringPen(1000, None)
    strings[".notdef"], metrics[".notdef"] = pen.getCharString(), (1000, 0)
    names = [".notdef"] + [f"u{point:04X}" for point in kept]
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(dict(zip(kept, names[1:])))
    builder.setupCFF(f"TiaoheRare{name}", {"FullName": f"Tiaohe Rare {name}", "FamilyName": f"Tiaohe Rare {name}"}, strings, {})
    builder.setupHorizontalMetrics(metrics)
    builder.setupHorizontalHeader(ascent=1160, descent=-288)
    builder.setupNameTable({
        "copyright": "Noto Sans SC (c) 2014-2021 Adobe; Hanazono (c) 2008-2017 GlyphWiki Project",
        "familyName": f"Tiaohe Rare {name}", "styleName": "Regular", "fullName": f"Tiaohe Rare {name}",
        "psName": f"TiaoheRare{name}", "version": "Version 1",
        "licenseDescription": "SIL Open Font License 1.1", "licenseInfoURL": "https://openfontlicense.org",
    })
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWeightClass=400, usWinAscent=1160, usWinDescent=288)
    builder.setupPost(keepGlyphNames=False)
    head = builder.font["head"]
    head.created = head.modified = sources[0]["head"].modified
    builder.font.recalcTimestamp = False
    builder.save(target)
    have = set(kept)
    lacking = " ".join(f"{point:04X}" for point in asked if point not in have)
    print(f"{name}: {len(kept)} characters, {Path(target).stat().st_size} bytes; no source has: {lacking}")


if __name__ == "__main__":
    cut_from, noto, hana_a, hana_b = [TTFont(name, lazy=True) for name in sys.argv[1:5]]
    folder = Path(sys.argv[5])
    cut(cut_from, [noto, hana_a], "A", PLANES["A"], folder / "TiaoheRare-A.otf")
    cut(cut_from, [noto, hana_b], "B", PLANES["B"], folder / "TiaoheRare-B.otf")
