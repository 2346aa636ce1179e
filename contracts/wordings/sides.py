"""The words by which papers call the two sides."""

from __future__ import annotations

LENDER_ZH = r"(?:贷款人|出借人|放款人|放款方|贷款方|出借方|债权人|贷款机构|金融机构|本公司|我公司|我司|我行|本行|我方|甲方|乙方|丙方|平台|公司|银行|服务方|贷方|出借行|放款行|贷款行|资金方|授信人|授信方|出资方|典当行|债权方|机构|我们)"
LENDER_EN = r"(?:lender|creditor|company|bank|we|us|our|platform|finance company)"
BORROWER_ZH = r"(?:借款人|借款方|借入方|受信人|债务人|客户|用户|学员|患者|消费者|承租人|申请人|持卡人|当户|乙方|甲方|本人|您|你)"
BORROWER_EN = (
    r"(?:you|i|the (?:borrower|debtor|obligor|member|customer|client|consumer|applicant|purchaser"
    r"|hirer|undersigned|cardholder|maker))"
)
