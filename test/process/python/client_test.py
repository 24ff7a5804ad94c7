"""Tries the client on a service: `client_test.py SOCKET`. Prints a line for each check that holds; the first that does not ends the script."""

import datetime
import sys
import time
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc
from gobi_client import RESULT, Client, GobiError

db = Client(sys.argv[1])
day = datetime.date(2024, 2, 29)


def refused(run):
    try:
        run()
    except GobiError as error:
        return error
    raise AssertionError("nothing was refused")


def rows(text, parameters=(), session=None):
    return db.execute(text, parameters, session).tables()[-1].to_pylist()


assert db.welcome["protocol"] == 1 and db.welcome["server"].startswith("gobi ")
print("hello and welcome")

given = {"a": 2**53 + 1, "b": "é 🐍", "c": Decimal("12.340"), "d": day, "e": None}
assert rows("select $a as a, $b as b, $c as c, $d as d, $e as e", given) == [given]
assert rows("select ? as a, ? as b", [1, "x"]) == [{"a": 1, "b": "x"}]
print("parameters by name and by position")

request = db.execute(
    """create table orders(id int primary key, label text, price decimal(10, 2), day date);
       insert into orders values (1, $label, $price, $day), (2, null, null, null);
       select * from orders order by id;
       delete from orders where id > 5""",
    {"label": "first", "price": Decimal("9.5"), "day": "2024-02-29"},
)
told = [(result.verb, result.rows_changed, result.batches.read_all().to_pylist()) for result in request]
first = {"id": 1, "label": "first", "price": Decimal("9.50"), "day": day}
second = {"id": 2, "label": None, "price": None, "day": None}
assert told == [("create table", 0, []), ("insert", 2, []), ("select", 0, [first, second]), ("delete", 0, [])], told
assert request.done["snapshot"] > 0
print("four statements in one text")

started, count, total, batches, size = time.monotonic(), 0, 0, 0, 0
for result in db.execute("select value as id, 'customer ' || value::text as name, value * 1.5 as half from range(1000000)"):
    for batch in result.batches:
        count, batches, size = count + batch.num_rows, batches + 1, size + batch.nbytes
        total += pc.sum(batch.column("id")).as_py()
seconds = time.monotonic() - started
assert (count, total) == (1000000, 499999500000) and batches > 10
print("a million rows, batch by batch")
print(f"{size / 1e6:.0f} MB in {seconds:.2f} s, {size / 1e6 / seconds:.0f} MB/s", file=sys.stderr)

small = Client(sys.argv[1], window=100_000)
request = small.execute("select value * 7919 % 1000003 as n from range(1000000)")
small.receive()
small.socket.settimeout(0.5)
try:
    while True:
        small.receive()
except TimeoutError:
    told = sum(len(body) for _, body in request.frames)
assert 100_000 <= told < 1_000_000 and request.frames[0][0] == RESULT, told
small.close()
print("no more than the window comes without credit")

results = iter(db.execute("select value from range(1000000); select 2 as two"))
next(iter(next(results).batches))
assert next(results).batches.read_all().to_pylist() == [{"two": 2}]
print("a result is left before its end")

db.execute("upsert procedure twice(n int, label text) returns text { print('doubling'); return {label} || ({n} * 2)::text; }").tables()
for arguments in [[21, "n="], {"label": "n=", "n": 21}]:
    call = db.call("twice", arguments)
    assert [table.to_pylist() for table in call.tables()] == [[{"twice": "n=42"}]] and call.notices == ["doubling"]
print("calls by position and by name, with what they print")

with db.transaction(7):
    rows("insert into orders values (3, 'third', null, null)", session=7)
try:
    with db.transaction(7):
        rows("delete from orders", session=7)
        seen = rows("select count(*) as n from orders", session=7), rows("select count(*) as n from orders")
        raise KeyError
except KeyError:
    pass
assert seen == ([{"n": 0}], [{"n": 3}]) and rows("select count(*) as n from orders") == [{"n": 3}]
print("transactions of a session")

error = refused(lambda: rows("select 1;\nselect nope from orders"))
assert (error.code, error.exception) == ("PLG1302", "SemanticError") and error.place["span"] == {"start": 17, "end": 21}, vars(error)
assert refused(lambda: rows("selec 1")).hint == "did you mean `select`?"
error = refused(lambda: rows("insert into orders(id) values (1)"))
assert error.exception == "UniqueViolation" and error.stack[0]["line"] == 1 and error.params["columns"] == ["id"]
error = refused(lambda: rows("insert into orders(id, price) values (9, $price)", {"price": "1.255"}))
assert error.params["parameter"] == "$price"
print("errors with code, hint, place and stack")

endless = db.execute("select count(*) from range(100000) a, range(100000) b where a.value * b.value % 7 = 3")
assert rows("select 1 as one") == [{"one": 1}]
db.cancel(endless)
assert refused(endless.tables).exception == "Cancelled"
print("a request is cancelled, others go on meanwhile")

many = pa.table({"id": range(1000, 601000), "label": ["a label"] * 600000, "price": ["1.25"] * 600000})
assert db.ingest("orders", many) == 600000
assert rows("select count(*) as n, sum(price) as price from orders where id >= 1000") == [{"n": 600000, "price": Decimal("750000.00")}]
assert db.ingest("orders", many.slice(0, 10), "upsert") == 10
assert refused(lambda: db.ingest("orders", many)).exception == "UniqueViolation"
assert refused(lambda: db.ingest("nowhere", many)).message
assert rows("select count(*) as n from orders") == [{"n": 600003}]
print("rows from Arrow, all or none")
