// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>

#include <httplib.h>

#include "demo/application.hpp"
#include "demo/stream.hpp"

namespace relctl::demo {

/// Answers the requests of one connection, one after the other. cpp-httplib reads and writes HTTP;
/// what a request may cost, and when the connection ends, is decided here.
class Connection : private httplib::Server {
 public:
  /// Waits until the socket has something to read; false where the connection should end instead.
  using WaitForRequest = std::function<bool(int socket)>;

  Connection(Descriptor socket, Application& application);

  /// Returns when the connection has ended.
  void serve(const WaitForRequest& wait);

 private:
  /// What is known of the request at hand.
  struct Exchange {
    std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
    Request request;
    const Route* route = nullptr;
    bool in_flight = false;
    bool answered = false;
  };

  void serve_one();
  /// Decides by the head; true where the answer needs no body and is there.
  bool head_arrived(const httplib::Request& request, httplib::Response& response);
  void body_arrives(httplib::Response& response, const httplib::ContentReader& read);
  /// Turns an error that the library found into a problem.
  void explain(const httplib::Request& request, httplib::Response& response);
  /// The last step before an answer is written.
  void before_answer(const httplib::Request& request, httplib::Response& response);
  /// Answers a request of which not even the first line arrived.
  void answer_without_request();
  void record(int status);

  Application& application_;
  Stream stream_;
  Exchange exchange_;
  bool closing_ = false;
  /// Whether the client may still be sending what nobody will read.
  bool unread_ = false;
};

}  // namespace relctl::demo
