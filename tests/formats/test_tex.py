import pytest

from blog.formats.tex import characters, plain, shown


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"{\"O}zg{\"u}r", "Özgür"),
        (r"\"Ozg\"{u}r", "Özgür"),
        (r"Garc{\'\i}a, Mart\'{\i}n, L\'{i}, {\'{\i}}", "García, Martín, Lí, í"),
        (r"\`a \^e \~n \=a \.Z", "à ê ñ ā Ż"),
        (r"{\c c} \c{c} \v{S}koda {\H o} \k{a} {\r a} \u{g}", "ç ç Škoda ő ą å ğ"),
        (r"{\O}rsted S\o ren S\o{}ren {\L}uk Stra{\ss}e", "Ørsted Søren Søren Łuk Straße"),
        (r"\aa\AA\ae\AE\oe\OE\l\i", "åÅæÆœŒłı"),
        (r"pages --- 1--2 \& 3\%", "pages — 1–2 & 3%"),
        (r"{G\"odel} {BERT}", "{Gödel} {BERT}"),
        (r"\cc \alpha \emph{x} 尹浩然", r"\cc \alpha \emph{x} 尹浩然"),
    ],
)
def test_accents_and_dashes_become_characters(written: str, meant: str) -> None:
    assert characters(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"Scaling {BERT} to {G\"odel}", "Scaling BERT to Gödel"),
        ("{On} $O(n^{2})$", "On $O(n^{2})$"),
        ("A } alone", "A } alone"),
    ],
)
def test_a_reader_sees_no_braces(written: str, meant: str) -> None:
    assert shown(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"An \emph{even} {\em newer} \textsc{Bert}", "An even newer Bert"),
        (r"Knuth's \TeX{} and~\LaTeX\ 2", "Knuth's TeX and LaTeX 2"),
        (r"``Quoted'' and $``x~y''$", "“Quoted” and $``x~y''$"),
        (r"Pe\~na hy\-phen \textendash{} 1--2", "Peña hyphen – 1–2"),
        (r"\unknown{x} \alpha", r"\unknownx \alpha"),
        ("{A  title\n on two lines}", "A title on two lines"),
    ],
)
def test_fonts_ties_and_quotation_marks_are_for_tex_alone(written: str, meant: str) -> None:
    assert plain(written) == meant
