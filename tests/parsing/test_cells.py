"""Cells of several items, leading verbs, names, contacts."""

from __future__ import annotations

import pytest

from qmparse.parsing.cells import leading_verb, read_activities, read_contacts
from qmparse.parsing.draft import Draft
from qmparse.text.splitting import quoted_names


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("举办论坛", ["举办论坛"]),
        ("举办论坛； 开展检查。", ["举办论坛", "开展检查"]),
        ("举办《岗位；班组》读书会;召开座谈会", ["举办《岗位；班组》读书会", "召开座谈会"]),
        ("开展检查（场所；食堂）；通报结果", ["开展检查（场所；食堂）", "通报结果"]),
        ("1.举办仪式；2.发布倡议；3.开展签名", ["举办仪式", "发布倡议", "开展签名"]),
        ("1. 举办比武 2. 开展演练 3. 召开总结会", ["举办比武", "开展演练", "召开总结会"]),
        ("（1）举办比武（2）开展演练", ["举办比武", "开展演练"]),
        ("2. 开展演练", ["开展演练"]),
        ("3.15消费者权益日活动", ["3.15消费者权益日活动"]),
        ("（1）举办比武；（2）开展演练。", ["举办比武", "开展演练"]),
        ("(一)举办比武\n(二)开展演练", ["举办比武", "开展演练"]),
        ("一、举办比武；二、开展演练", ["举办比武", "开展演练"]),
        ("举办（1）班、（2）班比武", ["举办（1）班、（2）班比武"]),
        ("表彰一、二、三等奖", ["表彰一、二、三等奖"]),
        ("- 举办比武\n- 开展演练", ["举办比武", "开展演练"]),
        ("·举办比武；·开展演练", ["举办比武", "开展演练"]),
        ("①开展排查②举办讲座③发布案例", ["开展排查", "举办讲座", "发布案例"]),
        ("举办嘉年华\n开展培训", ["举办嘉年华", "开展培训"]),
        ("发放宣传单1.5万份；配发急救包3.2千个", ["发放宣传单1.5万份", "配发急救包3.2千个"]),
        ("开展“平安；夜校”、“讲堂；周末班”", ["开展“平安；夜校”、“讲堂；周末班”"]),
        ("开展“平安夜校；周末班", ["开展“平安夜校", "周末班"]),
        ("；；", []),
        ("", []),
    ],
)
def test_items(cell: str, items: list[str]) -> None:
    activities = read_activities(Draft(cell), cell, 0)
    assert [a.text for a in activities] == items
    for a in activities:
        assert a.span is not None
        assert cell[a.span.start : a.span.end] == a.text


def test_an_unbalanced_quote_is_said() -> None:
    draft = Draft("开展“平安夜校；周末班")
    read_activities(draft, draft.text, 0)
    assert [note[2] for note in draft.notes] == ["unbalanced-quote"]


def test_a_balanced_quote_is_not() -> None:
    draft = Draft("开展“平安夜校；周末班”")
    read_activities(draft, draft.text, 0)
    assert draft.notes == []


@pytest.mark.parametrize(
    ("text", "verb"),
    [("组织开展检查", "组织开展"), ("组织参观", "组织"), ("发放手册", "发放"), ("改造人行道", None), ("", None)],
)
def test_leading_verb(text: str, verb: str | None) -> None:
    assert leading_verb(text) == verb


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("举办“质量月”和《条例》宣讲", ("质量月", "条例")),
        ("举办“《条例》宣讲”", ("《条例》宣讲",)),
        ("开展《“平安”读本》征文", ("“平安”读本",)),
        ('评选"平安使者"', ("平安使者",)),
        ("“甲”与“甲”", ("甲",)),
        ("“没有合上", ()),
    ],
)
def test_names(text: str, names: tuple[str, ...]) -> None:
    assert quoted_names(text) == names


@pytest.mark.parametrize(
    ("cell", "contacts"),
    [
        ("周亦安", ("周亦安",)),
        ("王 芳", ("王 芳",)),
        ("方晓棠 8206117", ("方晓棠", "8206117")),
        ("乔禾、丁野；0556-7210088", ("乔禾", "丁野", "0556-7210088")),
        ("8127 6601", ("8127 6601",)),
        ("王芳 12345678、李 明", ("王芳", "12345678", "李 明")),
        ("王 芳 李　明 赵小山", ("王 芳", "李　明", "赵小山")),
        ("张 三丰", ("张", "三丰")),
        ("王芳（12345678）、李明(87654321)", ("王芳", "12345678", "李明", "87654321")),
        ("王芳（女）", ("王芳（女）",)),
        ("", ()),
    ],
)
def test_contacts(cell: str, contacts: tuple[str, ...]) -> None:
    assert read_contacts(cell) == contacts
