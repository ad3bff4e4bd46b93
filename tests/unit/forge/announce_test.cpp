// SPDX-License-Identifier: MIT
#include "forge/announce.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "tree/digest.hpp"

using namespace relctl;
using namespace relctl::forge;

namespace {

/// A forge in memory, each of whose calls may fail.
struct ShelfState {
  std::vector<HostedRelease> releases;
  int next_id = 1;
  int calls = 0;
  bool digests = true;
  /// Before a call is carried out, and after it was, by its number.
  std::function<void(int)> before = [](int) {};
  std::function<void(int)> after = [](int) {};
};

class Shelf final : public Releases {
 public:
  explicit Shelf(ShelfState& state) : state_(state) {}

  std::vector<HostedRelease> find(const std::string& /*tag*/) override {
    return call<std::vector<HostedRelease>>([&] {
      auto found = state_.releases;
      std::stable_sort(found.begin(), found.end(),
                       [](const auto& a, const auto& b) { return !a.draft && b.draft; });
      return found;
    });
  }

  std::optional<HostedRelease> create(const ReleaseText& text, bool draft) override {
    return call<std::optional<HostedRelease>>([&]() -> std::optional<HostedRelease> {
      const bool exists = std::any_of(state_.releases.begin(), state_.releases.end(),
                                      [](const auto& each) { return !each.draft; });
      if (exists && !draft) return std::nullopt;
      HostedRelease release;
      release.id = std::to_string(state_.next_id++);
      release.body = text.body;
      release.draft = draft;
      state_.releases.push_back(release);
      return release;
    });
  }

  void update(const HostedRelease& release, const ReleaseText& text, bool draft) override {
    call<bool>([&] {
      HostedRelease& mine = of(release.id);
      mine.body = text.body;
      mine.draft = draft;
      return true;
    });
  }

  bool upload(const HostedRelease& release, const std::string& /*tag*/,
              const Asset& asset) override {
    return call<bool>([&] {
      auto& assets = of(release.id).assets;
      for (const HostedAsset& each : assets) {
        if (each.name == asset.name) return false;
      }
      assets.push_back({std::to_string(state_.next_id++), asset.name, asset.bytes.size(),
                        state_.digests ? asset.sha256 : "", true});
      return true;
    });
  }

  void remove(const HostedRelease& release, const HostedAsset& asset) override {
    call<bool>([&] {
      std::erase_if(of(release.id).assets,
                    [&](const HostedAsset& each) { return each.id == asset.id; });
      return true;
    });
  }

  void discard(const HostedRelease& draft) override {
    call<bool>([&] {
      std::erase_if(state_.releases,
                    [&](const HostedRelease& each) { return each.id == draft.id; });
      return true;
    });
  }

  [[nodiscard]] bool has_drafts() const override { return true; }
  [[nodiscard]] bool has_texts() const override { return true; }

 private:
  template <typename Answer>
  Answer call(const std::function<Answer()>& does) {
    const int number = ++state_.calls;
    state_.before(number);
    Answer answer = does();
    state_.after(number);
    return answer;
  }

  HostedRelease& of(const std::string& id) {
    return *std::find_if(state_.releases.begin(), state_.releases.end(),
                         [&](const HostedRelease& each) { return each.id == id; });
  }

  ShelfState& state_;
};

Asset file(const std::string& name, const std::string& bytes) {
  return {name, bytes, sha256(bytes)};
}

Announcement wanted() {
  Announcement result;
  result.text.tag = "v1.4.0";
  result.text.name = "v1.4.0";
  result.text.body = "### Fixes\n\n- a crash\n";
  result.assets = {file("a.tar.gz", "aaa"), file("b.tar.gz", "bb")};
  return result;
}

Announced run_once(ShelfState& state, const Announcement& announcement) {
  Shelf shelf(state);
  return announce(shelf, announcement);
}

void check_whole(const ShelfState& state) {
  REQUIRE(state.releases.size() == 1);
  const HostedRelease& release = state.releases.front();
  CHECK_FALSE(release.draft);
  CHECK(is_unedited(release.body));
  CHECK(release.body.starts_with("### Fixes\n\n- a crash\n"));
  REQUIRE(release.assets.size() == 2);
  CHECK(release.assets[0].name == "a.tar.gz");
  CHECK(release.assets[1].name == "b.tar.gz");
}

ErrorKind kind_of_failure(ShelfState& state, const Announcement& announcement) {
  try {
    run_once(state, announcement);
  } catch (const Error& error) {
    return error.kind();
  }
  return ErrorKind::bug;
}

}  // namespace

TEST_CASE("a release is made once, and a second run finds all as it should be") {
  ShelfState state;
  CHECK(run_once(state, wanted()).state == "made");
  check_whole(state);
  const Announced again = run_once(state, wanted());
  CHECK(again.is_same());
  check_whole(state);
}

TEST_CASE(
    "a run that fails at any call, before or after it was carried out, is finished by the next") {
  for (const ErrorKind kind : {ErrorKind::system, ErrorKind::unknown, ErrorKind::timeout}) {
    for (const bool is_done : {false, true}) {
      for (int fails = 1;; ++fails) {
        CAPTURE(fails);
        CAPTURE(is_done);
        ShelfState state;
        bool failed = false;
        const auto fail = [&](int number) {
          if (number != fails) return;
          failed = true;
          throw Error(kind, "the line died");
        };
        (is_done ? state.after : state.before) = fail;
        try {
          run_once(state, wanted());
        } catch (const Error&) {
          state.before = state.after = [](int) {};
          run_once(state, wanted());
        }
        check_whole(state);
        if (!failed) break;
      }
    }
  }
}

TEST_CASE("two runs at once, the second between any two calls of the first, end with one release") {
  for (int at = 1;; ++at) {
    CAPTURE(at);
    ShelfState state;
    bool ran = false;
    state.after = [&](int number) {
      if (number != at || ran) return;
      ran = true;
      run_once(state, wanted());
    };
    run_once(state, wanted());
    check_whole(state);
    if (!ran) break;
  }
}

TEST_CASE("what people edited stays, unless it is to be replaced") {
  ShelfState state;
  run_once(state, wanted());
  state.releases.front().body = "Our words.";
  CHECK(run_once(state, wanted()).state == "edited");
  CHECK(state.releases.front().body == "Our words.");
  Announcement forced = wanted();
  forced.replaces_edits = true;
  CHECK(run_once(state, forced).state == "updated");
  check_whole(state);
}

TEST_CASE("a text of ours is brought up to date, and files of earlier runs stay known") {
  ShelfState state;
  state.digests = false;
  run_once(state, wanted());
  Announcement later = wanted();
  later.assets = {file("c.tar.gz", "c")};
  later.text.body = "### Fixes\n\n- a crash, really\n";
  CHECK(run_once(state, later).state == "updated");
  CHECK(state.releases.front().assets.size() == 3);
  Announcement other = wanted();
  other.assets = {file("a.tar.gz", "AAA")};
  CHECK(kind_of_failure(state, other) == ErrorKind::conflict);
  CHECK(run_once(state, later).is_same());
}

TEST_CASE("a file with other bytes is refused, and a half one sent again") {
  ShelfState state;
  run_once(state, wanted());
  Announcement other = wanted();
  other.assets.front() = file("a.tar.gz", "AAA");
  CHECK(kind_of_failure(state, other) == ErrorKind::conflict);
  state.releases.front().assets.front().whole = false;
  run_once(state, wanted());
  CHECK(state.releases.front().assets.size() == 2);
  CHECK(std::all_of(state.releases.front().assets.begin(), state.releases.front().assets.end(),
                    [](const HostedAsset& each) { return each.whole; }));
}

TEST_CASE("a check changes nothing") {
  ShelfState state;
  Announcement check = wanted();
  check.checks = true;
  CHECK(run_once(state, check).state == "missing");
  CHECK(state.releases.empty());
  run_once(state, wanted());
  CHECK(run_once(state, check).is_same());
}

TEST_CASE("a body is known again whatever a forge does to line ends, and not after a change") {
  const std::string body = with_marker("a\n\nb\n", {file("x y", "1")});
  CHECK(is_unedited(body));
  CHECK(is_unedited("a\r\n\r\nb" + body.substr(4) + "\r\n"));
  CHECK_FALSE(is_unedited("c" + body));
  CHECK_FALSE(is_unedited(body + "\nmore"));
  CHECK_FALSE(is_unedited("a"));
}
