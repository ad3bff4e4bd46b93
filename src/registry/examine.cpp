// SPDX-License-Identifier: MIT
#include "registry/examine.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/error.hpp"
#include "kustomize/image_reference.hpp"
#include "registry/rules.hpp"
#include "report/visible.hpp"

namespace relctl::registry {
namespace {

/// The keys that the policy names anywhere, each once.
std::vector<PublicKey> keys_of(const Examiner& examiner) {
  std::set<std::string> files;
  const config::ImagesPolicy& policy = examiner.policy;
  if (policy.signature) files.insert(policy.signature->keys.begin(), policy.signature->keys.end());
  for (const config::Attested& each : policy.attested)
    files.insert(each.keys.begin(), each.keys.end());
  std::vector<PublicKey> keys;
  for (const std::string& file : files)
    keys.emplace_back(examiner.read_file(file), file);
  return keys;
}

void apply_rules(Examination& examination, const Question& question, const Examiner& examiner) {
  const config::ImagesPolicy& policy = examiner.policy;
  std::vector<Rule>& rules = examination.rules;
  if (!policy.platforms.empty()) {
    rules.push_back(platforms_rule(examination.platforms, policy.platforms));
  }
  if (policy.labels) rules.push_back(labels_rule(examination.platforms, question));
  if (policy.signature) {
    rules.push_back(signed_rule(examination.claims, *policy.signature, *examination.digest));
  }
  for (const config::Attested& each : policy.attested)
    rules.push_back(attested_rule(examination.claims, each, examiner.now));
}

}  // namespace

bool is_good(const Examination& examination) {
  return std::all_of(examination.rules.begin(), examination.rules.end(),
                     [](const Rule& rule) { return rule.holds; });
}

bool may_become_good(const Examination& examination) {
  return std::all_of(examination.rules.begin(), examination.rules.end(),
                     [](const Rule& rule) { return rule.holds || rule.may_come; });
}

std::string reference_of(const Examination& examination) {
  const char mark = kustomize::is_digest(examination.reference) ? '@' : ':';
  return examination.name + mark + examination.reference;
}

std::string faults_of(const Examination& examination) {
  std::string words;
  for (const Rule& rule : examination.rules) {
    if (rule.holds) continue;
    words +=
        fmt::format("{}{}: {}", words.empty() ? "" : "; ", rule.id, report::visible(rule.words));
  }
  return words;
}

Examination examine(Client& client, const Question& question, const Examiner& examiner) {
  Examination examination{question.name, question.reference, {}, {}, {}, {}, {}};
  const auto& allowed = examiner.policy.registries;
  if (!allowed.empty()) examination.rules.push_back(origin_rule(question.name, allowed));
  const std::vector<PublicKey> keys = keys_of(examiner);
  const Existence existence = client.exists(question.reference);
  examination.digest = existence.digest;
  if (!existence.digest) {
    const std::string said = existence.words.empty() ? "" : " (\"" + existence.words + "\")";
    examination.rules.push_back(
        {"image-exists", false, "the registry does not have it" + said, true});
    examination.retry_after = existence.retry_after;
    return examination;
  }
  examination.rules.push_back({"image-exists", true, *existence.digest});
  auto image = read_image(client, *existence.digest);
  if (!image) {
    throw Error(ErrorKind::system, name_of(client.session().place()) + "@" + *existence.digest +
                                       " went away while it was looked at");
  }
  examination.platforms = std::move(image->platforms);
  for (const SignedDocument& each : signed_documents(client, *existence.digest))
    examination.claims.push_back(judge(each, *existence.digest, keys));
  apply_rules(examination, question, examiner);
  return examination;
}

}  // namespace relctl::registry
