"""Sign-in with a key (EIP-4361). Needs ``eth-account``: ``pip install "lanran[sign]"``."""

from __future__ import annotations

import datetime
import json
import os
import re
from typing import Any
from urllib.parse import urlsplit

from .answers import read
from .errors import ArgumentError, UntrustworthyAnswerError
from .transport import Transport

_HEX_KEY = re.compile(r"(?:0x)?([0-9a-fA-F]{64})")


def read_key_file(path: str) -> str:
    """The private key of a file: 64 hex digits, or an ethers keystore that LANRAN_PASSPHRASE opens.

    :raises ArgumentError: no message holds any of the file's content
    """
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read().strip()
    except (OSError, UnicodeDecodeError) as cause:
        raise ArgumentError("key_file", f"{path} can't be read: {cause}") from None
    digits = _HEX_KEY.fullmatch(text)
    if digits is not None:
        return f"0x{digits.group(1).lower()}"
    if not text.startswith("{"):
        raise ArgumentError("key_file", f"{path} holds neither 64 hex digits nor a keystore (JSON).")
    passphrase = os.environ.get("LANRAN_PASSPHRASE")
    if passphrase is None:
        raise ArgumentError("key_file", f"{path} is a keystore: set LANRAN_PASSPHRASE to its passphrase.")
    try:
        return "0x" + bytes(_account_class().decrypt(json.loads(text), passphrase)).hex()
    except (ValueError, TypeError, KeyError):
        raise ArgumentError("key_file", f"{path} is no keystore that LANRAN_PASSPHRASE opens.") from None


def sign_in(transport: Transport, private_key: str) -> str:
    """The token of a new session.

    :param private_key: 64 hex digits, with or without 0x
    :raises UntrustworthyAnswerError: when the platform asks to sign in elsewhere
    """
    account = _account(private_key)
    answer = transport.graphql("query { deployment { chainId } }", {})
    chain_id = read(lambda: int(answer["deployment"]["chainId"]))
    asked = transport.graphql("mutation { createNonce { nonce domain uri } }", {}, repeatable=True)
    nonce, domain, uri = read(lambda: _plain_parts(asked["createNonce"]))
    _require_own_domain(domain, transport.api_url)
    now = datetime.datetime.now(datetime.timezone.utc)
    message = "\n".join(
        [
            f"{domain} wants you to sign in with your Ethereum account:",
            account.address,
            "",
            "Sign in to Lanran.",
            "",
            f"URI: {uri}",
            "Version: 1",
            f"Chain ID: {chain_id}",
            f"Nonce: {nonce}",
            f"Issued At: {now.strftime('%Y-%m-%dT%H:%M:%S')}.{now.microsecond // 1000:03d}Z",
        ]
    )
    signed = transport.graphql(
        """mutation ($message: String!, $signature: String!) {
          signIn(message: $message, signature: $signature) { token }
        }""",
        {"message": message, "signature": _signature(account, message)},
    )
    return read(lambda: str(signed["signIn"]["token"]))


def _plain_parts(asked: Any) -> tuple[str, str, str]:
    """The message is signed line by line: a part with a line break would write lines of its own."""
    nonce, domain, uri = asked["nonce"], asked["domain"], asked["uri"]
    if not re.fullmatch(r"[A-Za-z0-9]{8,128}", nonce):
        raise ValueError("its nonce is not 8 to 128 letters and digits")
    if not re.fullmatch(r"https?://[^\s@]+", uri) or urlsplit(uri).netloc != domain:
        raise ValueError(f"it asks to sign in to {uri!r}, not to {domain!r}")
    return nonce, domain, uri


def _require_own_domain(domain: str, api_url: str) -> None:
    """Else a platform in between could hand on another's nonce and be signed in there."""
    own, asked = urlsplit(api_url), urlsplit(f"//{domain}")
    if domain == own.netloc:
        return
    is_local = _is_loopback(asked.hostname) and _is_loopback(own.hostname)
    if is_local and read(lambda: asked.port) == own.port:
        return
    raise UntrustworthyAnswerError(
        f"The platform signs people in at {domain!r} only, and was reached at {own.netloc}. Nothing was signed. "
        f"Use its own address, or have the operator start it with LANRAN_PUBLIC_URL={api_url}."
    )


def _is_loopback(host: Any) -> bool:
    return host in ("localhost", "::1") or re.fullmatch(r"127\.\d+\.\d+\.\d+", host or "") is not None


def _account_class() -> Any:
    try:
        from eth_account import Account
    except ImportError:
        raise ArgumentError("key", 'signing needs eth-account. Run pip install "lanran[sign]".') from None
    return Account


def _account(private_key: str) -> Any:
    account_class = _account_class()
    digits = _HEX_KEY.fullmatch(private_key.strip())
    if digits is None:
        raise ArgumentError("key", "must be 64 hex digits.")
    try:
        return account_class.from_key(f"0x{digits.group(1)}")
    except Exception:
        # eth-account's own errors hold the key.
        raise ArgumentError("key", "is a number that is no secp256k1 key.") from None


def _signature(account: Any, message: str) -> str:
    from eth_account.messages import encode_defunct

    return "0x" + bytes(account.sign_message(encode_defunct(text=message)).signature).hex()
