"""Released results whose attestation is signed in the program's own words, as evidence packs need them."""

from exam.actions import releases
from exam.models import Candidate, Result, Sitting
from exam.rules import actors
from tests.factories import states
from tests.factories import world as make
from tests.factories.world import World


def released_result(world: World, person: Candidate | None = None, *, sitting: Sitting | None = None,
                    right: int = 20) -> Result:
    """Handed in with so many right answers, attested in full words, released."""
    sitting = make.submitted(world, sitting or states.in_progress(world, person), right=right)
    make.signed_in_full(world, sitting)
    return releases.release(sitting, mode="on_clean_attestation", now=world.now, by=actors.system("release"))
