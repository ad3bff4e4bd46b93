// SPDX-License-Identifier: MIT
#include "forge/announce.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/encodings.hpp"
#include "base/error.hpp"
#include "base/replace_all.hpp"
#include "tree/digest.hpp"

namespace relctl::forge {
namespace {

constexpr std::string_view marker_start = "\n\n<!-- relctl:";

/// Forges change line ends, and blanks at the end.
std::string normal(const std::string& body) {
  std::string text = replace_all(body, "\r\n", "\n");
  text.erase(text.find_last_not_of(" \n") + 1);
  return text;
}

/// `NAME:SHA256`, as the marker holds a file.
std::string marked(const std::string& name, const std::string& sha256) {
  return " " + percent_encoded(name) + ":" + sha256;
}

/// The files that the marker of `body` holds, as marked() writes them.
std::vector<std::string> marks_in(const std::string& body) {
  std::vector<std::string> marks;
  const std::size_t marker = body.rfind(marker_start);
  if (!is_unedited(body) || marker == std::string::npos) return marks;
  std::size_t at = body.find(' ', marker + marker_start.size());
  while (at != std::string::npos && body[at + 1] != '-') {
    const std::size_t end = std::min(body.find(' ', at + 1), body.size());
    marks.push_back(body.substr(at, end - at));
    at = end == body.size() ? std::string::npos : end;
  }
  return marks;
}

/// One run of announce().
class Reconciliation {
 public:
  Reconciliation(Releases& releases, const Announcement& wanted)
      : releases_(releases), wanted_(wanted), text_(wanted.text) {
    text_.body = with_marker(wanted.text.body, wanted.assets);
  }

  Announced run() {
    if (!find() && wanted_.checks) return missing();
    if (!release_) create();
    result_.url = release_->url;
    const bool edited =
        releases_.has_texts() && !is_unedited(release_->body) && !wanted_.replaces_edits;
    if (edited && release_->draft) {
      result_.state = "edited";
      return std::move(result_);
    }
    add_assets();
    if (edited) {
      result_.state = "edited";
    } else {
      bring_up_to_date();
    }
    return std::move(result_);
  }

 private:
  bool find() {
    std::vector<HostedRelease> found = releases_.find(text_.tag);
    if (found.empty()) return false;
    release_ = std::move(found.front());
    return true;
  }

  Announced missing() {
    result_.state = "missing";
    for (const Asset& asset : wanted_.assets)
      result_.assets.push_back({asset.name, "missing", asset.sha256});
    return std::move(result_);
  }

  /// Files first, then what people and watchers see: a release that was published cannot change
  /// where the forge keeps releases as they are.
  void create() {
    const bool draft = releases_.has_drafts() && (wanted_.draft || !wanted_.assets.empty());
    std::optional<HostedRelease> made;
    try {
      made = releases_.create(text_, draft);
    } catch (const Error& error) {
      // The line died: whether it was made, the forge knows.
      if (error.kind() != ErrorKind::unknown || !find()) throw;
    }
    if (made) {
      release_ = made;
      made_ = true;
    }
    if (made && draft) yield_to_older(*made);
    if (release_ || find()) return;
    throw Error(ErrorKind::system,
                fmt::format("the forge says that {} has a release, and shows none", text_.tag))
        .hint("run the same command again later");
  }

  /// Two runs at once may each have made a draft: the older one counts.
  void yield_to_older(const HostedRelease& made) {
    if (!find() || release_->id == made.id) return;
    releases_.discard(made);
    made_ = false;
  }

  void add_assets() {
    for (const Asset& asset : wanted_.assets)
      result_.assets.push_back({asset.name, state_after(asset), asset.sha256});
  }

  std::string state_after(const Asset& asset) {
    for (int round = 0; round < 2; ++round) {
      if (const HostedAsset* there = hosted(asset.name)) {
        if (there->whole) return check_same(*there, asset);
        if (wanted_.checks) return "missing";
        releases_.remove(*release_, *there);
      }
      if (wanted_.checks) return "missing";
      if (sends(asset)) return "uploaded";
      find();
    }
    throw Error(ErrorKind::system,
                fmt::format("the forge says that {} is there, and does not show it", asset.name))
        .hint("run the same command again later");
  }

  /// False where there is such a file already, or where the line died: then it is to be looked at.
  bool sends(const Asset& asset) {
    try {
      return releases_.upload(*release_, text_.tag, asset);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::unknown) throw;
      return false;
    }
  }

  [[nodiscard]] const HostedAsset* hosted(const std::string& name) const {
    const auto found = std::find_if(release_->assets.begin(), release_->assets.end(),
                                    [&](const HostedAsset& each) { return each.name == name; });
    return found == release_->assets.end() ? nullptr : &*found;
  }

  /// By the forge's own digest, else by the size and by what our marker said of it.
  [[nodiscard]] std::string check_same(const HostedAsset& there, const Asset& asset) const {
    bool is_same = !there.size || *there.size == asset.bytes.size();
    if (!there.sha256.empty()) {
      is_same = there.sha256 == asset.sha256;
    } else if (is_same && is_unedited(release_->body)) {
      const std::string name = marked(there.name, "");
      const std::size_t at = release_->body.rfind(name);
      is_same = at == std::string::npos ||
                release_->body.compare(at + name.size(), asset.sha256.size(), asset.sha256) == 0;
    }
    if (is_same) return "same";
    throw Error(ErrorKind::conflict,
                fmt::format("{} of {} is there with other bytes", asset.name, text_.tag))
        .hint("what is released does not change: release a new version, or remove it by hand");
  }

  void bring_up_to_date() {
    const bool publishes = release_->draft && !wanted_.draft;
    const bool differs = releases_.has_texts() && normal(release_->body) != normal(next_body());
    const std::string state = differs ? "updated" : "same";
    if (wanted_.checks) {
      result_.state = publishes ? "draft" : state;
      return;
    }
    text_.body = next_body();
    const bool is_draft = release_->draft && wanted_.draft;
    if (publishes || differs) releases_.update(*release_, text_, is_draft);
    const std::string made = made_ || publishes ? "made" : state;
    result_.state = is_draft ? "draft" : made;
  }

  /// What earlier runs said of files that this one is not about stays.
  [[nodiscard]] std::string next_body() const {
    std::string body = with_marker(wanted_.text.body, wanted_.assets);
    const std::vector<std::string> wanted = marks_in(body);
    for (const std::string& mark : marks_in(normal(release_->body))) {
      const std::string name = mark.substr(0, mark.rfind(':') + 1);
      const bool is_known = std::any_of(wanted.begin(), wanted.end(), [&](const std::string& each) {
        return each.starts_with(name);
      });
      if (!is_known) body.insert(body.size() - 4, mark);
    }
    return body;
  }

  Releases& releases_;
  const Announcement& wanted_;
  ReleaseText text_;
  std::optional<HostedRelease> release_;
  bool made_ = false;
  Announced result_;
};

}  // namespace

bool Announced::is_same() const {
  return state == "same" && std::all_of(assets.begin(), assets.end(),
                                        [](const auto& asset) { return asset.state == "same"; });
}

Announced announce(Releases& releases, const Announcement& wanted) {
  return Reconciliation(releases, wanted).run();
}

std::vector<std::string> calls_of(Kind kind, const Announcement& wanted) {
  const std::string& tag = wanted.text.tag;
  std::vector<std::string> calls;
  if (kind == Kind::bitbucket) {
    calls.emplace_back("GET downloads");
    for (const Asset& asset : wanted.assets)
      calls.push_back("POST downloads " + asset.name);
    return calls;
  }
  const bool has_drafts = kind != Kind::gitlab;
  const bool draft = has_drafts && (wanted.draft || !wanted.assets.empty());
  calls.push_back(kind == Kind::gitlab ? "GET releases/" + tag : "GET releases");
  calls.push_back("POST releases " + tag + (draft ? " (draft)" : ""));
  for (const Asset& asset : wanted.assets) {
    if (kind == Kind::gitlab)
      calls.push_back("PUT packages/generic/release/" + tag + "/" + asset.name);
    calls.push_back("POST releases/" + tag + "/assets " + asset.name);
  }
  if (draft && !wanted.draft) calls.push_back("PATCH releases/" + tag + " (published)");
  return calls;
}

std::string with_marker(const std::string& body, const std::vector<Asset>& assets) {
  const std::string text = normal(body);
  std::string files;
  for (const Asset& asset : assets)
    files += marked(asset.name, asset.sha256);
  return text + std::string(marker_start) + sha256(text) + files + " -->";
}

bool is_unedited(const std::string& body) {
  const std::string text = normal(body);
  const std::size_t marker = text.rfind(marker_start);
  if (marker == std::string::npos || !text.ends_with("-->")) return false;
  const std::string hash = sha256(text.substr(0, marker));
  return text.compare(marker + marker_start.size(), hash.size(), hash) == 0;
}

}  // namespace relctl::forge
