"""Every connector that ships, as a copy with settings, against the shape of its real source.

The answers have the shape that the sources document; what is in them was made up here.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from config.default import default_file
from domain.verbatim import Verbatim
from knowledge.connectors.catalogue import Catalogue
from knowledge.connectors.declaration import HttpDeclaration
from knowledge.connectors.run import RunReport
from knowledge.redaction import Redactor
from tests.fakes.connector import Bench
from tests.fakes.source_server import Answer, Asked, SourceServer, serving_source

SECRETS = {
    "ZENDESK_EMAIL": "cx@acme.example",
    "ZENDESK_API_TOKEN": "zt-1",
    "INTERCOM_TOKEN": "it-1",
    "TYPEFORM_TOKEN": "tt-1",
    "DELIGHTED_API_KEY": "dk-1",
    "GOOGLE_PLAY_TOKEN": "gp-1",
}
REDACTOR = Redactor()
Outcome = tuple[RunReport, dict[str | None, Verbatim]]


@pytest.fixture
def server() -> Iterator[SourceServer]:
    with serving_source() as running:
        yield running


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path, environment=SECRETS, redactor=REDACTOR)


def run(bench: Bench, server: SourceServer, name: str, **settings: str) -> Outcome:
    catalogue = Catalogue(default_file("connectors"), bench.folder / "connectors")
    if not (catalogue.own / f"{name}.yaml").exists():
        catalogue.add(name, name, settings | {"base": server.url})
    declaration = catalogue.read(name).declaration
    assert isinstance(declaration, HttpDeclaration)
    report = bench.run(declaration)
    assert report.error is None
    return report, bench.stored()


def ticket(number: int, text: str, **changes: Any) -> dict[str, Any]:
    plain = {
        "id": number,
        "url": f"https://acme.zendesk.com/api/v2/tickets/{number}.json",
        "created_at": "2026-10-02T08:15:00Z",
        "updated_at": "2026-10-05T09:00:00Z",
        "generated_timestamp": 1790000000,
        "subject": "Router",
        "raw_subject": "Router",
        "description": text,
        "priority": "high",
        "status": "solved",
        "requester_id": 700,
        "submitter_id": 700,
        "assignee_id": 9,
        "organization_id": 55,
        "tags": ["router", "vip"],
        "via": {"channel": "email", "source": {"from": {}, "to": {}, "rel": None}},
        "satisfaction_rating": {"score": "unoffered"},
    }
    return plain | changes


def test_zendesk_tickets(server: SourceServer, bench: Bench) -> None:
    first = [ticket(1, "The new router from ida@post.example fails nightly"), ticket(2, "Thanks!")]
    second = [
        ticket(3, "Written down by an agent", submitter_id=9),
        ticket(4, "Gone", status="deleted"),
        ticket(5, "My second line is dead since Tuesday", organization_id=None),
    ]
    pages = {
        "": ("c1", False, first),
        "c1": ("c2", True, second),
        "c2": ("c2", True, []),
    }

    def behave(asked: Asked) -> Answer:
        assert asked.path == "/api/v2/incremental/tickets/cursor.json"
        assert asked.basic == "cx@acme.example/token:zt-1"
        cursor, end, tickets = pages[asked.query.get("cursor", "")]
        url = f"{server.url}{asked.path}?cursor={cursor}"
        return Answer(
            {"tickets": tickets, "after_url": url, "after_cursor": cursor, "end_of_stream": end}
        )

    server.behave = behave
    report, stored = run(bench, server, "zendesk-tickets", subdomain="acme", start="2026-10-01")
    assert server.asked[0].query == {"start_time": "1790812800"}
    assert server.asked[1].query == {"cursor": "c1"}
    assert sorted(map(str, stored)) == ["1", "2", "5"]
    assert (report.pages, report.passed_over, report.counts.read) == (2, 2, 3)
    one = stored["1"]
    assert one.text == "The new router from [email] fails nightly"
    assert (str(one.occurred_at), one.channel, one.source) == ("2026-10-02", "email", "zendesk")
    assert one.attributes == {
        "subject": "Router",
        "priority": "high",
        "status": "solved",
        "tags": "router; vip",
    }
    assert one.url == "https://acme.zendesk.com/agent/tickets/1"
    assert one.customer is not None
    assert one.account is not None
    # The next run goes on from the cursor, not from a time.
    again, _ = run(bench, server, "zendesk-tickets")
    assert (server.asked[-1].query, again.counts.read) == ({"cursor": "c2"}, 0)


def rating(number: int, score: str, comment: str | None, at: str) -> dict[str, Any]:
    return {
        "id": number,
        "url": f"https://acme.zendesk.com/api/v2/satisfaction_ratings/{number}.json",
        "assignee_id": 9,
        "group_id": 4,
        "requester_id": 700 + number,
        "ticket_id": 2000 + number,
        "score": score,
        "comment": comment,
        "reason": "It took too long",
        "created_at": at,
        "updated_at": at,
    }


def test_zendesk_ratings(server: SourceServer, bench: Bench) -> None:
    first = [rating(1, "good", "Solved in a minute", "2026-10-02T08:15:00Z")]
    second = [
        rating(2, "bad", "Four people asked me the same", "2026-10-03T08:15:00Z"),
        rating(3, "bad", None, "2026-10-03T08:16:00Z"),
    ]

    def behave(asked: Asked) -> Answer:
        assert asked.path == "/api/v2/satisfaction_ratings.json"
        after = asked.query.get("page[after]")
        page, more = (second, False) if after else (first, True)
        link = f"{server.url}{asked.path}?page%5Bafter%5D=xyz&page%5Bsize%5D=100"
        return Answer(
            {
                "satisfaction_ratings": page,
                "meta": {"has_more": more, "after_cursor": "xyz", "before_cursor": "abc"},
                "links": {"prev": None, "next": link},
            }
        )

    server.behave = behave
    report, stored = run(bench, server, "zendesk-ratings", subdomain="acme")
    assert server.asked[0].query["page[size]"] == "100"
    assert (report.pages, report.passed_over) == (2, 1)
    assert [(stored[n].score, stored[n].metric) for n in ("1", "2")] == [(5, "csat"), (1, "csat")]
    # The week before the newest is looked at again, because a rating can change.
    first[0]["score"] = "bad"
    again, stored = run(bench, server, "zendesk-ratings")
    assert server.asked[2].query["start_time"] == "1790410560"
    assert (again.rescored, again.counts.imported, stored["1"].score) == (1, 0, 1)


def conversation(number: str, words: list[tuple[str, str]], *, full: bool) -> dict[str, Any]:
    parts = [
        {
            "type": "conversation_part",
            "id": f"{number}{at}",
            "part_type": "comment",
            "body": body,
            "created_at": 1790003600 + at,
            "author": {"type": author, "id": f"{author}-{number}", "name": "Ottilie Farnborough"},
        }
        for at, (author, body) in enumerate(words[1:])
    ]
    listed = {
        "type": "conversation",
        "id": number,
        "created_at": 1790000000,
        "updated_at": 1790003700,
        "state": "closed",
        "source": {
            "type": "email",
            "id": f"s{number}",
            "subject": "<p>Invoice</p>",
            "body": words[0][1],
            "author": {"type": words[0][0], "id": f"{words[0][0]}-{number}"},
        },
        "contacts": {"type": "contact.list", "contacts": [{"type": "contact", "id": "x"}]},
    }
    if full:
        listed["conversation_parts"] = {"conversation_parts": parts, "total_count": len(parts)}
    return listed


def test_intercom_conversations(server: SourceServer, bench: Bench) -> None:
    talks = {
        "11": [
            ("user", "<p>I was billed twice &amp; nobody<br>rang back</p>"),
            ("admin", "<p>Sorry to hear</p>"),
            ("user", "<p>Any news by now?</p>"),
            ("bot", "<p>We are away</p>"),
            ("user", None),
        ],
        "12": [("admin", "<p>News from us</p>"), ("lead", "<div>Please stop writing to me</div>")],
        "13": [("user", "<p>Gone before anybody looked</p>")],
    }

    def behave(asked: Asked) -> Answer:
        assert asked.headers["authorization"] == "Bearer it-1"
        assert asked.headers["intercom-version"] == "2.11"
        if asked.method == "GET":
            number = asked.path.rpartition("/")[2]
            if number == "13":
                return Answer({"type": "error.list", "errors": [{"code": "not_found"}]}, 404)
            return Answer(conversation(number, talks[number], full=True))
        assert asked.path == "/conversations/search"
        after = asked.body["pagination"].get("starting_after")
        numbers = ["13"] if after else ["11", "12"]
        following = None if after else {"page": 2, "starting_after": "WzE3OTA"}
        return Answer(
            {
                "type": "conversation.list",
                "conversations": [conversation(n, talks[n], full=False) for n in numbers],
                "pages": {"type": "pages", "page": 1, "per_page": 50, "next": following},
            }
        )

    server.behave = behave
    report, stored = run(bench, server, "intercom-conversations", start="2026-09-01")
    assert server.asked[0].body == {
        "query": {"field": "updated_at", "operator": ">", "value": 1788220800},
        "sort": {"field": "updated_at", "order": "ascending"},
        "pagination": {"per_page": 50},
    }
    assert sorted(map(str, stored)) == ["11/111", "11/s11", "12/120"]
    assert stored["11/s11"].text == "I was billed twice & nobody\nrang back"
    assert stored["12/120"].text == "Please stop writing to me"
    assert stored["11/111"].channel == "email"
    assert (report.counts.rejected, report.passed_over) == (1, 4)
    assert "Farnborough" not in repr(stored)


def response(number: str, answers: list[dict[str, Any]], at: str) -> dict[str, Any]:
    return {
        "landing_id": number,
        "token": number,
        "response_id": number,
        "landed_at": at,
        "submitted_at": at,
        "metadata": {"user_agent": "x", "platform": "other", "network_id": "n"},
        "hidden": {"customer_id": f"K-{number}", "segment": "small"},
        "calculated": {"score": 0},
        "answers": answers,
    }


def words(text: str, ref: str = "why", kind: str = "long_text") -> dict[str, Any]:
    return {"field": {"id": ref, "type": kind, "ref": ref}, "type": "text", "text": text}


def scale(number: int) -> dict[str, Any]:
    field = {"id": "n", "type": "opinion_scale", "ref": "nps"}
    return {"field": field, "type": "number", "number": number}


def test_typeform_responses(server: SourceServer, bench: Bench) -> None:
    newest_first = [
        response(f"r{number:03}", [scale(9), words(f"Answer {number}")], "2026-10-09T10:00:00Z")
        for number in range(200)
    ]
    late = response(
        "old", [scale(2), words("Too dear", "other", "short_text")], "2026-10-01T10:00:00Z"
    )
    mute = response("mute", [scale(7)], "2026-10-01T09:00:00Z")
    served = [*newest_first, late, mute]

    def behave(asked: Asked) -> Answer:
        assert asked.path == "/forms/u6nXL7/responses"
        tokens = [each["token"] for each in served]
        begin = tokens.index(asked.query["before"]) + 1 if "before" in asked.query else 0
        items = served[begin : begin + int(asked.query["page_size"])]
        return Answer({"total_items": len(served), "page_count": 2, "items": items})

    server.behave = behave
    report, stored = run(
        bench, server, "typeform-responses", form="u6nXL7", text_ref="why", metric="nps"
    )
    assert [asked.query.get("before") for asked in server.asked] == [None, "r199"]
    assert server.asked[0].query["since"] == "2026-01-01T00:00:00Z"
    assert (len(stored), report.passed_over) == (201, 1)
    assert (stored["old"].text, stored["old"].score, stored["old"].metric) == ("Too dear", 2, "nps")
    assert stored["r000"].segment == "small"
    run(bench, server, "typeform-responses")
    assert server.asked[-1].query["since"] == "2026-10-09T08:00:00Z"


def test_delighted_responses(server: SourceServer, bench: Bench) -> None:
    def survey(number: int, comment: str | None, **changes: Any) -> dict[str, Any]:
        plain = {
            "id": str(number),
            "person": f"p{number}",
            "survey_type": "nps",
            "score": number % 11,
            "comment": comment,
            "permalink": f"https://app.delighted.example/r/{number}",
            "created_at": 1790000000 + number,
            "updated_at": None,
            "person_properties": {"segment": "Retail", "country": "NL"},
            "notes": [],
            "tags": ["billing"],
            "additional_answers": [],
        }
        return plain | changes

    served = [survey(number, f"Comment number {number}") for number in range(1, 101)]
    served += [
        survey(101, None),
        survey(102, "Smooth", survey_type="smileys", person_properties=None),
    ]

    def behave(asked: Asked) -> Answer:
        assert asked.path == "/v1/survey_responses.json"
        assert asked.basic == "dk-1:"
        begin = (int(asked.query["page"]) - 1) * 100
        return Answer(served[begin : begin + 100])

    server.behave = behave
    report, stored = run(bench, server, "delighted-responses")
    assert [asked.query["page"] for asked in server.asked] == ["1", "2"]
    assert (len(stored), report.passed_over) == (101, 1)
    assert (stored["7"].score, stored["7"].metric, stored["7"].segment) == (7, "nps", "Retail")
    assert stored["102"].metric is None
    run(bench, server, "delighted-responses")
    assert server.asked[2].query["updated_since"] == str(1790000102 - 3600)


def test_app_store_reviews(server: SourceServer, bench: Bench) -> None:
    def review(number: int) -> dict[str, Any]:
        return {
            "author": {
                "uri": {"label": f"https://itunes.apple.example/us/reviews/id{number}"},
                "name": {"label": "Ottilie Farnborough"},
                "label": "",
            },
            "updated": {"label": "2026-10-09T06:29:53-07:00"},
            "im:rating": {"label": str(1 + number % 5)},
            "im:version": {"label": "3.4.3"},
            "id": {"label": str(number)},
            "title": {"label": f"Title {number}"},
            "content": {"label": f"Body of review {number}", "attributes": {"type": "text"}},
            "link": {"attributes": {"rel": "related", "href": "https://itunes.apple.example"}},
            "im:voteSum": {"label": "0"},
            "im:voteCount": {"label": "0"},
        }

    app = {"im:name": {"label": "Our app"}, "id": {"label": "77"}, "title": {"label": "Our app"}}
    feeds: dict[int, Any] = {1: [app, review(1), review(2)], 2: review(3)}

    def behave(asked: Asked) -> Answer:
        page = int(asked.path.split("page=")[1].split("/")[0])
        path = f"/nl/rss/customerreviews/page={page}/id=42/sortby=mostrecent/json"
        assert asked.path == path
        feed = {"author": {"name": {"label": "iTunes Store"}}, "title": {"label": "Reviews"}}
        return Answer({"feed": feed | ({"entry": feeds[page]} if page in feeds else {})})

    server.behave = behave
    report, stored = run(bench, server, "app-store-reviews", app_id="42", country="nl")
    assert (report.pages, report.passed_over, sorted(map(str, stored))) == (3, 1, ["1", "2", "3"])
    assert stored["3"].text == "Title 3\nBody of review 3"
    assert (stored["3"].score, stored["3"].attributes) == (4, {"version": "3.4.3", "store": "nl"})
    assert "Farnborough" not in repr(stored)
    # A feed that is full has ten pages and no more.
    feeds.update({page: [review(page * 100 + at) for at in range(50)] for page in range(1, 12)})
    again, _ = run(bench, server, "app-store-reviews")
    assert (again.pages, again.counts.imported) == (10, 500)


def test_google_play_reviews(server: SourceServer, bench: Bench) -> None:
    def review(number: str, text: str) -> dict[str, Any]:
        said = {
            "text": text,
            "lastModified": {"seconds": "1790000000", "nanos": 1},
            "starRating": 2,
            "reviewerLanguage": "en",
            "device": "oriole",
            "appVersionName": "1.2",
        }
        answered = {"developerComment": {"text": "We are sorry", "lastModified": {"seconds": "1"}}}
        comments = [{"userComment": said}, answered]
        return {"reviewId": number, "authorName": "Ottilie Farnborough", "comments": comments}

    def behave(asked: Asked) -> Answer:
        assert asked.path == "/androidpublisher/v3/applications/example.app/reviews"
        if "token" in asked.query:
            return Answer({})
        body = {"reviews": [review("gp:1", "Crashes\tIt closes whenever I pay")]}
        return Answer(body | {"tokenPagination": {"nextPageToken": "t2"}})

    server.behave = behave
    report, stored = run(bench, server, "google-play-reviews", package="example.app")
    assert (report.pages, list(stored)) == (2, ["gp:1"])
    assert (stored["gp:1"].score, stored["gp:1"].language) == (2, "en")


def test_every_shipped_file_says_what_it_is_about() -> None:
    catalogue = Catalogue(default_file("connectors"), Path("nowhere"))
    names = list(catalogue.paths())
    assert len(names) == 8
    for name in names:
        assert len(catalogue.read(name).declaration.about) > 80
