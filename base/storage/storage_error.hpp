// The fault of a storage where code can only throw: in the middle of a file that is read at offsets.
#pragma once

#include <system_error>
#include <utility>

#include "base/storage/storage.hpp"

namespace cairn {

/// For those who know only disks a disk that fails; what() is the fault's message.
class StorageError final : public std::system_error {
  public:
    explicit StorageError(StorageFault fault)
        : std::system_error(std::make_error_code(std::errc::io_error)), m_fault(std::move(fault)) {}

    const StorageFault& fault() const { return m_fault; }
    const char* what() const noexcept override { return m_fault.message.c_str(); }

  private:
    StorageFault m_fault;
};

}  // namespace cairn
