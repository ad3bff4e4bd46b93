// SPDX-License-Identifier: MIT
#include <filesystem>
#include <string>

#include <doctest/doctest.h>
#include <stdlib.h>

#include "base/error.hpp"
#include "net/http.hpp"
#include "process/run.hpp"

namespace relctl::net {
namespace {

/// A folder with a certificate for `localhost` that no authority signed, and its key.
class Certificate {
 public:
  Certificate() {
    std::string name = (std::filesystem::temp_directory_path() / "relctl-tls-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    folder_ = name;
    process::Command command;
    command.argv = {"openssl",
                    "req",
                    "-x509",
                    "-newkey",
                    "ec",
                    "-pkeyopt",
                    "ec_paramgen_curve:P-256",
                    "-nodes",
                    "-days",
                    "1",
                    "-subj",
                    "/CN=localhost",
                    "-addext",
                    "subjectAltName=DNS:localhost",
                    "-keyout",
                    key(),
                    "-out",
                    file()};
    REQUIRE(process::run(command).status == 0);
  }
  ~Certificate() { std::filesystem::remove_all(folder_); }
  Certificate(const Certificate&) = delete;
  Certificate& operator=(const Certificate&) = delete;

  [[nodiscard]] std::string file() const { return folder_ / "cert.pem"; }
  [[nodiscard]] std::string key() const { return folder_ / "key.pem"; }

 private:
  std::filesystem::path folder_;
};

process::Command server_command(const Certificate& certificate) {
  process::Command command;
  command.argv = {"openssl", "s_server",         "-accept", "127.0.0.1:0",    "-www",
                  "-cert",   certificate.file(), "-key",    certificate.key()};
  return command;
}

/// The port that the server prints: `ACCEPT 127.0.0.1:PORT`.
std::string read_port(process::Pipe& server) {
  std::string line;
  while (!line.starts_with("ACCEPT"))
    line = server.read_line();
  return line.substr(line.rfind(':') + 1);
}

std::string answer_of(const std::string& url, const std::optional<std::string>& ca_file) {
  HttpOptions options;
  options.deadline = Clock::now() + std::chrono::seconds(30);
  options.ca_file = ca_file;
  Http http(options);
  try {
    return std::to_string(http.send({"GET", url, {{"Authorization", "Bearer canary"}}, ""}).status);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::system);
    CHECK_FALSE(error.hints().empty());
    return error.what();
  }
}

}  // namespace

TEST_CASE("a server is trusted by its certificate's authority and its name, or not at all") {
  const Certificate certificate;
  process::Pipe server(server_command(certificate));
  const std::string port = read_port(server);
  const std::string url = "https://localhost:" + port;
  CHECK(answer_of(url + "/", certificate.file()) == "200");
  CHECK(answer_of(url + "/", {}).find("certificate") != std::string::npos);
  CHECK(answer_of("https://127.0.0.1:" + port + "/", certificate.file()).find("127.0.0.1") !=
        std::string::npos);
  CHECK(answer_of(url + "/", certificate.key()).find("200") == std::string::npos);
}

}  // namespace relctl::net
