// SPDX-License-Identifier: MIT
#include "client.hpp"

#include <algorithm>
#include <array>
#include <sstream>

#include <arpa/inet.h>
#include <httplib.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace relctl::demo_test {
namespace {

constexpr int deadline_ms = 30000;

std::string small_letters(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return text;
}

}  // namespace

std::string Answer::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? "" : found->second;
}

bool Answer::is_problem() const {
  if (header("content-type") != "application/problem+json") return false;
  const auto problem = json();
  return problem.at("type").is_string() && problem.at("title").is_string() &&
         problem.at("detail").is_string() && problem.at("instance").is_string() &&
         problem.at("status") == status;
}

Answer ask(int port, const Call& call) {
  httplib::Client client("127.0.0.1", port);
  client.set_read_timeout(deadline_ms / 1000);
  httplib::Request request;
  request.method = call.method;
  request.path = call.path;
  request.body = call.body;
  if (!call.body.empty()) request.set_header("Content-Type", call.content_type);
  for (const auto& [name, value] : call.headers)
    request.set_header(name, value);
  const auto result = client.send(request);
  if (!result) return {};
  Answer answer{.status = result->status, .headers = {}, .body = result->body};
  for (const auto& [name, value] : result->headers)
    answer.headers[small_letters(name)] = value;
  return answer;
}

RawConnection::RawConnection(int port) : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  open_ = connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
}

RawConnection::~RawConnection() {
  close(socket_);
}

bool RawConnection::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

bool RawConnection::readable() const {
  pollfd wanted{socket_, POLLIN, 0};
  return poll(&wanted, 1, 0) > 0;
}

bool RawConnection::read_into(std::string& text) const {
  pollfd wanted{socket_, POLLIN, 0};
  if (poll(&wanted, 1, deadline_ms) <= 0) return false;
  std::array<char, 4096> buffer{};
  const ssize_t count = recv(socket_, buffer.data(), buffer.size(), 0);
  if (count > 0) text.append(buffer.data(), static_cast<std::size_t>(count));
  return count > 0;
}

std::string RawConnection::read_to_end() const {
  std::string text;
  while (read_into(text)) {
  }
  return text;
}

std::string RawConnection::read_answer() const {
  std::string text;
  for (;;) {
    const auto end = text.find("\r\n\r\n");
    if (end != std::string::npos) {
      const auto length = parse_answer(text).header("content-length");
      if (text.size() >= end + 4 + std::stoul(length.empty() ? "0" : length)) return text;
    }
    if (!read_into(text)) return text;
  }
}

Answer parse_answer(const std::string& text) {
  Answer answer;
  std::istringstream lines(text.substr(0, text.find("\r\n\r\n")));
  std::string line;
  lines >> line >> answer.status;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    const auto colon = line.find(": ");
    line.erase(line.find_last_not_of('\r') + 1);
    if (colon == std::string::npos) continue;
    answer.headers[small_letters(line.substr(0, colon))] = line.substr(colon + 2);
  }
  const auto end = text.find("\r\n\r\n");
  if (end != std::string::npos) answer.body = text.substr(end + 4);
  return answer;
}

}  // namespace relctl::demo_test
