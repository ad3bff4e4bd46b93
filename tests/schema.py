#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""schema.py SCHEMA BEYOND: the JSON Schema accepts every good example of relctl.yaml in the folder
of the file BEYOND, and refuses every bad one but those listed in BEYOND: rules that a schema cannot
say."""
import pathlib
import re
import sys

SKIPPED = 77

try:
    import json

    import jsonschema
    import yaml
except ImportError as missing:
    print(f"SKIPPED: the schema was not tried on the examples, {missing.name} is missing "
          "(Debian packages: python3-jsonschema, python3-yaml)")
    sys.exit(SKIPPED)


class Loader(yaml.SafeLoader):
    """YAML 1.2's core schema: `yes` is a text, as it is for relctl."""

    yaml_implicit_resolvers = {}


for tag, pattern, first in [
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
]:
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))


def refusal(validator, path):
    """What the schema says against the file; None when it accepts it."""
    try:
        document = yaml.load(path.read_bytes(), Loader)
    except yaml.YAMLError as error:
        return f"no YAML: {error}"
    errors = list(validator.iter_errors(document))
    return errors[0].message if errors else None


def findings(validator, list_of_beyond):
    examples = list_of_beyond.parent
    beyond = set(list_of_beyond.read_text().split())
    for path in sorted((examples / "good").glob("*.yaml")):
        reason = refusal(validator, path)
        if reason is not None:
            yield f"{path}: a good example is refused: {reason}"
    for path in sorted((examples / "bad").glob("*.yaml")):
        is_refused = refusal(validator, path) is not None
        if is_refused == (path.stem in beyond):
            yield (f"{path}: refused, so that it does not belong into beyond-schema.txt"
                   if is_refused else f"{path}: a bad example is accepted")
    for name in sorted(beyond - {path.stem for path in (examples / "bad").glob("*.yaml")}):
        yield f"beyond-schema.txt: there is no example {name}"


def main() -> int:
    schema = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    found = list(findings(jsonschema.Draft7Validator(schema), pathlib.Path(sys.argv[2])))
    print("\n".join(found) if found else "the schema and the examples agree")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
