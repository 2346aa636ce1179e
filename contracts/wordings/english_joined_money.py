"""What a paper costs, its fees, lateness and leaving: English concepts standing together."""

from __future__ import annotations

from contracts.wordings.english_concepts import (
    BY_CHOICE,
    DUE_NOW,
    EARLY,
    FEE,
    LATE,
    LOAN,
    MEASURED,
    OWED,
    WE,
    YOU,
)
from contracts.wordings.model import idea

_INDEX = r"\bindex\b|prime rate|SOFR|LIBOR|EURIBOR|SONIA|base rate|reference rate|treasury|\bECB\b|LPR|published by|Bank of England"
_BOUGHT = (
    r"(?:insur\w+|policy|\bcover\b|membership|\bmember\b|subscri\w+|\bclub\b|protection plan|warranty|\bshield\b|voucher|loyalty|bundle"
    r"|(?:savings|current|deposit) account|credit card|course|package|\bshares?\b|products? of|gadget|service plan)"
)
_ITEM = r"home|house|vehicle|\bcar\b|property|mortgage|motor|collateral|dwelling|pledged"
BEFORE_PAYOUT = (
    idea(
        r"interest~(?:from|since|as of|as from|with effect from|commenc\w+ (?:on|from)|beginning (?:on|with)) (?:the )?(?:day|date|moment|time|hour) ?(?:of|on which|when|that|you|we)? ?~?"
        r"(?:application|apply|approv\w+|sign\w*|execution|acceptance|offer|submi\w+|order|book\w+)",
        unless=r"value received|disburs|funded|paid out|receiv|arriv|credited to|drawdown|advance (?:is|was) made|default|overdue",
    ),
    idea(
        r"(?:360[- ]days?|360 days|three hundred and sixty|/ ?360|30/360)",
        r"actual|each day|every day|days? elapsed|calendar day|day actually|365",
        unless=r"30-day months|months of 30|not 360|instead of 360",
    ),
)
COMPOUNDING = (
    idea(
        r"interest\b~(?:itself )?(?:carr(?:y|ies)|bears?|earns?|attracts?|accrues?|generates?|produces?) (?:further |additional )?interest",
        unless=r"\bno interest|not (?:bear|carry|attract|earn)|principal bears|does not",
    ),
    idea(
        r"(?:joins?|swells?|becomes? part of|forms? part of|is added to|are added to|added to|rolled into|merges? with|capitali[sz]ed)~?(?:the )?(?:debt|principal|capital|balance|loan|sum)",
        r"(?:unpaid|not paid|accrued|overdue|outstanding|not settled)~?interest|interest~?(?:not paid|unpaid|remains|left|you have not|in arrears?)|not paid in interest|interest",
        r"(?:earn|bear|carr|attract|accru|charge|calculat|next (?:month|period))\w*",
        unless=r"\bnot\b~(?:added|capitali)|simple interest|is never",
    ),
)
FLOATING = (
    idea(
        r"(?:rate of interest|interest rate|\brate\b)~(?:such as|what(?:ever)?|as|one)~?"
        + WE
        + r"\b~(?:determine|fix|decide|choose|set|announce|consider)s?",
        unless=_INDEX + r"|default|overdue",
    ),
    idea(
        r"(?:interest|\brate)\b~(?:move|follow|fluctuat|var(?:y|ies)|change|adjust|float|reviewed)\w*~(?:in line with|with|according to|depending on|to reflect|in response to)~?"
        r"(?:conditions|market|our (?:costs?|funding)|cost of funds?|circumstances|economy|policy|funding costs?)",
        unless=_INDEX + r"|\bfixed\b|does not|will not",
    ),
)
OPEN_FEES = (
    idea(
        FEE
        + r"\b~(?:as|that|which|such)~?"
        + WE
        + r"~(?:(?:consider|think|deem|see|find)s?~(?:appropriate|fit|necessary|proper|desirable|right)"
        r"|may (?:from time to time |at any time )?(?:determine|fix|decide|set|impose))",
        unless=MEASURED + r"|court|enforce|collect|default|attorney|written consent|\bnot\b|\bno\b",
    ),
    idea(
        r"(?:and|or|and other) (?:similar|like|suchlike|comparable|other such) (?:charges?|fees?|costs?|expenses?|items)",
        unless=MEASURED + r"|attorney|enforce|default|collection|\bno\b|\bnot\b|we do not",
    ),
    idea(
        r"(?:amount|sum|figure|level|price|extent|which|details)\b~(?:will|shall|to|may|is to) be (?:advised|notified|told|communicated|announced|fixed|determined|confirmed|made known|disclosed|settled)",
        FEE,
        unless=r"both parties|before (?:you|signing|the contract)|index|instal?lment|interest rate|\brate\b",
    ),
    idea(
        FEE
        + r"\b~(?:as per|per|according to|at|in line with|under|following) (?:the |our |its )?~?(?:schedule|scale|list|table|tariff|rates?|price list)~?(?:of (?:charges|fees|prices))? ?~?"
        r"(?:in force|then|current\w*|prevailing|from time to time|on the day|as amended|applicable at|published|on our (?:website|site))",
        unless=r"attached|annex|appendi|interest rate|exchange|court|notary|registry|statutory|stamp",
    ),
    idea(
        r"(?:then prevailing|then current|prevailing|current|standard|usual|customary|going) (?:rates?|charges?|tariffs?|fees?|scale)\b",
        FEE,
        r"service|admin|handling|document|inspection|process|statement|copy",
        unless=r"attached|annex|interest rate|market rate|exchange|attorney",
    ),
    idea(
        r"(?:out-of-pocket|incidental|sundry|miscellaneous|ancillary) (?:expenses|costs?|charges?|fees?|outlays?)",
        YOU,
        unless=MEASURED + r"|enforce|collect|default|attorney|\bno\b|\bnot\b|recover",
    ),
)
TIED = (
    idea(
        r"(?:pre-?condition|conditions? precedent|requirement|prerequisite|condition|obligation|conditional)\b~?(?:to|of|for|on|upon)?~(?:draw-?down|loan|credit|advance|release|disburs\w+|pay-?out|approval|funding|lending|being lent)",
        _BOUGHT,
        unless=BY_CHOICE + r"|" + _ITEM + r"|\bnot\b|\bno\b",
    ),
    idea(
        r"(?:no|not any)(?: \w+)? (?:loan|credit|advance|funds?|money|application)\b~(?:made|granted|released|paid|given|advanced|approved|considered|processed)",
        _BOUGHT,
        r"(?:unless|until|without|who has not|before|not (?:taken|bought|joined|purchased))",
        unless=BY_CHOICE + r"|" + _ITEM,
    ),
    idea(
        r"(?:obliged|required|bound|\bmust\b|\bhas\b|\bhave|\bis|\bare|\bneeds?|\bshall)(?: first)?(?: to)?(?: first)? (?:subscribe|buy|purchase|join|take (?:out|up)|effect|enrol|open|order|acquire|maintain|sign up)~?",
        _BOUGHT,
        r"before|prior to|in order to|to (?:get|obtain|receive|qualify|be eligible|draw)|together with|with (?:the|this) "
        + LOAN
        + r"|nominated|designated|chosen by|of (?:our|the lender's) choice|through us|from (?:us|our)",
        unless=BY_CHOICE + r"|" + _ITEM,
    ),
    idea(
        r"(?:only (?:to|for)|reserved (?:to|for)|available only to|exclusive\w* (?:to|for)) ~?(?:members|holders|subscribers|buyers|purchasers|those who)",
        r"loan|credit|advance|lend|borrow",
        r"member|subscri|buy|purchas|join|policy|card|club",
        unless=BY_CHOICE + r"|credit union",
    ),
)
KEPT = (
    idea(
        FEE
        + r"\b~(?:retained|kept|forfeited|not (?:be )?(?:recover|refund|return|repa)\w+|irrecoverable|non-?refundable|earned (?:on|upon|at|when)|belongs? to)",
        r"in (?:all|any|every) (?:event|case|circumstance)|whatever|regardless|irrespective|even if|should you (?:leave|cancel|withdraw)|early|on signature|upon signing|when (?:you sign|paid)|ends?|terminat|cancel|not (?:approved|granted|made)|earned",
        unless=r"law (?:requires|allows)|pro rata|unless~(?:cancel|withdraw)|except where|third part(?:y|ies)~public|registry|court",
    ),
    idea(
        r"(?:keep|retain|pocket|hold on to)s?~(?:whole|all|full|entire|any)?~?(?:set-up|arrangement|origination|application|processing|admin\w*|upfront|service|membership|broker\w*|handling) (?:fee|charge|premium|cost|commission)s?",
        unless=r"\bnot\b|\bno\b|never|only the part|keep(?:ing)?\b~account|account-keeping|deposit the remaining|we will (?:pay|deposit)",
    ),
)
PAID_FIRST = (
    idea(
        r"(?:transfer|send|pay|deposit|remit|wire|lodge|place|buy)s?\b~(?:\d|fee|deposit|premium|percent|per cent|sum|security|gift card|voucher)~~"
        r"(?:as soon as|once|after|then|whereupon|prior to|before|until|in order|so that|proof of)",
        r"(?:posted|released|disburs\w*|pay-?out|paid out|sent to you|credited|unlock\w*|activat\w*|transfer(?:red)? to you|issued|approved|loan (?:is|will)|draw-?down)",
        unless=r"down ?payment|instal?lment|not (?:required|asked)|never|repay|refinanc|prepay|overdue|deducted",
    ),
    idea(
        r"(?:disbursement|pay-?out|release|funds?|money|loan|cheque|cash)\b~(?:takes? place|follows?|is (?:made|sent|posted|released)|are (?:sent|released)|will (?:follow|be (?:sent|made|released)))~?"
        r"(?:after|once|within|when|on|upon|as soon as|against)~(?:receipt|receiving|received|arriv\w+|cleared|clears|payment of)~?(?:your |the |a |of )*(?:security|deposit|fee|charge|premium|advance|first|guarantee|payment|Rs|\$|£|€|\d)",
        unless=r"down ?payment|signed|application form|documents",
    ),
)
RENEWS = (
    idea(
        r"(?:extended|renew(?:s|ed|al)?|rolls?(?: over)?|rolled|prolonged|continued?|carried forward|runs on|re-?lent|re-?new)\b",
        r"(?:absence of|in default of|failing|unless|if we (?:hear|receive) (?:nothing|no)|hear nothing|without (?:further )?(?:instruction|notice|word)|silence|no (?:instruction|contrary|reply|notice|word)|instructions? to the contrary|automatic\w*|by itself|not (?:repaid|cleared|paid))",
        r"loan|note|facility|term|credit|agreement|advance|period|contract",
        unless=r"holiday|business day|weekend|your (?:written )?request|if you ask|you may (?:ask|choose|apply)|expressly|no automatic|does not|will not|never|only with",
    ),
    idea(
        r"due date~(?:moves?|shifts?|is (?:moved|postponed|put back|extended|deferred)|postponed)|(?:only|just) the (?:\w+ )?(?:fee|charge|interest)~(?:taken|collected|debited|withdrawn|paid)",
        r"not (?:be )?(?:cleared|paid|repaid)|automatic\w*|each|moves?|new|again|rather than",
        r"fee|charge",
        unless=r"holiday|business day|weekend|your (?:written )?request|if you ask|you may",
    ),
)
UNCAPPED = (
    idea(
        r"(?:every|all|any|each|whatever)\b(?: and (?:all|every))?(?: other)?(?: the)? (?:\w+ ){0,2}(?:cost|expense|expenditure|fee|outlay|charge|disbursement|loss)s?\b",
        r"(?:pursu|recover|collect|enforc|trac(?:e|ing)|chas|bailiff|lawyer|attorney|solicitor|legal|litigat|repossess|dunning)\w*",
        r"(?:added to|borne|bear|pay|reimburs|indemnif|hold~harmless|for (?:your|the \w+'s) account|charged to|meet|met by|responsible|liable|debited|fall(?:s)? on)\w*",
        unless=MEASURED
        + r"|each party|(?:lender|supplier|it|seller) (?:bears|shall bear|pays)|we (?:bear|pay)",
    ),
    idea(
        r"(?:lawyers?|attorneys?|solicitors?|bailiffs?|trac(?:ing|e) agents?|debt collectors?)\b",
        r"(?:you|borrower|debtor|customer|buyer)\w*~(?:bears?|pays?|meets?|carr(?:y|ies)|covers?|foots?) (?:it all|everything|the lot|all|whatever|the whole|the bill)",
        unless=MEASURED,
    ),
    idea(
        r"(?:full|entire|total|whole) (?:cost|expense|fee|amount of (?:the )?(?:cost|fee))s?~(?:of|for|incurred)~(?:recover|collect|enforc|pursu|legal|litigat|attorney|solicitor|law)\w*",
        YOU,
        unless=MEASURED,
    ),
)
HAIR_TRIGGER = (
    idea(
        r"(?:single day|one day|a day late|one (?:instal?lment|payment|missed)|any (?:one )?(?:instal?lment|payment)|any (?:breach|delay|default)|slightest|even one|a single|first missed)",
        LATE,
        OWED + r"|remaining",
        DUE_NOW,
        unless=r"cure|grace|remedy|notice of (?:at least )?\d+|within \d+ days|\d+ days' notice|consecutive|\d+ days (?:past|over)|two or more|second",
    ),
    idea(
        r"(?:at any (?:time|moment)|whenever|for (?:any|whatever) (?:reason|cause)|without (?:giving )?(?:any )?(?:reason|cause)|at (?:its|our|the \w+'s) (?:pleasure|will|option|discretion)|on demand)",
        WE,
        r"(?:declare|call|demand|recall|require|ask|cancel|terminate|insist)\w*",
        r"(?:repay\w*|\bback\b|payable|in full|recalled?)",
        unless=r"you may|you like|borrower may|prepay|early by you|statement|right to (?:prepay|withdraw)|notice of \d+|information|insurance",
    ),
    idea(
        r"(?:in (?:our|its|the \w+'s) (?:view|opinion|judg(?:e)?ment|estimation)|we (?:think|feel|believe|consider|judge)|(?:lender|bank|company|creditor|holder) (?:thinks|feels|believes|considers|deems)|deems? itself insecure|feels? insecure)",
        OWED,
        r"(?:falls?|becomes?|is|are) (?:\w+ )?(?:due|payable|owing)|demand|call|accelerat|repay",
        unless=r"notice of \d+|within \d+ days|reasonable grounds",
    ),
    idea(
        r"(?:any other|another|other) (?:creditor|lender|agreement|loan|debt|contract|obligation|credit|bank|person)s?",
        r"default|non-?(?:payment|performance)|breach|fail|late|judgment",
        OWED + r"|event of default",
        DUE_NOW + r"|event of default",
        unless=r"waive|no effect|shall not|does not|notice of \d+|within \d+ days|first apply|refinanc",
    ),
)
RATE_UP = (
    idea(
        r"(?:rate|interest)\b~(?:replaced by|goes (?:up )?to|rises? to|increases? to|becomes?|jumps? to|raised to|changes? to|steps? up to|set at|moves? to|climbs? to)~?\d+(?:\.\d+)? ?(?:%|per cent|percent)",
        LATE,
        r"rest of|remaining|remainder|whole|entire|full|balance|your rate|from then on|thereafter|going forward|the (?:contract(?:ual)? )?rate|until the loan",
        unless=r"overdue (?:amount|part|instal?lment|sum)s? only|only (?:on|to) the (?:overdue|late)|not (?:rise|change|increase)",
    ),
    idea(
        r"(?:loses?|forfeits?|withdrawn?|cancel(?:s|led)?|ends?|no longer)~(?:preferential|reduced|promotional|introductory|special|discount\w*|favou?rable|lower) (?:interest )?rate",
        LATE,
        r"\d+(?:\.\d+)? ?(?:%|per cent|percent)|standard rate|higher rate|full rate",
    ),
)
ALL_INTEREST = (
    idea(
        r"(?:all|entire|full|whole|total|remaining|every)\b~interest~(?:would have|scheduled|to the end|until the end|for the (?:whole|entire|full|rest|remaining|remainder)|over the (?:whole|full)|not yet (?:due|earned|accrued)|unaccrued|unearned|future|remaining|of the (?:whole|full|entire))",
        LATE + r"|accelerat\w+",
        r"\b(?:due|payable|owed|owing|demand\w*|claim\w*|liable|forfeit\w*)\b",
        unless=r"refund|rebate|less unearned|prepay|\bnot\b",
    ),
)
BARRED = (
    idea(
        r"(?:settlement|settling|repayment|repaying|payment|paying|discharg\w+|redemption|redeem\w*|pay(?:ing)? off|clear\w*)~?"
        + EARLY
        + r"~(?:excluded|not (?:permitted|possible|allowed|accepted|available)|prohibited|forbidden|barred|ruled out|only with|requires? (?:our|the))",
        unless=r"no (?:fee|charge|penalty)",
    ),
    idea(
        EARLY
        + r" (?:settlement|repayment|payment|discharge|redemption)s?~?(?:is|are|shall be|being)? ?(?:excluded|not (?:permitted|possible|allowed|accepted|available)|prohibited|forbidden|barred|ruled out)",
    ),
    idea(
        r"(?:no right|not entitled|may not|must not|cannot|is unable|not (?:at liberty|free|allowed|permitted)) ?(?:to )?~?(?:discharge|repay|settle|pay off|pay back|redeem|prepay|clear|pay)\b",
        EARLY,
        unless=r"fee|charge|penalt|without (?:first )?giving|you may also",
    ),
    idea(
        WE
        + r"\b~(?:do(?:es)? not|will not|shall not|won't) (?:take back|accept|receive|agree to|allow)~",
        EARLY,
        r"money|payment|repay|settle|instal?lment|loan",
        unless=r"fee|charge|penalt",
    ),
)
FULL_INTEREST = (
    idea(
        EARLY,
        r"(?:confers?|gives?|brings?|carr(?:y|ies)|means?|entitles?)~?(?:you )?~?(?:to )?no (?:reduction|rebate|refund|discount|saving|allowance)|not (?:be )?(?:rebated|reduced|refunded|returned|remitted)|no (?:rebate|reduction|refund|remission|allowance)\b",
        r"interest|finance charge|total charge|cost of credit|charges?",
        unless=r"unless|except|statut(?:e|ory)|premium|down ?payment|application fee|late",
    ),
    idea(
        r"(?:total (?:charge|cost)|charge for credit|finance charge|interest)~(?:remains?|stays?|continues?|is still) (?:\w+ )?(?:payable|due|owed|the same|unchanged|as (?:originally )?(?:computed|agreed|calculated))",
        EARLY,
        unless=r"reduc|rebate (?:of|is given)|for the time",
    ),
    idea(
        r"interest\b~(?:not (?:be )?(?:rebated|refunded|reduced|returned))|(?:precomputed|pre-?calculated|calculated in advance|fixed in advance)~interest|interest~(?:calculated|computed|fixed) in advance",
        EARLY,
        r"\bno\b|\bnot\b|whole|full|all",
        unless=r"refund of unearned|will be (?:refunded|rebated)",
    ),
)
CLAIMS_CUT = (
    idea(
        r"(?:independent of|separate from|not (?:affected|dependent|depend\w*)|irrespective of|regardless of|unconnected|distinct from)",
        r"(?:training|course|goods|purchase|sale|service|treatment|supply|supplier|seller|merchant|dealer|school|clinic|contractor|product|retailer)\w*",
        r"(?:repay|pay|instal?lment|duty|obligation|loan|owe)\w*",
        unless=r"insur|may withhold|linked|price is|fee|principal repaid",
    ),
    idea(
        r"(?:no (?:ground|reason|excuse|cause|justification|right)|not (?:a )?(?:ground|reason|excuse|entitle|justify)\w*|does not (?:end|suspend|stop|affect|release|relieve|excuse)|no (?:effect|bearing|influence))",
        r"(?:goods|course|training|service|treatment|delivery|merchant|seller|dealer|supplier|school|clinic|contractor|product|shop)\w*",
        r"(?:repay|pay|instal?lment|withhold|owe|loan|duty)\w*",
        r"(?:return|lost|unsatisf|defect|faulty|withdraw|cancel|fail|dispute|complain|not delivered|damag|poor|quality|bankrupt|insolven|clos)\w*",
        unless=r"holder of this|may (?:also )?(?:withhold|claim)|section 75",
    ),
    idea(
        r"(?:complaints?|claims?|defects?|problems?|grievances?)\b~(?:addressed|directed|made|raised|taken|brought|settled) ?~?(?:to|with|against|between)",
        r"(?:seller|merchant|dealer|supplier|clinic|school|provider|shop|contractor|retailer|manufacturer)\w*",
        r"(?:alone|only|solely|exclusively|not (?:with|to) us)",
        unless=r"also|as well",
    ),
)
