"""The front page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from webapp.views.truecost import CostPicture


@dataclass(frozen=True, slots=True)
class FrontPage:
    """Three doors, and one worked example of what the product shows.

    Args:
        demo: whether people of the demonstration may be entered as.
        example: a worked example, said to be one; None leaves it out.
    """

    template: ClassVar[str] = "front.html"

    demo: bool
    example: CostPicture | None = None
