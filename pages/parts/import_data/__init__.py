"""The steps of the Import page, one file a step."""

from pages.parts.import_data.bring import bring
from pages.parts.import_data.desk import desk
from pages.parts.import_data.look import look
from pages.parts.import_data.match import match
from pages.parts.import_data.offer import offer
from pages.parts.import_data.published import in_use, published
from pages.parts.import_data.recipe_card import recipe_card
from pages.parts.import_data.result import result
from pages.parts.import_data.trying import trying

__all__ = ["bring", "desk", "in_use", "look", "match", "offer", "published", "recipe_card", "result", "trying"]
