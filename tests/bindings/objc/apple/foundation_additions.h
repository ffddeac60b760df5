// Of Apple's Foundation what bindings/ios uses and GNUstep 1.28 lacks. README.md beside this file.
#pragma once

#import <Foundation/Foundation.h>

extern NSString *const NSFileProtectionKey;
extern NSString *const NSFileProtectionCompleteUntilFirstUserAuthentication;

@interface NSFileManager (Additions)
- (BOOL)setAttributes:(NSDictionary *)attributes ofItemAtPath:(NSString *)path error:(NSError **)error;
@end

@interface NSURL (Additions)
- (BOOL)setResourceValue:(id)value forKey:(NSString *)key error:(NSError **)error;
@end

typedef NS_ENUM(NSInteger, NSURLSessionResponseDisposition) {
  NSURLSessionResponseCancel = 0,
  NSURLSessionResponseAllow = 1,
};

@class NSURLSession;

@interface NSURLSessionTask : NSObject {
 @public
  NSUInteger _identifier;
  NSURLSession *_session;
  NSURLRequest *_request;
  BOOL _isCancelled;
}
@property (readonly) NSUInteger taskIdentifier;
- (void)resume;
- (void)cancel;
@end

@interface NSURLSessionDataTask : NSURLSessionTask
@end

@protocol NSURLSessionDelegate <NSObject>
@end

@protocol NSURLSessionTaskDelegate <NSURLSessionDelegate>
@optional
- (void)URLSession:(NSURLSession *)session task:(NSURLSessionTask *)task didCompleteWithError:(NSError *)error;
@end

@protocol NSURLSessionDataDelegate <NSURLSessionTaskDelegate>
@optional
- (void)URLSession:(NSURLSession *)session
              dataTask:(NSURLSessionDataTask *)dataTask
    didReceiveResponse:(NSURLResponse *)response
     completionHandler:(void (^)(NSURLSessionResponseDisposition disposition))completionHandler;
- (void)URLSession:(NSURLSession *)session dataTask:(NSURLSessionDataTask *)dataTask didReceiveData:(NSData *)data;
@end

@interface NSURLSessionConfiguration : NSObject
+ (NSURLSessionConfiguration *)ephemeralSessionConfiguration;
@end

/// Answers from the folder that the variable names; see fakes.mm.
@interface NSURLSession : NSObject {
 @public
  id<NSURLSessionDataDelegate> _delegate;
  NSMutableArray *_tasks;
  BOOL _isInvalid;
}
+ (NSURLSession *)sessionWithConfiguration:(NSURLSessionConfiguration *)configuration
                                  delegate:(id<NSURLSessionDelegate>)delegate
                             delegateQueue:(NSOperationQueue *)queue;
- (NSURLSessionDataTask *)dataTaskWithRequest:(NSURLRequest *)request;
- (void)invalidateAndCancel;
@end
