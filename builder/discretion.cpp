#include "builder/discretion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/secrets.hpp"
#include "base/text.hpp"

namespace cairn {

namespace {

bool clean(std::string& text) {
    auto without = without_secrets(text, UrlText::within);
    if (!without) return false;
    text = *std::move(without);
    return true;
}

/// A value that is one word with a '/' may be a relative reference, which nothing else tells from other texts.
bool clean_value(std::string& text) {
    if (text.find('/') == std::string::npos) return false;  // no URL, neither in it nor as a whole
    const bool is_word = std::none_of(
        text.begin(), text.end(), [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '"'; });
    auto without = without_secrets(text, is_word ? UrlText::whole : UrlText::within);
    if (without) text = *std::move(without);
    return without.has_value();
}

bool clean(Values& values) {
    bool had_secret = false;
    if (auto* texts = std::get_if<std::vector<std::string>>(&values))
        for (std::string& text : *texts) had_secret = clean_value(text) || had_secret;
    return had_secret;
}

void clean(Problem& problem) {
    clean(problem.message);
    if (auto path = without_secrets_in_path(problem.path)) problem.path = *std::move(path);
}

/// A name that others use to say which group, dimension, variable or attribute they mean.
std::optional<std::string> secret_name(const Dataset& dataset) {
    const auto first_of = [](const auto& all) -> std::optional<std::string> {
        for (const auto& one : all)
            if (auto name = without_secrets_in_path(one.name)) return name;
        return std::nullopt;
    };
    for (const Group& group : dataset.groups) {
        if (auto path = without_secrets_in_path(group.path)) return path;
        if (auto name = first_of(group.dimensions)) return name;
        if (auto name = first_of(group.variables)) return name;
        if (auto name = first_of(group.attributes)) return name;
        for (const Variable& variable : group.variables)
            if (auto name = first_of(variable.attributes)) return name;
    }
    return std::nullopt;
}

/// Cleans a dataset, and keeps the names of what had secrets.
class Cleaner {
  public:
    explicit Cleaner(Dataset& dataset) : m_dataset(dataset) {}

    std::vector<std::string> names() {
        for (Group& group : m_dataset.groups) {
            clean_attributes(group.attributes, group.path == "/" ? "" : group.path + '/');
            for (Variable& variable : group.variables) {
                clean_attributes(variable.attributes, variable.name + ':');
                if (clean(variable.values)) m_names.push_back(variable.name);
                clean(variable.ends);
                clean(variable.fill_value);
                clean(variable.values_missing_because);
            }
        }
        return std::move(m_names);
    }

  private:
    void clean_attributes(std::vector<Attribute>& attributes, const std::string& owner) {
        for (Attribute& attribute : attributes)
            if (clean(attribute.values)) m_names.push_back(owner + attribute.name);
    }

    Dataset& m_dataset;
    std::vector<std::string> m_names;
};

class DiscreetReader final : public Reader {
  public:
    explicit DiscreetReader(std::unique_ptr<Reader> reader) : m_reader(std::move(reader)) {}

    std::string_view name() const override { return m_reader->name(); }
    bool can_read(Format format) const override { return m_reader->can_read(format); }

    Outcome<Dataset> read(const Source& source) override {
        Outcome<Dataset> dataset = m_reader->read(source);
        if (!dataset) {
            Problem problem = dataset.take_problem();
            clean(problem);
            return problem;
        }
        if (auto name = secret_name(*dataset)) return refused(*name, source);
        for (Problem& problem : dataset->problems) clean(problem);
        clean(dataset->reader);  // it says why another reader declined
        const std::vector<std::string> names = Cleaner(*dataset).names();
        if (!names.empty()) dataset->problems.push_back(removed_from(names, source));
        return dataset;
    }

  private:
    /// Another name would mean nothing to those who open the file.
    static Problem refused(const std::string& name, const Source& source) {
        return {.stage = Stage::probe,
                .code = "probe/secret-in-name",
                .path = to_utf8(source.path),
                .message = fmt::format("a name of a group, dimension, variable or attribute holds credentials or a "
                                       "signature ('{}' without them), which the catalog would publish: the source is "
                                       "left out; rename it there, and withdraw them",
                                       to_utf8(name)),
                .severity = Severity::error};
    }

    static Problem removed_from(const std::vector<std::string>& names, const Source& source) {
        const std::string others = names.size() == 1 ? "" : fmt::format(" and {} more", names.size() - 1);
        return {
            .stage = Stage::probe,
            .code = "probe/secret-in-attribute",
            .path = to_utf8(source.path),
            .message = fmt::format("a URL in '{}'{} held credentials or a signature, which are left out here and in "
                                   "the catalog; whoever gets the file still reads them: write it without, and "
                                   "withdraw them",
                                   to_utf8(names.front()), others),
            .severity = Severity::warning};
    }

    std::unique_ptr<Reader> m_reader;
};

}  // namespace

std::unique_ptr<Reader> make_discreet_reader(std::unique_ptr<Reader> reader) {
    return std::make_unique<DiscreetReader>(std::move(reader));
}

}  // namespace cairn
