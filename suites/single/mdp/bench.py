"""Markov decision process: value iteration on the gambler's problem (Sutton and Barto, Reinforcement Learning, 4.3).

A gambler with some units stakes some of them on a coin until none or GOAL are left; heads come up in 40% of throws.
Exercises dicts with tuple keys, float arithmetic and max over generated values.
"""

GOAL = 32
HEADS = 0.4


def transitions():
    """(state, action) -> the possible outcomes as (probability, next state, reward)."""
    table = {}
    for capital in range(1, GOAL):
        for stake in range(1, min(capital, GOAL - capital) + 1):
            win = capital + stake
            reward = 1.0 if win == GOAL else 0.0
            table[capital, stake] = ((HEADS, win, reward), (1.0 - HEADS, capital - stake, 0.0))
    return table


def iterate(table, sweeps):
    actions = {}
    for capital, stake in table:
        actions.setdefault(capital, []).append(stake)
    values = {capital: 0.0 for capital in range(GOAL + 1)}
    for _ in range(sweeps):
        change = 0.0
        for capital, stakes in actions.items():
            best = max(
                sum(chance * (reward + values[state]) for chance, state, reward in table[capital, stake])
                for stake in stakes
            )
            change = max(change, abs(best - values[capital]))
            values[capital] = best
        if change < 1e-15:
            break
    return values


def bold(capital, depth=60):
    """The chance of winning when everything that helps is staked, which is optimal where heads are unlikely."""
    chance, weight = 0.0, 1.0
    for _ in range(depth):
        if capital == 0:
            break
        if 2 * capital >= GOAL:
            chance += weight * HEADS
            weight *= 1.0 - HEADS
            capital = 2 * capital - GOAL
        else:
            weight *= HEADS
            capital = 2 * capital
    return chance


def prepare(scale):
    return max(8, round(20 * scale))


def run(sweeps, loops):
    values = None
    for _ in range(loops):
        values = iterate(transitions(), sweeps)
    return values


def verify(sweeps, loops, values):
    for capital in range(1, GOAL):
        assert abs(values[capital] - bold(capital)) < 1e-9, (capital, values[capital], bold(capital))
    assert abs(values[GOAL // 2] - 0.4) < 1e-12 and abs(values[GOAL // 4] - 0.16) < 1e-12
