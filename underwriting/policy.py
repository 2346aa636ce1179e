"""The decision table: which bands lead to which action. Complete, so that nothing falls between."""

from __future__ import annotations

from scoring.model import CreditBand, FraudBand
from underwriting.model import Action, NamesBand

POLICY = "cash-2026-11"

Bands = tuple[CreditBand, FraudBand, NamesBand]

ACTIONS: dict[Bands, Action] = {
    (CreditBand.STRONG, FraudBand.CLEAR, NamesBand.CLEAR): Action.APPROVE,
    (CreditBand.FAIR, FraudBand.CLEAR, NamesBand.CLEAR): Action.REFER,
    (CreditBand.WEAK, FraudBand.CLEAR, NamesBand.CLEAR): Action.DECLINE,
    # Suspicion is for a person to settle: it never declines anyone by itself.
    (CreditBand.STRONG, FraudBand.SUSPECT, NamesBand.CLEAR): Action.REFER,
    (CreditBand.FAIR, FraudBand.SUSPECT, NamesBand.CLEAR): Action.REFER,
    (CreditBand.WEAK, FraudBand.SUSPECT, NamesBand.CLEAR): Action.REFER,
    # Nor does a name that resembles another: many people share one.
    (CreditBand.STRONG, FraudBand.CLEAR, NamesBand.RESEMBLES): Action.REFER,
    (CreditBand.FAIR, FraudBand.CLEAR, NamesBand.RESEMBLES): Action.REFER,
    (CreditBand.WEAK, FraudBand.CLEAR, NamesBand.RESEMBLES): Action.REFER,
    (CreditBand.STRONG, FraudBand.SUSPECT, NamesBand.RESEMBLES): Action.REFER,
    (CreditBand.FAIR, FraudBand.SUSPECT, NamesBand.RESEMBLES): Action.REFER,
    (CreditBand.WEAK, FraudBand.SUSPECT, NamesBand.RESEMBLES): Action.REFER,
    # Nor does a name in letters the machine cannot read: a person reads it.
    (CreditBand.STRONG, FraudBand.CLEAR, NamesBand.UNSETTLED): Action.REFER,
    (CreditBand.FAIR, FraudBand.CLEAR, NamesBand.UNSETTLED): Action.REFER,
    (CreditBand.WEAK, FraudBand.CLEAR, NamesBand.UNSETTLED): Action.REFER,
    (CreditBand.STRONG, FraudBand.SUSPECT, NamesBand.UNSETTLED): Action.REFER,
    (CreditBand.FAIR, FraudBand.SUSPECT, NamesBand.UNSETTLED): Action.REFER,
    (CreditBand.WEAK, FraudBand.SUSPECT, NamesBand.UNSETTLED): Action.REFER,
}

# What the machine would do, once the contract's own numbers depart from a rule: a person looks
# before anybody is bound by it. A borrower is never declined for what the contract says.
WITH_CONTRACT_FINDINGS: dict[Action, Action] = {
    Action.APPROVE: Action.REFER,
    Action.REFER: Action.REFER,
    Action.DECLINE: Action.DECLINE,
    Action.PAUSE: Action.PAUSE,
}
