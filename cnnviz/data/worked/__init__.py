"""The worked examples of the courses: input, kernel, and the numbers that must come out."""

from .example import Operation, WorkedExample
from .paddings import PADDINGS
from .pictures import PICTURES
from .pools import POOLS
from .signals import SIGNALS

WORKED: dict[str, WorkedExample] = {
    example.key: example for example in (*SIGNALS, *PICTURES, *PADDINGS, *POOLS)
}

__all__ = ["WORKED", "Operation", "WorkedExample"]
