"""What a paper costs, its fees, lateness and leaving, in further English words."""

from __future__ import annotations

from contracts.wordings.model import idea
from contracts.wordings.sides import BORROWER_EN, LENDER_EN

_REASONABLE = (
    r"reasonable|not exceed|up to|limited to|\bcap|maximum|court (?:orders?|awards?|allows?)"
    r"|awarded|prevailing|permitted by law|allowed by law"
)
_SHOP = r"(?:merchant|seller|supplier|dealer|provider|retailer|goods|services|course|school|clinic|contractor|product|vendor|shop)"
_INDEX = r"\bindex\b|prime rate|SOFR|LIBOR|EURIBOR|SONIA|base rate|reference rate|treasury|ECB"
BEFORE_PAYOUT = (
    idea(
        r"interest~(?:starts?|begins?|commences?|runs?|accrues?|is (?:charged|counted|calculated))~(?:accru\w+ )?"
        r"(?:when|once|as soon as|from the (?:day|date|moment|time))~(?:approve|sign|accept|grant|agree|appl)",
        unless=r"disburs|funded|paid out|receive the|arriv|credited to",
    ),
    idea(
        r"(?:whether or not|even if|even though|before)~(?:funds|money|proceeds|loan|advance)~(?:released|received|paid out|arrived|sent|drawn)",
        r"interest~(?:runs?|accrues?|charged|payable|starts?)",
        unless=r"no interest",
    ),
)
COMPOUNDING = (
    idea(
        r"(?:unpaid|missed|overdue|late)\b~(?:interest|charges?|fees?)~(?:rolled up|rolled into|swell|increase)~(?:principal|balance|debt|capital)",
    ),
    idea(
        r"interest on interest|interest (?:upon|on) (?:arrears of )?interest",
        unless=r"\bno\b~interest on|\bmeans?\b|not (?:be )?charge",
    ),
)
FLOATING = (
    idea(
        LENDER_EN + r"\b~(?:may|can|reserves? the right to|(?:is|are) (?:free|entitled) to)~"
        r"(?:change|vary|adjust|raise|increase|revise|reset|alter|amend)s?~(?:the |your )?"
        r"(?:(?:interest|borrowing|annual) )*rate\b",
        unless=_INDEX
        + r"|default|\blate\b|overdue|reduce|lower|your (?:written )?(?:agreement|consent)|both parties|consented",
    ),
    idea(
        r"(?:vary|change|adjust|raise|increase|revise|alter)s?~(?:the )?rate of interest",
        LENDER_EN,
        unless=_INDEX + r"|default|overdue|reduce|lower|agreement of both",
    ),
)
OPEN_FEES = (
    idea(
        r"(?:bear|pay|responsible for|liable for|account of|borne by|expense of)s?~(?:all |any |every )?"
        r"(?:incidental|ancillary|miscellaneous|sundry|related|associated|additional|further|other) (?:costs?|expenses?|fees?|charges?)",
        unless=_REASONABLE + r"|attorney|collect|enforce|default|legal|court|\bno\b|\bnot\b",
    ),
    idea(
        r"(?:fees?|charges?|costs?|expenses)\b,? (?:including|such as|like)~(?:and so (?:on|forth)|et ?c(?:etera)?\b|among others|inter alia)",
        unless=r"attorney|collect|enforce|default|court",
    ),
    idea(
        r"(?:additional|other|further) (?:fees?|charges?|costs?)\b,? including(?: but not limited to| without limitation)",
        unless=r"attorney's|collection costs|enforce|default",
    ),
)
TIED = (
    idea(
        r"(?:by|on|upon) (?:accepting|signing|taking|drawing|confirming|clicking)~(?:also|automatically|at the same time|thereby) ?~?"
        r"(?:purchase|buy|join|subscribe|enrol|order|take out)",
        unless=r"optional|may (?:decline|opt out|cancel)",
    ),
    idea(
        r"(?:released|disbursed|paid out|granted|available|approved|funded)~only (?:once|after|if|when|upon)~"
        r"(?:bought|purchased|joined|subscribed|taken out|enrolled|opened|ordered|purchase|buy|join)",
        unless=r"of (?:your|the borrower's) (?:own )?choice|optional|any insurer|home|vehicle|property",
    ),
    idea(
        r"(?:unless|until|before) "
        + BORROWER_EN
        + r"~(?:buys?|purchases?|joins?|takes? out|subscribes?|enrols?|orders?|opens?)~"
        r"(?:insurance|cover|membership|plan|club|voucher|package|policy|account|card)",
        r"loan|credit|funds|disburs|release|approve|advance",
        unless=r"of (?:your|the borrower's) (?:own )?choice|optional",
    ),
    idea(
        r"(?:insurance|membership|club|plan|cover|warranty|voucher|subscription)\b~(?:is|are|shall be|must be) "
        r"(?:required|compulsory|mandatory|obligatory|a condition|necessary) ?~?(?:to|for|of)?",
        unless=r"\bnot\b|optional|of (?:your|the borrower's) (?:own )?choice|any insurer|vehicle|home|property",
    ),
)
PAID_FIRST = (
    idea(
        r"(?:pay|send|transfer|wire|remit|deposit)s?~(?:fee|deposit|charge|premium|tax|gift card)s?~"
        r"(?:so that|in order (?:that|for)|to (?:release|unlock|activate|receive|get|secure|process))~?(?:loan|funds?|money|advance|credit)",
        unless=r"down ?payment|not (?:required|asked)|never",
    ),
    idea(
        r"(?:fee|deposit|charge|premium|tax|payment)s?~(?:is|are) (?:due|payable|required|collected)~(?:before|prior to|ahead of)~"
        r"(?:disburs|fund|release|advance|pay ?out|loan)",
        unless=r"down ?payment|\bno\b|not ",
    ),
    idea(r"by gift card|(?:gift|prepaid) cards?~(?:fee|deposit|release|loan)"),
)
RENEWS = (
    idea(
        r"(?:no|not (?:give|send|provide)|without|fails? to give|absence of)~notice~(?:extended|renewed|continues?|rolls? over|prolonged|runs on)\b",
        r"term|loan|agreement|credit|note|contract",
        unless=r"holiday|business day|weekend",
    ),
    idea(
        r"(?:extend|renew|roll over)s?~(?:loan|term|agreement|credit|note)~(?:another|further|successive|new) ?~?(?:weeks?|months?|years?|period|term)",
        r"debit|automatic|each due date|unless|fee|finance charge|by itself|no notice|not give",
        unless=r"holiday|business day|weekend|your (?:written )?request|if you ask|you may",
    ),
)
UNCAPPED = (
    idea(
        r"(?:all|any|every|each)\b~(?:legal|attorneys?'?s?'?|solicitors?'?|court|collection|recovery|enforcement) (?:fees?|costs?|expenses?|charges?)~"
        r"(?:borne|paid|payable|met|reimbursed|for the account|charged)~(?:by|of|to) ?(?:you|the (?:borrower|debtor|obligor|customer|member))",
        unless=_REASONABLE,
    ),
    idea(
        r"(?:regardless of|whatever|irrespective of)~(?:outcome|result|who wins)",
        r"legal|attorney|cost|fee|expense",
        unless=_REASONABLE + r"|each party bears",
    ),
    idea(
        r"(?:indemnif(?:y|ies)|reimburses?|compensates?)~(?:lender|creditor|us|bank|company)\b~(?:all|any|every|each)\b~(?:cost|expense|fee|outlay)",
        unless=_REASONABLE,
    ),
)
HAIR_TRIGGER = (
    idea(
        r"(?:demand|require|call(?: in)?|recall)s?~(?:repayment|payment|loan|balance|note|whole|full)~"
        r"(?:if|when|whenever|where) (?:we|it|the (?:lender|creditor|bank|company))~(?:believe|think|consider|feel|suspect|deem)",
        unless=r"notice of \d+|\d+ days",
    ),
    idea(
        r"(?:call(?: in)?|recall|accelerate|demand)s?~(?:loan|debt|balance|note|credit|repayment)~(?:at any time|at will|whenever|in its (?:sole|own|absolute)|in our (?:sole|own|absolute))",
        unless=r"you may|borrower may",
    ),
    idea(
        r"(?:payment|instal?lment)s?~(?:one|a single|1) day (?:late|overdue)~~(?:entire|whole|full|all|balance|loan)",
        unless=r"cure|grace",
    ),
    idea(
        r"(?:default|breach|late)~(?:any other|another|other) (?:agreement|loan|debt|contract|lender|creditor|credit)~~"
        r"(?:default|due|payable|accelerat|demand)",
    ),
)
RATE_UP = (
    idea(
        r"(?:default|late|miss(?:ed)?|overdue|arrears)\w*\b~~(?:default|penalty|higher|increased) rate~(?:appl|charged|effect|on the)~?"
        r"(?:remaining|entire|whole|full|all|outstanding|rest)",
        unless=r"(?:overdue|late) (?:amount|part|instal?lment) only",
    ),
    idea(
        r"(?:default|late|miss(?:ed)?|overdue|arrears)\w*\b~~rate (?:on|for|of) (?:the |your )?(?:remaining|entire|whole|full|rest|outstanding)~"
        r"(?:becomes?|rises?|increases?|goes|raised|\d)",
    ),
)
ALL_INTEREST = (
    idea(
        r"(?:all|entire|full|whole)\b~interest~(?:remaining|rest of the|full|whole|entire|scheduled|unexpired) ?~?(?:term|period|loan)?~"
        r"(?:due|payable|owed|owing)",
        r"miss|late|default|fail|accelerat|breach",
        unless=r"refund|rebate|less unearned|prepay",
    ),
)
FULL_INTEREST = (
    idea(
        r"\bno (?:interest|finance charge|fee|charge|premium)s?\b(?: or \w+)?~(?:rebated|refunded|returned|credited|given back|waived)",
        r"prepay|early|ahead|before (?:the )?(?:maturity|end|due)|pay ?off",
    ),
    idea(
        r"(?:owe|pay|due|liable for)s?~(?:all|full|whole|entire)~interest~(?:as if|that would have|until the (?:original|scheduled))",
        r"early|prepay|ahead|pay ?off|settle",
    ),
)
CLAIMS_CUT = (
    idea(
        r"(?:disputes?|disagreements?|complaints?|problems?|quarrels?)~(?:with|against|between|about|concerning) (?:the |your |a )?"
        + _SHOP
        + r"~(?:not|no) (?:\w+ )?(?:affect|change|reduce|suspend|reason|ground|excuse|right|bearing|effect|concern)",
    ),
    idea(
        r"(?:keep|continue|go on|carry on)(?:s|ing)?\b~(?:pay|repay)~(?:even if|even though|although|whether or not|no matter)~~"
        r"(?:defective|faulty|never delivered|not delivered|unsatisf|cancel|closed?|bankrupt|insolven|poor|wrong|broken)",
    ),
    idea(
        r"(?:defen[cs]es?|claims?|objections?|set-?off)~(?:arising|based|founded|from|out of)~"
        + _SHOP,
        r"waive|give up|may not|cannot|shall not|no right|excluded|bar",
        unless=r"subject to all claims|holder of this",
    ),
)
