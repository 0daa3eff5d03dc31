#include "validator/repeated_names.hpp"

#include <algorithm>
#include <string_view>

#include "validator/trail.hpp"

namespace cairn::validate {

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

}  // namespace

std::vector<std::string> repeated_names(const json::Value& document, std::size_t limit) {
    Search search(limit);
    search.visit(document, Trail(""));
    return search.take();
}

}  // namespace cairn::validate
