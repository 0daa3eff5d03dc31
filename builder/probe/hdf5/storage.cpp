#include "builder/probe/hdf5/storage.hpp"

namespace cairn::hdf5 {

namespace {

constexpr unsigned k_highest_rank = 33;  ///< the dataset's and one for the bytes of an element

class LayoutParser {
  public:
    LayoutParser(Cursor body, std::size_t rank, std::uint32_t element_size)
        : m_body(body), m_rank(rank), m_element_size(element_size) {}

    Layout parse() {
        const unsigned version = m_body.u8();
        if (version == 1 || version == 2) {
            parse_old();
        } else if (version == 3 || version == 4) {
            parse_new(version);
        } else {
            m_body.unknown_version("a data layout", version);
        }
        return std::move(m_layout);
    }

  private:
    static Layout::Kind kind_of(const Cursor& body, unsigned kind) {
        if (kind > 3) body.fail(fmt::format("found a data layout of the class {}, expected 0 to 3", kind));
        return static_cast<Layout::Kind>(kind);
    }

    void parse_old() {
        const unsigned rank = m_body.u8();
        check_rank(rank);
        m_layout.kind = kind_of(m_body, m_body.u8());
        m_body.skip(5);
        if (m_layout.kind != Layout::Kind::compact) m_layout.address = m_body.address();
        std::vector<std::uint64_t> sizes;
        for (unsigned i = 0; i < rank; ++i) sizes.push_back(m_body.u32());
        if (m_layout.kind == Layout::Kind::chunked) {
            if (sizes.empty()) m_body.fail("found chunks of no dimensions");
            const std::uint64_t element_size = sizes.back();
            sizes.pop_back();
            set_chunk(std::move(sizes), element_size);
        } else if (m_layout.kind == Layout::Kind::compact) {
            keep_compact(m_body.u32());
        } else {
            // The dataspace says how many values there are.
            m_layout.size = k_undefined;
        }
    }

    void parse_new(unsigned version) {
        m_layout.kind = kind_of(m_body, m_body.u8());
        switch (m_layout.kind) {
            case Layout::Kind::compact:
                return keep_compact(m_body.u16());
            case Layout::Kind::contiguous:
                m_layout.address = m_body.address();
                m_layout.size = m_body.length();
                return;
            case Layout::Kind::chunked:
                return version == 3 ? parse_chunked_3() : parse_chunked_4();
            case Layout::Kind::virtual_dataset:
                return;
        }
    }

    void check_rank(unsigned rank) const {
        if (rank > k_highest_rank) m_body.fail(fmt::format("found {} dimensions of a data layout", rank));
    }

    void keep_compact(std::uint64_t size) {
        const auto bytes = m_body.bytes(size);
        m_layout.size = size;
        m_layout.compact.assign(bytes.begin(), bytes.end());
    }

    void parse_chunked_3() {
        const unsigned rank = m_body.u8();
        check_rank(rank);
        m_layout.address = m_body.address();
        std::vector<std::uint64_t> sizes;
        for (unsigned i = 0; i + 1 < rank; ++i) sizes.push_back(m_body.u32());
        set_chunk(std::move(sizes), m_body.u32());
    }

    void parse_chunked_4() {
        const unsigned flags = m_body.u8();
        const unsigned rank = m_body.u8();
        check_rank(rank);
        const std::size_t width = m_body.u8();
        if (width == 0 || width > 8) m_body.fail(fmt::format("found chunk sizes of {} bytes", width));
        std::vector<std::uint64_t> sizes;
        for (unsigned i = 0; i + 1 < rank; ++i) sizes.push_back(m_body.number(width));
        set_chunk(std::move(sizes), m_body.number(width));
        m_layout.edges_are_unfiltered = (flags & 1) != 0;
        const unsigned index = m_body.u8();
        if (index < 1 || index > 5)
            m_body.fail(fmt::format("found a chunk index of the type {}, expected 1 to 5", index));
        m_layout.index = static_cast<ChunkIndex>(index);
        switch (m_layout.index) {
            case ChunkIndex::single:
                if ((flags & 2) == 0) break;
                m_layout.single_stored_size = m_body.length();
                m_layout.single_filter_mask = m_body.u32();
                break;
            case ChunkIndex::fixed_array:
                m_body.skip(1);
                break;
            case ChunkIndex::extensible_array:
                m_body.skip(5);
                break;
            case ChunkIndex::btree_v2:
                m_body.skip(6);
                break;
            default:
                break;
        }
        m_layout.address = m_body.address();
    }

    void set_chunk(std::vector<std::uint64_t> sizes, std::uint64_t element_size) {
        if (sizes.size() != m_rank)
            m_body.fail(fmt::format("found chunks of {} dimensions of a dataset of {}", sizes.size(), m_rank));
        if (element_size != m_element_size)
            m_body.fail(
                fmt::format("found chunks of elements of {} bytes, the datatype has {}", element_size, m_element_size));
        for (const std::uint64_t size : sizes) {
            if (size == 0) m_body.fail("found chunks of no size");
        }
        m_layout.chunk = std::move(sizes);
    }

    Cursor m_body;
    std::size_t m_rank;
    std::uint32_t m_element_size;
    Layout m_layout;
};

void keep(FillValue& fill, Cursor& body, std::uint64_t size) {
    const auto bytes = body.bytes(size);
    fill.bytes.assign(bytes.begin(), bytes.end());
}

FillValue decode_fill(Cursor body) {
    constexpr unsigned k_never = 1;
    FillValue fill;
    const unsigned version = body.u8();
    if (version < 1 || version > 3) body.unknown_version("a fill value", version);
    if (version == 3) {
        const unsigned flags = body.u8();
        fill.is_never_written = ((flags >> 2) & 3) == k_never;
        fill.is_undefined = (flags & 0x10) != 0;
        fill.is_set_by_user = (flags & 0x20) != 0;
        if (fill.is_set_by_user) keep(fill, body, body.u32());
        return fill;
    }
    body.skip(1);
    fill.is_never_written = body.u8() == k_never;
    const bool is_defined = body.u8() != 0;
    if (version == 2 && !is_defined) {
        fill.is_undefined = true;
        return fill;
    }
    const std::uint32_t size = body.u32();
    // All ones: undefined; zero: the default.
    if (size == UINT32_MAX) fill.is_undefined = true;
    if (size == UINT32_MAX || size == 0) return fill;
    fill.is_set_by_user = true;
    keep(fill, body, size);
    return fill;
}

FillValue decode_old_fill(Cursor body) {
    FillValue fill;
    const std::uint32_t size = body.u32();
    fill.is_set_by_user = size > 0;
    keep(fill, body, size);
    return fill;
}

}  // namespace

Storage decode_storage(const ObjectHeader& header, SharedMessages& shared, std::size_t rank,
                       std::uint32_t element_size) {
    Storage storage;
    bool has_layout = false;
    std::vector<std::byte> kept;
    for (const Message& message : header.messages) {
        const auto body = [&] { return shared.resolve(header.body(message), message.is_shared(), message.type, kept); };
        switch (message.type) {
            case MessageType::layout:
                storage.layout = LayoutParser(body(), rank, element_size).parse();
                has_layout = true;
                break;
            case MessageType::filter_pipeline:
                storage.filters = decode_filters(body());
                break;
            case MessageType::fill_value:
                storage.fill = decode_fill(body());
                break;
            case MessageType::old_fill_value:
                if (header.find(MessageType::fill_value) == nullptr) storage.fill = decode_old_fill(body());
                break;
            case MessageType::external_files:
                storage.is_external = true;
                break;
            default:
                break;
        }
    }
    if (!has_layout)
        throw Damage{header.messages.empty() ? 0 : header.messages[0].file_offset,
                     "found a dataset without a data layout"};
    return storage;
}

}  // namespace cairn::hdf5
