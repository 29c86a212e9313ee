"""The same label with ReportLab: prints {"ms": median of warm runs, "bytes": size} as JSON.

Usage: python label_reportlab.py FONT.ttf LINES.json RUNS
"""

import io
import json
import statistics
import sys
import time

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas


def label(lines, code):
    """One 60×40 mm label as bytes."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(60 * mm, 40 * mm), pageCompression=1, invariant=1)
    canvas.setFont("Label", 6)
    for number, line in enumerate(lines):
        canvas.drawString(1.5 * mm, (36.5 - 2.4 * number) * mm, line)
    widget = QrCodeWidget(code, barLevel="M", barWidth=13 * mm, barHeight=13 * mm)
    drawing = Drawing(13 * mm, 13 * mm)
    drawing.add(widget)
    renderPDF.draw(drawing, canvas, 47 * mm, 0)
    canvas.save()
    return out.getvalue()


def main():
    font, texts, runs = sys.argv[1], json.load(open(sys.argv[2], encoding="utf-8")), int(sys.argv[3])
    pdfmetrics.registerFont(TTFont("Label", font))
    times, size = [], 0
    for run in range(runs + 3):
        # One number changes from label to label, as at the counter.
        lines = [line.replace("0031", f"{run:04d}") for line in texts["lines"]]
        start = time.perf_counter()
        size = len(label(lines, texts["code"].replace("0031", f"{run:04d}")))
        times.append((time.perf_counter() - start) * 1000)
    print(json.dumps({"ms": statistics.median(times[3:]), "bytes": size}))


if __name__ == "__main__":
    main()
