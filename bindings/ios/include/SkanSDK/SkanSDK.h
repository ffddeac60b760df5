// Skanirovshchik SDK for Objective-C and Swift: checks digital health certificates at the door, with no network.
// sdk/doc/ios.md has a tour, sdk/doc/ios-packaging.md a five-minute start.

#import <SkanSDK/SKNAnchor.h>
#import <SkanSDK/SKNAnchorKeeping.h>
#import <SkanSDK/SKNBase.h>
#import <SkanSDK/SKNCatalogue.h>
#import <SkanSDK/SKNCertificate.h>
#import <SkanSDK/SKNCode.h>
#import <SkanSDK/SKNDay.h>
#import <SkanSDK/SKNDoor.h>
#import <SkanSDK/SKNDoorScreen.h>
#import <SkanSDK/SKNError.h>
#import <SkanSDK/SKNFrame.h>
#import <SkanSDK/SKNMoment.h>
#import <SkanSDK/SKNNumbers.h>
#import <SkanSDK/SKNObjectSource.h>
#import <SkanSDK/SKNPolicy.h>
#import <SkanSDK/SKNScanner.h>
#import <SkanSDK/SKNSetupCode.h>
#import <SkanSDK/SKNSite.h>
#import <SkanSDK/SKNTrustStatus.h>
#import <SkanSDK/SKNTrustStore.h>
#import <SkanSDK/SKNUpdateSession.h>
#import <SkanSDK/SKNVerdict.h>
#import <SkanSDK/SKNVerifier.h>
