#include <algorithm>
#include <string>
#include <vector>

#include "base/suggest.hpp"
#include "validator/describe.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

/// Identifiers of SPDX that datasets and programs have, to tell a misspelt one by.
const std::vector<std::string>& known_ids() {
    static const std::vector<std::string> k_ids{
        "0BSD", "AFL-3.0", "AGPL-3.0-only", "AGPL-3.0-or-later", "Apache-1.1", "Apache-2.0", "Artistic-2.0",
        "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC-BY-1.0", "CC-BY-2.0", "CC-BY-2.5", "CC-BY-3.0", "CC-BY-3.0-AU",
        "CC-BY-3.0-IGO", "CC-BY-3.0-US", "CC-BY-4.0", "CC-BY-NC-1.0", "CC-BY-NC-2.0", "CC-BY-NC-2.5", "CC-BY-NC-3.0",
        "CC-BY-NC-4.0", "CC-BY-NC-ND-1.0", "CC-BY-NC-ND-2.0", "CC-BY-NC-ND-2.5", "CC-BY-NC-ND-3.0",
        "CC-BY-NC-ND-3.0-IGO", "CC-BY-NC-ND-4.0", "CC-BY-NC-SA-1.0", "CC-BY-NC-SA-2.0", "CC-BY-NC-SA-2.5",
        "CC-BY-NC-SA-3.0", "CC-BY-NC-SA-3.0-IGO", "CC-BY-NC-SA-4.0", "CC-BY-ND-1.0", "CC-BY-ND-2.0", "CC-BY-ND-2.5",
        "CC-BY-ND-3.0", "CC-BY-ND-4.0", "CC-BY-SA-1.0", "CC-BY-SA-2.0", "CC-BY-SA-2.5", "CC-BY-SA-3.0",
        "CC-BY-SA-3.0-IGO", "CC-BY-SA-4.0", "CC-PDDC", "CC-PDM-1.0", "CC0-1.0", "CDLA-Permissive-1.0",
        "CDLA-Permissive-2.0", "CDLA-Sharing-1.0", "CECILL-2.1", "CECILL-B", "CECILL-C", "DL-DE-BY-2.0",
        "DL-DE-ZERO-2.0", "ECL-2.0", "EPL-1.0", "EPL-2.0", "EUPL-1.1", "EUPL-1.2", "GFDL-1.3-only", "GFDL-1.3-or-later",
        "GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-only", "GPL-3.0-or-later", "ISC", "LGPL-2.1-only",
        "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later", "MIT", "MIT-0", "MPL-1.1", "MPL-2.0", "NASA-1.3",
        "NCGL-UK-2.0", "NLOD-1.0", "NLOD-2.0", "O-UDA-1.0", "ODC-By-1.0", "ODbL-1.0", "OGC-1.0", "OGL-Canada-2.0",
        "OGL-UK-1.0", "OGL-UK-2.0", "OGL-UK-3.0", "PDDL-1.0", "PSF-2.0", "Python-2.0", "Unlicense", "W3C", "WTFPL",
        "Zlib", "etalab-2.0",
        // Identifiers that are deprecated, and still right.
        "AGPL-3.0", "GPL-2.0", "GPL-3.0", "GPL-2.0+", "GPL-3.0+", "LGPL-2.1", "LGPL-3.0", "GFDL-1.3"};
    return k_ids;
}

/// An expression, from its first word to its last: words, AND, OR, WITH, brackets (SPDX 2.3, annex D).
class Expression {
  public:
    explicit Expression(std::string_view text) : m_text(text) { next(); }

    /// What is wrong with its form; empty: nothing.
    std::string fault() {
        std::string problem = alternatives(0);
        if (!problem.empty() || m_word.empty()) return problem;
        return "found " + in_quotes(m_word) + " where AND or OR was expected";
    }
    const std::vector<std::string>& ids() const { return m_ids; }

  private:
    void next() {
        const std::size_t begin = m_text.find_first_not_of(' ', m_at);
        if (begin == std::string_view::npos) {
            m_word = {};
            m_at = m_text.size();
            return;
        }
        const bool bracket = m_text[begin] == '(' || m_text[begin] == ')';
        const std::size_t end = bracket ? begin + 1 : std::min(m_text.find_first_of(" ()", begin), m_text.size());
        m_word = m_text.substr(begin, end - begin);
        m_at = end;
    }

    bool is_operator() const { return m_word == "AND" || m_word == "OR" || m_word == "WITH"; }

    std::string alternatives(int depth) {
        for (;;) {
            std::string problem = one(depth);
            if (!problem.empty()) return problem;
            if (m_word != "AND" && m_word != "OR") return {};
            next();
        }
    }

    std::string one(int depth) {
        constexpr int k_deepest = 100;
        if (m_word.empty()) return "the expression ends where a license was expected";
        if (m_word == "(") {
            if (depth >= k_deepest) return "the brackets are too deep";
            next();
            std::string problem = alternatives(depth + 1);
            if (!problem.empty()) return problem;
            if (m_word != ")") return "a bracket is not closed";
            next();
            return {};
        }
        if (m_word == ")" || is_operator()) return "found " + in_quotes(m_word) + " where a license was expected";
        m_ids.emplace_back(m_word);
        next();
        if (m_word != "WITH") return {};
        next();
        if (m_word.empty() || m_word == "(" || m_word == ")" || is_operator())
            return "WITH is not followed by an exception";
        next();
        return {};
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::string_view m_word;
    std::vector<std::string> m_ids;
};

/// "GPLv3", "gpl-3.0" and "GPL 3" are one text: small letters and digits, without ".0" and the "v" of a version.
std::string loosely(std::string_view id) {
    std::string text;
    for (std::size_t i = 0; i < id.size(); ++i) {
        const auto is_digit_at = [&](std::size_t at) { return at < id.size() && id[at] >= '0' && id[at] <= '9'; };
        const bool is_version = (id[i] == 'v' || id[i] == 'V') && is_digit_at(i + 1);
        const bool is_zero = id.substr(i).starts_with(".0") && !is_digit_at(i + 2);
        if (is_zero) ++i;
        if (is_version || is_zero || std::string_view(" -_.").find(id[i]) != std::string_view::npos) continue;
        text += id[i] >= 'A' && id[i] <= 'Z' ? static_cast<char>(id[i] - 'A' + 'a') : id[i];
    }
    return text;
}

bool has_own_name(std::string_view id) { return id.starts_with("LicenseRef-") || id.starts_with("DocumentRef-"); }

/// What an identifier was perhaps meant to be; empty: it is known, or like none that is.
std::string meant_by(const std::string& id) {
    const std::vector<std::string>& known = known_ids();
    if (has_own_name(id) || std::find(known.begin(), known.end(), id) != known.end()) return {};
    for (const std::string& one : known)
        if (edit_distance(one, id) == 0) return one;  // the case alone
    for (const std::string& one : known)
        if (loosely(one) == loosely(id)) return one;
    // One without its version: CC-BY, Apache.
    std::string with_version;
    for (const std::string& one : known) {
        const std::size_t dash = id.size();
        const bool is_version =
            one.size() > dash + 1 && one[dash] == '-' && one[dash + 1] >= '0' && one[dash + 1] <= '9';
        if (is_version && edit_distance(std::string_view(one).substr(0, dash), id) == 0) with_version = one;
    }
    if (!with_version.empty() || id.size() < 5) return with_version;
    for (const std::string& one : known)
        if (edit_distance(one, id) == 1) return one;
    return {};
}

void check_license(const ObjectView& view, const json::Value& holder, const std::string& pointer, Findings& out) {
    const std::string_view license = json::member_text(holder, "license");
    if (license.empty() || license == "other" || license == "proprietary" || license == "various") return;
    Expression expression(license);
    const std::string fault = expression.fault();
    if (!fault.empty())
        return out.add(k_license_expression, view.record(), pointer + "/license",
                       "found " + in_quotes(license) + ", which is no expression of SPDX: " + fault);
    for (const std::string& id : expression.ids()) {
        const std::string meant = meant_by(id);
        if (meant.empty()) continue;
        out.add(k_license_expression, Severity::warning, view.record(), pointer + "/license",
                "found " + in_quotes(id) + ", which is no identifier of SPDX, expected one such as " + in_quotes(meant));
    }
}

void check(const ObjectView& view, Findings& out) {
    const StacObject& object = view.object;
    if (object.kind == ObjectKind::collection) check_license(view, object.value, object.pointer(""), out);
    if (object.is_feature() && object.properties != nullptr && json::find(*object.properties, "license") != nullptr)
        check_license(view, *object.properties, object.pointer("/properties"), out);
}

}  // namespace

const Rule k_license_expression{"license/expression",
                                Severity::error,
                                "A license is an expression of SPDX",
                                "People and programs look up by it what they may do with the data.",
                                "STAC 1.1.0, collection-spec, license; SPDX 2.3, annex D",
                                ObjectCheck(check)};

}  // namespace cairn::validate::rules
