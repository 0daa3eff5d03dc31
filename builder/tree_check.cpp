#include "builder/tree_check.hpp"

#include <functional>
#include <utility>

#include "builder/kept/known_records.hpp"
#include "builder/parallel_for.hpp"
#include "builder/write/output_layout.hpp"
#include "validator/sources/folder_files.hpp"

namespace cairn {

namespace {

/// The files of the manifest, for the validator.
class PlannedByManifest : public validate::PlannedFiles {
  public:
    explicit PlannedByManifest(const Manifest& manifest) : m_manifest(manifest) {}

    bool has(const std::string& path) const override { return m_manifest.has(path); }
    bool has_folder(const std::string& folder) const override { return m_manifest.has_folder(folder); }
    void for_each(const std::function<void(const std::string& path)>& visit) const override {
        for (const auto& [path, digest] : m_manifest.files()) visit(path);
    }

  private:
    const Manifest& m_manifest;
};

}  // namespace

TreeCheck::TreeCheck(const Staging& staging, const BuildOptions& options)
    : m_staging(staging), m_options(options), m_judge(validate::Options()), m_fresh(m_judge) {}

void TreeCheck::see(const std::string& path, std::string_view text, const json::Value* value,
                    const std::atomic<bool>& stop) {
    if (!m_options.validate_all && path.ends_with(".json")) m_fresh.see(path, text, value, stop);
}

validate::Report TreeCheck::run(const std::atomic<bool>& stop) {
    const std::string kept = m_staging.read_previous(k_records);
    m_kept_before = digest_of(kept);
    KnownRecords known(m_options.validate_all ? std::string_view() : kept, m_options.program_number,
                       m_staging.written());
    m_fresh.set_others(known);
    const PlannedByManifest planned(m_staging.written());
    const auto files = validate::FolderFiles::coming(m_staging.out(), m_staging.changed_folder(), planned);
    validate::Report report = validate::validate(files, m_judge, parallel_for, stop, &m_fresh);
    throw_when_stopped(stop);
    m_kept = known.take();
    return report;
}

void TreeCheck::keep(Staging& staging) const {
    if (digest_of(m_kept) != m_kept_before) staging.write_beside(k_records, m_kept);
}

}  // namespace cairn
