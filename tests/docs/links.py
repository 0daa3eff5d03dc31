#!/usr/bin/python3
"""Every link of the documentation leads to a file that is there, and every fragment to a heading of it.

usage: links.py PROJECT
"""
import re
import sys
from pathlib import Path

FENCE = re.compile(r"^(```|~~~).*?^\1", re.M | re.S)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(.*?) *#*$", re.M)


def pages(project):
    return sorted(path for pattern in ("*.md", "docs/**/*.md", "examples/**/*.md", "templates/**/*.md", "tests/**/*.md")
                  for path in project.glob(pattern))


def anchor(heading):
    """As the hosts of source code make it of a heading."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").lower()
    return re.sub(r"[^\w\- ]", "", text).replace(" ", "-")


def anchors(text):
    found, counts = set(), {}
    for heading in HEADING.findall(FENCE.sub("", text)):
        name = anchor(heading)
        number = counts.get(name, 0)
        counts[name] = number + 1
        found.add(name if number == 0 else f"{name}-{number}")
    return found


def faults_of(page):
    text = page.read_text(encoding="utf-8")
    for match in LINK.finditer(FENCE.sub(lambda fence: "\n" * fence[0].count("\n"), text)):
        target, _, fragment = match[1].partition("#")
        if re.match(r"[a-z][a-z0-9+.-]*:", target):
            continue
        file = (page.parent / target) if target else page
        if not file.exists():
            yield f"leads to '{match[1]}', but there is no {target}"
        elif fragment and file.suffix == ".md" and fragment not in anchors(file.read_text(encoding="utf-8")):
            yield f"leads to '{match[1]}', but {file.name} has no heading '#{fragment}'"


def main():
    project = Path(sys.argv[1])
    checked = pages(project)
    faults = [f"{page.relative_to(project)}: a link {fault}" for page in checked for fault in faults_of(page)]
    print("\n".join(faults))
    if not checked:
        sys.exit("no page was found: is PROJECT the folder of the project?")
    print(f"{len(checked)} pages, {len(faults)} broken links")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
