// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "render/arena.hpp"
#include "render/field_spec.hpp"
#include "render/files.hpp"
#include "render/kustomization.hpp"
#include "render/objects.hpp"
#include "render/schema.hpp"

namespace relctl::render {

/// What every transformer works with.
struct Workspace {
  Arena& arena;
  std::shared_ptr<const Schema> schema = Schema::built_in();
};

/// Which subjects of role bindings the namespace is written into.
enum class BindingSubjects { default_only, all_service_accounts, none };

/// `namespace`: written into every object that may have one. Throws Error(input) where two objects
/// come to have one id.
struct NamespaceChange {
  std::string ns;
  FieldSpecs specs;
  bool unset_only = false;
  BindingSubjects subjects = BindingSubjects::default_only;
};
void set_namespace(Workspace& work, Objects& objects, const NamespaceChange& change);

/// `namePrefix` and `nameSuffix`.
void add_prefix(Workspace& work, Objects& objects, const std::string& prefix,
                const FieldSpecs& specs);
void add_suffix(Workspace& work, Objects& objects, const std::string& suffix,
                const FieldSpecs& specs);

/// `labels`, `commonLabels`, `commonAnnotations`: sets the texts in each map that `specs` lead to.
void set_texts(Workspace& work, Objects& objects, const TextMap& texts, const FieldSpecs& specs);

/// `replicas`. Throws Error(input) where no object has the name.
void set_replicas(Workspace& work, Objects& objects, const Replicas& replicas,
                  const FieldSpecs& specs);

/// `images`, one entry after the other.
void set_images(Workspace& work, Objects& objects, const std::vector<ImageChange>& images,
                const FieldSpecs& specs);

/// `replacements`, those of files already read.
void apply_replacements(Workspace& work, Objects& objects,
                        const std::vector<Replacement>& replacements);

/// Appends the hash of their content to the names of generated objects.
void add_hashes(Workspace& work, Objects& objects);

/// Writes the present names of objects where their former ones stand.
void update_name_references(Workspace& work, Objects& objects,
                            const std::vector<NameReference>& references);

/// Replaces $(NAME) by the values of `variables`; the names of those that stood nowhere are given
/// back.
std::vector<std::string> replace_variables(Workspace& work, Objects& objects,
                                           const std::vector<Variable>& variables,
                                           const FieldSpecs& specs);

}  // namespace relctl::render
