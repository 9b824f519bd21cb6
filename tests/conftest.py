"""Property tests try the same examples in every run, so that a failure is a failure of the change.

HYPOTHESIS_PROFILE=new looks for new ones; what it finds becomes a case.
"""

import os

from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("new", deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
