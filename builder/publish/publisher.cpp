#include "builder/publish/publisher.hpp"

#include <deque>
#include <stdexcept>
#include <utility>

#include "base/interrupted.hpp"
#include "builder/publish/replaced.hpp"

namespace cairn::publish {

namespace {

constexpr std::uint64_t k_most_bytes_at_once = 128 << 20;

/// Keeps steps under way, as many and as large as may be, and waits for all of them at the end of a group.
class StepWindow {
  public:
    StepWindow(Target& target, const Advance& advance) : m_target(target), m_advance(advance) {}

    void put(Upload upload) {
        const std::uint64_t size = upload.bytes.size();
        make_room(size);
        const std::string path = upload.path;
        m_bytes += size;
        m_under_way.push_back({m_target.begin_put(std::move(upload)), "write", path, size});
    }

    void remove(const std::string& path) {
        make_room(0);
        m_under_way.push_back({m_target.begin_remove(path), "remove", path, 0});
    }

    void finish() {
        while (!m_under_way.empty()) take_first();
        m_target.settle();
    }

  private:
    struct UnderWay {
        Step wait;
        const char* action;
        std::string path;
        std::uint64_t size_bytes;
    };

    void make_room(std::uint64_t bytes) {
        const auto is_full = [&] {
            return m_under_way.size() >= 2 * m_target.steps_at_once() || m_bytes + bytes > k_most_bytes_at_once;
        };
        while (!m_under_way.empty() && is_full()) take_first();
    }

    void take_first() {
        const UnderWay step = std::move(m_under_way.front());
        m_under_way.pop_front();
        m_bytes -= step.size_bytes;
        if (const auto fault = step.wait()) fail(m_target, step.action, step.path, *fault);
        m_advance();
    }

    Target& m_target;
    const Advance& m_advance;
    std::deque<UnderWay> m_under_way;
    std::uint64_t m_bytes = 0;  ///< of what is under way
};

/// Who asks for --verify wants back what somebody changed.
void refuse_what_others_replaced(Target& target, const WantedFiles& wanted, const Look& look, const Plan& plan,
                                 const LookOptions& options, const std::atomic<bool>& stop) {
    if (options.adopt || options.verify) return;
    refuse_replaced(target, replaced_since(target, wanted, look, plan, stop));
}

class Publisher {
  public:
    Publisher(Target& target, const WantedFiles& wanted, const LocalFiles& local, const PublishOptions& options,
              const Advance& advance, const std::atomic<bool>& stop)
        : m_target(target), m_wanted(wanted), m_local(local), m_options(options), m_advance(advance), m_stop(stop) {}

    PublishResult run() {
        const Look look = look_at(m_target, m_wanted, m_local, m_options.look, m_stop);
        m_publication.plan = plan_publication(m_wanted, look.published, m_options.now_s, m_options.grace_s);
        m_publication.was_unfinished = look.is_unfinished;
        const Plan& plan = m_publication.plan;
        refuse_what_others_replaced(m_target, m_wanted, look, plan, m_options.look, m_stop);
        const std::string manifest = manifest_of(m_wanted).text();
        // A list that nothing is in is not made; one that was there stays.
        const auto text_of = [](const Retired& files, const std::string& before) {
            return files.empty() && before.empty() ? std::string() : retired_text(files);
        };
        const std::string retired = text_of(plan.retired, look.retired_text);
        const std::string left = text_of(plan.left, retired);
        const bool is_same = look.manifest_text == manifest && look.retired_text == left;
        if (!look.is_unfinished && plan.is_empty() && is_same) return finished();
        put_own(k_publishing, coming(look.published));
        put_all(plan.added);
        put_all(plan.changed);
        if (retired != look.retired_text) put_own(k_target_retired, retired);
        // The manifest is younger than all that it names, by which what others put there later is known.
        put_own(k_target_manifest, manifest);
        remove_all(plan.removed);
        if (left != retired) put_own(k_target_retired, left);
        remove_all({{k_publishing}});
        return finished();
    }

  private:
    PublishResult finished() {
        m_publication.requests = m_target.traffic().requests;
        return std::move(m_publication);
    }

    /// The manifest that is coming, and all else that is ours: were it forgotten when this run ends early, too, what an
    /// earlier one put would stay for ever.
    std::string coming(const Published& published) const {
        Manifest manifest = manifest_of(m_wanted);
        for (const auto& [path, digest] : published.own) manifest.add(path, digest);
        return manifest.text();
    }

    void put_all(const Groups& groups) {
        for (const std::vector<std::string>& group : groups) {
            StepWindow window(m_target, m_advance);
            for (const std::string& path : group) {
                leave_when(m_stop);
                window.put(upload_of(path, *m_wanted.find(path)));
            }
            window.finish();
        }
    }

    void remove_all(const Groups& groups) {
        for (const std::vector<std::string>& group : groups) {
            StepWindow window(m_target, m_advance);
            for (const std::string& path : group) {
                leave_when(m_stop);
                window.remove(path);
            }
            window.finish();
        }
    }

    void put_own(const char* path, const std::string& text) {
        const Advance nobody = [] {};
        StepWindow window(m_target, nobody);
        window.put(described({path, text, {}, {}, {}}));
        window.finish();
    }

    Upload upload_of(const std::string& path, const Wanted& wanted) {
        Upload upload{path, {}, {}, {}, {}};
        if (m_local.is_large(path, wanted)) {
            m_local.check_large(path, wanted);
            upload.large_file = m_local.place_of(path, wanted);
            m_publication.bytes_put += m_local.size_of(path, wanted);
        } else {
            upload.bytes = m_local.bytes_of(path, wanted);
            m_publication.bytes_put += upload.bytes.size();
        }
        return described(std::move(upload));
    }

    Upload described(Upload upload) const {
        upload.content_type = content_type_of(upload.path);
        upload.cache_control = cache_control_of(upload.path, m_options.cache_rules);
        return upload;
    }

    Target& m_target;
    const WantedFiles& m_wanted;
    const LocalFiles& m_local;
    const PublishOptions& m_options;
    const Advance& m_advance;
    const std::atomic<bool>& m_stop;
    PublishResult m_publication;
};

}  // namespace

PublishResult plan_for(Target& target, const WantedFiles& wanted, const LocalFiles& local,
                       const PublishOptions& options, const std::atomic<bool>& stop) {
    PublishResult publication;
    const Look look = look_at(target, wanted, local, options.look, stop);
    publication.plan = plan_publication(wanted, look.published, options.now_s, options.grace_s);
    publication.was_unfinished = look.is_unfinished;
    refuse_what_others_replaced(target, wanted, look, publication.plan, options.look, stop);
    publication.requests = target.traffic().requests;
    return publication;
}

PublishResult publish(Target& target, const WantedFiles& wanted, const LocalFiles& local, const PublishOptions& options,
                      const Advance& advance, const std::atomic<bool>& stop) {
    return Publisher(target, wanted, local, options, advance, stop).run();
}

}  // namespace cairn::publish
