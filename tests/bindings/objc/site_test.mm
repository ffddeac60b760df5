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
  CHECK([answer beginWithStatus:200 contentLength:5]);
  CHECK([answer appendData:[@"ab" dataUsingEncoding:NSUTF8StringEncoding]]);
  CHECK([answer appendData:[@"cde" dataUsingEncoding:NSUTF8StringEncoding]]);
  NSData *content = MUST([answer contentAfterFailure:nil error:&error]);
  CHECK([content isEqual:[@"abcde" dataUsingEncoding:NSUTF8StringEncoding]]);
  answer = ::answer();
  CHECK([answer beginWithStatus:200 contentLength:-1] && [answer appendData:zeros(SKNMaxRoot)]);
  CHECK([MUST([answer contentAfterFailure:nil error:&error]) length] == SKNMaxRoot);
}

static void otherAnswers() {
  for (const NSInteger status : {404, 410}) {
    SKNSiteAnswer *answer = ::answer();
    CHECK(![answer beginWithStatus:status contentLength:0] && ![answer appendData:zeros(1)]);
    FAILS(SKNErrorNotFound, @"root/2: the site answers 4", [answer contentAfterFailure:nil error:&error]);
  }
  for (const NSInteger status : {0, 204, 206, 301, 304, 403, 500, 503}) {  // none of them says that it has no such object
    SKNSiteAnswer *answer = ::answer();
    CHECK(![answer beginWithStatus:status contentLength:0]);
    FAILS(SKNErrorTransfer, @"root/2: the site answers ", [answer contentAfterFailure:nil error:&error]);
  }
}

static void tooLong() {
  SKNSiteAnswer *answer = ::answer();
  CHECK(![answer beginWithStatus:200 contentLength:static_cast<int64_t>(SKNMaxRoot) + 1]);
  FAILS(SKNErrorSizeMismatch, @"root/2: the site sends more", [answer contentAfterFailure:nil error:&error]);
  answer = ::answer();
  CHECK([answer beginWithStatus:200 contentLength:-1] && [answer appendData:zeros(SKNMaxRoot)]);
  CHECK(![answer appendData:zeros(1)] && ![answer appendData:zeros(1)]);
  NSError *cancelled = [NSError errorWithDomain:NSURLErrorDomain code:-999 userInfo:nil];
  FAILS(SKNErrorSizeMismatch, @"root/2: the site sends more", [answer contentAfterFailure:cancelled error:&error]);
}

static void cutOff() {
  SKNSiteAnswer *answer = ::answer();
  CHECK([answer beginWithStatus:200 contentLength:5] && [answer appendData:zeros(4)]);
  FAILS(SKNErrorTransfer, @"root/2: the connection ended after 4 of 5 bytes", [answer contentAfterFailure:nil error:&error]);
  NSError *offline = [NSError errorWithDomain:NSURLErrorDomain code:-1009 userInfo:nil];
  answer = ::answer();
  CHECK([answer beginWithStatus:200 contentLength:-1]);
  FAILS(SKNErrorTransfer, @"root/2", [answer contentAfterFailure:offline error:&error]);
  FAILS(SKNErrorTransfer, @"root/2", [::answer() contentAfterFailure:offline error:&error]);
  FAILS(SKNErrorTransfer, @"root/2: the site has not answered", [::answer() contentAfterFailure:nil error:&error]);
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
    {"a site has a bare http address, and objects lie below it", addresses},
};
extern const Group siteGroup;
const Group siteGroup = groupOf("site", tests);
