#!/usr/bin/env python3
"""Whether a privacy manifest names the "required reason" APIs that a program links, no more and no fewer.

Usage: required_reasons.py --manifest PrivacyInfo.xcprivacy [--elsewhere] FILE...

FILE is a linked library or program (Mach-O or ELF, read with nm: NM or nm), a static library, or a source file (.swift, .m,
.mm, .h). With --elsewhere the libraries were not built for Apple's systems: what SQLite links there and not here counts as
linked where SQLite is among them.

Apple's list: "Describing use of required reason API". Exit code: 0 they agree, 1 they do not, 2 wrong use.
"""
import argparse
import os
import pathlib
import plistlib
import re
import subprocess
import sys
import xml.parsers.expat

PREFIX = "NSPrivacyAccessedAPICategory"

# Functions by their C names; constants, selectors and classes as they stand in an Objective-C program or in Swift.
FUNCTIONS = {
    "FileTimestamp": {"stat", "fstat", "fstatat", "lstat", "getattrlist", "getattrlistbulk", "fgetattrlist", "getattrlistat"},
    "DiskSpace": {"statfs", "statvfs", "fstatfs", "fstatvfs"},
    "SystemBootTime": {"mach_absolute_time"},
}
NAMES = {
    "FileTimestamp": {"NSFileCreationDate", "NSFileModificationDate", "fileModificationDate", "NSURLContentModificationDateKey",
                      "NSURLCreationDateKey"},
    "DiskSpace": {"NSURLVolumeAvailableCapacityKey", "NSURLVolumeAvailableCapacityForImportantUsageKey",
                  "NSURLVolumeAvailableCapacityForOpportunisticUsageKey", "NSURLVolumeTotalCapacityKey",
                  "NSFileSystemFreeSize", "NSFileSystemSize"},
    "SystemBootTime": {"systemUptime"},
    "ActiveKeyboards": {"activeInputModes"},
    "UserDefaults": {"NSUserDefaults"},
}
SWIFT_NAMES = {
    "FileTimestamp": {"creationDate", "modificationDate", "contentModificationDateKey", "creationDateKey",
                      "contentModificationDate", "fileModificationDate"},
    "DiskSpace": {"volumeAvailableCapacityKey", "volumeAvailableCapacityForImportantUsageKey",
                  "volumeAvailableCapacityForOpportunisticUsageKey", "volumeTotalCapacityKey", "systemFreeSize", "systemSize"},
    "SystemBootTime": {"systemUptime"},
    "ActiveKeyboards": {"activeInputModes"},
    "UserDefaults": {"UserDefaults", "AppStorage", "SceneStorage"},
}
REASONS = {
    "FileTimestamp": {"DDA9.1", "C617.1", "3B52.1", "0A2A.1"},
    "DiskSpace": {"85F4.1", "E174.1", "7D9E.1", "B728.1"},
    "SystemBootTime": {"35F9.1", "8FFB.1", "3D61.1"},
    "ActiveKeyboards": {"3EC4.1", "54BD.1"},
    "UserDefaults": {"CA92.1", "1C8F.1", "C56D.1", "AC6B.1"},
}

# SQLite's os_unix.c asks for the kind of file system (fstatfs in unixOpen, statfs for its locking styles) under __APPLE__ only.
APPLE_ONLY = {"sqlite3_open_v2": {"statfs", "fstatfs"}}

SOURCES = {".swift", ".m", ".mm", ".h"}


def stop(message):
    print(f"required_reasons: {message}", file=sys.stderr)
    sys.exit(2)


def plain(symbol, mach_o):
    """`stat` of `stat64@GLIBC_2.33`, `__xstat`, or a Mach-O `_stat$INODE64`."""
    name = re.split(r"[@$]", symbol)[0]
    if mach_o:
        return name[1:] if name.startswith("_") else name
    name = re.sub(r"^__(l|f)?x(stat)(at)?(64)?$", r"\1\2\3", name)
    return name[:-2] if name.endswith("64") else name


def symbols_of(path):
    """The names that a binary wants from others, and those that it has."""
    content = path.read_bytes()
    mach_o = content[:4] in (b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"\xca\xfe\xba\xbf")
    dynamic = [] if mach_o or content.startswith(b"!<arch>") else ["-D"]
    listed = subprocess.run([os.environ.get("NM", "nm"), *dynamic, str(path)], capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        stop(f"{path}: {listed.stderr.strip() or 'nm cannot read it'}")
    wanted, has = set(), set()
    for line in listed.stdout.splitlines():
        parts = line.split()
        if len(parts) >= 2 and parts[-2] in "UwI":
            wanted.add(plain(parts[-1], mach_o))
        elif len(parts) >= 3:
            has.add(plain(parts[-1], mach_o))
    return wanted, has, content


def in_binary(path, elsewhere):
    wanted, has, content = symbols_of(path)
    if elsewhere:
        for sign, functions in APPLE_ONLY.items():
            if sign in has or sign in wanted:
                wanted |= functions
    found = {category: functions & wanted for category, functions in FUNCTIONS.items()}
    for category, names in NAMES.items():
        # A selector is a string of its own; a class or constant is a symbol.
        hits = {name for name in names if b"\0" + name.encode() + b"\0" in content
                or any(symbol.endswith(name) for symbol in wanted)}
        found[category] = found.get(category, set()) | hits
    return found


def in_source(path):
    text = re.sub(r"//[^\n]*|/\*.*?\*/|\"(?:[^\"\\\n]|\\.)*\"", " ", path.read_text(encoding="utf-8"), flags=re.S)
    words = set(re.findall(r"\w+", text))
    calls = set(re.findall(r"(?<![\w.])(\w+)\s*\(", text))
    names = SWIFT_NAMES if path.suffix == ".swift" else NAMES
    found = {category: names[category] & words for category in names}
    for category, functions in FUNCTIONS.items():
        found[category] = found[category] | functions & calls
    return found


def declared(manifest):
    """Category to reasons, after checking that the manifest says what this project promises."""
    try:
        content = plistlib.loads(manifest.read_bytes())
    except (OSError, ValueError, xml.parsers.expat.ExpatError) as error:
        stop(f"{manifest}: is no property list: {error}")
    faults = []
    if content.get("NSPrivacyTracking") is not False or content.get("NSPrivacyTrackingDomains") != []:
        faults.append("must declare no tracking and no tracking domains")
    if content.get("NSPrivacyCollectedDataTypes") != []:
        faults.append("must declare no collected data")
    out = {}
    for entry in content.get("NSPrivacyAccessedAPITypes", []):
        category = entry["NSPrivacyAccessedAPIType"].removeprefix(PREFIX)
        reasons = set(entry["NSPrivacyAccessedAPITypeReasons"])
        if category in out:
            faults.append(f"{category} stands there twice")
        if not reasons or reasons - REASONS.get(category, set()):
            faults.append(f"{category} needs reasons of {sorted(REASONS.get(category, set()))}, not {sorted(reasons)}")
        out[category] = reasons
    return out, faults


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--manifest", type=pathlib.Path, required=True)
    parser.add_argument("--elsewhere", action="store_true")
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    arguments = parser.parse_args()

    linked = {}
    for path in arguments.files:
        if not path.is_file():
            stop(f"{path}: there is no such file")
        found = in_source(path) if path.suffix in SOURCES else in_binary(path, arguments.elsewhere)
        for category, names in found.items():
            if names:
                linked.setdefault(category, {})[path.name] = sorted(names)
    reasons, faults = declared(arguments.manifest)
    for category in sorted(linked):
        for name, names in sorted(linked[category].items()):
            print(f"{category}: {name}: {', '.join(names)}")
        if category not in reasons:
            faults.append(f"does not name {category}, which is linked")
    faults += [f"names {category}, which nothing links" for category in sorted(set(reasons) - set(linked))]
    for fault in faults:
        print(f"required_reasons: {arguments.manifest}: {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
