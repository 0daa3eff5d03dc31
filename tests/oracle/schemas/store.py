"""The two sets of schemas, the bundled and the official ones, as validators that are asked by URL."""

import json
import pathlib
import urllib.parse

import jsonschema

import formats


def without_fragment(url):
    return url[:-1] if url.endswith("#") else url


def bundled(folder):
    """{URL: schema} of the project's own schemas, by their $id."""
    schemas = {}
    for path in sorted(pathlib.Path(folder).rglob("*.json")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        url = without_fragment(schema["$id"])
        if url in schemas:
            raise SystemExit(f"{path}: the $id {url} is taken by another file")
        schemas[url] = schema
    return schemas


def official(folder):
    """{URL: schema} of the published schemas: those that index.json lists, and what lies at the place of its URL."""
    folder = pathlib.Path(folder)
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    schemas = {without_fragment(entry["url"]): json.loads((folder / entry["file"]).read_text(encoding="utf-8"))
               for entry in index}
    for path in folder.glob("stac-extensions.github.io/**/*.json"):
        schemas.setdefault(f"https://{path.relative_to(folder)}", json.loads(path.read_text(encoding="utf-8")))
    return schemas


class Resolver(jsonschema.RefResolver):
    """Never asks the network, and remembers: the library looks through all $ids again at every $ref."""

    def __init__(self, *arguments, **keywords):
        super().__init__(*arguments, **keywords)
        self._resolved = {}

    def resolve(self, ref):
        key = (self.resolution_scope, ref)
        if key not in self._resolved:
            url = without_fragment(urllib.parse.urljoin(*key))
            self._resolved[key] = (url, self.resolve_from_url(url))
        return self._resolved[key]

    def resolve_remote(self, uri):
        raise SystemExit(f"a $ref leads to {uri}, which is in no schema of this set")


class Judge:
    """Says whether a document is valid by the schema of a URL."""

    def __init__(self, schemas):
        self._schemas = dict(schemas)
        self._validators = {}

    def urls(self):
        return set(self._schemas)

    def validator(self, url, with_formats=False):
        key = (url, with_formats)
        if key not in self._validators:
            # A schema is put under the URL it is known by: some published $ids have a slip ("commonjson").
            schema = {**self._schemas[url], "$id": url}
            resolver = Resolver(url, schema, store=self._store())
            self._validators[key] = jsonschema.Draft7Validator(
                schema, resolver=resolver, format_checker=formats.CHECKER if with_formats else None)
        return self._validators[key]

    def valid(self, url, document, with_formats=False):
        return self.validator(url, with_formats).is_valid(document)

    def errors(self, url, document, with_formats=False):
        return list(self.validator(url, with_formats).iter_errors(document))

    def _store(self):
        return {url: {**schema, "$id": url} for url, schema in self._schemas.items()}
