#!/usr/bin/env python3
"""Writes the bill of materials of a package (SPDX 2.3, JSON): the program, the Debian packages whose files it links, the
headers that went into it, and the libraries of the browse page; each with its version and its licences.

usage: sbom.py --name NAME --version VERSION --source FOLDER --output FILE PROGRAM...

Equal inputs give equal bytes: the time is that of SOURCE_DATE_EPOCH, or else of the commit.
"""
import argparse
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import time

# Short names of Debian's copyright files that SPDX writes otherwise.
SPDX = {"Expat": "MIT", "MIT": "MIT", "ISC": "ISC", "Apache-2.0": "Apache-2.0", "Apache-2": "Apache-2.0", "BSD-2-clause": "BSD-2-Clause",
        "BSD-3-clause": "BSD-3-Clause", "BSL-1.0": "BSL-1.0", "Zlib": "Zlib", "zlib": "Zlib", "public-domain": "LicenseRef-public-domain",
        "GPL-2": "GPL-2.0-only", "GPL-2+": "GPL-2.0-or-later", "GPL-3+": "GPL-3.0-or-later", "LGPL-2.1+": "LGPL-2.1-or-later", "curl": "curl"}


def output_of(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def package_of(library):
    """The Debian package that a file is of; what is in /lib there may be known below /usr/lib, and the other way round."""
    real = os.path.realpath(library)
    for path in (real, real.removeprefix("/usr"), "/usr" + real):
        done = subprocess.run(["dpkg-query", "--search", path], capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return done.stdout.split(":", 1)[0]
    sys.exit(f"{library}: no Debian package has it; the bill of materials lists packages of Debian")


def linked_packages(program):
    needed = set(re.findall(r"\(NEEDED\).*\[(.+)\]", output_of("readelf", "--dynamic", program)))
    found = dict(re.findall(r"^\s*(\S+) => (/\S+)", output_of("ldd", program), re.MULTILINE))
    return {package_of(found[name]) for name in needed if name in found}


def header_packages(name):
    for line in (pathlib.Path(__file__).parent / "headers.txt").read_text(encoding="utf-8").splitlines():
        package, *programs = line.partition("#")[0].split() or [""]
        if name in programs:
            yield package


def copyright_of(package):
    path = pathlib.Path("/usr/share/doc", package, "copyright")
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def licence_of(package, extracted):
    """An expression of SPDX for what the whole package is under; a reference to the text where the file has no form that programs read."""
    text = copyright_of(package)
    whole = re.search(r"^Files:\s*\*\s*$.*?^License:\s*(\S[^\n]*)$", text, re.MULTILINE | re.DOTALL)
    if text.startswith("Format:") and whole and whole[1].strip() in SPDX:
        name = SPDX[whole[1].strip()]
        if name != "LicenseRef-public-domain":
            return name
    name = "LicenseRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", package)
    extracted[name] = text or f"/usr/share/doc/{package}/copyright"
    return name


def debian_package(package, extracted):
    version, source = output_of("dpkg-query", "--show", "--showformat=${Version}\n${source:Package}", package).split("\n")
    return {"SPDXID": "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", package), "name": package, "versionInfo": version,
            "downloadLocation": "https://tracker.debian.org/pkg/" + source, "filesAnalyzed": False, "licenseConcluded": "NOASSERTION",
            "licenseDeclared": licence_of(package, extracted), "copyrightText": "NOASSERTION",
            "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": f"pkg:deb/debian/{package}@{version}"}]}


def page_libraries(source):
    """Name, version and licence of what the browse page has from npm, as its README's table says."""
    table = (pathlib.Path(source) / "templates/browse/vendor/README.md").read_text(encoding="utf-8")
    for cells in re.findall(r"^\| `[^|]*\|([^|]*)\|([^|]*)\|$", table, re.MULTILINE):
        for name, version in re.findall(r"([a-z0-9-]+) (\d[\d.]*\d)", cells[0]):
            yield {"SPDXID": f"SPDXRef-npm-{name}", "name": name, "versionInfo": version, "filesAnalyzed": False, "licenseConcluded": "NOASSERTION",
                   "downloadLocation": f"https://www.npmjs.com/package/{name}/v/{version}", "licenseDeclared": cells[1].strip(), "copyrightText": "NOASSERTION",
                   "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": f"pkg:npm/{name}@{version}"}]}


def moment(source):
    epoch = os.environ.get("SOURCE_DATE_EPOCH") or output_of("git", "-C", source, "log", "-1", "--format=%ct")
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(int(epoch)))


def main():
    parser = argparse.ArgumentParser()
    for option in ("--name", "--version", "--source", "--output"):
        parser.add_argument(option, required=True)
    parser.add_argument("programs", nargs="+")
    options = parser.parse_args()
    extracted = {}
    own = {"SPDXID": "SPDXRef-" + options.name, "name": options.name, "versionInfo": options.version, "downloadLocation": "NOASSERTION",
           "filesAnalyzed": False, "licenseConcluded": "Apache-2.0", "licenseDeclared": "Apache-2.0", "copyrightText": "NOASSERTION"}
    linked = sorted(set().union(*(linked_packages(program) for program in options.programs)))
    headers = sorted(header_packages(options.name))
    packages = [own] + [debian_package(package, extracted) for package in linked + headers]
    relations = [("SPDXRef-DOCUMENT", "DESCRIBES", own["SPDXID"])]
    relations += [(own["SPDXID"], "DYNAMIC_LINK", package["SPDXID"]) for package in packages[1:1 + len(linked)]]
    relations += [(own["SPDXID"], "STATIC_LINK", package["SPDXID"]) for package in packages[1 + len(linked):]]
    if options.name == "cairn":
        page = list(page_libraries(options.source))
        packages += page
        relations += [(own["SPDXID"], "CONTAINS", package["SPDXID"]) for package in page]
    digest = hashlib.sha256(json.dumps([packages, relations], sort_keys=True).encode()).hexdigest()[:32]
    bill = {"spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": f"{options.name}-{options.version}",
            "documentNamespace": f"https://spdx.org/spdxdocs/{options.name}-{options.version}-{digest}",
            "creationInfo": {"created": moment(options.source), "creators": ["Tool: cairn-sbom"]},
            "packages": packages,
            "hasExtractedLicensingInfos": [{"licenseId": name, "extractedText": text} for name, text in sorted(extracted.items())],
            "relationships": [{"spdxElementId": a, "relationshipType": kind, "relatedSpdxElement": b} for a, kind, b in relations]}
    pathlib.Path(options.output).write_text(json.dumps(bill, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
