"""Query parameters that senders of links add to every address: campaign tags, click identifiers, mailing lists.

Who shares a link does not choose them and no page reads them, so a link of ours drops them in silence. What is listed
is what public lists remove on every site: the query filter of Brave, the general section of AdGuard's tracking filter
and the global rules of ClearURLs, read in November 2026; and the share marks of networks that put them on the addresses
of others. Words that could be meant for the atlas (`from`, `source`, `id`, `lang`, `s`, `t`) are not listed, whatever
some sender uses them for: those are named to the reader as every unknown parameter is.
"""

from __future__ import annotations

import re

# Families, by the beginning of the name.
_PREFIXES = (
    "utm_",  # Google Analytics and whatever copies it
    "mtm_",  # Matomo
    "matomo_",
    "pk_",  # Piwik, which Matomo was
    "piwik_",
    "itm_",  # campaigns inside a site
    "hsa_",  # HubSpot
    "bsft_",  # Blueshift
    "fb_",  # Facebook
    "ga_",
    "hmb_",
    "oft_",
    "vero_",
    "adjust_",
    "_sgm_",
    "guce_",
    "__cft__",
)
_LISTED = """
    action_object_map action_ref_map action_type_map sc_customer sc_eh sc_uid
    _ga _gl _gac gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid srsltid usqp
    fbclid mibextid igsh igshid ig_rid __tn__ __xts__
    msclkid cvid ocid twclid ttclid ttp li_fat_id lipi trk epik scclid rdt_cid rdt_pid
    yclid ysclid ymclid _openstat
    mc_cid mc_eid mkt_tok _hsenc _hsmi __hsfp __hssc __hstc hsctatracking _kx _bhlid __s _ke bbeml
    ml_subscriber ml_subscriber_hash ck_subscriber_id oly_anon_id oly_enc_id wickedid rb_clickid s_cid s_kwcid
    ss_email_id ss_source et_rid at_recipient_id at_recipient_list vgo_ee elqtrack elqtrackid elq elqaid elqat elqcst
    _branch_match_id _branch_referrer irclickid irgwc ir_campaignid ir_adid ir_partnerid unicorn_click_id
    cm_me cm_cr cm_mmc xtor wt_mc cmpid ncid guccounter sscid tduid _clde _cldee mindbox-click-id mindbox-message-key
    spm scm ref ref_ ref_src ref_url referrer isappinstalled sr_share awc
"""
_NAMES = frozenset(_LISTED.split())
_INDEX = re.compile(r"\[[^\]]*\]$")  # __cft__[0]


def is_tracking_parameter(key: str) -> bool:
    """Return whether a query parameter is one that senders add to every link, whatever its case.

    Examples
    --------
    >>> is_tracking_parameter("utm_source"), is_tracking_parameter("fbclid"), is_tracking_parameter("dya")
    (True, True, False)
    """
    name = _INDEX.sub("", key.casefold())
    return name in _NAMES or name.startswith(_PREFIXES)
