#!/usr/bin/env python3
"""examples/ci does what it says: the scripts that the action, the template and the hook run, with what a runner gives them, and the
reports that come out, read by others.

usage: ci_examples.py EXAMPLES CAIRN_VALIDATE

SARIF is judged by sarif-multitool and JUnit read by junit2json where CAIRN_NODE_MODULES has them; the hook is run by pre-commit, and the
YAML read by PyYAML, where they are installed. What is not there is passed over, with a message.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree
from pathlib import Path

CATALOG = {"type": "Catalog", "stac_version": "1.1.0", "id": "c", "description": "<d> & \"d\"", "links": [
    {"rel": "root", "href": "./catalog.json", "type": "application/json"}]}


def item(number, **members):
    return {"type": "Feature", "stac_version": "1.1.0", "id": f"i{number}", "geometry": None, "links": [], "assets": {},
            "properties": {"datetime": f"2001-01-0{number}T00:00:00Z"}, **members}


def write_catalog(folder):
    broken = item(1, properties={"datetime": 5})
    catalog = dict(CATALOG, links=CATALOG["links"] + [{"rel": "item", "href": f"./it em/{n}.json"} for n in (1, 2, 3)])
    (folder / "it em").mkdir(parents=True)
    (folder / "catalog.json").write_text(json.dumps(catalog, indent=1))
    (folder / "it em/1.json").write_text(json.dumps(broken, indent=1))
    (folder / "it em/2.json").write_text(json.dumps(item(2)))
    (folder / "data.json").write_text('{"no": "STAC"}')


def run(command, folder, **variables):
    result = subprocess.run(command, cwd=folder, env={**os.environ, **variables}, capture_output=True, text=True, check=False,
                            shell=isinstance(command, str))
    return result.returncode, result.stdout, result.stderr


def expect(condition, what):
    if not condition:
        sys.exit(f"not so: {what}")


def check_sarif(path):
    sarif = json.loads(path.read_text())
    results = sarif["runs"][0]["results"]
    places = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in results}
    expect("cat/it%20em/1.json" in places, f"the SARIF names the document below the repository: {places}")
    expect(all(r["ruleIndex"] < len(sarif["runs"][0]["tool"]["driver"]["rules"]) for r in results), "rules by index")
    tool = Path(os.environ.get("CAIRN_NODE_MODULES", "/nonexistent")) / ".bin/sarif-multitool"
    if not tool.exists():
        return print("sarif-multitool is not in CAIRN_NODE_MODULES: the SARIF is not judged by it")
    judged = subprocess.run([tool, "validate", path, "--output", str(path) + ".judged"], capture_output=True, text=True, check=False)
    expect(judged.returncode == 0, f"sarif-multitool takes it: {judged.stdout}")
    found = json.loads(Path(str(path) + ".judged").read_text())["runs"][0].get("results", [])
    errors = [r for r in found if r.get("level") == "error"]
    expect(not errors, f"sarif-multitool finds no error: {errors[:2]}")
    return print(f"sarif-multitool: no error, {len(found)} notes")


def check_junit(path):
    suite = xml.etree.ElementTree.parse(path).getroot().find("testsuite")
    cases = suite.findall("testcase")
    failed = [case for case in cases if case.find("failure") is not None]
    expect(int(suite.get("tests")) == len(cases) and int(suite.get("failures")) == len(failed) > 0, "JUnit's counts are right")
    module = Path(os.environ.get("CAIRN_NODE_MODULES", "/nonexistent")) / "junit2json"
    if module.exists():
        script = f"import('{module}/dist/esm/index.js').then(m => m.parse(require('fs').readFileSync('{path}', 'utf8'))).then(r => console.log(JSON.stringify(r)))"
        read = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=False)
        expect(read.returncode == 0 and json.loads(read.stdout)["testsuite"][0]["failures"] == len(failed), f"junit2json reads it: {read.stderr}")


def check_gitlab(path):
    report = json.loads(path.read_text())
    expect(report and len({entry["fingerprint"] for entry in report}) == len(report), "GitLab's fingerprints differ")
    for entry in report:
        expect({"description", "check_name", "fingerprint", "severity", "location"} == set(entry), "GitLab's members")
        expect(entry["severity"] in ("info", "minor", "major", "critical", "blocker"), "GitLab's severities")
        expect((path.parent / entry["location"]["path"]).exists(), f"the path is of the repository: {entry['location']}")


def pinned(text):
    """References that may change under their name: a branch, no tag at all."""
    return [reference for reference in re.findall(r"(?:uses|image|rev|ref|FROM)\b[: ]+([^\s,{}]+)", text) if reference.endswith((":latest", "@main", "@master", "@v4"))]


def check_yaml(examples):
    for file in sorted(examples.iterdir()):
        expect(not pinned(file.read_text()), f"{file.name} pins versions: {pinned(file.read_text())}")
    try:
        import yaml  # pylint: disable=import-outside-toplevel
    except ImportError:
        return print("PyYAML is not installed: the YAML is not read")
    action = yaml.safe_load((examples / "action.yml").read_text())
    expect(action["runs"]["using"] == "composite" and all("shell" in step for step in action["runs"]["steps"]), "a composite action, each step with its shell")
    given = set(re.findall(r"inputs\.([a-z-]+)", (examples / "action.yml").read_text()))
    expect(given == set(action["inputs"]), f"each input is used, and no other: {given}")
    step = action["runs"]["steps"][0]
    expect("${{" not in step["run"], "inputs come as variables, never as text of a script")
    read = set(re.findall(r"\$\{?(CAIRN_[A-Z_]+)", (examples / "annotate.sh").read_text()))
    expect(read == set(step["env"]), f"the script reads what the step gives: {read} {set(step['env'])}")
    template = yaml.safe_load((examples / "gitlab.yml").read_text())
    job = template["cairn-validate"]
    written = re.findall(r"=(\S+\.(?:json|xml))", " ".join(job["script"]))
    expect(sorted(written) == sorted(job["artifacts"]["reports"].values()), f"the template keeps the reports that it writes: {written}")
    return print("the YAML says what the scripts do")


def check_pre_commit(examples, program, folder):
    """By pre-commit itself: a repository that has the hook, and one that uses it."""
    if shutil.which("pre-commit") is None or shutil.which("git") is None:
        return print("pre-commit is not installed: the hook is run by no other")
    git = ["git", "-c", "user.name=n", "-c", "user.email=e@example.org", "-c", "init.defaultBranch=main"]
    home = {"HOME": str(folder), "PRE_COMMIT_HOME": str(folder / "kept"), "CAIRN_PROGRAM": program, "GIT_CONFIG_GLOBAL": os.devnull}

    def commit(place):
        for words in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "m"]):
            code, _, err = run([*git, *words], place, **home)
            expect(code == 0, f"git {words[0]}: {err}")
    hooks = folder / "hooks"
    shutil.copytree(examples, hooks / "examples/ci")
    shutil.copy(examples / "pre-commit-hooks.yaml", hooks / ".pre-commit-hooks.yaml")
    commit(hooks)
    _, revision, _ = run([*git, "rev-parse", "HEAD"], hooks, **home)
    user = folder / "user"
    write_catalog(user / "cat")
    (user / ".pre-commit-config.yaml").write_text(f"repos:\n- repo: {hooks}\n  rev: {revision.strip()}\n  hooks: [{{id: cairn-validate}}]\n")
    commit(user)
    code, out, err = run(["pre-commit", "run", "--all-files"], user, **home)
    expect(code == 1 and "cat/it em/1.json" in out and "2.json" not in out, f"pre-commit's hook finds what is wrong: {code} {out} {err}")
    (user / "cat/it em/1.json").write_text(json.dumps(item(1)))
    run([*git, "add", "--all"], user, **home)
    code, out, err = run(["pre-commit", "run", "--all-files"], user, **home)
    expect(code == 0 and "Passed" in out, f"pre-commit's hook passes what is right: {out} {err}")
    return print("pre-commit runs the hook")


def main(examples, program):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_catalog(folder / "cat")
        variables = {"CAIRN_PROGRAM": program, "CAIRN_PATH": "cat", "CAIRN_FAIL_ON": "error", "GITHUB_STEP_SUMMARY": str(folder / "summary.md")}
        code, out, err = run([examples / "annotate.sh"], folder, **variables)
        expect(code == 1, f"the action fails where errors are: {code} {err}")
        expect(re.search(r"^::error file=cat/it em/1\.json,line=\d+,col=\d+,title=schema/core::", out, re.M), f"annotations: {out}")
        expect("| error |" in (folder / "summary.md").read_text(), "a summary of the job")
        check_sarif(folder / "cairn-validate.sarif")
        code, _, err = run([examples / "annotate.sh"], folder, **variables, CAIRN_OPTIONS="--no-such-option")
        expect(code == 2 and "--no-such-option" in err, "options are passed on")
        code, out, _ = run([examples / "annotate.sh"], folder, **{**variables, "CAIRN_PROGRAM": "cairn-validate-that-is-not-there"})
        expect(code == 2 and out.startswith("::error"), f"a runner without the program says so: {code} {out}")

        line = re.search(r"script:\n\s+- (.*)", (examples / "gitlab.yml").read_text())[1]
        path = os.pathsep.join([str(Path(program).parent), os.environ["PATH"]])
        code, _, err = run(line, folder, CAIRN_PATH="cat", CAIRN_FAIL_ON="error", PATH=path)
        expect(code == 1, f"the template fails where errors are: {err}")
        check_junit(folder / "cairn-validate.xml")
        check_gitlab(folder / "gl-code-quality-report.json")

        code, out, _ = run([examples / "each.sh", "cat/it em/2.json", "cat/data.json", "cat/catalog.json"], folder, CAIRN_PROGRAM=program)
        expect(code == 0, f"the hook passes what is right alone: {out}")
        code, out, _ = run([examples / "each.sh", "cat/it em/2.json", "cat/it em/1.json"], folder, CAIRN_PROGRAM=program)
        expect(code == 1 and "cat/it em/1.json" in out, "the hook finds what is wrong")
        check_pre_commit(examples, program, folder)
    check_yaml(examples)
    print("the examples do what they say")


main(Path(sys.argv[1]).resolve(), str(Path(sys.argv[2]).resolve()))
