#include "faults/fault_vfs.h"

#include <filesystem>

#include <sqlite3.h>

namespace skan::testing {

struct FaultVfs::State {
  sqlite3_vfs vfs{};
  sqlite3_vfs* real = nullptr;
  LossyDisk disk;
  bool keeps_synced = true;
  Fault fault;
  int count = 0;

  /// What the next operation is to answer.
  int next(bool is_read = false) {
    if (is_read && !fault.reads) return SQLITE_OK;
    ++count;
    const bool fails = fault.at > 0 && (count == fault.at || (fault.lasting && count > fault.at));
    return fails ? fault.code : SQLITE_OK;
  }
};

namespace {

using State = FaultVfs::State;

/// What SQLite holds of an open file; the real one lies behind it.
struct Handle {
  sqlite3_file base;
  State* state;
  std::string* path;
  std::shared_ptr<LossyFile>* lossy;

  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

Handle& handle(sqlite3_file* file) { return *reinterpret_cast<Handle*>(file); }
sqlite3_file* real(sqlite3_file* file) { return handle(file).real(); }
State& state_of(sqlite3_vfs* vfs) { return *static_cast<State*>(vfs->pAppData); }

int close_file(sqlite3_file* file) {
  Handle& self = handle(file);
  delete self.path;
  delete self.lossy;
  return self.real()->pMethods->xClose(self.real());
}

int read_file(sqlite3_file* file, void* out, int size, sqlite3_int64 offset) {
  if (const int code = handle(file).state->next(true)) return code;
  return real(file)->pMethods->xRead(real(file), out, size, offset);
}

int write_file(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
  Handle& self = handle(file);
  const int code = self.state->next();
  const int written = code ? size / 2 : size;
  if (self.lossy && written > 0) {
    const auto* start = static_cast<const std::byte*>(bytes);
    (*self.lossy)->write(static_cast<std::size_t>(offset), {start, static_cast<std::size_t>(written)});
  }
  const int done = self.real()->pMethods->xWrite(self.real(), bytes, written, offset);
  return code ? code : done;
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  Handle& self = handle(file);
  if (const int code = self.state->next()) return code;
  if (self.lossy) (*self.lossy)->truncate(static_cast<std::size_t>(size));
  return self.real()->pMethods->xTruncate(self.real(), size);
}

int sync_file(sqlite3_file* file, int) {
  Handle& self = handle(file);
  if (const int code = self.state->next()) return code;
  if (self.path && !self.state->fault.lies) self.state->disk.sync(*self.path);
  return SQLITE_OK;
}

int map_shared(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
  if (const int code = handle(file).state->next()) return code;
  return real(file)->pMethods->xShmMap(real(file), page, size, extend, out);
}

/// What needs no fault of its own.
sqlite3_io_methods file_methods() {
  sqlite3_io_methods out{};
  out.iVersion = 2;
  out.xClose = close_file;
  out.xRead = read_file;
  out.xWrite = write_file;
  out.xTruncate = truncate_file;
  out.xSync = sync_file;
  out.xFileSize = [](sqlite3_file* f, sqlite3_int64* size) { return real(f)->pMethods->xFileSize(real(f), size); };
  out.xLock = [](sqlite3_file* f, int level) { return real(f)->pMethods->xLock(real(f), level); };
  out.xUnlock = [](sqlite3_file* f, int level) { return real(f)->pMethods->xUnlock(real(f), level); };
  out.xCheckReservedLock = [](sqlite3_file* f, int* held) { return real(f)->pMethods->xCheckReservedLock(real(f), held); };
  out.xFileControl = [](sqlite3_file* f, int op, void* arg) { return real(f)->pMethods->xFileControl(real(f), op, arg); };
  out.xSectorSize = [](sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); };
  out.xDeviceCharacteristics = [](sqlite3_file* f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); };
  out.xShmMap = map_shared;
  out.xShmLock = [](sqlite3_file* f, int at, int n, int flags) { return real(f)->pMethods->xShmLock(real(f), at, n, flags); };
  out.xShmBarrier = [](sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); };
  out.xShmUnmap = [](sqlite3_file* f, int remove) { return real(f)->pMethods->xShmUnmap(real(f), remove); };
  return out;
}

int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  static const sqlite3_io_methods methods = file_methods();
  State& state = state_of(vfs);
  file->pMethods = nullptr;
  if (const int code = state.next()) return code == SQLITE_NOMEM ? SQLITE_NOMEM : SQLITE_CANTOPEN;
  Handle& self = handle(file);
  // Before the real file is made, so that a new one is known for new.
  const bool is_kept = state.keeps_synced && name && (flags & SQLITE_OPEN_DELETEONCLOSE) == 0;
  const bool may_make = (flags & SQLITE_OPEN_CREATE) != 0 || (name && std::filesystem::exists(name));
  auto lossy = is_kept && may_make ? state.disk.open(name) : nullptr;
  const int opened = state.real->xOpen(state.real, name, self.real(), flags, out_flags);
  if (opened != SQLITE_OK) return opened;
  self.state = &state;
  self.path = lossy ? new std::string(name) : nullptr;
  self.lossy = lossy ? new std::shared_ptr<LossyFile>(std::move(lossy)) : nullptr;
  file->pMethods = &methods;
  return SQLITE_OK;
}

int remove_file(sqlite3_vfs* vfs, const char* name, int sync_folder) {
  State& state = state_of(vfs);
  if (const int code = state.next()) return code;
  if (state.keeps_synced && std::filesystem::exists(name)) state.disk.remove(name, sync_folder != 0);
  return state.real->xDelete(state.real, name, sync_folder);
}

}  // namespace

FaultVfs::FaultVfs(bool keeps_synced) : state_(std::make_unique<State>()) {
  state_->keeps_synced = keeps_synced;
  sqlite3_initialize();
  state_->real = sqlite3_vfs_find(nullptr);
  sqlite3_vfs& vfs = state_->vfs;
  // Everything else, the full path of a name for instance, is done by the real one and without its own state.
  vfs = *state_->real;
  vfs.pNext = nullptr;
  vfs.zName = "skan-faults";
  vfs.szOsFile = static_cast<int>(sizeof(Handle)) + state_->real->szOsFile;
  vfs.pAppData = state_.get();
  vfs.xOpen = open_file;
  vfs.xDelete = remove_file;
  vfs.xSleep = [](sqlite3_vfs*, int microseconds) { return microseconds; };  // nobody else is there to wait for
  sqlite3_vfs_register(&vfs, 1);
}

FaultVfs::~FaultVfs() {
  sqlite3_vfs_unregister(&state_->vfs);
  sqlite3_vfs_register(state_->real, 1);
}

void FaultVfs::arm(const Fault& fault) {
  state_->fault = fault;
  state_->count = 0;
}

int FaultVfs::operations() const noexcept { return state_->count; }

void FaultVfs::lose_power(PowerCut cut, unsigned seed) {
  heal();
  state_->disk.restore(cut, seed);
}

}  // namespace skan::testing
