#include "SKNDoorContents.h"

#include <functional>
#include <string_view>

#include "SKNMemory.h"

BOOL SKNDoorAreContents(NSArray *contents) {
  for (id content in contents) {
    if (![content isKindOfClass:[NSData class]]) return NO;
  }
  return YES;
}

NSArray<NSData *> *SKNDoorDistinct(NSArray<NSData *> *contents) {
  NSMutableArray<NSData *> *distinct = [NSMutableArray arrayWithCapacity:contents.count];
  for (NSData *content in contents) {
    if (![distinct containsObject:content]) [distinct addObject:SKN_AUTORELEASE([content copy])];
  }
  return distinct;
}

NSArray<NSData *> *SKNDoorWithout(NSArray<NSData *> *contents, NSArray<NSData *> *known) {
  NSMutableArray<NSData *> *rest = [NSMutableArray array];
  for (NSData *content in contents) {
    if (![known containsObject:content]) [rest addObject:content];
  }
  return rest;
}

BOOL SKNDoorHoldsAll(NSArray<NSData *> *outer, NSArray<NSData *> *inner) { return SKNDoorWithout(inner, outer).count == 0; }

NSNumber *SKNDoorMarkOf(NSData *content) {
  const std::string_view bytes(static_cast<const char *>(content.bytes), content.length);
  return [NSNumber numberWithUnsignedLongLong:std::hash<std::string_view>{}(bytes)];
}

NSSet<NSNumber *> *SKNDoorMarksOf(NSArray<NSData *> *contents) {
  NSMutableSet<NSNumber *> *marks = [NSMutableSet set];
  for (NSData *content in contents) [marks addObject:SKNDoorMarkOf(content)];
  return marks;
}

NSArray<NSData *> *SKNDoorUnmarked(NSArray<NSData *> *contents, NSSet<NSNumber *> *marks) {
  NSMutableArray<NSData *> *rest = [NSMutableArray array];
  for (NSData *content in contents) {
    if (![marks containsObject:SKNDoorMarkOf(content)]) [rest addObject:content];
  }
  return rest;
}
