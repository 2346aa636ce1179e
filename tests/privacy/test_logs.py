"""Whatever is logged, in whatever way, no identifier of a person is written."""

import io
import logging
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy.logs import MaskingFilter, protect
from tests.privacy import invented

SECRETS = ("resident_id", "mobile", "card", "email")
GLUE = st.text(st.sampled_from("abcXYZ019 -_:=，。（客户卡\n\t'\""), max_size=6)


class Careless:
    def __init__(self, value):
        self.value = value

    def __str__(self):
        return f"Careless({self.value})"


class Broken:
    def __str__(self):
        raise RuntimeError("13812345678")


SHAPES = [
    lambda value: value,
    lambda value: Careless(value),
    lambda value: {"customer": {"value": value}},
    lambda value: [value, (value, 1)],
    lambda value: ValueError(value),
    lambda value: int(value) if value.isdigit() else value,
]


@pytest.fixture(scope="module")
def log():
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        logging.Formatter("%(levelname)s %(name)s %(message)s %(extra)s", defaults={"extra": ""})
    )
    protect([handler])
    logger = logging.Logger("room")  # noqa: LOG001 - outside the tree of the test run
    logger.addHandler(handler)

    def written(write):
        stream.seek(0)
        stream.truncate()
        write(logger)
        return stream.getvalue()

    return written


@given(
    seed=st.integers(0, 2**32),
    secret=st.sampled_from(SECRETS),
    shape=st.sampled_from(SHAPES),
    before=GLUE,
    after=GLUE,
)
def test_arguments_are_masked_however_they_are_wrapped_and_glued(
    log, seed, secret, shape, before, after
):
    value = getattr(invented.person(random.Random(seed)), secret)
    template = f"{before}%s{after}".replace("%", "%%").replace("%%s", "%s")
    output = log(lambda logger: logger.warning(template, shape(value)))
    assert value not in output


@given(st.integers(0, 2**32), st.sampled_from(SECRETS), st.booleans())
def test_exceptions_notes_causes_and_stacks_are_masked(log, seed, secret, cause):
    value = getattr(invented.person(random.Random(seed)), secret)

    def lose():
        raise KeyError(value)

    def fail():
        try:
            lose()
        except KeyError as first:
            if cause:
                raise RuntimeError(f"客户 {value} 失败") from first
            first.add_note(value)
            raise

    def write(logger):
        try:
            fail()
        except (KeyError, RuntimeError):
            logger.exception("failed", stack_info=True, extra={"extra": {"who": value}})

    output = log(write)
    assert value not in output
    assert "Traceback" in output
    assert "Stack" in output


def test_messages_are_masked_and_the_rest_is_left_alone(log):
    output = log(
        lambda logger: logger.info("姓名：%s 手机 %s 金额 %.2f", "张三", "13812345678", 12.5)
    )
    assert output == "INFO room 姓名：张* 手机 138****5678 金额 12.50 \n"
    assert log(lambda logger: logger.info("ready in %d ms", 12)) == "INFO room ready in 12 ms \n"


def test_arguments_that_do_not_fit_are_withheld(log):
    assert "13812345678" not in log(lambda logger: logger.info("%d", "13812345678"))
    assert "13812345678" not in log(lambda logger: logger.info("%s", Broken()))


def test_a_handler_is_protected_once():
    handler = logging.StreamHandler(io.StringIO())
    protect([handler, handler])
    assert [type(present) for present in handler.filters] == [MaskingFilter]
