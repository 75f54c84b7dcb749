# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text of a report's page stands on its paper, whole. Usage: report_sentences.py HTML TEXT
TEXT: what pdftotext reads. Prints what is missing or cut; exit 1 if anything is."""
import html.parser
import sys

BLOCKS = {"p", "li", "th", "td", "h1", "h2", "h3"}


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.texts, self.inside, self.drawn = [], 0, 0

    def handle_starttag(self, tag, attributes):
        self.drawn += tag == "svg"
        if tag in BLOCKS:
            self.inside += 1
            self.texts.append("")
        elif tag in ("strong", "span") and self.inside:
            self.texts.append("")  # the label and what it labels stand apart on paper

    def handle_endtag(self, tag):
        self.drawn -= tag == "svg"
        self.inside -= tag in BLOCKS
        if tag == "strong" and self.inside:
            self.texts.append("")

    def handle_data(self, data):
        if self.inside and not self.drawn:
            self.texts[-1] += data


def squeezed(text):
    """Without blanks and hyphens: pdftotext joins what a line's end parts."""
    return "".join(text.replace("\u00a0", " ").replace("-", "").split())


page = Page()
page.feed(open(sys.argv[1], encoding="utf-8").read())
paper = squeezed(open(sys.argv[2], encoding="utf-8").read())
texts = {squeezed(text) for text in page.texts} - {""}
missing = sorted(text for text in texts if text not in paper)
for text in missing:
    print(f"{sys.argv[2]}: no '{text}'")
print(f"{len(texts)} texts looked for")
sys.exit(bool(missing) or len(texts) < 50)
