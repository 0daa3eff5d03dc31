// The rules about links and pages: one function a rule, each in a file of its own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "validator/finding.hpp"
#include "validator/tree.hpp"

namespace cairn::validate::rules {

using Findings = std::vector<Finding>;

// Rules about one document. They only read the tree: any number may run at once.

void missing_targets(const Tree& tree, const Record& record, Findings& out);  ///< link/missing-target, link/outside
void inverse_links(const Tree& tree, const Record& record, Findings& out);    ///< link/inverse
void root_and_self(const Tree& tree, const Record& record, Findings& out);    ///< link/root, link/self
void collection_link(const Tree& tree, const Record& record, Findings& out);  ///< link/collection
void page_counts(const Tree& tree, const Record& record, Findings& out);      ///< page/count
void page_directory(const Tree& tree, const Record& record, Findings& out);   ///< page/directory

// Rules about the tree as a whole.

void page_chains(const Tree& tree, Findings& out);      ///< page/chain, page/count
void pages_and_items(const Tree& tree, Findings& out);  ///< page/items
void duplicate_ids(const Tree& tree, Findings& out);    ///< id/duplicate
void extents(const Tree& tree, Findings& out);          ///< extent/uncovered

/// A finding at a place in a document.
Finding at(const Record& record, std::string pointer, std::string rule, Severity severity, std::string message);

/// The first pages: those that no other page's `next` leads to.
std::vector<const Record*> first_pages(const Tree& tree);

}  // namespace cairn::validate::rules
