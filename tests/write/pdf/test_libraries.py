"""What is loaded when it is used, and not before."""

import subprocess
import sys

LATE = """
import sys
from exporter.write.pdf.libraries import called_late
called_late("wave", "open")
from wave import open
before = hasattr(sys.modules["wave"], "Wave_read")
try:
    open("/nowhere")
except FileNotFoundError:
    print(before, hasattr(sys.modules["wave"], "Wave_read"))
"""


def test_a_module_is_loaded_when_its_function_is_called() -> None:
    found = subprocess.run([sys.executable, "-c", LATE], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False True"


def test_the_typesetter_leaves_out_what_cuts_variable_fonts() -> None:
    code = (
        "import sys; from exporter.write.pdf.typeset import _engine; _engine()\n"
        "print('fontTools.varLib' in sys.modules, 'fontTools.varLib.merger' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False False"
