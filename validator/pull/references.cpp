#include "validator/pull/references.hpp"

#include <algorithm>
#include <map>

#include "base/url.hpp"
#include "validator/dialect.hpp"

namespace cairn::validate {

namespace {

class Collector {
  public:
    explicit Collector(std::string own_url) : m_own{std::move(own_url)} {}

    void collect(const json::Value& value, const std::string& base, bool is_certain) {
        if (value.IsArray()) {
            for (const json::Value& element : value.GetArray()) collect(element, base, is_certain);
        }
        if (!value.IsObject()) return;
        const std::string_view id = json::member_text(value, "$id");
        const std::string inner = id.empty() ? base : std::string(without_fragment(resolve_url(base, id)));
        if (inner != base) m_own.push_back(inner);
        for (const auto& member : value.GetObject()) {
            const std::string_view name = json::view(member.name);
            const bool refers = name == "$ref" || name == "$dynamicRef" || name == "$recursiveRef" || name == "$schema";
            if (refers && member.value.IsString()) add(resolve_url(inner, json::view(member.value)), is_certain);
            const bool is_data = name == "const" || name == "enum" || name == "examples" || name == "default";
            if (!is_data) collect(member.value, inner, is_certain);
        }
    }

    std::vector<DocumentReference> take() const {
        std::vector<DocumentReference> found;
        for (const auto& [url, is_certain] : m_found) {
            if (std::find(m_own.begin(), m_own.end(), url) == m_own.end()) found.push_back({url, is_certain});
        }
        return found;
    }

  private:
    void add(const std::string& reference, bool is_certain) {
        const std::string url(without_fragment(reference));
        if (url.empty() || is_meta_schema(url)) return;
        const auto [known, fresh] = m_found.emplace(url, is_certain);
        if (!fresh) known->second = known->second || is_certain;
    }

    std::vector<std::string> m_own;
    std::map<std::string, bool> m_found;
};

}  // namespace

std::vector<DocumentReference> documents_referred_to(const json::Value& schema, const std::string& url) {
    Collector collector(url);
    const std::string_view id = json::member_text(schema, "$id");
    const bool is_at_home = id.empty() || without_fragment(resolve_url(url, id)) == url;
    collector.collect(schema, url, is_at_home);
    if (!is_at_home && schema.IsObject()) {
        // Once more as if it had no $id.
        for (const auto& member : schema.GetObject()) collector.collect(member.value, url, false);
    }
    return collector.take();
}

}  // namespace cairn::validate
