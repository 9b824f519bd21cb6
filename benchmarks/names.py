"""A name server on loopback whose answers change: what a rebinding attacker runs. A records only, TTL 0."""

import itertools
import socket
import struct
import threading
from collections.abc import Mapping, Sequence

A, IN, PORT = 1, 1, 53


class Names:
    """Answers for `names`: to the n-th question for one its n-th list of addresses, then over again."""

    def __init__(self, host: str, names: Mapping[str, Sequence[Sequence[str]]]) -> None:
        self._turns = {name: itertools.cycle(answers) for name, answers in names.items()}
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((host, PORT))
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            question, asker = self._socket.recvfrom(512)
            self._socket.sendto(self._answer(question), asker)

    def _answer(self, question: bytes) -> bytes:
        """RFC 1035, 4.1: the header, the question again, a record for each address."""
        name, end = _name(question)
        kind = struct.unpack_from(">H", question, end)[0]
        known = name in self._turns
        addresses = next(self._turns[name]) if known and kind == A else ()
        flags = 0x8180 if known else 0x8183  # a standard answer, or: no such name
        header = question[:2] + struct.pack(">HHHHH", flags, 1, len(addresses), 0, 0)
        records = (struct.pack(">HHHIH", 0xC00C, A, IN, 0, 4) + socket.inet_aton(each) for each in addresses)
        return header + question[12 : end + 4] + b"".join(records)


def _name(question: bytes) -> tuple[str, int]:
    """The name asked for, and where it ends."""
    labels, at = [], 12
    while question[at]:
        labels.append(question[at + 1 : at + 1 + question[at]].decode("ascii", "replace").lower())
        at += 1 + question[at]
    return ".".join(labels), at + 1
