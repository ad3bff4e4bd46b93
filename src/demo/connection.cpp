// SPDX-License-Identifier: MIT
#include "demo/connection.hpp"

#include <fmt/format.h>

#include "demo/wire.hpp"

namespace relctl::demo {
namespace {

/// Then a client has to connect anew, which lets connections spread over the instances.
constexpr int most_requests = 1000;

/// A body of chunks of one byte each takes six bytes for each.
constexpr std::size_t chunk_overhead = 6;

Problem interrupted(Stream::Failure failure, const Limits& limits, int otherwise) {
  switch (failure) {
    case Stream::Failure::timeout:
      return {408,
              fmt::format("A request has to arrive within {} s.", limits.request_time.count())};
    case Stream::Failure::too_long:
      return {431, fmt::format("Request line and header fields have at most {} bytes together.",
                               limits.header_bytes)};
    case Stream::Failure::closed:
    case Stream::Failure::none:
      break;
  }
  return {otherwise, otherwise == 414 ? "The URI is too long." : "The request is not valid HTTP."};
}

}  // namespace

Connection::Connection(Descriptor socket, Application& application)
    : application_(application), stream_(std::move(socket)) {
  using httplib::ContentReader;
  set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
    return head_arrived(request, response) ? HandlerResponse::Handled : HandlerResponse::Unhandled;
  });
  const HandlerWithContentReader with_body =
      [this](const httplib::Request&, httplib::Response& response, const ContentReader& read) {
        body_arrives(response, read);
      };
  Post("[^]*", with_body);
  Put("[^]*", with_body);
  Patch("[^]*", with_body);
  set_error_handler([this](const httplib::Request& request, httplib::Response& response) {
    explain(request, response);
  });
  set_post_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
    before_answer(request, response);
  });
}

void Connection::serve(const WaitForRequest& wait) {
  for (int served = 0; served < most_requests && !closing_; ++served) {
    if (!stream_.has_more() && !wait(stream_.socket())) break;
    serve_one();
  }
  if (unread_) stream_.linger();
}

void Connection::serve_one() {
  const Limits& limits = application_.limits();
  exchange_ = Exchange();
  stream_.begin(limits.request_time, limits.header_bytes);
  bool client_closes = false;
  // Parts of answers are not offered: ranges that a client asks for are ignored, as RFC 9110 lets
  // us.
  const bool served = process_request(stream_, false, client_closes,
                                      [](httplib::Request& request) { request.ranges.clear(); });
  if (!exchange_.answered) answer_without_request();
  closing_ = closing_ || !served || client_closes || stream_.failure() != Stream::Failure::none;
}

bool Connection::head_arrived(const httplib::Request& request, httplib::Response& response) {
  exchange_.request = read_head(request);
  exchange_.in_flight = true;
  application_.metrics().request_started();
  try {
    // Until the framing is known to be sound, nothing that follows can be trusted to be a request.
    unread_ = true;
    const Framing framing = read_framing(exchange_.request.headers, request.version == "HTTP/1.1");
    unread_ = framing.has_body;
    exchange_.route = &application_.find(exchange_.request);
    application_.check(*exchange_.route, exchange_.request, framing);
    if (framing.has_body) return false;
    write_into(response, application_.answer(*exchange_.route, exchange_.request));
  } catch (const Problem& problem) {
    write_into(response, problem.response(exchange_.request.raw_path));
  }
  return true;
}

void Connection::body_arrives(httplib::Response& response, const httplib::ContentReader& read) {
  const Limits& limits = application_.limits();
  std::string& body = exchange_.request.body;
  bool too_long = false;
  stream_.allow(limits.body_bytes * chunk_overhead + limits.header_bytes);
  const bool complete = read([&](const char* data, std::size_t size) {
    too_long = size > limits.body_bytes - body.size();
    if (!too_long) body.append(data, size);
    return !too_long;
  });
  if (complete) {
    unread_ = false;
    write_into(response, application_.answer(*exchange_.route, exchange_.request));
    return;
  }
  const Problem problem =
      too_long || stream_.failure() == Stream::Failure::too_long
          ? Problem(413, fmt::format("A body has at most {} bytes.", limits.body_bytes))
          : interrupted(stream_.failure(), limits, 400);
  write_into(response, problem.response(exchange_.request.raw_path));
}

void Connection::explain(const httplib::Request& request, httplib::Response& response) {
  if (!response.body.empty()) return;
  unread_ = true;
  if (!exchange_.in_flight) exchange_.request = read_head(request);
  const Problem problem = interrupted(stream_.failure(), application_.limits(), response.status);
  write_into(response, problem.response(exchange_.request.raw_path));
}

void Connection::before_answer(const httplib::Request& request, httplib::Response& response) {
  exchange_.answered = true;
  closing_ = closing_ || unread_ || application_.draining() || wants_close(request);
  finish_headers(response, exchange_.request.id, closing_);
  record(response.status);
  stream_.extend(application_.limits().request_time);
}

void Connection::answer_without_request() {
  closing_ = true;
  if (!stream_.touched() || stream_.failure() == Stream::Failure::closed) return;
  unread_ = true;
  exchange_.request.id = request_id(std::nullopt);
  const Problem problem = interrupted(stream_.failure(), application_.limits(), 400);
  record(problem.status());
  stream_.extend(application_.limits().request_time);
  stream_.write(to_text(problem.response(""), exchange_.request.id));
}

void Connection::record(int status) {
  if (exchange_.in_flight) application_.metrics().request_ended();
  application_.record(exchange_.request, exchange_.route, status,
                      std::chrono::steady_clock::now() - exchange_.start);
}

}  // namespace relctl::demo
