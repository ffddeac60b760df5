#!/usr/bin/python3
"""The programs against a reader and a writer of sites that know only sdk/doc/trust.md and sdk/doc/format.md.

The environment variables SKAN and SKAN_AUTHORITY name the programs. Ends with 0 if everything agreed.

    readers   trust_site (with trust_update, as trust_bundle), verdict
    writers   writers, site_writer
    cases     authority_site (by skan-authority), serve_cases, site_cases, delta_cases
    runs      programs, site_server, site_pair, site_interop_test
"""

import pathlib
import sys
import tempfile

import authority_site
import delta_cases
import site_cases
from programs import Tally


def compare_all(tally, folder):
    authority_site.compare(tally, folder / "theirs")
    pair = site_cases.compare_chain(tally, folder / "ours")
    delta_cases.compare_deltas(pair)
    delta_cases.compare_files(pair)
    delta_cases.compare_roots_alone(pair)


def main():
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="skan-site-interop-") as folder:
        compare_all(tally, pathlib.Path(folder))
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
