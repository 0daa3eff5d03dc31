#!/usr/bin/env python3
"""Do the bundled schemas give the verdicts of the official ones?

compare.py SCHEMAS REFERENCE [--rounds N]

Exits 0: they do; 1: they differ, the documents are listed; 77: the reference material is not there.
"""

import argparse
import collections
import pathlib
import random
import sys

try:
    import climate
    import corpus
    import crs
    import esgf_items
    import mutate
    import store
except ImportError as error:
    print(f"skipped: {error} (Debian: python3-jsonschema)")
    sys.exit(77)

RETARGETED = 120  # of the 1,266 real objects: one takes up to 0.1 s
MUTANTS = 6       # of each generated document


class Comparison:
    def __init__(self, ours, official):
        self.ours = ours
        self.official = official
        self.verdicts = collections.Counter()
        self.differences = []
        self.both = ours.urls() & official.urls()
        # What the builder writes, and what that refers to; older versions are proven with ajv (verdicts.py).
        self.written = self.both & corpus.written()

    def check(self, url, document, what):
        expected = self.official.valid(url, document, with_formats=True)
        self._same(url, what, "with formats", expected, self.ours.valid(url, document, with_formats=True))
        # A wrong format may hide another difference.
        if not expected and not corpus.differs_on_purpose(url, document):
            self._same(url, what, "without formats", self.official.valid(url, document),
                       self.ours.valid(url, document))

    def check_recorded(self, url, document, what, expected):
        """Against a verdict that ajv gave with formats ignored."""
        if not corpus.differs_on_purpose(url, document):
            self._same(url, what, "recorded", expected, self.ours.valid(url, document))

    def _same(self, url, what, how, expected, found):
        self.verdicts[url, expected] += 1
        if found != expected:
            self.differences.append(f"{url}\n    {what} ({how}): official {expected}, ours {found}")


def compare_real_objects(comparison, reference, rng):
    extensions = [url for url in comparison.written if "stac-extensions" in url]
    documents = list(corpus.lines(reference / "stac-objects/objects.jsonl.gz"))
    for entry in documents:
        listed = [url for url in entry["extensions_valid"] if url in comparison.both]
        for url in filter(None, [corpus.core_of(entry["object"]), *listed]):
            comparison.check(url, entry["object"], entry["path"])
    for entry in rng.sample(documents, RETARGETED):
        document = corpus.with_current_extensions(entry["object"], extensions)
        for url in filter(None, [corpus.core_of(document), *extensions]):
            comparison.check(url, document, entry["path"] + ", as of the bundled versions")


def compare_recorded_mutants(comparison, reference):
    for entry in corpus.lines(reference / "stac-objects/mutants.jsonl.gz"):
        for url, expected in zip(entry["schemas"], entry["valid_ignoring_format"]):
            if url in comparison.both and isinstance(expected, bool):
                comparison.check_recorded(url, entry["object"], entry["mutation"], expected)


def compare_generated(comparison, rng, rounds):
    for _ in range(rounds):
        for urls, document in climate.documents(rng):
            for url in urls:
                if not comparison.official.valid(url, document, with_formats=True):
                    raise SystemExit(f"the generated document is not valid by {url}")
            for what, changed in [("unchanged", document), *mutate.mutants(document, rng, MUTANTS)]:
                for url in urls:
                    comparison.check(url, changed, what)
                for url, part in corpus.parts(changed):
                    comparison.check(url, part, what)


def compare_esgf(comparison):
    for url, document in esgf_items.documents():
        if not comparison.official.valid(url, document, with_formats=True):
            raise SystemExit(f"the document for {url} is not valid by it")
        for what, changed in [("unchanged", document), *mutate.every_mutant(document)]:
            comparison.check(url, changed, what)


def compare_parts(comparison, rng, rounds):
    """The schemas that others refer to, on objects that have every member they name."""
    samples = [([corpus.META], schema) for schema in climate.summaries().values() if isinstance(schema, dict)]
    samples += [([corpus.PROJJSON], sample) for sample in crs.samples()]
    samples += [([corpus.GEOMETRY], climate.geometry(rng)) for _ in range(12)]
    samples += [(corpus.PARTS, climate.common_fields())] * 12
    for urls, sample in samples:
        changes = list(mutate.mutants(sample, rng, MUTANTS * rounds))
        without_type = {key: member for key, member in sample.items() if key != "type"}
        for what, changed in [("unchanged", sample), ("/type without", without_type), *changes]:
            for url in urls:
                comparison.check(url, changed, what)


def report(comparison):
    urls = sorted({url for url, _ in comparison.verdicts})
    for url in urls:
        print(f"{comparison.verdicts[url, True]:7} valid {comparison.verdicts[url, False]:7} invalid  {url}")
    one_sided = [url for url in urls if url in comparison.written and not (comparison.verdicts[url, True] and comparison.verdicts[url, False])]
    missing = sorted(comparison.written - set(urls))
    print(f"{sum(comparison.verdicts.values())} verdicts, {len(comparison.differences)} differ")
    for difference in comparison.differences[:40]:
        print(difference)
    for url in one_sided + missing:
        print(f"not proven, no valid or no invalid document: {url}")
    return 1 if comparison.differences or one_sided or missing else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("schemas", type=pathlib.Path)
    parser.add_argument("reference", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=3, help="sets of generated documents (default: %(default)s)")
    options = parser.parse_args()
    if not (options.reference / "schemas/index.json").exists():
        print(f"skipped: no reference material in {options.reference}")
        return 77
    bundled = store.bundled(options.schemas)
    comparison = Comparison(store.Judge(bundled), store.Judge(store.official(options.reference / "schemas")))
    rng = random.Random(20250101)
    compare_real_objects(comparison, options.reference, rng)
    compare_recorded_mutants(comparison, options.reference)
    compare_generated(comparison, rng, options.rounds)
    compare_parts(comparison, rng, options.rounds)
    compare_esgf(comparison)
    return report(comparison)


if __name__ == "__main__":
    sys.exit(main())
