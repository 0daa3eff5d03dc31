#include "search/metalink.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "base/letters.hpp"
#include "base/markup.hpp"
#include "base/multihash.hpp"
#include "base/percent.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "search/answer.hpp"

namespace cairn::search {

namespace {

/// A name of a file or folder that is made of an id. Different texts stay different, so that no file is written over
/// another one.
std::string path_part(std::string_view text) {
    const bool is_special = text == "." || text == "..";
    std::string part;
    for (const char c : text) {
        const bool is_plain =
            !is_special && static_cast<unsigned char>(c) >= 0x20 && c != 0x7f && c != '/' && c != '\\' && c != '%';
        if (is_plain)
            part += c;
        else
            append_percent_encoded(part, c);
    }
    return part;
}

/// The last part of the path of an address, decoded where that gives text. Empty: the address is that of a folder.
std::string file_name(const std::string& address) {
    const std::string_view path = split_url(address).path;
    const std::string_view name = path.substr(path.rfind('/') + 1);
    const auto decoded = percent_decode(name);
    return decoded && is_utf8(*decoded) ? *decoded : std::string(name);
}

/// Where the file goes: Collection, Item, and its own name; between them its id, where that is another text, as the
/// assets `a` and `b` of an Item may both be a `data.nc`. Names have to be unique (section 4.1.2.1).
std::string name_of(const json::Value& entry, const std::string& address) {
    const std::string_view id = json::member_text(entry, "id");
    const std::string file = file_name(address);
    std::string name;
    for (const std::string_view part : {json::member_text(entry, "collection"), json::member_text(entry, "item"), id,
                                        file == id ? std::string_view() : std::string_view(file)})
        if (!part.empty()) name += (name.empty() ? "" : "/") + path_part(part);
    return name;
}

class Metalink final : public Format {
  public:
    explicit Metalink(Wanted wanted) : m_wanted(wanted) {}
    Detail detail() const override { return Detail::row; }

    std::string begin() const override {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<metalink xmlns=\"urn:ietf:params:xml:ns:metalink\">\n";
    }
    std::string end(const Ending&) const override { return "</metalink>\n"; }
    std::string nothing() const override { return {}; }

    std::string entry(const Match& match) const override {
        const std::string address = address_of(match, m_wanted);
        if (address.empty()) return {};
        if (!has_scheme(address))
            throw std::invalid_argument(fmt::format(
                "--format metalink: found the path '{}', and a metalink has URLs alone; build the catalog with the URL "
                "of the archive (--href), search it where it is served, or take --format urls",
                address));
        std::string text = fmt::format("  <file name=\"{}\">\n", escaped_markup(name_of(match.document, address)));
        const json::Value* size = property(match.document, "file:size");
        if (size != nullptr && size->IsUint64()) text += fmt::format("    <size>{}</size>\n", size->GetUint64());
        const std::string checksum = in_small_letters(property_text(match.document, "file:checksum"));
        if (const auto hash = textual_hash_of(checksum))
            text += fmt::format("    <hash type=\"{}\">{}</hash>\n", hash->name, hash->digits);
        return text + fmt::format("    <url>{}</url>\n  </file>\n", escaped_markup(usable_address(address)));
    }

  private:
    Wanted m_wanted;
};

}  // namespace

std::unique_ptr<Format> metalink_format(Wanted wanted) { return std::make_unique<Metalink>(wanted); }

}  // namespace cairn::search
