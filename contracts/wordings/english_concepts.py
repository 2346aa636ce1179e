"""The concepts English loan papers are built of, each with the words papers use for it."""

from __future__ import annotations

YOU = (
    r"(?:you(?:rs?|rself)?|my|me|i|his|her|their|(?:the )?(?:borrower|debtor|obligor|member|customer|client|consumer|applicant"
    r"|purchaser|hirer|undersigned|cardholder|maker|buyer|party b|student|patient|tenant|payor|co-?borrower)(?:'s)?)"
)
WE = (
    r"(?:we|us|our|(?:the )?(?:lender|creditor|company|bank|platform|owner|seller|holder|finance company|party a|financier"
    r"|provider|institution|society|payee|pawnbroker|dealer|servicer|card issuer|issuer|credit union)(?:'s)?)"
)
FEE = r"(?:fee|charge|cost|premium|commission|expense|levy|levies|outlay|tariff|disbursement|outgoing|price)s?"
LOAN = r"(?:loan|credit|advance|facility|note|cash|money|monies|funds?|cheque|check|draw-?down|pay-?out|disbursement|proceeds|financing)"
OWED = r"(?:debt|balance|loan|credit|note|whole|everything|entire|all (?:sums|amounts|remaining|instal?lments|that)|full (?:amount|balance|sum)|outstanding|remaining instal?lments|advance|the lot|all (?:you|that is) owe\w*)"
LATE = (
    r"(?:\blate\b|overdue|arrears?\b|delay\w*|past[- ]due|unpaid|\bmiss(?:es|ed|ing)?\b|default\w*|falls? behind|not (?:been )?(?:paid|cleared)"
    r"|fails? to (?:pay|meet)|failure to (?:pay|meet)|failing to pay|non-?payment|delinquen\w+|breach)"
)
EARLY = (
    r"(?:\bearly\b|earlier|prepay\w*|pre-?payment|pay(?:ing)? off|before (?:the )?(?:maturity|its due date|due date|end of the term|agreed dates?|time)"
    r"|ahead of (?:time|schedule|the due date)|premature\w*|in advance of (?:the due|maturity)|before (?:it|they) (?:is|are|falls?) due)"
)
DUE_NOW = (
    r"(?:(?:falls?|fell|becomes?|is|are|shall be|be|becoming|made|immediately) (?:at once |forthwith |immediately |instantly )?(?:due|payable|repayable|exigible|owing in full)"
    r"|exigible|accelerat\w+|at once|forthwith|immediately (?:due|payable|repay\w*)|repay\w* (?:immediately|at once|in full)|demand repayment|call(?:ed)? in|recalled?)"
)
PERSONAL_DATA = (
    r"(?:personal (?:data|information|details)|particulars|customer details|information (?:about|on|we hold)|(?:your|my|his|customer|borrower(?:'s)?|the) (?:data|details|profile|information|file)"
    r"|what we know (?:of|about) you|data)"
)
OTHERS = (
    r"(?:third part(?:y|ies)|others\b|partners?\b|affiliat\w+|associates?|associated companies|companies we work with|selected businesses|businesses"
    r"|advertisers?|marketers?|marketing (?:firms?|companies)|data brokers?|group (?:companies|members)|subsidiar\w+|anyone|whomever|insurers and|retailers|sponsors)"
)
BY_CHOICE = r"optional|of (?:your|the borrower's|his|their) (?:own )?(?:choice|choosing)|voluntar|may (?:decline|refuse|opt out)|not (?:required|a condition|obliged|compulsory|mandatory)|no obligation"
MEASURED = (
    r"reasonable|not (?:to )?exceed|up to|limited to|\bcap(?:ped)?\b|maximum|court (?:orders?|awards?|allows?|fixes|assess)"
    r"|awarded|prevailing party|permitted by law|allowed by law|statutory scale|as taxed|proven and necessary"
)
