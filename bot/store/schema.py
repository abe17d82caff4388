"""The tables, and the numbered steps that bring an older file up to date.

The SQL is the same for every database but for three things, filled in by the dialect: `{id}` (a column that counts by
itself and never gives a number twice), `{key}` (text that sorts by code point, so that a range finds prefixes), and
`fulltext` (a table of words). Days and instants are ISO text (instants in UTC), truth is 0 or 1, lists are JSON text.

A migration is never changed once it has been released; a new one is added below it.
"""

from __future__ import annotations

APPLICATION_ID = 0x54696575
"""Marks the file as ours ("Tieu"): another program's database is left alone."""

FILL = {"id": "integer primary key autoincrement", "key": "text"}


VISIBLE = """(v.gone_into is null and (v.audience = $1 or v.audience = 0 and not exists (
    select 1 from deal_views o where o.deal_id = v.deal_id and o.audience = $1)))"""
"""Whether the server $1 sees the row `v` of deal_views: its own view of a deal, else everyone's."""


def fulltext(table: str, *columns: str) -> str:
    """A table of words, found by stem and without regard to accents; `rowid` is the id of what they belong to."""
    tokens = "tokenize = 'porter unicode61 remove_diacritics 2'"
    return f"create virtual table {table} using fts5({', '.join(columns)}, {tokens})"


FIRST = (
    # Facts about the file itself ("schema": its version), and small facts kept for the faces.
    "create table meta (key text primary key, value text not null)",
    # The last number given, for each server (0: the shared library) and noun. Each server counts for itself, so that
    # a number tells nothing of other servers.
    """create table numbers (
        server_id bigint not null, noun text not null, last bigint not null, primary key (server_id, noun))""",
    # Servers that have the bot, with what their admins set.
    """create table servers (
        id bigint primary key, name text not null, private_answers integer not null, joined_at text, left_at text)""",
    # Articles: server_id 0 is the shared library. A draft has an expiry; a removed one stays, so that it can come back.
    # url_key, text_hash, digest and path are what it is known by (articles.Marks).
    """create table articles (
        id {id}, server_id bigint not null, number bigint not null, state text not null,
        url_key {key} not null, text_hash text not null, digest text not null, path text not null,
        title text not null, text text not null, published_on text, url text not null, publisher text not null,
        language text not null, brief integer not null, sources text not null,
        added_by bigint not null, added_at text not null, changed_at text not null, expires_at text,
        unique (server_id, number))""",
    "create index articles_by_url on articles (url_key)",
    "create index articles_by_text on articles (text_hash)",
    "create index articles_by_path on articles (path)",
    "create index articles_by_state on articles (server_id, state, number)",
    # One agreement. What it is stands in its reports; server_id is who numbered it. `gone_into` leads on where a
    # server's own deal turned out to be a shared one.
    """create table deals (
        id {id}, server_id bigint not null, number bigint not null, created_at text not null,
        gone_into bigint references deals (id), unique (server_id, number))""",
    "create index deals_gone on deals (gone_into)",
    # What one article says of one deal: the fields as JSON (bodies.py). server_id is the article's; a report without a
    # deal belongs to a draft. `reason` is why it was put with its deal.
    """create table reports (
        id {id}, article_id bigint not null references articles (id) on delete cascade, position integer not null,
        server_id bigint not null, deal_id bigint references deals (id), body text not null, reason text not null,
        unique (article_id, position))""",
    "create index reports_by_deal on reports (deal_id, server_id)",
    # What a deal adds up to for one audience: 0 is everyone, else a server that has own reports on it. Written anew
    # with each report that comes or goes; only to filter and sort by, the deal itself is added up from its reports.
    # announced_first..last is the day it was announced, latest_first the latest step, day_number the same as a count
    # of days, relevance its number of sources weighed against its age, state what a change is told by.
    """create table deal_views (
        id {id}, deal_id bigint not null references deals (id), audience bigint not null,
        kind text not null, status text not null, announced_first text, announced_last text, latest_first text,
        day_number integer not null, about_usd bigint, sources integer not null, relevance real not null,
        state text not null,
        visible_since text not null, changed_at text not null, unique (deal_id, audience))""",
    "create index deal_views_latest on deal_views (audience, day_number)",
    "create index deal_views_relevance on deal_views (audience, relevance)",
    "create index deal_views_largest on deal_views (audience, about_usd)",
    "create index deal_views_changed on deal_views (audience, changed_at)",
    # The companies of each view, in the order of its parties.
    """create table deal_parties (
        deal_id bigint not null, audience bigint not null, position integer not null,
        company_id bigint not null references companies (id), role text not null,
        primary key (deal_id, audience, position))""",
    "create index deal_parties_by_company on deal_parties (company_id, audience, deal_id)",
    # The days that each view tells: its steps, and the deadlines of what is undertaken; a vague one is a stretch.
    """create table deal_dates (
        deal_id bigint not null, audience bigint not null, first text not null, last text not null,
        primary key (deal_id, audience, first, last))""",
    "create index deal_dates_by_day on deal_dates (audience, last, first)",
    # Companies: server_id 0 from the vocabulary (known 1) or from shared reports; else seen by that server alone.
    # shared_deals counts the views of audience 0, to offer the busiest first without counting them all each time.
    """create table companies (
        id {id}, server_id bigint not null, name text not null, known integer not null, ticker text not null,
        country text not null, sector text not null, parent text not null, shared_deals bigint not null)""",
    "create index companies_busiest on companies (server_id, shared_deals)",
    "create index companies_by_name on companies (name)",
    # Names in their comparison form. article_id 0 is the vocabulary; else the names that an article's reports gave,
    # which go when it goes. server_id is who may find by them. rank: 0 its name, 1 alias, 2 ticker, 3 a word within.
    """create table company_names (
        server_id bigint not null, key {key} not null, company_id bigint not null references companies (id),
        article_id bigint not null, rank integer not null, name text not null,
        primary key (key, server_id, company_id, article_id))""",
    "create index company_names_of on company_names (company_id)",
    "create index company_names_from on company_names (article_id)",
    # A server's daily digest: wall time and IANA zone, never an offset.
    """create table digests (
        server_id bigint primary key, channel_id bigint not null, wall_time text not null, zone text not null,
        days text not null, kinds text not null, companies text not null, at_least text,
        say_when_empty integer not null, set_by bigint not null, set_at text)""",
    # Each day's digest is claimed here before it is sent: the key is what makes it one post a day.
    """create table digest_posts (
        server_id bigint not null, local_date text not null, claimed_at text not null, nonce text not null,
        channel_id bigint not null, message_id bigint not null, outcome text not null, lines text not null,
        settled_at text, primary key (server_id, local_date))""",
    # What a server was told of a deal, and when.
    """create table told (
        server_id bigint not null, deal_id bigint not null references deals (id), state text not null,
        told_at text not null, primary key (server_id, deal_id))""",
    # Button lines that are too long for Discord, by a short key.
    "create table long_lines (key text primary key, line text not null)",
    # How each job last came out.
    "create table heartbeats (job text primary key, at text not null, error text not null, failures integer not null)",
    # Who did what, when.
    """create table log (
        id {id}, server_id bigint not null, person_id bigint not null, at text not null, act text not null,
        about text not null, note text not null)""",
    "create index log_by_server on log (server_id, id)",
    # Words: of what a view shows, and of articles. Two tables, so that an article told in ten deals is kept once.
    fulltext("view_words", "words"),
    fulltext("article_words", "words"),
)

CORRECTIONS = (
    # What people settled by hand, never deleted: an edit of a field (values as JSON, bodies.py), a merge into another
    # deal, a split of some reports (`reports`: article and matched deal of each) into a new one. server_id 0 holds for
    # everyone. Undone ones stay.
    """create table corrections (
        id {id}, server_id bigint not null, number bigint not null, act text not null,
        deal_id bigint not null references deals (id), into_id bigint references deals (id), field text not null,
        before text not null, after text not null, reports text not null, note text not null,
        person_id bigint not null, at text not null, undone_at text, undone_by bigint not null,
        unique (server_id, number))""",
    "create index corrections_by_deal on corrections (deal_id)",
    "create index corrections_by_into on corrections (into_id)",
    # What members proposed (*Wrong?*): a field with its value, or words alone. state: open, accepted or refused.
    """create table suggestions (
        id {id}, server_id bigint not null, number bigint not null, deal_id bigint not null references deals (id),
        field text not null, value text not null, words text not null, person_id bigint not null, at text not null,
        state text not null, settled_by bigint not null, settled_at text,
        correction_id bigint references corrections (id), unique (server_id, number))""",
    "create index suggestions_by_state on suggestions (server_id, state, id)",
    # Which reports a view adds up, and the correction by which each is there (null: it was matched with that deal).
    """create table view_reports (
        deal_id bigint not null, audience bigint not null,
        report_id bigint not null references reports (id) on delete cascade,
        by_correction bigint references corrections (id), primary key (deal_id, audience, report_id))""",
    "create index view_reports_by_report on view_reports (report_id)",
    """insert into view_reports (deal_id, audience, report_id)
        select v.deal_id, v.audience, r.id from deal_views v join reports r on r.deal_id = v.deal_id
        join articles a on a.id = r.article_id where a.state = 'published' and r.server_id in (0, v.audience)""",
    # gone_into: this audience's deal was merged into that one, or all its reports were; the view is not seen then.
    # corrections: the ids of those that hold in it, as JSON, in the order in which they are applied.
    "alter table deal_views add column gone_into bigint",
    "alter table deal_views add column corrections text not null default '[]'",
    # The article of which this one is nearly a copy, from elsewhere.
    "alter table articles add column copy_of bigint",
    # When a report was put with its deal.
    "alter table reports add column placed_at text not null default ''",
    """update reports set placed_at = coalesce((select changed_at from articles a where a.id = article_id), '')
        where deal_id is not null""",
)

SERVER_SETTINGS = (
    # The role that is told of a digest (0: nobody), and how companies are named: "english" or "both".
    "alter table servers add column ping_role bigint not null default 0",
    "alter table servers add column names text not null default 'english'",
    # The published article that this draft is a new reading of.
    "alter table articles add column rereads bigint",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (FIRST, CORRECTIONS, SERVER_SETTINGS)
"""Schema 1 is what the first makes, schema 2 what the second adds to it, and so on."""


def statements(migration: tuple[str, ...]) -> list[str]:
    """A migration's statements for this database."""
    return [statement.replace("{id}", FILL["id"]).replace("{key}", FILL["key"]) for statement in migration]
