#!/usr/bin/env python3
"""Makes docs/configuration.md from the schema of the configuration, so that there is one description of each key.

usage: configuration_page.py [--check]     (--check: exits 1 when the page is not what the schema says)
"""
import json
import os
import sys

TOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
PAGE = os.path.join(TOP, "docs", "configuration.md")
SCHEMA = os.path.join(TOP, "builder", "config", "config.schema.json")

HEAD = """# Configuration

`cairn build --config FILE` reads YAML (or JSON, which is YAML). It is checked against the schema that ships with the program; an error names
file, line, column, what was found and what is allowed. This page is made from that schema (`scripts/configuration_page.py`).
[examples/debian.yaml](../examples/debian.yaml) is a configuration that is used; what `stores` does is shown in [stores.md](stores.md), `policies` in
[time.md](time.md) and [space.md](space.md), `from_files`, `properties` and `authentication` in [texts.md](texts.md), checksums and replicas in [checksums.md](checksums.md).

Settings of `publish`, `assets`, `scan`, `remote` and `limits` can also come from the environment, for example `CAIRN_ASSETS_INLINE_MAX=50` for
`assets.inline_max`: the environment replaces the configuration, the command line replaces both. Other sections have no variables.

**Templates** ([templates.md](templates.md)) are texts with `{facet}` placeholders, `{facet|default}` with a default; `{{` and `}}` are braces. In ids (`id`, `item`, `asset`) and asset
titles there are, besides the facets of the rule, `{filename}`, `{stem}` (the file name without its extension), `{series}` (the stem without dates),
`{folder}` (the path of the folder), `{parent}` (its last part) and `{archive}`. Titles, descriptions and document templates know the facets that the
whole Item or Collection shares.

**Secrets.** A URL with credentials or a signature (`user:password@`, `X-Amz-Signature`, `sig`, `token`, `key`, ...; the list is in `base/secrets.hpp`)
is refused wherever it stands, here, in templates and in `--href`, and no message shows it. In data (URLs of references, attributes of files) they are
removed before anything is kept or shown, with a warning (`probe/secret-in-reference`, `probe/secret-in-attribute`); a source whose path, or a name
in it, holds one is left out with an error (`discover/secret-in-path`, `probe/secret-in-name`). Links of templates have a scheme under which data are published, none, or mailto, doi, urn, info.

**Bounds.** The file and each template file are regular files of at most 16 MiB: pipes and devices are refused, since relative paths start from the
file's folder, which a pipe (`<(...)` too) does not have. A glob, path pattern or regular expression has at most 4096 bytes and 100 groups or
names, a template 65536 bytes.

"""


def type_of(schema):
    kind = schema.get("type", "")
    if "enum" in schema:
        return " or ".join("`%s`" % value for value in schema["enum"])
    return " or ".join(kind) if isinstance(kind, list) else kind


def resolved(schema, root):
    if "$ref" not in schema:
        return schema
    target = root["definitions"][schema["$ref"].rsplit("/", 1)[1]]
    return {**target, **{k: v for k, v in schema.items() if k != "$ref"}}


def rows(schema, root, path):
    schema = resolved(schema, root)
    if "properties" in schema:
        for name, child in schema["properties"].items():
            yield from rows(child, root, path + "." + name if path else name)
        if path and "string" not in schema["type"]:
            return
    if schema.get("type") == "array" and "properties" in resolved(schema["items"], root):
        yield path, schema
        yield from rows(schema["items"], root, path + "[]")
        return
    if path and not path.endswith("[]"):
        yield path, schema


def page():
    root = json.load(open(SCHEMA, encoding="utf-8"))
    text = HEAD
    for name, section in root["properties"].items():
        text += "## `%s`\n\n%s\n\n" % (name, resolved(section, root).get("description", ""))
        keys = [(path, schema) for path, schema in rows(section, root, name) if path != name]
        if not keys:
            continue
        text += "| key | type | meaning |\n|---|---|---|\n"
        for path, schema in keys:
            text += "| `%s` | %s | %s |\n" % (path, type_of(schema), schema.get("description", "").replace("|", "\\|"))
        text += "\n"
    return text.rstrip() + "\n"


if __name__ == "__main__":
    if "--check" in sys.argv:
        if open(PAGE, encoding="utf-8").read() != page():
            print("docs/configuration.md is not what the schema says: run scripts/configuration_page.py")
            sys.exit(1)
        print("docs/configuration.md is what the schema says")
    else:
        open(PAGE, "w", encoding="utf-8").write(page())
