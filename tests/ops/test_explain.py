"""Explanations against the operations: cell by cell, and by impulses, since all are linear."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cnnviz import ops
from cnnviz.errors import CnnVizError, ShapeError

PAIRS = st.tuples(st.integers(1, 3), st.integers(1, 3))
SHAPES = st.tuples(st.integers(1, 9), st.integers(1, 9))
SIZES = st.tuples(st.integers(1, 4), st.integers(1, 4))
MODES = st.sampled_from(["constant", "reflect", "symmetric", "edge", "wrap"])
PADDINGS = st.one_of(
    st.sampled_from(["valid", "same", "full"]),
    st.tuples(*[st.tuples(st.integers(0, 12), st.integers(0, 5))] * 2),
)
quick = settings(derandomize=True, deadline=None, max_examples=250)
SEEDS = st.integers(0, 2**32 - 1)


def chosen(rng, shape):
    assume(all(shape))
    return tuple(int(rng.integers(n)) for n in shape)


def check_all_three(op, explain, fed, met, x, kernel, settings, rng):
    """Hold the three explanations of one layer against the layer itself."""
    try:
        output = op(x, kernel, **settings)
    except CnnVizError:
        assume(False)
    cell = chosen(rng, output.shape)
    terms = explain(x, kernel, cell=cell, **settings)
    assert terms.total == output[cell]
    np.testing.assert_array_equal(terms.products, terms.window * terms.weights)
    assert terms.channel_sums.sum() + terms.bias == terms.total

    linear = {key: value for key, value in settings.items() if key != "bias"}
    source = chosen(rng, x.shape)
    impulse = np.zeros(x.shape)
    impulse[source] = 1
    ways = fed(x, kernel, cell=source, **settings)
    built = np.zeros(output.shape)
    np.add.at(built, (ways.rows, ways.columns, ways.filters), ways.weights)
    np.testing.assert_array_equal(built, op(impulse, kernel, **linear))

    weight = chosen(rng, kernel.shape)
    single = np.zeros(kernel.shape)
    single[weight] = 1
    meetings = met(x, kernel, weight=weight, **settings)
    built = np.zeros(output.shape)
    np.add.at(
        built, (meetings.output_rows, meetings.output_columns, meetings.filter), meetings.values
    )
    np.testing.assert_array_equal(built, op(x, single, **linear))
    inside = meetings.inside
    np.testing.assert_array_equal(
        meetings.values[inside],
        x[meetings.rows[inside], meetings.columns[inside], meetings.channel],
    )
    return terms, ways, meetings


@quick
@given(
    shape=SHAPES,
    size=SIZES,
    strides=PAIRS,
    dilation=PAIRS,
    padding=PADDINGS,
    mode=MODES,
    flip=st.booleans(),
    groups=st.integers(1, 3),
    seed=SEEDS,
)
def test_conv_is_explained(shape, size, strides, dilation, padding, mode, flip, groups, seed):
    rng = np.random.default_rng(seed)
    x = rng.integers(-99, 100, size=(*shape, 2 * groups))
    kernel = rng.integers(-9, 10, size=(*size, 2, 3 * groups))
    settings = {
        "bias": rng.integers(-9, 10, size=3 * groups),
        "strides": strides,
        "dilation": dilation,
        "padding": padding,
        "mode": mode,
        "flip": flip,
        "groups": groups,
    }
    terms, ways, _ = check_all_three(
        ops.conv,
        ops.explain_conv,
        ops.outputs_fed,
        ops.inputs_met,
        x,
        kernel,
        settings,
        rng,
    )
    amounts = ops.resolve_padding(shape, size, strides=strides, padding=padding, dilation=dilation)
    padded = ops.pad(x, amounts, mode=mode)
    np.testing.assert_array_equal(
        terms.window, padded[np.ix_(terms.rows, terms.columns, terms.channels)]
    )
    assert terms.origin == (terms.rows[0] - amounts[0][0], terms.columns[0] - amounts[1][0])
    given_weights = kernel[ways.kernel_rows, ways.kernel_columns, :, ways.filters]
    assert all(w in row for w, row in zip(ways.weights, given_weights, strict=True))


@quick
@given(shape=SHAPES, size=SIZES, strides=PAIRS, padding=PADDINGS, mode=MODES, seed=SEEDS)
def test_depthwise_conv_is_explained(shape, size, strides, padding, mode, seed):
    rng = np.random.default_rng(seed)
    check_all_three(
        ops.depthwise_conv,
        ops.explain_depthwise_conv,
        ops.outputs_fed_depthwise_conv,
        ops.inputs_met_depthwise_conv,
        rng.integers(-99, 100, size=(*shape, 3)),
        rng.integers(-9, 10, size=(*size, 3, 2)),
        {"strides": strides, "padding": padding, "mode": mode},
        rng,
    )


@quick
@given(
    shape=SHAPES,
    size=SIZES,
    strides=PAIRS,
    dilation=PAIRS,
    padding=st.sampled_from(["valid", "same"]),
    seed=SEEDS,
)
def test_conv_transpose_is_explained(shape, size, strides, dilation, padding, seed):
    rng = np.random.default_rng(seed)
    check_all_three(
        ops.conv_transpose,
        ops.explain_conv_transpose,
        ops.outputs_fed_conv_transpose,
        ops.inputs_met_conv_transpose,
        rng.integers(-99, 100, size=(*shape, 2)),
        rng.integers(-9, 10, size=(*size, 3, 2)),
        {"strides": strides, "dilation": dilation, "padding": padding},
        rng,
    )


@quick
@given(
    length=st.integers(1, 12),
    size=st.integers(1, 5),
    stride=st.integers(1, 3),
    padding=st.one_of(
        st.sampled_from(["valid", "same", "full"]), st.tuples(st.integers(0, 9), st.integers(0, 3))
    ),
    mode=MODES,
    flip=st.booleans(),
    seed=SEEDS,
)
def test_conv1d_is_explained(length, size, stride, padding, mode, flip, seed):
    rng = np.random.default_rng(seed)
    x = rng.integers(-99, 100, size=length)
    kernel = rng.integers(-9, 10, size=size)
    settings = {"strides": stride, "padding": padding, "mode": mode, "flip": flip}
    try:
        output = ops.conv1d(x, kernel, **settings)
    except ShapeError:
        assume(False)
    (cell,), (source,), (weight,) = (chosen(rng, (n,)) for n in (len(output), length, size))
    assert ops.explain_conv1d(x, kernel, cell=cell, **settings).total == output[cell]
    built = np.zeros(len(output))
    ways = ops.outputs_fed_conv1d(x, kernel, cell=source, **settings)
    np.add.at(built, ways.columns, ways.weights)
    impulse = np.eye(length)[source]
    np.testing.assert_array_equal(built, ops.conv1d(impulse, kernel, **settings))
    meetings = ops.inputs_met_conv1d(x, kernel, weight=weight, **settings)
    single = np.eye(size)[weight]
    np.testing.assert_array_equal(meetings.values, ops.conv1d(x, single, **settings))


@quick
@given(shape=SHAPES, size=SIZES, strides=PAIRS, same=st.booleans(), seed=SEEDS)
def test_pools_are_explained(shape, size, strides, same, seed):
    assume(same or all(m <= n for n, m in zip(shape, size, strict=True)))
    rng = np.random.default_rng(seed)
    x = rng.integers(-4, 5, size=(*shape, 2))
    settings = {"pool_size": size, "strides": strides, "padding": "same" if same else "valid"}
    largest, mean = ops.max_pool(x, **settings), ops.average_pool(x, **settings)
    cell = chosen(rng, largest.shape)
    top = ops.explain_max_pool(x, cell=cell, **settings)
    assert top.total == largest[cell]
    assert {int(x[row, column, cell[2]]) for row, column in top.winners} == {top.total}
    assert len(top.winners) == (top.window[top.inside] == top.total).sum()
    share = ops.explain_average_pool(x, cell=cell, **settings)
    assert share.total == mean[cell]
    assert share.count == len(share.winners) == share.inside.sum()

    source = chosen(rng, x.shape)
    impulse = np.zeros(x.shape)
    impulse[source] = 1
    ways = ops.outputs_fed_average_pool(x, cell=source, **settings)
    built = np.zeros(mean.shape)
    built[ways.rows, ways.columns, ways.filters] = ways.weights
    np.testing.assert_array_equal(built, ops.average_pool(impulse, **settings))
    wins = ops.outputs_fed_max_pool(x, cell=source, **settings)
    np.testing.assert_array_equal(
        wins.weights, largest[wins.rows, wins.columns, wins.filters] == x[source]
    )
    position = (*chosen(rng, size), source[2])
    for met in (ops.inputs_met_max_pool, ops.inputs_met_average_pool):
        meetings = met(x, weight=position, **settings)
        assert len(meetings.values) == largest[..., 0].size
        inside = meetings.inside
        np.testing.assert_array_equal(
            meetings.values[inside],
            x[meetings.rows[inside], meetings.columns[inside], source[2]],
        )


@pytest.mark.parametrize(("dtype", "share"), [(np.float32, 1e-5), (np.float64, 1e-12)])
def test_totals_of_real_numbers_are_within_a_share_of_their_terms(dtype, share, rng):
    x = rng.normal(size=(12, 11, 16)).astype(dtype)
    kernel = rng.normal(size=(5, 5, 16, 20)).astype(dtype)
    output = ops.conv(x, kernel)
    for cell in np.ndindex(3, 3, 20):
        terms = ops.explain_conv(x, kernel, cell=cell)
        assert abs(terms.total - output[cell]) <= share * np.abs(terms.products).sum()


@pytest.mark.parametrize(("row", "stride"), [(4, 1), (2, 2)])
def test_both_neurons_of_the_course_see_rows_4_to_6_and_columns_0_to_2(row, stride):
    terms = ops.explain_conv(
        np.zeros((8, 8, 1)), np.zeros((3, 3, 1, 1)), strides=stride, cell=(row, 0, 0)
    )
    assert terms.rows.tolist() == [4, 5, 6]
    assert terms.columns.tolist() == [0, 1, 2]


def test_a_border_cell_enters_fewer_outputs():
    x, kernel = np.ones(5), np.ones(3)
    counts = [len(ops.outputs_fed_conv1d(x, kernel, cell=i).columns) for i in range(5)]
    assert counts == [1, 2, 3, 2, 1]
    full = [len(ops.outputs_fed_conv1d(x, kernel, cell=i, padding=2).columns) for i in range(5)]
    assert full == [3, 3, 3, 3, 3]


def test_ways_through_padding_are_marked():
    ways = ops.outputs_fed_conv1d([1, 2, 3], [10, 1], cell=1, padding=(1, 0), mode="reflect")
    assert ways.columns.tolist() == [0, 1, 2]
    assert ways.weights.tolist() == [10, 1, 10]
    assert ways.through_padding.tolist() == [True, False, False]


X, KERNEL = np.zeros((3, 3, 1)), np.zeros((2, 2, 1, 1))


@pytest.mark.parametrize(
    "call",
    [
        lambda: ops.explain_conv(X, KERNEL, cell=(2, 0, 0)),
        lambda: ops.explain_conv(X, KERNEL, cell=(-1, 0, 0)),
        lambda: ops.explain_conv(X, KERNEL, cell=(0, 0)),
        lambda: ops.explain_max_pool(X, cell=(1, 0, 0)),
        lambda: ops.outputs_fed(X, KERNEL, cell=(0, 3, 0)),
        lambda: ops.outputs_fed_average_pool(X, cell=(0, 0, 1)),
        lambda: ops.inputs_met(X, KERNEL, weight=(0, 0, 0, 1)),
        lambda: ops.inputs_met_depthwise_conv(X, KERNEL, weight=(0, 2, 0, 0)),
        lambda: ops.inputs_met_conv_transpose(X, KERNEL, weight=(2, 0, 0, 0)),
        lambda: ops.inputs_met_max_pool(X, weight=(2, 0, 0)),
        lambda: ops.explain_conv1d([1, 2], [1], cell=2),
    ],
)
def test_a_cell_that_is_not_there_says_which_are(call):
    with pytest.raises(ShapeError, match="ranges 0 to"):
        call()
