"""What a link carries comes back exactly, and nothing else comes in."""

import base64
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.errors import SpecError
from cnnviz.spec import Bank, DrawnPicture, Filter, Possessions, from_link, to_link

WEIGHTS = st.floats(-100, 100, allow_nan=False)


def packed(text: bytes) -> str:
    return "1" + base64.urlsafe_b64encode(zlib.compress(text)).decode().rstrip("=")


@given(st.lists(WEIGHTS, min_size=9, max_size=9), WEIGHTS)
@settings(derandomize=True, deadline=None)
def test_a_kernel_comes_back_to_the_last_digit(weights, bias):
    grid = tuple(tuple(weights[row : row + 3]) for row in (0, 3, 6))
    bank = Bank(filters=(Filter(name="Mine", grids=(grid,), bias=bias),))
    possessions = Possessions(banks={"layer1-3": bank}, drawing=DrawnPicture(side=28, cells="AA=="))
    assert from_link(to_link(possessions)) == possessions


def test_a_bank_that_is_too_large_for_a_link_says_what_would_fit(rng):
    filters = [Filter(grids=rng.normal(size=(3, 11, 11)).tolist()) for _ in range(8)]
    with pytest.raises(SpecError, match=r"6,144.*fewer filters"):
        to_link(Possessions(banks={"layer1-11": Bank(filters=filters)}))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2abc",
        "1",
        "1!!!",
        "1" + "A" * 7000,
        "1äöü",
        packed(b"no json"),
        packed(b'{"version": 2}'),
        packed(b'{"foreign": 1}'),
        packed(b'{"drawing": {"side": 9999, "cells": ""}}'),
        packed(b'{"drawing": {"side": 28, "cells": 3}}'),
        packed(b" " * 10_000_000 + b"{}"),
        packed(b"{}")[:-4],
    ],
)
def test_a_link_that_is_not_ours_is_one_sentence(text):
    with pytest.raises(SpecError, match="Copy it again"):
        from_link(text)


@given(st.binary(max_size=300))
@settings(derandomize=True, deadline=None)
def test_any_bytes_are_a_sentence(data):
    with pytest.raises(SpecError, match="Copy it again"):
        from_link("1" + base64.urlsafe_b64encode(data).decode())
