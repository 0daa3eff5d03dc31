#include "validator/misnamed_collections.hpp"

#include <cstddef>
#include <set>

namespace cairn::validate {

namespace {

struct Names {
    std::string_view other;  ///< the first one that is not its id
    std::size_t count = 0;
    bool agree = true;  ///< they all name the other one
};

}  // namespace

bool names_collection(const Record& record) {
    return record.kind == Kind::item || record.kind == Kind::items_page || record.kind == Kind::asset_page;
}

std::map<const Record*, std::string_view> misnamed_collections(const Tree& tree) {
    std::map<const Record*, Names> names;
    std::set<std::string_view> ids;
    for (const Record& record : tree.records()) {
        if (record.kind == Kind::collection) ids.insert(record.id);
        const Record* collection = names_collection(record) ? tree.collection_of(record) : nullptr;
        const std::string_view name = record.collection;
        if (collection == nullptr || collection->kind != Kind::collection || name.empty()) continue;
        Names& known = names[collection];
        if (known.count++ == 0) known.other = name;
        known.agree = known.agree && name == known.other && name != collection->id;
    }
    std::map<const Record*, std::string_view> misnamed;
    for (const auto& [collection, known] : names)
        if (known.agree && known.count > 1 && ids.count(known.other) == 0) misnamed.emplace(collection, known.other);
    return misnamed;
}

}  // namespace cairn::validate
