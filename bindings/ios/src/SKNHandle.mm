#include "SKNInternal.h"

#include <limits>

static constexpr int kClosed = std::numeric_limits<int>::min();

bool SKNHandle::enter() {
  int calls = state_.load();
  do {
    if (calls < 0) return false;
  } while (!state_.compare_exchange_weak(calls, calls + 1));
  return true;
}

void SKNHandle::leave() {
  if (state_.fetch_sub(1) - 1 == kClosed) free_(pointer_);
}

void SKNHandle::close() {
  int calls = state_.load();
  do {
    if (calls < 0) return;
  } while (!state_.compare_exchange_weak(calls, calls | kClosed));
  if (calls == 0) free_(pointer_);
}

SKNInside::SKNInside(void *handle, NSError **error) : handle_(static_cast<SKNHandle *>(handle)) {
  if (handle_ != nullptr && handle_->enter()) return;
  const char *name = handle_ == nullptr ? "object" : handle_->name();
  SKNFail(error, SKNErrorClosed, [NSString stringWithFormat:@"%s: is closed; make another", name]);
  handle_ = nullptr;
}

SKNInside::~SKNInside() {
  if (handle_ != nullptr) handle_->leave();
}

void SKNForget(void *handle) {
  SKNClose(handle);
  delete static_cast<SKNHandle *>(handle);
}

void SKNClose(void *handle) {
  if (handle != nullptr) static_cast<SKNHandle *>(handle)->close();
}
