#include "builder/interpret/space/reference_system.hpp"

#include <fmt/format.h>
#include <proj.h>

#include <cmath>
#include <limits>
#include <unordered_map>
#include <utility>

#include "builder/cf/words.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_longest_definition = 64 << 10;
constexpr std::size_t k_most_kept = 64;  ///< systems a thread; an archive has few
constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();

struct ContextDeleter {
    void operator()(PJ_CONTEXT* context) const { proj_context_destroy(context); }
};
struct PjDeleter {
    void operator()(PJ* pj) const { proj_destroy(pj); }
};
using Pj = std::unique_ptr<PJ, PjDeleter>;
using Context = std::shared_ptr<PJ_CONTEXT>;

Context make_context() {
    Context context(proj_context_create(), ContextDeleter());
    proj_context_set_enable_network(context.get(), 0);
    proj_log_level(context.get(), PJ_LOG_NONE);
    return context;
}

/// A PROJ string from a file could name grids, pipelines and other files; a WKT can carry one.
std::string why_refused(const std::string& text) {
    if (text.size() > k_longest_definition) {
        return fmt::format("it has {} bytes, more than {}", text.size(), k_longest_definition);
    }
    if (text.find('\0') != std::string::npos) return "it contains a NUL byte";
    const std::string lower = to_lower(text);
    if (lower.find("parameterfile") != std::string::npos) return "it names a file (PARAMETERFILE)";
    for (std::size_t at = lower.find("grids="); at != std::string::npos; at = lower.find("grids=", at + 1)) {
        if (lower.compare(at, 11, "grids=@null") != 0) return "it names a grid file";
    }
    return {};
}

std::string text_of(const char* text) { return text == nullptr ? std::string() : std::string(text); }

class ProjSystem : public ReferenceSystem {
  public:
    ProjSystem(Context context, Pj crs, Pj transformation)
        : m_context(std::move(context)), m_crs(std::move(crs)), m_transformation(std::move(transformation)) {
        const char* const wkt_options[] = {"MULTILINE=NO", nullptr};
        m_wkt2 = text_of(proj_as_wkt(m_context.get(), m_crs.get(), PJ_WKT2_2019, wkt_options));
        m_projjson = text_of(proj_as_projjson(m_context.get(), m_crs.get(), wkt_options));
        const PJ_TYPE type = proj_get_type(m_crs.get());
        m_is_angular = type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS;
        m_is_derived = Pj(proj_crs_get_coordoperation(m_context.get(), m_crs.get())) != nullptr;
        read_unit();
        find_code();
    }

    const std::string& code() const override { return m_code; }
    const std::string& wkt2() const override { return m_wkt2; }
    const std::string& projjson() const override { return m_projjson; }
    bool is_angular() const override { return m_is_angular; }
    bool is_longitude_latitude() const override { return m_is_angular && !m_is_derived; }
    double unit_m() const override { return m_unit_m; }
    std::vector<Position> to_lon_lat(const std::vector<std::array<double, 2>>& places) const override;
    std::optional<std::array<double, 2>> from_lon_lat(const Position& place) const override;

  private:
    void read_unit();
    void find_code();

    Context m_context;
    Pj m_crs;
    Pj m_transformation;  ///< x, y to longitude, latitude
    std::string m_code;
    std::string m_wkt2;
    std::string m_projjson;
    bool m_is_angular = false;
    bool m_is_derived = false;
    double m_unit_m = 1;
};

void ProjSystem::read_unit() {
    if (m_is_angular) return;
    const Pj axes(proj_crs_get_coordinate_system(m_context.get(), m_crs.get()));
    double factor = 1;
    const bool known = axes && proj_cs_get_axis_info(m_context.get(), axes.get(), 0, nullptr, nullptr, nullptr, &factor,
                                                     nullptr, nullptr, nullptr) != 0;
    if (known && factor > 0) m_unit_m = factor;
}

/// The registry numbers its systems; whoever writes ID["EPSG","LOCAL"] means a system of their own.
bool is_epsg_number(std::string_view code) {
    constexpr std::size_t k_most_digits = 9;
    return !code.empty() && code.size() <= k_most_digits && code.front() != '0' &&
           code.find_first_not_of("0123456789") == std::string_view::npos;
}

/// The identifier that the system itself carries, or that of the one system of EPSG's that equals it in name and in
/// every parameter (confidence 100).
void ProjSystem::find_code() {
    const std::string authority = text_of(proj_get_id_auth_name(m_crs.get(), 0));
    const std::string number = text_of(proj_get_id_code(m_crs.get(), 0));
    if (authority == "EPSG" && is_epsg_number(number)) {
        m_code = "EPSG:" + number;
        return;
    }
    if (!authority.empty() || m_is_angular) return;  // of another registry or none, or a rotated pole
    int* confidences = nullptr;
    PJ_OBJ_LIST* found = proj_identify(m_context.get(), m_crs.get(), "EPSG", nullptr, &confidences);
    if (found == nullptr) return;
    if (proj_list_get_count(found) > 0 && confidences != nullptr && confidences[0] == 100) {
        const Pj first(proj_list_get(m_context.get(), found, 0));
        const std::string code = first ? text_of(proj_get_id_code(first.get(), 0)) : std::string();
        if (!code.empty()) m_code = "EPSG:" + code;
    }
    proj_int_list_destroy(confidences);
    proj_list_destroy(found);
}

/// PROJ gives longitudes for places beyond the edge of a map, too: only what comes back to where it was is on the
/// Earth.
std::vector<Position> ProjSystem::to_lon_lat(const std::vector<std::array<double, 2>>& places) const {
    std::vector<Position> result;
    result.reserve(places.size());
    for (const auto& [x, y] : places) {
        proj_errno_reset(m_transformation.get());
        const PJ_COORD there = proj_trans(m_transformation.get(), PJ_FWD, proj_coord(x, y, 0, HUGE_VAL));
        Position place{there.lp.lam, there.lp.phi};
        bool valid = std::isfinite(place.lon_deg) && std::isfinite(place.lat_deg) && std::abs(place.lat_deg) <= 90.001;
        if (valid && !m_is_angular) {
            const PJ_COORD back = proj_trans(m_transformation.get(), PJ_INV, there);
            const double limit = 1e-8 * (1e5 + std::abs(x) + std::abs(y));
            valid = std::hypot(back.xy.x - x, back.xy.y - y) <= limit;
        }
        place.lat_deg = std::fmin(90, std::fmax(-90, place.lat_deg));
        result.push_back(valid ? place : Position{k_nan, k_nan});
    }
    return result;
}

std::optional<std::array<double, 2>> ProjSystem::from_lon_lat(const Position& place) const {
    proj_errno_reset(m_transformation.get());
    const PJ_COORD there =
        proj_trans(m_transformation.get(), PJ_INV, proj_coord(place.lon_deg, place.lat_deg, 0, HUGE_VAL));
    if (!std::isfinite(there.xy.x) || !std::isfinite(there.xy.y)) return std::nullopt;
    return std::array<double, 2>{there.xy.x, there.xy.y};
}

/// What a thread knows. The context outlives the systems: each holds it.
struct Known {
    Context context = make_context();
    std::unordered_map<std::string, std::pair<std::shared_ptr<const ReferenceSystem>, std::string>> systems;
};

std::shared_ptr<const ReferenceSystem> make_system(const Context& context, const std::string& definition,
                                                   std::string& why_not) {
    why_not = why_refused(definition);
    if (!why_not.empty()) return nullptr;
    Pj crs(proj_create(context.get(), definition.c_str()));
    if (crs && proj_get_type(crs.get()) == PJ_TYPE_BOUND_CRS) crs.reset(proj_get_source_crs(context.get(), crs.get()));
    if (crs && proj_get_type(crs.get()) == PJ_TYPE_COMPOUND_CRS)
        crs.reset(proj_crs_get_sub_crs(context.get(), crs.get(), 0));
    if (!crs || proj_is_crs(crs.get()) == 0) {
        const int error = proj_context_errno(context.get());
        why_not = fmt::format("PROJ does not understand it{}",
                              error == 0 ? "" : fmt::format(": {}", text_of(proj_errno_string(error))));
        return nullptr;
    }
    const Pj longitude_latitude(proj_create(context.get(), "OGC:CRS84"));
    if (!longitude_latitude) {
        why_not = "PROJ has no database (proj.db)";
        return nullptr;
    }
    const Pj found(
        proj_create_crs_to_crs_from_pj(context.get(), crs.get(), longitude_latitude.get(), nullptr, nullptr));
    Pj transformation(found ? proj_normalize_for_visualization(context.get(), found.get()) : nullptr);
    if (!transformation) {
        why_not = "PROJ knows no way from it to longitude and latitude";
        return nullptr;
    }
    return std::make_shared<ProjSystem>(context, std::move(crs), std::move(transformation));
}

}  // namespace

std::shared_ptr<const ReferenceSystem> reference_system(const std::string& definition, std::string& why_not) {
    thread_local Known known;
    const auto found = known.systems.find(definition);
    if (found != known.systems.end()) {
        why_not = found->second.second;
        return found->second.first;
    }
    auto system = make_system(known.context, definition, why_not);
    if (known.systems.size() >= k_most_kept) known.systems.clear();
    known.systems.emplace(definition, std::pair(system, why_not));
    return system;
}

}  // namespace cairn
