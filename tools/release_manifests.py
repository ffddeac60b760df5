#!/usr/bin/env python3
"""Writes Package.swift and SkanSDK.podspec of a release: those of this project, with the address of the published zip file.

Usage: release_manifests.py --url https://... --checksum SHA256 --out FOLDER

Exit code: 0, 2 wrong use.
"""
import argparse
import json
import pathlib
import re
import sys

PROJECT = pathlib.Path(__file__).resolve().parent.parent


def replaced(name, old, new):
    text = (PROJECT / name).read_text(encoding="utf-8")
    if text.count(old) != 1:
        print(f"release_manifests: {name}: has changed; the line to fill in is not there: {old}", file=sys.stderr)
        sys.exit(2)
    return text.replace(old, new)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", required=True)
    parser.add_argument("--checksum", required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    if not re.fullmatch(r"https://[A-Za-z0-9._~:/?%&=+,@-]+\.zip", arguments.url):
        parser.error("--url: is not an https address of a zip file")
    if not re.fullmatch(r"[0-9a-f]{64}", arguments.checksum):
        parser.error("--checksum: is not 64 hexadecimal digits; swift package compute-checksum prints them")

    url = json.dumps(arguments.url)
    package = replaced("Package.swift", "let release: (url: String, checksum: String)? = nil",
                       f'let release: (url: String, checksum: String)? = (\n    url: {url},\n    checksum: "{arguments.checksum}"\n)')
    pod = replaced("SkanSDK.podspec", '{ :http => "file://#{__dir__}/build/xcframework/SkanSDK.xcframework.zip" }',
                   f"{{ :http => '{arguments.url}', :sha256 => '{arguments.checksum}' }}")
    arguments.out.mkdir(parents=True, exist_ok=True)
    (arguments.out / "Package.swift").write_text(package, encoding="utf-8")
    (arguments.out / "SkanSDK.podspec").write_text(pod, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
