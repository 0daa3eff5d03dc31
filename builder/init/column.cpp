#include "builder/init/column.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "builder/config/check.hpp"

namespace cairn {

namespace {

/// What values look like, whatever the archive.
struct Vocabulary {
    const char* name;
    const char* pattern;  ///< of every value
    const char* reason;
};
constexpr std::array<Vocabulary, 4> k_vocabularies{{
    {"version", "v[0-9]{6,8}|v[0-9]+([._-][0-9]+)*|latest", "a version"},
    {"member", "(s[0-9]{4}-)?r[0-9]+i[0-9]+p[0-9]+(f[0-9]+)?|(ens|mem|member|realization)[_-]?[0-9]+", "a member"},
    {"frequency",
     "fx|(sub)?([0-9]*)(min|hr|hour|h|day|d|mon|month|yr|year|dec)s?(Pt|C|CM)?|hourly|daily|monthly|seasonal|yearly|"
     "annual|(climatology|clim)",
     "a step of time"},
    {"realm",
     "atmos|atmosphere|atm|ocean|ocn|oce|land|lnd|seaIce|seaice|sea_ice|ice|landIce|aerosol|atmosChem|ocnBgchem|river|"
     "wave",
     "a realm"},
}};

/// Names that are taken, or that say of documents what they say of files otherwise.
bool is_taken(std::string_view name) {
    static constexpr std::array<std::string_view, 4> k_of_documents{"license", "created", "updated", "description"};
    return std::ranges::count(names_of_other_forms(), name) > 0 || std::ranges::count(builtin_names(), name) > 0 ||
           std::ranges::count(k_of_documents, name) > 0;
}

/// Attributes that say nothing of a dataset although they may agree with a path by chance.
bool is_of_one_file(std::string_view attribute) {
    static constexpr std::array<std::string_view, 8> k_parts{"history", "date",    "tracking", "comment",
                                                             "contact", "creator", "uuid",     "Conventions"};
    return std::ranges::any_of(k_parts,
                               [&](std::string_view part) { return attribute.find(part) != std::string_view::npos; });
}

bool is_facet_name(std::string_view name) {
    static const RE2 k_name("[A-Za-z_][A-Za-z0-9_]*");
    return RE2::FullMatch(re2::StringPiece(name.data(), name.size()), k_name) && !is_taken(name);
}

std::vector<std::string> examples_of(const std::vector<std::string>& values) {
    std::vector<std::string> examples;
    for (const std::string& value : values) {
        if (std::ranges::find(examples, value) == examples.end()) examples.push_back(value);
        if (examples.size() == 3) break;
    }
    return examples;
}

/// Nearly all, since an archive has files that went astray.
bool is_nearly_all(std::size_t count, std::size_t of) { return of > 0 && count * 10 >= of * 9; }

}  // namespace

bool ColumnJudge::are_variables(const std::vector<std::string>& values) const {
    std::size_t read = 0;
    std::size_t are = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (m_contents[i] == nullptr) continue;
        ++read;
        if (std::ranges::count(m_contents[i]->variables, values[i]) > 0) ++are;
    }
    return is_nearly_all(are, read);
}

std::string ColumnJudge::attribute_of(const std::vector<std::string>& values) const {
    std::size_t read = 0;
    std::map<std::string, std::size_t> agree;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (m_contents[i] == nullptr) continue;
        ++read;
        for (const auto& [name, text] : m_contents[i]->stated.texts()) {
            if (text == values[i] && is_facet_name(name) && !is_of_one_file(name)) ++agree[name];
        }
    }
    std::string best;
    const auto rank = [](const std::string& name) { return std::tuple(!name.ends_with("_id"), name.size(), name); };
    for (const auto& [name, count] : agree) {
        if (is_nearly_all(count, read) && (best.empty() || rank(name) < rank(best))) best = name;
    }
    return best;
}

Column ColumnJudge::judge(const std::vector<std::string>& values, bool are_dates, const std::string& position) const {
    Column column;
    column.examples = examples_of(values);
    column.varies = column.examples.size() > 1;
    if (are_dates) {
        column.reason = "dates, or runs";
        return column;
    }
    const auto named = [&](std::string name, std::string reason, bool is_known = true) {
        column.kind = Column::Kind::facet;
        column.text = std::move(name);
        column.reason = std::move(reason);
        column.is_known = is_known;
        return column;
    };
    const auto all_match = [&](const Vocabulary& vocabulary) {
        const RE2 pattern(vocabulary.pattern);
        return std::ranges::all_of(values, [&](const std::string& value) { return RE2::FullMatch(value, pattern); });
    };
    if (all_match(k_vocabularies[0])) return named(k_vocabularies[0].name, k_vocabularies[0].reason);
    if (are_variables(values)) return named("variable", "a variable of the files");
    if (const std::string attribute = attribute_of(values); !attribute.empty())
        return named(attribute, fmt::format("the attribute '{}' of the files", attribute));
    for (const Vocabulary& vocabulary : k_vocabularies) {
        if (all_match(vocabulary)) return named(vocabulary.name, vocabulary.reason);
    }
    if (column.varies) return named(position, "what it stands for is yours to say", false);
    column.kind = Column::Kind::literal;
    column.text = values.front();
    column.reason = "the same in all paths";
    return column;
}

void keep_names_apart(std::vector<Column*>& columns) {
    std::map<std::string, std::size_t> used;
    for (Column* column : columns) {
        if (column->kind != Column::Kind::facet) continue;
        const std::size_t number = ++used[column->text];
        if (number > 1) column->text += "_" + std::to_string(number);
    }
}

}  // namespace cairn
