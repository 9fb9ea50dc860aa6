"""DeltaBlue: a one-way constraint hierarchy is solved incrementally (Freeman-Benson and Maloney's algorithm).

Exercises polymorphic methods, attribute reads and small lists of objects.
"""

# Strengths: smaller is stronger.
REQUIRED, STRONG_PREFERRED, PREFERRED, STRONG_DEFAULT, NORMAL, WEAK_DEFAULT, WEAKEST = range(7)

NONE, FORWARD, BACKWARD = range(3)


class Variable:
    def __init__(self, name, value):
        self.name = name
        self.value = value
        self.constraints = []
        self.determined_by = None
        self.mark = 0
        self.walk_strength = WEAKEST
        self.stay = True


class Constraint:
    is_input = False

    def __init__(self, strength):
        self.strength = strength

    def attach(self, planner):
        self.add_to_graph()
        planner.add(self)

    def detach(self, planner):
        if self.is_satisfied():
            planner.remove(self)
        else:
            self.remove_from_graph()

    def satisfy(self, mark):
        """Try to enforce this constraint; returns the constraint that it overrides, if any."""
        self.choose_method(mark)
        if not self.is_satisfied():
            if self.strength == REQUIRED:
                raise RuntimeError('a required constraint cannot be satisfied')
            return None
        self.mark_inputs(mark)
        output = self.output()
        overridden = output.determined_by
        if overridden is not None:
            overridden.mark_unsatisfied()
        output.determined_by = self
        return overridden


class UnaryConstraint(Constraint):
    def __init__(self, strength, variable):
        super().__init__(strength)
        self.variable = variable
        self.satisfied = False

    def add_to_graph(self):
        self.variable.constraints.append(self)
        self.satisfied = False

    def remove_from_graph(self):
        self.variable.constraints.remove(self)
        self.satisfied = False

    def choose_method(self, mark):
        variable = self.variable
        self.satisfied = variable.mark != mark and self.strength < variable.walk_strength

    def is_satisfied(self):
        return self.satisfied

    def mark_unsatisfied(self):
        self.satisfied = False

    def mark_inputs(self, mark):
        pass

    def inputs_known(self, mark):
        return True

    def output(self):
        return self.variable

    def recalculate(self):
        self.variable.walk_strength = self.strength
        self.variable.stay = not self.is_input
        if self.variable.stay:
            self.execute()

    def execute(self):
        pass


class StayConstraint(UnaryConstraint):
    pass


class EditConstraint(UnaryConstraint):
    is_input = True


class BinaryConstraint(Constraint):
    def __init__(self, strength, left, right):
        super().__init__(strength)
        self.left = left
        self.right = right
        self.direction = NONE

    def add_to_graph(self):
        self.left.constraints.append(self)
        self.right.constraints.append(self)
        self.direction = NONE

    def remove_from_graph(self):
        self.left.constraints.remove(self)
        self.right.constraints.remove(self)
        self.direction = NONE

    def choose_method(self, mark):
        left, right = self.left, self.right
        if left.mark == mark:
            free = right.mark != mark and self.strength < right.walk_strength
            self.direction = FORWARD if free else NONE
        elif right.mark == mark:
            self.direction = BACKWARD if self.strength < left.walk_strength else NONE
        elif left.walk_strength > right.walk_strength:
            self.direction = BACKWARD if self.strength < left.walk_strength else NONE
        else:
            self.direction = FORWARD if self.strength < right.walk_strength else NONE

    def is_satisfied(self):
        return self.direction != NONE

    def mark_unsatisfied(self):
        self.direction = NONE

    def input(self):
        return self.left if self.direction == FORWARD else self.right

    def output(self):
        return self.right if self.direction == FORWARD else self.left

    def mark_inputs(self, mark):
        self.input().mark = mark

    def inputs_known(self, mark):
        source = self.input()
        return source.mark == mark or source.stay or source.determined_by is None

    def recalculate(self):
        source, target = self.input(), self.output()
        target.walk_strength = max(self.strength, source.walk_strength)
        target.stay = source.stay
        if target.stay:
            self.execute()


class EqualConstraint(BinaryConstraint):
    def execute(self):
        self.output().value = self.input().value


class ScaleConstraint(BinaryConstraint):
    """right = left * scale + offset, where scale and offset are variables of their own."""

    def __init__(self, strength, left, scale, offset, right):
        super().__init__(strength, left, right)
        self.scale = scale
        self.offset = offset

    def add_to_graph(self):
        super().add_to_graph()
        self.scale.constraints.append(self)
        self.offset.constraints.append(self)

    def remove_from_graph(self):
        super().remove_from_graph()
        self.scale.constraints.remove(self)
        self.offset.constraints.remove(self)

    def mark_inputs(self, mark):
        super().mark_inputs(mark)
        self.scale.mark = mark
        self.offset.mark = mark

    def recalculate(self):
        source, target = self.input(), self.output()
        target.walk_strength = max(self.strength, source.walk_strength)
        target.stay = source.stay and self.scale.stay and self.offset.stay
        if target.stay:
            self.execute()

    def execute(self):
        if self.direction == FORWARD:
            self.right.value = self.left.value * self.scale.value + self.offset.value
        else:
            self.left.value = (self.right.value - self.offset.value) // self.scale.value


class Planner:
    def __init__(self):
        self.mark = 0

    def next_mark(self):
        self.mark += 1
        return self.mark

    def add(self, constraint):
        mark = self.next_mark()
        overridden = self.enforce(constraint, mark)
        while overridden is not None:
            overridden = self.enforce(overridden, mark)

    def enforce(self, constraint, mark):
        overridden = constraint.satisfy(mark)
        if constraint.is_satisfied():
            if not self.propagate(constraint, mark):
                raise RuntimeError('cycle of constraints')
            constraint.output().mark = mark
        return overridden

    def remove(self, constraint):
        freed = constraint.output()
        constraint.mark_unsatisfied()
        constraint.remove_from_graph()
        unsatisfied = self.release_downstream(freed)
        for strength in range(REQUIRED, WEAKEST + 1):
            for candidate in unsatisfied:
                if candidate.strength == strength:
                    self.add(candidate)

    def propagate(self, constraint, mark):
        pending = [constraint]
        while pending:
            current = pending.pop()
            target = current.output()
            if target.mark == mark:
                self.remove(constraint)
                return False
            current.recalculate()
            self.collect_consumers(target, pending)
        return True

    def release_downstream(self, freed):
        freed.determined_by = None
        freed.walk_strength = WEAKEST
        freed.stay = True
        unsatisfied = []
        pending = [freed]
        while pending:
            variable = pending.pop()
            for constraint in variable.constraints:
                if not constraint.is_satisfied():
                    unsatisfied.append(constraint)
            determining = variable.determined_by
            for constraint in variable.constraints:
                if constraint is not determining and constraint.is_satisfied():
                    constraint.recalculate()
                    pending.append(constraint.output())
        return unsatisfied

    def collect_consumers(self, variable, into):
        determining = variable.determined_by
        for constraint in variable.constraints:
            if constraint is not determining and constraint.is_satisfied():
                into.append(constraint)

    def plan_from(self, inputs):
        """The constraints to execute, in order, when the inputs change."""
        mark = self.next_mark()
        plan = []
        pending = [constraint for constraint in inputs if constraint.is_input and constraint.is_satisfied()]
        while pending:
            constraint = pending.pop()
            target = constraint.output()
            if target.mark != mark and constraint.inputs_known(mark):
                plan.append(constraint)
                target.mark = mark
                self.collect_consumers(target, pending)
        return plan

    def change(self, variable, value):
        edit = EditConstraint(PREFERRED, variable)
        edit.attach(self)
        plan = self.plan_from([edit])
        for _ in range(10):
            variable.value = value
            for constraint in plan:
                constraint.execute()
        edit.detach(self)


def solve_chain(length):
    """A chain of equalities with a stay at its end; returns what the end holds after each edit of the start."""
    planner = Planner()
    variables = [Variable('v%d' % i, 0) for i in range(length + 1)]
    for i in range(length):
        EqualConstraint(REQUIRED, variables[i], variables[i + 1]).attach(planner)
    StayConstraint(STRONG_DEFAULT, variables[-1]).attach(planner)
    edit = EditConstraint(PREFERRED, variables[0])
    edit.attach(planner)
    plan = planner.plan_from([edit])
    ends = []
    for value in range(20):
        variables[0].value = value
        for constraint in plan:
            constraint.execute()
        ends.append(variables[-1].value)
    edit.detach(planner)
    return ends


def solve_projection(length):
    """Points projected by one scale and one offset, edited from both sides; returns the values after each edit."""
    planner = Planner()
    scale = Variable('scale', 10)
    offset = Variable('offset', 1000)
    sources, targets = [], []
    for i in range(length):
        source = Variable('source%d' % i, i)
        target = Variable('target%d' % i, i)
        sources.append(source)
        targets.append(target)
        StayConstraint(NORMAL, source).attach(planner)
        ScaleConstraint(REQUIRED, source, scale, offset, target).attach(planner)
    planner.change(sources[-1], 17)
    first = targets[-1].value
    planner.change(targets[-1], 1050)
    second = sources[-1].value
    planner.change(scale, 5)
    third = [target.value for target in targets[:-1]]
    planner.change(offset, 2000)
    fourth = [target.value for target in targets[:-1]]
    return first, second, third, fourth


def prepare(scale):
    return max(4, round(120 * scale))


def run(length, loops):
    chain = projection = None
    for _ in range(loops):
        chain = solve_chain(length)
        projection = solve_projection(length)
    return chain, projection


def verify(length, loops, result):
    chain, projection = result
    assert chain == list(range(20)), chain
    first, second, third, fourth = projection
    assert first == 17 * 10 + 1000, first
    assert second == 5, second
    assert third == [i * 5 + 1000 for i in range(length - 1)], third
    assert fourth == [i * 5 + 2000 for i in range(length - 1)], fourth
