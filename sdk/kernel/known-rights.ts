import { rightName, rightsOf, type RightsBits } from '@lanran/protocol/licensing/rights';
import { RefusedError } from './errors.ts';
import type { Deployment } from './session.ts';

/**
 * Installations go on with the contracts that they began with (ADR 60).
 * @throws RefusedError RIGHTS_UNKNOWN naming the rights that these contracts can't write
 */
export function requireKnownRights(
  { rights: known }: Pick<Deployment, 'rights'>,
  rights: RightsBits | undefined,
): void {
  const unknown = rightsOf((rights ?? 0) & ~known);
  if (unknown.length === 0) return;
  const names = (language: 'en' | 'zh') =>
    unknown.map((right) => rightName(right, language)).join(language === 'en' ? ', ' : '、');
  const reason = {
    code: 'RIGHTS_UNKNOWN',
    data: { rights: unknown.join(',') },
    en: `The contracts that this platform began with do not know these rights: ${names('en')}. Leave them out; nothing was signed.`,
    zh: `本平台沿用启用时的合约，没有以下权利：${names('zh')}。请去掉；尚未签署任何内容。`,
  };
  throw new RefusedError(reason.code, `${reason.en} ${reason.zh}`, { reasons: [reason] });
}
