// What the last run wrote as references, and of which files: Items whose files are as they were need not be opened.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "builder/write/manifest.hpp"

namespace cairn {

inline constexpr const char* k_references = ".cairn/references";  ///< in OUT

/// The references of one Item, or why there are none.
struct WrittenReferences {
    struct File {
        std::string path;  ///< in the tree
        Digest digest;     ///< of its bytes
    };
    struct Refused {
        std::string path;  ///< as problems show it
        std::string message;
    };

    Digest inputs;  ///< of all that they depend on: files with stamps and addresses, limits, rule, program
    Digest rule;    ///< of what the rule says of them alone
    std::vector<File> files;
    std::vector<std::string> notes;
    std::vector<Refused> refusals;
};

/// By the folder of the Item in the tree. One file, OUT/.cairn/references, of the form that all lists there have
/// (line_file.hpp); names, notes and messages are percent-encoded, paths of files are not:
///
///     cairn-references 2
///     lines 3
///     item <digest of inputs> <digest of the rule> collections/c/items/s
///     file <digest> collections/c/items/s/references.json
///     note gap%20along%20time
///
/// A refused Item has lines "refused <path> <message>". It spares time and can be made again: one that is cut or of
/// another version counts as none.
class KeptReferences {
  public:
    static KeptReferences parse(std::string_view text);
    std::string text() const;

    void add(const std::string& folder, WrittenReferences references) { m_known[folder] = std::move(references); }
    const WrittenReferences* find(const std::string& folder) const {
        const auto found = m_known.find(folder);
        return found == m_known.end() ? nullptr : &found->second;
    }

  private:
    std::map<std::string, WrittenReferences> m_known;
};

}  // namespace cairn
