"""The same label with Typst: prints {"ms": median of warm runs, "bytes": size} as JSON.

The compiler is kept, so its caches are warm; one number changes from label to label, as at the counter. Typst has no QR code of its
own: this label is measured without one, which is in Typst's favour.

Usage: python label_typst.py FONT LINES.json RUNS
"""

import json
import os
import statistics
import sys
import tempfile
import time

import typst

HEAD = '#set page(width: 60mm, height: 40mm, margin: 1.5mm)\n#set text(font: "Noto Sans SC", size: 6pt)\n#set par(leading: 0.3em)\n'


def main():
    font, texts, runs = sys.argv[1], json.load(open(sys.argv[2], encoding="utf-8")), int(sys.argv[3])
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "label.typ")
        body = HEAD + "#let number = sys.inputs.number\n" + " \\\n".join(
            "#(" + json.dumps(line, ensure_ascii=False) + ".replace(\"0031\", number))" for line in texts["lines"])
        with open(source, "w", encoding="utf-8") as file:
            file.write(body)
        compiler = typst.Compiler(source, font_paths=[os.path.dirname(os.path.abspath(font))], ignore_system_fonts=True)
        times, size = [], 0
        for run in range(runs + 3):
            start = time.perf_counter()
            size = len(compiler.compile(format="pdf", sys_inputs={"number": f"{run:04d}"}))
            times.append((time.perf_counter() - start) * 1000)
    print(json.dumps({"ms": statistics.median(times[3:]), "bytes": size}))


if __name__ == "__main__":
    main()
