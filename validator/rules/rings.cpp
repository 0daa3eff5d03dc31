#include "validator/rules/rings.hpp"

#include <utility>

namespace cairn::validate::rules {

namespace {

class Rings : public GeometryVisitor {
  public:
    explicit Rings(RingFault fault_of) : m_fault_of(fault_of) {}

    std::string first;  ///< what is wrong with the first one
    std::string first_at;
    std::size_t count = 0;

  protected:
    bool part(const json::Value& ring, PartKind kind) override {
        if ((kind != PartKind::shell && kind != PartKind::hole) || !ring.IsArray() || ring.Empty()) return true;
        std::string fault = m_fault_of(ring, kind);
        if (fault.empty() || ++count > 1) return true;
        first = std::move(fault);
        first_at = here();
        return true;
    }

  private:
    RingFault m_fault_of;
};

}  // namespace

void report_rings(const Rule& rule, const ObjectView& view, RingFault fault_of, Findings& out) {
    Rings rings(fault_of);
    rings.visit(*view.object.geometry);
    if (rings.count == 0) return;
    out.add(rule, view.record(), view.object.pointer("/geometry") + rings.first_at,
            rings.first + (rings.count == 1 ? "" : "; so do " + std::to_string(rings.count - 1) + " other rings"));
}

}  // namespace cairn::validate::rules
