// SPDX-License-Identifier: MIT
#include "forge/comments.hpp"

#include <thread>
#include <utility>

#include <fmt/format.h>

#include "base/encodings.hpp"
#include "base/error.hpp"
#include "forge/refusal.hpp"

namespace relctl::forge {
namespace {

Access comments_access(Login login) {
  std::vector<net::Header> headers = token_headers(login.place.kind, login.token);
  headers.push_back({"Accept", "application/json"});
  return {
      std::move(login.place),
      std::move(login.token),
      std::move(headers),
      {"the token needs the right to write comments on issues and pull requests", "", "comments"}};
}

std::string marker_of(const Telling& telling) {
  return fmt::format("<!-- relctl:released {} {} -->", telling.service, telling.version);
}

std::string comment_of(const Telling& telling) {
  const std::string link =
      telling.url.empty() ? telling.version : fmt::format("[{}]({})", telling.version, telling.url);
  return fmt::format("Released in {}.\n\n{}", link, marker_of(telling));
}

bool is_meant(const Commented& place, const config::Comments& rules) {
  return place.is_pull ? rules.pulls : rules.issues;
}

/// A request that may have been carried out although its answer was lost.
void add_once(CommentPlaces& places, const Commented& place, const Telling& telling) {
  try {
    places.add(place, comment_of(telling));
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::unknown || !places.has(place, marker_of(telling))) throw;
  }
}

}  // namespace

std::string CommentPlaces::path_of(const std::string& reference) const {
  const std::string& repository = api_.access().place.repository;
  const std::string number = reference.substr(1);
  if (!is_gitlab()) return "/repos/" + repository + "/issues/" + number;
  return "/projects/" + percent_encoded(repository) +
         (reference.front() == '!' ? "/merge_requests/" : "/issues/") + number;
}

std::optional<Commented> CommentPlaces::find(const std::string& reference) {
  const std::string path = path_of(reference);
  const ApiAnswer answer = api_.ask("GET", path);
  constexpr int not_found = 404;
  constexpr int gone = 410;
  const auto status = answer.response.status;
  if (status == not_found || status == gone) return std::nullopt;
  if (!answer.response.is_success()) throw refusal(api_.access(), answer);
  if (is_gitlab()) return Commented{reference.front() == '!', path + "/notes"};
  const bool is_pull =
      answer.json.contains("pull_request") && !answer.json["pull_request"].is_null();
  return Commented{is_pull, path + "/comments"};
}

bool CommentPlaces::has(const Commented& place, const std::string& marker) {
  bool found = false;
  api_.each(place.comments + (is_gitlab() ? "?per_page=100" : "?per_page=100&limit=50"),
            [&](const Json& comment) {
              found = found || text_at(comment, "/body").find(marker) != std::string::npos;
            });
  return found;
}

void CommentPlaces::add(const Commented& place, const std::string& body) {
  api_.call("POST", place.comments, {{"body", body}});
}

std::unique_ptr<CommentPlaces> connect_comments(std::string_view remote,
                                                const config::Forge& config,
                                                const EnvironmentLookup& environment,
                                                net::Http& http, const net::Trust& trust) {
  Login login = find_login(remote, config, environment, trust);
  if (login.place.kind == Kind::bitbucket) return nullptr;
  return std::make_unique<CommentPlaces>(comments_access(std::move(login)), http);
}

Told tell_released(CommentPlaces& places, const Telling& telling) {
  Told told;
  if (telling.references.size() > telling.rules.most) {
    told.skipped = telling.references.size();
    return told;
  }
  const std::string marker = marker_of(telling);
  for (const std::string& reference : telling.references) {
    const auto place = places.find(reference);
    if (!place || !is_meant(*place, telling.rules)) {
      ++told.skipped;
    } else if (places.has(*place, marker)) {
      ++told.there;
    } else {
      if (told.made > 0) std::this_thread::sleep_for(telling.pause);
      add_once(places, *place, telling);
      ++told.made;
    }
  }
  return told;
}

}  // namespace relctl::forge
