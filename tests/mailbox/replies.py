"""A mailbox as writers have it: answers of readers in every way that mails come, and what is none."""

from __future__ import annotations

from dataclasses import dataclass

from tests.mailbox.letters import OURS, QUOTE, a_mail, a_part, in_parts, nested

NOON = "2020-01-20 10:00"


@dataclass(frozen=True)
class Case:
    """Hold a mail and the comment that becomes of it, or why it is left."""

    name: str
    mail: bytes
    body: str = ""
    author: str = "Ann"
    date: str = NOON
    reply_to: str = ""
    post: str = "the-fall"
    left: str = ""

    @property
    def text(self) -> str:
        """Return the whole file of the comment."""
        answers = f"reply-to: {self.reply_to}\n" if self.reply_to else ""
        author = f"'{self.author}'" if ":" in self.author else self.author
        return f"---\nauthor: {author}\ndate: {self.date}\n{answers}---\n{self.body}\n"


GMAIL = """<div dir="ltr"><div>It took me <b>six weeks</b>.</div><div><br></div>
<div>See <a href="https://knee.example/x">this</a>.<br></div><div>Ann</div></div><br><div class="gmail_quote">
<div dir="ltr" class="gmail_attr">On Sun, Jan 19, 2020 at 9:12 PM A cyclist
&lt;<a href="mailto:reply@knee.example">reply@knee.example</a>&gt; wrote:<br></div>
<blockquote class="gmail_quote">Thank you.</blockquote></div>"""
OUTLOOK = """<html xmlns:o="urn:schemas-microsoft-com:office:office">
<head><style>p.MsoNormal {margin:0}</style><title>x</title></head><body><div class=WordSection1>
<p class=MsoNormal>Mine clicked, too.<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoNormal>Kind regards,<br>Ann<o:p></o:p></p>
<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in'>
<p class=MsoNormal><b>From:</b> A cyclist<br><b>Sent:</b> Sunday, January 19, 2020 9:12 PM<br>
<b>To:</b> Ann<br><b>Subject:</b> The fall</p></div><p>Thank you.</p></div></body></html>"""
YAHOO = """<div>Rest helped me.</div><div class="yahoo_quoted">
<div>On Sunday, January 19, 2020, 09:12:00 PM, A cyclist wrote:</div><div>Thank you.</div></div>"""
EVIL = """<p onclick="x()">Look <script>alert(1)</script><img src="https://spy.example/p.gif" onerror="x()"><a
href="javascript:x()">here</a> <iframe src="https://evil.example"></iframe>
<img alt="\U0001f600" src="cid:1"></p>"""
ACCIDENTS = """1986. What a year.
- No list
# No heading
    No code
> 3 is not quoted, is it
*stars*, _lines_ and `ticks`
<b>tags</b> & &amp; [brackets](x)
+1

===
a|b
"""
WRAPPED = """When I tore mine, nobody told me that the swelling would be back after each
and every ride, and I thought that something had gone wrong all over again.

My physio said:
- rest
- ice

It went away in the end.
"""
FLOWED = """I rode on the flat for a month, \nand it went \nwell.
> You wrote: \n> did it hurt?
No.
-- \nAnn"""
INLINE = f"""{QUOTE}

It is fine by now.

> And the scan?

They saw nothing.
> Bye

Ann
"""
PGP = """-----BEGIN PGP SIGNED MESSAGE-----
Hash: SHA256

- -- no dash here
Signed words.
-----BEGIN PGP SIGNATURE-----

iQEzBAEBCAAdFiEE
-----END PGP SIGNATURE-----
"""
FULL = "Ann Example"

REPLIES = (
    Case("plain, with our own lines below", a_mail(f"Get well soon!\n\nAnn\n\n{OURS} "), "Get well soon!"),
    Case(
        "a comment is answered, and quoted below",
        a_mail(f"Mine is fine.\n\nBest,\nAnn\n\n{QUOTE}\n", "Re: The fall [the-fall/first]"),
        "Mine is fine.",
        reply_to="first",
    ),
    Case("below the quote", a_mail(f"{QUOTE}\n\nWell, thanks.\n"), "Well, thanks.", FULL),
    Case("between quotes", a_mail(INLINE), "It is fine by now.\n\nThey saw nothing."),
    Case(
        "Gmail, both texts, broken lines",
        in_parts(
            a_part(f"It took me *six weeks*.\n\nSee this.\nAnn\n\n{QUOTE}"),
            a_part(GMAIL, "text/html; charset=utf-8", "quoted-printable"),
            kind="alternative",
        ),
        "It took me \\*six weeks\\*.\n\nSee this.",
    ),
    Case(
        "Gmail, HTML alone",
        a_mail(GMAIL, kind="text/html; charset=utf-8", encoding="base64"),
        "It took me **six weeks**.\n\nSee [this](https://knee.example/x).",
    ),
    Case("Outlook", a_mail(OUTLOOK, kind="text/html; charset=us-ascii"), "Mine clicked, too."),
    Case("Yahoo", a_mail(YAHOO, kind="text/html"), "Rest helped me.", FULL),
    Case(
        "a plain text that only stands in for the HTML",
        in_parts(
            a_part("Please use an HTML reader."),
            a_part(f"<p>{'Real words. ' * 12}</p>", "text/html"),
            kind="alternative",
        ),
        " ".join(["Real words."] * 12),
        FULL,
    ),
    Case(
        "an empty plain text",
        in_parts(a_part("\n"), a_part("<p>Words.<br>More.</p>", "text/html"), kind="alternative"),
        "Words.  \nMore.",
        FULL,
    ),
    Case("HTML that would run", a_mail(EVIL, kind="text/html"), "Look here \U0001f600", FULL),
    Case(
        "Apple Mail, words around a photo",
        in_parts(
            a_part("Before.\n\nSent from my iPhone"),
            a_part(b"\xff\xd8\xff\xe0", "image/jpeg; name=knee.jpg", "base64"),
        ),
        "Before.",
        FULL,
    ),
    Case(
        "an attached text is no part of it",
        in_parts(
            nested(
                a_part("See what I wrote."),
                a_part("<p>See what I wrote.</p>", "text/html"),
                kind="alternative",
            ),
            a_part(
                "SECRET DIARY",
                "text/plain; name=diary.txt",
                more='Content-Disposition: attachment; filename="diary.txt"\n',
            ),
        ),
        "See what I wrote.",
        FULL,
    ),
    Case(
        "lines that begin like something else",
        a_mail(ACCIDENTS),
        (
            "1986\\. What a year.  \n\\- No list  \n\\# No heading  \nNo code\n\n"
            "\\*stars\\*, \\_lines\\_ and \\`ticks\\`  \n&lt;b>tags&lt;/b> & &amp;amp; "
            "\\[brackets\\](x)  \n+1\n\n&#61;==  \na|b"
        ),
        FULL,
    ),
    Case(
        "broken at the edge",
        a_mail(WRAPPED),
        (
            "When I tore mine, nobody told me that the swelling would be back after each and every "
            "ride, and I thought that "
            "something had gone wrong all over again.\n\nMy physio said:  \n\\- rest  \n\\- "
            "ice\n\nIt went away in the end."
        ),
        FULL,
    ),
    Case(
        "format=flowed",
        a_mail(FLOWED, kind="text/plain; charset=utf-8; format=flowed"),
        "I rode on the flat for a month, and it went well.\n\nNo.",
    ),
    Case(
        "German, Thunderbird",
        a_mail(
            "Bei mir waren es drei Monate, größer wurde die Schwellung nicht.\n\nLiebe Grüße\nJörg\n\n"
            "Am 19.01.20 um 21:12 schrieb A cyclist:\n> Thank you.\n",
            "AW: The fall [the-fall]",
            "=?UTF-8?Q?J=C3=B6rg_M=C3=BCller?= <j@reader.example>",
        ),
        "Bei mir waren es drei Monate, größer wurde die Schwellung nicht.",
        "Jörg",
    ),
    Case(
        "Dutch, in cp1252 called iso-8859-1",
        a_mail(
            "Het was \u2018niets\u2019, zei hij.\n\nGroetjes,\nSanne\n\nOp zo 19 jan. 2020 om 21:12 "
            "schreef A cyclist\n"
            "<reply@knee.example>:\n\n> Thank you.".encode("cp1252"),
            kind="text/plain; charset=iso-8859-1",
        ),
        "Het was \u2018niets\u2019, zei hij.",
        "Sanne",
    ),
    Case(
        "French, from a telephone",
        a_mail(
            "Bon courage !\n\nEnvoyé de mon iPhone\n\nLe 19 janv. 2020 à 21:12, A cyclist a écrit "
            ":\n\n> Thank you.\n"
        ),
        "Bon courage !",
        FULL,
    ),
    Case(
        "Russian, in koi8-r",
        a_mail(
            "Держись!\n\nС уважением,\nИван".encode("koi8-r"),
            kind="text/plain; charset=koi8-r",
            encoding="base64",
        ),
        "Держись!",
        "Иван",
    ),
    Case(
        "Japanese, in iso-2022-jp",
        a_mail(
            "お大事に。\n\n2020年1月19日(日) 21:12 A cyclist <reply@knee.example>:\n> Thank you.".encode(
                "iso-2022-jp"
            ),
            "=?ISO-2022-JP?B?GyRCJDo5IxsoQg==?= [the-fall]",
            "=?ISO-2022-JP?B?GyRCMlZCQBsoQg==?= <h@reader.example>",
            kind="text/plain; charset=iso-2022-jp",
            encoding="7bit",
        ),
        "お大事に。",
        "花太",
    ),
    Case(
        "Arabic, with a mark that turns words round",
        a_mail("\u202eشفاك الله\u202c", sender="أحمد <a@reader.example>"),
        "شفاك الله",
        "أحمد",
    ),
    Case("no such charset", a_mail("Grüße".encode(), kind="text/plain; charset=x-martian"), "Grüße", FULL),
    Case("UTF-8 called ASCII", a_mail("Größe", kind="text/plain; charset=us-ascii"), "Größe", FULL),
    Case("Latin-1 called UTF-8", a_mail(b"Gr\xf6\xdfe", kind="text/plain; charset=utf-8"), "Größe", FULL),
    Case(
        "control characters and colours of a terminal",
        a_mail(
            "Red \x1b[31malert\x1b[0m\x07 and \x00nothing\x08.",
            sender='"Ann\x1b[2J\x07" <ann@reader.example>',
        ),
        "Red alert and nothing.",
    ),
    Case(
        "a subject in encoded words, folded in the middle of the tag",
        a_mail("Yes.", "=?utf-8?B?UmU6IEZXRDogU3R1cnogW3RoZS1m?=\n =?utf-8?Q?all=2Ffirst=5D?="),
        "Yes.",
        FULL,
        reply_to="first",
    ),
    Case(
        "a title with brackets, many prefixes, and a slug in capitals",
        a_mail("Yes.", "Re: AW: Fwd: [EXTERN] Scan [part 2] [The-Scan]"),
        "Yes.",
        FULL,
        post="the-scan",
    ),
    Case(
        "a comment that is not there",
        a_mail("Hm.", "Re: x [the-fall/../../evil] [the-fall/gone]"),
        "Hm.",
        FULL,
    ),
    Case(
        "the name is an address",
        a_mail("Hi there.", sender='"ann@reader.example" <ann@reader.example>'),
        "Hi there.",
        "A reader",
    ),
    Case("no name", a_mail("Hi there.", sender="ann@reader.example"), "Hi there.", "A reader"),
    Case(
        "a name with a comma",
        a_mail("Hi there.", sender='"Example, Ann" <ann@reader.example>'),
        "Hi there.",
        "Example, Ann",
    ),
    Case("signed with a dash", a_mail("Keep at it.\n\n\u2013 Bo\n"), "Keep at it.", "Bo"),
    Case(
        "signed under two dashes",
        a_mail("Keep at it.\n-- \nBo Derksen\nTel. 0123 456789"),
        "Keep at it.",
        "Bo Derksen",
    ),
    Case(
        "no name under it, only a wish",
        a_mail("I know it all.\n\nGood luck"),
        "I know it all.\n\nGood luck",
        FULL,
    ),
    Case(
        "a list is no name",
        a_mail("What helped:\n\n- Ice\n- Rest"),
        "What helped:\n\n\\- Ice  \n\\- Rest",
        FULL,
    ),
    Case(
        "words on what somebody wrote are no quote",
        a_mail("On Monday my doctor wrote:\nrest for a week.\nI did."),
        "On Monday my doctor wrote:  \nrest for a week.  \nI did.",
        FULL,
    ),
    Case("a greeting is no name", a_mail("Hallo,\ndas ist gut"), "Hallo,  \ndas ist gut", FULL),
    Case("a name that may be none stays", a_mail("It took long.\n\nBob"), "It took long.\n\nBob", "Bob"),
    Case(
        "a line of dashes", a_mail("Before.\n\n--\n\nAfter it all."), "Before.\n\n\\--\n\nAfter it all.", FULL
    ),
    Case(
        "GMX, with a program's words above the old mail's headers",
        a_mail(
            "Alles Gute!\n\nGesendet mit der GMX iPhone App\n\n"
            "Gesendet: Sonntag, 19. Januar 2020 um 21:12 Uhr\n"
            "Von: A cyclist <reply@knee.example>\nAn: ann@reader.example\nBetreff: Re: The fall\n\nThank you."
        ),
        "Alles Gute!",
        FULL,
    ),
    Case(
        "thanks to somebody", a_mail("I had that, too.\n\nThanks Bob"), "I had that, too.\n\nThanks Bob", FULL
    ),
    Case(
        "Polish, by Gmail",
        a_mail(
            "U mnie też.\n\nPozdrawiam,\nOla\n\nniedz., 19 sty 2020 o 21:12 A cyclist\n<reply@knee.example> "
            "napisał(a):\n\n> Thank you.",
            encoding="quoted-printable",
        ),
        "U mnie też.",
        "Ola",
    ),
    Case(
        "the old mail below, unmarked",
        a_mail("Fine by now.\n\n-----Original Message-----\nFrom: A cyclist\nSent: Sunday\n\nThank you."),
        "Fine by now.",
        FULL,
    ),
    Case(
        "addresses in the words",
        a_mail("Write to ann_@reader.example or https://reader.example/a_b_c."),
        "Write to (e-mail address taken out) or <https://reader.example/a_b_c>.",
        FULL,
    ),
    Case(
        "a date to come",
        a_mail(
            "Early.",
            headers={
                "Date": "Fri, 1 Jan 2038 00:00:00 +0000",
                "Received": "from a by b;\n Tue, 21 Jan 2020 08:30:00 +0100",
            },
        ),
        "Early.",
        FULL,
        "2020-01-21 07:30",
    ),
    Case(
        "no date",
        a_mail(
            "Undated.", headers={"Date": None, "Received": "from a by b; Wed, 22 Jan 2020 00:00:00 +0000"}
        ),
        "Undated.",
        FULL,
        "2020-01-22",
    ),
    Case(
        "a date that is none",
        a_mail("Undated.", headers={"Date": "yesterday"}),
        "Undated.",
        FULL,
        "2020-06-01 12:00",
    ),
    Case("no Message-ID", a_mail("Nameless.", headers={"Message-ID": None}), "Nameless.", FULL),
    Case(
        "from the writer's own address",
        a_mail("It is me.", sender="Me <Reply@Knee.example>"),
        "It is me.",
        "Me",
    ),
    Case(
        "signed with PGP/MIME",
        in_parts(
            a_part("Truly mine."),
            a_part("-----BEGIN PGP SIGNATURE-----", "application/pgp-signature"),
            kind="signed",
        ),
        "Truly mine.",
        FULL,
    ),
    Case("signed inside", a_mail(PGP), "\\-- no dash here  \nSigned words.", FULL),
    Case(
        "From at the start of a line",
        a_mail("Hello.\n\nFrom now on I rest."),
        "Hello.\n\nFrom now on I rest.",
        FULL,
    ),
    Case(
        "yes behind our line, which came back quoted and broken",
        a_mail(
            "Tell me!\n\n> --------------------\n> What is published: the words above\n> Want to "
            "hear of an answer?\n"
            "> Write yes here: Yes\n"
        ),
        "Tell me!",
        FULL,
    ),
)
"""Mails that become comments."""

TWIN = a_mail("Sent twice.", headers={"Message-ID": "<twin@reader.example>"})
HUGE = in_parts(a_part(b"\xff" * 3_000_000, "image/jpeg", "base64"), a_part("After the photo."))
LEFT = (
    Case(
        "no tag",
        a_mail("Hello?", "A question from ann@reader.example"),
        left="no post is named in the subject",
    ),
    Case("no subject", a_mail("Hello?", headers={"Subject": None}), left="no post is named in the subject"),
    Case(
        "a forged tag",
        a_mail("Hello?", "Re: [../../etc/passwd] [nowhere]"),
        left="its subject names a post that is not there",
    ),
    Case(
        "away",
        a_mail("Away.", headers={"Auto-Submitted": "auto-replied"}),
        left="a machine's answer, such as that somebody is away",
    ),
    Case(
        "came back",
        in_parts(a_part("Not delivered."), kind="report", headers={"Return-Path": "<>"}),
        left="a notice about another mail, such as that it did not arrive",
    ),
    Case("of a list", a_mail("News.", headers={"List-Id": "<knees.example>"}), left="the mail of a list"),
    Case("spam", a_mail("Buy.", headers={"X-Spam-Flag": "YES"}), left="marked as spam on its way to you"),
    Case(
        "an invitation",
        in_parts(a_part("Come."), a_part("BEGIN:VCALENDAR", "text/calendar"), kind="alternative"),
        left="an invitation",
    ),
    Case(
        "encrypted",
        in_parts(a_part("Version: 1", "application/pgp-encrypted"), kind="encrypted"),
        left="encrypted, which only your mail program can read",
    ),
    Case("empty", a_mail(f"\n\n{OURS}"), left="no words of the reader's own"),
    Case(
        "far too long",
        a_mail("Words. " * 4000),
        left="over 20,000 letters of words, or very long with all that it quotes",
    ),
    Case("huge", HUGE, left="too large, and no words in its first 2 MB"),
)
"""Mails of which nothing is made."""
