"""Many files: one result each, in order, whatever happens."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from qmparse.batch import Result, load_many, load_one
from qmparse.errors import ReadError

SEED = Path(__file__).parent / "fixtures" / "shanghai-2019.txt"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for index in range(6):
        (tmp_path / f"{index}.txt").write_text(f"20{10 + index}年上海市“质量月”活动安排\n", encoding="utf-8")
    (tmp_path / "3.txt").unlink()
    return tmp_path


@pytest.mark.parametrize("jobs", [1, 2, None])
def test_results_come_in_order(folder: Path, jobs: int | None) -> None:
    results = list(load_many([folder / f"{i}.txt" for i in range(6)], jobs=jobs))
    assert [result.status for result in results] == ["success"] * 3 + ["failure"] + ["success"] * 2
    assert [result.notice and result.notice.year for result in results] == [2010, 2011, 2012, None, 2014, 2015]
    assert [Path(result.source).name for result in results] == [f"{i}.txt" for i in range(6)]
    assert results[3].code == "unreadable-file"
    assert "\n" not in str(results[3].message)


def test_it_is_lazy(folder: Path) -> None:
    def paths():  # type: ignore[no-untyped-def]
        yield str(folder / "0.txt")
        raise AssertionError("not asked for")

    assert next(iter(load_many(paths(), jobs=1))).status == "success"


@pytest.mark.parametrize("jobs", [0, -1])
def test_jobs_are_checked(jobs: int) -> None:
    with pytest.raises(ValueError, match="jobs must be 1 or more"):
        load_many([], jobs=jobs)


def test_strict_makes_an_error_a_failure(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("甲", encoding="utf-8")
    (result,) = load_many([tmp_path / "a.txt"], strict=True, jobs=1)
    assert (result.status, result.code) == ("failure", "not-a-notice")
    (result,) = load_many([tmp_path / "a.txt"], jobs=1)
    assert result.status == "success"


def test_results_survive_pickling() -> None:
    for result in (load_one(SEED), load_one("no-such-file")):
        back = pickle.loads(pickle.dumps(result))
        assert (back.source, back.status, back.notice, back.code) == (
            result.source, result.status, result.notice, result.code,
        )  # fmt: skip


def test_the_hash_is_that_of_the_bytes() -> None:
    import hashlib

    assert load_one(SEED).sha256 == hashlib.sha256(SEED.read_bytes()).hexdigest()
    assert load_one("no-such-file").sha256 is None


def test_a_fault_within_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RecursionError("deep")

    monkeypatch.setattr("qmparse.batch._load", fail)
    assert load_one(SEED).code == "internal-error"


def test_a_failure_has_code_and_message() -> None:
    result = Result("a", error=ReadError("damaged", "it ends\ntoo early"))
    assert (result.status, result.code, result.message) == ("failure", "damaged", "it ends too early")
