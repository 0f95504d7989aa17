"""The settings as mypy's plugin reads them: managers keep the classes that the models name."""

from modeltranslation import translator

from tests.settings import *  # noqa: F403

translator.add_manager = lambda model: None
