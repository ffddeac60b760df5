// What a store notes beside its data. Nothing here is signed, and nothing here can make a verdict better.
#pragma once

#include "store/store_file.h"

namespace skan::store {

struct Notes {
  std::int64_t time = 0;    ///< the latest time that a host has noted
  std::uint32_t epoch = 0;  ///< of the data that was in force then
  std::optional<NotedRefusal> refusal;
};

SqliteResult<Notes> read_notes(Database& database);

}  // namespace skan::store
