"""The networks of the courses, the classics and our own, each under its name."""

from cnnviz.errors import SpecError
from cnnviz.spec import NetworkSpec

from . import classics, digits, faces, own, trained, wide

NETWORKS: dict[str, NetworkSpec] = {
    spec.name: spec
    for module in (digits, faces, wide, classics, own, trained)
    for spec in module.NETWORKS
}


def network(name: str) -> NetworkSpec:
    """Find a network by its name.

    Raises:
        SpecError: if there is none of that name; lists those there are.

    >>> network("lenet-5").input_shape
    (32, 32, 1)
    """
    if name not in NETWORKS:
        raise SpecError(
            f"There is no network called {name!r}. Choose one of {', '.join(NETWORKS)}."
        )
    return NETWORKS[name]


__all__ = ["NETWORKS", "network"]
