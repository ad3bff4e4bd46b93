// SPDX-License-Identifier: MIT
#include "net/http_server.hpp"

#include <array>
#include <cstdlib>
#include <stdexcept>
#include <utility>

#include <netinet/in.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

namespace relctl::net {
namespace {

/// Reads until `text` holds `size` bytes; false at the end of the stream.
bool receive(int client, std::string& text, std::size_t size) {
  std::array<char, 16384> buffer;
  while (text.size() < size) {
    const ssize_t got = ::recv(client, buffer.data(), buffer.size(), 0);
    if (got <= 0) return false;
    text.append(buffer.data(), static_cast<std::size_t>(got));
  }
  return true;
}

std::vector<Header> read_headers(const std::string& head) {
  std::vector<Header> headers;
  std::size_t begin = head.find("\r\n") + 2;
  while (begin < head.size()) {
    const std::size_t end = head.find("\r\n", begin);
    const std::size_t colon = head.find(": ", begin);
    if (colon < end) {
      headers.push_back(
          {head.substr(begin, colon - begin), head.substr(colon + 2, end - colon - 2)});
    }
    begin = end + 2;
  }
  return headers;
}

bool receive_request(int client, Asked& asked) {
  std::string text;
  std::size_t end = std::string::npos;
  while ((end = text.find("\r\n\r\n")) == std::string::npos) {
    if (!receive(client, text, text.size() + 1)) return false;
  }
  const std::string head = text.substr(0, end + 2);
  const std::size_t space = head.find(' ');
  asked.method = head.substr(0, space);
  asked.target = head.substr(space + 1, head.find(' ', space + 1) - space - 1);
  asked.headers = read_headers(head);
  const std::string length = asked.header("Content-Length");
  const std::size_t size = length.empty() ? 0 : std::stoul(length);
  if (!receive(client, text, end + 4 + size)) return false;
  asked.body = text.substr(end + 4, size);
  return true;
}

std::string response_text(const Answer& answer) {
  std::string text = "HTTP/1.1 " + std::to_string(answer.status) + " Words\r\n";
  for (const Header& header : answer.headers)
    text += header.name + ": " + header.value + "\r\n";
  const bool cut = answer.manners == Answer::Manners::cut;
  text += "Content-Length: " + std::to_string(answer.body.size() + (cut ? 1 : 0)) + "\r\n";
  return text + "Connection: close\r\n\r\n" + answer.body;
}

}  // namespace

std::string Asked::header(const std::string& name) const {
  for (const Header& each : headers) {
    if (::strcasecmp(each.name.c_str(), name.c_str()) == 0) return each.value;
  }
  return {};
}

HttpServer::HttpServer() {
  for (const char* name : {"http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"})
    ::unsetenv(name);
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  const bool ready = ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                     ::listen(listener_, 16) == 0 &&
                     ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  if (!ready) throw std::runtime_error("no loopback port");
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

HttpServer::~HttpServer() {
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
  for (const int client : mute_)
    ::close(client);
}

void HttpServer::answer(Answer answer) {
  const std::lock_guard lock(mutex_);
  script_.push_back(std::move(answer));
}

void HttpServer::answer_json(int status, const std::string& body, std::vector<Header> headers) {
  headers.push_back({"Content-Type", "application/json"});
  answer({status, std::move(headers), body});
}

std::string HttpServer::url() const {
  return "http://127.0.0.1:" + std::to_string(port_);
}

std::vector<Asked> HttpServer::asked() const {
  const std::lock_guard lock(mutex_);
  return asked_;
}

Answer HttpServer::next(Asked asked) {
  const std::lock_guard lock(mutex_);
  asked_.push_back(std::move(asked));
  if (script_.empty()) return {418, {}, "the script is at its end"};
  Answer answer = std::move(script_.front());
  script_.pop_front();
  return answer;
}

void HttpServer::serve() {
  for (;;) {
    const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) return;
    serve_one(client);
  }
}

void HttpServer::serve_one(int client) {
  Asked asked;
  if (!receive_request(client, asked)) {
    ::close(client);
    return;
  }
  const Answer answer = next(std::move(asked));
  if (answer.manners == Answer::Manners::mute) {
    mute_.push_back(client);
    return;
  }
  const std::string text = response_text(answer);
  std::size_t sent = 0;
  while (sent < text.size()) {
    const ssize_t size = ::send(client, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
    if (size <= 0) break;
    sent += static_cast<std::size_t>(size);
  }
  ::close(client);
}

}  // namespace relctl::net
