// SPDX-License-Identifier: MIT
#include "base/redact.hpp"

#include <algorithm>
#include <cstdlib>

#include <doctest/doctest.h>

using relctl::redact;

namespace {

struct Row {
  std::string text;
  std::string expected;
};

void check(const std::vector<Row>& rows, const std::vector<std::string>& secrets = {}) {
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(redact(row.text, secrets) == row.expected);
  }
}

}  // namespace

TEST_CASE("user information of URLs is hidden") {
  check({
      {"fatal: https://user:pass@host/x.git not found", "fatal: https://***@host/x.git not found"},
      {"https://ghtoken@host", "https://***@host"},
      {"HTTPS://u:p@h:8443/a", "HTTPS://***@h:8443/a"},
      {"https://a%40b:p%2Fw@host/x", "https://***@host/x"},
      {"https://u:p@ss@host/", "https://***@host/"},
      {"'https://u:p@one/' and https://v:q@two/", "'https://***@one/' and https://***@two/"},
      {"url=https%3A%2F%2Fu%3Ap%40host%2Fx", "url=https%3A%2F%2F***%40host%2Fx"},
      {"url=https%3a%2f%2fu%3ap%40host", "url=https%3a%2f%2f***%40host"},
      {"ssh://git:secret@host/x", "ssh://***@host/x"},
      {"ssh://s0m3Th1ngLong@host/x", "ssh://***@host/x"},
      {"socks5h://u:p@proxy:1080", "socks5h://***@proxy:1080"},
  });
}

TEST_CASE("user information of addresses that are none is hidden") {
  check({
      {"bad http://u:pa/ss@host/x", "bad http://***@host/x"},
      {"bad http://u:pa ss@host/x", "bad http://***@host/x"},
      {"bad http://u:pa?ss and more", "bad http://***?ss and more"},
      {"http:/u:pass@host/x", "***@host/x"},
      {"//u:pass@host/x", "//***@host/x"},
      {"u:p@ss@host.example/x", "***@host.example/x"},
      {"u:pass@[::1]/x", "***@[::1]/x"},
      {"u:pass@127.0.0.1/x", "***@127.0.0.1/x"},
  });
}

TEST_CASE("accounts of the short form that look like tokens are hidden") {
  check({
      {"s0m3Th1ng@host:acme/x.git", "***@host:acme/x.git"},
      {"'glpat-abcdefghijklmnop@host:x'", "'***@host:x'"},
      {"canary-7f3e9a1c@host: Permission denied", "***@host: Permission denied"},
  });
}

TEST_CASE("credentials behind their scheme are hidden without a header's name") {
  check({
      {"bad credentials: Basic dTpsZXRtZWlu", "bad credentials: Basic ***"},
      {"denied for bearer l3tme1n-now!", "denied for bearer ***!"},
      {"Bearer allinlowercasebutlong", "Bearer ***"},
      {"token l3tme1nNow", "token ***"},
  });
}

TEST_CASE("values of query parameters are hidden by their names") {
  check({
      {"/r.git?token=abc&page=2", "/r.git?token=***&page=2"},
      {"?page=2&key=abc", "?page=2&key=***"},
      {"?private_token=abc\nx", "?private_token=***\nx"},
      {"?X-Amz-Signature=abc", "?X-Amz-Signature=***"},
      {"?sig=abc", "?sig=***"},
      {"to=%2Fx%3Ftoken%3Dabc", "to=%2Fx%3Ftoken%3D***"},
  });
}

TEST_CASE("values of secret headers are hidden") {
  check({
      {"Authorization: Bearer abc.def-123", "Authorization: Bearer ***"},
      {"http.https://host/.extraheader=AUTHORIZATION: basic eDp5\nnext",
       "http.https://host/.extraheader=AUTHORIZATION: basic ***\nnext"},
      {"=> Send header: authorization: token  abc", "=> Send header: authorization: token  ***"},
      {"Proxy-Authorization: abc def\nnext", "Proxy-Authorization: ***\nnext"},
      {"Set-Cookie: session=abc; path=/", "Set-Cookie: ***"},
      {"X-Custom-Auth: letmein", "X-Custom-Auth: ***"},
      {"x-api-key:letmein", "x-api-key:***"},
      {"{\"token\": \"letmein\", \"page\": 2}", "{\"token\": \"***\", \"page\": 2}"},
      {"password=letmein\nquit=1", "password=***\nquit=1"},
      {"ACME_API_KEY=letmein make", "ACME_API_KEY=*** make"},
      {"-H \"PRIVATE-TOKEN: abc\" -v", "-H \"PRIVATE-TOKEN: ***\" -v"},
      {"private-token:abc\r\nx", "private-token:***\r\nx"},
      {"JOB-TOKEN: abc", "JOB-TOKEN: ***"},
      {"GET /x?access_token=abc&page=2", "GET /x?access_token=***&page=2"},
  });
}

TEST_CASE("tokens that name themselves are hidden") {
  check({
      {"got ghp_0123456789abcdefABCD!", "got ***!"},
      {"glpat-0123456789_-abcdef", "***"},
      {"the word ghp_short stays", "the word ghp_short stays"},
  });
}

TEST_CASE("given secrets are hidden as they are, percent-encoded and in Base64") {
  // "hunter2/x+" in Base64 after prefixes of 0, 1 and 2 bytes, and after "x-access-token:".
  check(
      {
          {"password hunter2/x+ given", "password *** given"},
          {"hunter2/x+hunter2/x+", "******"},
          {"p=hunter2%2Fx%2B&q", "p=***&q"},
          {"p=hunter2%2fx%2b&q", "p=***&q"},
          {"aHVudGVyMi94Kw==", "***"},
          {"basic Omh1bnRlcjIveCs= end", "basic *** end"},
          {"u:: dTpodW50ZXIyL3gr.", "u:: ***."},
          {"eC1hY2Nlc3MtdG9rZW46aHVudGVyMi94Kw== end", "*** end"},
          {"hunter2 alone stays", "hunter2 alone stays"},
      },
      {"hunter2/x+"});
}

TEST_CASE("a secret that holds a shorter one goes as a whole") {
  CHECK(redact("abcdefgh", {"cdef", "abcdefgh"}) == "***");
}

TEST_CASE("line ends around a secret do not protect it") {
  CHECK(redact("is swordfish here", {"swordfish\n"}) == "is *** here");
}

TEST_CASE("secrets too short to tell from words are not looked for") {
  CHECK(redact("a cat sat", {"cat", "", " "}) == "a cat sat");
}

TEST_CASE("ordinary text stays as it is") {
  const std::vector<std::string> texts = {
      "",
      "plain words, a@b.example and user@host:path/x.git",
      "https://host/path@1.2.3?mail=a@b#c@d",
      "ssh://git@host/acme/sample.git",
      "https://host and a@b",
      "\"https://host\",\"a@b\"",
      "https://@host",
      "://",
      "https://",
      "authorization failed; reauthorization: pending",
      "Authorization:",
      "a token is needed: see the basic manual, bearer authentication and token GITHUB_TOKEN",
      "ghcr.io/acme/sample:1.0.0@sha256:abc and localhost:5000/app@sha256:abc",
      "pkg:npm/left@1.2.3 pkg:golang/x@v1.2.3",
      "http://127.0.0.1:8080: refused; (https://host:443), https://[::1]:8080/x",
      "k8s-deploy2@host:x Ada.Lovelace@example.com: hello",
      "host-key: abc; public_key=abc; token_env=ACME; Relctl-Key: one; unexpected token: x",
      "/x?page=2&order=key&author=ada",
      std::string("nul \0 byte and \xff\xfe", 17),
  };
  for (const std::string& text : texts) {
    CAPTURE(text);
    CHECK(redact(text, {"swordfish"}) == text);
  }
}

TEST_CASE("the environment's secrets are found by their names") {
  ::setenv("RELCTL_TEST_API_TOKEN", "canary-1", 1);
  ::setenv("RELCTL_TEST_PASSWORD", "canary-2", 1);
  ::setenv("RELCTL_TEST_TOKEN_FILE", "/canary-3", 1);
  ::setenv("RELCTL_TEST_USE_TOKEN", "true", 1);
  ::setenv("RELCTL_TEST_PLAIN", "canary-4", 1);
  const auto secrets = relctl::secrets_of_environment();
  const auto has = [&](const std::string& value) {
    return std::find(secrets.begin(), secrets.end(), value) != secrets.end();
  };
  CHECK(has("canary-1"));
  CHECK(has("canary-2"));
  CHECK_FALSE(has("/canary-3"));
  CHECK_FALSE(has("true"));
  CHECK_FALSE(has("canary-4"));
}
