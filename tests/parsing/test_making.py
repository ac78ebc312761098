"""Records made quickly are those that their classes make."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import attrs
import pytest

from qmparse.parsing import making
from qmparse.records import NO_FIELDS, Activity, Block, BlockKind, Entry, Period, Precision, Span, Unit, UnitRole
from qmparse.text.spans import FREE_THREADED

MADE = [
    (making.NewSpan, Span, (1, 3)),
    (making.NewBlock, Block, (BlockKind.ROWS, Span(0, 2))),
    (making.NewUnit, Unit, ("市妇联", UnitRole.HOST, None, Span(0, 3), ())),
    (making.NewActivity, Activity, ("举办论坛", None, "举办", (), Span(0, 4), (Span(0, 2), Span(3, 5)))),
    (making.NewPeriod, Period, ("9月5日", "2019-09-05", None, Precision.DAY, False, True, Span(0, 4), ())),
    (making.NewEntry, Entry, (1, None, "甲", (), (), None, None, (), None, NO_FIELDS, Span(0, 9))),
]


@pytest.mark.parametrize(("new", "cls", "values"), MADE, ids=lambda value: getattr(value, "__name__", ""))
class TestMade:
    def test_is_of_its_class_and_equal(self, new: Any, cls: Any, values: tuple[Any, ...]) -> None:
        made, plain = new(*values), cls(*values)
        assert type(made) is cls
        assert (made, hash(made), repr(made)) == (plain, hash(plain), repr(plain))
        assert [getattr(made, field.name) for field in attrs.fields(cls)] == list(values)

    @pytest.mark.skipif(FREE_THREADED, reason="there each class makes its own records")
    def test_takes_all_fields_in_their_order(self, new: Any, cls: Any, values: tuple[Any, ...]) -> None:
        names = [field.name for field in attrs.fields(cls)]
        arguments = new.__init__.__code__.co_varnames[1 : new.__init__.__code__.co_argcount]
        assert list(arguments) == names
        assert set(new.__slots__) == set(names)

    def test_is_frozen_and_copies(self, new: Any, cls: Any, values: tuple[Any, ...]) -> None:
        made = new(*values)
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(made, attrs.fields(cls)[0].name, None)
        assert copy.copy(made) == pickle.loads(pickle.dumps(made)) == made
