"""The stage's pure modules, run in a browser and held against `cnnviz.ops`."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from cnnviz import ops
from cnnviz.spec import Sliding
from cnnviz.ui.components.stage.message import message
from tests.browser import open_app, serve
from tests.ui.components.apps.stage_scenes import SCENES, Given, bank
from tests.ui.components.stage_messages import scene_of, unpack

pytestmark = pytest.mark.browser
APP = Path(__file__).parent / "apps" / "stage_app.py"
MODULE_URL = """performance.getEntriesByType("resource").map(({name}) => name)
    .find((name) => name.includes("/stage/geometry.js"))"""
GEOMETRY = """async ([url, header]) => {
  const { geometry } = await import(url);
  const found = geometry(header);
  const all = (rows, columns, ask) => {
    const cells = [];
    for (let r = 0; r < rows; r += 1) for (let c = 0; c < columns; c += 1) cells.push(ask([r, c]));
    return cells;
  };
  const { rows, columns } = found;
  return {
    terms: all(rows.outputs, columns.outputs, found.terms),
    fed: all(rows.length, columns.length, found.fed),
    met: all(rows.taps, columns.taps, found.meetings),
  };
}"""


@pytest.fixture(scope="module")
def page(browser, tmp_path_factory):
    with serve(APP, log=tmp_path_factory.mktemp("stage") / "server.log") as server:
        page = browser.new_page()
        open_app(page, server.url)
        page.wait_for_selector(".stage[data-ready=true]")
        yield page
        page.close()


@pytest.fixture(scope="module")
def url(page):
    return page.evaluate(MODULE_URL)


def conv(size, **settings):
    return Sliding(kernel_size=size, **settings)


SETTINGS = {
    "plain": (conv((3, 3)), 1),
    "one by one": (conv((1, 1)), 2),
    "strides": (conv((3, 2), strides=(2, 3)), 1),
    "lopsided same": (conv((2, 4), strides=(2, 1), padding="same"), 1),
    "full": (conv((3, 2), padding="full"), 1),
    "explicit": (conv((3, 3), padding=((0, 2), (3, 1))), 1),
    "dilated": (conv((2, 3), dilation=(2, 2), padding="same"), 1),
    "turned": (conv((3, 2), flip=True, padding="same"), 1),
    "groups": (conv((2, 2), groups=2), 4),
    **{
        mode: (conv((3, 3), padding=((2, 3), (1, 2)), mode=mode), 1)
        for mode in ("reflect", "symmetric", "edge", "wrap")
    },
    "depthwise": (conv((2, 3), kind="depthwise", padding="same"), 2),
    "transposed": (conv((3, 2), kind="transposed", strides=(2, 1)), 2),
    "transposed same": (conv((3, 3), kind="transposed", strides=(2, 3), padding="same"), 1),
    "transposed gaps": (conv((1, 2), kind="transposed", strides=(3, 3)), 1),
    "transposed dilated": (conv((2, 2), kind="transposed", dilation=(2, 3)), 1),
    "max": (conv((2, 2), kind="max_pool", strides=(2, 2)), 2),
    "max same": (conv((3, 2), kind="max_pool", strides=(2, 1), padding="same"), 1),
    "mean": (conv((2, 3), kind="average_pool", strides=(1, 2), padding="same"), 1),
    "signal": (conv((1, 3), padding=((0, 0), (2, 2)), flip=True), 1),
}
LAST = 1  # the filter that is looked at, where there are several


def given_for(name):
    sliding, channels = SETTINGS[name]
    rows = 1 if name == "signal" else 5
    x = np.random.default_rng(1).normal(size=(rows, 7, channels))
    kh, kw = sliding.kernel_size
    kernels = {
        "conv": bank(channels // sliding.groups, 2),
        "depthwise": bank(channels, 1),
        "transposed": bank(2, channels),
    }
    drawn = kernels.get(sliding.kind)
    kernel = None if drawn is None else np.resize(drawn, (kh, kw, *drawn.shape[2:]))
    names = tuple(f"Map {index + 1}" for index in range(channels))
    return Given(sliding, x, kernel, names)


def explained(scene):
    """(explain, fed, met) of `ops` for the shown filter of a scene."""
    s, f = scene.sliding, scene.filter
    common = {"strides": s.strides, "padding": s.padding}
    if s.kind.endswith("_pool"):
        common["pool_size"] = s.kernel_size
        trio = [
            getattr(ops, f"{verb}_{s.kind}") for verb in ("explain", "outputs_fed", "inputs_met")
        ]
        arguments, weight = (scene.x,), lambda r, c: (r, c, f)
    else:
        common["dilation"] = s.dilation
        arguments = (scene.x, scene.kernel)
        if s.kind == "transposed":
            trio = [ops.explain_conv_transpose, ops.outputs_fed_conv_transpose]
            trio.append(ops.inputs_met_conv_transpose)
            common["output_padding"] = s.output_padding
            weight = lambda r, c: (r, c, f, 0)  # noqa: E731
        elif s.kind == "depthwise":
            trio = [ops.explain_depthwise_conv, ops.outputs_fed_depthwise_conv]
            trio.append(ops.inputs_met_depthwise_conv)
            common["mode"] = s.mode
            multiplier = scene.kernel.shape[3]
            weight = lambda r, c: (r, c, f // multiplier, f % multiplier)  # noqa: E731
        else:
            trio = [ops.explain_conv, ops.outputs_fed, ops.inputs_met]
            common |= {"mode": s.mode, "groups": s.groups, "flip": s.flip}
            weight = lambda r, c: (r, c, 0, f)  # noqa: E731
    first = unpack(message(scene, key="stage", known=None, heard=0))[0]["channels"][0]
    explain, fed, met = trio
    return (
        lambda r, c: explain(*arguments, cell=(r, c, f), **common),
        lambda r, c: fed(*arguments, cell=(r, c, first), **common),
        lambda r, c: met(*arguments, weight=weight(r, c), **common),
    )


def pairs(rows, columns):
    return list(product(np.asarray(rows).tolist(), np.asarray(columns).tolist()))


@pytest.mark.parametrize("name", SETTINGS)
def test_the_browsers_geometry_is_that_of_ops(name, page, url):
    scene = scene_of(name, given_for(name))
    scene = replace(scene, filter=min(LAST, scene.y.shape[2] - 1))
    header, _ = unpack(message(scene, key="stage", known=None, heard=0))
    found = page.evaluate(GEOMETRY, [url, header])
    explain, fed, met = explained(scene)
    for terms, (row, column) in zip(found["terms"], np.ndindex(scene.y.shape[:2]), strict=True):
        theirs = explain(row, column)
        if scene.kernel is None:
            inside = [tuple(term["tap"]) for term in terms if term["source"]]
            assert inside == [tuple(place) for place in np.argwhere(theirs.inside).tolist()]
            continue
        weights = pairs(theirs.kernel_rows, theirs.kernel_columns)
        sources = pairs(theirs.source_rows, theirs.source_columns)
        # A transposed convolution gathers; there ops goes by input cells, the browser by weights.
        assert sorted((*term["weight"], *(term["source"] or (-1,))) for term in terms) == sorted(
            (*weight, *((-1,) if -1 in source else source))
            for weight, source in zip(weights, sources, strict=True)
        )
    for ways, (row, column) in zip(found["fed"], np.ndindex(scene.x.shape[:2]), strict=True):
        theirs = fed(row, column)
        mine = theirs.filters == scene.filter
        fields = (theirs.rows, theirs.columns, theirs.kernel_rows, theirs.kernel_columns)
        assert Counter((*way["output"], *way["weight"]) for way in ways) == Counter(
            zip(*(field[mine].tolist() for field in fields), strict=True)
        )
    for taps, place in zip(found["met"], np.ndindex(scene.sliding.kernel_size), strict=True):
        kh, kw = scene.sliding.kernel_size
        stored = (kh - 1 - place[0], kw - 1 - place[1]) if scene.sliding.flip else place
        theirs = met(*stored)
        fields = (theirs.output_rows, theirs.output_columns, theirs.rows, theirs.columns)
        assert Counter((*tap["output"], *tap["at"]) for tap in taps) == Counter(
            zip(*(field.tolist() for field in fields), strict=True)
        )


FORESEE = """async ([url, bytes, values, ink]) => {
  const { readScene, kernelOf } = await import(url.replace("geometry", "scene"));
  const { foresee } = await import(url.replace("geometry", "foresee"));
  const said = readScene(Uint8Array.from(bytes), null);
  const { rows, columns, channels } = said.kernel ?? {};
  const shape = [rows, columns, channels];
  const kernel = values ? kernelOf({ data: Float64Array.from(values), shape }) : undefined;
  const scene = foresee(said, { kernel, ink: ink && Uint8Array.from(ink) });
  return scene && { y: [...scene.y.data], thumbnails: [...(scene.thumbnails?.data ?? [])] };
}"""


def foresee(page, url, scene, *, kernel=None, ink=None):
    """What the browser shows before Python has answered an edit or a stroke."""
    raw = list(message(scene, key="stage", known=None, heard=0))
    values = None if kernel is None else kernel.ravel().tolist()
    return page.evaluate(FORESEE, [url, raw, values, ink and list(ink)])


def edited(scene, values):
    """The same layer with other weights for the filter that is looked at."""
    kernel = scene.kernel.copy()
    if scene.sliding.kind == "transposed":
        kernel[:, :, scene.filter, :] = values
    elif scene.sliding.kind == "depthwise":
        kernel.reshape(*kernel.shape[:2], -1)[..., scene.filter] = values[..., 0]
    else:
        kernel[..., scene.filter] = values
    return ops.slide(scene.sliding, scene.x, kernel, bias=scene.bias, activation=scene.activation)[
        ..., scene.filter
    ]


@pytest.mark.parametrize("activation", ["linear", "relu", "leaky_relu", "elu", "tanh", "sigmoid"])
@pytest.mark.parametrize(
    "name", [name for name in SETTINGS if not name.startswith(("max", "mean"))]
)
def test_an_edit_is_foreseen_as_python_will_answer_it(name, activation, page, url):
    given = replace(given_for(name), activation=activation)
    scene = scene_of(name, given)
    scene = replace(scene, filter=min(LAST, scene.y.shape[2] - 1))
    reads = unpack(message(scene, key="stage", known=None, heard=0))[1]["kernel"].shape
    weights = np.random.default_rng(5).normal(size=reads)
    found = foresee(page, url, scene, kernel=weights)
    np.testing.assert_allclose(found["y"], edited(scene, weights).ravel(), rtol=1e-12, atol=1e-12)


def test_a_stroke_is_foreseen_on_every_map(page, url):
    scene = replace(scene_of("digit"), pad="sketchpad", filter=1)
    ink = np.random.default_rng(2).integers(0, 256, (28, 28)).astype(np.uint8)
    found = foresee(page, url, scene, ink=ink.tobytes())
    then = scene_of("digit", replace(SCENES["digit"], x=ink[..., np.newaxis])).y
    np.testing.assert_allclose(found["y"], then[..., 1].ravel(), rtol=1e-5, atol=1e-5)
    np.testing.assert_allclose(
        found["thumbnails"], then.transpose(2, 0, 1).ravel(), rtol=1e-5, atol=1e-5
    )


def test_what_only_python_can_tell_is_waited_for(page, url):
    assert foresee(page, url, scene_of("max"), ink=bytes(16)) is None
    large = replace(scene_of("matrix"), activation="gelu")
    assert foresee(page, url, large, kernel=np.zeros(9)) is None


def value(text):
    return Fraction(text.replace("−", "-"))


def run(page, url, module, expression, *arguments):
    place = url.replace("/stage/geometry.js", f"/{module}")
    script = f"async ([url, a]) => {{ const m = await import(url); return {expression}; }}"
    return page.evaluate(script, [place, list(arguments)])


def sums_of(page, url, sums):
    return run(page, url, "shared/numbers.js", "m.writeSums(a[0])", sums)


def test_whole_numbers_stay_whole_and_add_up(page, url):
    (written,) = sums_of(page, url, [{"terms": [[4, 1], [3, 0], [2, -1]], "total": 2}])
    assert written == {"terms": [["4", "1"], ["3", "0"], ["2", "−1"]], "total": "2", "exact": True}


def test_decimals_are_shown_as_far_as_they_are_needed(page, url):
    terms = [[0.1, 0.2], [0.3, 0.7]]
    (written,) = sums_of(page, url, [{"terms": terms, "total": 0.1 * 0.2 + 0.3 * 0.7}])
    assert (written["total"], written["exact"]) == ("0.23", True)


def test_what_does_not_add_up_says_so(page, url):
    ninth = 1 / 9
    (written,) = sums_of(page, url, [{"terms": [[128, ninth], [5, ninth]], "total": 133 * ninth}])
    assert written["exact"] is False


def test_a_sum_says_equal_exactly_where_its_written_terms_add_up(page, url, rng):
    sums = []
    for places in (0, 1, 2, 3, 9):
        for _ in range(40):
            factors = np.round(rng.normal(scale=9, size=(4, 2)), places)
            sums.append({"terms": factors.tolist(), "total": float(np.prod(factors, 1).sum())})
            parts = np.round(rng.normal(size=3), places)
            sums.append({"terms": parts.tolist(), "total": float(parts.sum())})
    every = run(page, url, "shared/numbers.js", "a[0].flatMap((sum) => m.writeSums([sum]))", sums)
    for asked, written in zip(sums, every, strict=True):
        products = [
            value(term[0]) * value(term[1]) if isinstance(term, list) else value(term)
            for term in written["terms"]
        ]
        assert written["exact"] == (sum(products) == value(written["total"]))
        assert abs(float(value(written["total"])) - asked["total"]) <= 0.0051


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", 3),
        (" −.5 ", -0.5),
        ("1/4", 0.25),
        ("1e-2", 0.01),
        ("", None),
        ("-", None),
        ("x", None),
    ],
)
def test_numbers_are_read_as_people_type_them(page, url, text, number):
    assert run(page, url, "shared/numbers.js", "m.readNumber(a[0])", text) == number


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("1\t2\n3\t4", [[1, 2], [3, 4]]),
        ("[[1, 2],\n [3, -4]]", [[1, 2], [3, -4]]),
        ("1,2;3,4", [[1, 2], [3, 4]]),
        ("{{1,1/2},{−3,4}}", [[1, 0.5], [-3, 4]]),
        ("1 2 3", [[1, 2, 3]]),
        ("1 2\n3", None),
        ("hello", None),
        ("", None),
    ],
)
def test_a_matrix_is_read_however_it_is_written(page, url, text, rows):
    assert run(page, url, "shared/numbers.js", "m.readMatrix(a[0])", text) == rows


def test_ink_stands_out_on_every_colour(page, url):
    colours = [list(rgb) for rgb in product(range(0, 256, 15), repeat=3)]
    inks = run(page, url, "shared/colour.js", "a[0].map(m.ink)", colours)

    def luminance(rgb):
        unit = np.array(rgb) / 255
        linear = np.where(unit <= 0.04045, unit / 12.92, ((unit + 0.055) / 1.055) ** 2.4)
        return float(linear @ [0.2126, 0.7152, 0.0722])

    for rgb, ink in zip(colours, inks, strict=True):
        light, dark = sorted([luminance(rgb), 1.0 if ink == "#fff" else 0.0], reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_a_scale_is_zero_in_the_middle_and_opposite_at_its_ends(page, url):
    ask = "[0, 256, 512].map((i) => m.unpackColour(m.scale(...a)[i]))"
    ends = [[179, 71, 0], [255, 255, 255], [11, 87, 194]]
    assert run(page, url, "shared/colour.js", ask, *ends) == ends


def test_each_weight_has_a_hue_of_its_own(page, url):
    ask = "[...Array(25).keys()].map((i) => m.weightHue(Math.floor(i / 5), i % 5, 5, 5).join())"
    assert len(set(run(page, url, "shared/colour.js", ask))) == 25


@pytest.mark.parametrize(("motion", "glides"), [("no-preference", True), ("reduce", False)])
def test_who_asks_for_less_motion_sees_the_window_jump(page, url, motion, glides):
    page.emulate_media(reduced_motion=motion)
    jumped = """(() => {
        const glide = new m.Glide();
        glide.to([0, 0], true);
        glide.to([5, 5], true);
        return [glide.moving, glide.now()[0] < 5];
    })()"""
    assert run(page, url, "shared/motion.js", jumped) == [glides, glides]
