#include "builder/probe/hdf5/walk.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "builder/probe/hdf5/found_dataset.hpp"
#include "builder/probe/hdf5/links.hpp"
#include "builder/probe/reader.hpp"

namespace cairn::hdf5 {

namespace {

constexpr std::size_t k_most_objects = 500'000;
constexpr std::size_t k_most_soft_links = 1000;
constexpr std::size_t k_most_link_hops = 16;  ///< as HDF5
constexpr std::size_t k_longest_name = 256;

class Walker {
  public:
    Walker(File& file, SharedMessages& shared, GlobalHeap& heap, std::uint64_t root)
        : m_file(file), m_shared(shared), m_heap(heap), m_root(root), m_converter(heap) {}

    FoundFile walk() {
        add_group(m_root, "/", 0);
        return std::move(m_found);
    }

  private:
    struct Child {
        std::string name;
        std::uint64_t address;
    };

    void add_group(std::uint64_t address, const std::string& path, std::uint32_t parent) {
        check_depth(address);
        m_around.push_back(address);
        const auto index = static_cast<std::uint32_t>(m_found.groups.size());
        m_found.groups.emplace_back();
        group(index).path = path;
        group(index).parent = parent;
        if (index != 0) group(parent).children.push_back(index);
        const std::vector<Child> children = read_group(address, index);
        for (const Child& child : children)
            add_group(child.address, (path == "/" ? path : path + "/") + child.name, index);
        m_around.pop_back();
    }

    FoundGroup& group(std::uint32_t index) { return m_found.groups[index]; }

    void check_depth(std::uint64_t address) const {
        const bool is_own = std::find(m_around.begin(), m_around.end(), address) != m_around.end();
        if (!is_own && m_around.size() <= k_deepest_group && m_found.groups.size() < k_most_groups) return;
        throw Refused{
            "probe/too-many-groups",
            fmt::format("found {}; at most {} groups and {} levels are read: exclude the file or write it again",
                        is_own ? "a group that contains itself"
                               : fmt::format("{} groups, {} deep", m_found.groups.size() + 1, m_around.size()),
                        k_most_groups, k_deepest_group)};
    }

    /// All but the groups within, which are returned: types come before what is made of them.
    std::vector<Child> read_group(std::uint64_t address, std::uint32_t index) {
        read_object_header(m_file, address, m_header);
        if (!is_group(m_header)) throw Damage{m_file.offset_of(address), "found no group where one should be"};
        read_group_attributes(index);
        const std::vector<Link> links = links_of(m_file, m_header);
        std::vector<Child> children;
        for (const Link& link : links) {
            if (link.name.size() > k_longest_name) throw Unsupported{"a name of more than 256 bytes"};
            if (++m_objects > k_most_objects) throw Unsupported{"more than 500,000 objects"};
            const std::uint64_t target = target_of(link, address);
            read_object_header(m_file, target, m_header);
            if (is_group(m_header)) {
                children.push_back({link.name, target});
            } else {
                add_object(index, link);
            }
        }
        return children;
    }

    void read_group_attributes(std::uint32_t index) {
        FoundAttributes attributes;
        for_each_attribute(m_file, m_shared, m_header, [&](const AttributeMessage& message) {
            if (index == 0 && message.name() == "_nc3_strict") m_found.is_classic_model = true;
            if (!is_hidden_attribute(message.name()))
                add_attribute(attributes, m_converter, message.name(), message.decode());
        });
        group(index).attributes = std::move(attributes);
    }

    void add_object(std::uint32_t index, const Link& link) {
        const Message* type = m_header.find(MessageType::datatype);
        if (type == nullptr)
            throw Unsupported{fmt::format("{}, which is neither group nor dataset nor datatype", to_utf8(link.name))};
        if (m_header.find(MessageType::dataspace) != nullptr) {
            add_dataset(m_found, group(index), m_file, m_shared, m_heap, m_converter, m_header, link.name);
        } else {
            m_found.types.add(m_shared.datatype(m_header.body(*type), type->is_shared()));
        }
    }

    std::uint64_t target_of(const Link& link, std::uint64_t group_address) {
        switch (link.kind) {
            case Link::Kind::hard:
                return link.address;
            case Link::Kind::soft:
                if (++m_soft_links > k_most_soft_links) throw Unsupported{"more than 1000 soft links"};
                return follow(link.target, group_address, k_most_link_hops);
            case Link::Kind::external:
                throw Refused{
                    "probe/unreadable",
                    fmt::format("the link {} leads to another file, {}, and is not followed; exclude the file, or "
                                "write it again without the link",
                                to_utf8(link.name), to_utf8(link.target))};
            case Link::Kind::other:
                break;
        }
        throw Unsupported{fmt::format("the user-defined link {}", to_utf8(link.name))};
    }

    /// A soft link's path within the file.
    std::uint64_t follow(std::string_view path, std::uint64_t from, std::size_t hops) {
        if (hops == 0) throw Unsupported{"soft links that lead to soft links without end"};
        if (path.starts_with('/')) from = m_root;
        while (!path.empty()) {
            const std::size_t slash = std::min(path.find('/'), path.size());
            const std::string_view name = path.substr(0, slash);
            path.remove_prefix(std::min(slash + 1, path.size()));
            if (name.empty() || name == ".") continue;
            const Link link = link_in(from, name);
            if (link.kind == Link::Kind::soft) {
                from = follow(link.target, from, hops - 1);
            } else {
                from = target_of(link, from);
            }
        }
        return from;
    }

    Link link_in(std::uint64_t group_address, std::string_view name) {
        ObjectHeader header;
        read_object_header(m_file, group_address, header);
        if (is_group(header)) {
            for (Link& link : links_of(m_file, header)) {
                if (link.name == name) return std::move(link);
            }
        }
        throw Unsupported{fmt::format("a soft link to {}, which does not exist", to_utf8(name))};
    }

    File& m_file;
    SharedMessages& m_shared;
    GlobalHeap& m_heap;
    std::uint64_t m_root;
    AttributeConverter m_converter;
    FoundFile m_found;
    ObjectHeader m_header;                ///< of the object that is being read
    std::vector<std::uint64_t> m_around;  ///< addresses of the groups around it
    std::size_t m_objects = 0;
    std::size_t m_soft_links = 0;
};

}  // namespace

FoundFile walk(File& file, SharedMessages& shared, GlobalHeap& heap, std::uint64_t root) {
    return Walker(file, shared, heap, root).walk();
}

}  // namespace cairn::hdf5
