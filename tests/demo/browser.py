"""Opens the sample service's docs page in headless Chromium: it must be drawn with its style, say
every operation, and make the browser complain about nothing. Skipped where there is no Chromium."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request

SKIPPED = 77
# It asks nobody else and keeps nothing.
QUIET = ("--no-first-run", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--disable-quic", "--disable-extensions")
# What a page with a fault makes the browser say: proof that the test would hear it.
FAULTY = ("data:text/html,<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'\">"
          "<style>p { color: red }</style>")


def browser() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    return next(filter(None, map(shutil.which, names)), None)


def opened(chromium: str, url: str) -> subprocess.CompletedProcess:
    with tempfile.TemporaryDirectory() as profile:
        return subprocess.run(
            [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
             *QUIET, "--enable-logging=stderr", f"--user-data-dir={profile}", "--dump-dom", url],
            capture_output=True, text=True, timeout=90, check=True)


def complaints(page: subprocess.CompletedProcess) -> list[str]:
    return [line for line in page.stderr.splitlines() if "CONSOLE" in line or "Refused to" in line]


def findings(page: subprocess.CompletedProcess, operations: list[str]):
    for name in operations:
        if f'<h2 id="{name}">' not in page.stdout:
            yield f"the page lacks {name}"
    yield from complaints(page)


def main() -> int:
    chromium = browser()
    if chromium is None:
        print("SKIPPED: no Chromium is installed, so the docs page was not opened in a browser")
        return SKIPPED
    environment = {"PORT": "0", "HOST": "127.0.0.1", "SHUTDOWN_GRACE": "0"}
    with subprocess.Popen([os.environ["RELCTL_DEMO"]], env=environment, stdout=subprocess.PIPE,
                          text=True) as service:
        try:
            base = f"http://127.0.0.1:{json.loads(service.stdout.readline())['port']}"
            with urllib.request.urlopen(f"{base}/openapi.json") as answer:
                paths = json.load(answer)["paths"]
            names = [operation["operationId"] for item in paths.values()
                     for operation in item.values()]
            found = list(findings(opened(chromium, f"{base}/docs"), names))
        finally:
            service.terminate()
    if not complaints(opened(chromium, FAULTY)):
        found.append("the browser says nothing about a page with a fault")
    print("\n".join(found) if found else f"{len(names)} operations are shown")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
