"""What a log may say of an error, and what a sentence may say of chance."""

import threading

import pytest

from dashboard import faults, sentences
from tests.dashboard.test_wording import figure


def test_a_log_names_the_kind_and_the_place_of_an_error_and_quotes_nothing(source, caplog, monkeypatch):
    from dashboard.loading import Loading, new_folder

    def fail(paths, progress=None):
        raise ValueError("could not convert 'Ann Other' to a number")

    monkeypatch.setattr(source, "preview", fail)
    loading = Loading(source)
    folder = new_folder()
    job = loading.preview(folder, [folder / "a.csv"])
    for thread in threading.enumerate():
        if thread.name == f"load-{job.id}":
            thread.join()
    assert job.state == "failed"
    assert "ValueError at test_faults.py" in caplog.text
    assert "Ann Other" not in caplog.text


def test_the_place_of_an_error_is_the_innermost_first():
    with pytest.raises(ZeroDivisionError) as raised:
        1 / 0  # noqa: B018
    assert faults.place(raised.value).startswith("ZeroDivisionError at test_faults.py:")


@pytest.mark.parametrize(
    ("lower", "target", "upper", "chance"),
    [(18.2, 24.5, 40.2, True), (24.5, 24.5, 40.2, True), (25, 24.5, 40.2, False), (18, 24.5, 24, False), (None, 18, None, False)],
)
def test_a_judgement_could_be_chance_where_the_interval_includes_the_target(lower, target, upper, chance):
    assert sentences.within_chance(figure(lower=lower, target_value=target, upper=upper)) is chance
