#!/usr/bin/python3
"""The completions of each shell and the manual pages, tried in the shells and in man themselves where they are installed.

usage: self_description.py CAIRN CAIRN_VALIDATE
"""
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

# What stands before the cursor, and a word that a shell must offer.
EXPECTED = (
    ("cairn sea", "search"),
    ("cairn schemas p", "pull"),
    ("cairn build --rep", "--report"),
    ("cairn search x --format ge", "geojson"),
    ("cairn inspect --qui", "--quiet"),
    ("cairn-validate --base", "--baseline"),
)

OVERVIEW = Path(__file__).resolve().parents[2] / "docs/cairn.1"
BASH = """
for script in "$1"/bash/*; do . "$script"; done
COMP_WORDS=($2); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
function=_${COMP_WORDS[0]//-/_}; $function; printf '%s\\n' "${COMPREPLY[@]}"
"""
ZSH = """
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "PS1=; fpath=($1/zsh \\$fpath); autoload -U compinit; compinit -u -D; bindkey '^I' complete-word; print ready"
zpty -r -m shell out '*ready*ready*'
zpty -w -n shell "$2"$'\\t'
out=
repeat 300; do
    while zpty -r -t shell more; do out+=$more; done
    [[ $out == *$3* ]] && break
    sleep 0.1
done
print -r -- "$out"
"""
FISH = 'for script in $argv[1]/fish/*; source $script; end; complete -C "$argv[2]"'


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)[:200]}: exit code {done.returncode}: {done.stderr}")
    return done.stdout


def offers(shell, folder, line, expected):
    if shell == "bash":
        return set(run("bash", "-c", BASH, "bash", folder, line).split())
    if shell == "fish":
        return {offer.split("\t")[0] for offer in run("fish", "-c", FISH, folder, line).splitlines()}
    rest = expected[len(line.rsplit(" ", 1)[1]):]  # which the terminal is sent behind what was typed
    typed = run("zsh", "-f", "-c", ZSH, "zsh", folder, line, rest)
    return re.sub(r"\x1b\[[^A-Za-z]*[A-Za-z]|[^\w-]", "", typed)


def faults_of_completion(folder):
    for shell in ("bash", "zsh", "fish"):
        if shutil.which(shell) is None:
            print(f"{shell} is not installed: its completion was not tried")
            continue
        for line, expected in EXPECTED:
            found = offers(shell, folder, line, expected)
            if expected not in found:
                yield f"{shell}: '{line}' offers {found}, expected {expected} among them"


def faults_of_pages(pages):
    names = {page.stem for page in pages}
    for name in ("cairn", "cairn-build", "cairn-schemas-pull", "cairn-validate"):
        if name not in names:
            yield f"there is no page {name}.1"
    if shutil.which("groff") is None:
        print("groff is not installed: the pages were not rendered")
        return
    for page in pages:
        done = subprocess.run(["groff", "-man", "-Tutf8", "-ww", str(page)], capture_output=True, text=True, timeout=60)
        if done.returncode != 0 or done.stderr:
            yield f"{page.name}: {done.stderr}"
        missing = {"NAME", "SYNOPSIS", "DESCRIPTION"} - set(re.findall(r"^\.SH (.*)$", page.read_text(), re.M))
        if missing:
            yield f"{page.name} has no section {sorted(missing)}"


def faults_of_overview(pages):
    """docs/cairn.1 is written by hand, and the page of each verb is not."""
    named = re.findall(r"^\.BR? ([a-z].*)$", OVERVIEW.read_text(), re.M)
    words = set(re.findall(r"[a-z-]+", " ".join(named)))
    for page in pages:
        verb = page.stem.removeprefix("cairn-")
        if page.stem != "cairn" and "validate" not in page.stem and "-" not in verb and verb not in words:
            yield f"{OVERVIEW.name} does not name the verb '{verb}'"


def main():
    script = Path(__file__).resolve().parents[2] / "cmake/write_pages.cmake"
    with tempfile.TemporaryDirectory() as folder:
        pages = []
        for program in map(Path, sys.argv[1:]):
            own = f"{folder}/{program.name}"
            run("cmake", f"-DPROGRAM={program}", f"-DNAME={program.name}", "-DOVERVIEW=", "-DEXCEPT=", f"-DFOLDER={own}", "-P", str(script))
            pages += sorted(Path(own).glob("man1/*.1"))
            for shell in ("bash", "zsh", "fish"):
                Path(folder, shell).mkdir(exist_ok=True)
                for file in Path(own, shell).iterdir():
                    shutil.copy(file, Path(folder, shell))
        faults = [*faults_of_completion(folder), *faults_of_pages(pages), *faults_of_overview(pages)]
    print("\n".join(faults))
    print(f"{len(pages)} pages, {len(faults)} faults")
    sys.exit(bool(faults))


main()
