"""Chains of FFmpeg's audio filters over arrays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import chain

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.filter import Graph
from numpy.typing import NDArray

Pcm = NDArray[np.float32]
"""Samples from -1 to 1: (n,) of one channel, (n, 2) of left and right."""
RATE = 48_000
"""Samples a second of all that is mixed."""
CHUNK = 2**15


def filtered(
    given: Iterable[AudioFrame], rate: int, *filters: tuple[str, str], layout: str = "mono"
) -> Iterator[AudioFrame]:
    """What comes out of a chain of filters, each given by its name and its arguments.

    Args:
        given: what goes in, as :func:`frames` makes it.
        rate: samples a second.
        filters: in order.
        layout: "mono" or "stereo".
    """
    graph = Graph()
    nodes = [graph.add_abuffer(sample_rate=rate, format="flt", layout=layout)]
    nodes += [graph.add(name, arguments) for name, arguments in filters]
    nodes.append(graph.add("abuffersink"))
    graph.link_nodes(*nodes).configure()
    for frame in chain(given, [None]):
        graph.push(frame)
        while True:
            try:
                pulled = graph.pull()
            except (av.BlockingIOError, av.EOFError):
                break
            assert isinstance(pulled, AudioFrame)
            yield pulled


def frames(pieces: Iterable[Pcm], rate: int) -> Iterator[AudioFrame]:
    """Samples as FFmpeg takes them, a stretch at a time, each with its time.

    Args:
        pieces: all (n,) or all (n, 2), one after another.
        rate: samples a second.
    """
    time = 0
    for pcm in pieces:
        packed = np.ascontiguousarray(pcm, np.float32)
        layout = "stereo" if packed.ndim == 2 else "mono"
        for start in range(0, len(packed), CHUNK):
            stretch = packed[start : start + CHUNK].reshape(1, -1)
            frame = AudioFrame.from_ndarray(stretch, format="flt", layout=layout)
            frame.sample_rate, frame.pts, frame.time_base = rate, time, Fraction(1, rate)
            time += frame.samples
            yield frame


def samples(pulled: Iterable[AudioFrame]) -> Pcm:
    """One channel of what came out of filters, as one array (n,)."""
    parts = [frame.to_ndarray().astype(np.float32).reshape(-1) for frame in pulled]
    return np.concatenate(parts) if parts else np.zeros(0, np.float32)


def resampled(pcm: Pcm, rate: int, to: int = RATE) -> Pcm:
    """One channel at another rate."""
    if rate == to or not len(pcm):
        return np.asarray(pcm, np.float32)
    chain_of = (("aresample", str(to)), ("aformat", "sample_fmts=flt"))
    return samples(filtered(frames([pcm], rate), rate, *chain_of))
