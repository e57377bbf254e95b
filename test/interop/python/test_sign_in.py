import json
import os
import stat
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from lanran import ArgumentError, UntrustworthyAnswerError
from lanran.sign_in import read_key_file, sign_in
from lanran.transport import Transport

try:
    from eth_account import Account
    from eth_account.messages import encode_defunct
except ImportError as cause:
    raise unittest.SkipTest(f"SKIPPED: eth-account is not installed: {cause}") from None

KEY = "0x" + "11" * 32
ADDRESS = Account.from_key(KEY).address
OWN = {"nonce": "abcDEF123456", "domain": "platform.example", "uri": "https://platform.example"}


class SigningIn(unittest.TestCase):
    def sign_in(self, at="https://platform.example", **change):
        """What is sent to sign in, where the platform asks to sign in elsewhere by ``change``."""
        sent = []

        def graphql(_, query, variables, **more):
            if "createNonce" in query:
                return {"createNonce": {**OWN, **change}}
            if "signIn" in query:
                sent.append(variables)
                return {"signIn": {"token": "session"}}
            return {"deployment": {"chainId": "31337"}}

        with mock.patch.object(Transport, "graphql", graphql):
            self.assertEqual(sign_in(Transport(at), KEY), "session")
        return sent[0]

    def test_signs_the_message_of_eip_4361(self):
        sent = self.sign_in()
        lines = sent["message"].split("\n")
        self.assertEqual(
            lines[:2], ["platform.example wants you to sign in with your Ethereum account:", ADDRESS]
        )
        self.assertEqual(
            lines[5:9], [f"URI: {OWN['uri']}", "Version: 1", "Chain ID: 31337", f"Nonce: {OWN['nonce']}"]
        )
        self.assertRegex(lines[9], r"^Issued At: \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
        message = encode_defunct(text=sent["message"])
        self.assertEqual(Account.recover_message(message, signature=sent["signature"]), ADDRESS)

    def test_signs_nothing_for_another_address_or_further_lines(self):
        for change in (
            {"domain": "evil.example", "uri": "https://evil.example"},
            {"uri": "https://evil.example"},
            {"nonce": "abc\nChain ID: 1"},
            {"uri": "https://platform.example\nx"},
            {"domain": "platform.example\nx", "uri": "https://platform.example\nx"},
            {"domain": None},
        ):
            with self.subTest(change), self.assertRaises(UntrustworthyAnswerError):
                self.sign_in(**change)

    def test_takes_the_names_of_one_machine_for_one(self):
        own = {"domain": "127.0.0.1:4000", "uri": "http://127.0.0.1:4000"}
        self.sign_in("http://localhost:4000", **own)
        with self.assertRaises(UntrustworthyAnswerError):
            self.sign_in("http://localhost:4001", **own)


class AKeyFile(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "key"

    def read(self, text):
        self.path.write_text(text)
        self.path.chmod(stat.S_IRUSR | stat.S_IWUSR)
        return read_key_file(str(self.path))

    def test_has_64_hex_digits_or_a_keystore_and_no_message_tells_them(self):
        self.assertEqual(self.read(f"{KEY[2:].upper()}\n"), KEY)
        keystore = '{"version": 3, "crypto": {}}'
        for text, environment in ((KEY[:-1], {}), (keystore, {}), (keystore, {"LANRAN_PASSPHRASE": "x"})):
            with mock.patch.dict(os.environ, environment), self.assertRaises(ArgumentError) as raised:
                self.read(text)
            self.assertNotIn("1111", str(raised.exception))

    def test_is_a_keystore_that_a_passphrase_opens(self):
        keystore = Account.encrypt(KEY, "correct horse", kdf="pbkdf2", iterations=1000)
        with mock.patch.dict(os.environ, {"LANRAN_PASSPHRASE": "correct horse"}):
            self.assertEqual(self.read(json.dumps(keystore)), KEY)
        with mock.patch.dict(os.environ, {"LANRAN_PASSPHRASE": "wrong"}), self.assertRaises(ArgumentError):
            self.read(json.dumps(keystore))


if __name__ == "__main__":
    unittest.main()
