#!/usr/bin/env python3
"""Makes docs/rules.md from the table of rules in the program, so that there is one description of each rule.

usage: rules_page.py CAIRN_VALIDATE [--check]     (--check: exits 1 when the page is not what the table says)
"""
import json
import os
import subprocess
import sys

PAGE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "docs", "rules.md")

HEAD = """# Rules

What `cairn validate` and `cairn-validate` look for, beside the schemas. `cairn rules` (`cairn-validate rules`) prints this table, `--format json` prints it for programs; this page is made from it
(`scripts/rules_page.py`). A rule is a file in `validator/rules/`. The severity is that of the worst case of a rule; a milder case is less.

A rule about a **document** sees one whole document; a rule about the **tree** sees what is kept of all documents, and where their links lead; **reading** shows what cannot be found or read.
One cause is one finding: a link to a document that is not there is not also an orphan and a missing inverse.

"""


def cell(text):
    return text.replace("|", "\\|")


def page(program):
    rules = json.loads(subprocess.run([program, "rules", "--format", "json"], check=True, capture_output=True).stdout)
    groups = {}
    for rule in rules:
        groups.setdefault(rule["id"].split("/")[0], []).append(rule)
    text = HEAD
    for name in sorted(groups):
        text += "## `%s`\n\n| rule | severity | about | what holds | why | specification |\n|---|---|---|---|---|---|\n" % name
        for rule in groups[name]:
            text += "| `%s` | %s | %s | %s | %s | %s |\n" % tuple(
                cell(rule[key]) for key in ("id", "severity", "scope", "title", "reason", "specification"))
        text += "\n"
    return text.rstrip() + "\n"


if __name__ == "__main__":
    text = page(sys.argv[1])
    if "--check" in sys.argv[2:]:
        if open(PAGE, encoding="utf-8").read() != text:
            print("docs/rules.md is not what the table of rules says: run scripts/rules_page.py")
            sys.exit(1)
        print("docs/rules.md is what the table of rules says")
    else:
        open(PAGE, "w", encoding="utf-8").write(text)
