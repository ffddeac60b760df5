#include "SKNInternal.h"

#include <cmath>
#include <cstring>
#include <limits>

@implementation SKNValue

+ (BOOL)accessInstanceVariablesDirectly {  // key-value coding does not change it
  return NO;
}

- (instancetype)initWithOwner:(id)owner record:(const void *)record size:(size_t)size {
  self = [super init];
  if (self == nil) return nil;
  _owner = SKN_RETAIN(owner);
  _record = ::operator new(size);
  std::memcpy(_record, record, size);
  return self;
}

- (instancetype)init {  // only reached behind the compiler's back: there is no result without a record
  SKN_RELEASE(self);
  return nil;
}

- (void)dealloc {
  ::operator delete(_record);
  SKN_RELEASE(_owner);
  SKN_SUPER_DEALLOC;
}

@end

@implementation SKNOwned

- (instancetype)initWithPointer:(void *)pointer free:(SKNHandle::FreeFunction)free {
  self = [super init];
  if (self == nil) return nil;
  _pointer = pointer;
  _free = free;
  return self;
}

- (void)dealloc {
  if (_pointer != nullptr) _free(_pointer);
  SKN_SUPER_DEALLOC;
}

@end

NSString *SKNLibraryVersion(void) {
  skan_text version{};
  skan_version(&version, nullptr);
  return SKNString(version);
}

NSString *SKNString(skan_text text) {
  if (text.length == 0) return @"";
  NSString *string = [[NSString alloc] initWithBytes:text.data length:text.length encoding:NSUTF8StringEncoding];
  return string == nil ? @"" : SKN_AUTORELEASE(string);
}

NSString *SKNStringOrNil(skan_text text) { return text.length == 0 ? nil : SKNString(text); }

NSString *SKNTakenString(skan_bytes *bytes) {
  const uint8_t *data = nullptr;
  size_t length = 0;
  if (bytes == nullptr || skan_bytes_read(bytes, &data, &length, nullptr) != SKAN_OK) return @"";
  NSString *string = SKNString({reinterpret_cast<const char *>(data), length});
  skan_bytes_free(&bytes);
  return string;
}

/// One character of a string that is not Unicode throughout.
static void SKNAppendCharacter(NSMutableString *whole, unichar first, unichar second) {
  const bool isPair = (first & 0xFC00) == 0xD800 && (second & 0xFC00) == 0xDC00;
  const unichar pair[] = {first, second};
  const unichar replacement = 0xFFFD;
  const bool isHalf = (first & 0xF800) == 0xD800;
  [whole appendString:[NSString stringWithCharacters:isHalf && !isPair ? &replacement : pair length:isPair ? 2 : 1]];
}

NSData *SKNUtf8(NSString *text) {
  NSData *bytes = [text dataUsingEncoding:NSUTF8StringEncoding];
  if (bytes != nil) return bytes;
  NSMutableString *whole = [NSMutableString stringWithCapacity:[text length]];
  for (NSUInteger i = 0; i < [text length]; ++i) {
    const unichar first = [text characterAtIndex:i];
    const unichar second = i + 1 < [text length] ? [text characterAtIndex:i + 1] : 0;
    SKNAppendCharacter(whole, first, second);
    if ((first & 0xFC00) == 0xD800 && (second & 0xFC00) == 0xDC00) ++i;
  }
  bytes = [whole dataUsingEncoding:NSUTF8StringEncoding];
  return bytes == nil ? [NSData data] : bytes;
}

skan_text SKNTextOf(NSData *bytes) { return {static_cast<const char *>([bytes bytes]), [bytes length]}; }

NSDate *SKNDate(int64_t unixSeconds) { return [NSDate dateWithTimeIntervalSince1970:static_cast<double>(unixSeconds)]; }

NSDate *SKNDateIf(bool there, int64_t unixSeconds) { return there ? SKNDate(unixSeconds) : nil; }

bool SKNUnixSeconds(NSDate *date, int64_t *unixSeconds) {
  const double seconds = std::floor([date timeIntervalSince1970]);
  constexpr double limit = 9007199254740992.0;  // up to here a date is exact to the second
  const bool isTime = seconds > -limit && seconds < limit;
  *unixSeconds = isTime ? static_cast<int64_t>(seconds) : 0;
  return isTime;
}

int32_t SKNNarrow(NSInteger number) {
  using Limits = std::numeric_limits<int32_t>;
  const bool fits = number >= Limits::min() && number <= Limits::max();
  return fits ? static_cast<int32_t>(number) : Limits::min();
}

int64_t SKNMicroseconds(NSTimeInterval seconds) {
  const double micros = seconds * 1e6;
  const bool fits = micros > -9e18 && micros < 9e18;
  return fits ? std::llround(micros) : std::numeric_limits<int64_t>::min();
}
