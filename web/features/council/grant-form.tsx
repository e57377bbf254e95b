import type { Medium } from '@lanran/protocol/media';
import { Checkbox, TextField } from '../../components/field.tsx';
import { communityShareOf } from '../../lib/community-share.ts';
import { useFormats } from '../../lib/format.ts';
import { useLanguage } from '../../lib/language.tsx';
import { TerritoryField } from '../../lib/territory-field.tsx';
import { useText } from '../../lib/text.ts';
import { mediumLabel } from '../../lib/window-text.ts';
import type { Currency } from './council.ts';
import css from './council.module.css';
import { CONSENTABLE, type GrantDraft, type GrantProblem, parseShare } from './grant.ts';
import { grantText } from './grant-text.ts';
import type { LastShare } from './last-share.ts';

const GROUPS = [
  { name: 'screen', media: ['THEATRICAL', 'TELEVISION', 'STREAMING', 'SHORT_VIDEO'] },
  { name: 'learning', media: ['EDUCATION', 'RESEARCH', 'EXHIBITION', 'PUBLISHING'] },
  { name: 'goods', media: ['FASHION', 'MERCHANDISE', 'ADVERTISING'] },
  { name: 'play', media: ['MUSIC_STAGE', 'GAME', 'IMMERSIVE', 'SOFTWARE'] },
  { name: 'machines', media: ['AI_TRAINING'] },
] as const satisfies readonly { readonly name: string; readonly media: readonly Medium[] }[];

/** What the example's studio pays, in whole units of money. */
const EXAMPLE_PRICE = 10_000n;

interface GrantFormProps {
  readonly draft: GrantDraft;
  onChange(draft: GrantDraft): void;
  /** Shown once somebody tried to go on. */
  readonly problems: readonly GrantProblem[];
  readonly currency: Currency;
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
      <fieldset className={css['part']}>
        <legend>
          <h3>{t('placesTitle')}</h3>
        </legend>
        <p>{t('placesLead')}</p>
        {problem('placesMissing') !== null && (
          <p className={css['problem']} role="alert">
            {problem('placesMissing')}
          </p>
        )}
        <TerritoryField value={draft.territories} onChange={(territories) => change({ territories })} />
      </fieldset>
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
        <ShareExample share={draft.share} currency={currency} holder={holder} />
      </div>
      <fieldset className={css['part']}>
        <legend>
          <h3>{t('rightsTitle')}</h3>
        </legend>
        <p>{t('rightsLead')}</p>
        {CONSENTABLE.map((right) => (
          <Checkbox
            key={right}
            isSelected={draft.rights.includes(right)}
            onChange={(isSelected) =>
              change({
                rights: CONSENTABLE.filter((name) =>
                  name === right ? isSelected : draft.rights.includes(name),
                ),
              })
            }
          >
            {t(`rights.${right}.name`)}
            <span className={css['hint']}>{t(`rights.${right}.hint`)}</span>
          </Checkbox>
        ))}
      </fieldset>
    </div>
  );
}

interface MediaFieldsProps {
  readonly media: readonly Medium[];
  readonly error: string | null;
  onChange(media: readonly Medium[]): void;
}

function MediaFields({ media, error, onChange }: MediaFieldsProps) {
  const t = useText(grantText);
  const { language } = useLanguage();
  return (
    <fieldset className={css['part']}>
      <legend>
        <h3>{t('mediaTitle')}</h3>
      </legend>
      <p>{t('mediaLead')}</p>
      {error !== null && (
        <p className={css['problem']} role="alert">
          {error}
        </p>
      )}
      <div className={css['groups']}>
        {GROUPS.map((group) => (
          <fieldset key={group.name} className={css['mediaGroup']}>
            <legend>{t(`groups.${group.name}`)}</legend>
            {group.media.map((medium) => (
              <Checkbox
                key={medium}
                isSelected={media.includes(medium)}
                onChange={(isSelected) =>
                  onChange(isSelected ? [...media, medium] : media.filter((other) => other !== medium))
                }
              >
                {mediumLabel(medium, language)}
                <span className={css['hint']}>{t(`mediaHints.${medium}`)}</span>
              </Checkbox>
            ))}
          </fieldset>
        ))}
      </div>
    </fieldset>
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
