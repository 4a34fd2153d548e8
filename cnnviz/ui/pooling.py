"""The Pooling page's result."""

import numpy as np

from cnnviz.data.banks import filter_from, kernel_of
from cnnviz.data.pictures import Picture
from cnnviz.data.scales import Scale
from cnnviz.data.worked import WORKED
from cnnviz.spec import Bank

from .components.stage import KernelEdit
from .controls.picture import Seen
from .controls.pooling import PoolingSettings
from .session import session
from .step import Source, Step, source_of, step


def pooling_source(settings: PoolingSettings, seen: Seen | None) -> Source:
    """What is pooled: the picture or a worked example."""
    if seen:
        return source_of(seen)
    x = WORKED[settings.input].x
    return Source(x=x, id=f"pool-{settings.input}", names=("Input",), stored=x)


def pooled_picture(settings: PoolingSettings, seen: Seen | None) -> tuple[Picture, Scale]:
    """The input as a picture that can be shifted, and what its pixels count."""
    if seen:
        return seen.picture, seen.scale
    example = WORKED[settings.input]
    return Picture(example.x, example.title, "matrix"), "0–255"


def pooling_step(settings: PoolingSettings, source: Source) -> Step:
    """Pooling, or a strided convolution of the same window in its place."""
    if settings.kind != "strided":
        return step(source, settings.sliding, names=source.names)
    kernel = kernel_of(_bank(settings), source.x.shape[2])
    return step(source, settings.sliding, names=source.names, kernel=kernel)


def take_pooling_edit(settings: PoolingSettings, edit: KernelEdit) -> None:
    """Take an edited window of weights; every channel is convolved with the same one."""
    bank = _bank(settings)
    edited = filter_from(edit.values)
    if edited.size == bank.size:
        session().keep_bank(settings.bank, bank.with_filter(0, edited))


def _bank(settings: PoolingSettings) -> Bank:
    """Weights that take the mean, until they are edited: the convolution that mean pooling is."""
    own = session()
    if settings.bank not in own.banks:
        rows, columns = settings.sliding.kernel_size
        mean = filter_from(np.full((rows, columns), 1 / (rows * columns)), name="Mean")
        own.keep_bank(settings.bank, Bank(filters=(mean,)))
    return own.banks[settings.bank]
