#!/usr/bin/env python3
"""Checks the floors of the library: an include may only point down, the C interface stands on the public headers alone, and
Java and Objective-C on the C interface alone.

Usage: check_includes.py SOURCE_DIR
Prints one line per include that breaks a rule and exits 1 if there is any. The rules are the three
tables below, sdk/doc/architecture.md in a form that a machine can hold the sources against.
"""

import functools
import pathlib
import re
import sys

# Module of sdk/src -> the modules it may include besides itself. All of them lie on a lower floor or
# earlier on the same one.
MAY_INCLUDE = {
    "codec": [],
    "crypto": [],
    "scan": ["crypto"],
    "cose": ["codec", "crypto"],
    "certificate": ["codec", "crypto", "cose"],
    "revocation": ["codec", "crypto", "cose"],
    "policy": ["codec", "crypto", "cose"],
    "words": ["codec", "scan"],
    "trust": ["codec", "crypto", "cose", "certificate", "revocation", "policy"],
    "store": ["codec", "crypto", "cose", "certificate", "revocation", "policy", "trust", "words"],
    "verifier": ["codec", "crypto", "cose", "certificate", "revocation", "policy", "trust", "words", "store"],
    "issuer": ["codec", "crypto", "cose", "certificate", "revocation", "policy", "trust", "words", "store"],
}

# Public header -> the module it belongs to; a value type belongs to none, and everyone may include it.
PUBLIC_HEADERS = {
    "skan/anchor.h": None,
    "skan/certificate.h": None,
    "skan/frame.h": None,
    "skan/moment.h": None,
    "skan/policy.h": None,
    "skan/reason.h": None,
    "skan/result.h": None,
    "skan/verdict.h": None,
    "skan/wanted_object.h": None,
    "skan/scanner.h": "scan",
    "skan/words.h": "words",
    "skan/setup_code.h": "store",
    "skan/trust_store.h": "store",
    "skan/update_session.h": "store",
    "skan/verifier.h": "verifier",
}

# Library header (by its beginning) -> the modules that may see it; None: all of sdk/src.
LIBRARY_HEADERS = {
    "sodium": ["crypto"],
    "sqlite3.h": ["store"],
    "ZXing/": ["scan"],
    "zlib.h": ["codec"],
    "qrencode.h": ["issuer"],
    "nlohmann/": ["issuer"],
    "fmt/": None,
}

# Headers of the operating system that are not the C++ library's, and the modules that may see them.
SYSTEM_HEADERS = {
    "fcntl.h": ["issuer"],
    "sys/file.h": ["issuer"],
    "sys/stat.h": ["issuer", "store"],
    "unistd.h": ["issuer"],
}

# The C interface: its public headers, seen as "skan/skan.h" and "skan/c/...", and its sources beside each other.
C_PUBLIC = "skan/c/"
C_STANDARD_HEADERS = {"stddef.h", "stdint.h"}

# Frameworks that Objective-C may see, and its own public headers, seen as <SkanSDK/...>.
IOS_FRAMEWORKS = ("Foundation/", "CoreMedia/", "CoreVideo/", "Security/", "SkanSDK/")

INCLUDE = re.compile(r'^\s*#\s*(?:include|import)\s*(?:<([^>]+)>|"([^"]+)")', re.MULTILINE)
SUFFIXES = {".h", ".hpp", ".cpp", ".cc", ".mm", ".inc"}


def owner_of_public(header):
    """The module of a public header, None for a value type; KeyError if it has no floor yet."""
    if header.startswith("skan/issuer/"):
        return "issuer"
    return PUBLIC_HEADERS[header]


def complaint_about_target(module, target):
    """Why `module` (None: a value type) may not include something of module `target`."""
    if target is None or target == module:
        return None
    if module is None:
        return f"a public value type may not depend on the module {target}"
    if target not in MAY_INCLUDE[module]:
        return f"{module} may not include {target}: the arrow points up or sideways"
    return None


def complaint_about_library(module, header, is_public):
    """Why an `<include>` that is not of the C++ library is not allowed here."""
    if "." not in header and "/" not in header:
        return None
    if is_public:
        return "public headers show no header but the C++ library's and their own"
    for table in (LIBRARY_HEADERS, SYSTEM_HEADERS):
        for beginning, modules in table.items():
            if header.startswith(beginning):
                if modules is None or module in modules:
                    return None
                return f"belongs to {', '.join(modules)} alone"
    return "this library has no module of its own yet: name one in LIBRARY_HEADERS"


def complaint(module, is_public, angled, quoted):
    """Why this include is not allowed, or None."""
    if angled:
        return complaint_about_library(module, angled, is_public)
    if quoted.startswith("skan/"):
        try:
            return complaint_about_target(module, owner_of_public(quoted))
        except KeyError:
            return "this public header has no floor yet: name it in PUBLIC_HEADERS"
    if is_public:
        return "public headers may not include internal ones"
    target = quoted.split("/")[0]
    if "/" not in quoted or target not in MAY_INCLUDE:
        return "internal includes are written relative to sdk/src, as \"module/file.h\""
    return complaint_about_target(module, target)


def floor_of(file, sdk):
    """(module, is_public) of a source file; KeyError if it has no floor yet."""
    if file.is_relative_to(sdk / "include"):
        return owner_of_public(file.relative_to(sdk / "include").as_posix()), True
    module = file.relative_to(sdk / "src").parts[0]
    MAY_INCLUDE[module]
    return module, False


def complaint_of_c(file, root, angled, quoted):
    """Why a file of bindings/c may not include this, or None."""
    is_public = file.is_relative_to(root / "include")
    if angled:
        is_standard = angled in C_STANDARD_HEADERS if is_public else "." not in angled and "/" not in angled
        return None if is_standard else "the C interface uses no library but the languages' own"
    if quoted.startswith(C_PUBLIC):
        return None
    if is_public:
        return "public C headers include public C headers only"
    if quoted in PUBLIC_HEADERS or "/" not in quoted and (root / "src" / quoted).is_file():
        return None
    return "the C interface stands on the public headers of the verifying side alone"


def complaint_of_android(file, _root, angled, quoted):
    """Why a file of bindings/android may not include this, or None."""
    if angled:
        known = angled == "jni.h" or "." not in angled and "/" not in angled
        return None if known else "Java's native methods use no library but C++'s own, and JNI"
    if quoted == "skan/skan.h" or "/" not in quoted and (file.parent / quoted).is_file():
        return None
    return "Java stands on the C interface alone: \"skan/skan.h\""


def complaint_of_ios(file, root, angled, quoted):
    """Why a file of bindings/ios may not include this, or None."""
    is_public = file.is_relative_to(root / "include")
    if angled:
        known = angled.startswith(IOS_FRAMEWORKS) or not is_public and "." not in angled and "/" not in angled
        return None if known else "Objective-C uses no library but Apple's frameworks, and C++'s own in its sources"
    if is_public:
        return "public Objective-C headers include frameworks and each other, as <SkanSDK/...>"
    if quoted == "skan/skan.h" or "/" not in quoted and (file.parent / quoted).is_file():
        return None
    return "Objective-C stands on the C interface alone: \"skan/skan.h\""


def sources_below(folder):
    return sorted(p for part in ("include", "src") for p in (folder / part).rglob("*") if p.suffix in SUFFIXES)


def complaints_about(file, source_dir, why_not):
    """What `why_not(angled, quoted)` says of the file's includes, as `path:line: text`."""
    place = file.relative_to(source_dir).as_posix()
    text = file.read_text(encoding="utf-8")
    for match in INCLUDE.finditer(text):
        why = why_not(*match.groups())
        if why:
            line = text.count("\n", 0, match.start(match.lastindex)) + 1
            yield f"{place}:{line}: {match.group(match.lastindex)}: {why}"


def check(source_dir):
    """All complaints about the tree, as `path:line: text`; and the number of files read."""
    sdk, bindings = pathlib.Path(source_dir) / "sdk", pathlib.Path(source_dir) / "bindings"
    complaints = []
    for file in sources_below(sdk):
        try:
            module, is_public = floor_of(file, sdk)
        except KeyError:
            place = file.relative_to(source_dir).as_posix()
            complaints.append(f"{place}: this file has no floor yet: name its module or header in the tables")
            continue
        complaints += complaints_about(file, source_dir, functools.partial(complaint, module, is_public))
    count = len(sources_below(sdk))
    for root, rule in ((bindings / "c", complaint_of_c), (bindings / "android", complaint_of_android),
                       (bindings / "ios", complaint_of_ios)):
        for file in sources_below(root):
            complaints += complaints_about(file, source_dir, functools.partial(rule, file, root))
            count += 1
    return complaints, count


def main(arguments):
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    complaints, count = check(arguments[1])
    if count == 0:
        print(f"{arguments[1]}/sdk holds no sources", file=sys.stderr)
        return 2
    for line in complaints:
        print(line)
    print(f"{count} files, {len(complaints)} includes that break a rule")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
