import pytest

from blog.formats.slugs import MOST_CHARACTERS, free_slug, propose_slug


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Hello, World!", "hello-world"),
        ("重庆与长度", "chongqing-yu-changdu"),
        ("银行的行长", "yinhang-de-hangzhang"),
        ("LLM 推理中的 KV cache", "llm-tui-li-zhongde-kv-cache"),
        ("女儿绿", "nver-lv"),
        ("Café Über naïve", "cafe-uber-naive"),
        ("Don’t panic: it's Straße", "dont-panic-its-strasse"),
        ("C++ and C#", "cpp-and-csharp"),
        ("ＧＰＵ ﬁle", "gpu-file"),
        ("FlashAttention-3 vs. vLLM 0.6.1", "flashattention-3-vs-vllm-0-6-1"),
        ("snake_case", "snake-case"),
        ("Привет мир", "привет-мир"),
        ("…！", ""),
    ],
)
def test_the_slug_of_a_title(title: str, slug: str) -> None:
    assert propose_slug(title) == slug


def test_a_long_title_is_cut_between_words() -> None:
    assert propose_slug("attention " * 20) == "-".join(["attention"] * 6)
    assert len(propose_slug("a" * 200)) == MOST_CHARACTERS


def test_a_taken_slug_gets_the_first_free_number() -> None:
    assert free_slug("a", {"a", "a-2"}.__contains__) == "a-3"
    assert free_slug("b", {"a"}.__contains__) == "b"
