"""What schools get of a film: the page as a file, and the package for learning platforms."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from gdlesson import cli
from gdlesson.deliver.lms.content import content
from gdlesson.deliver.lms.pack import TELLING, publish
from gdlesson.deliver.lms.page import KEYS, WORDS
from gdlesson.deliver.lms.rules import rulings
from gdlesson.deliver.manifest import Manifest, SpeechRecord
from gdlesson.deliver.publish.films import Film
from gdlesson.deliver.publish.pack import packing, read_pack
from gdlesson.errors import InputError
from scenes.lesson.asking import QUESTIONS
from scenes.lesson.file import load_lesson
from scenes.lesson.seeing import descriptions
from scenes.wording import languages
from tests.gdlesson.decks import give_sound, tones
from tests.gdlesson.school_films import PICTURE, answers, film, lesson, school

HOSTILE = "</script><script>alert(1)</script> <b>&amp; \"'$title ${x}"
CONTENT = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
SCORM = "{http://www.adlnet.org/xsd/adlcp_rootv1p2}"
ROOT = Path(__file__).parents[2]
VENDORED = ROOT / "tests" / "vendored"


class Tags(HTMLParser):
    """The tags of a page with their attributes, and its words without those of scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.data = ""
        self._within = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.append((tag, dict(attrs)))
        self._within = tag

    def handle_data(self, data) -> None:
        if self._within == "script":
            self.data += data
        elif self._within != "style":
            self.words.append(data)

    def handle_endtag(self, tag) -> None:
        del tag
        self._within = ""

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("school")
    return school(lesson(folder, title=HOSTILE), folder=folder)


@pytest.fixture(scope="module")
def page(made: Path) -> Tags:
    return Tags((made / "web" / "index.html").read_text(encoding="utf-8"))


def test_a_title_is_text_wherever_it_stands(page: Tags) -> None:
    assert [each.get("src") for each in page.all("script")] == [
        None, "record.js", "film.js", "following.js", "questions.js", "lesson.js",
    ]  # fmt: skip
    assert HOSTILE in page.words
    assert not page.all("b") or "In the picture:" in page.words


def test_all_that_a_page_asks_for_lies_beside_it(made: Path, page: Tags) -> None:
    asked = [
        v for _, tags in page.tags for key, v in tags.items() if key in {"src", "href", "poster"}
    ]
    here = {str(each).partition("#")[0] for each in asked}
    files = {each for each in here if each and not each.startswith("data:text/vtt;base64,")}
    assert files == {each.name for each in (made / "web").iterdir()} - {
        "index.html",
        "captions.en.vtt",
    }
    for name in ("lesson.css", "record.js", "film.js", "following.js", "questions.js", "lesson.js"):
        text = (made / "web" / name).read_text(encoding="utf-8")
        assert set(re.findall(r"\b(?:https?:)?//[\w.-]+\.\w+[^\s\"']*", text)) <= {
            "http://www.w3.org/2000/svg"
        }
        assert text.count("fetch(") == (name == "film.js"), "the film alone is asked for"


def test_each_question_waits_at_the_last_frame_before_its_answer(made: Path, page: Tags) -> None:
    of = load_lesson(made.parent / "school.toml")
    asked = json.loads(page.data)["questions"]
    assert [each["name"] for each in asked] == ["hook.guess", "slope.curve"]
    for each, frame in zip(asked, answers(of), strict=True):
        assert frame - 1 < each["at"] * PICTURE.fps < frame
        assert 0 <= each["right"] < len(each["answers"])


@pytest.mark.parametrize(("scene", "beat"), TELLING)
def test_the_poster_answers_no_question(scene: str, beat: str) -> None:
    lesson = load_lesson()
    spec = lesson.scene(scene)
    plan = spec.plan.computed(spec.params, lesson.seed, lesson.inputs)
    beats = [each.name for each in plan.in_order()]
    assert plan.questions
    assert all(beats.index(beat) < beats.index(asked.beat) for asked in plan.questions)


def test_chapters_captions_and_transcript_are_those_of_the_film(made: Path, page: Tags) -> None:
    of = lesson(made.parent, title=HOSTILE)
    starts = [0.0, of.scene("hook").score(PICTURE.fps).seconds]
    data = json.loads(page.data)
    titles = [spec.title for spec in of.scenes]
    assert [(each["at"], each["title"]) for each in data["chapters"]] == [
        *zip(starts, titles, strict=True)
    ]
    assert set(titles) <= set(page.words)
    said = " ".join(" ".join(page.words).split())
    for spec in of.scenes:
        assert all(words in said for _, words in spec.beats)
    for spec in of.scenes:
        assert all(seen in said for seen in descriptions(of, spec).values())
    assert data["captions"][0]["at"] == 0
    assert data["captions"][-1]["until"] == pytest.approx(data["duration"], abs=0.5)


@pytest.mark.parametrize("language", languages())
def test_pages_speak_the_language_of_their_lesson(language: str, tmp_path: Path) -> None:
    of = load_lesson(language=language)
    kept = tuple(spec for spec in of.scenes if spec.name == "slope")
    made = school(replace(of, scenes=kept), folder=tmp_path)
    page = Tags((made / "web" / "index.html").read_text(encoding="utf-8"))
    words = tomllib.loads((WORDS / f"{language}.toml").read_text(encoding="utf-8"))
    asks = tomllib.loads((QUESTIONS / f"{language}.toml").read_text(encoding="utf-8"))
    assert page.all("html") == [{"lang": language}]
    data = json.loads(page.data)
    assert data["words"]["play"] == words["player"]["play"]
    assert [each["ask"] for each in data["questions"]] == [asks["slope"]["curve"]["ask"]]
    assert words["page"]["transcript"] in page.words


def flat(table: dict[str, object], above: str = "") -> set[str]:
    """The keys of a table and of those in it; of forms by number, that they are some."""
    found = set()
    for key, value in table.items():
        if isinstance(value, dict) and "other" not in value:
            found |= flat(value, f"{above}{key}.")
        else:
            found.add(above + key)
    return found


@pytest.mark.parametrize("folder", [WORDS, QUESTIONS], ids=["page", "questions"])
def test_each_language_has_the_same_words(folder: Path) -> None:
    tables = {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.toml")
    }
    assert tables.keys() == set(languages())
    english = flat(tables["en"])
    assert [name for name, table in tables.items() if flat(table) != english] == []
    braces = {name: sorted(re.findall(r"\{\w+", str(table))) for name, table in tables.items()}
    assert all(set(each) == set(braces["en"]) for each in braces.values())


def test_films_in_several_languages_share_a_folder_and_lead_to_each_other(tmp_path: Path) -> None:
    lessons = [load_lesson(language=language) for language in ("de", "en")]
    kept = [
        replace(of, scenes=tuple(spec for spec in of.scenes if spec.name == "slope"))
        for of in lessons
    ]
    made = school(*kept, folder=tmp_path)
    for name, own in (("index.html", "de"), ("index.en.html", "en")):
        page = Tags((made / "web" / name).read_text(encoding="utf-8"))
        links = [each for each in page.all("a") if each.get("lang")]
        assert [(each["lang"], each["href"]) for each in links] == [
            ("de", "index.html"), ("en", "index.en.html"),
        ]  # fmt: skip
        assert [each["lang"] for each in links if each.get("aria-current")] == [own]
        assert page.all("source") == [{"src": f"film.{own}.mp4", "type": "video/mp4"}]
        with zipfile.ZipFile(made / f"gradient-descent-{own}-scorm-1.2.zip") as package:
            names = package.namelist()
            alone = Tags(package.read("index.html").decode())
        assert f"film.{own}.mp4" in names
        assert [each for each in names if "html" in each or "mp4" in each] == [
            "index.html", f"film.{own}.mp4",
        ]  # fmt: skip
        assert not [each for each in alone.all("a") if each.get("lang")]


def test_the_documentation_names_each_key_of_the_page() -> None:
    text = (ROOT / "docs" / "schools.md").read_text(encoding="utf-8")
    told = set(re.findall(r"[^\s,]+", " ".join(re.findall(r"^\| (.*?) \|", text, re.MULTILINE))))
    keys = {key for pair, _ in KEYS for key in pair.split()} - {"{space_key}", "–"}
    assert keys - told == set()


# The package


def test_the_package_is_what_the_content_model_of_scorm_1_2_asks_for(made: Path) -> None:
    """Each element in its place, with the attributes that it must have and no others."""
    with zipfile.ZipFile(made / "school-en-scorm-1.2.zip") as package:
        assert package.testzip() is None
        names = package.namelist()
        root = ET.fromstring(package.read("imsmanifest.xml"))  # noqa: S314 - our own
    assert names[0] == "imsmanifest.xml"
    assert root.tag == f"{CONTENT}manifest"
    assert root.attrib == {"identifier": "gdlesson-school-en", "version": "1.0"}
    about, courses, resources = root
    assert [(each.tag, each.text) for each in about] == [
        (f"{CONTENT}schema", "ADL SCORM"), (f"{CONTENT}schemaversion", "1.2"),
    ]  # fmt: skip
    (course,) = courses
    assert courses.tag == f"{CONTENT}organizations"
    assert courses.attrib == {"default": course.get("identifier")}
    title, item = course
    assert (title.tag, title.text, item.tag) == (f"{CONTENT}title", HOSTILE, f"{CONTENT}item")
    assert [each.tag for each in item] == [f"{CONTENT}title"]
    (page,) = resources
    assert (resources.tag, page.tag) == (f"{CONTENT}resources", f"{CONTENT}resource")
    assert page.attrib == {
        "identifier": item.get("identifierref"), "type": "webcontent", "href": "index.html",
        f"{SCORM}scormtype": "sco",
    }  # fmt: skip
    identifiers = [each.get("identifier") for each in root.iter() if each.get("identifier")]
    assert len({*identifiers}) == len(identifiers)
    assert all(re.fullmatch(r"[A-Za-z][\w.-]*", str(each)) for each in identifiers)
    assert [each.get("href") for each in page] == names[1:]
    assert {each.tag for each in page} == {f"{CONTENT}file"}


def test_the_package_holds_the_page_and_is_the_same_each_time(made: Path, tmp_path: Path) -> None:
    web = {each.name: each.read_bytes() for each in (made / "web").iterdir()}
    with zipfile.ZipFile(made / "school-en-scorm-1.2.zip") as package:
        assert {name: package.read(name) for name in package.namelist()[1:]} == web
    again = school(lesson(tmp_path, title=HOSTILE), folder=tmp_path)
    digests = [
        hashlib.sha256((folder / "school-en-scorm-1.2.zip").read_bytes()).hexdigest()
        for folder in (made, again)
    ]
    assert digests[0] == digests[1]


def test_a_film_of_another_state_of_the_lesson_is_refused(tmp_path: Path) -> None:
    of = lesson(tmp_path)
    listed = film(of, tmp_path / "film")

    def made(of_film: Manifest) -> None:
        films = [Film(of, tmp_path / "film", of_film)]
        with packing(tmp_path / "school", "lms", films, lambda _, __: None) as into:
            publish(films, into)

    with pytest.raises(
        InputError, match=r"another state of school.toml .* render the lesson again"
    ):
        made(listed.model_copy(update={"seed": 8}))
    (tmp_path / "film" / "lesson.en.srt").write_text("1\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"lesson.en.srt is gone, or was changed .* render"):
        made(listed)
    assert not list((tmp_path / "school").glob("*"))


def test_all_files_are_listed_and_those_of_others_are_left_alone(tmp_path: Path) -> None:
    made = school(lesson(tmp_path), folder=tmp_path)
    listed = {file.path: file.sha256 for file in read_pack(made).files}
    there = [path for path in made.rglob("*") if path.is_file() and path.name != "manifest.json"]
    assert listed == {
        path.relative_to(made).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in there
    }
    (made / "web" / "film.js").unlink()
    (made / "web" / "notes.txt").write_text("mine", encoding="utf-8")
    assert school(lesson(tmp_path), folder=tmp_path) == made
    assert {file.path: file.sha256 for file in read_pack(made).files} == listed
    assert (made / "web" / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_the_command_says_where_the_files_are_and_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    of = lesson(tmp_path)
    film(of, tmp_path / "film")
    folders = ["--from", str(tmp_path / "film"), "--out", str(tmp_path / "pack")]
    call = ["publish", str(of.path), "--for", "lms", *folders]
    for _ in range(2):  # once more is no harm
        assert cli.run(call) == 0
        told = capsys.readouterr().out.split("\n")[:-1]
        assert told == [
            str(tmp_path / "pack" / file.path) for file in read_pack(tmp_path / "pack").files
        ]
        assert all(Path(each).is_file() for each in told)
    (tmp_path / "film" / "lesson.mp4").write_bytes(b"another")
    assert cli.run(call) == 2
    assert "lesson.mp4 is gone, or was changed since it was rendered" in capsys.readouterr().err
    assert cli.run(["publish", "--for", "lms", "--from", str(tmp_path)]) == 1
    assert "has no manifest.json" in capsys.readouterr().err


def test_check_tells_rule_by_rule_what_holds_of_a_folder_for_schools(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = school(lesson(tmp_path), folder=tmp_path)
    call = ["check", str(made), "--for", "lms"]
    assert cli.run(call) == 0
    told = capsys.readouterr().out
    assert "ok: page (en): web/index.html" in told
    assert "files, all there" in told
    assert cli.run(["check", str(made), "--for", "youtube"]) == 2
    assert "was made for lms" in capsys.readouterr().err
    (made / "web" / "captions.en.vtt").unlink()
    assert cli.run(call) == 1
    assert "2 rules broken: captions (en), files." in capsys.readouterr().err


def test_check_tells_how_loud_the_film_of_a_page_is(tmp_path: Path) -> None:
    made = school(lesson(tmp_path), folder=tmp_path)
    told = {ruling.rule: ruling for ruling in rulings(made, "lms")}
    assert told["loudness (en)"].holds
    assert "silent" in told["loudness (en)"].figure
    give_sound(made / "web" / "film.en.mp4", tones(20))
    told = {ruling.rule: ruling for ruling in rulings(made, "lms")}
    assert not told["loudness (en)"].holds
    assert "LUFS, true peak" in told["loudness (en)"].figure


def test_a_package_that_lacks_a_file_or_is_none_is_found(tmp_path: Path) -> None:
    made = school(lesson(tmp_path), folder=tmp_path)
    path = next(made.glob("*.zip"))
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    del parts["film.js"]
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    told = {ruling.rule: ruling for ruling in rulings(made, "lms")}
    assert (told["package (en)"].holds, told["files"].holds) == (False, False)
    assert told["package (en)"].figure == "SCORM 1.2; lacks film.js"
    path.write_bytes(b"no package")
    told = {ruling.rule: ruling for ruling in rulings(made, "lms")}
    assert told["package (en)"].figure == "it cannot be read as a package"


def test_a_voice_is_not_stopped_in_the_midst_of_a_word(tmp_path: Path) -> None:
    of = lesson(tmp_path, ("loop",))
    listed = film(of, tmp_path / "film")
    captions = (tmp_path / "film" / "lesson.en.srt").read_text(encoding="utf-8")
    (silent,) = content(of, listed, captions).questions
    (scene,) = listed.scenes
    beats = []
    for beat in scene.beats:
        words = len(beat.say.split())
        starts = tuple(0.7 * k for k in range(words))
        told = SpeechRecord(begins=0.4, seconds=0.7 * words, starts=starts) if words else None
        beats.append(beat.model_copy(update={"speech": told}))
    spoken = scene.model_copy(update={"beats": tuple(beats)})
    (asked,) = content(of, listed.model_copy(update={"scenes": (spoken,)}), captions).questions
    run = next(beat for beat in scene.beats if beat.name == "run")
    into = asked.at - run.start_seconds - 0.4  # of the words
    assert silent.at - 0.7 <= asked.at < silent.at
    assert -2 / PICTURE.fps <= into - 0.7 * round(into / 0.7) <= 0


def test_what_is_vendored_is_as_it_is_said_to_be() -> None:
    folder = VENDORED / "scorm-again"
    told = (folder / "README.md").read_text(encoding="utf-8")
    assert hashlib.sha256((folder / "scorm12.min.js").read_bytes()).hexdigest() in told
    assert "MIT License" in (folder / "LICENSE").read_text(encoding="utf-8")
