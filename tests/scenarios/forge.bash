# SPDX-License-Identifier: MIT
# A forge on loopback, for scenarios.

# start_forge [MANNER...]: starts forge_server.py; its process is in forge, its port in port.
start_forge() {
  rm -f "$BATS_TEST_TMPDIR/port" "$BATS_TEST_TMPDIR/log"
  python3 "$BATS_TEST_DIRNAME/forge_server.py" "$BATS_TEST_TMPDIR/port" "$BATS_TEST_TMPDIR/log" "$@" \
    3>&- >/dev/null 2>&1 &
  forge=$!
  until [ -s "$BATS_TEST_TMPDIR/port" ]; do kill -0 "$forge"; done
  port=$(cat "$BATS_TEST_TMPDIR/port")
}
