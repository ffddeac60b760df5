#!/usr/bin/env python3
"""The sources of bindings/ios compile under ARC, with the parts for Apple's frameworks, as Xcode compiles them."""

import sys

from syntax import BINDING, IPHONE, ROOT, check_all, complaint

FLAGS = ["-std=c++2b", "-Wall", "-Wextra", *IPHONE, "-I", ROOT / "bindings/c/include", "-I", BINDING / "src"]
# What must not pass, or this test sees nothing.
BY_HAND = "#import <Foundation/Foundation.h>\nvoid keep(NSString *text);\nvoid keep(NSString *text) { [text retain]; }\n"

if __name__ == "__main__":
    if "retain" not in complaint("objective-c++", FLAGS, "by_hand.mm", BY_HAND):
        sys.exit("a message that ARC forbids was not noticed")
    sys.exit(check_all([("objective-c++", FLAGS, file) for file in sorted((BINDING / "src").glob("*.mm"))]))
