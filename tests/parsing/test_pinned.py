"""One pinned example of each misreading that was mended."""

from __future__ import annotations

import pytest

from qmparse import Activity, dumps, parse

TITLE = "2020年甲市“质量月”活动安排\n\n"


def test_a_label_counts_before_a_closing_bracket() -> None:
    first, _ = parse(
        f"{TITLE}　　1.召开座谈会。牵头单位：市文化馆、市文旅局（市文物局）。\n　　2.举办论坛。牵头单位：市教育局。\n"
    ).entries
    assert [(unit.name, unit.note) for unit in first.units] == [("市文化馆", None), ("市文旅局", "市文物局")]
    assert first.activities[0].description is None


def test_pipes_behind_cells_of_one_line_each() -> None:
    text = f"{TITLE}序 号 |\n活动内容 |\n时间 |\n牵头单位 |\n备注 |\n1 |\n召开座谈会 |\n1月1日 |\n市教育局 |\n雨天顺延 |\n"
    (entry,) = parse(text).entries
    assert (entry.number, entry.remark) == (1, "雨天顺延")


def test_a_section_above_a_signature_is_no_issuer() -> None:
    text = (
        "关于组织开展2023年“科普日”活动的通知\n\n各街道办事处：\n　　现将有关事项通知如下：\n\n"
        "一、活动主题\n　　质量强国 你我同行\n\n　　　　桐湾区教育局\n　　　　二〇二三年一月一日\n"
    )
    notice = parse(text)
    assert notice.theme == "质量强国 你我同行"
    assert [unit.name for unit in notice.issuers] == ["桐湾区教育局"]


def test_a_line_between_two_page_numbers_is_no_running_head() -> None:
    text = (
        "2020年甲市“质量月”论坛议程\n\n9:00-9:45 签到\n第 1 页\n10:00-10:45 论坛\n第 2 页\n11:00-11:45 茶歇\n12:00-12:30 合影\n"
    )
    assert [e.period.text for e in parse(text).entries if e.period] == [
        "9:00-9:45",
        "10:00-10:45",
        "11:00-11:45",
        "12:00-12:30",
    ]


def test_a_blank_behind_the_dash_is_no_part_of_the_name() -> None:
    title = parse("人人讲安全\n—— 青屿市2019年“全民阅读月”活动安排\n").title
    assert title is not None
    assert title.name == "青屿市2019年“全民阅读月”活动安排"


def test_a_merged_date_of_the_row_above_is_not_joined_backwards() -> None:
    notice = parse("日期\t时间\t活动内容\t承办单位\n3\t9月5日\t广场\n1\t举办论坛\t市教委\n")
    for entry in notice.entries:
        assert entry.period is None or entry.period.span is None or entry.period.span.start <= entry.period.span.end


def test_a_header_of_two_lines_is_joined_with_its_pieces() -> None:
    notice = parse(f'{TITLE}序号\t活动内容\t"牵头\n单位"\t备注\n1\t举办论坛\t市教委\t无\n')
    column = notice.schedules[0].columns[2]
    assert column.header == "牵头单位"
    assert "".join(notice.text[piece.start : piece.end] for piece in column.pieces) == column.header


def test_a_blank_before_a_closing_mark_is_no_part_of_a_unit() -> None:
    text = f"{TITLE}　　1.启动讲座。牵头单位：市新闻出版局（市版权局） 。\n　　2.举办论坛。牵头单位：市教育局。\n"
    assert [(unit.name, unit.note) for entry in parse(text).entries for unit in entry.units] == [
        ("市新闻出版局", "市版权局"),
        ("市教育局", None),
    ]


def test_the_last_label_of_a_card_above_a_page_number_is_no_running_head() -> None:
    card = "举办论坛\n时间：1月1日\n责任单位：市教育局\n— {} —\n\n"
    notice = parse(TITLE + "1." + card.format(1) + "2." + card.format(2))
    assert [[unit.name for unit in entry.units] for entry in notice.entries] == [["市教育局"]] * 2
    assert notice.diagnostics == ()


def test_the_number_of_a_row_below_a_page_number_numbers_no_page() -> None:
    row = "{}\n市图书馆一楼报告厅\n“清朗家园”展览\n市教育局\n雨天顺延\n"
    rows = "\n- {} -\n\n".join(row.format(number) for number in "123").format(1, 2)
    notice = parse(f"{TITLE}序号\n地点\n活动内容\n主办单位\n备注\n{rows}")
    assert [entry.place for entry in notice.entries] == ["市图书馆一楼报告厅"] * 3


def test_a_heading_with_blanks_behind_its_mark_is_no_row() -> None:
    text = f"{TITLE}序号   活动内容   时间   牵头单位\n1   召开座谈会   1月1日   市教育局\n\n一、  组织领导\n　　要认真落实。\n"
    notice = parse(text)
    assert [section.heading for section in notice.sections] == ["组织领导"]
    assert len(notice.entries) == 1


@pytest.mark.parametrize("rest", ["知如下：", "将有关事项通知如下："])
def test_the_end_of_a_sentence_behind_a_page_number_goes_on_with_it(rest: str) -> None:
    notice = parse(
        f"关于开展“科普日”活动的通知\n\n各镇：\n　　为普及知识，决定开展活动。现\n— 1 —\n{rest}\n\n一、要求\n　　认真落实。\n"
    )
    assert [paragraph.text for paragraph in notice.paragraphs] == [f"为普及知识，决定开展活动。现{rest}"]
    assert [diagnostic.code for diagnostic in notice.diagnostics] == ["joined-text"]


@pytest.mark.parametrize("heading", ["一、活动主题", "活动主题："])
def test_the_text_of_a_heading_above_a_signature_is_no_issuer(heading: str) -> None:
    notice = parse(
        f"关于开展“科普日”活动的通知\n\n各镇：\n　　现通知如下。\n\n{heading}\n科学走进社区\n甲区教育局\n2023年1月1日\n"
    )
    assert [unit.name for unit in notice.issuers] == ["甲区教育局"]


def test_contents_that_end_like_headers_are_a_row() -> None:
    (schedule,) = parse(f"{TITLE}类别\t活动内容\t牵头单位\n广场活动\t消防安全讲座\t\n").schedules
    assert [(entry.group, entry.activities[0].text) for entry in schedule.entries] == [("广场活动", "消防安全讲座")]


def test_labels_that_begin_again_are_cards_without_names() -> None:
    cards = "时间：9月1日\n地点：广场\n主办单位：市教育局\n\n时间：9月2日\n地点：图书馆\n主办单位：市妇联\n"
    notice = parse(f"{TITLE}活动时间：9月\n\n{cards}")
    assert [(e.place, [unit.name for unit in e.units]) for e in notice.entries] == [
        ("广场", ["市教育局"]),
        ("图书馆", ["市妇联"]),
    ]
    assert [(d.code, d.line) for d in notice.diagnostics] == [("missing-activity", 5), ("missing-activity", 9)]
    assert [paragraph.text for paragraph in notice.paragraphs] == ["活动时间：9月"]


def test_addresses_of_contacts_are_no_cards() -> None:
    text = f"{TITLE}联系人：王芳\n电话：1234567\n地址：人民路1号\n联系人：李明\n电话：7654321\n地址：人民路2号\n"
    assert parse(text).schedules == ()


def test_labels_that_begin_again_within_a_card_are_another_event() -> None:
    card = "时间：9月1日\n地点：广场\n时间：9月2日\n地点：图书馆\n主办单位：市教育局\n"
    notice = parse(f"{TITLE}1.举办讲座\n{card}\n2.举办展览\n{card}")
    assert [(e.number, e.place, len(e.units)) for e in notice.entries[:2]] == [(1, "广场", 1), (1, "图书馆", 1)]
    assert [e.activities[0].text for e in notice.entries] == ["举办讲座", "举办讲座", "举办展览", "举办展览"]
    assert notice.diagnostics == ()


def test_a_time_printed_three_times_keeps_each() -> None:
    card = "时间：9月1日\n时间：9月2日\n时间：9月3日\n地点：广场\n主办单位：市教育局\n"
    (entry,) = parse(f"{TITLE}1.举办讲座\n{card}").entries
    assert dict(entry.fields) == {"时间": "9月2日\t9月3日"}


def test_a_header_with_columns_swapped_and_renamed_is_told_by_roles() -> None:
    first = "序号\t活动内容\t时间\t地点\t牵头单位\t备注\n1\t举办论坛\t9月1日\t广场\t市教育局\t无\n"
    again = "序号\t活动内容\t场所\t日期\t牵头单位\t备注\n2\t举办展览\t图书馆\t9月3日\t市妇联\t无\n"
    notice = parse(TITLE + first + again)
    assert [(e.place, e.period and e.period.text) for e in notice.entries] == [("广场", "9月1日"), ("图书馆", "9月3日")]
    assert [diagnostic.code for diagnostic in notice.diagnostics] == ["header-changed"]


@pytest.mark.parametrize(("between", "schedules"), [("", 1), ("— 1 —\n", 1), ("\n", 2)])
def test_a_header_in_other_words_right_below_the_rows_goes_on_with_the_table(between: str, schedules: int) -> None:
    first = "序号\t活动内容\t时间\t牵头单位\n1\t举办论坛\t9月1日\t市教育局\n"
    notice = parse(TITLE + first + between + "序号\t日期\t项目\t责任部门\n2\t9月3日\t举办展览\t市妇联\n")
    assert [e.period and e.period.text for e in notice.entries] == ["9月1日", "9月3日"]
    assert len(notice.schedules) == schedules
    assert [d.code for d in notice.diagnostics] == ["header-changed"] * (schedules == 1)


@pytest.mark.parametrize(
    ("name", "region"),
    [("盐城市", "盐城市"), ("江苏省盐城市", "江苏省盐城市"), ("厦门市", "厦门市"), ("文明城市", None), ("城市社区", None), ("农贸市场", None)],
)  # fmt: skip
def test_a_city_whose_name_ends_like_a_common_word_is_a_region(name: str, region: str | None) -> None:
    title = parse(f"2020年{name}“质量月”活动安排\n").title
    assert title is not None
    assert title.region == region


def test_a_bracket_that_a_page_cuts_is_closed_on_the_next() -> None:
    items = "    （一）开展巡讲。全市不少于20场。（市疾控中心、市防治\n— 1 —\n院）\n    （二）发放手册。（市总工会）\n"
    first, _ = parse(TITLE + items).entries
    assert [unit.name for unit in first.units] == ["市疾控中心", "市防治院"]


def test_a_sentence_that_begins_with_a_time_and_the_campaign_tells_its_period() -> None:
    period = parse(f"{TITLE}9月5日至11日，甲市“质量月”来了！欢迎大家。\n").period
    assert period is not None
    assert (period.start, period.end) == ("2020-09-05", "2020-09-11")


def test_of_two_lines_of_a_cell_the_longer_one_was_wrapped() -> None:
    rows = "1\n电信日\n网络诈骗案例巡展和防骗\n知识竞答\n9月18日\n市教育局\n2\n法治日\n专题讲座\n9月19日\n市公安局\n市司法局\n3\n金融日\n风险提示\n9月20日\n市银行\n"
    notice = parse(f"{TITLE}序号\n活动名称\n活动内容\n时间\n主办单位\n{rows}")
    assert [entry.activities[0].description for entry in notice.entries] == [
        "网络诈骗案例巡展和防骗知识竞答",
        "专题讲座",
        "风险提示",
    ]
    assert [[unit.name for unit in entry.units] for entry in notice.entries] == [
        ["市教育局"],
        ["市公安局", "市司法局"],
        ["市银行"],
    ]


@pytest.mark.parametrize("verb", ["是", "为"])
def test_a_time_that_is_the_campaign_s_tells_its_period(verb: str) -> None:
    period = parse(f"{TITLE}9月13日至19日{verb}“质量月”。\n").period
    assert period is not None
    assert (period.start, period.end) == ("2020-09-13", "2020-09-19")


def test_a_label_in_mid_sentence_has_its_value_on_the_next_line() -> None:
    text = f"{TITLE}    各单位要于4月30日前将活动情况报县爱卫办。联系人：钱小梅，电话：\n4622019。\n"
    assert [paragraph.text for paragraph in parse(text).paragraphs] == [
        "各单位要于4月30日前将活动情况报县爱卫办。联系人：钱小梅，电话：4622019。"
    ]


def test_words_behind_a_time_on_its_line_are_labels() -> None:
    text = f"{TITLE}1.云上诵读\n时间：4月23日20:00；平台：图书馆直播间\n主办单位：市图书馆\n"
    (entry,) = parse(text).entries
    assert entry.period is not None
    assert (entry.period.text, dict(entry.fields)) == ("4月23日20:00", {"平台": "图书馆直播间"})


def test_what_a_row_lacks_at_the_end_of_a_page_is_no_running_head() -> None:
    row = "{}\n举办论坛\n1月1日\n市教育局\n凭身份证入场\n— {} —\n"
    notice = parse(f"{TITLE}序号\n活动内容\n时间\n牵头单位\n备注\n" + "".join(row.format(n, n) for n in (1, 2, 3)))
    assert [entry.remark for entry in notice.entries] == ["凭身份证入场"] * 3
    assert notice.diagnostics == ()


@pytest.mark.parametrize("marks", [("一", "二"), ("（一）", "（二）"), ("一、", "二、")])
def test_a_row_numbered_in_chinese_among_arabic_numbers_is_a_heading(marks: tuple[str, str]) -> None:
    one, two = marks
    rows = f"{one}\t市级活动\t\n1\t举办论坛\t市教育局\n{two}\t区级活动\t\n1\t举办展览\t市妇联\n"
    notice = parse(f"{TITLE}序号\t活动内容\t牵头单位\n{rows}")
    assert [(entry.number, entry.group) for entry in notice.entries] == [(1, "市级活动"), (1, "区级活动")]
    assert notice.diagnostics == ()


def test_rows_all_numbered_in_chinese_are_entries() -> None:
    notice = parse(f"{TITLE}序号\t活动内容\t牵头单位\n一\t举办论坛\t\n二\t举办展览\t市妇联\n")
    assert [entry.number for entry in notice.entries] == [1, 2]


@pytest.mark.parametrize(
    "tail",
    [
        "。责任单位：市教育局、市妇联；完成时限：9月5日前。",
        "。完成时限：9月5日前；责任单位：市教育局、市妇联。",
        "（责任单位：市教育局、市妇联；完成时限：9月5日前）。",
    ],
)
def test_a_time_among_the_labels_that_close_an_item_is_no_unit(tail: str) -> None:
    for entry in parse(f"{TITLE}1.举办论坛{tail}\n2.举办展览{tail}\n").entries:
        assert entry.activities[0] == Activity("举办" + ("论坛" if entry.number == 1 else "展览"), None, "举办", ())
        assert [unit.name for unit in entry.units] == ["市教育局", "市妇联"]
        assert entry.period is not None
        assert (entry.period.text, entry.period.end) == ("9月5日前", "2020-09-05")


def test_a_colon_inside_a_bracket_ends_no_addressees() -> None:
    notice = parse(f"{TITLE}① 举办论坛（责任单位：市教育局）\n② 举办展览（责任单位：市妇联）\n")
    assert notice.addressees == ()
    assert [entry.number for entry in notice.entries] == [1, 2]


def test_a_heading_of_known_words_over_dated_lines_with_units_is_no_item_but_they_are() -> None:
    notice = parse(f"{TITLE}一、活动安排\n9月1日 举办仪式（市教育局）\n9月2日 举办论坛（市妇联）\n")
    assert [(section.heading, section.text) for section in notice.sections] == [("活动安排", "")]
    found = [(entry.period and entry.period.text, entry.activities[0].text, entry.units[0].name) for entry in notice.entries]
    assert found == [("9月1日", "举办仪式", "市教育局"), ("9月2日", "举办论坛", "市妇联")]


@pytest.mark.parametrize("page", ["", "— 1 —\n序号\t活动内容\t责任分工\t\n\t\t牵头单位\t配合单位\n"])
def test_a_header_of_two_lines_parts_a_merged_cell(page: str) -> None:
    header = "序号\t活动内容\t责任分工\t\n\t\t牵头单位\t配合单位\n"
    (schedule,) = parse(f"{TITLE}{header}1\t论坛\t市教育局\t市妇联\n{page}2\t展览\t市妇联\t市文联\n").schedules
    assert [column.header for column in schedule.columns] == ["序号", "活动内容", "牵头单位", "配合单位"]
    assert [[unit.role.value for unit in entry.units] for entry in schedule.entries] == [["lead", "support"]] * 2


def test_a_cell_before_the_numbers_counts_for_the_rows_it_covers() -> None:
    rows = "市教育局\t1\t论坛\t9月1日\n\t2\t展览\t9月2日\n市妇联\t3\t讲座\t9月3日\n"
    notice = parse(f"{TITLE}牵头单位\t序号\t活动内容\t时间\n{rows}")
    assert [[unit.name for unit in entry.units] for entry in notice.entries] == [["市教育局"], ["市教育局"], ["市妇联"]]
    assert notice.diagnostics == ()


def test_numbered_labels_below_numbered_names_are_cards() -> None:
    labels = "（1）活动时间：9月1日\n（2）活动地点：广场\n（3）主办单位：市教育局\n"
    notice = parse(f"{TITLE}一、举办论坛\n{labels}二、举办展览\n{labels}")
    assert [(e.number, e.place, len(e.units), e.period and e.period.text) for e in notice.entries] == [
        (1, "广场", 1, "9月1日"),
        (2, "广场", 1, "9月1日"),
    ]
    assert notice.diagnostics == ()


def test_numbered_labels_below_one_heading_are_its_sections() -> None:
    labels = "（一）活动时间：9月1日\n（二）主办单位：市教育局\n"
    notice = parse(f"{TITLE}一、基本情况\n{labels}二、活动要求\n　　认真落实。\n")
    assert [len(section.sections) for section in notice.sections] == [2, 0]


def test_a_closing_bracket_may_tell_when_and_where_before_the_units() -> None:
    text = "1.举办论坛（时间：9月5日；地点：图书馆；责任单位：市教育局）\n2.举办展览（时间：9月6日；责任单位：市妇联）\n"
    first, second = parse(f"{TITLE}{text}").entries
    assert (first.activities[0].text, first.place, [unit.name for unit in first.units]) == ("举办论坛", "图书馆", ["市教育局"])
    assert second.period is not None
    assert second.period.start == "2020-09-06"


def test_the_last_of_a_run_on_one_line_is_an_item_too() -> None:
    notice = parse(f"{TITLE}一、内容：1.举办读书会（市工会）；2.举办征文（团市委）；3.举办讲座（市教育局）。\n")
    assert [entry.number for entry in notice.entries] == [1, 2, 3]


def test_header_words_parted_by_one_full_width_blank_are_two() -> None:
    text = f"{TITLE}序号　活动内容　　　时间　　　牵头单位\n１　　举办论坛　　　９月１日　市教育局\n"
    (schedule,) = parse(text).schedules
    assert [column.header for column in schedule.columns] == ["序号", "活动内容", "时间", "牵头单位"]
    assert [unit.name for unit in schedule.entries[0].units] == ["市教育局"]


def test_a_fourth_section_may_begin_inside_of_a_line() -> None:
    text = "一、领导\n　　加强领导。\n二、宣传\n　　广泛宣传。\n三、实施\n　　认真实施，　四、要求\n　　抓好落实。\n"
    assert [section.marker for section in parse(f"{TITLE}{text}").sections] == ["一、", "二、", "三、", "四、"]


def test_a_row_of_too_many_lines_reaches_over_its_last_column() -> None:
    text = "序\n主\n协办\n6\n市\n协办\n1\n举\n7"
    assert "".join(text[block.span.start : block.span.end] for block in parse(text).blocks) == text


@pytest.mark.parametrize("close", ["（市妇联）", "。责任单位：市妇联"])
@pytest.mark.parametrize("first", [1, 3])
def test_a_short_line_right_between_two_lists_is_a_heading(close: str, first: int) -> None:
    above = f"1.举办全市主题论坛和各类经验交流活动（市教育局）\n2.举办全市主题展览和各类宣传咨询活动{close}\n"
    notice = parse(f"{TITLE}{above}区级活动\n{first}.举办讲座（区教育局）\n{first + 1}.举办集市（区妇联）\n")
    units = [(entry.group, [unit.name for unit in entry.units]) for entry in notice.entries]
    assert units == [(None, ["市教育局"]), (None, ["市妇联"]), ("区级活动", ["区教育局"]), ("区级活动", ["区妇联"])]
    assert notice.diagnostics == ()


def test_a_heading_with_a_colon_over_a_list_is_no_addressee() -> None:
    lists = (
        "市级活动：\n1.举办论坛（市教育局）\n2.举办展览（市妇联）\n区级活动：\n1.举办讲座（区教育局）\n2.举办集市（区妇联）\n"
    )
    notice = parse(f"{TITLE}{lists}")
    assert notice.addressees == ()
    assert [[entry.group for entry in schedule.entries] for schedule in notice.schedules] == [
        ["市级活动"] * 2,
        ["区级活动"] * 2,
    ]
    assert notice.diagnostics == ()


@pytest.mark.parametrize("blank", ["", "\n"])
@pytest.mark.parametrize("form", ["pipes", "tabs"])
def test_other_headers_over_numbers_that_begin_again_head_another_table(blank: str, form: str) -> None:
    text = (
        "|序号|活动内容|时间|牵头单位|\n|-|-|-|-|\n|1|论坛|9月1日|市教育局|\n|2|展览|9月2日|市妇联|\n"
        f"{blank}|序号|活动内容|地点|牵头单位|\n|-|-|-|-|\n|1|讲座|图书馆|市文联|\n|2|集市|广场|市妇联|\n"
    )
    if form == "tabs":
        text = text.replace("|-|-|-|-|\n", "").replace("|\n", "\n").replace("\n|", "\n")[1:].replace("|", "\t")
    notice = parse(f"{TITLE}{text}")
    assert [[column.header for column in schedule.columns][2] for schedule in notice.schedules] == ["时间", "地点"]
    assert [entry.place for entry in notice.entries] == [None, None, "图书馆", "广场"]
    assert notice.diagnostics == ()


def test_a_unit_in_a_short_row_parted_by_blanks_is_no_place() -> None:
    rows = "1  举办论坛  9月1日  图书馆  市教育局\n2  举办展览  9月2日  市妇联\n"
    notice = parse(f"{TITLE}序号  活动内容  时间  地点  主办单位\n{rows}")
    assert [(entry.place, [unit.name for unit in entry.units]) for entry in notice.entries] == [
        ("图书馆", ["市教育局"]),
        (None, ["市妇联"]),
    ]
    assert [(found.code, found.line) for found in notice.diagnostics] == [("incomplete-row", 5)]


def test_units_under_one_heading_of_a_plan_make_no_list_of_its_sections() -> None:
    head = "一、活动时间\n　　9月1日\n二、组织机构\n主办单位：市教育局\n承办单位：市妇联\n"
    notice = parse(f"{TITLE}{head}三、活动内容\n　　1.举办论坛。\n　　2.举办展览。\n")
    assert [section.heading for section in notice.sections] == ["活动时间", "组织机构", "活动内容"]
    assert [section.heading for section in notice.sections[2].sections] == ["举办论坛", "举办展览"]
    assert notice.diagnostics == ()


def test_a_decimal_at_the_beginning_of_a_line_is_no_item() -> None:
    notice = parse(f"{TITLE}一、印发材料\n　　发放材料\n1.5万份，宣传品若干。\n二、要求\n　　认真落实。\n")
    assert notice.sections[0].text == "发放材料\n1.5万份，宣传品若干。"
    assert notice.sections[0].sections == ()


def test_a_clock_time_behind_a_chinese_number_begins_an_agenda_line() -> None:
    notice = parse(f"{TITLE}一、9:00-9:10 签到\n二、9:10-9:30 致辞\n三、9:30-10:00 论坛\n")
    assert [entry.period.text for entry in notice.entries if entry.period] == ["9:00-9:10", "9:10-9:30", "9:30-10:00"]
    (section, _) = parse(f"{TITLE}一、9:00-9:10 签到\n　　在大厅。\n二、要求\n　　认真落实。\n").sections
    assert (section.heading, section.text) == ("9:00-9:10 签到", "在大厅。")


@pytest.mark.parametrize("numbered", [True, False])
def test_the_last_row_of_a_cell_a_line_may_be_wrapped_too(numbered: bool) -> None:
    header = ["序号", "活动内容", "时间", "地点", "牵头单位"]
    rows = [["1", "举办论坛", "9月1日", "图书馆", "市教育局"], ["2", "举办质量月\n主题展览", "9月2日", "广场", "市妇联"]]
    lines = [line for row in [header, *rows] for line in row[not numbered :]]
    notice = parse(TITLE + "\n".join(lines) + "\n\n　　请认真落实。\n")
    assert [(e.activities[0].text, e.place, [unit.name for unit in e.units]) for e in notice.entries] == [
        ("举办论坛", "图书馆", ["市教育局"]),
        ("举办质量月主题展览", "广场", ["市妇联"]),
    ]
    assert [found.code for found in notice.diagnostics] == ["joined-text"]


@pytest.mark.parametrize("label", ["附件", "附件：", "附件1"])
def test_a_lone_annex_label_above_a_letter_annexes_no_title(label: str) -> None:
    letter = "关于举办2020年“质量月”活动的通知\n\n各有关单位：\n　　现将有关事项通知如下：\n一、时间\n　　9月1日。\n"
    notice = parse(f"{label}\n{letter}")
    assert notice.title is not None
    assert (notice.title.text, notice.annexes) == ("关于举办2020年“质量月”活动的通知", ())
    assert [unit.name for unit in notice.addressees] == ["各有关单位"]


def test_a_row_that_counts_the_others_is_no_entry() -> None:
    text = "2019年青屿市“质量月”活动安排\n\n序号\t活动内容\t时间\t牵头单位\n1\t举办论坛\t9月5日\t市教委\n合计\t1项\t\t\n"
    notice = parse(text)
    assert [entry.number for entry in notice.entries] == [1]
    assert [(d.code, d.line) for d in notice.diagnostics] == [("furniture", 5)]


def test_cells_of_web_tables_keep_their_breaks() -> None:
    text = "2019年青屿市“质量月”活动安排\n\n|序号|活动内容|时间|牵头单位|\n|---|---|---|---|\n|1|举办论坛<br>召开会议|9月5日|市教委<br/>市妇联|\n"
    (entry,) = parse(text).entries
    assert [activity.text for activity in entry.activities] == ["举办论坛", "召开会议"]
    assert [unit.name for unit in entry.units] == ["市教委", "市妇联"]


def test_numbers_of_four_digits_run_on() -> None:
    items = "".join(f"{n}.举办论坛。（市教委）\n" for n in range(998, 1003))
    assert [entry.number for entry in parse(f"{TITLE}{items}").entries] == [998, 999, 1000, 1001, 1002]
    assert parse(f"{TITLE}2019.本年度活动照常举行。\n").sections == ()


def test_two_rows_on_one_line_are_told_by_the_next_number() -> None:
    head = f"{TITLE}序号\t活动内容\t牵头单位\n1\t举办论坛\t市教委\n"
    for glue in ("", "\t"):
        notice = parse(f"{head}2\t开展检查\t市供水公司{glue}3\t召开会议\t市妇联\n4\t播放短片\t市文旅局\n")
        assert [(entry.number, entry.units[0].name) for entry in notice.entries] == [
            (1, "市教委"), (2, "市供水公司"), (3, "市妇联"), (4, "市文旅局"),
        ]  # fmt: skip
        assert [(d.code, d.line) for d in notice.diagnostics] == [("extra-cells", 5)]
        spans = [notice.text[entry.span.start : entry.span.end] for entry in notice.entries if entry.span]
        assert spans[2] == "3\t召开会议\t市妇联"


def test_a_row_whose_tabs_became_blanks_stays_a_row() -> None:
    table = (
        "序号\t活动内容\t时间\t牵头单位\n1\t举办论坛\t9月5日\t市教委\n2 开展检查 9月6日 市妇联\n3\t召开会议\t9月7日\t市文旅局\n"
    )
    notice = parse(TITLE + table)
    assert [(entry.number, entry.period and entry.period.text) for entry in notice.entries] == [
        (1, "9月5日"), (2, "9月6日"), (3, "9月7日"),
    ]  # fmt: skip
    assert notice.diagnostics == ()


def test_empty_columns_at_the_tail_stand_at_the_tail_of_a_short_row() -> None:
    table = "类别\t序号\t活动内容\t牵头单位\t\t\n宣传\t1\t举办论坛\t市教委\t\t\n2\t开展检查\t市妇联\t\t\n"
    notice = parse(TITLE + table)
    assert [(entry.number, entry.group) for entry in notice.entries] == [(1, "宣传"), (2, "宣传")]
    assert [d.code for d in notice.diagnostics] == ["shifted-row"]


def test_an_item_run_on_behind_another_is_told_by_the_number_below() -> None:
    items = "1.举办论坛。（市教委）\n2.开展检查。（市妇联）3.召开会议。（市文旅局）\n4.播放短片。（市广电台）\n"
    assert [entry.number for entry in parse(TITLE + items).entries] == [1, 2, 3, 4]


def test_labels_run_on_where_the_value_before_is_whole() -> None:
    card = "1.举办论坛\n时间：5月6日至20日地点：市民广场主办单位：市教委\n承办单位：市妇联\n\n2.召开会议\n时间：5月7日\n地点：市图书馆\n主办单位：市教委\n"
    first, _ = parse(TITLE + card).entries
    assert (first.period and first.period.text, first.place) == ("5月6日至20日", "市民广场")
    assert [unit.name for unit in first.units] == ["市教委", "市妇联"]


def test_labels_in_brackets_make_cards() -> None:
    cards = "".join(f"【活动名称】论坛{n}\n【活动时间】5月{n}日\n【主办单位】市教委\n\n" for n in (1, 2, 3))
    entries = parse(TITLE + cards).entries
    assert [entry.activities[0].text for entry in entries] == ["论坛1", "论坛2", "论坛3"]
    assert [entry.units[0].role.value for entry in entries] == ["host"] * 3


def test_a_hanging_indent_goes_on_with_its_item() -> None:
    items = "1、开展“书香进军营”赠书活动。向驻地各部队营连图书室赠送\n　　图书八千余册。（市图书馆）\n2、举办市民读书心得演讲比赛，限时六分钟。（市总工会）\n"
    first, _ = parse(TITLE + items).entries
    assert first.activities[0].description == "向驻地各部队营连图书室赠送图书八千余册。"


def test_soft_breaks_end_lines_but_not_for_editors() -> None:
    notice = parse(
        f"{TITLE}1.举办论坛\v时间：5月6日\u2028地点：市民广场\v主办单位：市教委\n\n2.召开会议\n时间：5月7日\n地点：馆\n主办单位：市妇联\n"
    )
    assert [(entry.number, entry.place) for entry in notice.entries] == [(1, "市民广场"), (2, "馆")]
    assert [d.line for d in parse(f"{TITLE}一、甲\v乙\n三、丙。\n").diagnostics] == [4]


def test_quoted_mail_reads_as_what_it_quotes() -> None:
    plain = f"{TITLE}1.举办论坛。（市教委）\n2.召开会议。（市妇联）\n"
    quoted = parse("".join(f"> {line}\n" for line in plain.splitlines()))
    assert quoted.entries == parse(plain).entries
    assert [d.code for d in quoted.diagnostics] == ["stray-symbol"]


def test_a_table_in_double_spaced_text() -> None:
    cells = ["序号", "活动内容", "时间", "牵头单位", "1", "举办论坛", "9月5日", "市教委", "2", "召开会议", "9月6日", "市妇联"]
    notice = parse(TITLE + "\n\n".join(cells) + "\n")
    assert [(entry.number, entry.activities[0].text, entry.units[0].name) for entry in notice.entries] == [
        (1, "举办论坛", "市教委"), (2, "召开会议", "市妇联"),
    ]  # fmt: skip


def test_numbers_in_other_forms_carry_a_list_on() -> None:
    items = "1、举办论坛（市教委）\n2.召开会议（市妇联）\n（3）走访老人（市民政局）\n４．开展检查（市卫健委）\n"
    assert [(entry.number, entry.marker) for entry in parse(TITLE + items).entries] == [
        (1, "1、"), (2, "2."), (3, "（3）"), (4, "４．"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        ("要做到：一要精心组织；二要广泛宣传。", ["一要", "二要"]),
        ("抓好三件事：第一，注重节俭；第二，注重安全；第三，注重实效。", ["第一", "第二", "第三"]),
        ("抓好三个环节：首先，摸清底数；其次，送岗上门；最后，兜牢底线。", ["首先", "其次", "最后"]),
        ("各地要做到：（一）内容贴近生产；（二）形式贴近群众。", ["（一）", "（二）"]),
    ],
)
def test_points_of_each_kind(text: str, markers: list[str]) -> None:
    (points,) = parse(f"{TITLE}　　{text}\n").point_lists
    assert [point.marker for point in points.points] == markers
    assert [point.ordinal for point in points.points] == [*range(1, len(markers) + 1)]


def test_a_list_of_dated_lines() -> None:
    lines = "3月：举办论坛（市教委）。\n4月：召开会议。面向社区。（市妇联）\n5月中旬：开展检查（市卫健委）。\n"
    assert [(entry.period and entry.period.text, entry.units[0].name) for entry in parse(TITLE + lines).entries] == [
        ("3月", "市教委"), ("4月", "市妇联"), ("5月中旬", "市卫健委"),
    ]  # fmt: skip


def test_a_slogan_below_the_name_is_the_theme() -> None:
    title = parse("2020年甲市“质量月”活动安排\n——让质量看得见\n\n各单位：\n").title
    assert title
    assert (title.name, title.theme) == ("2020年甲市“质量月”活动安排", "让质量看得见")
    assert title.text == "2020年甲市“质量月”活动安排——让质量看得见"


def test_small_differences() -> None:
    # a word of one character printed four times is natural
    assert parse(f"{TITLE}1.做到人人人人知晓。（市教委）\n2.召开会议。（市妇联）\n").diagnostics == ()
    # the ratio sign parts a label too
    card = "1.举办讲座\n时间∶9月1日\n地点∶广场\n备注∶自带水杯\n主办单位∶市教育局\n\n2.召开会议\n时间：9月2日\n地点：馆\n主办单位：市妇联\n"
    first, _ = parse(TITLE + card).entries
    assert (first.place, first.remark) == ("广场", "自带水杯")


def test_a_forwarded_mail_reads_as_the_notice_in_it() -> None:
    plain = f"{TITLE}各区教育局：\n　　现将有关事项通知如下：\n1.举办论坛。（市教委）\n2.召开会议。（市妇联）\n"
    head = "发件人：秘书科 <office@example.com>\n发送时间：2019年9月2日\n主题：转发：活动安排\n附件：1个\n\n"
    notice = parse(f"{head}各位同事：\n请看附件。\n\n----- 原始邮件 -----\n\n{plain}")
    alone = parse(plain)
    assert notice.title
    assert alone.title
    assert (notice.title.text, [unit.name for unit in notice.addressees]) == (alone.title.text, ["各区教育局"])
    assert [entry.activities[0].text for entry in notice.entries] == ["举办论坛", "召开会议"]
    assert notice.attachments == ()


def test_running_feet_with_their_page_number_are_furniture() -> None:
    foot = "某市爱国卫生运动委员会办公室　　　　　- {} -\n"
    items = "1.举办论坛。（市教委）\n" + foot.format(1) + "2.召开会议。（市妇联）\n" + foot.format(2)
    notice = parse(TITLE + items)
    assert len(notice.entries) == 2
    assert notice.paragraphs == ()
    assert [d.code for d in notice.diagnostics] == ["furniture", "furniture"]


def test_a_card_with_a_damaged_label_stays_a_card() -> None:
    cards = [
        f"{name}\n时间：9月{day}日\n{place}\n主办单位：市教委"
        for day, (name, place) in enumerate(
            [("开幕式", "地点：广场"), ("庭审公开课", "地点市法院"), ("闭幕式", "地点：剧院")], 1
        )
    ]
    notice = parse(TITLE + "\n\n".join(cards) + "\n\n温馨提示\n请步行前往。\n")
    assert [(e.activities[0].text, e.place) for e in notice.entries] == [
        ("开幕式", "广场"), ("庭审公开课", "市法院"), ("闭幕式", "剧院"),
    ]  # fmt: skip
    assert [p.text for p in notice.paragraphs] == ["温馨提示", "请步行前往。"]


def test_a_labelled_part_of_unknown_kind_in_a_bracket_is_a_field() -> None:
    notice = parse(f"{TITLE}1.举办论坛（主办：市教委，赞助：某公司）\n2.召开会议（主办：市妇联）\n")
    assert dict(notice.entries[0].fields) == {"赞助": "某公司"}
    assert [unit.name for unit in notice.entries[0].units] == ["市教委"]


def test_months_and_areas_as_columns() -> None:
    table = "月份\t活动名称\t主办单位\n4月\t开幕式\t市教委\n5月\t论坛\t市妇联\n"
    assert [entry.period and entry.period.text for entry in parse(TITLE + table).entries] == ["4月", "5月"]
    both = "区域\t月份\t活动名称\t时间\t主办单位\n东区\t4月\t开幕式\t4月5日\t市教委\n\t\t论坛\t4月6日\t市妇联\n"
    assert [column.role.value for column in parse(TITLE + both).schedules[0].columns] == [
        "group", "other", "activity", "period", "host",
    ]  # fmt: skip


def test_a_campaign_time_that_a_sentence_names() -> None:
    notice = parse(f"{TITLE}　　本次活动由市教委主办，活动时间为9月2日至16日。\n　　一、要求\n　　抓好落实。\n")
    assert notice.period
    assert (notice.period.start, notice.period.end) == ("2020-09-02", "2020-09-16")


@pytest.mark.parametrize(
    ("line", "theme"),
    [
        ("推动构建新发展格局\n——2019年甲市“质量月”活动安排", "推动构建新发展格局"),
        ("共建和谐社会\n——2019年甲市“质量月”活动安排", "共建和谐社会"),
        ("质量强市，人人共享——2019年甲市“质量月”活动安排", "质量强市，人人共享"),
    ],
)
def test_slogans(line: str, theme: str) -> None:
    assert parse(f"{line}\n\n　　为提高质量，开展本次活动。\n").theme == theme


def test_a_paragraph_above_a_schedule_stays_one_when_it_is_written() -> None:
    notice = parse(
        "2019年甲市“质量月”活动安排\n\n一份节目\n\n开幕式\n时间：9月1日\n地点：广场\n\n闭幕式\n时间：9月9日\n地点：剧院\n"
    )
    assert [p.text for p in notice.paragraphs] == ["一份节目"]
    assert [p.text for p in parse(dumps(notice, canonical=True)).paragraphs] == ["一份节目"]


HEADER = "序号\t活动内容\t时间\t牵头单位"
ROWS = [
    "1\t举办论坛\t9月1日\t市教委",
    "2\t召开会议\t9月2日\t市妇联",
    "3\t走访老人\t9月3日\t市民政局",
    "4\t开展检查\t9月4日\t市卫健委",
]


@pytest.mark.parametrize(
    "lines",
    [
        # the header's tabs are lost, or some of its words run together
        ["序号  活动内容  时间  牵头单位", *ROWS],
        ["序号活动内容时间牵头单位", *ROWS],
        # it is cut by a break, in a word or beside one
        ["序号\t活动", "内容\t时间\t牵头单位", *ROWS],
        ["序号\t活动内容", "\t时间\t牵头单位", *ROWS],
        # a tab of it is a blank
        ["序号\t活动内容 时间\t牵头单位", *ROWS],
        # it shares its line with the first row, or with the caption
        [HEADER + ROWS[0], *ROWS[1:]],
        ["质量月活动安排表" + HEADER, *ROWS],
        # rows without tabs, lines that are none, a heading printed twice
        [HEADER, ROWS[0].replace("\t", "  "), *ROWS[1:]],
        [HEADER, ROWS[0], ROWS[1].replace("\t", "  "), *ROWS[2:]],
        [HEADER, ROWS[0], ROWS[1], "本页由系统自动生成，如有疑问请与管理员联系", ROWS[2], ROWS[3]],
        [HEADER, "本页由系统自动生成，如有疑问请与管理员联系", *ROWS],
        [HEADER, *ROWS[:2], "（二）系列活动", "（二）系列活动", *ROWS[2:]],
        [HEADER, *ROWS[:2], "（内部资料，注意保存）", *ROWS[2:]],
        [HEADER, HEADER, *ROWS],
    ],
)
def test_a_damaged_table_keeps_its_rows(lines: list[str]) -> None:
    notice = parse(TITLE + "\n".join(lines) + "\n")
    assert [
        (e.number, e.activities[0].text, e.period and e.period.text, [unit.name for unit in e.units]) for e in notice.entries
    ] == [
        (1, "举办论坛", "9月1日", ["市教委"]),
        (2, "召开会议", "9月2日", ["市妇联"]),
        (3, "走访老人", "9月3日", ["市民政局"]),
        (4, "开展检查", "9月4日", ["市卫健委"]),
    ]
    assert [column.header for column in notice.schedules[0].columns] == ["序号", "活动内容", "时间", "牵头单位"]


def test_a_row_that_has_lost_all_its_tabs_is_told() -> None:
    notice = parse("\n".join([TITLE + HEADER, ROWS[0], ROWS[1].replace("\t", ""), *ROWS[2:]]) + "\n")
    assert [entry.number for entry in notice.entries] == [1, 2, 3, 4]
    assert [(d.code, d.line) for d in notice.diagnostics] == [("unrecoverable-columns", 5)]


def test_a_strange_line_among_rows_is_unparsed() -> None:
    notice = parse("\n".join([TITLE + HEADER, ROWS[0], "本页由系统自动生成，如有疑问请与管理员联系", *ROWS[1:]]) + "\n")
    assert [(d.code, d.line) for d in notice.diagnostics] == [("unparsed-text", 5)]
    assert notice.coverage < 1


@pytest.mark.parametrize(
    "table",
    [
        "| 序号 | 活动内容 | 牵头单位 || 1 | 举办论坛 | 市教委 |\n| 2 | 召开会议 | 市妇联 |\n",
        "| 序号 | 活动内容 | 牵头单位 || --- | --- | --- |\n| 1 | 举办论坛 | 市教委 |\n| 2 | 召开会议 | 市妇联 |\n",
        "序号  活动内容  牵头单位1  举办论坛  市教委\n2  召开会议  市妇联\n",
        "序号 活动内容 牵头单位\n— 3 —\n1 举办论坛 市教委\n－4－\n序号 活动内容 牵头单位\n2 召开会议 市妇联\n",
        "| 序号 |\n| 活动内容 |\n| 牵头单位 |\n| 1 |\n| 举办论坛 |\n| 市教委 |\n| 2 |\n| 召开会议 |\n| 市妇联 |\n",
        "序号\t\n活动内容\t\n牵头单位\t\n1\t\n举办论坛\n市教委\n2\n召开会议\n市妇联\n",
    ],
)
def test_other_damaged_tables_keep_their_rows(table: str) -> None:
    notice = parse(TITLE + table)
    assert [(e.number, e.activities[0].text, e.units[0].name) for e in notice.entries] == [
        (1, "举办论坛", "市教委"), (2, "召开会议", "市妇联"),
    ]  # fmt: skip


def test_aligned_cells_wrapped_below_are_joined() -> None:
    table = (
        "序号  活动内容            牵头单位\n1     召开职业健康座谈会  市教委\n      通报体检情况\n"
        "2     召开会议            市妇联\n"
    )
    notice = parse(TITLE + table)
    assert [e.activities[0].text for e in notice.entries] == ["召开职业健康座谈会通报体检情况", "召开会议"]
    assert [(d.code, d.line) for d in notice.diagnostics] == [("joined-text", 4)]


@pytest.mark.parametrize("mark", ["0{}　", "PART {}\n", "第{}讲\n", "【活动{}】", "NO.{} "])
def test_cards_of_posts(mark: str) -> None:
    cards = [
        f"{mark.format(n)}{name}\n时间｜9月{n}日\n地点｜广场\n主办单位｜市教委\n"
        for n, name in [(1, "开幕式"), (2, "论坛"), (3, "闭幕式")]
    ]
    notice = parse(TITLE + "\n".join(cards))
    assert [(e.number, e.activities[0].text, e.place, e.units[0].name) for e in notice.entries] == [
        (1, "开幕式", "广场", "市教委"), (2, "论坛", "广场", "市教委"), (3, "闭幕式", "广场", "市教委"),
    ]  # fmt: skip
    assert notice.paragraphs == ()


def test_an_agenda_of_several_days() -> None:
    lines = "日程安排\n\n9月1日（星期二）\n上午9:00-9:30 开幕\n9:30-10:30 报告\n9月2日（星期三）\n9:00-10:00 讨论\n"
    notice = parse(f"{TITLE}　　请准时参加。\n\n{lines}")
    assert [(e.group, e.period and e.period.start) for e in notice.entries] == [
        ("9月1日（星期二）", "2020-09-01T09:00"), ("9月1日（星期二）", "2020-09-01T09:30"), ("9月2日（星期三）", "2020-09-02T09:00"),
    ]  # fmt: skip
    assert notice.schedules[0].caption == "日程安排"


def test_a_dated_item_cut_before_its_units_is_one() -> None:
    lines = "3月：举办论坛（市教委）。\n4月：召开未就业\n毕业生座谈会（市妇联）。\n5月：开展检查（市卫健委）。\n"
    assert [entry.activities[0].text for entry in parse(TITLE + lines).entries] == [
        "举办论坛",
        "召开未就业毕业生座谈会",
        "开展检查",
    ]


def test_a_remark_among_rows_without_numbers_is_unparsed() -> None:
    rows = "活动内容\t时间\t牵头单位\n举办论坛\t9月1日\t市教委\n（内部资料，注意保存）\n召开会议\t9月2日\t市妇联\n"
    notice = parse(TITLE + rows)
    assert [(entry.group, entry.activities[0].text) for entry in notice.entries] == [(None, "举办论坛"), (None, "召开会议")]
    assert [(d.code, d.line) for d in notice.diagnostics] == [("unparsed-text", 5)]


def test_the_end_of_a_cut_cell_is_no_heading_among_rows() -> None:
    notice = parse("\n".join([TITLE + HEADER, ROWS[0], ROWS[1] + "、各区市场", "监管局", *ROWS[2:]]) + "\n")
    assert [entry.group for entry in notice.entries] == [None] * 4
    assert [(d.code, d.line) for d in notice.diagnostics] == [("unparsed-text", 6)]


def test_a_header_of_glued_words_printed_again() -> None:
    rows = "序号活动内容时间牵头单位\n1举办论坛9月1日市教委\n序号活动内容时间牵头单位\n2召开会议9月2日市妇联\n"
    assert [(entry.number, entry.group) for entry in parse(TITLE + rows).entries] == [(1, None), (2, None)]


def test_a_symbol_before_a_number_is_none_of_it() -> None:
    notice = parse("\n".join([TITLE + HEADER, ROWS[0], "▌" + ROWS[1], *ROWS[2:]]) + "\n")
    assert [entry.number for entry in notice.entries] == [1, 2, 3, 4]
    assert [(d.code, d.line, d.column) for d in notice.diagnostics] == [("stray-symbol", 5, 1)]


def test_an_agenda_in_two_halves() -> None:
    lines = "上午\n9:00—9:30　开幕（弘文报告厅）\n9:30—10:30　报告\n\n下午\n13:30—14:20　社团展演（艺体馆）\n"
    notice = parse(f"{TITLE}　　请准时参加。\n\n{lines}")
    assert [(e.group, e.activities[0].text) for e in notice.entries] == [
        ("上午", "开幕（弘文报告厅）"), ("上午", "报告"), ("下午", "社团展演"),
    ]  # fmt: skip
    assert notice.diagnostics == ()


def test_months_over_items_are_their_groups() -> None:
    lines = "三月：学雷锋\n1.走访老人（市教委）\n2.清理楼道（市妇联）\n\n四月：爱绿植绿\n3.认养绿地（市园林局）\n4.植树（市林业局）\n"
    notice = parse(f"{TITLE}　　现安排如下。\n\n{lines}")
    assert [(e.number, e.group) for e in notice.entries] == [
        (1, "三月：学雷锋"), (2, "三月：学雷锋"), (3, "四月：爱绿植绿"), (4, "四月：爱绿植绿"),
    ]  # fmt: skip


@pytest.mark.parametrize("heading", ["区级活动", "城东街道（2项）", "二、区级活动"])
def test_a_single_heading_among_rows_counts(heading: str) -> None:
    notice = parse("\n".join([TITLE + HEADER, *ROWS[:2], heading, *ROWS[2:]]) + "\n")
    assert [entry.group for entry in notice.entries] == [None, None, heading, heading]


@pytest.mark.parametrize(
    ("strange", "paragraphs"),
    [("4月召开会议（市妇联）。", []), ("（内部资料，注意保存）\n4月：召开会议（市妇联）。", ["（内部资料，注意保存）"])],
)
def test_a_dated_list_with_a_damaged_or_strange_line(strange: str, paragraphs: list[str]) -> None:
    lines = f"2月：举办论坛（市教委）。\n3月：走访老人（市民政局）。\n{strange}\n5月：开展检查（市卫健委）。\n"
    notice = parse(f"{TITLE}　　一、目标\n　　提高质量。\n　　二、月度安排\n{lines}　　三、要求\n　　抓好落实。\n")
    assert [(e.period and e.period.text, e.activities[0].text) for e in notice.entries] == [
        ("2月", "举办论坛"), ("3月", "走访老人"), ("4月", "召开会议"), ("5月", "开展检查"),
    ]  # fmt: skip
    assert [section.text for section in notice.sections] == ["提高质量。", *(paragraphs or [""]), "抓好落实。"]


def test_a_blank_before_tabs_is_a_blank_line_of_a_form() -> None:
    notice = parse(f"{TITLE}人数\t金额\t次数\n \t\t\n\t\t\n")
    assert notice.schedules == ()


def test_the_last_word_of_a_header_loses_the_blank_before_the_first_row() -> None:
    notice = parse(f"{TITLE}序号\t活动内容\t牵头单位　1\t举办论坛\t市教委\n")
    assert [column.header for column in notice.schedules[0].columns] == ["序号", "活动内容", "牵头单位"]
    assert notice.entries[0].number == 1


def test_points_that_a_wrap_puts_at_the_beginnings_of_lines_are_one_list() -> None:
    notice = parse(f"{TITLE}今年做好四件事：一是搭建平台；\n二是培育队伍，关照老人；三是开放空间；\n四是打造品牌。\n")
    assert [point.text for point in notice.points] == ["搭建平台", "培育队伍，关照老人", "开放空间", "打造品牌"]
    assert (notice.point_lists[0].lead, notice.paragraphs) == ("今年做好四件事", ())


def test_months_at_a_wraps_beginning_count_and_are_no_item() -> None:
    notice = parse(f"{TITLE}发现问题及时整改，\n7、8月份已检查的单位不再检查。\n")
    assert [paragraph.text for paragraph in notice.paragraphs] == ["发现问题及时整改，7、8月份已检查的单位不再检查。"]
    assert notice.sections == ()


def test_a_line_of_a_card_that_no_label_takes_is_told() -> None:
    card = "{}、举办论坛\n时间：9月3日\n阅读 3027　点赞 86　在看 41　分享　收藏\n地点：市民广场\n主办单位：市教育局\n"
    notice = parse(f"{TITLE}{card.format(1)}\n{card.format(2)}")
    assert [diagnostic.code for diagnostic in notice.diagnostics] == ["unparsed-text"] * 2
    assert [entry.place for entry in notice.entries] == ["市民广场"] * 2


def test_a_score_sheet_between_pipes_is_no_prose() -> None:
    sheet = "考核项目|考核内容|分值|得分\n组织领导|成立领导小组，明确专人|30|\n活动开展|按计划开展，记录完整|70|\n"
    notice = parse(f"{TITLE}请认真组织实施。\n\n{sheet}\n请于9月底前报送。\n")
    assert [paragraph.text for paragraph in notice.paragraphs] == ["请认真组织实施。", "请于9月底前报送。"]
    assert notice.schedules == ()


def test_a_third_column_without_word_or_cell_is_none() -> None:
    notice = parse(f"{TITLE}活动内容\t主办单位\t\n举办论坛\t市科协\t\n举办展览\t市教育局\t\n")
    assert [column.header for column in notice.schedules[0].columns] == ["活动内容", "主办单位"]
    assert len(notice.entries) == 2


def test_numbers_run_on_through_headings_over_a_gap_of_two() -> None:
    notice = parse(f"{TITLE}一、市级活动\n1.举办论坛（市科协）\n二、县级活动\n4.举办展览（市教育局）\n")
    assert [(entry.number, entry.group) for entry in notice.entries] == [(1, "一、市级活动"), (4, "二、县级活动")]
    assert len(notice.schedules) == 1


def test_a_date_of_issue_that_no_calendar_has_is_kept_as_text() -> None:
    notice = parse(
        "关于开展质量月活动的通知\n\n各县人民政府：\n　　请认真组织实施。\n\n　　　　　　　　市教育局\n　　　　　　　　2019年2月30日\n"
    )
    assert notice.issued_on is not None
    assert (notice.issued_on.text, notice.issued_on.value) == ("2019年2月30日", None)


def test_a_title_of_a_table_goes_on_with_its_kind_below() -> None:
    notice = parse("关于印发2019年质量月重点任务分工表\n的通知\n\n各县人民政府：\n　　请认真组织实施。\n")
    assert notice.title is not None
    assert notice.title.name == "关于印发2019年质量月重点任务分工表的通知"


@pytest.mark.parametrize("mark", "\u200b\u200e\u2069\xad\ufeff")
def test_marks_of_no_width_round_a_value_are_no_part_of_it(mark: str) -> None:
    # Windows prints dates with marks of direction round their parts, web pages hold soft hyphens
    lines = ("1.举办论坛", "时间：9月1日 14:00", "地点：市民广场", "牵头单位：市科协、市教育局")
    text = (
        "\n".join(lines)
        .replace("：", f"：{mark}")
        .replace("、", f"、{mark}")
        .replace("月", f"{mark}月{mark}")
        .replace("\n", f"{mark}\n{mark}")
    )
    (entry,) = parse(f"{TITLE}{text}\n").entries
    assert entry.period is not None
    assert entry.period.start == "2020-09-01T14:00"
    assert (entry.place, [unit.name for unit in entry.units]) == ("市民广场", ["市科协", "市教育局"])
    assert [activity.text for activity in entry.activities] == ["举办论坛"]


@pytest.mark.parametrize("stroke", ["—", "——", "/", "-"])
def test_strokes_in_a_cell_say_nothing(stroke: str) -> None:
    header = "序号\t活动\t时间\t地点\t主办单位\t承办单位\t联系人\t备注\t主讲人"
    row = "\t".join(["1", "举办论坛", stroke, stroke, "市科协", *[stroke] * 4])
    (entry,) = parse(f"{TITLE}{header}\n{row}\n").entries
    assert [unit.name for unit in entry.units] == ["市科协"]
    assert (entry.period, entry.place, entry.contacts, entry.remark) == (None, None, (), None)
    # a column without a role is kept as printed
    assert entry.fields == {"主讲人": stroke}


@pytest.mark.parametrize("duty", ["负责", "落实", "组织实施", "配合"])
def test_duties_beside_a_lead_support_it(duty: str) -> None:
    notice = parse(f"{TITLE}1.举办论坛。（安监科牵头，各单位{duty}）\n2.举办展览。（安监科牵头，各单位{duty}）\n")
    assert [[(unit.name, unit.role.value) for unit in entry.units] for entry in notice.entries] == [
        [("安监科", "lead"), ("各单位", "support")]
    ] * 2


CARDS = "■ 主会场活动\n时间：9月10日\n地点：市民广场\n内容：{}\n主办：市科协\n\n■ 古城寻宝\n时间：9月11日\n地点：南门城楼\n内容：走读古城\n主办：市文物局\n"


def test_a_numbered_value_of_a_card_is_no_list() -> None:
    notice = parse(f"{TITLE}{CARDS.format('1.戏曲展演 2.手艺市集 3.传统体育')}")
    assert [[activity.text for activity in entry.activities] for entry in notice.entries] == [["主会场活动"], ["古城寻宝"]]
    assert notice.entries[0].activities[0].description == "1.戏曲展演 2.手艺市集 3.传统体育"


def test_a_hint_behind_a_blank_line_is_about_all_cards() -> None:
    notice = parse(f"{TITLE}{CARDS.format('戏曲展演')}\n温馨提示：请提前10分钟到场。\n")
    assert [paragraph.text for paragraph in notice.paragraphs] == ["温馨提示：请提前10分钟到场。"]
    assert not any(entry.fields for entry in notice.entries)


def test_a_heading_right_above_a_table_is_its_first_group() -> None:
    table = "一、市级活动\n序号\t活动\t主办单位\n1\t举办论坛\t市科协\n二、县级活动\n2\t举办展览\t县文旅局\n3\t举办讲座\t县科协\n\n备注：时间如有变动，另行通知。\n"
    notice = parse(f"{TITLE}{table}")
    assert [(entry.number, entry.group) for entry in notice.entries] == [
        (1, "一、市级活动"),
        (2, "二、县级活动"),
        (3, "二、县级活动"),
    ]
    assert notice.sections == ()
    assert [paragraph.text for paragraph in notice.paragraphs] == ["备注：时间如有变动，另行通知。"]
    # a heading above a table without groups stays a section
    (section,) = parse(f"{TITLE}{table.replace('二、县级活动', '')}").sections
    assert section.heading == "市级活动"


@pytest.mark.parametrize("sunday", ["（周日）", "星期日"])
def test_a_cell_cut_between_day_and_weekday_is_no_group(sunday: str) -> None:
    table = f"日期\t时段\t项目\t地点\n9月15日\n{sunday}\t9:30\t开幕式\t广场\n\t14:00\t运动会\t球场\n9月16日\n（周一）\t9:00\t书画展\t活动室\n9月17日\t全天\t旧物市集\t南路\n"
    notice = parse(f"2024年邻里节活动日程\n\n{table}")
    assert [(entry.group, entry.period.start if entry.period else None) for entry in notice.entries] == [
        (None, "2024-09-15T09:30"), (None, "2024-09-15T14:00"), (None, "2024-09-16T09:00"), (None, "2024-09-17"),
    ]  # fmt: skip
    assert [(diagnostic.code, diagnostic.line) for diagnostic in notice.diagnostics] == [("joined-text", 4), ("joined-text", 7)]


@pytest.mark.parametrize("label", ["附：", "附件", "附件2", "附表："])
def test_an_annex_copied_alone_begins_with_its_label(label: str) -> None:
    notice = parse(f"{label}\n\n全市“质量月”系列活动安排\n\n1.举办论坛（市科协）\n2.举办展览（市文旅局）\n")
    assert notice.title is not None
    assert notice.title.name == "全市“质量月”系列活动安排"


def test_a_first_line_without_a_kind_above_a_table_is_the_title() -> None:
    table = "序号\t工作任务\t责任处室\n1\t制定方案\t办公室\n"
    notice = parse(f"省直机关2018年文明交通活动月工作任务分解\n{table}")
    assert notice.title is not None
    assert notice.title.text == "省直机关2018年文明交通活动月工作任务分解"
    assert notice.schedules[0].caption is None
    # below another line it is the table's caption
    below = parse(f"2018年文明交通活动月方案\n文明交通活动月工作任务分解\n{table}")
    assert below.schedules[0].caption == "文明交通活动月工作任务分解"


def test_a_first_line_that_names_a_year_and_activities_is_a_title_without_kind() -> None:
    cards = "活动{}：论坛\n时间：9月23日 地点：广场 主办：市科协\n"
    notice = parse(f"2023年丰收节某县系列活动\n\n{cards.format('一')}{cards.format('二')}")
    assert notice.title is not None
    assert (notice.title.text, notice.title.year, notice.title.kind) == ("2023年丰收节某县系列活动", 2023, None)
    # a sentence is none
    assert parse("2023年我市举办了许多活动，欢迎参加。\n").title is None


def test_a_cell_of_strokes_does_not_go_on_below() -> None:
    table = "序号\t活动\t时间\t主办单位\t配合单位\n1\t咨询日\t9月25日、\n10月9日\t市协会\t/\n合计：1项活动\n"
    (entry,) = parse(f"{TITLE}{table}").entries
    assert [unit.name for unit in entry.units] == ["市协会"]


def test_another_header_below_its_caption_begins_another_table() -> None:
    first = "市级安排表\n活动内容\t牵头单位\t配合单位\n举办论坛\t市教育局\t市科协\n"
    second = "各区安排表\n序号\t活动内容\t牵头单位\n1\t举办论坛\t市教育局\n"
    notice = parse(f"{TITLE}{first}\n{second}")
    assert [schedule.caption for schedule in notice.schedules] == ["市级安排表", "各区安排表"]
    assert notice.diagnostics == ()


def test_a_bracket_of_units_tells_time_place_and_contact_too() -> None:
    notice = parse(
        f"{TITLE}1.举办论坛（3月5日9:00，市图书馆，市科协承办）\n2.开展检查（市文旅局，联系人：张三，电话：1234567）\n"
        "3.召开会议（市教育局，3月底前完成）\n"
    )
    first, second, third = notice.entries
    assert (first.place, first.period and first.period.start) == ("市图书馆", "2020-03-05T09:00")
    assert [(unit.name, unit.role.value) for unit in first.units] == [("市科协", "organise")]
    assert second.contacts == ("张三", "1234567")
    assert (third.period and third.period.end, third.activities[0].text) == ("2020-03-31", "召开会议")
    assert notice.sections == ()


def test_an_agenda_of_days_and_their_halves() -> None:
    lines = (
        "9月1日（周二）\n上午\n9:00—9:30  开幕式  主办：市教委、市妇联\n下午\n2:00—4:00  运动会  主办：市体育局\n"
        "9月2日（周三）\n9:00—11:00  市集\n晚上\n7:00  晚会\n"
    )
    notice = parse(TITLE + lines)
    assert [(e.group, e.period and e.period.start, e.activities[0].text, len(e.units)) for e in notice.entries] == [
        ("9月1日（周二）", "2020-09-01T09:00", "开幕式", 2), ("9月1日（周二）", "2020-09-01T14:00", "运动会", 1),
        ("9月2日（周三）", "2020-09-02T09:00", "市集", 0), ("9月2日（周三）", "2020-09-02T19:00", "晚会", 0),
    ]  # fmt: skip
    assert notice.paragraphs == ()
    # a day that names its half is no group of the other one
    halves = "9月1日上午\n9:00  开幕式  主办：市教委、市妇联\n下午\n14:00  运动会\n9月2日上午\n9:00  市集\n"
    assert [(e.group, e.period and e.period.start) for e in parse(TITLE + halves).entries] == [
        ("9月1日上午", "2020-09-01T09:00"), ("下午", "2020-09-01T14:00"), ("9月2日上午", "2020-09-02T09:00"),
    ]  # fmt: skip


@pytest.mark.parametrize("mark", ["{}.{}", "{}-{}"])
def test_numbers_of_two_levels_begin_items(mark: str) -> None:
    lines = (
        "一、3月\n{} 举办论坛（市科协，3月5日）\n{} 开展检查（市“双创”办，全月）\n二、4月\n{} 召开会议（市教育局，4月下旬）\n"
    )
    notice = parse(TITLE + lines.format(*(mark.format(*pair) for pair in ((1, 1), (1, 2), (2, 1)))))
    assert [(e.number, e.marker, e.activities[0].text, e.units[0].name, e.period and e.period.text) for e in notice.entries] == [
        (1, mark.format(1, 1), "举办论坛", "市科协", "3月5日"), (2, mark.format(1, 2), "开展检查", "市“双创”办", "全月"),
        (1, mark.format(2, 1), "召开会议", "市教育局", "4月下旬"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["3-5 岁儿童可以参加活动", "1.5 万名志愿者参加了活动"])
def test_figures_of_two_numbers_begin_no_item(text: str) -> None:
    notice = parse(f"{TITLE}　　活动安排如下。\n　　{text}，由市科协组织。\n")
    assert (notice.sections, notice.schedules) == ((), ())


def test_a_row_without_a_number_goes_on_with_the_lists_of_the_row_above() -> None:
    table = "序号\t活动\t牵头单位\n1\t以案说法，开展普\t市公安局、\n\t法宣传\t市司法局\n2\t举办论坛\t市教育局、\n\t\t市科协\n"
    notice = parse(TITLE + table)
    assert [(e.activities[0].text, [u.name for u in e.units]) for e in notice.entries] == [
        ("以案说法，开展普法宣传", ["市公安局", "市司法局"]), ("举办论坛", ["市教育局", "市科协"]),
    ]  # fmt: skip
    # a list that goes on is no joint to be told, a cut word is
    assert [(d.code, d.line) for d in notice.diagnostics] == [("joined-text", 4)]


def test_phases_over_labelled_lines_are_cards_and_else_prose() -> None:
    card = "第{}阶段：{}（4月）\n活动内容：召开会议，张贴标语\n责任单位：市公安局、市妇联\n\n"
    cards = parse(f"{TITLE}一、步骤\n\n{card.format('一', '动员')}{card.format('二', '总结')}")
    assert [(e.number, len(e.units)) for e in cards.entries] == [(1, 2), (2, 2)]
    prose = parse(f"{TITLE}一、步骤\n第一阶段：动员（4月）。制定方案。\n第二阶段：总结（5月）。形成报告。\n")
    assert prose.schedules == ()
    assert prose.sections[0].text == "第一阶段：动员（4月）。制定方案。\n第二阶段：总结（5月）。形成报告。"


def test_a_form_of_two_headers_is_no_schedule() -> None:
    form = "单位名称\t\t\t\n联系人\t\t联系电话\t\n{}\n\t\t\t\n\t\t\t\n"
    for words in ("活动名称\t活动时间\t活动地点\t预计人数", "参展产品\t所需展位（个）\t是否现场销售\t备注"):
        notice = parse(f"{TITLE}　　请填写回执。\n\n{form.format(words)}")
        assert (notice.schedules, [p.text for p in notice.paragraphs]) == ((), ["请填写回执。"])
        assert [d.code for d in notice.diagnostics if d.code != "unparsed-text"] == []


def test_the_time_of_activities_that_go_round_a_theme() -> None:
    notice = parse(f"{TITLE}　　2020年10月，我们将围绕“敬老爱老”主题，广泛开展走访慰问。\n")
    assert notice.period is not None
    assert (notice.period.start, notice.period.precision and notice.period.precision.value) == ("2020-10", "month")


@pytest.mark.parametrize("code", ["A0{}", "1-{}", "Z-0{}"])
def test_codes_in_the_column_of_numbers_begin_rows_parted_by_blanks(code: str) -> None:
    rows = "".join(f"{code.format(k)}    活动{k}    5月{k}日    市科协\n" for k in (1, 2))
    notice = parse(f"{TITLE}编号    活动内容    时间    牵头单位\n{rows}")
    assert [(e.number, e.fields["编号"], e.activities[0].text) for e in notice.entries] == [
        (None, code.format(1), "活动1"), (None, code.format(2), "活动2"),
    ]  # fmt: skip


def test_a_bracketed_date_below_the_title_is_the_period_and_no_caption() -> None:
    notice = parse("2016年某市科技活动周安排表\n（5月14日—21日）\n\n序号\t活动\t单位\n1\t论坛\t市科协\n")
    assert notice.period is not None
    assert (notice.period.text, notice.period.end) == ("5月14日—21日", "2016-05-21")
    assert (notice.schedules[0].caption, notice.paragraphs[0].text) == (None, "（5月14日—21日）")


def test_all_that_stands_below_an_item_that_another_follows_is_its_own() -> None:
    lines = "（一）论坛\n时间：9月1日\n牵头单位：市科协\n（二）主题日\n7月18日 校园日\n7月19日 农业日\n（三）闭幕式\n时间：9月2日\n牵头单位：市妇联\n"
    notice = parse(f"{TITLE}一、安排\n{lines}二、要求\n请重视。\n")
    assert [e.activities[0].description for e in notice.entries] == [None, "7月18日 校园日7月19日 农业日", None]
    assert notice.sections[0].text == ""


def test_a_day_with_a_name_is_described_by_the_line_below_it() -> None:
    lines = "6月13日 出行日\n  倡导乘坐公交。（市交通局）\n6月14日 体验日\n  公共机构停开空调一天。（各公共机构）\n"
    notice = parse(f"{TITLE}　　安排如下。\n\n{lines}")
    assert [(e.period and e.period.text, e.activities[0].text, e.activities[0].description) for e in notice.entries] == [
        ("6月13日", "出行日", "倡导乘坐公交。"), ("6月14日", "体验日", "公共机构停开空调一天。"),
    ]  # fmt: skip


def test_numbers_before_a_stroke_head_cards() -> None:
    cards = "01｜健步行\n时间：10月23日\n地点：南门\n主办：市体协\n02｜歌舞赛\n时间：10月24日\n地点：广场\n主办：市文化馆\n"
    assert [(e.number, e.activities[0].text) for e in parse(f"{TITLE}{cards}").entries] == [(1, "健步行"), (2, "歌舞赛")]


@pytest.mark.parametrize(("header", "role"), [("主办（承办）单位", "host"), ("组织者", "lead"), ("联办单位", "co_organise")])
def test_headers_of_units(header: str, role: str) -> None:
    notice = parse(f"{TITLE}序号\t活动\t{header}\n1\t论坛\t市科协\n")
    assert [unit.role.value for unit in notice.entries[0].units] == [role]


def test_time_and_place_of_one_column_or_label_are_told_apart() -> None:
    table = '序号\t活动\t时间、地点\n1\t论坛\t9月5日9:00，市图书馆\n2\t展览\t市文化馆\n3\t会议\t"9月6日\n市会堂"\n'
    notice = parse(TITLE + table)
    assert [(e.period and e.period.start, e.place) for e in notice.entries] == [
        ("2020-09-05T09:00", "市图书馆"), (None, "市文化馆"), ("2020-09-06", "市会堂"),
    ]  # fmt: skip
    card = "{}.论坛\n时间地点：9月5日9:00，市图书馆\n主办单位：市科协\n"
    first, _ = parse(TITLE + card.format(1) + card.format(2)).entries
    assert (first.period and first.period.start, first.place) == ("2020-09-05T09:00", "市图书馆")


def test_a_table_drawn_with_lines() -> None:
    drawn = "┌──┬───┬────┐\n│序号│活动│责任单位│\n├──┼───┼────┤\n│ 1 │论坛│市科协 │\n│ 2 │展览│市妇联 │\n└──┴───┴────┘\n"
    notice = parse(f"{TITLE}　　安排如下。\n\n{drawn}")
    assert [(e.number, e.activities[0].text, e.units[0].name) for e in notice.entries] == [
        (1, "论坛", "市科协"),
        (2, "展览", "市妇联"),
    ]
    assert (notice.schedules[0].caption, [p.text for p in notice.paragraphs]) == (None, ["安排如下。"])
    assert notice.diagnostics == ()


def test_a_labelled_line_above_a_table_is_no_caption() -> None:
    table = "序号\t活动\t责任单位\n1\t论坛\t市科协\n"
    assert parse(f"{TITLE}填报单位：市文旅局　　填报时间：1月15日\n{table}").schedules[0].caption is None
    assert parse(f"{TITLE}表一：市级活动安排表\n{table}").schedules[0].caption == "表一：市级活动安排表"


def test_whole_names_on_two_lines_of_a_cut_cell_are_two_units() -> None:
    table = "序号\t活动\t责任单位\t备注\n1\t书画展\t县书法家协会\n县美术家协会\t免费\n2\t论坛\t县委\n宣传部\t无\n"
    notice = parse(TITLE + table)
    assert [[u.name for u in e.units] for e in notice.entries] == [["县书法家协会", "县美术家协会"], ["县委宣传部"]]
    assert [(d.code, d.line) for d in notice.diagnostics] == [("joined-text", 6)]


def test_numbered_labels_below_an_item_are_its_labels() -> None:
    lines = (
        "（一）诗歌征集\n面向全区征集作品。\n责任单位：区文联\n（二）文艺晚会\n1.时间：9月9日\n2.地点：文化广场\n"
        "3.主办单位：区委宣传部\n（三）猜灯谜\n各街道组织开展。\n责任单位：区妇联\n"
    )
    notice = parse(f"{TITLE}一、活动内容\n{lines}二、要求\n请重视。\n")
    assert [(e.activities[0].text, e.place, e.units[0].name) for e in notice.entries] == [
        ("诗歌征集", None, "区文联"), ("文艺晚会", "文化广场", "区委宣传部"), ("猜灯谜", None, "区妇联"),
    ]  # fmt: skip
    assert notice.diagnostics == ()


def test_numbered_names_over_labels_are_cards_and_the_label_of_a_name_is_no_residue() -> None:
    card = "活动{}\n名称：{}\n时间：10月2{}日\n服务对象：老人\n主办单位：市药监局、市药学会\n"
    notice = parse(f"{TITLE}　　安排如下。\n\n{card.format('一', '论坛', 0)}{card.format('二', '讲座', 1)}")
    assert [(e.number, e.activities[0].text, len(e.units), e.fields["服务对象"]) for e in notice.entries] == [
        (1, "论坛", 2, "老人"), (2, "讲座", 2, "老人"),
    ]  # fmt: skip
    assert notice.diagnostics == ()


def test_the_year_in_a_campaigns_name_is_no_period() -> None:
    assert parse(f"{TITLE}　　现将我市2020年“质量月”活动安排公布如下。\n").period is None


def test_labels_of_units_above_lists_name_those_of_the_items_below() -> None:
    lines = "责任单位：县扶贫办\n1.召开大会\n2.制作宣传片\n责任单位：县妇联、团县委\n1.举办义卖\n"
    notice = parse(TITLE + lines)
    assert notice.addressees == ()
    assert [[(e.number, [u.name for u in e.units]) for e in s.entries] for s in notice.schedules] == [
        [(1, ["县扶贫办"]), (2, ["县扶贫办"])],
        [(1, ["县妇联", "团县委"])],
    ]
    assert {e.group for e in notice.entries} == {"责任单位：县扶贫办", "责任单位：县妇联、团县委"}
    # below the items they are theirs
    below = parse(f"{TITLE}1.召开大会\n责任单位：县扶贫办\n2.制作宣传片\n责任单位：县妇联\n")
    assert [[u.name for u in e.units] for e in below.entries] == [["县扶贫办"], ["县妇联"]]


@pytest.mark.parametrize("gap", ["\t", "    "])
def test_units_on_lines_of_their_own_below_a_row_are_its_own(gap: str) -> None:
    rows = f"序号{gap}活动{gap}责任单位\n1{gap}论坛{gap}市卫健委\n{gap.strip(chr(9))}市医保局\n{gap.strip(chr(9))}市民政局\n2{gap}展览{gap}市妇联\n"
    notice = parse(TITLE + rows)
    assert [(e.group, [u.name for u in e.units]) for e in notice.entries] == [
        (None, ["市卫健委", "市医保局", "市民政局"]), (None, ["市妇联"]),
    ]  # fmt: skip
    assert notice.diagnostics == ()


def test_words_of_a_header_that_wide_gaps_part() -> None:
    rows = "日  期    活动内容    地  点    参加人员\n3月2日    论坛    广场    党员\n3月5日    展览    礼堂\n"
    notice = parse(TITLE + rows)
    assert [c.role and c.role.value for c in notice.schedules[0].columns] == ["period", "activity", "place", "other"]
    assert [e.period and e.period.text for e in notice.entries] == ["3月2日", "3月5日"]


def test_an_agenda_below_labelled_days() -> None:
    lines = "日期：6月13日\n上午9:30 开幕式\n下午2:30 沙龙\n日期：6月14日\n上午9:00 路演\n"
    notice = parse(TITLE + lines)
    assert [(e.group, e.period and e.period.start) for e in notice.entries] == [
        ("日期：6月13日", "2020-06-13T09:30"), ("日期：6月13日", "2020-06-13T14:30"), ("日期：6月14日", "2020-06-14T09:00"),
    ]  # fmt: skip


def test_a_short_row_of_aligned_cells_is_read_under_its_header() -> None:
    rows = (
        "  时间      活动名称         地点          承办单位      备注\n8月8日    健身启动仪式     县体育场      县文体局\n"
        "8月9日    篮球比赛         县体育馆      县总工会      免费\n"
    )
    notice = parse(TITLE + rows)
    assert [(e.activities[0].text, e.place, e.units[0].name, e.remark) for e in notice.entries] == [
        ("健身启动仪式", "县体育场", "县文体局", None), ("篮球比赛", "县体育馆", "县总工会", "免费"),
    ]  # fmt: skip
    assert [(d.code, d.line) for d in notice.diagnostics] == [("incomplete-row", 4)]


def test_items_that_symbols_mark_are_a_list() -> None:
    lines = "3月\n●维权周活动（市妇联、市司法局）\n●消费者日活动（市市场监管局）\n4月\n●知识产权周活动（市市场监管局）\n"
    notice = parse(f"{TITLE}　　现安排如下。\n\n{lines}")
    assert [(e.number, e.group, e.activities[0].text, len(e.units)) for e in notice.entries] == [
        (None, "3月", "维权周活动", 2), (None, "3月", "消费者日活动", 1), (None, "4月", "知识产权周活动", 1),
    ]  # fmt: skip
    described = "◎ 启动仪式\n  在广场举行。责任单位：市司法局。\n◎ 知识竞赛\n  在线上举行。责任单位：市普法办。\n"
    first, second = parse(TITLE + described).entries
    assert (first.activities[0].text, first.activities[0].description, second.units[0].name) == (
        "启动仪式", "在广场举行。", "市普法办",
    )  # fmt: skip
    # symbols before prose make none
    assert parse(f"{TITLE}●为做好工作，现通知如下。\n●请各单位认真组织，抓好落实。\n").schedules == ()


@pytest.mark.parametrize(
    ("printed", "start", "end"),
    [
        ("5月24日—26日，每日限两场（10:00、14:00）", "2020-05-24", "2020-05-26"),
        ("2月8日—12日 每晚18:30—21:30", "2020-02-08", "2020-02-12"),
        ("国庆期间（10月1日—7日）", "2020-10-01", "2020-10-07"),
        ("待定（9月）", None, None),
        ("每周六（9月7日起）", None, None),
    ],
)
def test_days_beside_words(printed: str, start: str | None, end: str | None) -> None:
    (entry,) = parse(f"{TITLE}序号\t活动\t时间\n1\t论坛\t{printed}\n").entries
    assert entry.period is not None
    assert (entry.period.text, entry.period.start, entry.period.end) == (printed, start, end)


def test_labels_before_a_bracket_of_units_close_an_item() -> None:
    notice = parse(f"{TITLE}1.举办课堂。时间：10月25日；地点：市文化馆。（市教育局）\n2.举办讲座（市科协）\n")
    first = notice.entries[0]
    assert (first.activities[0].text, first.activities[0].description, first.place) == ("举办课堂", None, "市文化馆")
    assert (first.period and first.period.start, first.units[0].name) == ("2020-10-25", "市教育局")


@pytest.mark.parametrize("label", ["活动名称", "主题", "项目"])
def test_the_label_of_a_numbered_name_is_none_of_it(label: str) -> None:
    card = "{}.{}：{}\n时间：5月8日\n地点：大厅\n"
    notice = parse(TITLE + card.format(1, label, "论坛") + card.format(2, label, "展览"))
    assert [(e.number, e.activities[0].text) for e in notice.entries] == [(1, "论坛"), (2, "展览")]


def test_all_units_of_a_kind_below_a_row_are_no_heading() -> None:
    table = "序号\t活动\t责任单位\n1\t论坛\t市公安局\n各学校\n2\t展览\t市妇联\n"
    notice = parse(TITLE + table)
    assert [(e.group, [u.name for u in e.units]) for e in notice.entries] == [
        (None, ["市公安局", "各学校"]),
        (None, ["市妇联"]),
    ]


def test_days_and_labels_among_items_that_symbols_mark() -> None:
    lines = "12月1日\n● 义务献血（市红十字会、市卫健委）\n12月3日\n● 助残活动（市残联）\n● 表彰大会（市文明办）\n  地点：市会展中心\n"
    notice = parse(TITLE + lines)
    assert [(e.group, e.activities[0].text, e.place) for e in notice.entries] == [
        ("12月1日", "义务献血", None), ("12月3日", "助残活动", None), ("12月3日", "表彰大会", "市会展中心"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "text"),
    [("现将2020年全市“质量月”活动安排公布如下。", None), ("我镇将2020年定为“质量年”，开展系列活动。", "2020年")],
)
def test_a_year_is_a_period_where_it_is_set(sentence: str, text: str | None) -> None:
    notice = parse(f"2020年全市“质量年”活动安排\n\n　　{sentence.replace('质量月', '质量年')}\n")
    assert (notice.period and notice.period.text) == text


def test_a_cell_that_names_no_unit_yet() -> None:
    (entry,) = parse(f"{TITLE}序号\t活动\t承办单位\t主办单位\n1\t论坛\t另行通知\t市科协\n").entries
    assert [unit.name for unit in entry.units] == ["市科协"]


def test_a_header_of_two_unknown_words_whose_rows_agree() -> None:
    rows = "活动项目  活动时间  活动地点  参与对象  负责人\n篮球赛  4月28日  体育场  各村代表队  张强\n"
    (entry,) = parse(TITLE + rows).entries
    assert (entry.place, dict(entry.fields)) == ("体育场", {"参与对象": "各村代表队", "负责人": "张强"})


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("9月5日（星期四）", False),
        ("9月5日（星期五）", True),
        ("9月5日（周四）至8日（周日）", False),
        ("9月5日（周四）至8日（周六）", True),
        # one day of the week for a range names neither end
        ("9月5日至30日每周一", False),
    ],
)
def test_days_of_the_week_are_held_against_their_dates(printed: str, told: bool) -> None:
    notice = parse(f"2019年青屿市“质量月”活动安排\n\n序号\t活动\t时间\t牵头单位\n1\t论坛\t{printed}\t市教委\n")
    assert any(d.code == "weekday-conflict" for d in notice.diagnostics) is told


@pytest.mark.parametrize(
    "marks",
    [
        "第一项：|第二项：",
        "第一项、|第二项、",
        "项目一：|项目二：",
        "任务一　|任务二　",
        "【第一项】|【第二项】",
        "第一项活动：|第二项活动：",
        "1️⃣ |2️⃣ ",
    ],
)
def test_ordinals_of_cards(marks: str) -> None:
    first, second = marks.split("|")
    cards = f"{first}“质量月”大会\n时间：9月1日\n地点：一号厂区\n\n{second}警示展\n时间：9月3日\n地点：食堂门前\n"
    notice = parse(TITLE + cards)
    assert [(e.number, e.activities[0].text, e.place) for e in notice.entries] == [
        (1, "“质量月”大会", "一号厂区"), (2, "警示展", "食堂门前"),
    ]  # fmt: skip


def test_pictures_stand_for_labels() -> None:
    card = "{}、科普{}\n🕘 5月2{}日\n📍 市少年宫\n👥 市科协\n"
    notice = parse(TITLE + card.format("一", "课堂", 1) + card.format("二", "讲座", 2))
    assert [(e.period and e.period.text, e.place, dict(e.fields)) for e in notice.entries] == [
        ("5月21日", "市少年宫", {"👥": "市科协"}), ("5月22日", "市少年宫", {"👥": "市科协"}),
    ]  # fmt: skip


def test_of_many_pictures_the_first_is_the_label() -> None:
    card = "1.论坛\n{}甲馆\n时间：9月1日\n"
    assert parse(TITLE + card.format("📍📍️ ")).entries[0].place == "甲馆"
    assert parse(TITLE + card.format("📍" * 5000)).entries[0].place == "甲馆"


@pytest.mark.parametrize("inside", ["讲座安排另见通知", "附表彰名单", "时间以市教委通知为准", "报名事宜请咨询市科协"])
def test_a_remark_among_brackets_of_units_names_none(inside: str) -> None:
    notice = parse(f"{TITLE}1.论坛。（市教育局）\n2.讲座。（{inside}）\n3.展览。（市妇联）\n")
    assert [[u.name for u in e.units] for e in notice.entries] == [["市教育局"], [], ["市妇联"]]


@pytest.mark.parametrize("behind", ["。", "；", ""])
def test_units_below_the_units_of_an_item(behind: str) -> None:
    notice = parse(f"{TITLE}1.论坛。责任单位：市医学会{behind}\n市中医药学会。\n2.展览。责任单位：市妇联\n")
    assert [u.name for u in notice.entries[0].units] == ["市医学会", "市中医药学会"]


def test_phrases_that_open_what_is_done() -> None:
    items = "1.由市妇联牵头，市总工会配合，开展慰问。\n2.义诊。由市卫健委负责，组织医生进社区。\n3.市司法局负责，提供咨询。\n"
    notice = parse(TITLE + items)
    assert [(e.activities[0].text, e.activities[0].description, [u.name for u in e.units]) for e in notice.entries] == [
        ("开展慰问", None, ["市妇联", "市总工会"]),
        ("义诊", "组织医生进社区。", ["市卫健委"]),
        ("市司法局负责，提供咨询", None, []),
    ]


def test_the_time_of_a_section_tells_its_faults() -> None:
    notice = parse("2024年“质量月”活动方案\n\n一、活动主题\n主题：质量强国\n二、活动时间\n2O24年9月1日至30日\n")
    assert (notice.theme, notice.period and notice.period.start) == ("质量强国", "2024-09-01")
    assert "date-repaired" in {d.code for d in notice.diagnostics}


def test_a_whom_to_ask_behind_a_list_is_no_part_of_its_last_item() -> None:
    notice = parse(f"{TITLE}1.论坛。（市教育局）\n2.展览。（市妇联）\n\n联系人：张敏，电话：88880000\n")
    assert [e.contacts for e in notice.entries] == [(), ()]


def test_rows_without_a_header_keep_their_dates_and_the_rest_as_printed() -> None:
    rows = "9月1日  启动仪式  广场  市科协\n9月2日  论坛  大厅  市妇联\n9月3日  展览  公园  市文联\n"
    notice = parse(TITLE + rows)
    assert [(e.period and e.period.text, e.fields["rest"]) for e in notice.entries] == [
        ("9月1日", "启动仪式  广场  市科协"), ("9月2日", "论坛  大厅  市妇联"), ("9月3日", "展览  公园  市文联"),
    ]  # fmt: skip
    assert sum(d.code == "unrecoverable-columns" for d in notice.diagnostics) == len(notice.entries)


def test_rounds_of_a_contest_are_fields() -> None:
    first = "1.运动会\n初赛：9月1日，各乡镇\n决赛：9月8日，体育馆\n主办：县文体局\n"
    notice = parse(f"{TITLE}{first}2.门球赛\n时间：9月5日\n主办：县老体协\n")
    assert dict(notice.entries[0].fields) == {"初赛": "9月1日，各乡镇", "决赛": "9月8日，体育馆"}
    assert [e.activities[0].text for e in notice.entries] == ["运动会", "门球赛"]


FIVE = "序号\t活动内容\t时间\t牵头单位\t备注\n"


@pytest.mark.parametrize(
    ("row", "number", "activity", "day"),
    [
        ("2举办大赛\t9月12日\t市体育局\t\n", 2, "举办大赛", "9月12日"),
        ("2\t举办大赛9月12日\t市体育局\t\n", 2, "举办大赛", "9月12日"),
        ("2\t举办大赛 9月12日至15日\t市体育局\t\n", 2, "举办大赛", "9月12日至15日"),
    ],
)
def test_a_lost_tab_before_or_behind_a_name(row: str, number: int, activity: str, day: str) -> None:
    notice = parse(f"{TITLE}{FIVE}1\t举办论坛\t9月1日\t市科协\t\n{row}3\t举办展览\t9月20日\t市文联\t\n")
    entry = notice.entries[1]
    assert (entry.number, entry.activities[0].text, entry.period and entry.period.text) == (number, activity, day)
    assert [d.code for d in notice.diagnostics] == ["incomplete-row"]


def test_a_number_and_a_date_that_run_together() -> None:
    rows = "序号\t时间\t活动内容\t地点\t牵头单位\n10\t5月1日\t论坛\t大厅\t市科协\n115月21日\t慰问\t水厂\t市总工会\n"
    entry = parse(TITLE + rows).entries[1]
    assert (entry.number, entry.period and entry.period.text) == (11, "5月21日")


def test_rows_glued_behind_a_minute() -> None:
    rows = "1\t论坛\t市科协\t9月1日8:302\t展览\t市文联\t9月2日\n3\t讲座\t市妇联\t9月3日\n"
    notice = parse(f"{TITLE}序号\t活动内容\t牵头单位\t时间\n{rows}")
    assert [(e.number, e.period and e.period.text) for e in notice.entries] == [
        (1, "9月1日8:30"), (2, "9月2日"), (3, "9月3日"),
    ]  # fmt: skip


def test_the_rest_of_a_cell_behind_blank_cells_of_the_next_page() -> None:
    row = "1\t论坛\t9月1日\t市科协、市特种设备检\n— 2 —\n序号\t活动内容\t时间\t牵头单位\n\t\t\t验检测研究院\n2\t展览\t9月2日\t市文联\n"
    notice = parse(f"{TITLE}序号\t活动内容\t时间\t牵头单位\n{row}")
    assert [[u.name for u in e.units] for e in notice.entries] == [["市科协", "市特种设备检验检测研究院"], ["市文联"]]


def test_an_aligned_row_whose_other_cells_stand_on_its_second_line() -> None:
    rows = "序号    活动内容                  时间        牵头单位\n1       举办论坛                  9月1日      市科协\n"
    cut = "2       开展开放日；组织\n        参观基地                  9月2日      市文联\n3       举办展览                  9月3日      市妇联\n"
    notice = parse(TITLE + rows + cut)
    assert [(e.number, [a.text for a in e.activities], e.period and e.period.text) for e in notice.entries] == [
        (1, ["举办论坛"], "9月1日"), (2, ["开展开放日", "组织参观基地"], "9月2日"), (3, ["举办展览"], "9月3日"),
    ]  # fmt: skip


def test_the_title_again_amid_a_sentence() -> None:
    text = "2018年望江街道“敬老月”活动安排\n\n1.文艺演出。由学员登台表演合唱、戏曲，演出向\n\n望江街道“敬老月”活动安排\n\n居民免费开放。（街道老龄办）\n2.义诊。（街道卫生中心）\n"
    notice = parse(text)
    assert notice.entries[0].activities[0].description == "由学员登台表演合唱、戏曲，演出向居民免费开放。"


def test_hours_of_numbered_items_are_those_of_the_day_above() -> None:
    notice = parse(f"{TITLE}5月24日（星期六）\n1. 09:00—09:40 开幕式\n2. 10:00—11:30 科学秀\n5月25日\n3. 9:00 讲座\n")
    days = [entry.period and entry.period.start for entry in notice.entries]
    assert [day and day[5:] for day in days] == ["05-24T09:00", "05-24T10:00", "05-25T09:00"]


def test_names_of_cards_in_brackets() -> None:
    card = "【{}】\n活动时间：9月{}日\n活动地点：花园\n主办单位：居委会\n"
    notice = parse(TITLE + card.format("百家宴", 6) + "\n" + card.format("“枫桥杯”象棋赛", 7))
    assert [e.activities[0].text for e in notice.entries] == ["百家宴", "“枫桥杯”象棋赛"]


def test_a_mark_before_the_title_is_no_part_of_it() -> None:
    notice = parse("☞关于做好2020年“质量月”活动的通知\n\n各单位：\n")
    assert (notice.title and notice.title.text) == "关于做好2020年“质量月”活动的通知"
    assert "stray-symbol" in {d.code for d in notice.diagnostics}


def test_of_two_counts_the_one_that_fits_is_declared() -> None:
    notice = parse(TITLE + "　　工作要突出青少年和干部两个重点，做到三个结合：一是结合征兵，二是结合双拥，三是结合教育。\n")
    assert notice.point_lists[0].declared == 3


def test_attachments_that_lost_their_colon() -> None:
    letter = (
        "关于开展2022年“质量月”活动的通知\n\n各单位：\n　　请落实。\n\n附件1.任务表\n　　2.统计表\n\n市质量办\n2022年9月1日\n"
    )
    assert [(a.number, a.name) for a in parse(letter).attachments] == [(1, "任务表"), (2, "统计表")]


def test_a_head_beside_its_page_number_amid_a_sentence() -> None:
    text = "1.应急演练。模拟试剂泄漏和人员灼伤，检验预案的可操作\n\n澜海大学党政办公室        — 2 —\n\n性，演练后点评。（保卫处）\n2.义诊。（校医院）\n"
    assert (
        parse(TITLE + text).entries[0].activities[0].description == "模拟试剂泄漏和人员灼伤，检验预案的可操作性，演练后点评。"
    )


def test_units_below_a_line_of_units() -> None:
    items = (
        "1.组织巡展。\n责任单位：质量管理部\n　　　　　企业文化部\n　　　　　职工培训中心\n2.组织讲座。\n责任单位：人力资源部\n"
    )
    assert [[u.name for u in e.units] for e in parse(TITLE + items).entries] == [
        ["质量管理部", "企业文化部", "职工培训中心"], ["人力资源部"],
    ]  # fmt: skip


def test_lines_below_an_item_whose_words_tell_its_units() -> None:
    items = "1.由市教委牵头，举办论坛。\n2.由市科协牵头，举办展览。\n\n以上活动面向市民开放，欢迎参加。\n"
    notice = parse(TITLE + items)
    assert [e.activities[0].description for e in notice.entries] == [None, None]
    assert [p.text for p in notice.paragraphs] == ["以上活动面向市民开放，欢迎参加。"]


def test_an_hour_behind_a_blank_belongs_to_its_date() -> None:
    rows = "序号 活动名称 时间 地点 主办单位\n1 开幕式 10月1日 9:00 广场 区民政局\n2 百家宴 10月5日（周六） 11:00-12:00 社区 区妇联\n"
    notice = parse(TITLE + rows)
    assert [(e.period and e.period.text, e.place, [u.name for u in e.units]) for e in notice.entries] == [
        ("10月1日 9:00", "广场", ["区民政局"]), ("10月5日（周六） 11:00-12:00", "社区", ["区妇联"]),
    ]  # fmt: skip


def test_a_stroke_behind_the_date_of_a_card() -> None:
    card = "9月1{}日｜{}日\n地点：大厅\n主办：区委网信办\n\n"
    notice = parse(TITLE + card.format(1, "校园") + card.format(2, "电信"))
    assert [(e.period and e.period.text, e.activities[0].text) for e in notice.entries] == [
        ("9月11日", "校园日"), ("9月12日", "电信日"),
    ]  # fmt: skip


def test_dated_lines_that_verbs_tell() -> None:
    items = "9月3日（周二）14:30，开展教学；\n9月21日、22日，举办工作坊；\n9月中旬，区图书馆举办故事会。\n"
    notice = parse(TITLE + "　　安排如下：\n" + items + "\n　　开馆时间为每日9:00至20:30。\n")
    assert [(e.period and e.period.text, e.activities[0].text) for e in notice.entries] == [
        ("9月3日（周二）14:30", "开展教学"), ("9月21日、22日", "举办工作坊"), ("9月中旬", "区图书馆举办故事会"),
    ]  # fmt: skip
    assert "missing-unit" not in {d.code for d in notice.diagnostics}
    stages = "9月3日前，各单位制定方案；\n9月20日前，各单位自查；\n9月30日前，各单位报送总结。\n"
    assert not parse(TITLE + stages).schedules


def test_a_time_closes_an_item_that_names_no_units() -> None:
    items = "1.编印案例集。精选二十篇。完成时间：9月30日。\n2.清理样品。完成时间：9月底前。责任部门：实验室。\n"
    (first, _) = parse(TITLE + items).entries
    assert (first.period and first.period.text, first.activities[0].description) == ("9月30日", "精选二十篇。")


def test_a_line_that_asks_to_follow_is_no_title() -> None:
    notice = parse("点击蓝字 关注我们\n\n" + TITLE)
    assert notice.theme is None


def test_a_number_that_lost_its_break_in_a_cell_a_line() -> None:
    head = "序号\n活动内容\n时间\n牵头单位\n"
    rows = "1\n举办仪式\n9月1日\n市商务局、\n市融媒体中心\n2 举办培训班\n9月7日\n市人社局\n\n3 开展直供\n9月8日\n市供销社\n"
    notice = parse(TITLE + head + rows + "\n　　以上活动面向市民开放，欢迎参加。\n")
    assert [(e.number, e.activities[0].text, [u.name for u in e.units]) for e in notice.entries] == [
        (1, "举办仪式", ["市商务局", "市融媒体中心"]), (2, "举办培训班", ["市人社局"]), (3, "开展直供", ["市供销社"]),
    ]  # fmt: skip
    assert [p.text for p in notice.paragraphs] == ["以上活动面向市民开放，欢迎参加。"]


def test_a_label_of_units_with_a_mark_alone() -> None:
    text = TITLE + "1.举办健步走。责任单位：。\n（市体育局。\n2.开展监测。责任单位：市卫健委。\n"
    notice = parse(text)
    assert [[u.name for u in e.units] for e in notice.entries] == [[], ["市卫健委"]]
    assert dumps(notice) == text
