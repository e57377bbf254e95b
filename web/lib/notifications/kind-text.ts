import { defineText } from '../language/text.ts';

/** What an inbox tells, as the choices of e-mail and webhooks name it. */
export const kindText = defineText({
  en: {
    ASKED: 'A request came',
    ANSWERED: 'A request was answered',
    AGREED: 'Somebody agreed',
    DECLINED: 'Somebody declined',
    OFFERED: 'An offer was made to you alone',
    BOUGHT: 'A license was sold',
    REQUEST_ENDS: 'A request ends in 3 days',
    LICENSE_ENDS: 'A license ends in 60, 30 or 7 days',
    LICENSE_REVOKED: 'A license was revoked',
    ASSET_REVISED: 'An asset was revised',
    ASSET_TAKEN_DOWN: 'An asset was taken down',
    DISPUTED: 'An asset was objected to',
    CONSENT_WITHDRAWN: 'Consent was withdrawn',
    SHARE_EARNED: 'A share was earned',
    SEARCH_FOUND: 'A saved search found something',
  },
  zh: {
    ASKED: '收到申请',
    ANSWERED: '申请有回复',
    AGREED: '对方同意',
    DECLINED: '对方谢绝',
    OFFERED: '收到仅限贵机构的要约',
    BOUGHT: '许可售出',
    REQUEST_ENDS: '申请将在 3 天后到期',
    LICENSE_ENDS: '许可将在 60、30 或 7 天后到期',
    LICENSE_REVOKED: '许可被撤销',
    ASSET_REVISED: '资产有修订',
    ASSET_TAKEN_DOWN: '资产被撤下',
    DISPUTED: '资产有争议',
    CONSENT_WITHDRAWN: '同意被撤回',
    SHARE_EARNED: '获得分成',
    SEARCH_FOUND: '保存的检索有新结果',
  },
});
