#!/bin/bash
# SPDX-License-Identifier: MIT
# race.bash RELCTL git|http|ssh|promotions|rendered: many writers over a real server; see race.py,
# promotion_race.py and rendered_race.py. With RELCTL_SOAK=1 in the size that takes its time.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/scenarios/servers.bash
. "$here/servers.bash"
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
trap stop_servers EXIT
trap 'exit 1' INT TERM
exec 3>/dev/null
server_repository race
contest=race.py
case $2 in
  git)
    start_git_daemon
    url="$git_url/race.git" size='6 3' soak='20 10'
    ;;
  promotions)
    start_git_daemon
    contest=promotion_race.py
    url="$git_url/race.git" size='4 4 3' soak='10 10 5'
    ;;
  rendered)
    start_git_daemon
    contest=rendered_race.py
    url="$git_url/race.git" size='2 3 3' soak='6 8 5'
    ;;
  http)
    start_http_server
    url="$http_login_url/race.git" size='4 2' soak='6 3'
    ;;
  ssh)
    start_ssh_server
    url="$ssh_url/race.git" size='4 2' soak='6 3'
    ;;
  *) exit 2 ;;
esac
if [ -n "${RELCTL_SOAK:-}" ]; then size="$soak"; fi
# shellcheck disable=SC2086 # numbers
python3 "$here/$contest" "$1" "$url" "$servers_root/repos/race.git" $size
