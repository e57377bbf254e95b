import type { DomainError, DomainErrorCode } from '../../platform/kernel/errors.ts';
import type { Refusal } from '@lanran/protocol/messages/refusals';

/** What the platform itself refuses of many calls is told beside the contracts' reasons, in both languages. */
const CHINESE: Readonly<Partial<Record<DomainErrorCode, string>>> = {
  NOT_FOUND: '找不到此资产，或您无权查看。请核对编号，并确认已用所属机构的身份登录。',
  FORBIDDEN: '您无权办理此事，或该资产不供授权。请核对资产的开放方式与您的身份。',
  CONFLICT: '该资产尚不能提交给合约。请稍后再试；若仍不行，请告知运营方。',
  TAKEN_DOWN: '该资产已被下架，不再保存。',
};
const CHINESE_OTHERS = '平台拒绝了此操作，未作任何更改。请核对后重试。';

export function reasonsOf(error: DomainError): readonly Refusal[] {
  const { code, message, reasons } = error;
  return reasons ?? [{ code, data: {}, text: { en: message, zh: CHINESE[code] ?? CHINESE_OTHERS } }];
}
