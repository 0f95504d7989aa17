from time import perf_counter

import pytest

from blog.formats.bibliography import read_bibliography
from blog.formats.references import describe

VASWANI = (
    "@inproceedings{k, title={Attention is all you {Need}}, author={Vaswani, Ashish and Shazeer, Noam and "
    "Parmar, Niki}, booktitle={Advances in {NeurIPS}}, pages={5998--6008}, year=2017}"
)
WANG = (
    "@article{k, title={大模型的量化}, author={王, 小明 and 李华 and others}, journal={计算机学报}, "
    "volume=47, number=3, pages={1-20}, year=2024}"
)


def described(text: str, language: str = "en") -> str:
    """The reference of the one entry: titles between underscores, addresses between angle brackets."""
    library = read_bibliography(text)
    assert not library.faults
    marked = (
        f"_{part.text}_" if part.is_title else f"{part.text} <{part.address}>" if part.address else part.text
        for part in describe(library.works["k"], language)
    )
    return "".join(marked)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            VASWANI,
            "Ashish Vaswani, Noam Shazeer, and Niki Parmar. Attention is all you Need. "
            "In _Advances in NeurIPS_, pages 5998–6008, 2017.",
        ),
        (
            "@article{k, title={ZeRO: why?}, author={Rajbhandari, S. and He, Y.}, "
            "journal={J. ACM}, volume=1, pages=7, date={2019-05-01}, doi={https://doi.org/10.1145/1.2\\_3}}",
            "S. Rajbhandari and Y. He. ZeRO: why? _J. ACM_, 1:7, 2019. doi:10.1145/1.2_3 <https://doi.org/10.1145/1.2_3>",
        ),
        (
            "@article{k, title={T}, author={A and others}, journal={arXiv preprint arXiv:1910.02054}}",
            "A et al. T. arXiv:1910.02054 <https://arxiv.org/abs/1910.02054>",
        ),
        (
            "@book{k, title={Deep Learning}, editor={Doe, Ann and Roe, Bo}, publisher={MIT Press}, "
            "year=2016, url={https://example.org/book/}}",
            "Ann Doe and Bo Roe (eds.). _Deep Learning_. MIT Press, 2016. "
            "example.org/book <https://example.org/book/>",
        ),
        (
            '@mastersthesis{k, title={T}, author={G{\\"o}del, K.}, school={Wien}, year=1929}',
            "K. Gödel. T. Master’s thesis, Wien, 1929.",
        ),
        (
            "@techreport{k, title={T}, author={{Open AI}}, institution={OpenAI}, number={TR-1}}",
            "Open AI. T. Technical report TR-1, OpenAI.",
        ),
        (
            "@misc{k, title={LLaMA}, howpublished={\\url{https://example.org/a\\_b}}}",
            "LLaMA. example.org/a_b <https://example.org/a_b>",
        ),
        ("@misc{k, title={T}, url={javascript:alert(1)}, doi={x}, eprint={<b>}}", "T."),
        ("@misc{k, note={n}}", "n."),
        ("@misc{k}", ""),
    ],
)
def test_each_kind_of_work_is_named(text: str, shown: str) -> None:
    assert described(text) == shown


def test_a_field_without_end_takes_no_time() -> None:
    started = perf_counter()
    shown = described(f"@misc{{k, author={{{'a and ' * 300_000}b}}, title={{{'{x} $y$ ' * 20_000}}}}}")
    assert perf_counter() - started < 15
    assert len(shown) < 30_000


def test_more_than_six_authors_are_cut() -> None:
    names = " and ".join(f"A. Author{n}" for n in range(7))
    assert described(f"@misc{{k, author={{{names}}}}}") == "A. Author0, A. Author1, A. Author2, et al."


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [
        (WANG, "zh-hans", "王小明，李华，等。大模型的量化。《计算机学报》，47(3)：1–20，2024。"),
        (WANG, "en", "王小明, 李华, 等. 大模型的量化. 《计算机学报》, 47(3):1–20, 2024."),
        (
            VASWANI,
            "zh-hans",
            "Ashish Vaswani, Noam Shazeer, and Niki Parmar. Attention is all you Need. "
            "In _Advances in NeurIPS_, pages 5998–6008, 2017.",
        ),
        (
            "@book{k, title={机器学习}, editor={周志华}, year=2016}",
            "zh-hans",
            "周志华（编）。《机器学习》。2016。",
        ),
        (
            "@phdthesis{k, title={推理}, author={张三}, school={清华大学}}",
            "zh-hans",
            "张三。推理。博士学位论文，清华大学。",
        ),
    ],
)
def test_full_width_signs_are_for_chinese_works_in_chinese_texts(
    text: str, language: str, shown: str
) -> None:
    assert described(text, language) == shown


def test_a_long_address_is_shown_short_and_leads_to_the_whole() -> None:
    address = "https://example.org/" + "a" * 300
    assert described(f"@misc{{k, url={{{address}}}}}") == f"example.org/{'a' * 187}… <{address}>"
