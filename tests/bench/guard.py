"""`relctl guard` over 1,000 commits, against `git log -p` over the same paths."""
from bench import RELCTL, compare, run, workspace
from fleet import ENVIRONMENTS, Stream, first, promote, release

SERVICES = [f"service-{number}" for number in range(20)]

with workspace() as home:
    folder = home / "repository"
    stream = Stream()
    stream.commit("first", first(SERVICES), [f"{each}/v1.0.0" for each in SERVICES])
    versions = {each: 0 for each in SERVICES}
    while stream.commits <= 1000:
        service = SERVICES[stream.commits % len(SERVICES)]
        old = versions[service]
        stream.commit(f"fix: {service}", {f"{service}/main.c": f"int x{old};\n"})
        release(stream, service, f"1.0.{old + 1}", f"1.0.{old}")
        versions[service] += 1
        if stream.commits % 3 == 0:
            for before, environment in zip(ENVIRONMENTS, ENVIRONMENTS[1:]):
                promote(stream, [service], f"1.0.{old + 1}", f"1.0.{old}", before, environment)
    stream.load(folder)
    base = f"HEAD~{stream.commits - 1}"
    compare(f"guard, {stream.commits - 1} commits, all honest",
            ("relctl guard", lambda _: run(RELCTL, "guard", "--range", f"{base}..HEAD", cwd=folder)),
            ("git log -p", lambda _: run("git", "log", "-p", f"{base}..HEAD", "--", "deploy",
                                         ".relctl", cwd=folder)),
            rounds=7, aim="at least 0.6")
