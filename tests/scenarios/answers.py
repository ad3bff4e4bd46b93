#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""answers.py RELCTL NAME: stdin is an answer of #/definitions/NAME in what `relctl config schema --answers`
prints. Answers on stderr and with status 1 where it is not."""
import json
import subprocess
import sys

import jsonschema


def main():
    relctl, name = sys.argv[1:]
    schema = json.loads(subprocess.run([relctl, "config", "schema", "--answers"], check=True,
                                       capture_output=True).stdout)
    jsonschema.Draft7Validator.check_schema(schema)
    if name not in schema["definitions"]:
        print(f"{name} is not in the schema", file=sys.stderr)
        return 1
    answer = json.load(sys.stdin)
    rule = schema | {"$ref": f"#/definitions/{name}"}
    # draft 7 passes over what stands beside $ref, but the definitions are still found.
    faults = list(jsonschema.Draft7Validator(rule).iter_errors(answer))
    for fault in faults:
        print(f"{name}: {'/'.join(map(str, fault.path))}: {fault.message}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
