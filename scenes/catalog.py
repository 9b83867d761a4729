"""The Manim scenes, each by the name of its plan; whoever only needs plans takes the registry."""

from __future__ import annotations

from typing import Any

from scenes.batch_vs_sgd import BatchVsSgd
from scenes.cost import Cost
from scenes.gradient import Gradient
from scenes.hook import Hook
from scenes.landscape import Landscape
from scenes.learning_rate import LearningRate
from scenes.loop import Loop
from scenes.mini_batch import MiniBatch
from scenes.mountain import Mountain
from scenes.neural_network import NeuralNetwork
from scenes.optimizers import Optimizers
from scenes.pulls import Pulls
from scenes.scaling import Scaling
from scenes.slope import Slope
from scenes.stage.scene import LessonScene
from scenes.summary import Summary

SCENES: dict[str, type[LessonScene[Any, Any]]] = {
    scene.name: scene
    for scene in (
        Hook,
        Cost,
        Slope,
        Gradient,
        Mountain,
        Loop,
        LearningRate,
        Scaling,
        Optimizers,
        Pulls,
        BatchVsSgd,
        MiniBatch,
        Landscape,
        NeuralNetwork,
        Summary,
    )
}
