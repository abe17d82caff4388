"""All the SQL, and nothing else: model objects in and out, never rows.

One noun a file: `db` (connections, transactions), `schema` (tables, migrations), `articles`, `deals` (what is asked),
`views` (what deals add up to for each audience), `companies`, `servers`, `digests`, `records` (log, heartbeats, long
button lines). Functions take the database, or an open transaction, first.

The law of this room: a server's own articles change nothing in what any other server gets.
"""
