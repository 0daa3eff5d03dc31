#include "validator/items_by_collection.hpp"

#include <algorithm>
#include <iterator>

namespace cairn::validate {

void ItemsByCollection::add(const Stated& stated, const std::string& path, Property& property) {
    constexpr std::size_t k_most = 1000;  // more is no list that a summary has
    std::string& first = property.values.try_emplace(stated.value, path).first->second;
    if (path < first) first = path;
    // The lowest digests stay, so that the order of threads does not show.
    if (property.values.size() > k_most) {
        property.values.erase(std::prev(property.values.end()));
        property.has_more = true;
    }
    if (!stated.number) {
        property.has_texts = true;
        return;
    }
    const double number = *stated.number;
    if (number < property.least || (number == property.least && path < property.least_in)) {
        property.least = number;
        property.least_in = path;
    }
    if (number > property.largest || (number == property.largest && path < property.largest_in)) {
        property.largest = number;
        property.largest_in = path;
    }
}

void ItemsByCollection::add(Record& record) {
    // Pages of an answer may mix Collections: then it is not known whose a value is.
    const bool mixed = std::any_of(record.members.begin(), record.members.end(),
                                   [&](const Member& member) { return member.collection != record.collection; });
    if (!record.stated.empty() && !record.collection.empty() && !mixed && record.suspects.empty()) {
        const std::scoped_lock lock(m_mutex);
        Properties& properties = m_collections[record.collection];
        for (const Stated& stated : record.stated) add(stated, record.path, properties[stated.name]);
    }
    record.stated = {};
}

const ItemsByCollection::Property* ItemsByCollection::find(std::string_view collection,
                                                           std::string_view property) const {
    const auto properties = m_collections.find(std::string(collection));
    if (properties == m_collections.end()) return nullptr;
    const auto found = properties->second.find(digest_of(property));
    return found == properties->second.end() ? nullptr : &found->second;
}

}  // namespace cairn::validate
