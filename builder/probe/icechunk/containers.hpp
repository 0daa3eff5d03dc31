// Virtual chunk containers: the places that virtual chunks lie in, by name. A chunk at "vcc://NAME/rest" lies under the
// `url_prefix` of its container and the rest. They stand in the configuration of the repository: as a FlexBuffer in
// `repo` (version 2), in `config.yaml` (version 1).
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace cairn::icechunk {

class Containers {
  public:
    Containers() = default;

    /// Throws BadBuffer (flatbuffer.hpp). Bytes of length 0 are no configuration.
    static Containers of_flexbuffer(std::string_view bytes);

    /// Throws BadBuffer.
    static Containers of_yaml(const std::string& text);

    /// The URL itself when it names no container that is known.
    std::string resolved(std::string_view url) const;

  private:
    void add(std::string_view key, std::string_view name, std::string_view prefix);

    std::map<std::string, std::string, std::less<>> m_prefixes;  ///< by name
};

}  // namespace cairn::icechunk
