// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "net/message.hpp"

namespace relctl::net {

/// What the server answers to one request.
struct Answer {
  int status = 200;
  std::vector<Header> headers;
  std::string body;
  enum class Manners {
    good,
    mute,  ///< never answers
    cut,   ///< closes the connection in the middle of the body
  } manners = Manners::good;
};

/// What the server was asked.
struct Asked {
  std::string method;
  std::string target;  ///< path and query, or the whole address where it serves as a proxy
  std::vector<Header> headers;
  std::string body;

  /// The value of the header of that name, in any case; empty where there is none.
  [[nodiscard]] std::string header(const std::string& name) const;
};

/// An HTTP server on loopback that answers from a script, one answer a request, and records what
/// it was asked. Past the end of the script it answers 418.
class HttpServer {
 public:
  HttpServer();
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  /// Adds to the script.
  void answer(Answer answer);
  /// Adds a JSON answer.
  void answer_json(int status, const std::string& body, std::vector<Header> headers = {});

  /// `http://127.0.0.1:PORT`
  [[nodiscard]] std::string url() const;
  /// Everything that was asked until now.
  [[nodiscard]] std::vector<Asked> asked() const;

 private:
  void serve();
  void serve_one(int client);
  Answer next(Asked asked);

  int listener_ = -1;
  std::uint16_t port_ = 0;
  mutable std::mutex mutex_;
  std::deque<Answer> script_;
  std::vector<Asked> asked_;
  std::vector<int> mute_;
  std::thread thread_;
};

}  // namespace relctl::net
