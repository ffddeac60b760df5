// Objects of the app's own that do not keep to their protocols, and hands behind the headers.
#include "check.h"

using namespace world;

/// A source that does something else when it is asked.
@interface HostileSource : NSObject <SKNObjectSource> {
 @public
  SKNTrustStore *_store, *_closed;
  id _answer;
  BOOL _raises;
  int _depth;
}
@end

@implementation HostileSource
- (NSData *)fetchObject:(SKNWantedObject *)wanted error:(NSError **)error {
  if (_raises) [NSException raise:NSGenericException format:@"out of the source"];
  if (_answer != nil) return _answer;
  if (_depth-- > 0) [_store updateFromSource:self at:now() error:nullptr];
  [_closed close];
  SKNFolderSource *site = [[[SKNFolderSource alloc] initWithFolder:url(@"site") error:error] autorelease];
  return [site fetchObject:wanted error:error];
}
@end

@interface HostileKeeper : NSObject <SKNAnchorKeeping> {
 @public
  id _kept;
}
@end

@implementation HostileKeeper
- (SKNAnchor *)keptAnchorWithError:(NSError **)error {
  (void)error;
  return _kept;
}
- (BOOL)keepAnchor:(SKNAnchor *)anchor error:(NSError **)error {
  (void)anchor, (void)error;
  return NO;
}
@end

static HostileSource *sourceOf(SKNTrustStore *store) {
  HostileSource *source = [[[HostileSource alloc] init] autorelease];
  source->_store = store;
  return source;
}

static void raising() {
  SKNTrustStore *store = emptyStore();
  HostileSource *source = sourceOf(store);
  source->_raises = YES;
  bool raised = false;
  @try {
    [store updateFromSource:source at:now() error:nullptr];
  } @catch (NSException *exception) {
    raised = [[exception reason] isEqualToString:@"out of the source"];
  }
  CHECK(raised && [MUST([store statusAt:now() error:&error]) sequence] == 0);
  source->_raises = NO;
  CHECK([MUST([store updateFromSource:source at:now() error:&error]) sequence] == 2);
}

static void garbage() {
  SKNTrustStore *store = emptyStore();
  HostileSource *source = sourceOf(store);
  for (id answer in [NSArray arrayWithObjects:@"text", [NSNull null], [NSNumber numberWithInt:1], nil]) {
    source->_answer = answer;
    FAILS(SKNErrorInvalidArgument, @"object: is no NSData", [store updateFromSource:source at:now() error:&error]);
  }
}

static void entering() {
  SKNTrustStore *store = emptyStore();
  HostileSource *source = sourceOf(store);
  source->_depth = 3;
  CHECK([MUST([store updateFromSource:source at:now() error:&error]) sequence] == 2);
}

static void closing() {
  SKNTrustStore *store = emptyStore();
  HostileSource *source = sourceOf(store);
  source->_closed = store;
  NSError *error = nil;
  SKNUpdateReport *report = [store updateFromSource:source at:now() error:&error];
  CHECK(report != nil ? [report sequence] == 2 : error != nil);
  FAILS(SKNErrorClosed, @"store: is closed", [store statusAt:now() error:&error]);
}

static void keepers() {
  HostileKeeper *keeper = [[[HostileKeeper alloc] init] autorelease];
  NSURL *door = fresh(@"kept.db");
  NSString *authority = text(@"authority");
  SKNTrustStore *store = MUST([SKNTrustStore provisionStoreAtURL:door root:bytes(@"root.cose") authority:authority channel:nil
                                                           error:&error]);
  FAILS(SKNErrorInvalidArgument, @"keeper: gave neither", [SKNTrustStore openStoreAtURL:door authority:authority keeper:keeper
                                                                                  error:&error]);
  FAILS(SKNErrorInvalidArgument, @"keeper: kept nothing", [store keepAnchorIn:keeper error:&error]);
  keeper->_kept = @"no anchor";
  FAILS(SKNErrorInvalidArgument, @"keeper: gave neither", [SKNTrustStore openStoreAtURL:door authority:authority keeper:keeper
                                                                                  error:&error]);
}

/// Key-value coding reaches into objects that never change, unless they say no.
static void keyValueCoding() {
  SKNVerdict *verdict = world::verdict(@"any", @"texts/good");
  NSArray<id> *fixed = [NSArray arrayWithObjects:verdict, [verdict certificate], MUST([store() anchorWithError:&error]), now(), nil];
  for (id value in fixed) {
    for (NSString *key in [NSArray arrayWithObjects:@"owner", @"sequence", @"unixSeconds", nil]) {
      bool refused = false;
      @try {
        [value setValue:[NSNumber numberWithInt:7] forKey:key];
      } @catch (NSException *) {
        refused = true;
      }
      CHECK(refused);
    }
  }
  CHECK([[verdict certificate] number].length > 0);
}

static void oddFrames() {
  SKNScanner *scanner = [MUST([[SKNScanner alloc] initWithOptions:nil error:&error]) autorelease];
  NSData *pixels = [NSMutableData dataWithLength:4096];
  const NSInteger numbers[] = {0, 1, -1, 7, 64, 4096, 65'536, NSIntegerMax, NSIntegerMin, INT32_MAX};
  int failed = 0;
  for (const NSInteger width : numbers) {
    for (const NSInteger height : numbers) {
      for (const NSInteger stride : numbers) {
        SKNFrame *frame = [[[SKNFrame alloc] initWithData:pixels format:SKNPixelFormatLuma width:width height:height
                                                rowStride:stride] autorelease];
        [frame setPixelStride:height];
        [frame setRotation:stride];
        NSError *error = nil;
        if ([scanner processFrame:frame atTimestamp:1 error:&error] == nil && error != nil) ++failed;
      }
    }
  }
  CHECK(failed > 900);
}

static constexpr Test tests[] = {
    {"an exception out of a source passes, and the store goes on", raising},
    {"a source that gives something else than NSData is refused", garbage},
    {"a source may update the store that asks it", entering},
    {"a source may close the store that asks it", closing},
    {"a keeper that gives or keeps nothing without an error is told by an error", keepers},
    {"key-value coding does not reach into what never changes", keyValueCoding},
    {"frames with impossible numbers are refused", oddFrames},
};
extern const Group hostileGroup;
const Group hostileGroup = groupOf("hostile", tests);
