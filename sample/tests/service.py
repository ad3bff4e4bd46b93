"""Starts the service on a free port: it must report its version, be ready, say so to Prometheus, turn
unready when it is told to stop, and end well. usage: service.py PROGRAM VERSION"""
import json
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request


def get(base: str, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(base + path, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.read().decode()


def status_becomes(base: str, path: str, wanted: int) -> bool:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if get(base, path)[0] == wanted:
            return True
        time.sleep(0.01)
    return False


def main(program: str, version: str) -> None:
    environment = {"HOST": "127.0.0.1", "PORT": "0", "SHUTDOWN_GRACE": "2", "GREETING": "Hello, test"}
    with subprocess.Popen([program], env=environment, stdout=subprocess.PIPE, text=True) as service:
        base = f"http://127.0.0.1:{json.loads(service.stdout.readline())['port']}"
        assert status_becomes(base, "/readyz", 200), "it never was ready"
        assert get(base, "/livez")[0] == 200
        assert "Hello, test" in get(base, "/")[1]
        assert json.loads(get(base, "/version")[1])["version"] == version
        assert "\n# TYPE " in get(base, "/metrics")[1]
        service.send_signal(signal.SIGTERM)
        assert status_becomes(base, "/readyz", 503), "it is ready while it drains"
        service.stdout.read()
    assert service.returncode == 0, f"it ended with {service.returncode}"


if __name__ == "__main__":
    main(*sys.argv[1:])
