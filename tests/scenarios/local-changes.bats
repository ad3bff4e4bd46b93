# SPDX-License-Identifier: MIT
# What lies in the work tree besides the release: it is never touched, committed or lost.
bats_require_minimum_version 1.5.0
load helper.bash
load servers.bash

setup() {
  isolate
}

teardown() {
  stop_servers
}

# refused_unchanged FILE: a bump names FILE, exits with 4, and changes no byte of the repository.
refused_unchanged() {
  local before
  before=$(state .)
  relctl_run bump
  expect 4 '' && contains "$err" "$1" && equal "$(state .)" "$before"
}

@test "a planned file with local changes is exit 4, and nothing is changed" {
  sample_repository work
  echo '# mine' >>pyproject.toml
  refused_unchanged pyproject.toml
  git add pyproject.toml
  refused_unchanged pyproject.toml
  git checkout -q HEAD -- pyproject.toml
  rm kubernetes/deploy/dev/kustomization.yaml
  refused_unchanged kubernetes/deploy/dev/kustomization.yaml
  git rm -q --cached kubernetes/deploy/dev/kustomization.yaml
  refused_unchanged kubernetes/deploy/dev/kustomization.yaml
}

@test "a change that git was told to overlook is refused as well" {
  sample_repository work
  local flag
  for flag in assume-unchanged skip-worktree; do
    echo '# mine' >>pyproject.toml
    git update-index "--$flag" pyproject.toml
    refused_unchanged pyproject.toml
    git update-index "--no-$flag" pyproject.toml
    git checkout -q -- pyproject.toml
  done
}

@test "dirty, staged, untracked and ignored files elsewhere survive and stay out of the commit" {
  sample_repository work
  printf '*.log\nbuild/\n' >.gitignore && touch staged.txt deleted.txt renamed.txt
  git add -A && git commit -qm files
  local head
  head=$(git rev-parse HEAD)
  echo dirty >>src/app.py
  echo staged >>staged.txt && git add staged.txt && echo more >>staged.txt
  echo new >new.txt && git add new.txt
  git add -N src && echo intent >intent.txt && git add -N intent.txt
  rm deleted.txt
  git mv renamed.txt other.txt
  echo untracked >untracked.txt
  mkdir build && echo ignored >build/out && echo ignored >a.log
  local before after files
  before=$(git status --porcelain --ignored)
  files=$(cat src/app.py staged.txt new.txt intent.txt untracked.txt build/out a.log)
  relctl_run bump
  expect 0 1.2.4
  equal "$(git status --porcelain --ignored)" "$before"
  equal "$(cat src/app.py staged.txt new.txt intent.txt untracked.txt build/out a.log)" "$files"
  equal "$(git diff --name-only "$head" HEAD | tr '\n' ' ')" \
    'kubernetes/deploy/dev/kustomization.yaml pyproject.toml '
  equal "$(git show :staged.txt)" staged
}

@test "the same holds for a push that brings other people's commits along" {
  server_repository sample
  start_git_daemon
  sample_on_server "$git_url"
  git clone -q "$bare" ../elsewhere
  (cd ../elsewhere && change docs/readme.md && git push -q)
  echo dirty >>src/app.py
  echo staged >new.txt && git add new.txt
  echo untracked >untracked.txt
  relctl_run bump --push
  expect 0 1.2.4
  equal "$(git status --porcelain | sort)" $' M src/app.py\n?? untracked.txt\nA  new.txt'
  [ -e docs/readme.md ]
}

@test "an incoming file where an untracked one lies: the push stands, the checkout is left alone" {
  server_repository sample
  start_git_daemon
  sample_on_server "$git_url"
  git clone -q "$bare" ../elsewhere
  (cd ../elsewhere && change docs/readme.md && git push -q)
  mkdir docs && echo mine >docs/readme.md
  local head
  head=$(git rev-parse HEAD)
  relctl_run bump --push
  expect 0 1.2.4
  equal "$(cat docs/readme.md)" mine
  equal "$(git rev-parse HEAD)" "$head"
  equal "$(git status --porcelain)" '?? docs/'
  contains "$err" 'git '
  git -C "$bare" rev-parse -q --verify v1.2.4
}

@test "line ends by attribute: the committed bytes have LF, the files CRLF, and nothing is dirty" {
  sample_repository work
  echo '* text=auto eol=crlf' >.gitattributes
  git add --renormalize . && git add -A && git commit -qm eol
  rm -rf pyproject.toml kubernetes && git checkout -q -- .
  contains "$(cat -A pyproject.toml)" '^M$'
  relctl_run bump
  expect 0 1.2.4
  settled
  lacks "$(git cat-file blob HEAD:pyproject.toml | cat -A)" '^M$'
  equal "$(grep -c $'\r$' pyproject.toml)" "$(grep -c '' pyproject.toml)"
}

@test "core.autocrlf makes no difference to the commit" {
  sample_repository work
  git config core.autocrlf true
  rm -rf pyproject.toml kubernetes && git checkout -q -- .
  relctl_run bump
  expect 0 1.2.4
  settled
  lacks "$(git cat-file blob HEAD:pyproject.toml | cat -A)" '^M$'
  equal "$(git diff --stat HEAD~1 HEAD | tail -1)" ' 2 files changed, 2 insertions(+), 2 deletions(-)'
}

@test "a clean and smudge filter sees the planned file, and nothing is dirty" {
  sample_repository work
  git config filter.upper.clean 'tr A-Z a-z' && git config filter.upper.smudge 'tr a-z A-Z'
  echo 'pyproject.toml filter=upper' >.gitattributes
  git add -A && git commit -qm filter
  rm pyproject.toml && git checkout -q -- pyproject.toml
  contains "$(cat pyproject.toml)" 'VERSION = "1.2.3"'
  relctl_run bump
  expect 0 1.2.4
  contains "$(cat pyproject.toml)" 'VERSION = "1.2.4"'
  contains "$(git show HEAD:pyproject.toml)" 'version = "1.2.4"'
  settled
}

@test "submodules, moved or not, and LFS pointers stay as they are" {
  git init -q module && git -C module commit -q --allow-empty -m module
  sample_repository work
  git -c protocol.file.allow=always submodule --quiet add ../module vendor/module
  git config filter.lfs.required true && git config filter.lfs.clean cat && git config filter.lfs.smudge 'false'
  printf 'version https://git-lfs.github.com/spec/v1\noid sha256:%064d\nsize 12\n' 1 >data.bin
  git add -A && git commit -qm 'module and pointer'
  echo '*.bin filter=lfs diff=lfs merge=lfs -text' >.gitattributes
  git add .gitattributes && git commit -qm attributes
  git -C vendor/module commit -q --allow-empty -m further
  local status
  status=$(git status --porcelain vendor)
  relctl_run bump
  expect 0 1.2.4
  equal "$(git status --porcelain vendor)" "$status"
  equal "$(git diff --name-only HEAD~1 HEAD | tr '\n' ' ')" \
    'kubernetes/deploy/dev/kustomization.yaml pyproject.toml '
  contains "$(cat data.bin)" git-lfs.github.com
}

@test "file modes and symbolic links elsewhere are kept" {
  sample_repository work
  chmod +x pyproject.toml && ln -s pyproject.toml link && git add -A && git commit -qm modes
  relctl_run bump
  expect 0 1.2.4
  equal "$(git ls-tree HEAD pyproject.toml link | cut -c1-6 | tr '\n' ' ')" '120000 100755 '
  [ -x pyproject.toml ] && [ -L link ]
  settled
}

@test "another git command's lock is waited for, then named, and never deleted" {
  sample_repository work
  touch .git/index.lock
  relctl_run bump --timeout 2s
  expect 5 ''
  contains "$err" index.lock
  [ -e .git/index.lock ]
  equal "$(git tag -l)" ''
  rm .git/index.lock
  settled
}
