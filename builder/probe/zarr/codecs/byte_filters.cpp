#include "builder/probe/zarr/codecs/byte_filters.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/codecs/checksum.hpp"
#include "base/codecs/shuffle.hpp"
#include "builder/probe/zarr/codecs/failure.hpp"

namespace cairn::zarr {

namespace {

constexpr std::size_t k_sum_bytes = 4;

void copy(Bytes in, Buffer& out, std::uint64_t most) {
    if (in.size() > most) throw Damage{fmt::format("found {} bytes, expected at most {}", in.size(), most)};
    out.resize(in.size());
    std::copy(in.begin(), in.end(), out.data());
}

enum class SumAt { start, end };

SumAt place_of_sum(const json::Value& configuration, SumAt usual) {
    const std::string_view location = json::member_text(configuration, "location");
    if (location == "start") return SumAt::start;
    if (location == "end") return SumAt::end;
    return usual;
}

void set_up_checksum(Step& step, SumAt at, std::uint32_t (*compute)(Bytes)) {
    step.most_encoded = [](std::uint64_t decoded) { return decoded + k_sum_bytes; };
    step.undo = [at, compute](Bytes in, Buffer& out, std::uint64_t most) {
        if (in.size() < k_sum_bytes)
            throw Damage{
                fmt::format("found {} bytes, expected at least the {} of the checksum", in.size(), k_sum_bytes)};
        const Bytes data = at == SumAt::start ? in.subspan(k_sum_bytes) : in.first(in.size() - k_sum_bytes);
        const std::byte* stored = at == SumAt::start ? in.data() : in.data() + data.size();
        const auto sum = load_bits<std::uint32_t>(stored, ByteOrder::little);
        const std::uint32_t computed = compute(data);
        if (sum != computed)
            throw Damage{fmt::format("found the checksum {:08x}, the bytes have {:08x}", sum, computed)};
        copy(data, out, most);
    };
}

/// The first byte says how many bits of the last one are padding; the highest bit comes first.
void unpack_bits(Bytes in, Buffer& out, std::uint64_t most) {
    if (in.empty()) throw Damage{"found no bytes, expected at least one"};
    const auto padding = std::to_integer<std::size_t>(in[0]);
    const Bytes packed = in.subspan(1);
    if (padding > 7 || padding > packed.size() * 8)
        throw Damage{fmt::format("found {} bits of padding, expected at most 7", padding)};
    const std::size_t count = packed.size() * 8 - padding;
    if (count > most) throw Damage{fmt::format("found {} bits, expected at most {}", count, most)};
    out.resize(count);
    for (std::size_t i = 0; i < count; ++i) out.data()[i] = packed[i / 8] >> (7 - i % 8) & std::byte{1};
}

}  // namespace

void set_up_shuffle(Step& step, const json::Value& configuration) {
    constexpr unsigned k_usual_width = 4;
    const json::Value* found = json::find(configuration, "elementsize");
    if (found != nullptr && (!found->IsUint() || found->GetUint() > 1U << 16))
        throw Damage{"codec 'shuffle': elementsize is no usable number"};
    const std::size_t width = found == nullptr ? k_usual_width : std::max(1U, found->GetUint());
    step.undo = [width](Bytes in, Buffer& out, std::uint64_t most) {
        if (in.size() % width != 0)
            throw Damage{fmt::format("found {} bytes, expected a multiple of {}", in.size(), width)};
        if (width == 1) return copy(in, out, most);
        if (in.size() > most) throw Damage{fmt::format("found {} bytes, expected at most {}", in.size(), most)};
        out.resize(in.size());
        codecs::unshuffle(in, out.bytes(), width);
    };
}

void set_up_packbits(Step& step, const json::Value&) {
    step.most_encoded = [](std::uint64_t decoded) { return decoded / 8 + 2; };
    step.has_fixed_size = false;
    step.encoded_width = 1;
    step.undo = unpack_bits;
}

void set_up_bitround(Step& step, const json::Value&) { step.undo = copy; }

void set_up_crc32(Step& step, const json::Value& configuration) {
    set_up_checksum(step, place_of_sum(configuration, SumAt::start), codecs::crc32);
}

void set_up_adler32(Step& step, const json::Value& configuration) {
    set_up_checksum(step, place_of_sum(configuration, SumAt::start), codecs::adler32);
}

void set_up_crc32c(Step& step, const json::Value& configuration) {
    set_up_checksum(step, place_of_sum(configuration, SumAt::end), codecs::crc32c);
}

void set_up_fletcher32(Step& step, const json::Value&) { set_up_checksum(step, SumAt::end, codecs::fletcher32); }

}  // namespace cairn::zarr
