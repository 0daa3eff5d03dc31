#include "builder/init/shape.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "base/glob.hpp"
#include "builder/config/expression.hpp"
#include "builder/group/file_dates.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_most_shapes = 12;
constexpr std::size_t k_most_parts = 24;

/// One path, in its parts.
struct Parts {
    const Source* source = nullptr;
    std::vector<std::string> folders;
    std::vector<bool> folder_is_date;
    char separator = '_';
    std::vector<std::string> parts;  ///< of the name without its extension
    std::vector<bool> part_is_date;
    std::string extension;  ///< with its dot
};

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0;;) {
        const std::size_t end = text.find(separator, begin);
        parts.emplace_back(text.substr(begin, end - begin));
        if (end == std::string_view::npos) return parts;
        begin = end + 1;
    }
}

bool is_date(const std::string& part, const std::vector<std::string>& dates) {
    if (part.find_first_of("0123456789") == std::string::npos) return false;
    return std::ranges::any_of(dates, [&](const std::string& date) {
        return date.find(part) != std::string::npos || part.find(date) != std::string::npos;
    });
}

Parts parts_of(const Source& source) {
    Parts result;
    result.source = &source;
    result.folders = split(source.relative, '/');
    const std::string name = result.folders.back();
    result.folders.pop_back();
    const std::vector<std::string_view> folders(result.folders.begin(), result.folders.end());
    const FolderReading reading = read_folders(folders);
    for (std::size_t i = 0, kept = 0; i < folders.size(); ++i) {
        const bool is_kept = kept < reading.kept.size() && reading.kept[kept].data() == folders[i].data();
        result.folder_is_date.push_back(!is_kept);
        if (is_kept) ++kept;
    }
    const std::string stem(stem_of(name));
    result.extension = name.substr(stem.size());
    result.parts = split(stem, '_');
    if (result.parts.size() == 1 && stem.find('.') != std::string::npos) {
        result.separator = '.';
        result.parts = split(stem, '.');
    }
    const std::vector<std::string> dates = read_name(name).dates;
    for (const std::string& part : result.parts) result.part_is_date.push_back(is_date(part, dates));
    return result;
}

std::string escaped_for_pattern(const std::string& text) {
    std::string result;
    for (const char c : text) {
        if (c == '{' || c == '}') result += c;
        result += c;
    }
    return result;
}

std::string escaped_for_glob(const std::string& text) {
    std::string result;
    for (const char c : text) {
        if (std::string_view("*?[]{}\\").find(c) != std::string_view::npos) result += '\\';
        result += c;
    }
    return result;
}

class Maker {
  public:
    Maker(std::vector<Parts> files, std::vector<const Content*> contents)
        : m_files(std::move(files)), m_judge(std::move(contents)) {}

    Shape make() {
        m_shape.files = m_files.size();
        m_shape.example = m_files.front().source->relative;
        judge_folders();
        judge_parts();
        std::vector<Column*> columns;
        for (Column& column : m_shape.folders) columns.push_back(&column);
        for (Column& column : m_shape.parts) columns.push_back(&column);
        keep_names_apart(columns);
        write_pattern();
        write_ids(columns);
        return std::move(m_shape);
    }

    /// A shape that names nothing is of no use, and one path shows no form.
    static bool tells_something(const Shape& shape) {
        const auto is_known = [](const Column& column) {
            return column.kind == Column::Kind::facet && column.is_known && column.text != "version";
        };
        if (shape.files < 2) return false;
        if (shape.pattern.size() > k_longest_pattern || shape.glob.size() > k_longest_pattern) return false;
        const auto is_place = [](const Column& column) { return column.kind == Column::Kind::facet; };
        return std::ranges::any_of(shape.folders, is_place) || std::ranges::any_of(shape.parts, is_known);
    }

  private:
    template <class Value>
    std::vector<std::string> values(Value value) const {
        std::vector<std::string> result;
        for (const Parts& file : m_files) result.push_back(value(file));
        return result;
    }

    void judge_folders() {
        for (std::size_t i = 0; i < m_files.front().folders.size(); ++i) {
            const std::vector<std::string> texts = values([&](const Parts& file) { return file.folders[i]; });
            const bool are_dates =
                std::ranges::all_of(m_files, [&](const Parts& file) { return file.folder_is_date[i]; });
            Column column = m_judge.judge(texts, are_dates, fmt::format("folder_{}", i + 1));
            const bool is_repeated = std::ranges::find(m_folder_values, texts) != m_folder_values.end();
            if (column.kind == Column::Kind::facet && is_repeated) {
                column = Column();
                column.reason = "as a folder above it says";
            }
            m_shape.folders.push_back(std::move(column));
            m_folder_values.push_back(texts);
        }
    }

    void judge_parts() {
        std::vector<Column> parts;
        for (std::size_t i = 0; i < m_files.front().parts.size(); ++i) {
            const std::vector<std::string> texts = values([&](const Parts& file) { return file.parts[i]; });
            const bool are_dates =
                std::ranges::all_of(m_files, [&](const Parts& file) { return file.part_is_date[i]; });
            if (std::ranges::find(m_folder_values, texts) != m_folder_values.end()) {
                Column repeated;
                repeated.reason = "as the folder says";
                parts.push_back(std::move(repeated));
                continue;
            }
            parts.push_back(m_judge.judge(texts, are_dates, fmt::format("part_{}", i + 1)));
            const bool is_own_of_each = std::set(texts.begin(), texts.end()).size() == texts.size() && texts.size() > 3;
            if (!parts.back().is_known && parts.back().kind == Column::Kind::facet && is_own_of_each) return;
        }
        m_shape.parts = std::move(parts);
    }

    static std::string in_pattern(const Column& column) {
        if (column.kind == Column::Kind::literal) return escaped_for_pattern(column.text);
        return column.kind == Column::Kind::facet ? "{" + column.text + "}" : "*";
    }

    static std::string in_glob(const Column& column) {
        return column.kind == Column::Kind::literal ? escaped_for_glob(column.text) : "?*";
    }

    void write_pattern() {
        if (m_shape.folders.empty()) m_shape.glob = "/";  // without it names in any folder would be taken
        for (const Column& folder : m_shape.folders) {
            m_shape.pattern += in_pattern(folder) + '/';
            m_shape.glob += in_glob(folder) + '/';
        }
        if (m_shape.parts.empty()) {
            m_shape.pattern += "{filename}";
            m_shape.glob += '*';
            return;
        }
        for (std::size_t i = 0; i < m_shape.parts.size(); ++i) {
            const std::string between = i == 0 ? std::string() : std::string(1, m_files.front().separator);
            m_shape.pattern += between + in_pattern(m_shape.parts[i]);
            m_shape.glob += between + in_glob(m_shape.parts[i]);
        }
        m_shape.pattern += escaped_for_pattern(m_files.front().extension);
        m_shape.glob += escaped_for_glob(m_files.front().extension);
    }

    /// Stores are Items each, whose ids their whole names make; so do names without parts.
    void write_ids(const std::vector<Column*>& columns) {
        m_shape.collection = "{archive}";
        if (!m_shape.folders.empty()) {
            const Column& first = m_shape.folders.front();
            if (first.kind == Column::Kind::facet && first.varies) m_shape.collection = "{" + first.text + "}";
        }
        if (m_shape.parts.empty() || is_store(m_files.front().source->format)) return;
        for (const Column* column : columns) {
            if (column->kind != Column::Kind::facet) continue;
            m_shape.item += (m_shape.item.empty() ? "{" : ".{") + column->text + "}";
        }
    }

    std::vector<Parts> m_files;
    ColumnJudge m_judge;
    std::vector<std::vector<std::string>> m_folder_values;
    Shape m_shape;
};

/// Leaves out forms whose globs take more than a tenth again of files that have another form: what their patterns say
/// of these is wrong. `a_b_c.nc` fits {variable}_{frequency}.nc, but its frequency is not b_c.
void drop_greedy(std::vector<Shape>& shapes, const std::vector<const Source*>& sources) {
    std::vector<const Source*> left = sources;
    std::erase_if(shapes, [&](const Shape& shape) {
        const Glob glob(shape.glob);
        const auto first_taken = std::stable_partition(
            left.begin(), left.end(), [&](const Source* source) { return !glob.matches(source->relative); });
        const auto taken = static_cast<std::size_t>(left.end() - first_taken);
        if (taken > shape.files + shape.files / 10) return true;
        left.erase(first_taken, left.end());
        return false;
    });
}

}  // namespace

std::vector<Shape> shapes_of(const std::vector<const Source*>& sources, const std::vector<Content>& contents) {
    std::map<const Source*, const Content*> read;
    for (const Content& content : contents) read.emplace(content.source, &content);
    // Number of folders, of parts of the name, separator, extension, whether it is a store.
    using Form = std::tuple<std::size_t, std::size_t, char, std::string, bool>;
    std::map<Form, std::vector<Parts>, std::greater<>> forms;
    for (const Source* source : sources) {
        Parts parts = parts_of(*source);
        if (parts.parts.size() > k_most_parts) continue;
        Form form{parts.folders.size(), parts.parts.size(), parts.separator, parts.extension, is_store(source->format)};
        forms[std::move(form)].push_back(std::move(parts));
    }
    std::vector<Shape> shapes;
    for (auto& [form, files] : forms) {
        std::vector<const Content*> of_files;
        for (const Parts& file : files) {
            const auto found = read.find(file.source);
            of_files.push_back(found == read.end() ? nullptr : found->second);
        }
        Shape shape = Maker(std::move(files), std::move(of_files)).make();
        if (Maker::tells_something(shape)) shapes.push_back(std::move(shape));
    }
    // The most files first would serve a reader better, but a glob of few parts takes names of more.
    if (shapes.size() > k_most_shapes) {
        std::vector<std::size_t> sizes;
        for (const Shape& shape : shapes) sizes.push_back(shape.files);
        std::ranges::sort(sizes, std::greater<>());
        std::erase_if(shapes, [&](const Shape& shape) { return shape.files < sizes[k_most_shapes - 1]; });
    }
    drop_greedy(shapes, sources);
    return shapes;
}

}  // namespace cairn
