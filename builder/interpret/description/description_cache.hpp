// What files of one dataset say in words, read once for all of them.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>

#include "builder/interpret/description/attribute_texts.hpp"
#include "builder/model/description.hpp"

namespace cairn {

/// Files of one dataset say the same in the attributes that a description is made of, while their dates and histories
/// differ; making one takes longer than reading the header of a small file. The cache forgets all when it is full, so
/// that an archive whose files all say something else costs no memory. Threads: one each.
class DescriptionCache {
  public:
    /// What `make` gave for these texts before, else what it gives now.
    template <class Make>
    std::shared_ptr<const Description> find_or(const AttributeTexts& texts, Make make) {
        set_key(texts);
        if (const auto known = m_known.find(m_key); known != m_known.end()) return known->second;
        auto made = make();
        keep(made);
        return made;
    }

  private:
    void set_key(const AttributeTexts& texts);
    void keep(std::shared_ptr<const Description> made);

    std::string m_key;  ///< of the last search; kept for its memory
    std::unordered_map<std::string, std::shared_ptr<const Description>> m_known;
    std::size_t m_size = 0;  ///< of the keys
};

}  // namespace cairn
