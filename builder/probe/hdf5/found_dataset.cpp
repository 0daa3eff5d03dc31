#include "builder/probe/hdf5/found_dataset.hpp"

#include <algorithm>

#include "builder/probe/hdf5/elements.hpp"

namespace cairn::hdf5 {

namespace {

constexpr std::string_view k_non_coordinate = "_nc4_non_coord_";
constexpr std::string_view k_dimension_only = "This is a netCDF dimension but not a netCDF variable.";
constexpr std::int64_t k_highest_dimension_id = 1 << 20;

/// Text of the attributes of HDF5's dimension scales; nothing when it is not text.
std::optional<std::string> scale_text(const StoredAttribute& stored) {
    if (stored.type.is_variable_text()) throw Unsupported{"a dimension scale described in text of variable length"};
    if (!stored.type.is_fixed_text()) return std::nullopt;
    return std::string(terminated_text(stored.data.rest().first(stored.bytes())));
}

/// What the hidden attributes of a dataset say.
struct Hidden {
    bool is_scale = false;
    bool is_dimension_only = false;
    std::optional<std::int64_t> dimension_id;
    std::optional<std::vector<std::int64_t>> dimension_ids;
    std::vector<std::uint64_t> scales;
};

class DatasetReader {
  public:
    DatasetReader(SharedMessages& shared, GlobalHeap& heap, AttributeConverter& converter)
        : m_shared(shared), m_heap(heap), m_converter(converter) {}

    void read(File& file, const ObjectHeader& header) {
        const Message* space = header.find(MessageType::dataspace);
        const Message* type = header.find(MessageType::datatype);
        m_variable.space = m_shared.dataspace(header.body(*space), space->is_shared());
        if (m_variable.space.kind == Dataspace::Kind::null) throw Unsupported{"a dataset without elements or shape"};
        m_variable.stored_type = m_shared.datatype(header.body(*type), type->is_shared());
        m_variable.storage =
            decode_storage(header, m_shared, m_variable.space.sizes.size(), m_variable.stored_type.size);
        for_each_attribute(file, m_shared, header,
                           [this](const AttributeMessage& message) { read_attribute(message); });
    }

    FoundVariable& variable() { return m_variable; }
    const Hidden& hidden() const { return m_hidden; }

  private:
    void read_attribute(const AttributeMessage& message) {
        const std::string_view name = message.name();
        if (!is_hidden_attribute(name))
            return add_attribute(m_variable.attributes, m_converter, name, message.decode());
        if (name == "CLASS") {
            read_class(message.decode());
        } else if (name == "NAME") {
            m_hidden.is_dimension_only = scale_text(message.decode()).value_or("").starts_with(k_dimension_only);
        } else if (name == "_Netcdf4Dimid") {
            const StoredAttribute stored = message.decode();
            if (stored.space.count() != 1) throw Unsupported{"a dimension number that is not one number"};
            m_hidden.dimension_id = integer_of(stored.type, stored.data.rest());
        } else if (name == "_Netcdf4Coordinates") {
            read_dimension_ids(message.decode());
        } else if (name == "DIMENSION_LIST") {
            read_scales(message.decode());
        }
    }

    void read_class(const StoredAttribute& stored) {
        constexpr std::string_view k_scale = "DIMENSION_SCALE";
        constexpr unsigned k_ends_at_nul = 0;
        const auto text = scale_text(stored);
        if (!text || stored.type.padding != k_ends_at_nul) return;
        m_hidden.is_scale = *text == k_scale;
        // HDF5 compares as many characters as the shorter has.
        if (!m_hidden.is_scale && (text->starts_with(k_scale) || k_scale.starts_with(*text)))
            throw Unsupported{fmt::format("a dimension scale of the class {}", *text)};
    }

    void read_dimension_ids(const StoredAttribute& stored) {
        const bool is_int = stored.type.kind == Class::integer && stored.type.is_plain && stored.type.size == 4 &&
                            stored.type.is_signed && !stored.type.is_big_endian;
        if (!is_int || stored.space.count() != m_variable.space.sizes.size())
            throw Unsupported{"dimension numbers that are not one integer a dimension"};
        const Values values = numbers_of(stored.type, stored.data.rest(), stored.space.count());
        m_hidden.dimension_ids = std::get<std::vector<std::int64_t>>(values);
    }

    /// A list of references for each dimension. The last of a list counts; dimensions have scales all or none.
    void read_scales(const StoredAttribute& stored) {
        const std::size_t rank = m_variable.space.sizes.size();
        if (rank == 0) return;
        const bool is_list = stored.type.kind == Class::variable_length && !stored.type.is_string &&
                             stored.type.members.front().type.kind == Class::reference &&
                             stored.type.members.front().type.reference_kind == 0 &&
                             stored.type.members.front().type.size == stored.data.sizes().address;
        if (!is_list || stored.space.count() != rank)
            throw Unsupported{"a list of dimensions that is none of references"};
        Cursor data = stored.data;
        const std::size_t width = data.sizes().address;
        std::size_t attached = 0;
        for (std::size_t i = 0; i < rank; ++i) {
            const auto references = m_heap.object(data, width);
            if (i == 0 && references.empty()) return;
            attached += references.empty() ? 0 : 1;
            m_hidden.scales.push_back(
                references.empty() ? k_undefined : little_endian(references.data() + references.size() - width, width));
        }
        if (attached != rank) m_has_gaps = true;
    }

  public:
    bool has_gaps() const { return m_has_gaps; }

  private:
    SharedMessages& m_shared;
    GlobalHeap& m_heap;
    AttributeConverter& m_converter;
    FoundVariable m_variable;
    Hidden m_hidden;
    bool m_has_gaps = false;
};

/// Returns the dimension's number.
std::int64_t add_dimension(FoundFile& found, FoundGroup& group, const DatasetReader& dataset, const Dataspace& space,
                           std::string_view name, std::uint64_t address) {
    if (space.sizes.empty()) throw Unsupported{"a dimension scale without a dimension"};
    if (name.starts_with(k_non_coordinate)) throw Unsupported{"a dimension scale that is named as no coordinate"};
    FoundDimension dimension;
    dimension.name = name;
    dimension.id = dataset.hidden().dimension_id.value_or(-1);
    if (dimension.id < 0) dimension.id = found.next_dimension_id;
    if (dimension.id > k_highest_dimension_id) throw Unsupported{fmt::format("the dimension number {}", dimension.id)};
    found.next_dimension_id = std::max(found.next_dimension_id, dimension.id + 1);
    dimension.size = space.sizes[0];
    // libnetcdf takes a size of 0 for "unlimited" too.
    dimension.unlimited = space.largest[0] == k_undefined || dimension.size == 0;
    dimension.scale = address;
    group.dimensions.push_back(std::move(dimension));
    return group.dimensions.back().id;
}

/// A deflate or szip filter with other parameters makes libnetcdf give up the file.
void check_filters(const std::vector<Filter>& filters) {
    for (const Filter& filter : filters) {
        const std::size_t count = filter.parameters.size();
        if ((filter.id == FilterId::deflate && (count != 1 || filter.parameters[0] > 9)) ||
            (filter.id == FilterId::szip && count != 4 && count != 0))
            throw Unsupported{"a filter with unusual parameters"};
    }
}

}  // namespace

void add_attribute(FoundAttributes& attributes, AttributeConverter& converter, std::string_view name,
                   const StoredAttribute& stored) {
    auto attribute = converter.convert(name, stored);
    if (!attribute) return;
    if (attribute->type == Type::other) attributes.user_typed.push_back({attributes.all.size(), stored.type});
    attributes.all.push_back(*std::move(attribute));
}

void add_dataset(FoundFile& found, FoundGroup& group, File& file, SharedMessages& shared, GlobalHeap& heap,
                 AttributeConverter& converter, const ObjectHeader& header, std::string_view name) {
    DatasetReader dataset(shared, heap, converter);
    dataset.read(file, header);
    FoundVariable& variable = dataset.variable();
    const Hidden& hidden = dataset.hidden();
    std::optional<std::int64_t> own_dimension;
    if (hidden.is_scale) {
        own_dimension = add_dimension(found, group, dataset, variable.space, name, header.address);
        if (hidden.is_dimension_only) return;
    }
    variable.name = name.starts_with(k_non_coordinate) && name.size() > k_non_coordinate.size()
                        ? name.substr(k_non_coordinate.size())
                        : name;
    variable.is_scale = hidden.is_scale;
    variable.dimension_ids = hidden.dimension_ids;
    if (hidden.is_scale && variable.space.sizes.size() == 1) variable.dimension_ids = {*own_dimension};
    if (hidden.is_scale && !variable.dimension_ids)
        throw Unsupported{fmt::format("the dimension scale {} of several dimensions without their numbers", name)};
    if (!variable.dimension_ids) {
        if (dataset.has_gaps())
            throw Unsupported{fmt::format("the variable {}, only some of whose dimensions have scales", name)};
        variable.scales = hidden.scales;
    }
    const auto type = variable_type(variable.stored_type, found.types);
    if (!type) return;
    variable.type = *type;
    check_filters(variable.storage.filters);
    group.variables.push_back(std::move(variable));
}

}  // namespace cairn::hdf5
