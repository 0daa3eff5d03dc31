#include "builder/cli/asset_reader.hpp"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "base/guard.hpp"
#include "builder/cli/single_source.hpp"
#include "builder/interpret/interpret.hpp"
#include "builder/source_reader.hpp"

namespace cairn {

namespace {

using validate::AssetFacts;

double cell_of(const Cube& cube) {
    double widest = 0;
    for (const CubeDimension& dimension : cube.dimensions) {
        const bool is_place = dimension.kind == DimensionKind::longitude || dimension.kind == DimensionKind::latitude;
        if (is_place && dimension.spacing) widest = std::max(widest, std::abs(*dimension.spacing));
    }
    return widest;
}

double time_cell_of(const TimeCoverage& time) {
    constexpr double k_month_s = 31.0 * 86400;
    if (!time.native) return 0;
    return std::max(static_cast<double>(time.native->step_us) / 1e6, time.native->step_months * k_month_s);
}

AssetFacts facts_of(const Granule& granule) {
    AssetFacts facts;
    if (granule.time.interval && granule.time.evidence != Evidence::none)
        facts.time =
            validate::TimeSpan{granule.time.interval->start.microseconds, granule.time.interval->end.microseconds};
    facts.time_cell_s = time_cell_of(granule.time);
    if (granule.footprint.box) {
        const auto [west, south, east, north] = bbox_of(*granule.footprint.box);
        facts.box = validate::Box{west, south, east, north};
    }
    if (granule.cube == nullptr) return facts;
    facts.cell_deg = cell_of(*granule.cube);
    for (const CubeDimension& dimension : granule.cube->dimensions)
        facts.dimensions.push_back({dimension.name, dimension.size});
    for (const CubeVariable& variable : granule.cube->variables)
        facts.variables.push_back({variable.name, variable.unit, variable.dimensions});
    return facts;
}

class BuilderReader : public validate::AssetReader {
  public:
    std::variant<AssetFacts, std::string> read(const std::string& path) const override {
        Stage stage = Stage::probe;
        try {
            const Outcome<Granule> granule = guarded(stage, path, [&] { return granule_of(path, stage); });
            if (granule) return facts_of(*granule);
            return granule.problem().message;
        } catch (const std::system_error& error) {
            return std::string(error.what());
        }
    }

  private:
    Outcome<Granule> granule_of(const std::string& path, Stage& stage) const {
        const Outcome<Source> source = single_source(path);
        if (!source) return source.problem();
        std::unique_ptr<Reader> reader = take();
        Outcome<Dataset> dataset = reader->read(*source);
        give_back(std::move(reader));
        if (!dataset) return dataset.problem();
        stage = Stage::interpret;
        return std::move(interpret(*dataset, m_config.policies, std::nullopt, source->path).granule);
    }

    std::unique_ptr<Reader> take() const {
        {
            const std::scoped_lock lock(m_mutex);
            if (!m_free.empty()) {
                std::unique_ptr<Reader> reader = std::move(m_free.back());
                m_free.pop_back();
                return reader;
            }
        }
        return make_source_reader(m_config, ReaderChoice::automatic);
    }

    void give_back(std::unique_ptr<Reader> reader) const {
        const std::scoped_lock lock(m_mutex);
        m_free.push_back(std::move(reader));
    }

    Config m_config;
    mutable std::mutex m_mutex;  ///< guards m_free
    mutable std::vector<std::unique_ptr<Reader>> m_free;
};

}  // namespace

std::shared_ptr<const validate::AssetReader> make_asset_reader() { return std::make_shared<BuilderReader>(); }

}  // namespace cairn
