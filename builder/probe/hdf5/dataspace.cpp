#include "builder/probe/hdf5/dataspace.hpp"

#include "base/saturating.hpp"

namespace cairn::hdf5 {

namespace {

constexpr unsigned k_highest_rank = 32;

Dataspace::Kind kind_of(Cursor& body, unsigned version, unsigned rank) {
    if (version == 1) {
        body.skip(5);
        return rank == 0 ? Dataspace::Kind::scalar : Dataspace::Kind::simple;
    }
    const unsigned kind = body.u8();
    if (kind > 2) body.fail(fmt::format("found a dataspace of the kind {}, expected 0 to 2", kind));
    if (kind != 1 && rank != 0) body.fail(fmt::format("found {} dimensions of a scalar or empty dataspace", rank));
    if (kind == 1 && rank == 0) return Dataspace::Kind::scalar;
    return static_cast<Dataspace::Kind>(kind);
}

}  // namespace

std::uint64_t Dataspace::count() const { return kind == Kind::null ? 0 : checked_product(sizes).value_or(k_largest); }

Dataspace decode_dataspace(Cursor body) {
    const unsigned version = body.u8();
    if (version != 1 && version != 2) body.unknown_version("a dataspace", version);
    const unsigned rank = body.u8();
    if (rank > k_highest_rank) body.fail(fmt::format("found {} dimensions, expected at most {}", rank, k_highest_rank));
    const unsigned flags = body.u8();
    Dataspace space;
    space.kind = kind_of(body, version, rank);
    if (rank == 0) return space;
    const bool has_largest = (flags & 1) != 0;
    const std::size_t width = body.sizes().length;
    const std::uint64_t unlimited = width == 8 ? UINT64_MAX : (1ULL << (8 * width)) - 1;
    space.sizes.reserve(rank);
    for (unsigned i = 0; i < rank; ++i) space.sizes.push_back(body.length());
    space.largest = space.sizes;
    if (!has_largest) return space;
    for (unsigned i = 0; i < rank; ++i) {
        const std::uint64_t largest = body.length();
        if (largest < space.sizes[i])
            body.fail(fmt::format("found a dimension of {}, which may have at most {}", space.sizes[i], largest));
        space.largest[i] = largest == unlimited ? k_undefined : largest;
    }
    return space;
}

}  // namespace cairn::hdf5
