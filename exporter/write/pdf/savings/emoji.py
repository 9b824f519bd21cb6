"""Pictures of colour emoji: each made once, wherever it stands."""

from typing import Any

from exporter.write.pdf.savings.changing import Change, Function

MOST = 1000  # pictures that are held


def _making_once(stock: Function) -> Function:
    made: dict[tuple[str, bytes], dict[str, Any]] = {}

    def made_once(
        self: Any, pillow_image: Any, image_id: str, image_data: bytes, *others: Any, **named: Any
    ) -> None:
        if others or named:  # a picture of the document: these are held by its own cache
            stock(self, pillow_image, image_id, image_data, *others, **named)
            return
        known = made.get((image_id, image_data))
        if known is None:
            stock(self, pillow_image, image_id, image_data)
            if len(made) >= MOST:
                made.clear()
            made[image_id, image_data] = dict(vars(self))
        else:
            vars(self).update(known)

    return made_once


EMOJI = (Change("weasyprint.images:RasterImage", "__init__", _making_once),)
