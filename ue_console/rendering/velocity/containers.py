"""Methods of lists, maps and what maps give out."""

from .budget import Budget
from .faults import MethodFault
from .overloads import Methods, items_of, one
from .printing import text_of
from .values import Bag, Entry, Key, LoopScope, freeze, same, thaw

Items = list[object]
Pairs = dict[Key, object]


def _at(items: Items, index: int) -> int:
    if not 0 <= index < len(items):
        raise MethodFault(f"the list has {len(items)} items, so there is none at {index}")
    return index


def _get(_: Budget, items: Items, index: int) -> object:
    return items[_at(items, index)]


def _find(budget: Budget, items: Items, wanted: object) -> int:
    return next((number for number, item in enumerate(items) if same(item, wanted, budget)), -1)


def _find_last(budget: Budget, items: Items, wanted: object) -> int:
    found = _find(budget, items[::-1], wanted)
    return found if found < 0 else len(items) - 1 - found


def _add(budget: Budget, items: Items, item: object) -> bool:
    budget.items(len(items) + 1 if len(items) >= budget.limits.output else 1)
    items.append(item)
    return True


def _insert(budget: Budget, items: Items, index: int, item: object) -> str:
    if not 0 <= index <= len(items):
        raise MethodFault(f"the list has {len(items)} items, so nothing can go in at {index}")
    budget.items(len(items) + 1)
    items.insert(index, item)
    return ""


def _add_all(budget: Budget, items: Items, others: Items | Bag | None) -> bool:
    added = list(items_of(others))
    budget.items(len(items) + len(added))
    items.extend(added)
    return bool(added)


def _set(_: Budget, items: Items, index: int, item: object) -> object:
    old = items[_at(items, index)]
    items[index] = item
    return old


def _remove_at(_: Budget, items: Items, index: int) -> object:
    return items.pop(_at(items, index))


def _remove(budget: Budget, items: Items, wanted: object) -> bool:
    index = _find(budget, items, wanted)
    if index >= 0:
        items.pop(index)
    return index >= 0


def _sub_list(budget: Budget, items: Items, start: int, end: int) -> Items:
    if not 0 <= start <= end <= len(items):
        raise MethodFault(f"the list has {len(items)} items, so there are none from {start} to {end}")
    budget.items(end - start)
    return items[start:end]


def _clear(_: Budget, container: Items | Pairs) -> str:
    container.clear()
    return ""


def _contains_all(budget: Budget, items: Items, others: Items | Bag | None) -> bool:
    return all(_find(budget, items, other) >= 0 for other in items_of(others))


def _put(budget: Budget, pairs: Pairs, key: object, value: object) -> object:
    frozen = freeze(key)
    if len(pairs) >= budget.limits.output:
        budget.items(len(pairs) + 1)
    old = pairs.get(frozen)
    pairs[frozen] = value
    return old


def _put_all(budget: Budget, pairs: Pairs, others: Pairs | None) -> str:
    if others is None:
        raise MethodFault("it was given no map")
    budget.items(len(pairs) + len(others))
    pairs.update(others)
    return ""


def _keys(budget: Budget, pairs: Pairs) -> Bag:
    budget.items(len(pairs))
    return Bag([thaw(key) for key in pairs])


def _values(budget: Budget, pairs: Pairs) -> Bag:
    budget.items(len(pairs))
    return Bag(list(pairs.values()))


def _entries(budget: Budget, pairs: Pairs) -> Bag:
    budget.items(len(pairs))
    return Bag([Entry(thaw(key), value) for key, value in pairs.items()])


def scope_get(scope: LoopScope, key: object) -> object:
    """What a template has put into ``$foreach``, here or in a loop around."""
    frozen = freeze(key)
    around: LoopScope | None = scope
    while around is not None:
        if frozen in around.storage:
            return around.storage[frozen]
        around = around.parent
    return None


LIST: Methods = {
    "add": (("o", _add), ("io", _insert)),
    "addAll": one("c", _add_all),
    "clear": one("", _clear),
    "contains": one("o", lambda b, items, item: _find(b, items, item) >= 0),
    "containsAll": one("c", _contains_all),
    "equals": one("o", lambda b, items, other: same(items, other, b)),
    "get": one("i", _get),
    "indexOf": one("o", _find),
    "isEmpty": one("", lambda _, items: not items),
    "lastIndexOf": one("o", _find_last),
    "remove": (("i", _remove_at), ("o", _remove)),
    "set": one("io", _set),
    "size": one("", lambda _, items: len(items)),
    "subList": one("ii", _sub_list),
    "toString": one("", lambda b, items: text_of(items, b)),
}

MAP: Methods = {
    "clear": one("", _clear),
    "containsKey": one("o", lambda _, pairs, key: freeze(key) in pairs),
    "containsValue": one("o", lambda b, pairs, value: _find(b, list(pairs.values()), value) >= 0),
    "entrySet": one("", _entries),
    "equals": one("o", lambda b, pairs, other: same(pairs, other, b)),
    "get": one("o", lambda _, pairs, key: pairs.get(freeze(key))),
    "getOrDefault": one("oo", lambda _, pairs, key, other: pairs.get(freeze(key), other)),
    "isEmpty": one("", lambda _, pairs: not pairs),
    "keySet": one("", _keys),
    "put": one("oo", _put),
    "putAll": one("m", _put_all),
    "remove": one("o", lambda _, pairs, key: pairs.pop(freeze(key), None)),
    "size": one("", lambda _, pairs: len(pairs)),
    "toString": one("", lambda b, pairs: text_of(pairs, b)),
    "values": one("", _values),
}

BAG: Methods = {
    "contains": one("o", lambda b, bag, item: _find(b, bag.items, item) >= 0),
    "containsAll": one("c", lambda b, bag, others: _contains_all(b, bag.items, others)),
    "isEmpty": one("", lambda _, bag: not bag.items),
    "size": one("", lambda _, bag: len(bag.items)),
    "toString": one("", lambda b, bag: text_of(bag, b)),
}

ENTRY: Methods = {
    "getKey": one("", lambda _, entry: entry.key),
    "getValue": one("", lambda _, entry: entry.value),
    "toString": one("", lambda b, entry: text_of(entry, b)),
}

LOOP: Methods = {
    "get": one("o", lambda _, scope, key: scope_get(scope, key)),
    "getCount": one("", lambda _, scope: scope.index + 1),
    "getFirst": one("", lambda _, scope: scope.index < 1),
    "getHasNext": one("", lambda _, scope: scope.has_next),
    "getIndex": one("", lambda _, scope: scope.index),
    "getLast": one("", lambda _, scope: not scope.has_next),
    "getParent": one("", lambda _, scope: scope.parent),
    "hasNext": one("", lambda _, scope: scope.has_next),
    "isFirst": one("", lambda _, scope: scope.index < 1),
    "isLast": one("", lambda _, scope: not scope.has_next),
    "put": one("oo", lambda b, scope, key, value: _put(b, scope.storage, key, value)),
}
