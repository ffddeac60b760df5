// An object of the C interface and the calls that are inside it.
#pragma once

#import <SkanSDK/SKNBase.h>

#include <atomic>

#include "skan/skan.h"

NS_ASSUME_NONNULL_BEGIN

/// Frees what `Free` frees.
template <class T, skan_status (*Free)(T *_Nullable *_Nonnull)>
void SKNFree(void *pointer) {
  T *object = static_cast<T *>(pointer);
  Free(&object);
}

/// Frees its object once: by close(), or by the last call that leaves after that.
class SKNHandle {
 public:
  using FreeFunction = void (*)(void *);

  /// Takes over `pointer`; `name` is what errors call it.
  SKNHandle(void *pointer, FreeFunction free, const char *name) : pointer_(pointer), free_(free), name_(name) {}
  SKNHandle(const SKNHandle &) = delete;
  SKNHandle &operator=(const SKNHandle &) = delete;

  /// False if it is closed; otherwise leave() must follow.
  bool enter();
  void leave();
  /// Keeps new calls out, and does not wait for those inside.
  void close();

  void *pointer() const { return pointer_; }
  const char *name() const { return name_; }

 private:
  void *pointer_;
  FreeFunction free_;
  const char *name_;
  std::atomic<int> state_{0};  // the number of calls inside; kClosed is added once nobody else may come in
};

/// A call of a method. False, with SKNErrorClosed, if the object is closed.
class SKNInside {
 public:
  /// `handle` is an SKNHandle's, or NULL, which counts as closed.
  SKNInside(void *_Nullable handle, NSError *_Nullable *_Nullable error);
  ~SKNInside();
  SKNInside(const SKNInside &) = delete;
  SKNInside &operator=(const SKNInside &) = delete;

  explicit operator bool() const { return handle_ != nullptr; }
  template <class T>
  T *_Nonnull as() const {
    return static_cast<T *>(handle_->pointer());
  }

 private:
  SKNHandle *_Nullable handle_;
};

/// For dealloc: no call is inside any more.
void SKNForget(void *_Nullable handle);
/// For close.
void SKNClose(void *_Nullable handle);

NS_ASSUME_NONNULL_END
