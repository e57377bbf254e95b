import { TextField } from '../../../../components/forms/field.tsx';
import { communityShareOf } from '../../../../lib/labels/community-share.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import type { Currency } from '@lanran/protocol/kernel/money';
import css from '../../desk/parts/council.module.css';
import { type GrantDraft, type GrantProblem, parseShare } from '../model/grant.ts';
import { MediaFields, PlacesFields, RightsFields } from './grant-fields.tsx';
import { grantText } from '../words/grant-text.ts';
import type { LastShare } from '../model/last-share.ts';

/** What the example's studio pays, in whole units of money. */
const EXAMPLE_PRICE = 10_000n;

interface GrantFormProps {
  readonly draft: GrantDraft;
  onChange(draft: GrantDraft): void;
  /** Shown once somebody tried to go on. */
  readonly problems: readonly GrantProblem[];
  /** Of the example; null where there is none. */
  readonly currency: Currency | null;
  readonly holder: string;
  /** What an ended consent still demands. */
  readonly floor?: LastShare | null;
}

/** What a council permits: each use explained, an example in money, nothing chosen for it. */
export function GrantForm({ draft, onChange, problems, currency, holder, floor = null }: GrantFormProps) {
  const t = useText(grantText);
  const { moment, share } = useFormats();
  const change = (part: Partial<GrantDraft>) => onChange({ ...draft, ...part });
  const problem = (...names: readonly GrantProblem[]) => {
    const found = names.find((name) => problems.includes(name));
    return found === undefined ? null : t(`problems.${found}`);
  };
  return (
    <div className={css['form']}>
      <MediaFields
        media={draft.media}
        error={problem('mediaMissing')}
        onChange={(media) => change({ media })}
      />
      <PlacesFields
        territories={draft.territories}
        error={problem('placesMissing')}
        onChange={(territories) => change({ territories })}
      />
      <div className={css['part']}>
        <h3>{t('dayTitle')}</h3>
        <div className={css['short']}>
          <TextField
            label={t('lastDay')}
            hint={t('lastDayHint')}
            type="date"
            value={draft.lastDay}
            error={problem('dayMissing', 'dayPast')}
            onChange={(lastDay) => change({ lastDay })}
          />
        </div>
      </div>
      <div className={css['part']}>
        <h3>{t('shareTitle')}</h3>
        {floor !== null && (
          <p>{t('shareFloor', { share: share(floor.shareBps), moment: moment(floor.until) })}</p>
        )}
        <div className={css['short']}>
          <TextField
            label={t('share')}
            hint={t('shareHint')}
            inputMode="decimal"
            value={draft.share}
            error={problem('shareMissing', 'shareTooMuch', 'shareFell')}
            onChange={(typed) => change({ share: typed })}
          />
        </div>
        {currency !== null && <ShareExample share={draft.share} currency={currency} holder={holder} />}
      </div>
      <RightsFields rights={draft.rights} onChange={(rights) => change({ rights })} />
    </div>
  );
}

interface ShareExampleProps {
  readonly share: string;
  readonly currency: Currency;
  readonly holder: string;
}

/** Read out as it changes. */
function ShareExample({ share, currency, holder }: ShareExampleProps) {
  const t = useText(grantText);
  const { money } = useFormats();
  const shareBps = parseShare(share);
  if (shareBps === null || shareBps > 10_000) return null;
  const price = EXAMPLE_PRICE * 10n ** BigInt(currency.decimals);
  const own = communityShareOf(price, shareBps);
  const amount = (units: bigint) => money(units.toString(), currency);
  return (
    <p className={css['example']} aria-live="polite">
      {t('example', { price: amount(price), own: amount(own), rest: amount(price - own), holder })}
    </p>
  );
}
