"""The figures of rooms as pictures that leave the app: SVG and PNG, without browser or network (decision 91)."""

from crm_core.pictures.drawing import svg
from crm_core.pictures.framed import framed_png, framed_svg
from crm_core.pictures.image import png
from crm_core.pictures.refusal import CannotDraw

__all__ = ["CannotDraw", "framed_png", "framed_svg", "png", "svg"]
