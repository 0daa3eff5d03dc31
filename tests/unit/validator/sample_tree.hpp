// A small valid catalog, to change one thing of: one Collection, two Items in two pages, one of them with an asset list
// of two pages.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/json/value.hpp"
#include "validator/validate.hpp"

namespace cairn::test {

class SampleTree {
  public:
    SampleTree();

    /// Sets what the pointer names (a member that exists or is new, or an element that exists) to a JSON text.
    SampleTree& set(const std::string& document, const std::string& pointer, const std::string& json_text);
    SampleTree& remove_member(const std::string& document, const std::string& pointer);
    SampleTree& append(const std::string& document, const std::string& pointer, const std::string& json_text);
    SampleTree& remove_document(const std::string& document);
    SampleTree& add_document(const std::string& document, const std::string& text);
    /// Makes all links absolute below this URL.
    SampleTree& publish_at(const std::string& url);

    /// Writes the tree to a fresh folder, validates it, removes it.
    validate::Report validate(std::size_t threads = 1) const;

    void write(const std::string& folder) const;

    /// "rule document pointer: message" of all findings.
    std::vector<std::string> findings() const;

  private:
    std::map<std::string, json::Value> m_documents;
    std::map<std::string, std::string> m_texts;
};

std::string line_of(const validate::Finding& finding);

/// Lines of the findings of one rule.
std::vector<std::string> of_rule(const SampleTree& tree, const std::string& rule);

}  // namespace cairn::test
