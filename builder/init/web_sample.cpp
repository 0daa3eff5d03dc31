#include "builder/init/web_sample.hpp"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

#include "builder/discover/look.hpp"
#include "builder/discover/web_look.hpp"
#include "builder/init/sampling.hpp"

namespace cairn {

namespace {

class SampledWeb final : public SampledPlace {
  public:
    SampledWeb(const Archive& archive, std::size_t requests, const ObjectPlace& root, WebStorages& web)
        : m_archive(archive), m_requests(requests), m_look(archive, 0, root, web, nullptr) {}

    SampledMembers list(const SampledFolder& folder, Findings& found) override {
        const std::string below_root = below(folder);
        Answer<ListedFolder> listed = m_look.list(below_root);
        if (auto* fault = std::get_if<StorageFault>(&listed)) return unlisted(folder, *fault, found);
        auto& members = std::get<ListedFolder>(listed).members;
        const FolderTrail::Place here = FolderTrail::step(folder.above, below_root, members);
        SampledMembers sampled;
        const bool is_circle = here->is_in_itself([](const std::string&) { return std::nullopt; });
        if (is_circle) return sampled;
        sampled.store = m_look.store_in(below_root, members);
        if (sampled.store) return sampled;
        for (FolderMember& member : members) {
            const std::string path = below_root.empty() ? member.name : below_root + '/' + member.name;
            if (member.is_folder) {
                sampled.folders.push_back({m_look.place_of(path), here});
            } else {
                sampled.files.push_back({m_look.place_of(path), std::move(member.stat)});
            }
        }
        return sampled;
    }

    void look_at(const SampledFile& file, Findings& found) override {
        const std::string below_root = file.at.path.substr(m_archive.root.size() + 1);
        m_look.look_at({file.at, m_look.key_of(below_root), file.stat}, found);
    }

    void take_store(const SampledFolder& folder, Format format, Findings& found) override {
        m_look.take_store(below(folder), format, found);
    }

    ParallelFor parallel() const override { return with_threads(m_requests); }

  private:
    std::string below(const SampledFolder& folder) const {
        return folder.at.path.size() == m_archive.root.size() ? "" : folder.at.path.substr(m_archive.root.size() + 1);
    }

    SampledMembers unlisted(const SampledFolder& folder, const StorageFault& fault, Findings& found) const {
        if (!below(folder).empty()) {
            found.add_problem("discover/unreadable-folder", folder.at.path,
                              "the folder cannot be listed (" + fault.message + ")");
            return {};
        }
        if (auto store = m_look.store_unlisted()) return {store, {}, {}};
        throw std::runtime_error(fmt::format(
            "'{}' cannot be listed ({}): check its address; a server that lists no folders needs a configuration with "
            "a list of them (`listing`)",
            m_archive.root, fault.message));
    }

    const Archive& m_archive;
    std::size_t m_requests;
    WebLook m_look;
};

}  // namespace

Sample sample_web_archive(const Archive& archive, const Remote& remote, WebStorages& web, const SampleBounds& bounds,
                          const std::atomic<bool>& stop) {
    const auto root = web.find(archive.root);
    if (!root) throw std::logic_error("the archive '" + archive.root + "' has no storage");
    SampledWeb place(archive, remote.requests, *root, web);
    return sample_of(place, {{archive.root, {}}}, bounds, stop);
}

}  // namespace cairn
