#!/usr/bin/env python3
"""Makes docs/commands.md and docs/extensions.md from what the programs say of themselves, so that there is one description of each option,
exit code and extension.

usage: reference_pages.py CAIRN CAIRN_VALIDATE [--check]     (--check: exits 1 when a page is not what the programs say)
"""
import os
import re
import subprocess
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")

COMMANDS = """# Commands, options and exit codes

This page is made from the help of the programs (`scripts/reference_pages.py`). `cairn VERB --help` prints the same, `man cairn-VERB` shows it as a manual page, and `cairn completion bash` (zsh, fish) prints
a script that completes it in a shell.

With every verb: `--quiet` (errors only), `--verbose` (every problem and phase), `--log-format text|json`, `--version`.

"""

EXTENSIONS = """# Extensions and schemas

This page is made from the programs (`scripts/reference_pages.py`). `cairn schemas list` prints the URLs of all schemas that the validator has; [validation](validation.md#schemas) says how to add others.

## Extensions that cairn writes

A document lists an extension when it has members of it.

| extension | version |
|---|---|
"""

KNOWN = """
## Schemas that the validator knows

| schema | versions |
|---|---|
"""


def output(*command):
    environment = {**os.environ, "COLUMNS": "200", "LC_ALL": "C.UTF-8"}
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout


def verbs(program, words=()):
    """The words of each command, with those of its own commands behind it."""
    text = output(program, *words, "--help")
    below = re.search(r"^Subcommands:\n(.*?)(?:\n\n|\Z)", text, re.M | re.S)
    names = re.findall(r"^  (\S+)", below[1], re.M) if below else []
    own = [] if names and not re.search(r"^Exit codes:", text, re.M) else [(words, text)]
    return own + [verb for name in names for verb in verbs(program, (*words, name))]


def options(text):
    """Name and meaning of each positional and option, of all sections of a help text."""
    for section in re.findall(r"^(?:Positionals|Options|OPTIONS):\n(.*?)(?:\n\n|\Z)", text, re.M | re.S):
        name = None
        for line in section.splitlines():
            found = re.match(r"  (\S.*?)(?:  +(\S.*))?$", line)
            if found and not line.startswith("      "):
                if name:
                    yield name, meaning
                name, meaning = found[1], found[2] or ""
            else:
                meaning = (meaning + " " + line.strip()).strip()
        if name:
            yield name, meaning


def cell(text):
    return re.sub(r"\s+", " ", text).replace("|", "\\|").replace("<", "&lt;")


def option_name(name):
    return re.sub(r" (?:REQUIRED|Excludes:.*|Needs:.*)", "", name)


def exit_codes(text):
    found = re.search(r"^Exit codes: (.*?)(?:\n\n|\Z)", text, re.M | re.S)
    return cell(found[1]).strip().rstrip(".") if found else ""


def section(program, words, text):
    command = " ".join((os.path.basename(program), *words))
    description, _, rest = text.partition("\n")
    usage = re.search(r"^Usage: (.*)$", text, re.M)
    if description.startswith("Usage:"):
        description = ""
    lines = ["## `%s`\n" % command]
    if description:
        lines.append("%s.\n" % description.rstrip("."))
    lines.append("`%s`\n" % re.sub(r"^\S*/", "", usage[1]))
    rows = [(name, meaning) for name, meaning in options(text) if not name.startswith(("-h,", "--version", "--quiet", "--verbose", "--log-format"))]
    if rows:
        lines += ["| option | meaning |\n|---|---|"]
        lines += ["| `%s`%s | %s |" % (option_name(name).replace("|", "\\|"), " (required)" if "REQUIRED" in name else "", cell(meaning)) for name, meaning in rows]
        lines.append("")
    examples = re.search(r"^Examples?:\n(.*?)\n\n(.*)", rest, re.M | re.S)
    if examples:
        lines.append("```\n%s\n```\n" % "\n".join(line.strip() for line in examples[1].splitlines()))
        notes = re.split(r"^(?:Exit codes|With every verb):", examples[2], maxsplit=1, flags=re.M)[0]
        if notes.strip():
            lines.append(cell(notes).strip() + "\n")
    if exit_codes(text):
        lines.append("Exit codes: %s.\n" % exit_codes(text))
    return "\n".join(lines)


def commands_page(programs):
    found = [(program, words, text) for program in programs for words, text in verbs(program)]
    table = "## Exit codes\n\n| command | exit codes |\n|---|---|\n" + "".join(
        "| `%s` | %s |\n" % (" ".join((os.path.basename(program), *words)), exit_codes(text)) for program, words, text in found if exit_codes(text))
    return COMMANDS + table + "\n" + "\n".join(section(*one) for one in found)


def name_and_version(url):
    """('datacube', 'v2.3.0') of https://stac-extensions.github.io/datacube/v2.3.0/schema.json; else the URL alone."""
    found = re.match(r"https://(?:stac-extensions\.github\.io|esgf\.github\.io/stac-transaction-api)/([^/]+)/(v[^/]+)/schema\.json$", url)
    if found:
        return found[1], found[2]
    found = re.match(r"https://schemas\.stacspec\.org/(v[^/]+)/", url)
    return ("STAC", found[1]) if found else (url, "")


def version_key(version):
    """A version before its end comes before it: v2.0.0-beta.1, v2.0.0."""
    release, _, before = version[1:].partition("-")
    return [int(part) for part in release.split(".")], not before, before


def written():
    folder = os.path.join(ROOT, "builder", "stac")
    urls = set()
    for place, _, names in os.walk(folder):
        for name in sorted(names):
            if name.endswith((".hpp", ".cpp")):
                text = open(os.path.join(place, name), encoding="utf-8").read()
                urls |= {url for url in re.findall(r'"(https://[^"]+/schema\.json)"', text) if name_and_version(url)[1]}
    return sorted(map(name_and_version, urls))


def extensions_page(program):
    known = {}
    for url in output(program, "schemas", "list").split():
        name, version = name_and_version(url)
        known.setdefault(name, set()).add(version)
    text = EXTENSIONS + "".join("| %s | %s |\n" % one for one in written()) + KNOWN
    for name in sorted(known, key=lambda name: (name.startswith("http"), name != "STAC", name)):
        text += "| %s | %s |\n" % ("`%s`" % name if name.startswith("http") else name, ", ".join(sorted(known[name] - {""}, key=version_key)))
    return text


def main():
    programs = [argument for argument in sys.argv[1:] if argument != "--check"]
    stale = []
    for name, text in (("commands.md", commands_page(programs)), ("extensions.md", extensions_page(programs[0]))):
        path = os.path.join(ROOT, "docs", name)
        text = text.rstrip() + "\n"
        if "--check" not in sys.argv:
            open(path, "w", encoding="utf-8").write(text)
        elif not os.path.exists(path) or open(path, encoding="utf-8").read() != text:
            stale.append("docs/%s is not what the programs say: run scripts/reference_pages.py" % name)
    print("\n".join(stale))
    sys.exit(bool(stale))


if __name__ == "__main__":
    main()
