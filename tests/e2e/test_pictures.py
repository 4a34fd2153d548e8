"""Pictures that come from the camera, or while the connection is away."""

import pytest

from tests.e2e.visitor import output, same
from tests.malformed import encoded

pytestmark = pytest.mark.browser


def test_a_photo_from_the_camera_is_convolved(arrive, server):
    visitor = arrive(permissions=["camera"]).open(f"{server.url}/kernels?pic=camera&maps=1&side=64")
    sample = output(visitor.numbers())
    visitor.page.get_by_role("button", name="Take Photo").click()
    # Its height depends on how wide the sidebar was when the camera started.
    photo = output(visitor.until(lambda numbers: output(numbers).shape != sample.shape))
    assert photo.shape[1] == 64
    assert visitor.complaints() == []


def test_a_picture_chosen_while_offline_arrives_when_the_connection_is_back(visitor, server):
    visitor.open(f"{server.url}/kernels?pic=upload&maps=1")
    before = visitor.numbers()
    visitor.page.context.set_offline(True)
    visitor.upload("mine.png", encoded("PNG"))
    assert same(visitor.numbers(), before)
    visitor.page.context.set_offline(False)
    visitor.until(lambda numbers: output(numbers).shape == (6, 8))
    assert visitor.complaints() == []
