#!/usr/bin/python3
"""Policies from their files to verdicts: check, set, publish, several codes together, and every policy at once."""

import json
import pathlib
import re
import unittest

import rehearsal
from rehearsal import GOOD, NOW, RECOVERED, REVOKED, TESTED, Rehearsal

SDK = pathlib.Path(__file__).resolve().parent.parent.parent / "sdk"
IDS = ["ru-federal-2021", "ru-federal-2021-11", "ru-kam-example", "ru-kgd-example", "ru-mow-2021-06-28"]
ANSWER = ["policy", "version", "title_russian", "title_english", "outcome", "reasons", "detail", "finding",
          "changes_at", "changes_to", "change_cause", "accepted_until"]


def fits(schema, value, root):
    """Whether `value` fits the part of JSON Schema 2020-12 that policy.schema.json uses; an unknown keyword is an error."""
    types = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}

    def is_type(name):
        return isinstance(value, types[name]) and not (name == "integer" and isinstance(value, bool))

    checks = {
        "$ref": lambda ref: fits(root["$defs"][ref.rpartition("/")[2]], value, root),
        "anyOf": lambda parts: any(fits(part, value, root) for part in parts),
        "enum": lambda values: value in values,
        "type": is_type,
    }
    if isinstance(value, dict):
        known = schema.get("properties", {})
        others = [name for name in value if name not in known]
        checks |= {
            "required": lambda names: all(name in value for name in names),
            "properties": lambda parts: all(fits(part, value[name], root) for name, part in parts.items() if name in value),
            "additionalProperties": lambda part: not others if part is False else all(
                fits(part, value[name], root) for name in others),
            "minProperties": lambda n: len(value) >= n,
            "maxProperties": lambda n: len(value) <= n,
        }
    elif isinstance(value, list):
        checks |= {
            "items": lambda part: all(fits(part, item, root) for item in value),
            "minItems": lambda n: len(value) >= n,
            "maxItems": lambda n: len(value) <= n,
            "uniqueItems": lambda _: len(set(map(str, value))) == len(value),
        }
    elif isinstance(value, str):
        checks |= {
            "pattern": lambda pattern: bool(re.search(pattern, value)),
            "minLength": lambda n: len(value) >= n,
            "maxLength": lambda n: len(value) <= n,
        }
    elif isinstance(value, int):
        checks |= {"minimum": lambda n: value >= n, "maximum": lambda n: value <= n}
    words = {"$schema", "$defs", "title", "description"}
    about = {"required", "properties", "additionalProperties", "minProperties", "maxProperties", "items", "minItems",
             "maxItems", "uniqueItems", "pattern", "minLength", "maxLength", "minimum", "maximum"}
    assert set(schema) <= words | about | set(checks), sorted(set(schema) - words - about - set(checks))
    return all(checks[name](argument) for name, argument in schema.items() if name in checks)


class Policies(Rehearsal):
    def policy(self, *arguments):
        return self.authority("policy", *arguments)

    def shipped(self, name):
        return json.loads((SDK / "policies" / f"{name}.json").read_text())

    def edited(self, name, **changes):
        path = self.write(f"edited/{name}.json", json.dumps({**self.shipped(name), **changes}))
        return self.folder / path

    def test_shipped_files_fit_the_schema_and_faults_do_not(self):
        schema = json.loads((SDK / "doc/policy.schema.json").read_text())
        for name in IDS:
            self.assertTrue(fits(schema, self.shipped(name), schema), name)
        federal = self.shipped("ru-federal-2021")
        recovered = federal["rules"]["recovered"]
        faults = [
            {"colour": "red"}, {"version": 0}, {"version": "1"}, {"id": "Up"}, {"title": {"ru": "Без английского"}},
            {"rules": {}}, {"rules": {"a": {**recovered, "age": {"unit": "weeks", "from": 0, "to": 1}}}},
            {"rules": {"a": {**recovered, "kind": "well"}}}, {"rules": {"a": {**recovered, "colour": 1}}},
            {"rules": {"a": {"all_of": []}}}, {"rules": {"a": {"all_of": [recovered] * 5}}},
            {"rules": {"a": {**recovered, "holder_age": {"from": 0, "to": 151}}}}, {"utc_offset": "+14:01"},
            {"document_check": 1}, {"shown": ["face"]}, {"shown": ["name", "name"]}, {"freshness_hours": 0},
            {"newer_than_data_hours": -1},
        ]
        for change in faults:
            path = self.write("fault.json", json.dumps({**federal, **change}))
            self.assertFalse(fits(schema, {**federal, **change}, schema), change)
            self.assert_one_line(self.policy("check", path), "fault.json")
        for field in ("id", "version", "title", "rules", "utc_offset", "document_check", "shown", "newer_than_data_hours"):
            without = {name: value for name, value in federal.items() if name != field}
            self.assertFalse(fits(schema, without, schema), field)
            self.assert_one_line(self.policy("check", self.write("fault.json", json.dumps(without))), "fault.json", field)

    def test_check_tells_back_in_plain_words(self):
        done = self.must(self.policy("check", SDK / "policies"))
        for part in ("ru-mow-2021-06-28 v1: Moscow from 28 June 2021", "recovered up to 180 days ago",
                     "recovered 6 to 12 months ago AND tested (PCR) up to 72 hours ago", "5 policies, no fault"):
            self.assertIn(part, done.out)

    def test_check_names_file_policy_and_field(self):
        contradiction = self.edited("ru-federal-2021", rules={
            "recovered": {"kind": "recovered", "age": {"unit": "days", "from": 181, "to": 180}}})
        self.assert_one_line(self.policy("check", contradiction), "edited/ru-federal-2021.json",
                             "ru-federal-2021: rules.recovered.age")
        self.assert_one_line(self.policy("check", SDK / "policies/ru-mow-2021-06-28.json"), "inherits", "ru-federal-2021")
        circle = self.edited("ru-federal-2021", inherits="ru-federal-2021-11")
        self.assert_one_line(self.policy("check", circle, SDK / "policies/ru-federal-2021-11.json"), "circle")
        self.assert_one_line(self.policy("check", "missing.json"), "missing.json")
        (self.folder / "empty").mkdir()
        self.assert_one_line(self.policy("check", "empty"), "empty")

    def test_written_files_are_the_shipped_ones_and_never_overwrite(self):
        self.must(self.policy("write", "start"))
        for name in IDS:
            self.assertEqual((self.folder / f"start/{name}.json").read_bytes(), (SDK / f"policies/{name}.json").read_bytes())
        self.assert_one_line(self.policy("write", "start"), "exists already")

    def test_a_change_of_policy_changes_verdicts_with_the_next_update_and_reissues_nothing(self):
        self.a_day()
        at = "2021-11-12T12:00:00Z"
        self.publish("before.skb", at="2021-11-12T10:00:00Z")
        self.must(self.skan("trust", "update", "before.skb", "--at", at))
        self.assertEqual(self.verdict(f"cards/{RECOVERED}.txt", at=at)["outcome"], "accepted")
        rules = {**self.shipped("ru-federal-2021")["rules"],
                 "recovered": {"kind": "recovered", "age": {"unit": "days", "from": 0, "to": 180}}}
        same_version = self.policy("set", "demo", self.edited("ru-federal-2021", rules=rules))
        self.assert_one_line(same_version, "ru-federal-2021: version", "the policies stay as they are")
        done = self.must(self.policy("set", "demo", self.edited("ru-federal-2021", rules=rules, version=2)))
        self.assertIn("changed  ru-federal-2021", done.out)
        self.assertIn("gone     ru-federal-2021-11", done.out)
        self.assertEqual(self.verdict(f"cards/{RECOVERED}.txt", at=at)["outcome"], "accepted")
        self.publish("after.skb", at="2021-11-12T11:00:00Z")
        self.must(self.skan("trust", "update", "after.skb", "--at", at))
        verdict = self.verdict(f"cards/{RECOVERED}.txt", at=at)
        self.assertEqual(verdict["reasons"], ["policy_refused"])
        self.assertEqual(verdict["evidence"]["policy_version"], 2)
        self.assertEqual(verdict["detail"], "recovered 2021-05-15, 181 days ago; ru-federal-2021 accepts up to 180 days, "
                                            "that was until 2021-11-11")
        self.assertEqual(verdict["finding"], {
            "refusal": "too_late", "requirement": {"kind": "recovered", "unit": "days", "minimum_age": 0, "maximum_age": 180},
            "age": 181, "holder_age": None, "boundary": "2021-11-11T21:00:00Z"})
        self.assertIn("nothing changes", self.must(self.policy("set", "demo", "edited")).out)

    def test_a_refused_set_leaves_the_policies_as_they_were(self):
        self.found()
        before = self.must(self.policy("show", "demo")).out
        self.assert_one_line(self.policy("set", "demo", SDK / "policies", "--default", "nowhere"), "nowhere")
        self.assert_one_line(self.policy("set", "demo", self.write("bad.json", "{}")), "bad.json")
        (self.folder / "demo/keys/policy.key").rename(self.folder / "offline.key")
        self.assert_one_line(self.policy("set", "demo", SDK / "policies/ru-federal-2021.json"), "policy keys")
        self.assertEqual(self.must(self.policy("show", "demo")).out, before)
        self.assertIn("default  ru-federal-2021", before)

    def test_together_is_one_verdict_on_what_one_holder_shows(self):
        self.a_day()
        at = "2021-12-01T12:00:00Z"
        self.publish("later.skb", at="2021-12-01T11:00:00Z")
        self.must(self.skan("trust", "update", "later.skb", "--at", at))
        test = "7700000000000090"
        row = rehearsal.REGISTER[2].replace(TESTED, test).replace("2021-06-30T09:30:00+03:00", "2021-11-30T09:30:00+03:00")
        self.issue([row], at="2021-11-30T08:00:00Z", out="tests")
        both = [f"cards/{RECOVERED}.png", f"tests/{test}.txt"]
        self.publish("latest.skb", at="2021-12-01T11:30:00Z")
        self.must(self.skan("trust", "update", "latest.skb", "--at", at))
        kgd = ("--policy", "ru-kgd-example")
        alone = self.verdict(*kgd, both[0], at=at)
        self.assertEqual(alone["finding"]["refusal"], "incomplete")
        verdict = self.verdict(*kgd, "--together", *both, at=at)
        self.assertEqual((verdict["outcome"], verdict["input"]), ("accepted", " + ".join(both)))
        self.assertEqual([one["kind"] for one in verdict["together_with"]], ["tested"])
        verdict = self.verdict(*kgd, "--together", both[1], f"cards/{REVOKED}.txt", at=at)
        self.assertEqual((verdict["reasons"], verdict["about"]), (["revoked"], 1))
        self.assertEqual(self.skan("verify", "--together", "--at", at, *both * 3).code, 3)
        self.assertEqual(self.skan("verify", "--together", "--at", at, both[0], "missing.png").code, 3)

    def test_explain_is_a_table_of_all_policies(self):
        self.a_day()
        done = self.must(self.skan("explain", "--at", NOW, f"cards/{RECOVERED}.png"))
        head, *rows = done.out.splitlines()
        self.assertEqual(head, f"cards/{RECOVERED}.png: recovered 15 May 2021, on 1 Jul 2021 12:00 UTC")
        self.assertEqual([row.split()[2] for row in rows], IDS)
        self.assertIn("until 15 Nov 2021", rows[0])
        self.assertIn("until 11 Nov 2021", rows[4])
        self.assertNotIn("И*****", done.out)
        on = self.must(self.skan("explain", "--on", "2021-11-12", "--policies", "ru-mow-2021-06-28,ru-federal-2021",
                                 f"cards/{RECOVERED}.txt"), 2)
        self.assertIn("recovered 2021-05-15, 181 days ago; ru-mow-2021-06-28 accepts up to 180 days", on.out)
        self.assertIn("by the rules alone until 15 Nov 2021", on.out)
        self.assertEqual(len(on.out.splitlines()), 3)

    def test_explain_in_russian(self):
        self.a_day()
        done = self.must(self.skan("explain", "--lang", "ru", "--at", NOW, f"cards/{RECOVERED}.png"))
        heading, *table = done.out.splitlines()
        self.assertIn("перенесённая болезнь 15 мая 2021, на 1 июля 2021, 12:00 (всемирное время)", heading)
        self.assertTrue(any("✔ Принято" in line and "принимается по" in line for line in table), done.out)
        self.assert_one_line(self.skan("explain", "--lang", "kk", f"cards/{RECOVERED}.png"), "--lang", "kk")

    def test_explain_in_json_has_exactly_its_fields(self):
        self.a_day()
        (told,) = self.must(self.skan("explain", "--json", "--at", NOW, f"cards/{GOOD}.txt")).objects()
        self.assertEqual(list(told), ["input", "policies"])
        self.assertEqual([list(one) for one in told["policies"]], [ANSWER] * 5)
        self.assertEqual([one["policy"] for one in told["policies"]], IDS)

    def test_explain_says_what_is_wrong_with_the_question(self):
        self.a_day()
        card = f"cards/{GOOD}.txt"
        self.assert_one_line(self.skan("explain", "--policies", "nowhere", card), "nowhere", "ru-federal-2021")
        self.assert_one_line(self.skan("explain", "--on", "soon", card), "--on")
        self.assert_one_line(self.skan("explain", "--on", "2021-07-01", "--at", NOW, card), "--on", "--at")
        self.assert_one_line(self.skan("explain", "missing.png"), "missing.png")
        self.assertEqual(self.skan("explain", "--at", NOW, self.write("menu.txt", "soup")).code, 2)


if __name__ == "__main__":
    unittest.main()
