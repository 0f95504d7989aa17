"""Every word that the renderer writes for people, by language."""

from collections.abc import Mapping
from typing import Final

ENGLISH: Final = "en"
CHINESE: Final = "zh-hans"
LANGUAGES: Final = (ENGLISH, CHINESE)

_LABELS: Final[Mapping[str, tuple[str, str]]] = {
    "anchor": ("Link to this section", "本节链接"),
    "contents": ("Contents", "目录"),
    "figure": ("Figure {n}", "图 {n}"),
    "table": ("Table {n}", "表 {n}"),
    "footnotes": ("Footnotes", "脚注"),
    "footnote": ("Footnote {n}", "脚注 {n}"),
    "references": ("References", "参考文献"),
    "reference": ("Reference {n}", "参考文献 {n}"),
    "back": ("Back to the text", "回到正文"),
    "back_nth": ("Back to the text, place {n}", "回到正文第 {n} 处"),
    "task_done": ("Done", "已完成"),
    "task_open": ("To do", "未完成"),
    "note": ("Note", "说明"),
    "tip": ("Tip", "提示"),
    "important": ("Important", "重要"),
    "warning": ("Warning", "警告"),
    "caution": ("Caution", "当心"),
    "details": ("Details", "详情"),
    "theorem": ("Theorem", "定理"),
    "lemma": ("Lemma", "引理"),
    "proposition": ("Proposition", "命题"),
    "corollary": ("Corollary", "推论"),
    "definition": ("Definition", "定义"),
    "example": ("Example", "例"),
    "remark": ("Remark", "注"),
    "proof": ("Proof", "证明"),
    "code": ("Code", "代码"),
    "code_named": ("{name} code", "{name} 代码"),
    "code_more": ("Show all {n} lines", "展开全部 {n} 行"),
    "code_less": ("Show fewer lines", "收起"),
    "formula": ("Formula", "公式"),
    "equation": ("Equation {n}", "公式 {n}"),
    "equations": ("Equations {n}–{last}", "公式 {n}–{last}"),
    "whole_picture": ("The whole picture", "查看原图"),
    "titled": ("{name} ({title})", "{name}（{title}）"),
}

_PROBLEMS: Final[Mapping[str, tuple[str, str]]] = {
    "math": ("Formula: {detail}", "公式：{detail}"),
    "math-unclosed": ("The formula that {detail} opens is never closed", "{detail} 开始的公式没有结束"),
    "equation-unknown": (
        "No equation has the label “{detail}”",
        "没有 \\label 为“{detail}”的公式",
    ),
    "code": (
        "Line {n} is marked, but the block ends at line {lines}",
        "标记了第 {n} 行，但代码块只有 {lines} 行",
    ),
    "fence-unclosed": (
        "This code block is never closed: end it with {detail} on a line of its own",
        "代码块没有结束：请另起一行写 {detail}",
    ),
    "container-unclosed": (
        "The block “::: {detail}” is never closed: end it with ::: on a line of its own",
        "“::: {detail}”没有结束：请另起一行写 :::",
    ),
    "container-unknown": (
        "Unknown block “::: {detail}”: its content is shown without a frame",
        "没有名为“::: {detail}”的块，内容照常显示，不加边框",
    ),
    "footnote-undefined": ("Footnote [^{detail}] is not defined", "脚注 [^{detail}] 没有定义"),
    "footnote-unused": ("Footnote [^{detail}] is never used", "脚注 [^{detail}] 没有被引用"),
    "footnote-duplicate": (
        "Footnote [^{detail}] is defined twice: the first one counts",
        "脚注 [^{detail}] 定义了两次，以第一次为准",
    ),
    "citation-unknown": (
        "Nothing to cite has the key {detail}: look for it in the bibliographies",
        "没有引用键为 {detail} 的文献，请检查参考文献库",
    ),
    "alt-missing": (
        "The picture has no description: write one between the square brackets",
        "图片没有文字说明，请写在方括号里",
    ),
    "table-cells": (
        "This row has more cells than the table's head, the rest is left out: write \\| for a bar in a cell",
        "这一行的单元格比表头多，多出的已略去；单元格里的竖线请写作 \\|",
    ),
    "picture-large": (
        "{detail} is {n:,} px wide, but readers see it far smaller here: upload one of 2,000 px or less",
        "{detail} 宽 {n:,} 像素，但在这里显示得小得多：请改传不超过 2,000 像素宽的图片",
    ),
    "picture-external": (
        "{detail} is on another site, from which pages here load nothing: upload it here instead",
        "{detail} 在其他网站上，本站页面不会加载：请先上传到本站，再改用新地址",
    ),
    "id-duplicate": (
        "The id “{detail}” is used twice or belongs to the page: this heading gets another one",
        "标识“{detail}”重复或已被页面占用，此标题改用另一个",
    ),
    "link-empty": ("This link has no address: {detail}", "链接没有地址：{detail}"),
    "link-broken": (
        "Readers find no page of this site at {detail}",
        "读者打不开本站的 {detail}",
    ),
    "link-refused": ("This address is not allowed: {detail}", "不允许这样的地址：{detail}"),
    "anchor-missing": (
        "This link leads to {detail}, but nothing in the text has this id",
        "链接指向 {detail}，但文中没有这个标识",
    ),
    "code-language": (
        "No colours for the language “{detail}”: check its name, or write text for a block without colours",
        "没有名为“{detail}”的语言，代码不会着色：请检查拼写；不需要着色时请写 text",
    ),
    "heading-jump": (
        "Heading “{detail}” skips a level",
        "标题“{detail}”跳过了一级",
    ),
    "html-dropped": ("Not allowed in a text, left out: {detail}", "正文中不允许使用，已去掉：{detail}"),
}

_FAULTS: Final[Mapping[str, tuple[str, str]]] = {
    "engine": ("{detail}", "无法绘制（{detail}）"),
    "command-unknown": ("unknown command {detail}", "未知命令 {detail}"),
    "environment-unknown": ("unknown environment “{detail}”", "未知环境“{detail}”"),
    "colour-unknown": ("unknown colour “{detail}”", "未知颜色“{detail}”"),
    "argument-missing": ("an argument is missing {detail}", "缺少参数 {detail}"),
    "never-closed": ("the closing {detail} is missing", "缺少结束的 {detail}"),
    "never-opened": ("{detail} closes nothing that was opened", "{detail} 没有对应的开头"),
    "wrong-end": ("another end was expected: {detail}", "此处应为 {detail}"),
    "two-scripts": ("two superscripts or two subscripts meet: use braces", "上标或下标重复，请加花括号"),
    "only-in-tables": (
        "{detail} belongs in an alignment or a matrix only; write \\& for the sign",
        "{detail} 只能用于对齐或矩阵环境；要写这个符号请用 \\&",
    ),
    "not-in-words": ("a command of mathematics stands inside \\text", "\\text 里用了数学命令"),
    "length": ("“{detail}” is no length with a unit, such as 2em", "“{detail}”不是带单位的长度（例如 2em）"),
    "columns": ("“{detail}” is no description of columns, such as lcr", "“{detail}”不是列格式（例如 lcr）"),
    "not-allowed": ("{detail} is not allowed here", "此处不允许使用 {detail}"),
    "address": (
        "\\href takes http, https and # addresses only, not “{detail}”",
        "\\href 只接受 http、https 和 # 地址，不接受“{detail}”",
    ),
    "name-missing": ("{detail}: the name of a command must come first", "{detail}：应先写一个命令的名字"),
    "argument-count": ("{detail}: the number of arguments must be 0 to 9", "{detail}：参数个数应为 0 到 9"),
    "argument-order": ("{detail}: arguments must be #1#2… in order", "{detail}：参数应依次写作 #1#2…"),
    "macro-calls": (
        "too many macro calls (is {detail} defined by itself?)",
        "宏调用过多（{detail} 是否用自己定义了自己？）",
    ),
    "expansion-long": (
        "the macros and nested commands of this formula expand to too much text",
        "此公式中的宏和嵌套命令展开后过长",
    ),
    "formula-long": ("the formula has more than {detail} characters", "公式超过 {detail} 个字符"),
    "tag-long": ("a \\tag has more than {detail} characters", "\\tag 超过 {detail} 个字符"),
    "nesting": ("the formula nests deeper than {detail} levels", "公式嵌套超过 {detail} 层"),
    "label-twice": ("the label “{detail}” is used twice", "标签“{detail}”用了两次"),
    "label-unknown": ("no equation has the label “{detail}”", "没有标签为“{detail}”的公式"),
}

_LIMITS: Final[Mapping[str, tuple[str, str]]] = {
    "characters": (
        "The text has {n:,} characters; at most {most:,} are allowed.",
        "文本有 {n:,} 个字符，最多允许 {most:,} 个。",
    ),
    "lines": (
        "The text has {n:,} lines; at most {most:,} are allowed.",
        "文本有 {n:,} 行，最多允许 {most:,} 行。",
    ),
    "blocks": (
        "The text has too many paragraphs, list items and other blocks (more than {most:,}).",
        "文本的段落、列表项等块过多（超过 {most:,} 个）。",
    ),
    "marks": (
        "The text has {n:,} characters of markup such as * and $; at most {most:,} are allowed outside code.",
        "文本有 {n:,} 个 *、$ 之类的标记字符，代码之外最多允许 {most:,} 个。",
    ),
    "brackets": (
        "The text has {n:,} opening square brackets; at most {most:,} are allowed outside code.",
        "文本有 {n:,} 个左方括号，代码之外最多允许 {most:,} 个。",
    ),
    "addresses": (
        "The text has {n:,} web and e-mail addresses; at most {most:,} are allowed.",
        "文本有 {n:,} 个网址和邮箱地址，最多允许 {most:,} 个。",
    ),
    "headings": (
        "The text has {n:,} headings; at most {most:,} are allowed.",
        "文本有 {n:,} 个标题，最多允许 {most:,} 个。",
    ),
    "html": (
        "The page made from this text would be larger than {most:,} characters: shorten or split the text.",
        "由这篇文本生成的页面将超过 {most:,} 个字符，请缩短或拆分文本。",
    ),
    "depth": (
        "Line {n}: blocks are nested more than {most} levels deep (a list counts as two).",
        "第 {n} 行：块的嵌套超过 {most} 层（列表算两层）。",
    ),
    "cells": (
        "The tables of this text have more than {most:,} cells.",
        "这篇文本的表格超过 {most:,} 个单元格。",
    ),
    "formulas": (
        "The text has {n:,} formulas; at most {most:,} are allowed.",
        "文本有 {n:,} 个公式，最多允许 {most:,} 个。",
    ),
    "effort": (
        "The macros and nested commands of the formulas expand to too much text: simplify them.",
        "公式中的宏和嵌套命令展开后过长，请简化。",
    ),
    "references": (
        "Link definitions are used so often that the page would be larger than {most:,} characters.",
        "链接定义被引用的次数过多，页面将超过 {most:,} 个字符。",
    ),
    "tags": (
        "The text has {n:,} HTML tags; at most {most:,} are allowed.",
        "文本有 {n:,} 个 HTML 标签，最多允许 {most:,} 个。",
    ),
}


def _pick(pair: tuple[str, str], language: str) -> str:
    return pair[1] if language.lower().startswith("zh") else pair[0]


def label(key: str, language: str, **values: object) -> str:
    """Return one of the page's own words."""
    return _pick(_LABELS[key], language).format(**values)


def problem_message(kind: str, language: str, **values: object) -> str:
    """Return the sentence that tells the writer of a problem."""
    return _pick(_PROBLEMS[kind], language).format(**values)


def fault_message(kind: str, language: str, detail: str) -> str:
    """Return the words for what is wrong inside a formula."""
    return _pick(_FAULTS[kind], language).format(detail=detail).strip()


def limit_message(kind: str, language: str, **values: int) -> str:
    """Return the sentence that refuses a text."""
    return _pick(_LIMITS[kind], language).format(**values)
