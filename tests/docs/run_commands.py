#!/usr/bin/python3
"""The commands of the tutorial, the how-tos and the README run, in order, and print what the pages show.

usage: run_commands.py [--write] PROJECT CAIRN CAIRN_VALIDATE

Each page is one shell in a folder of its own that has the sample data (samples.py) and, by the variables of AWS's tools, a server of objects
on loopback, which pages show as https://objects.example.org. A ```text block right after a block of commands is their output;
--write puts in what they print. `<!-- not run: REASON -->` before a block excepts it.
"""
import contextlib
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from samples import make_samples

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from s3_server import S3Server  # noqa: E402

BLOCK = re.compile(r"(?:^<!-- not run: (?P<reason>[^>]*?) -->\n+)?^```sh\n(?P<commands>.*?)^```\n(?:\n*^```text\n(?P<output>.*?)^```\n)?", re.M | re.S)
MARK = "::block-ended::"
VARIES = ((r"\b\d+(?:\.\d+)? (?:bytes|kB|MB|KiB|MiB|s|ms)\b", "SIZE"), (r"\d{4}-\d\d-\d\dT[\d:.]+Z", "TIME"), (r"(?:\.\./)+", "../"),
          (r"\(\d+ a second\)", "(RATE)"), (r"\bplan [0-9a-f]{16}\b", "plan ID"))
KEYS = {"AWS_ACCESS_KEY_ID": "reader", "AWS_SECRET_ACCESS_KEY": "no-secret"}  # of the server of objects that pages publish to


@contextlib.contextmanager
def served_bucket():
    """A server of S3 on loopback that knows the keys of KEYS."""
    server = S3Server({KEYS["AWS_ACCESS_KEY_ID"]: KEYS["AWS_SECRET_ACCESS_KEY"]})
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def normal(text):
    for pattern, word in VARIES:
        text = re.sub(pattern, word, text)
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def run_page(blocks, project, programs):
    """What each block printed, as far as the page came, and whether it came to its end."""
    script = "set -eu\n" + "".join(f"{block['commands']}\necho {MARK}\n" for block in blocks)
    with tempfile.TemporaryDirectory() as folder, served_bucket() as server:
        make_samples(Path(folder), project)
        path = ":".join([*dict.fromkeys(str(Path(program).resolve().parent) for program in programs), os.environ["PATH"]])
        ours = {name: value for name, value in os.environ.items() if not name.startswith("CAIRN_")}  # settings of tests change what is printed
        variables = {**ours, "PATH": path, "PROJECT": str(project), "TZ": "UTC", "AWS_ENDPOINT_URL": server.url, "HOST": server.url, **KEYS}
        done = subprocess.run(["bash", "-c", script], cwd=folder, env=variables,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120)
    text = done.stdout.replace(folder, "/data").replace(server.url, "https://objects.example.org")
    printed = text.split(f"{MARK}\n")
    return printed, done.returncode == 0 and len(printed) == len(blocks) + 1


def faults_of(page, project, programs, is_writing):
    text = page.read_text(encoding="utf-8")
    found = list(BLOCK.finditer(text))
    blocks = [block for block in found if block["reason"] is None]
    for block in found:
        if block["reason"] is not None:
            print(f"{page.relative_to(project)}:{line_of(text, block)}: not run: {block['reason']}")
    print(f"{page.relative_to(project)}: {len(blocks)} of {len(found)} blocks were run")
    if not blocks:
        yield f"{page.relative_to(project)}: no block of commands is run"
        return
    printed, is_whole = run_page(blocks, project, programs)
    if not is_whole:
        yield f"{page.relative_to(project)}:{line_of(text, blocks[min(len(printed), len(blocks)) - 1])}: the commands failed:\n{printed[-1]}"
        return
    for block, output in reversed(list(zip(blocks, printed))):
        if block["output"] is None or normal(block["output"]) == normal(output):
            continue
        if is_writing:
            text = text[:block.start("output")] + output.strip() + "\n" + text[block.end("output"):]
        else:
            yield f"{page.relative_to(project)}:{line_of(text, block)}: the page shows\n{block['output']}but the commands print\n{output}"
    if is_writing:
        page.write_text(text, encoding="utf-8")


def line_of(text, block):
    return text.count("\n", 0, block.start("commands")) + 1


def main():
    is_writing = "--write" in sys.argv
    project, *programs = [argument for argument in sys.argv[1:] if argument != "--write"]
    project = Path(project).resolve()
    pages = [project / "docs/tutorial.md", *sorted(project.glob("docs/howto/*.md")), project / "README.md"]
    faults = [fault for page in pages for fault in faults_of(page, project, programs, is_writing)]
    print("\n".join(faults))
    print(f"{len(pages)} pages, {len(faults)} faults")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
