"""The letter of a review opinion: head, basis, conclusion, the main problems, what is asked for, and who signs.

What only the office knows (its number, the day of return, names, seal, date) is left open to be filled in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from conformance.messages import Language, Message
from conformance.model.report import OUTCOME_NAMES, SEVERITIES, SEVERITY_NAMES, Outcome, Severity
from conformance.reporters.view.answers import Answer
from conformance.reporters.word import template as t
from conformance.reporters.word.parts import Case, instruments
from conformance.reporters.word.writing import Letter

HEADING = Message("opinion_title", "关于《{title}》的审查意见", "Review opinion on “{title}”")
# A title that begins with 关于 takes no second one.
_HEADING_ON = Message("opinion_title_on", "对《{title}》的审查意见", "Review opinion on “{title}”")
_HEADING_UNTITLED = Message("opinion_title_none", "关于报送文件的审查意见", "Review opinion on the file submitted")
_NUMBER = Message("opinion_number", "＿＿＿〔＿＿＿＿〕＿＿号", "No. ________ [____] ____")
_RECIPIENT = Message("opinion_recipient", "{name}：", "To: {name}")
_NOBODY = Message("opinion_nobody", "＿＿＿＿＿＿＿＿＿＿（报送单位）：", "To: ____________________ (submitting unit)")
_OPENING = Message(
    "opinion_opening",
    "你单位报送的《{title}》（文件名：{file}）收悉。现以{day}为核对日期，按下列依据对文件全文逐项审查，提出意见如下。",
    "We have received “{title}” (file: {file}). The whole text was reviewed, item by item, on the basis named below, "
    "as of {day}. Our opinion follows.",
)
_OPENING_UNTITLED = Message(
    "opinion_opening_untitled",
    "你单位报送的文件（文件名：{file}，没有标题）收悉。现以{day}为核对日期，按下列依据对文件全文逐项审查，提出意见如下。",
    "We have received your file {file}, which has no title. The whole text was reviewed, item by item, on the basis "
    "named below, as of {day}. Our opinion follows.",
)
_BASIS = Message("opinion_basis", "一、审查依据", "1. Basis")
_PACKS = Message("opinion_packs", "（一）规则包：{packs}。", "(1) Rule packs: {packs}.")
_PACK = Message(
    "opinion_pack", "《{title}》（{version}版，{count}项要求）", "{title} (version {version}, {count} requirements)"
)
_INSTRUMENTS = Message(
    "opinion_instruments", "（二）规则包所依据的文件：{titles}。", "(2) Instruments they rest on: {titles}."
)
_CONCLUSION = Message("opinion_conclusion", "二、审查结论", "2. Conclusion")
_COUNTS = Message(
    "opinion_counts",
    "逐个规则包计（相同的要求分别计）：{counts}。",
    "Pack by pack, equal demands each counted: {counts}.",
)
_COUNT = Message("opinion_count", "{outcome}{count}项", "{outcome} {count}")
_PROBLEMS = Message("opinion_problems", "三、主要问题", "3. Main problems")
_LEVEL = Message("opinion_level", "（{number}）{level}问题（{count}项）", "({number}) {level} ({count})")
_PROBLEM = Message("opinion_problem", "{number}.{title}：{message}", "{number}. {title}: {message}")
_LISTED = Message("opinion_listed", "{titles}。详见附件2。", "{titles}: see annex 2.")
_MINOR = Message("opinion_minor", "{levels}，见附件2。", "{levels}: see annex 2.")
_MINOR_LEVEL = Message("opinion_minor_level", "{level}问题{count}项", "{level} {count}")
_NONE = Message("opinion_none", "未发现需要修改的问题。", "No problem was found that has to be mended.")
_ASKED = Message("opinion_asked", "四、修改要求", "4. What is asked for")
_MEND = Message(
    "opinion_mend",
    "请对照附件2逐项修改，逐项写明责任人和完成时限，于＿＿年＿＿月＿＿日前将修改后的文件和附件2一并报送。"
    "“整改建议”中的示范条款供参考，采用时应与本单位实际一致。",
    "Please work through annex 2, name who does what by when, and submit the amended document together with annex 2 "
    "by ____________. The clauses proposed are examples: adopt them only where they fit your unit.",
)
_SETTLE = Message(
    "opinion_settle",
    "附件1中待复核、未检查的{count}项，请补充说明或者提供材料。对本意见有不同看法的，可以附依据书面提出。",
    "For the {count} items that are for review or not checked please give the facts or papers asked for. Where you "
    "see a point otherwise, write to us with your grounds.",
)
_OBJECT = Message(
    "opinion_object",
    "对本意见有不同看法的，可以附依据书面提出。",
    "Where you see a point otherwise, write to us with your grounds.",
)
_ANNEXES = Message(
    "opinion_annexes",
    "附件：1.审查情况表\n2.问题清单\n3.引用文件核对表\n4.审查说明",
    "Annexes: 1. Review table\n2. List of problems\n3. Citations\n4. About this review",
)
_SIGNED = Message(
    "opinion_signed",
    "＿＿＿＿＿＿＿＿＿＿（审查单位盖章）\n＿＿＿＿年＿＿月＿＿日",
    "____________________ (reviewing unit, seal)\nDate: ____________",
)
_PEOPLE = Message(
    "opinion_people",
    "审查人：＿＿＿＿＿＿　　审核人：＿＿＿＿＿＿\n联系人：＿＿＿＿＿＿　　电　话：＿＿＿＿＿＿",
    "Reviewed by: __________   Approved by: __________\nContact: __________   Telephone: __________",
)
_MACHINE = Message(
    "opinion_machine",
    "本意见由程序按规则包逐条比对得出（机器预审，供人工复核），经复核人签字后使用。复核人：＿＿＿＿＿＿　日期：＿＿＿＿＿＿",
    "This opinion was made by a program that compares the text with rule packs (a check for a person to confirm). It "
    "is used once confirmed. Confirmed by: __________   Date: __________",
)
_UNREAD = Message(
    "opinion_unread",
    "你单位报送的文件（文件名：{file}）未能读取，未作审查。原因：{why}",
    "The file you submitted ({file}) could not be read and was not reviewed. Reason: {why}",
)
_AGAIN = Message(
    "opinion_again",
    "请按上述原因处理后，于＿＿年＿＿月＿＿日前重新报送。",
    "Please mend this and submit the file again by ____________.",
)
_INDENTED = "　　　"
_MOST_INSTRUMENTS = 12
_MORE = Message(
    "opinion_more", "等{count}份文件（各项依据见附件2）", "and others, {count} in all (see annex 2 for each item)"
)
_MAIN: tuple[Severity, ...] = ("red", "orange")
_NUMERALS = "一二三四"
_SHOWN: tuple[Outcome, ...] = ("pass", "partial", "fail", "review", "open", "not_applicable")


def heading(case: Case) -> str:
    """The letter's title."""
    if not case.title:
        return _HEADING_UNTITLED.say(case.language)
    message = _HEADING_ON if case.title.startswith("关于") else HEADING
    return message.say(case.language, title=case.title)


def write(letter: Letter, case: Case) -> None:
    """Write the letter of `case`, or for a document that was not read the letter that says so."""
    language = case.language
    letter.say(t.TITLE, heading(case))
    letter.say(t.NUMBER, "", _NUMBER.say(language), "")
    letter.say(t.ADDRESSEE, _recipient(case))
    if case.facts is None:
        _unread(letter, case)
        return
    opening = _OPENING if case.title else _OPENING_UNTITLED
    letter.say(t.BODY, opening.say(language, title=case.title, file=case.file, day=_day(case)))
    _basis(letter, case)
    _conclusion(letter, case)
    letter.say(t.HEADING, _PROBLEMS.say(language))
    _problems(letter, case)
    _asked(letter, case)
    _annexes(letter, case)
    _sign(letter, case)


def _recipient(case: Case) -> str:
    name = case.recipient
    return _RECIPIENT.say(case.language, name=name) if name else _NOBODY.say(case.language)


def _day(case: Case) -> str:
    year, month, day = (int(part) for part in case.report.as_of.split("-"))
    return f"{year}年{month}月{day}日" if case.language == "zh" else case.report.as_of


def _unread(letter: Letter, case: Case) -> None:
    language = case.language
    why = case.one.error.message if case.one.error else ""
    letter.say(t.BODY, _UNREAD.say(language, file=case.file, why=why), _AGAIN.say(language))
    _sign(letter, case)


def _basis(letter: Letter, case: Case) -> None:
    language = case.language
    between = "、" if language == "zh" else "; "
    packs = between.join(
        _PACK.say(language, title=p.title, version=p.version, count=len(p.requirements)) for p in case.report.packs
    )
    titles = list(instruments(case))
    named = between.join(titles[:_MOST_INSTRUMENTS])
    if len(titles) > _MOST_INSTRUMENTS:
        named += ("" if language == "zh" else " ") + _MORE.say(language, count=len(titles))
    letter.say(t.HEADING, _BASIS.say(language))
    letter.say(t.BODY, _PACKS.say(language, packs=packs), _INSTRUMENTS.say(language, titles=named))


def _conclusion(letter: Letter, case: Case) -> None:
    language = case.language
    counts = case.one.summary.outcomes
    said = ("，" if language == "zh" else ", ").join(
        _COUNT.say(language, outcome=OUTCOME_NAMES[o].say(language), count=counts.get(o, 0)) for o in _SHOWN
    )
    letter.say(t.HEADING, _CONCLUSION.say(language))
    letter.say(t.BODY, case.conclusion.text + " " * (language == "en") + _COUNTS.say(language, counts=said))


def _problems(letter: Letter, case: Case) -> None:
    """The severe and serious problems one by one, the others by their number."""
    language = case.language
    by_level = {s: [a for a in case.gaps if a.requirement.severity == s] for s in SEVERITIES}
    main = [s for s in _MAIN if by_level[s]]
    for number, severity in enumerate(main):
        shown = _NUMERALS[number] if language == "zh" else number + 1
        level = SEVERITY_NAMES[severity].say(language)
        letter.say(t.SUBHEADING, _LEVEL.say(language, number=shown, level=level, count=len(by_level[severity])))
        if severity == "red":
            letter.say(t.BODY, *(_problem(a, case) for a in by_level[severity]))
        else:
            letter.say(t.BODY, _listed(by_level[severity], language))
    minor = "、".join(
        _MINOR_LEVEL.say(language, level=SEVERITY_NAMES[s].say(language), count=len(by_level[s]))
        for s in SEVERITIES
        if s not in _MAIN and by_level[s]
    )
    if minor:
        letter.say(t.BODY, _MINOR.say(language, levels=minor))
    if not case.gaps:
        letter.say(t.BODY, _NONE.say(language))


def _listed(answers: Sequence[Answer], language: Language) -> str:
    """The titles of problems, for their details the annex."""
    titles = ("；" if language == "zh" else "; ").join(f"{a.number}.{a.requirement.title}" for a in answers)
    return _LISTED.say(language, titles=titles)


def _problem(answer: Answer, case: Case) -> str:
    words = {"number": answer.number, "title": answer.requirement.title, "message": answer.finding.message}
    return _PROBLEM.say(case.language, **words)


def _asked(letter: Letter, case: Case) -> None:
    language = case.language
    pending = sum(a.pending for a in case.answers)
    letter.say(t.HEADING, _ASKED.say(language))
    if case.gaps:
        letter.say(t.BODY, _MEND.say(language))
    letter.say(t.BODY, _SETTLE.say(language, count=pending) if pending else _OBJECT.say(language))


def _annexes(letter: Letter, case: Case) -> None:
    letter.say(t.ANNEXES, "", *_hanging(_ANNEXES.say(case.language).splitlines()))


def _hanging(lines: list[str]) -> Iterator[str]:
    """The names of annexes 2 and on, under the first."""
    yield lines[0]
    yield from (_INDENTED + line for line in lines[1:])


def _sign(letter: Letter, case: Case) -> None:
    language = case.language
    letter.say(t.SIGNATURE, "", "", *_SIGNED.say(language).splitlines())
    letter.say(t.BODY, "", *_PEOPLE.say(language).splitlines())
    letter.say(t.REMARK, "", _MACHINE.say(language))
