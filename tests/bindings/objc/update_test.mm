// Updates object by object, and where the objects come from.
#include "check.h"

using namespace world;

/// What a test makes of each object: gives it, has not got it, fails, is silent, or lies.
@interface OddSource : NSObject <SKNObjectSource> {
 @public
  SKNFolderSource *_site;
  NSString *_oddPath;
  NSError *_failure;
  NSData *_instead;
  int _fetched;
  SKNTrustStore *_overtaken;
}
@end

@implementation OddSource
- (NSData *)fetchObject:(SKNWantedObject *)wanted error:(NSError **)error {
  ++_fetched;
  if (_overtaken != nil) {
    MUST([_overtaken updateWithBundle:bytes(@"second.skb") at:now() error:&error]);
    [_overtaken release];
    _overtaken = nil;
  }
  if (_oddPath == nil || ![[wanted path] hasPrefix:_oddPath]) return [_site fetchObject:wanted error:error];
  if (_instead == nil && error != nullptr) *error = _failure;
  return _instead;
}
- (void)dealloc {
  [_site release];
  [_oddPath release];
  [_failure release];
  [_instead release];
  [super dealloc];
}
@end

static SKNFolderSource *site() {
  return [MUST([[SKNFolderSource alloc] initWithFolder:url(@"site") error:&error]) autorelease];
}

static OddSource *oddSource(NSString *path, NSError *failure, NSData *instead) {
  OddSource *source = [[[OddSource alloc] init] autorelease];
  source->_site = [site() retain];
  source->_oddPath = [path copy];
  source->_failure = [failure retain];
  source->_instead = [instead retain];
  return source;
}

static void byHand() {
  SKNTrustStore *store = world::store();
  SKNFolderSource *site = ::site();
  SKNUpdateSession *session = MUST([store beginUpdateAt:now() error:&error]);
  int objects = 0;
  NSError *error = nil;
  for (SKNWantedObject *wanted = [session wantedObjectWithError:&error]; wanted != nil;
       wanted = [session wantedObjectWithError:&error]) {
    if (objects++ == 0) {
      CHECK_TEXT([wanted path], @"root/2");
      CHECK([wanted mayBeAbsent] && [wanted maxBytes] == SKNMaxRoot && ![wanted exactSize]);
    }
    NSData *object = [site fetchObject:wanted error:&error];
    if (object == nil) CHECK([error code] == SKNErrorNotFound && [wanted mayBeAbsent]);
    error = nil;
    if (object == nil) MUST([session objectNotFoundWithError:&error]);
    if (object != nil) MUST([session supplyObject:object error:&error]);
  }
  CHECK(error == nil && objects > 2);
  CHECK([MUST([session deltaRefusalWithError:&error]) length] == 0);
  SKNUpdateReport *report = MUST([session commitWithError:&error]);
  CHECK([report changed] && [report sequence] == 2);
  FAILS(SKNErrorInvalidArgument, @"", [session commitWithError:&error]);
}

static void wholeSite() {
  SKNTrustStore *store = emptyStore();
  SKNUpdateReport *report = MUST([store updateFromSource:site() at:now() error:&error]);
  CHECK([report changed] && [report sequence] == 2);
  OddSource *counting = oddSource(nil, nil, nil);
  report = MUST([store updateFromSource:counting at:now() error:&error]);
  CHECK(![report changed] && counting->_fetched < 5);  // root and head alone
}

static void neighbour() {
  SKNTrustStore *first = world::store(), *second = emptyStore();
  SKNUpdateReport *report = MUST([second updateFromSource:first at:now() error:&error]);
  CHECK([report sequence] == 1);
  [first close];
  FAILS(SKNErrorClosed, @"store", [second updateFromSource:first at:now() error:&error]);
}

static void abandoned() {
  SKNTrustStore *store = world::store();
  SKNUpdateSession *session = MUST([store beginUpdateAt:now() error:&error]);
  CHECK(MUST([session wantedObjectWithError:&error]) != nil);
  [session close];
  CHECK([MUST([store statusAt:now() error:&error]) sequence] == 1);
}

static void outOfTurn() {
  SKNTrustStore *store = world::store();
  SKNUpdateSession *session = MUST([store beginUpdateAt:now() error:&error]);
  FAILS(SKNErrorInvalidArgument, @"", [session commitWithError:&error]);
  MUST([session objectNotFoundWithError:&error]);                              // no second root
  FAILS(SKNErrorMalformed, @"", [session objectNotFoundWithError:&error]);     // but there must be a head
  FAILS(SKNErrorMalformed, @"", [session commitWithError:&error]);
  FAILS(SKNErrorMalformed, @"", [session supplyObject:[NSData data] error:&error]);
}

static void failingSources() {
  SKNTrustStore *store = world::store();
  NSError *noNet = [NSError errorWithDomain:@"net" code:7 userInfo:nil];
  NSError *error = nil;
  CHECK([store updateFromSource:oddSource(@"head", noNet, nil) at:now() error:&error] == nil && error == noNet);
  CHECK([store updateFromSource:oddSource(@"head", noNet, nil) at:now() error:nullptr] == nil);
  FAILS(SKNErrorTransfer, @"source", [store updateFromSource:oddSource(@"head", nil, nil) at:now() error:&error]);
  FAILS(SKNErrorMalformed, @"", [store updateFromSource:oddSource(@"head", nil, bytes(@"texts/good")) at:now() error:&error]);
  FAILS(SKNErrorSizeMismatch, @"", [store updateFromSource:oddSource(@"head", nil, [NSMutableData dataWithLength:8 << 20])
                                                        at:now() error:&error]);
  CHECK([MUST([store statusAt:now() error:&error]) sequence] == 1);
}

static void overtaken() {
  NSURL *url = fresh(@"overtaken.db");
  SKNTrustStore *store = MUST([SKNTrustStore provisionStoreAtURL:url root:bytes(@"root.cose") authority:text(@"authority")
                                                         channel:nil error:&error]);
  OddSource *source = oddSource(nil, nil, nil);
  source->_overtaken = [opened(url, nil) retain];
  SKNUpdateReport *report = MUST([store updateFromSource:source at:now() error:&error]);
  CHECK(![report changed] && [report sequence] == 2);
}

static void folders() {
  SKNUpdateSession *session = MUST([emptyStore() beginUpdateAt:now() error:&error]);
  SKNWantedObject *root = MUST([session wantedObjectWithError:&error]);
  FAILS(SKNErrorNotFound, @"root/2", [site() fetchObject:root error:&error]);
  SKNFolderSource *nowhere = [MUST([[SKNFolderSource alloc] initWithFolder:fresh(@"none") error:&error]) autorelease];
  FAILS(SKNErrorStorage, @"", [nowhere fetchObject:root error:&error]);
  FAILS(SKNErrorStorage, @"", [emptyStore() updateFromSource:nowhere at:now() error:&error]);
  NSURL *large = fresh(@"large");
  [[NSFileManager defaultManager] createDirectoryAtPath:[[large path] stringByAppendingPathComponent:@"root"]
                            withIntermediateDirectories:YES attributes:nil error:nullptr];
  [[NSMutableData dataWithLength:SKNMaxRoot + 1] writeToFile:[[large path] stringByAppendingPathComponent:@"root/2"]
                                                  atomically:NO];
  SKNFolderSource *source = [MUST([[SKNFolderSource alloc] initWithFolder:large error:&error]) autorelease];
  FAILS(SKNErrorSizeMismatch, @"root/2", [source fetchObject:root error:&error]);
}

static constexpr Test tests[] = {
    {"a session names what it wants, takes it, and commits once", byHand},
    {"a published folder is fetched whole, and then only what changed", wholeSite},
    {"one device feeds the next", neighbour},
    {"a session that is given up changes nothing", abandoned},
    {"a session refuses what is not its turn, and goes on failing as it failed", outOfTurn},
    {"what a source fails with comes out, and the data in force stays", failingSources},
    {"an update that another has overtaken is begun again", overtaken},
    {"a folder tells what it lacks from what it cannot read, and reads nothing that is too long", folders},
};
extern const Group updateGroup;
const Group updateGroup = groupOf("update", tests);
