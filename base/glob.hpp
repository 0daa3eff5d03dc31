// Globs, compiled once and matched in time proportional to pattern times path: no pattern, however hostile, backtracks.
//
// An automaton of its own, not RE2: the walk asks whether anything below a folder could match, that is, whether the
// folder's path begins a match. RE2 knows whole matches, and PossibleMatchRange, which gives bounds in order of texts
// that lets nearly every folder through as soon as a glob begins with '*'. Names that are not UTF-8, which RE2's
// UTF-8 mode never matches, have to match '?' and '*' too.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cairn {

/// '*' and '?' within a component, '**' across components ("**/" also stands for no folder at all), '[a-z]' and
/// '[!a-z]' classes, '{a,b}' alternatives (nested too), '\' takes the next character literally; '?' and classes match
/// one code point, never '/'. A bracket or brace that is not closed stands for itself. A pattern without '/' matches
/// the last component; one that ends in '/' stands for everything below. Threads: const use is safe.
class Glob {
  public:
    explicit Glob(std::string_view pattern) : Glob(pattern, TreeRoot::wanted) {}

    bool matches(std::string_view relative_path) const;
    /// Whether the pattern takes the folder as a whole: it matches the folder's path, or is "x/**" where "x" does.
    bool takes_folder(std::string_view relative_path) const;
    /// Whether some path below the folder could match.
    bool can_match_below(std::string_view relative_path) const;

  private:
    friend class GlobCompiler;
    enum class TreeRoot { wanted, passed_over };  ///< "x" of "x/**" has none, however many "/**" it ends with
    Glob(std::string_view pattern, TreeRoot tree_root);

    enum class Op { character, any, any_but_slash, one_of, split, jump, match };
    /// One step of the automaton. `first`: the code point, the class, or where to go on; `second`: the other way of a
    /// split.
    struct Step {
        Op op = Op::match;
        std::size_t first = 0;
        std::size_t second = 0;
    };
    struct Class {
        bool negated = false;
        std::vector<std::pair<char32_t, char32_t>> ranges;
    };
    class States;

    bool accepts(const Step& step, char32_t c) const;
    void enter(States& states, std::size_t step) const;
    /// Whether `text` leads to the end of the pattern (`whole`), or anywhere at all.
    bool run(std::string_view text, bool whole) const;

    std::vector<Step> m_steps;
    std::vector<Class> m_classes;
    bool m_by_name = false;         ///< no '/' in the pattern: matched against the last component
    std::vector<Glob> m_tree_root;  ///< of "x/**": "x" (one or none)
};

/// Whether the glob matches the path: compiles the pattern for this one match.
bool glob_matches(std::string_view pattern, std::string_view relative_path);

}  // namespace cairn
