// SPDX-License-Identifier: MIT
#include "registry/credentials.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <doctest/doctest.h>
#include <unistd.h>

#include "registry_fixture.hpp"

using namespace relctl;
using registry::Credentials;
using registry::Login;
using registry::place_of;
namespace fs = std::filesystem;

namespace {

/// A folder of a user with the files that docker and podman write.
class Home {
 public:
  Home() {
    std::string pattern = fs::temp_directory_path() / "relctl-home-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
  }
  ~Home() { fs::remove_all(folder_); }
  Home(const Home&) = delete;
  Home& operator=(const Home&) = delete;

  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << text;
  }
  /// A credential helper: a shell script that logs what it is asked.
  void helper(const std::string& name, const std::string& script) const {
    const std::string file = "bin/docker-credential-" + name;
    write(file, "#!/bin/sh\necho \"$1 $(cat)\" >> " + (folder_ / "asked").string() + "\n" + script);
    fs::permissions(folder_ / file, fs::perms::owner_all);
  }
  [[nodiscard]] std::string asked() const {
    std::ifstream file(folder_ / "asked");
    return {std::istreambuf_iterator<char>(file), {}};
  }
  [[nodiscard]] Credentials credentials() const {
    return {[folder = folder_](const std::string& name) -> std::optional<std::string> {
              if (name == "HOME") return folder.string();
              if (name == "XDG_RUNTIME_DIR") return (folder / "run").string();
              return std::nullopt;
            },
            process::Clock::now() + std::chrono::seconds(20)};
  }
  [[nodiscard]] std::string bin() const { return (folder_ / "bin").string(); }

 private:
  fs::path folder_;
};

/// Programs in `folder` go first while it lives.
class PathWith {
 public:
  explicit PathWith(const std::string& folder) : before_(std::getenv("PATH")) {
    ::setenv("PATH", (folder + ":" + before_).c_str(), 1);
  }
  ~PathWith() { ::setenv("PATH", before_.c_str(), 1); }
  PathWith(const PathWith&) = delete;
  PathWith& operator=(const PathWith&) = delete;

 private:
  std::string before_;
};

std::string user_of(Credentials credentials, const std::string& image) {
  const auto login = credentials.find(place_of(image, {}));
  return login ? login->user + ":" + login->password + login->identity_token : "-";
}

}  // namespace

TEST_CASE("logins are found under every form of key that docker and podman write") {
  const Home home;
  home.write(".docker/config.json", R"({"auths": {
    "ghcr.io": {"auth": "YWRhOnNlY3JldA=="},
    "https://index.docker.io/v1/": {"username": "hub", "password": "pw"},
    "http://registry.example.com:5000/v2/": {"auth": "Ym9iOnB3"},
    "quay.io": {"identitytoken": "idt"},
    "empty.example.com": {}}})");
  home.write("run/containers/auth.json", R"({"auths": {
    "podman.example.com": {"auth": "cG9kOm1hbg=="},
    "podman.example.com/team": {"auth": "dGVhbTpwdw=="},
    "ghcr.io": {"auth": "bGF0ZXI6bGF0ZXI="}}})");
  struct Row {
    const char* image;
    const char* login;
  };
  for (const Row& row : std::vector<Row>{{"ghcr.io/a/b", "ada:secret"},
                                         {"nginx", "hub:pw"},
                                         {"registry.example.com:5000/a", "bob:pw"},
                                         {"registry.example.com/a", "-"},
                                         {"quay.io/a/b", ":idt"},
                                         {"empty.example.com/a", "-"},
                                         {"podman.example.com/a", "pod:man"},
                                         {"podman.example.com/team/a", "team:pw"},
                                         {"podman.example.com/teams/a", "pod:man"},
                                         {"other.example.com/a", "-"}}) {
    CAPTURE(row.image);
    CHECK(user_of(home.credentials(), row.image) == row.login);
  }
}

TEST_CASE("a host's own helper goes before the helper for all, and that before the file") {
  const Home home;
  home.helper("own", R"(echo '{"ServerURL":"x","Username":"own","Secret":"pw"}')");
  home.helper("all", "echo 'credentials not found in native keychain'; exit 1");
  home.write(".docker/config.json", R"({"credsStore": "all", "credHelpers": {"ghcr.io": "own"},
    "auths": {"ghcr.io": {"auth": "YWRhOnNlY3JldA=="}, "quay.io": {"auth": "Ym9iOnB3"}}})");
  const PathWith path(home.bin());
  CHECK(user_of(home.credentials(), "ghcr.io/a") == "own:pw");
  CHECK(user_of(home.credentials(), "quay.io/a") == "bob:pw");
  CHECK(user_of(home.credentials(), "nginx") == "-");
  CHECK(home.asked() == "get ghcr.io\nget quay.io\nget https://index.docker.io/v1/\n");
}

TEST_CASE("a helper is asked once for a host, and its <token> is an identity token") {
  const Home home;
  home.helper("own", R"(echo '{"Username":"<token>","Secret":"idt"}')");
  home.write(".docker/config.json", R"({"credsStore": "own"})");
  const PathWith path(home.bin());
  Credentials credentials = home.credentials();
  const auto login = credentials.find(place_of("ghcr.io/a", {}));
  REQUIRE(login);
  CHECK(*login == Login{"", "", "idt", "docker-credential-own"});
  CHECK(credentials.find(place_of("ghcr.io/b", {})) == login);
  CHECK(home.asked() == "get ghcr.io\n");
}

TEST_CASE("a helper that fails is an error in its words, and never shows an answer") {
  const Home home;
  const PathWith path(home.bin());
  home.helper("bad", "echo 'the keyring is locked' >&2; exit 1");
  home.helper("odd", "echo 'hunter2 is no JSON'");
  const auto error_with = [&](const std::string& helper) {
    home.write(".docker/config.json", R"({"credsStore": ")" + helper + "\"}");
    Credentials credentials = home.credentials();
    return registry::error_of([&] { credentials.find(place_of("ghcr.io/a", {})); });
  };
  CHECK(std::string(error_with("bad").what()).find("the keyring is locked") != std::string::npos);
  CHECK(registry::words_of(error_with("odd")).find("hunter2") == std::string::npos);
  CHECK(error_with("missing").kind() == ErrorKind::system);
  CHECK(std::string(error_with("../../bin/sh").what()).find("no name") != std::string::npos);
}

TEST_CASE("a file that is no JSON is named without a line of it") {
  const Home home;
  home.write(".docker/config.json", R"({"auths": {"ghcr.io": {"auth": "YWRhOnNlY3JldA==" "}}})");
  Credentials credentials = home.credentials();
  const Error error = registry::error_of([&] { credentials.find(place_of("ghcr.io/a", {})); });
  CHECK(error.kind() == ErrorKind::input);
  CHECK_FALSE(error.where());
  CHECK(registry::words_of(error).find("YWRh") == std::string::npos);
}
