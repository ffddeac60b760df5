#!/usr/bin/env python3
"""Shows that check_includes.py can fail: each rule is broken once in a small tree of its own."""

import pathlib
import tempfile
import unittest

import check_includes


class CheckIncludes(unittest.TestCase):
    def complaints(self, files):
        with tempfile.TemporaryDirectory() as folder:
            for path, text in files.items():
                file = pathlib.Path(folder, "" if path.startswith("bindings/") else "sdk", path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
            return check_includes.check(folder)[0]

    def assert_refused(self, path, include, because):
        found = self.complaints({path: f"// A comment.\n\n\n#include {include}\n"})
        self.assertEqual(len(found), 1, found)
        self.assertTrue(found[0].startswith(f"{path if path.startswith('bindings/') else 'sdk/' + path}:4: "), found[0])
        self.assertIn(because, found[0])

    def test_arrows_that_point_down_are_accepted(self):
        found = self.complaints({
            "src/cose/sign1.cpp": '#include "codec/cbor.h"\n#include "crypto/ed25519.h"\n#include "skan/result.h"\n',
            "src/verifier/verifier.cpp": '#include "skan/verifier.h"\n#include "store/database.h"\n',
            "src/crypto/digest.cpp": "#include <sodium.h>\n",
            "src/words/names.cpp": "#include <fmt/format.h>\n",
            "include/skan/verifier.h": '#include "skan/trust_store.h"\n#include <vector>\n',
        })
        self.assertEqual(found, [])

    def test_an_arrow_that_points_up_is_refused(self):
        self.assert_refused("src/codec/cbor.cpp", '"cose/sign1.h"', "codec may not include cose")
        self.assert_refused("src/store/database.cpp", '"verifier/judge.h"', "store may not include verifier")
        self.assert_refused("src/certificate/skn1.h", '"trust/root.h"', "certificate may not include trust")

    def test_an_arrow_through_a_public_header_is_refused(self):
        self.assert_refused("src/policy/ruling.h", '"skan/trust_store.h"', "policy may not include store")
        self.assert_refused("include/skan/frame.h", '"skan/scanner.h"', "value type")
        self.assert_refused("include/skan/trust_store.h", '"skan/verifier.h"', "store may not include verifier")

    def test_nothing_includes_the_issuing_side(self):
        self.assert_refused("src/verifier/verifier.cpp", '"issuer/ledger.h"', "verifier may not include issuer")
        self.assert_refused("src/trust/root.cpp", '"skan/issuer/record.h"', "trust may not include issuer")

    def test_the_issuing_side_does_not_scan(self):
        self.assert_refused("src/issuer/ledger.cpp", '"skan/scanner.h"', "issuer may not include scan")
        self.assert_refused("src/issuer/ledger.cpp", '"verifier/judge.h"', "issuer may not include verifier")

    def test_a_library_outside_its_module_is_refused(self):
        self.assert_refused("src/cose/sign1.cpp", "<sodium.h>", "belongs to crypto alone")
        self.assert_refused("src/cose/sign1.cpp", "<sodium/utils.h>", "belongs to crypto alone")
        self.assert_refused("src/issuer/ledger.cpp", "<sqlite3.h>", "belongs to store alone")
        self.assert_refused("src/verifier/verifier.cpp", "<ZXing/ReadBarcode.h>", "belongs to scan alone")
        self.assert_refused("src/certificate/skn1.cpp", "<zlib.h>", "belongs to codec alone")
        self.assert_refused("src/scan/scanner.cpp", "<qrencode.h>", "belongs to issuer alone")

    def test_a_library_without_a_module_is_refused(self):
        self.assert_refused("src/words/names.cpp", "<boost/format.hpp>", "no module of its own")

    def test_a_library_in_a_public_header_is_refused(self):
        self.assert_refused("include/skan/verdict.h", "<fmt/format.h>", "public headers show no header")
        self.assert_refused("include/skan/issuer/record.h", "<sqlite3.h>", "public headers show no header")

    def test_an_internal_header_in_a_public_one_is_refused(self):
        self.assert_refused("include/skan/verifier.h", '"verifier/judge.h"', "may not include internal ones")

    def test_what_has_no_floor_is_refused(self):
        self.assertIn("no floor yet", self.complaints({"src/novelty/a.cpp": ""})[0])
        self.assertIn("no floor yet", self.complaints({"include/skan/novelty.h": ""})[0])
        self.assert_refused("src/codec/cbor.cpp", '"skan/novelty.h"', "no floor yet")
        self.assert_refused("src/codec/cbor.cpp", '"cbor.h"', "relative to sdk/src")

    def test_the_c_interface_stands_on_the_public_headers(self):
        found = self.complaints({
            "bindings/c/src/store.cpp": '#include "skan/c/store.h"\n#include "shell.h"\n#include "skan/trust_store.h"\n',
            "bindings/c/src/shell.h": "#include <string>\n",
            "bindings/c/include/skan/c/store.h": '#include <stdint.h>\n#include "skan/c/base.h"\n',
        })
        self.assertEqual(found, [])
        self.assert_refused("bindings/c/src/store.cpp", '"store/trust_store_impl.h"', "public headers of the verifying side")
        self.assert_refused("bindings/c/src/store.cpp", '"skan/issuer/authority.h"', "public headers of the verifying side")
        self.assert_refused("bindings/c/src/store.cpp", "<sqlite3.h>", "no library but")
        self.assert_refused("bindings/c/include/skan/c/store.h", '"skan/trust_store.h"', "public C headers only")
        self.assert_refused("bindings/c/include/skan/c/store.h", "<string>", "no library but")

    def test_java_stands_on_the_c_interface(self):
        folder = "bindings/android/src/main/cpp"
        found = self.complaints({
            f"{folder}/call.cpp": '#include "call.h"\n#include <jni.h>\n#include "skan/skan.h"\n',
            f"{folder}/call.h": "#include <string>\n",
        })
        self.assertEqual(found, [])
        self.assert_refused(f"{folder}/call.cpp", '"skan/verifier.h"', "the C interface alone")
        self.assert_refused(f"{folder}/call.cpp", '"store/trust_store_impl.h"', "the C interface alone")
        self.assert_refused(f"{folder}/call.cpp", "<android/log.h>", "and JNI")

    def test_objective_c_stands_on_the_c_interface(self):
        found = self.complaints({
            "bindings/ios/src/SKNVerifier.mm": '#include "SKNInternal.h"\n#include <atomic>\n#include "skan/skan.h"\n',
            "bindings/ios/src/SKNInternal.h": "#import <SkanSDK/SkanSDK.h>\n",
            "bindings/ios/include/SkanSDK/SkanSDK.h": "#import <Foundation/Foundation.h>\n#import <SkanSDK/SKNBase.h>\n",
        })
        self.assertEqual(found, [])
        self.assert_refused("bindings/ios/src/SKNVerifier.mm", '"skan/verifier.h"', "the C interface alone")
        self.assert_refused("bindings/ios/src/SKNVerifier.mm", "<sqlite3.h>", "no library but")
        self.assert_refused("bindings/ios/include/SkanSDK/SKNVerifier.h", '"skan/skan.h"', "include frameworks and each other")
        self.assert_refused("bindings/ios/include/SkanSDK/SKNVerifier.h", "<atomic>", "no library but")

    def test_the_table_has_no_circle(self):
        seen = set()
        for module, targets in check_includes.MAY_INCLUDE.items():
            self.assertLessEqual(set(targets), seen, module)
            seen.add(module)


if __name__ == "__main__":
    unittest.main()
