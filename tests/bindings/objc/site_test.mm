// What becomes of an HTTP server's answers.
#include "check.h"

using namespace world;

static SKNWantedObject *root2() {
  SKNUpdateSession *session = MUST([emptyStore() beginUpdateAt:now() error:&error]);
  return MUST([session wantedObjectWithError:&error]);
}

static SKNSiteAnswer *answer() { return [[[SKNSiteAnswer alloc] initForObject:root2()] autorelease]; }

static NSData *zeros(NSUInteger count) { return [NSMutableData dataWithLength:count]; }

static void whole() {
  SKNSiteAnswer *answer = ::answer();
  CHECK([answer beginWithStatus:200 contentLength:5 contentRange:nil]);
  CHECK([answer appendData:[@"ab" dataUsingEncoding:NSUTF8StringEncoding]]);
  CHECK([answer appendData:[@"cde" dataUsingEncoding:NSUTF8StringEncoding]]);
  NSData *content = MUST([answer contentAfterFailure:nil error:&error]);
  CHECK([content isEqual:[@"abcde" dataUsingEncoding:NSUTF8StringEncoding]]);
  answer = ::answer();
  CHECK([answer beginWithStatus:200 contentLength:-1 contentRange:nil] && [answer appendData:zeros(SKNMaxRoot)]);
  CHECK([MUST([answer contentAfterFailure:nil error:&error]) length] == SKNMaxRoot);
}

static void otherAnswers() {
  for (const NSInteger status : {404, 410}) {
    SKNSiteAnswer *answer = ::answer();
    CHECK(![answer beginWithStatus:status contentLength:0 contentRange:nil] && ![answer appendData:zeros(1)]);
    FAILS(SKNErrorNotFound, @"root/2: the site answers 4", [answer contentAfterFailure:nil error:&error]);
  }
  for (const NSInteger status : {0, 204, 301, 304, 403, 500, 503}) {  // none of them says that it has no such object
    SKNSiteAnswer *answer = ::answer();
    CHECK(![answer beginWithStatus:status contentLength:0 contentRange:nil]);
    FAILS(SKNErrorTransfer, @"root/2: the site answers ", [answer contentAfterFailure:nil error:&error]);
  }
}

static void tooLong() {
  SKNSiteAnswer *answer = ::answer();
  CHECK(![answer beginWithStatus:200 contentLength:static_cast<int64_t>(SKNMaxRoot) + 1 contentRange:nil]);
  FAILS(SKNErrorSizeMismatch, @"root/2: the site sends more", [answer contentAfterFailure:nil error:&error]);
  answer = ::answer();
  CHECK([answer beginWithStatus:200 contentLength:-1 contentRange:nil] && [answer appendData:zeros(SKNMaxRoot)]);
  CHECK(![answer appendData:zeros(1)] && ![answer appendData:zeros(1)]);
  NSError *cancelled = [NSError errorWithDomain:NSURLErrorDomain code:-999 userInfo:nil];
  FAILS(SKNErrorSizeMismatch, @"root/2: the site sends more", [answer contentAfterFailure:cancelled error:&error]);
}

static void cutOff() {
  SKNSiteAnswer *answer = ::answer();
  CHECK([answer beginWithStatus:200 contentLength:5 contentRange:nil] && [answer appendData:zeros(4)]);
  FAILS(SKNErrorTransfer, @"root/2: the connection ended after 4 of 5 bytes", [answer contentAfterFailure:nil error:&error]);
  NSError *offline = [NSError errorWithDomain:NSURLErrorDomain code:-1009 userInfo:nil];
  answer = ::answer();
  CHECK([answer beginWithStatus:200 contentLength:-1 contentRange:nil]);
  FAILS(SKNErrorTransfer, @"root/2", [answer contentAfterFailure:offline error:&error]);
  FAILS(SKNErrorTransfer, @"root/2", [::answer() contentAfterFailure:offline error:&error]);
  FAILS(SKNErrorTransfer, @"root/2: the site has not answered", [::answer() contentAfterFailure:nil error:&error]);
}

/// An object that its path names by its content.
static SKNWantedObject *named() {
  SKNUpdateSession *session = MUST([emptyStore() beginUpdateAt:now() error:&error]);
  SKNFolderSource *site = [MUST([[SKNFolderSource alloc] initWithFolder:url(@"site") error:&error]) autorelease];
  for (;;) {
    SKNWantedObject *wanted = MUST([session wantedObjectWithError:&error]);
    if (wanted == nil || [wanted isImmutable]) return wanted;
    NSData *object = [site fetchObject:wanted error:nullptr];
    if (object == nil) MUST([session objectNotFoundWithError:&error]);
    else MUST([session supplyObject:object error:&error]);
  }
}

static void goneOn() {
  NSError *lost = [NSError errorWithDomain:NSURLErrorDomain code:-1005 userInfo:nil];
  SKNSiteAnswer *answer = [[[SKNSiteAnswer alloc] initForObject:named()] autorelease];
  CHECK([answer range] == nil && [answer beginWithStatus:200 contentLength:9 contentRange:nil]);
  CHECK([answer appendData:zeros(4)] && [answer goesOnAfterFailure:lost]);
  CHECK_TEXT([answer range], @"bytes=4-");
  CHECK([answer beginWithStatus:206 contentLength:5 contentRange:@"bytes 4-8/9"] && [answer appendData:zeros(3)]);
  CHECK([answer goesOnAfterFailure:nil]);  // cut off without a failure
  CHECK_TEXT([answer range], @"bytes=7-");
  CHECK([answer beginWithStatus:206 contentLength:2 contentRange:@"bytes 7-8/9"] && [answer appendData:zeros(2)]);
  CHECK(![answer goesOnAfterFailure:nil] && [MUST([answer contentAfterFailure:nil error:&error]) length] == 9);

  answer = [[[SKNSiteAnswer alloc] initForObject:named()] autorelease];
  CHECK([answer beginWithStatus:200 contentLength:9 contentRange:nil] && [answer appendData:zeros(4)]);
  CHECK([answer goesOnAfterFailure:lost] && ![answer goesOnAfterFailure:lost]);  // nothing more has come
  CHECK(![answer beginWithStatus:206 contentLength:6 contentRange:@"bytes 3-8/9"]);
  FAILS(SKNErrorTransfer, [named() path], [answer contentAfterFailure:nil error:&error]);

  answer = ::answer();  // root/2 is not named by its content
  CHECK([answer beginWithStatus:200 contentLength:9 contentRange:nil] && [answer appendData:zeros(4)]);
  CHECK(![answer goesOnAfterFailure:lost]);
  CHECK(![::answer() beginWithStatus:206 contentLength:9 contentRange:@"bytes 0-8/9"]);
}

static void addresses() {
  for (NSString *good in [NSArray arrayWithObjects:@"https://trust.example/site/", @"http://10.0.0.7:8080", @"HTTPS://x/y", nil]) {
    MUST([SKNSiteAnswer checkSiteURL:[NSURL URLWithString:good] error:&error]);
  }
  for (NSString *bad in [NSArray arrayWithObjects:@"ftp://trust.example/", @"file:///site", @"https://user@trust.example/",
                                                  @"https://trust.example/?q=1", @"https://trust.example/#a", @"trust.example",
                                                  @"https:///site", nil]) {
    FAILS(SKNErrorInvalidArgument, @"url: is not the address of a site", [SKNSiteAnswer checkSiteURL:[NSURL URLWithString:bad] error:&error]);
  }
  for (NSString *site in [NSArray arrayWithObjects:@"https://trust.example/site", @"https://trust.example/site/", nil]) {
    CHECK_TEXT([SKNObjectURL([NSURL URLWithString:site], @"root/2") absoluteString], @"https://trust.example/site/root/2");
  }
}

static constexpr Test tests[] = {
    {"an object comes in pieces, with its length promised or not", whole},
    {"only 404 and 410 say that there is no such object", otherAnswers},
    {"an answer is given up as soon as it is longer than allowed", tooLong},
    {"an answer that is cut off or does not come is no object", cutOff},
    {"what is named by its content is gone on with where the connection was cut, while more of it comes", goneOn},
    {"a site has a bare http address, and objects lie below it", addresses},
};
extern const Group siteGroup;
const Group siteGroup = groupOf("site", tests);
