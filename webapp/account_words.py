"""What the pages of one's own account say, in both languages."""

from __future__ import annotations

from typing import Final

from core.text import Text

TITLE: Final = Text("我的账户", "My account")
PASSWORD: Final = Text("密码", "Password")
PASSWORD_LEAD: Final = Text(
    "更改以后，其他设备上的登录会全部退出。",
    "After a change you are signed out on all other devices.",
)
CHANGE_PASSWORD: Final = Text("更改密码", "Change the password")
AUTHENTICATOR: Final = Text("动态验证码", "Authenticator")
AUTHENTICATOR_LEAD: Final = Text(
    "设置以后，光有密码不能登录您的账户。",
    "With one set up, nobody can sign in with your password alone.",
)
SET_UP: Final = Text("设置动态验证码", "Set up an authenticator")
CHANGE_AUTHENTICATOR: Final = Text("换一个动态验证码", "Change the authenticator")
HELPERS: Final = Text("帮我的人", "People who help me")
HELPERS_LEAD: Final = Text(
    "请您信任的人用自己的账户帮您看着，到期自动结束，随时可以收回。",
    "Let somebody you trust look after your data with a sign-in of their own, until a day you"
    " choose.",
)
HELPERS_OPEN: Final = Text("查看和邀请", "See and ask")
HELPING: Final = Text("我帮的人", "People I help")
HELPING_LEAD: Final = Text(
    "家人给了您一个十二位的码？在这里输入。",
    "Somebody handed you a code of twelve digits? Enter it here.",
)
HELPING_OPEN: Final = Text("查看和输入", "See and enter a code")
EVERYWHERE: Final = Text("所有设备", "All devices")
EVERYWHERE_LEAD: Final = Text(
    "手机丢了，或者在别人的电脑上忘了退出？在这里一次全部退出，包括这台设备。",
    "Lost a phone, or left a session open on someone's computer? Sign out on every device here,"
    " this one too.",
)
SIGN_OUT_EVERYWHERE: Final = Text("在所有设备上退出", "Sign out everywhere")
OLD: Final = Text("现在的密码", "The password you have now")
NEW: Final = Text("新密码", "A new password")
BACK: Final = Text("不改了", "Keep the password I have")
OLD_REFUSED: Final = Text(
    "现在的密码不对；如果试了很多次，请过一会儿再来。",
    "The password you have now is not right; after many tries, wait a while.",
)
CHOOSE: Final = Text("请设一个您自己的密码", "Choose a password of your own")
CHOOSE_LEAD: Final = Text(
    "您刚才用的是一次性密码，只有换成自己的才能继续。",
    "The one you came in with was for this once; with your own you go on.",
)
GO_ON: Final = Text("设好，继续", "Set it and go on")
END_KEY_LEAD: Final = Text(
    "停用以后，用它的系统马上不能再提交和读取，也不能恢复。",
    "Once ended, the system that uses it can neither send nor read any more, and it cannot be"
    " brought back.",
)


def end_key(label: str) -> Text:
    """Return the question whether a key shall end."""
    return Text(f"要停用密钥“{label}”吗？", f"End the key “{label}”?")
