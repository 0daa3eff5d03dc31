#include "base/storage/http/aws_profiles.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

#include "base/letters.hpp"

namespace cairn {

namespace {

constexpr std::streamsize k_largest_file = 1 << 20;
constexpr std::string_view k_blank = " \t\r";

/// A file that is not there has no profiles, and neither has one that may not be read.
std::string text_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text(static_cast<std::size_t>(k_largest_file), '\0');
    file.read(text.data(), k_largest_file);
    text.resize(static_cast<std::size_t>(file.gcount()));
    return text;
}

std::string path_of(const VariableLookup& variable, const char* name, const char* file) {
    const std::string named = variable(name);
    return named.empty() ? variable("HOME") + "/.aws/" + file : named;
}

/// The name in "[profile backup]" without the blanks that people put there.
std::string section_name(std::string_view line) {
    const std::string_view inner = trimmed(line.substr(1, line.find(']') - 1), k_blank);
    const std::size_t blank = inner.find_first_of(" \t");
    if (blank == std::string_view::npos) return std::string(inner);
    return std::string(inner.substr(0, blank)) + " " + std::string(trimmed(inner.substr(blank), k_blank));
}

}  // namespace

std::map<std::string, AwsProfile> parse_aws_profiles(std::string_view text) {
    std::map<std::string, AwsProfile> profiles;
    AwsProfile* profile = nullptr;
    std::string outer;  // the name that nested settings belong to
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view whole = text.substr(begin, end - begin);
        const std::string_view line = trimmed(whole, k_blank);
        begin = end + 1;
        if (line.empty() || line.front() == '#' || line.front() == ';') continue;
        if (line.front() == '[') {
            profile = &profiles[section_name(line)];
            outer.clear();
            continue;
        }
        const std::size_t equals = line.find('=');
        if (profile == nullptr || equals == std::string_view::npos) continue;
        const std::string name(trimmed(line.substr(0, equals), k_blank));
        const std::string value(trimmed(line.substr(equals + 1), k_blank));
        const bool is_nested = !outer.empty() && (whole.front() == ' ' || whole.front() == '\t');
        if (!is_nested) outer = value.empty() ? name : "";
        (*profile)[is_nested ? outer + "." + name : name] = value;
    }
    return profiles;
}

NamedProfile aws_profile(const std::string& name, const VariableLookup& variable) {
    NamedProfile profile;
    const std::string by_variable = variable("AWS_PROFILE");
    profile.is_chosen = !name.empty() || !by_variable.empty();
    profile.name = !name.empty() ? name : !by_variable.empty() ? by_variable : "default";
    const std::string credentials_file = path_of(variable, "AWS_SHARED_CREDENTIALS_FILE", "credentials");
    const std::string config_file = path_of(variable, "AWS_CONFIG_FILE", "config");
    const auto credentials = parse_aws_profiles(text_of(credentials_file));
    const auto config = parse_aws_profiles(text_of(config_file));
    bool is_found = false;
    const auto take = [&](const std::map<std::string, AwsProfile>& profiles, const std::string& section) {
        const auto found = profiles.find(section);
        if (found == profiles.end()) return;
        is_found = true;
        profile.settings.insert(found->second.begin(), found->second.end());  // what came before stays
    };
    take(credentials, profile.name);
    take(config, "profile " + profile.name);
    if (profile.name == "default") take(config, "default");
    if (profile.is_chosen && !is_found)
        throw std::invalid_argument("the profile '" + profile.name + "' of AWS is neither in " + credentials_file +
                                    " nor in " + config_file);
    return profile;
}

}  // namespace cairn
