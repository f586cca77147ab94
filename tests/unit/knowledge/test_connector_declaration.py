"""The YAML file of a connector: what it may say, and how it is told that it is wrong."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from domain.error import BadInput, NotFound
from knowledge.comment import Comment
from knowledge.connectors.catalogue import Catalogue, read_declaration
from knowledge.connectors.catalogue import __file__ as catalogue_file
from knowledge.connectors.declaration import HttpDeclaration
from knowledge.connectors.filling import Filling, missing_words
from knowledge.connectors.item import ItemReader
from knowledge.connectors.markup import plain_words
from knowledge.row import BadRow

PLAIN = """\
source: shop
settings:
  base: https://{site}.example
  site:
url: "{base}/reviews"
auth: {kind: bearer, secret: SHOP_TOKEN}
pages: {kind: cursor, value: next}
items: data
fields:
  id: id
  text: words
"""


def declaration(folder: Path, text: str):
    (folder / "shop.yaml").write_text(text)
    return read_declaration(folder / "shop.yaml")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("items: data", "itms: data", "line 8: itms is not a known field. Did you mean 'items'?"),
        ("  text: words", "  txt: words", "fields.txt is not a known field. Did you mean 'text'?"),
        ("  text: words\n", "", "fields.text is missing"),
        ("value: next", "valu: next", "line 7: pages.valu is not a known field"),
        ("kind: cursor", "kind: curser", "line 7: pages.kind is wrong"),
        (", value: next", "", "pages of kind cursor need a value"),
        ("items: data", "items: data[", "line 8: items is wrong: this is not a JMESPath"),
        ("SHOP_TOKEN", "sk-live-1234", "the NAME of an environment variable"),
        ("SHOP_TOKEN", "HEARBACK_SLACK_BOT_TOKEN", "secrets of Hearback itself"),
        ("bearer", "header", "a header needs the name"),
        ("{base}/reviews", "{bass}/reviews", "settings has no bass"),
        ("text: words", "text: {path: a, constant: b}", "exactly one of"),
        ("items: data", "items: data\nmark: {item: at, format: iso, overlap: long}", "such as 30s"),
        ("items: data", "items: data\nattributes: {score: stars}", "move it from attributes"),
        ("source: shop", "source: &a shop\nabout: *a", "aliases"),
        ("  id: id", "  id: no", "line 10: fields.id is wrong: without quotes YAML reads"),
        ("source: shop", "kind: ftp\nsource: shop", "kind is wrong"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    with pytest.raises(BadInput) as told:
        declaration(tmp_path, PLAIN.replace(old, new, 1))
    assert says in str(told.value)
    assert "sk-live" not in str(told.value)
    assert len(str(told.value).splitlines()) == 1


def test_what_is_missing_is_named_by_what_really_is(tmp_path: Path) -> None:
    shop = declaration(tmp_path, PLAIN)
    filling = Filling(shop.settings, {})
    assert missing_words(shop, filling) == ["site", "SHOP_TOKEN"]
    with pytest.raises(BadInput, match="The setting site is empty"):
        filling.address("{base}/reviews")
    with pytest.raises(BadInput, match="environment variable SHOP_TOKEN is not set"):
        filling.demand("{SHOP_TOKEN}")


@given(value=st.text(min_size=1).filter(str.strip))
def test_what_is_filled_in_cannot_leave_its_place_in_an_address(value: str) -> None:
    filling = Filling({"base": "https://{site}.example", "site": value, "form": value}, {})
    address = filling.address("{base}/forms/{form}/responses")
    assert address.startswith("https://")
    assert address.count("/") == 5
    assert not set("?#@\\ ") & set(address)


def test_a_setting_cannot_break_out_of_a_path() -> None:
    with pytest.raises(BadInput, match="holds a quote"):
        Filling({"ref": "x' || 'y"}, {}).expression("answers[?ref == '{ref}'].text")


def test_offers_leave_out_what_stands_for_nothing() -> None:
    filling = Filling({"start": ""}, {})
    query = {"a": "{page}", "b": "{start}", "c": "x", "d": {"e": "{since}", "f": [1, "{page}"]}}
    assert filling.offer(query, since="12") == {"c": "x", "d": {"e": 12, "f": [1]}}


def reader(fields: dict[str, Any], **more: Any) -> ItemReader:
    plain = {"source": "s", "url": "https://shop.example", "items": "@"}
    fields = {"id": "id", "text": "text"} | fields
    shape = HttpDeclaration.model_validate(plain | more | {"fields": fields})
    return ItemReader(shape, Filling(shape.settings, {}))


def read_one(item: Any, fields: dict[str, Any], **more: Any) -> Any:
    (comment,) = reader(fields, **more).comments([item])
    return comment


ITEM = {"id": 7, "text": "The fan is loud", "title": "Fan", "stars": 3, "good": True, "tags": ["a"]}


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ({"join": ["title", "missing", "text"]}, "Fan\nThe fan is loud"),
        ({"join": ["title", "text"], "between": ": "}, "Fan: The fan is loud"),
        ({"first": ["missing", "title"]}, "Fan"),
        ({"constant": "always"}, "always"),
        ({"path": "good", "values": {True: "yes it was", False: "no"}}, "yes it was"),
        ({"path": "stars", "times": 2, "plus": 1}, "7"),
        ({"path": "tags"}, "a"),
    ],
)
def test_how_a_field_is_made(rule: dict[str, Any], text: str) -> None:
    assert read_one(ITEM, {"text": rule}).text == text


def test_scores_and_dates_are_checked_like_those_of_a_file() -> None:
    good = read_one(ITEM | {"at": 1790000000}, {"score": "stars", "occurred_at": "at"})
    assert (good.score, str(good.occurred_at), good.source_id) == (3.0, "2026-09-21", "7")
    bad = read_one(ITEM, {"score": "stars", "metric": {"constant": "nps"}, "occurred_at": "title"})
    assert isinstance(bad, BadRow)
    assert "date 'Fan' cannot be read" in bad.reason


def test_items_that_cannot_be_used_come_with_a_reason_and_without_their_words() -> None:
    odd = reader({"score": "length(stars)"})
    rows = list(odd.comments([ITEM, "words", None, {"id": "", "text": "No id here", "stars": []}]))
    assert [row.reason for row in rows if isinstance(row, BadRow)] == [
        "the path of score does not fit this item",
        "is not an object with fields",
        "is not an object with fields",
        "has no id",
    ]


def test_what_has_no_words_is_passed_over_and_not_rejected() -> None:
    some = reader({}, keep="stars > `2`")
    rows = list(some.comments([ITEM, ITEM | {"text": None}, ITEM | {"text": "?!"}, {"id": 1}]))
    assert ([type(row) for row in rows], some.passed_over) == ([Comment], 3)


@given(
    items=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(list(ITEM)), inner),
        max_leaves=20,
    )
)
def test_hostile_items_never_raise(items: Any) -> None:
    fields = {"text": {"path": "text", "html": True}, "score": "stars", "occurred_at": "good"}
    hostile = reader(fields, each="[@, tags][]", keep="id", attributes={"more": "title"})
    for row in hostile.comments(items if isinstance(items, list) else [items]):
        assert isinstance(row, Comment | BadRow)
        json.dumps(row.reason if isinstance(row, BadRow) else row.text).encode("ascii")


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p>Twice &amp; late</p><p>Again</p>", "Twice & late\nAgain"),
        ("one<br>two<BR/>three", "one\ntwo\nthree"),
        ("<style>p {}</style><b>Bold</b> <script>x()</script>words", "Bold words"),
        ("a < b and so on", "a < b and so on"),
        ("", ""),
    ],
)
def test_markup_becomes_words(markup: str, words: str) -> None:
    assert plain_words(markup) == words


@given(st.text())
def test_any_markup_can_be_read(markup: str) -> None:
    plain_words(markup)


def test_a_copy_has_the_settings_and_the_rest_unchanged(tmp_path: Path) -> None:
    (tmp_path / "shipped").mkdir()
    declaration(tmp_path / "shipped", PLAIN)
    catalogue = Catalogue(tmp_path / "shipped", tmp_path / "own")
    copy = catalogue.add("shop", "north", {"site": "a: 'b'\n#c"})
    assert copy.own
    assert copy.declaration.settings["site"] == "a: 'b'\n#c"
    own, shipped = (
        yaml.safe_load(path.read_text()) for path in (copy.path, catalogue.shipped / "shop.yaml")
    )
    assert {**shipped, "settings": 0} == {**own, "settings": 0}
    assert list(catalogue.paths()) == ["north", "shop"]
    with pytest.raises(BadInput, match="there already"):
        catalogue.add("shop", "north", {})
    with pytest.raises(NotFound, match="Did you mean 'site'"):
        catalogue.add("shop", "south", {"sit": "x"})
    with pytest.raises(NotFound, match="Did you mean 'shop'"):
        catalogue.add("shp", "south", {})
    with pytest.raises(BadInput, match="cannot be a connector's name"):
        catalogue.add("shop", "../south", {})


def test_the_example_of_the_readme_can_be_used(tmp_path: Path) -> None:
    readme = Path(catalogue_file).parent / "README.md"
    text = readme.read_text(encoding="utf-8").partition("```yaml\n")[2].partition("```")[0]
    shop = declaration(tmp_path, text)
    assert missing_words(shop, Filling(shop.settings, {})) == ["shelf", "SHOP_TOKEN"]
    item = {"number": 7, "said": "<p>Quick</p>", "mood": "good", "created_at": "2026-10-02"}
    (comment,) = ItemReader(shop, Filling(shop.settings, {})).comments(
        [item | {"author": "customer"}]
    )
    assert isinstance(comment, Comment)
    assert (comment.source_id, comment.text, comment.score) == ("7", "Quick", 5.0)
