#include "builder/probe/hdf5/global_heap.hpp"

#include <algorithm>

#include "base/saturating.hpp"
#include "builder/probe/hdf5/dataspace.hpp"

namespace cairn::hdf5 {

namespace {

constexpr std::size_t k_most_held = 4 << 20;  ///< bytes of collections that are kept for the next object

}  // namespace

std::span<const std::byte> GlobalHeap::object(Cursor& element, std::size_t value_size) {
    const std::uint64_t count = element.u32();
    const std::uint64_t address = element.address();
    const std::uint32_t index = element.u32();
    if (count == 0 || address == 0 || address == k_undefined) return {};
    const Collection& found = collection(address);
    const auto object = std::lower_bound(found.objects.begin(), found.objects.end(), index,
                                         [](const Object& a, std::uint32_t b) { return a.index < b; });
    if (object == found.objects.end() || object->index != index)
        throw Damage{m_file.offset_of(address), fmt::format("found no object {} in the global heap collection", index)};
    const std::uint64_t wanted = saturating_multiply(count, value_size);
    if (wanted > object->size)
        throw Damage{m_file.offset_of(address), fmt::format("found {} bytes of the global heap object {}, expected {}",
                                                            object->size, index, wanted)};
    return std::span(found.bytes).subspan(object->begin, wanted);
}

const GlobalHeap::Collection& GlobalHeap::collection(std::uint64_t address) {
    if (const auto known = m_collections.find(address); known != m_collections.end()) return known->second;
    Cursor head = m_file.read(address, 8ULL + m_file.sizes().length, "a global heap collection");
    head.expect_signature("GCOL", "global heap collection");
    if (const unsigned version = head.u8(); version != 1) head.unknown_version("a global heap collection", version);
    head.skip(3);
    const std::uint64_t size = head.length();
    Collection fresh;
    Cursor body = m_file.copy(address, size, "a global heap collection", fresh.bytes);
    add_objects(fresh, body);
    if (m_held + size > k_most_held) {
        m_collections.clear();
        m_held = 0;
    }
    m_held += size;
    return m_collections.emplace(address, std::move(fresh)).first->second;
}

void GlobalHeap::add_objects(Collection& collection, Cursor body) const {
    const std::size_t head_size = 8ULL + m_file.sizes().length;
    body.skip(head_size);
    bool is_sorted = true;
    while (body.remaining() >= head_size) {
        const std::uint32_t index = body.u16();
        body.skip(2 + 4);
        const std::uint64_t size = body.length();
        if (index == 0) break;  // what follows is free
        const std::uint64_t begin = body.at();
        if (size > body.remaining()) body.fail(fmt::format("found a global heap object of {} bytes", size));
        body.skip(std::min<std::uint64_t>((size + 7) / 8 * 8, body.remaining()));
        is_sorted = is_sorted && (collection.objects.empty() || collection.objects.back().index < index);
        collection.objects.push_back({index, begin, size});
    }
    if (!is_sorted)
        std::sort(collection.objects.begin(), collection.objects.end(),
                  [](const Object& a, const Object& b) { return a.index < b.index; });
    const auto is_same = [](const Object& a, const Object& b) { return a.index == b.index; };
    if (!is_sorted &&
        std::adjacent_find(collection.objects.begin(), collection.objects.end(), is_same) != collection.objects.end())
        throw Unsupported{"a global heap collection with two objects of one number"};
}

}  // namespace cairn::hdf5
