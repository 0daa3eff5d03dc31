// What a reader finds in one file or store: groups, dimensions, variables, attributes, and the values of coordinates.
// The common data model of netCDF-4, independent of any library. Nothing here is interpreted.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/outcome.hpp"
#include "builder/model/dimension_id.hpp"
#include "builder/model/referenced.hpp"

namespace cairn {

/// External type of an attribute or variable, as stored. `json`: an attribute of a Zarr store that is a structure.
/// `other`: a user-defined type (compound, enum, opaque, ...).
enum class Type : std::uint8_t {
    character,
    int8,
    uint8,
    int16,
    uint16,
    int32,
    uint32,
    int64,
    uint64,
    float32,
    float64,
    string,
    boolean,
    float16,
    complex64,  ///< two float32
    complex128,
    json,
    other
};

/// Values as stored, not unpacked and not masked: every integer type but uint64 as int64 (and booleans as 0 and 1), the
/// float types as double (exact), text (character arrays, one string a row of the last dimension; strings) as strings.
/// monostate: not read.
using Values = std::variant<std::monostate, std::vector<double>, std::vector<std::int64_t>, std::vector<std::uint64_t>,
                            std::vector<std::string>>;

struct Attribute {
    std::string name;
    Type type = Type::character;
    Values values;  ///< a character attribute is one string, trailing NUL bytes removed; of Type::json, its text as one
                    ///< string; monostate for Type::other
};

struct Dimension {
    std::string name;
    std::uint64_t size = 0;
    bool unlimited = false;
};

struct Variable {
    std::string name;
    Type type = Type::float32;
    std::vector<DimensionId> dimensions;  ///< slowest varying first
    std::vector<Attribute> attributes;
    Values
        values;  ///< of coordinates and their bounds (see probe/coordinates.hpp), in C order; monostate for all others
    std::string values_missing_because;  ///< why the values of a coordinate were not read: too large, unreadable, ...
    Values fill_value =
        {};  ///< one value: what elements that were never written have (Zarr v2); monostate: none, not known
    /// Where `values` are missing because they are too many: the first and the last row along the first dimension, in C
    /// order (two numbers of a coordinate, four of bounds). They say nothing of what lies between.
    Values ends = {};
};

struct Group {
    std::string path;          ///< "/" for the root, "/a/b" below
    std::uint32_t parent = 0;  ///< index of the enclosing group; the root is its own parent
    std::vector<Dimension> dimensions;
    std::vector<Variable> variables;
    std::vector<Attribute> attributes;
    bool consolidated = false;  ///< of a store: all metadata below stand in a document of the group's own
};

/// What makes a dataset a store.
struct StoreTraits {
    int zarr_version = 2;       ///< 2 or 3
    bool consolidated = false;  ///< all metadata stand in one document at the root, which is what the store has
    bool is_array = false;      ///< the root is an array, not a group: its values are the only variable
    std::string root = {};      ///< folder of the store inside an archive, without '/'; empty: at the top
    std::string snapshot = {};  ///< of an Icechunk repository: the id of the snapshot that was read
    bool operator==(const StoreTraits&) const = default;
};

struct Dataset {
    std::string reader;  ///< which reader produced this: "netcdf-c", ...
    std::string format;  ///< the format as the reader names it: "classic", "64-bit offset", "cdf5", "netCDF-4", ...
    std::vector<Group> groups;                        ///< [0] is the root; a group follows its parent
    std::optional<StoreTraits> store = std::nullopt;  ///< of Zarr stores and of references that stand for one
    bool is_virtual = false;                          ///< it is a store of references into other files
    std::vector<ReferencedSource> sources = {};       ///< of a virtual store, by URL
    std::vector<Problem> problems = {};               ///< what is wrong with the input although the rest could be read
};

const Attribute* find_attribute(const std::vector<Attribute>& attributes, std::string_view name);

/// The text of a character or single-string attribute, white space trimmed at both ends; empty when there is none or it
/// is not text.
std::string text_attribute(const std::vector<Attribute>& attributes, std::string_view name);

const Dimension& dimension(const Dataset& dataset, DimensionId id);

/// Product of the sizes of a variable's dimensions (1 for a scalar); saturates at 2^64 - 1.
std::uint64_t element_count(const Dataset& dataset, const Variable& variable);

std::size_t size_of(const Values& values);  ///< number of values
std::string_view name_of(Type type);        ///< numpy's names: "int8", "float32", ..., "char", "string", "other"

}  // namespace cairn
