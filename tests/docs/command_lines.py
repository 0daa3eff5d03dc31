#!/usr/bin/python3
"""Every command line of cairn that the documentation shows has verbs and options that the program has.

usage: command_lines.py PROJECT CAIRN CAIRN_VALIDATE
"""
import re
import subprocess
import sys
from pathlib import Path

from links import pages

FENCE = re.compile(r"^(?:```|~~~)(\w*)\n(.*?)^(?:```|~~~)", re.M | re.S)
INLINE = re.compile(r"`(cairn(?:-validate)? [a-z-][^`]*)`")
CASE = re.compile(r"^        '([^']+)'\) words='([^']*)' ;;$", re.M)


def words_of(program):
    """Verb in full words -> what may follow it, by the program's own completion."""
    script = subprocess.run([program, "completion", "bash"], check=True, capture_output=True, text=True).stdout
    return {verb: set(words.split()) for verb, words in CASE.findall(script)}


def command_lines(text):
    """Line number and text of each command, with lines that end in a backslash joined."""
    for fence in FENCE.finditer(text):
        if fence[1] not in ("sh", "bash", "console", ""):
            continue
        start = text.count("\n", 0, fence.start(2)) + 1
        joined = fence[2].replace("\\\n", "  ")
        for number, line in enumerate(joined.splitlines()):
            line = re.sub(r"\s#.*", "", line.removeprefix("$ "))
            for part in re.split(r"\||&&|;", line):
                if re.match(r"\s*cairn(-validate)?\s", part + " "):
                    yield start + number, part.strip()
    for inline in INLINE.finditer(FENCE.sub(lambda fence: "\n" * fence[0].count("\n"), text)):
        yield text.count("\n", 0, inline.start()) + 1, inline[1]


def complaint(line, words):
    tokens = line.split()
    verb = tokens[0]
    for token in tokens[1:]:
        if token.startswith("-"):
            name = token.split("=")[0].strip("[]().,")
            if name.startswith("--") and name not in words[verb]:
                return f"'{verb}' has no option '{name}'"
        elif f"{verb} {token}" in words:
            verb = f"{verb} {token}"
    is_bare = verb == "cairn" and len(tokens) > 1 and re.fullmatch("[a-z]+", tokens[1])
    return f"cairn has no verb '{tokens[1]}'" if is_bare else None


def main():
    project = Path(sys.argv[1])
    words = {verb: found for program in sys.argv[2:] for verb, found in words_of(program).items()}
    count, faults = 0, []
    for page in pages(project):
        for number, line in command_lines(page.read_text(encoding="utf-8")):
            count += 1
            fault = complaint(line, words)
            if fault:
                faults.append(f"{page.relative_to(project)}:{number}: {fault}: {line}")
    print("\n".join(faults))
    if count < 10:
        sys.exit(f"{count} command lines were found: is PROJECT the folder of the project?")
    print(f"{count} command lines, {len(faults)} faults")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
