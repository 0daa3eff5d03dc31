#include "builder/stac/extensions/cell_methods.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cairn::extensions {

namespace {

/// "lat: lon: standard_deviation within days": the names, and what was done along them.
struct Statement {
    std::vector<std::string> names;
    std::string method;
};

/// Words up to the next name that ends with ':'; a comment in brackets may have colons of its own.
std::optional<std::vector<Statement>> statements_of(std::string_view text) {
    std::vector<Statement> statements;
    int depth = 0;
    for (std::size_t begin = text.find_first_not_of(' '); begin < text.size();) {
        const std::size_t end = std::min(text.find(' ', begin), text.size());
        const std::string_view word = text.substr(begin, end - begin);
        begin = text.find_first_not_of(' ', end);
        if (depth == 0 && word.size() > 1 && word.back() == ':' && word.front() != '(') {
            if (statements.empty() || !statements.back().method.empty()) statements.emplace_back();
            statements.back().names.emplace_back(word.substr(0, word.size() - 1));
            continue;
        }
        if (statements.empty()) return std::nullopt;
        std::string& method = statements.back().method;
        method += (method.empty() ? "" : " ") + std::string(word);
        for (const char c : word) depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    }
    const bool complete = std::all_of(statements.begin(), statements.end(),
                                      [](const Statement& statement) { return !statement.method.empty(); });
    return complete && depth == 0 && !statements.empty() ? std::optional(statements) : std::nullopt;
}

bool is_horizontal(DimensionKind kind) {
    return kind == DimensionKind::longitude || kind == DimensionKind::latitude || kind == DimensionKind::projected_x ||
           kind == DimensionKind::projected_y || kind == DimensionKind::geometry;
}

class PerDimension {
  public:
    PerDimension(const CubeVariable& variable, const HorizontalDimensions& horizontal)
        : m_variable(variable), m_horizontal(horizontal), m_methods(variable.dimensions.size()) {}

    bool add(const Statement& statement) {
        return std::all_of(statement.names.begin(), statement.names.end(),
                           [&](const std::string& name) { return add(name, statement.method); });
    }

    const std::vector<std::string>& methods() const { return m_methods; }

  private:
    bool add(const std::string& name, const std::string& method) {
        bool found = false;
        for (std::size_t i = 0; i < m_methods.size(); ++i) {
            const std::string& dimension = m_variable.dimensions[i];
            const bool is_it = dimension.substr(dimension.rfind('/') + 1) == name ||
                               (name == "area" && m_horizontal.contains(dimension));
            if (!is_it) continue;
            if (!m_methods[i].empty()) return false;
            m_methods[i] = method;
            found = true;
        }
        return found;
    }

    const CubeVariable& m_variable;
    const HorizontalDimensions& m_horizontal;
    std::vector<std::string> m_methods;  ///< of each dimension; empty: nothing is said
};

bool is_coordinate(const CubeVariable& variable, std::string_view standard_name) {
    return !variable.is_data && variable.standard_name == standard_name && !variable.dimensions.empty();
}

/// Cells that are no lattice of latitude and longitude lie along the dimensions that both coordinates share: j and i of
/// an ocean model, the cells of a mesh. What moves in time, a track, has no area.
void add_dimensions_of_places(const Cube& cube, const std::unordered_set<std::string_view>& times,
                              HorizontalDimensions& names) {
    for (const CubeVariable& latitude : cube.variables) {
        if (!is_coordinate(latitude, "latitude")) continue;
        const bool has_longitude =
            std::any_of(cube.variables.begin(), cube.variables.end(), [&](const CubeVariable& other) {
                return is_coordinate(other, "longitude") && other.dimensions == latitude.dimensions;
            });
        const bool moves = std::any_of(latitude.dimensions.begin(), latitude.dimensions.end(),
                                       [&](const std::string& name) { return times.contains(name); });
        if (has_longitude && !moves) names.insert(latitude.dimensions.begin(), latitude.dimensions.end());
    }
}

}  // namespace

HorizontalDimensions horizontal_dimensions(const Cube& cube) {
    HorizontalDimensions names;
    std::unordered_set<std::string_view> times;
    for (const CubeDimension& dimension : cube.dimensions) {
        if (is_horizontal(dimension.kind)) names.insert(dimension.name);
        if (dimension.kind == DimensionKind::temporal) times.insert(dimension.name);
    }
    add_dimensions_of_places(cube, times, names);
    return names;
}

std::optional<json::Value> cell_methods_value(const CubeVariable& variable, const HorizontalDimensions& horizontal) {
    const auto statements = statements_of(variable.cell_methods);
    PerDimension split(variable, horizontal);
    const bool fits = statements && std::all_of(statements->begin(), statements->end(),
                                                [&](const Statement& statement) { return split.add(statement); });
    if (!fits) return std::nullopt;
    json::Value result = json::array();
    for (const std::string& method : split.methods()) {
        json::push(result, method.empty() ? json::Value() : json::string(method));
    }
    return result;
}

}  // namespace cairn::extensions
