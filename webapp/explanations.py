"""What a person reads when something cannot be done: what happened, what is safe, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from core.text import Text


@dataclass(frozen=True, slots=True)
class Explanation:
    """The words of one kind of refusal.

    Args:
        happened: the title; one sentence that blames nobody.
        safe: what did not change.
        next_step: what to do now.
    """

    happened: Text
    safe: Text
    next_step: Text


_NOTHING_CHANGED = Text("没有任何内容被更改。", "Nothing was changed.")
_GO_BACK = Text(
    "请返回上一页，或从首页重新开始。", "Go back one page, or start from the front page."
)

EXPLANATIONS: dict[HTTPStatus, Explanation] = {
    HTTPStatus.BAD_REQUEST: Explanation(
        Text("我们没能读懂您提交的内容", "We could not read what was sent"),
        _NOTHING_CHANGED,
        Text(
            "页面可能打开得太久了。请返回上一页，刷新后再提交一次。",
            "The page may have been open for too long. Go back, reload it and send it again.",
        ),
    ),
    HTTPStatus.UNAUTHORIZED: Explanation(
        Text("请先登录", "Please sign in first"),
        Text(
            "为了保护您的资料，离开一段时间后会自动退出。已保存的内容都还在。",
            "To protect your data you are signed out after a while. What you saved is still there.",
        ),
        Text("登录后会回到这一页。", "You come back to this page after signing in."),
    ),
    HTTPStatus.FORBIDDEN: Explanation(
        Text("您的账户不能查看这一页", "Your account may not see this page"),
        Text(
            "没有显示任何人的资料。",
            "No one's data was shown.",
        ),
        Text(
            "如果工作需要，请向本机构的管理员申请权限。",
            "If your work needs it, ask your organisation's administrator for the right.",
        ),
    ),
    HTTPStatus.NOT_FOUND: Explanation(
        Text("这里没有这一页", "There is no such page"),
        Text("您的申请和资料不受影响。", "Your applications and data are not affected."),
        Text(
            "地址可能写错了，或者这一页不属于您的账户。请从首页重新开始。",
            "The address may be mistyped, or the page belongs to another account. "
            "Start from the front page.",
        ),
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: Explanation(
        Text("这一步不能这样打开", "This step cannot be opened this way"),
        _NOTHING_CHANGED,
        _GO_BACK,
    ),
    HTTPStatus.CONFLICT: Explanation(
        Text("您处理期间，内容已经有了变化", "This changed while you were working on it"),
        Text(
            "您刚才的提交没有生效，先前的记录完整保留。",
            "What you just sent did not take effect. The earlier record stands.",
        ),
        Text(
            "请重新打开这一页，看过新的内容再决定。",
            "Open the page again and look before you decide.",
        ),
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Explanation(
        Text("文件太大，没有接收", "The file is too large and was not taken in"),
        _NOTHING_CHANGED,
        Text("请上传不超过 20 MB 的文件。", "Send a file of at most 20 MB."),
    ),
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: Explanation(
        Text("我们读不了这种文件", "We cannot read this kind of file"),
        _NOTHING_CHANGED,
        Text(
            "请上传 PDF、Word（.docx）、网页或纯文本。",
            "Send a PDF, a Word file (.docx), a web page or plain text.",
        ),
    ),
    HTTPStatus.UNPROCESSABLE_ENTITY: Explanation(
        Text("有一处填写不合要求", "One entry does not fit"),
        _NOTHING_CHANGED,
        Text("请返回上一页，改好后再提交。", "Go back, correct it and send it again."),
    ),
    HTTPStatus.TOO_MANY_REQUESTS: Explanation(
        Text("请求太频繁了，请稍等", "That was too often; please wait a little"),
        Text(
            "这样做是为了防止他人试探您的密码。您的资料是安全的。",
            "This keeps others from guessing your password. Your data is safe.",
        ),
        Text("请过几分钟再试。", "Try again in a few minutes."),
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: Explanation(
        Text(
            "我们这边出了问题，这一步没有完成",
            "Something failed on our side; this step was not done",
        ),
        Text(
            "没有做完的一步会整体撤销，不会只保存一半。",
            "A step that is not finished is taken back whole; nothing is half saved.",
        ),
        Text(
            "请过几分钟再试。仍然不行时，请告诉我们下面的编号。",
            "Try again in a few minutes. If it still fails, tell us the number below.",
        ),
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: Explanation(
        Text("服务正在恢复，暂时不能处理", "The service is recovering and cannot do this now"),
        Text(
            "您的资料完好。已经生效的撤回继续有效。",
            "Your data is intact. Withdrawals already made stay in force.",
        ),
        Text("请过几分钟再试。", "Try again in a few minutes."),
    ),
}


def explanation(status: HTTPStatus) -> Explanation:
    """Return the words for a status; one without its own reads as its family's."""
    ours = status >= HTTPStatus.INTERNAL_SERVER_ERROR
    family = HTTPStatus.INTERNAL_SERVER_ERROR if ours else HTTPStatus.BAD_REQUEST
    return EXPLANATIONS.get(status) or EXPLANATIONS[family]
