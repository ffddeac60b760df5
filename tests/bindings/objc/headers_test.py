#!/usr/bin/env python3
"""Each public header of bindings/ios compiles alone, as Objective-C and as Objective-C++, with every warning of Clang's but these."""

import sys

from syntax import BINDING, GCC, GNUSTEP, IPHONE, check_all, complaint

WITHOUT = {
    "-Wno-c++98-compat-pedantic": "the headers want C99's variadic macros, and C++11",
    "-Wno-objc-interface-ivars": "GCC's runtime, which runs the tests, knows instance variables nowhere else",
    "-Wno-unused-macros": "a header's macros are for others",
}
# GNUstep knows no Swift names: with this Clang holds them against what they name.
SWIFT = "-DNS_SWIFT_NAME(name)=__attribute__((swift_name(#name)))"
EVERYTHING = ["-Weverything", *WITHOUT, SWIFT]
HOST = ["-fobjc-runtime=gcc", "-fexceptions", "-fobjc-exceptions", "-fconstant-string-class=NSConstantString", "-DGNUSTEP",
        "-DGNUSTEP_BASE_LIBRARY=1", "-DGNU_RUNTIME=1", "-D_NATIVE_OBJC_EXCEPTIONS", "-isystem", GNUSTEP, "-isystem", GCC]
LANGUAGES = {"objective-c": "-std=c11", "objective-c++": "-std=c++11"}
FAULTS = {
    "prototype": "int odd();\n",
    "swift_name": "@interface Odd : NSObject\n- (void)one:(int)a two:(int)b NS_SWIFT_NAME(both(_:));\n@end\n",
}


def alone(header):
    return f"#import <SkanSDK/{header.name}>\n@class Nothing;\n"


if __name__ == "__main__":
    for told, fault in FAULTS.items():
        if told not in complaint("objective-c", [*EVERYTHING, *HOST], "odd.m", "#import <SkanSDK/SkanSDK.h>\n" + fault):
            sys.exit(f"this was not noticed: {fault}")
    headers = sorted((BINDING / "include/SkanSDK").glob("*.h"))
    host = [(language, [standard, *EVERYTHING, *HOST], header.name, alone(header))
            for header in headers for language, standard in LANGUAGES.items()]
    iphone = [("objective-c++", ["-std=c++20", *EVERYTHING, *IPHONE], header.name, alone(header)) for header in headers]
    sys.exit(check_all(host + iphone))
