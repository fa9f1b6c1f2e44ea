"""A drawing is published as it is: so it may do nothing, load nothing and tell nothing."""

from __future__ import annotations

import pytest

from injury_series.outputs.svg import check_drawing

ACTIVE = "it holds a script, or a link to something outside itself"
NOTES = 'it holds notes of the drawing program; save it as "plain SVG"'
DAMAGED = "it is damaged, or no picture at all"
NO_SIZE = "it has neither a width and height nor a viewBox"


def a_drawing(inside: str = "", more: str = "", before: str = "") -> bytes:
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'{before}<svg {names} viewBox="0 0 90 60" {more}>{inside}</svg>'.encode()


@pytest.mark.parametrize(
    "drawing",
    [
        a_drawing(
            '<path d="M0 0h9" fill="url(#dots)"/><use href="#x"/><use xlink:href="#x"/><title>A hip</title>'
        ),
        a_drawing('<style>.a { fill: url("#dots") } @media (width > 9px) { .a { fill: red } }</style>'),
        a_drawing(before='<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE svg PUBLIC "-//W3C" "x">'),
        b"\xef\xbb\xbf" + a_drawing('<a href="#part"><text>Rotation: once, and online</text></a>'),
        a_drawing(more='width="90px" height="60"'),
        a_drawing(more='width="100%" height="100%"'),
        a_drawing(more='width="210mm" height="140mm"'),
    ],
)
def test_a_plain_drawing_is_let_through_with_its_size(drawing: bytes) -> None:
    assert check_drawing(drawing) == (90, 60)


@pytest.mark.parametrize(
    "drawing",
    [
        a_drawing("<script>alert(1)</script>"),
        a_drawing('<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>'),
        a_drawing("<foreignObject/>"),
        a_drawing('<h:iframe xmlns:h="http://www.w3.org/1999/xhtml" src="#"/>'),
        a_drawing('<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>'),
        a_drawing(more='onload="alert(1)"'),
        a_drawing('<g\nonclick = "alert(1)"/>'),
        a_drawing('<g xmlns:ev="http://www.w3.org/2001/xml-events" ev:onclick="alert(1)"/>'),
        a_drawing('<a href="java&#10;script:alert(1)"><path/></a>'),
        a_drawing('<a xlink:href="https://a.example"><path/></a>'),
        a_drawing('<use href="https://a.example/x.svg#a"/>'),
        a_drawing('<use href=" //a.example/x.svg#a"/>'),
        a_drawing('<image href="data:image/svg+xml;base64,PHN2Zy8+"/>'),
        a_drawing('<image href="data:image/jpeg;base64,/9j/4QAA"/>'),
        a_drawing('<feImage href="x.png"/>'),
        a_drawing('<a href="#a"><set attributeName="href" to="javascript:alert(1)"/></a>'),
        a_drawing('<a href="#a"><animate attributeName="xlink:href" values="#a;//a.example"/></a>'),
        a_drawing('<animate attributeName="x" values="javascript:alert(1)"/>'),
        a_drawing('<set attributeName=" onclick" to="alert(1)"/>'),
        a_drawing('<style>@import "https://a.example/x.css";</style>'),
        a_drawing('<style>@\\69mport "https://a.example/x.css";</style>'),
        a_drawing("<style>path { fill: url(https://a.example/x.svg#a) }</style>"),
        a_drawing("<style><![CDATA[path { fill: URL( '//a.example/x' ) }]]></style>"),
        a_drawing('<style>svg { background: image-set("x.png" 1x) }</style>'),
        a_drawing('<path style="fill: url(x.svg#a)"/>'),
        a_drawing('<path fill="url(https://a.example/x.svg#a)"/>'),
        a_drawing(more='xml:base="https://a.example/"'),
        a_drawing(before='<?xml-stylesheet href="https://a.example/x.css"?>'),
        a_drawing("&a;", before='<!DOCTYPE svg [<!ENTITY a "aaaa">]>'),
        a_drawing(before='<!DOCTYPE svg SYSTEM "x" [ <!ATTLIST svg onload CDATA "alert(1)"> ]>'),
        a_drawing(before='<?xml version="1.0" encoding="iso-2022-jp"?>'),
    ],
)
def test_a_drawing_that_could_run_or_load_anything_is_told(drawing: bytes) -> None:
    with pytest.raises(ValueError, match=f"^{ACTIVE}$"):
        check_drawing(drawing)


@pytest.mark.parametrize(
    ("drawing", "why"),
    [
        (a_drawing("<!-- by Ada -->"), NOTES),
        (a_drawing("<metadata>by Ada</metadata>"), NOTES),
        (a_drawing('<g xmlns:inkscape="http://x" inkscape:label="Ada"/>'), NOTES),
        (b"<svg", DAMAGED),
        (b"", DAMAGED),
        (b"\xff\xfe<\0s\0v\0g\0/\0>\0", DAMAGED),
        (b"<html/>", DAMAGED),
        (b'<svg viewBox="0 0 9 9"/>', DAMAGED),
        (a_drawing().replace(b"0 0 90 60", b"0 0 0 60"), NO_SIZE),
        (a_drawing().replace(b"0 0 90 60", b"0 0 nan inf"), NO_SIZE),
        (a_drawing().replace(b"viewBox", b"viewbox"), NO_SIZE),
        (b"<svg>" * 50_000, DAMAGED),
    ],
)
def test_a_drawing_with_notes_or_faults_is_told(drawing: bytes, why: str) -> None:
    with pytest.raises(ValueError) as told:  # noqa: PT011 - its words are looked at whole
        check_drawing(drawing)
    assert str(told.value) == why
