"""Windows and smoothings that indicators are made of. Undefined is NaN."""
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def column(n):
    return np.full(n, np.nan)


def start(x):
    """Index of the first number."""
    defined = np.flatnonzero(~np.isnan(x))
    return int(defined[0]) if len(defined) else len(x)


def rolling(x, period, f):
    """f of each window, a row each, oldest first."""
    y = column(len(x))
    if len(x) >= period:
        y[period - 1:] = f(sliding_window_view(x, period))
    return y


def ratio(a, b, otherwise=0.0):
    """a / b, and something else where b is 0."""
    a, b = np.broadcast_arrays(np.asarray(a, float), np.asarray(b, float))
    y = np.where(np.isnan(a + b), np.nan, otherwise)
    return np.divide(a, b, out=y, where=(b != 0) & ~np.isnan(a + b))


def before(x, bars=1):
    """The value so many bars ago."""
    y = column(len(x))
    y[bars:] = x[:max(len(x) - bars, 0)]
    return y


def smoothed(x, weight, first, value):
    """y += weight * (x - y), from `value` at bar `first` on."""
    y = column(len(x))
    if first < len(x):
        y[first] = value
    for t in range(first + 1, len(x)):
        value = weight * x[t] + (1 - weight) * value
        y[t] = value
    return y


def wilder(x, period, first):
    """Wilder's average: the mean of the first values, then a share of each new one."""
    y = column(len(x))
    seed = first + period - 1
    if seed >= len(x):
        return y
    value = x[first:seed + 1].mean()
    y[seed] = value
    for t in range(seed + 1, len(x)):
        value = (value * (period - 1) + x[t]) / period
        y[t] = value
    return y


def wilder_sum(x, period):
    """Wilder's sum of x[1:], which loses a share with each new value."""
    y, total = column(len(x)), 0.0
    for t in range(1, len(x)):
        total = total + x[t] if t < period else total - total / period + x[t]
        if t >= period - 1:
            y[t] = total
    return y


def cut(first, *columns):
    """Columns that are undefined before a bar."""
    for y in columns:
        y[:first] = np.nan
    return columns


def highest(real, period):
    return rolling(real, period, lambda w: w.max(axis=1))


def lowest(real, period):
    return rolling(real, period, lambda w: w.min(axis=1))


def total(real, period):
    return rolling(real, period, lambda w: w.sum(axis=1))


def place(high, low, close, period, flat=0.0):
    """Where the close stands between the lowest low and the highest high, in percent."""
    top, bottom = highest(high, period), lowest(low, period)
    y = ratio(100 * (close - bottom), top - bottom)
    return np.where(top - bottom <= flat, 0.0, y)


def trange(high, low, close):
    last = before(close)
    return np.maximum(high - low, np.maximum(np.abs(high - last), np.abs(low - last)))


def since(real, period, best):
    """Bars since the best value of a window, the newest of equals."""
    return rolling(real, period, lambda w: best(w[:, ::-1], axis=1).astype(float))
