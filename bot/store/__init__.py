"""All the SQL, and nothing else: model objects in and out, never rows.

`db` is the database, one of two kinds (`connections` is what they share; `sqlite` and `opening`, `postgres` and
`founding` what they do not; `schema` the tables, `words` the full-text search). Then one noun a file: `articles`,
`reports`, `companies` (found by what people type) and `naming` (which company a party is), `deals` (what is asked)
and `views` (what deals add up to for each audience), `servers`, `digests`, `records` (log, heartbeats, numbers, long
button lines); `shelving` is what happens when an article comes or goes, `leaving` when a server does. What is done to
all tables at once follows from `tables`: `moving` a library to another database, `backups`. `bodies` is what is kept
as JSON. Functions take the database, or an open transaction, first.

The law of this room: a server's own articles change nothing in what any other server gets (tests/store/test_isolation).
"""
