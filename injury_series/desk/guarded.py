"""Run a task so that no traceback reaches the writer for anything wrong with content, settings or network."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable

from rich.console import Console

from injury_series.errors import ContentFaults, InjurySeriesError

REPORT = "This is a fault in Injury Series itself, not in your text. Please report it with these lines:"
NOTHING_BUILT = "Nothing was built; the last output/ is as it was."


def guarded(work: Callable[[], int]) -> int:
    """Return the exit code of `work`, or 1 after words on what stopped it; a bug is shown whole."""
    try:
        return work()
    except InjurySeriesError as error:
        say_faults(error)
    except OSError as error:
        say_faults(InjurySeriesError(f"{error.filename or 'The disk'}: {error.strerror or error}."))
    except KeyboardInterrupt:
        say_faults(InjurySeriesError("Stopped."))
    except Exception:
        say_faults(InjurySeriesError(f"{REPORT}\n{traceback.format_exc()}"))
    return 1


def say_faults(error: InjurySeriesError) -> None:
    """Write what is wrong to standard error, a line each."""
    console = Console(stderr=True, highlight=False, soft_wrap=True, emoji=False)
    console.print(str(error), markup=False)
    if isinstance(error, ContentFaults):
        found = f"{len(error.faults)} fault{'' if len(error.faults) == 1 else 's'}"
        console.print(f"\n{found} found. {NOTHING_BUILT}", markup=False)
    sys.stderr.flush()
