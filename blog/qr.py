"""QR codes, drawn here: no page asks anyone else for one."""

from io import BytesIO

import segno


def draw_qr(address: str) -> bytes:
    """The SVG of the code that leads to an absolute address, dark on white as every reader expects it."""
    stream = BytesIO()
    code = segno.make_qr(address, error="m")
    code.save(stream, kind="svg", border=4, light="#fff", xmldecl=False, omitsize=True)
    return stream.getvalue()
