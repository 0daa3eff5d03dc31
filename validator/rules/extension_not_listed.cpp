#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>
#include <vector>

#include "base/json/pointer.hpp"
#include "validator/describe.hpp"
#include "validator/extension_prefixes.hpp"
#include "validator/rules/table.hpp"
#include "validator/stac_versions.hpp"

namespace cairn::validate::rules {

namespace {

/// The first member of an extension that is not listed, and how many there are.
struct Use {
    std::string_view extension;
    std::string_view member;
    std::string pointer;
    std::size_t count = 1;
};

/// Which extensions count where a member stands: of a link, most describe its target, which lists its own.
enum class Of { object, link };

class Uses {
  public:
    explicit Uses(const json::Value& object) : m_listed(json::find(object, "stac_extensions")) {}

    void look_at(const json::Value* object, const std::string& pointer, Of of = Of::object) {
        if (object == nullptr || !object->IsObject()) return;
        for (const auto& member : object->GetObject()) {
            const std::string_view name = json::view(member.name);
            const std::string_view extension = extension_of_member(name);
            if (extension.empty() || (of == Of::link && !is_about_links(extension))) continue;
            const auto known = std::ranges::find(m_found, extension, &Use::extension);
            if (known != m_found.end()) {
                ++known->count;
            } else if (!lists_extension(m_listed, extension)) {
                m_found.push_back({extension, name, json::child(pointer, name)});
            }
        }
    }

    const std::vector<Use>& found() const { return m_found; }

  private:
    const json::Value* m_listed;
    std::vector<Use> m_found;
};

void look_at_array(const json::Value* array, const std::string& pointer, Uses& uses) {
    if (array == nullptr || !array->IsArray()) return;
    for (rapidjson::SizeType i = 0; i < array->Size(); ++i)
        uses.look_at(&(*array)[i], json::child(pointer, std::size_t{i}));
}

void check(const ObjectView& view, Findings& out) {
    const StacObject& object = view.object;
    if (object.kind == ObjectKind::asset) return;  // its Item lists the extensions
    if (stac_version_of(json::member_text(object.value, "stac_version")) != StacVersion::current) return;
    Uses uses(object.value);
    uses.look_at(&object.value, object.pointer(""));
    uses.look_at(object.properties, object.pointer("/properties"));
    for_each_asset(object, [&](const json::Value& asset, std::string_view key) {
        const std::string pointer = pointer_of_asset(object, key);
        uses.look_at(&asset, pointer);
        look_at_array(json::find(asset, "bands"), pointer + "/bands", uses);
    });
    if (object.links != nullptr && object.links->IsArray()) {
        for (rapidjson::SizeType i = 0; i < object.links->Size(); ++i)
            uses.look_at(&(*object.links)[i], json::child(object.pointer("/links"), std::size_t{i}), Of::link);
    }
    for (const Use& use : uses.found()) {
        const std::string more =
            use.count == 1 ? "" : " (and " + std::to_string(use.count - 1) + " more of its members)";
        // Such an Item would be invalid if it listed the extension.
        if (is_completed_by_publication(use.extension)) continue;
        out.add(k_extension_not_listed, Severity::warning, view.record(), use.pointer,
                in_quotes(use.member) + more + " belongs to the extension " + std::string(use.extension) +
                    ", which stac_extensions does not list, so that nothing has checked it: add " +
                    in_quotes(newest_schema_of(use.extension, use.member)));
    }
}

}  // namespace

const Rule k_extension_not_listed{
    "extension/not-listed",
    Severity::warning,
    "An extension whose members are used is listed",
    "Validators check and clients read the members of an extension only where it is listed.",
    "STAC 1.1.0, item-spec and collection-spec, stac_extensions",
    ObjectCheck(check)};

}  // namespace cairn::validate::rules
