# SPDX-License-Identifier: MIT
"""The structure of a declarative Jenkinsfile, as far as relctl writes one."""
import re

# What may stand in a block, by its keyword; None: anything, it is Groovy or a plain list.
BLOCKS = {
    "": {"pipeline"},
    "pipeline": {"agent", "options", "parameters", "environment", "stages", "post", "triggers"},
    "agent": {"docker", "any", "none", "label"},
    "docker": {"image", "args", "label", "registryUrl", "registryCredentialsId", "reuseNode"},
    "stages": {"stage"},
    "stage": {"agent", "when", "environment", "steps", "options", "post"},
    "when": {"branch", "expression", "not", "changeRequest", "allOf", "anyOf", "changelog",
             "beforeAgent"},
    "not": {"branch", "expression", "changelog", "changeRequest"},
    "steps": {"sh", "echo", "checkout"},
    "options": {"disableConcurrentBuilds", "timeout", "buildDiscarder", "skipDefaultCheckout"},
    "parameters": {"choice", "string", "booleanParam"},
    "environment": None,
    "expression": None,
}
NEEDED = {"pipeline": {"agent", "stages"}, "stages": {"stage"}, "stage": {"steps"}}
TOKEN = re.compile(r"""'''(?P<block>(?:\\.|[^\\])*?)'''|'(?P<text>(?:\\.|[^'\\\n])*)'|//[^\n]*"""
                   r"""|(?P<word>[A-Za-z_]\w*)|(?P<mark>[{}()\[\]])|(?P<other>\S)""", re.S)


def unescaped(text):
    return re.sub(r"\\(.)", r"\1", text)


def scripts(text):
    """What the shell gets of each sh '''…'''."""
    return [unescaped(found["block"]) for found in TOKEN.finditer(text) if found["block"] is not None]


def faults(text):
    """What is wrong with the file, a line each."""
    opened, seen, names, brackets, word = [""], [set()], [], 0, None
    for token in TOKEN.finditer(text):
        mark = token["mark"]
        if token["word"] and not brackets:
            allowed = BLOCKS.get(opened[-1], None)
            first_of_line = not text[:token.start()].rpartition("\n")[2].strip(" {}")
            if first_of_line or text[:token.start()].rstrip(" ").endswith("{"):
                word = token["word"]
                seen[-1].add(word)
                if allowed is not None and word not in allowed:
                    yield f"`{word}` may not stand in `{opened[-1] or 'the file'}`"
        elif mark == "{":
            opened.append(word)
            seen.append(set())
        elif mark == "}":
            missing = NEEDED.get(opened[-1], set()) - seen[-1]
            if missing:
                yield f"`{opened[-1]}` has no {', '.join(sorted(missing))}"
            if len(opened) == 1:
                yield "a } too many"
                return
            opened.pop()
            seen.pop()
        elif mark in ("(", "["):
            brackets += 1
        elif mark in (")", "]"):
            brackets -= 1
        if token["text"] is not None and word == "stage" and brackets:
            names.append(token["text"])
    if len(opened) > 1 or brackets:
        yield f"`{opened[-1]}` is not closed"
    for name in {name for name in names if names.count(name) > 1}:
        yield f"two stages are called {name}"
