"""Clang's opinion of a file, without making anything of it. For arc_test.py and headers_test.py."""

import concurrent.futures
import os
import pathlib
import subprocess
import sys

# What CMakeLists.txt gives.
COMPILER, ROOT, GNUSTEP, GCC = sys.argv[1], *map(pathlib.Path, sys.argv[2:5])
BINDING = ROOT / "bindings/ios"
HERE = ROOT / "tests/bindings/objc"
# As on an iPhone: Apple's runtime and ARC, over GNUstep's headers with a little of Apple's runtime (arc/), and the stand-ins for
# Apple's frameworks (apple/).
IPHONE = ["-fobjc-runtime=ios-15.0", "-fobjc-arc", "-fblocks", "-fexceptions", "-fobjc-exceptions", "-D__GNU_LIBOBJC__=20110608",
          "-DGNUSTEP", "-DGNUSTEP_BASE_LIBRARY=1", "-DSKN_APPLE_FRAMEWORKS=1", "-isystem", HERE / "arc", "-isystem", HERE / "apple",
          "-isystem", GNUSTEP, "-include", "foundation_additions.h"]


def complaint(language, flags, file, text=None):
    """What Clang says of a file, or of a text that stands for one; empty: nothing."""
    command = [COMPILER, "-x", language, "-fsyntax-only", "-Werror", *flags, "-I", BINDING / "include", "-" if text else file]
    done = subprocess.run(list(map(str, command)), input=(text or "").encode(), capture_output=True, timeout=100)
    return "" if done.returncode == 0 else f"{file} as {language}:\n{done.stderr.decode()}"


def check_all(jobs):
    """The exit code of complaint() for many arguments, which are printed if there is one."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        complaints = list(filter(None, pool.map(lambda job: complaint(*job), jobs)))
    print(*complaints, sep="\n")
    print(f"{len(jobs)} checks, {len(complaints)} failed")
    return 1 if complaints or not jobs else 0
