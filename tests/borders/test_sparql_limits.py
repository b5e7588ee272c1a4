"""`kb.query`: reads this graph and nothing else, and ends."""

from __future__ import annotations

import signal
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

import myologic
from myologic.borders.rdf import from_rdflib
from myologic.cli.main import main
from myologic.graph import Graph
from myologic.querying import run_sparql

MANY = Graph.from_text("\n".join(f"<a:{number}> <a:p> {number} ." for number in range(400)))


def watchers() -> tuple[object, ...]:
    """Whatever watches this thread, or may wake it."""
    alarm = (signal.getsignal(signal.SIGALRM), signal.getitimer(signal.ITIMER_REAL)) if hasattr(signal, "setitimer") else ()
    return (sys.gettrace(), *alarm)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # an alarm within a callback of the collector is lost; the next one is not
@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d",
        "SELECT (COUNT(*) AS ?n) { {SELECT * {?a ?b ?c . ?d ?e ?f}} {SELECT * {?g ?h ?i . ?j ?k ?l}} }",
        "CONSTRUCT { ?a <a:q> ?d } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c + ?f + ?i < 0) }",
        "SELECT * { ?a (<a:p>|!<a:p>)* ?b . ?c (<a:p>|!<a:p>)* ?d . ?e (<a:p>|!<a:p>)* ?f FILTER(?a = 1) }",
    ],
)
def test_a_product_of_everything_is_stopped(query: str) -> None:
    """Whatever multiplies rows ends with the time, and what watched it is gone."""
    before = watchers()
    with pytest.raises(myologic.QuestionError, match=r"stopped after 0\.2 seconds"):
        run_sparql(MANY, query, seconds=0.2)

    assert watchers() == before


def test_a_query_of_another_thread_is_stopped() -> None:
    """Where no alarm is heard the calls are watched, with the same end."""
    with ThreadPoolExecutor(1) as pool:
        ended = pool.submit(run_sparql, MANY, "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c + ?f < 0) }", seconds=0.2)

        assert "stopped after 0.2 seconds" in str(ended.exception())


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no alarm")
def test_an_alarm_of_the_program_around_is_left_alone() -> None:
    """Who has an alarm of their own keeps it, and the query is stopped all the same."""
    heard: list[int] = []
    before = signal.signal(signal.SIGALRM, lambda number, frame: heard.append(number))
    try:
        own = watchers()
        with pytest.raises(myologic.QuestionError, match="stopped after"):
            run_sparql(MANY, "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c + ?f < 0) }", seconds=0.2)

        assert (watchers(), heard) == (own, [])
    finally:
        signal.signal(signal.SIGALRM, before)


def test_rows_beyond_the_limit_are_refused() -> None:
    """More rows than allowed is an error, as many are not."""
    with pytest.raises(myologic.QuestionError, match="more than 399 rows"):
        run_sparql(MANY, "SELECT * { ?a ?b ?c }", rows=399)
    with pytest.raises(myologic.QuestionError, match="more than 399 triples"):
        run_sparql(MANY, "CONSTRUCT WHERE { ?a ?b ?c }", rows=399)

    assert len(run_sparql(MANY, "SELECT * { ?a ?b ?c }", rows=400).rows) == 400


def test_a_pattern_that_goes_back_and_forth_ends() -> None:
    """A regular expression whose time would double with each letter is answered."""
    query = f'SELECT ?x {{ BIND(REGEX("{"a" * 60}!", "^(a+)+$") AS ?x) }}'

    assert list(run_sparql((), query).texts()) == [("false",)]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ('REGEX("Psoas", "^p", "i")', "true"),
        ('REGEX("a\\"\\n", "\\"\\\\s")', "true"),
        ('REPLACE("abc", "(b)", "<$1x>")', "a<bx>c"),
        ('REPLACE("abc", "B", "y", "i")', "ayc"),
        ('LANG(REPLACE("abc"@en, "b", "y"))', "en"),
        ('COALESCE(REPLACE("abc", "(", "y"), "none")', "none"),
        ('CONCAT("a", "b")', "ab"),
    ],
)
def test_functions_on_text_still_work(expression: str, value: str) -> None:
    """What was replaced for safety gives what SPARQL says."""
    assert list(run_sparql((), f"SELECT ?x {{ BIND({expression} AS ?x) }}").texts()) == [(value,)]


def test_a_text_does_not_grow_without_end() -> None:
    """Forty doublings would need more memory than there is."""
    doubled = "".join(f"BIND(CONCAT(?t{n}, ?t{n}) AS ?t{n + 1}) " for n in range(40))

    with pytest.raises(myologic.QuestionError, match="more than 65536 characters"):
        run_sparql((), f'SELECT ?t40 {{ BIND("aaaaaaaa" AS ?t0) {doubled} }}')


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * FROM <file:///etc/hosts> { ?s ?p ?o }", "FROM"),
        ("SELECT * FROM NAMED <file:///etc/hosts> { ?s ?p ?o }", "FROM"),
        ("LOAD <file:///etc/hosts>", "LOAD"),
        ("INSERT DATA { <a:a> <a:b> 1 }", "INSERT"),
        ("DELETE WHERE { ?s ?p ?o }", "DELETE"),
        ("select * { service silent <http://example.org/> { ?s ?p ?o } }", "SERVICE"),
        ("CLEAR ALL", "CLEAR"),
        ("SELECT * { \\u0053ERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * # \\u000A { SERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { { SELECT * { OPTIONAL { \\u0053ERVICE ?x { ?s ?p ?o } } } } }", "SERVICE"),
        ("SELECT * \\u0046ROM <file:///etc/hosts> { ?s ?p ?o }", "FROM"),
        ("ASK { FILTER EXISTS { \\U00000053ERVICE <http://example.org/> { ?s ?p ?o } } }", "SERVICE"),
    ],
)
def test_what_would_fetch_or_change_is_refused_by_name(query: str, word: str) -> None:
    """The word that is refused stands in the message."""
    with pytest.raises(myologic.QuestionError, match=f"`{word}` is refused"):
        run_sparql((), query)


def test_words_in_texts_and_names_are_no_commands() -> None:
    """A text that says LOAD, a variable ?from and a comment are read as what they are."""
    query = 'SELECT ?from { ?from <a:load> "INSERT" . # DELETE\n }'

    assert run_sparql(from_rdflib(()), query).columns == ("from",)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "the query is empty"),
        ("  \n", "the query is empty"),
        ("SELECT * { ?x foo:bar ?y }", "the prefix `foo:` is not declared"),
        ("SELECT * { " + "{" * 3000 + "}" * 3000 + " }", "nested too deep"),
        ("SELECT * WHERE {\n ?x", "cannot be read at line 2"),
    ],
)
def test_what_is_wrong_with_a_query_is_said_in_plain_words(query: str, said: str) -> None:
    """The words are ours, not those of a library."""
    with pytest.raises(myologic.QuestionError, match=said):
        run_sparql((), query)


def test_columns_of_a_star_come_as_the_query_names_them() -> None:
    """Not in the order of a hash; where columns are named, they come as named."""
    assert run_sparql(MANY, "SELECT * { ?z ?y ?x . ?x ?a ?w }").columns == ("z", "y", "x", "a", "w")
    assert run_sparql(MANY, "SELECT DISTINCT * { ?aa ?a ?b }").columns == ("aa", "a", "b")
    assert run_sparql(MANY, "SELECT ?y ?z { ?z ?y ?x }").columns == ("y", "z")


def test_rows_without_an_order_are_sorted_and_others_are_left() -> None:
    """The same rows each time, byte for byte; ORDER BY is what it says, also with a LIMIT around it."""
    rows = [row[0] for row in run_sparql(MANY, "SELECT ?s { ?s ?p ?o }").texts()]
    last = [row[0] for row in run_sparql(MANY, "SELECT ?s { ?s ?p ?o } ORDER BY DESC(?o) LIMIT 3").texts()]

    assert rows == sorted(rows)
    assert last == ["a:399", "a:398", "a:397"]


def test_a_time_without_end_and_a_time_that_is_none() -> None:
    """Whoever wants no limit may have none; what is no number is refused, in a program and at the command line."""
    assert run_sparql(MANY, "ASK { ?s ?p 7 }", seconds=float("inf")).truth is True
    with pytest.raises(ValueError, match="`seconds` is at least"):
        run_sparql(MANY, "ASK { ?s ?p 7 }", seconds=float("nan"))

    assert main(["sparql", "ASK { ?s ?p ?o }", "--seconds", "nan"]) == 2
