"""Terms that lean to the lender, and what becomes of data: English concepts together."""

from __future__ import annotations

from contracts.wordings.english_concepts import LATE, OTHERS, PERSONAL_DATA, WE, YOU
from contracts.wordings.model import idea

_ALTER = r"(?:change|alter|vary|amend|modif(?:y|ies|ication)|revise|revision|replace|adjust|increase|update|add to)\w*"
_TERMS = (
    r"(?:terms?|conditions?|prices?|fees?|charges?|tariff|rules|provisions?|schedule|agreement)\b"
)
_AGREED = (
    r"both parties|mutual|(?:your|the borrower's) (?:written |prior |express )?(?:consent|agreement)|agreed (?:in writing|by)|in (?:your|the borrower's) favou?r"
    r"|lower|reduc|\bindex\b|you may (?:leave|end|close|reject|cancel)|address|telephone|notify you at least|\d+ days'? (?:written )?notice"
)
CHANGED = (
    idea(
        WE
        + r"\b~(?:can|may|at liberty to|free to|entitled to|reserves?|has the right|have the right|has power|is empowered)~?"
        + _ALTER
        + r"~"
        + _TERMS,
        r"whenever|at any time|from time to time|publication|publish\w*|display\w*|post(?:ed|ing)|website|in the app|without|sole|discretion|unilateral\w*|as (?:it|we) (?:sees?|thinks?)|business needs|branch\w*|needs? require",
        unless=_AGREED,
    ),
    idea(
        _TERMS
        + r"~(?:may|can|might|shall|will) be (?:changed|altered|varied|amended|modified|revised|replaced|adjusted|increased|updated)\b",
        r"by "
        + WE
        + r"\b|on (?:display|publication|posting)|whenever|at any time|without|from time to time",
        unless=_AGREED + r"|in writing (?:signed|by both)|only by",
    ),
    idea(
        r"(?:version|terms|rules|tariff|schedule)~(?:in the app|on (?:our|the) (?:website|site|platform)|published|displayed)~(?:counts?|prevails?|applies|governs?|binding|is (?:the )?(?:valid|authoritative|decisive))",
        unless=_AGREED,
    ),
)
NOT_LIABLE = (
    idea(
        WE
        + r"\b~(?:in no (?:circumstances?|event|case|way)|under no circumstances|never|not)(?: \w+)? (?:answer|liable|responsible|answerable|accountable|held)",
        r"loss|damage|harm|error|fault|claim|whatsoever|howsoever|anything|any",
        unless=r"force majeure only|except~(?:negligen|fault|fraud|wilful)|except where|save (?:for|where)|other than|unless~(?:negligen|fault)|unauthori[sz]ed|you are not liable|beyond (?:our|its) control|could not have prevented|reasonable care",
    ),
    idea(
        r"(?:whatever (?:goes wrong|happens)|all (?:risks?|loss(?:es)?)|any (?:loss|risk|damage)|risk of (?:loss|error|fraud|failure))\b",
        r"(?:you|borrower|customer|debtor)\w*~(?:carr(?:y|ies)|bears?|takes?|accepts?|assumes?|stands?)~(?:loss|risk|consequence|it)",
        unless=r"we (?:bear|carry|are liable)|goods|collateral|vehicle|pledged|except",
    ),
    idea(
        r"(?:all|any|every|no) (?:liability|responsibility)\b~(?:our part|of (?:the )?(?:lender|company|bank)|by us|on the part|for us|whatsoever|is (?:accepted|assumed)|excluded|disclaimed)",
        r"exclud\w*|disclaim\w*|accepted|negligen\w*|assumed|waived",
        unless=r"\bnot excluded|except|nothing in this|does not exclude|\bnot (?:seek to )?exclud",
    ),
)
INTERPRETED = (
    idea(
        r"(?:leaves? (?:room for )?doubt|ambigu\w+|unclear|doubt(?:ful)?|difference of (?:opinion|reading)|question of (?:meaning|interpretation)|meaning|interpret\w*|constru\w+)",
        WE
        + r"\b~(?:shall |will |may |alone |solely )*(?:determine|decide|settle|interpret|construe|explain|say)s?",
        unless=r"in favou?r of (?:you|the borrower|the customer|the consumer)|against (?:the )?(?:lender|drafter|us)|court",
    ),
    idea(
        r"(?:taken|deemed|considered|assumed|held|treated|presumed) to have (?:read|studied|agreed|accepted|known|understood|received|seen)",
        r"rules|regulations|conditions|policies|policy|terms|by-?laws|schedule|tariff",
        r"site|website|office|branch|displayed|published|request|app|posted|elsewhere|available|house|internal",
        unless=r"attached|annexed|copy (?:was|is) (?:given|handed)|may (?:still )?",
    ),
    idea(
        r"(?:general (?:business )?(?:conditions|terms)|house rules|internal (?:rules|regulations|policies)|standard (?:terms|conditions)|our (?:rules|policies|regulations)|by-?laws)\b",
        r"(?:take precedence|prevail|override|supersede|form (?:an? (?:integral )?)?part|apply|bound by|binding|govern)\w*",
        r"as (?:published|amended|in force|changed)|current version|from time to time|not (?:attached|reproduced|annexed)|available (?:at|on)|over this|on (?:our|the) (?:site|website)|then in force",
        unless=r"attached|annexed|handed|copy of which|this agreement prevails|law",
    ),
)
LENDERS_COURT = (
    idea(
        r"(?:courts?|tribunals?|judges?|county|district|city)\b~(?:of|in|at|where)~(?:place|county|city|district|state)?~?(?:where )?"
        + WE
        + r"\b~(?:established|has its|have our|is (?:located|based|seated|registered)|principal (?:office|place)|head office|seat|registered office|domicil\w+|headquarters|offices?)",
        r"(?:alone|only|exclusive\w*|sole\w*|none other|no other|shall be competent|competent)",
        unless=r"where you (?:live|reside)|borrower's (?:residence|domicile)|non-?exclusive|not (?:exclusive|only)|or (?:the )?courts? (?:of|at|where) (?:your|the borrower)",
    ),
    idea(
        r"(?:suit|action|proceedings|claim|case|litigation|lawsuit)s?\b~(?:may|can|shall|must|to|are|is|lie|lies)~?(?:be )?(?:filed|brought|heard|commenced|started|instituted|tried)? ?~?(?:only|solely|exclusively|nowhere else)",
        r"principal office|head office|registered office|our (?:office|seat|headquarters)|seat of (?:the )?(?:lender|bank|company)|lender's (?:seat|office|domicile|place)|where we are",
        unless=r"where you (?:live|reside)|arbitrat",
    ),
)
FORCED = (
    idea(
        r"(?:arbitra\w+|tribunal chosen by|arbitral)",
        r"(?:exclu(?:ded|ding|sion)|finally settled|only|sole|binding|recourse to (?:the )?(?:courts?)|waiv\w+|renounc\w+|no court|instead of (?:a )?court|mandatory|compulsory)",
        r"(?:dispute|controvers|claim|difference|disagreement)\w*",
        unless=r"\bnot (?:be )?(?:submitted|required|forced)|no (?:mandatory |forced )?arbitration|either (?:party )?may (?:choose|also)|you may (?:choose|reject|opt)|both parties agree (?:later|after)|after the dispute|after a dispute|if you (?:choose|wish|agree)",
    ),
    idea(
        r"(?:neither~(?:have|has|get|entitled to) (?:a )?jury|no jury|jury (?:trial )?(?:is |are )?(?:waived|excluded|given up)|without a jury|gives? up~jury|waives?~jury)",
        unless=r"does not waive|nothing~waive|has no|contains no|\bno waiver",
    ),
    idea(
        r"(?:not|never|no|waives?|gives? up)\b~(?:join|participate|class|collective|group|representative|consolidat\w+)~?(?:with others|action|case|proceeding|claim|suit)s?",
        YOU,
        unless=r"nothing~(?:prevents|limits)|does not (?:limit|prevent)|has no|contains no|no (?:class action )?waiver",
    ),
)
RIGHTS = (
    idea(
        r"(?:empowers?|authori[sz]es?|appoints?|permits?) (?:any |an? )?(?:\w+ )?(?:counsel|attorney|lawyer|advocate|solicitor)~(?:appear|confess|enter|judgment)",
        r"judgment|confess",
    ),
    idea(
        r"(?:forgoes?|waives?|renounces?|gives? up|surrenders?|abandons?)\b~(?:benefit|protection|exempt\w+|rights?|homestead|remed(?:y|ies)|defen[cs]es?)",
        r"laws?\b|statut\w*|exempt\w*|protect\w*|seizure|homestead|legal|consumer|defen[cs]e",
        unless=r"\bnot\b~waive|waives? (?:none|nothing|no)\b|lender (?:waives|gives up)|we waive|notice to co-?signer|no waiver|jury",
    ),
    idea(
        r"(?:pay|wages?|salary|earnings|income|pension)\b~(?:made over|assigned|transferred|pledged|ceded|turned over|signed over)",
        WE + r"|until|loan|debt",
        unless=r"\bno\b|\bnot\b|revocable",
    ),
    idea(
        r"(?:assigns?|makes? over|pledges?|transfers?|cedes?|signs? over)~(?:wages?|salary|earnings|pension|my pay|his pay|your pay)\b",
        unless=r"\bno\b|\bnot\b|revocable",
    ),
)
RECORDS = (
    idea(
        r"(?:certif\w+|books|records?|computer|print-?out|statement|ledger|entries|accounts? of (?:the )?(?:lender|bank|company))\b",
        r"(?:taken as|accepted as|deemed|regarded as|treated as|is|are|be|as|only) ?~?(?:correct|final|binding|conclusive|decisive|true|counts?|beyond dispute|proof)|only~counts?|alone~(?:counts?|decides?|proof)|will not (?:question|dispute|challenge|contest)",
        r"amount|balance|debt|sum|dispute|books|entries|owed|account",
        unless=r"prima facie|manifest error|obvious error|proof (?:of|to) the contrary|contrary (?:evidence|proof)|you may (?:object|dispute|challenge)|both|either party|evidence",
    ),
)
ASSIGNED = (
    idea(
        r"(?:make over|assign|transfer|cede|sell|dispose of|pass on|hand over)\w*~(?:claims?|rights?|debt|loan|agreement|obligations?|note|contract)",
        r"need not be (?:told|informed|notified|asked)|without (?:telling|informing|notifying|asking|notice|word)|whomever|anyone|no notice|any (?:person|third party) (?:it|we) (?:chooses?|likes?|pleases?)|not (?:be )?(?:required|obliged) to (?:tell|inform|notify)",
        unless=r"will (?:be )?(?:told|notif|inform)|after (?:telling|notif)|borrower (?:may|shall|must) not|you (?:may|must|can) ?not",
    ),
    idea(
        r"(?:letters?|notices?|messages?|e-?mails?|mail|communications?|demands?)\b~(?:taken|deemed|considered|presumed|treated|regarded|held)~(?:reached|received|served|delivered|arrived|given|read)",
        r"on the day|when (?:sent|posted|it leaves|they leave)|upon (?:sending|posting|dispatch)|even if|whether or not|leaves? our|at the moment|returned|the same day|immediately|last (?:known )?address|on (?:dispatch|posting|sending)",
        unless=r"\d+ (?:business |working )?days after|third day|proof|unless you show|contrary|from you to us",
    ),
)
DEBITED = (
    idea(
        r"(?:standing instruction|mandate|authorit(?:y|ies)|authori[sz]ation|authori[sz]e\w*|permission|instruction)\b",
        r"(?:cannot|can not|may not|not) (?:be )?(?:take(?:n)? back|revok\w+|cancel\w*|withdraw\w*|stopp?\w*|countermand\w*|recall\w*)|irrevocab\w+|which you cannot|as long as",
        r"(?:draw|debit|withdraw|collect|take|deduct)\w*~(?:account|card|bank)s?|account",
        unless=r"you may (?:revoke|cancel|stop|withdraw)|can be (?:revoked|cancelled|withdrawn)|data|credit report",
    ),
    idea(
        r"(?:present|submit|attempt|try|re-?present|re-?submit|retry|debit)\w*~(?:again and again|repeated\w*|as (?:often|many times) as|until (?:it|they|the (?:payment|amount|debt)) (?:clears?|is paid|succeeds?|goes through)|any number of times|without limit)",
        unless=r"not |no more than|at most|never",
    ),
    idea(
        r"(?:repayments?|payments?|instal?lments?)\b~(?:accepted|made|possible|take place|payable|paid)~(?:by|through|via) (?:direct debit|automatic (?:debit|payment|withdrawal)|ACH|pre-?authori[sz]ed\w*|electronic (?:debit|transfer from))~?(?:only|exclusively)",
        unless=r"\bnot\b|or by|may choose|optional",
    ),
    idea(
        r"(?:draw|debit|take|withdraw|collect|deduct|help (?:itself|ourselves))\w*~(?:any|all|every|whichever|whatever|each) (?:of (?:your|the borrower's|my) )?(?:other )?(?:bank )?(?:account|card|wallet)s?",
        unless=r"only the account|named|\bnot\b|with (?:your )?consent|notice",
    ),
)
EXPOSED = (
    idea(
        r"(?:speak|talk|call|contact|tell|inform|write|approach|notif|visit|message|told|called|informed|contacted)\w*~?(?:to |with )?~?(?:superiors?|employers?|neighbou?rs?|relati(?:on|ve)s|famil(?:y|ies)|friends?|colleagues?|co-?workers?|references?|contacts|landlord|pastor|boss|parents|spouse)",
        LATE + r"|about (?:the|your|my|his) (?:debt|loan|missed|arrears)|collect\w*|debt",
        unless=r"will not|not (?:disclose|tell|contact|discuss)|never|locat(?:e|ion) information|guarantor|without (?:mention|disclos|reveal)|only to (?:confirm|locate|reach)|no mention|with your consent",
    ),
    idea(
        r"(?:references?|contacts|relatives|famil(?:y|ies)|friends|colleagues|employers?|neighbou?rs)\b~(?:will|may|can|shall) be (?:called|told|contacted|informed|notified|messaged|visited|written to)",
        unless=r"will not|not be told|never|only to (?:confirm|verify|locate)|without (?:mention|disclos)",
    ),
    idea(
        r"(?:names?|photos?|pictures?|photographs?|identit(?:y|ies)|lists?|faces?)\b~(?:defaulters?|debtors?|you|late payers?|borrowers?|those who)?~?(?:posted|published|displayed|shown|put up|listed|made public|printed|exhibited|circulated)",
        r"social|online|website|newspaper|public|notice board|media|app|page|group|wall|internet|press",
        unless=r"will not|never|\bnot\b|advertis",
    ),
)
JOINT = (
    idea(
        r"(?:co-?borrowers?|co-?signers?|co-?makers?|guarantors?|suret(?:y|ies)|spouses?|husband|wife|partners?|endorsers?)\b",
        r"answers? for|liable|responsible|bound|owes?|guarantees?",
        r"whole (?:of the )?debt|entire debt|all (?:debts?|obligations?)|present and future|as if (?:it were )?(?:his|her|their) own|everything|full amount|without limit|unlimited|jointly and severally|together for",
        unless=r"notice to co-?signer|independent legal advice|separate (?:written )?notice|up to|only (?:for|half)|not (?:be )?(?:liable|bound|responsible)|limited",
    ),
)
MORE_THAN_NEEDED = (
    idea(
        r"(?:look|read|access|follow|track|scan|collect|monitor|check|watch|view|permit|gather|copy|upload|see|record|inspect)\w*~?",
        r"phone ?book|address ?book|call (?:history|logs?|records?)|text messages|\bSMS\b|\bchats?\b|photo(?:s| gallery| album)|pictures (?:held|stored|on)|whereabouts|location (?:history|data)|(?:programs?|apps?|applications?) installed|installed (?:apps?|applications?|programs?)|contact list|browsing history|social media (?:accounts?|profiles?|friends)|contacts (?:on|stored|in) ",
        unless=r"will not|do(?:es)? not|never|\bnot\b|no access|without access|only if you (?:choose|agree)|your separate consent|may refuse",
    ),
)
WITHOUT_END = (
    idea(
        r"(?:permission|consent|authori[sz]ation|agreement|authority)\b~(?:cannot|can not|may not|shall not|can never|must not) be (?:recalled|revoked|withdrawn|taken back|cancelled|rescinded|undone)",
        unless=r"debit|ACH|account debit|payment (?:mandate|order)|agreement binds",
    ),
    idea(
        r"(?:hold|keep|store|retain|preserve|use|process)\w*~",
        PERSONAL_DATA,
        r"unlimited (?:time|period)|(?:for )?(?:an )?unlimited|indefinite\w*|for ?ever|without (?:time )?limit|permanent\w*|perpetu\w+|as long as (?:it|we) (?:likes?|wish\w*|please)|no (?:end|time limit)|any length of time",
        unless=r"\bnot\b|never|no longer than|only as long|deleted",
    ),
    idea(
        r"(?:general|unlimited|blanket|unconditional|unrestricted|open-ended)(?: and \w+)? (?:agreement|consent|permission|authori[sz]ation|authority)",
        r"data|information|particulars|processing|details",
        unless=r"\bno\b|\bnot\b|never",
    ),
)
SHARED = (
    idea(
        r"(?:pass|hand over|go(?:es)?|sell|share|give|disclose|provide|transfer|supply|rent|lend|make~available|release|communicate|furnish|forward|trade)\w*~?",
        PERSONAL_DATA,
        OTHERS,
        r"offers?|sales?|market\w*|promot\w*|advertis\w*|selected|companies we work with|any purpose|as (?:it|we) (?:sees?|thinks?)|their (?:own )?(?:use|purposes)|products?|commercial|whomever|anyone|without (?:asking|further)",
        unless=r"will not|do(?:es)? not|never|\bnot?\b|opt[- ]in|only if you|unless you (?:object|ask)|separate(?:ly)? consent|with your (?:\w+ )?consent|required by law|named (?:in|below)|listed|annex",
    ),
)
BUREAU = (
    idea(
        r"(?:consult|check|search|pull|obtain|query|look (?:up|into)|enquire|inquire|access|request)\w*~(?:credit|consumer) (?:register|report|file|bureau|history|record|reference)\w*",
        r"as often as|any (?:reason|purpose|time)|at any time|whenever|without limit|for whatever|unlimited|as (?:it|we) (?:likes?|pleases?|sees? fit)|any number",
        unless=r"will not|never|only (?:for|with|when)|your (?:separate |written )?consent each",
    ),
)
BIOMETRICS = (
    idea(
        r"(?:fingerprints?|face(?: scan| image| print|\b)|facial|voice ?-?prints?|voice print|iris|retina|biometric\w*|palm print)",
        r"(?:record|stor|kept|keep|collect|captur|scan|tak(?:e|en)|held|hold|retain|process|identif)\w*",
        unless=r"will not|\bnot\b|never|no biometric|without (?:storing|keeping)|alternative|other way|may refuse|separate consent|instead (?:choose|use)|deleted (?:at once|immediately)|or (?:by|with) (?:a )?(?:PIN|password|document)|face value|on its face|face to face|face-to-face|in the face",
    ),
)
