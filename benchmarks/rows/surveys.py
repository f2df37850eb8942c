"""Results of a survey with many responses against one with a thousand, its CSV, and its posts."""

from __future__ import annotations

import re
from html import unescape
from statistics import median
from urllib.parse import urlencode

from benchmarks.client import Client, Reply
from benchmarks.databases import Databases
from benchmarks.inside import run
from benchmarks.rows.bench import BUILT, PASSWORD, SMALL, UNCACHED, Options, page
from benchmarks.rows.crowd import CLIENTS, new_mark, texts, together
from benchmarks.rows.export import Download, download
from benchmarks.rows.forms import Open, Send
from benchmarks.servers import Server, served
from benchmarks.table import Row, compare, count, limit
from benchmarks.timing import Figures, interleave

ROUNDS, EACH, ALONE = 20, 5, 10
#: Up to so many responses the first ratio holds, beyond it the second.
MANY, RATIO, RATIO_BEYOND = 100_000, 1.3, 2
RESULTS = "/admin/feedback/surveys/{survey}/results/"
FORM, PUBLIC = "/en/products/vetluga-kettle/", "/en/what-buyers-told-us/"
QUERIES, POST_QUERIES, ADDED = 15, 12, 10
STORED = "SELECT count(*), count(DISTINCT submission_key) FROM wagtail_feedback_surveys_response"
_FORM = re.compile(
    r'<form class="wf-form" method="post" action="([^"#]+)[^>]*>(?:(?!</form>).)*name="q_nps', re.DOTALL
)


def rows(databases: Databases, name: str, options: Options) -> list[Row]:
    small = f"{name}{SMALL}"
    databases.create(small, BUILT)
    sizes = {small: SMALL, name: options.rows}
    told = {each: run(databases.url(each), "respond", responses=size) for each, size in sizes.items()}
    survey = told[name]["survey"]
    with served(databases.url(small)) as little, served(databases.url(name)) as large:
        return [
            *results(little, large, survey, options.rows),
            *exported(little, large, survey, options.rows),
            *posts(databases, name, large),
        ]


def results(little: Server, large: Server, survey: int, size: int) -> list[Row]:
    few, many = (server.client().log_in("admin", PASSWORD) for server in (little, large))
    path, most = RESULTS.format(survey=survey), RATIO if size <= MANY else RATIO_BEYOND
    found, queries = [], []
    for what, query in (("all", ""), ("90 days", "?period=90"), ("a group", "?group=place:Galich")):
        got = interleave({"many": page(many, path + query), "few": page(few, path + query)}, rounds=ROUNDS)
        found.append(compare(f"results, {what}", got["many"], got["few"], most=most))
        queries.append(got["many"].queries)
    crossed = f"{path}?question=nps:1&by=helped:1"
    got = interleave({"many": page(many, crossed), "few": page(few, crossed)}, rounds=3, warm=1)
    anew = interleave(
        {"many": page(large.client(), PUBLIC), "few": page(little.client(), PUBLIC)}, rounds=ROUNDS
    )
    return [
        *found,
        count("queries of the results page", max(queries), most=QUERIES),
        compare("results, one question by another (read from the responses)", got["many"], got["few"]),
        compare("results for everybody", anew["many"], anew["few"], most=RATIO),
    ]


def exported(little: Server, large: Server, survey: int, size: int) -> list[Row]:
    few, many = (export(server, survey) for server in (little, large))
    more = Figures([max(many.added - few.added, 0)])
    return [
        limit(
            f"CSV of {size:,}: more memory than of {SMALL:,}", more, "MB", f"{few.added:.0f} MB", most=ADDED
        ),
        Row("CSV, a line", f"{many.each:.0f} µs ({many})"),
    ]


def export(server: Server, survey: int) -> Download:
    client, path = server.client().log_in("admin", PASSWORD), RESULTS.format(survey=survey)
    # The first download of a worker loads code that stays.
    for _number in range(3):
        made = download(server, client, f"{path}?export=csv")
    return made


def posts(databases: Databases, name: str, server: Server) -> list[Row]:
    before, distinct = databases.ask(name, STORED)
    alone = [survey_form(server)(server.client())(text) for [text] in texts(new_mark(), each=1)[:ALONE]]
    outcome = together(server, survey_form(server), texts(new_mark(), EACH))
    after, different = databases.ask(name, STORED)
    sent = CLIENTS * EACH
    lost, twice = sent + len(alone) - (different - distinct), (after - before) - (different - distinct)
    return [
        count("queries of a post", int(median(reply.queries for _stored, reply in alone)), most=POST_QUERIES),
        Row(
            f"{sent} posts of {CLIENTS} visitors at once, {outcome.speed:.0f} a second",
            f"{lost} lost, {twice} twice, {outcome.broken} broken",
            target="0, 0, 0",
            met=not (lost or twice or outcome.broken or outcome.refused),
        ),
    ]


def survey_form(server: Server) -> Open:
    """The last step, with the answers to the steps before."""
    found = _FORM.search(server.client().get(FORM + UNCACHED).text)
    if found is None:
        raise RuntimeError("The page has no survey.")
    action = unescape(found[1])

    def opened(client: Client) -> Send:
        def send(text: str) -> tuple[bool, Reply]:
            answers = {"q_nps": "9", "q_helped": "reviews", "q_first": text}
            reply = client.ask(
                "POST", action, urlencode({**answers, "wf_version": "1", "wf_step": "step-first"})
            )
            return reply.status == 303, reply

        return send

    return opened
