// skan_objc_tests DATA_FOLDER WORK_FOLDER GROUP
#include "check.h"

#include <cstdio>

extern const Group verdictGroup, storeGroup, updateGroup, scannerGroup, wordsGroup, setupGroup, valuesGroup, badInputGroup,
    closedGroup, threadsGroup, siteGroup, hostileGroup;

int main(int count, char **arguments) {
  if (count != 4) return std::puts("skan_objc_tests DATA_FOLDER WORK_FOLDER GROUP"), 2;
  @autoreleasepool {
    world::setFolders(arguments[1], arguments[2]);
    SKNSetErrorLanguage(SKNLanguageEnglish);
    const Group groups[] = {verdictGroup, storeGroup,  updateGroup,   scannerGroup, wordsGroup, setupGroup,
                            valuesGroup,  badInputGroup, closedGroup, threadsGroup, siteGroup,
                            hostileGroup};
    return runGroup(groups, sizeof groups / sizeof *groups, arguments[3]);
  }
}
