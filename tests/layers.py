"""Fails when a folder of src/ includes a folder of a higher layer, when a foreign library is
included outside the one folder that wraps it, or when a file outgrows the limit."""
import pathlib
import re
import sys

LAYERS = [
    {"base"},
    {"semver", "edit", "process"},
    {"yaml", "json", "tree"},
    {"formats", "kustomize"},
    {"render"},
    {"config"},
    {"plan"},
    {"record"},
    {"deploy", "notes"},
    {"release"},
    {"check", "judge", "status"},
    {"git"},
    {"git/apply"},
    {"git/remote"},
    {"git/publish"},
    {"net", "report"},
    {"forge", "registry", "notify"},
    {"adopt"},
    {"cli"},
    {"operation"},
    {"commands"},
]
RANK = {folder: rank for rank, layer in enumerate(LAYERS) for folder in layer}
DEMO_SEES = {"base", "demo"}
# A foreign header, and the only folders that may include it.
WRAPPED = {
    r"yaml\.h": {"yaml"},
    r"git2": {"git"},
    r"re2/": {"render"},
    r"openssl/": {"tree", "net", "registry"},
    r"toml": {"formats"},
    r"pugixml": {"formats"},
    r"CLI/": {"cli"},
    r"curl/": {"net"},
    r"httplib|prometheus/": {"demo"},
}
MOST_LINES = 400
INCLUDE = re.compile(r'^\s*#\s*include\s+(?:"(.+)/[^"/]*"|<([^>]+)>)')


def allowed(folder: str, other: str) -> bool:
    if folder == "demo":
        return other in DEMO_SEES
    if folder == "main":
        return other in RANK
    return other == folder or RANK.get(other, 99) < RANK[folder]


def findings(source: pathlib.Path):
    for path in sorted(source.rglob("*.[ch]pp")):
        parts = path.relative_to(source).parts
        folder = "/".join(parts[:-1]) or "main"
        if folder not in RANK and folder not in ("demo", "main"):
            yield f"{path}: {folder}/ is not in the table of layers"
            continue
        lines = path.read_text().splitlines()
        if len(lines) > MOST_LINES:
            yield f"{path}: {len(lines)} lines, the limit is {MOST_LINES}"
        for number, line in enumerate(lines, 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            own, foreign = match.groups()
            if own and not allowed(folder, own):
                yield f"{path}:{number}: {folder}/ may not include {own}/"
            for pattern, folders in WRAPPED.items():
                if foreign and re.match(pattern, foreign) and parts[0] not in folders:
                    yield f"{path}:{number}: <{foreign}> belongs to {', '.join(sorted(folders))}/"


def main() -> int:
    found = list(findings(pathlib.Path(sys.argv[1])))
    print("\n".join(found) if found else "every include points to a lower layer")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
