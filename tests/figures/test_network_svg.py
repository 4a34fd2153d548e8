"""The figure of a network: well-formed, complete, within its frame, and safe."""

import re
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from cnnviz.data.networks import NETWORKS
from cnnviz.errors import LayerError
from cnnviz.figures import DARK, LIGHT, network_svg
from cnnviz.figures.diagram.rows import SMALL_SIZE, WIDTH, width_of_words
from cnnviz.figures.theme import contrast
from cnnviz.ops import bill
from cnnviz.ops.shapes import times
from cnnviz.spec import NetworkSpec, every_layer, layers
from tests.networks import valid_networks

SVG = "{http://www.w3.org/2000/svg}"
WRITTEN_AT_THE_VOLUME_BEFORE = {
    "Rescaling",
    "Normalization",
    "BatchNormalization",
    "Activation",
    "LeakyReLU",
    "Dropout",
}


def block(filters, *, wider=False):
    convolve = layers.Conv2D(filters=filters, kernel_size=3, padding="same")
    skip = (layers.Conv2D(filters=filters, kernel_size=1), layers.BatchNormalization())
    return layers.Residual(
        branch=(layers.BatchNormalization(), convolve, layers.Activation(activation="relu")),
        skip=skip if wider else (),
    )


def residual(*blocks):
    picture = layers.Input(shape=(32, 20, 3))
    first = layers.Conv2D(filters=8, kernel_size=3, padding="same")
    end = (layers.GlobalMaxPooling2D(), layers.Dense(units=1))
    return NetworkSpec(name="residual", layers=(picture, first, *blocks, *end))


LONG = residual(block(8), block(16, wider=True), *(block(16) for _ in range(5)))
EXTREMES = [
    NetworkSpec(name="input-only", layers=(layers.Input(shape=(4096, 1, 1)),)),
    NetworkSpec(name="row", layers=(layers.Input(shape=(7,)), layers.Dense(units=1_000_000))),
    NetworkSpec(
        name="flat",
        layers=(
            layers.Input(shape=(1, 4096, 3)),
            layers.Conv2D(filters=65_536, kernel_size=(1, 9), strides=(1, 1000)),
            *(layers.Dropout(rate=0.5) for _ in range(9)),
            layers.Reshape(target_shape=(-1, 64)),
        ),
    ),
    NetworkSpec(
        name="many",
        layers=(
            layers.Input(shape=(9, 9, 1)),
            *(layers.Conv2D(filters=3, kernel_size=1) for _ in range(199)),
        ),
    ),
]
ALL = {**NETWORKS, "residual": LONG} | {spec.name: spec for spec in EXTREMES}


def parsed(spec, **theme):
    return ElementTree.fromstring(network_svg(spec, **theme))


def drawn(tree):
    """Groups of volumes by the names of their layers."""
    return {group.get("data-layer"): group for group in tree.findall(f"{SVG}g[@data-layer]")}


def words_of(group):
    return [text.text for text in group.findall(f"{SVG}text")]


def places(tree):
    """Every corner, end and centre in the figure, texts with their supposed width."""
    for node in tree.iter():
        kind = node.tag.removeprefix(SVG)
        if kind in ("path", "polygon"):
            text = node.get("d") or node.get("points")
            yield from re.findall(r"(-?[\d.]+),(-?[\d.]+)", text)
        elif kind == "text":
            half = width_of_words(node.text, float(node.get("font-size"))) / 2
            for side in (-half, half):
                yield float(node.get("x")) + side, node.get("y")
        elif kind == "circle":
            yield node.get("cx"), node.get("cy")


def volumes_expected(spec):
    """Layers with a volume of their own: not those that leave the shape alone, nor on a skip."""
    inside = {inner.name for block in spec.layers if block.kind == "Residual"
              for inner in block.skip}  # fmt: skip
    firsts = {block.branch[0].name for block in spec.layers if block.kind == "Residual"}
    return [
        layer.name
        for layer in every_layer(spec.layers)
        if layer.name in firsts
        or (layer.kind not in WRITTEN_AT_THE_VOLUME_BEFORE and layer.name not in inside)
    ]


def assert_complete(spec):
    tree = parsed(spec)
    groups = drawn(tree)
    assert [*groups] == volumes_expected(spec)
    for line in bill(spec).layers:
        if line.name in groups:
            said = words_of(groups[line.name])
            assert times(line.output_shape) in said
            assert (f"{line.parameters:,}" in said) or not line.parameters
        assert f"{line.name}: " in tree.find(f"{SVG}desc").text


def assert_within(spec):
    tree = parsed(spec)
    left, top, width, height = map(float, tree.get("viewBox").split())
    assert (left, top) == (0, 0)
    assert width <= WIDTH
    for x, y in places(tree):
        assert 0 <= float(x) <= width
        assert 0 <= float(y) <= height


@pytest.mark.parametrize("name", ALL)
def test_every_layer_is_there_with_the_shape_and_parameters_of_its_bill(name):
    assert_complete(ALL[name])


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_outside_the_frame(name):
    assert_within(ALL[name])


@settings(derandomize=True, deadline=None, max_examples=200)
@given(valid_networks(longest=12))
def test_random_networks_are_complete_and_within_the_frame(spec):
    assert_complete(spec)
    assert_within(spec)


def test_lenet_by_hand():
    groups = drawn(parsed(NETWORKS["lenet-5"]))
    assert words_of(groups["conv2d"]) == ["Conv2D", "5×5, tanh", "156", "parameters", "28×28×6"]
    assert words_of(groups["average_pooling2d"]) == ["Average", "Pooling2D", "2×2", "14×14×6"]
    assert words_of(groups["dense_1"]) == ["Dense", "softmax", "850", "parameters", "10"]


def size_of(group):
    """Width and height of a group's front side."""
    corners = [
        tuple(map(float, corner.split(",")))
        for corner in group.find(f"{SVG}polygon").get("points").split()
    ]
    xs, ys = zip(*corners, strict=True)
    return max(xs) - min(xs), max(ys) - min(ys)


def test_volumes_are_to_scale():
    groups = drawn(parsed(NETWORKS["vgg-16"]))
    sizes = {shape: size_of(groups[name]) for name, shape in (
        ("conv2d", (224, 64)), ("conv2d_4", (56, 256)), ("max_pooling2d_4", (7, 512)),
    )}  # fmt: skip
    for (one, (width, height)), (other, (wide, high)) in combinations(sizes.items(), 2):
        assert height / high == pytest.approx((one[0] / other[0]) ** 0.5, abs=0.03)
        assert width / wide == pytest.approx((one[1] / other[1]) ** 0.5, abs=0.03)


def test_more_units_make_a_taller_column():
    heights = []
    for units in (1, 2, 10, 12, 13, 50, 4096, 25_088):
        row = (layers.Input(shape=(3,)), layers.Dense(units=units))
        tree = parsed(NetworkSpec(name="row", layers=row))
        heights.append(size_of(drawn(tree)["dense"])[1])
    assert heights == sorted(set(heights))


def test_layers_that_leave_the_shape_alone_are_written_at_the_volume_before():
    said = words_of(drawn(parsed(NETWORKS["cifar-small"]))["conv2d"])
    assert said[-3:] == ["32×32×32", "batch norm +128", "relu"]


def test_very_many_notes_become_few():
    said = words_of(drawn(parsed(ALL["flat"]))["conv2d"])
    assert said[-2:] == ["Dropout 0.5", "and 6 more"]


def test_a_way_past_a_block_tells_its_layers():
    tree = parsed(LONG)
    (chip,) = [group for group in tree.findall(f"{SVG}g") if group.get("data-layer") is None]
    assert words_of(chip) == ["Conv2D 1×1, 32×20×16 → BatchNormalization, 32×20×16"]
    assert "conv2d_3: Conv2D, 1×1, padding valid" in chip.find(f"{SVG}title").text


def test_an_interrupted_way_past_ends_and_begins_with_a_ring():
    tree = parsed(LONG)
    rings = [node for node in tree.findall(f"{SVG}circle") if node.get("stroke")]
    assert rings
    assert len(rings) % 2 == 0


def test_a_screen_reader_gets_a_title_and_every_layer():
    tree = parsed(NETWORKS["lenet-5"])
    assert tree.get("role") == "img"
    title, told = (tree.find(f"{SVG}{kind}") for kind in ("title", "desc"))
    assert tree.get("aria-labelledby") == f"{title.get('id')} {told.get('id')}"
    assert title.text.startswith("LeNet-5: ")
    assert "61,706 parameters" in told.text


def test_words_of_a_file_are_words_and_nothing_else():
    hostile = '</title><script>alert("1")</script>\x00\x0b\u202e &amp; ]]> \'"'
    spec = NETWORKS["lenet-5"].model_copy(update={"title": hostile})
    odd = layers.Flatten.model_construct(name='"><script>&\x01')
    spec = spec.model_copy(update={"layers": (*spec.layers[:6], odd, *spec.layers[7:])})
    tree = parsed(spec)
    plain = parsed(NETWORKS["lenet-5"])
    assert [node.tag for node in tree.iter()] == [node.tag for node in plain.iter()]
    assert tree.find(f"{SVG}title").text.startswith('</title><script>alert("1")</script>')
    assert '"><script>&' in drawn(tree)
    assert not re.search(r"\son\w+=", network_svg(spec))


@pytest.mark.parametrize(("theme", "colours"), [("light", LIGHT), ("dark", DARK)])
def test_words_can_be_read_on_the_ground(theme, colours):
    tree = parsed(LONG, theme=theme)
    ground = tree.find(f"{SVG}rect").get("fill")
    assert ground == colours.surface
    for text in tree.iter(f"{SVG}text"):
        assert contrast(text.get("fill"), ground) >= 4.5
        assert float(text.get("font-size")) >= SMALL_SIZE


def test_nothing_is_fetched():
    for theme in ("light", "dark"):
        text = network_svg(LONG, theme=theme).replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"http|url\(|href|@import|<image", text)


def test_an_impossible_layer_is_named():
    bad = (layers.Input(shape=(4, 4, 1)), layers.Conv2D(filters=1, kernel_size=5))
    with pytest.raises(LayerError, match="Layer 1, conv2d"):
        network_svg(NetworkSpec(name="impossible", layers=bad))


OVERLAPS = """() => {
  const figure = document.querySelector("svg"), frame = figure.viewBox.baseVal, found = [];
  const texts = [...figure.querySelectorAll("text")].map((t) => [t.textContent, t.getBBox()]);
  for (const [index, [one, a]] of texts.entries()) {
    if (a.x < 0 || a.y < 0 || a.x + a.width > frame.width || a.y + a.height > frame.height)
      found.push(one);
    for (const [other, b] of texts.slice(index + 1))
      if (a.x < b.x + b.width && b.x < a.x + a.width && a.y + 2 < b.y + b.height - 2
          && b.y + 2 < a.y + a.height - 2) found.push(`${one} / ${other}`);
  }
  return found;
}"""


@pytest.mark.browser
def test_no_word_covers_another_in_a_browser(browser):
    page = browser.new_page()
    for name, spec in ALL.items():
        page.set_content(network_svg(spec))
        assert page.evaluate(OVERLAPS) == [], name
    page.close()
