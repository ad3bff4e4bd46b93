// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "judge/lines.hpp"
#include "plan/snapshot.hpp"

namespace relctl::judge {

/// A change that no honest operation makes.
struct Finding {
  ObjectId commit;      ///< zero: not committed yet
  std::string subject;  ///< the commit's first line
  std::string path;
  std::size_t line = 0;  ///< in the file as the commit leaves it; 0: unknown
  std::string field;     ///< key path or image; empty: the file as a whole
  std::string what;      ///< a sentence without its subject: `the tag 9.9.9 was never released`
  std::string remedy;    ///< the command that makes such a change properly
  std::optional<std::string> overridden;  ///< the reason that `Relctl-Override:` gives
  bool operator==(const Finding&) const = default;
};

/// True for a tag with the signature that `release.signed` asks for.
using SignatureTest = std::function<bool(const plan::Tag&)>;

/// The commits to be judged.
struct GuardRange {
  ObjectId base;                 ///< its relctl.yaml is the law
  ObjectId tip;                  ///< the last of the commits
  std::vector<ObjectId> hidden;  ///< not judged: these and their ancestors
  std::vector<plan::Tag> tags;   ///< releases, those pushed along with the commits too
  bool allow_config = false;     ///< changes of relctl.yaml are no findings
  /// The ref moves away from `base`, which `tip` need not reach: what the tip's relctl.yaml says is
  /// held against the law too, since no commit of the range may be what changes it.
  bool is_rewind = false;
  Lines lines = {};  ///< of what is rendered, beside the judged commits
  /// What the clone lacks: tags that are not here are no sign that there was no release.
  plan::Lack lack = plan::Lack::nothing;
  /// Asked of tags that may be evidence; none: a signature is not asked for.
  SignatureTest is_signed = {};
};

/// What was found, children after their parents.
struct Judgement {
  std::vector<Finding> findings;
  std::size_t commits = 0;  ///< how many were judged

  /// True when nothing was found that no one took responsibility for.
  [[nodiscard]] bool is_good() const;
};

/// Judges the commits reachable from the tip and not from `hidden` by what they change below
/// generated paths and `.relctl`. Trailers are evidence, not a condition. A change is good if
/// relctl generates just that, or if every field that it changes belongs to relctl and gets a value
/// with an honest origin (see Evidence), or if the content was adopted, or stood there before. In a
/// merge a file or field may also be what one parent has.
///
/// Throws Error(input) for a configuration that cannot be read, Error(system) where releases are
/// asked about that the clone lacks the tags of, and what History throws where a shallow clone
/// hides the answer.
Judgement guard(const config::Config& config, const plan::History& history,
                const GuardRange& range);

}  // namespace relctl::judge
