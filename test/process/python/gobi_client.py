"""A client of a mounted lake in one file: the protocol of runtime/protocol/README.md over its Unix socket, with pyarrow."""

import collections, contextlib, io, itertools, json, socket, struct  # noqa: E401
import pyarrow as pa

HELLO, REQUEST, DATA, CREDIT = range(1, 5)
WELCOME, RESULT, MORE, NOTICE, PROGRESS, DONE, ERROR, ROOM = range(16, 24)
TYPES = dict.fromkeys(["protocol", "window", "session", "request"], pa.uint32()) | dict.fromkeys(["arguments", "parameters"], pa.binary())
JSON_FIELDS = {"details", "place", "stack", "params", "cause"}

class GobiError(Exception):
    """What the service refuses or fails at: `code`, `exception`, `category`, `hint`, `place` and the other fields of ERROR."""
    def __init__(self, record):
        super().__init__(record.get("message"))
        self.__dict__.update(record)

def stream_of(columns, metadata=None):
    """One row as an Arrow IPC stream."""
    batch, sink = pa.record_batch(columns).replace_schema_metadata(metadata), pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    return sink.getvalue().to_pybytes()

def record(name, fields):
    given = {field: pa.array([value], TYPES.get(field, pa.string())) for field, value in fields.items() if value is not None}
    return stream_of(given, {"gobi.message": name})

def fields_of(body):
    row = pa.ipc.open_stream(body).read_all().to_pylist()[0]
    return {name: json.loads(value) if name in JSON_FIELDS and value is not None else value for name, value in row.items()}

def values(given):
    """A list by position or a dict by name as the row that carries parameters or arguments, in the types that Arrow has for the values."""
    named = given if isinstance(given, dict) else {str(at): value for at, value in enumerate(given, 1)}
    return stream_of({name: pa.array([value]) for name, value in named.items()}) if named else None

class Result(io.RawIOBase):
    """What one statement gave: `verb`, `rows_changed`, and `batches` to iterate, as they come."""
    def __init__(self, request, piece):
        self.request, self.piece = request, memoryview(piece)
        self.batches = pa.ipc.open_stream(io.BufferedReader(self))
        told = {key.decode(): value.decode() for key, value in self.batches.schema.metadata.items()}
        self.verb, self.rows_changed = told["gobi.verb"], int(told.get("gobi.rows_changed", 0))

    readable = lambda self: True  # noqa: E731
    def readinto(self, space):
        """What pyarrow reads the stream with: the pieces, one after the other."""
        self.piece = self.piece or memoryview(self.request.next_frame()[1])
        part, self.piece = self.piece[: len(space)], self.piece[len(space) :]
        space[: len(part)] = part
        return len(part)

class Request(io.RawIOBase):
    """A request under way: iterate for its results, write the rows that it takes. `notices` are there as they came, `done` at the end."""
    def __init__(self, client, number):
        self.client, self.number, self.frames, self.room, self.notices, self.done = client, number, collections.deque(), 4 << 20, [], None

    def next_frame(self):
        """The next piece of a result; None when all has been told."""
        while self.done is None:
            kind, body = self.frames.popleft() if self.frames else (None, self.client.receive())
            if kind in (RESULT, MORE):  # it is taken now: there is room for as much again
                self.client.send(CREDIT, self.number, struct.pack("<I", len(body)))
                return kind, body
            if kind == NOTICE:
                self.notices.append(fields_of(body)["message"])
            if kind in (DONE, ERROR):
                self.done = fields_of(body)
                del self.client.requests[self.number]
                if kind == ERROR:
                    raise GobiError(self.done)

    def __iter__(self):
        while frame := self.next_frame():
            if frame[0] == RESULT:  # a `more` here is of a result that was left before its end
                yield Result(self, frame[1])

    def tables(self):
        return [result.batches.read_all() for result in self]

    writable = lambda self: True  # noqa: E731
    def write(self, data):
        while self.room == 0 and not self.frames and self.done is None:
            self.client.receive()
        if self.frames or self.done is not None:  # it has ended before it had all rows
            return self.tables() or len(data)
        part = bytes(data[: self.room])
        self.client.send(DATA, self.number, part)
        self.room -= len(part)
        return len(part)

class Client:
    def __init__(self, path, token=None, role=None, window=4 << 20):
        self.socket, self.requests, self.numbers = socket.socket(socket.AF_UNIX), {}, itertools.count(1)
        self.socket.connect(path)
        self.file = self.socket.makefile("rb", 1 << 20)
        asked = {"token": token, "role": role, "compression": "lz4,zstd", "window": window}
        self.send(HELLO, 0, record("HELLO", {"protocol": 1, "client": "python"} | asked))
        self.welcome = fields_of(self.receive())

    def send(self, kind, number, body):
        self.socket.sendall(struct.pack("<IBI", len(body) + 5, kind, number) + body)

    def receive(self):
        """Reads one frame and lays it to its request; gives its body."""
        length, kind, number = struct.unpack("<IBI", self.file.read(9) or struct.pack("<IBI", 5, ERROR, 0))
        body = self.file.read(length - 5)
        if number == 0 and kind == ERROR:
            raise GobiError(fields_of(body)) if body else ConnectionError("the service has closed the connection")
        if request := self.requests.get(number):
            request.room += struct.unpack("<I", body)[0] if kind == ROOM else 0
            request.frames.extend([(kind, body)] if kind != ROOM else [])
        return body

    def request(self, message, **fields):
        number = next(self.numbers)
        request = self.requests[number] = Request(self, number)
        self.send(REQUEST, number, record(message, fields))
        return request

    def execute(self, text, parameters=(), session=None):
        return self.request("EXECUTE_SQL", text=text, parameters=values(parameters), session=session)

    def call(self, procedure, arguments=(), session=None):
        return self.request("CALL_PROCEDURE", procedure=procedure, arguments=values(arguments), session=session)

    def ingest(self, table, rows, mode="insert", session=None):
        """Puts an Arrow table into a table of the lake; gives the number of rows."""
        request = self.request("INGEST", table=table, mode=mode, session=session)
        with io.BufferedWriter(request, 1 << 20) as file, pa.ipc.new_stream(file, rows.schema) as writer:
            writer.write_table(rows, max_chunksize=1 << 16)
        self.send(DATA, request.number, b"")  # all rows are there
        return sum(result.rows_changed for result in request)

    @contextlib.contextmanager
    def transaction(self, session):
        """The requests of the session within `with` take effect together, or not at all when it is left by an exception."""
        self.request("SESSION", session=session, action="begin").tables()
        action = "rollback"
        try:
            yield session
            action = "commit"
        finally:
            self.request("SESSION", session=session, action=action).tables()

    def cancel(self, request):
        self.request("CANCEL", request=request.number).tables()

    def close(self):
        self.socket.shutdown(socket.SHUT_RDWR)
