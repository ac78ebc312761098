"""Units: lists, labels, brackets, phrases, and what is none."""

from __future__ import annotations

import pytest

from qmparse.parsing.closing import closing_units
from qmparse.parsing.units import is_unit_list, labelled_units, looks_like_unit, name_units, phrased_units
from qmparse.records import UnitRole


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("市教育局、团市委", ["市教育局", "团市委"]),
        ("市总工会，市妇联；市科协", ["市总工会", "市妇联", "市科协"]),
        ("市文联  市摄影家协会", ["市文联", "市摄影家协会"]),
        ("市文化馆\n市音乐家协会", ["市文化馆", "市音乐家协会"]),
        ("各县（市、区）工会、各产业工会", ["各县（市、区）工会", "各产业工会"]),
        ("市商务局　市总工会", ["市商务局", "市总工会"]),
        ("区防汛办（水务局　应急局）办公室", ["区防汛办（水务局　应急局）办公室"]),
        ("某　县　文　化　局", ["某　县　文　化　局"]),
        ("国家发展改革委、等25个部委", ["国家发展改革委、等25个部委"]),
        ("市教育局等5个部门", ["市教育局等5个部门"]),
        ("区安委会办公室（区应急局；区消防救援大队）、区水务局", ["区安委会办公室（区应急局；区消防救援大队）", "区水务局"]),
        ("", []),
    ],
)
def test_names(value: str, names: list[str]) -> None:
    assert [unit.name for unit in name_units(value, 0, UnitRole.LEAD)] == names


@pytest.mark.parametrize(
    ("value", "want"),
    [
        ("牵头：甲局；配合：乙局、丙会", [("甲局", "lead"), ("乙局", "support"), ("丙会", "support")]),
        ("牵头单位：甲局 配合单位：乙局", [("甲局", "lead"), ("乙局", "support")]),
        ("由甲局牵头，乙局、丙会配合", [("甲局", "lead"), ("乙局", "support"), ("丙会", "support")]),
        ("甲局牵头，会同乙局、丙会", [("甲局", "lead"), ("乙局", "co_organise"), ("丙会", "co_organise")]),
        ("甲局牵头、乙局", [("甲局", "lead"), ("乙局", "support")]),
        ("甲局主办；乙局承办", [("甲局", "host"), ("乙局", "organise")]),
        ("甲局会同乙局、丙会", [("甲局", "host"), ("乙局", "co_organise"), ("丙会", "co_organise")]),
        ("甲局、各有关部门按职责分工负责", [("甲局", "lead"), ("各有关部门", "lead")]),
        ("市配电公司、同济大学", [("市配电公司", "host"), ("同济大学", "host")]),
    ],
)
def test_labels_and_phrases_in_a_list_give_roles(value: str, want: list[tuple[str, str]]) -> None:
    value = value.replace("甲", "市卫生").replace("乙", "市教育").replace("丙", "市科")
    names = {"甲": "市卫生", "乙": "市教育", "丙": "市科"}
    expected = [("".join(names.get(char, char) for char in name), role) for name, role in want]
    assert [(u.name, u.role.value) for u in name_units(value, 0, UnitRole.HOST)] == expected


def test_every_unit_is_cut_out_by_its_span() -> None:
    value = "市教育局 、 市文联（市作家协会）"
    for unit in name_units(value, 0, UnitRole.LEAD):
        assert unit.span is not None
        assert value[unit.span.start : unit.span.end] == unit.name


def test_a_bracket_that_is_an_alias_is_a_note() -> None:
    (unit,) = name_units("市安委会办公室（市应急管理局）", 0, UnitRole.LEAD)
    assert (unit.name, unit.note) == ("市安委会办公室", "市应急管理局")


def test_a_blank_before_the_bracket_of_an_alias_is_in_neither() -> None:
    (unit,) = name_units("市安委会办公室 （市应急管理局）", 0, UnitRole.LEAD)
    assert (unit.name, unit.note, unit.span and (unit.span.start, unit.span.end)) == ("市安委会办公室", "市应急管理局", (0, 7))


def test_a_role_in_a_bracket_counts() -> None:
    units = name_units("市法院（牵头）、市司法局（配合）", 0, UnitRole.HOST)
    assert [(u.name, u.role.value) for u in units] == [("市法院", "lead"), ("市司法局", "support")]


@pytest.mark.parametrize(
    ("value", "want"),
    [
        ("责任单位：甲局、乙局。", [("甲局", "lead"), ("乙局", "lead")]),
        ("牵头单位：甲局；责任单位：乙局，丙会", [("甲局", "lead"), ("乙局", "support"), ("丙会", "support")]),
        ("主办：甲局，支持：乙社", [("甲局", "host"), ("乙社", "support")]),
        ("主办单位：甲局 承办单位：乙馆", [("甲局", "host"), ("乙馆", "organise")]),
        ("指导单位：甲局；支持单位：乙社；参加单位：丙校", [("甲局", "guide"), ("乙社", "support"), ("丙校", "participate")]),
    ],
)
def test_labels(value: str, want: list[tuple[str, str]]) -> None:
    found = labelled_units(value, 0, anywhere=True)
    assert found is not None
    assert [(u.name, u.role.value) for u in found[1]] == want


@pytest.mark.parametrize(
    ("value", "want"),
    [
        ("由市科协牵头，市教育局、团市委配合", [("市科协", "lead"), ("市教育局", "support"), ("团市委", "support")]),
        ("由市体育局负责。", [("市体育局", "lead")]),
        ("由市司法局会同市律师协会组织实施", [("市司法局", "lead"), ("市律师协会", "co_organise")]),
        ("市残联牵头，市交通局配合", [("市残联", "lead"), ("市交通局", "support")]),
        ("各单位要负责落实", []),
        ("社区网格员会同家庭医生上门", []),
        ("认真组织实施", []),
    ],
)
def test_phrases(value: str, want: list[tuple[str, str]]) -> None:
    assert [(u.name, u.role.value) for u in phrased_units(value, 0)] == want


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("召开会议(甲局、乙局)", ["甲局", "乙局"]),
        ("召开会议。(甲局)。", ["甲局"]),
        ("举办讲座（牵头单位：甲局，配合单位：乙局、丙局）", ["甲局", "乙局", "丙局"]),
        ("举办讲座（由甲局牵头，乙局配合）", ["甲局", "乙局"]),
        ("举办讲座（附件一）", None),
        ("举办培训（第一期；第二期）", None),
        ("开展检查（餐饮场所；学校食堂；养老机构）", None),
    ],
)
def test_closing(value: str, names: list[str] | None) -> None:
    found = closing_units(value, 0)
    assert ([u.name for u in found.units] if found else None) == names


@pytest.mark.parametrize("name", ["市文旅局", "团市委", "各镇（街道）", "市消防救援支队", "国网某市供电公司", "某市第一中学"])
def test_looks_like_unit(name: str) -> None:
    assert looks_like_unit(name)


@pytest.mark.parametrize("name", ["附件一", "餐饮场所", "召开座谈会", "人民广场", "", "甲"])
def test_does_not_look_like_unit(name: str) -> None:
    assert not looks_like_unit(name)


def test_a_list_holds_nothing_but_units() -> None:
    assert is_unit_list("区教育局、各街道办事处")
    assert not is_unit_list("小学、初中")
    assert not is_unit_list("")


@pytest.mark.parametrize(
    ("value", "names", "beside"),
    [
        ("开展检查（县文旅局、县教育局，3月5日—15日）", ["县文旅局", "县教育局"], ["3月5日—15日"]),
        ("开展检查（3月5日，县文旅局）", ["县文旅局"], ["3月5日"]),
        ("开展检查（县文旅局 3月5日）", ["县文旅局"], ["3月5日"]),
        ("开展检查（县文旅局牵头，县教育局配合，3月底前完成）", ["县文旅局", "县教育局"], ["3月底前完成"]),
        ("开展检查（3月5日，县文化馆，县文旅局承办）", ["县文旅局"], ["3月5日", "县文化馆"]),
        ("开展检查（县文旅局，3月5日，县体育馆）", ["县文旅局"], ["3月5日", "县体育馆"]),
        # what stands behind a date may be a place; people are no units
        ("开展检查（3月5日，县图书馆）", None, []),
        ("开展检查（3月5日，古镇码头，县文旅局）", ["县文旅局"], ["3月5日", "古镇码头"]),
        ("开展检查（3月5日，县民之家、县文旅局）", None, []),
        ("开展检查（县文旅局，3月5日，县教育局）", None, []),
        ("开展检查（3月5日）", None, []),
        ("开展检查（县文旅局，张三，13800000000）", None, []),
    ],
)
def test_a_date_and_a_place_beside_closing_units(value: str, names: list[str] | None, beside: list[str]) -> None:
    found = closing_units(value, 0)
    assert ([u.name for u in found.units] if found else None) == names
    assert [value[start:end] for start, end in (found.beside.values() if found else ())] == beside
