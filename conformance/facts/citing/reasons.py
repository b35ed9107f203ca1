"""Why a citation is judged as it is: plain sentences, each with its source."""

from __future__ import annotations

from conformance.facts.registering.edition import Edition
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
MISMATCH = Message(
    "title_mismatch",
    "“{cited}”不是{number}的名称，{number}是《{title}》。",
    "“{cited}” is not the title of {number}, which is 《{title}》.",
)
WRONG_TITLE = Message("wrong_title", "“{cited}”名称有误，应为{name}。", "the title “{cited}” should be {name}.")
WRONG_NUMBER = Message(
    "wrong_number",
    "《{title}》的编号是{number}，不是“{cited}”。",
    "the number of 《{title}》 is {number}, not “{cited}”.",
)
SIMILAR = Message(
    "similar", "目录未收录此名称；相近的有{name}，未作判断。", "not in the register; {name} is alike; not judged."
)
LATER = Message(
    "edition_unknown",
    "目录未收录“{cited}”，所知版本为{known}；未作判断。",
    "“{cited}” is not in the register, which knows {known}; not judged.",
)
MALFORMED = Message("malformed", "“{cited}”写法不完整，应写作“{right}”。", "“{cited}” is incomplete; write “{right}”.")
FORM = Message("form", "“{cited}”的规范写法为“{right}”。", "the normal form of “{cited}” is “{right}”.")
OWN = Message("own_document", "指本文件自身或其所属方案。", "the document itself.")
NO_INSTRUMENT = Message("no_instrument", "是表单、证照等，不是法规标准。", "a form or a licence, no instrument.")
GONE = Message(
    "issuer_gone",
    "没有“{cited}”：{body}{when}，{year}年不可能有此文号。",
    "there is no “{cited}”: {body} did not exist in {year}.",
)
UNINTRODUCED = Message(
    "unintroduced",
    "“{cited}”未在前文注明是哪一份文件的简称。",
    "the text does not say of what “{cited}” is the short name.",
)
SAID = Message("said_ended", "文中已说明其废止或被代替。", "the text says itself that it is no longer in force.")
AMENDED = Message("said_amended", "引用时写明了历次修改。", "cited with its amendments.")
SHORT = Message("short_name", "为上文{full}的简称。", "short for {full} above.")


def sourced(sentence: str, edition: Edition) -> str:
    """`sentence` with the name of where the row was read and the day it was checked; `register show` has the rest."""
    return f"{sentence}（依据：{edition.source_name}，{edition.checked_on}核对）"


def since(edition: Edition) -> str:
    """From when the edition is in force, as an aside."""
    return f"，{edition.effective}起施行" if edition.effective else ""


def amended(edition: Edition) -> str:
    """By what the edition was amended without losing its number."""
    return f"，经{edition.amended_by}修改" if edition.amended_by else ""
