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
    const bool mixed = std::ranges::any_of(
        record.contents().members, [&](const Member& member) { return !(member.collection == record.collection); });
    const std::string collection = record.kind == Kind::collection ? record.id : record.collection.str();
    if (!record.stated.empty() && !collection.empty() && !mixed && record.faults().suspects.empty()) {
        const std::scoped_lock lock(m_mutex);
        Properties& properties = m_collections[collection].properties;
        const Stated* before = nullptr;
        for (const Stated& stated : record.stated) {
            Property& property = properties[stated.name];
            add(stated, record.path, property);
            // The values of one property stand side by side.
            if (record.kind == Kind::item && (before == nullptr || before->name != stated.name)) ++property.items;
            before = &stated;
        }
    }
    if (record.kind == Kind::item && !record.collection.empty()) {
        const std::scoped_lock lock(m_mutex);
        ++m_collections[record.collection.str()].items;
    }
    std::vector<Stated>().swap(record.stated);  // assigned from {} it would keep its memory: 400 bytes an Item
}

const ItemsByCollection::Property* ItemsByCollection::find(std::string_view collection,
                                                           std::string_view property) const {
    const auto properties = m_collections.find(std::string(collection));
    if (properties == m_collections.end()) return nullptr;
    const auto found = properties->second.properties.find(digest_of(property));
    return found == properties->second.properties.end() ? nullptr : &found->second;
}

bool ItemsByCollection::all_have(std::string_view collection, std::string_view property) const {
    const Property* found = find(collection, property);
    return found != nullptr && found->items > 0 && found->items == m_collections.at(std::string(collection)).items;
}

}  // namespace cairn::validate
