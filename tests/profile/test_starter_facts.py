"""Every name, place, date, number and link of the owner's earlier homepage is where it belongs."""

from html import unescape

import pytest
from django.contrib.auth.models import User
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from profile_app.models import (
    CommunityService,
    Education,
    Experience,
    Profile,
    Project,
    Section,
    SkillGroup,
)
from profile_app.services import load_starter_homepage
from tests.pages import get_page
from tests.profile.factories import column

pytestmark = pytest.mark.django_db

LINKS = [
    "https://zirui-ray-liu.github.io/",
    "https://github.com/thunlp",
    "https://nlp.csai.tsinghua.edu.cn/~lzy/",
    "https://huggingface.co/collections/openbmb/minicpm-2b-65d48bf958302b9fd25b698f",
    "https://raccoon.sensetime.com/code",
    "https://github.com/OpenBMB/BMTrain",
    "https://arxiv.org/pdf/2405.18203",
    "https://github.com/JerryYin777/Cross-Layer-Attention",
    "https://ncuscc.github.io/",
    "https://github.com/JerryYin777",
    "https://www.zhihu.com/people/ycr222/posts",
    "#contact-info",
]
IN_BOTH_LANGUAGES = [
    "Jerry Yin",
    "yin00486 [at] umn.edu",
    "2025",
    "MLSys",
    "NLP",
    "College of Liberal Arts",
    "University of Minnesota Twin Cities",
    "Zirui Liu",
    "2023",
    "TsinghuaNLP",
    "Zhiyuan Liu",
    "Yi-Large",
    "01.AI",
    "MiniCPM-2B",
    "ModelBest",
    "Raccoon",
    "Copilot",
    "SenseTime",
    "CUHK MMLab",
    "AGI",
    "LLM",
    "VLM",
    "BMTrain",
    "Llama 3.1 405B",
    "A100 80GB GPU",
    "IAPT",
    "Cross Layer Attention",
    "CodeLLM",
    "VerilogLLM",
    "VerilogVLM",
    "Nanchang University",
    "School Academic Special Scholarship",
    "NCUSCC",
    "ASC22",
    "SC23",
    "IndySCC",
    "1k",
    "250",
    "GitHub",
]
ENGLISH = [
    "Ph.D. position",
    "Fall 2025",
    "familiar with both NLP and computer systems",
    "extensive experience from industry",
    "senior",
    "bachelor’s degree",
    "computer science",
    "summer of 2023",
    "architecture",
    "high-performance machine learning systems",
    "internships",
    "ML infrastructure",
    "efficient",
    "reliable",
    "waveforms",
    "Artificial Intelligence",
    "top-tier class",
    "1k stars",
    "250 followers",
    "Mandarin",
    "Zhihu",
]
CHINESE = [
    "博士",
    "2025 年秋季",
    "明尼苏达大学双城分校",
    "大四本科生",
    "2023 年夏天",
    "零一万物",
    "面壁智能",
    "商汤",
    "香港中文大学",
    "南昌大学",
    "人工智能",
    "知乎",
    "波形",
]
HIDDEN = [
    "https://good.ncu.edu.cn/Pages/Professor.html",
    "https://good.ncu.edu.cn",
    "https://hpc.ncuscc.tech/",
    "https://achazwl.github.io/",
    "https://scholar.google.com/citations?user=rz4rOSMAAAAJ&hl=zh-CN",
    "https://ysyx.oscc.cc/",
    "Zichen Xu",
    "GOOD LAB",
    "March 2022",
    "ata-centric problems",
    "Weilin Zhao",
    "Xu Han",
    "Beijing",
    "July to September 2023",
    "Chinese LLM of 2B parameters",
    "商汤研究院",
    "SenseTime Research",
    "lgorithm intern",
    "1000 stars",
    "200 followers",
    "Natural Language Processing, Machine Learning System",
    "2023-12-01",
    "2021-09-01",
    "School of Information Engineering",
    "PyTorch",
    "Baichuan",
    "llama2",
    "Qwen",
    "QLoRA",
    "vLLM",
    "DeepSpeed",
    "CUDA",
    "C++",
    "compiler optimisation",
    "MPI",
    "OpenMP",
    "SIMD",
    "GPU architecture",
    "RISC-V",
    "One Life, One Core",
    "erverless",
    "federated learning",
    "network security",
    "front ends and back ends",
    "Linux",
    "21 nodes",
    "computer vision",
    "reinforcement learning",
]
ANCHORS = ["news", "biography", "research-interests", "misc", "contact", "contact-info"]
KINDS_WITH_HIDDEN_ROWS: list[type[models.Model]] = [
    Section,
    Education,
    Experience,
    SkillGroup,
    Project,
    CommunityService,
]


@pytest.fixture(autouse=True)
def starter(db: None) -> None:
    load_starter_homepage()


def visible_text(client: Client, address: str) -> str:
    return get_page(client, address).text("body")


def test_every_visible_fact_is_on_the_homepage(client: Client) -> None:
    english, chinese = visible_text(client, "/"), visible_text(client, "/zh-hans/")
    assert [fact for fact in IN_BOTH_LANGUAGES + ENGLISH if fact not in english] == []
    assert [fact for fact in IN_BOTH_LANGUAGES + CHINESE if fact not in chinese] == []


@pytest.mark.parametrize("address", ["/", "/zh-hans/"])
def test_every_visible_link_and_anchor_works(client: Client, address: str) -> None:
    page = get_page(client, address)
    links = {node.element.get("href") for node in page.select("main", "a")}
    ids = [node.element.get("id") for node in page.select("main", "*") or page.select("section")]
    ids += [node.element.get("id") for node in page.select("section", "span")]
    assert [link for link in LINKS if link not in links] == []
    assert [anchor for anchor in ANCHORS if ids.count(anchor) != 1] == []


def test_every_hidden_fact_is_in_the_admin_and_on_no_page(client: Client) -> None:
    client.force_login(User.objects.create_superuser("owner"))
    admin = ""
    for model in KINDS_WITH_HIDDEN_ROWS:
        for row in model._default_manager.filter(is_visible=False):
            name = f"admin:profile_app_{model._meta.model_name}_change"
            admin += unescape(client.get(reverse(name, args=[row.pk])).content.decode())
    client.logout()
    public = client.get("/").content.decode() + client.get("/zh-hans/").content.decode()

    assert [fact for fact in HIDDEN if fact in unescape(public)] == []
    assert [fact for fact in HIDDEN if fact not in admin.replace("**", "").replace("\n", " ")] == []


def test_the_announcement_has_no_end_and_the_han_name_is_left_to_the_owner() -> None:
    profile = Profile.objects.get()
    assert profile.announcement_until is None
    assert profile.name_han == ""
    assert profile.initials == "JY"


def test_every_text_is_there_in_both_languages() -> None:
    models_of_texts: list[type[models.Model]] = [Profile, *KINDS_WITH_HIDDEN_ROWS]
    for model in models_of_texts:
        names = [field.name for field in model._meta.fields if field.name.endswith("_en")]
        for row in model._default_manager.all():
            for name in names:
                pair = (getattr(row, name), getattr(row, f"{name.removesuffix('_en')}_zh_hans"))
                assert bool(pair[0]) == bool(pair[1]), (row, name)


def test_the_markdown_of_the_starter_is_rendered() -> None:
    for section in Section.objects.filter(kind=Section.Kind.TEXT):
        for html in (column(section, "text_html_en"), column(section, "text_html_zh_hans")):
            assert "**" not in strip_tags(html)
            assert "](" not in strip_tags(html)
