"""As much of backtesting.py's interface as a generated strategy uses, with fills at the next open:
for specs that run such files without the package."""
import numpy as np


class Data:
    def __init__(self, index, columns):
        self.index, self.columns, self.bars = index, columns, len(index)

    def __len__(self):
        return self.bars

    def __getattr__(self, name):
        return self.columns[name][:self.bars]


class Trade:
    def __init__(self, broker, order, bar, price, size):
        self.broker, self.tag, self.entry_bar, self.entry_price = broker, order.tag, bar, price
        self.is_long, self.is_short, self.size = order.long, not order.long, size
        self.exit_bar, self.sl, self.tp = None, order.sl, order.tp


class Order:
    is_contingent = False

    def __init__(self, broker, long, size=0.9999, limit=None, sl=None, tp=None, tag=None):
        reference = limit or broker.data.Close[-1]
        low, high = (sl, tp) if long else (tp, sl)
        assert (low is None or low < reference) and (high is None or high > reference), \
            "levels on the wrong side: %r %r %r" % (low, reference, high)
        assert size == round(size) and size >= 1 or 0 < size < 1, size
        self.broker, self.long, self.size, self.limit = broker, long, size, limit
        self.sl, self.tp, self.tag = sl, tp, tag

    def cancel(self):
        self.broker.waiting.remove(self)


class Position:
    def __init__(self, broker):
        self.broker = broker

    def __bool__(self):
        return bool(self.broker.trades)

    is_long = property(lambda self: any(t.is_long for t in self.broker.trades))
    is_short = property(lambda self: any(t.is_short for t in self.broker.trades))

    def close(self):
        self.broker.closing = list(self.broker.trades)


class Strategy:
    equity = 1e6

    def __init__(self, data):
        self.data, self.trades, self.closed_trades, self.closing = data, [], [], []
        self.full, self.position, self.waiting = [], Position(self), []

    orders = property(lambda self: tuple(self.waiting))

    def I(self, func, *args, plot=True, **kwargs):
        values = np.array(func(*args, **kwargs))
        assert values.shape[-1] == len(self.data), values.shape
        return values

    def buy(self, **how):
        self.waiting.append(Order(self, True, **how))

    def sell(self, **how):
        self.waiting.append(Order(self, False, **how))


class View:
    """A column up to the bar that is seen, as backtesting.py reveals it."""

    def __init__(self, values, data):
        self.values, self.data = values, data

    def __getitem__(self, i):
        assert i < 0
        return self.values[len(self.data) + i]


def run(strategy_class, data):
    """Steps through all bars. Returns the strategy and the columns that it keeps."""
    strategy, total = strategy_class(data), len(data)
    strategy.init()
    kept = {k: v for k, v in vars(strategy).items() if isinstance(v, np.ndarray)}
    for name, values in kept.items():
        setattr(strategy, name, View(values, data))
    for t in range(1, total):
        data.bars = t + 1
        fill(strategy, t)
        strategy.next()
    return strategy, kept


def leave(strategy, trade, t):
    trade.exit_bar = t
    strategy.trades.remove(trade)
    strategy.closed_trades.append(trade)


def fill(strategy, t):
    open, high, low = (strategy.data.columns[name][t] for name in ["Open", "High", "Low"])
    for trade in strategy.closing:
        if trade in strategy.trades:
            leave(strategy, trade, t)
    strategy.closing = []
    for order in list(strategy.waiting):
        price = open
        if order.limit:
            if (low >= order.limit) if order.long else (high <= order.limit):
                continue
            price = min(open, order.limit) if order.long else max(open, order.limit)
        strategy.waiting.remove(order)
        strategy.trades.append(Trade(strategy, order, t, price, order.size))
    for trade in list(strategy.trades):
        stop, target = trade.sl, trade.tp
        if stop and ((low <= stop) if trade.is_long else (high >= stop)):
            leave(strategy, trade, t)
        elif target and ((high >= target) if trade.is_long else (low <= target)):
            leave(strategy, trade, t)


class Backtest:
    def __init__(self, *_, **__):
        raise RuntimeError("specs do not run it")
