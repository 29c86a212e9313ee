"""The shipped typeface with quadratic outlines: ReportLab does not embed CFF.

Usage: python truetype.py FONT.otf OUT.ttf
"""

import sys

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont


def main():
    font = TTFont(sys.argv[1])
    order, cmap, metrics = font.getGlyphOrder(), font.getBestCmap(), font["hmtx"]
    glyphs, outlines = {}, font.getGlyphSet()
    for name in order:
        pen = TTGlyphPen(None)
        outlines[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
        glyphs[name] = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(cmap)
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: metrics[name] for name in order})
    builder.setupHorizontalHeader(ascent=font["hhea"].ascent, descent=font["hhea"].descent)
    builder.setupNameTable({"familyName": "Noto Sans SC", "styleName": "Regular", "psName": "NotoSansSC-Regular"})
    builder.setupOS2()
    builder.setupPost(keepGlyphNames=False)
    builder.save(sys.argv[2])


if __name__ == "__main__":
    main()
