#include "builder/probe/zarr/codecs/number_filters.hpp"

#include <fmt/format.h>

#include "builder/probe/zarr/codecs/failure.hpp"
#include "builder/probe/zarr/codecs/numbers.hpp"
#include "builder/probe/zarr/data_type.hpp"

namespace cairn::zarr {

namespace {

using Kind = DataType::Kind;

DataType number_type(const Step& step, const json::Value& configuration, std::string_view member) {
    const json::Value* found = json::find(configuration, member);
    if (found == nullptr || !found->IsString())
        throw Damage{fmt::format("codec '{}': its {} is missing", step.name, member)};
    std::string why_not;
    const auto type = parse_codec_type(json::view(*found), why_not);
    if (!type || !is_number(*type))
        throw Unsupported{fmt::format("codec '{}' for the type '{}' is not known", step.name, json::view(*found))};
    return *type;
}

struct Types {
    DataType encoded;
    DataType decoded;
};

/// `dtype` and, when it differs, `astype`.
Types types_of(const Step& step, const json::Value& configuration) {
    const DataType decoded = number_type(step, configuration, "dtype");
    const json::Value* astype = json::find(configuration, "astype");
    if (astype == nullptr || astype->IsNull()) return {decoded, decoded};
    return {number_type(step, configuration, "astype"), decoded};
}

/// `convert` takes and gives a Number, element after element.
template <class MakeConvert>
void set_up_numbers(Step& step, const Types& types, MakeConvert make_convert) {
    const std::uint64_t from = types.encoded.item_bytes;
    const std::uint64_t to = types.decoded.item_bytes;
    step.encoded_width = types.encoded.item_bytes;
    step.most_encoded = [from, to](std::uint64_t decoded) { return decoded / to * from; };
    step.undo = [types, from, to, make_convert](Bytes in, Buffer& out, std::uint64_t most) {
        if (in.size() % from != 0)
            throw Damage{fmt::format("found {} bytes, expected a multiple of {}", in.size(), from)};
        const std::size_t count = in.size() / from;
        if (count > most / to) throw Damage{fmt::format("found {} elements, expected at most {}", count, most / to)};
        out.resize(count * to);
        auto convert = make_convert();
        for (std::size_t i = 0; i < count; ++i)
            store_number(types.decoded, convert(load_number(types.encoded, in.data() + i * from)), out.data() + i * to);
    };
}

/// A number as the type holds it.
Number as(const DataType& type, Number number) {
    std::byte element[8];
    store_number(type, number, element);
    return load_number(type, element);
}

Number sum(const DataType& type, Number left, Number right) {
    if (type.kind == Kind::floating) return rounded_to(type, std::get<double>(left) + std::get<double>(right));
    if (const auto* natural = std::get_if<std::uint64_t>(&left)) return *natural + std::get<std::uint64_t>(right);
    const auto bits = static_cast<std::uint64_t>(std::get<std::int64_t>(left)) +
                      static_cast<std::uint64_t>(std::get<std::int64_t>(right));
    return static_cast<std::int64_t>(bits);
}

double finite_member(const Step& step, const json::Value& configuration, std::string_view name) {
    const json::Value* found = json::find(configuration, name);
    if (found == nullptr || !found->IsNumber())
        throw Damage{fmt::format("codec '{}': its {} is missing", step.name, name)};
    return found->GetDouble();
}

double as_double(Number number) {
    return std::visit([](auto value) { return static_cast<double>(value); }, number);
}

}  // namespace

void set_up_delta(Step& step, const json::Value& configuration) {
    const Types types = types_of(step, configuration);
    if (types.decoded.kind == Kind::boolean)
        throw Unsupported{fmt::format("codec '{}' for booleans is not known", step.name)};
    set_up_numbers(step, types, [type = types.decoded] {
        return [type, total = as(type, std::int64_t{0})](Number difference) mutable {
            total = as(type, sum(type, total, as(type, difference)));
            return total;
        };
    });
}

void set_up_fixed_scale_offset(Step& step, const json::Value& configuration) {
    const Types types = types_of(step, configuration);
    const double scale = finite_member(step, configuration, "scale");
    const double offset = finite_member(step, configuration, "offset");
    if (scale == 0) throw Damage{fmt::format("codec '{}': its scale is 0", step.name)};
    DataType arithmetic = types.encoded;
    if (arithmetic.kind != Kind::floating) arithmetic.item_bytes = 8;
    set_up_numbers(step, types, [=] {
        return [=](Number number) -> Number {
            const double scaled = rounded_to(arithmetic, as_double(number) / rounded_to(arithmetic, scale));
            return rounded_to(arithmetic, scaled + rounded_to(arithmetic, offset));
        };
    });
}

void set_up_quantize(Step& step, const json::Value& configuration) {
    const auto identity = [] { return [](Number number) { return number; }; };
    set_up_numbers(step, types_of(step, configuration), identity);
}

void set_up_astype(Step& step, const json::Value& configuration) {
    const Types types{number_type(step, configuration, "encode_dtype"),
                      number_type(step, configuration, "decode_dtype")};
    const auto identity = [] { return [](Number number) { return number; }; };
    set_up_numbers(step, types, identity);
}

}  // namespace cairn::zarr
