// The texts of all links of a document in one block.
#include <algorithm>
#include <memory>
#include <utility>

#include "validator/record.hpp"

namespace cairn::validate {

namespace {

/// Copies texts into one block, a rel that is repeated from link to link only once.
class LinkTexts {
  public:
    explicit LinkTexts(const std::vector<Link>& links) {
        std::size_t size = 0;
        std::string_view last;
        for (const Link& link : links) {
            size += link.href.size() + (link.rel == last ? 0 : link.rel.size());
            last = link.rel;
        }
        m_texts = std::make_unique<char[]>(size);
        m_end = m_texts.get();
    }

    void own(Link& link) {
        if (link.rel != m_rel) m_rel = copy(link.rel);
        link.rel = m_rel;
        link.href = copy(link.href);
    }

    std::unique_ptr<char[]> take() { return std::move(m_texts); }

  private:
    std::string_view copy(std::string_view text) {
        char* const begin = m_end;
        m_end = std::copy(text.begin(), text.end(), begin);
        return {begin, text.size()};
    }

    std::unique_ptr<char[]> m_texts;
    char* m_end = nullptr;
    std::string_view m_rel;
};

/// Most documents have so few links that looking through them is as fast, and takes no memory.
constexpr std::size_t k_few_links = 16;

std::vector<std::uint32_t> first_of_each_rel(const std::vector<Link>& links) {
    std::vector<std::uint32_t> firsts;
    if (links.size() <= k_few_links) return firsts;
    for (std::uint32_t i = 0; i < links.size(); ++i) {
        if (i == 0 || links[i].rel != links[i - 1].rel) firsts.push_back(i);
    }
    const auto is_before = [&](std::uint32_t a, std::uint32_t b) {
        return std::pair(links[a].rel, a) < std::pair(links[b].rel, b);
    };
    std::sort(firsts.begin(), firsts.end(), is_before);
    const auto end = std::unique(firsts.begin(), firsts.end(),
                                 [&](std::uint32_t a, std::uint32_t b) { return links[a].rel == links[b].rel; });
    firsts.erase(end, firsts.end());
    firsts.shrink_to_fit();
    return firsts;
}

}  // namespace

LinkList::LinkList(std::vector<Link> links) {
    if (links.empty()) return;
    auto own = std::make_shared<Links>();
    if (links.capacity() > links.size() + links.size() / 4) links.shrink_to_fit();
    own->all = std::move(links);
    LinkTexts texts(own->all);
    for (Link& link : own->all) texts.own(link);
    own->first_of_rel = first_of_each_rel(own->all);
    own->texts = texts.take();
    m_links = std::move(own);
}

const Link* LinkList::find(std::string_view rel) const {
    if (size() <= k_few_links) {
        const Link* first = std::find_if(begin(), end(), [rel](const Link& one) { return one.rel == rel; });
        return first == end() ? nullptr : first;
    }
    const std::vector<std::uint32_t>& firsts = m_links->first_of_rel;
    const auto found = std::lower_bound(
        firsts.begin(), firsts.end(), rel,
        [this](std::uint32_t index, std::string_view wanted) { return m_links->all[index].rel < wanted; });
    return found == firsts.end() || m_links->all[*found].rel != rel ? nullptr : &m_links->all[*found];
}

}  // namespace cairn::validate
