"""Memory that was freed: kept for what takes as much again."""

import subprocess
import sys

import pytest

FAULTS = """
import ctypes, resource
from exporter import heap

glibc = ctypes.CDLL(None)
glibc.malloc.restype = ctypes.c_void_p
glibc.malloc.argtypes, glibc.free.argtypes = [ctypes.c_size_t], [ctypes.c_void_p]
{}

def picture():
    pieces = [glibc.malloc(1 << 20) for _ in range(12)]
    for piece in pieces:
        ctypes.memset(piece, 1, 1 << 20)
    for piece in pieces:
        glibc.free(piece)

for _ in range(4):
    picture()
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(8):
    picture()
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


def _faults(first: str) -> int:
    ran = subprocess.run(
        [sys.executable, "-c", FAULTS.format(first)], check=True, capture_output=True, text=True
    )
    return int(ran.stdout)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="glibc")
def test_what_pictures_take_again_and_again_is_not_asked_of_the_kernel_each_time() -> None:
    assert _faults("heap.hold_on()") < 100 < _faults("")
