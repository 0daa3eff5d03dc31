// A bad input is a value: the thing, or the problem that says what was found, where, and what to do.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace cairn {

enum class Stage { discover, probe, interpret, group, write };
enum class Severity { error, warning };  ///< error: the input is not (wholly) catalogued; counts against `max_problems`

/// One thing that is wrong with one input. Every value is shown to the user as it is.
struct Problem {
    Stage stage = Stage::probe;
    std::string code;     ///< stable, "<stage>/<what>", for example "probe/worker-crashed"
    std::string path;     ///< path of the input, as UTF-8 (bytes that are not are written \xHH)
    std::string message;  ///< what was found, what was expected, what to do
    Severity severity = Severity::error;
    std::optional<std::uint64_t> offset = std::nullopt;  ///< byte offset within the input
};

/// A value or the problem that prevented it.
template <class T>
class [[nodiscard]] Outcome {
  public:
    Outcome(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Outcome(Problem problem) : m_state(std::in_place_index<1>, std::move(problem)) {}

    explicit operator bool() const { return m_state.index() == 0; }
    T& operator*() & { return std::get<0>(m_state); }
    const T& operator*() const& { return std::get<0>(m_state); }
    T&& operator*() && { return std::get<0>(std::move(m_state)); }
    T* operator->() { return &std::get<0>(m_state); }
    const T* operator->() const { return &std::get<0>(m_state); }
    const Problem& problem() const { return std::get<1>(m_state); }
    Problem&& take_problem() { return std::get<1>(std::move(m_state)); }

  private:
    std::variant<T, Problem> m_state;
};

std::string_view name_of(Stage stage);
std::string_view name_of(Severity severity);

}  // namespace cairn
