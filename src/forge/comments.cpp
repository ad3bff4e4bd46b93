// SPDX-License-Identifier: MIT
#include "forge/comments.hpp"

#include <algorithm>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "base/encodings.hpp"
#include "base/error.hpp"
#include "forge/refusal.hpp"

namespace relctl::forge {
namespace {

constexpr std::string_view words_before_version = "Released in ";
constexpr int status_not_found = 404;
constexpr int status_gone = 410;

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
  return fmt::format("{}{}.\n\n{}", words_before_version, link, marker_of(telling));
}

bool is_meant(const Commented& place, const config::Comments& rules) {
  return place.is_pull ? rules.pulls : rules.issues;
}

/// A comment as relctl wrote it: people may have written other words before the mark, or cite it.
bool is_unedited(const Comment& comment, const std::string& marker) {
  const std::size_t end = comment.body.find_last_not_of(" \r\n") + 1;
  return comment.body.starts_with(words_before_version) &&
         std::string_view(comment.body).substr(0, end).ends_with(marker);
}

/// Two runs at once may each have found nothing and have written: both keep the oldest.
void remove_repeated(CommentPlaces& places, const Commented& place,
                     const std::vector<Comment>& comments, const std::string& marker) {
  for (std::size_t i = 1; i < comments.size(); ++i) {
    if (is_unedited(comments[i], marker)) places.remove(place, comments[i]);
  }
}

/// The answer may be lost although the request was carried out.
void add_once(CommentPlaces& places, const Commented& place, const Telling& telling) {
  const std::string marker = marker_of(telling);
  try {
    places.add(place, comment_of(telling));
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::unknown || places.marked(place, marker).empty()) throw;
  }
  remove_repeated(places, place, places.marked(place, marker), marker);
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
  const auto status = answer.response.status;
  if (status == status_not_found || status == status_gone) return std::nullopt;
  if (!answer.response.is_success()) throw refusal(api_.access(), answer);
  if (is_gitlab()) return Commented{reference.front() == '!', path + "/notes"};
  const bool is_pull =
      answer.json.contains("pull_request") && !answer.json["pull_request"].is_null();
  return Commented{is_pull, path + "/comments"};
}

std::vector<Comment> CommentPlaces::marked(const Commented& place, const std::string& marker) {
  std::vector<Comment> found;
  api_.each(place.comments + (is_gitlab() ? "?per_page=100" : "?per_page=100&limit=50"),
            [&](const Json& item) {
              std::string body = text_at(item, "/body");
              if (body.find(marker) != std::string::npos)
                found.push_back({number_at(item, "/id"), std::move(body)});
            });
  std::sort(found.begin(), found.end(),
            [](const Comment& one, const Comment& other) { return one.id < other.id; });
  return found;
}

void CommentPlaces::add(const Commented& place, const std::string& body) {
  api_.call("POST", place.comments, {{"body", body}});
}

void CommentPlaces::remove(const Commented& place, const Comment& comment) {
  const std::string folder = is_gitlab()
                                 ? place.comments
                                 : "/repos/" + api_.access().place.repository + "/issues/comments";
  const ApiAnswer answer = api_.ask("DELETE", fmt::format("{}/{}", folder, comment.id));
  const auto status = answer.response.status;
  if (status == status_not_found || status == status_gone || answer.response.is_success()) return;
  throw refusal(api_.access(), answer);
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
      continue;
    }
    const std::vector<Comment> there = places.marked(*place, marker);
    if (!there.empty()) {
      remove_repeated(places, *place, there, marker);
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
