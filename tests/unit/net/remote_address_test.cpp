// SPDX-License-Identifier: MIT
#include "net/remote_address.hpp"

#include <vector>

#include <doctest/doctest.h>

namespace relctl::net {

TEST_CASE("the address of a remote names the server and the repository") {
  struct Case {
    std::string text;
    RemoteAddress address;
    std::string web;
  };
  const std::vector<Case> cases = {
      {"https://github.com/acme/x.git",
       {"https", "github.com", {}, "acme/x"},
       "https://github.com/acme/x"},
      {"https://user:secret@github.com/acme/x",
       {"https", "github.com", {}, "acme/x"},
       "https://github.com/acme/x"},
      {"https://a@b@github.com/acme/x",
       {"https", "github.com", {}, "acme/x"},
       "https://github.com/acme/x"},
      {"http://git.local:3000/a/b/",
       {"http", "git.local", 3000, "a/b"},
       "http://git.local:3000/a/b"},
      {"git@github.com:acme/x.git",
       {"ssh", "github.com", {}, "acme/x"},
       "https://github.com/acme/x"},
      {"github.com:acme/x.git", {"ssh", "github.com", {}, "acme/x"}, "https://github.com/acme/x"},
      {"git@GitLab.Example:/g/s/p.git",
       {"ssh", "gitlab.example", {}, "g/s/p"},
       "https://gitlab.example/g/s/p"},
      {"ssh://git@git.local:2222/g/p.git",
       {"ssh", "git.local", 2222, "g/p"},
       "https://git.local/g/p"},
      {"ssh://git@ssh.github.com:443/a/b.git",
       {"ssh", "github.com", 443, "a/b"},
       "https://github.com/a/b"},
      {"git+ssh://git@host/a/b", {"ssh", "host", {}, "a/b"}, "https://host/a/b"},
      {"git://host:9418/a/b.git", {"git", "host", 9418, "a/b"}, "https://host/a/b"},
      {"git@[::1]:a/b.git", {"ssh", "[::1]", {}, "a/b"}, "https://[::1]/a/b"},
      {"[git.local:2222]:a/b", {"ssh", "git.local", 2222, "a/b"}, "https://git.local/a/b"},
      {"https://[::1]:8443/a/b", {"https", "[::1]", 8443, "a/b"}, "https://[::1]:8443/a/b"},
  };
  for (const Case& each : cases) {
    CAPTURE(each.text);
    const auto address = parse_remote_address(each.text);
    REQUIRE(address);
    CHECK(*address == each.address);
    CHECK(web_url(*address) == each.web);
  }
}

TEST_CASE("paths on this machine and odd addresses name no server") {
  const std::vector<std::string> texts = {
      "",
      "/srv/git/x.git",
      "./x.git",
      "../x.git",
      "origin",
      "c:/repos/x",
      "file:///srv/x.git",
      "ext::sh -c whoami",
      "https://github.com",
      "https://github.com/",
      "https://github.com/.git",
      "https://github.com/a/../b",
      "https://github.com/a//b",
      "https://github.com/a b",
      "https://github.com/a?b",
      "https://github.com/a#b",
      "https://github.com/a%2fb",
      "git@host:a\nb",
      "git@host:",
      "[git.local:2222",
      "ssh://git@host:x/a/b",
      "./dir:with/colon",
  };
  for (const std::string& text : texts) {
    CAPTURE(text);
    CHECK_FALSE(parse_remote_address(text));
  }
}

}  // namespace relctl::net
