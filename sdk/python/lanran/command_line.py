"""``python -m lanran``: exit 0 done, 1 refused or failed, 2 bad usage."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Any, Callable

from .answers import Request
from .client import DEFAULT_API, Lanran
from .delivery_list import ClosedLicense, DeliveredFile
from .errors import ArgumentError, LanranError, ReferenceFormatError, UnreachableError
from .output import complain, print_json
from .packages import ROOT_VARIABLE, Library
from .verification import verify

MARKS = {"pass": "pass   ", "fail": "FAIL   ", "unknown": "unknown"}
Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    command: Command = options.command
    try:
        return command(options)
    except LanranError as error:
        complain(error, options.json)
        return 2 if isinstance(error, (ArgumentError, ReferenceFormatError)) else 1
    except BrokenPipeError:
        # Whoever read the output has enough; nothing is left to say to them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print("stopped; run it again to go on", file=sys.stderr)
        return 130


def find(options: argparse.Namespace) -> int:
    found = _client(options).find(
        options.text,
        kind=options.kind,
        holder=options.holder,
        concept=options.concept,
        on_offer=True if options.on_offer else None,
        media=options.media,
        territories=options.territory,
        first_day=options.first_day,
        last_day=options.last_day,
        first=options.first,
    )
    if options.json:
        return print_json({"total": found.total, "isWhole": found.is_whole, "assets": found.assets})
    for asset in found.assets:
        title = " · ".join(each for each in (asset.title_en, asset.title_zh) if each)
        print(f"{asset.id}  {asset.identifier or '-'}  {title}  ({asset.holder}; {'; '.join(asset.why)})")
    print(f"{found.total} found, {len(found.assets)} shown")
    return 0


def quote(options: argparse.Namespace) -> int:
    answer = _client(options).quote(
        options.asset,
        options.media,
        options.territory,
        options.first_day,
        options.last_day,
        options.exclusive,
        licensee=options.licensee,
        version=options.version,
    )
    if options.json:
        print_json(answer)
    elif answer.ok:
        print(f"{answer.price}, by offer {answer.offer_id}, version {answer.version}")
    else:
        print("refused:")
        for reason in answer.reasons:
            print(f"  {reason.en} {reason.zh} ({reason.code})")
    return 0 if answer.ok else 1


def request(options: argparse.Namespace) -> int:
    sent = _client(options).request(
        options.assets,
        options.message,
        media=options.media,
        territories=options.territory,
        first_day=options.first_day,
        last_day=options.last_day,
        exclusive=options.exclusive,
        price=options.price,
        community_share_bps=options.share_bps,
        due_day=options.due,
        organization=options.organization,
    )
    if options.json:
        return print_json({"requests": sent})
    for each in sent:
        print(_request_line(each))
    return 0


def deliver(options: argparse.Namespace) -> int:
    def tell(file: DeliveredFile, was_fetched: bool) -> None:
        print(f"{file.path}: {f'{file.bytes} bytes' if was_fetched else 'is here already'}", file=sys.stderr)

    told = []

    def tell_wait(error: UnreachableError) -> None:
        if not told:
            print(f"{error.message} Waiting for it, at most {options.wait:g} s.", file=sys.stderr)
        told.append(error)

    def tell_closed(closed: ClosedLicense) -> None:
        print(f"note: {closed.message}", file=sys.stderr)

    delivery = Lanran(options.api).deliver(
        _read_token(options.token_file),
        options.out,
        jobs=options.jobs,
        only=options.only,
        frames=options.frames,
        version=options.version,
        on_file=tell,
        on_closed=tell_closed,
        wait=options.wait,
        on_wait=tell_wait,
    )
    if options.json:
        return print_json(delivery)
    print(f"{len(delivery.files)} files in {delivery.out}, as listed; {delivery.fetched} of them are new")
    return 0


def check(options: argparse.Namespace) -> int:
    report = verify(options.folder, on=options.on)
    ok = report.is_complete if options.strict else report.ok
    if options.json:
        print_json({"ok": ok, "checks": report.checks})
    else:
        for each in report.checks:
            print(f"{MARKS[each.status]} {each.name}: {each.reason}")
        print("verified" if report.is_complete else "nothing is wrong" if ok else "NOT VERIFIED")
    return 0 if ok else 1


def resolve(options: argparse.Namespace) -> int:
    path = os.fspath(Library(options.root).resolve(options.reference))
    if options.json:
        return print_json({"path": path})
    print(path)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m lanran", description="A Lanran platform, for pipelines.")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    command = _add(commands, "find", find, "assets by words in any language")
    command.add_argument("text")
    command.add_argument("--kind", help="pattern, costume or film")
    command.add_argument("--holder", help="id or slug of the institution")
    command.add_argument("--concept", help="vocabulary and code, such as technique/batik")
    command.add_argument("--on-offer", action="store_true", help="what can be licensed today")
    command.add_argument("--first", type=int, default=20, help="how many (20)")
    _add_use(command, required=False)
    _add_platform(command)

    command = _add(commands, "quote", quote, "the price of an exact use, or every reason why not")
    command.add_argument("asset")
    _add_use(command, required=True)
    command.add_argument("--exclusive", action="store_true")
    command.add_argument("--licensee", help="id or slug of the studio; your own with --key-file")
    command.add_argument("--version", type=int, help="number of the version; the newest unless given")
    _add_platform(command)

    command = _add(commands, "request", request, "ask holders and communities for a use")
    command.add_argument("assets", nargs="+")
    command.add_argument("--message", required=True)
    _add_use(command, required=False)
    command.add_argument("--exclusive", action="store_true")
    command.add_argument("--price", help='for each asset, such as "1200 TCNY"')
    command.add_argument("--share-bps", type=int, help="the community's share, hundredths of a percent")
    command.add_argument("--due", help="last day for answers")
    command.add_argument("--organization", help="for which organization; your own unless given")
    _add_platform(command)

    command = _add(commands, "deliver", deliver, "fetch the files that a delivery token opens; again goes on")
    command.add_argument("--token-file", required=True, help="file that holds the token, or - for stdin")
    command.add_argument("--out", required=True, help="where the files go")
    command.add_argument("--jobs", type=int, default=4, help="files at once (4)")
    command.add_argument("--only", action="append", help="glob such as *.exr or plates/**; may be repeated")
    command.add_argument("--frames", help="such as 1001-1050 or 1001-1099x2,1120")
    command.add_argument("--version", type=int, help="number of a version that the license opens")
    command.add_argument(
        "--wait", type=float, default=0.0, help="seconds to wait while the platform does not answer or starts again (0)"
    )
    command.add_argument("--api", help=f"address of the platform (LANRAN_API, else {DEFAULT_API})")

    command = _add(commands, "verify", check, "check a package or a delivery; calls nobody")
    command.add_argument("folder")
    command.add_argument("--on", help="the day on which the license has to be in force; today unless given")
    command.add_argument("--strict", action="store_true", help="fail also where something is unknown")

    command = _add(commands, "resolve", resolve, "where the file of a lanran://ASSET@VERSION/PATH lies")
    command.add_argument("reference")
    command.add_argument("--root", help=f"folder of packages and deliveries ({ROOT_VARIABLE}, else this one)")
    return parser


def _add(commands: Any, name: str, command: Command, text: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    parser.set_defaults(command=command)
    return parser


def _add_use(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument("--media", required=required, help="such as streaming,game; all")
    parser.add_argument("--territory", required=required, help="ISO 3166-1 codes such as FR,CN; WORLD")
    parser.add_argument("--from", dest="first_day", required=required, help="first day, YYYY-MM-DD")
    parser.add_argument("--to", dest="last_day", required=required, help="last day, included")


def _add_platform(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--api", help=f"address of the platform (LANRAN_API, else {DEFAULT_API})")
    parser.add_argument("--key-file", help='your key, to sign in with; needs pip install "lanran[sign]"')


def _client(options: argparse.Namespace) -> Lanran:
    if options.key_file is None:
        return Lanran(options.api)
    return Lanran.signed_in(options.api, key_file=options.key_file)


def _read_token(path: str) -> str:
    try:
        if path == "-":
            return sys.stdin.read()
        if os.name == "posix" and os.stat(path).st_mode & 0o077:
            print(f"warning: others can read {path}; make it yours alone: chmod 600 {path}", file=sys.stderr)
        with open(path, encoding="utf-8") as file:
            return file.read()
    except (OSError, UnicodeDecodeError) as cause:
        raise ArgumentError("--token-file", f"{path} can't be read: {cause}") from None


def _request_line(sent: Request) -> str:
    assets = "1 asset" if len(sent.items) == 1 else f"{len(sent.items)} assets"
    return f"{sent.id} {sent.kind} {sent.state}: {assets}; answers until {sent.due_day}"
