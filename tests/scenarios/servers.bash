# SPDX-License-Identifier: MIT
# Real git servers on loopback, for scenarios and demonstrations, as any user. Source this file;
# then
#   server_repository NAME   makes the bare repository NAME.git, which every server serves
#   start_git_daemon         sets git_url:  git://127.0.0.1:PORT
#   start_http_server        sets http_url: http://127.0.0.1:PORT, and http_user, http_password,
#                            http_login_url (with both in it)
#   start_ssh_server         sets ssh_url and exports GIT_SSH_COMMAND with a key made for it
#   stop_servers             ends them all and removes their folder: call it in teardown
# A repository is at $git_url/NAME.git and so on. Everything lives in $servers_root.

servers_root=
servers_pids=()

servers_folder() {
  [ -n "$servers_root" ] && return
  # Not below the test's own folder: a socket's path may have no more than 107 bytes.
  servers_root=$(mktemp -d "${TMPDIR:-/tmp}/relctl-servers.XXXXXX")
  mkdir "$servers_root/repos" "$servers_root/home"
}

server_repository() {
  servers_folder
  local path="$servers_root/repos/$1.git"
  git init -q --bare -b main "$path"
  git -C "$path" config http.receivepack true
}

# servers_run LOG COMMAND...: starts it in a process group of its own; its id is in servers_pid.
servers_run() {
  local log="$servers_root/$1"
  shift
  # Descriptor 3 is the one on which bats waits for its tests' children.
  setsid "$@" </dev/null >>"$log" 2>&1 3>&- &
  servers_pid=$!
  servers_pids+=("$servers_pid")
}

# servers_answer PORT PID: waits until the process listens there; fails when it ended.
servers_answer() {
  local try
  for try in $(seq 200); do
    kill -0 "$2" 2>/dev/null || return 1
    if (exec 4<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then return 0; fi
    sleep 0.05
  done
  return 1
}

# servers_listen FUNCTION: calls FUNCTION PORT with random ports until the server that it starts
# listens. A port that another process has makes the server end, and the next is tried.
servers_listen() {
  local try
  servers_folder
  for try in 1 2 3 4 5 6 7 8; do
    servers_port=$((20000 + RANDOM % 12000))
    "$1" "$servers_port"
    if servers_answer "$servers_port" "$servers_pid"; then return 0; fi
  done
  echo "no server could be started:" >&2
  cat "$servers_root"/*.log >&2
  return 1
}

servers_git_daemon() {
  servers_run git-daemon.log "$(git --exec-path)/git-daemon" --reuseaddr --export-all \
    --enable=receive-pack --listen=127.0.0.1 --port="$1" \
    --base-path="$servers_root/repos" "$servers_root/repos"
}

start_git_daemon() {
  servers_listen servers_git_daemon || return 1
  git_url="git://127.0.0.1:$servers_port"
}

servers_nginx() {
  local root="$servers_root"
  cat >"$root/nginx.conf" <<CONFIG
daemon off;
master_process off;
pid $root/nginx.pid;
error_log $root/nginx.log;
events { worker_connections 512; }
http {
  access_log off;
  client_max_body_size 0;
  client_body_temp_path $root/nginx-body;
  fastcgi_temp_path $root/nginx-fastcgi;
  proxy_temp_path $root/nginx-proxy;
  scgi_temp_path $root/nginx-scgi;
  uwsgi_temp_path $root/nginx-uwsgi;
  server {
    listen 127.0.0.1:$1;
    location / {
      auth_basic "git";
      auth_basic_user_file $root/htpasswd;
      fastcgi_pass unix:$root/fcgi.socket;
      fastcgi_read_timeout 300s;
      fastcgi_param SCRIPT_FILENAME $(git --exec-path)/git-http-backend;
      fastcgi_param GIT_PROJECT_ROOT $root/repos;
      fastcgi_param GIT_HTTP_EXPORT_ALL "";
      fastcgi_param HOME $root/home;
      fastcgi_param PATH_INFO \$document_uri;
      fastcgi_param QUERY_STRING \$query_string;
      fastcgi_param REQUEST_METHOD \$request_method;
      fastcgi_param CONTENT_TYPE \$content_type;
      fastcgi_param CONTENT_LENGTH \$content_length;
      fastcgi_param REMOTE_USER \$remote_user;
      fastcgi_param REMOTE_ADDR \$remote_addr;
      fastcgi_param SERVER_PROTOCOL \$server_protocol;
    }
  }
}
CONFIG
  servers_run nginx.log "$(servers_program nginx)" -e "$root/nginx.log" -p "$root" \
    -c "$root/nginx.conf"
}

start_http_server() {
  servers_folder
  http_user=alice
  http_password="secret-$RANDOM$RANDOM"
  htpasswd -b -c "$servers_root/htpasswd" "$http_user" "$http_password" 2>/dev/null
  servers_run fcgiwrap.log "$(servers_program fcgiwrap)" -c 8 \
    -s "unix:$servers_root/fcgi.socket"
  servers_listen servers_nginx || return 1
  http_url="http://127.0.0.1:$servers_port"
  http_login_url="http://$http_user:$http_password@127.0.0.1:$servers_port"
}

servers_sshd() {
  local root="$servers_root"
  cat >"$root/sshd.conf" <<CONFIG
Port $1
ListenAddress 127.0.0.1
HostKey $root/host_key
AuthorizedKeysFile $root/client_key.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
AcceptEnv GIT_PROTOCOL
MaxStartups 200
CONFIG
  servers_run sshd.log "$(servers_program sshd)" -D -e -f "$root/sshd.conf"
}

start_ssh_server() {
  servers_folder
  # sshd wants this folder when root runs it, whatever its configuration says.
  if [ "$(id -u)" = 0 ]; then mkdir -p /run/sshd; fi
  ssh-keygen -q -t ed25519 -N '' -f "$servers_root/host_key"
  ssh-keygen -q -t ed25519 -N '' -f "$servers_root/client_key"
  servers_listen servers_sshd || return 1
  echo "[127.0.0.1]:$servers_port $(cut -d ' ' -f 1,2 "$servers_root/host_key.pub")" \
    >"$servers_root/known_hosts"
  export GIT_SSH_COMMAND="ssh -F /dev/null -i $servers_root/client_key -o IdentitiesOnly=yes \
-o BatchMode=yes -o StrictHostKeyChecking=yes -o UserKnownHostsFile=$servers_root/known_hosts"
  ssh_url="ssh://$(id -un)@127.0.0.1:$servers_port$servers_root/repos"
}

# Servers are often in folders that a user's PATH lacks.
servers_program() {
  PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin" command -v "$1"
}

stop_servers() {
  local pid try
  for pid in "${servers_pids[@]}"; do kill -TERM -- "-$pid" 2>/dev/null || true; done
  for pid in "${servers_pids[@]}"; do
    for try in $(seq 40); do
      kill -0 -- "-$pid" 2>/dev/null || break
      sleep 0.05
    done
    kill -KILL -- "-$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  servers_pids=()
  if [ -n "$servers_root" ]; then rm -rf "$servers_root"; fi
  servers_root=
}
