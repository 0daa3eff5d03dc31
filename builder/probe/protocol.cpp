#include "builder/probe/protocol.hpp"

#include <type_traits>

#include "builder/probe/wire.hpp"

namespace cairn {

namespace {

constexpr std::string_view k_magic = "CRNW";
constexpr std::uint8_t k_version = 2;

void put(WireWriter& out, const Values& values) {
    out.u8(static_cast<std::uint8_t>(values.index()));
    std::visit(
        [&out](const auto& held) {
            using Held = std::decay_t<decltype(held)>;
            if constexpr (std::is_same_v<Held, std::vector<std::string>>) {
                out.u64(held.size());
                for (const std::string& text : held) out.text(text);
            } else if constexpr (!std::is_same_v<Held, std::monostate>) {
                out.u64(held.size());
                out.raw(held.data(), held.size() * sizeof held[0]);
            }
        },
        values);
}

void put(WireWriter& out, const Attribute& attribute) {
    out.text(attribute.name);
    out.u8(static_cast<std::uint8_t>(attribute.type));
    put(out, attribute.values);
}

void put(WireWriter& out, const Dimension& dimension) {
    out.text(dimension.name);
    out.u64(dimension.size);
    out.u8(dimension.unlimited ? 1 : 0);
}

void put(WireWriter& out, DimensionId id) {
    out.u64(id.group);
    out.u64(id.index);
}

// Argument-dependent lookup does not reach an unnamed namespace: what the template calls is declared before it.
void put(WireWriter& out, const Variable& variable);
void put(WireWriter& out, const Group& group);

template <class T>
void put(WireWriter& out, const std::vector<T>& list) {
    out.u64(list.size());
    for (const T& element : list) put(out, element);
}

void put(WireWriter& out, const Variable& variable) {
    out.text(variable.name);
    out.u8(static_cast<std::uint8_t>(variable.type));
    put(out, variable.dimensions);
    put(out, variable.attributes);
    put(out, variable.values);
    out.text(variable.values_missing_because);
    put(out, variable.ends);
}

void put(WireWriter& out, const Group& group) {
    out.text(group.path);
    out.u64(group.parent);
    put(out, group.dimensions);
    put(out, group.variables);
    put(out, group.attributes);
}

template <class T>
std::vector<T> take_numbers(WireReader& in) {
    std::vector<T> numbers(in.count(sizeof(T)));
    in.raw(numbers.data(), numbers.size() * sizeof(T));
    return numbers;
}

void take(WireReader& in, std::string& text) { text = in.text(); }

void take(WireReader& in, Type& type) { type = static_cast<Type>(in.u8_up_to(static_cast<std::uint8_t>(Type::other))); }

void take(WireReader& in, Attribute& attribute);
void take(WireReader& in, Dimension& dimension);
void take(WireReader& in, DimensionId& id);
void take(WireReader& in, Variable& variable);
void take(WireReader& in, Group& group);

/// `least_bytes`: of one encoded element, so that a count cannot ask for more memory than a small multiple of the
/// frame.
template <class T>
void take(WireReader& in, std::vector<T>& list, std::uint64_t least_bytes) {
    list.resize(in.count(least_bytes));
    for (T& element : list) {
        if (in.failed()) return;
        take(in, element);
    }
}

void take(WireReader& in, Values& values) {
    switch (in.u8_up_to(4)) {
        case 0:
            values = std::monostate{};
            return;
        case 1:
            values = take_numbers<double>(in);
            return;
        case 2:
            values = take_numbers<std::int64_t>(in);
            return;
        case 3:
            values = take_numbers<std::uint64_t>(in);
            return;
        default:
            take(in, values.emplace<std::vector<std::string>>(), 8);
    }
}

void take(WireReader& in, Attribute& attribute) {
    take(in, attribute.name);
    take(in, attribute.type);
    take(in, attribute.values);
}

void take(WireReader& in, Dimension& dimension) {
    take(in, dimension.name);
    dimension.size = in.u64();
    dimension.unlimited = in.flag();
}

void take(WireReader& in, DimensionId& id) {
    id.group = in.index();
    id.index = in.index();
}

void take(WireReader& in, Variable& variable) {
    take(in, variable.name);
    take(in, variable.type);
    take(in, variable.dimensions, 16);
    take(in, variable.attributes, 10);
    take(in, variable.values);
    take(in, variable.values_missing_because);
    take(in, variable.ends);
}

void take(WireReader& in, Group& group) {
    take(in, group.path);
    group.parent = in.index();
    take(in, group.dimensions, 17);
    take(in, group.variables, 35);
    take(in, group.attributes, 10);
}

bool dimensions_exist(const Dataset& dataset) {
    for (const Group& group : dataset.groups) {
        for (const Variable& variable : group.variables) {
            for (const DimensionId id : variable.dimensions) {
                if (id.group >= dataset.groups.size() || id.index >= dataset.groups[id.group].dimensions.size())
                    return false;
            }
        }
    }
    return true;
}

bool is_sound(const Dataset& dataset) {
    if (dataset.groups.empty() || dataset.groups[0].parent != 0) return false;
    for (std::size_t i = 1; i < dataset.groups.size(); ++i) {
        if (dataset.groups[i].parent >= i) return false;
    }
    return dimensions_exist(dataset);
}

bool is_whole(const WireReader& in) { return !in.failed() && in.at_end(); }

}  // namespace

std::string encode_frame_header(const FrameHeader& header) {
    WireWriter out;
    out.raw(k_magic.data(), k_magic.size());
    out.u8(k_version);
    out.u8(static_cast<std::uint8_t>(header.kind));
    out.u8(0);
    out.u8(0);
    out.u64(header.length);
    return out.take();
}

std::optional<FrameHeader> decode_frame_header(std::string_view bytes) {
    if (bytes.size() != k_frame_header_bytes || !bytes.starts_with(k_magic)) return std::nullopt;
    WireReader in(bytes.substr(k_magic.size()));
    const bool known_version = in.u8() == k_version;
    FrameHeader header;
    header.kind = static_cast<FrameKind>(in.u8_up_to(static_cast<std::uint8_t>(FrameKind::problem)));
    const bool reserved_is_zero = in.u8() == 0 && in.u8() == 0;
    header.length = in.u64();
    if (in.failed() || !known_version || !reserved_is_zero) return std::nullopt;
    return header;
}

std::string encode(const ReadRequest& request) {
    WireWriter out;
    out.text(request.path);
    out.u64(request.limits.coordinate_bytes);
    out.u64(request.seconds);
    out.u64(request.largest_reply_bytes);
    return out.take();
}

std::string encode(const Dataset& dataset) {
    WireWriter out;
    out.text(dataset.reader);
    out.text(dataset.format);
    put(out, dataset.groups);
    return out.take();
}

std::string encode(const Problem& problem) {
    WireWriter out;
    out.u8(static_cast<std::uint8_t>(problem.stage));
    out.text(problem.code);
    out.text(problem.path);
    out.text(problem.message);
    out.u8(static_cast<std::uint8_t>(problem.severity));
    out.u8(problem.offset ? 1 : 0);
    out.u64(problem.offset.value_or(0));
    return out.take();
}

std::optional<ReadRequest> decode_request(std::string_view payload) {
    WireReader in(payload);
    ReadRequest request;
    take(in, request.path);
    request.limits.coordinate_bytes = in.u64();
    request.seconds = in.u64();
    request.largest_reply_bytes = in.u64();
    if (!is_whole(in)) return std::nullopt;
    return request;
}

std::optional<Dataset> decode_dataset(std::string_view payload) {
    WireReader in(payload);
    Dataset dataset;
    take(in, dataset.reader);
    take(in, dataset.format);
    take(in, dataset.groups, 40);
    if (!is_whole(in) || !is_sound(dataset)) return std::nullopt;
    return dataset;
}

std::optional<Problem> decode_problem(std::string_view payload) {
    WireReader in(payload);
    Problem problem;
    problem.stage = static_cast<Stage>(in.u8_up_to(static_cast<std::uint8_t>(Stage::write)));
    take(in, problem.code);
    take(in, problem.path);
    take(in, problem.message);
    problem.severity = static_cast<Severity>(in.u8_up_to(static_cast<std::uint8_t>(Severity::warning)));
    const bool has_offset = in.flag();
    const std::uint64_t offset = in.u64();
    if (has_offset) problem.offset = offset;
    if (!is_whole(in)) return std::nullopt;
    return problem;
}

}  // namespace cairn
