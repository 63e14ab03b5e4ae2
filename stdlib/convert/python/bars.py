"""Candles of several time frames, and conditions on them, as tide defines them."""
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from windows import before


class Candles:
    """Candles as arrays, with the time of their open and close in seconds UTC."""

    def __init__(self, time, closes, open, high, low, close, volume):
        self.time, self.closes = time, closes
        self.open, self.high, self.low, self.close, self.volume = open, high, low, close, volume
        self.hl2, self.hlc3, self.ohlc4 = (high + low) / 2, (high + low + close) / 3, \
            (open + high + low + close) / 4
        self.hour, self.weekday = time // 3600 % 24 + 0.0, (time // 86400 + 3) % 7 + 1.0


def candles(data):
    """The bars of a backtest. Their times are taken as UTC."""
    time = np.asarray(data.index, dtype="datetime64[s]").astype(np.int64)
    steps, counts = np.unique(np.diff(time), return_counts=True)
    step = int(steps[counts.argmax()])
    closes = time + step
    if step >= 28 * 86400:  # months have no constant length
        closes = np.append(time[1:], time[-1] + step)
    columns = [np.asarray(data.Open), data.High, data.Low, data.Close, data.Volume]
    return Candles(time, closes, *[np.array(x, dtype=float) for x in columns])


def length(frame):
    """"4h" in seconds; months are negative."""
    count = int("".join(c for c in frame if c.isdigit()))
    unit = frame[len(str(count)):]
    return -count if unit == "mo" else count * {"s": 1, "m": 60, "h": 3600, "d": 86400,
                                                "w": 604800}[unit]


def floor_time(time, step):
    """Open of the candle that holds a time: from 00:00 UTC, weeks from Monday."""
    if step > 0:
        anchor = -3 * 86400 if step % 604800 == 0 else 0
        return (time - anchor) // step * step + anchor
    month = np.asarray(time).astype("datetime64[s]").astype("datetime64[M]").astype(np.int64)
    month = (month + 1970 * 12) // -step * -step - 1970 * 12
    return month.astype("datetime64[M]").astype("datetime64[s]").astype(np.int64)


def close_time(time, step):
    if step > 0:
        return time + step
    month = time.astype("datetime64[s]").astype("datetime64[M]") - step
    return month.astype("datetime64[s]").astype(np.int64)


def resample(bars, frame):
    """Coarser candles; the last one only when it is complete."""
    step = length(frame)
    opened = floor_time(bars.time, step)
    first = np.flatnonzero(np.append(True, opened[1:] != opened[:-1]))
    closes = close_time(opened[first], step)
    keep = slice(0, len(first) - (bars.closes[-1] < closes[-1]))
    last = np.append(first[1:], len(opened)) - 1
    columns = [bars.open[first], np.maximum.reduceat(bars.high, first),
               np.minimum.reduceat(bars.low, first), bars.close[last],
               np.add.reduceat(bars.volume, first)]
    return Candles(opened[first][keep], closes[keep], *[x[keep] for x in columns])


def seen(source, target):
    """Which candle has closed last when each bar closes; -1 before the first."""
    return np.searchsorted(source.closes, target.closes, side="right") - 1


def on(x, source, target):
    """Values of coarser candles where the bars see them."""
    index = seen(source, target)
    y = np.asarray(x)[np.maximum(index, 0)]
    return np.where(index < 0, False if y.dtype == bool else np.nan, y)


def fresh(condition, source, target):
    """True on the first bar that sees a new candle."""
    index = seen(source, target)
    return on(condition, source, target) & (index >= 0) & (index != np.append(-1, index[:-1]))


def crosses_above(a, b):
    a, b = np.broadcast_arrays(np.asarray(a, float), np.asarray(b, float))
    y = np.zeros(len(a), bool)
    y[1:] = (a[:-1] <= b[:-1]) & (a[1:] > b[1:])
    return y


def crosses_below(a, b):
    return crosses_above(-np.asarray(a, float), -np.asarray(b, float))


def held(condition, bars):
    """True on each of the last bars."""
    y = np.zeros(len(condition), bool)
    if len(y) >= bars:
        y[bars - 1:] = sliding_window_view(condition, bars).all(axis=1)
    return y


def within(condition, bars):
    """True on any of the last bars."""
    i = np.arange(len(condition))
    return i - np.maximum.accumulate(np.where(condition, i, -bars)) < bars


def ago(condition, bars):
    y = np.zeros(len(condition), bool)
    y[bars:] = condition[:max(len(condition) - bars, 0)]
    return y


def rising(x, bars):
    return held(x > before(x), bars)


def falling(x, bars):
    return held(x < before(x), bars)


def latch(set, reset):
    """True from set until reset, which wins."""
    i = np.arange(len(set))
    return np.maximum.accumulate(np.where(set, i, -1)) > np.maximum.accumulate(
        np.where(reset, i, -1))


def local_time(bars, tz):
    """Seconds on the local clock at each open."""
    zone = ZoneInfo(tz)
    offsets = [datetime.fromtimestamp(t, timezone.utc).astimezone(zone).utcoffset().total_seconds()
               for t in bars.time.tolist()]
    return bars.time + np.array(offsets, dtype=np.int64)


def session(bars, begin, end, tz):
    """Whether each bar opens in these minutes of the local day, and the day it began."""
    since = local_time(bars, tz) - begin * 60
    return since % 86400 < ((end - begin) % 1440 or 1440) * 60, since // 86400


def session_inside(bars, begin, end, tz):
    return session(bars, begin, end, tz)[0]


def session_after(bars, minute, tz):
    return local_time(bars, tz) % 86400 >= minute * 60


def session_extreme(bars, begin, end, tz, prices, best):
    """The extreme of the session so far; after it, of the last one."""
    inside, day = session(bars, begin, end, tz)
    y, last, began = np.full(len(day), np.nan), np.nan, None
    for t in range(len(day)):
        if inside[t]:
            last = prices[t] if day[t] != began else best(last, prices[t])
            began = day[t]
        y[t] = last
    return y


def session_high(bars, begin, end, tz):
    return session_extreme(bars, begin, end, tz, bars.high, max)


def session_low(bars, begin, end, tz):
    return session_extreme(bars, begin, end, tz, bars.low, min)


def nearest_whole(x):
    """A half is rounded up."""
    return np.floor(x + 0.5)


def defined(*columns):
    """True from the first bar at which every column is a number."""
    first = 0
    for x in columns:
        numbers = np.flatnonzero(~np.isnan(x))
        first = max(first, int(numbers[0]) if len(numbers) else len(x))
    return np.arange(len(columns[0])) >= first
