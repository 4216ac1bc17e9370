"""The ways to link two exam forms: what each is called, what it takes the people for, and the fewest it works with."""

ANCHORED = {"tucker": "Tucker", "levine": "Levine, observed scores", "levine_true_score": "Levine, true scores",
            "chained_linear": "chained linear", "braun_holland": "Braun and Holland",
            "frequency_estimation": "frequency estimation", "chained_equipercentile": "chained equipercentile"}
RANDOM_GROUPS = {"identity": "identity", "mean": "mean", "linear": "linear", "circle_arc": "circle-arc",
                 "equipercentile": "equipercentile"}
METHODS = {**ANCHORED, **RANDOM_GROUPS}
FEWEST_COMMON = 5
# The fewest people on each form below which a kind of equating refuses, and the number that textbooks advise.
FLOORS = {"identity": (0, 0), "mean": (10, 100), "circle": (10, 100), "linear": (30, 400),
          "equipercentile": (100, 1500)}
KINDS = {"identity": "identity", "mean": "mean", "circle_arc": "circle", "equipercentile": "equipercentile",
         "frequency_estimation": "equipercentile", "chained_equipercentile": "equipercentile"}


def fewest_people(method: str) -> int:
    """How many people this method needs on each form."""
    return FLOORS[KINDS.get(method, "linear")][0]
