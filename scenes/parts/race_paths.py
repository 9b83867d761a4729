"""The paths of a race on its surface, with its start, its lowest place and what is said of them."""

from __future__ import annotations

from scenes.parts.departures import Departures
from scenes.parts.marks import Marks
from scenes.parts.race import Race
from scenes.parts.runner import Runner
from scenes.parts.surface_view import SurfaceView
from scenes.plans.batch_vs_sgd import Plan
from scenes.plans.race import Method
from scenes.stage.scene import AnyScene, Part

ORDER = (Method.BATCH, Method.SHRINKING, Method.STOCHASTIC)
"""Of two balls at one place, the later lies on top."""
Mark = tuple[Part, Part]
"""A mark and its name."""


def add_race(
    scene: AnyScene, view: SurfaceView, plan: Plan, eye: tuple[float, float]
) -> tuple[Race[Method], Mark, Mark]:
    """The race, the mark of its start and that of the lowest cost.

    ``eye`` is from where the surface is seen while these have names.
    """
    theme, say = scene.theme, scene.say
    race = Race({method: _runner(scene, view, plan, method) for method in ORDER})
    race.add_trails()
    runners = [*race.runners.values()]
    words = [{method.value: say(plan.sign(method.value))} for method in reversed(ORDER)]
    departures = Departures(scene, words)
    marks = Marks(scene, view, (eye,), runners, departures.places(runners))
    place = plan.run(Method.BATCH).theta[0]
    start = marks.add(place, (say("places.start"), theme.text), ring=True)
    race.add_balls()
    lowest = marks.add(plan.minimum, (say("places.lowest"), theme.minimum), ring=False)
    for runner in runners:
        runner.aim_at(lowest[0])
        runner.parts += (departures.add(runner),)
    return race, start, lowest


def _runner(scene: AnyScene, view: SurfaceView, plan: Plan, method: Method) -> Runner:
    theme, run = scene.theme, plan.run(method)
    colour = {
        Method.BATCH: theme.batch,
        Method.STOCHASTIC: theme.stochastic,
        Method.SHRINKING: theme.decaying,
    }[method]
    thin = method is not Method.BATCH
    return Runner(scene, method.value, run, view.surface, view.unit, colour, thin=thin)
