// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace relctl::demo_test {

struct Answer {
  /// 0 where there was no answer.
  int status = 0;
  /// By names in small letters.
  std::map<std::string, std::string> headers;
  std::string body;

  [[nodiscard]] nlohmann::json json() const { return nlohmann::json::parse(body); }
  [[nodiscard]] std::string header(const std::string& name) const;
  /// Whether it is a whole problem (RFC 9457) that says the same status as the answer.
  [[nodiscard]] bool is_problem() const;
};

struct Call {
  std::string method;
  std::string path;
  std::string body = "";
  std::string content_type = "application/json";
  std::map<std::string, std::string> headers = {};
};

/// Makes one request on a connection of its own.
Answer ask(int port, const Call& call);
inline Answer get(int port, const std::string& path) {
  return ask(port, {"GET", path});
}

/// A connection to write any bytes to. What does not come within the tests' deadline counts as
/// absent.
class RawConnection {
 public:
  explicit RawConnection(int port);
  RawConnection(const RawConnection&) = delete;
  RawConnection& operator=(const RawConnection&) = delete;
  ~RawConnection();

  /// Whether somebody listened.
  [[nodiscard]] bool open() const { return open_; }
  /// Whether the other end still takes bytes.
  bool send(std::string_view bytes) const;
  /// Whether something can be read, or the end was reached, right now.
  [[nodiscard]] bool readable() const;
  /// All until the other end closes.
  [[nodiscard]] std::string read_to_end() const;
  /// One answer with a Content-Length, of a connection that stays open.
  [[nodiscard]] std::string read_answer() const;

 private:
  /// Whether something came.
  bool read_into(std::string& text) const;

  int socket_;
  bool open_;
};

/// An answer as it came over the line.
Answer parse_answer(const std::string& text);

}  // namespace relctl::demo_test
