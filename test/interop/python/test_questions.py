"""What is asked of GraphQL, and how answers are read. The platform itself is asked by python.test.ts."""

import datetime
import json
import os
import time
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from unittest import mock

from bags import ASSET

from lanran import (
    ArgumentError,
    Lanran,
    Money,
    RefusedError,
    StartingError,
    UnreachableError,
    UntrustworthyAnswerError,
)
from lanran.answers import Currency

TOKEN = {"deployment": {"currencies": [{"address": "0xAA", "symbol": "TCNY", "decimals": 2}]}}
USE = {
    "media": "streaming",
    "territories": ["FR", "cn"],
    "first_day": "2027-01-01",
    "last_day": datetime.date(2027, 12, 31),
}
NO_QUOTE = {"ok": False, "version": None, "offerId": None, "price": None, "termsHash": None, "reasons": []}


class Questions(unittest.TestCase):
    def setUp(self):
        self.asked, self.answers = [], []
        test = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                test.asked.append((body["variables"], self.headers.get("Authorization")))
                status, answer = test.answers.pop(0)
                text = (answer if isinstance(answer, str) else json.dumps(answer)).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *_):
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        self.lanran = Lanran(f"http://127.0.0.1:{server.server_address[1]}/", token="session")
        pauses = mock.patch("lanran.transport.PAUSES_SECONDS", (0.0,) * 3)
        pauses.start()
        self.addCleanup(pauses.stop)

    def answer(self, *datas):
        self.answers += [(200, {"data": data}) for data in datas]

    def test_describe_a_use_as_graphql_takes_it(self):
        self.answer({"quote": NO_QUOTE}, TOKEN)
        self.assertFalse(self.lanran.quote(ASSET, **USE, exclusive=True).ok)
        [(variables, authorization), _] = self.asked
        wish = {"media": ["STREAMING"], "territories": ["FR", "CN"], "from": "2027-01-01", "to": "2027-12-31"}
        self.assertEqual(variables["wish"], {**wish, "exclusive": True})
        self.assertEqual(authorization, "Bearer session")

    def test_are_not_sent_when_an_argument_is_wrong(self):
        for change in (
            {"media": "films"},
            {"media": ""},
            {"territories": "EU,WORLD"},
            {"territories": "France"},
            {"first_day": "2027-1-1"},
            {"first_day": "2027-02-30"},
            {"first_day": "2028-01-01"},
            {"last_day": None},
        ):
            with self.subTest(change), self.assertRaises(ArgumentError):
                self.lanran.quote(ASSET, **{**USE, **change})
        for price in ("1200", "1,200 TCNY", "-1 TCNY", "1.005 TCNY", "1 EUR"):
            self.answer(*([TOKEN] if self.lanran._known_currencies is None else []))
            with self.subTest(price), self.assertRaises(ArgumentError):
                self.lanran.request(ASSET, "hello", price=price)
        with self.assertRaises(ArgumentError):
            self.lanran.find("text", media="streaming")
        with self.assertRaises(ArgumentError):
            Lanran("platform.example")

    def test_name_one_question_by_one_batch(self):
        self.answer({"askForUse": []}, TOKEN, {"askForUse": []}, {"askForUse": []})
        for message in ("hello", "hello", "goodbye"):
            self.lanran.request([ASSET], message, **USE)
        batches = [variables["input"]["batch"] for variables, _ in self.asked if variables]
        self.assertEqual(batches[0], batches[1])
        self.assertNotEqual(batches[0], batches[2])
        self.assertRegex(batches[0], r"^[A-Za-z0-9_-]{16,64}$")

    def test_read_pages_until_there_are_enough(self):
        def page(count, more):
            node = {
                "id": ASSET,
                "identifier": None,
                "kind": "FILM",
                "title": {"en": "a", "zh": None},
                "holder": {"slug": "m"},
            }
            edges = [{"sale": {"isNow": True}, "relevance": None, "node": node}] * count
            info = {"hasNextPage": more, "endCursor": "next"}
            return {"assets": {"totalCount": 99, "isWhole": True, "pageInfo": info, "edges": edges}}

        self.answer(page(50, True), page(10, True))
        self.assertEqual(len(self.lanran.find("text", first=60).assets), 60)
        self.assertEqual(
            [(asked["first"], asked["after"]) for asked, _ in self.asked], [(50, None), (10, "next")]
        )

    def test_say_what_the_platform_says(self):
        reason = {"code": "NO_CONSENT", "en": "No consent.", "zh": "无同意。", "data": {}}
        extensions = {"code": "LEDGER_REFUSED", "field": "wish", "reasons": [reason], "requestId": "r1"}
        self.answers = [(200, {"data": None, "errors": [{"message": "Refused.", "extensions": extensions}]})]
        with self.assertRaises(RefusedError) as raised:
            self.lanran.quote(ASSET, **USE)
        error = raised.exception
        self.assertEqual((error.code, error.field, error.request_id), ("LEDGER_REFUSED", "wish", "r1"))
        self.assertEqual(error.reasons[0].zh, "无同意。")

    def test_are_repeated_when_they_may_be_and_the_platform_is_away(self):
        self.answers = [
            (502, "bad gateway"),
            (200, "{"),
            (200, {"data": {"quote": NO_QUOTE}}),
            (200, {"data": TOKEN}),
        ]
        with self.assertRaises(RefusedError) as raised:
            self.lanran.quote(ASSET, **USE)
        self.assertEqual((raised.exception.code, len(self.asked)), ("UNEXPECTED_ANSWER", 2))
        self.lanran.quote(ASSET, **USE)
        self.answers = [(503, {"status": "starting"})]
        with self.assertRaises(StartingError):
            self.lanran.quote(ASSET, **USE)

    def test_are_not_repeated_where_nobody_listens(self):
        begun = time.monotonic()
        with mock.patch("lanran.transport.PAUSES_SECONDS", (60.0,)), self.assertRaises(UnreachableError):
            Lanran("http://127.0.0.1:1").find("text")
        self.assertLess(time.monotonic() - begun, 30)

    def test_refuse_answers_of_another_shape(self):
        for data in ({"quote": None}, {}, {"quote": {**NO_QUOTE, "price": {"amount": "1", "token": "0xBB"}}}):
            with self.subTest(data):
                self.answer(data, *([TOKEN] if self.lanran._known_currencies is None else []))
                with self.assertRaises(UntrustworthyAnswerError):
                    self.lanran.quote(ASSET, **USE)

    def test_tell_amounts_as_people_write_them(self):
        currency = Currency("0xaa", "TCNY", 2)
        amounts = [str(Money(units, currency)) for units in (0, 5, 120000, 120050)]
        self.assertEqual(amounts, ["0 TCNY", "0.05 TCNY", "1200 TCNY", "1200.50 TCNY"])
        self.assertEqual(str(Money(7, Currency("0xaa", "COIN", 0))), "7 COIN")

    def test_go_to_the_address_of_the_environment(self):
        with mock.patch.dict(os.environ, {"LANRAN_API": "https://platform.example/"}):
            self.assertEqual(Lanran().api_url, "https://platform.example")


if __name__ == "__main__":
    unittest.main()
