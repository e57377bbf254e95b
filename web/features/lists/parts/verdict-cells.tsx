import { RIGHTS, rightName } from '@lanran/protocol/licensing/rights';
import { Button } from '../../../components/forms/button.tsx';
import { StateMark, type Tone } from '../../../components/page/notice.tsx';
import { useFormats } from '../../../lib/language/format.ts';
import { useLanguage } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import { useMoney } from '../../../lib/pricing/money.ts';
import { useChangeWords } from '../../../lib/territories/use-change-words.ts';
import { wishOf, type WishDraft } from '../../../lib/territories/wish.ts';
import type { Verdict } from '../model/documents.ts';
import { draftOfWindow, licenseIn } from '../model/verdict-table.ts';
import { listText } from '../words/list-text.ts';
import css from './lists.module.css';

const TONES: Readonly<Record<Verdict['outcome'], Tone>> = {
  FREE: 'live',
  REFUSED: 'refused',
  TAKEN_DOWN: 'refused',
  NOT_FOUND: 'unknown',
};
const DAY = /\d{4}-\d{2}-\d{2}/g;

/** Whether it can be licensed, with every reason why not. */
export function OutcomeCell({ verdict }: { readonly verdict: Verdict | null }) {
  const t = useText(listText);
  const { language } = useLanguage();
  const formats = useFormats();
  if (verdict === null) return <span className={css['soft']}>{t('asking')}</span>;
  const isOwned = licenseIn(verdict) !== null;
  return (
    <>
      {isOwned ? (
        <StateMark tone="live">{t('owned')}</StateMark>
      ) : (
        <StateMark tone={TONES[verdict.outcome]}>{t(`outcome.${verdict.outcome}`)}</StateMark>
      )}
      {!isOwned && verdict.outcome === 'FREE' && verdict.rights.length > 0 && (
        <span className={css['soft']}>
          {formats.list(
            RIGHTS.filter((right) => verdict.rights.includes(right)).map((right) =>
              rightName(right, language),
            ),
          )}
        </span>
      )}
      {!isOwned && verdict.reasons.length > 0 && (
        <ul role="list" className={css['reasons']}>
          {verdict.reasons.map((reason) => (
            <li key={`${reason.code} ${reason.subject}`} className={css['soft']}>
              {reason[language].replaceAll(DAY, (day) => formats.day(day))}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** What it costs for the use; a price that nobody can pay now is not shown. */
export function PriceCell({ verdict }: { readonly verdict: Verdict | null }) {
  const money = useMoney();
  return verdict?.outcome === 'FREE' ? money(verdict.price) : null;
}

interface AlternativesCellProps {
  readonly verdict: Verdict | null;
  readonly wish: WishDraft;
  onUse(wish: WishDraft): void;
}

/** The nearest uses that would be allowed, each to be tried for the whole list. */
export function AlternativesCell({ verdict, wish, onUse }: AlternativesCellProps) {
  const t = useText(listText);
  const money = useMoney();
  const sayChanges = useChangeWords();
  const asked = wishOf(wish);
  if (verdict?.outcome !== 'REFUSED' || licenseIn(verdict) !== null || asked === null) return null;
  const near = verdict.alternatives.flatMap((each) => {
    const draft = draftOfWindow(each);
    const other = wishOf(draft);
    return other === null ? [] : [{ draft, words: sayChanges(asked, other), price: money(each.price) }];
  });
  if (near.length === 0) return <span className={css['soft']}>{t('noAlternative')}</span>;
  return (
    <ul role="list" className={css['near']}>
      {near.map(({ draft, words, price }) => (
        <li key={words}>
          <span>{t('altPrice', { words, price })}</span>
          <Button aria-label={t('useThisFor', { words })} onPress={() => onUse(draft)}>
            {t('useThis')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
