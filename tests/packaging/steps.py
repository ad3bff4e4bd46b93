#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""steps.py FILE FOLDER: the scripts of a pipeline's release, as FOLDER/{bump,build,scan,publish,promote}.sh."""
import pathlib
import sys

import yaml

import jenkinsfile
from written import yaml_scripts

MARKS = {"bump": "relctl bump auto", "build": "docker build", "scan": "trivy image", "publish": "cosign sign",
         "promote": 'relctl promote "$ENVIRONMENT"'}

path, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
text = path.read_text()
scripts = (jenkinsfile.scripts(text) if path.name == "Jenkinsfile"
           else list(yaml_scripts(yaml.safe_load(text))))
folder.mkdir()
for name, mark in MARKS.items():
    # Some systems have all steps in one script, whose first line with the mark begins none of the others.
    found = [script for script in scripts if mark in script]
    assert len(set(found)) == 1, f"{name}: {len(found)} scripts"
    (folder / f"{name}.sh").write_text(found[0])
