// Sentences about what was left out, gathered from many files without saying the same thing many times.
#pragma once

#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace cairn {

/// The notes of one item: each once, in the order in which they were added, at most k_most and then how many there are
/// more.
class Notes {
  public:
    static constexpr std::size_t k_most = 20;

    void add(std::string note);
    std::vector<std::string> take() &&;

  private:
    std::vector<std::string> m_notes;
    std::set<std::string> m_known;
    std::size_t m_more = 0;
};

/// Counts equal sentences.
class NoteCounter {
  public:
    void add(std::string_view note);
    /// Each distinct sentence, the most frequent first, then by text; " (3 of 25 files)" where not all `total` files
    /// say it. At most Notes::k_most.
    std::vector<std::string> texts(std::size_t total) const;
    /// The first few of them, separated by "; "; "no reason is known" when there are none.
    std::string text(std::size_t total) const;

  private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> m_counts;
};

}  // namespace cairn
