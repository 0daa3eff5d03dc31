#include "builder/shards/shard_file.hpp"

#include <fmt/format.h>

#include <limits>
#include <variant>

#include "base/json/parse.hpp"
#include "base/json/write.hpp"

namespace cairn {

namespace {

std::uint32_t small_number(const json::Value& object, std::string_view name) {
    const json::Value* value = json::find(object, name);
    return value != nullptr && value->IsUint() ? value->GetUint() : 0;
}

}  // namespace

ShardHeader header_of(const PlanFolder& plan, std::uint32_t shard) {
    return {plan.id(), catalog_of(plan.head().inputs), plan.head().now_s, shard, plan.head().shards};
}

std::string encode(const ShardHeader& header) {
    json::Value value = json::object();
    json::set(value, "cairn_shard", json::Value(std::uint64_t{1}));
    json::set(value, "plan", header.plan);
    json::set(value, "catalog", header.catalog);
    json::set(value, "planned", json::integer(header.planned_s));
    json::set(value, "shard", json::Value(std::uint64_t{header.shard}));
    json::set(value, "of", json::Value(std::uint64_t{header.of}));
    return json::write(value);
}

ShardHeader decode_shard_header(std::string_view bytes, const std::string& path) {
    const auto parsed = json::parse(bytes);
    const json::Value* value = std::get_if<json::Value>(&parsed);
    ShardHeader header;
    if (value != nullptr && small_number(*value, "cairn_shard") == 1) {
        const json::Value* planned = json::find(*value, "planned");
        header = {std::string(json::member_text(*value, "plan")), std::string(json::member_text(*value, "catalog")),
                  planned != nullptr && planned->IsInt64() ? planned->GetInt64() : 0, small_number(*value, "shard"),
                  small_number(*value, "of")};
        if (header.shard >= 1 && header.shard <= header.of) return header;
    }
    throw FramesDamaged("'" + path + "' does not say which shard of which plan it is, or is of a newer cairn");
}

std::string shard_name(std::uint32_t shard, std::uint32_t of) {
    return fmt::format("shard-{:05}-of-{:05}.facts", shard, of);
}

}  // namespace cairn
