"""Property tests try the same examples in every run, so that a failure is a failure of the change.

HYPOTHESIS_PROFILE=new looks for new ones; what it finds becomes a case. Nothing is kept where the user's own
runs keep it.
"""

import os

import pytest
from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("new", deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.fixture(scope="session", autouse=True)
def _cache_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> None:
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("kept"))
