"""Links as people pass them on: the form in which two of them are compared, and whether one is fit to be shown.

Fetching them is `fetch`'s business.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

from bot.language.text import words

# What links pick up on their way from reader to reader, and says nothing of where they lead.
TRACKING = words(
    "fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid igshid igsh li_fat_id mc_cid mc_eid mkt_tok "
    "_ga _gl _hsenc _hsmi vero_id oly_anon_id oly_enc_id wickedid s_cid cmpid ncid ocid smid sref smtyp xtor spm "
    "guccounter guce_referrer guce_referrer_sig amp_js_v amp_gsa usqp outputtype amp mod reflink taid cid_source "
    "share shareid share_id feature ref ref_src ref_url referrer source src_ref via campaign_id sh_kit at_medium "
    "at_campaign srsltid __twitter_impression __source cx_testid icid wt.mc_id"
)
WRITTEN = re.compile(r"<?(https?://[^\s<>|\"“”]{3,2000})")
HOST = re.compile(r"\A(?:www\d?|m|mobile|amp)\.(?=[^.]+\.[^.])")
AMP_END = re.compile(r"(?:[./]amp|/amp\.html?|\.amp\.html?)\Z", re.IGNORECASE)
INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)\Z", re.IGNORECASE)
CACHED = re.compile(
    r"\A(?:[^/]{1,300}\.cdn\.ampproject\.org/[civ]|(?:www\.)?(?:google|bing)\.[a-z.]{2,6}/amp)/(?:s/)?(?=[^/]+\.[^/]+/)",
    re.IGNORECASE,
)
"""Others' copies of a page, which name the page itself: "google.com/amp/s/example.com/news"."""

MOST_WRAPPED = 3

LEADS_ON = re.compile(
    r"\A(?:(?:www\.)?google\.[a-z.]{2,6}/url|lm?\.facebook\.com/l\.php|[^/]{1,100}\.safelinks\.protection\.outlook\.com/?)\Z"
)
"""Pages that do nothing but lead to another, named in their query."""

AMP_START = re.compile(r"\A/amp(?=/)", re.IGNORECASE)


def link_key(url: str) -> str:
    """The form in which links are compared; empty for what is no web link.

    Scheme, "www." and the like, tracking parameters, the accelerated form of a page, fragment and a closing slash are
    left out, for they lead to the same article.
    """
    parts = _split(url)
    if parts is None:
        return ""
    for _ in range(MOST_WRAPPED):
        parts = _split(_within(parts)) or parts
    assert parts.hostname is not None
    host = HOST.sub("", parts.hostname.casefold().rstrip("."))
    return f"{host}{_port(parts)}{_path(parts.path)}{_query(parts.query)}"


def _within(parts: SplitResult) -> str:
    """The link that another one wraps; empty where it wraps none."""
    place = f"{parts.hostname}{parts.path}"
    if cached := CACHED.match(place):
        return f"https://{place[cached.end() :]}?{parts.query}"
    if LEADS_ON.match(place):
        named = dict(parse_qsl(parts.query))
        return next((named[name] for name in ("url", "q", "u") if named.get(name, "").startswith("http")), "")
    return ""


def find_links(text: str) -> list[str]:
    """The web links in what a person wrote, in order, each once; a full stop or bracket after one is not part of it."""
    found = (_ended(match[1]) for match in WRITTEN.finditer(text))
    return list(dict.fromkeys(link for link in found if link_key(link)))


def _ended(link: str) -> str:
    link = link.rstrip(".,;:!?'\"*_~")
    return link.rstrip(")]") if link.count("(") < link.count(")") or link.endswith("]") else link


def _split(url: str) -> SplitResult | None:
    """A web link's parts; None for what is none."""
    try:
        parts = urlsplit(url.strip())
        parts.port  # noqa: B018 - raises for "example.com:port"
    except ValueError:
        return None
    return parts if parts.scheme.casefold() in ("http", "https") and parts.hostname else None


def _port(parts: SplitResult) -> str:
    return "" if parts.port in (None, 80, 443) else f":{parts.port}"


def _path(path: str) -> str:
    """Percent signs only where they must be, so that "%7E" and "~" are one."""
    plain = INDEX.sub("", AMP_START.sub("", re.sub(r"/{2,}", "/", path)).rstrip("/"))
    plain = AMP_END.sub("", plain).rstrip("/")
    return quote(unquote(plain), safe="/~:@!$&'()*+,;=-._")


def _query(query: str) -> str:
    kept = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if not _tracks(name)]
    return f"?{urlencode(sorted(kept))}" if kept else ""


def _tracks(name: str) -> bool:
    folded = name.casefold()
    return folded in TRACKING or folded.startswith(("utm_", "pk_", "mtm_", "hsa_", "at_custom"))
