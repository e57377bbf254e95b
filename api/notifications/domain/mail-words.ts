import type { Notice } from './delivery.ts';
import type { MailLanguage } from './mailbox.ts';

/** Who did it, as named, and how many days or assets. */
export interface MailFacts {
  readonly who: string;
  readonly count: number;
}

type Sentence = (facts: MailFacts) => string;
type MailKind = Exclude<Notice['kind'], 'TEST' | 'CONFIRM'>;

interface MailWords {
  readonly somebody: string;
  readonly kinds: Readonly<Record<MailKind, Sentence>>;
  readonly digest: (facts: Pick<MailFacts, 'count'>) => string;
  readonly for: (name: string) => string;
  readonly open: string;
  readonly more: (facts: Pick<MailFacts, 'count'>) => string;
  readonly choose: string;
  readonly end: string;
  readonly confirm: {
    readonly subject: string;
    readonly lead: string;
    readonly open: string;
    readonly ignore: string;
  };
}

const plural = (count: number, one: string, many: string) => (count === 1 ? one : `${count} ${many}`);

/** Who, what kind, and where: no price, no word of a thread. */
export const MAIL_WORDS: Readonly<Record<MailLanguage, MailWords>> = {
  en: {
    somebody: 'Somebody',
    kinds: {
      ASKED: ({ who }) => `${who} sent you a request`,
      ANSWERED: ({ who }) => `${who} answered a request`,
      AGREED: ({ who }) => `${who} agreed to a request`,
      DECLINED: ({ who }) => `${who} declined a request`,
      OFFERED: ({ who }) => `${who} made an offer that only your organization can take`,
      BOUGHT: ({ who }) => `${who} bought a license`,
      REQUEST_ENDS: ({ count }) =>
        `A request ends in ${plural(count, 'one day', 'days')} without an agreement`,
      LICENSE_ENDS: ({ count }) => `A license ends in ${plural(count, 'one day', 'days')}`,
      LICENSE_REVOKED: ({ who }) => `${who} revoked a license`,
      ASSET_REVISED: ({ who }) => `${who} revised an asset`,
      ASSET_TAKEN_DOWN: ({ who }) => `${who} took an asset down`,
      DISPUTED: ({ who }) => `${who} objected to an asset`,
      CONSENT_WITHDRAWN: ({ who }) => `${who} withdrew consent for an asset`,
      SHARE_EARNED: () => 'Your community earned a share',
      SEARCH_FOUND: ({ count }) => `A saved search found ${plural(count, 'one asset', 'assets')}`,
      ADMISSION_ASKED: ({ who }) => `${who} asks for admission`,
      SIGNATURE_WAITS: () => 'An act of your council waits for your signature',
      PAYMENT_ASKED: ({ who }) => `${who} asks again for the payment of an invoice`,
      WEBHOOK_OFF: () => 'A webhook was switched off: nothing arrived there for five days',
    },
    digest: ({ count }) => `${count} new messages in your inbox`,
    for: (name) => `For ${name}`,
    open: 'Open it',
    more: ({ count }) => `and ${count} more in your inbox`,
    choose: 'Choose what reaches you by e-mail',
    end: 'End all e-mail to this address',
    confirm: {
      subject: 'Confirm your e-mail address',
      lead: 'Somebody named this address for messages from this platform. If it was you, open the page and confirm it within 24 hours.',
      open: 'Confirm the address',
      ignore: 'If it was not you, do nothing: nothing more is sent here.',
    },
  },
  zh: {
    somebody: '有人',
    kinds: {
      ASKED: ({ who }) => `${who}向您发来申请`,
      ANSWERED: ({ who }) => `${who}回复了申请`,
      AGREED: ({ who }) => `${who}同意了申请`,
      DECLINED: ({ who }) => `${who}谢绝了申请`,
      OFFERED: ({ who }) => `${who}提出了仅限贵机构接受的要约`,
      BOUGHT: ({ who }) => `${who}购得一项许可`,
      REQUEST_ENDS: ({ count }) => `一项申请还有 ${count} 天到期，尚未谈妥`,
      LICENSE_ENDS: ({ count }) => `一项许可还有 ${count} 天到期`,
      LICENSE_REVOKED: ({ who }) => `${who}撤销了一项许可`,
      ASSET_REVISED: ({ who }) => `${who}修订了一项资产`,
      ASSET_TAKEN_DOWN: ({ who }) => `${who}撤下了一项资产`,
      DISPUTED: ({ who }) => `${who}对一项资产提出争议`,
      CONSENT_WITHDRAWN: ({ who }) => `${who}撤回了对一项资产的同意`,
      SHARE_EARNED: () => '您的社区有一笔分成到账',
      SEARCH_FOUND: ({ count }) => `保存的检索新找到 ${count} 件`,
      ADMISSION_ASKED: ({ who }) => `${who}申请加入`,
      SIGNATURE_WAITS: () => '议事会有一项等您签名',
      PAYMENT_ASKED: ({ who }) => `${who}再次提醒付款`,
      WEBHOOK_OFF: () => '一个 Webhook 已停用：连续五天未能送达',
    },
    digest: ({ count }) => `收件箱有 ${count} 条新消息`,
    for: (name) => `收件方：${name}`,
    open: '打开查看',
    more: ({ count }) => `另有 ${count} 条，见收件箱`,
    choose: '选择哪些消息发到邮箱',
    end: '不再向此地址发送邮件',
    confirm: {
      subject: '请确认您的邮箱地址',
      lead: '有人填写了此地址，用来接收本平台的消息。若是您本人，请在 24 小时内打开页面确认。',
      open: '确认此地址',
      ignore: '若非本人操作，请不必理会：不会再向此地址发送邮件。',
    },
  },
};
