"""When a part can be said as a share of a net total, and when only money says it.

A net total is what gains leave when losses are taken off. Where little is left, a part of the gains is a huge share
of it: 1,000,000 less 999,999.99 is a cent, of which the first is ten billion percent. Such a share is true and says
nothing, so the parts are then told in money.
"""

from __future__ import annotations

MIN_NET_SHARE = 0.2
"""The net total as a part of all gains from which shares of it are told: the gains are then 500% of it at most. The
curves of Kaplan and Narayanan peak between 150 and 300%."""


def is_divisible(net: float, gains: float) -> bool:
    """True when shares of `net` say something: it is positive and not small beside `gains`, the sum of all above 0."""
    return net > 0 and net >= MIN_NET_SHARE * gains


def share_of_net(amount: float, net: float, gains: float) -> float | None:
    """`amount` over `net` (fraction, may pass 1); None when the net is not divisible."""
    return amount / net if is_divisible(net, gains) else None
