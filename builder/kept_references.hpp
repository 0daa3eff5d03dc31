// What the last run wrote as references, and of which files: Items whose files are as they were need not be opened.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

inline constexpr const char* k_references = ".cairn/references";  ///< in OUT

/// The references of one Item.
struct WrittenReferences {
    std::vector<std::string> files;  ///< paths in the tree
    std::vector<std::string> notes;
};

/// By a digest of all that they depend on: the files' paths, stamps and addresses, the rule, the program. One file,
/// OUT/.cairn/references: a line each, the digest, a letter ('f' a file, 'n' a note) and the text, behind a line that
/// names the format. It spares time and can be made again: what is not understood is passed over.
class KeptReferences {
  public:
    static KeptReferences parse(std::string_view text);
    std::string text() const;

    void add(const std::string& digest, WrittenReferences references) { m_known[digest] = std::move(references); }
    const WrittenReferences* find(const std::string& digest) const {
        const auto found = m_known.find(digest);
        return found == m_known.end() ? nullptr : &found->second;
    }

  private:
    std::map<std::string, WrittenReferences> m_known;
};

}  // namespace cairn
