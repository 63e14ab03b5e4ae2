"""Statistics, prices and volume, as tide defines them."""
import numpy as np

from averages import ema, sma
from windows import (before, column, cut, highest, lowest, ratio, rolling, since, smoothed, start,
                     total)


def var(real, period):
    return rolling(real, period, lambda w: w.var(axis=1))


def stddev(real, period):
    return rolling(real, period, lambda w: w.std(axis=1))


def zscore(real, period):
    return ratio(real - sma(real, period), stddev(real, period))


def least_squares(real, period):
    """The least squares line of each window: its slope, and its value at the oldest bar."""
    place = np.arange(period) - (period - 1) / 2
    slope = rolling(real, period,
                    lambda w: (w - w.mean(axis=1)[:, None]) @ place / (place @ place))
    return slope, sma(real, period) - slope * (period - 1) / 2


def linreg(real, period):
    slope, first = least_squares(real, period)
    return first + slope * (period - 1)


def linreg_slope(real, period):
    return least_squares(real, period)[0]


def linreg_intercept(real, period):
    return least_squares(real, period)[1]


def linreg_angle(real, period):
    return np.degrees(np.arctan(least_squares(real, period)[0]))


def tsf(real, period):
    slope, first = least_squares(real, period)
    return first + slope * period


def linreg_r2(real, period):
    place = np.arange(period) - (period - 1) / 2
    return ratio(least_squares(real, period)[0] ** 2 * (place @ place), var(real, period) * period)


def avgdev(real, period):
    return rolling(real, period, lambda w: np.abs(w - w.mean(axis=1)[:, None]).mean(axis=1))


def percent_rank(real, period):
    return rolling(real, period + 1, lambda w: 100 * (w[:, :-1] <= w[:, -1:]).sum(axis=1) / period)


def covariance(a, b, period):
    """Sum of the products of deviations in each window."""
    y = column(len(a))
    if len(a) >= period:
        windows = np.lib.stride_tricks.sliding_window_view
        x, z = windows(a, period), windows(b, period)
        y[period - 1:] = ((x - x.mean(axis=1)[:, None]) * (z - z.mean(axis=1)[:, None])).sum(axis=1)
    return y


def correl(real, other, period):
    shared = covariance(real, other, period)
    return ratio(shared, np.sqrt(covariance(real, real, period) * covariance(other, other, period)))


def beta(real, other, period):
    x, y = ratio(real, before(real), 1.0) - 1, ratio(other, before(other), 1.0) - 1
    return ratio(covariance(x, y, period), covariance(x, x, period))


def minmax(real, period):
    return lowest(real, period), highest(real, period)


def highest_index(real, period):
    return since(real, period, np.argmax)


def lowest_index(real, period):
    return since(real, period, np.argmin)


def lag(real, period):
    return before(real, period)


def avgprice(open, high, low, close):
    return (open + high + low + close) / 4


def medprice(high, low):
    return (high + low) / 2


def typprice(high, low, close):
    return (high + low + close) / 3


def wclprice(high, low, close):
    return (high + low + close + close) / 4


def heikin_ashi(open, high, low, close):
    middle, first = (open + high + low + close) / 4, column(len(open))
    for t in range(len(open)):
        first[t] = (open[0] + close[0]) / 2 if t == 0 else (first[t - 1] + middle[t - 1]) / 2
    return (first, np.maximum(high, np.maximum(first, middle)),
            np.minimum(low, np.minimum(first, middle)), middle)


def bars_since(condition):
    bars = np.arange(len(condition))
    last = np.maximum.accumulate(np.where(condition, bars, -1))
    return np.where(last < 0, np.nan, bars - last)


def obv(close, volume):
    sign = np.sign(close - before(close))
    return np.cumsum(np.where(np.arange(len(close)) == 0, volume, sign * volume))


def mfi(high, low, close, volume, period):
    price = (high + low + close) / 3
    last, money = before(price), price * volume
    money[:start(last)] = np.nan
    rise, fall = total(np.where(price > last, money, 0 * money), period), \
        total(np.where(price < last, money, 0 * money), period)
    return 100 * ratio(rise, rise + fall)


def flow(high, low, close, volume):
    """Volume of each bar, + when it closed at its high, - at its low."""
    return np.where(high == low, 0.0, volume * (2 * ratio(close - low, high - low) - 1))


def ad(high, low, close, volume):
    return np.cumsum(flow(high, low, close, volume))


def adosc(high, low, close, volume, fast, slow):
    total = ad(high, low, close, volume)

    def follow(period):
        return smoothed(total, 2 / (period + 1), 0, total[0])
    return cut(max(fast, slow) - 1, follow(fast) - follow(slow))[0]


def cmf(high, low, close, volume, period):
    return ratio(total(flow(high, low, close, volume), period), total(volume, period))


def force(close, volume, period):
    return ema(volume * (close - before(close)), period)


def drawdown(real, period):
    top = np.maximum.accumulate(real) if period == 0 else highest(real, period)
    return 1 - real / top
