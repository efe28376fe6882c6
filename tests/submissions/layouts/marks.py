"""Lists of workers that differ in how they tell the sex and split the name."""

from __future__ import annotations

from dataclasses import replace

from tests.submissions import columns as c
from tests.submissions.columns import Col
from tests.submissions.desk import CELLS, Desk
from tests.submissions.layouts.catalogue import layout
from tests.submissions.layouts.headers import ordinary
from tests.submissions.people import Person


@layout()
def marks(desk: Desk) -> None:
    """Giới tính over Nam | Nữ with an X in the right one."""
    mark = desk.rng.choice(("x", "X", "✓", "1"))
    ordinary(desk, _marked(mark, None))


@layout()
def marks_and_zeros(desk: Desk) -> None:
    """Nam | Nữ with X in the right one and 0 in the other, which means not."""
    ordinary(desk, _marked(desk.rng.choice(("x", "X")), desk.rng.choice(("0", 0))))


def _marked(mark: str, other: str | int | None) -> list[Col]:
    return [
        *(c.stt(), c.name(), c.sex_mark(("Giới tính", "Nam"), "male", mark, other)),
        *(c.sex_mark(("Giới tính", "Nữ"), "female", mark, other), c.born("Ngày sinh"), c.cccd("Số CCCD")),
        *(c.job("Nghề nghiệp"), c.direct("Công nhân trực tiếp", "x"), c.note()),
    ]


@layout()
def female_column_only(desk: Desk) -> None:
    """One column Nữ with a mark for women and nothing for men."""
    # A blank says little: it may as well have been forgotten, so only the marked are judged.
    only_women = replace(
        c.sex_mark("Nữ", "female", "x"),
        key="only_women",
        tell=lambda p: {"gender": p.sex} if p.sex == "female" else {},
    )
    ordinary(
        desk,
        [
            *(c.stt(), c.name(), c.born_year(), only_women, c.cccd(), c.post()),
            *(c.department("Phân xưởng"), c.achievement()),
        ],
    )


@layout()
def salutations(desk: Desk) -> None:
    """A column Ông/Bà before the name tells the sex."""
    ordinary(
        desk,
        [
            *(c.stt(), c.salutation(), c.name(), c.born(), c.cccd(), c.post("Chức danh"), c.department("Bộ phận")),
            c.achievement(),
        ],
    )


@layout()
def split_name(desk: Desk) -> None:
    """Two columns: family and middle name, given name."""
    one, other = desk.rng.choice((("Họ và tên đệm", "Tên"), ("Họ đệm", "Tên"), ("Họ và chữ đệm", "Tên")))
    ordinary(desk, _split(one, other))


@layout(CELLS)
def split_under_one_heading(desk: Desk) -> None:
    """Họ và tên merged over two columns, the given name in the second."""
    columns = _split(("Họ và tên", "Họ đệm"), ("Họ và tên", "Tên"))
    ordinary(desk, columns)


@layout(CELLS)
def split_without_subheading(desk: Desk) -> None:
    """Họ và tên merged over two columns with nothing below, the given name in the second."""
    ordinary(desk, _split(("Họ và tên", ""), ("Họ và tên", "")))


def _split(family: c.Heading, given: c.Heading) -> list[Col]:
    return [
        *(c.stt(), c.family(family), c.given(given), c.sex(), c.true_date("Ngày sinh"), c.cccd()),
        *(c.job("Công việc"), c.grade()),
    ]


@layout()
def post_and_unit(desk: Desk) -> None:
    """Chức vụ, đơn vị công tác in one column."""
    both = Col(
        "post_unit",
        ("Chức vụ, đơn vị công tác",),
        ("position", "work_unit"),
        lambda p: f"{p.post}, {p.department}",
        lambda p: {"position": c.choice(p.post, f"{p.post}, {p.department}")},
    )
    ordinary(desk, [c.stt(), c.name(), c.born(), c.sex("Nam/Nữ"), both, c.achievement("Thành tích nổi bật")])


@layout()
def address_forms(desk: Desk) -> None:
    """Ông, Bà, Đ/c and degrees in front of the names, notes behind."""
    rng = desk.rng

    def write(p: Person) -> str:
        front = rng.choice(("Ông " if p.sex == "male" else "Bà ", "Đ/c ", "KS. ", "", "ThS. ", "Đ/c: "))
        return f"{front}{p.name}{rng.choice(('', '', ' (tổ trưởng)', ' '))}"

    ordinary(desk, [c.stt(), c.name(write=write), c.sex(), c.born(), c.cccd(), c.job(), c.direct("CNTT")])


@layout()
def capitals(desk: Desk) -> None:
    """Names all in capitals, with stray spaces."""

    def write(p: Person) -> str:
        return p.name.upper().replace(" ", "  ", 1) + " "

    ordinary(
        desk,
        [
            *(c.stt(), c.name("HỌ VÀ TÊN", write), c.sex("GIỚI TÍNH"), c.born("NGÀY SINH"), c.cccd("SỐ CCCD")),
            c.job("CÔNG VIỆC"),
        ],
    )
