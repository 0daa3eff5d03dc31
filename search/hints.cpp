#include "search/hints.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/json/write.hpp"
#include "base/rfc3339.hpp"
#include "base/suggest.hpp"

namespace cairn::search {

namespace {

constexpr std::size_t k_most_listed = 10;

std::string listed(const std::set<std::string>& names) {
    std::string text;
    std::size_t count = 0;
    for (const std::string& name : names) {
        if (++count > k_most_listed) return text + fmt::format(" and {} more", names.size() - k_most_listed);
        text += fmt::format("{}'{}'", text.empty() ? "" : ", ", name);
    }
    return text;
}

/// "; did you mean 'x'?", else what there is.
std::string instead(const std::string& name, const std::set<std::string>& known) {
    if (known.empty()) return {};
    const auto near = nearest(name, {known.begin(), known.end()});
    return near ? fmt::format("; did you mean '{}'?", *near) : "; there is " + listed(known);
}

bool has_any(const std::set<std::string>& all, const std::set<std::string>& some) {
    return std::any_of(some.begin(), some.end(), [&](const std::string& one) { return all.count(one) != 0; });
}

/// What every entry has beside properties, and properties that summaries are not about.
bool is_member(const std::string& name) {
    static const std::set<std::string> k_members{
        "id",         "collection", "item",     "href",           "title",
        "media_type", "roles",      "datetime", "start_datetime", "end_datetime"};
    return k_members.count(name) != 0;
}

std::string day_of(std::int64_t time) {
    const bool is_open = time == TimeSpan::k_open_start || time == TimeSpan::k_open_end;
    return is_open ? ".." : rfc3339_of(time);
}

}  // namespace

void Hints::note(const json::Value& collection, const Owner& owner) {
    m_ids.insert(owner.collection);
    if (!m_query.collections.empty() && m_query.collections.count(owner.collection) == 0) return;
    ++m_looked_at;
    if (owner.time) {
        ++m_with_time;
        m_hull = {std::min(m_hull.start, owner.time->start), std::max(m_hull.end, owner.time->end)};
    }
    for (const auto& variable : variables_of(collection).all) {
        if (!variable.name.empty()) m_variables.insert(variable.name);
        if (!variable.standard_name.empty()) m_variables.insert(variable.standard_name);
    }
    const json::Value* summaries = json::find(collection, "summaries");
    if (m_query.where && summaries != nullptr && summaries->IsObject()) note_summaries(*summaries);
}

void Hints::note_summaries(const json::Value& summaries) {
    for (const auto& member : summaries.GetObject()) {
        const std::string name(json::view(member.name));
        std::set<std::string>& values = m_values[name];
        if (!member.value.IsArray()) {
            m_ranges.insert(name);
            continue;
        }
        for (const json::Value& value : member.value.GetArray())
            values.insert(value.IsString() ? std::string(json::view(value)) : json::write(value));
    }
}

void Hints::note_addresses(const std::vector<std::string_view>& addresses) {
    for (std::string_view folder : addresses) {
        folder = folder.substr(0, folder.rfind('/') == std::string_view::npos ? 0 : folder.rfind('/'));
        folder = folder.substr(folder.rfind('/') + 1);
        if (!folder.empty() && folder != "." && folder != "..") m_ids.emplace(folder);
    }
}

std::vector<std::string> Hints::texts() const {
    std::vector<std::string> texts;
    add_collections(texts);
    if (m_looked_at == 0) return texts;
    add_time(texts);
    add_variables(texts);
    add_where(texts);
    return texts;
}

void Hints::add_collections(std::vector<std::string>& texts) const {
    for (const std::string& id : m_query.collections)
        if (m_ids.count(id) == 0)
            texts.push_back(fmt::format("no Collection has the id '{}'{}", id, instead(id, m_ids)));
}

void Hints::add_time(std::vector<std::string>& texts) const {
    const bool is_outside = m_query.time && m_with_time == m_looked_at && !m_hull.meets(*m_query.time);
    if (is_outside)
        texts.push_back(fmt::format("--datetime: no Collection is of this time; they are from {} to {}",
                                    day_of(m_hull.start), day_of(m_hull.end)));
}

void Hints::add_variables(std::vector<std::string>& texts) const {
    if (m_variables.empty() || has_any(m_variables, m_query.variables)) return;
    for (const std::string& name : m_query.variables)
        texts.push_back(fmt::format("no Collection lists the variable '{}'{}", name, instead(name, m_variables)));
}

/// The name of a summary that a name of the expression stands for (docs/search.md, "Expressions"); empty: none.
std::string Hints::known_name(const std::string& name) const {
    if (m_values.count(name) != 0) return name;
    for (const auto& [known, values] : m_values)
        if (known.ends_with(":" + name)) return known;
    return {};
}

void Hints::add_where(std::vector<std::string>& texts) const {
    if (!m_query.where || m_values.empty()) return;
    std::set<std::string> names;
    for (const auto& [name, values] : m_values) names.insert(name);
    for (const Expression::Node& node : m_query.where->nodes()) {
        if (node.name.empty() || is_member(node.name)) continue;
        const std::string known = known_name(node.name);
        if (known.empty()) {
            if (const auto near = nearest(node.name, {names.begin(), names.end()}))
                texts.push_back(fmt::format("--where: no Collection has '{}' in its summaries; did you mean '{}'?",
                                            node.name, *near));
            continue;
        }
        const bool is_listed =
            (node.kind == Expression::Kind::equal || node.kind == Expression::Kind::in) && m_ranges.count(known) == 0;
        if (!is_listed) continue;
        const std::set<std::string>& values = m_values.at(known);
        for (const Expression::Literal& value : node.values)
            if (values.count(value.text) == 0)
                texts.push_back(fmt::format("--where: no Collection has '{}' among the values of '{}'{}", value.text,
                                            node.name, instead(value.text, values)));
    }
}

}  // namespace cairn::search
