#include "builder/publish/published.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "base/interrupted.hpp"

namespace cairn::publish {

namespace {

constexpr std::uint64_t k_largest_list = 1 << 30;
constexpr std::size_t k_named_at_most = 5;

std::optional<std::string> text_of(Target& target, const char* path) {
    Answer<std::string> answer = target.read(path, k_largest_list);
    if (auto* text = std::get_if<std::string>(&answer)) return std::move(*text);
    const auto& fault = std::get<StorageFault>(answer);
    if (fault.kind != StorageFault::Kind::missing) fail(target, "read", path, fault);
    return std::nullopt;
}

/// What is damaged is said with the place; it must not be taken for an empty list.
template <class T>
T parsed(Outcome<T> outcome, const Target& target, const char* path) {
    if (outcome) return *std::move(outcome);
    throw std::invalid_argument(fmt::format("{}/{} {}", target.place(), path, outcome.problem().message));
}

class Looking {
  public:
    Looking(Target& target, const WantedFiles& wanted, const LocalFiles& local, const LookOptions& options,
            const std::atomic<bool>& stop)
        : m_target(target), m_wanted(wanted), m_local(local), m_options(options), m_stop(stop) {}

    Look look() {
        const auto manifest = text_of(m_target, k_target_manifest);
        const auto retired = text_of(m_target, k_target_retired);
        const auto coming = text_of(m_target, k_publishing);
        m_look.is_unfinished = coming.has_value();
        m_look.manifest_text = manifest.value_or("");
        m_look.retired_text = retired.value_or("");
        if (retired)
            m_look.published.retired = parsed(parse_retired(*retired, k_target_retired), m_target, k_target_retired);
        if (manifest) m_last = parsed(Manifest::parse(*manifest, k_target_manifest), m_target, k_target_manifest);
        if (coming) m_coming = parsed(Manifest::parse(*coming, k_publishing), m_target, k_publishing);
        // The first that names a path is right about it.
        for (const auto& [path, digest] : m_last.files()) m_look.published.own.insert(path, digest);
        for (const auto& [path, file] : m_look.published.retired) m_look.published.own.insert(path, file.digest);
        for (const auto& [path, digest] : m_coming.files()) m_look.published.own.insert(path, digest);
        m_is_known = manifest || coming;
        if (m_is_known && !coming && !m_options.verify) {
            believe();
            look_at_new_names();
        } else if (m_is_known || !is_empty()) {
            look_at_files();
        }
        if (m_options.force) forget_files();
        return std::move(m_look);
    }

  private:
    void believe() {
        for (const auto& [path, digest] : m_look.published.own) m_look.published.files.insert(path, digest);
    }

    /// The manifest says what is ours, and not that nobody put anything where we never did.
    void look_at_new_names() {
        std::vector<std::string> names;
        for (const auto& [path, file] : m_wanted)
            if (!m_look.published.files.has(path)) names.push_back(path);
        if (names.empty()) return;
        Answer<Standings> answer = m_target.standings(names, m_look.published.own.size());
        if (const auto* fault = std::get_if<StorageFault>(&answer)) fail(m_target, "look at", "", *fault);
        take_standings(std::get<Standings>(answer));
    }

    void take_standings(const Standings& standings) {
        std::vector<std::string> foreign;
        for (const auto& [path, standing] : standings) {
            leave_when(m_stop);
            const Wanted* wanted = m_wanted.find(path);
            if (wanted == nullptr) continue;
            const std::optional<Digest> digest = digest_of_standing(path, standing, *wanted);
            m_look.published.files.insert_or_assign(path, digest);
            if (!digest && !m_look.published.own.has(path)) foreign.push_back(path);
        }
        if (!foreign.empty() && !m_options.adopt) refuse(foreign);
    }

    bool is_empty() {
        const Answer<bool> answer = m_target.is_empty();
        if (const auto* fault = std::get_if<StorageFault>(&answer)) fail(m_target, "list", "", *fault);
        return std::get<bool>(answer);
    }

    void look_at_files() {
        Answer<Standings> answer = m_target.list();
        if (const auto* fault = std::get_if<StorageFault>(&answer)) fail(m_target, "list", "", *fault);
        const auto& standings = std::get<Standings>(answer);
        take_standings(standings);
        // What was removed already need not be removed again.
        PathMap<Digest> own;
        for (const auto& [path, digest] : m_look.published.own)
            if (standings.count(path) > 0) own.insert(path, digest);
        m_look.published.own = std::move(own);
        if (m_look.is_unfinished) forget_digests();
    }

    /// The digest of what stands there when it is what we want, or what the manifest of a run that ended says.
    std::optional<Digest> digest_of_standing(const std::string& path, const Standing& standing, const Wanted& wanted) {
        // After runs that did not end, several perhaps, no manifest says which bytes came that far.
        const Digest* last = m_last.find(path);
        if (last != nullptr && !m_look.is_unfinished && !m_options.verify) return *last;
        const bool is_put_anyway = m_options.force && m_look.published.own.has(path);
        if (is_put_anyway || m_local.is_large(path, wanted)) return std::nullopt;
        if (wanted.form == Wanted::Form::plain && standing.size_bytes != m_local.size_of(path, wanted)) return std::nullopt;
        if (m_target.is_same(path, standing, m_local.bytes_of(path, wanted))) return wanted.digest;
        return std::nullopt;
    }

    /// What is not wanted now and comes back later is put again: a run that did not end may have changed its bytes.
    void forget_digests() {
        PathMap<Digest> own;
        for (const auto& [path, digest] : m_look.published.own) own.insert(path, m_wanted.has(path) ? digest : Digest{});
        m_look.published.own = std::move(own);
        for (auto& [path, file] : m_look.published.retired) file.digest = {};
    }

    void forget_files() {
        PathMap<std::optional<Digest>> files;
        for (const auto& [path, digest] : m_look.published.files) files.insert(path, std::nullopt);
        m_look.published.files = std::move(files);
    }

    [[noreturn]] void refuse(std::vector<std::string> foreign) const {
        const std::size_t count = foreign.size();
        if (count > k_named_at_most) foreign.resize(k_named_at_most);
        throw std::invalid_argument(fmt::format(
            "{} holds {} with other bytes, and {} that cairn put {} there: {}{}; publish to another place, remove {}, "
            "or "
            "take {} over with --adopt",
            m_target.place(), count == 1 ? "a file of this catalog" : fmt::format("{} files of this catalog", count),
            m_is_known ? "its manifest does not say" : "no manifest says", count == 1 ? "it" : "them",
            fmt::join(foreign, ", "), count > k_named_at_most ? ", ..." : "", count == 1 ? "it" : "them",
            count == 1 ? "it" : "them"));
    }

    Target& m_target;
    const WantedFiles& m_wanted;
    const LocalFiles& m_local;
    LookOptions m_options;
    const std::atomic<bool>& m_stop;
    bool m_is_known = false;  ///< a run of cairn was here
    Manifest m_last;          ///< of the last run that ended
    Manifest m_coming;        ///< of one that did not
    Look m_look;
};

}  // namespace

Look look_at(Target& target, const WantedFiles& wanted, const LocalFiles& local, const LookOptions& options,
             const std::atomic<bool>& stop) {
    return Looking(target, wanted, local, options, stop).look();
}

void fail(const Target& target, std::string_view action, const std::string& path, const StorageFault& fault) {
    throw std::runtime_error(fmt::format("cannot {} {}{}{}: {}", action, target.place(),
                                         path.empty() || target.place().ends_with('/') ? "" : "/", path,
                                         fault.message));
}

}  // namespace cairn::publish
