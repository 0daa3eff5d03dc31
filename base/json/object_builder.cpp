#include "base/json/object_builder.hpp"

#include <functional>

namespace cairn::json {

namespace {

std::uint32_t hash_of(std::string_view name) {
    return static_cast<std::uint32_t>(std::hash<std::string_view>()(name) >> 32);
}

}  // namespace

const Value* ObjectBuilder::find(std::string_view name) const {
    if (m_slots.empty()) return json::find(m_object, name);
    const std::uint32_t hash = hash_of(name);
    const std::size_t last = m_slots.size() - 1;
    for (std::size_t at = hash & last; m_slots[at].member != 0; at = (at + 1) & last) {
        if (m_slots[at].hash != hash) continue;
        const auto& member = *(m_object.MemberBegin() + (m_slots[at].member - 1));
        if (view(member.name) == name) return &member.value;
    }
    return nullptr;
}

void ObjectBuilder::index(std::string_view name, std::uint32_t member) {
    const std::uint32_t hash = hash_of(name);
    const std::size_t last = m_slots.size() - 1;
    std::size_t at = hash & last;
    while (m_slots[at].member != 0) at = (at + 1) & last;
    m_slots[at] = {hash, member};
}

void ObjectBuilder::grow() {
    std::vector<Slot> slots(m_slots.empty() ? 4 * k_few : 2 * m_slots.size());
    m_slots.swap(slots);
    std::uint32_t place = 0;
    for (const auto& member : m_object.GetObject()) index(view(member.name), ++place);
}

void ObjectBuilder::set(std::string_view name, Value value) {
    if (const Value* present = find(name)) {
        *const_cast<Value*>(present) = std::move(value);  // m_object is no constant
        return;
    }
    rapidjson::CrtAllocator allocator;  // that of json::Value, which has no state
    m_object.AddMember(string(name), std::move(value), allocator);
    const std::size_t count = m_object.MemberCount();
    if (count <= k_few) return;
    if (2 * count > m_slots.size()) {
        grow();
    } else {
        index(name, static_cast<std::uint32_t>(count));
    }
}

}  // namespace cairn::json
