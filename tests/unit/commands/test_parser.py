"""Words with parsers of their own, and options that several commands share."""

import argparse

from symqnn.commands.parser import CommandParser, jobs_option, seed_option


def nested() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser()
    parser.add_argument("--depth", type=int)
    return parser


def test_the_first_word_chooses_the_parser() -> None:
    parser = CommandParser()
    parser.add_argument("name")
    parser.nested = {"inner": nested}
    assert parser.parse_args(["inner", "--depth", "3"]).depth == 3
    assert parser.parse_args(["other"]).name == "other"


def test_shared_options() -> None:
    parser = argparse.ArgumentParser()
    jobs_option(parser)
    seed_option(parser, "of the draws")
    options = parser.parse_args([])
    assert (options.jobs, options.seed) == (1, 0)
    assert parser.parse_args(["--jobs", "4", "--seed", "-3"]).seed == -3
