// Regular expressions of schemas (ECMA 262) on RE2: linear in time and bounded in memory, whatever the text.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "validator/prepare.hpp"

namespace re2 {
class RE2;
}

namespace cairn::validate {

/// std::regex overflows the stack at about 26,000 characters and rejects 81 of 332 patterns in use; RE2 takes all but
/// the look-aheads, and those in use stand at the start of an anchored pattern ("^(?!cube:)"): they become a second
/// expression. Threads: safe.
class Pattern {
  public:
    /// Throws UnusableSchema when neither way works.
    explicit Pattern(std::string_view text);
    ~Pattern();
    Pattern(Pattern&&) noexcept;
    Pattern& operator=(Pattern&&) noexcept;

    bool matches(std::string_view text) const;

    /// Whether a text is a regular expression that we can use.
    static bool is_usable(std::string_view text);

  private:
    /// What a part looks for. Most patterns of names say no more than how a name begins ("^(?!cube:)"): comparing
    /// characters takes a twentieth of RE2's time.
    enum class Looks { anywhere_for_text, at_start, at_end, for_whole, by_expression };
    struct Part {
        Looks looks;
        std::string text;                      ///< unless it looks by an expression
        std::unique_ptr<re2::RE2> expression;  ///< null unless it does
        bool wanted;
    };
    static Part part_of(std::string_view text, std::string_view whole, bool wanted);
    static bool found(const Part& part, std::string_view text);
    std::vector<Part> m_parts;  ///< matches when each part is found exactly if it is wanted
};

/// All patterns of a prepared schema, compiled once.
using Patterns = std::map<std::string, Pattern, std::less<>>;
Patterns compile_patterns(const PreparedSchema& prepared);

}  // namespace cairn::validate
