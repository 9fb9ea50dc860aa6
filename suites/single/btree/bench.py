"""B-tree: insertion with splits, look-up, ordered walk and deletion with borrows and merges (Bayer and McCreight).

Exercises lists that are sliced and spliced, attributes, recursion and generators.
"""

LEAST = 4
MOST = 2 * LEAST


class Node:
    __slots__ = ('keys', 'values', 'children')

    def __init__(self, keys, values, children):
        self.keys = keys
        self.values = values
        self.children = children

    def place(self, key):
        """The number of keys that are smaller, by halving."""
        keys = self.keys
        low, high = 0, len(keys)
        while low < high:
            middle = (low + high) >> 1
            if keys[middle] < key:
                low = middle + 1
            else:
                high = middle
        return low


class Tree:
    """A node but the root has LEAST to MOST keys; an inner node has one child more than keys."""

    def __init__(self):
        self.root = Node([], [], [])

    def find(self, key):
        node = self.root
        while True:
            i = node.place(key)
            if i < len(node.keys) and node.keys[i] == key:
                return node.values[i]
            if not node.children:
                return None
            node = node.children[i]

    def insert(self, key, value):
        split = self.insert_below(self.root, key, value)
        if split is not None:
            middle, content, right = split
            self.root = Node([middle], [content], [self.root, right])

    def insert_below(self, node, key, value):
        i = node.place(key)
        if i < len(node.keys) and node.keys[i] == key:
            node.values[i] = value
            return None
        if node.children:
            split = self.insert_below(node.children[i], key, value)
            if split is None:
                return None
            key, value, right = split
            node.children.insert(i + 1, right)
        node.keys.insert(i, key)
        node.values.insert(i, value)
        if len(node.keys) <= MOST:
            return None
        half = LEAST
        right = Node(node.keys[half + 1 :], node.values[half + 1 :], node.children[half + 1 :])
        split = node.keys[half], node.values[half], right
        del node.keys[half:], node.values[half:], node.children[half + 1 :]
        return split

    def delete(self, key):
        self.delete_below(self.root, key)
        if not self.root.keys and self.root.children:
            self.root = self.root.children[0]

    def delete_below(self, node, key):
        i = node.place(key)
        found = i < len(node.keys) and node.keys[i] == key
        if not node.children:
            if not found:
                raise KeyError(key)
            del node.keys[i], node.values[i]
            return
        if found:
            # The largest key below takes the place of this one.
            last = node.children[i]
            while last.children:
                last = last.children[-1]
            node.keys[i], node.values[i] = last.keys[-1], last.values[-1]
            key = last.keys[-1]
        self.delete_below(node.children[i], key)
        if len(node.children[i].keys) < LEAST:
            self.refill(node, i)

    def refill(self, node, i):
        """Child i has one key too few: it borrows from a neighbour, or they merge."""
        child = node.children[i]
        if i > 0 and len(node.children[i - 1].keys) > LEAST:
            other = node.children[i - 1]
            child.keys.insert(0, node.keys[i - 1])
            child.values.insert(0, node.values[i - 1])
            node.keys[i - 1], node.values[i - 1] = other.keys.pop(), other.values.pop()
            if other.children:
                child.children.insert(0, other.children.pop())
        elif i < len(node.keys) and len(node.children[i + 1].keys) > LEAST:
            other = node.children[i + 1]
            child.keys.append(node.keys[i])
            child.values.append(node.values[i])
            node.keys[i], node.values[i] = other.keys.pop(0), other.values.pop(0)
            if other.children:
                child.children.append(other.children.pop(0))
        else:
            if i == len(node.keys):
                i -= 1
            left, right = node.children[i], node.children.pop(i + 1)
            left.keys += [node.keys.pop(i)] + right.keys
            left.values += [node.values.pop(i)] + right.values
            left.children += right.children

    def items(self):
        return walk(self.root)


def walk(node):
    if not node.children:
        yield from zip(node.keys, node.values)
        return
    for i, key in enumerate(node.keys):
        yield from walk(node.children[i])
        yield key, node.values[i]
    yield from walk(node.children[-1])


def prepare(scale):
    count = max(30, round(1000 * scale))
    state = 8
    keys = []
    for _ in range(count):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        keys.append(state >> 12)
    return keys


def run(keys, loops):
    tree = full = found = None
    for _ in range(loops):
        tree = Tree()
        for number, key in enumerate(keys):
            tree.insert(key, number)
        full = list(tree.items())
        found = [tree.find(key) for key in keys] + [tree.find(key + 0.5) for key in keys[:10]]
        for key in sorted(set(keys[::2])):
            tree.delete(key)
    return tree, full, found


def depth_of(node, root):
    """The depth below a node, with the sizes of nodes checked on the way."""
    assert len(node.keys) == len(node.values) <= MOST and (node is root or len(node.keys) >= LEAST)
    if not node.children:
        return 1
    assert len(node.children) == len(node.keys) + 1
    depths = {depth_of(child, root) for child in node.children}
    assert len(depths) == 1
    return 1 + depths.pop()


def verify(keys, loops, result):
    tree, full, found = result
    expected = {key: number for number, key in enumerate(keys)}
    assert full == sorted(expected.items())
    assert found == [expected[key] for key in keys] + [None] * len(keys[:10])
    for key in set(keys[::2]):
        del expected[key]
    assert list(tree.items()) == sorted(expected.items())
    depth_of(tree.root, tree.root)
