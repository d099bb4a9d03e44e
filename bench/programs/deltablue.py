"""Incremental constraint solver: virtual methods, small objects, lists, a hierarchy of strengths."""
import sys

REQUIRED, STRONG, NORMAL, WEAK = range(4)
NONE, FORWARD, BACKWARD = range(3)


class Variable:
    def __init__(self, name, value):
        self.name = name
        self.value = value
        self.constraints = []
        self.determined_by = None
        self.mark = 0
        self.walk = WEAK + 1
        self.stay = True

    def drop(self, constraint):
        self.constraints.remove(constraint)
        if self.determined_by is constraint:
            self.determined_by = None


class Constraint:
    def __init__(self, strength):
        self.strength = strength

    def add(self, planner):
        self.register()
        planner.add(self)

    def destroy(self, planner):
        if self.is_satisfied():
            planner.remove(self)
        else:
            self.unregister()

    def satisfy(self, mark, planner):
        self.choose(mark)
        if not self.is_satisfied():
            if self.strength == REQUIRED:
                raise RuntimeError('a required constraint fails')
            return None
        self.mark_inputs(mark)
        out = self.output()
        overridden = out.determined_by
        if overridden is not None:
            overridden.forget()
        out.determined_by = self
        if not planner.propagate(self, mark):
            raise RuntimeError('cycle')
        out.mark = mark
        return overridden


class Unary(Constraint):
    def __init__(self, variable, strength, planner):
        super().__init__(strength)
        self.variable = variable
        self.satisfied = False
        self.add(planner)

    def register(self):
        self.variable.constraints.append(self)
        self.satisfied = False

    def unregister(self):
        self.variable.drop(self)
        self.satisfied = False

    def choose(self, mark):
        self.satisfied = self.variable.mark != mark and self.strength < self.variable.walk

    def is_satisfied(self):
        return self.satisfied

    def mark_inputs(self, mark):
        pass

    def output(self):
        return self.variable

    def forget(self):
        self.satisfied = False

    def recalculate(self):
        self.variable.walk = self.strength
        self.variable.stay = not self.is_input()
        if self.variable.stay:
            self.execute()

    def inputs_known(self, mark):
        return True

    def is_input(self):
        return False


class Stay(Unary):
    def execute(self):
        pass


class Edit(Unary):
    def execute(self):
        pass

    def is_input(self):
        return True


class Binary(Constraint):
    def __init__(self, first, second, strength, planner):
        super().__init__(strength)
        self.first = first
        self.second = second
        self.direction = NONE
        self.add(planner)

    def register(self):
        self.first.constraints.append(self)
        self.second.constraints.append(self)
        self.direction = NONE

    def unregister(self):
        self.first.drop(self)
        self.second.drop(self)
        self.direction = NONE

    def choose(self, mark):
        a, b = self.first, self.second
        if a.mark == mark:
            self.direction = FORWARD if b.mark != mark and self.strength < b.walk else NONE
        elif b.mark == mark:
            self.direction = BACKWARD if self.strength < a.walk else NONE
        elif a.walk > b.walk:
            self.direction = BACKWARD if self.strength < a.walk else NONE
        else:
            self.direction = FORWARD if self.strength < b.walk else NONE

    def is_satisfied(self):
        return self.direction != NONE

    def input(self):
        return self.first if self.direction == FORWARD else self.second

    def output(self):
        return self.second if self.direction == FORWARD else self.first

    def mark_inputs(self, mark):
        self.input().mark = mark

    def forget(self):
        self.direction = NONE

    def inputs_known(self, mark):
        v = self.input()
        return v.mark == mark or v.stay or v.determined_by is None

    def is_input(self):
        return False

    def recalculate(self):
        i, o = self.input(), self.output()
        o.walk = max(self.strength, i.walk)
        o.stay = i.stay
        if o.stay:
            self.execute()


class Equal(Binary):
    def execute(self):
        self.output().value = self.input().value


class Scale(Binary):
    def __init__(self, source, scale, offset, target, strength, planner):
        self.scale = scale
        self.offset = offset
        super().__init__(source, target, strength, planner)

    def register(self):
        super().register()
        self.scale.constraints.append(self)
        self.offset.constraints.append(self)

    def execute(self):
        if self.direction == FORWARD:
            self.second.value = self.first.value * self.scale.value + self.offset.value
        else:
            self.first.value = (self.second.value - self.offset.value) // self.scale.value

    def mark_inputs(self, mark):
        super().mark_inputs(mark)
        self.scale.mark = self.offset.mark = mark


class Planner:
    def __init__(self):
        self.current = 0

    def new_mark(self):
        self.current += 1
        return self.current

    def add(self, constraint):
        mark = self.new_mark()
        overridden = constraint.satisfy(mark, self)
        while overridden is not None:
            overridden = overridden.satisfy(mark, self)

    def remove(self, constraint):
        out = constraint.output()
        constraint.forget()
        constraint.unregister()
        out.determined_by = None
        out.walk = WEAK + 1
        out.stay = True
        unsatisfied = []
        todo = [out]
        while todo:
            v = todo.pop()
            for c in v.constraints:
                if not c.is_satisfied():
                    unsatisfied.append(c)
            for c in v.constraints:
                if c is not v.determined_by and c.is_satisfied():
                    c.recalculate()
                    todo.append(c.output())
        unsatisfied.sort(key=lambda c: c.strength)
        for c in unsatisfied:
            self.add(c)

    def propagate(self, constraint, mark):
        todo = [constraint]
        while todo:
            c = todo.pop()
            if c.output().mark == mark:
                return False
            c.recalculate()
            self.consumers(c.output(), todo)
        return True

    def consumers(self, v, out):
        by = v.determined_by
        for c in v.constraints:
            if c is not by and c.is_satisfied() and c.output() is not v:
                out.append(c)

    def plan(self, sources):
        mark = self.new_mark()
        plan = []
        todo = list(sources)
        while todo:
            c = todo.pop()
            if c.output().mark != mark and c.inputs_known(mark):
                plan.append(c)
                c.output().mark = mark
                self.consumers(c.output(), todo)
        return plan


def change(planner, variable, value):
    edit = Edit(variable, STRONG, planner)
    plan = planner.plan([edit])
    for _ in range(10):
        variable.value = value
        for c in plan:
            c.execute()
    edit.destroy(planner)


def chain(n):
    planner = Planner()
    variables = [Variable('v%d' % i, 0) for i in range(n + 1)]
    for a, b in zip(variables, variables[1:]):
        Equal(a, b, REQUIRED, planner)
    Stay(variables[-1], NORMAL, planner)
    total = 0
    for i in range(20):
        change(planner, variables[0], i)
        total += variables[-1].value
    return total


def projection(n):
    planner = Planner()
    scale = Variable('scale', 10)
    offset = Variable('offset', 1000)
    targets = []
    total = 0
    for i in range(n):
        source = Variable('source', i)
        target = Variable('target', i)
        targets.append(target)
        Stay(source, WEAK, planner)
        Scale(source, scale, offset, target, REQUIRED, planner)
    change(planner, source, 17)
    total += target.value
    change(planner, target, 1050)
    total += source.value
    change(planner, scale, 5)
    for t in targets:
        total += t.value
    return total


def run(n):
    return [chain(n) for _ in range(4)], [projection(n) for _ in range(4)]


if __name__ == '__main__':
    print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 800))
