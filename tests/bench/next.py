"""`relctl next auto` with 50,000 commits and a tag 100 commits back, against `git describe` and
`git log`; then with 10,000 packed tags besides."""
from bench import RELCTL, compare, run, sample_repository, workspace

COMMITS = 50_000
TAGS = 10_000

with workspace() as home:
    folder = sample_repository(home / "repository", files=100)
    tip = run("git", "rev-parse", "HEAD", cwd=folder).stdout.decode().strip()
    stream = []
    for number in range(COMMITS):
        message = f"fix: number {number}\n"
        stream.append(f"commit refs/heads/main\nmark :{number + 1}\n"
                      f"committer bench <bench@example.com> {1_700_000_000 + number} +0000\n"
                      f"data {len(message)}\n{message}")
        if number == 0:
            stream.append(f"from {tip}\n")
        content = f"{number}\n"
        stream.append(f"M 100644 inline src/0/file0.txt\ndata {len(content)}\n{content}\n")
        if number == COMMITS - 101:
            stream.append(f"tag v1.0.1\nfrom :{number + 1}\ntagger bench <bench@example.com> "
                          f"{1_700_000_000 + number} +0000\ndata 6\nv1.0.1\n")
    run("git", "fast-import", "--quiet", "--force", cwd=folder, input="".join(stream).encode())
    run("git", "reset", "-q", "--hard", cwd=folder)

    def pack_tags():
        lines = [f"tag v0.{number}.0\nfrom {tip}\ntagger bench <bench@example.com> 1700000000 +0000\n"
                 "data 1\nx\n" for number in range(TAGS)]
        run("git", "fast-import", "--quiet", cwd=folder, input="".join(lines).encode())
        run("git", "pack-refs", "--all", cwd=folder)

    for title, prepare, aim in (("", lambda: None, 1.2), (f", {TAGS:,} packed tags", pack_tags, 1)):
        prepare()
        compare(f"next version, {COMMITS:,} commits{title}",
                ("relctl next auto", lambda _: run(RELCTL, "next", "auto", cwd=folder)),
                ("git describe and git log",
                 lambda _: run("sh", "-c", "git log --format=%B $(git describe --abbrev=0)..HEAD",
                               cwd=folder)),
                rounds=21, aim=f"at least {aim}")
