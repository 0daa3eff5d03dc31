// The pictures that rules with `thumbnail` ask for: a map of the first step of a variable, beside each Item
// (docs/thumbnails.md).
#pragma once

#include <atomic>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "builder/config/config.hpp"
#include "builder/files_beside.hpp"
#include "builder/kept_references.hpp"
#include "builder/last_tree.hpp"
#include "builder/quick_look_items.hpp"
#include "builder/temporary_folder.hpp"

namespace cairn {

/// In OUT: which picture is of which state of its source. Of the form of references, with
/// the title and the number of bytes as its notes.
inline constexpr const char* k_quick_looks = ".cairn/pictures";

class QuickLooks final : public FilesBeside {
  public:
    /// `out`: absolute path of the tree. `program`: a number that changes with what pictures depend on.
    QuickLooks(const Config& config, std::string out, std::uint64_t program);

    bool are_wanted() const override { return m_are_wanted; }

    /// Items of other Collections have no picture: of a tree whose parts processes share, another draws them.
    void draw_only(std::set<std::string> collections) { m_only = std::move(collections); }

    /// Entries of the pictures, one an Item that can be drawn; of the others a warning, "thumbnail/none". Many are
    /// drawn at a time; those whose source is as it was stay as `last` has them, with Reuse::nothing only those of
    /// sources that cannot be read now. Throws Interrupted when `stop` is set. Once.
    std::vector<Entry> make(std::vector<QuickLookItem> items, const LastTree& last, Reuse reuse,
                            std::vector<Problem>& problems, const std::atomic<bool>& stop);

    void retain(const EntryList& entries) override;
    void write_to(const TreeFileSink& sink) const override;

    /// For the next run, once the tree is published.
    std::string memory() const { return m_memory.text(); }

  private:
    struct Made;
    struct Kept {
        WrittenReferences::File file;
        bool is_kept = false;  ///< the tree has it already
    };

    Digest digest_of_rule(const QuickLookItem& item) const;
    Digest digest_of_inputs(const QuickLookItem& item) const;
    Made made_of(const QuickLookItem& item, const LastTree& last, Reuse reuse, const std::atomic<bool>& stop) const;
    void draw(const QuickLookItem& item, Made& made) const;
    Entry entry_of(const QuickLookItem& item, const Made& made) const;

    const Config& m_config;
    std::string m_out;
    std::uint64_t m_program;
    bool m_are_wanted = false;
    std::optional<std::set<std::string>> m_only;  ///< ids of Collections
    KeptReferences m_last;
    KeptReferences m_memory;
    std::optional<TemporaryFolder> m_temporary;  ///< of the pictures that were drawn, as they lie in the tree
    std::vector<Kept> m_files;
};

}  // namespace cairn
