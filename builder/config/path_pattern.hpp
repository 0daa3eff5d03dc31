// Facets from folders and file names: "CMIP6/{activity}/.../{variable}_{table}_*.nc".
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "builder/model/plan.hpp"

namespace re2 {
class RE2;
}

namespace cairn {

/// A pattern for whole relative paths. '{name}' takes one component or a part of one (as little of it as fits), '*' any
/// text within a component,
/// '...' as a component any number of folders, '{{' and '}}' are braces. A name that is repeated must stand for the
/// same text each time. Threads: const use from any number of threads.
class PathPattern {
  public:
    /// The pattern, or what is wrong with it.
    static std::variant<PathPattern, std::string> compile(std::string_view text);

    PathPattern(PathPattern&&) noexcept;
    PathPattern& operator=(PathPattern&&) noexcept;
    ~PathPattern();

    /// Distinct names, in the order of the pattern.
    const std::vector<std::string>& names() const { return m_names; }
    /// The values of the names, or nullopt when the path does not fit.
    std::optional<Facets> match(std::string_view relative_path) const;
    /// Why a path does not fit, as far as one component is to blame: for people who wrote the pattern.
    std::string why_not(std::string_view relative_path) const;

  private:
    struct Piece {
        enum class Kind { literal, name, within, folders };
        Kind kind = Kind::literal;
        std::string text;  ///< of a literal; the name of a name
    };

    PathPattern() = default;
    static std::variant<std::vector<Piece>, std::string> split(std::string_view text);
    static std::string to_regex(const std::vector<Piece>& pieces, const Facets& fixed,
                                std::vector<std::string>& groups);
    std::optional<Facets> match_with(const re2::RE2& regex, const std::vector<std::string>& groups,
                                     std::string_view path, std::vector<Facets>* contradictions) const;

    std::string m_text;
    std::vector<Piece> m_pieces;
    std::vector<std::string> m_names;
    std::vector<std::string> m_groups;  ///< the name of each group of the expression
    std::unique_ptr<re2::RE2> m_regex;
};

}  // namespace cairn
