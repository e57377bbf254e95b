import { ButtonLink } from '../../../components/forms/button.tsx';
import { useText } from '../../../lib/language/text.ts';
import { askAddress, MOST_ASKED } from '../../../lib/requests/ask-address.ts';
import { askingText } from '../../../lib/requests/asking-text.ts';
import type { WishDraft } from '../../../lib/territories/wish.ts';
import { licenseIn, type VerdictRow } from '../model/verdict-table.ts';
import css from './lists.module.css';

interface AskForListProps {
  readonly rows: readonly VerdictRow[];
  readonly wish: WishDraft | null;
}

/** To ask for the use: of what can't be licensed, or of all. */
export function AskForList({ rows, wish }: AskForListProps) {
  const t = useText(askingText);
  const all = rows
    .filter(({ verdict }) => verdict === null || licenseIn(verdict) === null)
    .map(({ item }) => item.asset.id)
    .slice(0, MOST_ASKED);
  const refused = rows
    .filter(({ verdict }) => verdict?.outcome === 'REFUSED' && licenseIn(verdict) === null)
    .map(({ item }) => item.asset.id)
    .slice(0, MOST_ASKED);
  if (all.length === 0 || wish === null) return null;
  return (
    <div className={css['tools']}>
      {refused.length > 0 && refused.length < all.length && (
        <ButtonLink to={askAddress({ assetIds: refused, wish })}>
          {t('askRefused', { count: refused.length })}
        </ButtonLink>
      )}
      <ButtonLink to={askAddress({ assetIds: all, wish })}>{t('askAll', { count: all.length })}</ButtonLink>
    </div>
  );
}
