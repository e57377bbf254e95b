"""Client of a Lanran platform for pipelines (docs/python.md).

>>> from lanran import Lanran
>>> lanran = Lanran("https://platform.example")
>>> lanran.deliver(open("token").read(), "plates", only="*.exr", frames="1001-1050")
"""

from .answers import Currency, Found, FoundAsset, Money, Quote, Request, RequestItem
from .client import Lanran
from .deliver import Delivery
from .delivery_list import ClosedLicense, DeliveredFile
from .errors import (
    ArgumentError,
    LanranError,
    LocalFileError,
    NotDeliveredError,
    Reason,
    ReferenceFormatError,
    RefusedError,
    StartingError,
    UnreachableError,
    UntrustworthyAnswerError,
)
from .packages import Library
from .references import Reference, is_reference, parse_reference
from .verification import Check, Report, verify

__version__ = "0.1.0"

__all__ = [
    "ArgumentError",
    "Check",
    "ClosedLicense",
    "Currency",
    "DeliveredFile",
    "Delivery",
    "Found",
    "FoundAsset",
    "Lanran",
    "LanranError",
    "Library",
    "LocalFileError",
    "Money",
    "NotDeliveredError",
    "Quote",
    "Reason",
    "Reference",
    "ReferenceFormatError",
    "RefusedError",
    "Report",
    "Request",
    "RequestItem",
    "StartingError",
    "UnreachableError",
    "UntrustworthyAnswerError",
    "is_reference",
    "parse_reference",
    "verify",
]
