// Checks of texts and documents with placeholders: they parse, and their names, tables and expressions are known.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json/value.hpp"
#include "builder/config/violations.hpp"

namespace cairn {

/// `tables`: Config::tables, or nullptr. `names`: those that stand for something in the text.
void check_template(std::string_view text, const std::string& pointer, const KnownNames& names,
                    const json::Value* tables, Violations& violations);

/// Every text of a document.
void check_document_template(const json::Value& pattern, const std::string& pointer, const KnownNames& names,
                             const json::Value* tables, Violations& violations);

/// What the program itself says in every document: a template that changed it would break links or the tree.
void check_reserved(const json::Value& pattern, const std::string& pointer, Violations& violations,
                    const std::vector<const char*>& reserved = {"type", "stac_version", "id", "collection"});

}  // namespace cairn
