"""A blueprint as a file reads back as the same document."""

import tomllib

from question_bank.blueprint import read_blueprint, shipped_blueprints
from question_bank.blueprint_file import blueprint_file

RICH = {"anchor": {"counts": {"C01": 1}}, "information": {"theta": [-1.0, 0.5], "target": [4.0, 5.0]},
        "difficulty": {"mean_p": "common", "p_tolerance": 0.05}, "forms": 3, "max_overlap": 9, "language": "es"}


def test_issue3_every_shipped_blueprint_is_written_and_read_back():
    for blueprint in shipped_blueprints().values():
        assert read_blueprint(blueprint_file(blueprint.document)).digest == blueprint.digest


def test_issue3_every_table_is_written_and_odd_names_are_quoted():
    document = {**shipped_blueprints()["mo-cps-25-sample/1"].document, "assembly": RICH}
    document["tags"] = {"law:US-MO": {"min": 0, "max": 2}, 'odd "one" é': {"min": 1}, "plain-name": {"min": 1}}
    assert tomllib.loads(blueprint_file(document)) == document
