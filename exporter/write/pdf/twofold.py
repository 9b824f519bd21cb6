"""Two things as one piece of bytes: what must be known of something, and the thing itself, not copied."""


def united(known: bytes, thing: bytes) -> bytes:
    """Both as one: the length of the first, it, the second."""
    return b"%d\n%b%b" % (len(known), known, thing)


def parted(content: bytes) -> tuple[memoryview, memoryview]:
    """The two that were `united`. Raises ValueError for what is none."""
    begin = content.index(b"\n") + 1
    end = begin + int(content[: begin - 1])
    whole = memoryview(content)
    return whole[begin:end], whole[end:]
