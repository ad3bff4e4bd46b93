#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# relctl demo serve: the sample service is found, and takes relctl's place.

setup() {
  load ../scenarios/helper
  isolate
}

# service_of FILE: waits for the first line of the service's log, and names its port.
service_of() {
  local try
  for try in $(seq 200); do
    [ -s "$1" ] && break
    sleep 0.05
  done
  jq -r .port <"$1" | head -1
}

@test "demo serve is the service itself: it answers, and a signal to relctl drains it" {
  HOST=127.0.0.1 PORT=0 GREETING=Servus SHUTDOWN_GRACE=0 \
    "$RELCTL_BINARY" demo serve >log 3>&- &
  server=$!
  port=$(service_of log)
  contains "$(curl -s "http://127.0.0.1:$port/")" Servus
  equal "$(readlink "/proc/$server/exe")" "$(readlink -f "$(dirname "$RELCTL_BINARY")/relctl-demo")"
  kill -TERM "$server"
  wait "$server"
  equal "$(tail -1 log | jq -r .msg)" stopped
}

@test "demo serve finds the service in PATH, and says what to install where there is none" {
  mkdir alone bin
  cp "$RELCTL_BINARY" alone/relctl
  PATH="/nonexistent" run alone/relctl demo serve
  equal "$status" 5
  contains "$output" 'relctl-demo, is not installed'
  contains "$output" 'the package relctl-demo'
  # Not with SIGPIPE (13) ignored, as relctl itself is.
  printf '#!/bin/sh\nignored=$(sed -n "s/^SigIgn:\t//p" /proc/$$/status)\necho "$#: $((0x$ignored >> 12 & 1))"\n' \
    >bin/relctl-demo
  PATH="$PWD/bin" run alone/relctl demo serve
  equal "$status" 5
  chmod +x bin/relctl-demo
  PATH=":$PWD/bin:$PATH" run alone/relctl demo serve
  equal "$status" 0
  equal "$output" "0: 0"
}

@test "a variable that cannot be used is the service's own answer" {
  PORT=many relctl_run demo serve
  expect 2 ""
  contains "$err" PORT
}
