"""Why a citation is judged as it is: plain sentences, each with its source."""

from __future__ import annotations

from conformance.facts.register import Edition
from conformance.messages import Message

CURRENT = Message("current", "{name}现行有效{since}。", "{name} is in force{since}.")
UPCOMING = Message("upcoming", "{name}尚未施行{since}。", "{name} is not yet in force{since}.")
SUPERSEDED = Message("superseded", "{name}{until}已被{successor}代替。", "{name} was replaced by {successor}{until}.")
REPEALED = Message("repealed", "{name}{until}已废止{successor}。", "{name} was repealed{until}{successor}.")
UNVERIFIED = Message(
    "unverified", "目录收有{name}，但现行状态未经核实。", "{name} is listed, its status is not verified."
)
NOT_LISTED = Message("not_listed", "目录未收录，未作判断。", "not in the register; not judged.")
NO_EDITION = Message("no_such_edition", "没有“{cited}”这一编号：{known}。", "there is no “{cited}”: {known}.")
MISMATCH = Message("title_mismatch", "{number}的名称应为《{title}》。", "the title of {number} is 《{title}》.")
WRONG_TITLE = Message("wrong_title", "名称有误，应为《{title}》。", "the title should read 《{title}》.")
WRONG_NUMBER = Message("wrong_number", "《{title}》的编号应为{number}。", "the number of 《{title}》 is {number}.")
SIMILAR = Message(
    "similar", "目录未收录此名称；相近的有{name}，请核对。", "not in the register; {name} is alike, please compare."
)
LATER = Message(
    "edition_unknown",
    "目录未收录“{cited}”；所知版本：{known}，请核对。",
    "“{cited}” is not in the register, which knows {known}.",
)
MALFORMED = Message("malformed", "编号写法不完整，应写作“{right}”。", "the number is incomplete; write “{right}”.")
FORM = Message("form", "规范写法为“{right}”。", "the normal form is “{right}”.")
OWN = Message("own_document", "指本文件自身或其所属方案。", "the document itself.")
NO_INSTRUMENT = Message("no_instrument", "是表单、证照等，不是法规标准。", "a form or a licence, no instrument.")
GONE = Message(
    "issuer_gone", "发文机关在{year}年已不存在或尚未设立，不可能有此文号。", "the issuer did not exist in {year}."
)
SHORT = Message("short_name", "为上文{full}的简称。", "short for {full} above.")


def sourced(sentence: str, edition: Edition) -> str:
    """`sentence` with where the row was read and when it was checked."""
    return f"{sentence}（依据：{edition.source}；核对日期 {edition.checked_on}）"


def since(edition: Edition) -> str:
    """From when the edition is in force, as an aside."""
    return f"，{edition.effective}起施行" if edition.effective else ""


def amended(edition: Edition) -> str:
    """By what the edition was amended without losing its number."""
    return f"，经{edition.amended_by}修改" if edition.amended_by else ""
