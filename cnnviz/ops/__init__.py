"""The layers of a network as NumPy functions, each number explained.

Pure functions on arrays with channels last: float64 in, float64 out; float32 in, float32 out;
whole numbers become float64 and add up exactly.
"""

from .activations import elu, gelu, leaky_relu, relu, sigmoid, softmax, tanh
from .bill import Bill, LayerBill, bill, check_affordable
from .conv import conv
from .conv1d import conv1d
from .depthwise import depthwise_conv
from .explain_conv import (
    explain_conv,
    explain_depthwise_conv,
    inputs_met,
    inputs_met_depthwise_conv,
    outputs_fed,
    outputs_fed_depthwise_conv,
)
from .explain_conv1d import explain_conv1d, inputs_met_conv1d, outputs_fed_conv1d
from .explain_pool import (
    explain_average_pool,
    explain_max_pool,
    inputs_met_average_pool,
    inputs_met_max_pool,
    outputs_fed_average_pool,
    outputs_fed_max_pool,
)
from .explain_transpose import (
    explain_conv_transpose,
    inputs_met_conv_transpose,
    outputs_fed_conv_transpose,
)
from .forward import Trace, forward, forward_batch
from .kernels import KERNELS, NamedKernel, named_kernel, normalise
from .padding import pad, resolve_padding, source_indices
from .pool import average_pool, global_average_pool, global_max_pool, max_pool
from .receptive_field import ReceptiveField, Span
from .sizes import output_size, paddings_for, same_padding, strides_for, transposed_output_size
from .slide import slide
from .terms import CellTerms, InputsMet, OutputsFed, PoolTerms
from .transpose import conv_transpose

__all__ = [
    "KERNELS",
    "Bill",
    "CellTerms",
    "InputsMet",
    "LayerBill",
    "NamedKernel",
    "OutputsFed",
    "PoolTerms",
    "ReceptiveField",
    "Span",
    "Trace",
    "average_pool",
    "bill",
    "check_affordable",
    "conv",
    "conv1d",
    "conv_transpose",
    "depthwise_conv",
    "elu",
    "explain_average_pool",
    "explain_conv",
    "explain_conv1d",
    "explain_conv_transpose",
    "explain_depthwise_conv",
    "explain_max_pool",
    "forward",
    "forward_batch",
    "gelu",
    "global_average_pool",
    "global_max_pool",
    "inputs_met",
    "inputs_met_average_pool",
    "inputs_met_conv1d",
    "inputs_met_conv_transpose",
    "inputs_met_depthwise_conv",
    "inputs_met_max_pool",
    "leaky_relu",
    "max_pool",
    "named_kernel",
    "normalise",
    "output_size",
    "outputs_fed",
    "outputs_fed_average_pool",
    "outputs_fed_conv1d",
    "outputs_fed_conv_transpose",
    "outputs_fed_depthwise_conv",
    "outputs_fed_max_pool",
    "pad",
    "paddings_for",
    "relu",
    "resolve_padding",
    "same_padding",
    "sigmoid",
    "slide",
    "softmax",
    "source_indices",
    "strides_for",
    "tanh",
    "transposed_output_size",
]
