#include "builder/scanner.hpp"

#include <algorithm>
#include <chrono>

#include "base/guard.hpp"
#include "base/text.hpp"
#include "base/web_place.hpp"
#include "builder/checksums/file_checksum.hpp"
#include "builder/facts/heads_digest.hpp"
#include "builder/interpret/description/description.hpp"
#include "builder/interpret/interpret.hpp"
#include "builder/interpret/stated_attributes.hpp"

namespace cairn {

namespace {

std::int64_t now_ns() {
    using std::chrono::system_clock;
    return std::chrono::duration_cast<std::chrono::nanoseconds>(system_clock::now().time_since_epoch()).count();
}

bool are_settled(const Fingerprint& fingerprint, const Source& source, std::int64_t at_ns) {
    if (!is_store(source.format) || fingerprint.parts.empty()) return is_settled(fingerprint.stamp, at_ns);
    return std::ranges::all_of(fingerprint.parts,
                               [&](const Sighting& one) { return !one.stamp || is_settled(*one.stamp, at_ns); });
}

Problem needs_tape(const Source& source, const std::string& file) {
    return {
        Stage::probe,
        std::string(k_offline),
        to_utf8(source.path),
        "its description needs '" + to_utf8(file) +
            "', which is on tape only (scan.offline_files) and is not brought back: bring it back once, or exclude it",
        Severity::error,
        std::nullopt};
}

Problem no_answer(const Source& source) {
    return {Stage::probe,
            std::string(k_no_answer),
            to_utf8(source.path),
            "it does not answer: its server is down, or its mount hangs; the run went on without it, and the next one "
            "tries again",
            Severity::error,
            std::nullopt};
}

}  // namespace

std::vector<std::string> Scanner::roots_of(const Config& config) {
    std::vector<std::string> roots;
    for (const Archive& archive : config.archives) {
        if (!is_web(archive.root)) roots.push_back(archive.root);
    }
    return roots;
}

Facts Scanner::operator()(const Source& source, const Placer& placer) {
    const auto read_facts = std::make_shared<Facts>();
    if (patiently(source.path, [this, source, &placer, read_facts] { *read_facts = read(source, placer); }))
        return std::move(*read_facts);
    Facts facts;
    facts.format = source.format;
    facts.fingerprint.stamp = source.stamp;
    facts.problems.push_back(no_answer(source));
    return facts;
}

Facts Scanner::read(const Source& source, const Placer& placer) {
    Facts facts;
    facts.format = source.format;
    facts.fingerprint.stamp = source.stamp;
    const std::int64_t begun_ns = now_ns();
    const NoRecall no_recall(m_is_offline);
    std::optional<Witness> witness;
    if (is_store(source.format)) witness.emplace();
    Stage stage = Stage::probe;
    bool is_read = false;
    Outcome<Understood> understood = guarded(stage, source.path, [&]() -> Outcome<Understood> {
        Outcome<Dataset> dataset = m_readers.read(source);
        is_read = true;
        if (!dataset) return std::move(dataset).take_problem();
        facts.problems = dataset->problems;  // interpreting looks at them, too
        stage = Stage::interpret;
        return understand(source, *dataset, placer);
    });
    if (!is_read) m_readers.drop();
    if (understood) {
        facts.understood = *std::move(understood);
    } else {
        facts.problems.push_back(std::move(understood).take_problem());
    }
    if (!no_recall.refused().empty()) {
        facts.understood.reset();
        facts.problems = {needs_tape(source, no_recall.refused())};
    }
    if (witness) facts.fingerprint.parts = witness->take();
    if (m_trust == Trust::header) facts.fingerprint.heads = heads_digest(source.path, facts.fingerprint);
    facts.fingerprint.is_settled = are_settled(facts.fingerprint, source, begun_ns);
    return facts;
}

bool Scanner::sum(const Source& source, Facts& facts, const std::atomic<bool>& stop) {
    using Checksum = std::optional<Outcome<std::string>>;
    const auto checksum = std::make_shared<Checksum>();
    const auto work = [source, checksum, &stop] { checksum->emplace(checksums::file_checksum(source, stop)); };
    if (!patiently(source.path, work)) {
        facts.problems.push_back(no_answer(source));
        return false;
    }
    if (!**checksum) {
        facts.problems.push_back(std::move(**checksum).take_problem());
        return false;
    }
    facts.checksum = *std::move(**checksum);
    return !facts.checksum.empty();
}

Understood Scanner::understand(const Source& source, const Dataset& dataset, const Placer& placer) {
    Understood understood;
    understood.attributes = stated_attributes(dataset);
    understood.named = placer.time_from_name(source, &understood.attributes);
    Interpretation read = interpret(dataset, m_config.policies, understood.named, source.path);
    understood.doubts = std::move(read.problems);
    for (Problem& problem : understood.doubts) problem.path = to_utf8(source.path);
    Granule& granule = understood.granule = std::move(read.granule);
    granule.cube = m_cubes.intern(std::move(granule.cube));
    if (StorePart* store = granule.store()) {
        for (StoreGroup& group : store->groups) group.cube = m_cubes.intern(std::move(group.cube));
    }
    if (granule.footprint.outline) granule.footprint.outline = m_outlines.intern(std::move(granule.footprint.outline));
    if (granule.projection) granule.projection = m_projections.intern(std::move(granule.projection));
    granule.description = description_of(dataset);
    return understood;
}

std::shared_ptr<const Description> Scanner::description_of(const Dataset& dataset) {
    const AttributeTexts texts = texts_for_description(dataset);
    return m_known_texts.local().find_or(texts, [&]() -> std::shared_ptr<const Description> {
        auto description = read_description(texts);
        return description ? m_descriptions.intern(std::move(description)) : nullptr;
    });
}

}  // namespace cairn
