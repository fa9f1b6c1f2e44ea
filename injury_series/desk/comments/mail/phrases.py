"""Know the phrases by which mail programs and people around the world mark what is not their answer."""

from __future__ import annotations

WROTE = (
    "wrote", "writes", "schrieb", "schreef", "[ée]crit", "escribi[óo]", "scritto", "escreveu", "skrev",
    "kirjoitti", "napsal", "napísal", "napisał", "pisze", "писал", "пишет", "пише", "yazd", "írta", "έγραψε",
    "scris", "写道", "寫道", "書きました", "작성", "كتب", "כתב",
)  # fmt: skip
"""Say that somebody else's words follow: parts of a regular expression, as all but the last three are."""

FROM = (
    "From", "Von", "De", "Van", "Da", "Fra", "Från", "Od", "От", "Від", "Lähettäjä", "Kimden", "Feladó",
    "发件人", "寄件者", "差出人", "보낸 ?사람",
)  # fmt: skip
"""Begin the headers of a mail that Outlook quotes."""

OTHER_HEADERS = (
    "Sent", "Date", "To", "Subject", "Gesendet", "Datum", "An", "Betreff", "Envoyé", "À", "Objet", "Enviado",
    "Fecha", "Para", "Asunto", "Verzonden", "Aan", "Onderwerp", "Inviato", "Data", "Oggetto", "Assunto",
    "Skickat", "Till", "Ämne", "Sendt", "Til", "Emne", "Wysłano", "Do", "Temat", "Дата", "Кому", "Тема",
    "Отправлено", "Odesláno", "Komu", "Předmět", "发送时间", "收件人", "主题", "送信日時", "宛先", "件名",
)  # fmt: skip
"""Follow in those headers."""

SENT_FROM = (
    "Sent from (?:my|the|a) ",
    r"Sent (?:from|via|with) \[?(?:\S+ )?(?:Mail|Outlook|Proton|Yahoo|Samsung|Gmail|Spark|Fastmail|BlueMail)",
    r"Sent (?:from|via|with) \[?(?:\S+ )?(?:Tutanota|Android|iPhone|iPad|Thunderbird|K-9)",
    "Get (?:Outlook|BlueMail|Spark|Yahoo)",
    "(?:Von|Gesendet (?:von|mit)) (?:meine[mr]|Outlook|der|Mail|Yahoo|Proton)",
    "Diese (?:Nachricht|E-Mail) wurde von mein", "Outlook für .* beziehen",
    "Envoyé (?:de(?:puis)? mon|à partir d|depuis)", "Télécharge[rz] Outlook", "Provenance :",
    "Enviado (?:desde|do|de) (?:mi|meu|el|Yahoo|Outlook)", "Obtener Outlook", "Obter o Outlook",
    "Inviato da(?:l mio| iPhone| Outlook| Yahoo)", "Scarica Outlook", "Verzonden (?:vanaf|met|via) ",
    "Verstuurd (?:vanaf|met|via) ", "Skickat från ", "Sendt fra ", "Lähetetty ", "Wysłan[eo] z ",
    "Odesláno z ", "Отправлено (?:с|из) ", "Trimis de pe ", "iPhone['’]?dan gönderildi",
    r"\S+から送信$", "发自我的", "發自我的", r"나의 \S+에서 보냄", r"내 \S+에서 보냄",
    r"Virus-free\.", "Garanti sans virus", "Virenfrei",
)  # fmt: skip
"""Begin a line that a program or a telephone writes under a mail."""

FAREWELLS = (
    "(?:(?:with|many|kind(?:est)?|warm(?:est)?|very|all(?: the| my)?|lots of) )*"
    "(?:best|regards|wishes|love|thanks)(?: (?:regards|wishes|again|from))?",
    "thank you", "cheers", "sincerely", "greetings", "hugs", "take care",
    "yours(?: truly| sincerely| faithfully)?", "sincerely yours",
    "(?:(?:viele|liebe|beste|herzliche|schöne|ganz|mit|freundlichen) )*(?:grüße|grüßen|gruß|grüsse|grüssen)",
    "[lv]g", "mfg", "alles (?:gute|liebe)", "danke",
    "(?:met )?(?:vriendelijke|hartelijke|veel)? ?(?:groet|groeten|groetjes|liefs)", "mvg",
    "(?:bien )?(?:cordialement|amicalement)", "bien à (?:vous|toi)", "bises", "bisous", "merci",
    "(?:un )?(?:cordial )?(?:saludos?|abrazos?|abraços?)", "saludos cordiales", "gracias", "atenciosamente",
    "obrigad[oa]", "(?:cordiali |cari |tanti )?saluti", "un abbraccio", "grazie", "pozdrawiam", "dziękuję",
    "s pozdravem", "(?:med )?(?:vänliga?|vennlig|venlig) (?:hälsning(?:ar)?|hilsen)", "hälsningar", "hilsen",
    "mvh", "tack", "takk", "tak", "(?:ystävällisin )?terveisin", "kiitos", "с уважением", "всего доброго",
    "спасибо",
)  # fmt: skip
"""Are said before the name under a letter."""

NO_NAMES = (
    "amen", "anyway", "bravo", "bye", "congrats", "congratulations", "courage", "done", "good luck", "hello",
    "hi", "hugs", "no", "ok", "ouch", "please", "pull through", "same", "same here", "sorry", "stay strong",
    "tschüss", "well done", "wow", "yes", "xx", "xxx", "xoxo", "ja", "nein", "oui", "non", "sí",
    "gute besserung", "bon courage", "ánimo", "beterschap", "sterkte", "get well", "chin up", "keep going",
    "hang in", "god bless", "respect", "namaste", "great post", "nice post", "nice",
)  # fmt: skip
"""Stand alone under a text, and are nobody's name."""

PARTICLES = (
    "bin",
    "da",
    "de",
    "del",
    "den",
    "der",
    "di",
    "do",
    "dos",
    "du",
    "la",
    "le",
    "ten",
    "van",
    "von",
    "y",
)
"""Stand in a name in small letters."""

YES = (
    "yes", "y", "yep", "yeah", "please", "ok", "ja", "jawohl", "jo", "oui", "sí", "si", "sì", "sim", "joo",
    "kyllä", "tak", "ano", "áno", "igen", "da", "да", "так", "ναι", "evet", "jes", "jah", "jā", "taip",
    "はい", "是", "예", "네", "نعم", "כן",
)  # fmt: skip
"""Say yes."""
