"""Terms that lean to the lender, and what becomes of data, in further English words."""

from __future__ import annotations

from contracts.wordings.model import idea
from contracts.wordings.sides import LENDER_EN

CHANGED = (
    idea(
        LENDER_EN
        + r"\b~(?:may|can|reserves? the right to|(?:is|are) (?:free|entitled) to)~(?:change|vary|amend|modify|alter|revise|replace|adjust)\b~~"
        r"without (?:the )?(?:\w+'s? |your )?(?:agreement|consent|approval|notice|asking)",
        unless=r"in (?:your|the borrower's) favou?r|reduc|lower",
    ),
    idea(
        r"(?:terms?|conditions?|fees?|charges?|rules|provisions?)\b~(?:may|can) be (?:changed|amended|varied|modified|revised|altered|increased)~"
        r"(?:by (?:us|the (?:lender|company|bank|creditor))|at any time|without|unilaterally|at (?:our|its) (?:sole )?discretion)",
        unless=r"both parties|with (?:your|the borrower's)~consent|in (?:your|the borrower's) favou?r|\bindex\b",
    ),
)
INTERPRETED = (
    idea(
        r"(?:we|(?:the )?(?:lender|creditor|company|bank)) alone (?:decides?|determines?|interprets?|says?)\b~(?:mean|meaning|interpret|term|provision|agreement)",
    ),
    idea(
        r"(?:interpretation|reading|understanding|construction|view|opinion) of (?:the )?(?:lender|creditor|company|bank)~(?:prevails?|shall prevail|final|binding|decisive|controls?)",
    ),
    idea(
        r"(?:lender|creditor|company|bank)'s (?:interpretation|reading|understanding|construction)\b~(?:prevails?|final|binding|decisive|controls?|governs?)",
    ),
)
LENDERS_COURT = (
    idea(
        r"(?:only|exclusively|solely) in (?:the courts? (?:of|in) )?(?:the state of )?(?-i:[A-Z])\w+~(?:wherever|regardless of where|no matter where|irrespective of where)~(?:live|reside)",
    ),
    idea(
        r"(?:wherever|regardless of where|no matter where|irrespective of where) you (?:live|reside)",
        r"\b(?:sue|court|bring|brought|litigat|jurisdiction|venue)",
        unless=r"where you live (?:may|can)",
    ),
)
FORCED = (
    idea(
        r"arbitration~(?:the )?(?:only|sole|exclusive) (?:remedy|means|way|forum|procedure)",
        unless=r"\bnot\b~(?:only|sole|exclusive)",
    ),
    idea(
        r"(?:may|can|shall) ?not (?:go to|sue in|bring~in|start~in|apply to|turn to) (?:a |any |the )?courts?\b",
        r"arbitrat|dispute|claim",
        unless=r"we may not|lender may not",
    ),
)
RIGHTS = (
    idea(
        r"consents? to (?:the )?(?:immediate|summary|direct|compulsory|forced)~(?:execution|enforcement|seizure|foreclosure)",
    ),
    idea(
        r"(?:immediate|summary) (?:execution|enforcement)~(?:without|with no) ~?(?:hearing|notice|trial|judgment|proceedings)",
    ),
    idea(
        r"(?:future|all) (?:wages|earnings|salary|income)~(?:assigned|transferred|pledged|paid over|payable) ?~?to",
        unless=r"\bno\b|\bnot\b",
    ),
    idea(
        r"waives?~(?:presentment|protest|demand|notice of (?:dishono|protest|default|non-?payment))~~(?:defen[cs]e|exemption|right|notice)",
    ),
)
RECORDS = (
    idea(
        r"(?:statement|account|record|balance|invoice)s?\b~(?:not (?:disputed|questioned|contested|objected)|unless~(?:object|dispute))~within~(?:deemed|treated|taken|considered|becomes?|is) ?~?"
        r"(?:accepted|correct|final|binding|approved|agreed)",
        unless=r"you may still|does not affect",
    ),
)
DEBITED = (
    idea(
        r"(?:automatic|direct|preauthori[sz]ed|electronic)~(?:debit|payment|withdrawal|collection)s?~(?:is|are) (?:a )?(?:required|mandatory|compulsory|condition)",
        unless=r"\bnot\b|optional|may choose|or by",
    ),
    idea(
        r"(?:set off|setoff|offset|apply|appropriate)s?~(?:any|all)\b~(?:deposits?|accounts?|balances?|funds)\b~without",
    ),
    idea(
        r"(?:set off|setoff|offset)s?~(?:debt|amount|loan|arrears)~(?:any|all)\b~(?:deposit|account|balance|fund)s?",
        unless=r"after notice|with notice|\d+ days",
    ),
    idea(
        r"(?:automatic|direct|preauthori[sz]ed)~(?:debit|payment)~(?:may not|cannot|can ?not|shall not) be (?:cancel|revok|stopp|withdrawn|terminat)",
    ),
)
JOINT = (
    idea(
        r"(?:surety|guarantor|co-?signer)s?\b~waives?~(?:defen[cs]e|right|notice|benefit)",
        unless=r"notice to co-?signer|independent legal advice",
    ),
    idea(
        r"(?:surety|guarantor)s?\b~(?:without limit|unlimited|present and future|all (?:monies|obligations|debts))",
        unless=r"not (?:be )?(?:liable|unlimited)|notice to co-?signer|independent legal advice",
    ),
)
EXPOSED = (
    idea(
        r"(?:publish|post|display|circulate|expose|share)s?~(?:name|photo|picture|image|identity|debt|default)\w*~(?:online|website|internet|social|public|newspaper|notice board|app|group)",
        unless=r"will not|never|consent",
    ),
    idea(
        r"(?:tell|inform|contact|call|message|notify|write to|approach)s?~(?:persons?|people|anyone|everyone|somebody|someone|those|numbers?)~"
        r"(?:address book|phone ?book|contact list|contacts|workplace|household|know you|close to you)",
        unless=r"will not|never|locat(?:e|ion) information",
    ),
)
MORE_THAN_NEEDED = (
    idea(
        r"(?:supply|provide|give|disclose|hand over|surrender|share|enter)s?~(?:passwords?|log-?ins?|PIN|credentials|passcodes?)~(?:social|e-?mail|bank|account|cloud|phone|media|app)",
        unless=r"never|do not|will not|\bnot\b",
    ),
)
WITHOUT_END = (
    idea(
        r"(?:consent|authori[sz]ation|permission|authority)s?\b~(?:remains?|stays?|continues?|is) (?:valid|effective|in force|good)~"
        r"(?:indefinite|permanent|perpetu|for ever|forever|without (?:limit|end)|even if|after|regardless|until (?:we|the lender))",
        unless=r"debit|ACH|account debit",
    ),
    idea(
        r"(?:cannot|can not|can't|may not|no right to|not entitled to|unable to) (?:withdraw|revoke|take back|cancel)~(?:consent|permission|authori[sz]ation|agreement to)",
        unless=r"debit|ACH|account\b|loan agreement",
    ),
)
SHARED = (
    idea(
        LENDER_EN
        + r"\b~(?:may|can|will|shall|(?:is|are) (?:free|entitled) to)~(?:sell|rent|lease|trade|transfer|disclose|share|pass)~(?:data|information|details|profile)~~"
        r"(?:third part|others?\b|partners?|affiliates?|anyone|companies)",
        unless=r"will not|shall not|may not|with (?:your )?(?:separate|express|prior|written)|only if you|required by law|listed|named|annex",
    ),
    idea(
        r"(?:affiliates?|partners?|group companies|subsidiaries|associates|third parties)\b~(?:may|can|to) (?:use|process|contact|market|approach|send)~"
        r"(?:data|information|details|you\b|offers?|products?|promot|market)",
        unless=r"opt[- ]in|only if you|unless you (?:object|ask)|separate(?:ly)? consent|tick|may not|will not",
    ),
)
