// Attributes by any of the names that files give them.
#pragma once

#include <array>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "builder/model/dataset.hpp"

namespace cairn {

/// The names of attributes that a reader asks for, in small letters. A file has many that nobody asks for: most of them
/// are told by their length and first letter.
class AttributeNames {
  public:
    /// Separated by spaces; must outlive it.
    explicit AttributeNames(std::string_view names);

    /// The name as the list has it, whatever the case of the letters; nullopt: it is not asked for.
    std::optional<std::string_view> find(std::string_view name) const;

  private:
    static constexpr std::size_t k_buckets = 128;
    static std::size_t bucket_of(std::string_view name);

    std::array<std::vector<std::string_view>, k_buckets> m_buckets;
};

/// The attributes of one group that are texts and have one of the names, in any case: files write `Title` and `TITLE`,
/// too. One that is written in small letters goes before the others. `attributes` and `names` must outlive it.
class AttributeTexts {
  public:
    AttributeTexts(const std::vector<Attribute>& attributes, const AttributeNames& names);

    /// The text of the first of the names that says something (wording/prose.hpp), as written; the elements of a list
    /// are joined by ", ". Empty: none does. A name that is not among those of the constructor is a fault of the caller
    /// (std::logic_error): what is told from these texts must not depend on others.
    std::string first(std::initializer_list<std::string_view> names) const;
    std::string one(std::string_view name) const { return first({name}); }

    /// The elements of the text with this name, as written; none when there is none.
    std::span<const std::string> raw(std::string_view name) const;

    void remove(std::string_view name);

    /// Appends all that `first` can depend on: equal keys are equal texts.
    void append_key(std::string& key) const;

  private:
    struct Text {
        std::string_view name;  ///< of m_names
        bool is_small = false;  ///< the file writes it so
        const std::vector<std::string>* texts = nullptr;
    };
    const Text* find(std::string_view name) const;

    const AttributeNames& m_names;
    std::vector<Text> m_texts;
};

}  // namespace cairn
