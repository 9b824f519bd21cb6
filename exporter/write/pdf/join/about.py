"""What a PDF says about itself: the information dictionary and the same as XMP (ISO 16684-1)."""

from dataclasses import dataclass
from datetime import datetime
from html import escape

import pydyf

PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
{facts}
</rdf:Description>
{marks}</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
MARKS = {  # by variant: PDF/UA-1 (ISO 14289-1, 5), PDF/A-2u (ISO 19005-2, 6.6.4)
    "ua": '<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
    "<pdfuaid:part>1</pdfuaid:part></rdf:Description>\n",
    "a": '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>2'
    "</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance></rdf:Description>\n",
}


@dataclass(frozen=True, slots=True)
class About:
    """The facts of a book as PDF readers show them. `modified` is UTC; `lang` a BCP 47 tag."""

    title: str
    lang: str
    modified: datetime
    program: str
    creators: tuple[str, ...] = ()
    description: str = ""
    subjects: tuple[str, ...] = ()
    right_bound: bool = False

    def information(self) -> pydyf.Dictionary:
        """The information dictionary (ISO 32000-1, 14.3.3)."""
        texts = {
            "Title": self.title,
            "Author": ", ".join(self.creators),
            "Subject": self.description,
            "Keywords": ", ".join(self.subjects),
            "Creator": self.program,
            "Producer": self.program,
        }
        when = pydyf.String(self.modified.strftime("D:%Y%m%d%H%M%SZ"))
        told = {name: pydyf.String(text) for name, text in texts.items() if text}
        return pydyf.Dictionary(told | {"CreationDate": when, "ModDate": when})

    def packet(self, variant: str) -> bytes:
        """The XMP packet, which says too which standard the file keeps to ("ua", "a", "" for none)."""
        when = self.modified.strftime("%Y-%m-%dT%H:%M:%SZ")
        facts = [_container("dc:title", "Alt", [self.title], ' xml:lang="x-default"')]
        facts += [_container("dc:creator", "Seq", self.creators)] if self.creators else []
        if self.description:
            facts.append(_container("dc:description", "Alt", [self.description], ' xml:lang="x-default"'))
        facts += [_container("dc:subject", "Bag", self.subjects)] if self.subjects else []
        facts.append(_container("dc:language", "Bag", [self.lang]))
        single = {
            "pdf:Keywords": ", ".join(self.subjects),
            "pdf:Producer": self.program,
            "xmp:CreatorTool": self.program,
            "xmp:CreateDate": when,
            "xmp:ModifyDate": when,
        }
        facts += [f"<{name}>{escape(text, quote=False)}</{name}>" for name, text in single.items() if text]
        return PACKET.format(facts="\n".join(facts), marks=MARKS.get(variant, "")).encode()


def _container(name: str, kind: str, texts: tuple[str, ...] | list[str], attributes: str = "") -> str:
    items = "".join(f"<rdf:li{attributes}>{escape(text, quote=False)}</rdf:li>" for text in texts)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"
