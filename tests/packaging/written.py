# SPDX-License-Identifier: MIT
"""The pipeline files that `relctl init --ci` writes for the layouts of examples/, and `relctl demo init`
for its sample; and their scripts."""
import os
import pathlib
import shutil
import subprocess

LAYOUTS = ("overlays", "monorepo", "helm", "plain")
SYSTEMS = ("woodpecker", "github", "gitlab", "bitbucket", "circleci", "jenkins")
SCRIPTS = {"run", "commands", "script", "before_script", "command"}


def environment(home):
    """Nothing of the user's git, and no CI system's variables."""
    kept = {name: value for name, value in os.environ.items()
            if not name.startswith(("GIT_", "GITHUB_", "CI_", "PLUGIN_")) and name != "CI"}
    return kept | {"HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C", "TERM": "dumb",
                   "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org",
                   "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.org"}


def pipelines(relctl, source, scratch):
    """(layout, system, path) of each file, which stands where its system looks for it."""
    path_of = {}
    for layout in LAYOUTS:
        folder = pathlib.Path(scratch) / layout
        shutil.copytree(pathlib.Path(source) / "examples" / layout, folder)

        def run(*command):
            return subprocess.run(command, cwd=folder, env=environment(scratch), check=True,
                                  capture_output=True, text=True).stdout
        run("git", "init", "-q", "-b", "main")
        run("git", "add", "-A")
        run("git", "commit", "-q", "-m", "feat: first")
        for system in SYSTEMS:
            path_of[system] = run(relctl, "init", "--ci", system).split("\n")[-2]
            yield layout, system, folder / path_of[system]


    for system in SYSTEMS:
        folder = pathlib.Path(scratch) / f"demo-{system}"
        subprocess.run([relctl, "demo", "init", folder, "--ci", system], env=environment(scratch),
                       check=True, capture_output=True)
        # Where that system looks for it is where init has put the others.
        yield "demo", system, folder / path_of[system]


def yaml_scripts(node, key=""):
    """Every script below `node`, one text each."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from yaml_scripts(value, name)
    elif isinstance(node, list) and key in SCRIPTS and all(isinstance(i, str) for i in node):
        yield "\n".join(node)
    elif isinstance(node, list):
        for item in node:
            yield from yaml_scripts(item, key)
    elif isinstance(node, str) and key in SCRIPTS:
        yield node
