"""Settings that tests of import share."""

from __future__ import annotations

import pytest

from bulletin.pipeline.stages import SharedFiles
from tests.harness.import_cases import shared_files


@pytest.fixture(scope="module")
def checking() -> SharedFiles:
    return shared_files()
