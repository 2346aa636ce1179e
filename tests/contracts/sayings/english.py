"""What lenders write in English, ten ways: sentences by finding, and their harmless neighbours."""

SAID = {
    "A08": (
        "Interest is computed on the basis of a 360-day year for the actual number of days elapsed.",
        "The daily rate is the annual rate divided by 360, charged for each day outstanding.",
        "Interest begins to accrue from the date you sign this agreement.",
        "Interest is payable regardless of when the funds are received by you.",
    ),
    "A09": (
        "Any unpaid interest shall be capitalised and bear interest at the same rate.",
        "Overdue interest will be compounded monthly.",
        "We charge interest on overdue interest.",
        "Accrued and unpaid charges are added to the principal balance each month.",
    ),
    "A10": (
        "This loan carries a variable interest rate.",
        "The interest rate may increase during the term of the loan.",
        "Your rate can vary depending on market conditions.",
    ),
    "B01": (
        "You agree to pay any other fees that we may impose.",
        "Charges, including without limitation account fees, are payable by the borrower.",
        "Additional charges may apply.",
        "Service fees are payable at the rates published by us from time to time.",
        "The borrower shall also pay an administration fee.",
    ),
    "B02": (
        "The broker fee is not included in the APR.",
        "A guarantee commission is charged in addition to the APR by our partner.",
    ),
    "B03": (
        "As a condition of this loan you shall purchase credit life insurance.",
        "The borrower is required to join the Gold membership club.",
        "You will automatically be enrolled in our payment protection plan.",
        "Credit insurance is mandatory.",
        "You must buy a voucher package before we release the loan.",
    ),
    "B04": (
        "The arrangement fee is non-refundable under any circumstances.",
        "No part of the service fee will be refunded if you repay early.",
        "All fees are fully earned at closing.",
        "You will not be entitled to any refund of the origination charge.",
    ),
    "B05": (
        "You must pay a processing fee of $150 before we disburse the loan.",
        "Upon receipt of the security deposit fee, we will release the funds.",
        "Prior to funding, the applicant shall remit an insurance premium.",
        "Please transfer the administration fee in order to receive the loan.",
    ),
    "B06": (
        "Unless you notify us, the loan will be renewed automatically for successive periods.",
        "If you do not pay in full, you will be deemed to have elected an extension.",
        "On the due date we will debit only the finance charge and renew your loan.",
        "The loan rolls over automatically each month.",
    ),
    "B07": (
        "A data verification fee of $15 is charged.",
        "An account verification fee of $9 applies.",
    ),
    "C04": (
        "If you default, you must pay a penalty of 25% of the loan amount.",
        "Upon default all remaining interest for the full term becomes payable.",
        "In case of breach a default charge equal to 20% of the principal is due.",
    ),
    "C05": (
        "You agree to pay all costs and attorneys' fees we incur in collecting this debt.",
        "The borrower shall bear any and all expenses of enforcement.",
        "You are responsible for all of our collection costs.",
    ),
    "C06": (
        "If any payment is late, the entire balance becomes immediately due and payable.",
        "We may demand repayment in full at any time.",
        "If the lender deems itself insecure, it may accelerate the loan.",
        "A default under any other agreement with any lender is a default under this agreement.",
    ),
    "C07": (
        "Payments are applied first to fees and late charges, then to interest, and then to principal.",
        "Amounts received shall be applied in the following order: collection costs, default charges, "
        "interest, principal.",
        "We will allocate your payment to penalties, then accrued interest, then the principal.",
    ),
    "C08": (
        "If you default, we may increase the interest rate to 29%.",
        "The rate will be raised by five points after a missed payment.",
        "Following default the default rate applies to the entire outstanding balance.",
        "After any late payment we may shorten the term of the loan.",
    ),
    "D01": (
        "The borrower may not prepay this loan.",
        "Early repayment requires our prior written consent.",
        "Prepayments are not permitted during the first year.",
        "Partial prepayments will not be accepted.",
    ),
    "D03": (
        "If you repay early you must still pay all interest for the full term.",
        "On prepayment, unearned interest is computed by the Rule of 78.",
        "There is no refund of unearned finance charge if you prepay.",
        "The full finance charge is due even if you pay off early.",
    ),
    "D05": (
        "You must continue to pay the loan even if you have a dispute with the merchant about the goods.",
        "Any defect in the course supplied by the provider does not relieve you of your duty to pay.",
        "You waive all claims and defenses against any assignee arising from the purchase from the seller.",
    ),
    "E01": (
        "We reserve the right to amend these terms from time to time without notice.",
        "The lender can increase fees in its sole discretion.",
        "Your continued use of the account constitutes acceptance of the revised terms.",
        "Changes become effective immediately upon posting on our website.",
    ),
    "E02": (
        "We accept no responsibility for any loss caused by our systems.",
        "In no event shall the company be liable for errors in processing payments, even if negligent.",
        "You agree to hold the lender harmless from all claims and losses.",
        "The lender disclaims all liability for failures of its platform.",
    ),
    "E03": (
        "Our statement of the amount owed is final and binding on you.",
        "The books and records of the lender shall be conclusive evidence of the debt.",
        "You may not dispute our calculation of the balance.",
    ),
    "E04": (
        "Any action shall be brought in the courts where the lender has its principal place of business.",
        "The courts at our registered office have exclusive jurisdiction.",
        "Venue lies in the county in which the creditor is located.",
    ),
    "E05": (
        "Any dispute shall be resolved by binding arbitration.",
        "You give up your right to participate in a class action.",
        "The borrower waives trial by jury.",
        "Claims may be brought only in an individual capacity, not as a class member.",
    ),
    "E06": (
        "The borrower authorizes any attorney to confess judgment against the borrower.",
        "You waive all defenses to payment of this note.",
        "The borrower hereby assigns future wages to the lender as security.",
        "You waive any homestead exemption.",
        "We take a security interest in your household goods.",
    ),
    "E07": (
        "The lender may sell or transfer this loan without notifying you.",
        "We can assign our rights at any time without prior notice to the borrower.",
        "Notices are deemed received when sent, whether or not you receive them.",
    ),
    "E08": (
        "You authorize us to debit any account you hold at any bank.",
        "The borrower irrevocably authorizes the lender to withdraw payments from the borrower's account.",
        "If a debit fails we may re-present it as many times as needed.",
        "You must repay by preauthorized electronic fund transfer.",
    ),
    "E09": (
        "If you are overdue we may contact your employer and relatives about the debt.",
        "We may publish the names of defaulting borrowers on social media.",
        "The lender can notify the borrower's friends and family of any unpaid amount.",
    ),
    "E10": (
        "The co-signer is liable for the full amount of the loan.",
        "The borrower's spouse shall be jointly and severally liable.",
        "The guarantor unconditionally guarantees payment of all sums and must pay on demand.",
    ),
    "E11": (
        "The lender has the sole right to interpret this agreement.",
        "You are deemed to have read and understood all terms.",
        "The policies posted on our website form part of this agreement and prevail over it.",
    ),
    "F01": (
        "The app may collect your contacts, call logs and photos.",
        "You grant us permission to access your device location and text messages.",
        "We monitor your browsing history and social media accounts to assess risk, and read your SMS inbox.",
    ),
    "F02": (
        "Your authorization is irrevocable and covers all personal data.",
        "We may retain your information indefinitely.",
        "This consent to use your data continues even if your application is declined.",
        "You give a blanket consent to any processing of your personal data.",
    ),
    "F03": (
        "We may disclose your personal information to our affiliates and other companies.",
        "Your data may be shared with third parties.",
        "We use your contact details for marketing purposes.",
    ),
    "F04": (
        "You authorize us to obtain your credit report at any time and for any purpose.",
        "We may pull consumer reports from time to time without notice.",
        "We collect facial recognition data and fingerprints.",
    ),
    "G02": (
        "The late fee is $[amount].",
        "The monthly fee is ______.",
        "Annual fee: {{ fee }}.",
        "Processing charge: [TBD].",
    ),
    "G03": ("Payments are governed by Section 47.",),
}

UNSAID = {
    "A08": (
        "Interest is computed on a 365-day year for actual days.",
        "Interest accrues from the date the funds are disbursed.",
    ),
    "A09": (
        "Interest is not compounded.",
        "We do not charge interest on overdue interest.",
        "Unpaid interest is never added to the principal.",
    ),
    "A10": (
        "The rate does not vary.",
        "The variable rate is the prime rate plus 4 points, capped at 18%, and we give 30 days' notice.",
    ),
    "B01": ("No other fees apply.", "The borrower does not pay any additional charges."),
    "B02": ("All fees are included in the APR.",),
    "B03": (
        "Credit insurance is optional and is not required to obtain this loan.",
        "You are not required to purchase any product from us or our partners.",
    ),
    "B04": ("If you repay early we refund the unearned part of every fee.",),
    "B05": ("We never ask for any fee before we disburse the loan.",),
    "B06": (
        "The loan does not renew automatically.",
        "If the due date falls on a holiday it is automatically extended to the next business day.",
    ),
    "C04": ("If you default, no penalty is charged.",),
    "C05": (
        "Each side bears its own legal costs.",
        "You pay reasonable attorneys' fees awarded by a court.",
    ),
    "C06": (
        "If you miss two or more consecutive payments we give 30 days' notice before the balance is due.",
    ),
    "C07": ("Payments are applied first to accrued interest and then to principal.",),
    "C08": ("Your interest rate will not increase if you default.",),
    "D01": (
        "You may repay early at any time without our consent.",
        "Prepayment is permitted in whole or in part.",
    ),
    "D03": ("If you prepay, you owe interest only up to the day of payment.",),
    "D05": (
        "Any holder of this loan is subject to all claims and defenses you have against the seller.",
    ),
    "E01": (
        "We may not change the terms of this agreement without your written consent.",
        "The rate and fees do not change during the term.",
    ),
    "E02": (
        "We are not liable for delays caused by events beyond our reasonable control.",
        "Nothing in this agreement excludes our liability for negligence.",
    ),
    "E03": ("Our records are prima facie evidence unless you show otherwise.",),
    "E04": ("You may sue in the courts of the place where you live.",),
    "E05": (
        "This agreement contains no arbitration clause and no class action waiver.",
        "Nothing in this section waives your right to a jury trial.",
    ),
    "E06": (
        "Our failure to act does not waive any right.",
        "You do not waive any defenses.",
    ),
    "E07": ("We will give you 30 days' written notice before we assign this agreement.",),
    "E08": (
        "We debit only the account you name, and you may revoke this authority at any time.",
        "Automatic payment is not a condition of this loan.",
    ),
    "E09": (
        "We will not contact your employer, relatives or friends about your debt.",
        "We report payment history to credit bureaus.",
    ),
    "E10": ("No spouse or other person is liable for this loan.",),
    "E11": ("A term with two meanings is read in favour of the borrower.",),
    "F01": (
        "We do not access your contacts, photos or location.",
        "We use your name and address to decide on this loan.",
    ),
    "F02": (
        "You may withdraw your consent at any time.",
        "We delete your data if the application is declined.",
    ),
    "F03": (
        "We do not share your personal data with third parties.",
        "We use your details for marketing only if you give separate consent.",
    ),
    "F04": (
        "With your written consent we obtain one credit report to assess this application.",
        "We do not collect biometric data.",
    ),
    "G02": (
        "Borrower signature: ______________ Date: __________",
        "The purpose of the loan is home repair.",
    ),
    "G03": ("See Section 1 for the amount.",),
}
