#include <algorithm>
#include <string_view>

#include "validator/rules/table.hpp"
#include "validator/trail.hpp"

namespace cairn::validate::rules {

namespace {

class Search {
  public:
    explicit Search(std::size_t limit) : m_limit(limit) {}

    void visit(const json::Value& value, const Trail& at) {
        if (m_found.size() >= m_limit) return;
        if (value.IsArray()) {
            for (rapidjson::SizeType i = 0; i < value.Size(); ++i) {
                if (value[i].IsObject() || value[i].IsArray()) visit(value[i], Trail(at, i));
            }
        } else if (value.IsObject()) {
            compare_names(value, at);
            for (const auto& member : value.GetObject()) {
                if (member.value.IsObject() || member.value.IsArray())
                    visit(member.value, Trail(at, json::view(member.name)));
            }
        }
    }

    std::vector<std::string> take() { return std::move(m_found); }

  private:
    void compare_names(const json::Value& object, const Trail& at) {
        m_names.clear();
        for (const auto& member : object.GetObject()) m_names.push_back(json::view(member.name));
        std::sort(m_names.begin(), m_names.end());
        for (std::size_t i = 1; i < m_names.size() && m_found.size() < m_limit; ++i) {
            const bool first_repetition = m_names[i] == m_names[i - 1] && (i == 1 || m_names[i - 2] != m_names[i]);
            if (first_repetition) m_found.push_back(Trail(at, m_names[i]).text());
        }
    }

    std::size_t m_limit;
    std::vector<std::string_view> m_names;  ///< reused: one allocation a document
    std::vector<std::string> m_found;
};

void check(const DocumentView& view, Findings& out) {
    constexpr std::size_t k_enough = 10;
    Search search(k_enough);
    search.visit(view.value, Trail(""));
    for (std::string& pointer : search.take()) {
        out.add(k_json_duplicate_key, view.record, std::move(pointer),
                "this member stands more than once in its object: readers take different ones");
    }
}

}  // namespace

const Rule k_json_duplicate_key{"json/duplicate-key",
                                Severity::error,
                                "A member stands once in its object",
                                "Readers take the first, the last or none: each sees another document.",
                                "RFC 8259, section 4",
                                DocumentCheck(check)};

}  // namespace cairn::validate::rules
