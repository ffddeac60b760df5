// What the sources of this binding share.
#pragma once

#import <SkanSDK/SkanSDK.h>

#include "skan/skan.h"
#include "SKNHandle.h"
#include "SKNMemory.h"

NS_ASSUME_NONNULL_BEGIN

/// Owns an object of the C interface that results borrow from.
@interface SKNOwned : NSObject {
 @private
  void *_pointer;
  SKNHandle::FreeFunction _free;
}
- (instancetype)initWithPointer:(void *)pointer free:(SKNHandle::FreeFunction)free;
@end

@interface SKNValue (SKNInternal)
/// Copies `size` bytes of `record`; keeps `owner`, which what they point to belongs to.
- (instancetype)initWithOwner:(nullable id)owner record:(const void *)record size:(size_t)size;
@end

/// A new result of a class, which the caller does not own.
template <class Record>
id SKNMake(Class kind, id _Nullable owner, const Record &record) {
  return SKN_AUTORELEASE([[kind alloc] initWithOwner:owner record:&record size:sizeof record]);
}

template <class T, skan_status (*Free)(T *_Nullable *_Nonnull)>
SKNOwned *SKNOwn(T *_Nonnull pointer) {
  return SKN_AUTORELEASE([[SKNOwned alloc] initWithPointer:pointer free:SKNFree<T, Free>]);
}

/// What a result is made of.
template <class Record>
const Record &SKNRecordOf(SKNValue *value) {
  return *static_cast<const Record *>(value->_record);
}

/// A structure of the C interface, zeroed and with its size.
template <class T>
T SKNSized() {
  T structure{};
  structure.size = sizeof structure;
  return structure;
}

// Texts, bytes, times.

/// Empty for what is no UTF-8.
NSString *SKNString(skan_text text);
NSString *_Nullable SKNStringOrNil(skan_text text);
/// The string of bytes that the library made, which are freed.
NSString *SKNTakenString(skan_bytes *_Nullable bytes);
/// A string as UTF-8; halves of surrogate pairs become U+FFFD.
NSData *SKNUtf8(NSString *text);
/// Borrowed; nil gives none.
skan_text SKNTextOf(NSData *_Nullable bytes);
NSDate *SKNDate(int64_t unixSeconds);
NSDate *_Nullable SKNDateIf(bool there, int64_t unixSeconds);
/// Whole seconds, cut off downwards; false for what is no number or too far away.
bool SKNUnixSeconds(NSDate *date, int64_t *unixSeconds);
/// The number; what has more than 32 bits becomes one that the library refuses.
int32_t SKNNarrow(NSInteger number);
/// In microseconds; what is no number or too great becomes one that the library refuses.
int64_t SKNMicroseconds(NSTimeInterval seconds);

// Failures. Each returns false.

bool SKNFail(NSError *_Nullable *_Nullable error, SKNError code, NSString *detail);
bool SKNRefuse(NSError *_Nullable *_Nullable error, NSString *argument, NSString *what);

/// What a call of the C interface tells of its failure.
struct SKNFailure : skan_error {
  SKNFailure() : skan_error{} { size = sizeof(skan_error); }
};

/// Whether a call went well; otherwise its failure becomes the error.
bool SKNSucceeds(skan_status status, const SKNFailure &failure, NSError *_Nullable *_Nullable error);

/// Whether an argument was given.
bool SKNGiven(id _Nullable argument, NSString *name, NSError *_Nullable *_Nullable error);
/// Whether `url` is the address of a file; its path.
bool SKNPathOf(NSURL *_Nullable url, NSString *name, NSData *_Nullable *_Nonnull path,
               NSError *_Nullable *_Nullable error);
/// Whether `now` is a time; what the C interface takes for it.
bool SKNTimeOf(SKNMoment *_Nullable now, int64_t *unixSeconds, skan_clock_source *source,
               NSError *_Nullable *_Nullable error);

/// Russian if that is the first of the user's languages, otherwise English.
SKNLanguage SKNPreferredLanguage(void);

// Results of others.

SKNTrustStatus *SKNMakeStatus(skan_trust_status *status);
SKNWantedObject *SKNMakeWanted(const skan_wanted_object &wanted);
SKNPolicy *SKNMakePolicy(id owner, const skan_policy *policy);
SKNFinding *_Nullable SKNMakeFinding(id owner, const skan_verdict *verdict);
SKNVerdict *_Nullable SKNMakeVerdict(id owner, const skan_verdict *verdict, NSError *_Nullable *_Nullable error);
/// Takes over `explanation`.
NSArray<SKNPolicyVerdict *> *_Nullable SKNMakeExplanation(skan_explanation *explanation, NSError *_Nullable *_Nullable error);
const skan_verdict *SKNVerdictHandle(SKNVerdict *verdict);
SKNUpdateReport *SKNMakeReport(const skan_update_report &report);
SKNUpdateSession *SKNMakeSession(skan_update_session *session);
SKNCode *SKNMakeCode(const skan_code &code);
/// Without codes and repeats: one for all frames.
SKNScanEvent *SKNMakeEvent(SKNHint hint, NSArray<SKNCode *> *_Nullable codes, NSArray<SKNCode *> *_Nullable repeats);
SKNStillScan *SKNMakeStillScan(BOOL limitReached, NSArray<SKNCode *> *codes);
/// The content without a copy.
skan_text SKNContentOf(SKNCode *code);
skan_anchor SKNAnchorOf(SKNAnchor *anchor);

/// A verifier over the store's handle, which is entered meanwhile.
bool SKNCreateVerifier(SKNTrustStore *store, const skan_verifier_options &options, skan_verifier *_Nullable *_Nonnull verifier,
                       NSError *_Nullable *_Nullable error);

/// SKNTrustStore's prepareFolderAtURL.
bool SKNPrepareFolder(NSURL *_Nullable folder, NSError *_Nullable *_Nullable error);

/// A frame's pixels while a scanner looks at them. False if they cannot be had.
class SKNPixels {
 public:
  SKNPixels(SKNFrame *frame, NSError *_Nullable *_Nullable error);
  ~SKNPixels();
  SKNPixels(const SKNPixels &) = delete;
  SKNPixels &operator=(const SKNPixels &) = delete;

  explicit operator bool() const { return there_; }
  const skan_frame &frame() const { return frame_; }

 private:
  skan_frame frame_;
#if SKN_APPLE_FRAMEWORKS
  CVPixelBufferRef _Nullable locked_ = nullptr;
#endif
  bool there_ = true;
};

NS_ASSUME_NONNULL_END
