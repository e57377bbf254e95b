import type { Language } from '@lanran/protocol/kernel/language';
import { type ByteLimit, RefusedError, type StatedReason } from '@lanran/sdk/kernel/errors';
import { sayLimit } from '../language/limit-text.ts';

interface ErrorText {
  /** What happened and what to do, in the reader's language. */
  readonly text: string;
  readonly reasons: readonly string[];
  /** What the platform said, for whoever helps. */
  readonly details: string | null;
}

const BY_CODE: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  ANSWER_IMPOSSIBLE: {
    en: 'Nothing was written, because it could not be carried out. Leave these assets out, or name other terms:',
    zh: '尚未记入，因为无法履行。请去掉相关资产，或提出其他条款：',
  },
  BAD_INPUT: {
    en: 'Something that was entered can’t be used. Correct what is named under Details, then try again.',
    zh: '有一项填写的内容无法使用。请按“详情”中的提示修改后再试。',
  },
  BALANCE_TOO_LOW: {
    en: 'Your balance does not cover this price. Nothing was paid; get more money first, then try again.',
    zh: '您的余额不足以支付此价款。款项未付出；请先补足余额再试。',
  },
  BAD_SIGNATURE: {
    en: 'The signature does not fit. Check that you sign with the key you signed in with, then try again.',
    zh: '签名不符。请确认您用登录时的密钥签署，然后再试。',
  },
  COMMUNITY_REASON_REQUIRED: {
    en: 'It names a people and no community. Name the community that is to be asked, or say why none is; the reason is signed and public.',
    zh: '内容提及某一民族，却未注明社区。请注明应征询的社区，或说明为何不征询；理由将签署并公开。',
  },
  CONFLICT: {
    en: 'Somebody, or another tab, was faster. Look at how it stands now, then decide again; what you typed is kept.',
    zh: '他人或另一个标签页已先行处理。请查看当前状态后再决定；您填写的内容已保留。',
  },
  CONTENT_DAMAGED: {
    en: 'The stored copy of this file is damaged, so it is not given out. Its holder can bring it back; try again later.',
    zh: '该文件的存储副本已损坏，因此不予提供。持有机构可将其恢复，请稍后再试。',
  },
  CONTENT_MISMATCH: {
    en: 'A file that arrived is not the file that was announced. Choose the file again and upload it once more.',
    zh: '收到的文件与预告的不一致。请重新选择文件并再次上传。',
  },
  CONTENT_MISSING: {
    en: 'A stored file can’t be read at present. Try again later, and tell the operator if it stays.',
    zh: '目前无法读取已存储的文件。请稍后再试；如仍不行，请告知运营方。',
  },
  CONTENT_UNREADABLE: {
    en: 'This file can’t be read at present; the operator has to see to it. Tell them, and try again later.',
    zh: '目前无法读取该文件，须由运营方处理。请告知运营方，稍后再试。',
  },
  ASSET_RESTRICTED: {
    en: 'This asset is restricted now, so that no license opens its files. Ask its holder.',
    zh: '该资产现为受限，任何许可均不能打开其文件。请联系其持有机构。',
  },
  COPY_NOT_YET: { en: 'The copy is made later:', zh: '副本尚未制作：' },
  CROSS_SITE: {
    en: 'The request came from another site and was refused. Open Lanran itself and try again.',
    zh: '该请求来自其他网站，已被拒绝。请直接打开本平台再试。',
  },
  FORBIDDEN: {
    en: 'You may not do this with the key you signed in with. Ask an owner of your organization.',
    zh: '您登录所用的密钥无权进行此操作。请联系贵机构的所有者。',
  },
  HELD_FOR_COMMUNITY: {
    en: 'Most of these files are published already, in an asset behind which a community stands; they can’t be opened past it. Choose “By license” or “Restricted” and name the community. The asset stands under Details.',
    zh: '这些文件大部分已在另一项资产中发布，且该资产背后有社区，因此不能绕过社区将其开放。请选择“凭许可”或“受限”，并注明该社区。该资产见“详情”。',
  },
  LEDGER_REFUSED: { en: 'The rules don’t allow this:', zh: '规则不允许：' },
  LIMIT_EXCEEDED: {
    en: 'That is more than is allowed at once. Wait a minute, or do it in smaller parts.',
    zh: '超出了单次允许的数量。请稍候片刻，或分批进行。',
  },
  NONCE_USED: {
    en: 'That signature was used before. Sign once more; nothing was done twice.',
    zh: '该签名已用过。请再签一次；没有任何操作被重复执行。',
  },
  NOT_FOUND: {
    en: 'It was not found, or you may not see it. Check the address, and that you are signed in.',
    zh: '未找到，或您无权查看。请检查网址，并确认已登录。',
  },
  ORGANIZATION_SUSPENDED: {
    en: 'Your organization is suspended: it can’t publish, offer, buy or dispute. The reason stands on its public page. Only the accreditor can lift the suspension.',
    zh: '贵机构已被暂停，不能发布、提供许可、购买或提出争议。理由见其公开页面。只有认证机构可以解除暂停。',
  },
  SIGN_IN_REQUIRED: {
    en: 'Your session has ended. Sign in again; what you typed is kept.',
    zh: '登录已过期。请重新登录；您填写的内容已保留。',
  },
  STALE_STATEMENT: {
    en: 'The asset has changed since you opened it. Load its present state; what you typed is kept.',
    zh: '您打开之后，该资产已有变更。请载入当前状态；您填写的内容已保留。',
  },
  QUOTA_EXCEEDED: {
    en: 'Your institution has used all the room it was given. Delete drafts that are not needed, or ask the operator for more, then go on.',
    zh: '贵机构的存储额度已用完。请删除不需要的草稿，或向运营方申请更多空间，然后继续。',
  },
  CHECKPOINT_REFUSED: {
    en: 'The platform’s record is not the one that it signed before, so it signs nothing. What you did may not be recorded; tell the operator.',
    zh: '平台的记录与此前签署的不一致，因此不再签署任何内容。您的操作可能未被记录；请告知运营方。',
  },
  TAKEN_DOWN: {
    en: 'This was taken down and is not kept any more. By whom, when and why stands under Details, and on its page.',
    zh: '该内容已被撤下，不再保存。由谁、何时、因何撤下，见“详情”及其页面。',
  },
  TAKE_DOWN_LEAVES_LICENSES: {
    en: 'Live licenses would lose files. Look at them, and confirm that you know of them.',
    zh: '有效许可将失去文件。请查看这些许可，并确认您已知悉。',
  },
  STORAGE_FULL: {
    en: 'The platform has no room left. Nothing was lost; tell the operator.',
    zh: '平台存储空间已满。没有内容丢失；请告知运营方。',
  },
  PRICE_ABOVE_MAXIMUM: {
    en: 'The price is higher by now than the one you were shown. Nothing was bought; look at the new price, then decide again.',
    zh: '现价高于向您显示的价款。未购买任何许可；请查看新价款后再决定。',
  },
  SHARE_CHANGED: {
    en: 'The community’s share is another by now than the one you were shown. Nothing was offered; look at its consent, then decide again.',
    zh: '社区的分成已与向您显示的不同。未发出任何要约；请查看其同意后再决定。',
  },
  USE_CONSENT_REPLACED: {
    en: 'The council permits the same organization another use of this asset, which this consent would end. Nothing was signed; look at it, then decide again.',
    zh: '对同一件资产，议事会已同意该机构的另一种使用，此次同意会使其终止。未签署任何内容；请查看后再决定。',
  },
  TERMS_CHANGED: {
    en: 'The terms are others by now than those you were shown. Nothing was bought; look at the new terms, then decide again.',
    zh: '条款已与向您显示的不同。未购买任何许可；请查看新条款后再决定。',
  },
  TOKEN_NOT_SUPPORTED: {
    en: 'The price is in a currency that can’t be paid with here. Ask the holder for an offer in another one, or order by invoice.',
    zh: '此处无法以该币种付款。请向持有机构索取其他币种的要约，或以发票下单。',
  },
  UNAVAILABLE: {
    en: 'A part of the platform does not answer at present. Try again in a minute; nothing is done twice.',
    zh: '平台的某个部分暂时没有响应。请稍后再试；不会重复执行。',
  },
  UNREACHABLE: {
    en: 'The platform does not answer. Check your connection, then try again; what you typed is kept.',
    zh: '平台没有响应。请检查网络连接后再试；您填写的内容已保留。',
  },
  UNTRUSTWORTHY_ANSWER: {
    en: 'What the platform asked you to sign is not what you asked for, so nothing was signed. Tell the people you trust about it.',
    zh: '平台要求签署的内容与您的请求不符，因此未签署任何内容。请告知您信任的人。',
  },
  WRONG_ADDRESS: {
    en: 'People sign in to this platform at another address than the one you opened, so nothing was signed. Open the address that stands under Details. If you run the platform, set LANRAN_PUBLIC_URL to the address that people open.',
    zh: '本平台只能在另一网址登录，因此未签署任何内容。请打开“详情”中的网址。如果平台由您运行，请把 LANRAN_PUBLIC_URL 设为大家使用的网址。',
  },
  CANCELED: { en: 'Nothing was signed.', zh: '未签署任何内容。' },
  WALLET_FAILED: {
    en: 'Your wallet could not do it. Look into its own window, unlock it, then try again. What it said stands under Details.',
    zh: '钱包未能完成。请查看钱包窗口并解锁，然后重试。钱包给出的原因见“详情”。',
  },
  WRONG_CHAIN: {
    en: 'Your wallet does not take this platform’s network. Some wallets want an address with https. Use another wallet, or make a key in the browser.',
    zh: '您的钱包未接受本平台的网络。有些钱包要求 https 地址。请换用其他钱包，或在浏览器中生成密钥。',
  },
  WRONG_PASSPHRASE: {
    en: 'That passphrase does not open this key. Try again, or restore the key from your recovery sheet.',
    zh: '该口令无法打开此密钥。请重试，或用恢复单恢复密钥。',
  },
  INTERNAL: {
    en: 'Something went wrong on our side. Try again; if it stays, tell the operator what stands under Details.',
    zh: '平台内部出错。请重试；如仍不行，请把“详情”告知运营方。',
  },
};

const POINTS_TO_DETAILS: readonly string[] = [
  'BAD_INPUT',
  'INTERNAL',
  'LEDGER_REFUSED',
  'WALLET_FAILED',
  'WRONG_ADDRESS',
];

/** What went wrong, in words for the person in front of the screen. Understands RefusedError and the client's refusals. */
export function errorText(error: unknown, language: Language): ErrorText {
  const { code, message, reasons, requestId, limit } = partsOf(error);
  // Reasons say what is in the way, which need not be that somebody was faster.
  const told = code === 'CONFLICT' && reasons.length > 0 ? 'LEDGER_REFUSED' : code;
  const known = BY_CODE[told] ?? BY_CODE['INTERNAL'];
  return {
    text: limit === null ? (known?.[language] ?? message) : sayLimit(limit, code, language),
    reasons: reasons.map((reason) => reason[language]),
    details: [code, message, requestId].filter((part) => part !== null && part !== '').join(' · '),
  };
}

/** The sentence of a code that says by itself what to do; null for those whose sentence points to details. */
export function findCodeSentence(code: string, language: Language): string | null {
  if (POINTS_TO_DETAILS.includes(code)) return null;
  return BY_CODE[code]?.[language] ?? null;
}

/** The stable code of a refusal, or INTERNAL. */
export function errorCode(error: unknown): string {
  return partsOf(error).code;
}

interface Parts {
  readonly code: string;
  readonly message: string;
  readonly reasons: readonly StatedReason[];
  readonly requestId: string | null;
  readonly limit: ByteLimit | null;
}

function partsOf(error: unknown): Parts {
  if (error instanceof RefusedError) return error;
  if (!(error instanceof Error))
    return { code: 'INTERNAL', message: String(error), reasons: [], requestId: null, limit: null };
  // The client's ClientError, without loading its module for a page that never signs.
  const { code, reasons } = error as { readonly code?: unknown; readonly reasons?: readonly StatedReason[] };
  return {
    code: typeof code === 'string' ? code : 'INTERNAL',
    message: error.message,
    reasons: reasons ?? [],
    requestId: null,
    limit: null,
  };
}
