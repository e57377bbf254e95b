import { Button } from '../../../../components/forms/button.tsx';
import { Checkbox } from '../../../../components/forms/checkbox.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import type { PaymentToken } from '../../../../lib/pricing/payment-token.ts';
import { remedyFor } from '@lanran/sdk/licensing/blocking';
import { amountText, type DraftBlocking } from '../model/blocking.ts';
import type { OfferDraft } from '../model/offer-draft.ts';
import { blockingText } from '../words/blocking-text.ts';

type Token = NonNullable<PaymentToken>;

interface BlockingNoticeProps {
  readonly blocking: DraftBlocking;
  readonly draft: Pick<OfferDraft, 'isByRule' | 'rule'>;
  readonly token: Token;
  onChange(changed: Partial<OfferDraft>): void;
}

/** What it costs to keep every exclusive license from being sold, and a least price against it. */
export function BlockingNotice({ blocking, draft, token, onChange }: BlockingNoticeProps) {
  const t = useText(blockingText);
  const formats = useFormats();
  const say = useBlockingWords(token);
  const { worst, isCheap, isIncomparable } = blocking;
  if (worst === null) return isIncomparable ? <Notice tone="unknown">{t('incomparable')}</Notice> : null;
  const { offerId, leastPrice } = remedyFor(worst);
  const least = formats.money(leastPrice.toString(), token);
  const fill = () => {
    const text = amountText(leastPrice, token);
    onChange(draft.isByRule ? { rule: { ...draft.rule, minimum: text } } : { price: text });
  };
  return (
    <Notice tone={isCheap ? 'refused' : 'plain'} title={t(isCheap ? 'title' : 'fine')}>
      <p>{say(blocking)}</p>
      {isIncomparable && <p>{t('incomparable')}</p>}
      {isCheap && <p>{offerId === null ? t('own', { least }) : t('other', { id: offerId, least })}</p>}
      {isCheap && offerId === null && (
        <Button onPress={fill}>{t(draft.isByRule ? 'take' : 'takeFlat', { least })}</Button>
      )}
    </Notice>
  );
}

interface AcceptBlockingProps {
  readonly blocking: DraftBlocking;
  readonly token: Token;
  readonly isAccepted: boolean;
  onChange(isAccepted: boolean): void;
}

/** On the sheet, where blocking is cheap: the figure, and a tick of its own. */
export function AcceptBlocking({ blocking, token, isAccepted, onChange }: AcceptBlockingProps) {
  const t = useText(blockingText);
  const formats = useFormats();
  const say = useBlockingWords(token);
  const { worst, isCheap } = blocking;
  if (worst === null || !isCheap) return null;
  return (
    <Notice tone="refused" title={t('title')}>
      <p>{say(blocking)}</p>
      <Checkbox isSelected={isAccepted} onChange={onChange}>
        {t('accept', { cost: formats.money(worst.cost.toString(), token) })}
      </Checkbox>
    </Notice>
  );
}

function useBlockingWords(token: Token): (blocking: DraftBlocking) => string {
  const t = useText(blockingText);
  const formats = useFormats();
  return ({ worst }) => {
    if (worst === null) return '';
    const { cost, exclusivePrice, licenses, by } = worst;
    const bps = exclusivePrice === 0n ? 10_000 : Number((cost * 10_000n) / exclusivePrice);
    const figures = {
      count: licenses.length,
      cost: formats.money(cost.toString(), token),
      price: formats.money(exclusivePrice.toString(), token),
      percent: formats.share(bps),
    };
    return by === 'HULL' ? t('hull', figures) : t('calendar', figures);
  };
}
