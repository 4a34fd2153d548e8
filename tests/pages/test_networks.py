"""Networks: every number is the bill's, every change can be taken back, nothing is lost."""

import pytest

from cnnviz.data.networks import NETWORKS
from tests.pages.shown import fresh, link, sentences, visit


@pytest.fixture
def page(app):
    return visit(app, "networks")


def parameters(page):
    return page.metric[0].value


def press(page, label):
    (button,) = [one for one in page.button if one.label == label]
    return button.click().run()


def layer_names(page):
    return [option.split(" · ")[0] for option in page.radio(key="layer").options]


@pytest.mark.parametrize("name", NETWORKS)
def test_every_network_opens_with_its_bill(name):
    page = visit(fresh(), "networks", net=name)
    assert sentences(page) == []
    expected = {"mnist-deep": "3,274,634", "lenet-5": "61,706", "vgg-16": "138,357,544"}
    assert parameters(page) == expected.get(name, parameters(page))
    assert len(layer_names(page)) == len(NETWORKS[name].layers)


def test_a_layer_is_taken_out_and_brought_back(page):
    before = layer_names(page)
    page.radio(key="layer").set_value("7").run()
    press(page, "Remove")
    assert layer_names(page) == before[:-1]
    assert page.selectbox(key="net").value == "own"
    press(page, "Undo")
    assert layer_names(page) == before
    press(page, "Redo")
    assert layer_names(page) == before[:-1]


def test_a_layer_moves_and_the_choice_follows_it(page):
    page.radio(key="layer").set_value("2").run()
    press(page, "Up")
    assert layer_names(page)[1] == "max_pooling2d"
    assert page.radio(key="layer").value == "1"


def test_a_layer_is_put_in_behind_the_chosen_one(page):
    page.radio(key="layer").set_value("4").run()
    page.selectbox(key="new_layer").set_value("Dropout").run()
    press(page, "Put it behind the chosen one")
    assert layer_names(page)[5] == "dropout"
    assert page.radio(key="layer").value == "5"


def test_a_setting_changes_the_bill(page):
    page.number_input(key="form_filters").set_value(32).run()
    assert sentences(page) == []
    assert parameters(page) == f"{81_200 + 160 + 16 * 4 * 32:,}"


def test_halving_solves_for_strides_and_padding(page):
    press(page, "Halve it")
    assert page.radio(key="layer").options[1].endswith("14×14×16")
    press(page, "Keep this size")
    assert page.radio(key="layer").options[1].endswith("28×28×16")


def test_an_impossible_layer_is_named_and_the_rest_stays(page):
    page.radio(key="layer").set_value("3").run()
    page.number_input(key="form_kernel_size_rows").set_value(99).run()
    page.selectbox(key="form_padding").set_value("valid").run()
    (sentence,) = sentences(page)
    assert "conv2d_1" in sentence
    assert page.radio(key="layer").options[-1] == "dense_1 · not possible"
    press(page, "Undo")
    assert sentences(page) == []


def test_a_setting_out_of_its_range_says_what_would_work(page):
    page.radio(key="layer").set_value("1").run()
    page.number_input(key="form_groups").set_value(5).run()
    (sentence,) = sentences(page)
    assert "groups" in sentence


def test_the_link_shows_the_same_network_to_somebody_else(page):
    page.number_input(key="form_filters").set_value(24).run()
    theirs = visit(fresh(), "networks", **link(page))
    assert sentences(theirs) == []
    assert parameters(theirs) == parameters(page)
    assert layer_names(theirs) == layer_names(page)


def test_the_own_network_survives_a_visit_to_another_page(page):
    page.number_input(key="form_filters").set_value(24).run()
    before = parameters(page)
    visit(page, "kernels")
    visit(page, "networks")
    assert parameters(page) == before


@pytest.mark.parametrize(
    ("name", "text", "works"),
    [("net", "resnet", "lenet-5"), ("net", "own", "lenet-5"), ("batch", "0", "1 to")],
)
def test_a_bad_value_in_the_address_says_what_would_work(name, text, works):
    page = visit(fresh(), "networks", **{name: text})
    answer = {"restored": {"payload": None}}
    page.session_state["vault_hand"] = page.session_state["vault_picture"] = answer
    (sentence,) = sentences(page.run())
    assert f"“{text}”" in sentence
    assert works in sentence
