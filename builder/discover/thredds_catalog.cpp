#include "builder/discover/thredds_catalog.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <utility>

#include "base/letters.hpp"
#include "base/storage/listed_time.hpp"
#include "base/url.hpp"
#include "base/xml/xml.hpp"

namespace cairn {

namespace {

using Attributes = XmlListener::Attributes;

std::string attribute(const Attributes& attributes, std::string_view name) {
    const auto found = std::ranges::find(attributes, name, &Attributes::value_type::first);
    return found == attributes.end() ? std::string() : std::string(found->second);
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view k_blanks = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(k_blanks);
    return begin == std::string_view::npos ? std::string_view()
                                           : text.substr(begin, text.find_last_not_of(k_blanks) + 1 - begin);
}

struct Service {
    std::string base;
    bool gives_files = false;
    std::vector<std::string> parts;  ///< of a Compound
};

/// How the bytes of a dataset are got: a path, and the name of a service that is known when all was read.
struct Access {
    std::string url_path;
    std::string service;
};

struct Dataset {
    std::string service;            ///< its own
    std::string inherited_service;  ///< of those around it
    std::string url_path;
    std::vector<Access> accesses;
    ObjectStat stat;
};

class CatalogReader {
  public:
    explicit CatalogReader(std::string url) : m_url(std::move(url)) {}

    std::string read(std::string_view xml) {
        XmlListener listener;
        listener.begin = [this](std::string_view name, const Attributes& attributes) { begin(name, attributes); };
        listener.end = [this](std::string_view name) { end(name); };
        listener.text = [this](std::string_view text) { m_text += text; };
        std::string fault = read_xml(xml, listener);
        if (fault.empty() && !m_is_catalog) fault = "it has no element 'catalog'";
        return fault;
    }

    ThreddsCatalog result() && {
        ThreddsCatalog catalog{{}, std::move(m_catalogs), 0};
        for (const Dataset& dataset : m_listed) {
            if (auto url = url_of(dataset)) {
                catalog.files.push_back({*std::move(url), dataset.stat});
            } else {
                ++catalog.unserved;
            }
        }
        return catalog;
    }

  private:
    void begin(std::string_view name, const Attributes& attributes) {
        m_text.clear();
        m_attributes.clear();
        for (const auto& [key, value] : attributes) m_attributes.emplace_back(key, value);
        if (name == "catalog") m_is_catalog = true;
        if (name == "service") begin_service(attributes);
        if (name == "dataset") begin_dataset(attributes);
        if (name == "metadata") m_is_inherited = attribute(attributes, "inherited") == "true";
        if (name == "catalogRef") add_catalog(attribute(attributes, "href"));
        if (name == "access" && !m_datasets.empty())
            m_datasets.back().accesses.push_back(
                {attribute(attributes, "urlPath"), attribute(attributes, "serviceName")});
    }

    void end(std::string_view name) {
        if (name == "service" && !m_services_open.empty()) m_services_open.pop_back();
        if (name == "metadata") m_is_inherited = false;
        if (name == "dataset" && !m_datasets.empty()) end_dataset();
        if (!m_datasets.empty()) take_text(name, m_datasets.back());
    }

    void begin_service(const Attributes& attributes) {
        Service service{attribute(attributes, "base"), false, {}};
        const std::string type = in_small_letters(attribute(attributes, "serviceType"));
        service.gives_files = type == "httpserver" || type == "http";
        const std::string name = attribute(attributes, "name");
        if (!m_services_open.empty()) m_services[m_services_open.back()].parts.push_back(name);
        m_services[name] = std::move(service);
        m_services_open.push_back(name);
    }

    void begin_dataset(const Attributes& attributes) {
        Dataset dataset;
        dataset.url_path = attribute(attributes, "urlPath");
        dataset.service = attribute(attributes, "serviceName");
        if (!m_datasets.empty()) dataset.inherited_service = m_datasets.back().inherited_service;
        m_datasets.push_back(std::move(dataset));
    }

    void end_dataset() {
        Dataset dataset = std::move(m_datasets.back());
        m_datasets.pop_back();
        if (!dataset.url_path.empty() || !dataset.accesses.empty()) m_listed.push_back(std::move(dataset));
    }

    void take_text(std::string_view name, Dataset& dataset) {
        const std::string_view text = trimmed(m_text);
        if (name == "serviceName") (m_is_inherited ? dataset.inherited_service : dataset.service) = text;
        if (m_is_inherited) return;  // sizes and times are of one dataset
        const auto is = [this](std::string_view key, std::string_view value) {
            return std::ranges::any_of(m_attributes, [&](const auto& one) {
                return one.first == key && in_small_letters(one.second) == value;
            });
        };
        std::string_view rest = text;
        if (name == "date" && is("type", "modified")) take_listed_time(rest, dataset.stat);
        if (name != "dataSize" || !is("units", "bytes")) return;
        std::uint64_t size = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
        if (error == std::errc{} && end == text.data() + text.size()) dataset.stat.size_bytes = size;
    }

    /// Those with a query are answers about single datasets.
    void add_catalog(const std::string& href) {
        if (href.empty() || href.find('?') != std::string::npos) return;
        std::string url = resolve_url(m_url, href);
        url = std::string(without_fragment(url));
        if (url.ends_with(".html")) url.replace(url.size() - 5, 5, ".xml");
        m_catalogs.push_back(std::move(url));
    }

    std::optional<std::string> url_of(const Dataset& dataset) const {
        for (const Access& access : dataset.accesses) {
            if (auto url = url_of(access)) return url;
        }
        if (dataset.url_path.empty()) return std::nullopt;
        return url_of(Access{dataset.url_path, dataset.service.empty() ? dataset.inherited_service : dataset.service});
    }

    std::optional<std::string> url_of(const Access& access) const {
        const Service* service = access.service.empty() ? any_of_files() : of_files(access.service, 0);
        if (service == nullptr) return std::nullopt;
        return resolve_url(m_url, service->base) + access.url_path;
    }

    /// Where no dataset says which service is meant.
    const Service* any_of_files() const {
        const auto found = std::ranges::find_if(m_services, [](const auto& one) { return one.second.gives_files; });
        return found == m_services.end() ? nullptr : &found->second;
    }

    const Service* of_files(const std::string& name, std::size_t depth) const {
        constexpr std::size_t k_deepest = 10;
        const auto found = m_services.find(name);
        if (found == m_services.end() || depth > k_deepest) return nullptr;
        if (found->second.gives_files) return &found->second;
        for (const std::string& part : found->second.parts) {
            if (const Service* inner = of_files(part, depth + 1)) return inner;
        }
        return nullptr;
    }

    std::string m_url;
    bool m_is_catalog = false;
    bool m_is_inherited = false;  ///< within metadata that hold for all datasets below
    std::string m_text;           ///< since the last element began
    std::vector<std::pair<std::string, std::string>> m_attributes;  ///< of that element
    std::map<std::string, Service> m_services;
    std::vector<std::string> m_services_open;
    std::vector<Dataset> m_datasets;  ///< those around what is read
    std::vector<Dataset> m_listed;
    std::vector<std::string> m_catalogs;
};

}  // namespace

Outcome<ThreddsCatalog> parse_thredds_catalog(std::string_view xml, const std::string& url) {
    CatalogReader reader(url);
    if (std::string fault = reader.read(xml); !fault.empty())
        return Problem{Stage::discover, "discover/thredds", url, std::move(fault)};
    return std::move(reader).result();
}

}  // namespace cairn
