#!/usr/bin/python3
"""The prose of the project: no phrase that was dropped for a clearer one, no comment without a subject, no misspelling.

usage: prose.py PROJECT     (codespell is used where it is installed)
"""
import re
import shutil
import subprocess
import sys
from pathlib import Path

# A phrase and what to write in its place.
PHRASES = (
    (r"\bheld against it\b", "compared with it"),
    (r"\bnothing is nothing\b", "say what is missing"),
    (r"\b(?:is|are|was|were) said by nobody\b", "is not reported"),
    (r"\butili[sz]e[sd]?\b", "use"),
    (r"\bin order to\b", "to"),
    (r"\bplease note\b", "leave it out"),
    (r"\bsimply\b", "leave it out"),
    (r"\bblazing(?:ly)?[ -]fast\b", "give the figure"),
    (r"\bTODO\b|\bFIXME\b|\bXXX\b", "do it, or open an issue"),
)
COMMENT_OF = re.compile(r"^\s*///?<? Of ")
# Words that are right where a dictionary of typing errors sees one.
KNOWN_WORDS = "discreet,oce,scrip,ative,nd,fo"


def sources(project):
    names = subprocess.run(["git", "-C", project, "ls-files", "-z"], check=True, capture_output=True, text=True).stdout
    for name in names.split("\0"):
        path = Path(project) / name
        if path.suffix in (".md", ".hpp", ".cpp", ".py", ".1", ".sh", ".yaml") and path.is_file() and is_ours(name):
            yield name, path.read_text(encoding="utf-8", errors="replace")


def is_ours(name):
    return "/vendor/" not in name and not name.startswith(("tests/docs/", "tests/scenario/", "tests/golden/"))


def faults_of(name, text):
    is_prose = name.endswith((".md", ".1"))
    for number, line in enumerate(text.splitlines(), 1):
        comment = re.search(r"(?://|#|\"\"\")(.*)", line)
        words = line if is_prose else comment[1] if comment else ""
        for phrase, better in PHRASES:
            found = re.search(phrase, words, re.I)
            if found:
                yield f"{name}:{number}: '{found[0]}': {better}"
        if name.endswith((".hpp", ".cpp")) and COMMENT_OF.match(line):
            yield f"{name}:{number}: the comment begins with 'Of': begin with its subject"


def misspellings(project, names):
    if shutil.which("codespell") is None:
        print("codespell is not installed: the spelling was not checked")
        return []
    run = subprocess.run(["codespell", "--ignore-words-list", KNOWN_WORDS, *names], cwd=project, capture_output=True,
                         text=True)
    return run.stdout.splitlines()


def main():
    project = sys.argv[1]
    found = list(sources(project))
    faults = [fault for name, text in found for fault in faults_of(name, text)]
    faults += misspellings(project, [name for name, _ in found if not name.startswith("tests/")])
    print("\n".join(faults))
    if not found:
        sys.exit("no file was found: is PROJECT a checkout of the project?")
    print(f"{len(found)} files, {len(faults)} faults")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
